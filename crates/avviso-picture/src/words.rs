//! Words: a page's body, or any text, as a sequence that can be compared.
//!
//! A word's *form* is what it says without how it is written: capitals, marks, dashes and curly quotes are folded,
//! contractions are opened ("don't" is `do not`), numbers are read as amounts ("1,200" is `1200`, "five" is `5`,
//! "2.5 million" is one word). Equal forms are equal words; what else differs (`Five`/`5`) is told by
//! [`crate::edits`] as marks or capitals. Each word keeps the place where it stands, in bytes of the text; [`Text`]
//! turns places into code points, and [`Body`] into bytes of the page.

mod form;
mod lexicon;
mod number;
mod places;
mod quoted;
mod spelling;
mod split;

pub use form::Form;
pub(crate) use form::fold as mix;
pub use places::Places;

use std::ops::Range;
use std::sync::OnceLock;

use avviso_record::{CharSpan, Mode, Piece, RawSpan, Record, RegionKind};

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it says; equal for words that mean the same.
    pub form: Form,
    /// The byte of the text at which it starts.
    pub start: u32,
    /// Its length in bytes; a number written in several words is one word.
    pub len: u16,
    /// What it is.
    pub flags: Flags,
}

impl Word {
    /// Gives the bytes of the text that it takes up.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.len)
    }

    /// Gives the byte behind it.
    pub fn end(self) -> u32 {
        self.start + u32::from(self.len)
    }

    /// Says whether it carries all of `flags`.
    pub fn is(self, flags: Flags) -> bool {
        self.flags.has(flags)
    }
}

/// What a word is, a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u16);

impl Flags {
    /// Stands inside quotation marks, in a quoted block, in a post, or in words that the record attributes as direct.
    pub const QUOTED: Self = Self(1);
    /// Is a figure: an amount, a number, a year.
    pub const NUMBER: Self = Self(1 << 1);
    /// Is the name of a month or of a day of the week.
    pub const DATE: Self = Self(1 << 2);
    /// Denies: not, no, never.
    pub const NEGATION: Self = Self(1 << 3);
    /// Starts with a capital letter.
    pub const CAPITAL: Self = Self(1 << 4);
    /// Is a name by its capital letter: inside a sentence, here or elsewhere in the text.
    pub const NAME: Self = Self(1 << 5);
    /// Is a function word, that says nothing by itself.
    pub const FUNCTION: Self = Self(1 << 6);
    /// Is a form of address before a name: Mr, Senator.
    pub const ADDRESS: Self = Self(1 << 7);
    /// Is the first of its paragraph.
    pub const PARAGRAPH: Self = Self(1 << 8);
    /// Is the first of its sentence.
    pub const SENTENCE: Self = Self(1 << 9);
    /// Stands in an editor's square brackets.
    pub const BRACKETS: Self = Self(1 << 10);

    /// Says whether all of `flags` are in the set.
    pub const fn has(self, flags: Self) -> bool {
        self.0 & flags.0 == flags.0
    }

    /// Adds `flags` to the set.
    #[must_use]
    pub const fn with(self, flags: Self) -> Self {
        Self(self.0 | flags.0)
    }

    /// Adds `flags` to the set where `condition` holds.
    pub(crate) const fn with_if(self, condition: bool, flags: Self) -> Self {
        if condition { self.with(flags) } else { self }
    }
}

/// A text with its words.
#[derive(Clone, Debug)]
pub struct Text {
    text: Box<str>,
    places: Places,
    /// The parts of the text that are read, and what is quoted without marks.
    parts: Box<[Range<usize>]>,
    set_off: Box<[Range<usize>]>,
    /// Read when they are first asked for.
    words: OnceLock<Box<[Word]>>,
}

impl Text {
    /// Reads a text of its own, such as a quotation; all of it is body. Words that stand in marks are flagged.
    pub fn new(text: &str) -> Self {
        Self::of_parts(text, std::slice::from_ref(&(0..text.len())), Vec::new())
    }

    /// Reads the `parts` of a text (byte ranges, in order); `set_off` are ranges that are quoted without marks.
    fn of_parts(text: &str, parts: &[Range<usize>], set_off: Vec<Range<usize>>) -> Self {
        Self {
            places: Places::new(text),
            text: text.into(),
            parts: parts.into(),
            set_off: set_off.into(),
            words: OnceLock::new(),
        }
    }

