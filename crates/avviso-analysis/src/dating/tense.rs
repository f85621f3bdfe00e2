//! Whether a clause tells of something as past or as still to come.

use std::ops::Range;

/// As what a clause tells of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It has been.
    Past,
    /// It is to come.
    Future,
    /// Neither can be told.
    Unclear,
}

/// Words looked at on each side.
const WINDOW: usize = 14;
/// Bytes looked at on each side.
const REACH: usize = 240;

/// The tense of the clause around `range`: the nearest word before it that shows one, else the nearest after it.
pub(super) fn tense(text: &str, range: Range<usize>) -> Tense {
    let mut from = range.start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = (range.end + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let before = text.get(from..range.start).unwrap_or_default();
    let after = text.get(range.end..to).unwrap_or_default();
    // Only the sentence that holds it: a full stop before a capital, or a break, ends it.
    let before = before.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    let after = after.split(['.', '!', '?', '\n', ';']).next().unwrap_or_default();
    let back: Vec<&str> = words(before).collect();
    let mut next = "";
    for (steps, word) in back.iter().rev().enumerate() {
        if steps >= WINDOW {
            break;
        }
        if matches!(*word, "by" | "until" | "till") && steps == 0 {
            return Tense::Future;
        }
        if is_future(word) || (*word == "to" && is_plain_verb(next) && steps > 0) {
            return Tense::Future;
        }
        // "will be held"
        let passive = back
            .len()
            .checked_sub(steps + 2)
            .and_then(|at| back.get(at))
            .is_some_and(|w| matches!(*w, "be" | "being"));
        if is_past(word) && !passive {
            return Tense::Past;
        }
        next = word;
    }
    for word in words(after).take(WINDOW) {
        if is_future(word) {
            return Tense::Future;
        }
        if is_past(word) {
            return Tense::Past;
        }
    }
    Tense::Unclear
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_future(word: &str) -> bool {
    matches!(
        word,
        "will"
            | "shall"
            | "upcoming"
            | "next"
            | "planned"
            | "scheduled"
            | "due"
            | "plans"
            | "expected"
            | "forthcoming"
    )
}

fn is_past(word: &str) -> bool {
    let irregular = matches!(
        word,
        "was"
            | "were"
            | "had"
            | "did"
            | "said"
            | "came"
            | "went"
            | "took"
            | "made"
            | "met"
            | "began"
            | "became"
            | "broke"
            | "brought"
            | "built"
            | "cut"
            | "fell"
            | "fought"
            | "found"
            | "gave"
            | "got"
            | "grew"
            | "held"
            | "kept"
            | "led"
            | "left"
            | "lost"
            | "ran"
            | "rose"
            | "sank"
            | "sent"
            | "shot"
            | "spoke"
            | "spent"
            | "stood"
            | "struck"
            | "told"
            | "thought"
            | "withdrew"
            | "won"
            | "wrote"
            | "flew"
            | "fled"
            | "saw"
            | "ago"
            | "since"
    );
    irregular
        || (word.len() > 4
            && word.ends_with("ed")
            && word.starts_with(char::is_lowercase)
            && !matches!(word, "indeed" | "hundred" | "united" | "need" | "speed" | "exceed"))
}

/// Whether a word may be a verb's plain form after "to": lower case, no article or pronoun.
fn is_plain_verb(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && !matches!(
            word,
            "the"
                | "a"
                | "an"
                | "its"
                | "his"
                | "her"
                | "their"
                | "our"
                | "my"
                | "your"
                | "this"
                | "that"
                | "these"
                | "those"
                | "all"
                | "both"
                | "some"
                | "any"
                | "it"
                | "him"
                | "them"
                | "us"
                | "power"
                | "war"
                | "peace"
                | "date"
                | "people"
                | "military"
                | "and"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_show_past_and_future() {
        for (text, at, expect) in [
            ("Moscow cut off aid to Pyongyang in 1989.", "1989", Tense::Past),
            ("Starting in 1952, he inaugurated a series.", "1952", Tense::Past),
            ("its determination to strengthen ties with Moscow in 2024.", "2024", Tense::Future),
            ("The games will be held in 2028.", "2028", Tense::Future),
            ("Emissions must halve by 2030.", "2030", Tense::Future),
            ("It would end the 1996 agreement.", "1996", Tense::Unclear),
            ("He was at the summit. The next is in 2030", "2030", Tense::Future),
        ] {
            let start = text.find(at).unwrap();
            assert_eq!(tense(text, start..start + at.len()), expect, "{text}");
        }
    }
}
