//! Grammars and colour themes that a site brings: `extra_grammars`, `extra_themes`. Enter at [`HighlightExtras::read`].

use super::grammar::{AddedGrammar, SiteGrammars};
use super::selector::ColourRule;
use super::theme::{BlockFrame, ColourTheme};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::source::Sources;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Bytes of one file.
const LARGEST: usize = 8 << 20;

/// What a site brings for its code.
#[derive(Debug, Default)]
pub struct HighlightExtras {
    pub(super) grammars: SiteGrammars,
    pub(super) themes: Vec<ColourTheme>,
}

impl HighlightExtras {
    /// Reads the files that `[markdown.highlighting]` names, by their path below the root.
    pub fn read(config: &Config, sources: &Sources) -> (HighlightExtras, Vec<Diagnostic>) {
        let (mut extras, mut found) = (HighlightExtras::default(), Vec::new());
        let Some(asked) = &config.markdown.highlighting else {
            return (extras, found);
        };
        for path in &asked.extra_grammars {
            let read = text_of_file(sources, path).and_then(|text| {
                let added = extras.grammars.add(&text, file_stem(path));
                added.map_err(|reason| not_read(path, &reason))
            });
            match read {
                Ok(added) => found.extend(partly_understood(path, &added)),
                Err(finding) => found.push(finding.at(Place::file(config.file()))),
            }
        }
        extras.grammars.link();
        for path in &asked.extra_themes {
            let read = text_of_file(sources, path).and_then(|text| {
                let theme = read_theme(&text, file_stem(path));
                theme.map_err(|reason| not_read(path, &reason))
            });
            match read {
                Ok(themes) => extras.themes.extend(themes),
                Err(finding) => found.push(finding.at(Place::file(config.file()))),
            }
        }
        (extras, found)
    }

    /// Whether the site brings a grammar for the language.
    pub fn has_language(&self, name: &str) -> bool {
        self.grammars.find(name).is_some()
    }

    /// Whether the site brings a theme of that name.
    pub fn has_theme(&self, name: &str) -> bool {
        self.themes.iter().any(|theme| theme.is_called(name))
    }
}

/// `syntaxes/a.tmLanguage.json` is called `a`.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn text_of_file(sources: &Sources, path: &str) -> Result<String, Diagnostic> {
    let path = path.trim_start_matches("./");
    let is_inside = !path.split('/').any(|part| part == ".." || part.is_empty());
    let bytes = is_inside.then(|| sources.fetch(path)).flatten();
    let bytes: Arc<[u8]> = bytes.ok_or_else(|| {
        let words = Words::new(
            format!("there is no file `{path}`, which `[markdown.highlighting]` names"),
            format!("`[markdown.highlighting]` 中写的文件 `{path}` 不存在"),
        );
        Diagnostic::error("config", "no-grammar", words).hint(Words::new(
            "paths count from the site's root, where the configuration is",
            "路径从站点根目录（配置文件所在目录）算起",
        ))
    })?;
    if bytes.len() > LARGEST {
        return Err(not_read(path, &format!("more than {} MB", LARGEST >> 20)));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| not_read(path, "not UTF-8"))?;
    Ok(without_comments(text.trim_start_matches('\u{feff}')))
}

/// JSON as editors write it, without its comments and the commas that nothing follows.
fn without_comments(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '"' => quoted_length(rest),
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
                continue;
            }
            '}' | ']' => {
                let kept = made.trim_end();
                if kept.ends_with(',') {
                    made.truncate(kept.len() - 1);
                }
                1
            }
            other => other.len_utf8(),
        };
        made.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    made
}

/// The length of the string that a text begins with, its quotes included.
fn quoted_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return at + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}

