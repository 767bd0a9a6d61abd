//! What last year's report says and this year's does not. Enter at [`silences`] and [`zero_claims`].

use super::figures::FigureChange;
use super::masked::{fold, mask};
use super::sections::SectionPair;
use crate::report::find::figure::stated_zeros;
use crate::report::letter::is_han;
use crate::report::text::BlockKind;
use crate::report::{Report, Spot};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What kind of thing fell silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SilenceKind {
    /// 章节
    Section,
    /// 数字
    Figure,
    /// 零声明
    ZeroClaim,
    /// 机制
    Mechanism,
}

impl SilenceKind {
    /// `section figure zero-claim mechanism`
    pub fn id(self) -> &'static str {
        match self {
            SilenceKind::Section => "section",
            SilenceKind::Figure => "figure",
            SilenceKind::ZeroClaim => "zero-claim",
            SilenceKind::Mechanism => "mechanism",
        }
    }
}

/// Something that the older text says and the newer does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentStatement {
    /// What it is.
    pub what: SilenceKind,
    /// The older words: a heading, the quote of a figure, a claim, a name.
    pub quote: String,
    /// Where they stand in the older text.
    pub spot: Spot,
}

/// A zero stated in words, in one or both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZeroClaim {
    /// What is zero: the indicator's id where it is a figure.
    pub indicator: Option<String>,
    /// The older claim.
    pub old: Option<SilentClaim>,
    /// The newer claim.
    pub new: Option<SilentClaim>,
}

/// The words of a claim and their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SilentClaim {
    /// 没有发生赴省进京上访
    pub quote: String,
    /// Where it stands.
    pub spot: Spot,
}

#[derive(Deserialize)]
struct SilenceWords {
    endings: Vec<String>,
    boundaries: String,
    not_mechanisms: Vec<String>,
}

static WORDS: LazyLock<SilenceWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("../data/silences.yaml"))
        .expect("the embedded words are tested")
});

/// Sections, figures, zero-claims and named mechanisms that vanished, in that order and in the order of the older text.
pub(crate) fn silences(
    old: &Report,
    new: &Report,
    sections: &[SectionPair],
    figures: &[FigureChange],
) -> Vec<SilentStatement> {
    let mut found = Vec::new();
    for at in sections
        .iter()
        .filter(|p| p.new.is_none())
        .filter_map(|p| p.old)
    {
        let section = &old.text.sections[at];
        if let Some(block) = section.blocks.first() {
            let end = block
                .sentences
                .first()
                .map_or(block.plain.len(), |s| s.range.end);
            let quote = format!("{}{}", section.number, section.title);
            found.push(SilentStatement {
                what: SilenceKind::Section,
                quote,
                spot: Spot {
                    section: at,
                    block: 0,
                    range: 0..end,
                },
            });
        }
    }
    let gone = figures
        .iter()
        .filter(|row| row.new.is_none())
        .filter_map(|row| row.old.as_ref());
    let mut gone: Vec<SilentStatement> = gone
        .map(|cell| {
            let what = if cell.zero_claim {
                SilenceKind::ZeroClaim
            } else {
                SilenceKind::Figure
            };
            SilentStatement {
                what,
                quote: cell.quote.clone(),
                spot: cell.spot.clone(),
            }
        })
        .collect();
    let claimed = zero_claims(old, new)
        .into_iter()
        .filter(|c| c.new.is_none() && c.indicator.is_none())
        .filter_map(|c| c.old);
    gone.extend(claimed.map(|claim| SilentStatement {
        what: SilenceKind::ZeroClaim,
        quote: claim.quote,
        spot: claim.spot,
    }));
    gone.sort_by_key(|s| (s.what, s.spot.section, s.spot.block, s.spot.range.start));
    found.extend(gone);
    found.extend(mechanisms(old, new));
    found
}

// A mechanism is a name, so that it is looked for as words: it fell silent where the newer text, folded and masked, does not hold it anywhere.
// What stands in quotation marks is a name of at most twelve characters (longer ones are sentences); words before a known ending, such as
// 联席会议 or 调解室, are taken up to six characters back, to a character that cannot be part of a name.

/// Names of mechanisms in the older text that the newer text does not hold, each once.
fn mechanisms(old: &Report, new: &Report) -> Vec<SilentStatement> {
    let newer: String = new
        .text
        .lines()
        .map(|line| mask(&fold(line.words())))
        .collect::<Vec<_>>()
        .join("\n");
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for line in old
        .text
        .lines()
        .filter(|l| l.block.kind != BlockKind::Heading && l.block.kind != BlockKind::Signature)
    {
        for (at, name) in names(line.words()) {
            let bare = name.trim_matches(['“', '”']);
            if !newer.contains(&mask(&fold(bare))) && seen.insert(bare.to_string()) {
                let words = &line.block.plain[line.sentence.range.clone()];
                let from =
                    line.sentence.range.start + (words.len() - words.trim_start().len()) + at;
                let spot = Spot {
                    range: from..from + name.len(),
                    ..line.spot()
                };
                found.push(SilentStatement {
                    what: SilenceKind::Mechanism,
                    quote: name.to_string(),
                    spot,
                });
            }
        }
    }
    found
}