    fn read(&self) -> Box<[Word]> {
        let mut words = Vec::with_capacity(self.text.len() / 5);
        for part in &self.parts {
            split::split(&self.text, part.clone(), &mut words);
        }
        split::flag_names(&self.text, &mut words);
        quoted::flag(&self.text, &self.parts, self.set_off.to_vec(), &mut words);
        words.into()
    }

    /// Gives the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the words in order.
    pub fn words(&self) -> &[Word] {
        self.words.get_or_init(|| self.read())
    }

    /// Gives the letters of one word, as the text writes it.
    pub fn written(&self, word: Word) -> &str {
        self.text.get(word.range()).unwrap_or_default()
    }

    /// Gives the code points that `words` take up, from the first to the last; an empty range gives the empty place
    /// behind the word before it.
    pub fn span(&self, words: Range<usize>) -> CharSpan {
        let bytes = self.bytes(words);
        self.places.span(&self.text, bytes)
    }

    /// Gives the bytes of the text that `words` take up; as [`Self::span`].
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let end_before = |index: usize| {
            index
                .checked_sub(1)
                .and_then(|before| self.words().get(before))
                .map_or(0, |word| word.end() as usize)
        };
        if words.is_empty() {
            let place = end_before(words.start);
            return place..place;
        }
        let start = self.words().get(words.start).map_or(self.text.len(), |word| word.start as usize);
        start..end_before(words.end).max(start)
    }

    /// Gives the words that lie wholly inside a stretch of code points.
    pub fn words_in(&self, span: CharSpan) -> Range<usize> {
        let bytes = self.places.bytes(&self.text, span);
        let from = self.words().partition_point(|word| (word.start as usize) < bytes.start);
        let to = self.words().partition_point(|word| word.end() as usize <= bytes.end);
        from..to.max(from)
    }

    /// Turns a range of bytes into code points.
    pub fn span_of_bytes(&self, bytes: Range<usize>) -> CharSpan {
        self.places.span(&self.text, bytes)
    }

    /// Says whether two words say the same: not only their forms' digests, which somebody could have built to be
    /// equal, but their letters.
    pub fn same(&self, word: Word, other: &Self, others: Word) -> bool {
        word.form == others.form && {
            let (a, b) = (self.written(word), other.written(others));
            a == b || form::same(a, b, word.is(Flags::NUMBER))
        }
    }
}

/// The body of a page: its words, and where they stand in the page's bytes.
#[derive(Clone, Debug)]
pub struct Body {
    text: Text,
    alignment: Vec<Piece>,
}

impl Body {
    /// Reads the body of a record's page: all of the text but title, bylines, dateline, captions, footers, and the
    /// notes about the article (where it first appeared), which are no words of it.
    pub fn new(record: &Record) -> Self {
        Self::without(record, |kind| kind == RegionKind::Note || !kind.is_body())
    }

    /// Reads the body with its title and captions, where a quotation may stand too.
    pub fn with_headings(record: &Record) -> Self {
        Self::without(record, |kind| {
            matches!(kind, RegionKind::Byline | RegionKind::Dateline | RegionKind::Footer | RegionKind::Note)
        })
    }

    fn without(record: &Record, is_out: fn(RegionKind) -> bool) -> Self {
        let text = record.text.as_str();
        let places = Places::new(text);
        let bytes = |span: CharSpan| places.bytes(text, span);
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut set_off: Vec<Range<usize>> = Vec::new();
        for region in &record.regions {
            match region.kind {
                RegionKind::Quotation | RegionKind::EmbeddedPost => set_off.push(bytes(region.span)),
                kind if is_out(kind) => out.push(bytes(region.span)),
                _ => {}
            }
        }
        for attribution in record.attributions.iter().filter(|it| it.mode == Mode::Direct) {
            set_off.extend(attribution.content.iter().map(|&span| bytes(span)));
        }
        let parts = places::without(0..text.len(), out);
        Self { text: Text::of_parts(text, &parts, set_off), alignment: record.alignment.clone() }
    }

    /// Gives the text with its words.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Gives the words in order.
    pub fn words(&self) -> &[Word] {
        self.text.words()
    }

    /// Lets the words go; they are read again when they are asked for.
    pub fn forget_words(&mut self) {
        self.text.words.take();
    }

    /// Gives the bytes of the page that a stretch of the text came from: runs in order, touching ones joined; the
    /// empty place in the page for an empty stretch.
    pub fn raw(&self, span: CharSpan) -> Vec<RawSpan> {
        places::raw(&self.alignment, &self.text, span)
    }
}
