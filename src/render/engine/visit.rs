//! A walk through a template of Tera 1 that may change what it meets. Enter at [`template`].

use tera1::Template;
use tera1::ast::{Expr, ExprVal, FunctionCall, LogicOperator, MacroDefinition, Node, Set};

/// What the walk meets.
pub(super) enum VisitedNode<'t> {
    /// A path to a variable: `page.title`.
    Path(&'t mut String),
    /// `{% set %}` and `{% set_global %}`.
    Set(&'t mut Set),
    /// A name that something else than `set` binds: a loop or an argument of a macro.
    Bound(&'t str),
    /// A string in quotes.
    Text(&'t str),
    /// A filter and what it is first applied to.
    Filter(&'t FunctionCall, &'t ExprVal),
    /// What a loop over keys and values goes through.
    Pairs(&'t Expr),
    /// One side of `==`, `!=` or `in`.
    Compared(&'t Expr),
    /// The names of an `include`.
    Include(&'t [String]),
}

/// Walks through everything that a rendering of the template may run.
#[expect(
    clippy::iter_over_hash_type,
    reason = "every macro and block is met alike"
)]
pub(super) fn template(tree: &mut Template, meet: &mut impl FnMut(VisitedNode<'_>)) {
    visit_nodes(&mut tree.ast, meet);
    for block in tree.blocks.values_mut() {
        visit_nodes(&mut block.body, meet);
    }
    for definition in tree.macros.values_mut() {
        macro_definition(definition, meet);
    }
}

#[expect(clippy::iter_over_hash_type, reason = "every argument is met alike")]
fn macro_definition(definition: &mut MacroDefinition, meet: &mut impl FnMut(VisitedNode<'_>)) {
    for (name, usual) in &mut definition.args {
        meet(VisitedNode::Bound(name));
        if let Some(usual) = usual {
            visit_expression(usual, meet);
        }
    }
    visit_nodes(&mut definition.body, meet);
}

fn visit_nodes(list: &mut [Node], meet: &mut impl FnMut(VisitedNode<'_>)) {
    for node in list {
        match node {
            Node::VariableBlock(_, inner) => visit_expression(inner, meet),
            Node::MacroDefinition(_, definition, _) => macro_definition(definition, meet),
            Node::Set(_, set) => {
                visit_expression(&mut set.value, meet);
                meet(VisitedNode::Set(set));
            }
            Node::FilterSection(_, section, _) => {
                visit_arguments(section.filter.args.values_mut(), meet);
                visit_nodes(&mut section.body, meet);
            }
            Node::Block(_, block, _) => visit_nodes(&mut block.body, meet),
            Node::Include(_, names, _) => meet(VisitedNode::Include(names)),
            Node::Forloop(_, repeat, _) => {
                if repeat.key.is_some() {
                    meet(VisitedNode::Pairs(&repeat.container));
                }
                visit_expression(&mut repeat.container, meet);
                meet(VisitedNode::Bound(&repeat.value));
                if let Some(key) = &repeat.key {
                    meet(VisitedNode::Bound(key));
                }
                visit_nodes(&mut repeat.body, meet);
                visit_nodes(repeat.empty_body.as_deref_mut().unwrap_or_default(), meet);
            }
            Node::If(choice, _) => {
                for (_, condition, body) in &mut choice.conditions {
                    visit_expression(condition, meet);
                    visit_nodes(body, meet);
                }
                if let Some((_, body)) = &mut choice.otherwise {
                    visit_nodes(body, meet);
                }
            }
            _ => {}
        }
    }
}

fn visit_arguments<'e>(
    list: impl Iterator<Item = &'e mut Expr>,
    meet: &mut impl FnMut(VisitedNode<'_>),
) {
    for argument in list {
        visit_expression(argument, meet);
    }
}

fn visit_expression(whole: &mut Expr, meet: &mut impl FnMut(VisitedNode<'_>)) {
    visit_value(&mut whole.val, meet);
    for filter in &mut whole.filters {
        meet(VisitedNode::Filter(filter, &whole.val));
        visit_arguments(filter.args.values_mut(), meet);
    }
}

fn visit_value(part: &mut ExprVal, meet: &mut impl FnMut(VisitedNode<'_>)) {
    match part {
        ExprVal::Ident(path) => meet(VisitedNode::Path(path)),
        ExprVal::Test(test) => {
            meet(VisitedNode::Path(&mut test.ident));
            visit_arguments(test.args.iter_mut(), meet);
        }
        ExprVal::Math(math) => {
            visit_expression(&mut math.lhs, meet);
            visit_expression(&mut math.rhs, meet);
        }
        ExprVal::Logic(logic) => {
            if let LogicOperator::Eq | LogicOperator::NotEq = logic.operator {
                meet(VisitedNode::Compared(&logic.lhs));
                meet(VisitedNode::Compared(&logic.rhs));
            }
            visit_expression(&mut logic.lhs, meet);
            visit_expression(&mut logic.rhs, meet);
        }
        ExprVal::In(within) => {
            meet(VisitedNode::Compared(&within.lhs));
            visit_expression(&mut within.lhs, meet);
            visit_expression(&mut within.rhs, meet);
        }
        ExprVal::MacroCall(call) => visit_arguments(call.args.values_mut(), meet),
        ExprVal::FunctionCall(call) => visit_arguments(call.args.values_mut(), meet),
        ExprVal::Array(items) => visit_arguments(items.iter_mut(), meet),
        ExprVal::StringConcat(concat) => {
            concat
                .values
                .iter_mut()
                .for_each(|part| visit_value(part, meet));
        }
        ExprVal::String(text) => meet(VisitedNode::Text(text)),
        ExprVal::Int(_) | ExprVal::Float(_) | ExprVal::Bool(_) => {}
    }
}
