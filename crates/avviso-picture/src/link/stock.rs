//! Words that say nothing about copying: set phrases of many outlets, and what an outlet repeats on its pages.

use super::seeds::{GRAM, Seeds, Sown, stretches, words_of};

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
    ranges: Vec<Box<[(u32, u32)]>>,
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

    /// The first reading, before it is known which pages hang together: short stretches of frequent seeds, where these
    /// together are the lesser part of their page (`words`: how many each page has), and short stretches that one outlet (`outlets`: a
    /// number for each page) has on several pages.
    pub(crate) fn guess(seeds: &Seeds, outlets: &[Option<u32>], words: &[u32]) -> Self {
        // Every page is its own: then an outlet's pages are counted.
        let pages: Vec<u32> = (0..seeds.pages() as u32).collect();
        let furnished = furnished(seeds, outlets, &pages);
        let ranges = (0..seeds.pages()).map(|page| {
            let of_page = seeds.of_page(page);
            let frequent = stretches(of_page, |sown| seeds.is_frequent(sown));
            let together: usize = frequent.iter().map(|stretch| words_of(stretch)).sum();
            let is_lesser =
                |stretch: &&[Sown]| words_of(stretch) < FURNITURE && together * 2 < words[page] as usize;
            let own = stretches(of_page, |sown| is_furnished(&furnished, sown, outlets[page]));
            let mut ranges: Vec<(u32, u32)> = frequent.into_iter().filter(is_lesser).map(range_of).collect();
            ranges.extend(own.into_iter().filter(|stretch| words_of(stretch) < FURNITURE).map(range_of));
            merge(ranges)
        });
        Self { ranges: ranges.collect() }
    }

    /// The second reading: seeds that are spread over many groups of pages (`groups`: a number for each page), or over
    /// several of one outlet.
    pub(crate) fn of_groups(seeds: &Seeds, outlets: &[Option<u32>], groups: &[u32]) -> Self {
        let mut over: Vec<u32> = Vec::new();
        let spread: Vec<bool> = (0..seeds.lists())
            .map(|list| {
                if seeds.pages_of(list) < GROUPS {
                    return false;
                }
                over.clear();
                over.extend(seeds.list(list).iter().map(|seed| groups[seed.page as usize]));
                over.sort_unstable();
                over.dedup();
                over.len() >= GROUPS && over.len() * 3 >= seeds.pages_of(list)
            })
            .collect();
        let furnished = furnished(seeds, outlets, groups);
        let ranges = (0..seeds.pages()).map(|page| {
            let found = stretches(seeds.of_page(page), |sown| {
                spread[sown.list as usize] || is_furnished(&furnished, sown, outlets[page])
            });
            merge(found.into_iter().map(range_of).collect())
        });
        Self { ranges: ranges.collect() }
    }
}

/// For each list, the outlets that have its words in [`OUTLET_PAGES`] groups or more, in order of list and outlet.
fn furnished(seeds: &Seeds, outlets: &[Option<u32>], groups: &[u32]) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut of_list: Vec<(u32, u32)> = Vec::new();
    for list in (0..seeds.lists()).filter(|&list| seeds.pages_of(list) >= OUTLET_PAGES) {
        of_list.clear();
        of_list.extend(seeds.list(list).iter().filter_map(|seed| {
            let page = seed.page as usize;
            outlets[page].map(|outlet| (outlet, groups[page]))
        }));
        of_list.sort_unstable();
        of_list.dedup();
        let of_outlets = of_list.chunk_by(|a, b| a.0 == b.0).filter(|own| own.len() >= OUTLET_PAGES);
        out.extend(of_outlets.map(|own| (list, own[0].0)));
    }
    out
}

fn is_furnished(furnished: &[(u32, u32)], sown: Sown, outlet: Option<u32>) -> bool {
    outlet.is_some_and(|outlet| furnished.binary_search(&(sown.list, outlet)).is_ok())
}

fn range_of(stretch: &[Sown]) -> (u32, u32) {
    let from = stretch.first().map_or(0, |sown| sown.at);
    (from, stretch.last().map_or(from, |sown| sown.at + GRAM as u32))
}

fn merge(mut ranges: Vec<(u32, u32)>) -> Box<[(u32, u32)]> {
    ranges.sort_unstable();
    ranges.dedup();
    ranges.into_boxed_slice()
}
