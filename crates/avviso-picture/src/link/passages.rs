//! Passages: the stretches that two pages share.
//!
//! Equal n-grams are extended to runs on their diagonal, runs that lie near each other in both pages are chained, the
//! best chain first, until none is left: paragraphs that changed places are two chains. Between the runs of a chain,
//! and a little beyond its ends, the words are aligned.

use std::ops::Range;

use crate::edits::{Run, align, digest};
use crate::words::{Flags, Text, Word};

/// Words of an n-gram of which runs are made.
const GRAM: usize = 4;
/// Places of one n-gram on both pages together at which it is taken.
const PLACES: usize = 12;
/// Words that may lie between two runs of a chain, on either page.
const GAP: usize = 15;
/// Runs before one that are tried as its predecessor.
const BEFORE: usize = 24;
/// Words beyond a chain's end that are aligned with it.
const BEYOND: usize = 10;
/// Words of the shortest passage.
pub(crate) const SHORTEST: usize = 6;

/// The n-grams of a page, sorted: digest and place.
#[derive(Debug)]
pub(crate) struct Grams(Vec<(u64, u32)>);

impl Grams {
    /// Digests the n-grams of `words`.
    pub(crate) fn new(words: &[Word]) -> Self {
        let mut grams: Vec<(u64, u32)> =
            words.windows(GRAM).enumerate().map(|(at, gram)| (digest(gram), at as u32)).collect();
        grams.sort_unstable();
        Self(grams)
    }
}

/// A stretch that two pages share: equal runs, rising in both, the first and the last at its ends.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    pub(crate) runs: Vec<Run>,
}

impl Stretch {
    /// Gives the words on the first page.
    pub(crate) fn words_a(&self) -> Range<usize> {
        let last = self.runs[self.runs.len() - 1];
        self.runs[0].a..last.a + last.len
    }

    /// Gives the words on the second page.
    pub(crate) fn words_b(&self) -> Range<usize> {
        let last = self.runs[self.runs.len() - 1];
        self.runs[0].b..last.b + last.len
    }

    /// Counts equal words.
    pub(crate) fn equal(&self) -> usize {
        self.runs.iter().map(|run| run.len).sum()
    }
}

/// Finds what two pages share, in order of the place on the first page, then on the second.
pub(crate) fn shared(a: &Text, grams_a: &Grams, b: &Text, grams_b: &Grams) -> Vec<Stretch> {
    let runs = diagonal_runs(a.words(), grams_a, b.words(), grams_b);
    let mut filled: Vec<Vec<Run>> =
        chains(runs).into_iter().flat_map(|chain| split(a.words(), b.words(), fill(a, b, &chain))).collect();
    filled.sort_by_key(|runs| (std::cmp::Reverse(runs.iter().map(|run| run.len).sum::<usize>()), runs[0]));
    let mut stretches = apart(filled);
    stretches.retain(|stretch| stretch.equal() >= SHORTEST);
    stretches.sort_by_key(|stretch| (stretch.runs[0].a, stretch.runs[0].b));
    stretches
}

/// Gives the length of the run of equal words around one place.
pub(crate) fn run_around(a: &[Word], at_a: usize, b: &[Word], at_b: usize) -> Run {
    let (before_a, before_b) = (&a[..at_a.min(a.len())], &b[..at_b.min(b.len())]);
    let before =
        before_a.iter().rev().zip(before_b.iter().rev()).take_while(|(x, y)| x.form == y.form).count();
    let behind =
        a[before_a.len()..].iter().zip(&b[before_b.len()..]).take_while(|(x, y)| x.form == y.form).count();
    Run { a: at_a - before, b: at_b - before, len: before + behind }
}

/// Equal n-grams, extended as far as the words are equal.
fn diagonal_runs(a: &[Word], grams_a: &Grams, b: &[Word], grams_b: &Grams) -> Vec<Run> {
    let (grams_a, grams_b) = (&grams_a.0, &grams_b.0);
    let mut hits: Vec<(i64, u32)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (grams_a.get(i), grams_b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let count = |grams: &[(u64, u32)]| grams.iter().take_while(|gram| gram.0 == x.0).count();
                let (in_a, in_b) = (count(&grams_a[i..]), count(&grams_b[j..]));
                if in_a * in_b <= PLACES {
                    for x in &grams_a[i..i + in_a] {
                        hits.extend(
                            grams_b[j..j + in_b].iter().map(|y| (i64::from(x.1) - i64::from(y.1), x.1)),
                        );
                    }
                }
                (i, j) = (i + in_a, j + in_b);
            }
        }
    }
    hits.sort_unstable();
    let mut runs: Vec<Run> = Vec::new();
    let mut done: Option<(i64, usize)> = None;
    for (diagonal, at) in hits {
        let at_a = at as usize;
        if done.is_some_and(|(last, end)| last == diagonal && at_a < end) {
            continue;
        }
        let Ok(at_b) = usize::try_from(i64::from(at) - diagonal) else { continue };
        let run = run_around(a, at_a, b, at_b);
        done = Some((diagonal, run.a + run.len.max(1)));
        if run.len >= GRAM {
            runs.push(run);
        }
    }
    runs.sort_unstable();
    runs
}

