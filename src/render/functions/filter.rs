//! The filters that Zola adds: `markdown`, `base64_encode`, `base64_decode`, `regex_replace`, `num_format`. Enter at any of them.

use super::arguments::{SwitchDefault, need_text, switch, text};
use super::refusal::say;
use super::{SiteAccess, hash};
use num_format::{Buffer, Locale};
use regex::Regex;
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;

fn filter_input<'v>(name: &str, value: &'v Value) -> Result<&'v str, String> {
    value.as_str().ok_or_else(|| {
        say(
            format!("`{name}` works on strings, not on {value}"),
            format!("`{name}` 只用于字符串，不能用于 {value}"),
        )
    })
}

/// `text | markdown(inline=false)`.
pub(super) fn markdown(
    world: &dyn SiteAccess,
    value: &Value,
    args: &Map<String, Value>,
) -> Result<Value, String> {
    let html = world.markdown(filter_input("markdown", value)?)?;
    if !switch(args, "inline", SwitchDefault::Off)? {
        return Ok(Value::String(html));
    }
    let inner = html.strip_prefix("<p>").unwrap_or(&html);
    Ok(Value::String(
        inner.strip_suffix("</p>\n").unwrap_or(inner).to_owned(),
    ))
}

/// `text | base64_encode`.
pub(super) fn base64_encode(
    _: &dyn SiteAccess,
    value: &Value,
    _: &Map<String, Value>,
) -> Result<Value, String> {
    Ok(Value::String(hash::base64_encode(
        filter_input("base64_encode", value)?.as_bytes(),
    )))
}

/// `text | base64_decode`.
pub(super) fn base64_decode(
    _: &dyn SiteAccess,
    value: &Value,
    _: &Map<String, Value>,
) -> Result<Value, String> {
    let bytes = hash::base64_decode(filter_input("base64_decode", value)?)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        say(
            "the decoded bytes are not UTF-8 text",
            "解码后不是 UTF-8 文本",
        )
    })?;
    Ok(Value::String(text))
}

/// `text | regex_replace(pattern="…", rep="…")`.
pub(super) fn regex_replace(
    _: &dyn SiteAccess,
    value: &Value,
    args: &Map<String, Value>,
) -> Result<Value, String> {
    thread_local! {
        static COMPILED: RefCell<BTreeMap<String, Regex>> = const { RefCell::new(BTreeMap::new()) };
    }
    let text = filter_input("regex_replace", value)?;
    let (pattern, replacement) = (need_text(args, "pattern")?, need_text(args, "rep")?);
    let regex = match COMPILED.with_borrow(|known| known.get(pattern).cloned()) {
        Some(regex) => regex,
        None => {
            let regex = Regex::new(pattern).map_err(|error| {
                say(
                    format!("`{pattern}` is not a regular expression: {error}"),
                    format!("`{pattern}` 不是正则表达式：{error}"),
                )
            })?;
            COMPILED.with_borrow_mut(|known| known.insert(pattern.to_owned(), regex.clone()));
            regex
        }
    };
    Ok(Value::String(
        regex.replace_all(text, replacement).into_owned(),
    ))
}

/// `number | num_format(locale="en")`: digits in groups.
pub(super) fn num_format(
    _: &dyn SiteAccess,
    value: &Value,
    args: &Map<String, Value>,
) -> Result<Value, String> {
    let number = value.as_i64().ok_or_else(|| {
        say(
            format!("`num_format` works on whole numbers, not on {value}"),
            format!("`num_format` 只用于整数，不能用于 {value}"),
        )
    })?;
    let name = text(args, "locale")?.unwrap_or("en");
    let locale = Locale::from_name(name).map_err(|_| {
        say(
            format!("there is no locale `{name}`"),
            format!("没有区域设置 `{name}`"),
        )
    })?;
    let mut buffer = Buffer::new();
    buffer.write_formatted(&number, &locale);
    Ok(Value::String(buffer.as_str().to_owned()))
}
