//! What became of a sentence, and what fell silent, in words. Enter at [`class`].

use super::language::either;
use crate::diagnostic::Language;
use crate::report::Year;
use crate::report::compare::{SentenceClass, SilenceKind};

/// 相同 仅数字变化 改写 移动 新增 删去
pub(crate) fn class(language: Language, class: SentenceClass) -> &'static str {
    let chinese = match class {
        SentenceClass::Same => "相同",
        SentenceClass::NumbersOnly => "仅数字变化",
        SentenceClass::Reworded => "改写",
        SentenceClass::Moved => "移动",
        SentenceClass::New => "新增",
        SentenceClass::Removed => "删去",
    };
    either(language, chinese, class.id())
}

/// The boxed mark: 同 数 改 移 新 删
pub(crate) fn mark(class: SentenceClass) -> &'static str {
    match class {
        SentenceClass::Same => "同",
        SentenceClass::NumbersOnly => "数",
        SentenceClass::Reworded => "改",
        SentenceClass::Moved => "移",
        SentenceClass::New => "新",
        SentenceClass::Removed => "删",
    }
}

/// What became of a sentence since a year, for the mark beside it.
pub(crate) fn since(year: Year, what: SentenceClass) -> String {
    format!("较{year}年{}", class(Language::Chinese, what))
}

/// 章节 数字 零声明 机制
pub(crate) fn silence(language: Language, what: SilenceKind) -> &'static str {
    let chinese = match what {
        SilenceKind::Section => "章节",
        SilenceKind::Figure => "数字",
        SilenceKind::ZeroClaim => "零声明",
        SilenceKind::Mechanism => "机制",
    };
    either(language, chinese, what.id())
}
