//! Which attribution stands inside which.

use avviso_text::{Fact, Id, Span, Text};

use crate::layers::Attribution;

/// Attributions inside attributions are at most this deep.
pub(crate) const DEEPEST: usize = 8;

/// How many open contents are looked at for one cue.
const LOOK_BACK: usize = 32;

/// For each attribution the innermost other one whose content holds it: its cue and all that it reports. One whose
/// cue alone stands in another's words ("urged him to answer calls that some said were dismissed", where the calls end
/// before what was said) lies beside it.
///
/// An outer one is always the larger (total length of content, then the earlier), so there is no circle. One sweep over
/// the contents by start; bounded look-back, no recursion.
pub(crate) fn nest(list: &[Fact<Attribution>]) -> Vec<Option<Id<Attribution>>> {
    let size = |index: usize| {
        list.get(index).map_or(0, |fact| fact.value().content.iter().map(|span| span.len()).sum::<usize>())
    };
    let mut contents: Vec<(Span<Text>, usize)> = list
        .iter()
        .enumerate()
        .flat_map(|(index, fact)| fact.value().content.iter().map(move |span| (*span, index)))
        .collect();
    contents.sort();
    let held: Vec<Vec<Span<Text>>> = list.iter().map(|fact| joined(&fact.value().content)).collect();
    let holds = |outer: usize, inner: usize| {
        let (Some(held), Some(inner)) = (held.get(outer), list.get(inner)) else { return false };
        inner.value().cue.iter().chain(&inner.value().content).all(|span| {
            let behind = held.partition_point(|content| content.start() <= span.start());
            behind.checked_sub(1).and_then(|at| held.get(at)).is_some_and(|content| content.contains(*span))
        })
    };
    let mut cues: Vec<(Span<Text>, usize)> = list
        .iter()
        .enumerate()
        .filter_map(|(index, fact)| {
            let value = fact.value();
            value.cue.first().or_else(|| value.content.first()).map(|span| (*span, index))
        })
        .collect();
    cues.sort();
    let mut within = vec![None; list.len()];
    let mut open: Vec<(Span<Text>, usize)> = Vec::new();
    let mut next = contents.iter().peekable();
    for (cue, index) in cues {
        while let Some(content) = next.next_if(|(span, _)| span.start() <= cue.start()) {
            while open.last().is_some_and(|(span, _)| span.end() <= content.0.start()) {
                open.pop();
            }
            open.push(*content);
        }
        let outer = open
            .iter()
            .rev()
            .take(LOOK_BACK)
            .filter(|(span, outer)| {
                *outer != index
                    && span.contains(cue)
                    && (size(*outer), std::cmp::Reverse(*outer)) > (size(index), std::cmp::Reverse(index))
                    && holds(*outer, index)
            })
            .min_by_key(|(span, outer)| (span.len(), *outer));
        if let Some(slot) = within.get_mut(index) {
            *slot = outer.map(|(_, outer)| Id::new(*outer));
        }
    }
    flatten(&mut within);
    within
}

/// The spans in order, those that touch made one.
fn joined(spans: &[Span<Text>]) -> Vec<Span<Text>> {
    let mut sorted = spans.to_vec();
    sorted.sort();
    let mut out: Vec<Span<Text>> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => out.push(span),
        }
    }
    out
}

/// What is deeper than the limit hangs on nothing.
fn flatten(within: &mut [Option<Id<Attribution>>]) {
    for index in 0..within.len() {
        let mut depth = 0;
        let mut at = within.get(index).copied().flatten();
        while let Some(outer) = at {
            depth += 1;
            if depth > DEEPEST {
                break;
            }
            at = within.get(outer.index()).copied().flatten();
        }
        if depth > DEEPEST
            && let Some(slot) = within.get_mut(index)
        {
            *slot = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_longer_than_the_limit_is_cut() {
        let mut within: Vec<Option<Id<Attribution>>> =
            (0..100).map(|i: usize| i.checked_sub(1).map(Id::new)).collect();
        flatten(&mut within);
        for index in 0..within.len() {
            let mut depth = 0;
            let mut at = within[index];
            while let Some(outer) = at {
                depth += 1;
                at = within[outer.index()];
            }
            assert!(depth <= DEEPEST, "{index}: {depth}");
        }
    }
}
