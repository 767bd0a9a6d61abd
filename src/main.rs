//! Parses arguments, calls, prints, sets the exit code. Enter at [`main`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(nianbao::run(nianbao::arguments()) as u8)
}
