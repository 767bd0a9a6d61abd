//! Which keys of pages, sections and terms a template can reach at all, so that the others need not be copied. Enter at [`TemplateMentions::of`].
//!
//! Tera 1 owns the values that it reads: a list of 5,000 pages would be 5,000 copies of bodies that nobody prints. A key that no
//! template of a rendering mentions cannot be read in it, unless the template takes keys from values (`json_encode`, `page[name]`,
//! a loop over the keys of a page) or compares whole pages; such templates get everything.

use super::visit::{self, VisitedNode};
use std::collections::{BTreeMap, BTreeSet};
use tera1::Template;
use tera1::ast::{Expr, ExprVal, FunctionCall};

/// Keys that can be left out. Other keys are always copied.
const KEYS: [&str; 27] = [
    "ancestors",
    "assets",
    "authors",
    "backlinks",
    "colocated_path",
    "components",
    "content",
    "date",
    "day",
    "description",
    "draft",
    "extra",
    "higher",
    "lower",
    "month",
    "path",
    "reading_time",
    "relative_path",
    "slug",
    "subsections",
    "summary",
    "taxonomies",
    "toc",
    "translations",
    "updated",
    "word_count",
    "year",
];
/// Keys whose values are text or numbers, which can be written as JSON without naming further keys.
const PLAIN: [&str; 12] = [
    "content",
    "current_url",
    "date",
    "description",
    "name",
    "path",
    "permalink",
    "summary",
    "title",
    "updated",
    "base_url",
    "author",
];
/// Names of the context that stand for one page, section or term.
const TOP: [&str; 3] = ["page", "section", "term"];
/// Values with keys of the author's own, into which `[name]` may reach.
const OPEN: [&str; 6] = [
    "extra",
    "taxonomies",
    "languages",
    "config",
    "translations",
    "markdown",
];
/// Filters whose argument names a key.
const BY_KEY: [&str; 6] = ["filter", "get", "group_by", "map", "sort", "unique"];

/// A set of [`KEYS`].
pub(super) type KeySet = u32;

/// What may be left out in the renderings of one template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TemplateReach {
    /// Keys that are read from something other than the page, section or term of the rendering itself.
    pub(super) within: KeySet,
    /// Keys read from `page`, `section`, `term` themselves, in this order.
    own: [KeySet; 3],
}

impl TemplateReach {
    /// Everything.
    pub(super) const ALL: TemplateReach = TemplateReach {
        within: KeySet::MAX,
        own: [KeySet::MAX; 3],
    };

    /// The keys to copy from the value of a name of the context itself.
    pub(super) fn of_name(&self, name: &str) -> KeySet {
        let own = TOP
            .iter()
            .position(|top| *top == name)
            .map_or(0, |at| self.own[at]);
        self.within | own
    }
}

/// Whether `key` is to be copied.
pub(super) fn keeps(set: KeySet, key: &str) -> bool {
    set & key_bit(key) != 0 || key_bit(key) == 0
}

/// Most keys differ in length from what is looked for, which is quicker to see than their order.
fn key_bit(key: &str) -> KeySet {
    let at = KEYS.iter().position(|known| *known == key);
    at.map_or(0, |at| 1 << at)
}

/// What each template can reach.
#[derive(Debug, Default)]
pub(super) struct TemplateMentions(BTreeMap<String, TemplateReach>);

/// What the text of one template says, its parents and parts left aside.
#[derive(Debug, Default)]
struct OwnMentions {
    /// Keys by the name that they are read from.
    heads: BTreeMap<String, KeySet>,
    /// Keys further down a path, or named in a string.
    deep: KeySet,
    bound: BTreeSet<String>,
    is_dynamic: bool,
    calls: BTreeSet<String>,
}

impl TemplateMentions {
    /// Reads all templates.
    pub(super) fn of(templates: &mut [Template]) -> TemplateMentions {
        let owns: BTreeMap<String, OwnMentions> = templates
            .iter_mut()
            .map(|tree| (tree.name.clone(), OwnMentions::of(tree)))
            .collect();
        TemplateMentions(
            owns.keys()
                .map(|name| (name.clone(), reach_of(name, &owns)))
                .collect(),
        )
    }

