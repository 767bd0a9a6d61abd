//! `get_url`: the address of a content file, a static file or any path. Enter at [`get_url`].

use super::arguments::{SwitchDefault, need_text, switch, text};
use super::content::{in_language, zh_language};
use super::files::{clean, find_file};
use super::hash::sha256_hex;
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use serde_json::{Map, Value};

/// `get_url(path="@/blog/one.md", lang="zh", trailing_slash=false, cachebust=false)`.
pub(super) fn get_url(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let path = need_text(args, "path")?;
    let lang = text(args, "lang")?;
    if let Some(content) = path.strip_prefix("@/") {
        return content_url(world, content, lang);
    }
    let config = world.config();
    if let Some(code) = lang
        && config.find_language(code).is_none()
    {
        return Err(say(
            format!("the site has no language `{code}`"),
            format!("站点没有语言 `{code}`"),
        ));
    }
    let prefix = match lang {
        Some(code) if code != config.default_language => format!("/{code}"),
        _ => String::new(),
    };
    let with_language = format!("{prefix}/{}", path.trim_start_matches('/'));
    let trimmed = with_language.trim_start_matches('/').trim_end_matches('/');
    let mut url = config.base_url.trim_end_matches('/').to_owned();
    if !trimmed.is_empty() {
        url.push('/');
        url.push_str(trimmed);
    }
    if url.is_empty() {
        // `base_url = "/"`: an empty address would mean the page that is shown.
        url.push('/');
    }
    if switch(args, "trailing_slash", SwitchDefault::Off)? && !url.ends_with('/') {
        url.push('/');
    }
    if switch(args, "cachebust", SwitchDefault::Off)? {
        let name = clean(path.split(['?', '#']).next().unwrap_or(path))?;
        let (_, bytes) = find_file(world, &name)?.ok_or_else(|| {
            say(
                format!("there is no file `{path}` to compute the hash of"),
                format!("没有文件 `{path}`，无法计算它的摘要"),
            )
        })?;
        url.push_str("?h=");
        url.push_str(&sha256_hex(&bytes)[..20]);
    }
    Ok(url.into())
}

fn content_url(
    world: &dyn SiteAccess,
    content: &str,
    lang: Option<&str>,
) -> Result<FunctionAnswer, String> {
    let (file, anchor) = content.split_once('#').unwrap_or((content, ""));
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
    let permalink = world.permalink(&decoded, lang).ok_or_else(|| {
        say(
            format!(
                "there is no content file `@/{decoded}`{}",
                in_language(lang)
            ),
            format!("没有内容文件 `@/{decoded}`{}", zh_language(lang)),
        )
    })?;
    if anchor.is_empty() {
        Ok(permalink.into())
    } else {
        Ok(format!("{permalink}#{anchor}").into())
    }
}
