//! T05: slots that were never filled. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "T05",
    names: &["placeholder"],
    page: include_str!("placeholder.md"),
    run: RuleRun::Draft(find),
};

static SLOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:20)?[XxＸ×]{2,}[\p{Han}]{0,4}|[XxＸ×][年月日镇乡村县][\p{Han}]{0,3}|[XxＸ×]人民政府",
        r"|[*＊]{1,}[\p{Han}]{2,5}|[*＊]{2,}(?:件|起|宗|次|场|份|项|个|名|人|户|家|万?元)|_{3,}|＿{2,}|[（(](?:此处)?(?:略|待定|待补充?|待填写?|待核实?|填写[^）)]{0,8})[）)]",
        r"|[（(〔][ \u{a0}\u{3000}]+[）)〕]|[（(](?:姓名|地名|数字|数量|单位名称|具体时间)[）)]|[\[［](?:此处|请)[^\]］]{0,10}[\]］]|[？?]{2,}(?:件|起|宗|次|场|份|项|个|名|人|户|家|条|期|万?元)",
        r"|某某(?:镇|乡|村|县|局|街道|单位)|【(?:此处|填写|待|请|插入|略)?[^】]{0,3}】|[\[［{｛](?:数字|数量|数值|金额|年份|日期|时间|单位|名称|地名|姓名|具体[^\]］｝}]{0,4})[\]］}｝]|待补充|待填写|TODO|□{2,}|(?:约|共|计|达|为|有|[理解处办放展结]|[\p{Han}])[ \u{a0}\u{3000}]{1,8}(?:余|多)?(?:人次|场次|件|起|宗|次|场|份|项|个|名|人|户|家|条|万?元|%|％)[，。；、,;]|〇{2,}(?:镇|乡|村|个|件|次)",
    ))
    .expect("the pattern is constant")
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft.study.outline.blocks.iter().enumerate() {
        let text = block.line.text.as_str();
        for found in SLOT.find_iter(text) {
            if is_masked(text, found.start(), found.end()) || is_emphasis(draft, at, &found) {
                continue;
            }
            let words = Words::new("a slot that was never filled", "占位符未填写");
            let hint = Words::new(
                "fill it in, or remove the sentence",
                "请填写实际内容，或删去这句话",
            );
            let place = draft.place(at, found.range());
            out.push(finding(
                Level::Error,
                ("T05", "placeholder"),
                place,
                words,
                hint,
            ));
        }
    }
    out
}

/// Stars that hide part of a number or a name are no slot: 138****1234, 李**.
fn is_masked(text: &str, start: usize, end: usize) -> bool {
    let found = &text[start..end];
    let (before, after) = (
        text[..start].chars().next_back(),
        text[end..].chars().next(),
    );
    if found.starts_with('【') {
        let inner = found.trim_matches(['【', '】']).trim();
        return !["", "略", "待", "请", "填写", "此处", "插入"].contains(&inner)
            && !inner.starts_with(['待', '请']);
    }
    if found.starts_with(['*', '＊']) {
        let near =
            |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        return near(before) || near(after) || before.is_some_and(is_surname);
    }
    // A word of Latin letters is no slot.
    let latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
    if found.starts_with(['X', 'x']) && (latin(before) || latin(after)) {
        return true;
    }
    let marks = found
        .chars()
        .take_while(|letter| "XxＸ×".contains(*letter))
        .count();
    let next = found.chars().nth(marks).or(after);
    // 张×× is a name that was hidden, 张××村 is none.
    let hides = (1..=2).contains(&marks) && before.is_some_and(is_surname);
    let place = next.is_some_and(|letter| {
        "年月日镇乡村县区市局街路万元亿件次个项条份起宗户亩%％".contains(letter)
    });
    hides && !place
        || found.starts_with('×') && before.is_some_and(|letter| letter.is_ascii_digit())
}

fn is_surname(letter: char) -> bool {
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常".contains(letter)
}

/// In Markdown a star that is not escaped is a mark, not a word.
fn is_emphasis(draft: &ReportDraft<'_>, at: usize, found: &regex::Match<'_>) -> bool {
    let (Some(text), true) = (&draft.study.text, draft.file.ends_with(".md")) else {
        return false;
    };
    let source = draft.source(at, found.range());
    found.as_str().starts_with('*')
        && source.is_some_and(|range| {
            !text[..range.start].ends_with('\\') && !text[range.start..].starts_with('\\')
        })
}
