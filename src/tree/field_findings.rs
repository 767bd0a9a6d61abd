//! What is said of fields: of values of another kind, and of keys that nobody knows. Enter at [`Fields::finish`].

use super::Node;
use super::field_name::FieldsOf;
use super::fields::Fields;
use crate::diagnostic::{Diagnostic, Level, Words, did_you_mean};
use std::ops::Range;

impl Fields<'_> {
    /// Adds a finding of level error at the bytes.
    pub(crate) fn complain(&mut self, at: &Range<usize>, name: &'static str, message: Words) {
        let finding = Diagnostic::error(self.stage(), name, message);
        self.diagnostics.push(finding.at(self.place(at)));
    }

    /// The same with what to do about it.
    pub(crate) fn complain_with(
        &mut self,
        at: &Range<usize>,
        name: &'static str,
        message: Words,
        hint: Words,
    ) {
        let finding = Diagnostic::error(self.stage(), name, message);
        self.diagnostics.push(finding.at(self.place(at)).hint(hint));
    }

    fn stage(&self) -> &'static str {
        match self.of {
            FieldsOf::Data => "data",
            FieldsOf::Config => "config",
        }
    }

    /// Names a value that is not what is wanted, and gives nothing.
    pub(super) fn wrong<T>(
        &mut self,
        node: &Node,
        path: &str,
        english: &str,
        chinese: &str,
    ) -> Option<T> {
        let (found, chinese_found) = node.kind();
        let words = Words::new(
            format!("`{path}` must be {english}, but this is {found}"),
            format!("`{path}` 应为{chinese}，这里是{chinese_found}"),
        );
        let mut finding = Diagnostic::error(self.stage(), "wrong-type", words);
        if self.is_strict() {
            finding = finding.hint(Words::new(
                format!("write {english} behind `{path} =`"),
                format!("请在 `{path} =` 后写{chinese}"),
            ));
        }
        self.diagnostics.push(finding.at(self.place(&node.at)));
        None
    }

    /// Names a word that is none of `all`, which are pairs of an English and a Chinese word.
    pub(super) fn refuse_word<'n>(
        &mut self,
        node: &Node,
        name: &str,
        written: &str,
        all: impl Iterator<Item = (&'n str, &'n str)>,
    ) {
        let (english, both) = listed_names(all);
        let (name, all) = (self.path_of(name), english.join(" | "));
        let words = Words::new(
            format!("`{name}` is one of {all}, not `{written}`"),
            format!("`{name}` 只能是 {both}，不能是 `{written}`"),
        );
        let mut finding = Diagnostic::error(self.stage(), "unknown-value", words);
        if let Some(near) = did_you_mean(written, english) {
            finding = finding.hint(did_you_mean_hint(near));
        } else if self.is_strict() {
            finding = finding.hint(Words::new(
                format!("write one of {all} behind `{name} =`"),
                format!("请在 `{name} =` 后写其中之一"),
            ));
        }
        self.diagnostics.push(finding.at(self.place(&node.at)));
    }

    /// Names every key that nothing asked for, as a warning, and adds all findings to `findings`.
    pub(crate) fn finish_into(self, findings: &mut Vec<Diagnostic>) {
        findings.extend(self.finish(Level::Warning));
    }

    /// Names every field that nothing asked for, and gives back all findings.
    pub(crate) fn finish(mut self, level: Level) -> Vec<Diagnostic> {
        for (key, node) in self.entries.iter().flatten() {
            let path = self.path_of(&key.name);
            let words = match self.of {
                FieldsOf::Data => Words::new(
                    format!("unknown key `{path}`"),
                    format!("没有名为 `{path}` 的键"),
                ),
                FieldsOf::Config => Words::new(
                    format!("unknown configuration key `{path}`"),
                    format!("配置中没有 `{path}` 这一项"),
                ),
            };
            let finding = Diagnostic {
                level,
                ..Diagnostic::error(self.stage(), "unknown-key", words)
            };
            let finding = finding.at(self.place(&key.at));
            self.diagnostics
                .push(finding.hint(self.instead_of(&key.name, node)));
        }
        self.diagnostics
    }

    /// What may have been meant by a key that is not known.
    fn instead_of(&self, key: &str, node: &Node) -> Words {
        let names = self.known.iter().map(|one| (one.english, one.chinese));
        let near = did_you_mean(key, names.clone().flat_map(|(one, two)| [one, two]));
        if self.is_strict() {
            return match near {
                Some(near) => Words::new(
                    format!("did you mean `{near}`? Your own values belong under `[extra]`"),
                    format!("是否想写 `{near}`？自定义的值请放在 `[extra]` 下"),
                ),
                None => Words::new(
                    "your own values belong under `[extra]`",
                    "自定义的值请放在 `[extra]` 下",
                ),
            };
        }
        if let Some(before) = key.split_once('：').map(|(before, _)| before) {
            return Words::new(
                format!("write a half-width colon and a space: `{before}: …`"),
                format!("冒号要用半角，后面空一格：`{before}: …`"),
            );
        }
        let is_words = node.is_null() && !key.is_ascii() && key.chars().count() > 2;
        if is_words {
            return Words::new(
                "a half-width comma ends a value inside `{…}`: put words with a comma into quotation marks",
                "在 `{…}` 里，半角逗号表示一个值结束：含逗号的文字要加引号 \"…\"",
            );
        }
        if matches!(key, "allow" | "豁免") {
            return Words::new(
                "`allow` stands below `report:` of a report's front matter",
                "`allow`（豁免）要写在报告文件头部的 `report:` 下面",
            );
        }
        if let Some(near) = near {
            return did_you_mean_hint(near);
        }
        let (english, both) = listed_names(names);
        Words::new(
            format!("the keys here are: {}", english.join(", ")),
            format!("这里可用的键：{both}"),
        )
    }
}

fn did_you_mean_hint(near: &str) -> Words {
    Words::new(
        format!("did you mean `{near}`?"),
        format!("是不是要写 `{near}`？"),
    )
}

/// English names alone, and both with the Chinese ones in brackets.
fn listed_names<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> (Vec<&'n str>, String) {
    let (mut english, mut both) = (Vec::new(), Vec::new());
    for (one, two) in names {
        english.push(one);
        both.push(format!("{one}（{two}）"));
    }
    (english, both.join("、"))
}
