//! Fills topics and cited documents. Enter at [`topics`] and [`laws`].

use super::{PageContext, figure};
use crate::render::context::LinkView;
use crate::render::context::topic::{
    LawCitation, LawLine, LawView, LawsView, TopicLine, TopicSection, TopicView, TopicYear,
    TopicsView,
};
use crate::report::find::law::{Law, named};
use crate::report::text::TextSection;
use crate::report::{CitedDocument, Report, ReportingBody, Year};
use crate::site::address::ShownReport;
use std::collections::{BTreeMap, BTreeSet};

/// The sections of a report that are about a topic: those declared, with everything below them.
fn sections_of<'a>(report: &'a Report, topic: &str) -> Vec<&'a TextSection> {
    // A path may be written with half-width or full-width marks.
    let declared: Vec<&str> = report
        .topics
        .iter()
        .filter(|(_, id)| id == topic)
        .filter_map(|(path, _)| report.text.section_by_path(path))
        .map(|section| section.path.as_str())
        .collect();
    let covers = |section: &&TextSection| {
        declared
            .iter()
            .any(|path| section.path == *path || section.path.starts_with(&format!("{path}/")))
    };
    report.text.sections.iter().filter(covers).collect()
}

/// All topics of a body in the order of the profile.
pub(crate) fn topics(desk: PageContext<'_>, body: &ReportingBody) -> TopicsView {
    let used: BTreeSet<&str> = desk.of(&body.id).flat_map(Report::topic_ids).collect();
    let known = desk
        .reports
        .profiles
        .all()
        .flat_map(|profile| &profile.topics);
    let mut ids: Vec<&str> = known
        .map(|topic| topic.id.as_str())
        .filter(|id| used.contains(id))
        .collect();
    let more: Vec<&str> = used
        .iter()
        .filter(|id| !ids.contains(id))
        .copied()
        .collect();
    ids.extend(more);
    let line = |id: &str| TopicLine {
        link: desk.link(
            &desk.address_of(&body.id, &ShownReport::Topic(id.to_owned())),
            desk.topic_name(id),
        ),
        years: desk
            .of(&body.id)
            .filter(|report| report.topic_ids().any(|topic| topic == id))
            .map(|report| report.year)
            .collect(),
        sentences: desk
            .of(&body.id)
            .flat_map(|report| sections_of(report, id))
            .map(sentence_count)
            .sum(),
        figures: figure::of_topic(desk, &body.id, id).len(),
    };
    TopicsView {
        topics: ids.into_iter().map(line).collect(),
    }
}

fn sentence_count(section: &TextSection) -> usize {
    section
        .blocks
        .iter()
        .flat_map(|block| &block.sentences)
        .filter(|sentence| !sentence.id.is_empty())
        .count()
}

/// One topic over the years.
pub(crate) fn topic(desk: PageContext<'_>, body: &ReportingBody, id: &str) -> TopicView {
    let all = desk
        .reports
        .profiles
        .all()
        .flat_map(|profile| &profile.outlines);
    let outlines = all.filter_map(|outline| {
        let task = outline.tasks.iter().position(|task| task.topic == id)?;
        Some(format!(
            "{}第{}项：{}",
            outline.name,
            task + 1,
            outline.tasks[task].name
        ))
    });
    let years = desk.of(&body.id).rev().filter_map(|report| {
        let sections = sections(desk, report, id);
        (!sections.is_empty()).then_some(TopicYear {
            year: report.year,
            sections,
        })
    });
    TopicView {
        rail: desk.rail(&body.id, &[]),
        name: desk.topic_name(id).to_owned(),
        outlines: outlines.collect(),
        figures: figure::of_topic(desk, &body.id, id),
        years: years.collect(),
    }
}

/// What a report writes of a topic, section by section.
pub(super) fn sections(desk: PageContext<'_>, report: &Report, topic: &str) -> Vec<TopicSection> {
    let all = sections_of(report, topic).into_iter();
    all.map(|section| topic_section(desk, report, section))
        .collect()
}

fn topic_section(desk: PageContext<'_>, report: &Report, section: &TextSection) -> TopicSection {
    let sentences = section.blocks.iter().flat_map(|block| {
        block
            .sentences
            .iter()
            .filter(|sentence| !sentence.id.is_empty())
            .map(|sentence| {
                desk.link(
                    &desk.anchor_address(report, &sentence.id),
                    block.plain[sentence.range.clone()].trim(),
                )
            })
    });
    TopicSection {
        link: desk.link(
            &desk.anchor_address(report, &section.id),
            format!("{}{}", section.number, section.title),
        ),
        sentences: sentences.collect(),
    }
}