/// Chains runs; each chain rises in both pages, and no two chains share a word on either.
fn chains(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut out: Vec<Vec<Run>> = Vec::new();
    // What is left of runs after a chain was taken is chained again.
    while !runs.is_empty() {
        let best = best_chains(&runs);
        if best.is_empty() {
            break;
        }
        let mut taken_a: Vec<Range<usize>> = Vec::new();
        let mut taken_b: Vec<Range<usize>> = Vec::new();
        for chain in &best {
            taken_a.extend(chain.iter().map(|run| run.a..run.a + run.len));
            taken_b.extend(chain.iter().map(|run| run.b..run.b + run.len));
        }
        taken_a.sort_by_key(|range| range.start);
        taken_b.sort_by_key(|range| range.start);
        runs = runs.into_iter().filter_map(|run| cut(run, &taken_a, &taken_b)).collect();
        runs.sort_unstable();
        out.extend(best);
    }
    out
}

/// Chains that do not meet: the heaviest first, then the heaviest of what shares no run or word with it.
fn best_chains(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut value: Vec<usize> = Vec::with_capacity(runs.len());
    let mut before: Vec<Option<usize>> = vec![None; runs.len()];
    for (index, run) in runs.iter().enumerate() {
        let own = 2 * run.len;
        let mut best = own;
        for other in (index.saturating_sub(BEFORE)..index).rev() {
            let last = runs[other];
            let (end_a, end_b) = (last.a + last.len, last.b + last.len);
            if run.a < end_a || run.b < end_b || run.a - end_a > GAP || run.b - end_b > GAP {
                continue;
            }
            let gap = (run.a - end_a).max(run.b - end_b);
            let with = value[other] + own - (gap / 4).min(own);
            if with > best {
                (best, before[index]) = (with, Some(other));
            }
        }
        value.push(best);
    }
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&index| (std::cmp::Reverse(value[index]), index));
    let mut used = vec![false; runs.len()];
    let (mut spans_a, mut spans_b) = (Taken::default(), Taken::default());
    let mut out: Vec<Vec<Run>> = Vec::new();
    for end in order {
        let mut chain = Vec::new();
        let mut at = Some(end).filter(|&end| !used[end]);
        while let Some(index) = at {
            let run = runs[index];
            let is_free = !used[index]
                && spans_a.is_free(run.a..run.a + run.len)
                && spans_b.is_free(run.b..run.b + run.len);
            if !is_free {
                break;
            }
            chain.push(index);
            at = before[index];
        }
        if chain.is_empty() {
            continue;
        }
        chain.reverse();
        for &index in &chain {
            used[index] = true;
            spans_a.take(runs[index].a..runs[index].a + runs[index].len);
            spans_b.take(runs[index].b..runs[index].b + runs[index].len);
        }
        out.push(chain.into_iter().map(|index| runs[index]).collect());
    }
    out
}

/// Ranges that are taken, none of which meet.
#[derive(Default)]
struct Taken(std::collections::BTreeMap<usize, usize>);

impl Taken {
    fn is_free(&self, range: Range<usize>) -> bool {
        self.0.range(..range.end).next_back().is_none_or(|(_, &end)| end <= range.start)
    }

    fn take(&mut self, range: Range<usize>) {
        self.0.insert(range.start, range.end);
    }
}

/// Cuts off a run what lies at its ends in taken ranges; `None` where too little is left, or it was taken itself.
fn cut(run: Run, taken_a: &[Range<usize>], taken_b: &[Range<usize>]) -> Option<Run> {
    let covered = |taken: &[Range<usize>], at: usize| {
        let index = taken.partition_point(|range| range.start <= at);
        index.checked_sub(1).is_some_and(|before| taken[before].end > at)
    };
    let is_free = |step: usize| !covered(taken_a, run.a + step) && !covered(taken_b, run.b + step);
    let mut steps = (0..run.len).skip_while(|&step| !is_free(step));
    let first = steps.next()?;
    let len = 1 + steps.take_while(|&step| is_free(step)).count();
    // Less than the whole run: else nothing would ever end.
    (len >= GRAM && len < run.len).then_some(Run { a: run.a + first, b: run.b + first, len })
}

