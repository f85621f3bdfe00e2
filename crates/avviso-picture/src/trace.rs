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
        pages.sort_by(|a, b| (a.page.id.as_str(), a.page.source.as_str()).cmp(&(&b.page.id, &b.page.source)));
        pages.dedup_by(|again, first| again.page.id == first.page.id);
        let mut hits: Vec<Vec<(usize, &Hit)>> = vec![Vec::new(); self.queries.len()];
        for (index, page) in pages.iter().enumerate() {
            for hit in &page.hits {
                hits[hit.query].push((index, hit));
            }
        }
        let speakers = |query: usize, hits: &[(usize, &Hit)]| {
            self.queries.quotation(query).speaker.as_ref()?;
            // The page that has the words best says who spoke them; where it does not, the next one.
            hits.iter().find_map(|(_, hit)| hit.agrees)
        };
        hits.into_iter()
            .enumerate()
            .map(|(query, mut hits)| {
                hits.sort_by(|(a, left), (b, right)| order::best_first(&pages[*a], left, &pages[*b], right));
                let quotation = self.queries.quotation(query);
                let holders: Vec<(&found::Page, &Hit)> =
                    hits.iter().map(|&(page, hit)| (&pages[page].page, hit)).collect();
                let earliest = order::earliest(&holders);
                let changed_first =
                    earliest.as_ref().and_then(|(first, _)| order::changed_first(&holders, *first));
                Traced {
                    id: quotation.id.clone(),
                    words: quotation.words.clone(),
                    status: status(hits.first().map(|(_, hit)| hit.status)),
                    speaker_as_given: quotation.speaker.clone(),
                    speaker_agrees: speakers(query, &hits),
                    found: hits.iter().flat_map(|(_, hit)| hit.found.iter().cloned()).collect(),
                    earliest: earliest.map(|(_, place)| place),
                    changed_first,
                }
            })
            .collect()
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
