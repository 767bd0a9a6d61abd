//! The head of a report: title, body, year, document number, salutation, covering letter. Enter at [`find`].

use super::page::{PageLine, PagePlace};
use super::words::{chinese_year, fold, only_date};
use crate::report::profile::ReadingRules;
use regex::Regex;
use std::sync::LazyLock;

/// What a line of the report is, as far as its head and end tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineRole {
    /// The title, its lines joined.
    Title,
    /// The report's own document number.
    Number,
    /// Whom the report addresses.
    Salutation,
    /// The covering letter before the report, and the word 附件.
    Cover,
    /// The text.
    Body,
    /// A signing body.
    Signature,
    /// The day of signing.
    Date,
}

/// A title taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TitleParts {
    /// As one line.
    pub(crate) text: String,
    /// The bodies it names, joined by `;`.
    pub(crate) body: Option<String>,
    /// The year it names.
    pub(crate) year: Option<i32>,
    /// The words behind the subject.
    pub(crate) kind: String,
}

/// The head of a report.
#[derive(Debug, Default)]
pub(crate) struct ReportOpening {
    /// The title.
    pub(crate) title: Option<TitleParts>,
    /// The report's own document number.
    pub(crate) document_number: Option<String>,
    /// Whom it addresses.
    pub(crate) salutation: Option<String>,
    /// The day of the meeting it was given at.
    pub(crate) meeting: Option<String>,
    /// A first line that is no title of this kind.
    pub(crate) other_title: Option<String>,
    /// The lines of the text with their roles.
    pub(crate) lines: Vec<(LineRole, PageLine)>,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\p{Han}]{2,14}[〔\[【（(﹝]20\d\d[〕\]】）)﹞]\s*第?\d{1,4}号$")
        .expect("the pattern is constant")
});

/// Reads the head of a report whose page furniture is gone; `titles` are what the page's frame calls it.
pub(crate) fn find(
    lines: Vec<PageLine>,
    titles: &[String],
    profile: &ReadingRules,
) -> ReportOpening {
    let mut out = ReportOpening::default();
    let lines = with_head_apart(lines, profile);
    let start = report_start(&lines, profile);
    if start > 0 {
        out.salutation = lines[..start]
            .iter()
            .find(|line| is_salutation(&line.text))
            .map(|line| line.text.clone());
        out.document_number = lines[..start]
            .iter()
            .find(|line| NUMBER.is_match(&line.text))
            .map(|line| line.text.clone());
    }
    let head_end = start
        + lines[start..]
            .iter()
            .position(|line| begins_text(&line.text))
            .unwrap_or(lines.len() - start);
    let (title, from, to) = title_lines(&lines, start, head_end, profile);
    let framed = titles
        .iter()
        .flat_map(|text| title_parts(text))
        .find_map(|text| read_title(&text, profile));
    let in_text = title.is_some();
    out.title = title.or(framed);
    for (index, line) in lines.into_iter().enumerate() {
        let place = line.place;
        let Some(role) = role(&mut out, &line, (index, start, head_end), (from, to)) else {
            continue;
        };
        if place == PagePlace::Frame
            && !(in_text && role == LineRole::Title)
            && role != LineRole::Signature
        {
            continue;
        }
        push(&mut out, role, line);
    }
    out
}

/// A flattened page begins with what had lines of its own: title, document number and salutation, each before a space.
fn with_head_apart(lines: Vec<PageLine>, profile: &ReadingRules) -> Vec<PageLine> {
    const FLAT: usize = 300;
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let mut rest = line.text.as_str();
        if rest.chars().count() > FLAT && line.cells.is_empty() {
            while let Some((first, behind)) = rest.split_once(char::is_whitespace) {
                let is_head = NUMBER.is_match(first)
                    || is_salutation(first)
                    || read_title(first, profile).is_some();
                if !is_head {
                    break;
                }
                out.push(PageLine {
                    text: first.to_owned(),
                    ..line.clone()
                });
                rest = behind.trim_start();
            }
        }
        let text = rest.to_owned();
        out.push(PageLine { text, ..line });
    }
    out
}

/// The role of a line; `None` where it repeats the title.
fn role(
    out: &mut ReportOpening,
    line: &PageLine,
    place: (usize, usize, usize),
    title: (usize, usize),
) -> Option<LineRole> {
    let (index, start, head_end) = place;
    let text = line.text.as_str();
    if index < start {
        return Some(LineRole::Cover);
    }
    if index >= title.0 && index < title.1 {
        return Some(LineRole::Title);
    }
    if index >= head_end {
        return Some(LineRole::Body);
    }
    if out
        .title
        .as_ref()
        .is_some_and(|title| repeats(text, &title.text))
    {
        return None;
    }
    if line.place == PagePlace::Frame {
        return None;
    }
    if NUMBER.is_match(text) {
        out.document_number = out.document_number.take().or_else(|| Some(text.to_owned()));
        return Some(LineRole::Number);
    }
    if index + 1 >= head_end && is_salutation(text) {
        out.salutation = Some(text.to_owned());
        return Some(LineRole::Salutation);
    }
    if out.meeting.is_none() && text.contains('在') {
        out.meeting = super::words::find_date(text)
            .filter(|(_, range)| range.start == 0)
            .map(|(date, _)| date);
    }
    if out.title.is_none() && out.other_title.is_none() && only_date(text).is_none() {
        out.other_title = Some(text.to_owned());
    }
    Some(LineRole::Body)
}

