//! N05: two figures that hardly go together: more parts than the whole, fewer people than posts. Enter at [`RULE`].

use crate::check::draft::{ReportDraft, SiteKnowledge};
use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::diagnostic::Words;
use crate::report::{Figure, Indicator};

pub(crate) const RULE: Rule =
    Rule::draft("N05", &["implausible-pair"], include_str!("pairs.md"), find);
const IMPLAUSIBLE_PAIR: FindingForm = RULE.warning(
    "implausible-pair",
    "compare both with the source; say in the text why it is so, if it is",
    "请核对；如确实如此，请在正文中说明原因",
);

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let Some(known) = draft.known else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for figure in &known.report.figures {
        let Some(indicator) = own(known, figure) else {
            continue;
        };
        if let Some((other, words)) = odd(known, figure, indicator) {
            let place = quoted(draft, &other.quote);
            out.push(IMPLAUSIBLE_PAIR.at(place, words));
        }
    }
    out
}

/// The indicator of a figure of the report's own year.
fn own<'a>(known: SiteKnowledge<'a>, figure: &Figure) -> Option<&'a Indicator> {
    known
        .world
        .indicator(&figure.indicator)
        .filter(|_| figure.is_of(known.report.year))
}

/// The figure that does not go with this one, and why.
fn odd<'a>(
    known: SiteKnowledge<'a>,
    figure: &Figure,
    indicator: &Indicator,
) -> Option<(&'a Figure, Words)> {
    let other = |id: &str| {
        known
            .report
            .figures
            .iter()
            .find(|one| one.indicator == id && one.is_of(known.report.year))
    };
    if let Some(staff) = indicator.staff.as_deref().and_then(other)
        && staff.value < figure.value
    {
        let (posts, people) = (figure.value, staff.value);
        let words = Words::new(
            format!(
                "{posts} of `{}`, but only {people} people for them",
                indicator.name
            ),
            format!("{}{posts}，对应人员只有{people}", indicator.name),
        );
        return Some((staff, words));
    }
    let whole = indicator.part_of.as_deref().and_then(other)?;
    (figure.value > whole.value).then(|| {
        let (part, total) = (figure.value, whole.value);
        let words = Words::new(
            format!(
                "`{}` is {part}, more than the whole of {total}",
                indicator.name
            ),
            format!("{}为{part}，大于其总数{total}", indicator.name),
        );
        (whole, words)
    })
}

/// The place of a quote in the text.
pub(super) fn quoted(draft: &ReportDraft<'_>, quote: &str) -> crate::diagnostic::Place {
    let found = draft
        .outline
        .blocks
        .iter()
        .enumerate()
        .find_map(|(at, block)| Some((at, block.line.text.find(quote)?)));
    match found {
        Some((at, start)) => draft.place(at, start..start + quote.len()),
        None => crate::diagnostic::Place {
            quote: quote.to_owned(),
            ..draft.whole()
        },
    }
}
