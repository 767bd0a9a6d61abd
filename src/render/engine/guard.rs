//! Bounds for templates that call themselves: a counter is woven into macros and includes that can. Enter at [`weave`].

use super::graph::{CallGraph, TemplateCalls};
use std::cell::Cell;
use std::collections::BTreeSet;
use tera1::ast::{Expr, ExprVal, FunctionCall, Node, WS};
use tera1::{Error, Function, Template, Value};

/// Levels of macros and includes within one another, at most. A tree of sections rarely has ten; a macro that counts may have some hundred.
const DEEPEST: usize = 1_000;
/// Conditions, loops and the like that are open in all these levels, at most: each takes a piece of the stack.
const HEAVIEST: usize = 8_000;
/// The argument that says how many a macro or template opens.
const WEIGHT: &str = "weight";
/// Calls of recursive macros and includes, and rounds of loops, in one rendering, at most.
const MOST: usize = 2_000_000;

/// The names of the woven-in functions; no template can write them by accident.
pub(super) const ENTER: &str = "nianbao_guard_enter";
/// See [`ENTER`].
pub(super) const LEAVE: &str = "nianbao_guard_leave";
/// See [`ENTER`].
pub(super) const ROUND: &str = "nianbao_guard_round";

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    static LOAD: Cell<usize> = const { Cell::new(0) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Begins a rendering: nothing is open, nothing is counted.
pub(super) fn reset() {
    DEPTH.set(0);
    LOAD.set(0);
    COUNT.set(0);
}

/// One of the woven-in functions.
pub(super) struct WovenGuard {
    /// What a call adds to the depth: 1, -1 or 0.
    step: isize,
}

impl WovenGuard {
    /// All of them with their names.
    pub(super) fn all() -> [(&'static str, WovenGuard); 3] {
        [
            (ENTER, WovenGuard { step: 1 }),
            (LEAVE, WovenGuard { step: -1 }),
            (ROUND, WovenGuard { step: 0 }),
        ]
    }
}

impl Function for WovenGuard {
    #[expect(
        clippy::disallowed_types,
        reason = "the engine's trait; one argument is read by its name"
    )]
    fn call(&self, args: &std::collections::HashMap<String, Value>) -> tera1::Result<Value> {
        let weight = args.get(WEIGHT).and_then(Value::as_i64);
        let weight = isize::try_from(weight.unwrap_or(0)).unwrap_or(0);
        let depth = DEPTH.get().saturating_add_signed(self.step);
        let load = LOAD.get().saturating_add_signed(self.step * weight);
        let count = COUNT.get() + usize::from(self.step >= 0);
        DEPTH.set(depth);
        LOAD.set(load);
        COUNT.set(count);
        if depth > DEEPEST || load > HEAVIEST {
            return Err(Error::msg(format!(
                "templates call one another {depth} levels deep; at most {DEEPEST} levels, and {HEAVIEST} conditions and loops in them"
            )));
        }
        if count > MOST {
            return Err(Error::msg(format!(
                "a rendering took more than {MOST} steps of loops and macros"
            )));
        }
        Ok(Value::String(String::new()))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// Weaves the counters into every macro and template that can reach itself, and into loops over `range`.
///
/// Returns whether anything can reach itself.
#[expect(
    clippy::iter_over_hash_type,
    reason = "every macro and block is changed alike"
)]
pub(super) fn weave(templates: &mut [Template]) -> bool {
    // Only what can reach itself can recurse without end, so only such macros and templates pay for a counter of depth.
    // Loops end by themselves, but loops within loops multiply: each round counts one, whatever the loop runs over.
    let looping = self_reaching(templates);
    for template in &mut *templates {
        if looping.contains(&template_key(&template.name)) {
            enclose_body(&mut template.ast);
        }
        count_rounds(&mut template.ast);
        for definition in template.macros.values_mut() {
            if looping.contains(&macro_key(&definition.name)) {
                enclose_body(&mut definition.body);
            }
            count_rounds(&mut definition.body);
        }
        for block in template.blocks.values_mut() {
            count_rounds(&mut block.body);
        }
    }
    !looping.is_empty()
}

fn template_key(name: &str) -> String {
    format!("template {name}")
}

