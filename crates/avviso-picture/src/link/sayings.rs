//! Sayings: one utterance told on several pages.
//!
//! A telling is a stretch in quotation marks, or the content of an attribution in the speaker's own words. Tellings on
//! two pages are of one saying where a passage of both joins them.

use std::ops::Range;

use avviso_record::AttributionId;
use avviso_record::picture::{Edit as EditRow, Status};

use super::leaf::Leaf;
use super::pair::Pair;
use super::union::Union;
use crate::edits::compare;
use crate::words::{Flags, Text, Word};

/// Words of the shortest telling.
const SHORTEST: usize = 6;
/// Of these, words that say something.
const CONTENT: usize = 3;

/// A stretch of one page that is quoted.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    pub(crate) page: u32,
    pub(crate) words: Range<usize>,
    pub(crate) attribution: Option<AttributionId>,
}

/// A telling with what differs from the longest.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) quoted: Quoted,
    pub(crate) status: Status,
    pub(crate) edits: Vec<EditRow>,
}

/// Finds the stretches of a page that are quoted, in order.
pub(crate) fn quoted(leaf: &Leaf, page: u32) -> Vec<Quoted> {
    let text = leaf.body.text();
    let words = text.words();
    let mut out: Vec<Quoted> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].is(Flags::QUOTED) {
            at += 1;
            continue;
        }
        let end = (at + 1..words.len()).find(|&it| !goes_on(text, words, it)).unwrap_or(words.len());
        out.push(Quoted { page, words: at..end, attribution: None });
        at = end;
    }
    for quote in &leaf.quotes {
        for &span in &quote.content {
            let content = text.words_in(span);
            // The attribution that a quoted stretch belongs to: the first that holds its first words.
            for it in out.iter_mut().filter(|it| it.attribution.is_none()) {
                if content.start <= it.words.start + 1 && it.words.start < content.end {
                    it.attribution = Some(quote.id);
                }
            }
        }
    }
    out.retain(|it| says_something(&words[it.words.clone()]));
    out
}

/// Says whether the quotation of the word before goes on with the word `at`: no mark closes between them.
fn goes_on(text: &Text, words: &[Word], at: usize) -> bool {
    if !words[at].is(Flags::QUOTED) || words[at].is(Flags::PARAGRAPH) {
        return false;
    }
    let between = text.text().get(words[at - 1].end() as usize..words[at].start as usize).unwrap_or_default();
    !between.contains(['”', '»'])
}

fn says_something(words: &[Word]) -> bool {
    words.len() >= SHORTEST && words.iter().filter(|word| !word.is(Flags::FUNCTION)).count() >= CONTENT
}

/// Joins quoted stretches (in order of page and place) that passages of `pairs` join; gives those that stand on more
/// than one page, each in order of its tellings.
pub(crate) fn join(all: &[Quoted], pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut union = Union::new(all.len());
    let on = |page: u32| {
        let from = all.partition_point(|it| it.page < page);
        from..from + all[from..].partition_point(|it| it.page == page)
    };
    for pair in pairs {
        let (on_a, on_b) = (on(pair.a), on(pair.b));
        if on_a.is_empty() || on_b.is_empty() {
            continue;
        }
        for stretch in &pair.stretches {
            let (words_a, words_b) = (stretch.words_a(), stretch.words_b());
            let met = |range: Range<usize>, words: &Range<usize>| {
                let from = range.start + all[range.clone()].partition_point(|it| it.words.end <= words.start);
                let to = range.start + all[range].partition_point(|it| it.words.start < words.end);
                from..to.max(from)
            };
            for a in met(on_a.clone(), &words_a) {
                for b in met(on_b.clone(), &words_b) {
                    let equal: usize = stretch
                        .runs
                        .iter()
                        .map(|run| {
                            let diagonal = |a: usize| (a + run.b).checked_sub(run.a);
                            let from = run.a.max(all[a].words.start);
                            let to = (run.a + run.len).min(all[a].words.end);
                            let (Some(from_b), Some(to_b)) = (diagonal(from), diagonal(to)) else { return 0 };
                            to_b.min(all[b].words.end).saturating_sub(from_b.max(all[b].words.start))
                        })
                        .sum();
                    let shorter = all[a].words.len().min(all[b].words.len());
                    if equal >= SHORTEST.min(shorter) && equal * 2 >= shorter {
                        union.join(a as u32, b as u32);
                    }
                }
            }
        }
    }
    let sets = union.all();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&it| (sets[it], it));
    order
        .chunk_by(|&a, &b| sets[a] == sets[b])
        .filter(|set| set.iter().any(|&it| all[it].page != all[set[0]].page))
        .map(<[usize]>::to_vec)
        .collect()
}

/// Compares each telling with the longest of them (of equal ones the first): the index of the longest, and all.
pub(crate) fn tell(all: &[Quoted], set: &[usize], leaves: &[Leaf]) -> (usize, Vec<Told>) {
    let longest = set.iter().copied().rev().max_by_key(|&it| all[it].words.len()).unwrap_or(set[0]);
    let base = &all[longest];
    let base_leaf = &leaves[base.page as usize];
    let told = set
        .iter()
        .map(|&it| {
            let quoted = all[it].clone();
            let leaf = &leaves[quoted.page as usize];
            let differences = if it == longest {
                Vec::new()
            } else {
                compare(base_leaf.body.text(), base.words.clone(), leaf.body.text(), quoted.words.clone())
            };
            let status = Status::of(differences.iter().map(|edit| edit.kind));
            let edits = differences.iter().map(|edit| super::rows::edit(edit, base_leaf, leaf)).collect();
            Told { quoted, status, edits }
        })
        .collect();
    (longest, told)
}

/// Gives the name that most tellings give, of equally many the first in order of the name.
pub(crate) fn most_named(names: &[String]) -> Option<String> {
    let mut names: Vec<&String> = names.iter().collect();
    names.sort_unstable();
    let best = names.chunk_by(|a, b| a == b).rev().max_by_key(|same| same.len())?;
    best.first().map(|name| (*name).clone())
}
