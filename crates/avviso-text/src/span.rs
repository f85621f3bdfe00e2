//! Half-open ranges of `u32` positions that know which space they count in.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// The space of a page's bytes as they came in, after decompression and before decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw;

/// The space of the whole page decoded to UTF-8, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Utf8;

/// The space of an article's text, in UTF-8 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text;

/// A half-open range `[start, end)` in the space `S`; `start <= end` always holds.
///
/// [`Page::span`](crate::Page::span), [`Decoded::span`](crate::Decoded::span) and
/// [`Article::span`](crate::Article::span) mint spans and check bounds and character boundaries there; nothing else
/// does. Spans order by start, the longer first.
pub struct Span<S> {
    start: u32,
    end: u32,
    space: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// A span from positions that this crate has checked.
    pub(crate) fn minted(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a span never ends before it starts");
        Self { start, end: end.max(start), space: PhantomData }
    }

    /// First position.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Position after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Number of positions.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no position lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range, for indexing.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether at least one position is shared.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::minted(self.start.min(other.start), self.end.max(other.end))
    }

    /// The shared part, if any position is shared.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        self.overlaps(other).then(|| Self::minted(self.start.max(other.start), self.end.min(other.end)))
    }

    /// The empty span at the start.
    #[must_use]
    pub fn before(self) -> Self {
        Self::minted(self.start, self.start)
    }
}

// Written out, since derives would ask for the same of `S`.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        self.start == other.start && self.end == other.end
    }
}
impl<S> Eq for Span<S> {}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.start.hash(state);
        self.end.hash(state);
    }
}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
