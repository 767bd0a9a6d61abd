//! Recognises templates of Zola 0.23, which Tera 1 cannot read. Enter at [`refusal`].

use super::Template;
use crate::diagnostic::{Diagnostic, Place, Words};

/// What only Tera 2 has: definitions and calls of components.
const SIGNS: [&str; 6] = [
    "{% component ",
    "{%- component ",
    "{{<",
    "{{ <",
    "{% <",
    "{%- <",
];

/// One sentence about the first template that only Zola 0.23 can read.
pub(super) fn refusal<'t>(templates: impl Iterator<Item = &'t Template>) -> Option<Diagnostic> {
    for template in templates {
        let first = SIGNS
            .iter()
            .filter_map(|sign| template.text.find(sign).map(|at| (at, sign.len())))
            .min();
        let Some((at, length)) = first else { continue };
        let words = Words::new(
            "these templates are written for Zola 0.23 (Tera 2, components); the dialect read here is Zola 0.22",
            "这些模板按 Zola 0.23（Tera 2、组件）编写，这里读取的是 Zola 0.22 的写法",
        );
        let hint = Words::new(
            "use the theme's last version for Zola 0.22, or set `dialect = \"tera2\"` under `[extra.nianbao]` if the templates are plain Tera 2",
            "请使用该主题支持 Zola 0.22 的最后一版；若模板只用 Tera 2 语法，可在 `[extra.nianbao]` 下写 `dialect = \"tera2\"`",
        );
        let place = Place::span(template.file.clone(), &template.text, at..at + length);
        return Some(
            Diagnostic::error("template", "zola-0-23", words)
                .at(place)
                .hint(hint),
        );
    }
    None
}
