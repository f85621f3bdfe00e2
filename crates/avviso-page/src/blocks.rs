//! Blocks: where the two front ends (HTML, plain text) meet. A front end cuts the decoded page into blocks in the
//! page's order and labels each; `emit` makes the article of them, `facts` reads them.

use std::ops::Range;

use avviso_text::{RegionKind, RuleId, Span, Utf8, Why};

/// A stretch of the page that is one thing: a paragraph, a style sheet, a comment form.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The whole stretch, markup included. Blocks come in the page's order and do not overlap; what lies between
    /// two blocks becomes markup.
    pub(crate) span: Span<Utf8>,
    /// The words, in order, all inside `span`; what lies between two runs is markup.
    pub(crate) runs: Vec<Run>,
    /// What becomes of it.
    pub(crate) label: Label,
    /// The rule that gave the label.
    pub(crate) because: RuleId,
    /// Regions inside a kept block, as byte ranges of its words (see [`Block::words`]), for example the byline of an
    /// embedded post or one of two lines.
    pub(crate) inner: Vec<(RegionKind, Range<usize>)>,
    /// What stands before the block in the text, if it is kept and not the first.
    pub(crate) before: Before,
}

/// What becomes of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// It belongs to the article as this region.
    Keep(RegionKind),
    /// It belongs to the article, without a region of its own (verbatim reading).
    Bare,
    /// It is left out for this reason.
    Drop(Why),
}

/// What separates a kept block from the kept block before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// White space of the page, taken as it stands: plain text, where both blocks touch this stretch.
    Copied(Span<Utf8>),
    /// A separator that is set: one line break.
    Line,
    /// A separator that is set: an empty line.
    Blank,
    /// Nothing.
    Nothing,
}

/// A run of a block's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Run {
    /// The page's words as they stand.
    Copy(Span<Utf8>),
    /// These words for a stretch of other form: a character reference, folded white space.
    Decode(String, Span<Utf8>),
    /// A separator that is set (a line break for `<br>` is `Decode("\n", …)` instead: it has bytes).
    Insert(char),
}

impl Block {
    /// The words of a block as they will stand in the text.
    pub(crate) fn words(&self, page: &str) -> String {
        let mut words = String::new();
        for run in &self.runs {
            match run {
                Run::Copy(span) => words.push_str(page.get(span.range()).unwrap_or_default()),
                Run::Decode(text, _) => words.push_str(text),
                Run::Insert(c) => words.push(*c),
            }
        }
        words
    }
}
