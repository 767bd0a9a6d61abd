//! `get_page` and `get_section`. Enter at [`get_page`].

use super::arguments::{SwitchDefault, need_text, switch, text};
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess, TermPages};
use serde_json::{Map, Value};

/// A page by its path: `get_page(path="blog/one.md", lang="zh")`.
pub(super) fn get_page(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let (path, lang) = (content_path(args)?, text(args, "lang")?);
    world
        .page(path, lang)
        .map(FunctionAnswer::Shared)
        .ok_or_else(|| {
            say(
                format!("there is no page `{path}`{}", in_language(lang)),
                format!("没有页面 `{path}`{}", zh_language(lang)),
            )
        })
}

/// A section by its path: `get_section(path="blog/_index.md", metadata_only=true, lang="zh")`.
pub(super) fn get_section(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let (path, lang) = (content_path(args)?, text(args, "lang")?);
    let pages = if switch(args, "metadata_only", SwitchDefault::Off)? {
        TermPages::None
    } else {
        TermPages::All
    };
    world
        .section(path, lang, pages)
        .map(FunctionAnswer::Shared)
        .ok_or_else(|| {
            say(
                format!("there is no section `{path}`{}", in_language(lang)),
                format!("没有栏目 `{path}`{}", zh_language(lang)),
            )
        })
}

fn content_path(args: &Map<String, Value>) -> Result<&str, String> {
    let path = need_text(args, "path")?;
    Ok(path.strip_prefix("@/").unwrap_or(path))
}

/// The same in Chinese.
pub(super) fn zh_language(lang: Option<&str>) -> String {
    lang.map(|code| format!("（语言 `{code}`）"))
        .unwrap_or_default()
}

/// Words for the language that was asked for.
pub(super) fn in_language(lang: Option<&str>) -> String {
    lang.map(|code| format!(" in the language `{code}`"))
        .unwrap_or_default()
}
