//! Kinds of reports: those that a site brings along, and two kinds of one body in the same year. Enter anywhere.

use crate::support::SiteTest;
use serde_json::Value;

/// A kind of report that no law asks for.
const BUDGET: &str = "id: budget
name: 部门预算执行情况年度报告
source: 虚构的规定第三条
dated: 2020-01-01
deadline: {month: 7, day: 1, words: 每年6月底前公开, source: 虚构的规定第三条}
parts:
  - {id: overview, name: 基本情况, headings: [基本情况]}
  - {id: plan, name: 明年打算, headings: [明年打算]}
topics:
  - {id: spending, name: 支出}
tables:
  - id: sums
    title: 收支总表
    part: overview
    unit: 万元
    columns: [{id: income, name: 收入}, {id: spent, name: 支出}, {id: left, name: 结余}]
    rows: [{id: all, name: 合计}]
    balances: [{columns: income = spent + left, words: 收入等于支出加结余}]
";

/// The guides show this very file.
#[test]
fn the_guides_show_a_kind_of_report_that_works() {
    for guide in [
        include_str!("../README.md"),
        include_str!("../README.zh-CN.md"),
    ] {
        let block = guide
            .split("```yaml\n# content/profiles/budget.yaml\n")
            .nth(1)
            .and_then(|rest| rest.split("```").next());
        assert_eq!(block, Some(BUDGET));
    }
}

const BUDGET_TEXT: &str = "乙县甲镇人民政府2021年部门预算执行情况年度报告\n\n一、基本情况\n\n全年支出3.2万元，办公用品由党政办统一登记领用，超过一千元的支出由镇长办公会集体研究，结果在政务公开栏张贴七日，群众有疑问的可以到财政所查看凭证。\n\n二、明年打算\n\n压减接待支出，完善公务用车登记台账，每季度公布一次使用情况，并请村民代表到财政所抽查凭证。\n";

fn json(ran: &str) -> Value {
    serde_json::from_str(ran).unwrap()
}

fn built(site: &SiteTest) {
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
}