/// Adds a line; the lines of a title become one.
fn push(out: &mut ReportOpening, role: LineRole, line: PageLine) {
    match out.lines.last_mut() {
        Some((LineRole::Title, before)) if role == LineRole::Title => {
            before.text.push_str(&line.text);
        }
        _ => out.lines.push((role, line)),
    }
}

/// Whether a line of the head is the title once more, or a part of it.
fn repeats(text: &str, title: &str) -> bool {
    let (text, title) = (fold(text), fold(title));
    text.chars().count() > 8 && title.contains(&text) || text.contains(&title)
}

/// Where the report begins: behind the word 附件 where a covering letter stands before it.
fn report_start(lines: &[PageLine], profile: &ReadingRules) -> usize {
    static ATTACHED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^附\s*件\s*[一1]?\s*[：:]?$").expect("the pattern is constant")
    });
    for index in (0..lines.len()).filter(|index| ATTACHED.is_match(&lines[*index].text)) {
        let head: String = lines[index + 1..]
            .iter()
            .take(3)
            .map(|line| line.text.as_str())
            .collect();
        let near = lines[index + 1..]
            .iter()
            .take(3)
            .any(|line| read_title(&line.text, profile).is_some());
        if near || read_title(&head, profile).is_some() {
            return index + 1;
        }
    }
    0
}

/// Whether a line is the text's first paragraph or heading.
fn begins_text(text: &str) -> bool {
    let length = text.chars().count();
    text.contains('。')
        || text.starts_with("一、")
        || length > 70
        || text.contains("如下") && text.ends_with(['：', ':'])
        || length > 30 && text.contains('，') && text.ends_with(['：', ':'])
}

/// Whether a line addresses somebody.
/// Whether a line is a document number and nothing else.
pub(crate) fn is_document_number(text: &str) -> bool {
    NUMBER.is_match(text)
}

/// Whether a line addresses those to whom the report goes.
pub(crate) fn is_salutation(text: &str) -> bool {
    text.ends_with(['：', ':'])
        && text.chars().count() <= 60
        && !text.contains("如下")
        && !text.contains('。')
        && text.chars().count() > 2
}

/// The title among the lines of the head, and the lines it takes.
fn title_lines(
    lines: &[PageLine],
    start: usize,
    end: usize,
    profile: &ReadingRules,
) -> (Option<TitleParts>, usize, usize) {
    let mut best: Option<(TitleParts, usize, usize)> = None;
    for to in start + 1..=end {
        // The fewest lines that make a title: what stands above it may be the column of the site.
        let found = (to.saturating_sub(4).max(start)..to)
            .rev()
            .find_map(|from| Some((read_title(&joined(&lines[from..to]), profile)?, from)));
        let Some((mut title, from)) = found else {
            continue;
        };
        let mut first = from;
        let column =
            |index: usize| fold(&lines[index + 1].text).contains(&fold(&lines[index].text));
        while first > start
            && is_body_line(&lines[first - 1].text, profile)
            && !column(first - 1)
            && (title.body.is_none() || lines[first - 1].text.starts_with("中"))
        {
            first -= 1;
        }
        if first < from {
            title.text = joined(&lines[first..to]);
            let own = title.body.take();
            title.body = Some(joined_bodies(&lines[first..from], own.as_deref()));
        } else if to - from == 1 {
            title.text.clone_from(&lines[from].text);
        }
        if best.as_ref().is_none_or(|(known, ..)| {
            fold(&title.text).chars().count() > fold(&known.text).chars().count()
        }) {
            best = Some((title, first, to));
        }
    }
    best.map_or((None, usize::MAX, usize::MAX), |(title, from, to)| {
        (Some(title), from, to)
    })
}

/// The bodies of title lines; a region on its own line belongs to the body on the next.
fn joined_bodies(lines: &[PageLine], own: Option<&str>) -> String {
    let mut out = String::new();
    for name in lines.iter().map(|line| line.text.as_str()).chain(own) {
        if !out.is_empty() && !out.ends_with(['县', '区', '市', '省', '州', '旗']) {
            out.push(';');
        }
        out.push_str(name);
    }
    out
}

fn joined(lines: &[PageLine]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect()
}

/// Whether a line is the name of a body and nothing else.
pub(crate) fn is_body_line(text: &str, profile: &ReadingRules) -> bool {
    let bare = fold(text);
    !bare.is_empty() && profile.body_name.is_match(&bare)
}