/// Citations of a body by canonical name, oldest report first.
fn citations<'a>(
    desk: PageContext<'a>,
    body: &'a ReportingBody,
) -> BTreeMap<&'a str, Vec<(&'a Report, &'a CitedDocument)>> {
    let mut found: BTreeMap<&str, Vec<(&Report, &CitedDocument)>> = BTreeMap::new();
    for report in desk.of(&body.id) {
        for citation in &report.citations {
            found
                .entry(&citation.canonical)
                .or_default()
                .push((report, citation));
        }
    }
    found
}

/// All cited documents: laws first, then regulations and rules, then the rest, each by name.
pub(crate) fn laws(desk: PageContext<'_>, body: &ReportingBody) -> LawsView {
    let mut lines: Vec<(usize, LawLine)> = citations(desk, body)
        .into_iter()
        .map(|(name, cited)| (rank(name), law_line(desk, body, name, &cited)))
        .collect();
    lines.sort_by(|a, b| (a.0, &a.1.link.title).cmp(&(b.0, &b.1.link.title)));
    LawsView {
        laws: lines.into_iter().map(|(_, line)| line).collect(),
    }
}

fn law_line(
    desk: PageContext<'_>,
    body: &ReportingBody,
    name: &str,
    cited: &[(&Report, &CitedDocument)],
) -> LawLine {
    let mut first: BTreeMap<Year, LinkView> = BTreeMap::new();
    for (report, citation) in cited {
        let link = || desk.spot(report, &citation.spot, format!("{}年", report.year));
        first.entry(report.year).or_insert_with(link);
    }
    let whole = format!("《{name}》");
    LawLine {
        link: desk.link(&law_address(desk, body, name), whole.clone()),
        document_number: number(cited),
        spellings: spellings(cited)
            .into_iter()
            .filter(|one| *one != whole)
            .collect(),
        state: named(name).and_then(state),
        years: first.into_values().collect(),
        count: cited.len(),
    }
}

/// The ways a document is printed, each once.
fn spellings(cited: &[(&Report, &CitedDocument)]) -> BTreeSet<String> {
    let printed = cited.iter().map(|(_, citation)| {
        if citation.marked {
            format!("《{}》", citation.name)
        } else {
            citation.name.clone()
        }
    });
    printed.collect()
}

/// Since when a document is in force, or no longer.
fn state(law: &Law) -> Option<String> {
    match (&law.until, &law.replaced_by) {
        (Some(until), Some(later)) => Some(format!("{until}起失效，现行《{later}》")),
        (Some(until), None) => Some(format!("{until}起失效")),
        _ if law.from.is_empty() => None,
        _ => Some(format!("{}起施行", law.from)),
    }
}

/// What the program's data say of a document.
fn facts(law: &Law) -> Vec<(String, String)> {
    let revised = (!law.revised.is_empty()).then(|| format!("{}年", law.revised.join("、")));
    let later = law.replaced_by.as_ref().map(|later| format!("《{later}》"));
    let known = [
        ("公布", law.issued.clone()),
        ("施行", Some(law.from.clone()).filter(|day| !day.is_empty())),
        ("修订后施行", revised),
        ("失效", law.until.clone()),
        ("取代它的文件", later),
        ("文号", law.number.clone()),
        ("资料来源", Some(law.source.clone())),
    ];
    known
        .into_iter()
        .filter_map(|(label, words)| Some((label.to_owned(), words?)))
        .collect()
}

/// The address of a cited document's page.
pub(crate) fn law_address(desk: PageContext<'_>, body: &ReportingBody, canonical: &str) -> String {
    let series = desk.series(&body.id);
    desk.site.law_address(series, canonical, desk.config)
}

fn number(cited: &[(&Report, &CitedDocument)]) -> Option<String> {
    cited
        .iter()
        .find_map(|(_, citation)| citation.document_number.clone())
}

/// 法 before 条例 before 规定 and 办法 before everything else.
fn rank(name: &str) -> usize {
    let endings = [
        &["法", "法典", "宪法"][..],
        &["条例"],
        &["规定", "办法", "规则"],
    ];
    endings
        .iter()
        .position(|group| group.iter().any(|ending| name.ends_with(ending)))
        .unwrap_or(endings.len())
}

/// One cited document.
pub(crate) fn law(desk: PageContext<'_>, body: &ReportingBody, canonical: &str) -> LawView {
    let cited = citations(desk, body).remove(canonical).unwrap_or_default();
    let citations = cited.iter().rev().map(|(report, citation)| LawCitation {
        year: report.year,
        sentence: desk.spot(
            report,
            &citation.spot,
            report.text.sentence_words(&citation.spot).trim(),
        ),
    });
    LawView {
        name: format!("《{canonical}》"),
        document_number: number(&cited),
        spellings: spellings(&cited).into_iter().collect(),
        facts: named(canonical).map(facts).unwrap_or_default(),
        citations: citations.collect(),
    }
}
