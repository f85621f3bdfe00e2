//! The only way to make an article.
//!
//! The caller walks the decoded page from front to back and says of each stretch what becomes of it. A stretch that
//! was passed over becomes markup, so that alignment and discarded cover every byte once whatever the caller does.

use std::ops::Range;

use crate::{
    Article, Decoded, Discarded, Page, Piece, PieceKind, Raw, Region, RegionKind, Span, Text, Utf8, Why,
};

/// Characters of a discarded stretch that are kept as its words.
const WORDS_KEPT: usize = 500;

/// Makes an article from a page, front to back.
#[derive(Debug)]
pub struct ArticleBuilder<'p> {
    page: &'p Page,
    decoded: &'p Decoded,
    text: String,
    pieces: Vec<Piece>,
    regions: Vec<Region>,
    discarded: Vec<Discarded>,
    /// The first byte that nothing has been said of.
    done: u32,
}

/// An open region, to be given back to [`ArticleBuilder::close`].
#[derive(Debug)]
#[must_use = "a region that is not closed is lost"]
pub struct RegionMark {
    kind: RegionKind,
    start: u32,
}

impl<'p> ArticleBuilder<'p> {
    /// Starts an empty article.
    pub fn new(page: &'p Page, decoded: &'p Decoded) -> Self {
        Self {
            page,
            decoded,
            text: String::new(),
            pieces: Vec::new(),
            regions: Vec::new(),
            discarded: Vec::new(),
            done: 0,
        }
    }

