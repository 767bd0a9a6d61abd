//! The patterns by which a kind of report is read: its title, its parts, its neighbours. Enter at [`ReadingRules::of`].

use super::{ReadingPatterns, ReportKind, StatutoryPart};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The patterns of one kind of report, ready to be used.
#[derive(Debug)]
pub(crate) struct ReadingRules {
    pub(crate) title: Regex,
    pub(crate) untitled_year: Regex,
    pub(crate) subject: Regex,
    pub(crate) body_name: Regex,
    pub(crate) body_split: Regex,
    levels: Vec<(&'static str, Regex)>,
    pub(crate) parts: BTreeMap<String, Regex>,
    /// The words of sentences that say a part within another: the causes of shortcomings.
    pub(crate) said: BTreeMap<String, Regex>,
    pub(crate) plan_begins: Regex,
    pub(crate) neighbours: Vec<(String, Regex)>,
}

/// Bodies, their levels and what is mistaken for a report are named alike in all kinds of reports, so that a kind need not say them.
static USUAL: LazyLock<ReadingPatterns> = LazyLock::new(|| {
    let usual: ReportKind = serde_yaml::from_str(include_str!("fazhi.yaml"))
        .expect("the profiles in the binary are read by a test");
    usual.import
});

/// The words that end a title where a kind names none.
const KIND: &str =
    "(?:的)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|总结)";

impl ReadingRules {
    /// The patterns of a kind: what it does not give follows from its name, its headings and what is usual.
    ///
    /// # Errors
    /// Which pattern is wrong.
    pub(super) fn of(kind: &ReportKind) -> Result<ReadingRules, String> {
        let own = &kind.import;
        let or_usual = |own: &Option<String>, usual: &Option<String>| {
            own.clone().or_else(|| usual.clone()).unwrap_or_default()
        };
        let subject = own
            .subject
            .clone()
            .map_or_else(|| named_subject(&kind.name), Ok)?;
        let ending = own.kind.as_deref().unwrap_or(KIND);
        let bodies = or_usual(&own.bodies, &USUAL.bodies);
        let levels = if own.levels.is_empty() {
            &USUAL.levels
        } else {
            &own.levels
        };
        let year = r"(?P<year>20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})";
        Ok(ReadingRules {
            title: pattern(&format!(
                r"^(?P<body>[^，。；：、“《0-9]*?)(?:关于)?(?:{year}(?:年度|年)|关于)(?P<middle>[^，。；：“《]*?)(?:的)?(?:{subject})(?P<kind>{ending})(?:[（(][^）)]*[)）])?$"
            ))?,
            untitled_year: pattern(&format!(r"现(?:将|就|把).{{0,30}}?{year}年?.{{0,40}}?如下"))?,
            subject: pattern(&subject)?,
            body_name: pattern(&format!(
                r"^(?:中国共产党|中共)?[^，。；：“《》0-9a-zA-Z]{{1,38}}(?:{bodies})$"
            ))?,
            body_split: pattern(&format!(
                r"^(?P<a>.{{2,}}?(?:委员会|党委|党工委|党组))(?P<b>.{{1,}}?(?:{bodies}))$"
            ))?,
            levels: named_patterns(levels)?
                .into_iter()
                .filter_map(|(name, regex)| Some((level_name(&name)?, regex)))
                .collect(),
            parts: part_patterns(kind)?,
            said: said_patterns(kind)?,
            plan_begins: pattern(&or_usual(&own.plan_begins, &USUAL.plan_begins))?,
            neighbours: named_patterns(&neighbours(kind))?,
        })
    }

    /// `town`, `street` … of a body by the end of its name.
    pub(crate) fn level(&self, body: &str) -> Option<&'static str> {
        let last = body.rsplit(';').next().unwrap_or(body);
        self.levels
            .iter()
            .find(|(_, end)| end.is_match(last))
            .map(|(name, _)| *name)
    }

    /// Whether a heading has the words of a part.
    pub(crate) fn says(&self, part: &str, title: &str) -> bool {
        self.parts
            .get(part)
            .is_some_and(|words| words.is_match(title))
    }
}

fn pattern(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| error.to_string())
}

fn named_patterns(list: &[(String, String)]) -> Result<Vec<(String, Regex)>, String> {
    list.iter()
        .map(|(name, text)| Ok((name.clone(), pattern(text)?)))
        .collect()
}

/// 部门预算执行 of 部门预算执行情况年度报告.
fn named_subject(name: &str) -> Result<String, String> {
    let ending = pattern(&format!("{KIND}$"))?;
    let named = ending.find(name).map_or(name, |end| &name[..end.start()]);
    Ok(regex::escape(if named.is_empty() { name } else { named }))
}

