//! From an engine's error to a diagnostic with template, line and call chain. Enter at [`runtime`] and [`syntax`].

use super::{Sources, Template, place};
use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use crate::render::functions::refusal::split;
use std::error::Error;

/// A template that somebody asks for and nobody has.
pub(super) fn missing<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Diagnostic {
    let finding = Diagnostic::error(
        "template",
        "template-missing",
        Words::new(
            format!("there is no template `{name}`"),
            format!("没有模板 `{name}`"),
        ),
    );
    match did_you_mean(name, names) {
        Some(near) => finding.hint(Words::new(
            format!("did you mean `{near}`?"),
            format!("是否想写 `{near}`？"),
        )),
        None => finding.hint(Words::new(
            format!("put it at `templates/{name}`"),
            format!("请把它放在 `templates/{name}`"),
        )),
    }
}

/// An error in the text of a template, with the place that the parser of Tera 1 writes into its message.
pub(super) fn syntax(template: &Template, message: &str) -> Diagnostic {
    let position = message.split("--> ").nth(1).and_then(|rest| {
        let (line, rest) = rest.split_once(':')?;
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        Some((line.trim().parse().ok()?, rest[..digits].parse().ok()?))
    });
    let reason = message
        .lines()
        .rev()
        .find_map(|line| line.trim_start().strip_prefix("= "));
    let reason = reason
        .unwrap_or_else(|| message.lines().next().unwrap_or(""))
        .trim();
    let finding = Diagnostic::error(
        "template",
        "template-syntax",
        Words::new(
            format!("template `{}` does not parse: {reason}", template.name),
            format!("模板 `{}` 有语法错误：{reason}", template.name),
        ),
    );
    finding.at(match position {
        Some((line, column)) => {
            Place::line_column(template.file.clone(), &template.text, line, column)
        }
        None => Place::file(template.file.clone()),
    })
}

/// All messages of an error, outermost first.
pub(super) fn chain(error: &dyn Error) -> Vec<String> {
    let mut messages = vec![error.to_string()];
    let mut next = error.source();
    while let Some(error) = next {
        messages.push(error.to_string());
        next = error.source();
    }
    messages
}

/// What went wrong, in words, and the word to look for in the template.
struct TemplateCause {
    words: Words,
    needle: String,
    template: Option<String>,
}

/// An error of Tera 1 while `name` was rendered.
pub(super) fn runtime(name: &str, messages: &[String], sources: &Sources) -> Diagnostic {
    let mut cause = template_cause(messages.last().map_or("", String::as_str));
    let steps: Vec<&str> = messages
        .iter()
        .filter_map(|message| named_step(message))
        .filter(|step| !step.starts_with("nianbao_"))
        .collect();
    if cause.needle.is_empty() {
        cause.needle = steps
            .last()
            .map(|step| (*step).to_owned())
            .unwrap_or_default();
    }
    let happened = messages
        .iter()
        .find_map(|message| text_between(message, "(error happened in '", "')"));
    let first = [cause.template.as_deref(), happened, Some(name)];
    let mut candidates: Vec<&Template> = first
        .into_iter()
        .flatten()
        .filter_map(|name| sources.get(name))
        .collect();
    candidates.extend(related_templates(name, sources));
    let place = candidates
        .iter()
        .find_map(|template| place::find(template, &cause.needle))
        .or_else(|| {
            candidates
                .first()
                .map(|template| Place::file(template.file.clone()))
        });
    let way: Vec<String> = std::iter::once(name)
        .chain(steps.iter().copied())
        .map(|step| format!("`{step}`"))
        .collect();
    let way = way.join(" → ");
    let words = Words::new(
        format!("{} (while rendering {way})", cause.words.en),
        format!("{}（渲染路径：{way}）", cause.words.zh),
    );
    let finding = Diagnostic::error("template", "template-error", words);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The function, filter, test or macro that a message of the chain names.
fn named_step(message: &str) -> Option<&str> {
    ["Function call '", "Filter call '", "Test call '"]
        .iter()
        .find_map(|start| text_between(message, start, "' failed"))
        .or_else(|| text_between(message, "error while rendering macro `", "`"))
}

/// The templates that `name` reaches by name, itself included: those whose names occur in its text, and so on.
fn related_templates<'a>(name: &str, sources: &'a Sources) -> Vec<&'a Template> {
    let mut found: Vec<&Template> = sources.get(name).into_iter().collect();
    let mut at = 0;
    while at < found.len() && found.len() < 64 {
        let text = found[at].text.clone();
        for template in sources.values() {
            let is_new = found.iter().all(|other| other.name != template.name);
            if is_new
                && (text.contains(&format!("\"{}\"", template.name))
                    || text.contains(&format!("'{}'", template.name)))
            {
                found.push(template);
            }
        }
        at += 1;
    }
    found
}

