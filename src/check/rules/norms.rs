//! N09: rules where results belong, and numbers that are announced and not given. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::import::figure::clause;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    code: "N09",
    names: &["norm-as-result", "promised-number-absent"],
    page: include_str!("norms.md"),
    run: RuleRun::Draft(find),
};

static NORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:(?:每(?:年度?|半年|个?季度?|个?月|周|两个?月|双月|旬|学期)|每人每年)[^，,。；;第]{0,26}?(?:不少于|不低于|至少|不得少于)?|人均[^，,。；;第]{0,26}?(?:不少于|不低于|至少|不得少于)|(?:不少于|不低于|不得少于))\s*(?:\d+|[一二两三四五六七八九十]+)\s*(?:余|多)?(?:次|场次|场|期|个?学时|课时|小时|天|轮|批次|批|遍|堂|节)",
    )
});
/// The next clause says how often it was done: ，全年累计学习12次.
static DONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^[，,](?:全年|本年度?|实际|累计|共计?|已)[^，。；]{0,12}\d"));
/// A frequency without any number: 每半年向人大报告工作.
static FREQUENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"每(?:年度?|半年|个?季度?|个?月|两个?月)(?:都|均|定期|固定|坚持)?[^，,。；;第\d]{0,14}?(?:听取|研究|召开|开展|组织|报告|汇报|调度|接访|分析|通报|会商|研判)[^，,。；;第\d]{0,12}(?:[，,。；;]|$)",
    )
});
/// Words that make a frequency the name of a rule, not what was done.
static RULED: LazyLock<Regex> =
    LazyLock::new(|| pattern("建立|健全|完善|机制|制度|要求|规定|推行|列入|纳入|支付|发放|公布"));
/// A rule that is named and then kept: 按照每年不少于40学时的要求，……人均完成46学时.
static KEPT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:人均|实际|全年|累计|年内|已|共|均)[^，。；]{0,10}\d"));
/// 具体数字如下： at the end of a paragraph.
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:数字|数据|统计|件数|数量|人数)[^，。；]{0,6}如下(?:[：:。]?$|[：:，])|若干(?:项|件|次|份|起|场|名)",
    )
});
/// 如下表所示 where no table is.
static TABLE: LazyLock<Regex> =
    LazyLock::new(|| pattern("如下表(?:所示)?|(?:详)?见下表|(?:详)?见附表|如附表(?:所示)?"));
/// 按时办结率达，: the percentage is gone.
static RATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{Han}]{2,8}(?:率|满意度)(?:均)?(?:达到?了?|为)[%％]?[，,。；;]"));
/// 夜间巡查次，: a verb, its unit and no number.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:巡查|检查|排查|开展|召开|组织|举办|受理|办理|化解|调解|立案|查处|审查|审核|发放|培训|整改|办结|走访|提出|采纳|签订|清理|修订|讲座|演练|处罚|通过|接待|接访|劝阻|拆除|取缔|新增|建成|培育|公开|罚款|群众|企业|商户|住户|会|会议|讲座|案件|文件|合同|意见|问题)(?:共|共计|累计|达到?|约|近|超过?)?(?P<u>人次|场次|户次|家次|批次|余人次|余件|余份|件|起|宗|次|份|场|条|名|所|万元|元)[，,。；;]",
    )
});
/// Headings that announce cases, and the units of cases.
static ANNOUNCES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:人民调解|调解|行政复议|行政诉讼|行政应诉|复议应诉|行政处罚|执法案件|热线(?:工单)?|依申请公开|法律援助|法治培训|普法活动)(?:工作|办理|开展|工作开展)?情况$",
    )
});
/// 共受理纠纷件，: the number between is gone.
static LOST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:纠纷|案件|工单|资料|活动|信访事项|建议|提案|复议申请|法律意见)(?:共)?(?P<u>件|起|宗|余件|余份|余次|人次|场次|份)[，,。；;]",
    )
});
static YEARLY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"逐年(?:提高|上升|增长|增加|下降|减少|递增|递减|提升)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = norms(draft);
    out.extend(announced(draft));
    out.extend(lost(draft));
    out
}

fn norms(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        for found in NORM.find_iter(text) {
            let span = clause(text, &found.range());
            let words = &text[span.clone()];
            // A place where it was done so many times is a result.
            if words.contains("已")
                || words.contains("实际")
                || words.contains("共开展")
                || words.contains("累计")
                || DONE.is_match(&text[span.end..])
                || is_kept(text, &span)
            {
                continue;
            }
            out.push(ruled(draft, at, span));
        }
        for found in FREQUENCY.find_iter(text) {
            let span = clause(text, &(found.start()..found.start() + "每".len()));
            let sentence = text[span.start..].split(['。', '；']).next().unwrap_or("");
            let counted = sentence.chars().any(|letter| letter.is_ascii_digit());
            if !counted && !RULED.is_match(&text[span.clone()]) && !NORM.is_match(sentence) {
                out.push(ruled(draft, at, span));
            }
        }
    }
    out
}

/// Whether a clause only names a rule whose keeping the same sentence reports.
fn is_kept(text: &str, span: &std::ops::Range<usize>) -> bool {
    let words = &text[span.clone()];
    let named = ["按照", "按", "根据", "落实", "对照"];
    let sentence = text[span.end..].split('。').next().unwrap_or("");
    let rule = ["规定", "要求", "标准"]
        .iter()
        .any(|word| words.contains(word));
    let counted = sentence.chars().any(|letter| letter.is_ascii_digit());
    named.iter().any(|word| words.starts_with(word)) && (KEPT.is_match(sentence) || rule && counted)
}

