//! W04: links to other hosts, which somebody has to approve. Enter at [`RULE`].

use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::view::SiteView;
use crate::check::web::address::{AddressTarget, read};
use crate::check::web::{PageFault, WebPage};
use crate::check::whole_site::WholeSite;
use crate::check::word_file::{WordList, rule_words};
use crate::diagnostic::Words;

pub(crate) const RULE: Rule = Rule::pages(
    "W04",
    &["external-link"],
    include_str!("external.md"),
    find,
    of_register,
);

const UNREGISTERED: FindingForm = RULE.warning(
    "external-link",
    "add it to content/links.yaml: host, why, approved_by, date",
    "登记到 content/links.yaml：host（网站）、why（理由）、approved_by（批准人）、date（日期）",
);
const UNANNOUNCED: FindingForm = RULE.warning(
    "external-link",
    "give the link the title 将离开本站",
    "给链接加上提示 title=\"将离开本站\"",
);

rule_words! { "external.yaml":
    /// Words of its title.
    notice: WordList,
    /// Ends of the names of government sites.
    official: WordList,
}

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
        let (form, words) = if !known(&name) {
            let words = Words::new(
                format!("the host {name} is not in the register of links"),
                format!("外部网站 {name} 未登记"),
            );
            (&UNREGISTERED, words)
        } else if !is_official(&name)
            && !tag
                .get("title")
                .is_some_and(|title| WORDS.notice.stands_in(title))
        {
            let words = Words::new(
                format!("the link to {name} does not say that it leaves government sites"),
                format!("指向非政府网站 {name} 的链接没有离开提示"),
            );
            (&UNANNOUNCED, words)
        } else {
            continue;
        };
        let place = page.place(Some(tag), tag.get("href").unwrap_or(""));
        faults.push(PageFault::new(form, place, words));
    }
    faults
}

fn is_official(name: &str) -> bool {
    name == "gov.cn" || WORDS.official.ends(name)
}
