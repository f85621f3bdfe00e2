//! Plain and badly stripped text to labelled blocks.
//!
//! The page is seen as words with line breaks between them (`words`, `sheet`). Step by step words are decided: a
//! crawler's header, code, lines that are evidence, furniture by its phrases, the headline, then menus by a chain
//! over what is left; what nothing speaks against is kept. Then kept lines become regions (`regions`), and blocks with
//! their separators (`join`). Every step is linear in the page and none recurses.
//!
//! It relies on form and on tables of phrases, never on what the article says.

mod chain;
mod code;
mod evidence;
mod furniture;
pub(crate) mod header;
mod islands;
mod join;
mod litter;
pub(crate) mod regions;
mod sheet;
mod tail;
mod title;
pub(crate) mod words;

use std::sync::LazyLock;

use avviso_text::{Decoded, Diagnostics, Limits, RegionKind, RuleId, Why};

use crate::blocks::{Block, Label};
use crate::facts::tables::SMALL_WORDS;
use crate::html::tree::{INLINE_DATA, inline_data_message, is_inline_data};
use furniture::Furniture;
use join::Item;
use regions::{Setting, Stage};
use sheet::{Fate, Sheet};

pub(crate) use header::{HEADER, SITE_LINE};
pub(crate) use title::TITLE_LINE;

static FURNITURE: LazyLock<Furniture> = LazyLock::new(Furniture::new);

/// Cuts a text page into labelled blocks.
pub(crate) fn blocks(decoded: &Decoded, limits: &Limits, out: &mut Diagnostics) -> Vec<Block> {
    let mut sheet = Sheet::new(decoded.text());
    header::mark(&mut sheet);
    inline_data(&mut sheet, decoded, limits, out);
    for (range, why, rule) in code::find(sheet.text, &sheet.words) {
        sheet.drop(range, why, rule);
    }
    evidence::mark_posts(&mut sheet);
    evidence::mark_hand_offs(&mut sheet);
    title::mark(&mut sheet);
    evidence::mark_signed(&mut sheet);
    tail::mark(&mut sheet, &FURNITURE);
    litter::mark(&mut sheet, &FURNITURE);
    islands::mark_repeated(&mut sheet);
    chain::mark(&mut sheet, &SMALL_WORDS);
    islands::mark(&mut sheet);
    tail::mark_short(&mut sheet);
    let items = items(&sheet);
    join::blocks(decoded, &sheet, &items)
}

/// A `data:` address over the limit.
const DATA: RuleId = RuleId::new("plain.inline-data");

/// Leaves out `data:` addresses over the limit, and says so of the first.
fn inline_data(sheet: &mut Sheet<'_>, decoded: &Decoded, limits: &Limits, out: &mut Diagnostics) {
    for index in 0..sheet.words.len() {
        let word = sheet.word(index);
        if !is_inline_data(word, limits) {
            continue;
        }
        if !out.has(INLINE_DATA) {
            let place = decoded.span(sheet.bytes(&(index..index + 1))).map(|span| decoded.raw(span).into());
            out.note(INLINE_DATA, inline_data_message(word.len(), limits), place);
        }
        sheet.drop(index..index + 1, Why::Other, DATA);
    }
}

/// All words of the page as items in order: dropped stretches, marks, and kept lines with their regions.
fn items(sheet: &Sheet<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = join::dropped(sheet)
        .into_iter()
        .map(|(words, why, because)| Item { words, label: Label::Drop(why), because, inner: Vec::new() })
        .collect();
    items.extend(sheet.marks.iter().map(|mark| Item {
        words: mark.words.clone(),
        label: Label::Keep(mark.kind),
        because: mark.because,
        inner: mark.inner.clone(),
    }));
    let lines = sheet.lines();
    // For each line, whether a paragraph follows, from behind.
    let mut follows = vec![false; lines.len()];
    let mut seen = false;
    for (index, line) in lines.iter().enumerate().rev() {
        follows[index] = seen;
        seen |= regions::is_paragraph(sheet, line);
    }
    let title = sheet.marks.iter().find(|m| m.kind == RegionKind::Title).map(|m| m.words.clone());
    let mut stage = if title.is_some() { Stage::Title } else { Stage::Body };
    for (index, line) in lines.iter().enumerate() {
        let setting = Setting {
            stage,
            before_paragraph: follows[index],
            whole: sheet.is_whole_line(line) || borders_dropped(sheet, line),
        };
        // "Home", "World", "Breaking News": crumbs above the headline.
        if title.as_ref().is_some_and(|title| line.end <= title.start)
            && setting.whole
            && regions::is_crumb(sheet, line)
        {
            items.push(Item {
                words: line.clone(),
                label: Label::Drop(Why::Navigation),
                because: regions::CRUMB,
                inner: Vec::new(),
            });
            continue;
        }
        let mut kind = regions::region(sheet, line, setting);
        // A picture's words are often said twice: without its maker, cut short, and with.
        if let Some(next) = lines.get(index + 1)
            && kind != RegionKind::Caption
            && line.len() >= TOLD_TWICE
            && sheet.is_whole_line(next)
            && regions::is_caption(sheet.slice(next), next.len())
            && is_beginning(sheet.slice(line), sheet.slice(next))
        {
            kind = RegionKind::Caption;
        }
        stage = match kind {
            RegionKind::Byline | RegionKind::Dateline | RegionKind::Caption => stage,
            RegionKind::Paragraph | RegionKind::Quotation => Stage::Body,
            _ if stage == Stage::Title => Stage::Head,
            _ => stage,
        };
        items.push(Item {
            words: line.clone(),
            label: Label::Keep(kind),
            because: regions::KEPT,
            inner: Vec::new(),
        });
    }
    items.sort_by_key(|item| item.words.start);
    items
}

/// Words of the shortest line that can be the beginning of a caption.
const TOLD_TWICE: usize = 5;

/// Whether one line is the beginning of the other, but for case and the marks at its end.
fn is_beginning(line: &str, longer: &str) -> bool {
    let bare = line.trim().trim_end_matches(['.', '…']).to_lowercase();
    longer.trim().to_lowercase().starts_with(&bare)
}

/// Whether a line is cut off from its neighbours by dropped words alone.
fn borders_dropped(sheet: &Sheet<'_>, line: &std::ops::Range<usize>) -> bool {
    let gone = |index: Option<usize>| {
        index.is_none_or(|i| matches!(sheet.fates.get(i), Some(Fate::Drop(..)) | None))
    };
    let starts = sheet.words.get(line.start).is_some_and(|w| w.breaks > 0) || gone(line.start.checked_sub(1));
    let ends = sheet.words.get(line.end).is_none_or(|w| w.breaks > 0) || gone(Some(line.end));
    starts && ends
}
