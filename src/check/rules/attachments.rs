//! D04: what attachments and pictures say about who made them, and personal data in them. Enter at [`RULE`].

use super::personal_data::in_file;
use super::{Rule, Run};
use crate::check::attached::{Attached, read};
use crate::check::finding::{Finding, finding};
use crate::check::site::View;
use crate::diagnostic::{Level, Place, Words};
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule {
    code: "D04",
    names: &["attachment-metadata"],
    page: include_str!("attachments.md"),
    run: Run::Site(find),
};

fn find(view: &View<'_>) -> Vec<Finding> {
    let reports: BTreeSet<&str> = view
        .drafts
        .iter()
        .map(|draft| draft.file.as_str())
        .collect();
    let folders = ["content/", "static/"];
    let files = folders
        .iter()
        .flat_map(|folder| view.whole.sources.under(folder));
    let mut out = Vec::new();
    for file in files.filter(|file| !reports.contains(&*file.path)) {
        let mut seen = BTreeSet::new();
        match read(&file.path, &file.bytes) {
            Some(Attached { about, text }) => {
                if !about.is_empty() {
                    out.push(say(&file.path, &about));
                }
                out.extend(in_file(&file.path, &text, &mut seen));
            }
            // Data files, other pages and saved pages.
            None => {
                if let Ok(text) = file.text() {
                    out.extend(in_file(&file.path, text, &mut seen));
                }
            }
        }
    }
    out
}

fn say(path: &str, about: &[(&'static str, &'static str)]) -> Finding {
    let english: Vec<&str> = about.iter().map(|(english, _)| *english).collect();
    let chinese: Vec<&str> = about.iter().map(|(_, chinese)| *chinese).collect();
    let words = Words::new(
        format!("the file says more than it shows: {}", english.join(", ")),
        format!("文件属性带有：{}", chinese.join("、")),
    );
    let hint = Words::new(
        "remove properties and personal information before publishing (Word: File, Info, Inspect Document; photos: save without location)",
        "发布前删除文件属性和个人信息（Word：文件—信息—检查文档；照片：去掉位置信息后另存）",
    );
    finding(
        Level::Warning,
        ("D04", "attachment-metadata"),
        Place::file(path),
        words,
        hint,
    )
}
