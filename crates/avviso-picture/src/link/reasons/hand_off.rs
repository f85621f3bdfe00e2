//! The page stops, and sends the reader on to the rest, which the other page has.
//!
//! Right: two paragraphs of the other page, then "To continue reading: …", "Read the rest". Wrong: the same line below a
//! page that has more than the other; "Read more: Five herring recipes" below a whole article.

use avviso_record::At;

use super::super::leaf::Leaf;
use super::super::lines::lines;
use super::super::rule::RuleId;
use super::{Rank, Reason, Shares, reason, starts_with};

const HAND_OFF: RuleId = RuleId::new("copy.hand-off");

/// Words of the longest line that hands off.
const LINE: usize = 40;

/// How lines begin that hand off.
const ON: &[&str] = &[
    "to continue reading",
    "continue reading",
    "continue to",
    "keep reading",
    "read the rest",
    "read the full",
    "read the whole",
    "read the entire",
    "read the remainder",
    "click here to read",
    "click to read",
    "to read the rest",
    "to read the full",
    "to read more",
    "full story",
    "full article",
    "the full story",
    "the full article",
    "the rest of this",
    "for the full",
    "for the rest",
];

/// Looks for a line that hands off, on a page whose prose is on the other, which has more.
pub(super) fn of(copy: &Leaf, source: &Leaf, shares: Shares) -> Option<Reason> {
    let (part, all) = shares.copy;
    let is_inside = part * 10 >= all * 8 && shares.source.1 > all && source.excerpt.is_none();
    if !is_inside {
        return None;
    }
    hands_off(copy).map(|at| reason(Rank::Trace, HAND_OFF, at))
}

/// Gives the place where a page hands off.
fn hands_off(leaf: &Leaf) -> Option<At> {
    if let Some(evidence) = &leaf.excerpt {
        return Some(evidence.at);
    }
    lines(leaf).find_map(|line| {
        let start = line.words.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let hands_off = !line.is_longer_than(LINE) && ON.iter().any(|on| starts_with(&start, on));
        hands_off.then(|| line.at(leaf, 0..line.words.len()))
    })
}
