//! D02: names of persons and addresses of homes. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::names::{PersonName, homes, names};
use crate::check::rule::Rule;
use crate::check::spans::moved;
use crate::diagnostic::{Place, Words};
use crate::personal::pattern;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    any_text: true,
    ..Rule::draft(
        "D02",
        &["person-name", "home-address"],
        include_str!("person_name.md"),
        find,
    )
};
const HOME_ADDRESS: FindingForm = RULE.warning(
    "home-address",
    "name the village or community and nothing below it",
    "住址只写到村、社区",
);
const OF_CASE: FindingForm = RULE.warning(
    "person-name",
    "write 林某 or leave the name out; minors, patients and petitioners are never named",
    "请改为“林某”或不写姓名；未成年人、患者、信访人一律不得写出",
);
const OF_STRANGER: FindingForm = RULE.warning("person-name", "leave the name out, add the office holder to `officials` in content/site.yaml, or allow it with a reason", "可不写姓名；属公职人员的，登记到 content/site.yaml 的 officials；确需公开的，写明理由");

/// Words that a page holds and does not show: attributes of tags, what stands for a picture.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:alt|title|aria-label|content|value|placeholder|data-[a-z-]{1,30})\s*=\s*(?:"([^"<>]{2,200})"|'([^'<>]{2,200})')|!\[([^\[\]]{2,200})\]\("#,
    )
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let bodies = draft.known.iter().flat_map(|known| &known.world.bodies);
    let officials: BTreeSet<&str> = bodies
        .flat_map(|body| body.officials.iter().map(String::as_str))
        .collect();
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, block) in draft.body() {
        let text = block.line.text.as_str();
        for name in names(text) {
            let words = &text[name.range.clone()];
            if officials.contains(words) || !seen.insert(words) {
                continue;
            }
            out.push(name_found(draft.place(at, name.range.clone()), &name));
        }
        for range in homes(text) {
            let message = Words::new("the address of a home", "写出了住户的详细住址");
            let place = draft.place(at, range);
            out.push(HOME_ADDRESS.at(place, message));
        }
    }
    if let Some(text) = draft.text.as_deref() {
        for found in UNSEEN.captures_iter(text) {
            let Some(value) = found.iter().skip(1).flatten().next() else {
                continue;
            };
            for name in names(value.as_str()) {
                let words = &value.as_str()[name.range.clone()];
                if officials.contains(words) || !seen.insert(words) {
                    continue;
                }
                let range = moved(&name.range, value.start());
                let place = Place::span(draft.file.as_str(), text, range);
                out.push(name_found(place, &name));
            }
        }
    }
    out
}

fn name_found(place: Place, name: &PersonName) -> Finding {
    if name.private {
        let words = Words::new(
            "a private person is named beside words of a case",
            "在案件、救助或信访的叙述中写出了个人姓名",
        );
        OF_CASE.at(place, words)
    } else {
        let words = Words::new(
            "a person is named who is not among the officials of the site",
            "写出了个人姓名，且不在本站登记的公职人员之中",
        );
        OF_STRANGER.at(place, words)
    }
}
