//! What import noticed on the way and a person should look at. Enter at [`warnings`].

use super::imported::{Heading, Imported, Warning};
use super::number::read_mark;
use super::opening::Role;
use super::outline::Outline;
use super::page::Note;
use regex::Regex;
use std::sync::LazyLock;

/// All warnings about a report, by line.
pub(crate) fn warnings(report: &Imported, outline: &Outline, notes: &[Note]) -> Vec<Warning> {
    let mut out: Vec<Warning> = notes.iter().map(of_note).collect();
    numbering(&report.headings, &mut out);
    damaged_headings(&report.headings, &mut out);
    dates(report, outline, &mut out);
    missing(report, &mut out);
    words(outline, &mut out);
    doc_numbers(report, &mut out);
    out.sort_by_key(|warning| warning.line);
    out
}

/// A note of an earlier step as a warning.
pub(crate) fn of_note(note: &Note) -> Warning {
    Warning {
        code: note.code,
        name: note.name,
        quote: note.quote.clone(),
        line: 0,
        message: note.message[0].clone(),
        message_zh: note.message[1].clone(),
    }
}

fn warn(
    code: &'static str,
    name: &'static str,
    place: (&str, usize),
    english: String,
    chinese: String,
) -> Warning {
    Warning {
        code,
        name,
        quote: place.0.to_owned(),
        line: place.1,
        message: english,
        message_zh: chinese,
    }
}

fn printed(heading: &Heading) -> String {
    format!(
        "{}{}",
        heading.number.as_deref().unwrap_or("（"),
        heading.title
    )
}

/// The path of the heading above.
fn parent(heading: &Heading) -> &str {
    heading
        .path
        .rsplit_once('/')
        .map_or("", |(parent, _)| parent)
}

/// The value of a heading's number.
fn value_of(heading: &Heading) -> Option<u32> {
    let number = heading.number.as_ref()?;
    read_mark(&format!("{number}文"))?.value
}

/// Gaps, repeats and mixed marks among the headings of one parent. Numbers of level 3 may run on from one parent to the next.
fn numbering(headings: &[Heading], out: &mut Vec<Warning>) {
    let mut running = 0;
    for (index, heading) in headings.iter().enumerate() {
        let Some(value) = value_of(heading) else {
            continue;
        };
        let before = headings[..index].iter().rev();
        let last = before
            .clone()
            .find(|known| known.level == heading.level && parent(known) == parent(heading))
            .and_then(value_of);
        let lost = before
            .take_while(|known| known.level >= heading.level)
            .any(|known| known.level == heading.level && known.number.is_none());
        let runs_on = heading.level == 3 && value == running + 1;
        let found = match last {
            Some(last) if value == last => Some((
                "numbering-repeat",
                format!("the number {value} occurs twice"),
                format!("序号{value}重复"),
            )),
            Some(last) if value < last => Some((
                "numbering-repeat",
                format!("after {last} comes {value} again"),
                format!("序号{last}之后又出现{value}"),
            )),
            Some(last) if value > last + 1 && !lost => Some((
                "numbering-gap",
                format!("after {last} comes {value}"),
                format!("序号从{last}跳到{value}"),
            )),
            None if value > 1 && !runs_on && !lost => Some((
                "numbering-gap",
                format!("the first number is {value}"),
                format!("首个序号是{value}"),
            )),
            _ => None,
        };
        if let Some((name, english, chinese)) = found {
            out.push(warn(
                "T01",
                name,
                (&printed(heading), heading.line),
                english,
                chinese,
            ));
        }
        if heading.level == 3 {
            running = value;
            mixed_marks(&headings[..index], heading, out);
        }
    }
}

/// A heading of level 3 whose number has another mark than the first of its siblings has.
fn mixed_marks(before: &[Heading], heading: &Heading, out: &mut Vec<Warning>) {
    let end = |heading: &Heading| {
        heading
            .number
            .as_ref()
            .and_then(|number| number.chars().next_back())
    };
    let whole = |known: &&Heading| {
        known.level == heading.level
            && parent(known) == parent(heading)
            && matches!(known.malformed, None | Some("glued" | "duplicate"))
    };
    if let Some(first) = before.iter().find(whole)
        && whole(&heading)
        && end(first) != end(heading)
    {
        let (english, chinese) = (
            format!("another mark than in `{}`", printed(first)),
            format!("与“{}”的标点不一致", printed(first)),
        );
        out.push(warn(
            "T02",
            "mixed-delimiters",
            (&printed(heading), heading.line),
            english,
            chinese,
        ));
    }
}

fn damaged_headings(headings: &[Heading], out: &mut Vec<Warning>) {
    for heading in headings {
        let (code, name, english, chinese) = match heading.malformed {
            Some("glued") => (
                "T04",
                "heading-glued",
                "the heading runs into the sentence behind it",
                "标题与正文之间缺少标点",
            ),
            Some("paren-broken") => (
                "T01",
                "numbering-gap",
                "one bracket of the number is gone",
                "序号缺一半括号",
            ),
            Some("mark-missing") => (
                "T02",
                "mixed-delimiters",
                "the mark behind the number is gone",
                "序号后缺少标点",
            ),
            Some("number-missing") => ("T01", "numbering-gap", "the number is gone", "序号缺失"),
            _ => continue,
        };
        out.push(warn(
            code,
            name,
            (&printed(heading), heading.line),
            english.to_owned(),
            chinese.to_owned(),
        ));
    }
}

