//! The tree of sections and pages: who is below whom. Enter at [`plant`].

use super::address::language_root;
use super::{ArrangeOptions, PageId, PageNode, SectionId, SectionNode, Site};
use crate::config::Config;
use crate::content::path::{FilePath, join};
use crate::content::{ContentPage, ContentSection, Documents};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives every document that is shown its address.
pub(super) fn plant(site: &mut Site, documents: &Documents, wish: ArrangeOptions<'_>) {
    let closed: Vec<&ContentSection> = documents
        .sections
        .iter()
        .filter(|section| section.draft && !wish.drafts)
        .collect();
    let shown = |folder: &str, language: &str| {
        !closed.iter().any(|section| {
            section.language == language && is_at_or_below(folder, &section.file.folder)
        })
    };
    let mut sections: Vec<ContentSection> = documents
        .sections
        .iter()
        .filter(|section| shown(&section.file.folder, &section.language))
        .cloned()
        .collect();
    for language in wish.config.language_codes() {
        if !sections
            .iter()
            .any(|section| section.file.folder.is_empty() && section.language == language)
        {
            sections.push(ContentSection::unwritten(
                root_file(language, wish),
                language,
            ));
        }
    }
    sections.sort_by(|a, b| a.file.relative.cmp(&b.file.relative));
    for section in sections {
        plant_section(site, section, wish);
    }
    for page in &documents.pages {
        if (!page.draft || wish.drafts) && shown(&page.file.folder, &page.language) {
            plant_page(site, page, wish);
        }
    }
}

fn is_at_or_below(folder: &str, top: &str) -> bool {
    folder == top
        || top.is_empty()
        || folder
            .strip_prefix(top)
            .is_some_and(|rest| rest.starts_with('/'))
}

fn root_file(language: &str, wish: ArrangeOptions<'_>) -> FilePath {
    let name = if language == wish.config.default_language {
        "_index.md".to_owned()
    } else {
        format!("_index.{language}.md")
    };
    FilePath::new(&name, &wish.config.other_language_codes())
}

fn plant_section(site: &mut Site, section: ContentSection, wish: ArrangeOptions<'_>) {
    let prefix = language_root(&section.language, wish.config);
    let folder = &section.file.folder;
    let path = if folder.is_empty() {
        prefix
    } else {
        format!("{prefix}{folder}/")
    };
    let id = site.sections.len();
    site.section_by_file
        .insert(section.file.relative.clone(), id);
    site.sections.push(SectionNode {
        permalink: wish.config.make_permalink(&path),
        path,
        section: Arc::new(section),
        ancestors: Vec::new(),
        pages: Vec::new(),
        subsections: Vec::new(),
        translations: Vec::new(),
        is_sample: false,
    });
}

fn plant_page(site: &mut Site, page: &ContentPage, wish: ArrangeOptions<'_>) {
    let mode = wish.config.slugify.paths;
    let name = page.slug.as_deref().unwrap_or(
        if wish.config.slugify.paths_keep_dates && page.slug.is_none() {
            page.file.named()
        } else {
            &page.file_slug
        },
    );
    let slug = mode.path(name);
    let path = match &page.path {
        Some(path) => {
            let path = path.trim_start_matches('/').trim_end_matches('/');
            if path.is_empty() {
                "/".to_owned()
            } else {
                format!("/{path}/")
            }
        }
        None => format!(
            "{}{}/",
            language_root(&page.language, wish.config),
            join(page.file.section_folder(), &slug)
        ),
    };
    let id = site.pages.len();
    site.page_by_file.insert(page.file.relative.clone(), id);
    site.pages.push(PageNode {
        permalink: wish.config.make_permalink(&path),
        page: Arc::new(page.clone()),
        slug,
        path,
        ancestors: Vec::new(),
        section: None,
        lower: None,
        higher: None,
        translations: Vec::new(),
        unsortable: false,
        is_sample: false,
    });
}

/// Sections by language and folder.
type Places = BTreeMap<(String, String), SectionId>;

