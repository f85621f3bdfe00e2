//! Quoted stretches: a state machine by paragraph.
//!
//! A missing mark costs one paragraph, never the article: the machine starts afresh in every cell, and what was opened
//! and not closed goes on only into a next cell that opens with a mark again.

mod kinds;
mod machine;
mod marks;

use avviso_text::{Code, Diagnostics, Id};

use crate::layers::{Quotation, QuotationKind, Quotations, Sentences, Words};
use crate::pass::{Context, Pass};
use crate::segments::cells::cells;

const DEEP_QUOTATION: Code = Code::new("deep-quotation");

/// Marks and white space that may stand beside a quotation that fills its block.
const AROUND: &[char] = &['.', ',', ';', '!', '?', '…', '—', '–', '-', '*'];

/// Finds quoted stretches.
#[derive(Debug)]
pub(crate) struct FindQuotations;

impl Pass for FindQuotations {
    const NAME: &'static str = "quotations";
    type Needs<'a> = (&'a Sentences, &'a Words);
    type Gives = Quotations;

    fn run(&self, context: Context<'_>, _: (&Sentences, &Words), out: &mut Diagnostics) -> Quotations {
        let article = context.article;
        let mut quotations = Quotations::default();
        let mut too_deep = None;
        // The quotation that the cell before opened and did not close.
        let mut open: Option<Id<Quotation>> = None;
        for cell in cells(article) {
            let words = article.slice(cell.span);
            let found = machine::read(words, context.limits.nested_quotations as usize);
            if found.too_deep {
                too_deep = too_deep.or(Some(cell.span));
            }
            let mut left_open = None;
            for stretch in found.list {
                let place = |range: std::ops::Range<usize>| {
                    article.span(cell.span.start() + range.start..cell.span.start() + range.end)
                };
                let (Some(span), Some(inner)) = (place(stretch.span.clone()), place(stretch.inner.clone()))
                else {
                    continue;
                };
                if inner.is_empty() {
                    continue;
                }
                let before = words.get(..stretch.span.start).unwrap_or_default();
                let after = words.get(stretch.span.end..).unwrap_or_default();
                let bare = |part: &str| part.trim().trim_matches(AROUND).trim().is_empty();
                let fills_block = stretch.depth == 0
                    && bare(near_end(before))
                    && bare(near_start(after))
                    && before.len() <= 80
                    && after.len() <= 80;
                let kind = if stretch.closed {
                    kinds::kind(article.slice(inner), near_end(before), near_start(after), fills_block)
                } else {
                    QuotationKind::Speech
                };
                let continues = open.take().filter(|_| stretch.span.start == 0);
                let id = Id::new(quotations.list.len());
                if !stretch.closed && stretch.depth == 0 {
                    left_open = Some(id);
                }
                quotations.list.push(Quotation {
                    span,
                    inner,
                    kind,
                    depth: stretch.depth,
                    block: cell.block,
                    fills_block,
                    continues,
                    closed: stretch.closed,
                });
            }
            open = left_open;
        }
        if let Some(cell) = too_deep {
            let message = format!(
                "quotations inside more than {} others were read as part of those, here for the first time",
                context.limits.nested_quotations
            );
            out.note(DEEP_QUOTATION, message, Some(cell.into()));
        }
        quotations
    }
}

/// The last bytes of what stands before a quotation (enough for the words that decide its kind).
fn near_end(before: &str) -> &str {
    let mut from = before.len().saturating_sub(80);
    while !before.is_char_boundary(from) {
        from += 1;
    }
    before.get(from..).unwrap_or_default()
}

/// The first bytes of what stands after a quotation.
fn near_start(after: &str) -> &str {
    let mut to = after.len().min(80);
    while !after.is_char_boundary(to) {
        to -= 1;
    }
    after.get(..to).unwrap_or_default()
}

#[cfg(test)]
mod tests;
