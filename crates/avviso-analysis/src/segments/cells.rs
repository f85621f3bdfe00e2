//! Cells: the stretches of text that no sentence and no quotation crosses.
//!
//! A cell ends where any region starts or ends (a byline inside an embedded post is a cell of its own) and at a line
//! break, unless the lines of its region are one paragraph wrapped at a width.

use avviso_text::{Article, RegionKind, Span, Text};

/// Lines of a wrapped paragraph are at least this long (in bytes), the last one aside.
const WRAPPED_LINE: usize = 40;

/// One stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Where, without white space at the ends. Never empty.
    pub(crate) span: Span<Text>,
    /// The index of its block in `Article::blocks`; `None` outside all regions.
    pub(crate) block: Option<usize>,
    /// The innermost region that holds it.
    pub(crate) kind: Option<RegionKind>,
    /// The outermost region that holds it.
    pub(crate) outer: Option<RegionKind>,
}

/// Cuts the article into cells, in order. Every character that is not white space lies in one.
pub(crate) fn cells(article: &Article) -> Vec<Cell> {
    let regions = article.regions();
    let mut borders: Vec<usize> = vec![0, article.text().len()];
    for region in regions {
        borders.push(region.span.start());
        borders.push(region.span.end());
    }
    borders.sort_unstable();
    borders.dedup();
    let mut out = Vec::new();
    let mut open: Vec<(RegionKind, usize)> = Vec::new();
    let mut next = 0;
    let mut blocks = 0;
    for pair in borders.windows(2) {
        let &[start, end] = pair else { continue };
        while open.last().is_some_and(|(_, until)| *until <= start) {
            open.pop();
        }
        while let Some(region) = regions.get(next).filter(|region| region.span.start() <= start) {
            if open.is_empty() {
                blocks += 1;
            }
            open.push((region.kind, region.span.end()));
            next += 1;
        }
        let place = Cell {
            span: article.whole().before(),
            block: if open.is_empty() { None } else { Some(blocks - 1) },
            kind: open.last().map(|(kind, _)| *kind),
            outer: open.first().map(|(kind, _)| *kind),
        };
        push_lines(article, start, end, place, &mut out);
    }
    out
}

/// Cuts one stretch between borders at its line breaks.
fn push_lines(article: &Article, start: usize, end: usize, place: Cell, out: &mut Vec<Cell>) {
    let Some(words) = article.text().get(start..end) else { return };
    let wrapped = place.block.is_some() && is_wrapped(words);
    let mut at = start;
    let mut from = start;
    let mut push = |from: usize, to: usize| {
        if let Some(span) =
            article.span(from..to).map(|span| article.trim(span)).filter(|span| !span.is_empty())
        {
            out.push(Cell { span, ..place });
        }
    };
    for line in words.split_inclusive('\n') {
        at += line.len();
        let blank = line.trim().is_empty();
        if !wrapped || blank {
            push(from, at);
            from = at;
        }
    }
    push(from, end);
}

/// Whether the lines are one paragraph broken at a width: all but the last of a run are long, and one goes on in
/// lower case.
fn is_wrapped(words: &str) -> bool {
    let mut goes_on = false;
    let mut before: Option<&str> = None;
    for line in words.lines() {
        let line = line.trim();
        if let Some(before) = before.filter(|before| !before.is_empty())
            && !line.is_empty()
        {
            if before.len() < WRAPPED_LINE {
                return false;
            }
            goes_on |= line.chars().next().is_some_and(char::is_lowercase);
        }
        before = Some(line);
    }
    goes_on
}
