//! A sheet as CSV after RFC 4180. Enter at [`bytes`].

use super::sheet::DataSheet;

/// Spreadsheets of Chinese offices read a file without this mark in the wrong encoding.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// The sheet with its column names in the first line.
pub(super) fn bytes(sheet: &DataSheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(MARK.to_vec());
    let written = "a vector in memory takes every record";
    let names = sheet.form.columns.iter().map(|column| column.name.as_str());
    writer.write_record(names).expect(written);
    for row in &sheet.rows {
        let fields = row.iter().map(super::sheet::SheetValue::plain);
        writer.write_record(fields).expect(written);
    }
    writer.into_inner().expect(written)
}
