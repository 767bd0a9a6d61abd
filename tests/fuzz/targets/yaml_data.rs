//! The YAML beside a report: the first byte chooses the file. Enter at [`fuzz_target!`].
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::{Config, Source, Sources, assemble, read_documents};
use std::sync::Arc;

const FILES: [&str; 6] = [
    "content/a/2020/figures.yaml",
    "content/a/2020/commitments.yaml",
    "content/a/2020/corrections.yaml",
    "content/a/2020/anchors.yaml",
    "content/site.yaml",
    "content/indicators.yaml",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let (config, _) = Config::parse("config.toml", "base_url = \"/\"\n");
    let report = "---\ntitle: 甲镇2020年法治政府建设年度报告\nreport: {body: a, year: 2020}\n---\n\n## 一、主要举措\n\n全镇划分为104个网格。没有发生行政诉讼案件。\n";
    let mut sources = Sources::default();
    let mut put = |path: &str, bytes: &[u8]| {
        let source = Source::new(path, bytes.to_vec());
        sources.files.insert(Arc::clone(&source.path), source);
    };
    put("content/site.yaml", "bodies:\n  a: {name: 甲镇, full_name: 乙县甲镇人民政府}\n".as_bytes());
    put("content/indicators.yaml", "grids: {name: 网格数, unit: 个}\n".as_bytes());
    put("content/a/2020/index.md", report.as_bytes());
    put("content/a/2021/index.md", report.replace("2020", "2021").as_bytes());
    put(FILES[usize::from(*first) % FILES.len()], rest);
    let (documents, _) = read_documents(&sources, &config);
    let _ = assemble(&documents, None);
});
