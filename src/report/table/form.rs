//! What a table of a kind of report looks like: columns, rows and what must balance, read from the profile. Enter at [`TableForm`].

use crate::report::Year;
use serde::Deserialize;

/// A table that reports of a kind have.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableForm {
    /// Id, the key in `tables.yaml` and a part of addresses.
    pub id: String,
    /// Caption.
    pub title: String,
    /// The part of the report that holds it.
    pub part: String,
    /// The first year of reports that have it.
    #[serde(default)]
    pub from: Option<Year>,
    /// The last year of reports that have it.
    #[serde(default)]
    pub to: Option<Year>,
    /// Unit of its cells.
    #[serde(default)]
    pub unit: String,
    /// Whether cells may have decimals.
    #[serde(default)]
    pub decimals: bool,
    /// Columns, left to right.
    pub columns: Vec<ColumnForm>,
    /// Rows of all years, from the top.
    pub rows: Vec<RowForm>,
    /// What must balance.
    #[serde(default)]
    pub balances: Vec<BalanceForm>,
}

/// A column of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnForm {
    /// Id.
    pub id: String,
    /// Heading as printed.
    pub name: String,
    /// Heading above it and its neighbours.
    #[serde(default)]
    pub group: Option<String>,
    /// Unit, where it is not the table's.
    #[serde(default)]
    pub unit: Option<String>,
    /// Whether its values may be negative.
    #[serde(default)]
    pub signed: bool,
}

/// A row of a table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowForm {
    /// Id.
    pub id: String,
    /// Heading as printed.
    pub name: String,
    /// Heading above it and its neighbours.
    #[serde(default)]
    pub group: Option<String>,
    /// The first year that has it.
    #[serde(default)]
    pub from: Option<Year>,
    /// The last year that has it.
    #[serde(default)]
    pub to: Option<Year>,
    /// Kinds of bodies that can only have zero here: `town`, `street`, `county`, `department`.
    #[serde(default)]
    pub zero_for: Vec<String>,
    /// Why.
    #[serde(default)]
    pub zero_note: String,
}

/// A number of the text that stands in a table too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextClaim {
    /// The cells that it is, or is the sum of: table, row and column.
    pub cells: Vec<(String, String, String)>,
    /// Patterns of sentences that say it, the number as `n`; in each paragraph the first that fits counts.
    pub said: Vec<String>,
    /// Patterns of sentences that say it is zero.
    #[serde(default)]
    pub zero: Vec<String>,
    /// The first year of reports that are held to it.
    #[serde(default)]
    pub from: Option<Year>,
    /// In words.
    pub words: String,
}

impl TextClaim {
    /// Whether reports of the year are held to it.
    pub fn is_of(&self, year: Year) -> bool {
        within(year, self.from, None)
    }
}

/// An equation that holds between rows, for every column, or between columns, for every row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BalanceForm {
    /// Between rows.
    #[serde(default)]
    pub rows: Option<Equation>,
    /// Between columns.
    #[serde(default)]
    pub columns: Option<Equation>,
    /// In words.
    pub words: String,
}

/// `a + b = c - last d`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Equation {
    /// Terms before the sign of equality.
    pub left: Vec<EquationTerm>,
    /// Terms behind it.
    pub right: Vec<EquationTerm>,
}

/// A row or column in an equation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EquationTerm {
    /// Its id.
    pub id: String,
    /// Whether it is taken away.
    pub minus: bool,
    /// Whether it is that of the report of the year before.
    pub last: bool,
}

impl TryFrom<String> for Equation {
    type Error = String;

    fn try_from(text: String) -> Result<Equation, String> {
        let (left, right) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` has no `=`"))?;
        Ok(Equation {
            left: terms(left)?,
            right: terms(right)?,
        })
    }
}

fn terms(text: &str) -> Result<Vec<EquationTerm>, String> {
    let mut terms = Vec::new();
    let (mut minus, mut last) = (false, false);
    for word in text.split_whitespace() {
        match word {
            "+" => minus = false,
            "-" => minus = true,
            "last" => last = true,
            id => {
                terms.push(EquationTerm {
                    id: id.to_owned(),
                    minus,
                    last,
                });
                (minus, last) = (false, false);
            }
        }
    }
    if terms.is_empty() {
        return Err("a side of an equation is empty".to_owned());
    }
    Ok(terms)
}

impl Equation {
    /// Every term of both sides.
    pub fn terms(&self) -> impl Iterator<Item = &EquationTerm> {
        self.left.iter().chain(&self.right)
    }

    /// Whether it needs the report of the year before.
    pub fn looks_back(&self) -> bool {
        self.terms().any(|term| term.last)
    }
}

fn within(year: Year, from: Option<Year>, to: Option<Year>) -> bool {
    from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
}

impl TableForm {
    /// Whether reports of the year have the table.
    pub fn is_of(&self, year: Year) -> bool {
        within(year, self.from, self.to)
    }

    /// The rows that reports of the year have.
    pub fn rows_of(&self, year: Year) -> impl Iterator<Item = &RowForm> {
        let is_of = move |row: &&RowForm| within(year, row.from, row.to);
        self.rows.iter().filter(is_of)
    }

    /// The unit of a column.
    pub fn unit_of<'a>(&'a self, column: &'a ColumnForm) -> &'a str {
        column.unit.as_deref().unwrap_or(&self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equation_is_read_with_its_signs_and_years() {
        let equation =
            Equation::try_from("valid = last valid + made - revoked".to_owned()).unwrap();
        let shown: Vec<(&str, bool, bool)> = equation
            .terms()
            .map(|term| (term.id.as_str(), term.minus, term.last))
            .collect();
        let want = [
            ("valid", false, false),
            ("valid", false, true),
            ("made", false, false),
            ("revoked", true, false),
        ];
        assert_eq!(shown, want);
        assert!(equation.looks_back());
        assert!(Equation::try_from("a + b".to_owned()).is_err());
        assert!(Equation::try_from("a =".to_owned()).is_err());
    }
}
