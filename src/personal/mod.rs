//! Numbers that belong to one person: identity cards, mobiles, bank cards, passports, plates. Enter at [`find`]; [`masking`] hides them.
//!
//! Names and homes, which need the words of reports, are for `check`. Forms: GB 11643 (18 digits, dates and check character), GB/T 17710 (Luhn) for cards.

mod digits;
pub(crate) mod masking;

use digits::{DigitRun, runs};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PersonalKind {
    /// 公民身份号码
    Identity,
    /// 手机号码
    Mobile,
    /// 银行卡号
    Card,
    /// 护照号码
    Passport,
    /// 机动车号牌
    Plate,
}

impl PersonalKind {
    /// English and Chinese.
    pub(crate) fn name(self) -> (&'static str, &'static str) {
        match self {
            PersonalKind::Identity => ("an identity number", "身份证号"),
            PersonalKind::Mobile => ("a mobile number", "手机号码"),
            PersonalKind::Card => ("a bank card number", "银行卡号"),
            PersonalKind::Passport => ("a passport number", "护照号码"),
            PersonalKind::Plate => ("a number plate", "机动车号牌"),
        }
    }
}

/// One number of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonalNumber {
    /// What it is.
    pub(crate) kind: PersonalKind,
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// Whether nothing else can be meant.
    pub(crate) sure: bool,
}

static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z][·•\\- ]?(?:[DF][0-9A-HJ-NP-Z][0-9]{4}|[0-9]{5}[DF]|[0-9A-HJ-NP-Z]{4}[0-9A-HJ-NP-Z挂学警港澳])",
    )
});
static PASSPORT: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:护照|通行证)[^，。；\\d]{0,8}?(?P<n>[EGDSPHMC][A-Z]?\\d{7,9})"));
static IDENTITY_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern("身份证|身份号码|公民身份|身份证件|证件号|(?i:id ?card|idcard|sfz)"));
static PHONE_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern("手机|电话|联系|致电|拨打|微信|(?i:tel|phone|mobile)"));
static CARD_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "银行|卡号|账号|帐号|账户|帐户|开户|汇款|转账|户名|储蓄|信用卡|工行|农行|建行|中行|信用社|存折",
    )
});
static OFFICE_ACCOUNT: LazyLock<Regex> =
    LazyLock::new(|| pattern("对公|基本户|基本账户|财政专户|单位账|专用账|监管账户"));
static OTHER_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "编号|案号|单号|文号|代码|备案|序号|流水|订单|许可|索引|批号|条码|标识码|证书号|合同号|项目号|第$",
    )
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^ ?(?:余|多)?(?:元|万|亿|件|人|次|个|户|亩|吨|平方|公里|千米|米|%|％|号[案文令]|字节|年|条|册|份)",
    )
});

pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

/// The numbers in a text, in order; none lies inside another.
pub(crate) fn find(text: &str) -> Vec<PersonalNumber> {
    // Runs come longest first at each place, and what was taken is not taken again, so a card number is not told as the mobile that it
    // holds.
    let mut out: Vec<PersonalNumber> = Vec::new();
    let mut end = 0;
    for run in runs(text) {
        if run.range.start < end {
            continue;
        }
        let judged = judge(text, &run).filter(|(kind, sure)| {
            // Over the end of a line only what nothing else can be; a mobile needs its words.
            let told = || PHONE_WORDS.is_match(clause_before(text, run.range.start, 12));
            !run.is_broken || *sure && (*kind != PersonalKind::Mobile || told())
        });
        if let Some((kind, sure)) = judged {
            end = run.range.end;
            out.push(PersonalNumber {
                kind,
                range: run.range,
                sure,
            });
        }
    }
    // Passports and plates have a capital letter, which few reports have.
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        lettered(text, &mut out);
    }
    out.sort_by_key(|one| one.range.start);
    out
}

/// Adds passports and number plates, where nothing was found yet.
fn lettered(text: &str, out: &mut Vec<PersonalNumber>) {
    let more = PASSPORT
        .captures_iter(text)
        .filter_map(|found| found.name("n"))
        .map(|found| (PersonalKind::Passport, found.range(), true));
    let plates = PLATE
        .find_iter(text)
        .filter(|found| found.as_str().chars().filter(char::is_ascii_digit).count() >= 2)
        .filter(|found| {
            let next = text[found.end()..].chars().next();
            !next.is_some_and(|next| next.is_ascii_alphanumeric())
        })
        .map(|found| (PersonalKind::Plate, found.range(), false));
    for (kind, range, sure) in more.chain(plates) {
        let apart =
            |one: &PersonalNumber| one.range.end <= range.start || range.end <= one.range.start;
        if out.iter().all(apart) {
            out.push(PersonalNumber { kind, range, sure });
        }
    }
}