    /// What the renderings of `name` can reach.
    pub(super) fn reach(&self, name: &str) -> TemplateReach {
        self.0.get(name).copied().unwrap_or(TemplateReach::ALL)
    }
}

/// Adds up what `name` and all that it extends, includes and imports says.
fn reach_of(name: &str, owns: &BTreeMap<String, OwnMentions>) -> TemplateReach {
    // A walk through the calls from `name`, each template once; what they mention is added up. A name that any of them
    // binds (`for page in …`) may stand for something else there, so that its keys count for all values and not for the
    // page of the rendering alone.
    let mut names = BTreeSet::from([name]);
    let mut open = vec![name];
    while let Some(next) = open.pop() {
        for call in owns.get(next).into_iter().flat_map(|own| &own.calls) {
            if names.insert(call) {
                open.push(call);
            }
        }
    }
    let all: Vec<&OwnMentions> = names.iter().filter_map(|name| owns.get(*name)).collect();
    if all.iter().any(|own| own.is_dynamic) {
        return TemplateReach::ALL;
    }
    let mut reach = TemplateReach {
        within: 0,
        own: [0; 3],
    };
    for own in &all {
        reach.within |= own.deep;
        for (root, keys) in &own.heads {
            let is_bound = all.iter().any(|own| own.bound.contains(root));
            match TOP.iter().position(|top| top == root) {
                Some(at) if !is_bound => reach.own[at] |= keys,
                _ => reach.within |= keys,
            }
        }
    }
    reach
}

impl OwnMentions {
    fn of(tree: &mut Template) -> OwnMentions {
        let mut own = OwnMentions::default();
        own.calls.extend(tree.parent.iter().cloned());
        own.calls.extend(
            tree.imported_macro_files
                .iter()
                .map(|(file, _)| file.clone()),
        );
        visit::template(tree, &mut |met| own.take_node(met));
        own
    }

    fn take_node(&mut self, met: VisitedNode<'_>) {
        match met {
            VisitedNode::Path(path) => self.take_path(path),
            VisitedNode::Set(set) => {
                self.bound.insert(set.key.clone());
            }
            VisitedNode::Bound(name) => {
                self.bound.insert(name.to_owned());
            }
            VisitedNode::Text(text) => {
                for part in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
                    self.deep |= key_bit(part);
                }
            }
            VisitedNode::Filter(filter, input) => {
                self.is_dynamic |= is_dynamic_filter(filter, input);
            }
            VisitedNode::Pairs(container) | VisitedNode::Compared(container) => {
                self.is_dynamic |= is_whole(container);
            }
            VisitedNode::Include(names) => self.calls.extend(names.iter().cloned()),
        }
    }

    fn take_path(&mut self, path: &str) {
        self.is_dynamic |= path == "__tera_context" || takes_any_key(path);
        let mut parts = path
            .split(['.', '[', ']', '"', '\'', '`'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let Some(root) = parts.next() else { return };
        if let Some(second) = parts.next() {
            let keys = key_bit(second);
            *self.heads.entry(root.to_owned()).or_default() |= keys;
        }
        for part in parts {
            self.deep |= key_bit(part);
        }
    }
}

/// Whether a path reaches by the value of a variable into something other than the author's own tables or a list.
fn takes_any_key(path: &str) -> bool {
    // `page[name]` may be any key of a page. `page.extra[name]` may not: what is below `extra` and the like is always
    // copied whole.
    path.match_indices('[').any(|(at, _)| {
        let inner = path[at + 1..].trim_start();
        let is_fixed =
            inner.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '`'));
        let base = &path[..at];
        let last = base
            .rsplit(['.', '[', ']'])
            .find(|part| !part.is_empty())
            .unwrap_or("");
        !is_fixed && !OPEN.contains(&last) && !base.starts_with("config.")
    })
}

