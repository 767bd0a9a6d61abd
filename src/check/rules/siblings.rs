//! T03: one section of a chapter without numbered points where all others have them. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule::draft(
    "T03",
    &["sibling-unnumbered"],
    include_str!("siblings.md"),
    find,
);
const SIBLING_UNNUMBERED: FindingForm = RULE.info(
    "sibling-unnumbered",
    "check that nothing was lost; one point alone may stay without a number",
    "请核对是否漏项；只有一项时可以不编号",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let headings = &draft.outline.headings;
    // Sections of the second level by chapter: index of the heading and how many points it has.
    let mut chapters: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    // Headings come in the order of the text, so one pass suffices: the last section of the second level is open until another heading of
    // its level or above comes, and points below it are counted for it.
    let mut open: Option<(&str, &str)> = None;
    for (index, heading) in headings.iter().enumerate() {
        match heading.level {
            2 => {
                let chapter = heading.path.rsplit_once('/').map_or("", |(up, _)| up);
                chapters.entry(chapter).or_default().push((index, 0));
                open = Some((chapter, &heading.path));
            }
            1 => open = None,
            _ => {
                if let Some(last) = open
                    .filter(|(_, path)| heading.path.starts_with(&format!("{path}/")))
                    .and_then(|(chapter, _)| chapters.get_mut(chapter)?.last_mut())
                {
                    last.1 += 1;
                }
            }
        }
    }
    let mut out = Vec::new();
    for sections in chapters.values() {
        let bare: Vec<usize> = sections
            .iter()
            .filter(|(_, points)| *points == 0)
            .map(|(index, _)| *index)
            .collect();
        let &[only] = &bare[..] else { continue };
        // With fewer siblings the one without points is no exception but one of two ways to write.
        if sections.len() < 4 {
            continue;
        }
        if let Some((at, block)) = draft.block_of(only) {
            let words = Words::new(
                "this section has no numbered points, all its siblings have",
                "本节没有分项序号，同级各节都有",
            );
            let place = draft.place(at, 0..block.lead);
            out.push(SIBLING_UNNUMBERED.at(place, words));
        }
    }
    out
}
