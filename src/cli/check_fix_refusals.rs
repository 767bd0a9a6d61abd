//! Why `check --fix` leaves a file as it is. Enter at [`published`] and [`unfixable`].

use crate::check::UnfixableReason;
use crate::diagnostic::{Diagnostic, Place, Words};

/// Somebody saved the file while it was checked.
pub(super) fn changed_meanwhile(file: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{file}` was changed while it was checked; it was left as it is"),
        format!("`{file}` 在检查期间有改动，未写入"),
    );
    let hint = Words::new("save it and run again", "请保存后再运行一次");
    Diagnostic::error("check", "changed-meanwhile", words)
        .at(Place::file(file))
        .hint(hint)
}

/// A published text is a record.
pub(super) fn published(file: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{file}` is published; its text is a record and is not mended"),
        format!("`{file}` 已发布，原文是记录，不作改动"),
    );
    let hint = Words::new(
        "its findings are listed; a correction goes into `corrections.yaml`",
        "问题照常列出；确需更正的，登记到 `corrections.yaml`",
    );
    Diagnostic::info("check", "published-not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}

/// The file cannot be rewritten.
pub(super) fn unfixable(file: &str, why: UnfixableReason) -> Diagnostic {
    let (words, hint) = match why {
        UnfixableReason::Packed => (
            Words::new(
                format!("`{file}` is not rewritten: it is no text file"),
                format!("`{file}` 不是文本文件，不会改写"),
            ),
            Words::new(
                "mend it in its own program, or take it over with `nianbao import` and mend the content file",
                "请在原软件中修改，或先用 `nianbao import` 导入，再改导入后的文件",
            ),
        ),
        UnfixableReason::Encoding => (
            Words::new(
                format!("`{file}` is not rewritten: its bytes would not come out as they went in"),
                format!("`{file}` 的编码无法原样写回，不会改写"),
            ),
            Words::new("save it as UTF-8 and run again", "请另存为 UTF-8 后再运行"),
        ),
    };
    Diagnostic::warning("check", "not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}

/// The site would have a mistake that it does not have now.
pub(super) fn would_break(file: &str, new: &Diagnostic) -> Diagnostic {
    let words = Words::new(
        format!(
            "`{file}` is not mended, because the site would have a new mistake: {}",
            new.message.en
        ),
        format!(
            "`{file}` 未改动，因为改后站点会出现新的错误：{}",
            new.message.zh
        ),
    );
    let hint = Words::new(
        "mend the text and what quotes it by hand",
        "请人工修改原文和引用它的数据",
    );
    Diagnostic::warning("check", "not-mended", words)
        .at(Place::file(file))
        .hint(hint)
}
