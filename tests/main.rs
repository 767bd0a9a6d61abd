//! All integration tests in one binary, so that they link once. Each module below is one subject.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::too_many_lines,
    clippy::fn_params_excessive_bools,
    reason = "tests make sites on disk, fail by panicking, and hold long tables of cases"
)]

mod agreement;
mod agreement_parts;
mod architecture;
mod bad_input;
mod check_cases;
mod check_command;
mod commands;
mod compare_cases;
mod extract;
mod first_steps;
mod host_identity;
mod house;
mod import_cases;
mod import_command;
mod kinds;
mod measure;
mod newcomer;
mod older_sites;
#[cfg(feature = "online")]
mod online;
mod open_data;
mod portal;
mod readme;
mod rust_source;
mod serve;
mod site;
mod support;
#[cfg(feature = "online")]
mod vendor;
mod zola_surface;
mod zola_templates;
