//! Parses arguments, calls, prints, sets the exit code. Enter at `main`.

fn main() {}
