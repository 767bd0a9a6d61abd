//! All sheets as one workbook (Office Open XML, ECMA-376) that spreadsheets open. Enter at [`bytes`].
//!
//! Written by hand, because six small parts are all it needs and every byte must be the same each time.

use super::dataset;
use super::sheet::{DataSheet, SheetValue};
use super::terms::{DataTerms, UNDECLARED};
use crate::output::output_plan::OutputPlan;
use rust_decimal::Decimal;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Spreadsheets keep 15 significant digits of a number; longer ones are written as words.
const DIGITS: usize = 15;

/// One page of the workbook.
struct WorkbookPage {
    title: String,
    rows: Vec<Vec<SheetValue>>,
}

/// The workbook: what it is, then every sheet under its name for people.
pub(super) fn bytes(plan: OutputPlan<'_>) -> Vec<u8> {
    let sheets: Vec<DataSheet> = dataset::names(plan)
        .into_iter()
        .map(|name| dataset::sheet(plan, name))
        .collect();
    let terms = DataTerms::of(plan);
    let mut pages = vec![cover(&terms, &sheets)];
    pages.extend(sheets.into_iter().map(page));
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(pages.len())),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), properties(&terms)),
        ("xl/workbook.xml".to_owned(), workbook(&pages)),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            workbook_relations(pages.len()),
        ),
        ("xl/styles.xml".to_owned(), styles()),
    ];
    for (number, page) in pages.iter().enumerate() {
        parts.push((
            format!("xl/worksheets/sheet{}.xml", number + 1),
            worksheet(page),
        ));
    }
    archive(&parts)
}

/// The parts in an archive whose entries all have the first day that the format knows.
fn archive(parts: &[(String, String)]) -> Vec<u8> {
    let written = "an archive in memory takes every part";
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name.as_str(), options).expect(written);
        writer.write_all(text.as_bytes()).expect(written);
    }
    writer.finish().expect(written).into_inner()
}

/// The first page: terms, then the columns of every sheet.
fn cover(terms: &DataTerms<'_>, sheets: &[DataSheet]) -> WorkbookPage {
    let pair = |name: &str, words: String| vec![SheetValue::text(name), SheetValue::text(words)];
    let licence = terms.licence.map_or_else(
        || UNDECLARED.to_owned(),
        |one| format!("{}（{}）{}", one.title, one.name, one.url),
    );
    let mut rows = vec![
        pair("项目", "内容".to_owned()),
        pair("标题", terms.title.clone()),
        pair("内容", terms.about.clone()),
        pair("发布", terms.publisher.clone()),
        pair("网址", terms.url.clone()),
        pair("许可", licence),
        pair("引用格式", terms.citation.clone()),
    ];
    rows.extend(terms.sample.clone().map(|note| pair("虚构示例", note)));
    for sheet in sheets {
        rows.push(pair(&sheet.form.title, sheet.form.about.clone()));
        for column in &sheet.form.columns {
            let name = format!("{} · {}（{}）", sheet.form.title, column.title, column.name);
            rows.push(pair(&name, column.about.clone()));
        }
    }
    WorkbookPage {
        title: "说明".to_owned(),
        rows,
    }
}

fn page(sheet: DataSheet) -> WorkbookPage {
    let titles = sheet
        .form
        .columns
        .iter()
        .map(|column| SheetValue::text(&column.title));
    let mut rows = vec![titles.collect()];
    rows.extend(sheet.rows);
    WorkbookPage {
        title: sheet.form.title.clone(),
        rows,
    }
}

fn content_types(count: usize) -> String {
    let sheet = |number: usize| {
        format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        )
    };
    let sheets: String = (1..=count).map(sheet).collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>{sheets}</Types>"
    )
}

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn properties(terms: &DataTerms<'_>) -> String {
    let note = terms.sample.clone().unwrap_or_default();
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
<dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:description>{}</dc:description></cp:coreProperties>",
        escaped(&terms.title),
        escaped(&terms.publisher),
        escaped(&note)
    )
}

fn workbook(pages: &[WorkbookPage]) -> String {
    let sheet = |(number, page): (usize, &WorkbookPage)| {
        let (name, id) = (escaped(&page.title), number + 1);
        format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>")
    };
    let sheets: String = pages.iter().enumerate().map(sheet).collect();
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{sheets}</sheets></workbook>"
    )
}

fn workbook_relations(count: usize) -> String {
    let sheet = |number: usize| {
        format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
    };
    let sheets: String = (1..=count).map(sheet).collect();
    let styles = count + 1;
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\">{sheets}<Relationship Id=\"rId{styles}\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/></Relationships>"
    )
}

/// Two styles: plain, and bold for the first row.
fn styles() -> String {
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

/// A page whose first row stays in view.
fn worksheet(page: &WorkbookPage) -> String {
    let mut text = format!(
        "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight=\"15\" defaultColWidth=\"14\"/><sheetData>"
    );
    for (row, fields) in page.rows.iter().enumerate() {
        let number = row + 1;
        let _ = write!(text, "<row r=\"{number}\">");
        for (column, field) in fields.iter().enumerate() {
            let style = if row == 0 { " s=\"1\"" } else { "" };
            let at = format!("r=\"{}{number}\"{style}", letters(column));
            let _ = write!(text, "{}", cell(field, &at));
        }
        text.push_str("</row>");
    }
    text.push_str("</sheetData></worksheet>");
    text
}

fn cell(field: &SheetValue, at: &str) -> String {
    match field {
        SheetValue::Empty => String::new(),
        SheetValue::Number(number) if is_exact(number) => format!("<c {at}><v>{number}</v></c>"),
        SheetValue::Flag(flag) => format!("<c {at} t=\"b\"><v>{}</v></c>", u8::from(*flag)),
        words => format!(
            "<c {at} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(&words.plain())
        ),
    }
}

fn is_exact(number: &Decimal) -> bool {
    number.mantissa().unsigned_abs().to_string().len() <= DIGITS
}

/// A, B … Z, AA.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    match column / 26 {
        0 => letter.to_string(),
        more => format!("{}{letter}", letters(more - 1)),
    }
}

/// Words as XML 1.0 takes them: marks escaped, control characters left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || ('\u{fffe}'..='\u{ffff}').contains(&c) => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let all: Vec<String> = [0, 25, 26, 51, 52, 701, 702]
            .into_iter()
            .map(letters)
            .collect();
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_number_that_a_spreadsheet_would_round_is_written_as_words() {
        let number = |text: &str| cell(&SheetValue::Number(text.parse().unwrap()), "r=\"A1\"");
        assert_eq!(number("97.50"), "<c r=\"A1\"><v>97.50</v></c>");
        assert!(number("1234567890123456").contains("inlineStr"));
    }

    #[test]
    fn words_cannot_break_the_page() {
        assert_eq!(escaped("<甲>&\"乙\"\u{1}"), "&lt;甲&gt;&amp;&quot;乙&quot;");
    }
}