fn macro_key(name: &str) -> String {
    format!("macro {name}")
}

/// The names of macros (without namespaces, to be on the safe side) and templates that can reach themselves.
#[expect(clippy::iter_over_hash_type, reason = "the names end in a sorted set")]
fn self_reaching(templates: &[Template]) -> BTreeSet<String> {
    // Macros are told apart by their names alone, because a namespace is a name of the importing file. Two of one name
    // are one here: a counter too many costs a call, one too few would cost the stack. A search from each name: names ×
    // calls steps at most.
    let mut graph = CallGraph::default();
    let mut keys = BTreeSet::new();
    let mut note = |from: String, calls: TemplateCalls| {
        for name in &calls.includes {
            graph.add(&from, &template_key(name));
        }
        for name in &calls.macros {
            graph.add(&from, &macro_key(name));
        }
        keys.insert(from);
    };
    for template in templates {
        note(
            template_key(&template.name),
            TemplateCalls::of(&template.ast),
        );
        for definition in template.macros.values() {
            note(
                macro_key(&definition.name),
                TemplateCalls::of(&definition.body),
            );
        }
    }
    keys.into_iter()
        .filter(|key| graph.circle_through(key).is_some())
        .collect()
}

fn counter_call(name: &str, weight: i64) -> Node {
    let weight = Expr::new(ExprVal::Int(weight));
    let call = FunctionCall {
        name: name.to_owned(),
        args: std::iter::once((WEIGHT.to_owned(), weight)).collect(),
    };
    Node::VariableBlock(WS::default(), Expr::new(ExprVal::FunctionCall(call)))
}

/// Puts the counters around a body. What defines and extends stays where the parser put it.
fn enclose_body(body: &mut Vec<Node>) {
    // The engine runs a body by recursion, a level of its own stack for each condition or loop within another. What a
    // call costs is therefore how deep its body nests, not how long it is.
    let weight = 1 + deepest_nesting(body);
    body.insert(0, counter_call(ENTER, weight));
    body.push(counter_call(LEAVE, weight));
}

/// How many conditions, loops and the like stand within one another, at most.
fn deepest_nesting(nodes: &[Node]) -> i64 {
    let within = |node: &Node| match node {
        Node::Forloop(_, repeat, _) => {
            1 + deepest_nesting(&repeat.body).max(deepest_nesting(
                repeat.empty_body.as_deref().unwrap_or_default(),
            ))
        }
        Node::Block(_, block, _) => 1 + deepest_nesting(&block.body),
        Node::FilterSection(_, section, _) => 1 + deepest_nesting(&section.body),
        Node::If(choice, _) => {
            let bodies = choice.conditions.iter().map(|(_, _, body)| body);
            let bodies = bodies.chain(choice.otherwise.iter().map(|(_, body)| body));
            1 + bodies.map(|body| deepest_nesting(body)).max().unwrap_or(0)
        }
        _ => 0,
    };
    nodes.iter().map(within).max().unwrap_or(0)
}

