//! Reads tab-separated tables: lines beginning with `#`, then one header line, then one fact a line.

use std::fmt;

use avviso_text::Day;

/// What is wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// The table's name.
    pub table: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// What was found and what was expected.
    pub what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.tsv: line {}: {}", self.table, self.line, self.what)
    }
}

impl std::error::Error for TableError {}

/// One row: its cells in the order of the header.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    table: &'static str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of a column.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The cell of a column, if it is not empty.
    pub(crate) fn given(&self, column: usize) -> Option<&'a str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// An error about this row.
    pub(crate) fn wrong(&self, what: impl Into<String>) -> TableError {
        TableError { table: self.table, line: self.line, what: what.into() }
    }

    /// A date of a column, if it is given.
    pub(crate) fn date(&self, column: usize) -> Result<Option<Partial>, TableError> {
        self.given(column)
            .map(|cell| {
                Partial::parse(cell).ok_or_else(|| self.wrong(format!("no date (YYYY[-MM[-DD]]): {cell:?}")))
            })
            .transpose()
    }

    /// Whether the row's source can be looked up; a row without any source is an error.
    pub(crate) fn sourced(&self, column: usize) -> Result<bool, TableError> {
        match self.cell(column) {
            "" => Err(self.wrong("no source (say `unsourced` if there is none)")),
            source => Ok(!source.split(' ').any(|part| part == "unsourced")),
        }
    }
}

/// The rows of a table whose header must be `columns`.
pub(crate) fn rows<'a>(
    table: &'static str,
    text: &'a str,
    columns: &[&str],
) -> Result<Vec<Row<'a>>, TableError> {
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| line.starts_with('#'));
    let header = lines.next().map(|(_, line)| line).unwrap_or_default();
    if header.split('\t').ne(columns.iter().copied()) {
        let what = format!("header is {header:?}, expected {}", columns.join(" "));
        return Err(TableError { table, line: 1, what });
    }
    let mut rows = Vec::new();
    for (at, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let row = Row { table, line: at + 1, cells: line.split('\t').collect() };
        if row.cells.len() != columns.len() {
            return Err(row.wrong(format!("{} cells, expected {}", row.cells.len(), columns.len())));
        }
        if let Some(cell) = row.cells.iter().find(|cell| cell.trim() != **cell) {
            return Err(row.wrong(format!("blank at the end of {cell:?}")));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// A date as precise as it is known: a day, a month or a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// ISO 8601, as precise as known.
    pub iso: String,
    /// The first day that it may mean.
    pub first: Day,
    /// The last day that it may mean.
    pub last: Day,
}

impl Partial {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(iso: &str) -> Option<Self> {
        let number = |part: &str, len: usize| -> Option<u16> {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let mut parts = iso.split('-');
        let year = number(parts.next()?, 4)?;
        let (first, last) = match (parts.next(), parts.next(), parts.next()) {
            (None, None, None) => (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?),
            (Some(month), None, None) => {
                let month = u8::try_from(number(month, 2)?).ok()?;
                (Day::new(year, month, 1)?, Day::new(year, month, Day::month_length(year, month)?)?)
            }
            (Some(_), Some(_), None) => {
                let day = Day::parse(iso)?;
                (day, day)
            }
            _ => return None,
        };
        Some(Self { iso: iso.to_owned(), first, last })
    }
}

/// From when to when something holds; open where nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validity {
    /// Since when.
    pub from: Option<Partial>,
    /// Until when.
    pub to: Option<Partial>,
}

impl Validity {
    /// Whether it may hold on some day from `first` to `last`.
    pub fn touches(&self, first: Day, last: Day) -> bool {
        self.from.as_ref().is_none_or(|from| from.first <= last)
            && self.to.as_ref().is_none_or(|to| first <= to.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_named() {
        let say = |text: &str| rows("names", text, &["entity", "form"]).unwrap_err().to_string();
        assert_eq!(say("a\tb\n"), "names.tsv: line 1: header is \"a\\tb\", expected entity form");
        assert_eq!(say("# x\nentity\tform\nA\n"), "names.tsv: line 3: 1 cells, expected 2");
        assert_eq!(say("entity\tform\nA\t b\n"), "names.tsv: line 2: blank at the end of \" b\"");
    }

    #[test]
    fn partial_dates_cover_what_they_may_mean() {
        let validity = Validity { from: Partial::parse("1991-12"), to: Partial::parse("2011") };
        let day = |iso| Day::parse(iso).unwrap();
        assert!(validity.touches(day("1991-12-05"), day("1991-12-05")));
        assert!(validity.touches(day("2011-12-31"), day("2012-01-05")));
        assert!(!validity.touches(day("1991-11-30"), day("1991-11-30")));
        assert!(!validity.touches(day("2012-01-01"), day("2012-01-01")));
        for bad in ["2017-13", "17", "2017-02-30", "2017-1-1", "x", "", "2017-01-01-01"] {
            assert_eq!(Partial::parse(bad), None, "{bad}");
        }
    }
}
