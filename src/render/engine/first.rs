//! Tera 1, for templates of the Zola 0.22 dialect. Enter at [`FirstEngine`].

use super::bridge::{FirstFilter, FirstFunction, KeyedFunction, LendingPolicy};
use super::graph::CallGraph;
use super::mentions::TemplateMentions;
use super::{Sources, Template, TemplateVariables, guard, newer, place, share, trouble};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::functions::Registry;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicIsize, Ordering};
use tera1::{Context, Tera};

/// The templates of a site, parsed by Tera 1.
pub(super) struct FirstEngine {
    tera: Tera,
    /// The same, rewritten so that large values are borrowed.
    lending: Option<LendingContext>,
    /// What of pages and sections each template can reach.
    mentions: TemplateMentions,
}

struct LendingContext {
    tera: Tera,
    /// Names that stand for something lent.
    names: BTreeSet<String>,
    /// Renderings that found all they wanted, less those that did not; below zero, lending is not worth a try.
    worth: AtomicIsize,
}

impl FirstEngine {
    /// Parses all templates; also says whether one of them can reach itself.
    pub(super) fn new(
        sources: &Sources,
        functions: &Registry,
    ) -> Result<(FirstEngine, bool), Vec<Diagnostic>> {
        let mut parsed = Vec::new();
        let mut findings = Vec::new();
        for template in sources.values() {
            match parse_template(template) {
                Ok(tree) => parsed.push(tree),
                Err(finding) => findings.push(finding),
            }
        }
        if !findings.is_empty()
            && let Some(refusal) = newer::refusal(sources.values())
        {
            return Err(vec![refusal]);
        }
        findings.extend(broken_relations(&parsed, sources));
        if !findings.is_empty() {
            findings.sort();
            findings.dedup();
            return Err(findings);
        }
        let mentions = TemplateMentions::of(&mut parsed);
        let recursive = guard::weave(&mut parsed);
        let mut rewritten = parsed.clone();
        let names = share::rewrite(&mut rewritten);
        let lending = if names.is_empty() {
            None
        } else {
            let mut tera = assemble_engine(rewritten, functions, LendingPolicy::Remembered)?;
            for (name, function) in functions.functions() {
                let keyed = KeyedFunction(function.clone());
                tera.register_function(&format!("{}{name}", share::KEYED), keyed);
            }
            Some(LendingContext {
                tera,
                names,
                worth: AtomicIsize::new(64),
            })
        };
        let wishes = if lending.is_some() {
            LendingPolicy::Remembered
        } else {
            LendingPolicy::Forgotten
        };
        Ok((
            FirstEngine {
                tera: assemble_engine(parsed, functions, wishes)?,
                lending,
                mentions,
            },
            recursive,
        ))
    }

    /// Renders one template.
    pub(super) fn render(
        &self,
        name: &str,
        variables: TemplateVariables,
        sources: &Sources,
    ) -> Result<String, Diagnostic> {
        let reach = self.mentions.reach(name);
        let mut context = Context::new();
        for (name, value) in variables.entries {
            let own = reach.of_name(&name);
            let value = super::SharedValue::into_json(value, own, reach.within);
            insert_value(&mut context, name, value);
        }
        share::reaching(reach.within, || self.render_context(name, context, sources))
    }

    fn render_context(
        &self,
        name: &str,
        mut context: Context,
        sources: &Sources,
    ) -> Result<String, Diagnostic> {
        if let Some(lending) = &self.lending {
            if let Some(output) = lending.render(name, &mut context) {
                return Ok(output);
            }
            let output = run(&self.tera, name, &context, sources);
            if lending.is_worth_it() {
                share::lend_wanted();
            } else {
                share::forget_wanted();
            }
            return output;
        }
        run(&self.tera, name, &context, sources)
    }
}

#[cfg(test)]
impl FirstEngine {
    /// The names that stand for something lent.
    pub(super) fn lending_names(&self) -> Vec<&str> {
        self.lending
            .iter()
            .flat_map(|lending| lending.names.iter().map(String::as_str))
            .collect()
    }

    /// Renderings that borrowed all they asked for.
    pub(super) fn lending_successes(&self) -> isize {
        let worth = self
            .lending
            .as_ref()
            .map_or(0, |lending| lending.worth.load(Ordering::Relaxed));
        worth - (64 - 4)
    }
}

impl LendingContext {
    /// Whether enough renderings found what they wanted.
    fn is_worth_it(&self) -> bool {
        self.worth.load(Ordering::Relaxed) >= 0
    }

    /// The page, if everything that it asks for is lent already.
    fn render(&self, name: &str, context: &mut Context) -> Option<String> {
        let is_clear = self.names.iter().all(|name| !context.contains_key(name));
        if !is_clear || !self.is_worth_it() {
            return None;
        }
        insert_value(context, share::LENT.to_owned(), share::take());
        guard::reset();
        let output = catch_unwind(AssertUnwindSafe(|| self.tera.render(name, context)));
        share::give_back(context.remove(share::LENT));
        let output = output.ok().and_then(Result::ok);
        let change = if output.is_some() { 1 } else { -4 };
        let worth = self.worth.load(Ordering::Relaxed);
        self.worth
            .store((worth + change).min(256), Ordering::Relaxed);
        output
    }
}

