//! An embedded post: the words are its author's, the dash before the name is the cue, its date is when they were said.
//!
//! Catches a block that the page shows as a post with its byline, and in bare text a block followed by a line like
//! "— Name (@handle) March 7, 2019".
//! Leaves: a quoted block without byline; a line "— 30 March" below a paragraph.

use avviso_text::{RegionKind, RuleId};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::view::View;
use crate::layers::{Medium, Times};

pub(crate) const RULE: RuleId = RuleId::new("attribution.embedded-post");

/// Finds posts; `taken` are the cells that belong to one.
pub(crate) fn find(view: &View<'_>, times: &Times, out: &mut Vec<Candidate>, taken: &mut [bool]) {
    for index in 0..view.cells.len() {
        let Some(cell) = view.cells.get(index) else { continue };
        let Some(tokens) = view.cell_tokens.get(index).cloned().filter(|tokens| !tokens.is_empty()) else {
            continue;
        };
        let dash = tokens.start + usize::from(is_dashes(view, tokens.start));
        if dash == tokens.start && cell.kind != Some(RegionKind::Byline) {
            continue;
        }
        let first_word = (tokens.clone()).find(|at| view.is(*at, Class::WORD));
        let Some(name_start) = first_word.filter(|at| *at < tokens.start + 4) else { continue };
        // The handle tells a post from any other dash.
        let handle = (name_start..tokens.end.min(name_start + 12))
            .find(|at| view.word(*at) == "@" && view.is(at.wrapping_sub(1), Class::OPENING));
        let post = cell.outer == Some(RegionKind::EmbeddedPost);
        let name_end = match handle {
            Some(handle) => handle - 1,
            None if post && cell.kind == Some(RegionKind::Byline) => (name_start..tokens.end)
                .find(|at| {
                    !view.is(*at, Class::WORD) && view.word(*at) != "."
                        || view.is(*at, Class::NUMBER.or(Class::TIME))
                })
                .unwrap_or(tokens.end),
            None => continue,
        };
        if name_end <= name_start {
            continue;
        }
        // The post's words: the cells of the same block before, or the cell right before.
        let mut from = index;
        while from > 0
            && index - from < 64
            && view
                .cells
                .get(from - 1)
                .is_some_and(|before| if post { before.block == cell.block } else { from == index })
        {
            from -= 1;
        }
        if from == index || (!post && view.is_headline(from)) {
            continue;
        }
        let Some(words) =
            view.cells.get(from).zip(view.cells.get(index - 1)).map(|(a, b)| a.span.cover(b.span))
        else {
            continue;
        };
        let mut candidate = Candidate::new(RULE, 95).source(view, name_start..name_end);
        if name_start > tokens.start {
            candidate = candidate.cue(view, tokens.start..name_start);
        }
        candidate.content.push(words);
        candidate.medium = Some(Medium::Post);
        candidate.time =
            times.list.iter().map(|time| time.value().span).find(|span| cell.span.contains(*span));
        out.push(candidate);
        for slot in taken.iter_mut().take(index + 1).skip(from) {
            *slot = true;
        }
    }
}

/// Whether a token is a dash, one of two hyphens included.
pub(crate) fn is_dashes(view: &View<'_>, at: usize) -> bool {
    view.is(at, Class::DASH)
}
