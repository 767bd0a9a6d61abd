//! W03: links that lead nowhere and files without content. Enter at [`RULE`].

use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::Rule;
use crate::check::view::SiteView;
use crate::check::web::address::{AddressTarget, read};
use crate::check::web::{GatheredFaults, PageFault, SiteLink, Tag, WebPage};
use crate::config::Config;
use crate::diagnostic::{Place, Words};
use rayon::prelude::*;
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule::site("W03", &["broken-link"], include_str!("links.md"), find);
const BROKEN_LINK: FindingForm = RULE.error(
    "broken-link",
    "correct the address, or take the link away",
    "改正地址，或去掉这个链接",
);

/// The links of a page to files of the site, each once: whether they lead anywhere is told when all are made.
pub(crate) fn kept(config: &Config, page: &WebPage) -> Vec<SiteLink> {
    let mut out: Vec<SiteLink> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for tag in page.tags() {
        for written in links(tag) {
            if let Some(at) = known.get(written) {
                out[*at].times += 1;
                continue;
            }
            let AddressTarget::Inside(path, anchor) = read(config, &page.path, written) else {
                continue;
            };
            if path == page.path && anchor.is_none_or(|anchor| page.ids.contains(&anchor)) {
                continue;
            }
            known.insert(written, out.len());
            out.push(SiteLink {
                written: written.into(),
                line: tag.line,
                times: 1,
            });
        }
    }
    out
}

fn find(view: &SiteView<'_>) -> Vec<Finding> {
    // Whether a link leads anywhere is known only when all files are made. Each page then costs its links, each a look-up by path; pages
    // are looked at by all cores, and their faults are joined in the order of the pages.
    let pages: Vec<_> = view.kept.pages.iter().collect();
    let faults = pages.into_par_iter().map(|(path, facts)| {
        let mut faults = GatheredFaults::default();
        for link in &facts.links {
            if let Some(words) = broken_words(view, path, &link.written) {
                faults.put(RULE.code, of_link(path, link, words), link.times);
            }
        }
        faults
    });
    let faults: Vec<GatheredFaults> = faults.collect();
    let mut all = GatheredFaults::default();
    faults.into_iter().for_each(|one| all.merge(one));
    all.findings(RULE.code)
}

fn of_link(path: &str, link: &SiteLink, words: Words) -> PageFault {
    let place = Place {
        line: link.line,
        quote: link.written.to_string(),
        ..Place::file(path)
    };
    PageFault::new(&BROKEN_LINK, place, words)
}

/// What a tag leads to or loads.
fn links(tag: &Tag) -> Vec<&str> {
    let names: &[&str] = match tag.name.as_str() {
        "a" | "area" => &["href"],
        "link" if tag.get("rel").is_some_and(|rel| rel != "canonical") => &["href"],
        "img" | "script" | "source" | "iframe" | "audio" | "video" | "embed" => &["src", "poster"],
        "object" => &["data"],
        _ => &[],
    };
    names.iter().filter_map(|name| tag.get(name)).collect()
}

fn broken_words(view: &SiteView<'_>, page: &str, link: &str) -> Option<Words> {
    let AddressTarget::Inside(path, anchor) = read(&view.whole.config, page, link) else {
        return None;
    };
    let candidates = [
        path.clone(),
        format!("{path}index.html"),
        format!("{path}/index.html"),
    ];
    let sizes = &view.kept.sizes;
    let Some((found, size)) = candidates
        .iter()
        .find_map(|one| sizes.get_key_value(one.as_str()))
    else {
        return Some(Words::new(
            format!("`{link}` leads to no file of the site"),
            format!("“{link}”指向的文件不存在"),
        ));
    };
    if *size == 0 {
        return Some(Words::new(
            format!("the file behind `{link}` is empty"),
            format!("“{link}”指向的文件是空文件"),
        ));
    }
    let anchor = anchor?;
    let target = view.kept.pages.get(found.as_str())?;
    (!target.ids.has(&anchor)).then(|| {
        Words::new(
            format!("there is no `#{anchor}` in {found}"),
            format!("{found} 中没有锚点 #{anchor}"),
        )
    })
}