/// Finds for every section its ancestors and subsections, and for every page the sections that list it.
pub(super) fn connect(site: &mut Site) {
    let place = |id: usize, section: &ContentSection| {
        ((section.language.clone(), section.file.folder.clone()), id)
    };
    let sections = site.sections.iter().enumerate();
    let places: Places = sections
        .map(|(id, node)| place(id, &node.section))
        .collect();
    for id in 0..site.sections.len() {
        let section = Arc::clone(&site.sections[id].section);
        let folder = &section.file.folder;
        let mut chain = above(&places, &section.language, folder);
        chain.retain(|ancestor| *ancestor != id);
        let direct = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let parent = at(&places, &section.language, direct).filter(|_| !folder.is_empty());
        if let Some(parent) = parent {
            site.sections[parent].subsections.push(id);
        }
        site.sections[id].ancestors = chain;
    }
    for id in 0..site.pages.len() {
        let page = Arc::clone(&site.pages[id].page);
        let folder = page.file.section_folder();
        if let Some(own) = at(&places, &page.language, folder) {
            file_under(site, id, own, &above(&places, &page.language, folder));
        }
    }
    order_subsections(site);
}

fn at(places: &Places, language: &str, folder: &str) -> Option<SectionId> {
    places
        .get(&(language.to_owned(), folder.to_owned()))
        .copied()
}

/// The sections of a folder and of all folders above it, from the root down.
fn above(places: &Places, language: &str, folder: &str) -> Vec<SectionId> {
    let mut chain = Vec::new();
    let mut folder = folder;
    loop {
        chain.extend(at(places, language, folder));
        match folder.rsplit_once('/') {
            Some((parent, _)) => folder = parent,
            None if folder.is_empty() => break,
            None => folder = "",
        }
    }
    chain.reverse();
    chain
}

/// Lists the page in its section and, as long as these are transparent, in those above.
fn file_under(site: &mut Site, page: PageId, own: SectionId, chain: &[SectionId]) {
    let mut keeper = own;
    site.sections[own].pages.push(page);
    for above in chain.iter().rev().filter(|above| **above != own) {
        if !site.sections[keeper].section.transparent {
            break;
        }
        keeper = *above;
        site.sections[keeper].pages.push(page);
    }
    let node = &mut site.pages[page];
    node.section = Some(keeper);
    node.ancestors = chain
        .iter()
        .copied()
        .filter(|id| {
            site.sections[*id].section.file.folder.len()
                <= site.sections[keeper].section.file.folder.len()
        })
        .collect();
}

fn order_subsections(site: &mut Site) {
    for id in 0..site.sections.len() {
        let mut below = std::mem::take(&mut site.sections[id].subsections);
        below.sort_by(|a, b| {
            let (a, b) = (&site.sections[*a], &site.sections[*b]);
            a.section
                .weight
                .cmp(&b.section.weight)
                .then_with(|| a.path.cmp(&b.path))
        });
        site.sections[id].subsections = below;
    }
}

/// Joins the versions of a document where the site has several languages, in the order of the configuration; a document is one of its own versions.
pub(super) fn translate(site: &mut Site, config: &Config) {
    let codes: Vec<&str> = config.language_codes().collect();
    let number = |language: &str| codes.iter().position(|code| *code == language);
    let mut pages: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for (id, node) in site.pages.iter().enumerate() {
        pages.entry(&node.page.file.canonical).or_default().push(id);
    }
    let pages: Vec<Vec<PageId>> = pages.into_values().collect();
    for mut versions in pages {
        versions.sort_by_key(|id| number(&site.pages[*id].page.language));
        for id in &versions {
            site.pages[*id].translations.clone_from(&versions);
        }
    }
    let mut sections: BTreeMap<&str, Vec<SectionId>> = BTreeMap::new();
    for (id, node) in site.sections.iter().enumerate() {
        sections
            .entry(&node.section.file.canonical)
            .or_default()
            .push(id);
    }
    let sections: Vec<Vec<SectionId>> = sections.into_values().collect();
    for mut versions in sections {
        versions.sort_by_key(|id| number(&site.sections[*id].section.language));
        for id in &versions {
            site.sections[*id].translations.clone_from(&versions);
        }
    }
}
