//! Names of persons, known by the words around them, and addresses of homes. Enter at [`names`] and [`homes`].

use crate::personal::{clause_before, pattern};
use crate::report::compare::{is_listed, is_noun, is_word};
use crate::report::letter::is_han;
use regex::Regex;
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

/// A list of words with its source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameList {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SurnameList {
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
struct NameWords {
    surnames: SurnameList,
    endings: NameList,
    titles: NameList,
    offices: NameList,
    cases: NameList,
    words: NameList,
    columns: NameList,
    public: NameList,
}

static KNOWN: LazyLock<NameWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("words.yaml")).expect("the embedded words are read by a test")
});

/// The title or the word for a person that a name follows.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:{})[：:”]?",
        any_of(&[&KNOWN.cases, &KNOWN.titles])
    ))
});
/// What may follow a name behind a title.
static FOLLOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:为|担任|任|兼|同志|等|手机|电话|联系|身份证|[（(，,、。；：:]|$|的|主持|带队|带领|主讲|牵头|一家|家|住|签|因|提出|反映|诉|患|与|和|及|在|到|向|对|律师|医生|老师|授课|讲课|宣讲|讲解|解读|培训|被|申请|办理|参与|参加|出席|列席|应邀|受聘|走访|调解|处理|负责|汇报|表示|介绍|荣获|当选|全程|亲自|协助|讨回|追回|领取|按时|定期|主动|自愿|作|到会|一行|配合|先后|分别|分管|辅导|检查|审查|代理|带头|共同|义务|制作|荣立|领衔|坚守|荣获|获评|获得|自行|撤回|违法|违规|拒不|放弃|带动|家的|所有|名下|经营|因病|死亡|受伤)",
    )
});
/// What follows only a person.
static SHOWS: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:同志|等\\d|手机|电话|联系|身份证|[（(]|一家|住|反映|诉|患|提出)")
});
/// What follows only a person where what stands before is no common word.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^(?:为副?组长|担任|任|兼任|主持|带队|带领|主讲|牵头|出席|到会|讲话|汇报|一行)")
});
/// What follows a name and says that it is one; offices say so only of whole names.
static RESPECT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "同志|女士|先生|老人|律师|{}",
        any_of(&[&KNOWN.offices])
    ))
});
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[，,。；;：:、（(“]|由|请|聘|聘任|对|以|为|与|和|向|给|同意|任命|免去|慰问|看望|走访|调解|委托)$",
    )
});
/// What joins the names of a list.
static JOINS: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:、|和|与|及)"));

