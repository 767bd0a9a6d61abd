//! What `check` finds, for the browser: a line on the pages of a report, and a page of everything that needs no script. Enter at [`for_panel`] and [`advice_page`].
//!
//! Rules run after the page has been sent and only where somebody looks; nothing of this is ever published.

use super::findings::{escape_html, finding_item as panel_item, place_of};
use super::snapshot::Snapshot;
use crate::check::{self, Finding, SeenPages};
use crate::diagnostic::{Diagnostic, Language, Level};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// More than these nobody reads in a panel; the page has them all.
const MOST: usize = 30;

/// What the rules find in the report that a page belongs to; `None` where it belongs to none. `path` is below the base path.
pub(super) fn of_path(snapshot: &Snapshot, path: &str) -> Option<Vec<Finding>> {
    let inputs = snapshot.site.pages.inputs();
    let asked = format!("/{}", path.trim_start_matches('/'));
    let pages = inputs.site.pages.iter();
    let page = pages
        .filter(|node| node.page.report.is_some() && asked.starts_with(node.path.as_str()))
        .max_by_key(|node| node.path.len())?;
    snapshot.site.checks().findings(&page.page.body.file)
}

/// What the rules find in the whole site.
pub(super) fn of_site(snapshot: &Snapshot, built: &[Diagnostic]) -> Vec<Finding> {
    let seen = SeenPages::new(snapshot.site.checks());
    let paths: Vec<&String> = snapshot.site.artifacts.keys().collect();
    let wrong = paths.into_par_iter().filter_map(|path| {
        let made = snapshot.look_at(path);
        made.map(|bytes| seen.look(path, &bytes)).err()
    });
    let mut wrong: Vec<Diagnostic> = wrong.map(|one| *one).collect();
    for (path, bytes) in snapshot.site.pages.templates.images() {
        seen.look(&path, &bytes);
    }
    wrong.extend_from_slice(built);
    let mut found = check::of_build(&wrong);
    found.extend(check::site(&seen, &|path| snapshot.look_at(path).ok()));
    found.sort();
    found.dedup();
    found
}

/// A line with the numbers, and the findings behind it; `null` where nothing is open. `href` leads to the page of everything.
pub(super) fn for_panel(found: &[Finding], href: &str, tongue: Language) -> Value {
    let open: Vec<&Finding> = found.iter().filter(|one| one.allowed.is_none()).collect();
    if open.is_empty() {
        return Value::Null;
    }
    let items = open.iter().take(MOST);
    let (all, close) = match tongue {
        Language::English => ("All findings", "Close"),
        Language::Chinese => ("全部检查结果", "关闭"),
    };
    json!({
        "headline": count_line(&open, tongue),
        "items": items.map(|one| panel_item(&one.diagnostic, tongue)).collect::<Vec<_>>(),
        "more": open.len().saturating_sub(MOST),
        "href": href,
        "all": all,
        "close": close,
    })
}

fn count_line(open: &[&Finding], tongue: Language) -> String {
    let of = |level| {
        open.iter()
            .filter(|one| one.diagnostic.level == level)
            .count()
    };
    let counts = [Level::Error, Level::Warning, Level::Info].map(|level| (level, of(level)));
    let some = counts.iter().filter(|(_, count)| *count > 0);
    let words: Vec<String> = some
        .map(|(level, count)| format!("{} {count}", level_name(*level, tongue)))
        .collect();
    let words = words.join(" · ");
    match tongue {
        Language::English => format!("Check: {words}"),
        Language::Chinese => format!("检查：{words}"),
    }
}

fn level_name(level: Level, tongue: Language) -> &'static str {
    match (level, tongue) {
        (Level::Error, Language::English) => "must be mended",
        (Level::Warning, Language::English) => "to confirm",
        (Level::Info, Language::English) => "for information",
        (Level::Error, Language::Chinese) => "必须改",
        (Level::Warning, Language::Chinese) => "请确认",
        (Level::Info, Language::Chinese) => "提示",
    }
}

const SHEET: &str = "body{margin:0;font:16px/1.7 system-ui,sans-serif;color:#1b1b1b;background:#fff}\
main{max-width:52rem;margin:0 auto;padding:16px}h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem;margin:2rem 0 0;overflow-wrap:anywhere}\
h3{font-size:1rem;margin:1rem 0 0}ol{list-style:none;margin:0;padding:0}li{padding:10px 0;border-top:1px solid #c4c4c4}p{margin:2px 0;overflow-wrap:anywhere}\
code{font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}mark{background:#ffe9a8;color:#1b1b1b}.hint,.allowed{color:#4a4a4a}a{color:#0b57a4}\
@media (prefers-color-scheme:dark){body{color:#f0f0f0;background:#161618}li{border-color:#555}.hint,.allowed{color:#c4c4c4}a{color:#9cc7ff}mark{background:#5d4a00;color:#fff}}";

