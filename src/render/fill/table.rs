//! Fills the tables of a report, and of two years cell by cell. Enter at [`of_report`] and [`between`].

use super::{PageContext, figure};
use crate::render::context::CellView;
use crate::render::context::table::{
    BalanceView, RowGroup, RowView, TableHead, TableView, TablesView,
};
use crate::report::Report;
use crate::report::compare::FigureFlag;
use crate::report::table::change::{self, CellChange};
use crate::report::table::{ReportTable, RowForm, TableForm, TableRow};
use rust_decimal::Decimal;

/// The tables of a report; null where its kind has none.
pub(crate) fn of_report(desk: PageContext<'_>, report: &Report) -> Option<TablesView> {
    let profile = desk.profile(report);
    let tables = report.tables.iter().filter_map(|table| {
        let form = profile.table(&table.id)?;
        let rows = table.rows.iter().filter_map(|row| {
            let name = form.rows.iter().find(|one| one.id == row.id)?;
            Some((name, cells(row)))
        });
        let balances = table.balances.iter().map(|one| BalanceView {
            words: one.words.clone(),
            failures: one.failures.clone(),
        });
        Some(TableView {
            balances: balances.collect(),
            ..view(form, rows.collect())
        })
    });
    whole(desk, tables.collect(), Vec::new())
}

/// The tables that both reports have, cell by cell, and the names of those that only one has.
pub(crate) fn between(desk: PageContext<'_>, old: &Report, new: &Report) -> Option<TablesView> {
    let profile = desk.profile(new);
    let find = |report: &Report, id: &str| report.tables.iter().position(|one| one.id == id);
    let mut tables = Vec::new();
    let mut notes = Vec::new();
    for form in &profile.tables {
        match (find(old, &form.id), find(new, &form.id)) {
            (Some(before), Some(after)) => {
                tables.push(pair(form, &old.tables[before], &new.tables[after]));
            }
            (Some(_), None) => notes.push(only(form, old)),
            (None, Some(_)) => notes.push(only(form, new)),
            (None, None) => {}
        }
    }
    whole(desk, tables, notes)
}

fn only(form: &TableForm, report: &Report) -> String {
    format!(
        "“{}”只有{}年报告有这张表，不作比较",
        form.title, report.year
    )
}

fn whole(desk: PageContext<'_>, tables: Vec<TableView>, notes: Vec<String>) -> Option<TablesView> {
    if tables.is_empty() && notes.is_empty() {
        return None;
    }
    let rows = tables
        .iter()
        .flat_map(|table| &table.groups)
        .flat_map(|group| &group.rows);
    let flags = rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.flags);
    Some(TablesView {
        legend: desk.legend(flags),
        tables,
        notes,
    })
}

fn cells(row: &TableRow) -> Vec<CellView> {
    row.cells
        .iter()
        .map(|cell| value(cell.as_ref().map(|cell| cell.value)))
        .collect()
}

/// A value, or the code of one that is not given.
fn value(value: Option<Decimal>) -> CellView {
    CellView {
        flags: if value.is_some() {
            Vec::new()
        } else {
            vec![figure::flag_word(FigureFlag::NotGiven)]
        },
        text: value.map(|value| value.to_string()),
        href: None,
        quote: None,
    }
}

fn pair(form: &TableForm, old: &ReportTable, new: &ReportTable) -> TableView {
    let rows = change::between(form, old, new);
    let differences = rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.difference().is_some());
    let changed = differences.count();
    let shown = rows
        .iter()
        .map(|row| (row.row, row.cells.iter().map(both).collect()));
    TableView {
        changed,
        ..view(form, shown.collect())
    }
}

/// One number where both years have it, else `14 → 16`; a cell that only one format has carries the code for it.
fn both(cell: &CellChange) -> CellView {
    if cell.comparable && cell.old == cell.new {
        return value(cell.new);
    }
    let word = |value: Option<Decimal>| {
        value.map_or_else(|| "未公布".to_owned(), |value| value.to_string())
    };
    if cell.comparable {
        return CellView {
            text: Some(format!("{} → {}", word(cell.old), word(cell.new))),
            ..value(Some(Decimal::ZERO))
        };
    }
    CellView {
        flags: vec![figure::flag_word(FigureFlag::Break)],
        ..value(cell.old.or(cell.new))
    }
}

fn view(form: &TableForm, rows: Vec<(&RowForm, Vec<CellView>)>) -> TableView {
    let (heads, subheads) = heads(form);
    TableView {
        id: form.id.clone(),
        title: form.title.clone(),
        unit: form.unit.clone(),
        heads,
        subheads,
        width: form.columns.len(),
        groups: groups(rows),
        balances: Vec::new(),
        changed: 0,
    }
}

fn heads(form: &TableForm) -> (Vec<TableHead>, Vec<String>) {
    let mut heads: Vec<TableHead> = Vec::new();
    let mut subheads = Vec::new();
    for column in &form.columns {
        let unit = column
            .unit
            .as_ref()
            .map_or_else(String::new, |unit| format!("（{unit}）"));
        let name = format!("{}{unit}", column.name);
        let Some(group) = &column.group else {
            heads.push(TableHead {
                name,
                span: 1,
                is_group: false,
            });
            continue;
        };
        subheads.push(name);
        match heads
            .last_mut()
            .filter(|head| head.is_group && head.name == *group)
        {
            Some(head) => head.span += 1,
            None => heads.push(TableHead {
                name: group.clone(),
                span: 1,
                is_group: true,
            }),
        }
    }
    (heads, subheads)
}

fn groups(rows: Vec<(&RowForm, Vec<CellView>)>) -> Vec<RowGroup> {
    let mut groups: Vec<RowGroup> = Vec::new();
    for (form, cells) in rows {
        let row = RowView {
            name: form.name.clone(),
            cells,
        };
        match groups.last_mut().filter(|group| group.title == form.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(RowGroup {
                title: form.group.clone(),
                rows: vec![row],
            }),
        }
    }
    groups
}
