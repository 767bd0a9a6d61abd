//! Who calls whom among templates and macros of Tera 1, so that circles are found before anything runs. Enter at [`CallGraph`].

use std::collections::{BTreeMap, BTreeSet};
use tera1::ast::{Expr, ExprVal, Node};

/// Edges from a name to the names that it calls.
#[derive(Debug, Default)]
pub(super) struct CallGraph {
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl CallGraph {
    /// Notes that `from` calls `to`.
    pub(super) fn add(&mut self, from: &str, to: &str) {
        self.edges
            .entry(from.to_owned())
            .or_default()
            .insert(to.to_owned());
    }

    /// A way from `start` back to itself, without its end, if there is one.
    pub(super) fn circle_through(&self, start: &str) -> Option<Vec<String>> {
        // Depth first, every name once; the way there is carried along because the finding shows it. Graphs of templates
        // have tens of names, so that copying ways does not matter.
        let mut seen = BTreeSet::new();
        let mut open = vec![(start.to_owned(), vec![start.to_owned()])];
        while let Some((name, way)) = open.pop() {
            for next in self.edges.get(&name).into_iter().flatten() {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    let mut longer = way.clone();
                    longer.push(next.clone());
                    open.push((next.clone(), longer));
                }
            }
        }
        None
    }
}

/// What a piece of a template calls.
#[derive(Debug, Default)]
pub(super) struct TemplateCalls {
    /// Names of included templates.
    pub(super) includes: BTreeSet<String>,
    /// Names of macros, without their namespace.
    pub(super) macros: BTreeSet<String>,
}

impl TemplateCalls {
    /// Collects the calls of `nodes`; the bodies of macro definitions count on their own.
    pub(super) fn of(nodes: &[Node]) -> TemplateCalls {
        let mut calls = TemplateCalls::default();
        calls.nodes(nodes);
        calls
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Include(_, names, _) => self.includes.extend(names.iter().cloned()),
                Node::VariableBlock(_, expression) => self.expression(expression),
                Node::Set(_, set) => self.expression(&set.value),
                Node::FilterSection(_, section, _) => {
                    section
                        .filter
                        .args
                        .values()
                        .for_each(|argument| self.expression(argument));
                    self.nodes(&section.body);
                }
                Node::Block(_, block, _) => self.nodes(&block.body),
                Node::Forloop(_, repeat, _) => {
                    self.expression(&repeat.container);
                    self.nodes(&repeat.body);
                    self.nodes(repeat.empty_body.as_deref().unwrap_or_default());
                }
                Node::If(choice, _) => {
                    for (_, condition, body) in &choice.conditions {
                        self.expression(condition);
                        self.nodes(body);
                    }
                    if let Some((_, body)) = &choice.otherwise {
                        self.nodes(body);
                    }
                }
                _ => {}
            }
        }
    }

    fn expression(&mut self, expression: &Expr) {
        self.value(&expression.val);
        for filter in &expression.filters {
            filter
                .args
                .values()
                .for_each(|argument| self.expression(argument));
        }
    }

    fn value(&mut self, value: &ExprVal) {
        match value {
            ExprVal::MacroCall(call) => {
                self.macros.insert(call.name.clone());
                call.args
                    .values()
                    .for_each(|argument| self.expression(argument));
            }
            ExprVal::FunctionCall(call) => {
                call.args
                    .values()
                    .for_each(|argument| self.expression(argument));
            }
            ExprVal::Math(math) => {
                self.expression(&math.lhs);
                self.expression(&math.rhs);
            }
            ExprVal::Logic(logic) => {
                self.expression(&logic.lhs);
                self.expression(&logic.rhs);
            }
            ExprVal::In(within) => {
                self.expression(&within.lhs);
                self.expression(&within.rhs);
            }
            ExprVal::Test(test) => test
                .args
                .iter()
                .for_each(|argument| self.expression(argument)),
            ExprVal::Array(items) => items.iter().for_each(|item| self.expression(item)),
            ExprVal::StringConcat(concat) => {
                concat.values.iter().for_each(|value| self.value(value));
            }
            ExprVal::String(_)
            | ExprVal::Int(_)
            | ExprVal::Float(_)
            | ExprVal::Bool(_)
            | ExprVal::Ident(_) => {}
        }
    }
}
