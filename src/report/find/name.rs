//! What a body is called: its full name and the short ones in it, and how such names end. Enter at [`names_of_bodies`].

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct BodyNameWords {
    party: Vec<String>,
    offices: Vec<String>,
    behind: Vec<String>,
    above: String,
    signers: Vec<String>,
}

static WORDS: LazyLock<BodyNameWords> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("data/names.yaml")).expect("the embedded words are tested")
});

/// The names of bodies and the short ones in them, each once, in their order; `;` joins several bodies.
///
/// A name of one letter would be found everywhere and is left out.
pub(crate) fn names_of_bodies<'a>(bodies: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let each = bodies.into_iter().flat_map(|bodies| bodies.split(';'));
    let mut names: Vec<String> = each
        .flat_map(|body| {
            let place = place_name(body);
            [body, last_place(place), place]
        })
        .filter(|name| name.chars().count() >= 2)
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// 柏川县青禾镇 of 柏川县青禾镇人民政府.
pub(crate) fn place_name(body: &str) -> &str {
    let bare = WORDS.party.iter().fold(body, |name, party| {
        name.strip_prefix(party.as_str()).unwrap_or(name)
    });
    WORDS
        .offices
        .iter()
        .fold(bare, |name, office| name.trim_end_matches(office.as_str()))
}

/// 青禾镇 of 柏川县青禾镇.
fn last_place(place: &str) -> &str {
    let mut letters = place.char_indices().rev().skip(1);
    let above = letters.find(|(_, letter)| WORDS.above.contains(*letter));
    above.map_or(place, |(at, letter)| &place[at + letter.len_utf8()..])
}

/// A text without the offices that it begins with, each taken off once: what 党委政府高度重视 says.
pub(crate) fn behind_offices(text: &str) -> &str {
    WORDS.behind.iter().fold(text, |rest, office| {
        rest.strip_prefix(office.as_str()).unwrap_or(rest)
    })
}

/// Whether the words end as the name of a body that signs.
pub(crate) fn ends_as_signer(words: &str) -> bool {
    WORDS
        .signers
        .iter()
        .any(|end| words.ends_with(end.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_has_a_full_name_and_short_ones() {
        assert_eq!(
            names_of_bodies(["柏川县青禾镇人民政府"]),
            ["柏川县青禾镇", "柏川县青禾镇人民政府", "青禾镇"]
        );
        assert_eq!(place_name("中共苇泊镇委员会"), "苇泊镇");
        assert_eq!(place_name("北城街道办事处"), "北城街道");
        assert_eq!(names_of_bodies(["柏川县"]), ["柏川县"]);
        assert!(names_of_bodies(["镇"]).is_empty());
    }

    #[test]
    fn offices_behind_a_name_are_passed_over() {
        assert_eq!(behind_offices("党委政府高度重视"), "高度重视");
        assert_eq!(behind_offices("高度重视"), "高度重视");
        assert!(ends_as_signer("青禾镇人民政府") && !ends_as_signer("青禾镇"));
    }
}
