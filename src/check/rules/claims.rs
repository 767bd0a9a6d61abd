//! N08: claims of quality without a figure or a source. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use regex::Regex;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "N08",
    names: &["unsupported-claim"],
    page: include_str!("claims.md"),
    run: RuleRun::Draft(find),
};

static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[\p{Han}]{0,6}(?:满意度|满意率|知晓率|好评率|合格率|办结率|成功率|化解率|覆盖率|答复率|持证率|安全感|获得感)(?:总体|普遍|均|都|保持)?(?:较高|很高|极高|明显提高|明显提升|大幅提升|大幅提高|显著提升|显著提高|不断提升|不断提高|持续提升|持续提高|稳步提升|稳步提高|位居前列|名列前茅)",
    )
    .expect("the pattern is constant")
});

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for line in draft
        .lines()
        .filter(|line| draft.reports_results(line.block))
    {
        let words = line.words();
        for found in CLAIM.find_iter(words) {
            // A number near by is the figure; a named survey is the source.
            let from = words[..found.start()]
                .char_indices()
                .rev()
                .nth(20)
                .map_or(0, |(at, _)| at);
            let to = words[found.end()..]
                .char_indices()
                .nth(20)
                .map_or(words.len(), |(at, _)| found.end() + at);
            let around = &words[from..to];
            if around.chars().any(|letter| letter.is_ascii_digit())
                || around.contains("测评")
                || around.contains("调查")
            {
                continue;
            }
            let message = Words::new(
                "a claim without a figure or a source",
                "定性结论没有数字或来源支撑",
            );
            let hint = Words::new(
                "give the figure and where it comes from, or leave the claim out",
                "请写出数据及出处，或删去这一结论",
            );
            let range = line.range.start + found.start()..line.range.start + found.end();
            let place = draft.place(line.at, range);
            out.push(finding(
                Level::Warning,
                ("N08", "unsupported-claim"),
                place,
                message,
                hint,
            ));
        }
    }
    out
}
