//! The style sheets of a site: those of its Sass, and those of coloured code. Enter at [`all_sheets`].

mod bounds;
mod circles;
mod files;
mod scan;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, Words};
use crate::render::bodies;
use crate::render::highlight::{self, HighlightExtras};
use crate::source::{Source, Sources};
use files::StyleFiles;
use grass::{ErrorKind, Options, OutputStyle};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Bytes of stack for the compiler, which calls itself for every level of nesting and of calls; what is not used is not taken.
const STACK: usize = 256 << 20;

/// Style sheets by path below the output folder.
pub(crate) type Styles = BTreeMap<String, Arc<[u8]>>;

/// Sheets of site and theme, and of coloured code.
pub(crate) fn all_sheets(
    sources: &Sources,
    config: &Config,
    extras: &Arc<HighlightExtras>,
) -> (Styles, Vec<Diagnostic>) {
    let (mut sheets, mut found) = compile(sources, config);
    found.extend(missing_colours(config, extras));
    sheets.extend(of_code(config, extras));
    (sheets, found)
}

/// Compiles `sass/` of the theme and, where the configuration asks for it, of the site, whose sheets win.
fn compile(sources: &Sources, config: &Config) -> (Styles, Vec<Diagnostic>) {
    let theme = config.theme.as_ref();
    let mut folders: Vec<String> = theme
        .map(|name| format!("themes/{name}/sass/"))
        .into_iter()
        .collect();
    if config.compile_sass {
        folders.push("sass/".to_owned());
    }
    let (mut styles, mut found) = (Styles::new(), Vec::new());
    for folder in &folders {
        let (sheets, more) = compile_folder(sources, folder);
        styles.extend(sheets);
        found.extend(more);
    }
    (styles, found)
}

fn compile_folder(sources: &Sources, folder: &str) -> (Styles, Vec<Diagnostic>) {
    let (mut styles, mut found) = (Styles::new(), Vec::new());
    let mut owners: BTreeMap<String, &Source> = BTreeMap::new();
    for source in sources.under(folder) {
        let Some(path) = sheet_of(&source.path[folder.len()..]) else {
            continue;
        };
        if let Some(first) = owners.get(&path) {
            found.push(two_owners(&path, first, source));
            continue;
        }
        owners.insert(path.clone(), source);
        match compile_one(sources, &source.path) {
            Ok(css) => {
                styles.insert(path, css.into_bytes().into());
            }
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
    (styles, found)
}

/// Where the sheet of a Sass file goes; `None` for what is only a part of others and for other files.
fn sheet_of(path: &str) -> Option<String> {
    let stem = path
        .strip_suffix(".scss")
        .or_else(|| path.strip_suffix(".sass"))?;
    let part = path.split('/').any(|name| name.starts_with('_'));
    (!part).then(|| format!("{stem}.css"))
}

fn compile_one(sources: &Sources, path: &str) -> Result<String, Box<Diagnostic>> {
    circles::check(sources, path)?;
    let files = StyleFiles {
        sources,
        woven: bounds::weave(&loaded_texts(sources, path)?),
    };
    let work = || {
        let options = Options::default()
            .fs(&files)
            .style(OutputStyle::Compressed)
            .quiet(true);
        grass::from_path(path, &options).map_err(|error| compiler_finding(&files, path, *error))
    };
    // A thread of its own: deep nesting needs the stack, and a compiler that gives up takes nothing else with it.
    let result = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let handle = thread.spawn_scoped(scope, work).ok()?;
        handle.join().ok()
    });
    result.unwrap_or_else(|| Err(failed_sheet(path, "the compiler gave up", "编译器中止")))
}

fn compiler_finding(files: &StyleFiles<'_>, path: &str, error: grass::Error) -> Box<Diagnostic> {
    match error.kind() {
        ErrorKind::ParseError { message, loc, .. } => {
            let file = files::normal(loc.file.name());
            let text = files.sources.get(&file);
            let text = text.and_then(|source| source.text().ok());
            let woven = files.woven.get(&file);
            let line = woven.map_or(loc.begin.line, |woven| woven.line(loc.begin.line)) + 1;
            let place = |column| Place::line_column(&file, text.unwrap_or_default(), line, column);
            match message.split_once(bounds::MARK) {
                Some((_, bound)) => {
                    Box::new(endless_sheet(&file, bound.trim_matches('"')).at(place(1)))
                }
                None => {
                    let place = place(loc.begin.column + 1);
                    Box::new(failed_sheet(&file, &message, &message).at(place))
                }
            }
        }
        ErrorKind::IoError(error) => failed_sheet(path, &error.to_string(), &error.to_string()),
        _ => failed_sheet(path, "it is not UTF-8 text", "不是 UTF-8 文本"),
    }
}

