//! What is kept of finished files once they are let go. Enter at [`KeptPages`].

use super::fault::GatheredFaults;
use super::page::WebPage;
use std::collections::BTreeMap;

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
    /// Those of a page.
    pub(crate) fn of(page: &WebPage) -> PageIds {
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
    pub(crate) loads: Vec<PageLoad>,
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

/// What a page loads.
#[derive(Debug)]
pub(crate) struct PageLoad {
    /// Its path in the site.
    pub(crate) path: Box<str>,
    /// Whether it is a picture.
    pub(crate) is_picture: bool,
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
