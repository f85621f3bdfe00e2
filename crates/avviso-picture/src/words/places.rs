//! Places: bytes and code points of a text, and bytes of the page.

use std::ops::Range;

use avviso_record::{CharSpan, Piece, PieceKind, RawSpan};

use super::Text;

const STEP: usize = 64;

/// Code points of one text, counted once.
#[derive(Clone, Debug)]
pub struct Places {
    /// How many code points start before each 64th byte; empty where every character is one byte.
    counts: Vec<u32>,
}

impl Places {
    /// Counts the code points of `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { counts: Vec::new() };
        }
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            counts.push(count);
            count += starts(block);
        }
        Self { counts }
    }

    /// Gives how many code points start before `byte` of `text`, the one that was counted.
    pub fn char(&self, text: &str, byte: usize) -> u32 {
        let byte = byte.min(text.len());
        let block = byte / STEP;
        match self.counts.get(block) {
            Some(&count) => count + starts(text.as_bytes().get(block * STEP..byte).unwrap_or_default()),
            None if self.counts.is_empty() => byte as u32,
            // Just behind the last full block.
            None => {
                let last = self.counts.len() - 1;
                self.counts[last] + starts(&text.as_bytes()[last * STEP..byte])
            }
        }
    }

    /// Gives the byte at which code point `position` starts; the text's length where there is none.
    pub fn byte(&self, text: &str, position: u32) -> usize {
        if self.counts.is_empty() {
            return (position as usize).min(text.len());
        }
        let block = self.counts.partition_point(|&count| count <= position).saturating_sub(1);
        let mut left = position - self.counts[block];
        for (offset, &byte) in text.as_bytes()[block * STEP..].iter().enumerate() {
            if is_start(byte) {
                if left == 0 {
                    return block * STEP + offset;
                }
                left -= 1;
            }
        }
        text.len()
    }

    /// Turns bytes into code points.
    pub fn span(&self, text: &str, bytes: Range<usize>) -> CharSpan {
        let start = self.char(text, bytes.start);
        let end = self.char(text, bytes.end.max(bytes.start));
        // Counts grow with bytes, so that this cannot fail.
        CharSpan::new(start, end).unwrap_or_else(|_| unreachable!("counts grow with bytes"))
    }

    /// Turns code points into bytes.
    pub fn bytes(&self, text: &str, span: CharSpan) -> Range<usize> {
        self.byte(text, span.start())..self.byte(text, span.end())
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(is_start(byte))).sum()
}

/// Gives what is left of `whole` when `out` (in any order, may overlap) is taken away.
pub(super) fn without(whole: Range<usize>, mut out: Vec<Range<usize>>) -> Vec<Range<usize>> {
    out.sort_by_key(|range| (range.start, range.end));
    let mut parts = Vec::new();
    let mut at = whole.start;
    for range in out {
        if range.start > at {
            parts.push(at..range.start);
        }
        at = at.max(range.end);
    }
    if at < whole.end {
        parts.push(at..whole.end);
    }
    parts
}

/// Gives the bytes of the page that a stretch of `text` came from.
pub(super) fn raw(alignment: &[Piece], text: &Text, span: CharSpan) -> Vec<RawSpan> {
    if span.is_empty() {
        return empty_place(alignment, text, span.start()).into_iter().collect();
    }
    let mut out: Vec<RawSpan> = Vec::new();
    let first = alignment.partition_point(|piece| piece.text.end() <= span.start());
    for piece in alignment.iter().skip(first).take_while(|piece| piece.text.start() < span.end()) {
        let raw = match piece.kind {
            PieceKind::Inserted => continue,
            PieceKind::Decoded => piece.raw,
            PieceKind::Copy => {
                let start = span.start().max(piece.text.start());
                let end = span.end().min(piece.text.end());
                within(text, piece, start, end).unwrap_or(piece.raw)
            }
        };
        match out.last_mut() {
            Some(last) if last.end() == raw.start() => {
                *last = RawSpan::new(last.start(), raw.end()).unwrap_or(*last);
            }
            _ => out.push(raw),
        }
    }
    out
}

/// The place in the page that an empty place of the text stands for: behind the character before it.
fn empty_place(alignment: &[Piece], text: &Text, position: u32) -> Option<RawSpan> {
    let index = alignment.partition_point(|piece| piece.text.end() < position);
    let piece = alignment.get(index)?;
    let at = match piece.kind {
        PieceKind::Copy => within(text, piece, position, position).map_or(piece.raw.end(), RawSpan::start),
        PieceKind::Decoded | PieceKind::Inserted if position == piece.text.start() => piece.raw.start(),
        PieceKind::Decoded | PieceKind::Inserted => piece.raw.end(),
    };
    RawSpan::new(at, at).ok()
}

/// The part of a copied piece's bytes that code points `start..end` stand for: counted in UTF-8 where the piece is as
/// long as its UTF-8, else in characters of one width; `None` where neither fits.
fn within(text: &Text, piece: &Piece, start: u32, end: u32) -> Option<RawSpan> {
    let byte = |position: u32| text.places.byte(&text.text, position);
    let (first, last) = (byte(piece.text.start()), byte(piece.text.end()));
    let place = |position: u32| {
        if last - first == piece.raw.len() as usize {
            return Some(piece.raw.start() + (byte(position) - first) as u32);
        }
        let count = piece.text.len();
        (count > 0 && piece.raw.len().is_multiple_of(count))
            .then(|| piece.raw.start() + (position - piece.text.start()) * (piece.raw.len() / count))
    };
    RawSpan::new(place(start)?, place(end)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_code_points_agree() {
        for text in
            ["", "plain", &"Žižek “said” 🦀 ".repeat(40), &"x".repeat(64), &format!("{}é", "x".repeat(63))]
        {
            let places = Places::new(text);
            for (count, (byte, _)) in text.char_indices().chain([(text.len(), ' ')]).enumerate() {
                assert_eq!(places.char(text, byte), count as u32, "{text:?} {byte}");
                assert_eq!(places.byte(text, count as u32), byte, "{text:?} {count}");
            }
        }
    }

    #[test]
    fn what_is_left_lies_between() {
        assert_eq!(without(0..10, vec![7..8, 2..4, 3..5]), [0..2, 5..7, 8..10]);
        assert_eq!(without(0..10, vec![0..6, 6..10]), []);
    }
}