#[test]
fn a_site_brings_its_own_kind_of_report_and_every_command_takes_it() {
    let site = SiteTest::town(&[
        ("content/profiles/budget.yaml", BUDGET),
        ("r.txt", BUDGET_TEXT),
    ]);
    let ran = site.run(&["import", "r.txt", "--body", "a", "--profile", "budget"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let page = "content/a/budget/2021/index.md";
    let text = site.source(page);
    assert!(
        text.contains("profile: budget")
            && text.contains("plan: [\"二、\"]")
            && !text.contains("measures"),
        "{text}"
    );
    site.write(
        "content/a/budget/2021/tables.yaml",
        b"sums:\n  all: [5, 3, 1]\n",
    );

    let ran = site.run(&["extract", "a/budget/2021", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let proposed = json(&ran.result);
    assert_eq!(proposed["figures"][0]["value"], 32000, "{proposed}");
    assert!(
        proposed["made"].to_string().contains("压减接待支出"),
        "{proposed}"
    );

    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said.contains("content/a/budget/2021/tables.yaml:2:9") && ran.said.contains("N01"),
        "{}",
        ran.said
    );
    let shown = site.page("a/budget/2021/index.html");
    assert!(
        shown.contains("收入等于支出加结余") && shown.contains("明年打算"),
        "{shown}"
    );
    assert!(
        site.page("data/cells.csv")
            .contains("a,甲镇,false,budget,2021,sums,收支总表")
    );
    let report = json(&site.page("a/budget/2021/report.json"));
    assert_eq!(report["id"], "a/budget/2021");
    assert_eq!(report["profile"]["name"], "部门预算执行情况年度报告");

    let ran = site.run(&["check", "--format", "json"]);
    let found = json(&ran.result);
    let own: Vec<&Value> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["file"] == page)
        .collect();
    assert!(!own.iter().any(|one| one["code"] == "S01"), "{own:?}");
    site.write(
        page,
        text.replace("## 二、明年打算", "## 二、其他")
            .replace("    plan: [\"二、\"]\n", "")
            .as_bytes(),
    );
    let ran = site.run(&["check", page, "--format", "json"]);
    let found = json(&ran.result).to_string();
    assert!(
        found.contains("missing-part") && found.contains("明年打算"),
        "{found}"
    );

    let ran = site.run(&["new", "2022", "--body", "a", "--profile", "budget"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    let draft = site.source("content/a/budget/2022/index.md");
    assert!(
        draft.contains("2022年部门预算执行情况年度报告") && draft.contains("## 一、基本情况"),
        "{draft}"
    );
}

#[test]
fn a_kind_of_report_that_is_wrong_is_named_with_its_place() {
    for (from, to, place, words) in [
        (
            "part: overview",
            "part: overvew",
            "14:11",
            "no part `overvew`",
        ),
        (
            "name: 部门预算",
            "nome: 部门预算",
            "content/profiles/budget.yaml:2",
            "nome",
        ),
        ("id: budget", "id: budgets", "1:1", "rename the file"),
        ("id: budget", "id: figures", "1:1", "address"),
        (
            "month: 7, day: 1",
            "month: 6, day: 31",
            "5:1",
            "no day 6-31",
        ),
        (
            "topics:",
            "import: {subject: '部门（('}\ntopics:",
            "9:20",
            "`import`",
        ),
    ] {
        let site = SiteTest::town(&[("content/profiles/budget.yaml", &BUDGET.replace(from, to))]);
        let ran = site.run(&["build"]);
        assert_eq!(ran.code, 1, "{to}: {}", ran.said);
        assert!(
            ran.said.contains(place) && ran.said.contains(words),
            "{to}: {}",
            ran.said
        );
    }
    let site = SiteTest::town(&[
        ("content/profiles/budget.yaml", "id: budget\nname: 1\n"),
        ("r.txt", BUDGET_TEXT),
    ]);
    let ran = site.run(&["import", "r.txt", "--body", "a", "--profile", "budget"]);
    assert_eq!(ran.code, 2, "{}", ran.said);
    assert!(ran.said.contains("budget.yaml"), "{}", ran.said);
    let ran = site.run(&["import", "r.txt", "--profile", "bugdet"]);
    assert!(ran.said.contains("fazhi, xxgk, budget"), "{}", ran.said);
}

/// A town with both kinds of reports for the same years, and a second town beside it.
fn both() -> SiteTest {
    let law = |year: i16, grids: u32| {
        format!(
            "---\ntitle: 乙县甲镇人民政府{year}年法治政府建设年度报告\ndate: {0}-01-10\nreport: {{body: a, year: {year}, topics: {{\"一、\": disputes}}, status: published, published: {0}-01-20}}\n---\n\n## 一、主要举措\n\n全镇划分为{grids}个网格。依据《信访工作条例》办理。\n\n## 二、存在的不足\n\n力量不足。\n",
            year + 1
        )
    };
    let open = |year: i16, grids: u32| {
        format!(
            "---\ntitle: 乙县甲镇人民政府{year}年政府信息公开工作年度报告\ndate: {0}-01-12\nreport: {{body: a, year: {year}, profile: xxgk, topics: {{\"一、\": proactive}}, status: published, published: {0}-01-22}}\n---\n\n## 一、总体情况\n\n在{grids}个网格张贴公开栏。依据《政府信息公开条例》办理。\n",
            year + 1
        )
    };
    let figure = |grids: u32, words: &str| {
        format!("- {{indicator: grids, value: {grids}, quote: \"{words}\"}}\n")
    };
    let promise = "made:\n  - {id: 2022-1, topic: disputes, quote: \"力量不足\"}\n";
    let other = law(2023, 7)
        .replace("body: a", "body: b")
        .replace("甲镇", "丙镇");
    SiteTest::town(&[
        (
            "content/site.yaml",
            "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}\n  b: {name: 丙镇, full_name: 乙县丙镇人民政府, kind: town}\n",
        ),
        (
            "content/a/2020/index.md",
            &law(2022, 100).replace("2022", "2020"),
        ),
        (
            "content/a/2020/figures.yaml",
            &figure(100, "划分为100个网格"),
        ),
        ("content/a/2022/index.md", &law(2022, 104)),
        (
            "content/a/2022/figures.yaml",
            &figure(104, "划分为104个网格"),
        ),
        ("content/a/2022/commitments.yaml", promise),
        ("content/a/2023/index.md", &law(2023, 109)),
        (
            "content/a/2023/figures.yaml",
            &figure(109, "划分为109个网格"),
        ),
        ("content/a/xxgk/2022/index.md", &open(2022, 51)),
        ("content/a/xxgk/2022/figures.yaml", &figure(51, "51个网格")),
        ("content/a/xxgk/2023/index.md", &open(2023, 53)),
        ("content/a/xxgk/2023/figures.yaml", &figure(53, "53个网格")),
        ("content/b/2023/index.md", &other),
        ("content/b/2023/figures.yaml", &figure(7, "划分为7个网格")),
    ])
}

#[test]
fn two_kinds_of_one_body_have_pages_of_their_own() {
    let site = both();
    built(&site);
    let law = site.page("a/compare/2022-2023/index.html");
    assert!(
        law.contains("104 → 109") && !law.contains("公开栏"),
        "{law}"
    );
    let open = site.page("a/xxgk/compare/2022-2023/index.html");
    assert!(
        open.contains("51 → 53") && !open.contains("力量不足") && !open.contains("划分为"),
        "{open}"
    );
    let files = site.published();
    let pairs: Vec<&String> = files
        .keys()
        .filter(|path| path.contains("compare/20"))
        .collect();
    assert_eq!(
        pairs,
        [
            "a/compare/2020-2022/index.html",
            "a/compare/2022-2023/index.html",
            "a/xxgk/compare/2022-2023/index.html"
        ]
    );
    for (page, holds, lacks) in [
        ("a/figures/grids/index.html", ">109<", ">53<"),
        ("a/xxgk/figures/grids/index.html", ">53<", ">109<"),
        ("a/laws/index.html", "信访工作条例", "政府信息公开条例"),
        ("a/xxgk/laws/index.html", "政府信息公开条例", "信访工作条例"),
        ("a/topics/index.html", "disputes/index.html", "proactive"),
        (
            "a/xxgk/topics/index.html",
            "proactive/index.html",
            "disputes",
        ),
        ("a/commitments/index.html", "力量不足", "公开栏"),
        ("a/xxgk/commitments/index.html", "承诺台账", "力量不足"),
        (
            "a/2023/quality/index.html",
            "法治政府建设年度报告",
            "政府信息公开工作年度报告",
        ),
        (
            "a/xxgk/2023/quality/index.html",
            "政府信息公开工作年度报告",
            "法治政府建设年度报告",
        ),
    ] {
        let shown = site.page(page);
        assert!(shown.contains(holds), "{page} lacks {holds}: {shown}");
        assert!(!shown.contains(lacks), "{page} holds {lacks}: {shown}");
    }
}

#[test]
fn neighbours_by_year_are_of_the_same_kind() {
    let site = both();
    built(&site);
    let law = site.page("a/2023/index.html");
    assert!(
        law.contains("../2022/index.html") && !law.contains("xxgk/2022"),
        "{law}"
    );
    let open = site.page("a/xxgk/2023/index.html");
    assert!(
        open.contains("../2022/index.html") && open.contains("../compare/2022-2023"),
        "{open}"
    );
    assert!(!open.contains("../../2022/index.html"), "{open}");
    let home = site.page("a/index.html");
    for link in [
        "2023/index.html",
        "xxgk/2023/index.html",
        "compare/2022-2023",
        "xxgk/compare/2022-2023",
        "xxgk/laws/",
    ] {
        assert!(home.contains(&format!("href=\"{link}")), "{link}: {home}");
    }
}

#[test]
fn the_portal_and_the_open_data_keep_both_kinds_apart() {
    let site = both();
    built(&site);
    let year = site.page("years/2023/index.html");
    let (law, open) = (
        year.find("id=\"kind-fazhi\"").unwrap(),
        year.find("id=\"kind-xxgk\"").unwrap(),
    );
    let other = year[open..].split("</table>").next().unwrap();
    assert!(
        year[law..open].contains("丙镇") && !other.contains("丙镇"),
        "{year}"
    );
    let grid = site.page("years/index.html");
    assert_eq!(grid.matches("甲镇</a> <span").count(), 2, "{grid}");
    assert!(grid.contains("政府信息公开工作年度报告"), "{grid}");
    let figure = site.page("figures/grids/index.html");
    for value in [">104<", ">109<", ">51<", ">53<", ">7<"] {
        assert_eq!(figure.matches(value).count(), 1, "{value}: {figure}");
    }
    let rows = site.page("data/observations.csv");
    for (kind, value) in [("fazhi", 109), ("xxgk", 53)] {
        let row = format!("a,甲镇,false,{kind},2023,2023,grids");
        let line = rows.lines().find(|line| line.contains(&row)).unwrap();
        assert!(line.contains(&format!(",{value},")), "{line}");
    }
    assert!(site.page("data/bodies.csv").contains(",2020 2022 2023,"));
    assert_eq!(json(&site.page("a/2023/report.json"))["id"], "a/2023");
    assert_eq!(
        json(&site.page("a/xxgk/2023/report.json"))["id"],
        "a/xxgk/2023"
    );
}

#[test]
fn the_command_line_names_the_kind_where_it_is_not_the_usual_one() {
    let site = both();
    let of = |old: &str, new: &str| {
        let ran = site.run(&["compare", old, new, "--format", "json"]);
        assert_eq!(ran.code, 0, "{}", ran.said);
        json(&ran.result)["figures"][0]["text"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert!(of("a/2022", "a/2023").contains("104 → 109"));
    assert!(of("a/xxgk/2022", "a/xxgk/2023").contains("51 → 53"));
    let ran = site.run(&["compare", "a/xxgk/2022", "a/xxgk/2032"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("a/xxgk/2022"), "{}", ran.said);
}

#[test]
fn one_kind_and_year_twice_is_refused() {
    let site = both();
    let text = site.source("content/a/xxgk/2023/index.md");
    site.write("content/a/other/index.md", text.as_bytes());
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 1, "{}", ran.said);
    assert!(
        ran.said
            .contains("already has a report of this kind for 2023"),
        "{}",
        ran.said
    );
}

/// A report on open information whose text says other numbers than its tables, and a part that says nothing.
#[test]
fn the_text_and_the_tables_of_a_report_must_agree_and_its_parts_must_speak() {
    let report = "---\ntitle: 乙县甲镇人民政府2021年政府信息公开工作年度报告\ndate: 2022-01-10\nreport: {body: a, year: 2021, profile: xxgk, status: published, published: 2022-01-20}\n---\n\n## 一、总体情况\n\n全年新收政府信息公开申请3件，上年结转0件，结转下年度继续办理1件。没有因信息公开引发行政复议。因政府信息公开引发行政诉讼2件。\n\n## 五、存在的主要问题及改进情况\n\n无。\n\n## 六、其他需要报告的事项\n\n没有其他事项。\n";
    let rows = [
        "r3.1", "r3.2", "r3.3.1", "r3.3.2", "r3.3.3", "r3.3.4", "r3.3.5", "r3.3.6", "r3.3.7",
        "r3.3.8", "r3.4.1", "r3.4.2", "r3.4.3", "r3.5.1", "r3.5.2", "r3.5.3", "r3.5.4", "r3.5.5",
        "r3.6.1", "r3.6.2", "r3.6.3",
    ];
    let line = |row: &str, n: u8| format!("  {row}: [{n}, 0, 0, 0, 0, 0, {n}]\n");
    let mut tables = String::from("requests:\n");
    tables += &line("r1", 4);
    tables += &line("r2", 0);
    tables += &line("r3.1", 3);
    rows[1..].iter().for_each(|row| tables += &line(row, 0));
    tables += &line("r3.7", 3);
    tables += &line("r4", 1);
    tables +=
        "review:\n  review: [0, 0, 0, 0, 0]\n  direct: [1, 0, 0, 0, 1]\n  after: [0, 0, 0, 1, 1]\n";
    let site = SiteTest::town(&[
        ("content/a/xxgk/2021/index.md", report),
        ("content/a/xxgk/2021/tables.yaml", &tables),
    ]);
    let ran = site.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.said);
    assert!(
        ran.said.contains("content/a/xxgk/2021/tables.yaml:2:8")
            && ran.said.contains("the table 4"),
        "{}",
        ran.said
    );
    let page = site.page("a/xxgk/2021/index.html");
    for words in [
        "正文“新收政府信息公开申请3件”，表中为 4",
        "正文所写的信息公开行政诉讼数量等于表中行政诉讼总计",
        "未写明信息处理费",
        "未写到主动公开、依申请公开、信息管理、平台、监督",
        "只写了“无”",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("正文“上年结转0件”"), "{page}");
    let found = json(&site.run(&["check", "--format", "json"]).result).to_string();
    assert_eq!(found.matches("\"part-silent\"").count(), 3, "{found}");
    assert!(found.contains("\"cross-figure\""), "{found}");
}

#[test]
fn the_index_of_cited_documents_shows_their_names_dates_and_places() {
    let report = crate::support::REPORT.replace(
        "全镇划分为104个网格。",
        "全镇划分为104个网格。依据《行政处罚法》和新修订的行政处罚法办理，学习《中华人民共和国合同法》，结合民法典宣传月开展活动。",
    );
    let site = SiteTest::town(&[("content/a/2020/index.md", &report)]);
    built(&site);
    let index = site.page("a/laws/index.html");
    assert!(
        index.contains("《行政处罚法》") && index.contains("文中写法：行政处罚法"),
        "{index}"
    );
    assert!(index.contains("href=\"../2020/index.html#p-"), "{index}");
    assert!(
        index.contains("2021-01-01起失效，现行《民法典》"),
        "{index}"
    );
    assert!(!index.contains(">《民法典》</a>"), "{index}");
    let law = site.page("a/laws/xing-zheng-chu-fa-fa/index.html");
    for words in [
        "1996-10-01",
        "主席令第七十号（2021）",
        "修订后施行",
        "2020年",
    ] {
        assert!(law.contains(words), "{words}: {law}");
    }
    let cited = json(&site.page("a/2020/report.json"));
    let marked: Vec<&Value> = cited["citations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["marked"])
        .collect();
    assert_eq!(marked, [true, false, true], "{cited}");
}

#[test]
fn the_profiles_of_the_program_fit_the_schema_of_profiles() {
    let schema: Value = json(&SiteTest::with(&[]).run(&["schema", "profile"]).result);
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("profile", schema).unwrap();
    let index = compiler.compile("profile", &mut schemas).unwrap();
    for text in [
        include_str!("../src/report/profile/fazhi.yaml"),
        include_str!("../src/report/profile/xxgk.yaml"),
        BUDGET,
    ] {
        let value: Value = serde_yaml::from_str(text).unwrap();
        let wrong = schemas.validate(&value, index).err();
        assert!(wrong.is_none(), "{}", wrong.unwrap());
    }
    let wrong: Value = serde_yaml::from_str(&BUDGET.replace("parts:", "part:")).unwrap();
    assert!(schemas.validate(&wrong, index).is_err());
}
