//! Furniture of the other's outlet was copied along.
//!
//! Right: "Sign up for the Tarn Courier morning newsletter" and "See more stories on the Tarn Courier's business page." on a
//! page of another outlet. Wrong: "Voters signed up in
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
    "see more",
    "enjoy",
    "share your",
    "to subscribe",
    "start your",
    "sign in",
    "log in",
];

/// A line of the page that names the outlet at `place`: the sentence around the name asks for something.
pub(super) fn of_line(copy: &Leaf, line: &Line<'_>, place: &Range<usize>) -> Option<Reason> {
    let sentence = sentence_around(line.words, place);
    let words = &line.words[sentence];
    let start = words.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let asks = ASKS.iter().any(|ask| super::starts_with(&start, ask)) || start.contains("newsletter");
    (asks && words.split_whitespace().nth(FURNITURE).is_none())
        .then(|| reason(Rank::Trace, LEFTOVER, line.at(copy, place.clone())))
}

/// The sentence of a line that holds `place`: from behind the last full stop with a space before it to the next one.
fn sentence_around(line: &str, place: &Range<usize>) -> Range<usize> {
    const STOPS: [&str; 3] = [". ", "! ", "? "];
    let from = STOPS.iter().filter_map(|stop| line[..place.start].rfind(stop)).max().map_or(0, |at| at + 2);
    let to = STOPS
        .iter()
        .filter_map(|stop| line[place.end..].find(stop))
        .min()
        .map_or(line.len(), |at| place.end + at + 1);
    from..to
}
