//! Words that say nothing about copying: set phrases of many outlets, and what an outlet repeats on its pages.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::seeds::{GRAM, PAGES, Seeds, Shared, words_of};

/// Pages of one outlet that make a stretch its furniture.
const OUTLET_PAGES: usize = 3;
/// Words of the longest stretch that is taken for furniture before it is known which pages hang together.
const FURNITURE: usize = 60;
/// Groups over which a phrase must be spread to be a set phrase.
const GROUPS: usize = 4;

/// For each page, the words that are set phrases or furniture.
#[derive(Debug)]
pub(crate) struct Stock {
    /// Words of each page, sorted ranges.
    ranges: Vec<Vec<(u32, u32)>>,
}

impl Stock {
    /// Says which words of a page are such: one mark a word.
    pub(crate) fn marks(&self, page: usize, words: usize) -> Vec<bool> {
        let mut marks = vec![false; words];
        for &(from, to) in &self.ranges[page] {
            let to = (to as usize).min(words);
            marks[(from as usize).min(to)..to].fill(true);
        }
        marks
    }

    /// The first reading, before it is known which pages hang together: short stretches of frequent seeds that are the
    /// lesser part of their page (`words`: how many each page has), and short stretches that one outlet (`outlets`: a
    /// number for each page) has on several pages.
    pub(crate) fn guess(
        seeds: &Seeds,
        by_page: &[Vec<Option<Shared>>],
        outlets: &[Option<u32>],
        words: &[usize],
    ) -> Self {
        let own = |shared: &Shared, page: usize| {
            outlets[page].is_some_and(|outlet| {
                count(seeds, shared, |other| outlets[other] == Some(outlet)) >= OUTLET_PAGES
            })
        };
        let ranges = by_page.iter().enumerate().map(|(page, of_page)| {
            let mut ranges: Vec<(u32, u32)> = stretches(of_page, |shared| shared.pages as usize > PAGES)
                .iter()
                .filter(|stretch| words_of(stretch) < FURNITURE && words_of(stretch) * 2 < words[page])
                .map(|stretch| range_of(stretch))
                .collect();
            let furniture = stretches(of_page, |shared| own(shared, page));
            ranges.extend(
                furniture
                    .iter()
                    .filter(|stretch| words_of(stretch) < FURNITURE)
                    .map(|stretch| range_of(stretch)),
            );
            merge(ranges)
        });
        Self { ranges: ranges.collect() }
    }

    /// The second reading: seeds that are spread over many groups of pages (`groups`: a number for each page), or over
    /// several of one outlet.
    pub(crate) fn of_groups(
        seeds: &Seeds,
        by_page: &[Vec<Option<Shared>>],
        outlets: &[Option<u32>],
        groups: &[u32],
    ) -> Self {
        // What a seed is spread over is asked for each page that holds it: once is enough.
        let mut spread: HashMap<usize, bool, FxBuildHasher> = HashMap::default();
        let mut is_spread = |shared: &Shared| {
            *spread.entry(shared.list.start).or_insert_with(|| {
                let mut over: Vec<u32> =
                    seeds.list(shared.list.clone()).iter().map(|seed| groups[seed.page as usize]).collect();
                over.sort_unstable();
                over.dedup();
                over.len() >= GROUPS && over.len() * 3 >= shared.pages as usize
            })
        };
        let mut ranges: Vec<Vec<(u32, u32)>> = Vec::with_capacity(by_page.len());
        for (page, of_page) in by_page.iter().enumerate() {
            let mut own_groups: Vec<u32> = Vec::new();
            let found = stretches(of_page, |shared| {
                if is_spread(shared) {
                    return true;
                }
                let Some(outlet) = outlets[page] else { return false };
                own_groups.clear();
                own_groups.extend(
                    seeds
                        .list(shared.list.clone())
                        .iter()
                        .map(|seed| seed.page as usize)
                        .filter(|&other| outlets[other] == Some(outlet))
                        .map(|other| groups[other]),
                );
                own_groups.sort_unstable();
                own_groups.dedup();
                own_groups.len() >= OUTLET_PAGES
            });
            ranges.push(merge(found.iter().map(|stretch| range_of(stretch)).collect()));
        }
        Self { ranges }
    }
}

/// Stretches of seeds that follow each other on a page and fulfil `is`.
pub(super) fn stretches(seeds: &[Option<Shared>], mut is: impl FnMut(&Shared) -> bool) -> Vec<Vec<&Shared>> {
    let mut out: Vec<Vec<&Shared>> = Vec::new();
    let mut open = false;
    for seed in seeds {
        let found = seed.as_ref().filter(|shared| is(shared));
        if let Some(shared) = found {
            if !open {
                out.push(Vec::new());
            }
            out.last_mut().expect("a stretch is open").push(shared);
        }
        open = found.is_some();
    }
    out
}

fn range_of(stretch: &[&Shared]) -> (u32, u32) {
    let from = stretch.first().map_or(0, |shared| shared.at);
    (from, stretch.last().map_or(from, |shared| shared.at + GRAM as u32))
}

fn merge(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

/// Counts the distinct pages of a seed that fulfil `is`, up to the number that matters.
fn count(seeds: &Seeds, shared: &Shared, is: impl Fn(usize) -> bool) -> usize {
    let mut last = None;
    let mut count = 0;
    for seed in seeds.list(shared.list.clone()) {
        if last != Some(seed.page) && is(seed.page as usize) {
            count += 1;
            if count >= OUTLET_PAGES {
                break;
            }
        }
        last = Some(seed.page);
    }
    count
}