fn any_of(lists: &[&NameList]) -> String {
    let words = lists.iter().flat_map(|list| &list.words);
    words
        .map(|word| regex::escape(word))
        .collect::<Vec<_>>()
        .join("|")
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonName {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// Whether a word for a private person in a case stands before it.
    pub(crate) private: bool,
}

/// The names in a text, each place once.
pub(crate) fn names(text: &str) -> Vec<PersonName> {
    // A Chinese name has no mark of its own, and most of its letters are words too. So a name is known by its surroundings: behind a
    // title or a word for a person (村民李小花), with what joins it to more names, or before a word of respect or an office (欧阳明轩同志). What
    // stands there must read as a surname with one or two letters, and must not be a word of the dictionary unless what follows can only
    // follow a person. Each place is judged once; the text is gone through twice, by two patterns of all titles and all words of respect.
    let mut out: Vec<PersonName> = Vec::new();
    for found in BEFORE.find_iter(text) {
        let word = found.as_str().trim_end_matches(['：', ':', '”']);
        let rest = &text[found.end()..];
        let private = KNOWN.cases.words.iter().any(|one| one == word);
        let found_name = name_at(rest);
        let short = found_name.is_some_and(|length| rest[..length].chars().count() == 2);
        // 村民毛竹的收购: two characters behind a word for many people are a name only where it shows.
        let shows = |length: usize| !(private && short) || SHOWS.is_match(&rest[length..]);
        if let Some(length) = found_name.filter(|length| shows(*length)) {
            let range = found.end()..found.end() + length;
            let more = listed(text, range.end);
            let all = std::iter::once(range).chain(more);
            out.extend(all.map(|range| PersonName { range, private }));
        }
    }
    for found in RESPECT.find_iter(text) {
        let known = |start: usize| out.iter().any(|one| one.range.contains(&start));
        let start = before(text, found.range()).filter(|start| !known(*start));
        if let Some(start) = start {
            out.push(PersonName {
                range: start..found.start(),
                private: found.as_str() == "老人",
            });
        }
    }
    out.sort_by_key(|one| (one.range.start, one.range.end));
    out.dedup_by_key(|one| one.range.start);
    out
}

/// The names that stand alone in a cell, of a table one column of which is headed as names of persons.
///
/// Cells end at line breaks, tabs, commas and gaps of two spaces, as a reader of files leaves them.
pub(crate) fn cells(text: &str) -> Vec<&str> {
    // A list of persons has a heading like 姓名 over one column, but a reader of files leaves no columns, only cells in a row. Any cell
    // that reads as a whole name counts then; two letters are enough here, because nothing but a name stands alone in such a cell.
    let ends = ['\n', '\t', ',', '，', '、', '；', ';', '|'];
    let all = text.split(ends).flat_map(|piece| piece.split("  "));
    let all = all.map(|piece| piece.trim_matches(['"', ' ', '\u{3000}', '\r']));
    let is_heading = |cell: &str| KNOWN.columns.words.iter().any(|one| one == cell);
    if !all.clone().any(is_heading) {
        return Vec::new();
    }
    let is_name = |cell: &&str| match form(cell) {
        Some(NameForm::Name) => is_whole(cell) || cell.chars().count() == 2,
        _ => false,
    };
    all.filter(is_name).collect()
}

/// The names that are joined to the one that ends here: 方圆明、向阳红和王国梁.
fn listed(text: &str, end: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = end;
    while let Some(join) = JOINS.find(&text[at..]) {
        let start = at + join.end();
        let whole = |length: &usize| is_whole(&text[start..start + length]);
        let Some(length) = name_at(&text[start..]).filter(whole) else {
            break;
        };
        at = start + length;
        out.push(start..at);
    }
    out
}

/// Where a name begins that ends before a word of respect or an office.
fn before(text: &str, respect: Range<usize>) -> Option<usize> {
    let words = &text[respect.clone()];
    let is_office = KNOWN.offices.words.iter().any(|one| one == words);
    let letters = text[..respect.start].char_indices().rev();
    let starts: Vec<usize> = letters.map(|(at, _)| at).skip(1).take(3).collect();
    starts.into_iter().rev().find(|start| {
        let name = &text[*start..respect.start];
        let fits = match form(name) {
            Some(NameForm::Name) => !is_office || is_whole(name),
            Some(NameForm::Word) => words == "同志",
            None => false,
        };
        fits && BEGINS.is_match(&text[..*start])
    })
}

/// Whether it is a surname with a whole given name that ends as names do.
fn is_whole(name: &str) -> bool {
    name.chars().count() >= 3 && ends(name)
}

/// Whether the last character is one with which given names end.
fn ends(name: &str) -> bool {
    let last = name.chars().next_back();
    last.is_some_and(|last| KNOWN.endings.words.iter().any(|line| line.contains(last)))
}

/// The bytes of the name at the start of the text; of three readings the longest that ends at a boundary.
fn name_at(text: &str) -> Option<usize> {
    // Four letters are a double surname with two more, three the usual name, two a short one. The longest reading that ends where a name
    // may end wins, because a shorter one would cut it; where the rest reads as the beginning of a word (王建军检查), the dictionary says
    // where that word begins.
    [4, 3, 2].into_iter().find_map(|count| {
        let (at, last) = text.char_indices().nth(count - 1)?;
        let end = at + last.len_utf8();
        let (name, rest) = text.split_at(end);
        let fits = match form(name)? {
            NameForm::Name => FOLLOWS.is_match(rest) || goes_on(name, rest),
            NameForm::Word => {
                SHOWS.is_match(rest) || ACTS.is_match(rest) && (!is_word(name) || is_noun(name))
            }
        };
        fits.then_some(end)
    })
}

/// Whether a whole name ends here because the next word begins here: 王建军|检查.
fn goes_on(name: &str, rest: &str) -> bool {
    // 王建军检查材料: nothing follows that only a person does, but the next word begins right behind. The dictionary has to agree three times:
    // the letters behind are a word, the first two of the name are none, and no word goes over the joint.
    let begins: String = name.chars().take(2).collect();
    let next: String = rest.chars().take(2).collect();
    let across: String = name
        .chars()
        .next_back()
        .into_iter()
        .chain(next.chars().next())
        .collect();
    let plain = name
        .chars()
        .next()
        .is_some_and(|first| KNOWN.surnames.plain.contains(first));
    // 拾金 is no word, 拾金不昧 is.
    let idiom: String = rest.chars().take(4).collect();
    let starts = is_listed(&next) || idiom.chars().count() == 4 && is_listed(&idiom);
    plain && is_whole(name) && !is_listed(&begins) && starts && !is_listed(&across)
}

/// How characters read that may be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameForm {
    /// As a name and nothing else.
    Name,
    /// As a word too (高山): a name where what follows says so.
    Word,
}

