//! Hard cases of our own: words that must be found, and words that only look so. Enter at [`what_looks_wrong_is_found_and_what_is_right_is_not`].

use super::clean::{clean, with};
use crate::check::draft;
use crate::report::ReportKind;
use serde::Deserialize;

/// A case: words that are put into the clean report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    text: String,
    /// Name of a finding, and words that share a place with its quote.
    #[serde(default)]
    want: Vec<(String, String)>,
    /// Names that are neither asked for nor wrong.
    #[serde(default)]
    tolerate: Vec<String>,
}

/// Names that are a list to go through, and advice that any added sentence may draw.
const APART: [&str; 4] = [
    "unbound-number",
    "outline-task-silent",
    "long-paragraph",
    "unsupported-claim",
];

/// Name and words of what is found in a report.
fn found(text: &str) -> Vec<(String, String)> {
    let all = draft(
        "draft.txt",
        text.as_bytes(),
        Some(ReportKind::default_profile()),
    );
    let named = all
        .iter()
        .filter(|one| !APART.contains(&one.diagnostic.name));
    named
        .map(|one| (one.diagnostic.name.to_owned(), one.quote().to_owned()))
        .collect()
}

#[test]
fn what_looks_wrong_is_found_and_what_is_right_is_not() {
    let cases: Vec<Case> =
        serde_yaml::from_str(include_str!("adversarial.yaml")).expect("the cases are YAML");
    assert!(cases.len() >= 60, "{}", cases.len());
    assert_eq!(found(&clean()), []);
    let mut wrong = Vec::new();
    for (at, case) in cases.iter().enumerate() {
        let mut left = found(&with(at % super::WAYS, &case.text));
        for (name, words) in &case.want {
            let near = |quote: &str| quote.contains(words.as_str()) || words.contains(quote);
            let before = left.len();
            left.retain(|(found, quote)| !(found == name && near(quote)));
            if left.len() == before {
                wrong.push(format!("{}: {name} `{words}` is not found", case.id));
            }
        }
        left.retain(|(name, _)| !case.tolerate.contains(name));
        wrong.extend(
            left.iter()
                .map(|(name, quote)| format!("{}: {name} `{quote}` is wrong", case.id)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
