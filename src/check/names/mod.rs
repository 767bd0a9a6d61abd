//! Names of persons, known by the words around them, and addresses of homes. Enter at [`names`] and [`homes`].

use crate::personal::{clause_before, pattern};
use crate::report::compare::is_word;
use regex::Regex;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// A list of words with its source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Surnames {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    plain: String,
    doubtful: String,
    double: Vec<String>,
}

/// The words by which names are known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    surnames: Surnames,
    titles: List,
    cases: List,
    public: List,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("words.yaml")).expect("the embedded words are read by a test")
});

/// The title or the word for a person that a name follows.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    let all: Vec<String> = KNOWN
        .cases
        .words
        .iter()
        .chain(&KNOWN.titles.words)
        .map(|word| regex::escape(word))
        .collect();
    pattern(&format!("(?:{})[：:]?", all.join("|")))
});
/// What may follow a name behind a title.
static FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:为|担任|任|兼|同志|等|手机|电话|联系|身份证|[（(，,、。；：:]|$|的|主持|带队|带领|主讲|牵头|一家|家|住|签|因|提出|反映|诉|患|与|在|到|向|对|律师|医生|老师|授课|讲课|宣讲|讲解|解读|培训|被|申请|办理|参与|参加|出席|列席|应邀|受聘|走访|调解|处理|负责|汇报|表示|介绍|荣获|当选|全程|亲自|协助|讨回|追回|领取|按时|定期|主动|自愿|作|到会|一行)",
    )
});
/// What follows only a person.
static SHOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:同志|等\\d|手机|电话|联系|身份证|[（(]|一家|住|反映|诉|患|提出)")
});
/// What follows a name and says that it is one.
static RESPECT: LazyLock<Regex> = LazyLock::new(|| pattern("同志|女士|先生|老人|律师"));
static BEGINS: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:^|[，,。；;：:、（(“]|由|请|聘|聘任|对|以|为|与|和|向|给)$"));

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// Whether a word for a private person in a case stands before it.
    pub(crate) private: bool,
}

/// The names in a text, each place once.
pub(crate) fn names(text: &str) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for found in BEFORE.find_iter(text) {
        let word = found.as_str().trim_end_matches(['：', ':']);
        let rest = &text[found.end()..];
        let private = KNOWN.cases.words.iter().any(|one| one == word);
        let found_name = name_at(rest);
        let short = found_name.is_some_and(|length| rest[..length].chars().count() == 2);
        // 村民毛竹的收购: two characters behind a word for many people are a name only where it shows.
        let shows = |length: usize| !(private && short) || SHOWS.is_match(&rest[length..]);
        if let Some(length) = found_name.filter(|length| shows(*length)) {
            out.push(Name {
                range: found.end()..found.end() + length,
                private,
            });
        }
    }
    for found in RESPECT.find_iter(text) {
        let before = &text[..found.start()];
        let starts = before
            .char_indices()
            .rev()
            .map(|(at, _)| at)
            .skip(1)
            .take(3);
        let mut starts: Vec<usize> = starts.collect();
        starts.reverse();
        let start = starts.into_iter().find(|start| {
            BEGINS.is_match(&text[..*start]) && is_name(&text[*start..found.start()])
        });
        let known = |start: usize| out.iter().any(|one| one.range.contains(&start));
        if let Some(start) = start.filter(|start| !known(*start)) {
            out.push(Name {
                range: start..found.start(),
                private: found.as_str() == "老人",
            });
        }
    }
    out.sort_by_key(|one| one.range.start);
    out.dedup();
    out
}

/// The bytes of the name at the start of the text; of three readings the longest that ends at a boundary.
fn name_at(text: &str) -> Option<usize> {
    [4, 3, 2].into_iter().find_map(|count| {
        let (at, last) = text.char_indices().nth(count - 1)?;
        let end = at + last.len_utf8();
        (is_name(&text[..end]) && FOLLOWS.is_match(&text[end..])).then_some(end)
    })
}

