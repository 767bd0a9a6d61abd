//! Shortcodes in a page's Markdown. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{Diagnostic, ShortcodeCall, ShortcodeKind, ShortcodeTemplates, expand_shortcodes, split_shortcodes};

struct Known;

impl ShortcodeTemplates for Known {
    fn kind(&self, name: &str) -> Option<ShortcodeKind> {
        match name {
            "a" => Some(ShortcodeKind::Html),
            "b" => Some(ShortcodeKind::Markdown),
            _ => None,
        }
    }

    fn render(&self, call: &ShortcodeCall) -> Result<String, Box<Diagnostic>> {
        Ok(format!("<{}>{}", call.nth, call.body.as_deref().unwrap_or_default()))
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = std::str::from_utf8(bytes) else {
        return;
    };
    let expanded = expand_shortcodes(source, &Known);
    let _ = split_shortcodes(&expanded.text);
    for (_, range) in &expanded.findings {
        assert!(source.get(range.clone()).is_some(), "a place in the source");
    }
    for at in [0, expanded.text.len() / 2, expanded.text.len()] {
        assert!(expanded.origin(at) <= source.len());
    }
});
