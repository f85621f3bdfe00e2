//! Furniture of the other's outlet was copied along.
//!
//! Right: "Sign up for the Tarn Courier morning newsletter" on a page of another outlet. Wrong: "Voters signed up in
//! hundreds, Tarn Courier said", "He subscribes to the Tarn Courier".

use std::ops::Range;

use super::super::leaf::Leaf;
use super::super::lines::Line;
use super::super::rule::RuleId;
use super::{Rank, Reason, reason};

const LEFTOVER: RuleId = RuleId::new("copy.leftover");

/// Words of the longest line that is furniture.
const FURNITURE: usize = 24;

/// How lines begin that ask the reader for something.
const ASKS: &[&str] = &[
    "sign up",
    "subscribe",
    "follow",
    "like",
    "join",
    "support",
    "donate",
    "download",
    "get the",
    "get our",
    "become a member",
    "register",
    "listen to",
    "watch more",
    "click here",
    "read more from",
    "more from",
    "want more",
    "enjoy",
    "share your",
    "to subscribe",
    "start your",
    "sign in",
    "log in",
];

/// A line of the page that names the outlet at `place`.
pub(super) fn of_line(copy: &Leaf, line: &Line<'_>, place: &Range<usize>) -> Option<Reason> {
    let lower = line.words.to_lowercase();
    // "The Tarn Courier is funded by its readers. Subscribe to …": any sentence of the line may ask.
    let asks = lower.contains("newsletter")
        || lower.split(['.', '!', '?']).any(|sentence| {
            let start = sentence.trim_start_matches(|c: char| !c.is_alphabetic());
            ASKS.iter().any(|ask| super::starts_with(start, ask))
        });
    (asks && !line.is_longer_than(FURNITURE))
        .then(|| reason(Rank::Trace, LEFTOVER, line.at(copy, place.clone())))
}
