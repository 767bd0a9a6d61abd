//! Texts that must not be taken over unseen: mirrors with damaged letters, empty files, two reports in one. Enter at [`notes`].

use super::opening::{LineRole, read_title};
use super::outline::ReportOutline;
use super::page::PageNote;
use crate::report::letter::is_han;
use crate::report::profile::ReadingRules;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Letters that only Traditional script has and that every report of this genre uses.
const TRADITIONAL: &str = "設關務領導會黨對開發進實責機構個議調處學習財與為貫徹執規範決斷協衛億縣鄉鎮區區長問題總結報號數據資訊強鞏組織動員單業產權監審計劃條項應訴讓時間見導書記讀寫論證據";

fn is_traditional(letter: char) -> bool {
    static LETTERS: LazyLock<BTreeSet<char>> = LazyLock::new(|| TRADITIONAL.chars().collect());
    LETTERS.contains(&letter)
}

/// Why the text cannot be taken over, or what a person should know of it first.
pub(crate) fn notes(text: &str, outline: &ReportOutline, profile: &ReadingRules) -> Vec<PageNote> {
    let words: Vec<char> = text.chars().filter(|letter| is_han(*letter)).collect();
    if words.is_empty() {
        return vec![refuse(
            "empty-report",
            "the file holds no Chinese text: give the report as text, page or Word file",
            "文件中没有中文正文：请提供报告的文本、网页或 Word 文件",
        )];
    }
    let mut out = Vec::new();
    if words.len() < 120 && outline.headings.is_empty() {
        out.push(refuse(
            "too-short",
            "the file holds less than a paragraph of text: is the report complete?",
            "文件正文不足一段：请确认报告是否完整",
        ));
    }
    let share = |count: usize| count * 100 / words.len();
    if share(
        words
            .iter()
            .filter(|letter| is_traditional(**letter))
            .count(),
    ) >= 4
    {
        out.push(refuse(
            "traditional-script",
            "the text is in Traditional script, as mirrors convert it: take the original page",
            "正文是繁体字（镜像站转换所致）：请使用原始网页",
        ));
    }
    if share(pinyin(text)) >= 5 {
        out.push(refuse(
            "pinyin-damaged",
            "pinyin stands between the characters, as mirrors insert it: take the original page",
            "汉字之间夹有拼音（镜像站插入）：请使用原始网页",
        ));
    }
    if let Some(titles) = two_reports(outline, profile) {
        let message = [
            format!("the file holds more than one report ({titles}): give each its own file"),
            format!("文件中有多份报告（{titles}）：请每份单独成文件"),
        ];
        out.push(PageNote {
            code: "I02",
            name: "two-reports",
            quote: titles,
            message,
            refuses: true,
        });
    }
    out
}

/// The refusal of a document of another kind.
pub(crate) fn other_kind(kind: &str) -> PageNote {
    let message = [
        format!(
            "this is no report of the kind asked for but `{kind}`: choose another file or another profile"
        ),
        format!("这不是所要的报告，而是“{kind}”：请换文件或换模板"),
    ];
    PageNote {
        code: "I02",
        name: "other-kind",
        quote: kind.to_owned(),
        message,
        refuses: true,
    }
}

/// The warning that import changed the words, which is its own fault and must be seen.
pub(crate) fn changed_words() -> PageNote {
    let message = [
        "the words of the Markdown differ from those of the file: compare them before publishing"
            .to_owned(),
        "导入后的文字与原文不一致：发布前请逐字核对".to_owned(),
    ];
    PageNote {
        code: "I02",
        name: "import-loss",
        quote: String::new(),
        message,
        refuses: false,
    }
}

/// The warning about letters that could not be read.
pub(crate) fn damaged_letters() -> PageNote {
    let message = [
        "some letters could not be read in any known encoding and are shown as \u{fffd}".to_owned(),
        "部分文字无法按已知编码读出，显示为 \u{fffd}".to_owned(),
    ];
    PageNote {
        code: "I02",
        name: "import-loss",
        quote: String::new(),
        message,
        refuses: false,
    }
}

