//! What a kind of report looks like: title, parts, neighbours, as data. Enter at [`ReadingRules::named`].

use crate::report::ReportKinds;
use crate::report::profile::ReportKind as Form;
use regex::Regex;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The grammar of one kind of report.
#[derive(Debug)]
pub struct ReadingRules {
    /// Id, as in the front matter.
    pub id: String,
    pub(crate) title: Regex,
    pub(crate) untitled_year: Regex,
    pub(crate) subject: Regex,
    pub(crate) body_name: Regex,
    pub(crate) body_split: Regex,
    pub(crate) levels: Vec<(&'static str, Regex)>,
    pub(crate) parts: BTreeMap<String, Regex>,
    pub(crate) causes: Regex,
    pub(crate) plan_begins: Regex,
    pub(crate) neighbours: Vec<(String, Regex)>,
}

#[derive(Deserialize)]
struct ReadingTerms {
    id: String,
    subject: String,
    kind: String,
    bodies: String,
    levels: Vec<(String, String)>,
    parts: BTreeMap<String, String>,
    causes: String,
    plan_begins: String,
    neighbours: Vec<(String, String)>,
}

static PROFILES: LazyLock<Vec<Arc<ReadingRules>>> = LazyLock::new(|| {
    [
        include_str!("terms/fazhi.yaml"),
        include_str!("terms/xxgk.yaml"),
    ]
    .iter()
    .map(|text| ReadingRules::read(text).expect("the embedded profiles are tested"))
    .map(Arc::new)
    .collect()
});

/// Bodies and their levels are named alike in all kinds of reports.
static COMMON: LazyLock<ReadingTerms> = LazyLock::new(|| {
    serde_yaml::from_str(include_str!("terms/fazhi.yaml"))
        .expect("the embedded profiles are tested")
});

/// The words that end a title where a profile names none.
const KIND: &str =
    "(?:的)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:报告|总结)";

/// The grammars of all kinds of reports that a site knows.
#[derive(Debug)]
pub struct ReadingGrammars(Vec<Arc<ReadingRules>>);

impl ReadingGrammars {
    /// Those of the program for its own kinds, and those that follow from the site's profiles.
    pub fn of(profiles: &ReportKinds) -> ReadingGrammars {
        let known = |form: &Form| PROFILES.iter().find(|one| one.id == form.id).cloned();
        let brought = |form: &Form| {
            let own = form.import != crate::report::profile::ReadingPatterns::default();
            known(form)
                .filter(|_| !own)
                .or_else(|| ReadingRules::of_form(form).ok().map(Arc::new))
        };
        ReadingGrammars(profiles.all().filter_map(brought).collect())
    }

    /// The grammar called `id`.
    pub fn named(&self, id: &str) -> Option<&ReadingRules> {
        self.all().find(|profile| profile.id == id)
    }

    /// The grammar called `id`, to keep.
    pub fn share(&self, id: &str) -> Option<Arc<ReadingRules>> {
        self.0.iter().find(|profile| profile.id == id).cloned()
    }

    /// The grammar of a kind of report, that of the usual one where there is none.
    pub fn of_kind(&self, id: &str) -> &ReadingRules {
        self.named(id).unwrap_or_else(|| ReadingRules::fazhi())
    }

    /// All grammars, the usual one first.
    pub fn all(&self) -> impl Iterator<Item = &ReadingRules> {
        self.0.iter().map(|profile| &**profile)
    }
}

impl ReadingRules {
    /// The yearly report on law-based government.
    pub fn fazhi() -> &'static ReadingRules {
        &PROFILES[0]
    }