/// The texts of a sheet and of all that it loads; the compiler does not survive sheets that are not UTF-8.
fn loaded_texts<'s>(
    sources: &'s Sources,
    path: &str,
) -> Result<BTreeMap<String, &'s str>, Box<Diagnostic>> {
    let mut files = circles::parts(sources, path);
    files.insert(path.to_owned());
    files
        .into_iter()
        .filter(|file| !file.ends_with(".css"))
        .filter_map(|file| Some((sources.get(&file)?.text(), file)))
        .map(|(text, file)| Ok((file, text?)))
        .collect()
}

fn endless_sheet(path: &str, bound: &str) -> Diagnostic {
    let words = Words::new(
        format!("the style sheet `{path}` seems to have no end: its {bound}"),
        format!("样式表 `{path}` 似乎没有尽头：循环或调用超过上限（{bound}）"),
    );
    let hint = Words::new(
        "let the loop's condition become false, or the mixin or function stop calling itself",
        "请让循环条件最终不成立，或让混入、函数停止调用自身",
    );
    Diagnostic::error("sass", "endless", words).hint(hint)
}

fn failed_sheet(path: &str, en: &str, zh: &str) -> Box<Diagnostic> {
    let words = Words::new(
        format!("the style sheet `{path}` does not compile: {en}"),
        format!("样式表 `{path}` 无法编译：{zh}"),
    );
    Box::new(Diagnostic::error("sass", "not-compiled", words).at(Place::file(path)))
}

fn two_owners(path: &str, first: &Source, second: &Source) -> Diagnostic {
    let (first, second) = (&first.path, &second.path);
    let words = Words::new(
        format!("`{first}` and `{second}` both become `{path}`"),
        format!("`{first}` 与 `{second}` 都会生成 `{path}`"),
    );
    Diagnostic::error("sass", "two-owners", words)
        .at(Place::file(&**second))
        .hint(Words::new("rename one of them", "请给其中一个改名"))
}

/// Themes of code whose colours are nowhere: what the configuration asks for and does not get.
fn missing_colours(config: &Config, extras: &Arc<HighlightExtras>) -> Vec<Diagnostic> {
    let colours = bodies::code_highlighting(config, extras);
    let names = colours.map_or_else(Vec::new, |colours| colours.themes);
    let is_known = |name: &String| highlight::is_known_theme(name) || extras.has_theme(name);
    let unknown = names.iter().filter(|name| !is_known(name));
    let found = unknown.map(|name| {
        let words = Words::new(
            format!("the colours of the theme `{name}` are not here; those of `github-dark` or `github-light` are shown"),
            format!("没有高亮主题 `{name}` 的配色，改用 `github-dark` 或 `github-light`"),
        );
        let all = highlight::theme_names().join("`, `");
        let hint = Words::new(
            format!("there are `{all}`; a theme of VS Code is brought by `extra_themes`"),
            format!("可用的有 `{all}`；VS Code 主题可用 `extra_themes` 引入"),
        );
        Diagnostic::warning("config", "unknown-theme", words).hint(hint)
    });
    found
        .map(|finding| finding.at(Place::file(config.file())))
        .collect()
}

/// The style sheets of coloured code, where it has classes; by path below the output folder.
fn of_code(config: &Config, extras: &Arc<HighlightExtras>) -> Styles {
    let Some(colours) = bodies::code_highlighting(config, extras) else {
        return Styles::new();
    };
    let mut sheets: Vec<(String, String)> = highlight::stylesheets(&colours)
        .into_iter()
        .map(|(name, css)| (name.to_owned(), css))
        .collect();
    for (theme, file) in config.markdown.old_sheets() {
        let one = highlight::CodeHighlighting {
            themes: vec![theme.to_owned()],
            classes: true,
            ..colours.clone()
        };
        let made = highlight::stylesheets(&one).into_iter();
        sheets.extend(made.map(|(_, css)| (file.to_owned(), css)));
    }
    sheets
        .into_iter()
        .map(|(name, css)| (name, css.into_bytes().into()))
        .collect()
}

#[cfg(test)]
mod tests;
