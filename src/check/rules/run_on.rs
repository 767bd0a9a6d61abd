//! T04: sentences that run together, headings that run into their text, paragraphs without end. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::import::words::is_han;
use crate::import::{HeadingStyle, OutlineBlock, item};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "T04",
    names: &["missing-full-stop", "heading-glued", "long-paragraph"],
    page: include_str!("run_on.md"),
    run: RuleRun::Draft(find),
};

/// A paragraph of more characters is hard to read aloud.
const LONG: usize = 400;
/// Han characters that must stand before a second subject in its clause.
const BEFORE: usize = 8;

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:我(?:镇|乡|县|区|市|局|街道|委|办)|(?:镇|乡|街道|县|区|市)(?:党委|党工委|政府|委)|法律顾问|全(?:镇|乡|街道)上下)(?:、[^，。；]{2,6})?(?:始终|坚持|认真|积极|严格|高度重视|切实|深入|不断|持续|进一步|全面|充分|先后|多次|参与|列席|出具|着力|把|将|以|对|通过)",
    )
});
static CONTENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[\p{Han}]{0,3}(?:群众|居民|村民|企业|社会各界|商户|市民|住户)对[^，。；、]{2,14}?(?:总体|普遍|比较|基本|较为|十分|非常)?(?:满意|认可|好评)[。，；]",
    )
});
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d年(?:以来)?[，,]"));
/// What ends a clause without an object, and a subject with its verb right behind.
static CLOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?P<p>(?:明显|显著|大幅|大大|稳步|逐步|逐年|有所|持续|不断|(?:得到|获得)(?:了)?(?:有效|明显|进一步|切实|全面|及时)?)(?:提升|提高|增强|减少|下降|好转|改善|优化|改观|加强|降低|规范|增加|巩固|保障|解决|落实|缓解|遏制|化解|上升|完善)",
        r"|(?:成效|效果|成绩)(?:显著|明显|突出|良好)|全覆盖|焕然一新|无一(?:人伤亡|例外)|(?:一致|普遍|广泛)好评|零发生|(?:持续|总体|稳步)(?:向好|平稳|稳定)|(?:登记造册|全部|及时|已|并)(?:并)?(?:公示|公开|备案|归档|整改到位|办结|销号|兑现|入库)|\d(?:%|％)|\d(?:件|起|宗|次|场|场次|份|册|条|处|篇))",
        r"(?P<s>(?:我|全|本|该|省、市|市、县|县、镇|各)?(?:镇|乡|街道|县|区|社区|村|苏木|局)?(?:党委|党工委|党组|政府|办事处|纪委|综治(?:办|中心)|司法所|派出所|党政办|综合(?:行政)?执法(?:队|大队|中队|办|局)|便民服务中心|市场监管所|应急办|财政所|法律顾问|平安办|农业农村办|[\p{Han}]{1,6}部门|(?:镇|乡|街道|县|区)[\p{Han}]{2}[办所站]|执法(?:队|大队|中队|办)|(?:受灾|广大|辖区|当地|受助)?(?:群众|居民|村民)(?:的?(?:法治意识|法治观念|法律意识|法治素养))?|各(?:村|社区|站所|部门|单位|项[\p{Han}]{2})|(?:信访|治安|安全|稳定)形势|社会治安|营商环境|法治氛围|商户|企业|镇|乡|街道|全镇|全乡|我局|全局|全县|全区|我县|我区))",
        r"(?:不断|总体|进一步|连续|明显|显著|同步|实现|重大决策|还|也|又|全部|均已|先后|安全感|满意度|获得感|幸福感|对镇|共|累计|均|对|把|将|给予|组织|开展|建成|召开|成立|制定|坚持|认真|积极|严格|排查|建立|推行|落实|出台|印发|联合|多次|安排|聘请|受理|调解|办理|查处|加强|加大|主动|持续|深入|普遍|纷纷|定期|指导|邀请|牵头|会同|参与|列席|出具|全程|高度重视)",
    ))
});
/// …能力下一步将…: what comes next stands behind a word.
static NEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{Han}](?P<s>下一步|下阶段|今后)(?:将|，我)"));
/// 聘请律师2名镇政府…: an office behind a number that ends its clause.
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\d(?:名|人|人次|个|家|户|家次|户次|万元|元|亩|公里)(?P<s>(?:我|全)(?:镇|乡|街道|县|区)|(?:镇|乡|街道|县|区)(?:党委|党工委|政府)|党政办|司法所|派出所|综治中心|各(?:村|社区|站所|部门))(?:还|也|又|均|重大决策|坚持|认真|积极|严格|组织|开展|建成|召开|成立|制定|建立|推行|落实|出台|印发|同步|多次|定期|指导|先后|全部|不断|持续|进一步|实现|每)",
    )
});
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\d(?:余|多)?万?(?:余|多)?(?:%|％|份|人次|场次|件|场|起|宗|次|篇|册)(?P<s>法律顾问|镇党委|乡党委|街道党工委|党工委|我镇|我乡|我街道|全镇|全乡|镇政府|乡政府)",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let names = own_names(draft);
    let mut headings = draft.study.outline.headings.iter();
    let flat = headings.any(|one| one.style == HeadingStyle::MidLine);
    let mut out = Vec::new();
    let mut open = Vec::new();
    for (at, block) in draft.body() {
        if let Some(heading) = draft.heading(block) {
            if heading.level < 3 {
                open.clear();
            }
            if heading.malformed == Some("glued") {
                let words = Words::new(
                    "the heading runs into the sentence behind it",
                    "标题与正文之间缺少标点",
                );
                let hint = Words::new(
                    "end the heading with 。 or put it on a line of its own",
                    "请在标题后加句号，或单独成行",
                );
                let place = draft.place(at, 0..block.lead);
                out.push(finding(
                    Level::Warning,
                    ("T04", "heading-glued"),
                    place,
                    words,
                    hint,
                ));
            }
        }
        let text = block.line.text.as_str();
        // A heading that runs into its text has said so already.
        let glued = draft
            .heading(block)
            .is_some_and(|heading| heading.malformed == Some("glued"));
        let after = text[block.lead..]
            .char_indices()
            .nth(if glued { 12 } else { 0 });
        let from = after.map_or(text.len(), |(at, _)| block.lead + at);
        let shift = |range: Range<usize>| from + range.start..from + range.end;
        let joined = joints(&text[from..], &names).into_iter().map(shift);
        for range in joined.chain(items(text, &mut open)) {
            let words = Words::new(
                "a full stop seems to be missing before these words",
                "此处之前可能缺少句号",
            );
            let hint = Words::new("divide the sentences", "请把两句话断开");
            let place = draft.place(at, range);
            out.push(finding(
                Level::Warning,
                ("T04", "missing-full-stop"),
                place,
                words,
                hint,
            ));
        }
        if !flat {
            out.extend(long(draft, at, block));
        }
    }
    out
}

