//! Which names of grammars a theme of the site colours how. Enter at [`ColourRule::best`].

use super::scopes::{begins, classes};
use std::fmt::Write as _;
use std::sync::Arc;

/// One selector of `tokenColors`, with its settings.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ColourRule {
    /// Beginnings of names, from the outside in; the last one is the name that is coloured.
    parts: Vec<String>,
    /// Hexadecimal RGB without `#`.
    pub(super) colour: Option<String>,
    /// Further properties of CSS, or nothing.
    pub(super) font: &'static str,
}

impl ColourRule {
    /// The rules of a list of selectors (`string, comment.line`); what a selector leaves out (`a - b`) is not looked at.
    pub(super) fn list(
        selectors: &str,
        colour: Option<&str>,
        font: &'static str,
    ) -> Vec<ColourRule> {
        let rule = |selector: &str| {
            let kept = selector.split(" -").next().unwrap_or_default();
            let parts = kept.split_whitespace().filter(|part| *part != ">");
            ColourRule {
                parts: parts.map(str::to_owned).collect(),
                colour: colour.map(str::to_owned),
                font,
            }
        };
        let rules = selectors.split(',').map(rule);
        rules.filter(|rule| !rule.parts.is_empty()).collect()
    }

    /// The rule for the innermost name that one speaks of: the most exact, else the last.
    pub(super) fn best<'r>(rules: &'r [ColourRule], scopes: &[Arc<str>]) -> Option<&'r ColourRule> {
        (1..=scopes.len()).rev().find_map(|length| {
            let fitting = rules
                .iter()
                .filter(|rule| rule.fits_scopes(&scopes[..length]));
            fitting.max_by_key(|rule| rule.how_exact())
        })
    }

    /// Whether the last name is the rule's and the others stand around it, in order.
    fn fits_scopes(&self, scopes: &[Arc<str>]) -> bool {
        let mut parts = self.parts.iter().rev();
        let (Some(last), Some((scope, around))) = (parts.next(), scopes.split_last()) else {
            return false;
        };
        let mut around = around.iter().rev();
        begins(scope, last) && parts.all(|part| around.any(|scope| begins(scope, part)))
    }

    fn how_exact(&self) -> (usize, usize) {
        let dots = |part: &String| part.split('.').count();
        let last = self.parts.last().map_or(0, dots);
        (last, self.parts.iter().map(dots).sum())
    }

    /// The rule of a style sheet, for tokens that carry the classes of one name.
    pub(super) fn css(&self) -> String {
        let scope = self.parts.last().map(String::as_str).unwrap_or_default();
        let selector: String = classes(scope)
            .split(' ')
            .map(|class| format!(".{class}"))
            .collect();
        let mut css = format!(".giallo {selector} {{");
        if let Some(colour) = &self.colour {
            let _ = write!(css, " color: #{colour};");
        }
        css.push_str(self.font);
        css.push_str(" }\n");
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(rules: &[ColourRule], scopes: &str) -> Option<String> {
        let scopes: Vec<Arc<str>> = scopes.split(' ').map(Arc::from).collect();
        ColourRule::best(rules, &scopes)?.colour.clone()
    }

    #[test]
    fn the_innermost_name_and_the_most_exact_rule_count() {
        let mut rules = ColourRule::list("string, comment - comment.block", Some("111111"), "");
        rules.extend(ColourRule::list("string.quoted", Some("222222"), ""));
        rules.extend(ColourRule::list("meta > string", Some("333333"), ""));
        rules.extend(ColourRule::list(
            "source.b string.quoted",
            Some("444444"),
            "",
        ));
        rules.extend(ColourRule::list("comment", Some("555555"), ""));
        let colour = |scopes| best(&rules, scopes);
        assert_eq!(colour("source.a string.unquoted"), Some("111111".into()));
        assert_eq!(colour("source.a string.quoted.x"), Some("222222".into()));
        assert_eq!(colour("source.a meta.y string.z"), Some("333333".into()));
        assert_eq!(colour("source.b string.quoted"), Some("444444".into()));
        assert_eq!(
            colour("source.b string.quoted keyword"),
            Some("444444".into())
        );
        assert_eq!(colour("source.a comment"), Some("555555".into()));
        assert_eq!(colour("source.a stringy"), None);
    }

    #[test]
    fn a_rule_becomes_css_for_the_classes_of_its_name() {
        let rules = ColourRule::list("a string.quoted", Some("AABBCC"), " font-style: italic;");
        assert_eq!(
            rules[0].css(),
            ".giallo .z-string.z-quoted { color: #AABBCC; font-style: italic; }\n"
        );
    }
}
