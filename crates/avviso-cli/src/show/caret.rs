//! Words in their context, with carets under them.
//!
//! Prose lies in long lines, so the context is wrapped and each part of a fact has carets of its own line, as
//! compilers point into code:
//!
//! ```text
//!     “We will not sign this paper,” the Norwegian fisheries minister told
//!     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content
//!                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ source
//! ```

use std::ops::Range;

use avviso_record::{CharSpan, Record, TextIndex};

use super::layout::{self, cells, wrap};
use super::pretty::Sheet;
use super::style::{FAINT, PLAIN, SOURCE};

const MARGIN: &str = "    ";
/// Stretches of context that are shown.
const STRETCHES: usize = 6;

/// A part of a fact: what it is called, and where.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) span: CharSpan,
}

/// Shows the sentences that hold the parts, with carets.
pub(crate) fn show(sheet: &mut Sheet, record: &Record, parts: &[Part]) {
    let index = TextIndex::new(&record.text);
    let stretches = stretches(record, parts);
    for (number, stretch) in stretches.iter().enumerate() {
        if number == STRETCHES {
            let more = super::count(stretches.len() - number, "place", "places");
            sheet.styled(&[(FAINT, &format!("{MARGIN}… and {more} more"))]);
            break;
        }
        if number > 0 {
            sheet.styled(&[(FAINT, &format!("{MARGIN}…"))]);
        }
        let Some(text) = span(stretch).and_then(|span| index.slice(span)) else { continue };
        let mut at = stretch.start;
        for line in text.split('\n') {
            if !line.trim().is_empty() {
                show_line(sheet, line, at, parts);
            }
            at += line.chars().count() as u32 + 1;
        }
    }
}

fn show_line(sheet: &mut Sheet, line: &str, at: u32, parts: &[Part]) {
    let cells = cells(line, at);
    let measure = sheet.measure().saturating_sub(MARGIN.len()).max(10);
    for range in wrap(&cells, measure, measure) {
        let line = cells.get(range).unwrap_or_default();
        let words: String = line.iter().map(|cell| cell.shown.as_ref()).collect();
        sheet.styled(&[(PLAIN, MARGIN), (PLAIN, &words)]);
        // One line of carets for the parts of one name, in the order in which the fact names them.
        let mut names: Vec<&str> = Vec::new();
        for part in parts {
            if !names.contains(&part.name.as_str()) {
                names.push(&part.name);
            }
        }
        for name in names {
            let held = |at: u32| {
                parts.iter().any(|part| part.name == name && part.span.start() <= at && at < part.span.end())
            };
            let mut carets = String::new();
            for cell in line {
                let sign = if held(cell.at) { '^' } else { ' ' };
                carets.extend(std::iter::repeat_n(sign, cell.width));
            }
            if carets.contains('^') {
                let carets = carets.trim_end();
                // The name stands behind the carets, or before them where that is too narrow.
                if layout::width(name) + 1 + carets.len() <= measure {
                    sheet.styled(&[(PLAIN, MARGIN), (SOURCE, carets), (PLAIN, " "), (FAINT, name)]);
                } else if carets.len() - carets.trim_start().len() > layout::width(name) {
                    let blanks = carets.len() - carets.trim_start().len() - layout::width(name) - 1;
                    let head = format!("{}{name} ", " ".repeat(blanks));
                    sheet.styled(&[(PLAIN, MARGIN), (FAINT, &head), (SOURCE, carets.trim_start())]);
                } else {
                    sheet.styled(&[(PLAIN, MARGIN), (SOURCE, carets)]);
                    sheet.styled(&[(PLAIN, MARGIN), (FAINT, name)]);
                }
            }
        }
    }
}

fn span(range: &Range<u32>) -> Option<CharSpan> {
    CharSpan::new(range.start, range.end).ok()
}

/// The sentences that hold a part, with the one before and the one behind in the same line; touching ones joined.
/// Where the record has no sentences, the lines.
fn stretches(record: &Record, parts: &[Part]) -> Vec<Range<u32>> {
    let mut units: Vec<Range<u32>> = record.sentences.iter().map(|s| s.start()..s.end()).collect();
    let mut lines: Vec<Range<u32>> = Vec::new();
    let mut at = 0;
    for line in record.text.split('\n') {
        let end = at + line.chars().count() as u32;
        lines.push(at..end);
        at = end + 1;
    }
    if units.is_empty() {
        units.clone_from(&lines);
    }
    let line_of = |unit: &Range<u32>| lines.partition_point(|line| line.end < unit.start);
    let holds = |unit: &Range<u32>, part: &Part| {
        part.span.start() < unit.end && unit.start < part.span.end()
            || (part.span.is_empty() && unit.start <= part.span.start() && part.span.start() <= unit.end)
    };
    let mut chosen: Vec<Range<u32>> = Vec::new();
    let mut order: Vec<&Part> = parts.iter().collect();
    order.sort_by_key(|part| part.span);
    for part in order {
        let first = units.partition_point(|unit| unit.end <= part.span.start() && !part.span.is_empty());
        let held: Vec<usize> = units
            .iter()
            .enumerate()
            .skip(first.saturating_sub(1))
            .take_while(|(_, unit)| unit.start <= part.span.end())
            .filter(|(_, unit)| holds(unit, part))
            .map(|(index, _)| index)
            .collect();
        let (Some(&first), Some(&last)) = (held.first(), held.last()) else { continue };
        let mut stretch = units.get(first).map_or(0, |u| u.start)..units.get(last).map_or(0, |u| u.end);
        if let Some(before) = first.checked_sub(1).and_then(|i| units.get(i))
            && units.get(first).is_some_and(|unit| line_of(unit) == line_of(before))
        {
            stretch.start = before.start;
        }
        if let Some(behind) = units.get(last + 1)
            && units.get(last).is_some_and(|unit| line_of(unit) == line_of(behind))
        {
            stretch.end = behind.end;
        }
        match chosen.last_mut() {
            Some(previous) if previous.end + 2 >= stretch.start => {
                previous.end = previous.end.max(stretch.end);
            }
            _ => chosen.push(stretch),
        }
    }
    chosen
}
