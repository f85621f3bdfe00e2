//! Linking: records to the rows of a picture.
//!
//! [`Linker`] takes records one by one, in any order, and keeps of each what is needed. [`Linker::picture`] then finds
//! who shares what (`seeds`, `passages`), what that makes of two pages (`pair`), which way it went (`reasons`,
//! `direction`), what hangs together (`groups`, `origin`) and what is told on several pages (`sayings`). Work grows
//! with the words read and the passages found, not with the pairs of pages.

mod credits;
pub(crate) mod direction;
mod groups;
pub(crate) mod leaf;
mod lines;
mod origin;
mod pair;
mod passages;
pub(crate) mod reasons;
mod rows;
mod rule;
mod sayings;
mod seeds;
mod stock;
mod union;

use std::collections::BTreeMap;

use avviso_record::picture::Row;
use avviso_record::{Record, Tool};

use leaf::Leaf;
use pair::{Marked, Pair, weigh};
use passages::{Grams, run_around, shared};
use seeds::{Meeting, Seeds};
use stock::Stock;
use union::Union;

/// Pages of a group in which all pairs are compared; in a larger one each page has its nearest only.
pub const PAIRS_UP_TO: usize = 50;
/// Words of the run around a single shared seed that make two pages worth comparing.
const ONE_SEED: usize = 8;
/// Up to so many pages, the words of all are kept.
const WORDS_KEPT: usize = 2000;
/// N-grams of so many pages are kept at a time.
const CACHED: usize = 4096;

/// What linking needs of one record.
#[derive(Debug)]
pub struct Prepared(Leaf);

impl Prepared {
    /// Takes it from a record.
    pub fn new(record: &Record) -> Self {
        Self(Leaf::new(record))
    }
}

/// Takes records, and says what they make together.
#[derive(Debug, Default)]
pub struct Linker {
    leaves: Vec<Leaf>,
}

impl Linker {
    /// Makes a linker without pages.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a record; of its text and facts what linking needs is kept.
    pub fn add(&mut self, record: &Record) {
        self.take(Prepared::new(record));
    }

    /// Takes a page that was prepared elsewhere, perhaps on another thread.
    pub fn take(&mut self, page: Prepared) {
        self.leaves.push(page.0);
    }

    /// Gives the number of records that were taken.
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Says whether no record was taken.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// Gives the rows of the picture, in the contract's order; `tool` stands in the header. The same records give the
    /// same rows, in whatever order they were taken.
    pub fn picture(self, tool: Tool) -> Vec<Row> {
        let mut leaves = ordered(self.leaves);
        let (seeds, words) = sow(&mut leaves);
        let mut search = Search::new(&leaves, seeds, words);
        let pairs = search.pairs();
        rows::picture(&leaves, &pairs, &search.groups, tool)
    }
}

/// Orders pages by id and source; equal bytes become one page with further places.
fn ordered(mut leaves: Vec<Leaf>) -> Vec<Leaf> {
    leaves.sort_by(|a, b| (&a.page, &a.source).cmp(&(&b.page, &b.source)));
    let mut out: Vec<Leaf> = Vec::with_capacity(leaves.len());
    for leaf in leaves {
        match out.last_mut() {
            Some(last) if last.page == leaf.page => {
                if last.source != leaf.source && last.also_at.last() != Some(&leaf.source) {
                    last.also_at.push(leaf.source);
                }
            }
            _ => out.push(leaf),
        }
    }
    out
}

/// Takes the seeds of all pages, and counts their words. Of many pages the words are read again where they are needed:
/// most pages share nothing with any other.
fn sow(leaves: &mut [Leaf]) -> (Seeds, Vec<u32>) {
    let mut seeds = Seeds::default();
    let mut words = Vec::with_capacity(leaves.len());
    let are_many = leaves.len() > WORDS_KEPT;
    for (page, leaf) in leaves.iter_mut().enumerate() {
        seeds.add(page as u32, leaf.body.words());
        words.push(leaf.body.words().len() as u32);
        if are_many {
            leaf.body.forget_words();
        }
    }
    seeds.sort(leaves.len());
    (seeds, words)
}

/// The search for pairs of pages that share words.
struct Search<'p> {
    leaves: &'p [Leaf],
    seeds: Seeds,
    /// How many words each page has.
    words: Vec<u32>,
    outlets: Vec<Option<u32>>,
    grams: Vec<Option<Grams>>,
    cached: usize,
    /// The group of each page: the least page of it.
    groups: Vec<u32>,
}

impl<'p> Search<'p> {
    fn new(leaves: &'p [Leaf], seeds: Seeds, words: Vec<u32>) -> Self {
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let outlets = leaves.iter().map(|leaf| {
            let key = leaf.outlet.as_ref()?.key();
            let next = numbers.len() as u32;
            Some(*numbers.entry(key).or_insert(next))
        });
        let outlets = outlets.collect();
        let grams = leaves.iter().map(|_| None).collect();
        let groups = (0..leaves.len() as u32).collect();
        Self { leaves, seeds, words, outlets, grams, cached: 0, groups }
    }

