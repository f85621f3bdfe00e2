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
mod regions;
mod sheet;
mod tail;
mod title;
pub(crate) mod words;

use std::sync::LazyLock;

use avviso_text::{Decoded, Limits, RegionKind};

use crate::blocks::{Block, Label};
use crate::facts::tables::SMALL_WORDS;
use furniture::Furniture;
use join::Item;
use regions::{Setting, Stage};
use sheet::{Fate, Sheet};

pub(crate) use header::{HEADER, SITE_LINE};
pub(crate) use title::TITLE_LINE;

static FURNITURE: LazyLock<Furniture> = LazyLock::new(Furniture::new);

/// Cuts a text page into labelled blocks.
pub(crate) fn blocks(decoded: &Decoded, _limits: &Limits) -> Vec<Block> {
    let mut sheet = Sheet::new(decoded.text());
    header::mark(&mut sheet);
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
    let items = items(&sheet);
    join::blocks(decoded, &sheet, &items)
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
    let title_end = sheet.marks.iter().find(|m| m.kind == RegionKind::Title).map(|m| m.words.end);
    let mut stage = if title_end.is_some() { Stage::Title } else { Stage::Body };
    for (index, line) in lines.iter().enumerate() {
        let setting = Setting {
            stage,
            before_paragraph: follows[index],
            whole: sheet.is_whole_line(line) || borders_dropped(sheet, line),
        };
        let kind = regions::region(sheet, line, setting);
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

/// Whether a line is cut off from its neighbours by dropped words alone.
fn borders_dropped(sheet: &Sheet<'_>, line: &std::ops::Range<usize>) -> bool {
    let gone = |index: Option<usize>| {
        index.is_none_or(|i| matches!(sheet.fates.get(i), Some(Fate::Drop(..)) | None))
    };
    let starts = sheet.words.get(line.start).is_some_and(|w| w.breaks > 0) || gone(line.start.checked_sub(1));
    let ends = sheet.words.get(line.end).is_none_or(|w| w.breaks > 0) || gone(Some(line.end));
    starts && ends
}
