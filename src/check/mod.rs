//! What should be known before a report is published. Enter at [`site`] for a whole site, at [`draft`] for one file.
//!
//! Each rule is a pair `rules/NAME.rs` and `rules/NAME.md`; [`rules::RULES`] lists them. Nothing here touches the disk, and nothing knows
//! how a site is arranged or rendered: finished pages are looked at as bytes.

mod attached;
mod brackets;
mod draft;
mod finding;
mod fix;
mod formats;
mod judged;
mod names;
mod of_build;
mod one_file;
mod online;
mod outcome;
mod page;
mod quality;
mod rule;
mod rules;
mod run;
mod seen;
mod site;
mod spans;
mod terms;
mod view;
mod waiver;
mod web;
mod whole_site;
mod word_boundary;
mod word_file;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod mutations;

pub use finding::Finding;
pub(crate) use finding::{ProposedFix, to_json};
pub(crate) use fix::{DraftFiles, FixedFile, UnfixableReason, essence, fix_draft, is_packed};
pub(crate) use formats::{to_annotations, to_junit, to_sarif};
pub(crate) use judged::Checker;
pub(crate) use of_build::{of_build, tell_once};
pub(crate) use one_file::is_loose_draft;
pub use one_file::{check_draft as draft, import_checked as imported};
pub(crate) use online::{OutwardLink, Response, addresses, judge};
pub(crate) use outcome::{FinishedPage, ReportQuality, RuleOutcome};
pub(crate) use page::{explain, is_mechanical};
pub(crate) use rule::RuleScope;
pub(crate) use seen::SeenPages;
pub(crate) use site::{allow_online, check_site as site};
pub(crate) use terms::{RuleTerms, kinds, list};
pub(crate) use web::has_anchor;