/// Years and dates that do not fit one another.
fn dates(report: &Imported, outline: &Outline, out: &mut Vec<Warning>) {
    let Some(year) = report.year else {
        out.push(warn(
            "P01",
            "year-mismatch",
            ("", 0),
            "the year reported on was not found: give it with `--year`".to_owned(),
            "未找到报告年度，请用 --year 指定".to_owned(),
        ));
        return;
    };
    for heading in report.headings.iter().filter(|heading| heading.level == 1) {
        let Some(named) = super::words::leading_year(&heading.title) else {
            continue;
        };
        let planned = report.parts.plan.contains(&heading.path);
        if named != year && !(planned && named == year + 1) {
            let (english, chinese) = (
                format!("the heading speaks of {named}, the report of {year}"),
                format!("标题写{named}年，报告年度是{year}年"),
            );
            out.push(warn(
                "P01",
                "year-mismatch",
                (&printed(heading), heading.line),
                english,
                chinese,
            ));
        }
    }
    let signed = report
        .signed
        .as_ref()
        .and_then(|signed| signed.date.as_deref());
    if let Some(date) = signed.filter(|date| **date < *format!("{year}-12-31")) {
        let line = outline
            .blocks
            .iter()
            .rev()
            .find(|block| block.role == Role::Date);
        let printed = line.map_or((date, 0), |block| {
            (block.line.text.as_str(), block.line.number)
        });
        let (english, chinese) = (
            format!("signed on {date}, before the year ended"),
            format!("{date}签署，早于报告年度结束"),
        );
        out.push(warn(
            "P02",
            "signed-before-year-end",
            printed,
            english,
            chinese,
        ));
    }
}

/// Statutory parts and reasons that were not found.
fn missing(report: &Imported, out: &mut Vec<Warning>) {
    if report.kind == "other" {
        return;
    }
    let parts = &report.parts;
    let looked_for = [
        ("measures", &parts.measures, "主要举措和成效"),
        ("shortcomings", &parts.shortcomings, "存在的不足"),
        (
            "first_responsible",
            &parts.first_responsible,
            "第一责任人履职情况",
        ),
        ("plan", &parts.plan, "下一年度安排"),
    ];
    for (id, paths, chinese) in looked_for {
        if paths.is_empty() {
            out.push(warn(
                "S01",
                "missing-part",
                ("", 0),
                format!("no heading for the part `{id}` ({chinese})"),
                format!("未找到“{chinese}”部分"),
            ));
        }
    }
    if parts.causes == "missing" && !parts.shortcomings.is_empty() {
        let heading = report
            .headings
            .iter()
            .find(|heading| parts.shortcomings.contains(&heading.path));
        let place = heading.map_or((String::new(), 0), |heading| {
            (printed(heading), heading.line)
        });
        out.push(warn(
            "S02",
            "causes-missing",
            (&place.0, place.1),
            "no reasons are given for the shortcomings".to_owned(),
            "不足没有说明原因".to_owned(),
        ));
    }
}

/// Slots that were never filled.
fn words(outline: &Outline, out: &mut Vec<Warning>) {
    static SLOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[XxＸ×]{2,}[\p{Han}]{0,4}|[*＊]{2,}[\p{Han}]{0,5}|_{3,}|（略）|\(略\)|【[^】]{0,10}】").expect("the pattern is constant")
    });
    for block in &outline.blocks {
        for found in SLOT.find_iter(&block.line.text) {
            out.push(warn(
                "T05",
                "placeholder",
                (found.as_str(), block.line.number),
                "a slot that was never filled".to_owned(),
                "占位符未填写".to_owned(),
            ));
        }
    }
}

fn doc_numbers(report: &Imported, out: &mut Vec<Warning>) {
    static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\p{Han}]+(?:〔20\d\d〕|\[20\d\d\]|（20\d\d）|\(20\d\d\)|【20\d\d】|令)?第?\d{1,4}号$").expect("the pattern is constant")
    });
    for cited in &report.citations {
        if let Some(number) = cited.doc_number.as_deref().filter(|number| {
            !WHOLE.is_match(number)
                || number.contains(|letter: char| letter.is_ascii_digit())
                    && !number.contains(['〔', '[', '（', '(', '【', '令', '第'])
        }) {
            out.push(warn(
                "L03",
                "damaged-doc-number",
                (number, cited.line),
                "the document number is damaged".to_owned(),
                "文号残缺".to_owned(),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Profile, read};

    fn names(text: &str) -> Vec<(&'static str, String)> {
        let report = read("a.txt", text.as_bytes(), Profile::fazhi());
        report
            .warnings
            .into_iter()
            .map(|warning| (warning.name, warning.quote))
            .collect()
    }

    #[test]
    fn defects_of_the_outline_are_named_at_their_place() {
        let text = "甲镇2021年法治政府建设年度报告\n一、2020年主要举措和成效\n(一)甲乙\n1、抓学习。学习。\n3、抓普法。普法。\n2.抓执法。执法。\n(一)丙丁\n文。\n二、不足\n力量不足。\n甲镇人民政府\n2021年12月20日\n";
        let found = names(text);
        for want in [
            ("numbering-gap", "3、抓普法"),
            ("mixed-delimiters", "2.抓执法"),
            ("numbering-repeat", "(一)丙丁"),
            ("year-mismatch", "一、2020年主要举措和成效"),
            ("signed-before-year-end", "2021年12月20日"),
            ("causes-missing", "二、不足"),
            ("missing-part", ""),
        ] {
            assert!(
                found.contains(&(want.0, want.1.to_owned())),
                "{want:?} in {found:?}"
            );
        }
    }

    #[test]
    fn numbers_that_run_on_are_no_gap() {
        let text = "甲镇2021年法治政府建设年度报告\n一、举措\n(一)甲\n1.抓学习。学习。\n2.抓普法。普法。\n(二)乙\n3.抓执法。执法。\n";
        assert!(!names(text).iter().any(|(name, _)| *name == "numbering-gap"));
    }
}
