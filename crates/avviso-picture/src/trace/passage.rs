//! The passage of a page that holds most of a quotation: equal runs of words, chained in order.

use std::ops::Range;

use super::query::{Need, Query, is_content};
use crate::words::{Flags, Text, Word};

/// Runs of a page that are chained at most; the heaviest are kept.
const RUNS: usize = 400;
/// Pairs of equal words that are looked at for one quotation and page.
const PAIRS: usize = 1 << 21;

/// What an equal content word is worth.
const CONTENT: i32 = 40;
/// What an equal function word is worth.
const FUNCTION: i32 = 16;
/// What it costs to go on behind other words.
const OPEN: i32 = 16;
/// What each word costs that only the page has.
const PAGE_WORD: i32 = 3;
/// What each word costs that only the quotation has.
const QUERY_WORD: i32 = 8;
/// Words that only the page has, within one passage: no more than a clause is cut without a mark.
const CUT: usize = 24;
/// The same where an ellipsis stands in the quotation.
const MARKED_CUT: usize = 80;
/// Words that only the quotation has, within one passage.
const ADDED: usize = 24;
/// Words at the end of a quotation that may stand for as many others of the page.
const REPLACED: usize = 4;
/// Words outside quotation marks between two quoted stretches of one passage: "he said, and then he added".
const TAG: usize = 8;

/// Equal words: `len` of them from `query` on in the quotation, from `page` on in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) query: usize,
    pub(super) page: usize,
    pub(super) len: usize,
}

/// A chain of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// The quotation's words from the first equal one to the last.
    pub(super) query: Range<usize>,
    /// The page's.
    pub(super) page: Range<usize>,
    /// Equal words that say something.
    pub(super) content: usize,
    /// Equal words.
    pub(super) equal: usize,
    /// The longest run.
    pub(super) longest: usize,
    weight: i32,
}

/// Finds the equal runs of `part` of the quotation in stretches of a page.
pub(super) fn runs(
    query: &Query,
    part: &Range<usize>,
    words: &[Word],
    stretches: &[Range<usize>],
) -> Vec<Run> {
    let mut out = Vec::new();
    let mut left = PAIRS;
    // Length of the run that ends at the last word with each word of the quotation; and which those are.
    let (mut before, mut now) = (vec![0_u32; query.len() + 1], vec![0_u32; query.len() + 1]);
    let (mut ends_before, mut ends): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for stretch in stretches {
        for place in stretch.start..=stretch.end {
            let here = words
                .get(place)
                .filter(|_| place < stretch.end)
                .map_or(&[][..], |word| query.places(word.form));
            left = left.saturating_sub(here.len());
            if left == 0 {
                return out;
            }
            for &at in here.iter().filter(|&&at| part.contains(&(at as usize))) {
                let len = if at as usize > part.start { before[at as usize - 1] } else { 0 };
                now[at as usize] = len + 1;
                ends.push(at);
            }
            for &at in &ends_before {
                let len = before[at as usize] as usize;
                if now.get(at as usize + 1).is_none_or(|&next| next as usize != len + 1) {
                    out.push(Run { query: at as usize + 1 - len, page: place - len, len });
                }
                before[at as usize] = 0;
            }
            ends_before.clear();
            std::mem::swap(&mut before, &mut now);
            std::mem::swap(&mut ends_before, &mut ends);
        }
    }
    out
}

/// What each prefix of the quotation's words is worth, and how many of them say something.
fn sums(text: &Text) -> (Vec<i32>, Vec<u32>) {
    let (mut weights, mut contents) = (vec![0], vec![0]);
    let (mut weight, mut content) = (0, 0);
    for word in text.words() {
        weight += if is_content(word) { CONTENT } else { FUNCTION };
        content += u32::from(is_content(word));
        weights.push(weight);
        contents.push(content);
    }
    (weights, contents)
}

/// Chains runs to the heaviest passage; of equal ones the first on the page that stands in quotation marks, else the
/// first.
pub(super) fn chain(query: &Query, mut runs: Vec<Run>, words: &[Word]) -> Option<Passage> {
    let (weights, contents) = sums(&query.text);
    let weight = |from: usize, to: usize| weights[to] - weights[from];
    // A function word alone is no evidence; two may be.
    runs.retain(|run| run.len >= 2 || contents[run.query + 1] > contents[run.query]);
    if runs.len() > RUNS {
        runs.sort_by_key(|run| (-weight(run.query, run.query + run.len), run.page, run.query));
        runs.truncate(RUNS);
    }
    runs.sort_unstable_by_key(|run| (run.page, run.query));
    // For each run: best weight of a chain that ends with it, the run before, and from where on the run counts.
    let mut best: Vec<(i32, Option<usize>, usize)> = Vec::with_capacity(runs.len());
    for (index, run) in runs.iter().enumerate() {
        let mut own = (weight(run.query, run.query + run.len), None, 0);
        for (before, last) in runs[..index].iter().enumerate() {
            let (query_end, page_end) = (last.query + last.len, last.page + last.len);
            let overlap = query_end.saturating_sub(run.query).max(page_end.saturating_sub(run.page));
            if overlap >= run.len || last.query >= run.query {
                continue;
            }
            let (from, to) = (run.query + overlap, run.page + overlap);
            let Some(cost) = gap(query, query_end..from, page_end..to, words) else { continue };
            let sum = best[before].0 - cost + weight(from, run.query + run.len);
            if sum > own.0 {
                own = (sum, Some(before), overlap);
            }
        }
        best.push(own);
    }
    let is_quoted = |run: &Run| words[run.page].is(Flags::QUOTED);
    let (mut at, _) = best
        .iter()
        .enumerate()
        .max_by_key(|(index, own)| (own.0, is_quoted(&runs[*index]), std::cmp::Reverse(*index)))?;
    let last = runs[at];
    let mut passage = Passage {
        query: last.query..last.query + last.len,
        page: last.page..last.page + last.len,
        content: 0,
        equal: 0,
        longest: 0,
        weight: best[at].0,
    };
    loop {
        let (run, (_, before, overlap)) = (runs[at], best[at]);
        let (from, to) = (run.query + overlap, run.query + run.len);
        passage.query.start = from;
        passage.page.start = run.page + overlap;
        passage.content += (contents[to] - contents[from]) as usize;
        passage.equal += to - from;
        passage.longest = passage.longest.max(to - from);
        match before {
            Some(before) => at = before,
            None => return Some(passage),
        }
    }
}

