//! `now`: the date of the build at midnight, so that two builds of one day are equal. Enter at [`now`].

use super::arguments::{SwitchDefault, switch};
use super::refusal::say;
use super::{FunctionAnswer, SiteAccess};
use serde_json::{Map, Value, json};

/// `now(timestamp=false, utc=false)`; the build's date is taken as a date in UTC.
pub(super) fn now(
    world: &dyn SiteAccess,
    args: &Map<String, Value>,
) -> Result<FunctionAnswer, String> {
    switch(args, "utc", SwitchDefault::Off)?;
    let today = world.today();
    if switch(args, "timestamp", SwitchDefault::Off)? {
        let midnight = today.to_zoned(jiff::tz::TimeZone::UTC).map_err(|error| {
            say(
                format!("the build's date is out of range: {error}"),
                format!("构建日期超出范围：{error}"),
            )
        })?;
        return Ok(json!(midnight.timestamp().as_second()).into());
    }
    Ok(format!("{today}T00:00:00.000000000+00:00").into())
}
