//! `get_taxonomy`, `get_taxonomy_term`, `get_taxonomy_url`. Enter at [`get_taxonomy`].

use super::arguments::{SwitchDefault, need_text, switch, text};
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess, TermPages};
use serde_json::{Map, Value};

/// A whole taxonomy: `get_taxonomy(kind="tags", lang="zh", required=true)`.
pub(super) fn get_taxonomy(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let (kind, lang) = kind_and_language(world, args)?;
    match world.taxonomy(kind, lang) {
        Some(taxonomy) => Ok(FunctionAnswer::Shared(taxonomy)),
        None => absent_taxonomy(args, no_taxonomy(kind, lang)),
    }
}

/// One term by its exact name: `get_taxonomy_term(kind="tags", term="土地", include_pages=false)`.
pub(super) fn get_taxonomy_term(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let (kind, lang) = kind_and_language(world, args)?;
    let name = need_text(args, "term")?;
    let pages = if switch(args, "include_pages", SwitchDefault::On)? {
        TermPages::All
    } else {
        TermPages::None
    };
    if world.taxonomy(kind, lang).is_none() {
        return absent_taxonomy(args, no_taxonomy(kind, lang));
    }
    match world.term(kind, name, lang, pages) {
        Some(term) => Ok(FunctionAnswer::Shared(term)),
        None => absent_taxonomy(
            args,
            say(
                format!("the taxonomy `{kind}` has no term `{name}` in `{lang}`"),
                format!("语言 `{lang}` 的分类 `{kind}` 中没有 `{name}`"),
            ),
        ),
    }
}

/// The address of a term: `get_taxonomy_url(kind="tags", name="土地")`; names with the same slug are the same.
pub(super) fn get_taxonomy_url(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let (kind, lang) = kind_and_language(world, args)?;
    // Zola 0.23 calls the argument `term`.
    let name = match text(args, "name")? {
        Some(name) => name,
        None => text(args, "term")?
            .ok_or_else(|| say("the argument `name` is missing", "缺少参数 `name`"))?,
    };
    if !has_taxonomy(world, kind, lang) {
        return absent_taxonomy(args, no_taxonomy(kind, lang));
    }
    let slug = world.config().slugify.taxonomies.path(name);
    match world.term_permalink(kind, &slug, lang) {
        Some(permalink) => Ok(permalink.into()),
        None => absent_taxonomy(
            args,
            say(
                format!("the taxonomy `{kind}` has no term `{name}` in `{lang}`"),
                format!("语言 `{lang}` 的分类 `{kind}` 中没有 `{name}`"),
            ),
        ),
    }
}

fn kind_and_language<'a>(
    world: &'a dyn SiteAccess,
    args: &'a Map<String, Value>,
) -> Result<(&'a str, &'a str), String> {
    let lang = text(args, "lang")?.unwrap_or(&world.config().default_language);
    Ok((need_text(args, "kind")?, lang))
}

fn has_taxonomy(world: &dyn SiteAccess, kind: &str, lang: &str) -> bool {
    let options = world.config().find_language(lang);
    options.is_some_and(|options| {
        options
            .taxonomies
            .iter()
            .any(|taxonomy| taxonomy.name == kind)
    })
}

fn no_taxonomy(kind: &str, lang: &str) -> String {
    say(
        format!("there is no taxonomy `{kind}` in the language `{lang}`"),
        format!("语言 `{lang}` 没有分类 `{kind}`"),
    )
}

/// Nothing, where the call allows that.
fn absent_taxonomy(args: &Map<String, Value>, message: String) -> Result<FunctionAnswer, String> {
    if switch(args, "required", SwitchDefault::On)? {
        Err(message)
    } else {
        Ok(Value::Null.into())
    }
}
