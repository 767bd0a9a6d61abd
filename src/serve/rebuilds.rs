//! The site built again whenever its sources change, and put up. Enter at [`Rebuilds::build_once`].

use super::http::Server;
use super::watch::{FileWatch, changed_names};
use crate::diagnostic::{Diagnostic, Level, Words};
use crate::output::Built;
use crate::print::Printer;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// Builds the site as it is on the disk now; `None` where nothing has changed since the last time.
pub(crate) type Build = Box<dyn FnMut() -> Option<Built> + Send>;

/// What it takes to build again and to say what came of it.
pub(super) struct Rebuilds {
    /// Who shows the site.
    pub(super) server: Arc<Server>,
    /// How it is built.
    pub(super) build: Build,
    /// How findings are told.
    pub(super) printer: Printer,
    /// A site with findings of this level or a worse one is not put up.
    pub(super) blocking: Level,
}

impl Rebuilds {
    /// Builds and shows the outcome; false where nothing has changed or nothing could be put up.
    pub(super) fn build_once(&mut self) -> bool {
        let (found, site) = match catch_unwind(AssertUnwindSafe(&mut *self.build)) {
            Ok(Some(built)) => (built.diagnostics, built.site),
            Ok(None) => return false,
            Err(_) => (vec![build_panicked()], None),
        };
        let (server, printer) = (&self.server, self.printer);
        let before = server.preview.shown();
        let locate = |snapshot: &_, path: &str| server.file_behind(snapshot, path);
        let shown = server.preview.offer(found, site, self.blocking, locate);
        if shown.findings != before.findings {
            printer.findings(&shown.findings);
            if shown.findings.is_empty() {
                printer.tell(&Words::new("All is mended.", "问题已全部排除。"));
            }
        }
        if shown.is_blocked {
            printer.tell(&Words::new(
                "The last good site stays up until this is mended.",
                "改正之前，页面保持上一次正常的内容。",
            ));
        }
        !shown.is_blocked
    }

    /// Builds again after every change below `folder`, for as long as the watch tells of any.
    pub(super) fn follow(mut self, mut watch: FileWatch, folder: &Path) {
        while let Some(changed) = watch.next() {
            let begun = Instant::now();
            if self.build_once() {
                let names = changed_names(&changed, folder);
                let milliseconds = begun.elapsed().as_millis();
                self.printer.tell(&Words::new(
                    format!("Rebuilt in {milliseconds} ms: {names}"),
                    format!("已重新生成，用时 {milliseconds} 毫秒：{names}"),
                ));
            }
        }
    }
}

fn build_panicked() -> Diagnostic {
    let words = Words::new(
        "the build stopped: a mistake of the program itself",
        "生成时程序出错，这是程序自身的问题",
    );
    let hint = Words::new(
        "the last good site stays up; please report it with the file that was changed last",
        "页面保持上一次正常的内容；请把最近修改的文件一并反馈",
    );
    Diagnostic::error("serve", "panic", words).hint(hint)
}
