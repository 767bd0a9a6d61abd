//! Shortcodes in a page's Markdown. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::diagnostic::Diagnostic;
use nianbao::render::shortcode::{Call, Kind, Templates, expand, split};

struct Known;

impl Templates for Known {
    fn kind(&self, name: &str) -> Option<Kind> {
        match name {
            "a" => Some(Kind::Html),
            "b" => Some(Kind::Markdown),
            _ => None,
        }
    }

    fn render(&self, call: &Call) -> Result<String, Box<Diagnostic>> {
        Ok(format!("<{}>{}", call.nth, call.body.as_deref().unwrap_or_default()))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = std::str::from_utf8(bytes) else {
        return;
    };
    let expanded = expand(source, &Known);
    let _ = split(&expanded.text);
    for (_, range) in &expanded.findings {
        assert!(source.get(range.clone()).is_some(), "a place in the source");
    }
    for at in [0, expanded.text.len() / 2, expanded.text.len()] {
        assert!(expanded.origin(at) <= source.len());
    }
});