/// The parts of a page title: the site's name follows behind a mark.
fn title_parts(text: &str) -> Vec<String> {
    let mut parts = vec![text.trim().to_owned()];
    parts.extend(
        text.split(['_', '|', '-', '—', '–', '>', '»'])
            .map(|part| part.trim().to_owned()),
    );
    parts
}

/// Takes a title apart; `None` where it is no title of this kind.
pub(crate) fn read_title(text: &str, profile: &ReadingRules) -> Option<TitleParts> {
    let spaced = text.trim();
    let bare: String = spaced
        .chars()
        .filter(|letter| !super::words::is_layout(*letter))
        .collect();
    let found = profile.title.captures(&bare)?;
    let mut body = found["body"].trim_end_matches("关于").to_owned();
    let middle = found["middle"].trim_start_matches("关于");
    if body.is_empty() && profile.body_name.is_match(middle) {
        middle.clone_into(&mut body);
    }
    if !body.is_empty() && !profile.body_name.is_match(&body) {
        return None;
    }
    let year = found.name("year").and_then(|year| {
        year.as_str()
            .parse()
            .ok()
            .or_else(|| chinese_year(year.as_str()).map(u32::cast_signed))
    });
    if year.is_none() && body.is_empty() && !bare.starts_with("关于") {
        return None;
    }
    Some(TitleParts {
        text: spaced.to_owned(),
        body: (!body.is_empty()).then(|| split_bodies(&body, spaced, profile)),
        year,
        kind: found["kind"].trim_start_matches('的').to_owned(),
    })
}

/// Party and government that report together stand side by side in the title.
fn split_bodies(body: &str, spaced: &str, profile: &ReadingRules) -> String {
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if words.len() > 1
        && is_body_line(words[0], profile)
        && body.starts_with(words[0])
        && body.len() > words[0].len()
    {
        let rest = &body[words[0].len()..];
        if profile.body_name.is_match(rest) {
            return format!("{};{rest}", words[0]);
        }
    }
    let party = body.starts_with("中共") || body.starts_with("中国共产党");
    if let Some(pair) = profile.body_split.captures(body).filter(|_| party) {
        return format!("{};{}", &pair["a"], &pair["b"]);
    }
    body.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::ReportKind;

    fn read(text: &str) -> Option<(Option<String>, Option<i32>, String)> {
        read_title(text, ReportKind::default_profile().reading())
            .map(|title| (title.body, title.year, title.kind))
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn titles_of_every_form_are_taken_apart() {
        let cases = [
            (
                "迈陈镇2020年法治政府建设年度报告",
                Some("迈陈镇"),
                Some(2020),
                "年度报告",
            ),
            (
                "柏川县麦垄镇人民政府关于2023年度法治政府建设情况的报告",
                Some("柏川县麦垄镇人民政府"),
                Some(2023),
                "情况的报告",
            ),
            (
                "2020年静海区法治政府建设情况报告",
                Some("静海区"),
                Some(2020),
                "情况报告",
            ),
            (
                "湛江市司法局关于2024年法治政府建设的年度报告",
                Some("湛江市司法局"),
                Some(2024),
                "年度报告",
            ),
            (
                "大河乡关于法治政府建设的情况报告",
                Some("大河乡"),
                None,
                "情况报告",
            ),
            (
                "关于2025年法治政府建设情况的报告",
                None,
                Some(2025),
                "情况的报告",
            ),
            (
                "湖南镇2022年法治政府建设年度工作报告",
                Some("湖南镇"),
                Some(2022),
                "年度工作报告",
            ),
            (
                "北城街街道 2025 年推进法治政府建设工作情况的报告",
                Some("北城街街道"),
                Some(2025),
                "工作情况的报告",
            ),
            (
                "海东市共和乡2022年度法治政府建设 工作报告",
                Some("海东市共和乡"),
                Some(2022),
                "工作报告",
            ),
            (
                "芦荻乡2023年法治政府建设工作总结及2024年工作计划",
                Some("芦荻乡"),
                Some(2023),
                "工作总结及2024年工作计划",
            ),
            (
                "中共新田镇委员会 新田镇人民政府关于2025年度法治政府建设情况的报告",
                Some("中共新田镇委员会;新田镇人民政府"),
                Some(2025),
                "情况的报告",
            ),
            (
                "中共双牌县教育局党组关于2024年度法治建设工作报告",
                Some("中共双牌县教育局党组"),
                Some(2024),
                "工作报告",
            ),
            (
                "二〇二一年留下街道法治政府建设工作总结",
                Some("留下街道"),
                Some(2021),
                "工作总结",
            ),
        ];
        for (text, body, year, kind) in cases {
            assert_eq!(
                read(text),
                Some((body.map(str::to_owned), year, kind.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn neighbouring_documents_have_no_title_of_this_kind() {
        for text in [
            "麦垄镇人民政府2024年政府信息公开工作年度报告",
            "2024年法治政府建设工作要点",
            "麦垄镇召开2024年法治政府建设推进会",
            "《麦垄镇2024年法治政府建设年度报告》解读",
            "法治政府建设年度报告",
            "2024年政府工作报告",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
