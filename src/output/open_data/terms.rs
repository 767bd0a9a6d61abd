//! What every file says of the whole: whose it is, its licence, how to cite it, what is fictional. Enter at [`DataTerms::of`].

use super::address::url;
use super::reporting::reporting_bodies;
use crate::output::output_plan::OutputPlan;
use crate::report::{Licence, Report, ReportingBody};
use crate::site::address::DATA;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// What is said of the data as a whole.
pub(super) struct DataTerms<'a> {
    /// Title of the data.
    pub(super) title: String,
    /// One sentence.
    pub(super) about: String,
    /// Address of the page that describes them.
    pub(super) url: String,
    /// Who publishes them: the host's sponsor, else the site.
    pub(super) publisher: String,
    /// The licence, where the site declares one.
    pub(super) licence: Option<&'a Licence>,
    /// How to cite them, after GB/T 7714.
    pub(super) citation: String,
    /// Which bodies are fictional.
    pub(super) sample: Option<String>,
    /// The newest day that a report names.
    pub(super) modified: Option<Date>,
}

/// What stands in place of a licence that the site does not declare.
pub(super) const UNDECLARED: &str = "发布单位尚未声明使用许可";

impl<'a> DataTerms<'a> {
    /// The terms of a site.
    pub(super) fn of(plan: OutputPlan<'a>) -> DataTerms<'a> {
        let site = plan
            .config
            .language(&plan.config.default_language)
            .title
            .clone();
        let site = site.unwrap_or_else(|| "年报".to_owned());
        let publisher = plan.reports.host.get("sponsor").and_then(Value::as_str);
        let publisher = publisher.unwrap_or(&site).to_owned();
        let title = format!("{site}：开放数据");
        let url = url(plan, DATA, DATA);
        let modified = plan.reports.reports.iter().filter_map(newest_day).max();
        let cited = CitedData {
            author: &publisher,
            title: &title,
            carrier: "DB/OL",
        };
        DataTerms {
            about: "各年报告写到的数字、指标字典和报告机关，每个数字附所依据的原句".to_owned(),
            citation: cited.text(modified, &url),
            licence: plan.reports.licence.as_ref(),
            sample: sample_note(&reporting_bodies(plan)),
            title,
            url,
            publisher,
            modified,
        }
    }

    /// The same words under the same keys in every JSON file.
    pub(super) fn json(&self) -> Map<String, Value> {
        let value = json!({
            "schema": 1,
            "title": self.title,
            "description": self.about,
            "url": self.url,
            "publisher": self.publisher,
            "licence": licence_json(self.licence),
            "citation": self.citation,
            "sample_note": self.sample,
            "modified": self.modified.map(|day| day.to_string()),
        });
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }
}

/// The licence as JSON; null where none is declared.
pub(super) fn licence_json(licence: Option<&Licence>) -> Value {
    licence.map_or(
        Value::Null,
        |one| json!({"name": one.name, "title": one.title, "url": one.url}),
    )
}

/// What is cited, and on what carrier: `DB/OL` for a database, `R/OL` for a report.
pub(super) struct CitedData<'a> {
    pub(super) author: &'a str,
    pub(super) title: &'a str,
    pub(super) carrier: &'static str,
}

impl CitedData<'_> {
    /// `作者. 题名[载体]. (日期). 网址`; an address without a host says nothing to who cites it, and is left out.
    pub(super) fn text(&self, day: Option<Date>, url: &str) -> String {
        let day = day.map_or_else(String::new, |day| format!(" ({day})."));
        let url = Some(url).filter(|url| url.contains("://"));
        let url = url.map_or_else(String::new, |url| format!(" {url}"));
        format!(
            "{}. {}[{}].{day}{url}",
            self.author, self.title, self.carrier
        )
    }
}

/// The newest of the days that a report names.
pub(super) fn newest_day(report: &Report) -> Option<Date> {
    let corrected = report.corrections.iter().map(|one| one.on);
    report
        .signed_on
        .into_iter()
        .chain(report.published)
        .chain(corrected)
        .max()
}

fn sample_note(bodies: &[&ReportingBody]) -> Option<String> {
    let names: Vec<&str> = bodies
        .iter()
        .filter(|body| body.sample)
        .map(|body| body.name.as_str())
        .collect();
    let all = names.join("、");
    (!names.is_empty()).then(|| format!("{all}是虚构示例，只用于演示，不反映任何地方的实际情况"))
}