    /// The text so far, in bytes.
    pub fn position(&self) -> usize {
        self.text.len()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a stretch into the text as it stands. Stretches come in the page's order; what was passed over since
    /// the last one is markup. A stretch before that is not taken (a defect of the caller).
    pub fn copy(&mut self, span: Span<Utf8>) {
        for (stretch, exact) in self.decoded.stretches(span) {
            let raw = self.decoded.raw(stretch);
            if !self.reach(raw) {
                continue;
            }
            let kind = if exact { PieceKind::Copy } else { PieceKind::Decoded };
            let words = self.decoded.slice(stretch);
            self.push(words, raw, kind);
        }
    }

    /// Takes one character (or the expansion of one reference) that stands for a stretch of other form.
    pub fn decode(&mut self, words: &str, span: Span<Utf8>) {
        let raw = self.decoded.raw(span);
        if !words.is_empty() && self.reach(raw) {
            self.push(words, raw, PieceKind::Decoded);
        }
    }

    /// Sets a separator where the page has none.
    pub fn insert(&mut self, separator: char) {
        let start = self.text.len() as u32;
        self.text.push(separator);
        // The raw position is set by the next stretch of text, or by the end (see `settle`).
        let raw = Span::minted(self.done, self.done);
        self.pieces.push(Piece {
            text: Span::minted(start, self.text.len() as u32),
            raw,
            kind: PieceKind::Inserted,
        });
    }

    /// Leaves a stretch out; its words are the decoded text as it stands.
    pub fn discard(&mut self, span: Span<Utf8>, why: Why) {
        let words = self.decoded.slice(span).to_owned();
        self.discard_as(span, why, &words);
    }

    /// Leaves a stretch out whose words, without markup, are given.
    pub fn discard_as(&mut self, span: Span<Utf8>, why: Why, words: &str) {
        let raw = self.decoded.raw(span);
        if self.reach(raw) {
            self.drop_raw(raw, why, words);
        }
    }

    /// Opens a region at the end of the text.
    pub fn open(&mut self, kind: RegionKind) -> RegionMark {
        RegionMark { kind, start: self.text.len() as u32 }
    }

    #[expect(clippy::needless_pass_by_value, reason = "a mark is closed once: given back by value")]
    /// Closes a region at the end of the text; white space at its ends is left out, and an empty region is dropped.
    pub fn close(&mut self, mark: RegionMark) {
        self.region(mark.kind, mark.start as usize..self.text.len());
    }

    /// Marks a stretch of the text so far as a region; white space at its ends is left out.
    pub fn region(&mut self, kind: RegionKind, range: Range<usize>) {
        let Some(words) = self.text.get(range.clone()) else {
            debug_assert!(false, "a region lies on character boundaries of the text");
            return;
        };
        let start = range.start + (words.len() - words.trim_start().len());
        let end = range.start + words.trim_end().len();
        if start < end {
            self.regions.push(Region { kind, span: Span::minted(start as u32, end as u32) });
        }
    }

    /// Freezes the text. No text can be added after.
    pub fn freeze(mut self) -> Article {
        let head = self.page.bytes().len() as u32;
        if self.done < head {
            self.drop_raw(Span::minted(self.done, head), Why::Markup, "");
            self.done = head;
        }
        if let Some(cut) = self.page.cut() {
            self.discarded.push(Discarded { raw: cut, why: Why::Cut, words: None });
        }
        for discarded in &mut self.discarded {
            if let Some(words) = &mut discarded.words
                && let Some((at, _)) = words.char_indices().nth(WORDS_KEPT)
            {
                words.truncate(at);
            }
        }
        self.settle();
        self.regions.sort_by(|a, b| a.span.cmp(&b.span).then(a.kind.cmp(&b.kind)));
        self.regions.dedup();
        // Regions nest: one that crosses an earlier one is a defect of the caller, and is left out.
        let mut open: Vec<Span<Text>> = Vec::new();
        self.regions.retain(|region| {
            while open.last().is_some_and(|outer| outer.end() <= region.span.start()) {
                open.pop();
            }
            let nests = open.last().is_none_or(|outer| outer.contains(region.span));
            debug_assert!(nests, "regions nest");
            if nests {
                open.push(region.span);
            }
            nests
        });
        Article { text: self.text, pieces: self.pieces, regions: self.regions, discarded: self.discarded }
    }

    /// Moves to `raw`; what lies between is markup. Says whether `raw` is still to come.
    fn reach(&mut self, raw: Span<Raw>) -> bool {
        let start = raw.start() as u32;
        if start < self.done {
            debug_assert!(false, "stretches come in the page's order: {raw:?} after {}", self.done);
            return false;
        }
        if start > self.done {
            self.drop_raw(Span::minted(self.done, start), Why::Markup, "");
        }
        self.done = raw.end() as u32;
        true
    }

    fn push(&mut self, words: &str, raw: Span<Raw>, kind: PieceKind) {
        let start = self.text.len() as u32;
        self.text.push_str(words);
        let text = Span::minted(start, self.text.len() as u32);
        if kind == PieceKind::Copy
            && let Some(last) = self.pieces.last_mut()
            && last.kind == PieceKind::Copy
            && last.raw.end() == raw.start()
            // Of one width throughout, so that positions inside a piece can be counted (`Article::raw`).
            && last.text.len() * raw.len() == text.len() * last.raw.len()
        {
            last.text = last.text.cover(text);
            last.raw = last.raw.cover(raw);
            return;
        }
        self.pieces.push(Piece { text, raw, kind });
    }

    fn drop_raw(&mut self, raw: Span<Raw>, why: Why, words: &str) {
        if raw.is_empty() {
            return;
        }
        self.done = self.done.max(raw.end() as u32);
        if let Some(last) = self.discarded.last_mut()
            && last.why == why
            && last.raw.end() == raw.start()
        {
            last.raw = last.raw.cover(raw);
            if let Some(kept) = &mut last.words
                && kept.len() < WORDS_KEPT * 4
            {
                kept.push_str(words);
            }
            return;
        }
        let words = why.has_words().then(|| words.to_owned());
        self.discarded.push(Discarded { raw, why, words });
    }

    /// Gives each inserted separator the raw position of the text that follows it, or of the text before when
    /// nothing follows.
    fn settle(&mut self) {
        let mut next: Option<u32> = None;
        for piece in self.pieces.iter_mut().rev() {
            if piece.kind == PieceKind::Inserted {
                if let Some(at) = next {
                    piece.raw = Span::minted(at, at);
                }
            } else {
                next = Some(piece.raw.start() as u32);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Width;

    /// What becomes of the next few characters of a page.
    #[derive(Debug, Clone)]
    enum Step {
        Copy(usize),
        Decode(usize),
        Discard(usize),
        Skip(usize),
        Insert,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0usize..9).prop_map(Step::Copy),
            (1usize..3).prop_map(Step::Decode),
            (0usize..9).prop_map(Step::Discard),
            (0usize..4).prop_map(Step::Skip),
            Just(Step::Insert),
        ];
        proptest::collection::vec(step, 0..40)
    }

    fn build(page: &Page, decoded: &Decoded, steps: &[Step]) -> Article {
        let mut builder = ArticleBuilder::new(page, decoded);
        let bounds: Vec<usize> =
            decoded.text().char_indices().map(|(at, _)| at).chain([decoded.text().len()]).collect();
        let mut at = 0;
        for step in steps {
            let (Step::Copy(n) | Step::Decode(n) | Step::Discard(n) | Step::Skip(n)) = step else {
                builder.insert('\n');
                continue;
            };
            let to = (at + n).min(bounds.len() - 1);
            let span = decoded.span(bounds[at]..bounds[to]).unwrap();
            match step {
                Step::Copy(_) => builder.copy(span),
                Step::Decode(_) if to > at => builder.decode("x", span),
                Step::Discard(_) => builder.discard(span, Why::Other),
                _ => {}
            }
            at = to;
        }
        builder.freeze()
    }

    fn check(page: &Page, article: &Article) -> Result<(), TestCaseError> {
        let mut at = 0;
        for piece in article.pieces() {
            prop_assert_eq!(piece.text.start(), at);
            at = piece.text.end();
            if piece.kind == PieceKind::Inserted {
                prop_assert!(piece.raw.is_empty());
            }
        }
        prop_assert_eq!(at, article.text().len());
        let mut covered = vec![0u8; page.bytes().len()];
        for raw in article.pieces().iter().map(|p| p.raw).chain(article.discarded().iter().map(|d| d.raw)) {
            for byte in raw.range() {
                covered[byte] += 1;
            }
        }
        prop_assert!(covered.iter().all(|&n| n == 1));
        Ok(())
    }

    proptest! {
        #[test]
        fn every_byte_is_handed_over_once_and_copies_are_exact(words in "\\PC{0,60}", steps in steps()) {
            let page = Page::new("x", words.clone().into_bytes(), u32::MAX);
            let decoded = Decoded::identity(words, "utf-8", 0);
            let article = build(&page, &decoded, &steps);
            check(&page, &article)?;
            for piece in article.pieces().iter().filter(|p| p.kind == PieceKind::Copy) {
                prop_assert_eq!(&page.bytes()[piece.raw.range()], article.slice(piece.text).as_bytes());
            }
        }

        #[test]
        fn other_widths_lead_back_too(bytes in proptest::collection::vec(any::<u8>(), 0..60), steps in steps()) {
            // ISO-8859-1 read by hand: one byte a character, one or two bytes of UTF-8.
            let text: String = bytes.iter().map(|&b| char::from(b)).collect();
            let widths: Vec<Width> = bytes
                .iter()
                .map(|&b| Width { count: 1, utf8: if b < 128 { 1 } else { 2 }, raw: 1, exact: b != 0x81 })
                .collect();
            let page = Page::new("x", bytes, u32::MAX);
            let decoded = Decoded::with_widths(text, "iso-8859-1", 0, &widths).unwrap();
            let article = build(&page, &decoded, &steps);
            check(&page, &article)?;
            for piece in article.pieces().iter().filter(|p| p.kind == PieceKind::Copy) {
                let read: String = page.bytes()[piece.raw.range()].iter().map(|&b| char::from(b)).collect();
                prop_assert_eq!(read, article.slice(piece.text));
                for (i, c) in article.slice(piece.text).char_indices() {
                    let at = piece.text.start() + i;
                    let one = article.span(at..at + c.len_utf8()).unwrap();
                    prop_assert_eq!(article.raw(one).len(), 1);
                    prop_assert_eq!(article.raw(one)[0].len(), 1);
                }
            }
        }
    }

    #[test]
    fn what_is_passed_over_is_markup_and_the_tail_is_cut() {
        let page = Page::new("x", b"<p>Hello</p> and more".to_vec(), 12);
        let decoded = Decoded::identity("<p>Hello</p>".to_owned(), "utf-8", 0);
        let mut builder = ArticleBuilder::new(&page, &decoded);
        let mark = builder.open(RegionKind::Paragraph);
        builder.copy(decoded.span(3..8).unwrap());
        builder.close(mark);
        let article = builder.freeze();
        assert_eq!(article.text(), "Hello");
        assert_eq!(article.regions().len(), 1);
        let why: Vec<Why> = article.discarded().iter().map(|d| d.why).collect();
        assert_eq!(why, [Why::Markup, Why::Markup, Why::Cut]);
        assert_eq!(article.raw(article.whole())[0].range(), 3..8);
    }
}
