//! D04: what attachments and pictures say about who made them, and personal data in them. Enter at [`RULE`].

use super::personal_data::in_file;
use super::{Rule, Run};
use crate::check::attached::{Attached, Unread, read};
use crate::check::finding::{Finding, finding};
use crate::check::names::{homes, names};
use crate::check::site::View;
use crate::diagnostic::{Level, Place, Words};
use crate::source::Source;
use rayon::prelude::*;
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule {
    code: "D04",
    names: &["attachment-metadata", "attachment-unread"],
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
    let files: Vec<&Source> = folders
        .iter()
        .flat_map(|folder| view.whole.sources.under(folder))
        .filter(|file| !reports.contains(&*file.path))
        .collect();
    let found: Vec<Vec<Finding>> = files
        .into_par_iter()
        .map(|file| of_file(view, file))
        .collect();
    found.into_iter().flatten().collect()
}

fn of_file(view: &View<'_>, file: &Source) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    match read(&file.path, &file.bytes) {
        Some(Attached {
            about,
            text,
            unread,
        }) => {
            if !about.is_empty() {
                out.push(say(&file.path, &about));
            }
            out.extend(unread.map(|why| not_read(&file.path, why)));
            out.extend(in_file(&file.path, &text, &mut seen));
            out.extend(persons(view, &file.path, &text));
        }
        // Data files, other pages and saved pages.
        None => {
            if let Ok(text) = file.text() {
                out.extend(in_file(&file.path, text, &mut seen));
            }
        }
    }
    out
}

/// Names of persons and addresses of homes in a file: one finding for each of the two, at the first of them.
fn persons(view: &View<'_>, path: &str, text: &str) -> Vec<Finding> {
    let bodies = view.whole.reports.bodies.iter();
    let officials: BTreeSet<&str> = bodies
        .flat_map(|body| body.officials.iter().map(String::as_str))
        .collect();
    let (mut named, mut housed): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let found = names(line).into_iter().map(|name| &line[name.range]);
        named.extend(found.filter(|name| !officials.contains(name)));
        housed.extend(homes(line).into_iter().map(|range| &line[range]));
    }
    let mut out = Vec::new();
    for (list, name, english, chinese) in [
        (named, "person-name", "persons are named", "写出了个人姓名"),
        (
            housed,
            "home-address",
            "addresses of homes are given",
            "写出了住户的详细住址",
        ),
    ] {
        let Some(first) = list.first() else { continue };
        let count = list.iter().collect::<BTreeSet<_>>().len();
        let place = Place {
            quote: (*first).to_owned(),
            ..Place::file(path)
        };
        let words = Words::new(
            format!("{english} in the file ({count})"),
            format!("附件中{chinese}（{count}处）"),
        );
        let hint = Words::new(
            "leave names and addresses out, add office holders to `officials` in content/site.yaml, or publish the file elsewhere",
            "删去姓名、住址；属公职人员的登记到 content/site.yaml 的 officials",
        );
        out.push(finding(Level::Warning, ("D02", name), place, words, hint));
    }
    out
}

fn not_read(path: &str, why: Unread) -> Finding {
    let hint = Words::new(
        "look through it yourself for numbers and names of persons before it is published",
        "请在发布前自行核对其中有无个人号码、姓名",
    );
    let id = ("D04", "attachment-unread");
    finding(Level::Warning, id, Place::file(path), why.words(), hint)
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
