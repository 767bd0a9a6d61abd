//! Documents become reports: front matter, data and text of each year brought together and compared. Enter at [`assemble`].

use super::data::DataReader;
use super::profile::{ReportKind, ReportKinds};
use super::{Report, ReportText, Reports, Status, compare, known, site_file, table, text};
use crate::content::{ContentPage, Documents};
use crate::diagnostic::{Diagnostic, Level, Words, did_you_mean};
use crate::tree::fields::Fields;
use crate::tree::{Node, TreeOrigin};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

const STATUSES: [(&str, &str, Status); 3] = [
    ("draft", "草稿", Status::Draft),
    ("published", "已发布", Status::Published),
    ("archived", "存档", Status::Archived),
];

/// Brings all reports together, verifies every quote, and compares neighbouring years of each body.
///
/// What `earlier`, the outcome of another build, already knows of two equal reports is not found out again.
pub fn assemble(documents: &Documents, earlier: Option<&Reports>) -> (Reports, Vec<Diagnostic>) {
    let mut reports = Reports::default();
    let mut diagnostics = Vec::new();
    site_file::profiles(documents, &mut reports, &mut diagnostics);
    if let Some(file) = documents.data.get("site.yaml") {
        site_file::site(file, &mut reports, &mut diagnostics);
    }
    if let Some(file) = documents.data.get("indicators.yaml") {
        site_file::indicators(file, &mut reports, &mut diagnostics);
    }
    let pages: Vec<&ContentPage> = documents
        .pages
        .iter()
        .filter(|page| page.report.is_some())
        .collect();
    if pages.len() > reports.bodies.len() {
        // Some body has two years, so that their words will be compared: the dictionary comes beside the reading.
        std::thread::spawn(compare::load_dictionary);
    }
    let read: Vec<(Option<Report>, Vec<Diagnostic>)> = pages
        .par_iter()
        .map(|page| read_report(page, documents, &reports))
        .collect();
    let mut seen: BTreeMap<(String, String, i16), String> = BTreeMap::new();
    for (page, (report, found)) in pages.iter().zip(read) {
        diagnostics.extend(found);
        let Some(report) = report else { continue };
        let key = (report.body.clone(), report.profile.clone(), report.year);
        match seen.get(&key) {
            Some(first) => diagnostics.push(year_twice(page, &report, first)),
            None => {
                seen.insert(key, page.body.file.to_string());
                reports.reports.push(report);
            }
        }
    }
    reports.sort();
    diagnostics.extend(table::balance::check(&mut reports));
    diagnostics.extend(answers_known(&reports, documents));
    reports.comparisons = compare::neighbours(&reports, earlier);
    (reports, diagnostics)
}

fn read_report(
    page: &ContentPage,
    documents: &Documents,
    world: &Reports,
) -> (Option<Report>, Vec<Diagnostic>) {
    let Some((node, origin)) = &page.report else {
        return (None, Vec::new());
    };
    let mut fields = Fields::new(node, origin);
    let body = known_body(&mut fields, world);
    if fields.peek(("year", "年份")).is_none() {
        fields.required(("year", "年份"));
    }
    let year = fields.year(("year", "年份"));
    let profile = known_profile(&mut fields, &world.profiles);
    let mut text = text::read(page.body.as_str());
    let beside = |name: &str| crate::content::path::join(&page.file.folder, name);
    if let Some(file) = documents.data.get(&beside("anchors.yaml")) {
        let stored = super::data::anchors(file, &mut fields.diagnostics);
        text::anchors::keep(&mut text, &stored);
    }
    let mut report = Report {
        source: page.file.relative.clone(),
        body: body.unwrap_or_default(),
        year: year.unwrap_or_default(),
        title: page.title.clone().unwrap_or_default(),
        profile,
        published: fields.date(("published", "发布日期")),
        filed: fields.date(("filed", "上报日期")),
        status: fields
            .choice(("status", "状态"), &STATUSES)
            .unwrap_or_default(),
        document_number: fields.text(("document_number", "文号")),
        citations: super::find::citation::citations(&text),
        ..Report::empty(text)
    };
    if let Some(signed) = fields.node(("signed", "署名")) {
        let mut inner = Fields::new(signed, origin);
        report.signed_by = inner.text(("by", "机关"));
        report.signed_on = inner.date(("on", "日期"));
        fields.diagnostics.extend(inner.finish(Level::Error));
    }
    // Waivers belong to `check`; they are read there with their places.
    let _ = fields.node(("allow", "豁免"));
    let mut diagnostics = declare(&mut fields, &mut report, &world.profiles, origin);
    diagnostics.extend(fields.finish(Level::Error));
    let kind = world.profiles.of(&report);
    report.find_parts(kind);
    diagnostics.extend(read_data(page, documents, world, &mut report));
    let whole = year.is_some() && !report.body.is_empty();
    (whole.then_some(report), diagnostics)
}

