//! W04: links to other hosts, which somebody has to approve. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::finding::{Finding, finding};
use crate::check::site::View;
use crate::check::web::address::{Target, read};
use crate::check::web::{Fault, gather, host};
use crate::diagnostic::{Level, Place, Words};
use serde::Deserialize;

pub(crate) const RULE: Rule = Rule {
    code: "W04",
    names: &["external-link"],
    page: include_str!("external.md"),
    run: Run::Site(find),
};

const ID: (&str, &str) = ("W04", "external-link");
const REGISTER: &str = "content/links.yaml";

/// An entry of the register.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    host: String,
    why: String,
    approved_by: String,
    date: String,
}

fn find(view: &View<'_>) -> Vec<Finding> {
    let mut out = Vec::new();
    let register = register(view, &mut out);
    let own = host(view.whole, "site_domain").unwrap_or("");
    let known = |name: &str| {
        name == own
            || register
                .iter()
                .any(|entry| name == entry.host || name.ends_with(&format!(".{}", entry.host)))
    };
    let mut faults = Vec::new();
    for page in view.pages() {
        for tag in page.tags().filter(|tag| tag.name == "a") {
            let Some(Target::Outside(name)) = tag
                .get("href")
                .map(|link| read(view.whole.config, &page.path, link))
            else {
                continue;
            };
            let (words, hint) = if !known(&name) {
                (
                    Words::new(
                        format!("the host {name} is not in the register of links"),
                        format!("外部网站 {name} 未登记"),
                    ),
                    Words::new(
                        "add it to content/links.yaml: host, why, approved_by, date",
                        "登记到 content/links.yaml：host（网站）、why（理由）、approved_by（批准人）、date（日期）",
                    ),
                )
            } else if !is_official(&name) && !has_notice(tag.get("title")) {
                (
                    Words::new(
                        format!("the link to {name} does not say that it leaves government sites"),
                        format!("指向非政府网站 {name} 的链接没有离开提示"),
                    ),
                    Words::new(
                        "give the link the title 将离开本站",
                        "给链接加上提示 title=\"将离开本站\"",
                    ),
                )
            } else {
                continue;
            };
            let place = page.place(Some(tag), tag.get("href").unwrap_or(""));
            let level = Level::Warning;
            faults.push(Fault {
                level,
                place,
                words,
                hint,
            });
        }
    }
    out.extend(gather(ID, faults));
    out
}

/// The register; what is wrong with it is a finding.
fn register(view: &View<'_>, out: &mut Vec<Finding>) -> Vec<Entry> {
    let Some(source) = view.whole.sources.get(REGISTER) else {
        return Vec::new();
    };
    let text = source.text().unwrap_or("");
    let read: Result<Vec<Entry>, _> = serde_yaml::from_str(text);
    let hint = || {
        Words::new(
            "a list of host, why, approved_by and date, each filled in",
            "每条写明 host、why、approved_by、date，都不能为空",
        )
    };
    let whole = || Place::file(REGISTER);
    match read {
        Ok(entries) => {
            let (good, bad): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(|entry| {
                let said = [&entry.host, &entry.why, &entry.approved_by];
                said.iter().all(|word| !word.trim().is_empty())
                    && entry.date.parse::<jiff::civil::Date>().is_ok()
            });
            out.extend(bad.into_iter().map(|entry| {
                let words = Words::new(
                    format!("the entry of {} is not complete", entry.host),
                    format!("{} 的登记不完整", entry.host),
                );
                finding(Level::Error, ID, whole(), words, hint())
            }));
            good
        }
        Err(error) => {
            let words = Words::new(
                format!("the register cannot be read: {error}"),
                format!("外链登记表无法读取：{error}"),
            );
            out.push(finding(Level::Error, ID, whole(), words, hint()));
            Vec::new()
        }
    }
}

fn is_official(name: &str) -> bool {
    name.ends_with(".gov.cn")
        || name == "gov.cn"
        || name.ends_with(".政务")
        || name.ends_with(".xn--zfr164b")
}

fn has_notice(title: Option<&str>) -> bool {
    title.is_some_and(|title| {
        title.contains("离开") || title.contains("外部网站") || title.contains("leave")
    })
}
