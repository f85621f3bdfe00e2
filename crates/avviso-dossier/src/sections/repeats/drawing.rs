//! The drawing: pages as numbered dots, time from left to right, a row an outlet, undated pages apart, arrows.

use std::collections::{BTreeMap, BTreeSet};

use avviso_record::picture::{Copy, CopyRelation, Direction};
use serde::Serialize;

use crate::axis::{self, Axis, Tick};
use crate::pile::Leaf;
use crate::show::short;
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Drawing {
    height: u32,
    ticks: Vec<Tick>,
    rows: Vec<Row>,
    dots: Vec<Dot>,
    arrows: Vec<Arrow>,
    /// Where the undated stand, if there are any.
    undated: bool,
    /// Pages that found no room.
    rest: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    y: u32,
    name: String,
}

#[derive(Debug, Serialize)]
struct Dot {
    x: String,
    y: u32,
    number: usize,
    anchor: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Arrow {
    x1: String,
    y1: u32,
    x2: String,
    y2: u32,
    label_x: String,
    label_y: u32,
    class: &'static str,
    name: String,
    title: String,
    head: bool,
}

/// Rows and pages that a drawing can hold and still be read.
const ROWS: usize = 24;
const PAGES: usize = 60;
const ARROWS: usize = 80;
/// Dated pages stand from here to there, undated ones at the last place; in thousandths of the width.
const LEFT: u32 = 30;
const RIGHT: u32 = 830;
const UNDATED: u32 = 940;
const TOP: u32 = 40;
const ROW: u32 = 64;
/// Room that a dot takes.
const DOT: u32 = 45;

pub(super) fn drawing(view: &View<'_>, copies: &[&Copy]) -> Option<Drawing> {
    let pile = view.pile;
    let find = |page: &avviso_record::picture::PageRef| pile.find(&page.page, &page.source);
    let joined: BTreeSet<usize> =
        copies.iter().flat_map(|copy| [&copy.a, &copy.b]).filter_map(find).map(|leaf| leaf.number).collect();
    if joined.is_empty() {
        return None;
    }
    // Small dossiers show every page; of large ones those that share something.
    let all = pile.len() <= ROWS;
    let wanted: Vec<&Leaf> =
        pile.pages().iter().filter(|leaf| all || joined.contains(&leaf.number)).collect();
    let bounds = |leaf: &Leaf| {
        let published = leaf.record.article.published.as_ref()?;
        let (from, to) = (published.from.as_ref(), published.to.as_ref());
        from.and_then(axis::start).or_else(|| to.and_then(axis::start))
    };
    let axis = Axis::new(wanted.iter().filter_map(|leaf| bounds(leaf)));
    let place = |leaf: &Leaf| match (bounds(leaf), &axis) {
        (Some(at), Some(axis)) => LEFT + axis.place(at) * (RIGHT - LEFT) / 1000,
        (Some(_), None) => u32::midpoint(LEFT, RIGHT),
        (None, _) => UNDATED,
    };
    // One row an outlet, in order of its first page; pages of unnamed outlets share none.
    let mut rows: Vec<(String, Vec<u32>, u32)> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut spots: BTreeMap<usize, (u32, usize, u32)> = BTreeMap::new();
    let mut rest = 0;
    for leaf in &wanted {
        let key = leaf.outlet().map_or_else(|| format!("\u{0}{}", leaf.number), str::to_owned);
        let next = rows.len();
        let row = *by_name.entry(key).or_insert(next);
        if row == next {
            if rows.len() == ROWS || spots.len() == PAGES {
                rest += 1;
                continue;
            }
            let name = leaf.outlet().map_or_else(|| "outlet not named".to_owned(), |name| short(name, 40));
            rows.push((name, Vec::new(), 0));
        }
        let Some((_, lanes, _)) = rows.get_mut(row) else {
            rest += 1;
            continue;
        };
        let x = place(leaf);
        let lane = lanes.iter().position(|taken| x >= taken + DOT).unwrap_or(lanes.len());
        match lanes.get_mut(lane) {
            Some(taken) => *taken = x,
            None => lanes.push(x),
        }
        spots.insert(leaf.number, (x, row, lane as u32));
    }
    let mut y = TOP;
    for (_, lanes, top) in &mut rows {
        *top = y;
        y += ROW + (lanes.len().saturating_sub(1)) as u32 * 30;
    }
    let spot = |number: usize| {
        let (x, row, lane) = spots.get(&number)?;
        let (.., top) = rows.get(*row)?;
        Some((*x, top + 34 + lane * 30))
    };
    let dots = wanted
        .iter()
        .filter_map(|leaf| {
            let (x, y) = spot(leaf.number)?;
            let (anchor, label) = (leaf.anchor.clone(), leaf.label());
            Some(Dot { x: axis::percent(x), y, number: leaf.number, anchor, label })
        })
        .collect();
    let arrows = copies.iter().filter_map(|copy| {
        let (a, b) = (find(&copy.a)?, find(&copy.b)?);
        let (from, to) = if copy.direction == Direction::BToA { (b, a) } else { (a, b) };
        let ((x1, y1), (x2, y2)) = (spot(from.number)?, spot(to.number)?);
        let decided = copy.direction != Direction::Undecided;
        let quoted = copy.relation == CopyRelation::Quotation;
        let rules: Vec<&str> = copy.evidence.iter().map(|reason| reason.evidence.because.as_str()).collect();
        Some(Arrow {
            x1: axis::percent(x1),
            y1,
            x2: axis::percent(x2),
            y2,
            label_x: axis::percent(u32::midpoint(x1, x2)),
            label_y: u32::midpoint(y1, y2),
            class: if quoted {
                "shares"
            } else if decided {
                "copies"
            } else {
                "open"
            },
            name: if quoted {
                String::new()
            } else {
                format!("{} {}", copy.id, copy.relation.as_str().replace('_', " "))
            },
            title: format!("{}: {}, {}", copy.id, copy.relation.as_str().replace('_', " "), rules.join(", ")),
            head: decided && !quoted,
        })
    });
    let arrows: Vec<Arrow> = arrows.take(ARROWS).collect();
    let ticks = axis.as_ref().map(Axis::ticks).unwrap_or_default();
    let ticks = ticks.into_iter().map(|tick| tick.within(LEFT, RIGHT)).collect();
    Some(Drawing {
        height: y,
        ticks,
        dots,
        arrows,
        undated: wanted.iter().any(|leaf| bounds(leaf).is_none()),
        rest,
        rows: rows.into_iter().map(|(name, _, top)| Row { y: top, name }).collect(),
    })
}
