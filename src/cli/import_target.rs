//! Where an imported report goes: body, year and folder. Enter at [`whose`] and [`folder`].

use super::options::given;
use super::session::CommandSession;
use super::site_reports::{self, SiteReports};
use crate::content::PROFILES;
use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use crate::import::ImportedReport;
use crate::report::{ReportKind as Form, ReportKinds, ReportSeries, Reports};
use crate::source::{SiteRoot, outside};
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whose report it is and of which year: what the command line says, else what the text says. A year to come in the text is a slip
/// that the command line mends.
pub(super) fn whose<'a>(
    own: &'a ArgMatches,
    imported: &ImportedReport,
    today: i32,
) -> Result<(&'a str, i32), Box<Diagnostic>> {
    let unknown = |name: &'static str, words: Words, hint: Words| {
        let finding = Diagnostic::error("import", name, words).hint(hint);
        Box::new(finding.at(Place::file(&*imported.file)))
    };
    let named = own.get_one::<i16>("year").copied().map(i32::from);
    if let (Some(named), Some(said)) = (named, imported.year)
        && named != said
        && said <= today
    {
        let words = Words::new(
            format!("the text is of {said}, not of {named}"),
            format!("原文是 {said} 年的报告，不是 {named} 年的"),
        );
        let hint = Words::new(
            "leave `--year` out; it is for texts that do not say their year",
            "请去掉 `--year`；它只用于没有写明年度的原文",
        );
        return Err(unknown("other-year", words, hint));
    }
    let year = named.or(imported.year);
    let year = year.ok_or_else(|| {
        let words = Words::new(
            "the text does not say of which year it is",
            "原文没有写明是哪一年的报告",
        );
        let hint = Words::new("name it with `--year 2020`", "请用 `--year 2020` 指定");
        unknown("no-year", words, hint)
    })?;
    let body = given(own, "body").ok_or_else(|| {
        let words = Words::new("say whose report it is", "请说明是哪个单位的报告");
        let hint = Words::new(
            "name the body with `--body ID`, as `content/site.yaml` has it",
            "用 `--body 编号` 指定（见 `content/site.yaml`）",
        );
        unknown("no-body", words, hint)
    })?;
    Ok((body, year))
}

/// The folder that `--to` names, else the one of the body and year in the site around.
///
/// # Errors
/// There is no site, the id cannot be a folder's name, or it is nearly that of a body that the site has.
pub(super) fn folder(
    session: &CommandSession,
    own: &ArgMatches,
    body: &str,
    kind: &str,
    year: i32,
) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(folder) = own.get_one::<PathBuf>("to") {
        return Ok(folder.clone());
    }
    let root = SiteRoot::find(Path::new("."), None)?;
    let (SiteReports { root, reports, .. }, _) = site_reports::read(session, root);
    if reports.body(body).is_none() {
        known_or_new(body, &reports)?;
        session.printer.findings(&[undeclared_body(body, &reports)]);
    }
    Ok(root
        .folder
        .join("content")
        .join(ReportSeries::new(body, kind).name_of_year(year)))
}

/// The kind of the program or of the site around that `--profile` names, or that of the file that it names.
pub(super) fn report_kind(name: &str) -> Result<Arc<Form>, Box<Diagnostic>> {
    let (mut profiles, own) = (ReportKinds::default(), own_profile(name)?);
    if let Some(own) = own {
        profiles.add(own);
    }
    if let Some(kind) = profiles.share(name) {
        return Ok(kind);
    }
    if !name.ends_with(".yaml") {
        let mut ids: Vec<&str> = profiles.ids().collect();
        let own = site_profiles();
        ids.extend(own.iter().map(String::as_str));
        return Err(Box::new(unknown_profile(name, &ids)));
    }
    let bytes = outside::read(Path::new(name))?;
    let text = String::from_utf8_lossy(&bytes);
    Form::read(&text)
        .map(Arc::new)
        .map_err(|unread| Box::new(no_profile(name, &unread.words)))
}

/// The profile of the site around that is called so.
fn own_profile(name: &str) -> Result<Option<Form>, Box<Diagnostic>> {
    let Ok(root) = SiteRoot::find(Path::new("."), None) else {
        return Ok(None);
    };
    let path = root.folder.join(format!("content/{PROFILES}{name}.yaml"));
    let Ok(bytes) = outside::read(&path) else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let shown = path.display().to_string();
    Form::read(&text).map(Some).map_err(|unread| {
        let place = Place::span(&*shown, &text, unread.at..unread.at);
        Box::new(no_profile(&shown, &unread.words).at(place))
    })
}

