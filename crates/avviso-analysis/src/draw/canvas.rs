//! Text folded at a width with marks under its lines.

use std::ops::Range;

/// One stretch to be underlined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// The character of the line.
    pub(super) stroke: char,
    /// What stands at its start, as far as it has room.
    pub(super) label: String,
}

/// A folded line: its bytes.
fn fold(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        let mut start = at;
        while start < end {
            let stop = fold_at(text, start, end, width);
            lines.push(start..stop);
            start = stop;
            // The space at a fold is not drawn at the next line's start.
            while start < end && text.get(start..end).is_some_and(|rest| rest.starts_with(' ')) {
                start += 1;
            }
        }
        if at == end {
            lines.push(at..at);
        }
        at += line.len();
    }
    lines
}

fn fold_at(text: &str, start: usize, end: usize, width: usize) -> usize {
    let rest = text.get(start..end).unwrap_or_default();
    let mut space = None;
    for (column, (at, c)) in rest.char_indices().enumerate() {
        if column >= width {
            return start + space.unwrap_or(at).max(1);
        }
        if c == ' ' && at > 0 {
            space = Some(at);
        }
    }
    end
}

/// The drawing.
pub(super) fn draw(text: &str, marks: &[Mark], width: usize) -> String {
    let mut marks: Vec<&Mark> = marks.iter().filter(|mark| mark.range.start < mark.range.end).collect();
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
    let mut out = String::new();
    let mut first = 0;
    for line in fold(text, width) {
        let words = text.get(line.clone()).unwrap_or_default();
        out.extend(words.trim_end().chars().map(|c| if c.is_control() || is_bidi(c) { '·' } else { c }));
        out.push('\n');
        // Marks that ended before this line will not come again.
        while marks.get(first).is_some_and(|mark| mark.range.end <= line.start) {
            first += 1;
        }
        let mut rows: Vec<Vec<char>> = Vec::new();
        for mark in marks.iter().skip(first).take_while(|mark| mark.range.start < line.end) {
            let from = mark.range.start.max(line.start);
            let to = mark.range.end.min(line.end);
            if from >= to {
                continue;
            }
            let column = |at: usize| text.get(line.start..at).map_or(0, |before| before.chars().count());
            place(&mut rows, mark, column(from), column(to), from == mark.range.start);
        }
        for row in rows {
            let row: String = row.into_iter().collect();
            out.push_str(row.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Direction marks could turn the drawing round.
pub(super) fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Puts a mark into the first row where it has room.
fn place(rows: &mut Vec<Vec<char>>, mark: &Mark, from: usize, to: usize, begins: bool) {
    let free = |row: &Vec<char>| (from..to).all(|at| row.get(at).is_none_or(|c| *c == ' '));
    let index = rows.iter().position(free).unwrap_or_else(|| {
        rows.push(Vec::new());
        rows.len() - 1
    });
    let Some(row) = rows.get_mut(index) else { return };
    while row.len() < to {
        row.push(' ');
    }
    let label: Vec<char> = if begins { mark.label.chars().collect() } else { Vec::new() };
    for (offset, slot) in row.iter_mut().take(to).skip(from).enumerate() {
        *slot = label.get(offset).copied().unwrap_or(mark.stroke);
    }
}
