//! The kinds of terms. Enter at the kind that a rule asks for.

use super::TermEntry;
pub(crate) use crate::report::find::law::Law;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;

macro_rules! entry {
    ($kind:ident, $key:ident, |$one:ident| $shown:expr) => {
        impl TermEntry for $kind {
            fn key(&self) -> &str {
                &self.$key
            }
            fn source(&self) -> &str {
                &self.source
            }
            fn shown(&self) -> String {
                let $one = self;
                $shown
            }
        }
    };
}

/// A congress (session 1) or a plenum of the party.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartyMeeting {
    /// 十九届五中全会
    pub(crate) name: String,
    /// Number of the congress.
    pub(crate) congress: u32,
    /// 0 for the congress, else the number of the plenum.
    pub(crate) session: u32,
    /// Its last day, `YYYY-MM-DD`.
    pub(crate) ended: String,
    pub(crate) source: String,
}
entry!(PartyMeeting, name, |one| one.ended.clone());

entry!(Law, name, |one| {
    let until = one.until.as_deref().unwrap_or("");
    let later = one.replaced_by.as_deref().unwrap_or("");
    format!("{} – {until} {later} {}", one.from, one.revised.join(" "))
});

/// A name that is used no longer, or an office that a body of this level does not have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Obsolete {
    /// The words.
    pub(crate) words: String,
    /// Since when they are out of use; empty for a matter of competence.
    #[serde(default)]
    pub(crate) since: String,
    /// Only for bodies of these levels; empty for all.
    #[serde(default)]
    pub(crate) levels: Vec<String>,
    /// The words before them that make them right (`县` before 政府常务会议).
    #[serde(default)]
    pub(crate) unless_after: Vec<String>,
    /// The words behind them that make them right.
    #[serde(default)]
    pub(crate) unless_before: Vec<String>,
    /// What to write.
    pub(crate) now: String,
    pub(crate) source: String,
}
entry!(Obsolete, words, |one| format!(
    "{} → {}",
    one.since, one.now
));

/// A word in an unusual spelling.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordVariant {
    /// As it is often written.
    pub(crate) wrong: String,
    /// As it should be.
    pub(crate) right: String,
    /// Words one of which must follow within the clause; empty where it is always wrong.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    /// Words right behind it that make it something else (交待 before 办).
    #[serde(default)]
    pub(crate) unless_before: Vec<String>,
    /// Words later in the sentence that make it something else (既使 with 又).
    #[serde(default)]
    pub(crate) unless_with: Vec<String>,
    /// Whether only a person can tell: it is told and never mended.
    #[serde(default)]
    pub(crate) judged: bool,
    pub(crate) source: String,
}

impl WordVariant {
    /// Whether the words behind it leave it the variant that it looks like.
    pub(crate) fn fits(&self, behind: &str) -> bool {
        // 交待 is a slip, 交待办 is 交 and 待办; 做出 is one before 贡献, and none before 来. So an entry may ask for words right behind it, later in
        // the clause, or later in the sentence, each list for itself.
        let until = |marks: &[char]| &behind[..behind.find(marks).unwrap_or(behind.len())];
        let (clause, sentence) = (until(&['，', ',', '。', '；', ';']), until(&['。', '；']));
        let any = |words: &[String], text: &str| words.iter().any(|word| text.contains(&**word));
        (self.with.is_empty() || any(&self.with, clause))
            && !any(&self.unless_with, sentence)
            && !self
                .unless_before
                .iter()
                .any(|word| behind.starts_with(&**word))
    }
}
entry!(WordVariant, wrong, |one| format!("→ {}", one.right));

/// Items that stand in a fixed order.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderedSet {
    /// 四个意识
    pub(crate) name: String,
    /// In their order.
    pub(crate) items: Vec<String>,
    pub(crate) source: String,
}
entry!(OrderedSet, name, |one| one.items.join("、"));

/// A name that must not be misspelt.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtectedName {
    /// As it is written.
    pub(crate) name: String,
    /// Known misspellings.
    #[serde(default)]
    pub(crate) wrong: Vec<String>,
    /// Words of the same shape that are right.
    #[serde(default)]
    pub(crate) right: Vec<String>,
    /// Whether names that differ in one character are looked for.
    #[serde(default)]
    pub(crate) near: bool,
    pub(crate) source: String,
}
entry!(ProtectedName, name, |one| one.wrong.join("、"));

/// Words that were coined on a day and cannot stand in a report signed before.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DatedSlogan {
    /// The words.
    pub(crate) words: String,
    /// The day.
    pub(crate) since: String,
    pub(crate) source: String,
}
entry!(DatedSlogan, words, |one| one.since.clone());

/// Letters that are taken for each other because they look alike.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookAlikes {
    /// 政攻致
    pub(crate) letters: String,
    pub(crate) source: String,
}
entry!(LookAlikes, letters, |one| one
    .letters
    .chars()
    .count()
    .to_string());

/// A county, district, city of county level or banner.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountyName {
    /// Six digits (GB/T 2260).
    pub(crate) code: Arc<str>,
    /// 徐闻县
    pub(crate) name: Arc<str>,
    pub(crate) source: Arc<str>,
}
entry!(CountyName, code, |one| one.name.to_string());

/// The public holidays of a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HolidayYear {
    /// `2021`
    pub(crate) year: String,
    /// Mondays to Fridays that are free, `MM-DD` with spaces between them.
    pub(crate) off: String,
    /// Saturdays and Sundays that are worked.
    pub(crate) on: String,
    pub(crate) source: String,
}
entry!(HolidayYear, year, |one| format!("{}; {}", one.off, one.on));

impl HolidayYear {
    /// Whether a day is free although it is a Monday to Friday, or worked although it is not.
    pub(crate) fn turns(&self, day: Date) -> bool {
        let short = day.strftime("%m-%d").to_string();
        let listed = |days: &str| days.split(' ').any(|one| one == short);
        listed(&self.off) || listed(&self.on)
    }
}
