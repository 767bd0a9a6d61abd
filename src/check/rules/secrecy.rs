//! D03: marks of secrecy. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::personal::pattern;
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "D03",
    names: &["secrecy-mark"],
    page: include_str!("secrecy.md"),
    run: RuleRun::Draft(find),
};

/// What can only be a mark: 国家秘密 and 商业秘密 in a sentence are none.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:绝密|机密|秘密)\\s*[★☆]|^\\s*[【〔\\[（(]?(?:绝\\s*密|机\\s*密|秘\\s*密)[】〕\\]）)]?\\s*(?:[★☆]?\\s*(?:\\d+|[一二三四五六七八九十]+)\\s*[年月])?\\s*$|密级[：:]\\s*(?:绝密|机密|秘密|内部)|^\\s*[【〔\\[（(]?内部(?:资料|文件|材料|参考)[】〕\\]）)]?[，,、\\s]*(?:注意保[存密]|请?[勿不][^，。]{0,6}|严禁[^，。]{0,6})?[。！!]?\\s*$|内部(?:资料|文件|材料|参考|刊物|使用)[，,、\\s]*(?:注意保[存密]|不得外传|严禁外传|请勿外传|禁止外传|请勿扩散|不得扩散)|[（(【](?:内部(?:资料|文件|材料|参考|使用))[）)】]|仅供内部(?:参考|使用|传阅|掌握)|此件(?:不予?公开|依申请公开)",
    )
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let blocks = draft.study.outline.blocks.iter().enumerate();
    blocks
        .flat_map(|(at, block)| {
            MARK.find_iter(&block.line.text)
                .map(move |found| (at, found.range()))
        })
        .map(|(at, range)| {
            let words = Words::new(
                "a mark says that this may not be published",
                "文中有密级或“不得公开”的标志",
            );
            let hint = Words::new(
                "ask whoever issued it; a report that is secret or internal is not published, and a mark left over by mistake is deleted",
                "请先与制发机关核实：涉密或内部文稿不得上网；确属误留的，删去标志",
            );
            finding(Level::Error, ("D03", "secrecy-mark"), draft.place(at, range), words, hint)
        })
        .collect()
}
