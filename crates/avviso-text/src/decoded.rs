//! The page as UTF-8, with the way back to its bytes.

use std::ops::Range;

use crate::{Raw, Span, Utf8};

/// A run of characters of equal width: `count` characters of `utf8` bytes each that stand for `raw` bytes each.
///
/// `exact` says that the run's bytes, decoded alone, give exactly these characters: false for a byte sequence that
/// the encoding lacks (U+FFFD) and for characters that a stateful encoding reads only in context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// Number of characters.
    pub count: u32,
    /// UTF-8 bytes of one character.
    pub utf8: u8,
    /// Raw bytes of one character; 0 for the second character of a pair that one byte sequence stands for.
    pub raw: u32,
    /// Whether the bytes decode alone to exactly these characters.
    pub exact: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    utf8: u32,
    raw: u32,
    width: Width,
}

/// A page's head as UTF-8 text, its encoding, and the widths that lead back to the bytes.
///
/// For a UTF-8 page without malformed bytes there is one identity run and nothing else is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    text: String,
    encoding: &'static str,
    /// Raw bytes before the first character (a byte order mark).
    skipped: u32,
    runs: Vec<Run>,
    raw_end: u32,
}

impl Decoded {
    /// A page that is valid UTF-8 after `skipped` bytes of byte order mark.
    pub fn identity(text: String, encoding: &'static str, skipped: u32) -> Self {
        let raw_end = skipped + text.len() as u32;
        Self { text, encoding, skipped, runs: Vec::new(), raw_end }
    }

    /// A page whose characters have the given widths, in order. `encoding` is the WHATWG name in lower case.
    ///
    /// Gives `None` when the widths do not fit the text (a defect of the decoder).
    pub fn with_widths(text: String, encoding: &'static str, skipped: u32, widths: &[Width]) -> Option<Self> {
        let mut runs: Vec<Run> = Vec::with_capacity(widths.len());
        let (mut utf8, mut raw) = (0u32, skipped);
        for &width in widths {
            if width.count == 0 {
                continue;
            }
            runs.push(Run { utf8, raw, width });
            utf8 += width.count * u32::from(width.utf8);
            raw += width.count * width.raw;
        }
        (utf8 as usize == text.len()).then_some(Self { text, encoding, skipped, runs, raw_end: raw })
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The encoding's WHATWG name in lower case.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Raw bytes of the byte order mark before the first character.
    pub fn skipped(&self) -> u32 {
        self.skipped
    }

    /// A span of the decoded text, if it lies inside and on character boundaries.
    pub fn span(&self, range: Range<usize>) -> Option<Span<Utf8>> {
        self.text.get(range.clone()).map(|_| Span::minted(range.start as u32, range.end as u32))
    }

    /// The words of a span.
    pub fn slice(&self, span: Span<Utf8>) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The bytes that a span of decoded text stands for.
    pub fn raw(&self, span: Span<Utf8>) -> Span<Raw> {
        let start = self.raw_position(span.start() as u32, false);
        let end = if span.is_empty() { start } else { self.raw_position(span.end() as u32, true) };
        Span::minted(start, end.max(start))
    }

    fn raw_position(&self, at: u32, as_end: bool) -> u32 {
        if self.runs.is_empty() {
            return self.skipped + at;
        }
        // As an end, a position between two runs belongs to the earlier one.
        let index = self.runs.partition_point(|run| if as_end { run.utf8 < at } else { run.utf8 <= at });
        let Some(run) = index.checked_sub(1).and_then(|i| self.runs.get(i)) else { return self.skipped };
        let chars = (at - run.utf8) / u32::from(run.width.utf8).max(1);
        (run.raw + chars.min(run.width.count) * run.width.raw).min(self.raw_end)
    }

    /// Cuts a span into stretches that can be copied (bytes decode alone to exactly the text; characters of one
    /// width) and single characters that cannot, in order.
    pub fn stretches(&self, span: Span<Utf8>) -> Vec<(Span<Utf8>, bool)> {
        let mut out: Vec<(Span<Utf8>, bool)> = Vec::new();
        if span.is_empty() {
            return out;
        }
        if self.runs.is_empty() {
            out.push((span, true));
            return out;
        }
        let (start, end) = (span.start() as u32, span.end() as u32);
        let mut index = self.runs.partition_point(|run| run.utf8 <= start).saturating_sub(1);
        let mut at = start;
        while at < end {
            let Some(run) = self.runs.get(index) else { break };
            let run_end = run.utf8 + run.width.count * u32::from(run.width.utf8);
            let stop = run_end.min(end);
            if run.width.exact {
                out.push((Span::minted(at, stop), true));
            } else {
                while at < stop {
                    let next = (at + u32::from(run.width.utf8).max(1)).min(stop);
                    out.push((Span::minted(at, next), false));
                    at = next;
                }
            }
            at = stop;
            index += 1;
        }
        out
    }
}
