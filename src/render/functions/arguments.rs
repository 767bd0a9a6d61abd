//! Reads the named arguments of a call, with messages that name them. Enter at [`text`] and its siblings.

use super::refusal::say;
use serde_json::{Map, Value};

/// A string, if it is given.
pub(super) fn text<'a>(
    args: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a str>, String> {
    match args.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(say(
            format!("`{name}` must be a string, not {other}"),
            format!("`{name}` 应为字符串，而不是 {other}"),
        )),
    }
}

/// A string that must be given.
pub(super) fn need_text<'a>(args: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    text(args, name)?.ok_or_else(|| {
        say(
            format!("the argument `{name}` is missing"),
            format!("缺少参数 `{name}`"),
        )
    })
}

/// A switch with its usual position.
pub(super) fn switch(
    args: &Map<String, Value>,
    name: &str,
    usual: SwitchDefault,
) -> Result<bool, String> {
    match args.get(name) {
        None | Some(Value::Null) => Ok(usual == SwitchDefault::On),
        Some(Value::Bool(on)) => Ok(*on),
        Some(other) => Err(say(
            format!("`{name}` must be true or false, not {other}"),
            format!("`{name}` 应为 true 或 false，而不是 {other}"),
        )),
    }
}

/// Where a switch stands when nobody says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SwitchDefault {
    /// On.
    On,
    /// Off.
    Off,
}

/// A whole number, if it is given.
pub(super) fn whole(args: &Map<String, Value>, name: &str) -> Result<Option<i64>, String> {
    match args.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value.as_i64().or_else(|| {
                value
                    .as_f64()
                    .filter(|number| number.fract() == 0.0)
                    .map(|number| number as i64)
            });
            number.map(Some).ok_or_else(|| {
                say(
                    format!("`{name}` must be a whole number, not {value}"),
                    format!("`{name}` 应为整数，而不是 {value}"),
                )
            })
        }
    }
}

/// A whole number that is not negative, if it is given.
pub(super) fn count(args: &Map<String, Value>, name: &str) -> Result<Option<usize>, String> {
    match whole(args, name)? {
        None => Ok(None),
        Some(number) => usize::try_from(number).map(Some).map_err(|_| {
            say(
                format!("`{name}` must not be negative, but it is {number}"),
                format!("`{name}` 不能是负数，这里是 {number}"),
            )
        }),
    }
}
