//! Reads `tables.yaml` beside a report into typed cells. Enter at [`read`].

use super::form::{ColumnForm, RowForm, TableForm};
use super::given::{ReportTable, TableCell, TableRow};
use crate::content::DataFile;
use crate::diagnostic::{Diagnostic, Words, did_you_mean};
use crate::report::Year;
use crate::tree::{Node, TreeKey, TreeValue};
use rust_decimal::Decimal;

/// Reads the tables of a year. `forms` are those of the report's profile.
pub(crate) fn read(
    file: &DataFile,
    forms: &[TableForm],
    year: Year,
) -> (Vec<ReportTable>, Vec<Diagnostic>) {
    let mut reader = TableReader {
        file,
        year,
        found: Vec::new(),
    };
    let known: Vec<&TableForm> = forms.iter().filter(|form| form.is_of(year)).collect();
    reader.mapping(&file.node);
    let mut tables: Vec<(usize, ReportTable)> = Vec::new();
    for (key, node) in file.node.entries() {
        let at = known
            .iter()
            .position(|form| is_named(&key.name, &form.id, &form.title));
        match at {
            Some(at) => tables.push((at, reader.table(known[at], node))),
            None => reader.unknown(
                key,
                "table",
                "表",
                known.iter().map(|form| form.id.as_str()),
            ),
        }
    }
    let given = |at: usize| tables.iter().any(|(known, _)| *known == at);
    let absent = known.iter().enumerate().filter(|(at, _)| !given(*at));
    let absent: Vec<&str> = absent.map(|(_, form)| form.id.as_str()).collect();
    reader.missing(&file.node, "tables", "表", &absent);
    tables.sort_by_key(|(at, _)| *at);
    (
        tables.into_iter().map(|(_, table)| table).collect(),
        reader.found,
    )
}

/// A key names an entry by its id or as it is printed.
fn is_named(key: &str, id: &str, name: &str) -> bool {
    key == id || key == name
}

struct TableReader<'a> {
    file: &'a DataFile,
    year: Year,
    found: Vec<Diagnostic>,
}