/// How characters read: a surname and one or two more, as far as they may be a name.
fn form(words: &str) -> Option<NameForm> {
    // The dictionary of words decides three times: whether the whole is a word, whether what stands behind the surname is one, and
    // whether the first two letters are. Surnames that are hardly ever words (王, 李) need less than those that often are (高, 金): behind
    // these a given name has to end in a letter with which names end. The lists of endings and surnames are dated in words.yaml; how they
    // are joined is held by the sentences of labelled.txt.
    let surnames = &KNOWN.surnames;
    let double = surnames
        .double
        .iter()
        .find(|one| words.starts_with(one.as_str()));
    let first = words.chars().next()?;
    let given = &words[double.map_or(first.len_utf8(), String::len)..];
    let count = given.chars().count();
    let plain = double.is_some() || surnames.plain.contains(first);
    if !(1..=2).contains(&count) || !is_given(given) || !plain && !surnames.doubtful.contains(first)
    {
        return None;
    }
    let is_public = |one: &String| words.starts_with(one.as_str());
    if KNOWN.public.words.iter().any(is_public) || KNOWN.words.words.iter().any(|one| one == words)
    {
        return None;
    }
    // 高度 and 安全感 are words, 李强 is a name that the dictionary has; 黄海燕 begins with a word and ends as a name.
    let begins: String = words.chars().take(2).collect();
    let begins = count == 2 && double.is_none() && is_word(&begins);
    match (is_word(words), plain, count) {
        (true, _, 1) | (false, false, 1) => ends(words).then_some(NameForm::Word),
        (true, _, _) => None,
        (false, true, _) => (!begins || ends(words)).then_some(NameForm::Name),
        (false, false, _) if !is_word(given) => (!begins || ends(words)).then_some(NameForm::Name),
        _ if !begins && ends(words) && is_noun(given) => Some(NameForm::Name),
        _ => ends(words).then_some(NameForm::Word),
    }
}

/// Whether characters may be a given name: no little words, and not hidden already (李某).
fn is_given(given: &str) -> bool {
    let little = [
        '某', '的', '了', '等', '不', '是', '为', '在', '把', '各', '多', '次', '已', '再', '还',
        '也', '都', '就', '较', '更', '很', '并', '且',
    ];
    given.chars().all(is_han) && !given.contains(little)
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
    // An address below the village names a group, a house or a room. Offices have such addresses too; a word for one in the address or in
    // the sixteen letters before it takes it for an office.
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

    /// The sentences of the file: each without its marks, and the names that were marked.
    fn labelled() -> Vec<(String, Vec<String>)> {
        let lines = include_str!("labelled.txt").lines();
        let lines = lines.filter(|line| !line.starts_with('#'));
        let marked = |line: &str| {
            let names = line.split('【').skip(1);
            names
                .filter_map(|rest| rest.split_once('】'))
                .map(|(name, _)| name.to_owned())
                .collect()
        };
        lines
            .map(|line| (line.replace(['【', '】'], ""), marked(line)))
            .collect()
    }

    #[test]
    fn names_in_running_sentences_are_found_and_words_like_names_are_not() {
        let (mut wanted, mut hit, mut near) = (0, 0, 0);
        let (mut lost, mut wrong) = (Vec::new(), Vec::new());
        for (text, names) in labelled() {
            let mut got: Vec<&str> = found(&text);
            near += usize::from(names.is_empty());
            for name in &names {
                wanted += 1;
                match got.iter().position(|one| one == name) {
                    Some(at) => {
                        got.remove(at);
                        hit += 1;
                    }
                    None => lost.push(name.clone()),
                }
            }
            wrong.extend(got.iter().map(|one| format!("{one} in {text}")));
        }
        assert!(
            wanted >= 60 && near >= 60,
            "{wanted} names, {near} sentences without"
        );
        assert!(wrong.is_empty(), "no names: {wrong:?}; lost: {lost:?}");
        assert!(
            hit * 100 >= wanted * 95,
            "{hit} of {wanted}; lost: {lost:?}"
        );
    }

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
        for name in ["王建明", "王䶮明", "李䶮军", "王𠮷明"] {
            assert_eq!(found(&format!("当事人{name}的申请")), [name]);
            assert_eq!(found(&format!("村民{name}反映")), [name]);
        }
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
