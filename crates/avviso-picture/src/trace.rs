//! Tracing: is this quotation real, who has it, what was changed, and where did it stand first.
//!
//! A [`Tracer`] is made of quotations and reads one record after the other ([`Tracer::look`], which needs nothing but
//! the record, so that records can be read on many threads and forgotten); [`Tracer::finish`] joins what was found.
//! Words are those of [`crate::words`] and differences those of [`crate::edits`], as in linking.
//!
//! A page holds a quotation when at least half of its content words, and at least four, stand on it in one passage in
//! order; a shorter quotation has to stand whole. Which pages may hold which quotation is told exactly, without
//! sampling: a page that shares too few of a quotation's words is never aligned, and no other is passed over.

mod found;
mod order;
mod passage;
mod query;
mod quotation;
mod said;

pub use found::{Hit, Looked};
pub use quotation::{Quotation, QuotationError, quotations};

use avviso_record::picture::{Status, TraceStatus, Traced};
use avviso_record::{Confidence, Record};

use query::Queries;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Places whose words agree less are not told.
    pub min_similarity: Confidence,
}

/// Half of the words.
impl Default for Options {
    fn default() -> Self {
        let half = Confidence::from_ten_thousandths(5000).expect("a half is no more than a whole");
        Self { min_similarity: half }
    }
}

/// Quotations, ready to be looked for.
#[derive(Debug)]
pub struct Tracer {
    queries: Queries,
    options: Options,
}

impl Tracer {
    /// Takes the quotations to be traced.
    pub fn new(quotations: Vec<Quotation>, options: Options) -> Self {
        Self { queries: Queries::new(quotations), options }
    }

    /// Looks for all quotations on one page.
    pub fn look(&self, record: &Record) -> Looked {
        found::look(&self.queries, record, self.options)
    }

    /// Joins what was found on all pages: one answer a quotation, in the order given. The pages' order is free; of
    /// equal bytes the first place counts.
    pub fn finish(&self, mut pages: Vec<Looked>) -> Vec<Traced> {
        pages.sort_by(|a, b| (&a.page, &a.source).cmp(&(&b.page, &b.source)));
        pages.dedup_by(|again, first| again.page == first.page);
        let mut orders = order::Orders::default();
        let mut hits: Vec<Vec<(usize, &Hit)>> = vec![Vec::new(); self.queries.len()];
        for (number, page) in pages.iter().enumerate() {
            for hit in &page.hits {
                hits[hit.query].push((number, hit));
            }
        }
        let mut scraps: Vec<Vec<&found::Scrap>> = vec![Vec::new(); self.queries.len()];
        for scrap in pages.iter().flat_map(|page| &page.scraps) {
            scraps[scrap.query].push(scrap);
        }
        let row = |(query, mut hits): (usize, Vec<(usize, &Hit)>)| {
            hits.sort_by(|(a, left), (b, right)| order::best_first(&pages[*a], left, &pages[*b], right));
            let quotation = self.queries.quotation(query);
            // A page with a hit has its leaf.
            let holder = |&(number, hit): &(usize, _)| {
                pages[number].leaf.as_ref().map(|leaf| order::Holder { number, leaf, hit })
            };
            let holders: Vec<order::Holder<'_>> = hits.iter().filter_map(holder).collect();
            let (first, earliest) = order::earliest(&holders, &mut orders).unzip();
            let changed_first = first.and_then(|first| order::changed_first(&holders, first, &mut orders));
            Traced {
                id: quotation.id.clone(),
                words: quotation.words.clone(),
                status: status(hits.first().map(|(_, hit)| hit.status)),
                speaker_as_given: quotation.speaker.clone(),
                // The page that has the words best says who spoke them; where it does not, the next one.
                speaker_agrees: hits.iter().find_map(|(_, hit)| hit.agrees),
                found: match hits.split_first() {
                    // What the best page lacks may have been sewn on from another.
                    Some(((_, best), others)) => {
                        let mut found = best.stitched(&scraps[query]);
                        found.extend(others.iter().flat_map(|(_, hit)| hit.found.iter().cloned()));
                        found
                    }
                    None => Vec::new(),
                },
                earliest,
                changed_first,
            }
        };
        hits.into_iter().enumerate().map(row).collect()
    }
}

/// The status of a quotation whose best place has this one.
fn status(best: Option<Status>) -> TraceStatus {
    match best {
        Some(Status::Verbatim) => TraceStatus::Verbatim,
        Some(Status::Cut) => TraceStatus::Cut,
        Some(Status::Altered) => TraceStatus::Altered,
        None => TraceStatus::Absent,
    }
}

#[cfg(test)]
mod tests;
