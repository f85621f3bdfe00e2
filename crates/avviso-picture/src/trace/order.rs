//! Which of several pages is told first, and which page had the words first.
//!
//! Reasons for an order are those of linking, in the same ranks (`link::reasons`): a page's own word outranks hand-off
//! lines and leftovers, and these outrank days; reasons of one rank that disagree decide nothing.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use avviso_record::picture::{Direction, PageEvidence, Place};
use avviso_record::{At, Evidence};

use super::found::{Hit, Looked};
use crate::edits::digest;
use crate::link::direction::decide;
use crate::link::leaf::Leaf;
use crate::link::reasons::{Reason, Shares, is_before, reasons};
use crate::words::{Flags, Word};

/// The order in which places are told: by status, similarity, day (undated last), source.
pub(super) fn best_first(left_page: &Looked, left: &Hit, right_page: &Looked, right: &Hit) -> Ordering {
    let day = |page: &Looked| -> (bool, String) {
        let published = page.leaf.as_ref().and_then(|leaf| leaf.published.as_ref());
        let from = published.and_then(|it| it.from.as_ref());
        (from.is_none(), from.map(|it| it.day().to_owned()).unwrap_or_default())
    };
    (left.status.cmp(&right.status))
        .then(right.similarity.cmp(&left.similarity))
        .then_with(|| day(left_page).cmp(&day(right_page)))
        .then_with(|| left_page.source.cmp(&right_page.source))
        .then_with(|| left_page.page.cmp(&right_page.page))
}

/// Pages that are compared each with each; of more only the days are.
const EACH: usize = 64;
/// Words of the shared n-grams by which it is told how much of two pages is the same.
const GRAM: usize = 8;

/// Orders of pairs of pages, each told once: which of the two has its words from the other, and why.
#[derive(Debug, Default)]
pub(super) struct Orders {
    known: BTreeMap<(u32, u32), (Direction, Vec<PageEvidence>)>,
}

/// A page that holds a quotation: its number, what it says of itself, and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder<'h> {
    pub(super) number: usize,
    pub(super) leaf: &'h Leaf,
    pub(super) hit: &'h Hit,
}

impl Orders {
    /// Gives the reasons why the words of `second` came from `first`, where that is decided.
    fn precedes(&mut self, first: &Holder<'_>, second: &Holder<'_>) -> Option<&[PageEvidence]> {
        let turned = first.number > second.number;
        let (a, b) = if turned { (second, first) } else { (first, second) };
        let (direction, evidence) =
            self.known.entry((a.number as u32, b.number as u32)).or_insert_with(|| ordered(a.leaf, b.leaf));
        let wanted = if turned { Direction::BToA } else { Direction::AToB };
        (*direction == wanted).then_some(evidence.as_slice())
    }
}

/// Tells the order of two pages.
fn ordered(a: &Leaf, b: &Leaf) -> (Direction, Vec<PageEvidence>) {
    let (to_b, to_a) = (reasons(b, a, shares(b, a)), reasons(a, b, shares(a, b)));
    // That both name a third place says nothing about where the words stood first: days may.
    let decision = decide(&to_b, &to_a, false);
    let (copy, source, reasons) = match decision.direction {
        Direction::AToB => (b, a, to_b),
        Direction::BToA => (a, b, to_a),
        Direction::Undecided => return (Direction::Undecided, Vec::new()),
    };
    let told = |reason: Reason| PageEvidence {
        page: if reason.on_source { source } else { copy }.page.clone(),
        evidence: reason.evidence,
    };
    let evidence = reasons.into_iter().filter(|it| Some(it.rank) == decision.rank).map(told).collect();
    (decision.direction, evidence)
}