fn refuse(name: &'static str, english: &str, chinese: &str) -> PageNote {
    PageNote {
        code: "I02",
        name,
        quote: String::new(),
        message: [english.to_owned(), chinese.to_owned()],
        refuses: true,
    }
}

/// How many characters have their pinyin behind them.
fn pinyin(text: &str) -> usize {
    static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Han}\s?[(（]?[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[0-5]?[)）]?\s?\p{Han}")
            .expect("the pattern is constant")
    });
    // Neighbouring matches share a character, so every second one is seen.
    SPELLED.find_iter(text).count() * 2
}

/// The titles of a file with two reports: a second title of another year or body with its own 一、.
fn two_reports(outline: &ReportOutline, profile: &ReadingRules) -> Option<String> {
    let mut titles = BTreeSet::new();
    let firsts = outline
        .headings
        .iter()
        .filter(|heading| {
            heading.level == 1
                && heading
                    .number
                    .as_deref()
                    .is_some_and(|number| number.starts_with('一'))
        })
        .count();
    for block in &outline.blocks {
        let likely = block.role == LineRole::Title
            || block.role == LineRole::Body
                && block.line.text.chars().count() < 60
                && block.heading.is_none();
        if let Some(title) = read_title(&block.line.text, profile).filter(|_| likely) {
            titles.insert((title.year, title.body));
        }
    }
    let shown = |(year, body): &(Option<i32>, Option<String>)| {
        format!(
            "{}{}",
            body.clone().unwrap_or_default(),
            year.map_or(String::new(), |year| year.to_string())
        )
    };
    (titles.len() > 1 && firsts > 1)
        .then(|| titles.iter().map(shown).collect::<Vec<_>>().join("、"))
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use crate::report::ReportKind;

    fn refused(text: &str) -> Vec<&'static str> {
        read("a.txt", text.as_bytes(), ReportKind::default_profile())
            .refusals
            .into_iter()
            .map(|refusal| refusal.name)
            .collect()
    }

    #[test]
    fn what_must_not_be_taken_over_is_refused_in_one_sentence() {
        let filler =
            "镇党委认真学习贯彻法治思想，召开会议研究部署年度重点任务，推动各项工作落地见效。"
                .repeat(8);
        let report = |year: u32| {
            format!(
                "甲镇{year}年法治政府建设年度报告\n{filler}\n一、主要举措\n{filler}\n二、存在的不足\n{filler}\n甲镇人民政府\n{}年1月5日\n",
                year + 1
            )
        };
        assert_eq!(refused(&report(2020)), Vec::<&str>::new());
        assert_eq!(refused(""), ["empty-report"]);
        assert_eq!(refused("\n \u{a0}\n"), ["empty-report"]);
        assert_eq!(
            refused(&format!("{}{}", report(2020), report(2021))),
            ["two-reports"]
        );
        assert!(refused("甲镇2020年法治政府建設年度報告\n一、主要舉措\n鎮黨委領導班子認真學習貫徹習近平法治思想，開展執法監督，調處糾紛，推進各項工作。").contains(&"traditional-script"));
        let spelled =
            "镇zhèn党dǎng委wěi认rèn真zhēn学xué习xí贯guàn彻chè法fǎ治zhì思sī想xiǎng。".repeat(6);
        assert!(refused(&format!("一、举措\n{spelled}")).contains(&"pinyin-damaged"));
        assert!(refused("甲镇2020年法治政府建设年度报告").contains(&"too-short"));
    }

    #[test]
    fn another_kind_of_document_is_refused_by_name() {
        assert_eq!(
            refused(
                "政府工作报告\n各位代表：\n现在，我代表政府报告工作，请予审议。\n一、工作回顾\n法治政府建设扎实推进。\n"
            ),
            ["other-kind"]
        );
    }
}
