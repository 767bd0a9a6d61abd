//! Parses arguments, calls, prints, sets the exit code. Enter at [`main`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nianbao::cli::run(nianbao::source::surroundings::arguments()) as u8)
}