fn text_between<'m>(message: &'m str, start: &str, end: &str) -> Option<&'m str> {
    let from = message.find(start)? + start.len();
    let to = message[from..].find(end)? + from;
    Some(&message[from..to])
}

/// The innermost message, in both languages where it is one of the engine's usual ones.
fn template_cause(message: &str) -> TemplateCause {
    let usual = |words: Words, needle: &str, template: Option<&str>| TemplateCause {
        words,
        needle: needle.to_owned(),
        template: template.map(str::to_owned),
    };
    if let (Some(variable), Some(template)) = (
        text_between(message, "Variable `", "` not found"),
        text_between(message, "while rendering '", "'"),
    ) {
        let words = Words::new(
            format!("variable `{variable}` is not there in template `{template}`"),
            format!("模板 `{template}` 中没有变量 `{variable}`"),
        );
        return usual(words, variable, Some(template));
    }
    for (start, kind, zh) in [
        ("Filter '", "filter", "过滤器"),
        ("Function '", "function", "函数"),
        ("Test '", "test", "测试"),
    ] {
        if let Some(name) = message
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix("' not found"))
        {
            let words = Words::new(
                format!("there is no {kind} `{name}`"),
                format!("没有{zh} `{name}`"),
            );
            return usual(words, name, None);
        }
    }
    if let Some(name) = message
        .strip_prefix("Template '")
        .and_then(|rest| rest.strip_suffix("' not found"))
    {
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let words = Words::new(
            format!("there is no template `{name}`"),
            format!("没有模板 `{name}`"),
        );
        return usual(words, name, None);
    }
    if let (Some(name), Some(argument)) = (
        text_between(message, "Macro `", "`"),
        text_between(message, "missing the argument `", "`"),
    ) {
        let words = Words::new(
            format!("macro `{name}` needs the argument `{argument}`"),
            format!("宏 `{name}` 缺少参数 `{argument}`"),
        );
        return usual(words, name, None);
    }
    let needle = text_between(message, "`", "`").unwrap_or("");
    usual(split(message), needle, None)
}

/// Renderings within one another that do not end: a shortcode in Markdown that a shortcode renders, and so on.
pub(super) fn too_deep(template: Option<&Template>, most: usize) -> Diagnostic {
    let words = Words::new(
        format!(
            "shortcodes and the filter `markdown` use one another more than {most} levels deep"
        ),
        format!("短代码与过滤器 `markdown` 相互套用超过 {most} 层"),
    );
    whole(template, "template-depth", words).hint(Words::new(
        "let the shortcode stop rendering Markdown that contains itself",
        "请让短代码不再渲染包含自身的 Markdown",
    ))
}

/// An error without a known place inside the template.
pub(super) fn whole(template: Option<&Template>, name: &'static str, words: Words) -> Diagnostic {
    let finding = Diagnostic::error("template", name, words);
    match template {
        Some(template) => finding.at(Place::file(template.file.clone())),
        None => finding,
    }
}
