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
                    .filter(|c| !"<>:\"/\\|?*\r\n\t".contains(*c))
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
pub fn slugify(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
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
    fn han_characters_become_pinyin_with_hyphens() {
        assert_eq!(slugify("迈陈镇 2020"), "mai-chen-zhen-2020");
        assert_eq!(slugify("  Hello, World! "), "hello-world");
    }

    #[test]
    fn the_safe_mode_drops_what_file_systems_forbid() {
        assert_eq!(SlugMode::Safe.path("a/b: c?. "), "ab c");
        assert_eq!(SlugMode::Safe.anchor("工作 一"), "工作_一");
        assert_eq!(SlugMode::Off.path("a/b: c?. "), "a/b: c?. ");
    }
}