/// Tells how much of two pages' prose is the same: words in n-grams that both have.
fn shares(copy: &Leaf, source: &Leaf) -> Shares {
    let grams = |leaf: &Leaf| -> Vec<u64> {
        let mut grams: Vec<u64> = leaf.body.words().windows(GRAM).map(digest).collect();
        grams.sort_unstable();
        grams
    };
    let part = |words: &[Word], others: &[u64]| -> (usize, usize) {
        let is_prose = |word: &&Word| !word.is(Flags::QUOTED);
        let mut until = 0;
        let mut part = 0;
        for (at, word) in words.iter().enumerate() {
            if words.get(at..at + GRAM).is_some_and(|gram| others.binary_search(&digest(gram)).is_ok()) {
                until = at + GRAM;
            }
            part += usize::from(at < until && is_prose(&word));
        }
        (part, words.iter().filter(is_prose).count())
    };
    Shares { copy: part(copy.body.words(), &grams(source)), source: part(source.body.words(), &grams(copy)) }
}

/// The page that precedes all others, with its reasons; its index among the holders.
fn first_of(holders: &[Holder<'_>], orders: &mut Orders) -> Option<(usize, Vec<PageEvidence>)> {
    if holders.len() > EACH {
        let is_first = |it: usize| {
            let others = holders.iter().enumerate().filter(|(other, _)| *other != it);
            others.into_iter().all(|(_, other)| is_before(holders[it].leaf, other.leaf))
        };
        let first = (0..holders.len()).min_by_key(|&it| {
            let published = holders[it].leaf.published.as_ref();
            published
                .and_then(|it| it.to.as_ref())
                .map_or_else(|| "~".to_owned(), |to| to.as_str().to_owned())
        })?;
        return is_first(first).then(|| (first, Vec::new()));
    }
    // Reasons are joined: where a comes before b and b before c, a comes before c.
    let mut comes: Vec<Vec<bool>> = holders
        .iter()
        .map(|first| {
            holders
                .iter()
                .map(|second| first.number != second.number && orders.precedes(first, second).is_some())
                .collect()
        })
        .collect();
    for middle in 0..holders.len() {
        let further = comes[middle].clone();
        for from in comes.iter_mut().filter(|from| from[middle]) {
            from.iter_mut().zip(&further).for_each(|(comes, further)| *comes |= further);
        }
    }
    let mut firsts =
        (0..holders.len()).filter(|&it| (0..holders.len()).all(|other| other == it || comes[it][other]));
    let first = firsts.next()?;
    // In a circle nobody is first.
    if firsts.next().is_some() || comes[first][first] {
        return None;
    }
    let mut evidence: Vec<PageEvidence> = Vec::new();
    for second in holders {
        for reason in orders.precedes(&holders[first], second).unwrap_or_default() {
            if !evidence.contains(reason) {
                evidence.push(reason.clone());
            }
        }
    }
    Some((first, evidence))
}

/// The place itself as a reason.
fn at_place(holder: &Holder<'_>, because: &str) -> PageEvidence {
    let at = At::Text(holder.hit.found[0].span);
    PageEvidence {
        page: holder.leaf.page.clone(),
        evidence: Evidence { at, because: because.to_owned(), note: None },
    }
}

fn placed(holder: &Holder<'_>, evidence: Vec<PageEvidence>) -> Place {
    Place { page: holder.leaf.page.clone(), source: holder.leaf.source.clone(), evidence }
}

/// The page that had the words first; with its index.
pub(super) fn earliest(holders: &[Holder<'_>], orders: &mut Orders) -> Option<(usize, Place)> {
    if let [holder] = holders {
        return Some((0, placed(holder, vec![at_place(holder, "trace.only-page")])));
    }
    let (first, mut evidence) = first_of(holders, orders)?;
    if evidence.is_empty() {
        evidence.push(at_place(&holders[first], "trace.earliest-day"));
    }
    Some((first, placed(&holders[first], evidence)))
}

/// The page that first has other words than the earliest has.
pub(super) fn changed_first(holders: &[Holder<'_>], earliest: usize, orders: &mut Orders) -> Option<Place> {
    let wording = &holders[earliest].hit.wording;
    let changed: Vec<Holder<'_>> =
        holders.iter().filter(|holder| holder.hit.wording != *wording).copied().collect();
    let (first, mut evidence) =
        if changed.len() == 1 { (0, Vec::new()) } else { first_of(&changed, orders)? };
    evidence.insert(0, at_place(&changed[first], "trace.words-differ"));
    Some(placed(&changed[first], evidence))
}