/// The names of mechanisms in a sentence with their bytes: what stands in “ ” and is no slogan, and words with a known ending.
fn names(words: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (at, _) in words.match_indices('“') {
        let Some(length) = words[at..].find('”') else {
            continue;
        };
        let end = at + length + '”'.len_utf8();
        let inner = &words[at + '“'.len_utf8()..at + length];
        let slogan = WORDS
            .not_mechanisms
            .iter()
            .any(|slogan| inner.contains(slogan.as_str()));
        if (2..=12).contains(&inner.chars().count()) && !slogan {
            found.push((at, &words[at..end]));
        }
    }
    for ending in &WORDS.endings {
        for (at, _) in words.match_indices(ending.as_str()) {
            let end = at + ending.len();
            let named = |c: &(usize, char)| is_han(c.1) && !WORDS.boundaries.contains(c.1);
            let before: Vec<(usize, char)> = words[..at]
                .char_indices()
                .rev()
                .take_while(named)
                .take(6)
                .collect();
            let start = before.last().map_or(at, |(at, _)| *at);
            let inside = found
                .iter()
                .any(|(from, name)| *from < end && start < from + name.len());
            if !before.is_empty() && !inside {
                found.push((start, &words[start..end]));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Zeros stated in words in either text: those that are figures by their indicator, others by their words.
pub(crate) fn zero_claims(old: &Report, new: &Report) -> Vec<ZeroClaim> {
    let mut found = Vec::new();
    let claim = |report: &Report, id: &str| {
        let own =
            |f: &&crate::report::Figure| f.zero_claim && f.indicator == id && f.is_of(report.year);
        report.figures.iter().find(own).map(|f| SilentClaim {
            quote: f.quote.clone(),
            spot: f.spot.clone(),
        })
    };
    let ids = [old, new]
        .into_iter()
        .flat_map(|r| r.figures.iter())
        .filter(|f| f.zero_claim)
        .map(|f| f.indicator.as_str());
    let mut seen = BTreeSet::new();
    for id in ids.filter(|id| seen.insert(*id)) {
        found.push(ZeroClaim {
            indicator: Some(id.to_string()),
            old: claim(old, id),
            new: claim(new, id),
        });
    }
    let known = |report: &Report, quote: &str| {
        report
            .figures
            .iter()
            .any(|f| f.zero_claim && (f.quote.contains(quote) || quote.contains(&f.quote)))
    };
    let (before, mut after) = (claims(old), claims(new));
    for claim in before.into_iter().filter(|c| !known(old, &c.quote)) {
        let same = |c: &SilentClaim| mask(&fold(&c.quote)) == mask(&fold(&claim.quote));
        let later = after.iter().position(same).map(|at| after.remove(at));
        found.push(ZeroClaim {
            indicator: None,
            old: Some(claim),
            new: later,
        });
    }
    let rest = after.into_iter().filter(|c| !known(new, &c.quote));
    found.extend(rest.map(|claim| ZeroClaim {
        indicator: None,
        old: None,
        new: Some(claim),
    }));
    found
}

/// Clauses that claim a zero in words.
fn claims(report: &Report) -> Vec<SilentClaim> {
    let spots = stated_zeros(report).into_iter();
    let claim = |spot: Spot| SilentClaim {
        quote: report.text.words(&spot).to_owned(),
        spot,
    };
    spots.map(claim).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{figure, report_of};
    use super::super::{ComparisonContext, compare};
    use super::*;

    fn check(old: &str, new: &str, expect: &[(&str, &str)]) {
        let (old, new) = (report_of(2021, old), report_of(2022, new));
        let found = compare(&old, &new, ComparisonContext::default()).silent;
        let shown: Vec<(&str, &str)> = found
            .iter()
            .map(|s| (s.what.id(), s.quote.as_str()))
            .collect();
        assert_eq!(shown, expect);
        for silent in found.iter().filter(|s| s.what != SilenceKind::Section) {
            assert_eq!(
                old.text.words(&silent.spot),
                silent.quote,
                "the place holds the words"
            );
        }
    }

    #[test]
    fn a_section_that_is_gone_is_named_by_its_heading() {
        check(
            "## 一、做法\n\n### （八）应急\n\n演练。\n",
            "## 一、做法\n",
            &[("section", "（八）应急")],
        );
    }

    #[test]
    fn a_named_mechanism_is_missed_and_a_slogan_is_not() {
        check(
            "设立“坞里评理”工作室，落实“八五”普法，建立每月碰头制度。“坞里评理”又来。",
            "工作继续。",
            &[("mechanism", "“坞里评理”"), ("mechanism", "每月碰头制度")],
        );
        check("设立“坞里评理”工作室。", "“坞里评理”换了做法。", &[]);
    }

    #[test]
    fn a_zero_claim_that_is_not_repeated_is_missed() {
        check(
            "全年没有发生赴省进京上访，没有行政复议和行政诉讼案件。",
            "全年没有发生赴省进京上访。",
            &[("zero-claim", "没有行政复议和行政诉讼案件")],
        );
    }

    #[test]
    fn a_figure_that_is_gone_is_missed_with_its_words() {
        let mut old = report_of(2021, "年服务费2万元。");
        old.figures = vec![crate::report::Figure {
            spot: old.text.find("年服务费2万元", None)[0].clone(),
            ..figure("fee", "20000", "年服务费2万元")
        }];
        let found = compare(&old, &report_of(2022, "好。"), ComparisonContext::default()).silent;
        assert_eq!(
            (found[0].what, found[0].quote.as_str()),
            (SilenceKind::Figure, "年服务费2万元")
        );
    }
}
