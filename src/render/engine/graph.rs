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
        calls.visit_nodes(nodes);
        calls
    }

    fn visit_nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Include(_, names, _) => self.includes.extend(names.iter().cloned()),
                Node::VariableBlock(_, expression) => self.visit_expression(expression),
                Node::Set(_, set) => self.visit_expression(&set.value),
                Node::FilterSection(_, section, _) => {
                    section
                        .filter
                        .args
                        .values()
                        .for_each(|argument| self.visit_expression(argument));
                    self.visit_nodes(&section.body);
                }
                Node::Block(_, block, _) => self.visit_nodes(&block.body),
                Node::Forloop(_, repeat, _) => {
                    self.visit_expression(&repeat.container);
                    self.visit_nodes(&repeat.body);
                    self.visit_nodes(repeat.empty_body.as_deref().unwrap_or_default());
                }
                Node::If(choice, _) => {
                    for (_, condition, body) in &choice.conditions {
                        self.visit_expression(condition);
                        self.visit_nodes(body);
                    }
                    if let Some((_, body)) = &choice.otherwise {
                        self.visit_nodes(body);
                    }
                }
                _ => {}
            }
        }
    }

    fn visit_expression(&mut self, expression: &Expr) {
        self.visit_value(&expression.val);
        for filter in &expression.filters {
            filter
                .args
                .values()
                .for_each(|argument| self.visit_expression(argument));
        }
    }

    fn visit_value(&mut self, value: &ExprVal) {
        match value {
            ExprVal::MacroCall(call) => {
                self.macros.insert(call.name.clone());
                call.args
                    .values()
                    .for_each(|argument| self.visit_expression(argument));
            }
            ExprVal::FunctionCall(call) => {
                call.args
                    .values()
                    .for_each(|argument| self.visit_expression(argument));
            }
            ExprVal::Math(math) => {
                self.visit_expression(&math.lhs);
                self.visit_expression(&math.rhs);
            }
            ExprVal::Logic(logic) => {
                self.visit_expression(&logic.lhs);
                self.visit_expression(&logic.rhs);
            }
            ExprVal::In(within) => {
                self.visit_expression(&within.lhs);
                self.visit_expression(&within.rhs);
            }
            ExprVal::Test(test) => test
                .args
                .iter()
                .for_each(|argument| self.visit_expression(argument)),
            ExprVal::Array(items) => items.iter().for_each(|item| self.visit_expression(item)),
            ExprVal::StringConcat(concat) => {
                concat
                    .values
                    .iter()
                    .for_each(|value| self.visit_value(value));
            }
            ExprVal::String(_)
            | ExprVal::Int(_)
            | ExprVal::Float(_)
            | ExprVal::Bool(_)
            | ExprVal::Ident(_) => {}
        }
    }
}
