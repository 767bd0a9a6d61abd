//! nianbao (年报): the YAML and Markdown of each year's government report become a static site. Enter at [`pipeline`].
//!
//! The stages stand in reading order; each is a function of the values to its left. All rooms are private: the program is the command line,
//! and what stands below as public is what `main.rs`, the tests and the fuzz targets look at.

mod source;

mod content;
mod tree;

mod report;

mod check;

mod site;

mod search;

mod render;
mod words;

mod output;

mod rebuild;

mod publish;

mod serve;

mod cli;
mod config;
mod diagnostic;
mod import;
mod personal;
mod pipeline;
mod print;

/// The command line.
pub use cli::run;
/// What the command line was given.
pub use source::surroundings::arguments;

/// The stages, for tests that follow a value through them.
pub use config::{BuildMode, BuildOptions, Config};
pub use content::read as read_documents;
pub use diagnostic::Diagnostic;
pub use pipeline::{arrange, build};
pub use rebuild::LastBuild;
pub use report::assemble::assemble;
pub use source::{SiteFiles, SiteRoot, Source, Sources};

/// Reports and what is found in them.
pub use report::compare::{
    ComparisonContext, CountedFigure, NamedPair, compare, compare_unnamed, load_dictionary,
};
pub use report::find::citation::citations;
pub use report::text::anchors::{keep as keep_anchors, of as anchors_of_text};
pub use report::text::{BlockKind, read as read_text};
pub use report::{Report, ReportKind, ReportText, Spot};

/// Files of towns.
pub use check::{Finding, draft as check_draft, imported as import_checked};
pub use import::{
    ImportedFigure, ImportedReport, domain, index_md, read as read_import, words_out,
};

/// Texts as they are shown.
pub use render::report_text::{TextInput, render as render_report_text};
pub use render::shortcode::{
    ShortcodeCall, ShortcodeKind, ShortcodeTemplates, expand as expand_shortcodes,
    split as split_shortcodes,
};
