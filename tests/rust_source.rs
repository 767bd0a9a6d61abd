//! Reads Rust sources for the architecture tests: code without comments, strings and tests. Enter at [`SourceFile::new`].

use std::path::Path;

/// One file of `src`, in the forms that the rules look at. All forms have the same lines.
pub(crate) struct SourceFile {
    /// Relative to the repository, with `/`: `src/report/mod.rs`.
    pub(crate) path: String,
    /// As written.
    pub(crate) text: String,
    /// Comments, string contents and test items replaced by spaces.
    pub(crate) code: String,
    /// Only the contents of string literals outside tests, everything else replaced by spaces.
    pub(crate) strings: String,
    /// Modules declared here under `#[cfg(test)]` whose files are tests from top to bottom.
    test_modules: Vec<String>,
}

impl SourceFile {
    /// Reads a text that would stand at `path`.
    pub(crate) fn new(path: &str, text: &str) -> SourceFile {
        let (mut code, mut strings) = separate(text);
        let mut test_modules = Vec::new();
        for (start, end) in test_items(&code) {
            let item: String = code[start..end].iter().collect();
            test_modules.extend(module_declared(&item));
            blank(&mut code, start, end);
            blank(&mut strings, start, end);
        }
        let text_of = |chars: Vec<char>| chars.into_iter().collect();
        SourceFile {
            path: path.to_owned(),
            text: text.to_owned(),
            code: text_of(code),
            strings: text_of(strings),
            test_modules,
        }
    }

    /// Forgets code and strings: the file is a test.
    fn is_a_test(&mut self) {
        self.code = "\n".repeat(self.code.matches('\n').count());
        self.strings.clone_from(&self.code);
    }

    /// The module path, `["report", "compare"]`; empty for `lib.rs` and `main.rs`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inner = inner.strip_suffix(".rs").unwrap_or(inner);
        let inner = inner.strip_suffix("/mod").unwrap_or(inner);
        inner
            .split('/')
            .filter(|name| !matches!(*name, "lib" | "main"))
            .collect()
    }

    /// The first module below the crate, or the file's own name: `report`, `pipeline`, `lib`.
    pub(crate) fn stage(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inner.split(['/', '.']).next().unwrap_or(inner)
    }

    /// `src/report/mod.rs:12: ` followed by the message, with the line of a byte offset.
    pub(crate) fn offence(&self, form: &str, offset: usize, message: &str) -> String {
        let line = form[..offset].matches('\n').count() + 1;
        format!("{}:{line}: {message}", self.path)
    }
}

/// Every `.rs` file below `root/src`, in order.
pub(crate) fn read_sources(root: &Path) -> Vec<SourceFile> {
    let mut sources: Vec<SourceFile> = walkdir::WalkDir::new(root.join("src"))
        .into_iter()
        .map(|entry| entry.expect("src can be walked"))
        .filter(|entry| entry.path().extension().is_some_and(|name| name == "rs"))
        .map(|entry| {
            let relative = entry.path().strip_prefix(root).expect("below the root");
            let path = relative.to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(entry.path()).expect("a source file is UTF-8");
            SourceFile::new(&path, &text)
        })
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    blank_test_files(&mut sources);
    sources
}

/// Blanks every file whose module is declared under `#[cfg(test)]`, and those below it.
pub(crate) fn blank_test_files(sources: &mut [SourceFile]) {
    let tests: Vec<String> = sources
        .iter()
        .flat_map(|file| {
            let parent = file.module().join("::");
            file.test_modules
                .iter()
                .map(move |name| format!("{parent}::{name}::"))
        })
        .collect();
    for file in sources {
        let module = format!("{}::", file.module().join("::"));
        if tests.iter().any(|test| module.starts_with(test.as_str())) {
            file.is_a_test();
        }
    }
}

/// `x` of an item `mod x;`, attributes before it or not.
fn module_declared(item: &str) -> Option<String> {
    let at = word_offsets(item, "mod").first().copied()?;
    let rest = item[at + 3..].trim();
    let name = rest.strip_suffix(';')?.trim();
    (!name.contains('{')).then(|| name.to_owned())
}

/// Byte offsets at which `word` stands in `code` with no letter, digit or underscore at either side.
pub(crate) fn word_offsets(code: &str, word: &str) -> Vec<usize> {
    let of_a_name = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(word)
        .map(|(offset, _)| offset)
        .filter(|&offset| {
            let before = code[..offset].chars().next_back();
            let after = code[offset + word.len()..].chars().next();
            let starts_a_name = word.chars().next().is_some_and(of_a_name);
            let ends_a_name = word.chars().next_back().is_some_and(of_a_name);
            let goes_on_before = starts_a_name && before.is_some_and(of_a_name);
            let goes_on_after = ends_a_name && after.is_some_and(of_a_name);
            !goes_on_before && !goes_on_after
        })
        .collect()
}

