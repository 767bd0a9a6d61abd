//! Findings for the browser: as data for the panel, and as a page where there is no other. Enter at [`for_panel`].

use crate::diagnostic::{Diagnostic, Language, Level};
use crate::personal::masking;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// More than these nobody reads; the rest is counted.
const MOST: usize = 50;

/// What the reader sees behind the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PanelBackground {
    /// The newest site.
    Newest,
    /// The last good one: the newest has mistakes.
    LastGood,
}

/// What the panel shows, `null` where there is nothing to say.
pub(super) fn for_panel(
    findings: &[Diagnostic],
    behind: PanelBackground,
    tongue: Language,
) -> Value {
    let findings = masking::diagnostics(findings);
    let told: Vec<&Diagnostic> = findings
        .iter()
        .filter(|one| one.level != Level::Info)
        .collect();
    if told.is_empty() {
        return Value::Null;
    }
    let errors = told.iter().filter(|one| one.is_error()).count();
    let items: Vec<Value> = told
        .iter()
        .take(MOST)
        .map(|one| finding_item(one, tongue))
        .collect();
    json!({
        "blocked": behind == PanelBackground::LastGood,
        "loud": errors > 0,
        "headline": panel_headline(errors, told.len() - errors, behind, tongue),
        "more": told.len().saturating_sub(MOST),
        "close": match tongue { Language::English => "Close", Language::Chinese => "关闭" },
        "items": items,
    })
}

fn panel_headline(
    errors: usize,
    warnings: usize,
    behind: PanelBackground,
    tongue: Language,
) -> String {
    let stays = behind == PanelBackground::LastGood || errors > 0;
    match tongue {
        Language::Chinese => {
            let mut text = match (errors, warnings) {
                (0, warnings) => format!("{warnings} 处需注意"),
                (errors, 0) => format!("{errors} 处错误"),
                (errors, warnings) => format!("{errors} 处错误，{warnings} 处需注意"),
            };
            if stays {
                text += "。页面仍是上一次正常的内容，改正后自动更新";
            }
            text
        }
        Language::English => {
            let plural = |count: usize, word: &str| {
                format!("{count} {word}{}", if count == 1 { "" } else { "s" })
            };
            let mut text = match (errors, warnings) {
                (0, warnings) => plural(warnings, "warning"),
                (errors, 0) => plural(errors, "error"),
                (errors, warnings) => {
                    format!(
                        "{}, {}",
                        plural(errors, "error"),
                        plural(warnings, "warning")
                    )
                }
            };
            if stays {
                text += ". The page is as it last was good, and follows when this is mended";
            }
            text
        }
    }
}

/// A finding for a panel.
pub(super) fn finding_item(one: &Diagnostic, tongue: Language) -> Value {
    let place = one.place.as_ref();
    json!({
        "level": one.level,
        "code": one.code,
        "place": place_of(one),
        "message": one.message.speak(tongue),
        "excerpt": place.map_or("", |place| place.excerpt.as_str()),
        "hints": one.hints.iter().map(|hint| hint.speak(tongue)).collect::<Vec<_>>(),
    })
}

/// `file:line:column`, or the file.
pub(super) fn place_of(one: &Diagnostic) -> String {
    match &one.place {
        Some(place) if place.line > 0 => {
            format!("{}:{}:{}", place.file, place.line, place.column.max(1))
        }
        Some(place) => place.file.clone(),
        None => String::new(),
    }
}

/// A page of findings, for a site of which nothing can be shown.
pub(super) fn error_page(findings: &[Diagnostic], tongue: Language) -> String {
    let (lang, title) = match tongue {
        Language::English => ("en", "This page cannot be made yet"),
        Language::Chinese => ("zh", "页面暂时无法生成"),
    };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title></head><body><main><h1>{title}</h1><ul>"
    );
    let findings = masking::diagnostics(findings);
    let errors = findings.iter().filter(|one| one.is_error()).take(MOST);
    for one in errors {
        let _ = write!(
            html,
            "<li><p><code>{}</code> {}</p>",
            escape_html(&place_of(one)),
            escape_html(one.message.speak(tongue))
        );
        for hint in &one.hints {
            let _ = write!(html, "<p>{}</p>", escape_html(hint.speak(tongue)));
        }
        html += "</li>";
    }
    html + "</ul></main></body></html>\n"
}

/// Text as it stands in a page and in an attribute.
pub(super) fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Words};

    fn error() -> Diagnostic {
        Diagnostic::error("N04", "x", Words::new("<wrong>", "不符"))
            .at(Place::span("content/a.yaml", "a: 1", 3..4))
            .hint(Words::new("mend it", "请改正"))
    }

    #[test]
    fn errors_are_loud_and_warnings_are_not() {
        let loud = for_panel(&[error()], PanelBackground::LastGood, Language::English);
        assert_eq!(loud["loud"], true);
        assert_eq!(loud["items"][0]["place"], "content/a.yaml:1:4");
        let warning = Diagnostic::warning("T01", "x", Words::new("a", "甲"));
        let quiet = for_panel(&[warning], PanelBackground::Newest, Language::Chinese);
        assert_eq!(quiet["loud"], false);
        assert_eq!(quiet["headline"], "1 处需注意");
    }

    #[test]
    fn nothing_to_say_is_no_panel() {
        assert_eq!(
            for_panel(&[], PanelBackground::Newest, Language::English),
            Value::Null
        );
        let note = Diagnostic::info("T01", "x", Words::new("a", "甲"));
        assert_eq!(
            for_panel(&[note], PanelBackground::Newest, Language::English),
            Value::Null
        );
    }

    #[test]
    fn a_page_of_findings_shows_words_and_never_markup_of_the_author() {
        let html = error_page(&[error()], Language::English);
        assert!(html.contains("content/a.yaml:1:4"), "{html}");
        assert!(
            html.contains("&lt;wrong&gt;") && html.contains("mend it"),
            "{html}"
        );
    }
}