    /// Finds the pairs that share a copy or a quotation, in order, and sets the groups.
    fn pairs(&mut self) -> Vec<Pair> {
        let met = self.seeds.meetings();
        let mut stock = Stock::guess(&self.seeds, &self.outlets, &self.words);
        let mut pairs: Vec<Pair> = Vec::new();
        for meetings in met.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)) {
            if self.is_worth(meetings) {
                pairs.extend(self.compare(meetings[0].a, meetings[0].b, &stock));
            }
        }
        self.group(&pairs);
        // Now that it is known which pages hang together, set phrases are told from a text that many pages carry.
        stock = Stock::of_groups(&self.seeds, &self.outlets, &self.groups);
        for pair in &mut pairs {
            let stretches = std::mem::take(&mut pair.stretches);
            let (a, b) = (self.marked(pair.a, &stock), self.marked(pair.b, &stock));
            (pair.stretches, pair.tally) = weigh(&stretches, &a, &b);
        }
        self.group(&pairs);
        self.complete(&mut pairs, &stock);
        pairs.retain(|pair| pair.tally.is_copy() || pair.tally.is_quotation());
        self.keep_nearest(pairs)
    }

    /// Says whether two pages share more than one seed of a few words.
    fn is_worth(&self, meetings: &[Meeting]) -> bool {
        let [one] = meetings else { return true };
        let (a, b) = (&self.leaves[one.a as usize].body, &self.leaves[one.b as usize].body);
        run_around(a.words(), one.at_a as usize, b.words(), one.at_b as usize).len >= ONE_SEED
    }

    fn marked(&self, page: u32, stock: &Stock) -> Marked<'p> {
        let text = self.leaves[page as usize].body.text();
        Marked { text, stock: stock.marks(page as usize, text.words().len()) }
    }

    /// Compares two pages. All stretches are kept here, those that do not count too: see [`weigh`].
    fn compare(&mut self, a: u32, b: u32, stock: &Stock) -> Option<Pair> {
        for page in [a, b] {
            if self.grams[page as usize].is_none() {
                if self.cached >= CACHED {
                    self.grams.fill_with(|| None);
                    self.cached = 0;
                }
                self.cached += 1;
                self.grams[page as usize] = Some(Grams::new(self.leaves[page as usize].body.words()));
            }
        }
        // Filling the cache for the second page may have emptied it of the first.
        let fresh;
        let grams_a = if let Some(grams) = &self.grams[a as usize] {
            grams
        } else {
            fresh = Grams::new(self.leaves[a as usize].body.words());
            &fresh
        };
        let grams_b = self.grams[b as usize].as_ref().expect("filled last");
        let (text_a, text_b) = (self.leaves[a as usize].body.text(), self.leaves[b as usize].body.text());
        let stretches = shared(text_a, grams_a, text_b, grams_b);
        if stretches.is_empty() {
            return None;
        }
        let (_, tally) = weigh(&stretches, &self.marked(a, stock), &self.marked(b, stock));
        Some(Pair { a, b, stretches, tally })
    }

    /// Joins what copies join.
    fn group(&mut self, pairs: &[Pair]) {
        let mut union = Union::new(self.leaves.len());
        for pair in pairs.iter().filter(|pair| pair.tally.is_copy()) {
            union.join(pair.a, pair.b);
        }
        self.groups = union.all();
    }

    /// Compares what was not compared yet in groups that are not too large.
    fn complete(&mut self, pairs: &mut Vec<Pair>, stock: &Stock) {
        let mut done: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        done.sort_unstable();
        for members in self.members() {
            if members.len() < 3 || members.len() > PAIRS_UP_TO {
                continue;
            }
            for (index, &a) in members.iter().enumerate() {
                for &b in &members[index + 1..] {
                    if done.binary_search(&(a, b)).is_err()
                        && let Some(mut pair) = self.compare(a, b, stock)
                    {
                        let (of_a, of_b) = (self.marked(a, stock), self.marked(b, stock));
                        (pair.stretches, pair.tally) = weigh(&pair.stretches, &of_a, &of_b);
                        pairs.push(pair);
                    }
                }
            }
        }
        pairs.sort_by_key(|pair| (pair.a, pair.b));
    }

    /// Gives the pages of each group, in order of the least.
    fn members(&self) -> Vec<Vec<u32>> {
        let mut pages: Vec<u32> = (0..self.leaves.len() as u32).collect();
        pages.sort_by_key(|&page| (self.groups[page as usize], page));
        pages
            .chunk_by(|&x, &y| self.groups[x as usize] == self.groups[y as usize])
            .map(<[u32]>::to_vec)
            .collect()
    }

    /// Of large groups, keeps for each page the pair with its nearest.
    fn keep_nearest(&self, pairs: Vec<Pair>) -> Vec<Pair> {
        let mut size: BTreeMap<u32, usize> = BTreeMap::new();
        for &group in &self.groups {
            *size.entry(group).or_insert(0) += 1;
        }
        let is_large = |pair: &Pair| {
            let group = self.groups[pair.a as usize];
            group == self.groups[pair.b as usize] && size[&group] > PAIRS_UP_TO
        };
        let mut nearest: BTreeMap<u32, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
        for (index, pair) in pairs.iter().enumerate().filter(|(_, pair)| is_large(pair)) {
            for page in [pair.a, pair.b] {
                let near = (pair.tally.prose, std::cmp::Reverse(index));
                let best = nearest.entry(page).or_insert(near);
                *best = near.max(*best);
            }
        }
        let mut keep = vec![false; pairs.len()];
        for (_, std::cmp::Reverse(index)) in nearest.into_values() {
            keep[index] = true;
        }
        let mut keep = keep.into_iter();
        let is_kept = |pair: &Pair| {
            let kept = keep.next().unwrap_or(false);
            kept || !is_large(pair)
        };
        let mut pairs = pairs;
        pairs.retain(is_kept);
        pairs
    }
}

#[cfg(test)]
mod tests;
