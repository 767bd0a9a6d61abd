//! A saved page, or a text by its bytes: the first byte chooses. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::import;
use nianbao::report::ReportKind;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["a.html", "a.html", "a.txt", "a.md"][usize::from(*first) % 4];
    let read = import::read(name, rest, ReportKind::default_profile());
    let _ = import::index_md(&read, "a", 2020);
    let _ = import::words_out(&read.markdown);
});