/// What it costs to go on behind these words; `None` where no passage goes on.
fn gap(query: &Query, in_query: Range<usize>, in_page: Range<usize>, words: &[Word]) -> Option<i32> {
    if in_query.is_empty() && in_page.is_empty() {
        return Some(0);
    }
    let is_marked = in_query.len() <= 2 && has_ellipsis(&query.text, in_query.start, in_query.end);
    if in_query.len() > ADDED || in_page.len() > if is_marked { MARKED_CUT } else { CUT } {
        return None;
    }
    if leaves_quotation(&in_page, words) && !is_marked {
        return None;
    }
    let page_word = if is_marked { 1 } else { PAGE_WORD };
    // Both lengths are small here: longer gaps were turned away above.
    let of = |length: usize| i32::try_from(length).unwrap_or(i32::MAX / 64);
    Some(OPEN + page_word * of(in_page.len()) + QUERY_WORD * of(in_query.len()))
}

/// Says whether an ellipsis stands between the word before `from` and the word `to`.
fn has_ellipsis(text: &Text, from: usize, to: usize) -> bool {
    let start =
        from.checked_sub(1).and_then(|before| text.words().get(before)).map_or(0, |word| word.end() as usize);
    let end = text.words().get(to).map_or(text.text().len(), |word| word.start as usize);
    let between: String =
        text.text().get(start..end).unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    between.contains('…') || between.contains("...")
}

/// Says whether the words between two quoted ones leave the quotation for more than who said it.
fn leaves_quotation(between: &Range<usize>, words: &[Word]) -> bool {
    let is_quoted = |index: usize| words.get(index).is_some_and(|word| word.is(Flags::QUOTED));
    let ends = between.start > 0 && is_quoted(between.start - 1) && is_quoted(between.end);
    ends && words[between.clone()].iter().filter(|word| !word.is(Flags::QUOTED)).count() > TAG
}

impl Passage {
    /// Says whether the passage holds enough of the quotation.
    pub(super) fn is_enough(&self, query: &Query) -> bool {
        match query.need {
            Need::Content(need) => self.content >= need,
            Need::Whole => query.len() > 0 && self.longest == query.len() && self.page.len() == query.len(),
        }
    }

    /// Says whether the passage is a part that somebody may have stitched on: nearly all of `words` words, most of
    /// them in one run, and not only function words.
    pub(super) fn is_part(&self, words: usize) -> bool {
        self.equal * 10 >= words * 7 && self.content >= 2 && (self.longest >= 4 || self.content >= 4)
    }

    /// Says whether the passage is enough for a part of a quotation whose rest stands on another page.
    pub(super) fn is_scrap(&self) -> bool {
        self.content >= 4 && self.longest >= 5 && self.is_part(self.query.len())
    }

    /// Says whether the passage holds nearly all of `words` words: so much of a part that stands beside the rest.
    pub(super) fn is_moved(&self, words: usize) -> bool {
        self.equal * 5 >= words * 4 && self.longest >= 3
    }

    /// Takes in the words beside the passage that stand for the quotation's first and last words: as many as the
    /// quotation has there, but none of another sentence or from outside the quotation. Words in an editor's brackets
    /// ("It [the dredger] came") stand for none of the quotation's.
    pub(super) fn widen(&mut self, part: &Range<usize>, words: &[Word]) {
        // More words at an end were added, they stand for nothing.
        let few = |count: usize| if count <= REPLACED { count } else { 0 };
        let (mut left, mut right) = (few(self.query.start - part.start), few(part.end - self.query.end));
        while left > 0 {
            let start = self.page.start;
            let Some(before) = start.checked_sub(1) else { break };
            let leaves = words[start].is(Flags::QUOTED) != words[before].is(Flags::QUOTED);
            if leaves || words[start].is(Flags::SENTENCE) {
                break;
            }
            left -= usize::from(!words[before].is(Flags::BRACKETS));
            self.page.start = before;
        }
        while right > 0 {
            let Some(next) = words.get(self.page.end) else { break };
            let leaves = words[self.page.end - 1].is(Flags::QUOTED) != next.is(Flags::QUOTED);
            if leaves || next.is(Flags::SENTENCE) {
                break;
            }
            right -= usize::from(!next.is(Flags::BRACKETS));
            self.page.end += 1;
        }
        self.query = part.clone();
    }
}
