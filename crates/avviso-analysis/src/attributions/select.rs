//! Which of several candidates stay.

use std::cmp::Reverse;

use avviso_text::{Span, Text};

use crate::attributions::candidate::Candidate;

/// One cue attributes once: of candidates whose cues overlap the surest stays (ties: the earlier rule). The rest is
/// put into the record's order.
pub(crate) fn select(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    let key = |index: usize| candidates.get(index).map(|candidate| Reverse(candidate.confidence));
    order.sort_by_key(|index| (key(*index), *index));
    // Taken cue spans, kept sorted by start; they never overlap, so the two neighbours tell.
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut keep = vec![false; candidates.len()];
    for index in order {
        let Some(candidate) = candidates.get(index) else { continue };
        if candidate.content.iter().all(|span| span.is_empty()) {
            continue;
        }
        let free = |span: &Span<Text>| {
            let before = taken.range(..span.end()).next_back();
            before.is_none_or(|(_, end)| *end <= span.start())
        };
        if !candidate.cue.iter().all(free) {
            continue;
        }
        for span in &candidate.cue {
            taken.insert(span.start(), span.end());
        }
        if let Some(slot) = keep.get_mut(index) {
            *slot = true;
        }
    }
    let mut kept: Vec<Candidate> = candidates
        .into_iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(candidate, _)| tidy(candidate))
        .collect();
    clip(&mut kept);
    kept.sort_by_key(|candidate| {
        let mut spans: Vec<Span<Text>> =
            candidate.source.iter().chain(&candidate.cue).chain(&candidate.content).copied().collect();
        spans.sort();
        (spans.first().copied(), candidate.content.first().copied(), candidate.rule)
    });
    kept
}

/// How many contents that stand open are looked at for one cue.
const LOOK_BACK: usize = 16;

/// What stands inside somebody's clause ends with it: the content of a cue inside another's content goes no further.
fn clip(kept: &mut [Candidate]) {
    let mut contents: Vec<(Span<Text>, usize)> = kept
        .iter()
        .enumerate()
        .flat_map(|(index, candidate)| candidate.content.iter().map(move |span| (*span, index)))
        .collect();
    contents.sort();
    for index in 0..kept.len() {
        let Some(cue) = kept.get(index).and_then(|candidate| candidate.cue.first()).copied() else {
            continue;
        };
        let before = contents.partition_point(|(span, _)| span.start() <= cue.start());
        let around = contents
            .iter()
            .take(before)
            .rev()
            .take(LOOK_BACK)
            .filter(|(span, outer)| *outer != index && span.contains(cue))
            .map(|(span, _)| *span)
            .min_by_key(|span| span.len());
        let Some(around) = around else { continue };
        let Some(candidate) = kept.get_mut(index) else { continue };
        for span in &mut candidate.content {
            if span.start() >= cue.end() && span.start() < around.end() && span.end() > around.end() {
                *span = span.intersect(around).unwrap_or(*span);
            }
        }
    }
}

/// Content and source never hold the cue, content spans are in order and do not overlap, and the source is no part of
/// the content's spans.
fn tidy(mut candidate: Candidate) -> Candidate {
    candidate.content.sort();
    candidate.content.dedup();
    let mut end = 0;
    candidate.content.retain(|span| {
        let fresh = span.start() >= end;
        if fresh {
            end = span.end();
        }
        fresh
    });
    candidate
}
