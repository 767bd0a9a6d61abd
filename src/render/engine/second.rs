//! Tera 2, for our own theme. Enter at [`SecondEngine`].

use super::{Sources, Template, TemplateVariables, bridge, trouble};
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::functions::refusal::split;
use crate::render::functions::{FunctionAnswer, Registry, SiteFilter, SiteFunction, current_world};
use serde_json::{Map, Value};
use std::sync::Arc;
use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult};

/// Filters of Tera 1 that Tera 2 lacks and that themes expect.
const FROM_FIRST: [&str; 14] = [
    "addslashes",
    "as_str",
    "concat",
    "date",
    "filesizeformat",
    "json_encode",
    "linebreaksbr",
    "map",
    "slice",
    "slugify",
    "spaceless",
    "striptags",
    "urlencode",
    "urlencode_strict",
];

/// The templates of a site, parsed by Tera 2.
pub(super) struct SecondEngine {
    tera: Tera,
}

impl SecondEngine {
    /// Parses all templates.
    pub(super) fn new(
        sources: &Sources,
        functions: &Registry,
    ) -> Result<SecondEngine, Vec<Diagnostic>> {
        let mut tera = plain_engine(functions);
        let pairs = || {
            sources
                .values()
                .map(|template| (template.name.as_str(), &*template.text))
        };
        let Err(error) = tera.add_raw_templates(pairs()) else {
            return Ok(SecondEngine { tera });
        };
        let mut findings = vec![engine_finding(&error, None, sources)];
        if let ErrorKind::SyntaxError(_) = error.kind() {
            // The engine stops at the first error of the parser: ask for each template on its own.
            for template in sources.values() {
                let mut alone = plain_engine(functions);
                if let Err(error) = alone.add_raw_template(&template.name, &template.text)
                    && let ErrorKind::SyntaxError(_) = error.kind()
                {
                    findings.push(engine_finding(&error, Some(template), sources));
                }
            }
        }
        findings.sort();
        findings.dedup();
        Err(findings)
    }

    /// Renders one template.
    pub(super) fn render(
        &self,
        name: &str,
        variables: TemplateVariables,
        sources: &Sources,
    ) -> Result<String, Diagnostic> {
        let mut context = Context::new();
        for (name, value) in variables.entries {
            context.insert_value(name, value.to_second());
        }
        self.tera
            .render(name, &context)
            .map_err(|error| engine_finding(&error, sources.get(name), sources))
    }
}

/// An engine with all functions and filters and no template: templates are checked against them when they are added.
fn plain_engine(functions: &Registry) -> Tera {
    let mut tera = Tera::default();
    for name in FROM_FIRST {
        tera.register_filter(name, FilterOfFirst(name));
    }
    for (name, filter) in functions.filters() {
        tera.register_filter(*name, SecondFilter(filter.clone()));
    }
    for (name, function) in functions.functions() {
        tera.register_function(*name, SecondFunction(function.clone()));
    }
    tera
}

/// The engine's error as a diagnostic, at the engine's own place.
fn engine_finding(error: &Error, template: Option<&Template>, sources: &Sources) -> Diagnostic {
    let (report, name) = match error.kind() {
        ErrorKind::SyntaxError(report) => (report, "template-syntax"),
        ErrorKind::RenderingError(report) => (report, "template-error"),
        _ => {
            let message = trouble::chain(error).join(": ");
            let words = Words::new(message.clone(), message);
            return trouble::whole(template, "template-error", words);
        }
    };
    let template = sources.get(report.filename()).or(template);
    let mut words = split(report.message());
    for cause in trouble::chain(error).into_iter().skip(1) {
        let cause = split(&cause);
        words = Words::new(
            format!("{}: {}", words.en, cause.en),
            format!("{}：{}", words.zh, cause.zh),
        );
    }
    let shown = template.map_or(report.filename(), |template| template.name.as_str());
    let words = Words::new(
        format!("{} (in template `{shown}`)", words.en),
        format!("{}（模板 `{shown}`）", words.zh),
    );
    let finding = Diagnostic::error("template", name, words);
    match template {
        Some(template) => finding.at(Place::span(
            template.file.clone(),
            &template.text,
            report.span().range.clone(),
        )),
        None => finding,
    }
}

/// A function of the site in the engine's form.
struct SecondFunction(Arc<dyn SiteFunction>);

impl tera::Function<TeraResult<tera::Value>> for SecondFunction {
    fn call(&self, kwargs: Kwargs, _: &State) -> TeraResult<tera::Value> {
        let world = current_world().ok_or_else(|| Error::message("functions need a site"))?;
        let arguments: Map<String, Value> = kwargs.deserialize()?;
        let answer = self
            .0
            .call(world.as_ref(), &arguments)
            .map_err(Error::message)?;
        Ok(match answer {
            FunctionAnswer::Value(value) => tera::Value::from_serializable(&value),
            FunctionAnswer::Shared(shared) => shared.to_second(),
        })
    }

    fn is_safe(&self) -> bool {
        self.0.is_safe()
    }
}

/// A filter of the site in the engine's form.
struct SecondFilter(Arc<dyn SiteFilter>);

impl tera::Filter<tera::Value, TeraResult<tera::Value>> for SecondFilter {
    fn call(&self, value: tera::Value, kwargs: Kwargs, _: &State) -> TeraResult<tera::Value> {
        let world = current_world().ok_or_else(|| Error::message("filters need a site"))?;
        let arguments: Map<String, Value> = kwargs.deserialize()?;
        let value = to_json(&value)?;
        let answer = self
            .0
            .apply(world.as_ref(), &value, &arguments)
            .map_err(Error::message)?;
        Ok(tera::Value::from_serializable(&answer))
    }

    fn is_safe(&self) -> bool {
        self.0.is_safe()
    }
}

/// A filter of Tera 1 by its name.
struct FilterOfFirst(&'static str);

impl tera::Filter<tera::Value, TeraResult<tera::Value>> for FilterOfFirst {
    fn call(&self, value: tera::Value, kwargs: Kwargs, _: &State) -> TeraResult<tera::Value> {
        let arguments: Map<String, Value> = kwargs.deserialize()?;
        let answer =
            bridge::filter(self.0, &to_json(&value)?, &arguments).map_err(Error::message)?;
        Ok(tera::Value::from_serializable(&answer))
    }
}

fn to_json(value: &tera::Value) -> TeraResult<Value> {
    serde_json::to_value(value).map_err(|error| Error::message(error.to_string()))
}