/// Colours are no reason to stop a site: what cannot be read is left out.
fn not_read(path: &str, reason: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{path}` cannot be used for the colours of code: {reason}"),
        format!("`{path}` 不能用于代码着色：{reason}"),
    );
    Diagnostic::warning("config", "extra-grammars", words).hint(Words::new(
        "grammars are TextMate grammars as JSON, themes are those of VS Code as JSON",
        "语法须为 JSON 格式的 TextMate 语法，主题须为 JSON 格式的 VS Code 主题",
    ))
}

fn partly_understood(path: &str, added: &AddedGrammar) -> Option<Diagnostic> {
    let first = added.unusable.first()?;
    let (count, all) = (added.unusable.len(), added.unusable.len() + added.usable);
    let words = Words::new(
        format!("{count} of {all} patterns of the grammar are left out; the first is {first}"),
        format!("语法中的 {all} 个模式有 {count} 个无法使用；第一个是 {first}"),
    );
    let finding = Diagnostic::warning("config", "grammar-pattern", words);
    Some(finding.at(Place::file(path)).hint(Words::new(
        "what these patterns are for is shown without colours",
        "这些模式对应的代码不着色",
    )))
}

/// A colour theme of VS Code, under the name that it gives itself and under that of its file.
fn read_theme(text: &str, stem: &str) -> Result<Vec<ColourTheme>, String> {
    let top: Map<String, Value> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let entries = ["tokenColors", "settings"]
        .iter()
        .find_map(|key| top.get(*key).and_then(Value::as_array))
        .ok_or("it has no `tokenColors`")?;
    let name = top.get("name").and_then(Value::as_str).unwrap_or(stem);
    let mut names = vec![name];
    if name != stem {
        names.push(stem);
    }
    let themes = names.into_iter().map(|name| {
        let rules = entries.iter().flat_map(colour_rules).collect();
        ColourTheme::of_rules(name, block_frame(&top, entries), rules)
    });
    Ok(themes.collect())
}

fn block_frame(top: &Map<String, Value>, entries: &[Value]) -> BlockFrame {
    let is_light = top.get("type").and_then(Value::as_str) == Some("light");
    // An entry without a scope speaks of the block as a whole.
    let general = entries.iter().find(|entry| entry.get("scope").is_none());
    let general = |key: &str| {
        let settings = general.and_then(|entry| entry.get("settings"));
        settings.and_then(|settings| hex_colour(settings.get(key)))
    };
    let named = |key: &str| hex_colour(top.get("colors").and_then(|colours| colours.get(key)));
    let (text, background) = if is_light {
        ("000000", "FFFFFF")
    } else {
        ("FFFFFF", "000000")
    };
    let text = named("editor.foreground")
        .or_else(|| general("foreground"))
        .unwrap_or(text);
    let background = named("editor.background")
        .or_else(|| general("background"))
        .unwrap_or(background);
    let marked = named("editor.lineHighlightBackground")
        .or_else(|| named("editor.selectionBackground"))
        .unwrap_or(background);
    BlockFrame {
        is_light,
        text: text.to_owned(),
        background: background.to_owned(),
        marked: marked.to_owned(),
        line_number: named("editorLineNumber.foreground")
            .unwrap_or(text)
            .to_owned(),
    }
}

fn colour_rules(entry: &Value) -> Vec<ColourRule> {
    let Some(settings) = entry.get("settings") else {
        return Vec::new();
    };
    let colour = hex_colour(settings.get("foreground"));
    let font = font_style(
        settings
            .get("fontStyle")
            .and_then(Value::as_str)
            .unwrap_or(""),
    );
    if colour.is_none() && font.is_empty() {
        return Vec::new();
    }
    match entry.get("scope") {
        Some(Value::String(selectors)) => ColourRule::list(selectors, colour, font),
        Some(Value::Array(list)) => {
            let selectors = list.iter().filter_map(Value::as_str);
            selectors
                .flat_map(|selector| ColourRule::list(selector, colour, font))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// `#rgb`, `#rrggbb`, with or without opacity; nothing else reaches a page.
fn hex_colour(value: Option<&Value>) -> Option<&str> {
    let digits = value?.as_str()?.strip_prefix('#')?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hex && matches!(digits.len(), 3 | 4 | 6 | 8)).then_some(digits)
}

fn font_style(style: &str) -> &'static str {
    let has = |word| style.contains(word);
    match (has("italic"), has("bold"), has("underline")) {
        (true, true, _) => " font-style: italic; font-weight: bold;",
        (true, false, _) => " font-style: italic;",
        (false, true, _) => " font-weight: bold;",
        (false, false, true) => " text-decoration: underline;",
        (false, false, false) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_last_commas_of_editors_are_left_out() {
        for (text, wanted) in [
            (
                "{ // a\n \"b\": [1, 2, /* c */ ],\n}",
                "{ \n \"b\": [1, 2]}",
            ),
            ("{\"a\": \"//\\\"/* x,]\"}", "{\"a\": \"//\\\"/* x,]\"}"),
            ("\"a\\\\\", // 注", "\"a\\\\\", "),
            ("\"open // ", "\"open // "),
            ("/* open", ""),
        ] {
            assert_eq!(without_comments(text), wanted, "{text}");
        }
    }
}
