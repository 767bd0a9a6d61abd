//! The finished files of a site, each looked at as it is made and let go. Enter at [`SeenPages::look`].

use super::judged::Checker;
use super::rule::RuleRun;
use super::rules::{RULES, accessibility, links, weight};
use super::web::address::{self, AddressTarget};
use super::web::{GatheredFaults, KeptPages, PageFindings, PageIds, WebPage, pinpoint};
use super::whole_site::WholeSite;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The finished files of a site as its rules have seen them.
#[derive(Debug)]
pub struct SeenPages<'r> {
    /// The rules that have seen them.
    pub(crate) checker: &'r Checker,
    kept: Mutex<KeptPages>,
}

impl<'r> SeenPages<'r> {
    /// Nothing is seen yet.
    pub fn new(checker: &'r Checker) -> SeenPages<'r> {
        SeenPages {
            checker,
            kept: Mutex::default(),
        }
    }

    /// Looks at a finished file; in whichever order they come, the outcome is the same.
    pub fn look(&self, path: &str, bytes: &[u8]) {
        let whole = self.checker.whole();
        let sources = &whole.sources;
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
                gathered = page_faults(whole, &page);
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
        let config = &self.checker.whole().config;
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
pub(crate) fn page_faults(whole: &WholeSite, page: &WebPage) -> GatheredFaults {
    let mut gathered = GatheredFaults::default();
    for rule in RULES {
        if let RuleRun::Page(run, _) = rule.run {
            for fault in run(whole, page) {
                gathered.put(rule.code, fault, 1);
            }
        }
    }
    gathered
}
