//! Bytes of the text to code points: the one place where the conversion happens.

use avviso_record::{CharSpan, RawSpan};
use avviso_text::{Raw, Span, Text};

/// Bytes between two remembered counts.
const STRIDE: usize = 128;

/// Counts code points before any byte of a text in constant time.
pub(crate) struct Positions<'a> {
    text: &'a [u8],
    /// Code points before byte `i * STRIDE`; empty when the text is ASCII.
    before: Vec<u32>,
}

impl<'a> Positions<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            before.reserve(bytes.len() / STRIDE + 1);
            for chunk in bytes.chunks(STRIDE) {
                before.push(count);
                count += starts(chunk);
            }
            before.push(count);
        }
        Self { text: bytes, before }
    }

    /// Code points before a byte.
    pub(crate) fn char(&self, byte: usize) -> u32 {
        let block = byte / STRIDE;
        let Some(&count) = self.before.get(block) else { return byte as u32 };
        count + self.text.get(block * STRIDE..byte).map_or(0, starts)
    }

    /// A span in code points.
    pub(crate) fn span(&self, span: Span<Text>) -> CharSpan {
        chars(self.char(span.start()), self.char(span.end()))
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

/// A span in code points from its ends.
pub(crate) fn chars(start: u32, end: u32) -> CharSpan {
    CharSpan::new(start, end).expect("positions keep their order")
}

/// A span of bytes from its ends.
pub(crate) fn raw_between(start: u32, end: u32) -> RawSpan {
    RawSpan::new(start, end).expect("positions keep their order")
}

/// A span of bytes.
pub(crate) fn raw(span: Span<Raw>) -> RawSpan {
    raw_between(span.start() as u32, span.end() as u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn code_points_are_counted_as_str_counts_them(text in "[a-zé€😀\n ]{0,400}") {
            let positions = Positions::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(positions.char(byte) as usize, count);
            }
            prop_assert_eq!(positions.char(text.len()) as usize, text.chars().count());
        }
    }
}