/// What a run of digits is, by its form and the words around it.
fn judge(text: &str, run: &DigitRun) -> Option<(PersonalKind, bool)> {
    // Eighteen digits may be a person, a company or an order. First comes what the form alone says: a birthday and a right check
    // character leave no doubt. Where the form allows both, the words of the clause decide: 身份证 before it, a unit or 编号 around it. How
    // far is looked (24 characters before, 12 behind, fewer for words that are common) keeps the words of a neighbour out; the generated
    // cases and those on the pages of D01 hold these numbers.
    let before = clause_before(text, run.range.start, 24);
    let after = clause_after(text, run.range.end, 12);
    let digits = run.digits.as_str();
    let near = |words: &Regex| words.is_match(before) || words.is_match(after);
    let identity = IDENTITY_WORDS.is_match(clause_before(text, run.range.start, 12))
        || IDENTITY_WORDS.is_match(after);
    // Forms that nothing else has come first (a check character, a checksum with words around it), then forms that need
    // a birthday or the absence of words for other numbers. A form alone, without any of these, is no finding: reports
    // are full of digits.
    match digits.len() {
        18 if identity && !run.is_loose() => Some((PersonalKind::Identity, true)),
        18 if digits::is_identity(digits) => {
            let code = before.contains("信用代码") || after.contains("信用代码");
            (!code).then_some((PersonalKind::Identity, true))
        }
        15 if identity && !run.is_loose() => Some((PersonalKind::Identity, true)),
        _ if run.ends_in_x => {
            let plain = digits::has_birthday(digits) && !run.is_loose();
            plain.then_some((PersonalKind::Identity, false))
        }
        16..=19 if digits::is_luhn(digits) && near(&CARD_WORDS) && run.is_card_shaped() => {
            (!OFFICE_ACCOUNT.is_match(before)).then_some((PersonalKind::Card, true))
        }
        18 => {
            let other = near(&CARD_WORDS) || near(&OTHER_NUMBER) || run.is_loose();
            (digits::has_birthday(digits) && !other && !UNIT.is_match(&text[run.range.end..]))
                .then_some((PersonalKind::Identity, false))
        }
        15 => {
            let other = near(&CARD_WORDS) || near(&OTHER_NUMBER) || run.is_loose();
            (digits::is_old_identity(digits) && !other && !UNIT.is_match(&text[run.range.end..]))
                .then_some((PersonalKind::Identity, false))
        }
        11 | 13 if digits::is_mobile(digits) && run.is_phone_shaped() && !in_address(text, run) => {
            let close = clause_before(text, run.range.start, 12);
            let phone = PHONE_WORDS.is_match(close);
            let other = OTHER_NUMBER.is_match(clause_before(text, run.range.start, 6))
                || CARD_WORDS.is_match(clause_before(text, run.range.start, 4))
                || UNIT.is_match(&text[run.range.end..]);
            (phone || !other).then_some((PersonalKind::Mobile, true))
        }
        _ => None,
    }
}

/// Whether the digits are part of an address on the web or of a file's name.
fn in_address(text: &str, run: &DigitRun) -> bool {
    let before = text[..run.range.start].chars().next_back();
    let after = text[run.range.end..].chars().next();
    before.is_some_and(|one| "_/=&?#%".contains(one))
        || after.is_some_and(|one| "_/=&?#%".contains(one))
}

/// The words of the clause in front of `at`, at most `most` characters.
pub(crate) fn clause_before(text: &str, at: usize, most: usize) -> &str {
    let mut start = at;
    for (index, letter) in text[..at].char_indices().rev().take(most) {
        if "。；;！？\n\r".contains(letter) {
            break;
        }
        start = index;
    }
    &text[start..at]
}

/// The words of the clause behind `at`, at most `most` characters.
fn clause_after(text: &str, at: usize, most: usize) -> &str {
    let mut end = at;
    for (index, letter) in text[at..].char_indices().take(most) {
        if "。；;！？\n\r，,、".contains(letter) {
            break;
        }
        end = at + index + letter.len_utf8();
    }
    &text[at..end]
}

/// The words in front of a number that say what it is, so that a finding shows them and not the number.
pub(crate) fn label(text: &str, at: usize) -> Option<Range<usize>> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            "(?P<n>公民身份号码|居民身份证号?码?|身份证件?号?码?|证件号码?|手机号?码?|联系电话|联系方式|电话号?码?|微信号?|银行卡号?|卡号|账号|帐号|车牌号?码?|号牌|护照号?码?|[\\p{Han}]{1,4})[\\s：:（(“\"是为]{0,3}$",
        )
    });
    let from = at - clause_before(text, at, 14).len();
    let found = LABEL.captures(&text[from..at])?.name("n")?.range();
    Some(from + found.start..from + found.end)
}

#[cfg(test)]
mod generated;

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(PersonalKind, bool)> {
        find(text).iter().map(|one| (one.kind, one.sure)).collect()
    }

    #[test]
    fn an_identity_number_is_known_by_its_form_or_its_words() {
        assert_eq!(kinds("林某，990101196803150020。").len(), 1);
        assert_eq!(
            kinds("（身份证号990101196803150029）"),
            [(PersonalKind::Identity, true)]
        );
        assert_eq!(
            kinds("身份证号：99010119680315 0029"),
            [(PersonalKind::Identity, true)]
        );
        assert_eq!(kinds("统一社会信用代码114408250000000000"), []);
        assert_eq!(
            kinds("身份证990101680315001"),
            [(PersonalKind::Identity, true)]
        );
        assert_eq!(kinds("规模达到990101196803150029元"), []);
    }

    #[test]
    fn a_mobile_is_no_amount_no_office_and_no_file() {
        assert_eq!(
            kinds("联系电话：１３９００００００１７"),
            [(PersonalKind::Mobile, true)]
        );
        assert_eq!(
            kinds("139-0000-0017、+86 13900000017"),
            [(PersonalKind::Mobile, true); 2]
        );
        assert_eq!(
            kinds("资金13900000017元；编号13900000017；0759-4681234；12345热线"),
            []
        );
        assert_eq!(kinds("/art_13900000017.html"), []);
    }

    #[test]
    fn a_card_needs_luhn_and_words_and_a_plate_digits() {
        assert_eq!(kinds("开户行：某银行，卡号6222 0000 0000 0000"), []);
        assert_eq!(
            kinds("银行卡号6222000000000009"),
            [(PersonalKind::Card, true)]
        );
        assert_eq!(kinds("流水6222000000000009"), []);
        assert_eq!(kinds("车牌粤G·12345的货车"), [(PersonalKind::Plate, false)]);
    }
}
