//! Heading ids and the contents list. Enter at [`HeadingIds`] and [`nest`].

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An entry of the contents list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PageHeading {
    /// 1 to 6.
    pub level: u32,
    /// Its `id`.
    pub id: String,
    /// The page's address with the id.
    pub permalink: String,
    /// Its text without markup.
    pub title: String,
    /// Headings of lower level below it.
    pub children: Vec<PageHeading>,
}

impl PageHeading {
    /// Whether this heading or one below it has the id.
    pub fn has(&self, id: &str) -> bool {
        self.id == id || self.children.iter().any(|child| child.has(id))
    }
}

/// The ids of a page, each given once.
#[derive(Debug, Default)]
pub(super) struct HeadingIds {
    taken: BTreeSet<String>,
    /// The last number tried after a wished id: all before it are taken.
    tried: BTreeMap<String, usize>,
}

impl HeadingIds {
    /// Keeps an explicit id from being given to another heading.
    pub(super) fn reserve(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// The wished id, or with the first free number after it.
    pub(super) fn give(&mut self, wished: String) -> String {
        if self.taken.insert(wished.clone()) {
            return wished;
        }
        let number = self.tried.entry(wished.clone()).or_insert(0);
        loop {
            *number += 1;
            let id = format!("{wished}-{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Puts each heading below the nearest earlier one of higher level.
pub(super) fn nest(flat: Vec<PageHeading>) -> Vec<PageHeading> {
    let mut top = Vec::new();
    let mut open: Vec<PageHeading> = Vec::new();
    for heading in flat {
        close_headings(&mut open, &mut top, heading.level);
        open.push(heading);
    }
    close_headings(&mut open, &mut top, 0);
    top
}

/// Closes the open headings of this level and lower ones.
fn close_headings(open: &mut Vec<PageHeading>, top: &mut Vec<PageHeading>, level: u32) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(done) = open.pop() else { break };
        match open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => top.push(done),
        }
    }
}
