//! What pages, the terminal and open data say of facts: one file a subject, each word in one place. Enter at the file of the subject.
//!
//! A word that a reader may ask for in either language stands in Chinese and English side by side. Pages are Chinese, so what only they say
//! is Chinese too.

pub(crate) mod change;
pub(crate) mod figure;
pub(crate) mod language;
pub(crate) mod page_title;
pub(crate) mod promise;
pub(crate) mod report;
pub(crate) mod sentence;
pub(crate) mod summary;
