//! Keeps Tera 1 from copying what functions give back. Enter at [`rewrite`] and [`LentValues`].
//!
//! The engine copies a section of 250 pages when `{% set own = get_section(…) %}` runs, again at `own.pages`, and each page of it at
//! every `p.title`; only values of the context are borrowed. So `set` gets a short key instead, the value lies in the
//! context, and every path that begins with `own` is rewritten to go through it. Where that cannot be done (the name has another
//! meaning somewhere, or the value is not lent yet), the unchanged templates render the page.

use super::mentions::KeySet;
use super::shared::SharedValue;
use super::visit::{self, VisitedNode};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera1::Template;
use tera1::ast::{Expr, ExprVal};

/// The name of the context's entry that holds what is lent.
pub(super) const LENT: &str = "nianbao_lent";
/// Stands before the name of a function that gives a key.
pub(super) const KEYED: &str = "nianbao_keyed_";
/// Functions whose results can be large.
const LARGE: [&str; 5] = [
    "get_section",
    "get_page",
    "get_taxonomy",
    "get_taxonomy_term",
    "load_data",
];
/// Names that templates find in their context, which therefore never stand for something lent.
const OF_CONTEXT: [&str; 21] = [
    "body",
    "config",
    "current_path",
    "current_url",
    "entries",
    "feed_url",
    "id",
    "lang",
    "last_updated",
    "level",
    "nth",
    "page",
    "pages",
    "paginator",
    "section",
    "sitemaps",
    "summary",
    "taxonomy",
    "term",
    "terms",
    "url",
];
/// Bytes of text that one thread keeps lent.
const MOST_BYTES: usize = 48 << 20;

/// Rewrites the templates; gives the names that now stand for something lent, empty where nothing was changed.
pub(super) fn rewrite(templates: &mut [Template]) -> BTreeSet<String> {
    // A rewritten template reads `nianbao_lent[own].pages` where it read `own.pages`: the engine follows such a path by
    // reference, from the context that is passed in, and copies only what is printed.
    let names = lendable_names(templates);
    if names.is_empty() {
        return names;
    }
    for tree in templates {
        visit::template(tree, &mut |met| match met {
            VisitedNode::Path(path) => {
                let (root, rest) = split_path(path);
                if names.contains(root) {
                    *path = format!("{LENT}[{root}]{rest}");
                }
            }
            VisitedNode::Set(set) => {
                if names.contains(&set.key)
                    && let ExprVal::FunctionCall(call) = &mut set.value.val
                    && !call.name.starts_with(KEYED)
                {
                    call.name = format!("{KEYED}{}", call.name);
                }
            }
            _ => {}
        });
    }
    names
}

/// A path's first name, and the rest.
fn split_path(path: &str) -> (&str, &str) {
    path.split_at(path.find(['.', '[']).unwrap_or(path.len()))
}

/// The names that stand, wherever they stand, for the result of a large function and nothing else.
fn lendable_names(templates: &mut [Template]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut others: BTreeSet<String> = OF_CONTEXT.iter().map(|name| (*name).to_owned()).collect();
    let mut within_brackets = BTreeSet::new();
    let mut dumps_context = false;
    for tree in templates {
        visit::template(tree, &mut |met| match met {
            VisitedNode::Set(set) if is_large_call(&set.value) => {
                names.insert(set.key.clone());
            }
            VisitedNode::Set(set) => {
                others.insert(set.key.clone());
            }
            VisitedNode::Bound(name) => {
                others.insert(name.to_owned());
            }
            VisitedNode::Path(path) if path == "__tera_context" => dumps_context = true,
            VisitedNode::Path(path) => {
                for inner in path.split('[').skip(1) {
                    let end = inner.find([']', '.', '[']).unwrap_or(inner.len());
                    within_brackets.insert(inner[..end].trim().to_owned());
                }
            }
            _ => {}
        });
    }
    if dumps_context {
        return BTreeSet::new();
    }
    names.retain(|name| !others.contains(name) && !within_brackets.contains(name));
    names
}

