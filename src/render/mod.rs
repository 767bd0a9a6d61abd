//! Documents and reports become HTML; the only module that knows a template engine. Enter at [`context`].

pub mod cjk;
pub mod context;
pub mod draw;
pub mod engine;
pub mod functions;
pub mod highlight;
pub mod markdown;
pub mod report_text;
pub mod shortcode;
pub mod slug;
