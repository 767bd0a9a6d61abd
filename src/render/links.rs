//! Links between documents: do they lead somewhere, and who links to whom. Enter at [`check_anchors`] and [`collect_backlinks`].

use super::inputs::RenderInputs;
use super::rendered_bodies::{Backlink, RenderedBodies};
use crate::config::LinkLevel;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::site::Site;
use std::collections::BTreeMap;

/// Links to `@/file.md#anchor` and to `#anchor` must lead to an id of the target.
pub(super) fn check_anchors(inputs: &RenderInputs, bodies: &RenderedBodies) -> Vec<Diagnostic> {
    let site = &inputs.site;
    let level = inputs.config.link_checker.internal_level;
    let of_file = |file: &str| {
        let page = site.page_by_file.get(file).map(|id| &bodies.pages[*id]);
        page.or_else(|| {
            site.section_by_file
                .get(file)
                .map(|id| &bodies.sections[*id])
        })
    };
    let pages = site
        .pages
        .iter()
        .map(|node| &node.page.body)
        .zip(&bodies.pages);
    let sections = site
        .sections
        .iter()
        .map(|node| &node.section.body)
        .zip(&bodies.sections);
    let mut diagnostics = Vec::new();
    for (text, body) in pages.chain(sections) {
        for link in &body.internal_links {
            let Some(anchor) = link
                .anchor
                .as_deref()
                .filter(|anchor| !anchor.is_empty() && *anchor != "top")
            else {
                continue;
            };
            let target = match &link.target {
                Some(file) => of_file(file),
                None => Some(body),
            };
            if target.is_some_and(|target| !target.has_anchor(anchor)) {
                let place = Place::span(&*text.file, &text.whole, link.range.clone());
                diagnostics.push(no_anchor(anchor, link.target.as_deref(), level, place));
            }
        }
    }
    diagnostics
}

fn no_anchor(anchor: &str, target: Option<&str>, level: LinkLevel, place: Place) -> Diagnostic {
    let whose = target.map_or_else(|| place.file.clone(), |file| format!("content/{file}"));
    let words = Words::new(
        format!("`{whose}` has no anchor `{anchor}`"),
        format!("`{whose}` 中没有锚点 `{anchor}`"),
    );
    let diagnostic = match level {
        LinkLevel::Error => Diagnostic::error("link", "no-anchor", words),
        LinkLevel::Warn => Diagnostic::warning("link", "no-anchor", words),
    };
    diagnostic.at(place).hint(Words::new(
        "the anchors are the ids of its headings; look at the address of the heading in the browser",
        "锚点是标题的 id，可在浏览器中查看标题的地址",
    ))
}

/// Who links to whom, itself included: by address, each once.
pub(super) fn collect_backlinks(
    site: &Site,
    bodies: &RenderedBodies,
) -> BTreeMap<String, Vec<Backlink>> {
    let mut found: BTreeMap<String, Vec<Backlink>> = BTreeMap::new();
    let pages = site
        .pages
        .iter()
        .map(|node| (node.permalink.clone(), node.page.title.clone()))
        .zip(&bodies.pages);
    let sections = site
        .sections
        .iter()
        .map(|node| (node.permalink.clone(), node.section.title.clone()))
        .zip(&bodies.sections);
    for ((permalink, title), body) in pages.chain(sections) {
        for file in body
            .internal_links
            .iter()
            .filter_map(|link| link.target.as_deref())
        {
            let Some(to) = site.permalink_of(file) else {
                continue;
            };
            let links = found.entry(to.to_owned()).or_default();
            let link = Backlink {
                permalink: permalink.clone(),
                title: title.clone(),
            };
            // All links of one body come in a row, so that looking at the last one keeps the whole linear however often a page is named.
            if links.last() != Some(&link) {
                links.push(link);
            }
        }
    }
    for links in found.values_mut() {
        links.sort_by(|one, other| one.permalink.cmp(&other.permalink));
    }
    found
}
