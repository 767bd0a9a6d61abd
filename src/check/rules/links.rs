//! W03: links that lead nowhere and files without content. Enter at [`RULE`].

use super::{Rule, Run};
use crate::check::finding::Finding;
use crate::check::site::View;
use crate::check::web::address::{Target, read};
use crate::check::web::{Fault, Tag, WebPage, gather};
use crate::diagnostic::{Level, Words};
use std::collections::BTreeMap;

pub(crate) const RULE: Rule = Rule {
    code: "W03",
    names: &["broken-link"],
    page: include_str!("links.md"),
    run: Run::Site(find),
};

fn find(view: &View<'_>) -> Vec<Finding> {
    let pages: BTreeMap<&str, &WebPage> = view
        .pages()
        .iter()
        .map(|page| (page.path.as_str(), page))
        .collect();
    let mut faults = Vec::new();
    for page in view.pages() {
        for tag in page.tags() {
            for link in links(tag) {
                let wrong = fault(view, &pages, (page, link));
                faults.extend(wrong.map(|words| Fault {
                    level: Level::Error,
                    place: page.place(Some(tag), link),
                    words,
                    hint: Words::new(
                        "correct the address, or take the link away",
                        "改正地址，或去掉这个链接",
                    ),
                }));
            }
        }
    }
    gather(("W03", "broken-link"), faults)
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

fn fault(
    view: &View<'_>,
    pages: &BTreeMap<&str, &WebPage>,
    (page, link): (&WebPage, &str),
) -> Option<Words> {
    let Target::Inside(path, anchor) = read(view.whole.config, &page.path, link) else {
        return None;
    };
    let files = view.whole.files;
    let candidates = [
        path.clone(),
        format!("{path}index.html"),
        format!("{path}/index.html"),
    ];
    let Some((found, bytes)) = candidates
        .iter()
        .find_map(|one| files.get_key_value(one.as_str()))
    else {
        return Some(Words::new(
            format!("`{link}` leads to no file of the site"),
            format!("“{link}”指向的文件不存在"),
        ));
    };
    if bytes.is_empty() {
        return Some(Words::new(
            format!("the file behind `{link}` is empty"),
            format!("“{link}”指向的文件是空文件"),
        ));
    }
    let anchor = anchor?;
    let target = pages.get(found.as_str())?;
    (!target.ids.contains(&anchor)).then(|| {
        Words::new(
            format!("there is no `#{anchor}` in {found}"),
            format!("{found} 中没有锚点 #{anchor}"),
        )
    })
}