/// The names that follow a path prefix: `crate::{a::b, c}` gives `a` and `c`, `crate::a` gives `a`.
pub(crate) fn names_after(code: &str) -> Vec<String> {
    let code = code.trim_start();
    let name_at = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .collect()
    };
    let Some(group) = code.strip_prefix('{') else {
        return vec![name_at(code)];
    };
    let mut names = vec![name_at(group)];
    let mut depth = 0;
    for (offset, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name_at(&group[offset + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Two texts of the same shape: one keeps the code, one keeps what stands inside string literals.
fn separate(text: &str) -> (Vec<char>, Vec<char>) {
    let chars: Vec<char> = text.chars().collect();
    let mut code = chars.clone();
    let mut strings = chars.clone();
    blank(&mut strings, 0, chars.len());
    let mut at = 0;
    while at < chars.len() {
        let (end, inside) = token_end(&chars, at);
        if let Some((from, to)) = inside {
            strings[from..to].copy_from_slice(&chars[from..to]);
            blank(&mut code, from, to);
        } else if chars[at] == '/' && end > at + 1 {
            blank(&mut code, at, end);
        }
        at = end;
    }
    (code, strings)
}

/// Where the token at `at` ends, and for a string or character literal where its contents stand.
fn token_end(chars: &[char], at: usize) -> (usize, Option<(usize, usize)>) {
    let next = |offset: usize| chars.get(at + offset).copied().unwrap_or(' ');
    let within_a_name = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
    match chars[at] {
        '/' if next(1) == '/' => (position(chars, at, |c| c == '\n'), None),
        '/' if next(1) == '*' => (block_comment_end(chars, at), None),
        '"' => quoted_end(chars, at),
        'r' if !within_a_name && matches!(next(1), '"' | '#') => raw_end(chars, at),
        '\'' if next(1) == '\\' || next(2) == '\'' => {
            let escaped = usize::from(next(1) == '\\');
            let end = position(chars, at + 2 + escaped, |c| c == '\'');
            ((end + 1).min(chars.len()), Some((at + 1, end)))
        }
        _ => (at + 1, None),
    }
}

fn position(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = chars.get(from..).unwrap_or_default();
    rest.iter()
        .position(|&c| wanted(c))
        .map_or(chars.len(), |n| from + n)
}

fn block_comment_end(chars: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut here = at;
    while here < chars.len() {
        match (chars[here], chars.get(here + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                here += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                here += 2;
                if depth == 0 {
                    return here;
                }
            }
            _ => here += 1,
        }
    }
    here
}

fn quoted_end(chars: &[char], at: usize) -> (usize, Option<(usize, usize)>) {
    let mut here = at + 1;
    while here < chars.len() && chars[here] != '"' {
        here += if chars[here] == '\\' { 2 } else { 1 };
    }
    let end = here.min(chars.len());
    ((end + 1).min(chars.len()), Some((at + 1, end)))
}

fn raw_end(chars: &[char], at: usize) -> (usize, Option<(usize, usize)>) {
    let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
    if chars.get(at + 1 + hashes) != Some(&'"') {
        return (at + 1, None);
    }
    let start = at + 2 + hashes;
    let mut end = start;
    while end < chars.len() {
        let closes = chars[end] == '"'
            && chars[end + 1..]
                .iter()
                .take(hashes)
                .filter(|&&c| c == '#')
                .count()
                == hashes;
        if closes {
            return (end + 1 + hashes, Some((start, end)));
        }
        end += 1;
    }
    (end, Some((start, end)))
}

/// Replaces everything but line ends by spaces, so that lines stay where they were.
fn blank(chars: &mut [char], from: usize, to: usize) {
    for character in &mut chars[from..to] {
        if *character != '\n' {
            *character = ' ';
        }
    }
}

/// The items under `#[cfg(test)]`, from the attribute to the closing brace or semicolon.
fn test_items(code: &[char]) -> Vec<(usize, usize)> {
    let attribute: Vec<char> = "#[cfg(test)]".chars().collect();
    let mut items = Vec::new();
    let mut at = 0;
    while at + attribute.len() <= code.len() {
        if code[at..at + attribute.len()] != attribute[..] {
            at += 1;
            continue;
        }
        let end = item_end(code, at + attribute.len());
        items.push((at, end));
        at = end;
    }
    items
}

fn item_end(code: &[char], from: usize) -> usize {
    let mut depth = 0;
    for (here, &character) in code.iter().enumerate().skip(from) {
        match character {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth -= 1;
                if depth == 0 && character == '}' {
                    return here + 1;
                }
            }
            ';' if depth == 0 => return here + 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn comments_strings_and_tests_are_not_code() {
    let text = "//! crate::one\nlet a = \"crate::two\"; /* crate::three */ let b = 'x'; let c: &'a str = r#\"crate::\"four\"#;\n\
                #[cfg(test)]\n#[allow(dead_code)]\nmod tests { use crate::five; fn x() {} }\nuse crate::six;\n";
    let file = SourceFile::new("src/a.rs", text);
    assert_eq!(word_offsets(&file.code, "crate").len(), 1);
    assert!(file.code.contains("use crate::six;"));
    assert!(file.strings.contains("crate::two"));
    assert!(file.strings.contains("crate::\"four"));
    assert!(!file.strings.contains("five"));
    assert_eq!(
        file.code.matches('\n').count(),
        file.text.matches('\n').count()
    );
}

#[test]
fn a_file_declared_under_cfg_test_is_a_test() {
    let mut files = [
        SourceFile::new("src/a/mod.rs", "#[cfg(test)]\nmod tests;\nmod b;\n"),
        SourceFile::new("src/a/tests.rs", "use crate::render;\n"),
        SourceFile::new("src/a/b.rs", "use crate::render;\n"),
    ];
    blank_test_files(&mut files);
    assert_eq!(files[1].code.trim(), "");
    assert!(files[2].code.contains("render"));
}

#[test]
fn names_in_a_group_are_all_found() {
    assert_eq!(names_after("{a::{x, y}, b as c, d}; e::f"), ["a", "b", "d"]);
    assert_eq!(names_after("render::Page"), ["render"]);
}

#[test]
fn module_paths_and_stages_follow_from_file_names() {
    let module = |path: &str| SourceFile::new(path, "").module().join("::");
    assert_eq!(module("src/report/compare/mod.rs"), "report::compare");
    assert_eq!(module("src/report/text.rs"), "report::text");
    assert_eq!(module("src/lib.rs"), "");
    assert_eq!(SourceFile::new("src/pipeline.rs", "").stage(), "pipeline");
}
