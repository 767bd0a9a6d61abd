//! `range`, `throw`, `get_env`, `get_random`. Enter at [`range`].

use super::arguments::{count, need_text, whole};
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use serde_json::{Map, Value};
use std::cell::Cell;

/// Numbers that one `range` may have.
const LONGEST_RANGE: usize = 1_000_000;

/// Numbers that all ranges of one rendering may have together.
const MOST_NUMBERS: usize = 5_000_000;

thread_local! {
    static GIVEN: Cell<usize> = const { Cell::new(0) };
}

/// Begins a rendering: no range was given out.
pub(super) fn reset() {
    GIVEN.set(0);
}

/// `range(start=0, end=4, step_by=1)`.
pub(super) fn range(
    _: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let start = count(args, "start")?.unwrap_or(0);
    let end = count(args, "end")?
        .ok_or_else(|| say("the argument `end` is missing", "缺少参数 `end`"))?;
    let step = count(args, "step_by")?.unwrap_or(1);
    if start > end {
        return Err(say(
            format!("`start` ({start}) must not be greater than `end` ({end})"),
            format!("`start`（{start}）不能大于 `end`（{end}）"),
        ));
    }
    if step == 0 {
        return Err(say("`step_by` must not be 0", "`step_by` 不能为 0"));
    }
    let numbers = (end - start) / step;
    GIVEN.set(GIVEN.get().saturating_add(numbers));
    if numbers > LONGEST_RANGE || GIVEN.get() > MOST_NUMBERS {
        return Err(say(
            format!(
                "a range has at most {LONGEST_RANGE} numbers, and all ranges of one page at most {MOST_NUMBERS}"
            ),
            format!(
                "一个 range 最多 {LONGEST_RANGE} 个数，一页的全部 range 最多 {MOST_NUMBERS} 个数"
            ),
        ));
    }
    Ok(Value::Array((start..end).step_by(step).map(Value::from).collect()).into())
}

/// `throw(message="…")`: stops with a message of the template's author.
pub(super) fn throw(
    _: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    Err(need_text(args, "message")?.to_owned())
}

/// `get_env(name="HOME", default="…")`, from what the command line read.
pub(super) fn get_env(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let name = need_text(args, "name")?;
    if let Some(value) = world.environment(name) {
        return Ok(value.into());
    }
    match args.get("default") {
        Some(default) => Ok(default.clone().into()),
        None => Err(say(
            format!("the environment has no variable `{name}`"),
            format!("环境变量中没有 `{name}`"),
        )),
    }
}

/// `get_random(start=0, end=6)`: a number of the range that is the same in every build, since output must not change by itself.
pub(super) fn get_random(
    _: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    let start = whole(args, "start")?.unwrap_or(0);
    let end = whole(args, "end")?
        .ok_or_else(|| say("the argument `end` is missing", "缺少参数 `end`"))?;
    if start >= end {
        return Err(say(
            format!("`start` ({start}) must be less than `end` ({end})"),
            format!("`start`（{start}）应小于 `end`（{end}）"),
        ));
    }
    let seed = blake3::hash(format!("{start}..{end}").as_bytes());
    let number = seed.as_bytes()[..8]
        .iter()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let width = u64::try_from(i128::from(end) - i128::from(start)).unwrap_or(u64::MAX);
    let chosen = i128::from(start) + i128::from(number % width);
    Ok(Value::from(i64::try_from(chosen).unwrap_or(start)).into())
}
