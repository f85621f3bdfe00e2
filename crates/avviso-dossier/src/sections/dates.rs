//! When the pages were published: dated ones on a line, undated ones in a tray, never placed.

use serde::Serialize;

use crate::pile::Pile;
use crate::sections::statements::{Because, because, short};
use crate::show::{Sure, date, sure};

#[derive(Debug, Serialize)]
pub(crate) struct Dates {
    dated: Vec<Row>,
    undated: Vec<Row>,
    from: Option<String>,
    to: Option<String>,
    height: u32,
    /// Whether there is a stretch of time to draw.
    line: bool,
}

#[derive(Debug, Serialize)]
struct Row {
    page: String,
    page_name: String,
    outlet: Option<String>,
    when: String,
    sure: Option<Sure>,
    because: Vec<Because>,
    candidates: Vec<String>,
    /// Place on the line, 0 to 1000: left end, width, and the row's height.
    x: u32,
    width: u32,
    y: u32,
    open_left: bool,
    open_right: bool,
    #[serde(skip)]
    bounds: (Option<i64>, Option<i64>),
}

const WIDTH: u32 = 1000;
const ROW: u32 = 14;

pub(crate) fn rows(pile: &Pile) -> Dates {
    let (mut dated, mut undated) = (Vec::new(), Vec::new());
    for leaf in pile.pages() {
        let article = &leaf.record.article;
        let mut row = Row {
            page: leaf.anchor.clone(),
            page_name: short(&leaf.name(), 90),
            outlet: leaf.outlet().map(str::to_owned),
            when: String::new(),
            sure: None,
            because: Vec::new(),
            candidates: article
                .candidates
                .published
                .iter()
                .map(|c| format!("{} ({})", date(c), sure(c.confidence).word))
                .collect(),
            x: 0,
            width: 0,
            y: 0,
            open_left: false,
            open_right: false,
            bounds: (None, None),
        };
        if let Some(published) = &article.published {
            row.when = date(published);
            row.sure = Some(sure(published.confidence));
            row.because = because(leaf, &published.evidence);
            row.bounds = (
                published.from.as_ref().and_then(|d| day_number(d.day())),
                published.to.as_ref().and_then(|d| day_number(d.day())),
            );
            dated.push(row);
        } else {
            let told = leaf.record.diagnostics.iter().find(|d| d.code == "undated");
            row.when = told.map_or_else(|| "undated".to_owned(), |d| d.message.clone());
            undated.push(row);
        }
    }
    dated.sort_by(|a, b| {
        let at = |row: &Row| (row.bounds.0.or(row.bounds.1), row.bounds.1);
        at(a).cmp(&at(b)).then(a.page.cmp(&b.page))
    });
    let ends: Vec<i64> = dated.iter().flat_map(|row| [row.bounds.0, row.bounds.1]).flatten().collect();
    let (low, high) = (ends.iter().min().copied().unwrap_or(0), ends.iter().max().copied().unwrap_or(0));
    let place = |day: i64| -> u32 {
        let range = (high - low).max(1);
        u32::try_from((day - low) * i64::from(WIDTH - 10) / range).unwrap_or(0)
    };
    for (index, row) in dated.iter_mut().enumerate() {
        row.y = index as u32 * ROW + 4;
        row.open_left = row.bounds.0.is_none();
        row.open_right = row.bounds.1.is_none();
        let start = row.bounds.0.map_or(0, place);
        let end = row.bounds.1.map_or(WIDTH - 10, place);
        row.x = start;
        row.width = end.saturating_sub(start).max(8);
    }
    Dates {
        from: (!ends.is_empty()).then(|| day_text(low)),
        to: (!ends.is_empty()).then(|| day_text(high)),
        height: dated.len() as u32 * ROW + 8,
        line: low < high,
        dated,
        undated,
    }
}

/// Days since 0000-03-01 of a day `YYYY-MM-DD` (proleptic Gregorian).
fn day_number(day: &str) -> Option<i64> {
    let year: i64 = day.get(..4)?.parse().ok()?;
    let month: i64 = day.get(5..7)?.parse().ok()?;
    let of_month: i64 = day.get(8..10)?.parse().ok()?;
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    Some(year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year)
}

/// The inverse of [`day_number`].
fn day_text(number: i64) -> String {
    let (era, of_era) = (number.div_euclid(146_097), number.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_written_back() {
        for day in ["1962-10-22", "2000-02-29", "2017-12-03", "1900-03-01", "0001-01-01"] {
            assert_eq!(day_text(day_number(day).unwrap()), day);
        }
        assert_eq!(day_number("1970-01-02").unwrap() - day_number("1969-12-31").unwrap(), 2);
    }
}
