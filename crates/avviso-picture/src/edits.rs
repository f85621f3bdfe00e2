//! Edits: what differs between two sequences of words, each difference with its kind.
//!
//! [`align`] finds which words of two stretches are equal, in order; [`edits`] tells what lies between them, from a to
//! b: what a has and b lacks is a cut. [`compare`] does both. Linking uses this on passages and tracing on
//! quotations, so that the two cannot disagree.
//!
//! Time is linear in the words where they are equal, and bounded by a constant for each stretch between.

mod align;
mod kind;
mod marks;

pub(crate) use align::digest;
pub use align::{Run, align, align_forms};

use std::ops::Range;

use avviso_record::picture::EditKind;

use crate::words::Text;

/// One difference between two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does; of kinds that fit, the first.
    pub kind: EditKind,
    /// The words of the first text (indexes into [`Text::words`]); empty where words are added. For marks and
    /// capitals: the words beside them.
    pub words_a: Range<usize>,
    /// The words of the second text.
    pub words_b: Range<usize>,
    /// The place in the first text, in bytes.
    pub a: Range<usize>,
    /// The place in the second text, in bytes.
    pub b: Range<usize>,
    /// Of a cut: whether an ellipsis says so, or only words in an editor's brackets are left out; else `None`.
    pub marked: Option<bool>,
}

/// Aligns two stretches, and tells what differs: edits in order of their place in the first text, then in the second.
pub fn compare(a: &Text, range_a: Range<usize>, b: &Text, range_b: Range<usize>) -> Vec<Edit> {
    let runs = align(a, range_a.clone(), b, range_b.clone());
    edits(a, range_a, b, range_b, &runs)
}

/// Tells what differs between two stretches whose equal words are `runs` (as [`align`] gives them).
///
/// What stands before the first run and behind the last belongs to the stretches and is told too.
pub fn edits(a: &Text, range_a: Range<usize>, b: &Text, range_b: Range<usize>, runs: &[Run]) -> Vec<Edit> {
    let mut out = Vec::new();
    let (mut at_a, mut at_b) = (range_a.start, range_b.start);
    for run in runs {
        gap(a, at_a..run.a, b, at_b..run.b, &mut out);
        marks::inside(a, b, *run, &mut out);
        (at_a, at_b) = (run.a + run.len, run.b + run.len);
    }
    gap(a, at_a..range_a.end, b, at_b..range_b.end, &mut out);
    moved(a, b, &mut out);
    out.sort_by_key(|edit| (edit.a.start, edit.b.start, edit.a.end, edit.b.end, edit.kind));
    out
}

fn gap(a: &Text, words_a: Range<usize>, b: &Text, words_b: Range<usize>, out: &mut Vec<Edit>) {
    if words_a.is_empty() && words_b.is_empty() {
        return;
    }
    let kind = kind::of(a, words_a.clone(), b, words_b.clone());
    let marked = (kind == EditKind::Cut).then(|| marks::is_marked(a, words_a.clone(), b, words_b.start));
    out.push(Edit {
        kind,
        a: a.bytes(words_a.clone()),
        b: b.bytes(words_b.clone()),
        words_a,
        words_b,
        marked,
    });
}

/// Share of words, in quarters, that a moved stretch keeps.
const MOVED_QUARTERS: usize = 3;

/// Joins what was cut in one place and added in another: the same words, moved.
fn moved(a: &Text, b: &Text, edits: &mut Vec<Edit>) {
    let sorted_forms = |text: &Text, words: Range<usize>| {
        let mut forms: Vec<_> = text.words()[words].iter().map(|word| word.form).collect();
        forms.sort_unstable();
        forms
    };
    let cuts: Vec<usize> = (0..edits.len()).filter(|&it| edits[it].kind == EditKind::Cut).collect();
    let added: Vec<usize> = (0..edits.len()).filter(|&it| edits[it].kind == EditKind::Added).collect();
    // Pairs are few: a passage with hundreds of both is no longer one that was moved about.
    if cuts.is_empty() || added.is_empty() || cuts.len() * added.len() > 4096 {
        return;
    }
    let added_forms: Vec<_> = added.iter().map(|&it| sorted_forms(b, edits[it].words_b.clone())).collect();
    let mut gone = vec![false; edits.len()];
    for cut in cuts {
        let forms = sorted_forms(a, edits[cut].words_a.clone());
        let best = added
            .iter()
            .zip(&added_forms)
            .filter(|(other, _)| !gone[**other])
            .map(|(&other, others)| (shared(&forms, others), other, others.len()))
            .filter(|&(same, _, len)| same * 4 >= MOVED_QUARTERS * forms.len().max(len))
            .max_by_key(|&(same, other, _)| (same, std::cmp::Reverse(other)));
        if let Some((_, other, _)) = best {
            gone[other] = true;
            let Edit { words_b, b, .. } = edits[other].clone();
            let edit = &mut edits[cut];
            (edit.kind, edit.words_b, edit.b, edit.marked) = (EditKind::Order, words_b, b, None);
        }
    }
    let mut index = 0;
    edits.retain(|_| {
        index += 1;
        !gone[index - 1]
    });
}

/// Counts what two sorted lists share.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

#[cfg(test)]
mod tests;
