//! When the pages were published: dated ones on a line, undated ones in a tray, never placed.

use serde::Serialize;

use crate::axis::{self, Axis, Tick, percent};
use crate::sections::statements::{Because, because};
use crate::show::{Sure, date, short, sure};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Dates {
    dated: Vec<Row>,
    undated: Vec<Row>,
    line: Option<Line>,
}

#[derive(Debug, Serialize)]
struct Row {
    page: String,
    number: usize,
    page_name: String,
    outlet: Option<String>,
    when: String,
    sure: Option<Sure>,
    because: Vec<Because>,
    candidates: Vec<String>,
}

/// The drawing: its table twin is the source of truth.
#[derive(Debug, Serialize)]
struct Line {
    height: usize,
    ticks: Vec<Tick>,
    bars: Vec<Bar>,
    /// Pages that found no room; the table has them.
    rest: usize,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: String,
    width: String,
    y: usize,
    /// Where the page's number stands, and whether to the left of its bar.
    label_x: String,
    left: bool,
    number: usize,
    open: bool,
}

const ROW: usize = 18;
const TOP: usize = 26;
/// Room for a page's number, in thousandths of the line.
const LABEL: u32 = 40;
const LANES: usize = 20;

pub(crate) fn rows(view: &View<'_>) -> Dates {
    let (mut dated, mut undated, mut bounds) = (Vec::new(), Vec::new(), Vec::new());
    for leaf in view.pile.pages() {
        let article = &leaf.record.article;
        let candidates = article.candidates.published.iter();
        let mut row = Row {
            page: leaf.anchor.clone(),
            number: leaf.number,
            page_name: short(&leaf.name(), 90),
            outlet: leaf.outlet().map(str::to_owned),
            when: String::new(),
            sure: None,
            because: Vec::new(),
            candidates: candidates.map(|c| format!("{} ({})", date(c), sure(c.confidence).word)).collect(),
        };
        if let Some(published) = &article.published {
            row.when = date(published);
            row.sure = Some(sure(published.confidence));
            row.because = because(leaf, &published.evidence);
            let from = published.from.as_ref().and_then(axis::start);
            let to = published.to.as_ref().and_then(axis::end);
            bounds.push((leaf.number, from, to));
            dated.push(row);
        } else {
            let told = leaf.record.diagnostics.iter().find(|d| d.code == "undated");
            row.when = told.map_or_else(|| "undated".to_owned(), |d| d.message.clone());
            undated.push(row);
        }
    }
    Dates { line: line(&bounds), dated, undated }
}

/// Draws pages on a line, each in the first lane that has room for it and its number.
fn line(pages: &[(usize, Option<i64>, Option<i64>)]) -> Option<Line> {
    let axis = Axis::new(pages.iter().flat_map(|(_, from, to)| [*from, *to]).flatten())?;
    let mut lanes: Vec<u32> = Vec::new();
    let (mut bars, mut rest) = (Vec::new(), 0);
    for (number, from, to) in pages {
        if from.is_none() && to.is_none() {
            continue;
        }
        let start = from.map_or(0, |at| axis.place(at));
        let end = to.map_or(1000, |at| axis.place(at)).max(start);
        let width = (end - start).max(6).min(1000 - start.min(994));
        let start = start.min(994);
        let left = start + width + LABEL > 1000;
        let (low, high) =
            if left { (start.saturating_sub(LABEL), start + width) } else { (start, start + width + LABEL) };
        let lane = lanes.iter().position(|taken| *taken <= low).unwrap_or(lanes.len());
        if lane == LANES {
            rest += 1;
            continue;
        }
        match lanes.get_mut(lane) {
            Some(taken) => *taken = high,
            None => lanes.push(high),
        }
        bars.push(Bar {
            x: percent(start),
            width: percent(width),
            y: TOP + lane * ROW,
            label_x: percent(if left { start } else { start + width }),
            left,
            number: *number,
            open: from.is_none() || to.is_none(),
        });
    }
    Some(Line { height: TOP + lanes.len() * ROW + 4, ticks: axis.ticks(), bars, rest })
}