fn is_dynamic_filter(filter: &FunctionCall, input: &ExprVal) -> bool {
    let is_fixed = |name: &str| match filter.args.get(name) {
        None => true,
        Some(Expr {
            val: ExprVal::String(_),
            filters,
            ..
        }) => filters.is_empty(),
        Some(_) => false,
    };
    match filter.name.as_str() {
        "json_encode" => match input {
            ExprVal::Ident(path) => {
                !PLAIN.contains(&path.rsplit('.').next().unwrap_or(""))
                    && !path.starts_with("config.")
            }
            ExprVal::String(_) | ExprVal::StringConcat(_) => false,
            _ => true,
        },
        name if BY_KEY.contains(&name) => !is_fixed("attribute") || !is_fixed("key"),
        _ => false,
    }
}

/// Whether an expression is a name alone, which may stand for a whole page.
fn is_whole(expression: &Expr) -> bool {
    let ExprVal::Ident(path) = &expression.val else {
        return false;
    };
    expression.filters.is_empty()
        && !path.contains(['.', '['])
        && !path.starts_with("current_")
        && path != "lang"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mentions(templates: &[(&str, &str)]) -> TemplateMentions {
        let mut parsed: Vec<Template> = templates
            .iter()
            .map(|(name, text)| Template::new(name, None, text).expect("the template parses"))
            .collect();
        TemplateMentions::of(&mut parsed)
    }

    #[test]
    fn every_key_has_a_bit_of_its_own() {
        let all = KEYS.iter().fold(0, |set, key| set | key_bit(key));
        assert_eq!(all.count_ones() as usize, KEYS.len());
    }

    #[test]
    fn a_body_that_only_the_page_itself_prints_is_not_copied_for_lists() {
        let all = mentions(&[
            (
                "base.html",
                "{% block main %}{% endblock %}{{ config.title }}",
            ),
            (
                "page.html",
                "{% extends \"base.html\" %}{% block main %}{{ page.content }}{{ page.lower.title }}{% set own = get_section(path=\"s\") %}{% for p in own.pages %}{{ p.date }}{% endfor %}{% endblock %}",
            ),
        ]);
        let reach = all.reach("page.html");
        assert!(keeps(reach.of_name("page"), "content") && keeps(reach.of_name("page"), "lower"));
        assert!(!keeps(reach.within, "content") && !keeps(reach.within, "lower"));
        assert!(
            keeps(reach.within, "date")
                && keeps(reach.within, "title")
                && !keeps(reach.within, "toc")
        );
    }

    #[test]
    fn what_parts_macros_and_strings_mention_counts() {
        let all = mentions(&[
            (
                "a.html",
                "{% import \"m.html\" as m %}{% for page in section.pages %}{{ m::one(p=page) }}{% endfor %}{% include \"part.html\" %}{{ section.pages | sort(attribute=\"extra.rank\") | length }}",
            ),
            (
                "m.html",
                "{% macro one(p) %}{{ p.summary }}{% endmacro one %}",
            ),
            ("part.html", "{{ page.toc }}"),
        ]);
        let reach = all.reach("a.html");
        for key in ["summary", "toc", "extra"] {
            assert!(keeps(reach.within, key), "{key}");
        }
        assert!(!keeps(reach.within, "content"));
    }

    #[test]
    fn templates_that_take_keys_from_values_get_everything() {
        for text in [
            "{{ page | json_encode }}",
            "{{ page[key] }}",
            "{% for k, v in page %}{{ k }}{% endfor %}",
            "{% for p in section.pages %}{% if p == page %}x{% endif %}{% endfor %}",
            "{{ __tera_context }}",
            "{{ section.pages | map(attribute=name) }}",
        ] {
            assert_eq!(
                mentions(&[("a.html", text)]).reach("a.html"),
                TemplateReach::ALL,
                "{text}"
            );
        }
        for text in [
            "{{ page.title | json_encode }}",
            "{{ page.extra[key] }}",
            "{{ config.extra | json_encode }}",
        ] {
            assert_ne!(
                mentions(&[("a.html", text)]).reach("a.html"),
                TemplateReach::ALL,
                "{text}"
            );
        }
    }
}
