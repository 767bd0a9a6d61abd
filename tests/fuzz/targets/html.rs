//! A saved page, or a text by its bytes: the first byte chooses. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{ReportKind, index_md, read_import, words_out};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.html", "a.html", "a.txt", "a.md"][usize::from(*first) % 4];
    let read = read_import(name, rest, ReportKind::default_profile());
    let _ = index_md(&read, "a", 2020);
    let _ = words_out(&read.markdown);
});