/// Everything that was found, as a page that needs no script. `home` is the base path.
pub(super) fn advice_page(found: &[Finding], home: &str, tongue: Language) -> String {
    let (lang, title, back, nothing) = match tongue {
        Language::English => ("en", "What check finds", "To the site", "Nothing found."),
        Language::Chinese => ("zh-CN", "检查结果", "返回站点", "没有发现问题。"),
    };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{SHEET}</style></head><body><main><h1>{title}</h1><p><a href=\"{}\">{back}</a></p>",
        escape_html(home)
    );
    let open: Vec<&Finding> = found.iter().filter(|one| one.allowed.is_none()).collect();
    let line = if open.is_empty() {
        nothing.to_owned()
    } else {
        count_line(&open, tongue)
    };
    let _ = write!(html, "<p role=\"status\">{line}</p>");
    for file in found.chunk_by(|one, next| one.file() == next.file()) {
        let name = match (file[0].file(), tongue) {
            ("", Language::English) => "The site as a whole",
            ("", Language::Chinese) => "整个站点",
            (name, _) => name,
        };
        let _ = write!(html, "<section><h2>{}</h2>", escape_html(name));
        let key = |one: &Finding| (one.allowed.is_some(), one.diagnostic.level);
        for group in file.chunk_by(|one, next| key(one) == key(next)) {
            let level = level_name(group[0].diagnostic.level, tongue);
            let level = match (group[0].allowed.is_some(), tongue) {
                (false, _) => level.to_owned(),
                (true, Language::English) => format!("{level}, allowed"),
                (true, Language::Chinese) => format!("{level}（已说明理由）"),
            };
            let _ = write!(html, "<h3>{level} {}</h3><ol>", group.len());
            for one in group {
                html += &finding_item(one, tongue);
            }
            html += "</ol>";
        }
        html += "</section>";
    }
    html + "</main></body></html>\n"
}

fn finding_item(finding: &Finding, tongue: Language) -> String {
    let one = &finding.diagnostic;
    let mut html = format!(
        "<li><p><code>{}</code></p><p>[{}] {}</p>",
        escape_html(&place_of(one)),
        one.code,
        escape_html(one.message.speak(tongue))
    );
    let quote = finding.quote().trim();
    if !quote.is_empty() {
        let shown: String = quote.chars().take(120).collect();
        let _ = write!(html, "<p><mark>{}</mark></p>", escape_html(&shown));
    }
    for hint in &one.hints {
        let _ = write!(
            html,
            "<p class=\"hint\">{}</p>",
            escape_html(hint.speak(tongue))
        );
    }
    if let Some(reason) = &finding.allowed {
        let label = match tongue {
            Language::English => "Allowed: ",
            Language::Chinese => "理由：",
        };
        let _ = write!(
            html,
            "<p class=\"allowed\">{label}{}</p>",
            escape_html(reason)
        );
    }
    html + "</li>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Place, Words};

    fn found() -> Vec<Finding> {
        let place = Place::span("content/a.md", "甲<b>XX乙", 6..8);
        let words = Words::new("a placeholder", "留有占位符");
        let error = Diagnostic::error("T05", "placeholder", words).at(place);
        let note = Diagnostic::info("T06", "x", Words::new("note", "半角"))
            .at(Place::file("content/a.md"));
        let mut allowed = Finding::new(Diagnostic::warning(
            "D02",
            "person-name",
            Words::new("name", "姓名"),
        ));
        allowed.allowed = Some("<本人同意>".to_owned());
        let mut all = vec![Finding::new(error), Finding::new(note), allowed];
        all.sort();
        all
    }

    #[test]
    fn the_panel_counts_what_is_open_and_leads_to_everything() {
        let panel = for_panel(&found(), "/__nianbao/check", Language::Chinese);
        assert_eq!(panel["headline"], "检查：必须改 1 · 提示 1");
        assert_eq!(panel["items"].as_array().map(Vec::len), Some(2));
        assert_eq!(panel["href"], "/__nianbao/check");
        let allowed: Vec<Finding> = found()
            .into_iter()
            .filter(|one| one.allowed.is_some())
            .collect();
        assert_eq!(for_panel(&allowed, "/", Language::English), Value::Null);
    }

    #[test]
    fn the_page_groups_by_file_and_level_and_shows_no_markup_of_the_author() {
        let html = advice_page(&found(), "/", Language::English);
        for words in [
            "<h2>content/a.md</h2>",
            "<h3>must be mended 1</h3>",
            "<h3>to confirm, allowed 1</h3>",
            "&lt;本人同意&gt;",
            "<h2>The site as a whole</h2>",
        ] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(!html.contains("<本人"), "{html}");
        assert!(advice_page(&[], "/", Language::Chinese).contains("没有发现问题。"));
    }
}
