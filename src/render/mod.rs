//! Documents and reports become HTML; the only module that knows a template engine. Enter at [`page_maker`].

pub(crate) mod bodies;
pub(crate) mod cjk;
pub(crate) mod context;
pub(crate) mod draw;
pub(crate) mod engine;
pub(crate) mod fill;
pub(crate) mod functions;
mod generated;
pub(crate) mod highlight;
pub(crate) mod inputs;
mod links;
pub(crate) mod made_once;
pub(crate) mod markdown;
mod page_frame;
pub(crate) mod page_maker;
pub(crate) mod pages;
mod portal;
pub(crate) mod rendered_bodies;
mod report_page;
pub(crate) mod report_text;
pub(crate) mod shortcode;
pub(crate) mod site_templates;
pub(crate) mod tag;
mod template_hint;
pub(crate) mod template_values;
mod world;
