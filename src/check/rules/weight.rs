//! W06: pages that load slowly, and attachments that do not say what they are. Enter at [`RULE`].

use crate::check::finding::{Finding, FindingForm};
use crate::check::rule::{Rule, RuleScope};
use crate::check::view::SiteView;
use crate::check::web::address::{AddressTarget, read};
use crate::check::web::{GatheredFaults, PageFault, PageLoad, TagPiece, WebPage, text};
use crate::check::whole_site::WholeSite;
use crate::check::word_file::{WordPattern, read_words};
use crate::config::Config;
use crate::diagnostic::{Place, Words};
use crate::personal::pattern;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

pub(crate) const RULE: Rule = Rule {
    // What a page loads is known when all pages are made.
    scope: RuleScope::Site,
    ..Rule::pages(
        "W06",
        &["page-weight", "attachment-unlabelled"],
        include_str!("weight.md"),
        attachments,
        heavy,
    )
};
const HEAVY: FindingForm = RULE.warning(
    "page-weight",
    "make pictures smaller (resize_image), or divide the page",
    "压缩图片（resize_image），或分页",
);
const UNLABELLED: FindingForm = RULE.warning(
    "attachment-unlabelled",
    "write them behind the link: （PDF，1.2 MB）",
    "在链接后写明，如“（PDF，1.2 MB）”",
);

static FORMAT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|csv)$"));
/// How a size is written: 1.2 MB.
static SIZE: LazyLock<WordPattern> = LazyLock::new(|| read_words(include_str!("weight.yaml")));

/// Bytes of a page with its style sheets and scripts: our own budget, from the three seconds that 国办发〔2017〕47号 allows.
const PAGE: usize = 300 * 1024;
/// Bytes of the pictures of a page.
const PICTURES: usize = 2 * 1024 * 1024;

/// The files of the site that a page loads, each once; what they weigh is told when all are made.
pub(crate) fn loads(config: &Config, page: &WebPage) -> Vec<PageLoad> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for tag in page.tags() {
        let link = match tag.name.as_str() {
            "link" if tag.get("rel") == Some("stylesheet") => tag.get("href"),
            "script" | "img" => tag.get("src"),
            _ => None,
        };
        if let Some(AddressTarget::Inside(path, _)) =
            link.map(|link| read(config, &page.path, link))
            && seen.insert(path.clone())
        {
            out.push(PageLoad {
                path: path.into(),
                is_picture: tag.name == "img",
            });
        }
    }
    out
}

/// Pages that weigh too much with what they load.
fn heavy(view: &SiteView<'_>) -> Vec<Finding> {
    let mut heavy = GatheredFaults::default();
    for (page, facts) in &view.kept.pages {
        let (mut code, mut pictures) = (facts.weight, 0);
        for load in &facts.loads {
            let size = view.kept.sizes.get(&*load.path).copied().unwrap_or(0);
            *(if load.is_picture {
                &mut pictures
            } else {
                &mut code
            }) += size;
        }
        let code_of = Words::new("page with styles and scripts", "页面（含样式和脚本）");
        let pictures_of = Words::new("pictures", "图片");
        for (bytes, budget, what) in [(code, PAGE, code_of), (pictures, PICTURES, pictures_of)] {
            if bytes > budget {
                let words = Words::new(
                    format!("the {} weigh over {} KB", what.en, budget / 1024),
                    format!("{}超过 {} KB", what.zh, budget / 1024),
                );
                let fault = PageFault::new(&HEAVY, Place::file(page.as_str()), words);
                heavy.put(RULE.code, fault, 1);
            }
        }
    }
    heavy.findings(RULE.code)
}

/// Links to files whose words, or the row or entry around them, do not say format and size.
fn attachments(whole: &WholeSite, page: &WebPage) -> Vec<PageFault> {
    let config = &whole.config;
    let mut out = Vec::new();
    for (at, piece) in page.pieces.iter().enumerate() {
        let Some(tag) = piece.tag().filter(|tag| tag.name == "a") else {
            continue;
        };
        let link = tag.get("href").unwrap_or("");
        let AddressTarget::Inside(path, _) = read(config, &page.path, link) else {
            continue;
        };
        let Some(format) = FORMAT
            .captures(&path)
            .map(|found| found[1].to_ascii_lowercase())
        else {
            continue;
        };
        let around = around(&page.pieces, at).to_lowercase();
        if !around.contains(format.trim_end_matches('x')) || !SIZE.is_match(&around) {
            let words = Words::new(
                "a link to a file does not say its format and size",
                "附件链接没有标明格式和大小",
            );
            out.push(PageFault::new(
                &UNLABELLED,
                page.place(Some(tag), link),
                words,
            ));
        }
    }
    out
}

/// The words of the row, entry or paragraph around a piece.
fn around(pieces: &[TagPiece], at: usize) -> String {
    // Format and size stand behind the link or in another cell of its row, so the words of the nearest element around it that holds a
    // row, an entry or a paragraph are read: the last one opened before, the first one closed behind.
    let holds = |name: &str| matches!(name, "tr" | "li" | "p" | "dd" | "dt" | "div");
    let opens = |piece: &TagPiece| piece.tag().is_some_and(|tag| holds(&tag.name));
    let closes = |piece: &TagPiece| matches!(piece, TagPiece::Close(name) if holds(name));
    let start = pieces[..at].iter().rposition(opens).unwrap_or(0);
    let end = pieces[at..]
        .iter()
        .position(closes)
        .map_or(pieces.len(), |end| at + end);
    text(&pieces[start..end])
}
