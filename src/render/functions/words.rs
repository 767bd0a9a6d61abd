//! `trans`: a word of the site in a language. Enter at [`trans`].

use super::arguments::{need_text, text};
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use crate::diagnostic::did_you_mean;
use serde_json::{Map, Value};

/// `trans(key="home", lang="zh")`; without `lang`, the default language.
pub(super) fn trans(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let key = need_text(args, "key")?;
    let config = world.config();
    let lang = text(args, "lang")?.unwrap_or(&config.default_language);
    let options = config.find_language(lang).ok_or_else(|| {
        say(
            format!("the site has no language `{lang}`"),
            format!("站点没有语言 `{lang}`"),
        )
    })?;
    if let Some(word) = options.translations.get(key) {
        return Ok(word.clone().into());
    }
    let near = did_you_mean(key, options.translations.keys().map(String::as_str));
    let en = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    let zh = near
        .map(|near| format!("；是否想写 `{near}`？"))
        .unwrap_or_default();
    Err(say(
        format!("the language `{lang}` has no translation of `{key}`{en}"),
        format!("语言 `{lang}` 没有 `{key}` 的译文{zh}"),
    ))
}