fn insert_value(context: &mut Context, name: String, value: Value) {
    if let Ok(one) = Context::from_value(Value::Object(Map::from_iter([(name, value)]))) {
        context.extend(one);
    }
}

fn run(
    tera: &Tera,
    name: &str,
    context: &Context,
    sources: &Sources,
) -> Result<String, Diagnostic> {
    guard::reset();
    // The engine panics on some expressions that its parser lets pass, such as an array as a condition.
    match catch_unwind(AssertUnwindSafe(|| tera.render(name, context))) {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(error)) => Err(trouble::runtime(name, &trouble::chain(&error), sources)),
        Err(_) => Err(trouble::whole(
            sources.get(name),
            "template-error",
            Words::new(
                format!("template `{name}` holds an expression that the engine cannot evaluate"),
                format!("模板 `{name}` 中有引擎无法求值的表达式"),
            ),
        )),
    }
}

/// An engine of parsed templates with all functions and filters.
fn assemble_engine(
    parsed: Vec<tera1::Template>,
    functions: &Registry,
    wishes: LendingPolicy,
) -> Result<Tera, Vec<Diagnostic>> {
    let mut tera = Tera::default();
    for tree in parsed {
        tera.templates.insert(tree.name.clone(), tree);
    }
    let built = tera
        .build_inheritance_chains()
        .and_then(|()| tera.check_macro_files());
    if let Err(error) = built {
        let message = trouble::chain(&error).join(": ");
        let words = Words::new(message.clone(), message);
        return Err(vec![trouble::whole(None, "template-relations", words)]);
    }
    for (name, guard) in guard::WovenGuard::all() {
        tera.register_function(name, guard);
    }
    for (name, function) in functions.functions() {
        let function = FirstFunction {
            function: function.clone(),
            wishes,
        };
        tera.register_function(name, function);
    }
    for (name, filter) in functions.filters() {
        tera.register_filter(name, FirstFilter(filter.clone()));
    }
    Ok(tera)
}

fn parse_template(template: &Template) -> Result<tera1::Template, Diagnostic> {
    let parsed = catch_unwind(AssertUnwindSafe(|| {
        tera1::Template::new(&template.name, None, &template.text)
    }));
    match parsed {
        Ok(Ok(tree)) => Ok(tree),
        Ok(Err(error)) => Err(trouble::syntax(
            template,
            &trouble::chain(&error).join(": "),
        )),
        Err(_) => Err(trouble::syntax(
            template,
            "this is more than the parser can take",
        )),
    }
}

/// Missing parents and macro files, and templates that extend or import themselves by some way.
fn broken_relations(parsed: &[tera1::Template], sources: &Sources) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut parents = CallGraph::default();
    let mut imports = CallGraph::default();
    for tree in parsed {
        let Some(source) = sources.get(&tree.name) else {
            continue;
        };
        if let Some(parent) = &tree.parent {
            parents.add(&tree.name, parent);
            if !sources.contains_key(parent) {
                findings.push(absent_template(source, parent));
            }
        }
        for (file, _) in &tree.imported_macro_files {
            imports.add(&tree.name, file);
            if !sources.contains_key(file) {
                findings.push(absent_template(source, file));
            }
        }
    }
    for tree in parsed {
        for graph in [&parents, &imports] {
            if let (Some(way), Some(source)) =
                (graph.circle_through(&tree.name), sources.get(&tree.name))
            {
                findings.push(template_circle(source, &way));
            }
        }
    }
    findings
}

fn absent_template(source: &Template, name: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "template",
        "template-missing",
        Words::new(
            format!(
                "template `{}` needs `{name}`, which does not exist",
                source.name
            ),
            format!("模板 `{}` 需要 `{name}`，但没有这个模板", source.name),
        ),
    );
    finding
        .at(place::find(source, name).unwrap_or_else(|| Place::file(source.file.clone())))
        .hint(Words::new(
            format!("put it at `templates/{name}`"),
            format!("请把它放在 `templates/{name}`"),
        ))
}

fn template_circle(source: &Template, way: &[String]) -> Diagnostic {
    let names: Vec<String> = way.iter().map(|name| format!("`{name}`")).collect();
    let way_words = format!("{} → `{}`", names.join(" → "), source.name);
    let finding = Diagnostic::error(
        "template",
        "template-circle",
        Words::new(
            format!("templates extend or import one another in a circle: {way_words}"),
            format!("模板之间循环引用：{way_words}"),
        ),
    );
    let next = way.get(1).map_or(source.name.as_str(), String::as_str);
    finding
        .at(place::find(source, next).unwrap_or_else(|| Place::file(source.file.clone())))
        .hint(Words::new("cut one of these links", "请去掉其中一处引用"))
}
