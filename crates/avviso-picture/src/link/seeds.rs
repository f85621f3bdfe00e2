//! Seeds: sampled n-grams, by which pages that share words are met without looking at all pairs.
//!
//! Of each page the n-grams of [`GRAM`] words are digested, and of every [`WINDOW`] that follow each other the smallest
//! digest is kept (winnowing, Schleimer et al. 2003): pages that share `GRAM + WINDOW - 1` words in a row share a seed.
//! Seeds are sorted, never paired through a map. A seed that stands on many pages is no reason to compare all of them:
//! where it belongs to a long stretch of such seeds (a text that many pages carry) each page is compared with its
//! neighbours in the seed's list, so that all hang together; where it stands alone it is a set phrase.

use std::ops::Range;

use super::stock::stretches;
use crate::edits::digest;
use crate::words::Word;

/// Words of a seed.
pub(crate) const GRAM: usize = 5;
/// N-grams of which one is kept.
const WINDOW: usize = 4;
/// Pages that share a seed and are all compared with each other.
pub(crate) const PAGES: usize = 8;
/// Words of a stretch of frequent seeds that is taken for a text and not for a set phrase: the words that make a copy.
pub(crate) const LONG: usize = 25;
/// Of such a stretch, words that one seed is chosen from.
const STRIDE: usize = 20;
/// Places at which one page may hold one seed.
const REPEATED: usize = 2;

/// A seed on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seed {
    digest: u64,
    pub(crate) page: u32,
    pub(crate) at: u32,
}

/// Two pages that share a seed, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Meeting {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) at_a: u32,
    pub(crate) at_b: u32,
}

/// A seed of one page with the pages that share it: a range of the sorted seeds.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) at: u32,
    pub(crate) list: Range<usize>,
    /// Distinct pages.
    pub(crate) pages: u32,
}

/// All seeds, in order of digest, page and place.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    seeds: Vec<Seed>,
}

impl Seeds {
    /// Takes the seeds of a page.
    pub(crate) fn add(&mut self, page: u32, words: &[Word]) {
        let digests: Vec<u64> = words.windows(GRAM).map(digest).collect();
        let mut last = None;
        let windows = digests.len().saturating_sub(WINDOW - 1).max(usize::from(!digests.is_empty()));
        for start in 0..windows {
            let window = &digests[start..(start + WINDOW).min(digests.len())];
            // Of equal digests the last: a repeated word gives one seed and not many.
            let least = window.iter().enumerate().rev().min_by_key(|(_, digest)| **digest);
            let Some((offset, &digest)) = least else { continue };
            let at = start + offset;
            if last != Some(at) {
                self.seeds.push(Seed { digest, page, at: at as u32 });
                last = Some(at);
            }
        }
    }

    /// Sorts; to be called when all pages are in.
    pub(crate) fn sort(&mut self) {
        self.seeds.sort_unstable();
        let mut count = 0;
        let mut last: Option<Seed> = None;
        self.seeds.retain(|seed| {
            let again = last.is_some_and(|last| last.digest == seed.digest && last.page == seed.page);
            count = if again { count + 1 } else { 1 };
            last = Some(*seed);
            count <= REPEATED
        });
    }

    /// Gives the seeds of a list.
    pub(crate) fn list(&self, list: Range<usize>) -> &[Seed] {
        &self.seeds[list]
    }

    /// Gives for each of `pages` pages the seeds that it shares with another, in order of place, and between them
    /// `None` for those that it shares with nobody.
    pub(crate) fn by_page(&self, pages: usize) -> Vec<Vec<Option<Shared>>> {
        let mut of_pages: Vec<Vec<(u32, Option<Shared>)>> = vec![Vec::new(); pages];
        for list in self.lists() {
            let distinct = distinct_pages(&self.seeds[list.clone()]);
            for seed in &self.seeds[list.clone()] {
                let shared =
                    (distinct > 1).then(|| Shared { at: seed.at, list: list.clone(), pages: distinct });
                of_pages[seed.page as usize].push((seed.at, shared));
            }
        }
        of_pages
            .into_iter()
            .map(|mut seeds| {
                seeds.sort_by_key(|(at, _)| *at);
                seeds.into_iter().map(|(_, shared)| shared).collect()
            })
            .collect()
    }

    /// Gives the ranges of equal digests.
    fn lists(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.seeds.chunk_by(|a, b| a.digest == b.digest).map(move |list| {
            start += list.len();
            start - list.len()..start
        })
    }

    /// Gives the pages that are to be compared: pairs in order, each with the places where they share a seed. Pairs of
    /// pages grow with the seeds, never with the square of the pages.
    pub(crate) fn meetings(&self, by_page: &[Vec<Option<Shared>>]) -> Vec<Meeting> {
        let mut out = Vec::new();
        for list in self.lists() {
            let seeds = &self.seeds[list];
            if distinct_pages(seeds) as usize <= PAGES {
                for (index, a) in seeds.iter().enumerate() {
                    out.extend(seeds[index + 1..].iter().filter_map(|b| meeting(*a, *b)));
                }
            }
        }
        for list in self.chosen(by_page) {
            let seeds = &self.seeds[list];
            out.extend(seeds.windows(2).filter_map(|pair| meeting(pair[0], pair[1])));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Of long stretches of frequent seeds, the rarest now and then: lists, in order.
    fn chosen(&self, by_page: &[Vec<Option<Shared>>]) -> Vec<Range<usize>> {
        let mut chosen: Vec<Range<usize>> = Vec::new();
        for seeds in by_page {
            for stretch in stretches(seeds, |shared| shared.pages as usize > PAGES) {
                if words_of(&stretch) < LONG {
                    continue;
                }
                let mut from = 0;
                while from < stretch.len() {
                    let start = stretch[from].at;
                    let to = from
                        + stretch[from..].iter().take_while(|it| ((it.at - start) as usize) < STRIDE).count();
                    let rarest = stretch[from..to]
                        .iter()
                        .min_by_key(|it| (it.pages, self.seeds[it.list.start].digest));
                    chosen.extend(rarest.map(|it| it.list.clone()));
                    from = to;
                }
            }
        }
        chosen.sort_by_key(|list| list.start);
        chosen.dedup();
        chosen
    }
}

/// Words that a stretch of seeds covers.
pub(crate) fn words_of(stretch: &[&Shared]) -> usize {
    match (stretch.first(), stretch.last()) {
        (Some(first), Some(last)) => (last.at - first.at) as usize + GRAM,
        _ => 0,
    }
}

fn distinct_pages(seeds: &[Seed]) -> u32 {
    1 + seeds.windows(2).map(|pair| u32::from(pair[0].page != pair[1].page)).sum::<u32>()
}

fn meeting(a: Seed, b: Seed) -> Option<Meeting> {
    (a.page != b.page).then_some(Meeting { a: a.page, b: b.page, at_a: a.at, at_b: b.at })
}
