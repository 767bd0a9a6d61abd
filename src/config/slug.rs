//! How names become addresses: the three ways that `[slugify]` knows. Enter at [`SlugMode`].

/// One of the three values of `slugify.paths`, `slugify.taxonomies` and `slugify.anchors`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SlugMode {
    /// Latin letters, digits and hyphens only; Han characters become pinyin.
    #[default]
    On,
    /// Only what file systems forbid is dropped.
    Safe,
    /// Nothing is changed.
    Off,
}

impl SlugMode {
    /// The slug of a page path segment, a taxonomy or a term.
    pub fn path(self, name: &str) -> String {
        match self {
            SlugMode::On => slugify(name),
            SlugMode::Safe => {
                let kept: String = name
                    .chars()
                    .filter(|c| !c.is_control() && !"<>:\"/\\|?*".contains(*c))
                    .collect();
                kept.trim_end_matches([' ', '.']).to_owned()
            }
            SlugMode::Off => name.to_owned(),
        }
    }

    /// The id of a heading: short of full slugs only white space is replaced.
    pub fn anchor(self, text: &str) -> String {
        match self {
            SlugMode::On => slugify(text),
            SlugMode::Safe | SlugMode::Off => text
                .chars()
                .map(|c| if c.is_ascii_whitespace() { '_' } else { c })
                .collect(),
        }
    }
}

/// Lower-case Latin letters, digits and single hyphens; every other character is transcribed or becomes a hyphen.
pub(crate) fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    // A hyphen is written only behind a letter or digit, so that several signs in a row become one and none stands in
    // front; one at the end is taken off. Han characters are transcribed one by one, without regard for readings that
    // depend on the word.
    let mut push = |byte: char| match byte {
        'a'..='z' | '0'..='9' => slug.push(byte),
        'A'..='Z' => slug.push(byte.to_ascii_lowercase()),
        _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
        _ => {}
    };
    for character in text.chars() {
        if character.is_ascii() {
            push(character);
        } else {
            deunicode::deunicode_char(character)
                .unwrap_or("-")
                .chars()
                .for_each(&mut push);
        }
    }
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_becomes_pinyin_and_signs_become_one_hyphen() {
        for (name, slug) in [
            ("总则 General", "zong-ze-general"),
            ("一、总体情况", "yi-zong-ti-qing-kuang"),
            ("Ünïcode & Co.", "unicode-co"),
            ("2.1 数字 (brackets)", "2-1-shu-zi-brackets"),
            ("自定义 Slug/with slash", "zi-ding-yi-slug-with-slash"),
            ("C++", "c"),
            ("Heading 🎉", "heading-tada"),
            ("！", ""),
        ] {
            assert_eq!(SlugMode::On.path(name), slug);
            assert_eq!(SlugMode::On.anchor(name), slug);
        }
    }

    #[test]
    fn safe_paths_lose_only_what_file_systems_forbid() {
        assert_eq!(
            SlugMode::Safe.path("What: \"is\" this? <tag>|x* "),
            "What is this tagx"
        );
        assert_eq!(SlugMode::Safe.path("结尾. "), "结尾");
        assert_eq!(SlugMode::Off.path("甲 & 乙"), "甲 & 乙");
    }

    #[test]
    fn anchors_that_are_not_slugified_have_no_white_space() {
        assert_eq!(
            SlugMode::Off.anchor("Heading  With   Spaces"),
            "Heading__With___Spaces"
        );
        assert_eq!(SlugMode::Safe.anchor("一、总体 情况"), "一、总体_情况");
    }
}
