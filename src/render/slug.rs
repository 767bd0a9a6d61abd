//! Names in addresses: paths, terms and heading ids, as Zola 0.22 makes them. Enter at [`path`] and [`anchor`].

/// How much of a name is kept (`[slugify]` of `config.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// ASCII letters and digits joined by hyphens; Chinese becomes pinyin.
    #[default]
    On,
    /// Only what file systems forbid is taken out.
    Safe,
    /// Nothing is changed.
    Off,
}

/// A name as part of a path: a page's slug or a term.
pub fn path(name: &str, mode: Mode) -> String {
    match mode {
        Mode::On => plain(name),
        Mode::Safe => {
            let kept: String = name
                .chars()
                .filter(|letter| !is_forbidden(*letter))
                .collect();
            kept.trim_end_matches([' ', '.']).to_owned()
        }
        Mode::Off => name.to_owned(),
    }
}

/// The id of a heading.
pub fn anchor(title: &str, mode: Mode) -> String {
    match mode {
        Mode::On => plain(title),
        Mode::Safe | Mode::Off => title
            .chars()
            .map(|letter| {
                if letter.is_ascii_whitespace() {
                    '_'
                } else {
                    letter
                }
            })
            .collect(),
    }
}

fn is_forbidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

/// Lower-case ASCII letters and digits, everything else one hyphen, none at the ends.
fn plain(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        for byte in deunicode::deunicode_char(letter).unwrap_or("-").bytes() {
            if byte.is_ascii_alphanumeric() {
                slug.push(byte.to_ascii_lowercase().into());
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
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
            assert_eq!(path(name, Mode::On), slug);
            assert_eq!(anchor(name, Mode::On), slug);
        }
    }

    #[test]
    fn safe_paths_lose_only_what_file_systems_forbid() {
        assert_eq!(
            path("What: \"is\" this? <tag>|x* ", Mode::Safe),
            "What is this tagx"
        );
        assert_eq!(path("结尾. ", Mode::Safe), "结尾");
        assert_eq!(path("甲 & 乙", Mode::Off), "甲 & 乙");
    }

    #[test]
    fn anchors_that_are_not_slugified_have_no_white_space() {
        assert_eq!(
            anchor("Heading  With   Spaces", Mode::Off),
            "Heading__With___Spaces"
        );
        assert_eq!(anchor("一、总体 情况", Mode::Safe), "一、总体_情况");
    }
}
