//! Emoji by their names. Enter at [`emoji`].

use pulldown_cmark::CowStr;

/// `:alias:` becomes the sign of that name; unknown names stay.
pub(super) fn emoji(text: CowStr<'_>) -> CowStr<'_> {
    if !text.contains(':') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(start) = rest.find(':') {
        let name_end = rest[start + 1..].find(|letter: char| {
            !(letter.is_ascii_alphanumeric() || matches!(letter, '_' | '+' | '-'))
        });
        let name = name_end.map_or("", |end| &rest[start + 1..start + 1 + end]);
        let closed = rest[start + 1 + name.len()..].starts_with(':');
        match emojis::get_by_shortcode(name).filter(|_| closed) {
            Some(sign) => {
                out.push_str(&rest[..start]);
                out.push_str(sign.as_str());
                rest = &rest[start + name.len() + 2..];
            }
            None => {
                out.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}
