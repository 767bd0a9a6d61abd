//! What the page of the open data says: files with their sizes, columns, terms. Enter at [`view`].

use super::catalog::format;
use super::dataset;
use super::reporting::reporting_bodies;
use super::sheet::DataSheet;
use super::terms::DataTerms;
use super::{OpenDataFile, address, made, shared};
use crate::output::output_plan::OutputPlan;
use crate::render::context::LinkView;
use crate::render::context::data::{
    ColumnView, DataView, DownloadView, LicenceView, ReportFiles, SheetView,
};
use crate::render::fill::PageContext;
use crate::words::page_title;

/// The page, seen from its address.
pub(crate) fn view(plan: OutputPlan<'_>, desk: PageContext<'_>) -> DataView {
    let terms = DataTerms::of(plan);
    let sheets = dataset::names(plan)
        .into_iter()
        .map(|name| dataset::sheet(plan, name));
    DataView {
        about: terms.about,
        downloads: shared(plan)
            .into_iter()
            .map(|file| download(plan, desk, file))
            .collect(),
        sheets: sheets.map(|sheet| sheet_view(&sheet)).collect(),
        licence: terms.licence.map(|one| LicenceView {
            name: one.name.clone(),
            title: one.title.clone(),
            url: one.url.clone(),
        }),
        citation: terms.citation,
        sample: terms.sample,
        modified: terms.modified.map(|day| day.to_string()),
        reports: reporting_bodies(plan)
            .into_iter()
            .map(|body| ReportFiles {
                body: desk.body_name(body),
                links: report_links(plan, desk, &body.id),
            })
            .collect(),
    }
}

fn report_links(plan: OutputPlan<'_>, desk: PageContext<'_>, body: &str) -> Vec<LinkView> {
    let several = plan.reports.kinds(body).len() > 1;
    let own = plan
        .reports
        .reports
        .iter()
        .enumerate()
        .filter(|(_, report)| report.body == body);
    own.map(|(index, report)| {
        let address = address(plan, OpenDataFile::Report(index));
        let kind = several
            .then(|| plan.reports.profiles.of(report).name.as_str())
            .map_or_else(String::new, |name| format!(" {name}"));
        desk.link(&address, format!("{}{kind}", page_title::year(report.year)))
    })
    .collect()
}

fn download(plan: OutputPlan<'_>, desk: PageContext<'_>, file: OpenDataFile) -> DownloadView {
    let address = address(plan, file);
    let name = address.rsplit('/').next().unwrap_or(&address).to_owned();
    let what = match file {
        OpenDataFile::Csv(name) => dataset::sheet(plan, name).form.title.clone(),
        OpenDataFile::Workbook => "全部数据，用电子表格软件打开".to_owned(),
        OpenDataFile::Json => "全部数据，供程序读取".to_owned(),
        OpenDataFile::Package => "CSV 文件的说明（Frictionless Data Package）".to_owned(),
        OpenDataFile::Catalog => "数据目录（DCAT）".to_owned(),
        OpenDataFile::Report(_) => "一份报告".to_owned(),
    };
    DownloadView {
        link: desk.link(&address, name),
        what,
        format: format(file).0.to_owned(),
        size: size(made(plan, file).len()),
    }
}

/// `812 B`, `12.3 KB`, `4.0 MB`.
fn size(bytes: usize) -> String {
    let tenths = |unit: usize| {
        let all = (bytes * 10 + unit / 2) / unit;
        format!("{}.{}", all / 10, all % 10)
    };
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", tenths(1024)),
        _ => format!("{} MB", tenths(1_048_576)),
    }
}

fn sheet_view(sheet: &DataSheet) -> SheetView {
    let columns = sheet.form.columns.iter().map(|column| ColumnView {
        name: column.name.clone(),
        title: column.title.clone(),
        kind: column.kind.clone(),
        about: column.about.clone(),
    });
    SheetView {
        id: sheet.id.to_owned(),
        title: sheet.form.title.clone(),
        about: sheet.form.about.clone(),
        rows: sheet.rows.len(),
        columns: columns.collect(),
    }
}