fn is_large_call(expression: &Expr) -> bool {
    let ExprVal::FunctionCall(call) = &expression.val else {
        return false;
    };
    LARGE.contains(&call.name.as_str()) && expression.filters.is_empty() && !expression.negated
}

/// What one thread has lent, and what its renderings asked for in vain.
#[derive(Default)]
pub(super) struct LentValues {
    values: Map<String, Value>,
    /// Holds what is lent, so that no other value can come to the same key.
    owners: BTreeMap<String, Arc<SharedValue>>,
    bytes: usize,
    wanted: Vec<Arc<SharedValue>>,
}

thread_local! {
    static OF_THREAD: RefCell<LentValues> = RefCell::new(LentValues::default());
    /// The keys that the running template can reach in what functions give it.
    static REACH: Cell<KeySet> = const { Cell::new(KeySet::MAX) };
}

/// Runs `work` for a template that can reach the keys `within`.
pub(super) fn reaching<T>(within: KeySet, work: impl FnOnce() -> T) -> T {
    let before = REACH.replace(within);
    let result = work();
    REACH.set(before);
    result
}

/// A copy with what the running template can reach.
pub(super) fn copy_of(value: &SharedValue) -> Value {
    let within = REACH.get();
    value.to_reached(within, within)
}

fn lent_key(value: &Arc<SharedValue>) -> String {
    format!("v{:x}r{:x}", Arc::as_ptr(value) as usize, REACH.get())
}

/// The key of a value that is lent on this thread; otherwise the value is remembered as wanted.
pub(super) fn key_of(value: &Arc<SharedValue>) -> Option<String> {
    let key = lent_key(value);
    OF_THREAD.with_borrow_mut(|lent| {
        if lent.owners.contains_key(&key) {
            return Some(key);
        }
        lent.wanted.push(value.clone());
        None
    })
}

/// Remembers a value as wanted.
pub(super) fn want(value: &Arc<SharedValue>) {
    key_of(value);
}

/// Takes the lent values out, to be put into a context.
pub(super) fn take() -> Value {
    OF_THREAD.with_borrow_mut(|lent| {
        lent.wanted.clear();
        Value::Object(std::mem::take(&mut lent.values))
    })
}

/// Puts the lent values back.
pub(super) fn give_back(values: Option<Value>) {
    if let Some(Value::Object(values)) = values {
        // A rendering inside this one, for the filter `markdown`, may have lent more meanwhile.
        OF_THREAD.with_borrow_mut(|lent| lent.values.extend(values));
    }
}

/// Drops what was wanted.
pub(super) fn forget_wanted() {
    OF_THREAD.with_borrow_mut(|lent| lent.wanted.clear());
}

/// Lends what was wanted, for the next rendering.
pub(super) fn lend_wanted() {
    OF_THREAD.with_borrow_mut(|lent| {
        for value in std::mem::take(&mut lent.wanted) {
            let key = lent_key(&value);
            if lent.owners.contains_key(&key) {
                continue;
            }
            let json = copy_of(&value);
            let bytes = value_weight(&json);
            if bytes > MOST_BYTES {
                continue;
            }
            // All is dropped at once where the room is used up. Pages that stand next to one another ask for the same
            // values, so that it is soon lent again; an order of last use would have to be kept at each read.
            if lent.bytes + bytes > MOST_BYTES {
                *lent = LentValues::default();
            }
            lent.bytes += bytes;
            lent.values.insert(key.clone(), json);
            lent.owners.insert(key, value);
        }
    });
}

