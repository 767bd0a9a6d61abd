//! Why `nianbao extract` does not take something over, and what to do. Enter at any: each is one sentence.

use crate::diagnostic::{Diagnostic, Place, Words};
use crate::import::propose::ProposedEntry;

fn refusal(name: &'static str, words: Words, hint: Words) -> Diagnostic {
    Diagnostic::error("extract", name, words).hint(hint)
}

pub(super) fn unknown_proposal(want: &str) -> Diagnostic {
    refusal(
        "unknown-proposal",
        Words::new(
            format!("no proposal is called `{want}`"),
            format!("没有提议 `{want}`"),
        ),
        Words::new(
            "run `nianbao extract BODY/YEAR` first; it lists the ids",
            "请先运行 `nianbao extract 单位/年份`，会列出编号",
        ),
    )
}

pub(super) fn open(entry: &ProposedEntry) -> Diagnostic {
    let (id, key) = (&entry.id, entry.target.open_key().unwrap_or_default());
    refusal(
        "open-proposal",
        Words::new(
            format!("`{id}` has no {key} yet; only a person can say it"),
            format!("`{id}` 的 {key} 待定，须由人填写"),
        ),
        Words::new(
            format!("write it as `--accept {id}=…`, or into the file of proposals"),
            format!("可写 `--accept {id}=…`，或填入提议文件"),
        ),
    )
}

pub(super) fn not_in_text(entry: &ProposedEntry) -> Diagnostic {
    refusal(
        "quote-not-in-text",
        Words::new(
            format!(
                "the words of `{}` are not in the text: {}",
                entry.id,
                entry.quote()
            ),
            format!("`{}` 的引文不在原文中：{}", entry.id, entry.quote()),
        ),
        Words::new(
            "copy the words from the report as they stand",
            "请从报告中逐字抄录",
        ),
    )
}

pub(super) fn no_place(path: &str) -> Diagnostic {
    refusal(
        "no-place",
        Words::new(
            format!("`{path}` is written in a form to which nothing can be added safely; it was left as it is"),
            format!("`{path}` 的写法无法安全追加，未改动"),
        ),
        Words::new(
            "write its lists with one entry a line (`made:` and below it `- …`), or copy the proposals by hand",
            "请把列表写成每行一项（`made:` 下面写 `- …`），或手工抄入提议",
        ),
    )
    .at(Place::file(path))
}

pub(super) fn unreadable(path: &str, error: &str) -> Diagnostic {
    refusal(
        "unreadable-proposals",
        Words::new(
            format!("`{path}` does not parse: {error}"),
            format!("`{path}` 无法解析：{error}"),
        ),
        Words::new(
            "mend it, or write it anew with `--replace`",
            "请改正，或用 `--replace` 重新生成",
        ),
    )
    .at(Place::file(path))
}

pub(super) fn differs(path: &str) -> Diagnostic {
    refusal(
        "exists",
        Words::new(
            format!("`{path}` exists and differs; it was left as it is"),
            format!("`{path}` 已存在且内容不同，未改动"),
        ),
        Words::new(
            "accept what it holds, or add `--replace`; the old file is then kept beside it",
            "请先采纳其中的提议，或加上 `--replace`，旧文件会保留在旁边",
        ),
    )
    .at(Place::file(path))
}
