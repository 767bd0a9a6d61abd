//! C01: another body's name where one's own belongs. Enter at [`RULE`].

use crate::check::draft::ReportDraft;
use crate::check::finding::{Finding, finding};
use crate::check::rule::{Rule, RuleRun};
use crate::diagnostic::{Level, Words};
use crate::report::ReportingBody;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

mod counties;

pub(crate) const RULE: Rule = Rule {
    code: "C01",
    names: &["foreign-place"],
    page: include_str!("../foreign.md"),
    run: RuleRun::Draft(find),
};

/// A town at the start of a clause, as the one that acts.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[，,。；;：:！、“])(?:\d{4}年[，,]?)?(?P<n>[\p{Han}]{2,4}?(?:街道|镇|乡))(?:党工委|党委|政府|办事处|人民政府|综合|主要|班子成员|领导班子|机关干部)?(?:、[^，。；]{2,8})?(?P<v>在|将|把|对|以|坚持|积极|认真|严格|始终|切实|高度重视|深入|不断|持续|全面|通过|召开|成立|制定|建立|设立|推行|现有|逐一|带头|集体)",
    )
});
/// A town at the start of a clause whose people or offices act, or that does what any town does; to be confirmed.
static OWNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[，,。；;：:！])(?P<n>[\p{Han}]{2,4}?(?:街道|镇|乡|苏木))(?:(?:广大)?(?:群众|居民|村民|干部(?:群众|职工)?|牧民|党员干部)(?:的)?[\p{Han}]{2,8}(?:高涨|提升|提高|增强|满意|认可|好评|减少|改善)|(?:综合(?:行政)?执法(?:队|大队|中队|办|局)|司法所|综治(?:办|中心)|便民服务中心|纪委|人大|平安办|党政办|派出所)(?:全年|共|累计)?(?:对|在|把|将|以|组织|开展|受理|办理|调解|查处|持续|严格|认真|积极|定期|现有|建立)|(?:专门|全年|共|累计|先后|大力|定期|还|全面)?(?:组织|开展|落实|安排|聘请|受理|办理|调解|查处|排查|创新|打造|投入|举办|发放|整治|修订|印发|出台|推动|推进|强化|加强|健全|完善|优化|探索|依托|围绕|按照|聚焦|紧扣))",
    )
});
/// Words of a place that is no name: 各乡镇, 集镇, 重点镇.
static GENERAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:各|全|我|本|该|每|乡|城|集|村|县|市|区|所有|其他|邻|兄弟|部分|有关|上述|小|古|强|重点|老|新|特色|中心|两|三|四|五|多|几|相关|周边|毗邻|附近|以|由|对|在|和|与|同|为|向|会同|联合|指导|督促|组织|要求|推动|支持|帮助|协助|针对|依托|围绕|其中|此外|同时|目前|今年|去年|通过|美丽|示范|试点|下|进|到|赴|从|让|使|把|将|按|被|请|非|创建|一|二|十|个|建设|打造|调整|完善|统筹|发动|协调|引导|动员|明确|压实|充实|配齐|选派|抽调|整合|邀请|加强|强化|健全|建立|规范|优化|提升|深化|落实|推进|促进|实现|确保|保障|服务|开展|召开|制定|印发|修订|编制|梳理|汇总|报送|报请|提请|配合|参与|参加|走访|调研|检查|抽查|巡查|考核|监督|管理|用好|做好|抓好|发挥|坚持|履行|承担|带领|带动|结合|突出|聚焦|紧扣|立足|随着|经过|根据|按照|不少|多数|个别|整个|首批|首个|其余|上级|下级|基层|偏远|城关)|(?:各|全|我|本|该|每|乡|城|集|村|个|级|建制|所在|周边|毗邻|邻近|兄弟)(?:镇|乡|街道)$|乡镇$|城镇$|村镇$|集镇$|[小重名强大老新古]镇$",
    )
});
/// Words around a neighbour with whom something is done together.
static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "毗邻|相邻|邻近|交界|协作|协议|联合|共建|结对|考察|交流|学习借鉴|对口|兄弟|赴|前往|参观|异地|跨(?:县|区|市|省|域)|来自|户籍|籍贯|务工|外地|外省|帮扶|支援|判例|案例|做法|经验|先进",
    )
});
/// Offices of another kind of body: 我局 in a town's report.
static OURS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[^\\p{Han}]|[，。；：、])(?P<w>我(?:局|委|厅|院|县|区|市|镇|乡|街道|旗)|本(?:局|镇|乡|街道))",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is constant")
}

fn find(draft: &ReportDraft<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let names = draft.own_names();
    let small = matches!(draft.level(), Some("town" | "street"));
    let known = names
        .iter()
        .any(|name| name.ends_with(['镇', '乡']) || name.ends_with("街道"));
    for (at, block) in draft.body() {
        let text = block.line.text.as_str();
        if small && known {
            for (range, level) in acting(text, &names) {
                let words = Words::new(
                    "another body acts here where the reporting one should",
                    "此处应是本单位，却写了其他单位的名称",
                );
                out.push(say(draft, at, (range, level), words));
            }
            out.extend(counties::leading(draft, at, text, &names));
        }
        out.extend(counties::named(draft, at, text, &names));
        let ours = OURS.captures_iter(text);
        for word in ours.filter_map(|found| found.name("w")) {
            let (words, level) = if is_foreign(word.as_str(), draft.level()) {
                let words = ("words of a body of another kind", "这是其他类型单位的自称");
                (words, Level::Error)
            } else if small && is_other_county(word.as_str(), &names) {
                let words = (
                    "the county of this body is called otherwise",
                    "本单位所属的是县还是区，与此处自称不一致",
                );
                (words, Level::Warning)
            } else {
                continue;
            };
            let words = Words::new(words.0, words.1);
            out.push(say(draft, at, (word.range(), level), words));
        }
    }
    out.extend(neighbours(draft, &out));
    out
}