/// The words of headings that hold each part: the kind's patterns, and else its lists of words.
fn part_patterns(kind: &ReportKind) -> Result<BTreeMap<String, Regex>, String> {
    let listed = kind.parts.iter().filter(|part| !part.headings.is_empty());
    let mut parts = BTreeMap::new();
    for part in listed {
        let words: Vec<String> = part
            .headings
            .iter()
            .map(|word| regex::escape(word))
            .collect();
        parts.insert(part.id.clone(), pattern(&words.join("|"))?);
    }
    for (id, text) in &kind.import.parts {
        parts.insert(id.clone(), pattern(text)?);
    }
    Ok(parts)
}

/// The words of sentences that say the parts within others. Causes are said alike in all kinds of reports.
fn said_patterns(kind: &ReportKind) -> Result<BTreeMap<String, Regex>, String> {
    let is_said = |part: &&StatutoryPart| !part.words.is_empty() || part.id == "causes";
    let inner = kind
        .parts
        .iter()
        .filter(|part| part.within.is_some())
        .filter(is_said);
    let words = |part: &StatutoryPart| {
        let listed: Vec<String> = part.words.iter().map(|word| regex::escape(word)).collect();
        let usual = || kind.import.causes.as_ref().or(USUAL.causes.as_ref());
        let causes = usual().filter(|_| part.id == "causes" && listed.is_empty());
        causes.cloned().unwrap_or_else(|| listed.join("|"))
    };
    inner
        .map(|part| Ok((part.id.clone(), pattern(&words(part))?)))
        .collect()
}

/// What is mistaken for a report of a kind: what the kind says, the usual kind, and what is mistaken for that; never the kind itself.
fn neighbours(kind: &ReportKind) -> Vec<(String, String)> {
    if kind.import == *USUAL {
        return kind.import.neighbours.clone();
    }
    let usual = ("法治政府建设年度报告", "法治政府建设|依法行政工作");
    let is_own = |text: &str| Regex::new(text).is_ok_and(|words| words.is_match(&kind.name));
    let mut all = kind.import.neighbours.clone();
    all.push((usual.0.to_owned(), usual.1.to_owned()));
    all.extend(USUAL.neighbours.clone());
    all.retain(|(_, text)| !is_own(text));
    all
}

fn level_name(name: &str) -> Option<&'static str> {
    ["town", "street", "county", "city", "province", "dept"]
        .into_iter()
        .find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_report_is_known_by_its_own_profile_and_refused_by_the_other() {
        let law = "柏川县2021年法治政府建设年度报告\n一、主要做法\n做了。\n";
        let open = "柏川县2021年政府信息公开工作年度报告\n一、总体情况\n公开信息208条。\n";
        let kind = |text: &str, id: &str| {
            let profile = ReportKind::embedded(id).unwrap();
            crate::import::read("a.txt", text.as_bytes(), profile)
        };
        assert_eq!(kind(law, "fazhi").kind, "年度报告");
        assert_eq!(
            kind(law, "xxgk").other_kind.as_deref(),
            Some("法治政府建设年度报告")
        );
        assert_eq!(
            kind(open, "fazhi").other_kind.as_deref(),
            Some("政府信息公开工作年度报告")
        );
        let found = kind(open, "xxgk");
        assert_eq!(
            (found.kind.as_str(), found.year),
            ("工作年度报告", Some(2021))
        );
        assert_eq!(found.body.as_deref(), Some("柏川县"));
        assert!(found.parts.measures.is_empty() && found.figures.len() == 1);
        assert!(ReportKind::embedded("none").is_none());
    }

    #[test]
    fn a_third_kind_of_report_needs_no_code() {
        let kind = ReportKind::read(
            "id: budget\nname: 部门预算执行情况年度报告\nsource: 虚构\ndated: 2020-01-01\ndeadline: {month: 6, day: 1, words: 六月前, source: 虚构}\nparts: [{id: plan, name: 安排, headings: [明年打算]}]\n",
        )
        .unwrap();
        let text = "柏川县财政局2021年部门预算执行情况报告\n一、基本情况\n支出3.2万元。\n二、明年打算\n压减支出。\n";
        let found = crate::import::read("a.txt", text.as_bytes(), &kind);
        assert_eq!(
            (found.kind.as_str(), found.year, found.parts.plan.as_slice()),
            ("情况报告", Some(2021), &["二、".to_owned()][..])
        );
    }

    #[test]
    fn the_level_follows_the_longest_name_and_its_end() {
        let level = |body| ReportKind::default_profile().reading().level(body);
        assert_eq!(level("柏川县湖南镇人民政府"), Some("town"));
        assert_eq!(level("芸川区人民政府北城街街道办事处"), Some("street"));
        assert_eq!(level("市水务局"), Some("dept"));
        assert_eq!(level("石柱土家族自治县人民政府"), Some("county"));
        assert_eq!(level("中共苇泊镇委员会;苇泊镇人民政府"), Some("town"));
        assert_eq!(level("某某"), None);
    }
}
