//! Dates of front matter, normalised to RFC 3339 (a day alone stays a day). Enter at [`normalise`].

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// Reads the ways to write a date that TOML and YAML know; `None` for everything that is no date.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    if is_strict(text) {
        return Some(text.to_owned());
    }
    let parts = DateParts::read(text)?;
    let moment = parts.as_moment()?;
    let (hours, minutes) = parts.offset;
    let zone = if parts.offset == (0, 0) {
        "Z".to_owned()
    } else {
        format!(
            "{}{:02}:{:02}",
            if hours < 0 || minutes < 0 { '-' } else { '+' },
            hours.abs(),
            minutes.abs()
        )
    };
    let fraction = parts.fraction.trim_end_matches('0');
    let dot = if fraction.is_empty() { "" } else { "." };
    let time = moment.time();
    Some(format!(
        "{}T{:02}:{:02}:{:02}{dot}{fraction}{zone}",
        moment.date(),
        time.hour(),
        time.minute(),
        time.second()
    ))
}

/// Seconds since 1970 of a normalised date, for ordering; a date without an offset is taken as UTC.
pub(crate) fn instant(text: &str) -> Option<i64> {
    let parts = DateParts::read(text)?;
    let (hours, minutes) = parts.offset;
    let offset = Offset::from_seconds((hours * 60 + minutes) * 60).ok()?;
    offset
        .to_timestamp(parts.as_moment()?)
        .ok()
        .map(jiff::Timestamp::as_second)
}

/// Year, month and day of a normalised date, as written.
pub(crate) fn day(text: &str) -> Option<Date> {
    DateParts::read(text).and_then(|parts| Date::new(parts.day.0, parts.day.1, parts.day.2).ok())
}

/// `2024-02-29`, or a date and time joined by `T` with an optional offset, as RFC 3339 and TOML have them.
fn is_strict(text: &str) -> bool {
    if text.len() == 10 {
        return text.parse::<Date>().is_ok();
    }
    let joined = text
        .as_bytes()
        .get(10)
        .is_some_and(|byte| matches!(byte, b'T'));
    joined
        && text.len() >= 19
        && DateParts::read(text).is_some_and(|parts| parts.as_moment().is_some())
        && !text.contains(' ')
}

struct DateParts<'a> {
    day: (i16, i8, i8),
    clock: (i8, i8, i8),
    fraction: &'a str,
    offset: (i32, i32),
}

impl<'a> DateParts<'a> {
    fn read(text: &'a str) -> Option<DateParts<'a>> {
        // YAML and TOML know forms that RFC 3339 does not: one digit for a month, a space for the T, offsets without a
        // colon, hours without a zone. All are read, none is guessed: two digits for a year or a month name are no date.
        let split = text.find(['T', 't', ' ', '\t']).unwrap_or(text.len());
        let mut numbers = text[..split].split('-');
        let (year, month, date) = (numbers.next()?, numbers.next()?, numbers.next()?);
        if numbers.next().is_some() || year.len() != 4 {
            return None;
        }
        let day = (
            year.parse().ok()?,
            short_number(month)?,
            short_number(date)?,
        );
        let rest = text.get(split + 1..).unwrap_or("").trim();
        if rest.is_empty() {
            return (split == text.len()).then_some(DateParts {
                day,
                clock: (0, 0, 0),
                fraction: "",
                offset: (0, 0),
            });
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
            .unwrap_or(rest.len());
        let (clock, zone) = (&rest[..end], rest[end..].trim());
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let mut numbers = clock.split(':');
        let (hour, minute) = (
            short_number(numbers.next()?)?,
            short_number(numbers.next()?)?,
        );
        let second = numbers.next().map_or(Some(0), short_number)?;
        let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
        (digits && numbers.next().is_none()).then_some(())?;
        Some(DateParts {
            day,
            clock: (hour, minute, second),
            fraction,
            offset: zone_offset(zone)?,
        })
    }

    fn as_moment(&self) -> Option<DateTime> {
        let date = Date::new(self.day.0, self.day.1, self.day.2).ok()?;
        let time = Time::new(self.clock.0, self.clock.1, self.clock.2, 0).ok()?;
        Some(DateTime::from_parts(date, time))
    }
}

/// One or two digits.
fn short_number(text: &str) -> Option<i8> {
    (matches!(text.len(), 1 | 2) && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn zone_offset(zone: &str) -> Option<(i32, i32)> {
    if zone.is_empty() || zone == "Z" || zone == "z" {
        return Some((0, 0));
    }
    let sign = match zone.as_bytes()[0] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = &zone[1..];
    let apart = digits.split_once(':').or_else(|| {
        (digits.len() == 4)
            .then(|| digits.split_at_checked(2))
            .flatten()
    });
    let (hours, minutes) = apart.unwrap_or((digits, "0"));
    let (hours, minutes) = (
        i32::from(short_number(hours)?),
        i32::from(short_number(minutes)?),
    );
    (hours <= 23 && minutes <= 59).then_some((sign * hours, sign * minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accepted_form_is_normalised() {
        for (given, want) in [
            ("2024-02-29", "2024-02-29"),
            ("2024-2-9", "2024-02-09T00:00:00Z"),
            ("2024-2-9 3:04:05", "2024-02-09T03:04:05Z"),
            ("2024-02-29t23:59:58+08:00", "2024-02-29T23:59:58+08:00"),
            ("2024-02-29 10:00:00 Z", "2024-02-29T10:00:00Z"),
            ("2024-03-09 23:59:58.10 -5", "2024-03-09T23:59:58.1-05:00"),
            ("2024-02-29T23:59:58", "2024-02-29T23:59:58"),
            ("2024-02-29 23:59:58 +0800", "2024-02-29T23:59:58+08:00"),
        ] {
            assert_eq!(normalise(given).as_deref(), Some(want), "{given}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for given in [
            "",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "2024-02-30T00:00:00Z",
            "soon",
            "2024-02-29T25:00:00",
            "24-01-01",
        ] {
            assert_eq!(normalise(given), None, "{given}");
        }
    }

    #[test]
    fn offsets_count_when_dates_are_ordered() {
        let (a, b) = (
            instant("2024-03-01T00:30:00+08:00"),
            instant("2024-02-29T17:00:00Z"),
        );
        assert!(a < b, "{a:?} {b:?}");
    }
}
