//! What became of promises, in words. Enter at [`state`].

use super::language::either;
use crate::diagnostic::Language;
use crate::report::{Outcome, PromiseState};

/// Where a promise stands.
pub(crate) fn state(language: Language, state: PromiseState) -> &'static str {
    match state {
        PromiseState::Answered(Outcome::Done) => either(language, "已完成", "done"),
        PromiseState::Answered(Outcome::Partly) => either(language, "部分完成", "partly done"),
        PromiseState::Answered(Outcome::Continuing) => either(language, "继续推进", "continuing"),
        PromiseState::Answered(Outcome::NotDone) => either(language, "未完成", "not done"),
        PromiseState::Answered(Outcome::Dropped) => either(language, "取消", "dropped"),
        PromiseState::NotMentioned => either(language, "未提及", "not mentioned"),
        PromiseState::Unchecked => either(language, "尚未核对", "not yet gone through"),
        PromiseState::Pending => either(language, "待下年报告", "waiting for the next report"),
    }
}
