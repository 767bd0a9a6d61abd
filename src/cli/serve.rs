//! `nianbao serve`. Enter at [`run`].

use super::{Ended, Session};
use clap::ArgMatches;

/// Shows the site on this machine.
pub(super) fn run(session: &Session, _global: &ArgMatches, _own: &ArgMatches) -> Ended {
    session.printer.say("not yet");
    Ended::CouldNot
}
