//! Tables from their YAML to findings: a profile in a string, reports in a string. Enter at [`found`].

use super::read::read;
use super::{balance, change};
use crate::content::DataFile;
use crate::diagnostic::{Diagnostic, Level};
use crate::report::profile::ReportKind;
use crate::report::{BodyKind, Report, ReportText, ReportingBody, Reports, Status, Year};
use crate::tree::{TreeOrigin, yaml};

fn file(text: &str) -> DataFile {
    let origin = TreeOrigin::new("content/a/2021/tables.yaml", text);
    let node = yaml::parse(text, &origin).unwrap();
    DataFile { node, origin }
}

fn xxgk() -> &'static ReportKind {
    ReportKind::embedded("xxgk").unwrap()
}

/// A town's report of a year with these tables.
fn report(year: Year, tables: &str) -> (Report, Vec<Diagnostic>) {
    let (tables, found) = read(&file(tables), &xxgk().tables, year);
    let report = Report {
        body: "a".to_owned(),
        year,
        profile: "xxgk".to_owned(),
        tables,
        ..Report::empty(ReportText::default())
    };
    (report, found)
}

/// The findings of these years, without those about tables that are missing: `line:column name`.
fn found(years: &[(Year, &str)]) -> Vec<String> {
    let (reports, mut all): (Vec<Report>, Vec<Vec<Diagnostic>>) =
        years.iter().map(|(year, text)| report(*year, text)).unzip();
    let mut world = Reports {
        bodies: vec![ReportingBody {
            id: "a".to_owned(),
            kind: BodyKind::Town,
            ..ReportingBody::default()
        }],
        reports,
        ..Reports::default()
    };
    all.push(balance::check(&mut world));
    let shown = all
        .iter()
        .flatten()
        .filter(|one| one.name != "table-missing");
    shown
        .map(|one| {
            let place = one.place.as_ref().unwrap();
            format!("{}:{} {}", place.line, place.column, one.name)
        })
        .collect()
}

/// 收到和处理政府信息公开申请 of one column that balances; the other columns are zero.
fn requests(rows: &[(&str, u32)]) -> String {
    let value = |id: &str| {
        rows.iter()
            .find(|(row, _)| *row == id)
            .map_or(0, |(_, value)| *value)
    };
    let form = xxgk().table("requests").unwrap();
    let line = |id: &str| format!("  {id}: [{0}, 0, 0, 0, 0, 0, {0}]\n", value(id));
    let lines: String = form.rows_of(2021).map(|row| line(&row.id)).collect();
    format!("requests:\n{lines}")
}

const ROWS: [(&str, u32); 5] = [("r1", 14), ("r2", 2), ("r3.1", 13), ("r3.7", 13), ("r4", 3)];

#[test]
fn a_table_that_balances_has_no_finding() {
    assert_eq!(found(&[(2021, &requests(&ROWS))]), [""; 0]);
    let review = "review:\n  review: [2, 1, 0, 1, 4]\n  direct: {upheld: 1, corrected: 0, other: 0, pending: 0, sum: 1}\n  复议后起诉: [0, 0, 0, 0, 0]\n";
    assert_eq!(found(&[(2021, review)]), [""; 0]);
}

#[test]
fn rows_and_columns_that_do_not_balance_are_named_at_their_cell() {
    let mut rows = ROWS;
    rows[4].1 = 4;
    assert_eq!(
        found(&[(2021, &requests(&rows))]),
        ["2:8 table-unbalanced", "2:27 table-unbalanced"]
    );
    let text = requests(&ROWS).replace("r3.1: [13, 0", "r3.1: [13, 1");
    let names = found(&[(2021, &text)]);
    assert_eq!(names.len(), 2, "{names:?}");
    assert_eq!(
        found(&[(
            2021,
            "review:\n  review: [2, 1, 0, 1, 5]\n  direct: [0, 0, 0, 0, 0]\n  after: [0, 0, 0, 0, 0]\n"
        )]),
        ["2:24 table-unbalanced"]
    );
}

#[test]
fn what_is_carried_over_is_what_the_year_before_left() {
    let mut later = ROWS;
    later[1].1 = 3;
    later[4].1 = 4;
    let (first, second) = (requests(&ROWS), requests(&later));
    assert_eq!(found(&[(2021, &first), (2022, &second)]), [""; 0]);
    assert_eq!(
        found(&[(2021, &first), (2022, &first)]),
        ["3:8 table-unbalanced", "3:26 table-unbalanced"]
    );
    let rules = |made: u32, valid: u32| {
        format!("rules:\n  规章: [0, 0, 0]\n  documents: [{made}, 1, {valid}]\n")
    };
    assert_eq!(
        found(&[(2021, &rules(0, 5)), (2022, &rules(2, 6))]),
        [""; 0]
    );
    assert_eq!(
        found(&[(2021, &rules(0, 5)), (2022, &rules(2, 7))]),
        ["3:21 table-unbalanced"]
    );
}

