//! Documents and reports become HTML; the only module that knows a template engine. Enter at [`stage`].

pub mod bodies;
pub mod cjk;
pub mod context;
pub mod draw;
pub mod engine;
pub mod fill;
pub mod functions;
mod generated;
pub mod highlight;
mod links;
pub mod markdown;
pub mod pages;
mod portal;
mod remedy;
pub mod report_text;
pub mod shortcode;
pub mod stage;
pub(crate) mod tag;
pub mod weighed;
mod world;
