//! Text in columns: broken at the borders of words, by the width that characters have on a terminal.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::visible::cluster_shown;

/// One user-perceived character: what is shown of it, how wide, and which code point of the text it begins at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    pub(crate) shown: Cow<'t, str>,
    pub(crate) width: usize,
    pub(crate) at: u32,
}

/// The cells of a line of text whose first code point is number `at`.
pub(crate) fn cells(line: &str, mut at: u32) -> Vec<Cell<'_>> {
    let mut cells = Vec::with_capacity(line.len());
    for cluster in line.graphemes(true) {
        let shown = cluster_shown(cluster);
        let width = shown.width();
        cells.push(Cell { shown, width, at });
        at += cluster.chars().count() as u32;
    }
    cells
}

/// Cuts cells into lines of at most `columns` (`first` for the first one); white space at a cut is left out. A word
/// that is wider than a line is cut where it must be.
pub(crate) fn wrap(cells: &[Cell<'_>], first: usize, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut width = 0;
    // Where the next line would start if the line were cut at the last border of words.
    let mut border: Option<usize> = None;
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        let room = if lines.is_empty() { first } else { columns }.max(1);
        let is_space = cell.shown.chars().all(char::is_whitespace);
        if width + cell.width > room && at > start && !is_space {
            let next = border.filter(|&border| border > start).unwrap_or(at);
            lines.push(start..trimmed(cells, start, next));
            start = next;
            at = next;
            width = 0;
            border = None;
            continue;
        }
        width += cell.width;
        at += 1;
        // Wide characters (Chinese, Japanese) may part anywhere.
        if is_space || cell.width == 2 {
            border = Some(at);
        }
    }
    let end = trimmed(cells, start, cells.len());
    if start < end || lines.is_empty() {
        lines.push(start..end);
    }
    lines
}

fn trimmed(cells: &[Cell<'_>], start: usize, mut end: usize) -> usize {
    while end > start && cells.get(end - 1).is_some_and(|cell| cell.shown.trim().is_empty()) {
        end -= 1;
    }
    end
}

/// The lines of a short text, as they are shown.
pub(crate) fn lines(text: &str, first: usize, columns: usize) -> Vec<String> {
    let cells = cells(text, 0);
    wrap(&cells, first, columns)
        .into_iter()
        .map(|range| cells.get(range).unwrap_or_default().iter().map(|cell| cell.shown.as_ref()).collect())
        .collect()
}

/// Columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A text cut to `columns`, with an ellipsis if words were left out.
pub(crate) fn shortened(text: &str, columns: usize) -> String {
    let mut lines = lines(text, columns, columns);
    let one = lines.len() == 1;
    let mut first = if lines.is_empty() { String::new() } else { lines.swap_remove(0) };
    if !one {
        // Whole words, but for one that fills the line.
        if width(&first) + 2 > columns
            && let Some(at) = first.trim_end().rfind(' ')
        {
            first.truncate(at);
        }
        while width(&first) + 2 > columns {
            first.pop();
        }
        first.truncate(first.trim_end().len());
        first.push_str(" …");
    }
    first
}

/// Pads a text with blanks to `columns`.
pub(crate) fn padded(text: &str, columns: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_at_words() {
        assert_eq!(lines("one two three", 8, 8), ["one two", "three"]);
        assert_eq!(lines("one  two", 5, 5), ["one", "two"]);
        assert_eq!(lines("abcdefghij", 4, 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("a abcdefghij", 4, 4), ["a", "abcd", "efgh", "ij"]);
        assert_eq!(lines("one two", 3, 20), ["one", "two"]);
        assert_eq!(lines("", 8, 8), [""]);
        assert_eq!(lines("北京北京北京", 5, 5), ["北京", "北京", "北京"]);
        assert_eq!(shortened("one two three", 9), "one two …");
        assert_eq!(shortened("one two", 9), "one two");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "[a-zé 北👩\u{301}\u{202e}-]{0,80}", columns in 8usize..40) {
            let lines = lines(&text, columns, columns);
            for line in &lines {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
            let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&crate::show::visible::visible(&text)));
        }
    }
}