/// Puts a counter into every loop: loops within loops over one long list multiply.
fn count_rounds(nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Forloop(_, repeat, _) => {
                count_rounds(&mut repeat.body);
                repeat.body.insert(0, counter_call(ROUND, 0));
            }
            Node::Block(_, block, _) => count_rounds(&mut block.body),
            Node::FilterSection(_, section, _) => count_rounds(&mut section.body),
            Node::MacroDefinition(_, definition, _) => count_rounds(&mut definition.body),
            Node::If(choice, _) => {
                choice
                    .conditions
                    .iter_mut()
                    .for_each(|(_, _, body)| count_rounds(body));
                if let Some((_, body)) = &mut choice.otherwise {
                    count_rounds(body);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dialect;
    use super::super::tests::{engine, place, render};
    use serde_json::json;

    #[test]
    fn templates_in_a_circle_are_a_finding() {
        let circles: [&[(&str, &str)]; 2] = [
            &[
                ("a.html", "{% extends \"b.html\" %}"),
                ("b.html", "{% extends \"a.html\" %}"),
                ("c.html", "{% extends \"a.html\" %}"),
            ],
            &[
                ("a.html", "{% import \"b.html\" as b %}"),
                ("b.html", "{% import \"a.html\" as a %}"),
            ],
        ];
        for templates in circles {
            let findings = engine(Dialect::Tera1, templates).unwrap_err();
            assert!(
                findings
                    .iter()
                    .all(|finding| finding.name == "template-circle"),
                "{findings:?}"
            );
        }
        assert!(
            engine(
                Dialect::Tera2,
                &[
                    ("a.html", "{% extends \"b.html\" %}"),
                    ("b.html", "{% extends \"a.html\" %}")
                ]
            )
            .is_err()
        );
    }

    #[test]
    fn recursion_without_end_is_a_finding_and_legitimate_recursion_works() {
        let endless = "{% macro m(x) %}{{ self::m(x=x + 1) }}{% endmacro m %}{{ self::m(x=0) }}";
        let finding = render(Dialect::Tera1, &[("index.html", endless)], json!({})).unwrap_err();
        assert!(
            finding.message.en.contains("levels deep"),
            "{}",
            finding.message.en
        );
        for (open, close) in [
            ("{% if true %}", "{% endif %}"),
            ("{% for a in [1] %}", "{% endfor %}"),
            ("{% filter upper %}", "{% endfilter %}"),
        ] {
            for levels in [7, 100] {
                let (open, close) = (open.repeat(levels), close.repeat(levels));
                let text = format!(
                    "{{% macro m() %}}{open}{{{{ self::m() }}}}{close}{{% endmacro m %}}{{{{ self::m() }}}}"
                );
                let finding = render(Dialect::Tera1, &[("index.html", &text)], json!({}));
                let message = finding.unwrap_err().message.en;
                assert!(message.contains("levels deep"), "{message}");
            }
        }
        let include = [
            ("index.html", "{% include \"p.html\" %}"),
            ("p.html", "{% include \"p.html\" %}"),
        ];
        assert!(
            render(Dialect::Tera1, &include, json!({}))
                .unwrap_err()
                .message
                .en
                .contains("levels deep")
        );
        let tree = "{% macro m(x) %}{{ x }}{% if x < 100 %}{{ self::m(x=x + 1) }}{% endif %}{% endmacro m %}{{ self::m(x=0) }}";
        assert!(
            render(Dialect::Tera1, &[("index.html", tree)], json!({}))
                .unwrap()
                .ends_with("99100")
        );
    }

    #[test]
    fn loops_over_long_ranges_end() {
        let rounds = "{% for b in r %}{% endfor %}";
        let text =
            format!("{{% set r = range(end=9999) %}}{{% for a in r %}}{rounds}{{% endfor %}}");
        let finding = render(Dialect::Tera1, &[("index.html", &text)], json!({})).unwrap_err();
        assert!(
            finding.message.en.contains("steps"),
            "{}",
            finding.message.en
        );
        let text =
            "{% for a in range(end=9999) %}{% for b in range(end=9999) %}{% endfor %}{% endfor %}";
        let finding = render(Dialect::Tera2, &[("index.html", text)], json!({})).unwrap_err();
        assert!(
            finding.message.en.contains("a range has at most"),
            "{}",
            finding.message.en
        );
    }

    #[test]
    fn an_expression_that_the_engine_cannot_evaluate_is_a_finding() {
        let finding = render(
            Dialect::Tera1,
            &[("index.html", "{% if [1] %}x{% endif %}")],
            json!({}),
        )
        .unwrap_err();
        assert_eq!(place(&finding).0, "templates/index.html");
    }

    #[test]
    fn a_template_that_nests_beyond_reason_is_a_finding() {
        let brackets = format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000));
        let blocks = format!(
            "{}{}",
            "{% if true %}".repeat(100_000),
            "{% endif %}".repeat(100_000)
        );
        for text in [brackets, blocks] {
            for dialect in [Dialect::Tera1, Dialect::Tera2] {
                let findings = engine(dialect, &[("index.html", text.as_str())]).unwrap_err();
                assert_eq!(findings[0].name, "template-nesting");
            }
        }
        let fine = format!(
            "{}x{}",
            "{% if true %}".repeat(150),
            "{% endif %}".repeat(150)
        );
        assert!(engine(Dialect::Tera1, &[("index.html", &fine)]).is_ok());
    }
}
