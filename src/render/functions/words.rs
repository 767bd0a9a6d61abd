//! `trans`: a word of the site in a language. Enter at [`trans`].

use super::arguments::{need_text, text};
use super::{Answer, World};
use crate::diagnostic::did_you_mean;
use serde_json::{Map, Value};

/// `trans(key="home", lang="zh")`; without `lang`, the default language.
pub(super) fn trans(world: &dyn World, args: &Map<String, Value>) -> Result<Answer, String> {
    let key = need_text(args, "key")?;
    let config = world.config();
    let lang = text(args, "lang")?.unwrap_or(&config.default_language);
    let options = config
        .find_language(lang)
        .ok_or_else(|| format!("the site has no language `{lang}`"))?;
    if let Some(word) = options.translations.get(key) {
        return Ok(word.clone().into());
    }
    let near = did_you_mean(key, options.translations.keys().map(String::as_str));
    let hint = near
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Err(format!(
        "the language `{lang}` has no translation of `{key}`{hint}"
    ))
}