/// Aligns the words between a chain's runs and a little beyond its ends.
fn fill(a: &Text, b: &Text, chain: &[Run]) -> Vec<Run> {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return Vec::new() };
    let mut runs = beyond(a, b, *first, true);
    let (mut at_a, mut at_b) = (first.a, first.b);
    for run in chain {
        runs.extend(align(a, at_a..run.a, b, at_b..run.b));
        runs.extend(align(a, run.a..run.a + run.len, b, run.b..run.b + run.len));
        (at_a, at_b) = (run.a + run.len, run.b + run.len);
    }
    runs.extend(beyond(a, b, *last, false));
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        match joined.last_mut() {
            Some(before) if before.a + before.len == run.a && before.b + before.len == run.b => {
                before.len += run.len;
            }
            _ => joined.push(run),
        }
    }
    joined
}

/// Words that differ on either side at which a stretch ends, where a sentence starts among them.
const OTHER_WORDS: usize = 8;

/// Cuts runs where other sentences stand on both pages: they were not changed into each other.
fn split(a: &[Word], b: &[Word], runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut out: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        let goes_on = out.last().and_then(|last| last.last()).is_some_and(|last| {
            let (gap_a, gap_b) = (last.a + last.len..run.a, last.b + last.len..run.b);
            let starts = |words: &[Word]| words.iter().any(|word| word.is(Flags::SENTENCE));
            gap_a.is_empty()
                || gap_b.is_empty()
                || gap_a.len().max(gap_b.len()) < OTHER_WORDS
                || !(starts(&a[gap_a]) || starts(&b[gap_b]))
        });
        match out.last_mut() {
            Some(last) if goes_on => last.push(run),
            _ => out.push(vec![run]),
        }
    }
    out
}

/// Makes stretches of runs, the longest first, that share no word with those before them.
fn apart(filled: Vec<Vec<Run>>) -> Vec<Stretch> {
    let (mut taken_a, mut taken_b) = (Taken::default(), Taken::default());
    let mut out = Vec::new();
    for runs in filled {
        let free: Vec<Run> = runs
            .into_iter()
            .filter(|run| taken_a.is_free(run.a..run.a + run.len) && taken_b.is_free(run.b..run.b + run.len))
            .collect();
        let Some((first, last)) = free.first().zip(free.last()) else { continue };
        // What lies between its runs belongs to a stretch too.
        let (all_a, all_b) = (first.a..last.a + last.len, first.b..last.b + last.len);
        if !taken_a.is_free(all_a.clone()) || !taken_b.is_free(all_b.clone()) {
            // Another stretch stands inside: the longest part is kept.
            let Some(run) = free.iter().copied().max_by_key(|run| (run.len, std::cmp::Reverse(run.a))) else {
                continue;
            };
            taken_a.take(run.a..run.a + run.len);
            taken_b.take(run.b..run.b + run.len);
            out.push(Stretch { runs: vec![run] });
            continue;
        }
        taken_a.take(all_a);
        taken_b.take(all_b);
        out.push(Stretch { runs: free });
    }
    out
}

/// Aligns a few words before the first run or behind the last: an edit near a sentence's end leaves a rest of two or
/// three words that no n-gram finds. The paragraph's end is the end.
fn beyond(a: &Text, b: &Text, run: Run, before: bool) -> Vec<Run> {
    let reach = |words: &[Word], at: usize| -> Range<usize> {
        if before {
            let from = at.saturating_sub(BEYOND);
            // The word at `at` may start a paragraph itself: then nothing before it belongs to it.
            let start = (from + 1..=at).rev().find(|&it| words[it].is(Flags::PARAGRAPH)).unwrap_or(from);
            start..at
        } else {
            let to = (at + BEYOND).min(words.len());
            at..(at..to).find(|&it| words[it].is(Flags::PARAGRAPH)).unwrap_or(to)
        }
    };
    let (in_a, in_b) = if before {
        (reach(a.words(), run.a), reach(b.words(), run.b))
    } else {
        (reach(a.words(), run.a + run.len), reach(b.words(), run.b + run.len))
    };
    if in_a.is_empty() || in_b.is_empty() {
        return Vec::new();
    }
    let runs = align(a, in_a.clone(), b, in_b.clone());
    // Take runs as long as more is equal than not.
    let mut taken: Vec<Run> = Vec::new();
    let (mut equal, mut at_a, mut at_b) = (0, 0, 0);
    let mut best = 0;
    let ordered: Vec<Run> = if before { runs.iter().rev().copied().collect() } else { runs };
    for run in ordered {
        let (from_a, from_b) = if before {
            (in_a.end - run.a - run.len, in_b.end - run.b - run.len)
        } else {
            (run.a - in_a.start, run.b - in_b.start)
        };
        let between = (from_a - at_a).max(from_b - at_b);
        equal += run.len;
        if run.len < 2 && between > 1 || between > 2 * run.len {
            break;
        }
        (at_a, at_b) = (from_a + run.len, from_b + run.len);
        taken.push(run);
        best = best.max(equal);
    }
    if before {
        taken.reverse();
    }
    taken
}