/// Whether characters may be a name: a surname and one or two more that are together no word.
fn is_name(words: &str) -> bool {
    let surnames = &KNOWN.surnames;
    let double = surnames
        .double
        .iter()
        .find(|one| words.starts_with(one.as_str()));
    let Some(first) = words.chars().next() else {
        return false;
    };
    let length = double.map_or(first.len_utf8(), String::len);
    let given = &words[length..];
    let count = given.chars().count();
    let han = given
        .chars()
        .all(|one| matches!(one, '\u{4e00}'..='\u{9fff}'));
    let hidden = given.contains([
        '某', '的', '了', '等', '不', '是', '为', '在', '把', '各', '多', '次', '已', '再', '还',
        '也', '都', '就', '较', '更', '很', '并', '且',
    ]);
    let plain = double.is_some() || surnames.plain.contains(first);
    let doubtful = surnames.doubtful.contains(first);
    let public = KNOWN
        .public
        .words
        .iter()
        .any(|one| words.starts_with(one.as_str()));
    if !(1..=2).contains(&count) || !han || hidden || public || !plain && !doubtful {
        return false;
    }
    // 高度 and 安全感 are words, 李强 is a name that the dictionary has.
    let begins: String = words.chars().take(2).collect();
    let word = is_word(words) || count == 2 && double.is_none() && is_word(&begins);
    !word && (plain || count == 2 && !is_word(given))
}

static HOME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:家庭住址|家庭地址|户籍地址|现住址|住址|家住|现住|住在|居住在|居住于|住于)[：:]?[^，,。；;\\s]{2,30}?(?:\\d+|[一二三四五六七八九十百]+)(?:组|队|社|号|栋|幢|单元|室|房|巷)(?:\\d+(?:号|单元|室|房))*|[\\p{Han}]{1,4}(?:村|社区|屯|寨)[\\p{Han}]{0,6}?(?:(?:\\d+|[一二三四五六七八九十]+)(?:组|队|社))?(?:\\d+|[一二三四五六七八九十百]+)号(?:之\\d+)?(?:\\d+[室房])?|\\d+(?:号|栋|幢|座)[^，。；\\s]{0,4}?(?:\\d+单元)?\\d{3,4}[室房]",
    )
});
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "办公|政府|中心|大厅|大楼|大院|村委|居委|支部|党群|法庭|法院|站|所|局|公司|学校|医院|门店|商铺|文件|号令|号文",
    )
});

/// Bytes of addresses below the village: a group, a house, a room. An office may have one.
pub(crate) fn homes(text: &str) -> Vec<Range<usize>> {
    HOME.find_iter(text)
        .filter(|found| {
            let words = format!(
                "{}{}",
                clause_before(text, found.start(), 16),
                found.as_str()
            );
            !OFFICE.is_match(&words)
        })
        .map(|found| found.range())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        names(text)
            .into_iter()
            .map(|one| &text[one.range])
            .collect()
    }

    #[test]
    fn a_name_is_known_by_the_words_around_it() {
        assert_eq!(
            found(
                "成立以镇党委书记卢启和为组长、镇长岑映秋为副组长的领导小组，聘请退休副院长詹业辰担任镇法律顾问"
            ),
            ["卢启和", "岑映秋", "詹业辰"]
        );
        assert_eq!(
            found("茶市公示监督员吕桂芬手机139****0017；村民李小花反映"),
            ["吕桂芬", "李小花"]
        );
        assert_eq!(found("由欧阳明轩同志负责"), ["欧阳明轩"]);
    }

    #[test]
    fn words_behind_a_title_are_no_names() {
        for text in [
            "法律顾问列席会议，书记高度重视，群众安全感提升，律师和群众，居民余款，主任任期，村民毛竹的收购",
            "镇长办公会议14次，村民代表会议，村民小组长，律师事务所，书记、镇长分别主持，以习近平同志为核心，村民覃某兰等",
            "学习习近平总书记重要讲话，群众满意度，村民自治，党员、干部，专家学者论证，学生家长，群众工作，由分管领导、法律顾问、村支书共同约谈",
        ] {
            assert!(found(text).is_empty(), "{:?}", found(text));
        }
    }

    #[test]
    fn a_home_is_an_address_below_the_village_and_an_office_is_none() {
        assert_eq!(homes("家住石桥村三组12号的老人").len(), 1);
        assert_eq!(
            homes("纠纷发生在石桥村。政务服务中心设在人民路12号301室").len(),
            0
        );
    }
}
