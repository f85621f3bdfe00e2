//! Seeds: sampled n-grams, by which pages that share words are met without looking at all pairs.
//!
//! Of each page the n-grams of [`GRAM`] words are digested, and of every [`WINDOW`] that follow each other the smallest
//! digest is kept (winnowing, Schleimer et al. 2003): pages that share `GRAM + WINDOW - 1` words in a row share a seed.
//! Seeds are sorted, never paired through a map. A seed that stands on many pages is no reason to compare all of them:
//! where it belongs to a long stretch of such seeds (a text that many pages carry) each page is compared with its
//! neighbours in the seed's list, so that all hang together; where it stands alone it is a set phrase.

use std::ops::Range;

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

/// A seed of one page, in the page's order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sown {
    /// Its first word.
    pub(crate) at: u32,
    /// The number of its list: all places of the same words.
    pub(crate) list: u32,
}

/// All seeds, in order of digest, page and place; those of one digest are a list.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    seeds: Vec<Seed>,
    /// Where each list starts, and behind the last.
    starts: Vec<u32>,
    /// On how many pages each list's words stand.
    pages: Vec<u32>,
    /// The seeds of each page, and where each page's start, and behind the last.
    sown: Vec<Sown>,
    sown_starts: Vec<u32>,
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

    /// Sorts, and makes the lists; to be called when all of `count` pages are in.
    pub(crate) fn sort(&mut self, count: usize) {
        self.seeds.sort_unstable();
        let mut repeated = 0;
        let mut last: Option<Seed> = None;
        self.seeds.retain(|seed| {
            let again = last.is_some_and(|last| last.digest == seed.digest && last.page == seed.page);
            repeated = if again { repeated + 1 } else { 1 };
            last = Some(*seed);
            repeated <= REPEATED
        });
        self.seeds.shrink_to_fit();
        self.starts.push(0);
        self.sown_starts = vec![0; count + 1];
        for list in self.seeds.chunk_by(|a, b| a.digest == b.digest) {
            self.starts.push(self.starts.last().copied().unwrap_or(0) + list.len() as u32);
            self.pages.push(distinct_pages(list));
            for seed in list {
                self.sown_starts[seed.page as usize + 1] += 1;
            }
        }
        for page in 0..count {
            self.sown_starts[page + 1] += self.sown_starts[page];
        }
        let mut next = self.sown_starts.clone();
        self.sown = vec![Sown { at: 0, list: 0 }; self.seeds.len()];
        for list in 0..self.lists() {
            for seed in &self.seeds[self.range(list)] {
                let place = &mut next[seed.page as usize];
                self.sown[*place as usize] = Sown { at: seed.at, list };
                *place += 1;
            }
        }
        for page in 0..count {
            let (from, to) = (self.sown_starts[page] as usize, self.sown_starts[page + 1] as usize);
            self.sown[from..to].sort_unstable_by_key(|sown| sown.at);
        }
    }

    /// Gives the number of lists.
    pub(crate) fn lists(&self) -> u32 {
        self.pages.len() as u32
    }

    fn range(&self, list: u32) -> Range<usize> {
        self.starts[list as usize] as usize..self.starts[list as usize + 1] as usize
    }

    /// Gives the seeds of a list, in order of page.
    pub(crate) fn list(&self, list: u32) -> &[Seed] {
        &self.seeds[self.range(list)]
    }

    /// Gives the number of pages on which a list's words stand.
    pub(crate) fn pages_of(&self, list: u32) -> usize {
        self.pages[list as usize] as usize
    }

    /// Gives the seeds of a page, in order of place.
    pub(crate) fn of_page(&self, page: usize) -> &[Sown] {
        &self.sown[self.sown_starts[page] as usize..self.sown_starts[page + 1] as usize]
    }

    /// Gives the number of pages.
    pub(crate) fn pages(&self) -> usize {
        self.sown_starts.len().saturating_sub(1)
    }

    /// Says whether a seed stands on more pages than are all compared.
    pub(crate) fn is_frequent(&self, sown: Sown) -> bool {
        self.pages_of(sown.list) > PAGES
    }

    /// Gives the pages that are to be compared: pairs in order, each with the places where they share a seed. Pairs of
    /// pages grow with the seeds, never with the square of the pages.
    pub(crate) fn meetings(&self) -> Vec<Meeting> {
        let mut out = Vec::new();
        for list in (0..self.lists()).filter(|&list| (2..=PAGES).contains(&self.pages_of(list))) {
            let seeds = self.list(list);
            for (index, a) in seeds.iter().enumerate() {
                out.extend(seeds[index + 1..].iter().filter_map(|b| meeting(*a, *b)));
            }
        }
        for list in self.chosen() {
            out.extend(self.list(list).windows(2).filter_map(|pair| meeting(pair[0], pair[1])));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Of long stretches of frequent seeds, the rarest now and then: lists, in order.
    fn chosen(&self) -> Vec<u32> {
        let mut chosen: Vec<u32> = Vec::new();
        for page in 0..self.pages() {
            for stretch in stretches(self.of_page(page), |sown| self.is_frequent(sown)) {
                if words_of(stretch) < LONG {
                    continue;
                }
                let mut rest = stretch;
                while let Some(first) = rest.first() {
                    let near = rest.iter().take_while(|it| ((it.at - first.at) as usize) < STRIDE).count();
                    let (these, others) = rest.split_at(near);
                    // Lists are in order of their digests, so that ties fall the same way on every page.
                    chosen.extend(
                        these.iter().map(|it| it.list).min_by_key(|&list| (self.pages_of(list), list)),
                    );
                    rest = others;
                }
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    }
}

/// Gives the stretches of seeds that follow each other on a page and fulfil `is`.
pub(crate) fn stretches(seeds: &[Sown], mut is: impl FnMut(Sown) -> bool) -> Vec<&[Sown]> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (index, &seed) in seeds.iter().enumerate() {
        match (is(seed), open) {
            (true, None) => open = Some(index),
            (false, Some(start)) => {
                out.push(&seeds[start..index]);
                open = None;
            }
            _ => {}
        }
    }
    out.extend(open.map(|start| &seeds[start..]));
    out
}

/// Counts the words that a stretch of seeds covers.
pub(crate) fn words_of(stretch: &[Sown]) -> usize {
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
