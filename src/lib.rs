//! nianbao (年报): the YAML and Markdown of each year's government report become a static site. Enter at [`pipeline`].
//!
//! The stages stand in reading order; each is a function of the values to its left.

pub mod source;

pub mod content;

pub mod report;

pub mod site;

pub mod search;
mod words;

pub mod render;

pub mod output;

pub mod check;

pub mod rebuild;

pub mod publish;

pub mod serve;

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod import;
mod personal;
pub mod pipeline;
pub mod print;
pub mod tree;
