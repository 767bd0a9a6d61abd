//! S03: tasks of the era's outline that the report says nothing of. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::word_file::{WordList, rule_words};
use crate::diagnostic::Words;
use crate::report::find::topic::topic_of;
use crate::report::profile::{EraOutline, OutlineTask};
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule {
    review: true,
    ..Rule::draft(
        "S03",
        &["outline-task-silent"],
        include_str!("outline.md"),
        find,
    )
};
const OUTLINE_TASK_SILENT: FindingForm = RULE.info(
    "outline-task-silent",
    "add a section, or say that nothing was to be done",
    "请补充相应内容；确无此项工作的可不写",
);

rule_words! { "outline.yaml":
    /// What the task is called.
    capacity: String,
    /// How other sections speak of it.
    spoken: WordList,
}

/// Topics that are spoken of under another name.
const INSIDE: [(&str, &[&str]); 4] = [
    ("disputes", &["mediation", "letters"]),
    ("enforcement", &["licence"]),
    ("decision", &["legal-adviser"]),
    ("leadership", &["publicity", "first-responsible"]),
];

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let profile = draft.profile();
    let Some(year) = draft.year() else {
        return Vec::new();
    };
    let era =
        |outline: &&EraOutline| (i32::from(outline.from)..=i32::from(outline.to)).contains(&year);
    let Some(outline) = profile.outlines.iter().find(era) else {
        return Vec::new();
    };
    let mut told: BTreeSet<String> = draft
        .known
        .map(|known| known.report.topic_ids().map(str::to_owned).collect())
        .unwrap_or_default();
    let headings = &draft.outline.headings;
    told.extend(
        headings
            .iter()
            .filter_map(|heading| topic_of(&heading.title))
            .map(str::to_owned),
    );
    let silent = outline
        .tasks
        .iter()
        .filter(|task| !is_told(draft, task, &told));
    silent
        .map(|task| {
            let name = &task.name;
            let words = Words::new(
                format!("no section on the task `{name}` of {}", outline.name),
                format!("没有写到{}的“{name}”", outline.name),
            );
            OUTLINE_TASK_SILENT.at(draft.whole(), words)
        })
        .collect()
}

/// Whether a section is about a task: by its topic, or in the task's own words.
fn is_told(draft: &ReportDraft<'_>, task: &OutlineTask, told: &BTreeSet<String>) -> bool {
    let headings = &draft.outline.headings;
    let own = task.name.split('，').next().unwrap_or(&task.name);
    if headings.iter().any(|heading| heading.title.contains(own)) {
        return true;
    }
    // The outline of 2015 has people's capacity as a task, which other sections speak of under the same topic.
    let general = task.topic == "general";
    if general || task.name.contains(&WORDS.capacity) {
        let said = || {
            draft
                .body()
                .any(|(_, block)| WORDS.spoken.stands_in(&block.line.text))
        };
        let is_spoken_of = headings
            .iter()
            .any(|heading| WORDS.spoken.stands_in(&heading.title));
        return is_spoken_of || general && said();
    }
    // A topic may be spoken of under the name of another: mediation is part of disputes, licences are part of enforcement. The table
    // above says which.
    let inside = INSIDE.iter().find(|(outer, _)| *outer == task.topic);
    told.contains(&task.topic)
        || inside.is_some_and(|(_, inner)| inner.iter().any(|topic| told.contains(*topic)))
}
