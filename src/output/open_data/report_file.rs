//! One report for machines: what it is, its sentences with their anchors, and everything that rests on them. Enter at [`bytes`].

use super::address::{anchor_url, page_url};
use super::dataset::{cells_of, observations_of};
use super::json_bytes;
use super::json_file::rows;
use super::terms::{CitedData, licence_json, newest_day};
use crate::output::output_plan::OutputPlan;
use crate::report::profile::ReportKind;
use crate::report::text::{BlockKind, TextSection};
use crate::report::{Report, ReportingBody, Spot};
use serde_json::{Map, Value, json};

/// A report as JSON.
pub(super) fn bytes(plan: OutputPlan<'_>, report: &Report) -> Vec<u8> {
    let Some(body) = plan.reports.body(&report.body) else {
        return json_bytes(&Value::Null);
    };
    let mut value = head(plan, body, report);
    let mut add = |key: &str, part: Value| value.insert(key.to_owned(), part);
    add("parts", parts(plan, report));
    add("sections", sections(plan, report));
    add("figures", rows(&observations_of(plan, report)));
    add("cells", rows(&cells_of(plan, report)));
    add("sums", sums(plan, report));
    add("commitments", commitments(plan, report));
    add("answers", answers(plan, report));
    add("citations", citations(plan, report));
    add("corrections", corrections(report));
    json_bytes(&Value::Object(value))
}

fn head(plan: OutputPlan<'_>, body: &ReportingBody, report: &Report) -> Map<String, Value> {
    let own = plan.site.report_address(report, plan.config);
    let url = page_url(plan, &own, report);
    let author = report.signed_by.as_deref().unwrap_or(&body.full_name);
    let note = "虚构示例，只用于演示，不反映任何地方的实际情况";
    let value = json!({
        "schema": 1,
        "id": plan.reports.name(report),
        "url": url,
        "title": report.title,
        "sample": body.sample,
        "sample_note": body.sample.then_some(note),
        "licence": licence_json(plan.reports.licence.as_ref()),
        "citation": CitedData { author, title: &report.title, carrier: "R/OL" }.text(newest_day(report), &url),
        "body": {
            "id": body.id,
            "name": body.name,
            "full_name": body.full_name,
            "kind": body.kind.id(),
            "credit_code": body.credit_code,
        },
        "year": report.year,
        "profile": {"id": report.profile, "name": profile(plan, report).name},
        "document_number": report.document_number,
        "signed": {
            "by": report.signed_by,
            "on": report.signed_on.map(|day| day.to_string()),
        },
        "published": report.published.map(|day| day.to_string()),
        "status": report.status.id(),
        "partial": report.is_partial(),
    });
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn profile<'a>(plan: OutputPlan<'a>, report: &Report) -> &'a ReportKind {
    plan.reports.profiles.of(report)
}

/// The parts that the law asks for, each with the sections that hold it; none where the report does not have it.
fn parts(plan: OutputPlan<'_>, report: &Report) -> Value {
    let profile = profile(plan, report);
    let part = |part: &crate::report::profile::StatutoryPart| {
        let held = report.part_sections(&part.id);
        let held: Vec<&str> = held.iter().map(|section| section.id.as_str()).collect();
        json!({"id": part.id, "name": part.name, "found": !held.is_empty(), "sections": held})
    };
    profile.parts.iter().map(part).collect()
}

fn sections(plan: OutputPlan<'_>, report: &Report) -> Value {
    let one = |section: &TextSection| {
        let topic = report.topics.iter().find(|(path, _)| *path == section.path);
        json!({
            "id": section.id,
            "path": section.path,
            "level": section.level,
            "number": section.number,
            "title": section.title,
            "topic": topic.map(|(_, topic)| topic),
            "url": within(plan, report, &section.id),
            "sentences": sentences(plan, report, section),
        })
    };
    report.text.sections.iter().map(one).collect()
}

fn sentences(plan: OutputPlan<'_>, report: &Report, section: &TextSection) -> Value {
    let blocks = section
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Heading);
    let sentences = blocks.flat_map(|block| {
        block.sentences.iter().map(move |sentence| {
            let url = (!sentence.id.is_empty()).then(|| within(plan, report, &sentence.id));
            json!({"id": sentence.id, "text": block.plain[sentence.range.clone()].trim(), "url": url})
        })
    });
    sentences.collect()
}

/// The address of an anchor of the report, in its own file.
fn within(plan: OutputPlan<'_>, report: &Report, anchor: &str) -> String {
    let own = plan.site.report_address(report, plan.config);
    anchor_url(plan, &own, report, anchor)
}

/// Quote, anchor and address of a place.
fn place(plan: OutputPlan<'_>, report: &Report, quote: &str, spot: &Spot) -> Value {
    let id = report.anchor(spot);
    json!({"quote": quote, "anchor": id, "url": within(plan, report, id)})
}

fn sums(plan: OutputPlan<'_>, report: &Report) -> Value {
    let one = |sum: &crate::report::SumRule| {
        let at = place(plan, report, &sum.quote, &sum.spot);
        json!({"parts": sum.parts, "total": sum.total, "source": at})
    };
    report.sums.iter().map(one).collect()
}

fn commitments(plan: OutputPlan<'_>, report: &Report) -> Value {
    let one = |made: &crate::report::Commitment| {
        let at = place(plan, report, &made.quote, &made.spot);
        json!({"id": made.id, "topic": made.topic, "measurable": made.measurable, "source": at})
    };
    report.commitments.iter().map(one).collect()
}

fn answers(plan: OutputPlan<'_>, report: &Report) -> Value {
    let one = |answer: &crate::report::CommitmentAnswer| {
        let at = place(plan, report, &answer.evidence, &answer.spot);
        json!({
            "commitment": answer.commitment,
            "outcome": answer.outcome.id(),
            "reason": answer.reason,
            "source": at,
        })
    };
    report.answers.iter().map(one).collect()
}

fn citations(plan: OutputPlan<'_>, report: &Report) -> Value {
    let one = |cited: &crate::report::CitedDocument| {
        let at = place(plan, report, &cited.name, &cited.spot);
        json!({
            "name": cited.name,
            "canonical": cited.canonical,
            "marked": cited.marked,
            "document_number": cited.document_number,
            "source": at,
        })
    };
    report.citations.iter().map(one).collect()
}

fn corrections(report: &Report) -> Value {
    let one = |entry: &crate::report::Correction| {
        json!({
            "version": entry.version,
            "on": entry.on.to_string(),
            "class": entry.class.id(),
            "was": entry.was,
            "now": entry.now,
            "reason": entry.reason,
            "approved_by": entry.approved_by,
        })
    };
    report.corrections.iter().map(one).collect()
}