fn read_data(
    page: &ContentPage,
    documents: &Documents,
    world: &Reports,
    report: &mut Report,
) -> Vec<Diagnostic> {
    let text = report.text.clone();
    let mut reader = DataReader {
        text: &text,
        indicators: &world.indicators,
        profiles: &world.profiles,
        values: super::verify::Values::new(),
        diagnostics: Vec::new(),
    };
    let file = |name: &str| {
        documents
            .data
            .get(&crate::content::path::join(&page.file.folder, name))
    };
    if let Some(file) = file("figures.yaml") {
        reader.figures(file, report);
    }
    if let Some(file) = file("commitments.yaml") {
        reader.commitments(file, report);
    }
    if let Some(file) = file("corrections.yaml") {
        reader.corrections(file, report);
    }
    let mut diagnostics = reader.diagnostics;
    let profile = world.profiles.of(report);
    let place = |at| page.body.place(at);
    let (tables, found) = table::gather(report, profile, file("tables.yaml"), &place);
    report.tables = tables;
    diagnostics.extend(found);
    diagnostics
}

fn known_body(fields: &mut Fields<'_>, world: &Reports) -> Option<String> {
    let at = fields.peek(("body", "单位"));
    let id = fields.required(("body", "单位"))?;
    if world.bodies.iter().any(|body| body.id == id) {
        return Some(id);
    }
    let place = fields.place(&at.unwrap_or(0..0));
    let words = Words::new(
        format!("no body `{id}` in `content/site.yaml`"),
        format!("`content/site.yaml` 中没有单位 `{id}`"),
    );
    let hint = match did_you_mean(&id, world.bodies.iter().map(|body| body.id.as_str())) {
        Some(near) => Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        ),
        None => Words::new(
            "add it under `bodies:` there",
            "请在其中 `bodies:` 下加上它",
        ),
    };
    fields.diagnostics.push(
        Diagnostic::error("data", "unknown-body", words)
            .at(place)
            .hint(hint),
    );
    None
}

fn known_profile(fields: &mut Fields<'_>, profiles: &ReportKinds) -> String {
    let at = fields.peek(("profile", "类型"));
    let Some(id) = fields.text(("profile", "类型")) else {
        return ReportKind::default_profile().id.clone();
    };
    if profiles.named(&id).is_none() {
        let all = profiles.ids().collect::<Vec<_>>().join(", ");
        let words = Words::new(
            format!("no profile `{id}`; there are: {all}"),
            format!("没有报告类型 `{id}`，可用的有：{all}"),
        );
        fields.complain(&at.unwrap_or(0..0), "unknown-profile", words);
        return ReportKind::default_profile().id.clone();
    }
    id
}

