//! Where an imported report goes: body, year and folder. Enter at [`whose`] and [`folder`].

use super::Session;
use super::site_reports::{self, SiteReports};
use crate::diagnostic::{Diagnostic, Place, Words, did_you_mean};
use crate::import::Imported;
use crate::report::Reports;
use crate::source::{Root, outside};
use clap::ArgMatches;
use std::path::{Path, PathBuf};

/// Whose report it is and of which year: what the command line says, else what the text says. A year to come in the text is a slip
/// that the command line mends.
pub(super) fn whose<'a>(
    own: &'a ArgMatches,
    imported: &Imported,
    today: i32,
) -> Result<(&'a str, i32), Box<Diagnostic>> {
    let unknown = |name: &'static str, words: Words, hint: Words| {
        let place = Place::file(&*imported.file);
        Box::new(
            Diagnostic::error("import", name, words)
                .at(place)
                .hint(hint),
        )
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
        unknown(
            "no-year",
            words,
            Words::new("name it with `--year 2020`", "请用 `--year 2020` 指定"),
        )
    })?;
    let body = own.get_one::<String>("body").ok_or_else(|| {
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
    session: &Session,
    own: &ArgMatches,
    (body, year): (&str, i32),
) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(folder) = own.get_one::<PathBuf>("to") {
        return Ok(folder.clone());
    }
    let root = Root::find(Path::new("."), None)?;
    let (SiteReports { root, reports, .. }, _) = site_reports::read(session, root);
    if reports.body(body).is_none() {
        known_or_new(body, &reports)?;
    }
    Ok(root
        .folder
        .join("content")
        .join(body)
        .join(year.to_string()))
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