fn long(draft: &ReportDraft<'_>, at: usize, block: &OutlineBlock) -> Option<Finding> {
    // No text has more characters than bytes, which are known without counting.
    if block.line.text.len() <= LONG {
        return None;
    }
    let count = block.line.text.chars().count();
    if count <= LONG || !block.line.cells.is_empty() {
        return None;
    }
    let words = Words::new(
        format!("a paragraph of {count} characters"),
        format!("一段长达{count}字"),
    );
    let hint = Words::new("divide it", "请适当分段");
    let end = block
        .line
        .text
        .char_indices()
        .nth(12)
        .map_or(0, |(end, _)| end);
    let place = draft.place(at, 0..end);
    Some(finding(
        Level::Info,
        ("T04", "long-paragraph"),
        place,
        words,
        hint,
    ))
}

/// Names of the reporting body as its own text uses them.
fn own_names(draft: &ReportDraft<'_>) -> Vec<String> {
    draft
        .own_names()
        .into_iter()
        .filter(|name| name.ends_with(['镇', '乡', '县', '区', '局']) || name.ends_with("街道"))
        .collect()
}

/// Where a second sentence begins without a mark before it.
fn joints(text: &str, names: &[String]) -> Vec<Range<usize>> {
    let subjects = SUBJECT.find_iter(text).map(|found| found.range());
    let mut all: Vec<Range<usize>> = subjects.filter(|range| second(text, range.start)).collect();
    let offices = [&COUNTED, &OFFICE].into_iter();
    let offices = offices.flat_map(|pattern| pattern.captures_iter(text));
    all.extend(offices.filter_map(|found| Some(found.name("s")?.range())));
    all.extend(next_steps(text));
    all.extend(contents(text));
    all.extend(years(text));
    all.extend(second_subjects(text));
    all.extend(names.iter().flat_map(|name| named(text, name)));
    all.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in all {
        if out.last().is_none_or(|last| last.end <= range.start) {
            out.push(range);
        }
    }
    out
}

