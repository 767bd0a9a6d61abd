//! English words without their endings, by the algorithm that M. F. Porter published in 1980. Enter at [`stem`].
//!
//! As in the scripts that read these indexes, `y` becomes `i` only after a consonant that is not the first letter, and
//! the endings `bli` and `logi` are known.

/// Endings that are replaced where at least one syllable is left (steps 2 and 3 of the algorithm); of two that match, the longer one stands first.
const LONG: [(&str, &str); 21] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
    ("logi", "log"),
];
const MIDDLE: [(&str, &str); 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];
/// Endings that go where at least two syllables are left (step 4).
const LAST: [&str; 19] = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
];

/// The stem of a word in small letters; words with other letters than `a` to `z` stay.
pub(super) fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return word.to_owned();
    }
    // The steps 1a, 1b, 1c, 2, 3, 4 and 5 of the algorithm, in this order; each takes off or replaces at most one
    // ending.
    let word = plural(word.to_owned());
    let word = past(word);
    let word = final_y(word);
    let word = replaced(word, &LONG);
    let word = replaced(word, &MIDDLE);
    final_e(last(word))
}

fn plural(word: String) -> String {
    if word.ends_with("sses") || word.ends_with("ies") {
        return word[..word.len() - 2].to_owned();
    }
    if word.ends_with('s') && !word.ends_with("ss") {
        return word[..word.len() - 1].to_owned();
    }
    word
}

fn past(word: String) -> String {
    if let Some(stem) = word.strip_suffix("eed") {
        return if measure(stem) > 0 {
            format!("{stem}ee")
        } else {
            word
        };
    }
    let stem = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing"));
    let Some(stem) = stem.filter(|stem| has_vowel(stem)) else {
        return word;
    };
    if ["at", "bl", "iz"].iter().any(|end| stem.ends_with(end)) {
        return format!("{stem}e");
    }
    if ends_double(stem) && !stem.ends_with(['l', 's', 'z']) {
        return stem[..stem.len() - 1].to_owned();
    }
    if measure(stem) == 1 && is_short(stem) {
        return format!("{stem}e");
    }
    stem.to_owned()
}

fn final_y(word: String) -> String {
    match word.strip_suffix('y') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            format!("{stem}i")
        }
        _ => word,
    }
}

fn replaced(word: String, endings: &[(&str, &str)]) -> String {
    for (ending, better) in endings {
        if let Some(stem) = word.strip_suffix(ending) {
            return if measure(stem) > 0 {
                format!("{stem}{better}")
            } else {
                word
            };
        }
    }
    word
}

fn last(word: String) -> String {
    for ending in LAST {
        if let Some(stem) = word.strip_suffix(ending) {
            let fits = ending != "ion" || stem.ends_with(['s', 't']);
            return if fits && measure(stem) > 1 {
                stem.to_owned()
            } else {
                word
            };
        }
    }
    word
}

fn final_e(mut word: String) -> String {
    if let Some(stem) = word.strip_suffix('e') {
        let syllables = measure(stem);
        if syllables > 1 || (syllables == 1 && !is_short(stem)) {
            word.pop();
        }
    }
    if word.ends_with("ll") && measure(&word) > 1 {
        word.pop();
    }
    word
}

fn is_vowel(word: &[u8], at: usize) -> bool {
    match word[at] {
        b'a' | b'e' | b'i' | b'o' | b'u' => true,
        b'y' => at > 0 && !is_vowel(word, at - 1),
        _ => false,
    }
}

fn has_vowel(word: &str) -> bool {
    (0..word.len()).any(|at| is_vowel(word.as_bytes(), at))
}

/// How often a vowel is followed by a consonant.
fn measure(word: &str) -> usize {
    let word = word.as_bytes();
    (1..word.len())
        .filter(|at| is_vowel(word, at - 1) && !is_vowel(word, *at))
        .count()
}

fn ends_double(word: &str) -> bool {
    let letters = word.as_bytes();
    let count = letters.len();
    count > 1 && letters[count - 1] == letters[count - 2] && !is_vowel(letters, count - 1)
}

/// Whether the word ends in consonant, vowel and a consonant other than `w`, `x`, `y`.
fn is_short(word: &str) -> bool {
    let letters = word.as_bytes();
    let count = letters.len();
    count > 2
        && !is_vowel(letters, count - 3)
        && is_vowel(letters, count - 2)
        && !is_vowel(letters, count - 1)
        && !word.ends_with(['w', 'x', 'y'])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn endings_go_as_porter_says() {
        let pairs = "caresses caress, ponies poni, cats cat, feed feed, agreed agre, plastered plaster, motoring motor, sing sing, conflated conflat, troubled troubl, sized size, hopping hop, falling fall, hissing hiss, failing fail, filing file, happy happi, sky ski, day day, relational relat, conditional condit, rational ration, digitizer digit, radically radic, differently differ, vietnamization vietnam, operator oper, feudalism feudal, decisiveness decis, hopefulness hope, formality formal, sensitivity sensit, triplicate triplic, formative form, formalize formal, electrical electr, goodness good, revival reviv, allowance allow, inference infer, airliner airlin, adjustable adjust, replacement replac, adjustment adjust, dependent depend, adoption adopt, communism commun, activate activ, effective effect, probate probat, rate rate, cease ceas, controlling control, rolling roll, information inform, applications applic, is is, 2020 2020";
        for pair in pairs.split(", ") {
            let (word, wanted) = pair.split_once(' ').unwrap();
            assert_eq!(stem(word), wanted, "{word}");
        }
    }
}
