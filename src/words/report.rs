//! What a report is said to be: its status, its parts, whether it was public in time, its corrections. Enter at [`status`].

use crate::report::statute::MissingStatement;
use crate::report::{CorrectionClass, Status};

/// 已发布, 存档（原文照录）, 草稿.
pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "草稿",
        Status::Published => "已发布",
        Status::Archived => "存档（原文照录）",
    }
}

/// What a reader must know of a text that is not simply published here.
pub(crate) fn notice(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft => Some("草稿：本文尚未发布，内容可能变动。"),
        Status::Archived => Some("存档：原文由发文机关另行发布，本页照录收到的文本，一字未改。"),
        Status::Published => None,
    }
}

/// What a page says of a part that the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartState {
    /// No section holds it.
    Missing,
    /// A section holds it and another part.
    Merged,
    /// Sections of its own hold it.
    Found,
}

impl PartState {
    /// Its name for style sheets.
    pub(crate) fn id(self) -> &'static str {
        match self {
            PartState::Missing => "missing",
            PartState::Merged => "merged",
            PartState::Found => "found",
        }
    }

    /// 未见, 与其他部分合并, 已载明.
    pub(crate) fn word(self) -> &'static str {
        match self {
            PartState::Missing => "未见",
            PartState::Merged => "与其他部分合并",
            PartState::Found => "已载明",
        }
    }
}

/// What a part should say and does not.
pub(crate) fn lack(missing: &MissingStatement) -> String {
    match missing {
        MissingStatement::Words(words) => format!("未写明{}", words.join("或")),
        MissingStatement::Topics(topics) => format!("未写到{}", topics.join("、")),
        MissingStatement::Only(only) => format!("只写了“{only}”"),
    }
}

/// 更正 修订 补充 隐去
pub(crate) fn correction(class: CorrectionClass) -> &'static str {
    match class {
        CorrectionClass::Correction => "更正",
        CorrectionClass::Revision => "修订",
        CorrectionClass::Addition => "补充",
        CorrectionClass::Redaction => "隐去",
    }
}

/// What stands for the words before the first heading.
pub(crate) const OPENING: &str = "引言";