/// What comes next, behind a clause that nothing ends.
fn next_steps(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = NEXT.captures_iter(text).filter_map(|found| found.name("s"));
    found.map(|found| found.range()).filter(|range| {
        let before = clause_before(text, range.start);
        let governed = |last| "对的为及和与在作是将把就到于从按以我".contains(last);
        let leads = [
            "明确", "部署", "安排", "谋划", "研究", "提出", "制定", "关于", "围绕",
        ];
        before.chars().count() >= BEFORE
            && !before.ends_with(governed)
            && !leads.iter().any(|word| before.ends_with(word))
    })
}

/// …了资金截留挪用群众对整治效果总体满意: a finished clause, then who is content.
fn contents(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let found = CONTENT.find_iter(text).map(|found| found.range());
    found.filter(|range| {
        let before = clause_before(text, range.start);
        let governed = before.ends_with(|last| "让使及和的据征取按由为从、".contains(last));
        before.contains('了') && before.chars().count() >= BEFORE && !governed
    })
}

/// …明显提升街道还建成…: a clause that is done, then an office that does something.
fn second_subjects(text: &str) -> Vec<Range<usize>> {
    let found = CLOSED.captures_iter(text);
    let found =
        found.filter_map(|found| Some((found.name("p")?.start(), found.name("s")?.range())));
    found
        .filter(|(at, _)| {
            let before = clause_before(text, *at);
            (before.chars().filter(|letter| is_han(*letter)).count() >= 2
                || text[*at..].starts_with("无一"))
                && !before.ends_with(['要', '以', '为', '将', '可', '能', '并', '由', '向'])
        })
        .map(|(_, subject)| subject)
        .collect()
}

/// …制度2025年，: a year that opens a clause stands behind a word.
fn years(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const LEADS: [&str; 13] = [
        "回顾", "展望", "进入", "迎来", "总结", "截至", "截止", "面对", "步入", "来到", "过去",
        "围绕", "对照",
    ];
    let found = YEAR.find_iter(text).map(|found| found.range());
    found.filter(|range| {
        let before = clause_before(text, range.start);
        before.chars().count() >= 6
            && before.ends_with(is_han)
            && !LEADS.iter().any(|lead| before.ends_with(lead))
            && !before.ends_with(|last| "在自从于至到的是以及和与年".contains(last))
    })
}

/// The body's own name as the subject of a second sentence.
fn named<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    const VERBS: [&str; 13] = [
        "以",
        "坚持",
        "始终",
        "积极",
        "认真",
        "严格",
        "着力",
        "把",
        "将",
        "高度重视",
        "切实",
        "深入",
        "持续",
    ];
    text.match_indices(name).filter_map(move |(at, found)| {
        let behind = &text[at + found.len()..];
        let acts = VERBS.iter().any(|verb| behind.starts_with(verb));
        let end = behind
            .char_indices()
            .nth(1)
            .map_or(behind.len(), |(end, _)| end);
        (acts && second(text, at)).then(|| at..at + found.len() + end)
    })
}

/// Whether what stands before a subject in its clause is long enough, and ends as a sentence may.
fn second(text: &str, at: usize) -> bool {
    const GOVERNS: [&str; 44] = [
        "要求", "建议", "推动", "促进", "指导", "协助", "督促", "组织", "邀请", "聘请", "支持",
        "发挥", "作为", "成为", "关于", "形成", "帮助", "引导", "配合", "提请", "报请", "经过",
        "围绕", "服务", "确保", "保障", "带动", "明确", "坚持", "构建", "推进", "健全", "加强",
        "指定", "安排", "落实", "完善", "反映", "实现", "选派", "提升", "动员", "以来", "开展",
    ];
    let before = clause_before(text, at);
    let count = before.chars().filter(|letter| is_han(*letter)).count();
    count >= BEFORE
        && before.ends_with(is_han)
        && !before.ends_with(|last| "在由向为对和与及的是把将使让给从以到按于据经请受被随同跟该本各全即至由县市区省某原新我等或而且".contains(last))
        && !GOVERNS.iter().any(|verb| before.ends_with(verb))
}

/// The clause up to a byte.
fn clause_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(|letter| "，,。；;：:！!？?、“”《》（）()".contains(letter))
        .map_or(0, |start| {
            start + text[start..].chars().next().map_or(0, char::len_utf8)
        });
    &text[start..at]
}

/// 二是, 三是 … that follow a word without a mark.
fn items(text: &str, open: &mut Vec<u32>) -> Vec<Range<usize>> {
    let starts = item::starts(text, open);
    let joined = starts.into_iter().filter(|(at, value)| {
        let before = text[..*at].trim_end().chars().next_back();
        *value > 1 && before.is_some_and(|last| is_han(last) || last.is_ascii_alphanumeric())
    });
    joined
        .map(|(at, _)| at..(at + "二是".len()).min(text.len()))
        .collect()
}