fn say(
    draft: &ReportDraft<'_>,
    at: usize,
    (range, level): (Range<usize>, Level),
    words: Words,
) -> Finding {
    let hint = Words::new(
        "was the sentence taken from another report?",
        "请核对这句话是否抄自其他单位的报告",
    );
    finding(
        level,
        ("C01", "foreign-place"),
        draft.place(at, range),
        words,
        hint,
    )
}

/// Bytes of towns that act and are not the body itself; only what cannot be the object of a verb is an error.
fn acting(text: &str, names: &[String]) -> Vec<(Range<usize>, Level)> {
    let mut out = Vec::new();
    for found in ACTS.captures_iter(text) {
        let Some(name) = found.name("n") else {
            continue;
        };
        if !is_other_town(text, &name.range(), names) {
            continue;
        }
        let sure = [
            "在",
            "将",
            "把",
            "坚持",
            "始终",
            "高度重视",
            "认真",
            "积极",
            "严格",
        ];
        let level = if sure.contains(&&found["v"]) {
            Level::Error
        } else {
            Level::Warning
        };
        out.push((name.range(), level));
    }
    for name in OWNED
        .captures_iter(text)
        .filter_map(|found| found.name("n"))
    {
        let known = out.iter().any(|(range, _)| range.start == name.start());
        if !known && is_other_town(text, &name.range(), names) {
            out.push((name.range(), Level::Warning));
        }
    }
    out
}

/// Whether bytes are the name of a town that is not the body itself, and of which the sentence tells nothing done together.
fn is_other_town(text: &str, range: &Range<usize>, names: &[String]) -> bool {
    let name = &text[range.clone()];
    let own = |own: &String| own.ends_with(name) || name.ends_with(own.as_str());
    let from = text[..range.start].rfind(['。', '；']).unwrap_or(0);
    let to = text[range.end..]
        .find(['。', '；'])
        .map_or(text.len(), |to| range.end + to);
    !names.iter().any(own) && !GENERAL.is_match(name) && !TOGETHER.is_match(&text[from..to])
}

/// 我区 in a report from a county, 我县 in one from a district.
fn is_other_county(word: &str, names: &[String]) -> bool {
    let has = |letter: char| names.iter().any(|name| name.contains(letter));
    match word {
        "我区" => has('县') && !has('区'),
        "我县" => has('区') && !has('县'),
        _ => false,
    }
}

fn is_foreign(word: &str, level: Option<&str>) -> bool {
    match level {
        Some("town") => matches!(
            word,
            "我局" | "我委" | "我厅" | "我院" | "我街道" | "本局" | "本街道"
        ),
        Some("street") => matches!(
            word,
            "我局" | "我委" | "我厅" | "我院" | "我镇" | "我乡" | "本局" | "本镇" | "本乡"
        ),
        Some("county") => matches!(
            word,
            "我局" | "我委" | "我镇" | "我乡" | "我街道" | "本局" | "本镇" | "本乡" | "本街道"
        ),
        Some("dept") => matches!(
            word,
            "我镇" | "我乡" | "我街道" | "本镇" | "本乡" | "本街道"
        ),
        _ => false,
    }
}

/// Names of the site's other bodies, wherever they stand; to be confirmed.
fn neighbours(draft: &ReportDraft<'_>, known: &[Finding]) -> Vec<Finding> {
    let Some(site) = draft.known else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut letters: Vec<bool> = Vec::new();
    for letter in draft.body().flat_map(|(_, block)| block.line.text.chars()) {
        let at = letter as usize;
        if at >= letters.len() {
            letters.resize(at + 1, false);
        }
        letters[at] = true;
    }
    // A site may have a thousand bodies: most are told by a letter that stands nowhere in the text.
    let may_stand = |name: &str| {
        let mut all = name.chars();
        all.all(|letter| letters.get(letter as usize) == Some(&true))
    };
    let others = site.world.bodies.iter().filter(|body| {
        body.id != site.body.id && may_stand(&body.name) && !is_above(site.body, &body.name)
    });
    for body in others {
        for (at, block) in draft.body() {
            for (start, found) in block.line.text.match_indices(body.name.as_str()) {
                let place = draft.place(at, start..start + found.len());
                if known
                    .iter()
                    .any(|one| one.diagnostic.place.as_ref() == Some(&place))
                    || TOGETHER.is_match(&block.line.text)
                {
                    continue;
                }
                let words = Words::new(
                    format!("`{found}` is another body of this site"),
                    format!("“{found}”是本站的另一单位"),
                );
                let hint = Words::new(
                    "was the sentence taken from its report?",
                    "请核对是否抄自对方的报告",
                );
                out.push(finding(
                    Level::Warning,
                    ("C01", "foreign-place"),
                    place,
                    words,
                    hint,
                ));
            }
        }
    }
    out
}

/// Whether a name is the body's own, or that of the county it belongs to.
fn is_above(body: &ReportingBody, name: &str) -> bool {
    body.name == name
        || body.full_name.contains(name)
        || body.places.iter().any(|place| place == name)
}
