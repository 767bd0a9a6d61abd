//! The reports of the site that the command line names, for commands that read and do not build. Enter at [`site_reports`].

use super::options::{find_root, reading_options};
use super::session::CommandSession;
use crate::config::BuildOptions;
use crate::content;
use crate::diagnostic::Diagnostic;
use crate::report::{Reports, assemble};
use crate::source::{SiteFiles, SiteRoot};
use clap::ArgMatches;

/// A site's reports.
pub(super) struct SiteReports {
    /// Where the site lies.
    pub(super) root: SiteRoot,
    /// The documents.
    pub(super) documents: content::Documents,
    /// The reports.
    pub(super) reports: Reports,
}

/// Reads the site and its reports; findings in their data are told.
///
/// # Errors
/// The finding that there is no site.
pub(super) fn site_reports(
    session: &CommandSession,
    global: &ArgMatches,
) -> Result<SiteReports, Box<Diagnostic>> {
    let root = find_root(global)?;
    let (site, found) = read(session, root);
    session.printer.findings(&found);
    Ok(site)
}

/// What commands that read a site and write none of it ask for: everything, drafts too.
pub(super) fn options(session: &CommandSession) -> BuildOptions {
    BuildOptions {
        drafts: true,
        ..reading_options(session)
    }
}

/// The site at `root`, drafts among its reports, and what is wrong with its data; commands that only begin something leave that to `build`.
pub(super) fn read(session: &CommandSession, root: SiteRoot) -> (SiteReports, Vec<Diagnostic>) {
    let options = options(session);
    let files = SiteFiles::read(&root, &options);
    let (documents, mut found) = content::read(&files.sources, &files.config);
    let (reports, more) = assemble::assemble(&documents, None);
    found.extend(more);
    found.sort();
    let site = SiteReports {
        root,
        documents,
        reports,
    };
    (site, found)
}
