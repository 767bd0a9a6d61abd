//! Feeds of the site, of languages, sections and terms. Enter at [`site_feeds`], then [`make_feed`].

use super::bytes::OutputBytes;
use super::output_plan::OutputPlan;
use crate::content::date;
use crate::diagnostic::Diagnostic;
use crate::render::context::zola::{taxonomy_config, term};
use crate::render::engine::{SharedValue, TemplateVariables};
use crate::render::functions::TermPages;
use crate::render::page_maker::PageMaker;
use crate::site::{PageId, Site};
use serde_json::json;
use std::cmp::Reverse;
use std::sync::Arc;

/// Pages of a built-in feed that are rendered at a time: the engine copies the bodies that it prints.
const AT_ONCE: usize = 64;

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

/// All feeds that have a page.
pub(super) fn site_feeds(plan: OutputPlan<'_>) -> Vec<Feed> {
    let mut feeds = Vec::new();
    let mut add = |of: FeedOf, language: &str, folder: &str| {
        for name in &plan.config.language(language).feed_filenames {
            let feed = Feed {
                of: of.clone(),
                language: language.to_owned(),
                path: format!("{folder}{name}"),
                name: name.clone(),
            };
            if !feed_pages(plan.site, &feed.of, &feed.language).is_empty() {
                feeds.push(feed);
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
    feeds
}

/// The dated pages of a feed, newest first; pages that are not written and those of fictional bodies are not in it.
pub(crate) fn feed_pages(site: &Site, of: &FeedOf, language: &str) -> Vec<PageId> {
    let all: Vec<PageId> = match of {
        FeedOf::Language => (0..site.pages.len())
            .filter(|id| site.pages[*id].page.language == language)
            .collect(),
        FeedOf::Section(id) => site.sections[*id].pages.clone(),
        FeedOf::Term(taxonomy, term) => site.taxonomies[*taxonomy].terms[*term].pages.clone(),
    };
    let mut dated: Vec<(Reverse<i64>, &str, PageId)> = all
        .into_iter()
        .filter(|id| site.pages[*id].is_in_feeds())
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

/// Makes a feed. One of the built-in templates is rendered for a few pages at a time, so that a feed of all pages holds their
/// bodies once and not three times.
///
/// # Errors
/// What is wrong with its template.
pub(super) fn make_feed(
    maker: &Arc<PageMaker>,
    feed: &Feed,
) -> Result<OutputBytes, Box<Diagnostic>> {
    let site = &maker.inputs().site;
    let mut pages = feed_pages(site, &feed.of, &feed.language);
    pages.truncate(maker.inputs().config.feed_limit.unwrap_or(usize::MAX));
    let common = feed_variables(maker, feed, &pages);
    let fill = |pages: &[PageId]| {
        let list = pages.iter().map(|id| maker.values.page(*id));
        let variables = common
            .clone()
            .with("pages", SharedValue::list(list.collect()));
        let place = maker
            .inputs()
            .config
            .place_of("feed_filenames", &feed.language);
        maker.fill_for(&feed.name, variables, &place)
    };
    let (begin, end) = match feed.name.as_str() {
        "atom.xml" => ("<entry", "</entry>"),
        "rss.xml" => ("<item>", "</item>"),
        _ => return fill(&pages).map(OutputBytes::Text),
    };
    if pages.len() <= AT_ONCE || !maker.templates.engine.is_builtin(&feed.name) {
        return fill(&pages).map(OutputBytes::Text);
    }
    let rendered = pages.chunks(AT_ONCE).map(fill);
    join_feeds(rendered, begin, end).map(OutputBytes::Pieces)
}

/// Feeds that differ in their entries only become one: head and end of the first, the entries of all.
fn join_feeds(
    feeds: impl Iterator<Item = Result<String, Box<Diagnostic>>>,
    begin: &str,
    end: &str,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut pieces: Vec<String> = Vec::new();
    let mut tail = String::new();
    for feed in feeds {
        let mut feed = feed?;
        // What pages say is escaped, so these tags are those of the template.
        if let (Some(from), Some(to)) = (feed.find(begin), feed.rfind(end)) {
            let rest = feed.split_off(to + end.len());
            if pieces.is_empty() {
                tail = rest;
            } else {
                feed.replace_range(..from, "\n");
            }
        }
        pieces.push(feed);
    }
    pieces.push(tail);
    Ok(pieces)
}

/// What a feed's template sees besides its pages.
fn feed_variables(maker: &Arc<PageMaker>, feed: &Feed, pages: &[PageId]) -> TemplateVariables {
    let site = &maker.inputs().site;
    let newest = pages
        .iter()
        .filter_map(|id| {
            let page = &site.pages[*id].page;
            let days = page.updated.iter().chain(&page.date);
            days.max_by_key(|day| date::instant(day))
        })
        .max_by_key(|day| date::instant(day));
    let url = maker.inputs().config.make_permalink(&feed.path);
    let variables = TemplateVariables::new()
        .with("config", maker.templates.config_value(&feed.language))
        .with("lang", SharedValue::new(feed.language.as_str().into()))
        .with("feed_url", SharedValue::new(url.into()))
        .with("last_updated", SharedValue::new(json!(newest)))
        // Its name in the feeds of older sites.
        .with("last_build_date", SharedValue::new(json!(newest)));
    match &feed.of {
        FeedOf::Language => variables,
        FeedOf::Section(id) => {
            variables.with("section", maker.values.section(*id, TermPages::None))
        }
        FeedOf::Term(index, number) => {
            let taxonomy = &site.taxonomies[*index];
            variables
                .with("taxonomy", SharedValue::new(taxonomy_config(taxonomy)))
                .with("term", SharedValue::new(term(&taxonomy.terms[*number])))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::join_feeds;

    #[test]
    fn a_feed_made_in_pieces_is_the_feed_made_at_once() {
        let feed = |entries: &[&str]| {
            let list = entries.iter().map(|one| format!("\n<item>{one}</item>"));
            format!("<rss>{}\n</rss>", list.collect::<String>())
        };
        let parts = [&["a", "b"][..], &["c", "d"], &["e"]];
        let pieces = join_feeds(parts.iter().map(|part| Ok(feed(part))), "<item>", "</item>");
        assert_eq!(pieces.unwrap().concat(), feed(&["a", "b", "c", "d", "e"]));
    }
}