impl TableReader<'_> {
    fn table(&mut self, form: &TableForm, node: &Node) -> ReportTable {
        self.mapping(node);
        let rows: Vec<&RowForm> = form.rows_of(self.year).collect();
        let mut given: Vec<Option<TableRow>> = rows.iter().map(|_| None).collect();
        for (key, cells) in node.entries() {
            match rows
                .iter()
                .position(|row| is_named(&key.name, &row.id, &row.name))
            {
                Some(at) => given[at] = Some(self.row(form, rows[at], cells)),
                None => self.unknown(key, "row", "行", rows.iter().map(|row| row.id.as_str())),
            }
        }
        let absent = rows.iter().zip(&given).filter(|(_, given)| given.is_none());
        let absent: Vec<&str> = absent.map(|(row, _)| row.id.as_str()).collect();
        self.missing(node, "rows", "行", &absent);
        let whole = rows.iter().zip(given).map(|(row, given)| {
            given.unwrap_or_else(|| TableRow {
                id: row.id.clone(),
                cells: vec![None; form.columns.len()],
            })
        });
        ReportTable {
            id: form.id.clone(),
            rows: whole.collect(),
            balances: Vec::new(),
        }
    }

    /// A row is a list in the order of columns, or a mapping by their ids.
    fn row(&mut self, form: &TableForm, row: &RowForm, node: &Node) -> TableRow {
        let columns = &form.columns;
        let mut cells: Vec<Option<TableCell>> = vec![None; columns.len()];
        match &node.value {
            TreeValue::List(items) => {
                if items.len() != columns.len() {
                    self.count(node, items.len(), columns);
                }
                for (place, (column, item)) in columns.iter().zip(items).enumerate() {
                    cells[place] = self.cell(form, column, item);
                }
            }
            TreeValue::Map(entries) => {
                for (key, item) in entries {
                    match columns
                        .iter()
                        .position(|one| is_named(&key.name, &one.id, &one.name))
                    {
                        Some(at) => cells[at] = self.cell(form, &columns[at], item),
                        None => self.unknown(
                            key,
                            "column",
                            "列",
                            columns.iter().map(|one| one.id.as_str()),
                        ),
                    }
                }
                let named = |id: &str, name: &str| {
                    entries.iter().any(|(key, _)| is_named(&key.name, id, name))
                };
                let absent = columns.iter().filter(|one| !named(&one.id, &one.name));
                let absent: Vec<&str> = absent.map(|one| one.id.as_str()).collect();
                self.missing(node, "cells", "格", &absent);
            }
            _ if columns.len() == 1 => cells[0] = self.cell(form, &columns[0], node),
            _ => self.count(node, 1, columns),
        }
        TableRow {
            id: row.id.clone(),
            cells,
        }
    }

    fn cell(&mut self, form: &TableForm, column: &ColumnForm, node: &Node) -> Option<TableCell> {
        let value = match &node.value {
            TreeValue::Number(text) | TreeValue::Text(text) => Decimal::from_str_exact(text).ok(),
            _ => None,
        };
        let fits = |value: &Decimal| {
            (form.decimals || value.fract().is_zero())
                && (column.signed || !value.is_sign_negative())
        };
        let Some(value) = value.filter(fits) else {
            self.no_number(form, column, node);
            return None;
        };
        let place = self.file.origin.place(&node.at);
        Some(TableCell { value, place })
    }

    fn no_number(&mut self, form: &TableForm, column: &ColumnForm, node: &Node) {
        let (number, number_zh) = match (form.decimals, column.signed) {
            (true, _) => ("a number", "数字"),
            (false, true) => ("a whole number", "整数"),
            (false, false) => ("a whole number, zero or more", "零或正整数"),
        };
        let words = Words::new(
            format!("the cell `{}` is {number}", column.name),
            format!("“{}”一格应为{number_zh}", column.name),
        );
        let hint = Words::new(
            "where there is none, the format asks for 0, not for a blank or a stroke",
            "没有的填 0，不留空，不用“/”或“—”",
        );
        self.found.push(
            Diagnostic::error("data", "table-cell", words)
                .at(self.file.origin.place(&node.at))
                .hint(hint),
        );
    }

    fn mapping(&mut self, node: &Node) {
        if !matches!(node.value, TreeValue::Map(_) | TreeValue::Null) {
            let words = Words::new(
                "a mapping `key: value` is expected here",
                "这里应写成 `键: 值`",
            );
            let place = self.file.origin.place(&node.at);
            self.found
                .push(Diagnostic::error("data", "not-a-mapping", words).at(place));
        }
    }

    fn count(&mut self, node: &Node, count: usize, columns: &[ColumnForm]) {
        let words = Words::new(
            format!(
                "this row has {count} cells, the table has {} columns",
                columns.len()
            ),
            format!("这一行有 {count} 格，表有 {} 列", columns.len()),
        );
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let hint = Words::new(
            format!("the columns are: {}", names.join(", ")),
            format!("各列依次是：{}", names.join("、")),
        );
        self.found.push(
            Diagnostic::error("data", "table-row", words)
                .at(self.file.origin.place(&node.at))
                .hint(hint),
        );
    }

    fn unknown<'k>(
        &mut self,
        key: &TreeKey,
        what: &str,
        what_zh: &str,
        known: impl Iterator<Item = &'k str> + Clone,
    ) {
        let name = &key.name;
        let words = Words::new(
            format!("reports of {} have no {what} `{name}`", self.year),
            format!("{} 年的报告没有名为 `{name}` 的{what_zh}", self.year),
        );
        let hint = match did_you_mean(name, known.clone()) {
            Some(near) => Words::new(
                format!("did you mean `{near}`?"),
                format!("是不是要写 `{near}`？"),
            ),
            None => {
                let all = known.collect::<Vec<_>>().join(", ");
                Words::new(format!("there are: {all}"), format!("可用的有：{all}"))
            }
        };
        self.found.push(
            Diagnostic::error("data", "unknown-key", words)
                .at(self.file.origin.place(&key.at))
                .hint(hint),
        );
    }

    fn missing(&mut self, node: &Node, what: &str, what_zh: &str, ids: &[&str]) {
        if ids.is_empty() {
            return;
        }
        let words = Words::new(
            format!("missing {what}: {}", ids.join(", ")),
            format!("缺少{what_zh}：{}", ids.join("、")),
        );
        let hint = Words::new(
            "the format asks for every cell; a zero is written as 0",
            "格式要求每格都填，零写作 0",
        );
        let at = node.at.start..node.at.start;
        self.found.push(
            Diagnostic::warning("data", "table-missing", words)
                .at(self.file.origin.place(&at))
                .hint(hint),
        );
    }
}
