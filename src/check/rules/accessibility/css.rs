//! A style sheet as its declarations, each with its selector and the conditions around it. Enter at [`declarations`].

/// `color: red` in its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CssDeclaration<'c> {
    /// Conditions around the rule, outermost first: `@media print`.
    pub(super) conditions: Vec<&'c str>,
    /// The rule's selector.
    pub(super) selector: &'c str,
    /// Number of the rule in the sheet.
    pub(super) rule: usize,
    /// Name of the property.
    pub(super) name: &'c str,
    /// Its value.
    pub(super) value: &'c str,
    /// Byte of the value.
    pub(super) at: usize,
}

/// Blocks inside blocks; what lies deeper is left out.
const DEEP: usize = 16;

/// All declarations of a sheet, in order. What is no CSS gives none.
pub(super) fn declarations(css: &str) -> Vec<CssDeclaration<'_>> {
    let mut out = Vec::new();
    // What is open: the words before each brace, with the number of the rule.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut from = 0;
    let mut rule = 0;
    for (at, mark) in marks(css) {
        let words = css[from..at].trim();
        match mark {
            b'{' => {
                rule += 1;
                open.push((words, rule));
            }
            b';' => out.extend(declaration(css, &open, from..at)),
            _ => {
                out.extend(declaration(css, &open, from..at));
                open.pop();
            }
        }
        from = at + 1;
    }
    out
}

/// Bytes of braces and semicolons outside of comments, strings and brackets.
fn marks(css: &str) -> Vec<(usize, u8)> {
    // No parser of style sheets is needed to find declarations: braces and semicolons are enough, where comments, strings and round
    // brackets are passed over. A string ends with its line at the latest, and an opening brace closes all round brackets, so that one
    // that is never closed does not swallow the rest. All marks are ASCII, so bytes of other letters are never mistaken for them.
    let bytes = css.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    let mut round = 0_usize;
    while at < bytes.len() {
        match bytes[at] {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = css[at + 2..]
                    .find("*/")
                    .map_or(bytes.len(), |end| at + end + 3);
            }
            quote @ (b'"' | b'\'') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote && bytes[at] != b'\n' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'(' => round += 1,
            b')' => round = round.saturating_sub(1),
            mark @ (b'{' | b'}') => {
                round = 0;
                out.push((at, mark));
            }
            b';' if round == 0 => out.push((at, b';')),
            _ => {}
        }
        at += 1;
    }
    out
}

fn declaration<'c>(
    css: &'c str,
    open: &[(&'c str, usize)],
    range: std::ops::Range<usize>,
) -> Option<CssDeclaration<'c>> {
    let ((selector, rule), around) = open.split_last()?;
    if open.len() > DEEP || selector.starts_with('@') {
        return None;
    }
    let (name, value) = css[range.clone()].split_once(':')?;
    let at = range.start + name.len() + 1 + (value.len() - value.trim_start().len());
    // A comment before the name is none of it.
    let name = name.rsplit("*/").next().unwrap_or(name).trim();
    Some(CssDeclaration {
        conditions: around
            .iter()
            .map(|(words, _)| last_words(words))
            .filter(|words| words.starts_with('@'))
            .collect(),
        selector: last_words(selector),
        rule: *rule,
        name,
        value: value.trim(),
        at,
    })
}

/// A prelude without the comments before it.
fn last_words(words: &str) -> &str {
    words.rsplit("*/").next().unwrap_or(words).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_its_declarations_with_what_stands_around_them() {
        let css = "/* a; { */\na, b { color: red; background: url(\"x;}\") }\n@media print { c { --x: 1px } }\n}}{;\"";
        let all = declarations(css);
        let shown: Vec<String> = all
            .iter()
            .map(|one| {
                let at = &css[one.at..one.at + one.value.len()];
                assert_eq!(at, one.value);
                format!(
                    "{:?} {} {}={}",
                    one.conditions, one.selector, one.name, one.value
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "[] a, b color=red",
                "[] a, b background=url(\"x;}\")",
                "[\"@media print\"] c --x=1px"
            ]
        );
    }
}
