//! W04: links to other hosts, which somebody has to approve. Enter at [`RULE`].

use crate::check::finding::Finding;
use crate::check::rule::{Rule, RuleRun};
use crate::check::view::SiteView;
use crate::check::web::address::{AddressTarget, read};
use crate::check::web::{PageFault, WebPage};
use crate::check::whole_site::WholeSite;
use crate::diagnostic::{Level, Words};

pub(crate) const RULE: Rule = Rule {
    code: "W04",
    names: &["external-link"],
    page: include_str!("external.md"),
    run: RuleRun::Page(find, of_register),
};

const ID: (&str, &str) = ("W04", "external-link");

/// What is wrong with the register itself.
fn of_register(view: &SiteView<'_>) -> Vec<Finding> {
    view.whole.link_register().1.clone()
}

fn find(whole: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let register = &whole.link_register().0;
    let own = whole.host_value("site_domain").unwrap_or("");
    let known = |name: &str| name == own || register.iter().any(|entry| entry.covers(name));
    let mut faults = Vec::new();
    for tag in page.tags().filter(|tag| tag.name == "a") {
        let Some(AddressTarget::Outside(name)) = tag
            .get("href")
            .map(|link| read(&whole.config, &page.path, link))
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
        faults.push(PageFault {
            name: ID.1,
            level,
            place,
            words,
            hint,
        });
    }
    faults
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