    /// The profiles of the program, the usual one first.
    pub fn embedded() -> impl Iterator<Item = &'static ReadingRules> {
        PROFILES.iter().map(|profile| &**profile)
    }

    /// The profile called `id`, if the program has it.
    pub fn named(id: &str) -> Option<&'static ReadingRules> {
        let found = PROFILES.iter().find(|profile| profile.id == id);
        found.map(|profile| &**profile)
    }

    /// The grammar that follows from a kind of report: its name gives the words of the title, its headings the parts.
    ///
    /// # Errors
    /// Which pattern is wrong.
    pub fn of_form(form: &Form) -> Result<ReadingRules, String> {
        let reading = &form.import;
        let ending = Regex::new(&format!("{KIND}$")).map_err(|error| error.to_string())?;
        let named = ending
            .find(&form.name)
            .map_or(&form.name[..], |end| &form.name[..end.start()]);
        let subject = if named.is_empty() { &form.name } else { named };
        let words = |list: &[String]| -> Vec<String> {
            list.iter().map(|word| regex::escape(word)).collect()
        };
        let mut parts: BTreeMap<String, String> = form
            .parts
            .iter()
            .filter(|part| !part.headings.is_empty())
            .map(|part| (part.id.clone(), words(&part.headings).join("|")))
            .collect();
        parts.extend(reading.parts.clone());
        let is_own =
            |text: &str| Regex::new(text).is_ok_and(|pattern| pattern.is_match(&form.name));
        let mut neighbours = reading.neighbours.clone();
        neighbours.push((
            "法治政府建设年度报告".to_owned(),
            "法治政府建设|依法行政工作".to_owned(),
        ));
        neighbours.extend(COMMON.neighbours.clone());
        neighbours.retain(|(_, text)| !is_own(text));
        ReadingRules::compile(&ReadingTerms {
            id: form.id.clone(),
            subject: reading
                .subject
                .clone()
                .unwrap_or_else(|| regex::escape(subject)),
            kind: reading.kind.clone().unwrap_or_else(|| KIND.to_owned()),
            bodies: reading
                .bodies
                .clone()
                .unwrap_or_else(|| COMMON.bodies.clone()),
            levels: COMMON.levels.clone(),
            parts,
            causes: reading
                .causes
                .clone()
                .unwrap_or_else(|| COMMON.causes.clone()),
            plan_begins: reading
                .plan_begins
                .clone()
                .unwrap_or_else(|| COMMON.plan_begins.clone()),
            neighbours,
        })
    }

    /// Reads a profile from YAML; the error says which key or pattern is wrong.
    pub fn read(yaml: &str) -> Result<ReadingRules, String> {
        let terms: ReadingTerms = serde_yaml::from_str(yaml).map_err(|error| error.to_string())?;
        ReadingRules::compile(&terms)
    }

    fn compile(terms: &ReadingTerms) -> Result<ReadingRules, String> {
        let pattern = |text: &str| Regex::new(text).map_err(|error| error.to_string());
        let ReadingTerms {
            subject,
            kind,
            bodies,
            ..
        } = terms;
        let year = r"(?P<year>20\d\d|二[〇○零O0][〇○零O0一二三四五六七八九]{2})";
        let named = |list: &[(String, String)]| -> Result<Vec<(String, Regex)>, String> {
            list.iter()
                .map(|(name, text)| Ok((name.clone(), pattern(text)?)))
                .collect()
        };
        let levels = named(&terms.levels)?
            .into_iter()
            .filter_map(|(name, regex)| Some((level_name(&name)?, regex)))
            .collect();
        let parts = terms
            .parts
            .iter()
            .map(|(name, text)| Ok((name.clone(), pattern(text)?)))
            .collect::<Result<_, String>>()?;
        Ok(ReadingRules {
            title: pattern(&format!(
                r"^(?P<body>[^，。；：、“《0-9]*?)(?:关于)?(?:{year}(?:年度|年)|关于)(?P<middle>[^，。；：“《]*?)(?:的)?(?:{subject})(?P<kind>{kind})(?:[（(][^）)]*[)）])?$"
            ))?,
            untitled_year: pattern(&format!(r"现(?:将|就|把).{{0,30}}?{year}年?.{{0,40}}?如下"))?,
            subject: pattern(subject)?,
            body_name: pattern(&format!(
                r"^(?:中国共产党|中共)?[^，。；：“《》0-9a-zA-Z]{{1,38}}(?:{bodies})$"
            ))?,
            body_split: pattern(&format!(
                r"^(?P<a>.{{2,}}?(?:委员会|党委|党工委|党组))(?P<b>.{{1,}}?(?:{bodies}))$"
            ))?,
            levels,
            parts,
            causes: pattern(&terms.causes)?,
            plan_begins: pattern(&terms.plan_begins)?,
            neighbours: named(&terms.neighbours)?,
            id: terms.id.clone(),
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

    /// The part whose words a heading holds.
    pub(crate) fn says(&self, part: &str, title: &str) -> bool {
        self.parts
            .get(part)
            .is_some_and(|words| words.is_match(title))
    }
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
            let profile = ReadingRules::named(id).unwrap();
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
        assert!(ReadingRules::named("none").is_none());
    }

    #[test]
    fn a_third_kind_of_report_needs_no_code() {
        let yaml = include_str!("terms/xxgk.yaml")
            .replace("id: xxgk", "id: budget")
            .replace("'(?:政府)?信息公开|政务公开'", "部门预算执行");
        let profile = ReadingRules::read(&yaml).unwrap();
        let text = "柏川县财政局2021年部门预算执行情况报告\n一、基本情况\n支出3.2万元。\n";
        let found = crate::import::read("a.txt", text.as_bytes(), &profile);
        assert_eq!(
            (found.kind.as_str(), found.profile.as_str()),
            ("情况报告", "budget")
        );
        assert!(ReadingRules::read("id: x").is_err());
        let form = Form::read(
            "id: budget\nname: 部门预算执行情况年度报告\nsource: 虚构\ndated: 2020-01-01\ndeadline: {month: 6, day: 1, words: 六月前, source: 虚构}\nparts: [{id: plan, name: 安排, headings: [明年打算]}]\n",
        )
        .unwrap();
        let text = format!("{text}二、明年打算\n压减支出。\n");
        let found = crate::import::read(
            "a.txt",
            text.as_bytes(),
            &ReadingRules::of_form(&form).unwrap(),
        );
        assert_eq!(
            (found.kind.as_str(), found.year, found.parts.plan.as_slice()),
            ("情况报告", Some(2021), &["二、".to_owned()][..])
        );
    }

    #[test]
    fn the_level_follows_the_longest_name_and_its_end() {
        let level = |body| ReadingRules::fazhi().level(body);
        assert_eq!(level("柏川县湖南镇人民政府"), Some("town"));
        assert_eq!(level("芸川区人民政府北城街街道办事处"), Some("street"));
        assert_eq!(level("市水务局"), Some("dept"));
        assert_eq!(level("石柱土家族自治县人民政府"), Some("county"));
        assert_eq!(level("中共苇泊镇委员会;苇泊镇人民政府"), Some("town"));
        assert_eq!(level("某某"), None);
    }
}
