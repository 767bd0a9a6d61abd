//! The order of a section's pages. Enter at [`sort`].

use super::{PageId, PageNode, Site};
use crate::content::{SortBy, date};
use crate::diagnostic::{Diagnostic, Place, Words};
use std::cmp::{Ordering, Reverse};

/// Sorts every section, fills `lower` and `higher`, and takes out the pages that lack the key.
pub(super) fn sort(site: &mut Site) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for id in 0..site.sections.len() {
        let by = site.sections[id].section.sort_by;
        let pages = std::mem::take(&mut site.sections[id].pages);
        let (mut sortable, unsortable): (Vec<PageId>, Vec<PageId>) = pages
            .into_iter()
            .partition(|page| has_key(&site.pages[*page], by));
        sortable.sort_by(|a, b| compare(&site.pages[*a], &site.pages[*b], by));
        if by != SortBy::None {
            for (index, page) in sortable.iter().enumerate() {
                if site.pages[*page].section == Some(id) {
                    site.pages[*page].lower = index.checked_sub(1).map(|before| sortable[before]);
                    site.pages[*page].higher = sortable.get(index + 1).copied();
                }
            }
        }
        for page in unsortable {
            if site.pages[page].section == Some(id) {
                site.pages[page].unsortable = true;
                diagnostics.push(lacks_key(&site.pages[page], by));
            }
        }
        site.sections[id].pages = sortable;
    }
    for id in 0..site.sections.len() {
        let mut pages = std::mem::take(&mut site.sections[id].pages);
        pages.retain(|page| site.pages[*page].page.render);
        site.sections[id].pages = pages;
    }
    diagnostics
}

fn has_key(node: &PageNode, by: SortBy) -> bool {
    match by {
        SortBy::Date => node.page.date.is_some(),
        SortBy::UpdateDate => node.page.date.is_some() || node.page.updated.is_some(),
        SortBy::Title | SortBy::TitleBytes => node.page.title.is_some(),
        SortBy::Weight => node.page.weight.is_some(),
        SortBy::None | SortBy::Slug | SortBy::Permalink => true,
    }
}

fn lacks_key(node: &PageNode, by: SortBy) -> Diagnostic {
    let (key, file) = (key_name(by), format!("content/{}", node.page.file.relative));
    Diagnostic::warning(
        "content",
        "unsortable",
        Words::new(
            format!("`{file}` has no `{key}`, by which its section is sorted, so it is neither listed nor written"),
            format!("`{file}` 缺少所在栏目排序用的 `{key}`，因此不列出也不生成"),
        ),
    )
    .at(Place::file(file))
    .hint(Words::new(format!("add `{key}` to its front matter"), format!("请在文件头中加上 `{key}`")))
}

fn key_name(by: SortBy) -> &'static str {
    match by {
        SortBy::UpdateDate => "updated",
        SortBy::Title | SortBy::TitleBytes => "title",
        SortBy::Weight => "weight",
        _ => "date",
    }
}

fn compare(a: &PageNode, b: &PageNode, by: SortBy) -> Ordering {
    let title = |node: &PageNode| node.page.title.clone().unwrap_or_default();
    let first = match by {
        SortBy::Date => {
            Reverse(moment(a.page.date.as_deref())).cmp(&Reverse(moment(b.page.date.as_deref())))
        }
        SortBy::UpdateDate => Reverse(last_change(a)).cmp(&Reverse(last_change(b))),
        SortBy::Title => natural(&title(a), &title(b)),
        SortBy::TitleBytes => title(a).cmp(&title(b)),
        SortBy::Weight => a.page.weight.cmp(&b.page.weight),
        SortBy::Slug => natural(&a.slug, &b.slug),
        SortBy::None | SortBy::Permalink => Ordering::Equal,
    };
    first.then_with(|| a.permalink.cmp(&b.permalink))
}

fn moment(text: Option<&str>) -> Option<i64> {
    text.and_then(date::instant)
}

fn last_change(node: &PageNode) -> Option<i64> {
    moment(node.page.date.as_deref()).max(moment(node.page.updated.as_deref()))
}

/// Compares without regard to case and accents, runs of digits by their number; what is equal then goes by code points.
pub(crate) fn natural(a: &str, b: &str) -> Ordering {
    natural_key(a).cmp(&natural_key(b)).then_with(|| a.cmp(b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortPart {
    Number(u64),
    Letter(char),
}

fn natural_key(text: &str) -> Vec<SortPart> {
    let folded = deunicode::deunicode(text);
    let mut parts = Vec::with_capacity(folded.len());
    let mut number: Option<u64> = None;
    for c in folded.chars().filter(char::is_ascii_alphanumeric) {
        match c.to_digit(10) {
            Some(digit) => {
                let before = number.unwrap_or(0);
                number = Some(before.saturating_mul(10).saturating_add(u64::from(digit)));
            }
            None => {
                parts.extend(number.take().map(SortPart::Number));
                parts.push(SortPart::Letter(c.to_ascii_lowercase()));
            }
        }
    }
    parts.extend(number.map(SortPart::Number));
    parts
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_count_as_numbers_and_case_and_accents_do_not_count() {
        let mut titles = ["item10", "item9", "Item9", "élan", "zebra", "Apple"];
        titles.sort_by(|a, b| natural(a, b));
        assert_eq!(
            titles,
            ["Apple", "élan", "Item9", "item9", "item10", "zebra"]
        );
    }
}