fn ruled(draft: &ReportDraft<'_>, at: usize, span: std::ops::Range<usize>) -> Finding {
    let message = Words::new(
        "a rule stands where a result belongs",
        "写的是规定频次，不是实际完成情况",
    );
    let hint = Words::new(
        "say how often it was done this year",
        "请写明本年度实际开展的次数",
    );
    finding(
        Level::Info,
        ("N09", "norm-as-result"),
        draft.place(at, span),
        message,
        hint,
    )
}

/// Whether a block says how many there were, or that there were none.
fn counts_cases(draft: &ReportDraft<'_>, at: usize, text: &str) -> bool {
    let cases = draft.quantities(at).iter().any(|one| {
        [
            "件", "起", "宗", "例", "次", "场", "场次", "人次", "期", "%", "份", "批次",
        ]
        .contains(&one.unit.as_str())
    });
    let zero = ["没有", "未发生", "为零", "0件", "无行政"];
    cases || zero.iter().any(|word| text.contains(word))
}

/// 人民调解情况 without a single case.
fn announced(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let counted: Vec<&String> = draft
        .body()
        .filter(|(at, block)| counts_cases(draft, *at, &block.line.text))
        .map(|(_, block)| &block.section)
        .collect();
    let counted: BTreeSet<&str> = counted
        .into_iter()
        .flat_map(|path| {
            let above = path.match_indices('/').map(|(at, _)| &path[..at]);
            above.chain([path.as_str()])
        })
        .collect();
    let mut out = Vec::new();
    for (index, heading) in draft.study.outline.headings.iter().enumerate() {
        if !ANNOUNCES.is_match(&heading.title) || heading.level == 1 {
            continue;
        }
        if counted.contains(heading.path.as_str()) {
            continue;
        }
        if let Some((at, block)) = draft.block_of(index) {
            let title = &heading.title;
            let message = Words::new(
                format!("`{title}` without a number of cases"),
                format!("“{title}”没有一个案件数"),
            );
            out.push(absent(draft, at, 0..block.lead, message));
        }
    }
    out
}

fn lost(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    for (at, block) in draft
        .body()
        .filter(|(_, block)| draft.reports_results(block))
    {
        let text = block.line.text.as_str();
        out.extend(below(draft, at, text));
        for found in RATE.find_iter(text) {
            let message = Words::new("the percentage is gone", "比率后缺少百分数");
            out.push(absent(draft, at, found.range(), message));
        }
        for found in LOST.captures_iter(text).chain(BARE.captures_iter(text)) {
            let Some(whole) = found.get(0) else { continue };
            // The mark behind the unit ends the clause.
            let end = found.name("u").map_or(whole.end(), |unit| unit.end());
            let clause = clause(text, &(whole.start()..end));
            let known = out.iter().any(|one| one.quote() == whole.as_str());
            let counted = |letter: char| letter.is_ascii_digit() || letter == '每';
            if known || text[clause.clone()].chars().any(counted) {
                continue;
            }
            let message = Words::new("the number before the unit is gone", "量词前缺少数字");
            out.push(absent(draft, at, whole.range(), message));
        }
        for found in YEARLY.find_iter(text) {
            let clause = clause(text, &found.range());
            let near = &text[clause];
            if near.chars().any(|letter| letter.is_ascii_digit()) {
                continue;
            }
            let message = Words::new(
                "a change from year to year without its numbers",
                "写了“逐年”变化，却没有数据",
            );
            out.push(absent(draft, at, found.range(), message));
        }
    }
    out
}

/// Numbers or a table that a paragraph announces and that do not follow.
fn below(draft: &ReportDraft<'_>, at: usize, text: &str) -> Vec<Finding> {
    let blocks = &draft.study.outline.blocks;
    let tabled = || blocks.iter().any(|block| !block.line.cells.is_empty());
    let counted = || {
        let behind = blocks
            .get(at + 1)
            .map_or("", |block| block.line.text.as_str());
        behind
            .chars()
            .take(60)
            .any(|letter| letter.is_ascii_digit())
    };
    let is_told = |end: usize| text[end..].chars().any(|letter| letter.is_ascii_digit());
    let figures = BELOW.find(text).filter(|found| {
        let follows = || tabled() || counted() || is_told(found.end());
        found.as_str().starts_with("若干") || !follows()
    });
    let tables = TABLE.find(text).filter(|_| !tabled());
    let message = || {
        Words::new(
            "the numbers announced here do not follow",
            "此处说有数据，后文没有",
        )
    };
    let found = figures.into_iter().chain(tables);
    found
        .map(|found| absent(draft, at, found.range(), message()))
        .collect()
}

fn absent(
    draft: &ReportDraft<'_>,
    at: usize,
    range: std::ops::Range<usize>,
    message: Words,
) -> Finding {
    let hint = Words::new(
        "give the number, or say that there was none",
        "请写明数量；没有发生的也请写明",
    );
    finding(
        Level::Info,
        ("N09", "promised-number-absent"),
        draft.place(at, range),
        message,
        hint,
    )
}
