//! Pages, sections, pagers, terms and redirects. Enter at [`list_pages`].

use super::output_plan::OutputPlan;
use super::path_claims::PathClaims;
use super::recipe::{Recipe, file_of};
use crate::site::address::{numbered_pager, pager_count};
use crate::site::route::alias_path;

/// Aliases and `redirect_to`; real pages of the same path win later.
pub(super) fn list_redirects(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    let mut add = |aliases: &[String], to: &str| {
        for alias in aliases {
            artifacts.insert(file_of(&alias_path(alias)), Recipe::Redirect(to.to_owned()));
        }
    };
    for node in &plan.site.sections {
        add(&node.section.aliases, &node.permalink);
    }
    for node in plan.site.pages.iter().filter(|node| !node.unsortable) {
        add(&node.page.aliases, &node.permalink);
    }
}

/// Pages, sections and what comes from reports.
pub(super) fn list_pages(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    for (id, node) in plan.site.sections.iter().enumerate() {
        if let Some(target) = &node.section.redirect_to {
            let to = if target.starts_with("http://") || target.starts_with("https://") {
                target.clone()
            } else {
                plan.config.make_permalink(&alias_path(target))
            };
            artifacts.insert(file_of(&node.path), Recipe::Redirect(to));
        } else if node.section.render {
            list_section(plan, id, artifacts);
        }
    }
    for (id, node) in plan.site.pages.iter().enumerate() {
        if node.page.render && !node.unsortable {
            artifacts.insert(file_of(&node.path), Recipe::Page(id));
        }
    }
    for (id, page) in plan.site.generated.iter().enumerate() {
        artifacts.insert(file_of(&page.path), Recipe::Generated(id));
    }
}

fn list_section(plan: OutputPlan<'_>, id: usize, artifacts: &mut PathClaims) {
    let node = &plan.site.sections[id];
    let Some(by) = node.section.paginate_by else {
        artifacts.insert(file_of(&node.path), Recipe::Section(id, None));
        return;
    };
    let pagers = pager_count(node.pages.len(), by);
    artifacts.insert(file_of(&node.path), Recipe::Section(id, Some(1)));
    let first = numbered_pager(&node.path, &node.section.paginate_path, 1);
    artifacts.insert(file_of(&first), Recipe::Redirect(node.permalink.clone()));
    for number in 2..=pagers {
        let path = numbered_pager(&node.path, &node.section.paginate_path, number);
        artifacts.insert(file_of(&path), Recipe::Section(id, Some(number)));
    }
}

/// Lists and terms of taxonomies that are rendered and have terms.
pub(super) fn list_taxonomies(plan: OutputPlan<'_>, artifacts: &mut PathClaims) {
    for (index, taxonomy) in plan.site.taxonomies.iter().enumerate() {
        if !taxonomy.config.render || taxonomy.terms.is_empty() {
            continue;
        }
        artifacts.insert(file_of(&taxonomy.path), Recipe::TermList(index));
        for (number, term) in taxonomy.terms.iter().enumerate() {
            let Some(by) = taxonomy.config.paginate_by.filter(|by| *by > 0) else {
                artifacts.insert(file_of(&term.path), Recipe::Term(index, number, None));
                continue;
            };
            let folder = taxonomy.config.pager_path();
            artifacts.insert(file_of(&term.path), Recipe::Term(index, number, Some(1)));
            artifacts.insert(
                file_of(&numbered_pager(&term.path, folder, 1)),
                Recipe::Redirect(term.permalink.clone()),
            );
            for pager in 2..=pager_count(term.pages.len(), by) {
                artifacts.insert(
                    file_of(&numbered_pager(&term.path, folder, pager)),
                    Recipe::Term(index, number, Some(pager)),
                );
            }
        }
    }
}