/// The ids of the profiles that the site around brings along.
fn site_profiles() -> Vec<String> {
    let root = SiteRoot::find(Path::new("."), None).ok();
    let folder = root.map(|root| root.folder.join(format!("content/{PROFILES}")));
    let files = folder
        .map(|folder| outside::names(&folder))
        .unwrap_or_default();
    files
        .iter()
        .filter_map(|name| Some(name.strip_suffix(".yaml")?.to_owned()))
        .collect()
}

/// Nothing is called so.
pub(super) fn unknown_profile(name: &str, ids: &[&str]) -> Diagnostic {
    let words = Words::new(
        format!("no profile `{name}`"),
        format!("没有报告类型 `{name}`"),
    );
    profile_finding("unknown-profile", words, ids)
}

fn no_profile(shown: &str, error: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{shown}` is no profile: {error}"),
        format!("`{shown}` 不是报告类型文件：{error}"),
    );
    profile_finding("bad-profile", words, &["fazhi", "xxgk"])
}

fn profile_finding(kind: &'static str, words: Words, ids: &[&str]) -> Diagnostic {
    let ids = ids.join(", ");
    Diagnostic::error("import", kind, words).hint(Words::new(
        format!("there are: {ids}; a site's own stand in `content/profiles/ID.yaml`, and `nianbao schema profile` prints what they may hold"),
        format!("可用的有：{ids}；站点自己的类型放在 `content/profiles/编号.yaml`，`nianbao schema profile` 输出它的结构"),
    ))
}

/// A body that the site does not have yet may be imported first and declared later, if its id is not a slip.
fn known_or_new(body: &str, reports: &Reports) -> Result<(), Box<Diagnostic>> {
    let holds = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let is_id = !body.is_empty() && body.chars().all(holds);
    let ids = reports.bodies.iter().map(|one| one.id.as_str());
    let named = reports
        .bodies
        .iter()
        .find(|one| one.name == body || one.full_name == body);
    let near = named.map(|one| one.id.as_str()).or(did_you_mean(body, ids));
    let hint = match near {
        Some(near) => Words::new(
            format!("did you mean `{near}`?"),
            format!("是不是要写 `{near}`？"),
        ),
        None if is_id => return Ok(()),
        None => Words::new(
            "an id is a folder's name and a part of addresses: letters, digits and hyphens",
            "编号是文件夹名，也是网址的一部分：只用字母、数字和连字符",
        ),
    };
    let words = Words::new(
        format!("no body `{body}` in `content/site.yaml`"),
        format!("`content/site.yaml` 中没有单位 `{body}`"),
    );
    let finding = Diagnostic::error("import", "unknown-body", words);
    Err(Box::new(finding.hint(hint)))
}

/// A body that is still to be declared.
fn undeclared_body(body: &str, reports: &Reports) -> Diagnostic {
    let words = Words::new(
        format!("`{body}` is no body of `content/site.yaml` yet, and the next build asks for it"),
        format!("`content/site.yaml` 中还没有单位 `{body}`，下次生成网站时会报错"),
    );
    let ids: Vec<&str> = reports.bodies.iter().map(|one| one.id.as_str()).collect();
    let hint = match ids.join(", ") {
        all if all.is_empty() => Words::new(
            "declare it there under `bodies:`",
            "请在其中的 `bodies:` 下写明该单位",
        ),
        all => Words::new(
            format!("declare it there under `bodies:`, or import for one of: {all}"),
            format!("请在其中的 `bodies:` 下写明该单位，或改用已有的单位：{all}"),
        ),
    };
    Diagnostic::warning("import", "new-body", words).hint(hint)
}

/// A name that no file has yet: a kept file is never written over.
pub(super) fn free_name(path: &Path) -> PathBuf {
    let numbered = (2..).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}"));
        PathBuf::from(name)
    });
    std::iter::once(path.to_owned())
        .chain(numbered)
        .find(|path| outside::read(path).is_err())
        .unwrap_or_else(|| path.to_owned())
}
