//! Words with fates to blocks: who gets the white space, and what separates two kept blocks.
//!
//! White space between two kept blocks is copied. Around something dropped it belongs to what was dropped, and a
//! separator is set between the kept neighbours: an empty line if the page has one on either side, else a line
//! break; on one line a new paragraph after a whole sentence, and the page's own blank inside a sentence.

use std::ops::Range;

use avviso_text::{Decoded, RegionKind, RuleId, Why};

use crate::blocks::{Before, Block, Label, Run};
use crate::plain::sheet::{Fate, Sheet};
use crate::plain::words::ends_sentence;

/// A stretch of words that becomes one block.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) words: Range<usize>,
    pub(crate) label: Label,
    pub(crate) because: RuleId,
    pub(crate) inner: Vec<(RegionKind, Range<usize>)>,
}

/// The dropped stretches of the sheet, in order: neighbours of one reason are one.
pub(crate) fn dropped(sheet: &Sheet<'_>) -> Vec<(Range<usize>, Why, RuleId)> {
    let mut out: Vec<(Range<usize>, Why, RuleId)> = Vec::new();
    for (index, fate) in sheet.fates.iter().enumerate() {
        let Fate::Drop(why, rule) = *fate else { continue };
        match out.last_mut() {
            // A site's line and a crawler's header are read apart.
            Some((range, last, known))
                if range.end == index && *last == why && (why != Why::Header || *known == rule) =>
            {
                range.end = index + 1;
            }
            _ => out.push((index..index + 1, why, rule)),
        }
    }
    out
}

/// Makes the blocks. `items` cover all words in order.
pub(crate) fn blocks(decoded: &Decoded, sheet: &Sheet<'_>, items: &[Item]) -> Vec<Block> {
    let text = sheet.text;
    let mut out = Vec::with_capacity(items.len());
    // The end of the last block, and of the last kept one with its last word.
    let mut done = 0;
    let mut kept: Option<(usize, usize)> = None;
    let mut dropped_between = false;
    for (index, item) in items.iter().enumerate() {
        let words = sheet.bytes(&item.words);
        let next = items.get(index + 1);
        let next_start = next.map_or(text.len(), |next| sheet.bytes(&next.words).start);
        if let Label::Drop(_) = item.label {
            let mut end = next_start;
            // Inside a sentence the blank before the words that follow is copied.
            if let (Some(next), Some((kept_end, last))) = (next, kept)
                && !matches!(next.label, Label::Drop(_))
                && inside_sentence(sheet, kept_end, next_start, last)
            {
                end = words.end;
            }
            if let Some(span) = decoded.span(done..end) {
                out.push(Block {
                    span,
                    runs: vec![Run::Copy(span)],
                    label: item.label,
                    because: item.because,
                    inner: Vec::new(),
                    before: Before::Nothing,
                });
            }
            done = end;
            dropped_between = true;
            continue;
        }
        let before = match kept {
            None => Before::Nothing,
            Some((kept_end, last)) => {
                if !dropped_between || inside_sentence(sheet, kept_end, words.start, last) {
                    decoded.span(done..words.start).map_or(Before::Nothing, Before::Copied)
                } else {
                    separator(sheet, items, index, kept_end)
                }
            }
        };
        if let Some(span) = decoded.span(words.clone()) {
            let inner = item
                .inner
                .iter()
                .map(|(kind, range)| {
                    let bytes = sheet.bytes(range);
                    (*kind, bytes.start - words.start..bytes.end - words.start)
                })
                .collect();
            out.push(Block {
                span,
                runs: vec![Run::Copy(span)],
                label: item.label,
                because: item.because,
                inner,
                before,
            });
        }
        done = words.end;
        kept = Some((words.end, item.words.end - 1));
        dropped_between = false;
    }
    out
}

/// Whether what was dropped stood inside a sentence: no line break around it, and no sentence ended before it.
fn inside_sentence(sheet: &Sheet<'_>, kept_end: usize, next_start: usize, last: usize) -> bool {
    let between = sheet.text.get(kept_end..next_start).unwrap_or_default();
    let clean = !between.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}', '\u{85}']);
    clean && !ends_sentence(sheet.word(last))
}

/// The separator between two kept blocks with something dropped between: by the line breaks after the first and
/// before the second.
fn separator(sheet: &Sheet<'_>, items: &[Item], index: usize, _kept_end: usize) -> Before {
    let breaks_before = items.get(index).and_then(|i| sheet.words.get(i.words.start)).map_or(0, |w| w.breaks);
    // The first dropped word after the kept block.
    let first = items
        .get(..index)
        .unwrap_or_default()
        .iter()
        .rev()
        .take_while(|item| matches!(item.label, Label::Drop(_)))
        .last()
        .and_then(|item| sheet.words.get(item.words.start));
    let breaks_after = first.map_or(0, |w| w.breaks);
    match breaks_before.max(breaks_after) {
        1 => Before::Line,
        // None: on one line a new paragraph begins.
        _ => Before::Blank,
    }
}
