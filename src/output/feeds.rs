//! Feeds of the site, of languages, sections and terms. Enter at [`list`].

use super::{Artifacts, Plan, Recipe};
use crate::content::date;
use crate::site::{PageId, Site};
use std::cmp::Reverse;

/// Whose feed it is and which file it is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Whose pages it has.
    pub of: FeedOf,
    /// Language code.
    pub language: String,
    /// Address below the base URL, `/zh/atom.xml`.
    pub path: String,
    /// File name, which is the template's name too.
    pub name: String,
}

/// Whose pages a feed has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedOf {
    /// All pages of a language.
    Language,
    /// A section's pages.
    Section(usize),
    /// A term's pages: taxonomy and term.
    Term(usize, usize),
}

/// Lists all feeds.
pub(super) fn list(plan: Plan<'_>, artifacts: &mut Artifacts) {
    let mut add = |of: FeedOf, language: &str, folder: &str| {
        for name in &plan.config.language(language).feed_filenames {
            let path = format!("{folder}{name}");
            let feed = Feed {
                of: of.clone(),
                language: language.to_owned(),
                path: path.clone(),
                name: name.clone(),
            };
            if !pages(plan.site, &feed.of, &feed.language).is_empty() {
                artifacts.insert(path.trim_start_matches('/').to_owned(), Recipe::Feed(feed));
            }
        }
    };
    for language in plan.config.language_codes() {
        if plan.config.language(language).generate_feeds {
            let folder = plan
                .site
                .root(language)
                .map_or("/", |root| root.path.as_str());
            add(FeedOf::Language, language, folder);
        }
    }
    for (id, node) in plan
        .site
        .sections
        .iter()
        .enumerate()
        .filter(|(_, node)| node.section.generate_feeds)
    {
        add(FeedOf::Section(id), &node.section.language, &node.path);
    }
    for (index, taxonomy) in plan.site.taxonomies.iter().enumerate() {
        if taxonomy.config.feed && taxonomy.config.render {
            for (number, term) in taxonomy.terms.iter().enumerate() {
                add(FeedOf::Term(index, number), &taxonomy.language, &term.path);
            }
        }
    }
}

/// The dated pages of a feed, newest first; pages that are not written are not in it.
pub fn pages(site: &Site, of: &FeedOf, language: &str) -> Vec<PageId> {
    let all: Vec<PageId> = match of {
        FeedOf::Language => (0..site.pages.len())
            .filter(|id| site.pages[*id].page.language == language)
            .collect(),
        FeedOf::Section(id) => site.sections[*id].pages.clone(),
        FeedOf::Term(taxonomy, term) => site.taxonomies[*taxonomy].terms[*term].pages.clone(),
    };
    let mut dated: Vec<(Reverse<i64>, &str, PageId)> = all
        .into_iter()
        .filter(|id| site.pages[*id].page.render && !site.pages[*id].unsortable)
        .filter_map(|id| {
            let node = &site.pages[id];
            Some((
                Reverse(date::instant(node.page.date.as_deref()?)?),
                node.permalink.as_str(),
                id,
            ))
        })
        .collect();
    dated.sort();
    dated.into_iter().map(|(_, _, id)| id).collect()
}
