//! A page's file as bytes: front matter in TOML or YAML, and what it declares. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{Config, Source, Sources, read_documents};
use std::sync::Arc;

fuzz_target!(|bytes: &[u8]| {
    let (config, _) = Config::parse("config.toml", "base_url = \"/\"\n");
    let mut sources = Sources::default();
    for path in ["content/a.md", "content/_index.md", "content/a/2020/index.md"] {
        let source = Source::new(path, bytes.to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    }
    let (_, found) = read_documents(&sources, &config);
    for one in found {
        // Places are shown by the line they name.
        assert!(one.place.is_none_or(|place| place.column > 0 || place.line == 0));
    }
});
