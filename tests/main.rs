//! All integration tests in one binary, so that they link once. Each module below is one subject.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read the repository and make sites on disk"
)]

mod architecture;
mod bad_input;
mod import_cases;
mod readme;
mod rust_source;
mod serve;
mod site;
mod support;
