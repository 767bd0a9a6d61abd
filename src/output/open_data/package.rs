//! The description after Frictionless Data Package 1.0 and Table Schema. Enter at [`bytes`].

use super::dataset::{self, SheetName};
use super::sheet::{Column, DataSheet};
use super::terms::DataTerms;
use super::{OpenDataFile, json_bytes, made};
use crate::output::output_plan::OutputPlan;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// The description of the CSV files.
pub(super) fn bytes(plan: OutputPlan<'_>) -> Vec<u8> {
    let terms = DataTerms::of(plan);
    let mut value = json!({
        "profile": "tabular-data-package",
        "name": "nianbao-open-data",
        "title": terms.title,
        "description": terms.about,
        "keywords": ["政府信息公开", "年度报告", "open-data"],
        "contributors": [{"title": terms.publisher, "role": "publisher"}],
        "citation": terms.citation,
        "sample_note": terms.sample,
        "resources": dataset::names(plan).into_iter().map(|name| resource(plan, name)).collect::<Value>(),
    });
    // The specification wants addresses of pages to be whole, and a licence to be there or absent.
    if terms.url.contains("://") {
        value["homepage"] = terms.url.into();
    }
    if let Some(day) = terms.modified {
        value["version"] = day.to_string().into();
    }
    match terms.licence {
        Some(one) => {
            value["licenses"] = json!([{"name": one.name, "title": one.title, "path": one.url}]);
        }
        None => value["licence_note"] = super::terms::UNDECLARED.into(),
    }
    json_bytes(&value)
}

fn resource(plan: OutputPlan<'_>, name: SheetName) -> Value {
    let sheet = dataset::sheet(plan, name);
    let bytes = made(plan, OpenDataFile::Csv(name));
    json!({
        "profile": "tabular-data-resource",
        "name": sheet.id,
        "path": format!("{}.csv", sheet.id),
        "title": sheet.form.title,
        "description": sheet.form.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": bytes.len(),
        "hash": format!("sha256:{}", sha256(&bytes)),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema(&sheet),
    })
}

/// The hexadecimal SHA-256 of bytes.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn schema(sheet: &DataSheet) -> Value {
    let mut schema = json!({
        "fields": sheet.form.columns.iter().map(field).collect::<Value>(),
        "missingValues": [""],
    });
    if let Some(key) = &sheet.form.key {
        schema["primaryKey"] = key.as_str().into();
    }
    let refers = sheet.form.columns.iter().filter_map(|column| {
        let other = column.refers.as_ref()?;
        Some(json!({"fields": column.name, "reference": {"resource": other, "fields": "id"}}))
    });
    let refers: Vec<Value> = refers.collect();
    if !refers.is_empty() {
        schema["foreignKeys"] = refers.into();
    }
    schema
}

fn field(column: &Column) -> Value {
    let mut constraints = Map::new();
    if column.required {
        constraints.insert("required".to_owned(), true.into());
    }
    if !column.one_of.is_empty() {
        constraints.insert("enum".to_owned(), json!(column.one_of));
    }
    let mut field = json!({
        "name": column.name,
        "title": column.title,
        "type": column.kind,
        "description": column.about,
    });
    if !constraints.is_empty() {
        field["constraints"] = constraints.into();
    }
    field
}