/// About how many bytes a value takes.
fn value_weight(value: &Value) -> usize {
    32 + match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(value_weight).sum(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| key.len() + 48 + value_weight(value))
            .sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CONFIG, engine};
    use super::super::{Dialect, EngineKind, SharedValue, TemplateVariables};
    use crate::render::functions::SiteAccess;
    use crate::render::functions::tests::TestWorld;
    use serde_json::json;
    use std::sync::Arc;

    /// A site where `s/_index.md` is a section of two pages.
    fn lending_world() -> Arc<dyn SiteAccess> {
        let mut world = TestWorld::new(CONFIG, &[("data/t.json", "{\"rows\": [1, 2, 3]}")]);
        let page =
            |title: &str| SharedValue::new(json!({"title": title, "lower": {"title": "<low>"}}));
        let pages = SharedValue::list(vec![page("甲"), page("乙")]);
        let section = vec![
            ("title".to_owned(), SharedValue::new(json!("S"))),
            ("pages".to_owned(), pages),
        ];
        world
            .pages
            .insert("s/_index.md".to_owned(), SharedValue::map(section));
        world.shared()
    }

    #[test]
    fn lent_values_render_as_copies_do() {
        let templates = [
            (
                "index.html",
                "{% import \"m.html\" as m %}{% set own = get_section(path=\"s/_index.md\") %}{% set t = load_data(path=\"data/t.json\") %}\
                 {{ own.title }} {{ own.pages | length }} {{ own['title'] }} {% for p in own.pages %}{{ p.title }}{{ p.lower.title }}{% endfor %}\
                 {% include \"part.html\" %}{{ m::show(section=own) }} {{ own is defined }} {{ nothing is defined }} {{ t.rows.1 }} {{ own.pages.0.title }}\
                 {% if own %}yes{% endif %}{% if own.nothing %}no{% endif %}",
            ),
            ("part.html", "[{{ own.pages | last | get(key=\"title\") }}]"),
            (
                "m.html",
                "{% macro show(section) %}({{ section.title }}{% for p in section.pages %}{{ p.title }}{% endfor %}){% endmacro show %}",
            ),
        ];
        let engine = engine(Dialect::Tera1, &templates).unwrap();
        let EngineKind::First(first) = &engine.inner else {
            panic!("the dialect is the first")
        };
        let lending = first.lending_names();
        assert_eq!(lending, ["own", "t"]);
        let world = lending_world();
        let outputs: Vec<String> = (0..3)
            .map(|_| {
                engine
                    .render("index.html", TemplateVariables::new(), &world)
                    .unwrap()
            })
            .collect();
        assert_eq!(
            outputs[0],
            "S 2 S 甲&lt;low&gt;乙&lt;low&gt;[乙](S甲乙) true false 2 甲yes"
        );
        assert!(
            outputs.iter().all(|output| *output == outputs[0]),
            "{outputs:#?}"
        );
        assert_eq!(first.lending_successes(), 2);
    }

    #[test]
    fn a_name_with_another_meaning_is_not_lent() {
        let texts = [
            "{% set s = get_page(path=\"a\") %}{% for s in [1] %}{{ s }}{% endfor %}",
            "{% set s = get_page(path=\"a\") %}{% set s = 1 %}",
            "{% set s = get_page(path=\"a\") %}{{ config.extra[s.title] }}",
            "{% set section = get_page(path=\"a\") %}",
            "{% set s = get_page(path=\"a\") | get(key=\"title\") %}",
        ];
        for text in texts {
            let engine = engine(Dialect::Tera1, &[("index.html", text)]).unwrap();
            let EngineKind::First(first) = &engine.inner else {
                panic!("the dialect is the first")
            };
            assert!(first.lending_names().is_empty(), "{text}");
        }
    }

    #[test]
    fn a_variable_of_the_page_hides_what_is_lent() {
        let templates = [
            ("index.html", "{{ own.title }}"),
            (
                "other.html",
                "{% set own = get_page(path=\"s/_index.md\") %}",
            ),
        ];
        let engine = engine(Dialect::Tera1, &templates).unwrap();
        let variables =
            TemplateVariables::new().with("own", SharedValue::new(json!({"title": "mine"})));
        assert_eq!(
            engine
                .render("index.html", variables, &lending_world())
                .unwrap(),
            "mine"
        );
    }
}
