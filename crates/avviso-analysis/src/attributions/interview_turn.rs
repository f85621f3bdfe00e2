//! Turns of an interview or transcript: "Q: …", "HOLM: …" at the start of a line.
//!
//! Catches: Q: Will you sign? / HOLM: We will sign when the text is final. (at least two turns on the page)
//! Leaves: NOTE: the office is closed. / one line "WARNING: …" alone.

use std::ops::Range;

use avviso_text::{Lookup, RuleId};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.interview-turn");

const LABELS: &[&str] = &[
    "note",
    "warning",
    "update",
    "correction",
    "editor",
    "photo",
    "source",
    "contact",
    "tel",
    "phone",
    "email",
    "http",
    "https",
    "ps",
    "nb",
    "tl;dr",
    "related",
];

/// Finds turns. A page has turns when at least two different labels stand at the start of cells, or one twice.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>, taken: &mut [bool]) {
    let mut turns: Vec<(usize, Range<usize>, usize)> = Vec::new();
    for cell in 0..view.cells.len() {
        if taken.get(cell).copied().unwrap_or(false) {
            continue;
        }
        if let Some((name, colon)) = label(view, cell) {
            turns.push((cell, name, colon));
        }
    }
    let mut counts: Lookup<&str, usize> = Lookup::new();
    for (_, name, _) in &turns {
        *counts.get_or_insert_with(view.lower(name.start), || 0) += 1;
    }
    let repeated = turns
        .iter()
        .filter(|(_, name, _)| counts.get(view.lower(name.start)).is_some_and(|n| *n > 1))
        .count();
    if turns.len() < 3 || repeated < 2 {
        return;
    }
    for (index, (cell, name, colon)) in turns.iter().enumerate() {
        // To the next turn, at most a few paragraphs on.
        let next = turns.get(index + 1).map_or(cell + 1, |(next, _, _)| *next).min(cell + 12);
        let Some(tokens) = view.cell_tokens.get(*cell) else { continue };
        let mut candidate = Candidate::new(RULE, 90).source(view, name.clone()).cue(view, *colon..colon + 1);
        candidate.content.extend(view.span(colon + 1..tokens.end));
        for more in cell + 1..next {
            candidate.content.extend(view.cells.get(more).map(|cell| cell.span));
        }
        for slot in taken.iter_mut().take(next).skip(*cell) {
            *slot = true;
        }
        if !candidate.content.is_empty() {
            out.push(candidate);
        }
    }
}

/// The label of a turn: one to three words in capitals, or Q and A, before a colon at the start of a cell.
fn label(view: &View<'_>, cell: usize) -> Option<(Range<usize>, usize)> {
    let tokens = view.cell_tokens.get(cell)?.clone();
    let colon = tokens.clone().take(6).find(|at| view.is(*at, Class::COLON))?;
    let name = tokens.start..colon;
    let loud = !name.is_empty()
        && name.clone().all(|at| {
            let word = view.word(at);
            !word.chars().any(char::is_lowercase) && (view.is(at, Class::WORD) || word == ".")
        })
        && name.clone().any(|at| view.is(at, Class::CAPITAL));
    let fits = loud && colon + 1 < tokens.end && !LABELS.contains(&view.lower(name.start));
    fits.then_some((name, colon))
}