#[test]
fn a_town_cannot_have_made_rules() {
    let text = "rules:\n  regulations: [0, 0, 6]\n  documents: [0, 0, 0]\n";
    assert_eq!(found(&[(2021, text)]), ["2:23 table-zero"]);
}

#[test]
fn a_blank_a_stroke_or_half_a_case_is_no_cell() {
    let cells = |cells: &str| {
        format!(
            "review:\n  review: [{cells}]\n  direct: [0, 0, 0, 0, 0]\n  after: [0, 0, 0, 0, 0]\n"
        )
    };
    assert_eq!(
        found(&[(2021, &cells("/, 0, 0, 0, 0"))]),
        ["2:12 table-cell"]
    );
    assert_eq!(found(&[(2021, &cells("0, null, 0, 0, 0"))]).len(), 1);
    assert_eq!(found(&[(2021, &cells("0, 1.5, 0, 0, 1.5"))]).len(), 2);
    assert_eq!(found(&[(2021, &cells("-1, 0, 0, 0, -1"))]).len(), 2);
    assert_eq!(found(&[(2021, &cells("0, 0, 0"))]), ["2:11 table-row"]);
    assert_eq!(found(&[(2021, "fees: {fees: \"12.50\"}\n")]), [""; 0]);
}

#[test]
fn a_name_that_the_form_does_not_have_is_found_with_the_nearest_one() {
    let (_, found) = report(2021, "reviw: {}\nreview:\n  reviews: [0, 0, 0, 0, 0]\n");
    let hints: Vec<&str> = found
        .iter()
        .filter(|one| one.name == "unknown-key")
        .map(|one| one.hints[0].en.as_str())
        .collect();
    assert_eq!(hints, ["did you mean `review`?", "did you mean `review`?"]);
}

#[test]
fn each_year_has_the_format_of_its_time() {
    let names = |year| {
        let (_, found) = report(year, "{}");
        let words = found.iter().map(|one| one.message.en.clone());
        words.collect::<Vec<_>>()
    };
    assert_eq!(names(2018), [""; 0]);
    assert!(names(2020)[0].starts_with("missing tables: rules2019, "));
    assert!(names(2021)[0].starts_with("missing tables: rules, "));
    let (old, _) = report(2020, "requests:\n  r3.6: [1, 0, 0, 0, 0, 0, 1]\n");
    assert_eq!(old.tables[0].rows.len(), 23);
    assert!(
        found(&[(2021, "requests:\n  r3.6: [1, 0, 0, 0, 0, 0, 1]\n")])[0].ends_with("unknown-key")
    );
}

#[test]
fn a_draft_is_to_be_mended_and_a_record_only_named() {
    let level = |status: Status| {
        let (mut one, _) = report(
            2021,
            "review:\n  review: [1, 0, 0, 0, 2]\n  direct: [0, 0, 0, 0, 0]\n  after: [0, 0, 0, 0, 0]\n",
        );
        one.status = status;
        let mut world = Reports {
            reports: vec![one],
            ..Reports::default()
        };
        let found = balance::check(&mut world);
        let kept = world.reports[0].tables[0].balances[0].failures.clone();
        assert_eq!(kept, ["“行政复议”行：2 与 1 不等"]);
        found[0].level
    };
    assert_eq!(level(Status::Draft), Level::Error);
    assert_eq!(level(Status::Published), Level::Warning);
    assert_eq!(level(Status::Archived), Level::Info);
}

#[test]
fn two_years_are_compared_cell_by_cell_where_both_formats_have_the_cell() {
    let (old, _) = report(
        2020,
        "requests:\n  r1: [3, 0, 0, 0, 0, 0, 3]\n  r3.6: [1, 0, 0, 0, 0, 0, 1]\n",
    );
    let (new, _) = report(
        2021,
        "requests:\n  r1: [5, 0, 0, 0, 0, 0, 5]\n  r3.6.1: [2, 0, 0, 0, 0, 0, 2]\n",
    );
    let form = xxgk().table("requests").unwrap();
    let rows = change::between(form, &old.tables[0], &new.tables[0]);
    let at = |id: &str| rows.iter().find(|row| row.row.id == id).unwrap().cells[0];
    assert_eq!(at("r1").difference(), Some(2.into()));
    assert!(!at("r3.6").comparable && !at("r3.6.1").comparable);
    assert_eq!(at("r3.6.1").difference(), None);
}

/// A profile of budgets that nobody wrote code for.
const BUDGETS: &str = "
id: budgets
name: 部门预算公开
source: 示例
dated: 2020-01-01
deadline: {month: 3, day: 1, words: 三月前, source: 示例}
parts: [{id: money, name: 收支, headings: [收支]}]
tables:
  - id: totals
    title: 收支总表
    part: money
    unit: 万元
    decimals: true
    columns: [{id: amount, name: 金额}]
    rows: [{id: income, name: 收入}, {id: spent, name: 支出}, {id: left, name: 结余}]
    balances: [{rows: income = spent + left, words: 收入等于支出加结余}]
";

