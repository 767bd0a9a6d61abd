//! The finished files of a site, each looked at as it is made and let go. Enter at [`SeenPages::look`].

use super::fault::{GatheredFaults, pinpoint};
use super::{WebPage, address};
use crate::check::judged::Checker;
use crate::check::rule::RuleRun;
use crate::check::rules::{RULES, accessibility, links, weight};
use address::AddressTarget;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A link of a page to another file of the site.
#[derive(Debug)]
pub(crate) struct SiteLink {
    /// As it is written.
    pub(crate) written: Box<str>,
    /// 1-based line of the first of its kind.
    pub(crate) line: usize,
    /// How often it stands on the page.
    pub(crate) times: usize,
}

/// The ids of a page in one piece, sorted.
#[derive(Debug, Default)]
pub(crate) struct PageIds {
    joined: String,
    ends: Vec<usize>,
}

impl PageIds {
    fn of(page: &WebPage) -> PageIds {
        let mut ids = PageIds::default();
        for id in &page.ids {
            ids.joined += id;
            ids.ends.push(ids.joined.len());
        }
        ids
    }

    fn at(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.joined[start..self.ends[number]]
    }

    /// Whether the page has it.
    pub(crate) fn has(&self, id: &str) -> bool {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.at(middle).cmp(id) {
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        false
    }
}

/// What rules across pages need of one.
#[derive(Debug)]
pub(crate) struct PageFindings {
    /// Its ids.
    pub(crate) ids: PageIds,
    /// Its bytes.
    pub(crate) weight: usize,
    /// What of the site it leads to or loads, as far as that is not told by the page itself.
    pub(crate) links: Vec<SiteLink>,
    /// Styles, scripts and pictures of the site that it loads.
    pub(crate) loads: Vec<weight::PageLoad>,
    /// Links to other hosts, each once, with its line.
    pub(crate) outward: Vec<(Box<str>, usize)>,
}

/// What is kept of all files.
#[derive(Debug, Default)]
pub(crate) struct KeptPages {
    /// Bytes of every file, by path.
    pub(crate) sizes: BTreeMap<String, usize>,
    /// The pages that were made here, by path.
    pub(crate) pages: BTreeMap<String, PageFindings>,
    /// What is wrong with pages, each seen alone.
    pub(crate) gathered: GatheredFaults,
}

/// The finished files of a site as its rules have seen them.
#[derive(Debug)]
pub struct SeenPages<'r> {
    pub(crate) rules: &'r Checker,
    kept: Mutex<KeptPages>,
}

impl<'r> SeenPages<'r> {
    /// Nothing is seen yet.
    pub fn new(rules: &'r Checker) -> SeenPages<'r> {
        SeenPages {
            rules,
            kept: Mutex::default(),
        }
    }

    /// Looks at a finished file; in whichever order they come, the outcome is the same.
    pub fn look(&self, path: &str, bytes: &[u8]) {
        let sources = self.rules.whole().sources;
        let is_copied = || {
            ["static", "content"]
                .iter()
                .any(|folder| sources.get(&format!("{folder}/{path}")).is_some())
        };
        let (mut gathered, mut facts) = (GatheredFaults::default(), None);
        if path.ends_with(".css") {
            for fault in accessibility::of_sheet(path, bytes) {
                gathered.put(accessibility::RULE.code, fault, 1);
            }
        } else if path.ends_with(".html") && !is_copied() {
            let page = WebPage::read(path, &String::from_utf8_lossy(bytes));
            if !page.is_redirect() {
                gathered = alone(self.rules, &page);
                facts = Some(self.facts(&page));
            }
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            gathered.places().for_each(|place| pinpoint(place, text));
        }
        let mut kept = self.kept();
        kept.gathered.merge(gathered);
        kept.sizes.insert(path.to_owned(), bytes.len());
        if let Some(facts) = facts {
            kept.pages.insert(path.to_owned(), facts);
        }
    }

    /// What is kept so far.
    pub(crate) fn kept(&self) -> MutexGuard<'_, KeptPages> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn facts(&self, page: &WebPage) -> PageFindings {
        let config = self.rules.whole().config;
        let mut outward: Vec<(Box<str>, usize)> = Vec::new();
        for tag in page.tags().filter(|tag| tag.name == "a") {
            let url = tag.get("href").unwrap_or("").trim();
            let is_new = || outward.iter().all(|(known, _)| **known != *url);
            if matches!(
                address::read(config, &page.path, url),
                AddressTarget::Outside(_)
            ) && is_new()
            {
                outward.push((url.into(), tag.line));
            }
        }
        PageFindings {
            ids: PageIds::of(page),
            weight: page.weight,
            links: links::kept(config, page),
            loads: weight::loads(config, page),
            outward,
        }
    }
}

/// What the rules for single pages find in one.
pub(crate) fn alone(rules: &Checker, page: &WebPage) -> GatheredFaults {
    let mut gathered = GatheredFaults::default();
    for rule in RULES {
        if let RuleRun::Page(run, _) = rule.run {
            for fault in run(rules, page) {
                gathered.put(rule.code, fault, 1);
            }
        }
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_of_a_page_is_known_and_no_other() {
        let html =
            "<p id=\"b\"></p><p id=\"甲\"></p><a name=\"ab\"></a><p id=\"a\"></p><p id=\"b\"></p>";
        let ids = PageIds::of(&WebPage::read("x.html", html));
        for id in ["a", "ab", "b", "甲"] {
            assert!(ids.has(id), "{id}");
        }
        for id in ["", "aa", "bb", "ba", "abb", "乙", "b甲"] {
            assert!(!ids.has(id), "{id}");
        }
        assert!(!PageIds::default().has("a"));
    }
}
