//! A short paragraph that ends in a reporting verb and leads into the quotation of the next one.
//!
//! Catches: "The agency reports," / "Holm further stated:" / "In a letter to the council, the mayor wrote:" before a
//! quoted paragraph.
//! Leaves: a paragraph that says all itself; a quoted paragraph with a cue of its own.

use avviso_text::{RegionKind, RuleId};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::hits::Hit;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.lead-in");

/// Between the cue and the end of the paragraph are at most this many tokens.
const TAIL: usize = 18;

/// Finds them.
pub(crate) fn find(
    view: &View<'_>,
    hits: &[Vec<Hit<'_>>],
    out: &mut Vec<Candidate>,
    used: &mut [Option<usize>],
    taken: &[bool],
) {
    for cell in 0..view.cells.len().saturating_sub(1) {
        if taken.get(cell).copied().unwrap_or(false) || taken.get(cell + 1).copied().unwrap_or(false) {
            continue;
        }
        let Some(tokens) = view.cell_tokens.get(cell).cloned().filter(|tokens| !tokens.is_empty()) else {
            continue;
        };
        let last = tokens.end - 1;
        let mark = view.is(last, Class::COMMA.or(Class::COLON));
        let Some(sentence) = view.tokens.get(last).map(|token| token.sentence as usize) else { continue };
        let Some(hit) = hits.get(sentence).and_then(|hits| hits.last()) else { continue };
        let bare_end = tokens.end - usize::from(mark || view.is(last, Class::STOP));
        let ends_in_cue = hit.group.end == bare_end;
        if !(mark && bare_end.saturating_sub(hit.group.end) <= TAIL || ends_in_cue)
            || !hit.verb.takes.quotation
            || hit.passive
        {
            continue;
        }
        let comma_only = mark && view.is(last, Class::COMMA);
        if comma_only && !ends_in_cue && tokens.len() > 30 {
            continue;
        }
        let Some(subject) = hit.subject.clone() else { continue };
        // The next cell: a quotation at its start, or a quoted block of the page.
        let Some(next) = view.cells.get(cell + 1) else { continue };
        let quoted = view.quotations.list.partition_point(|q| q.span.start() < next.span.start());
        let at_start =
            view.quotations.list.get(quoted).filter(|q| q.span.start() == next.span.start() && q.depth == 0);
        let mut candidate = Candidate::new(RULE, if mark { 90 } else { 75 })
            .source(view, subject)
            .cue(view, hit.group.clone());
        candidate.stance = hit.stance();
        candidate.goes_on = hit.goes_on;
        let id = out.len();
        match at_start {
            Some(quotation)
                if used.get(quoted).copied().flatten().is_none()
                    && (quotation.fills_block || !quotation.closed || mark) =>
            {
                candidate.content.push(quotation.span);
                if let Some(slot) = used.get_mut(quoted) {
                    *slot = Some(id);
                }
                // What goes on with it in the next paragraphs, each opened anew.
                let mut before = quoted;
                for (index, more) in view.quotations.list.iter().enumerate().skip(quoted + 1).take(64) {
                    if more.continues.is_some_and(|of| of.index() == before) {
                        candidate.content.push(more.span);
                        if let Some(slot) = used.get_mut(index) {
                            *slot = Some(id);
                        }
                        before = index;
                    } else if more.depth == 0 {
                        break;
                    }
                }
            }
            None if next.outer == Some(RegionKind::Quotation)
                && view.cells.get(cell).is_some_and(|c| c.block != next.block) =>
            {
                let mut end = cell + 1;
                while view.cells.get(end).is_some_and(|c| c.block == next.block) && end < cell + 32 {
                    candidate.content.extend(view.cells.get(end).map(|cell| cell.span));
                    end += 1;
                }
            }
            _ => continue,
        }
        out.push(candidate);
    }
}
