//! A Word file: the bytes as they are, or as the parts of a well-formed archive. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{ReportKind, index_md, read_import, words_out};
use std::io::{Cursor, Write};

const PARTS: [&str; 4] = [
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/_rels/document.xml.rels",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    if first % 8 == 0 {
        let _ = read_import("a.docx", rest, ReportKind::default_profile());
        return;
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in PARTS.iter().zip(rest.split(|byte| *byte == 0)) {
        archive.start_file(*name, stored).expect("a file can begin");
        archive.write_all(part).expect("memory takes it");
    }
    let archive = archive.finish().expect("memory takes it").into_inner();
    let read = read_import("a.docx", &archive, ReportKind::default_profile());
    let _ = index_md(&read, "a", 2020);
});
