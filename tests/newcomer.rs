//! The places that `newcomer.md` names are there, so that a first guess stays right. Enter at [`places`].

use crate::architecture::{hold, root};
use std::path::Path;

const GUIDE: &str = include_str!("newcomer.md");

/// Questions that the guide asks.
const QUESTIONS: usize = 10;

/// Every place as question number, file and the words that stand in it.
fn places(guide: &str) -> Vec<(usize, &str, &str)> {
    let mut question = 0;
    let mut found = Vec::new();
    for line in guide.lines() {
        let number = line
            .split_once(". ")
            .and_then(|(number, _)| number.parse().ok());
        question = number.unwrap_or(question);
        if let Some((path, words)) = line
            .trim_start()
            .strip_prefix("- `")
            .and_then(|rest| rest.split_once("`: "))
        {
            found.push((question, path, words.trim()));
        }
    }
    found
}

/// Questions without a place, and places that are not there.
fn lost(guide: &str, root: &Path) -> Vec<String> {
    let all = places(guide);
    let silent =
        (1..=QUESTIONS).filter(|number| !all.iter().any(|(question, ..)| question == number));
    let mut offences: Vec<String> = silent
        .map(|number| format!("question {number} has no place"))
        .collect();
    for (question, path, words) in all {
        let holds = std::fs::read_to_string(root.join(path)).is_ok_and(|text| text.contains(words));
        if !holds {
            offences.push(format!(
                "question {question}: `{path}` does not hold `{words}`"
            ));
        }
    }
    offences
}

#[test]
fn what_a_newcomer_asks_for_is_where_the_guide_says() {
    hold(&lost(GUIDE, root()));
}

#[test]
fn a_question_without_a_place_and_a_place_that_is_gone_are_found() {
    let without = GUIDE.replace("- `src/site/address.rs`: enum ShownReport", "");
    assert_eq!(lost(&without, root()), ["question 4 has no place"]);
    let moved = GUIDE.replace("address.rs`: enum", "addresses.rs`: enum");
    assert_eq!(
        lost(&moved, root()),
        ["question 4: `src/site/addresses.rs` does not hold `enum ShownReport`"]
    );
    let renamed = GUIDE.replace("struct Preview", "struct Board");
    assert_eq!(lost(&renamed, root()).len(), 1);
}
