//! Documents and reports become HTML; the only module that knows a template engine. Enter at [`page_maker`].

pub mod bodies;
pub mod cjk;
pub mod context;
pub mod draw;
pub mod engine;
pub mod fill;
pub mod functions;
mod generated;
pub mod highlight;
pub mod inputs;
mod links;
pub mod made_once;
pub mod markdown;
mod page_frame;
pub mod page_maker;
pub mod pages;
mod portal;
pub mod rendered_bodies;
mod report_page;
pub mod report_text;
pub mod shortcode;
pub mod site_templates;
pub(crate) mod tag;
mod template_hint;
pub mod template_values;
mod world;
