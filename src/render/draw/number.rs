//! Numbers of pictures: the same text on every machine. Enter at [`printed_number`].

/// Counts are far below 2^32, so nothing is lost.
pub(super) fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A number with so many decimals at most, without closing zeros.
pub(super) fn printed_number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}
