//! The working sheet: the words of a page and what has been decided of each. Every step reads what is still open
//! and decides some of it; a decision is never taken back, except that what a chain of guesses left out may be
//! reopened when nothing else would remain.

use std::ops::Range;

use avviso_text::{RegionKind, RuleId, Why};

use crate::plain::words::{Word, words};

/// What has been decided of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Nothing yet; what stays open to the end is kept.
    Open,
    /// Left out.
    Drop(Why, RuleId),
    /// Kept as part of a [`Mark`].
    Marked,
}

/// A stretch of words that is kept as this region whatever stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) words: Range<usize>,
    pub(crate) kind: RegionKind,
    pub(crate) because: RuleId,
    /// Regions inside, as word ranges.
    pub(crate) inner: Vec<(RegionKind, Range<usize>)>,
}

/// The words of a page with their fates.
#[derive(Debug)]
pub(crate) struct Sheet<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<Word>,
    pub(crate) fates: Vec<Fate>,
    pub(crate) marks: Vec<Mark>,
}

impl<'t> Sheet<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let words = words(text);
        let fates = vec![Fate::Open; words.len()];
        Self { text, words, fates, marks: Vec::new() }
    }

    /// The word as written.
    pub(crate) fn word(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |w| w.of(self.text))
    }

    /// The text of a range of words.
    pub(crate) fn slice(&self, range: &Range<usize>) -> &'t str {
        let bytes = self.bytes(range);
        self.text.get(bytes).unwrap_or_default()
    }

    /// The bytes of a range of words, empty for an empty range.
    pub(crate) fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        match (self.words.get(range.start), range.end.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if range.start < range.end => first.start()..last.end(),
            _ => 0..0,
        }
    }

    pub(crate) fn is_open(&self, index: usize) -> bool {
        self.fates.get(index) == Some(&Fate::Open)
    }

    /// Leaves out the words of a range that are still open.
    pub(crate) fn drop(&mut self, range: Range<usize>, why: Why, because: RuleId) {
        for fate in self.fates.get_mut(range).into_iter().flatten() {
            if *fate == Fate::Open {
                *fate = Fate::Drop(why, because);
            }
        }
    }

    /// Keeps a range as one region, if all of it is still open.
    pub(crate) fn mark(&mut self, mark: Mark) -> bool {
        let open = !mark.words.is_empty()
            && self.fates.get(mark.words.clone()).is_some_and(|fates| fates.iter().all(|f| *f == Fate::Open));
        if open {
            for fate in self.fates.get_mut(mark.words.clone()).into_iter().flatten() {
                *fate = Fate::Marked;
            }
            self.marks.push(mark);
        }
        open
    }

    /// The open stretches of the page's lines, in order: no line break and no decided word inside.
    pub(crate) fn lines(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for (index, word) in self.words.iter().enumerate() {
            if !self.is_open(index) {
                continue;
            }
            match out.last_mut() {
                Some(last) if last.end == index && word.breaks == 0 => last.end = index + 1,
                _ => out.push(index..index + 1),
            }
        }
        out
    }

    /// Whether a range of words is a whole line of the page.
    pub(crate) fn is_whole_line(&self, range: &Range<usize>) -> bool {
        let starts = range.start == 0 || self.words.get(range.start).is_some_and(|w| w.breaks > 0);
        let ends = self.words.get(range.end).is_none_or(|w| w.breaks > 0);
        starts && ends
    }
}
