//! C01: another body's name where one's own belongs. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::spans::sentence_around;
use crate::diagnostic::{Level, Words};
use crate::report::ReportingBody;
use std::ops::Range;
use words::{ForeignName, WORDS};

mod counties;
mod words;

pub(crate) const RULE: Rule = Rule::draft(
    "C01",
    &["foreign-place"],
    include_str!("../foreign.md"),
    find,
);
const OTHER_BODY: FindingForm = RULE.warning(
    "foreign-place",
    "was the sentence taken from another report?",
    "请核对这句话是否抄自其他单位的报告",
);
const NEIGHBOUR: FindingForm = RULE.warning(
    "foreign-place",
    "was the sentence taken from its report?",
    "请核对是否抄自对方的报告",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let names = draft.own_names();
    let small = matches!(draft.level(), Some("town" | "street"));
    let known = names.iter().any(|name| WORDS.towns.ends(name));
    for (at, block) in draft.body() {
        let text = block.line.text.as_str();
        let mut found = Vec::new();
        if small && known {
            found.extend(acting_towns(text, &names));
            found.extend(counties::leading(text, &names));
        }
        found.extend(counties::named(draft, text, &names));
        found.extend(own_words(draft, text, &names));
        out.extend(found.into_iter().map(|one| {
            let form = OTHER_BODY.weighing(one.level);
            form.at(draft.place(at, one.range), one.words)
        }));
    }
    out.extend(neighbours(draft, &out));
    out
}

/// What bodies of another kind, or of another county, call themselves.
fn own_words(draft: &ReportDraft<'_>, text: &str, names: &[String]) -> Vec<ForeignName> {
    let small = matches!(draft.level(), Some("town" | "street"));
    let foreign = draft.level().and_then(|level| WORDS.foreign.get(level));
    let mut out = Vec::new();
    let ours = WORDS.ours.captures_iter(text);
    for word in ours.filter_map(|found| found.name("w")) {
        let (words, level) = if foreign.is_some_and(|words| words.lists(word.as_str())) {
            let words = Words::new("words of a body of another kind", "这是其他类型单位的自称");
            (words, Level::Error)
        } else if small && is_other_county(word.as_str(), names) {
            let words = Words::new(
                "the county of this body is called otherwise",
                "本单位所属的是县还是区，与此处自称不一致",
            );
            (words, Level::Warning)
        } else {
            continue;
        };
        let range = word.range();
        out.push(ForeignName {
            range,
            level,
            words,
        });
    }
    out
}

/// Towns that act and are not the body itself; only what cannot be the object of a verb is an error.
fn acting_towns(text: &str, names: &[String]) -> Vec<ForeignName> {
    let mut found: Vec<(Range<usize>, Level)> = Vec::new();
    for acting in WORDS.acts.captures_iter(text) {
        let Some(name) = acting.name("n") else {
            continue;
        };
        if is_other_town(text, &name.range(), names) {
            let sure = WORDS.sure.lists(&acting["v"]);
            found.push((
                name.range(),
                if sure { Level::Error } else { Level::Warning },
            ));
        }
    }
    let owned = WORDS.owned.captures_iter(text);
    for name in owned.filter_map(|found| found.name("n")) {
        let known = found.iter().any(|(range, _)| range.start == name.start());
        if !known && is_other_town(text, &name.range(), names) {
            found.push((name.range(), Level::Warning));
        }
    }
    let words = || {
        Words::new(
            "another body acts here where the reporting one should",
            "此处应是本单位，却写了其他单位的名称",
        )
    };
    let found = found.into_iter();
    found
        .map(|(range, level)| ForeignName {
            range,
            level,
            words: words(),
        })
        .collect()
}

/// Whether bytes are the name of a town that is not the body itself, and of which the sentence tells nothing done together.
fn is_other_town(text: &str, range: &Range<usize>, names: &[String]) -> bool {
    let name = &text[range.clone()];
    let own = |own: &String| own.ends_with(name) || name.ends_with(own.as_str());
    !names.iter().any(own)
        && !WORDS.general.is_match(name)
        && !WORDS.together.is_match(sentence_around(text, range))
}

/// 我区 in a report from a county, 我县 in one from a district.
fn is_other_county(word: &str, names: &[String]) -> bool {
    let has = |letter: char| names.iter().any(|name| name.contains(letter));
    let district = WORDS.districts.iter().find(|one| one.said == word);
    district.is_some_and(|one| has(one.own) && !has(one.other))
}

/// Names of the site's other bodies, wherever they stand; to be confirmed.
fn neighbours(draft: &ReportDraft<'_>, known: &[Finding]) -> Vec<Finding> {
    // A site may have a thousand bodies and a report ten thousand letters. Which letters the text has is noted once, by their number, and
    // a body is looked for only where all letters of its name are among them: few are, so that the work does not grow with their product.
    let Some(site) = draft.known else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut letters: Vec<bool> = Vec::new();
    for letter in draft.body().flat_map(|(_, block)| block.line.text.chars()) {
        let at = letter as usize;
        if at >= letters.len() {
            letters.resize(at + 1, false);
        }
        letters[at] = true;
    }
    let may_stand = |name: &str| {
        let mut all = name.chars();
        all.all(|letter| letters.get(letter as usize) == Some(&true))
    };
    let others = site.world.bodies.iter().filter(|body| {
        body.id != site.body.id && may_stand(&body.name) && !is_above(site.body, &body.name)
    });
    for body in others {
        for (at, block) in draft.body() {
            for (start, found) in block.line.text.match_indices(body.name.as_str()) {
                let place = draft.place(at, start..start + found.len());
                let is_told = |one: &Finding| one.diagnostic.place.as_ref() == Some(&place);
                if known.iter().any(is_told) || WORDS.together.is_match(&block.line.text) {
                    continue;
                }
                let words = Words::new(
                    format!("`{found}` is another body of this site"),
                    format!("“{found}”是本站的另一单位"),
                );
                out.push(NEIGHBOUR.at(place, words));
            }
        }
    }
    out
}

/// Whether a name is the body's own, or that of the county it belongs to.
fn is_above(body: &ReportingBody, name: &str) -> bool {
    body.name == name
        || body.full_name.contains(name)
        || body.places.iter().any(|place| place == name)
}
