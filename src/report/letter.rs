//! Single letters of Chinese text: which are Han characters, which are numerals, what is one in another width. Enter at [`is_han`].

/// Whether a letter is a Han character: 〇, the unified characters with Extension A, those for compatibility, and all of the two planes
/// that Unicode keeps for them (Extensions B to J and what follows), so that 䶮 and 𠮷 in a name are letters like others.
pub(crate) fn is_han(letter: char) -> bool {
    matches!(letter, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// A full-width mark or digit as its half-width form; every other character is itself.
pub(crate) fn half_width(c: char) -> char {
    match c {
        '，' => ',',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        '？' => '?',
        '．' => '.',
        '～' => '~',
        '％' => '%',
        '０'..='９' => {
            char::from(b'0' + u8::try_from(u32::from(c) - u32::from('０')).unwrap_or(0))
        }
        other => other,
    }
}

/// Whether the letter stands in numbers that are written in Chinese.
pub(crate) fn is_numeral(c: char) -> bool {
    digit_value(c).is_some() || place_value(c).is_some() || myriad_value(c).is_some()
}

/// 万 and 亿.
pub(crate) fn myriad_value(c: char) -> Option<i64> {
    match c {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// 〇 to 九, and the other letters for them.
pub(crate) fn digit_value(c: char) -> Option<i64> {
    match c {
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// 十 to 千, and the letters for two and three tens.
pub(crate) fn place_value(c: char) -> Option<i64> {
    match c {
        '十' => Some(10),
        '廿' => Some(20),
        '卅' => Some(30),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters_of_every_block_are_known_and_marks_are_none() {
        let rare = "王䶮𠮷明〇一龥﨑\u{2a6d6}\u{2ebf0}\u{30000}\u{323b0}";
        assert!(rare.chars().all(is_han));
        assert!("，。1aｂ々ー한".chars().all(|letter| !is_han(letter)));
        let pattern = regex::Regex::new(r"^\p{Han}+$").unwrap();
        assert!(pattern.is_match("王䶮𠮷明〇一龥﨑\u{2a6d6}\u{2ebf0}\u{30000}"));
    }
}