#[test]
fn a_third_profile_needs_no_code() {
    let profile = ReportKind::read(BUDGETS).unwrap();
    let (tables, found) = read(
        &file("totals: {收入: 10.5, 支出: 8, 结余: 2.5}\n"),
        &profile.tables,
        2021,
    );
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        tables[0].cell("income", 0).unwrap().value,
        "10.5".parse().unwrap()
    );
    let part = &profile.parts[0];
    let mut report = Report::empty(crate::report::text::read("## 一、收支情况\n\n甲。\n"));
    report.find_parts(&profile);
    assert_eq!(report.part_sections(&part.id).len(), 1);
}

#[test]
fn a_profile_that_names_what_is_not_there_is_refused() {
    for (from, to, want) in [
        ("part: money", "part: mony", "no part `mony`"),
        (
            "income = spent + left",
            "income = spent + rest",
            "nothing is called `rest`",
        ),
        ("decimals: true", "decimal: true", "decimal"),
    ] {
        let wrong = ReportKind::read(&BUDGETS.replace(from, to)).unwrap_err();
        assert!(wrong.words.contains(want), "{wrong:?}");
    }
}

/// What stands in a text and beside it: the tables, the findings as `file:line name`, and what is lacking in words.
fn gathered(
    text: &str,
    beside: Option<&str>,
) -> (Vec<super::ReportTable>, Vec<String>, Vec<String>) {
    let mut report = Report {
        year: 2021,
        ..Report::empty(crate::report::text::read(text))
    };
    report.find_parts(xxgk());
    let yaml = beside.map(file);
    let origin = TreeOrigin::new("index.md", text);
    let place = |at| origin.place(&at);
    let (tables, found) = super::gather(&report, xxgk(), yaml.as_ref(), &place);
    let shown = found
        .iter()
        .filter(|one| one.name != "table-missing")
        .map(|one| {
            let place = one.place.as_ref().unwrap();
            format!(
                "{}:{} {}",
                place.file.rsplit('/').next().unwrap(),
                place.line,
                one.name
            )
        });
    let lacking = found.iter().filter(|one| one.name == "table-missing");
    let lacking = lacking.map(|one| one.message.en.clone());
    (tables, shown.collect(), lacking.collect())
}

/// Tables as Word files and pages give them: wide headings leave cells empty, the table of 行政复议 has no headings of rows.
const PRINTED: &str = "## 二、主动公开政府信息情况

| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
|---|---|---|---|
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 3 | 2 | 1,020 |

## 三、收到和处理政府信息公开申请情况

| 申请人情况 | | | | | | | | | |
|---|---|---|---|---|---|---|---|---|---|
| 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | | | |
| 一、本年新收政府信息公开申请数量 | | | 14 | 0 | 0 | 0 | 0 | 0 | 14 |
| 三、本年度办理结果 | （一）予以公开 | | 13 | 0 | 0 | 0 | 0 | 0 | 13 |
| （六）其他处理 | 3．其他 | 1 | 0 | ０ | 0 | 0 | / | 1 | |

## 四、政府信息公开行政复议、行政诉讼情况

| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| 2 | 1 | 0 | 0 | 3 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 4 | 4 |
";

#[test]
fn a_table_in_the_text_is_read_from_the_text() {
    let (tables, found, _) = gathered(PRINTED, None);
    let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(ids, ["rules", "requests", "review"]);
    let value = |table: usize, row: &str, column: usize| {
        tables[table]
            .cell(row, column)
            .map(|cell| cell.value.to_string())
    };
    assert_eq!(value(0, "documents", 2).as_deref(), Some("1020"));
    assert_eq!(value(1, "r1", 0).as_deref(), Some("14"));
    assert_eq!(value(1, "r3.1", 6).as_deref(), Some("13"));
    assert_eq!(value(1, "r3.6.3", 2).as_deref(), Some("0"));
    assert_eq!(value(1, "r3.6.3", 5), None);
    assert_eq!(value(2, "after", 3).as_deref(), Some("4"));
    assert_eq!(found, ["index.md:15 table-cell"]);
    let lacking = gathered(PRINTED, None).2;
    assert_eq!(lacking.len(), 2, "{lacking:?}");
    assert!(
        lacking[0].contains("lacks rows: 二、上年结转政府信息公开申请数量, "),
        "{lacking:?}"
    );
    assert!(
        lacking[1].contains("permits, penalties, fees"),
        "{lacking:?}"
    );
    assert_eq!(tables[2].cell("review", 4).unwrap().place.line, 21);
}

#[test]
fn what_stands_beside_the_text_must_say_what_the_text_says() {
    let same = "rules:\n  规章: [0, 0, 0]\n  documents: [3, 2, 1020]\n";
    assert_eq!(gathered(PRINTED, Some(same)).1, [""; 0]);
    let other = same.replace("1020", "1002");
    assert_eq!(
        gathered(PRINTED, Some(&other)).1,
        ["tables.yaml:3 cell-unlike-text"]
    );
}