/// Reads `parts` and `topics` into the report.
fn declare(
    fields: &mut Fields<'_>,
    report: &mut Report,
    profiles: &ReportKinds,
    origin: &TreeOrigin,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let profile = profiles.of(report);
    let parts = fields.node(("parts", "部分"));
    let parts = known::parts(parts, profile, origin, &mut found);
    let topics = known::topics(
        fields.node(("topics", "主题")),
        profiles,
        origin,
        &mut found,
    );
    let of_topics: Vec<(String, Range<usize>)> = topics
        .iter()
        .map(|(path, at, _)| (path.clone(), at.clone()))
        .collect();
    let of_parts = parts.iter().flat_map(|(_, paths)| paths);
    found.extend(known_sections(
        &report.text,
        of_parts.chain(&of_topics),
        origin,
    ));
    let paths =
        |paths: Vec<(String, Range<usize>)>| paths.into_iter().map(|(path, _)| path).collect();
    report.parts = parts
        .into_iter()
        .map(|(id, list)| (id, paths(list)))
        .collect();
    report.topics = topics
        .into_iter()
        .map(|(path, _, topic)| (path, topic))
        .collect();
    found
}

/// Paths under `parts` and `topics` must be sections of the text.
fn known_sections<'a>(
    text: &ReportText,
    declared: impl Iterator<Item = &'a (String, Range<usize>)>,
    origin: &TreeOrigin,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (path, at) in declared {
        if text.section_by_path(path).is_none() {
            let paths = text.sections.iter().map(|section| section.path.as_str());
            let words = Words::new(
                format!("the text has no section `{path}`"),
                format!("原文中没有章节 `{path}`"),
            );
            let mut one =
                Diagnostic::warning("data", "unknown-section", words).at(origin.place(at));
            if let Some(near) = did_you_mean(path, paths) {
                one = one.hint(Words::new(
                    format!("did you mean `{near}`?"),
                    format!("是不是要写 `{near}`？"),
                ));
            }
            diagnostics.push(one);
        }
    }
    diagnostics
}

fn year_twice(page: &ContentPage, report: &Report, first: &str) -> Diagnostic {
    let (body, year) = (&report.body, report.year);
    Diagnostic::error(
        "data",
        "year-twice",
        Words::new(
            format!("`{body}` already has a report of this kind for {year}: `{first}`"),
            format!("`{body}` 的 {year} 年同类报告已在 `{first}`"),
        ),
    )
    .at(page.body.place(0..0))
    .hint(Words::new(
        "mend `year:` in one of the two, or remove one",
        "请更正其中一份的 `year:`，或删去一份",
    ))
}

/// An answer must name a promise that an earlier report of the body made.
fn answers_known(reports: &Reports, documents: &Documents) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for report in &reports.reports {
        let folder = report
            .source
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let file = crate::content::path::join(folder, "commitments.yaml");
        let Some(file) = documents.data.get(&file) else {
            continue;
        };
        let either = |node: &'_ Node, (english, chinese): (&str, &str)| {
            node.get(english).or_else(|| node.get(chinese)).cloned()
        };
        let answered = either(&file.node, ("answered", "回应"));
        let answers = answered.iter().flat_map(Node::items);
        let ids = answers.filter_map(|one| either(one, ("commitment", "承诺编号")));
        for (id, at) in ids.filter_map(|id| known::word(&id)) {
            let mut earlier = reports.siblings(report);
            let made = earlier.any(|earlier| {
                earlier.year < report.year && earlier.commitments.iter().any(|one| one.id == id)
            });
            if !made {
                let place = file.origin.place(&at);
                diagnostics.push(unknown_commitment(&id, report.year).at(place));
            }
        }
    }
    diagnostics
}

fn unknown_commitment(id: &str, year: i16) -> Diagnostic {
    let words = Words::new(
        format!("the report of {year} answers `{id}`, which no earlier report promised"),
        format!("{year} 年报告回应了 `{id}`，但此前报告没有这项承诺"),
    );
    let hint = Words::new(
        "write the id as the earlier year's `made:` has it",
        "请按往年 `made:` 中的编号填写",
    );
    Diagnostic::error("data", "unknown-commitment", words).hint(hint)
}
