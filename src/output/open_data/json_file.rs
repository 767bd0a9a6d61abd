//! All observations as JSON. Enter at [`bytes`].

use super::dataset;
use super::json_bytes;
use super::sheet::DataSheet;
use super::terms::DataTerms;
use crate::output::output_plan::OutputPlan;
use serde_json::{Map, Value};

/// The terms, then the rows of all sheets, each an object.
pub(super) fn bytes(plan: OutputPlan<'_>) -> Vec<u8> {
    let mut value = DataTerms::of(plan).json();
    for name in dataset::names(plan) {
        let sheet = dataset::sheet(plan, name);
        value.insert(name.id().to_owned(), rows(&sheet));
    }
    json_bytes(&Value::Object(value))
}

/// The rows of a sheet, each an object with the column names as keys.
pub(super) fn rows(sheet: &DataSheet) -> Value {
    let object = |row: &Vec<super::sheet::SheetValue>| {
        let fields = sheet.form.columns.iter().zip(row);
        let fields = fields.map(|(column, field)| {
            let whole = (column.kind == "year").then(|| field.plain().parse::<i64>().ok());
            let value = whole.flatten().map_or_else(|| field.json(), Value::from);
            (column.name.clone(), value)
        });
        Value::Object(fields.collect::<Map<_, _>>())
    };
    sheet.rows.iter().map(object).collect()
}
