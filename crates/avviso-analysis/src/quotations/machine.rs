//! The state machine over one cell.

use std::ops::Range;

use crate::quotations::marks::{Facing, Family, Mark, mark, may_close, may_open};

/// A quoted stretch of one cell, as byte ranges of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// With its marks.
    pub(crate) span: Range<usize>,
    /// Without its marks.
    pub(crate) inner: Range<usize>,
    /// How many stretches hold it.
    pub(crate) depth: u8,
    /// Whether its closing mark was found.
    pub(crate) closed: bool,
}

/// What one cell holds.
#[derive(Debug, Default)]
pub(crate) struct CellQuotations {
    /// The stretches by start, the longer first.
    pub(crate) list: Vec<Stretch>,
    /// Whether quotations deeper than the limit were flattened.
    pub(crate) too_deep: bool,
}

#[derive(Debug, Clone, Copy)]
struct Open {
    family: Family,
    low: bool,
    /// » that opens: the quotation closes with «.
    reversed: bool,
    start: usize,
    inner: usize,
}

/// Reads the quotations of one cell from left to right. Linear: each mark is looked at once, and the stack is at most
/// `limit` + 1 high.
pub(crate) fn read(words: &str, limit: usize) -> CellQuotations {
    let last_single = last_single_closer(words);
    let mut found = CellQuotations::default();
    let mut stack: Vec<Open> = Vec::new();
    let mut before: Option<char> = None;
    let mut at = 0;
    while let Some(rest) = words.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let Some(this) = mark(rest, before) else {
            before = Some(first);
            at += first.len_utf8();
            continue;
        };
        let end = at + this.len;
        let after = words.get(end..).and_then(|rest| rest.chars().next());
        match decide(this, &stack, before, after, at, last_single) {
            Act::Open { reversed } => {
                if stack.len() > limit {
                    found.too_deep = true;
                } else {
                    stack.push(Open { family: this.family, low: this.low, reversed, start: at, inner: end });
                }
            }
            Act::Close(index) => {
                // What was opened inside and not closed was no quotation.
                stack.truncate(index + 1);
                if let Some(open) = stack.pop() {
                    found.list.push(Stretch {
                        span: open.start..end,
                        inner: open.inner..at,
                        depth: stack.len() as u8,
                        closed: true,
                    });
                }
            }
            Act::Nothing => {}
        }
        before = words.get(at..end).and_then(|mark| mark.chars().next_back());
        at = end;
    }
    // Of what stays open only the outermost double mark counts, and only if nothing inside it closed: then that one
    // was the quotation and this a stray mark.
    if let Some(open) = stack.iter().find(|open| open.family != Family::Single) {
        let stray = found.list.iter().any(|stretch| stretch.span.start > open.start && stretch.depth > 0);
        if stray {
            let from = open.start;
            for stretch in &mut found.list {
                if stretch.span.start > from {
                    stretch.depth = stretch.depth.saturating_sub(1);
                }
            }
        } else {
            found.list.push(Stretch {
                span: open.start..words.len(),
                inner: open.inner..words.len(),
                depth: 0,
                closed: false,
            });
        }
    }
    found.list.sort_by_key(|stretch| (stretch.span.start, std::cmp::Reverse(stretch.span.end)));
    // A stray single mark may have raised the depth of what came after it: count again by nesting.
    let mut ends: Vec<usize> = Vec::new();
    for stretch in &mut found.list {
        while ends.last().is_some_and(|end| *end <= stretch.span.start) {
            ends.pop();
        }
        stretch.depth = ends.len() as u8;
        ends.push(stretch.span.end);
    }
    found
}

enum Act {
    Open { reversed: bool },
    Close(usize),
    Nothing,
}

fn decide(
    this: Mark,
    stack: &[Open],
    before: Option<char>,
    after: Option<char>,
    at: usize,
    last_single: Option<usize>,
) -> Act {
    let open = stack.iter().rposition(|open| open.family == this.family);
    let (opens, closes) = (may_open(before, after), may_close(before, after));
    match this.family {
        Family::Guillemet => match (open, this.facing) {
            (Some(index), facing) => {
                let reversed = stack.get(index).is_some_and(|open| open.reversed);
                let closing = (facing == Facing::Close) != reversed;
                if closing { Act::Close(index) } else { Act::Open { reversed } }
            }
            (None, Facing::Close) if opens => Act::Open { reversed: true },
            (None, Facing::Close) => Act::Nothing,
            (None, Facing::Open | Facing::Either) => Act::Open { reversed: false },
        },
        Family::Double => match (open, this.facing) {
            // „…“
            (Some(index), Facing::Open) if !this.low && stack.get(index).is_some_and(|open| open.low) => {
                Act::Close(index)
            }
            // A wrong-way mark at the end of words closes.
            (Some(index), Facing::Open) if closes && !opens => Act::Close(index),
            (_, Facing::Open) => Act::Open { reversed: false },
            (Some(index), Facing::Close) => Act::Close(index),
            (Some(index), Facing::Either) => {
                if opens && !closes && before.is_some_and(|c| c.is_whitespace() || c == '(' || c == '[') {
                    Act::Open { reversed: false }
                } else {
                    Act::Close(index)
                }
            }
            (None, Facing::Close | Facing::Either) => {
                if opens {
                    Act::Open { reversed: false }
                } else {
                    Act::Nothing
                }
            }
        },
        Family::Single => match (open, this.facing) {
            (Some(index), Facing::Close | Facing::Either) if closes => Act::Close(index),
            (None, Facing::Open) if this.low || (opens && starts_words(after)) => {
                Act::Open { reversed: false }
            }
            // ’ as opener is nearly always an apostrophe: ’90s, ’em.
            (None, Facing::Either)
                if opens && starts_words(after) && last_single.is_some_and(|last| last > at) =>
            {
                Act::Open { reversed: false }
            }
            _ => Act::Nothing,
        },
    }
}

/// Whether a single quotation may begin with this character: not with a digit ('90s).
fn starts_words(after: Option<char>) -> bool {
    after.is_some_and(|c| {
        c.is_alphabetic() || matches!(c, '[' | '(' | '“' | '"' | '…' | '.' | '@' | '#' | '$')
    })
}

/// Where the last straight single mark stands that could close: something before it, no letter after.
fn last_single_closer(words: &str) -> Option<usize> {
    words.rmatch_indices('\'').map(|(at, _)| at).find(|at| {
        let before = words.get(..*at).and_then(|before| before.chars().next_back());
        let after = words.get(at + 1..).and_then(|after| after.chars().next());
        before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric())
    })
}
