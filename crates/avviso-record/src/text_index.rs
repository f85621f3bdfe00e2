//! From code points to bytes of one text.

use crate::span::CharSpan;

/// One text with its code points counted, so that spans can be cut out of it.
///
/// Made in one walk over the text; a cut then costs a walk over at most 64 characters, and nothing where the text is
/// ASCII.
#[derive(Clone, Debug)]
pub struct TextIndex<'t> {
    text: &'t str,
    /// The byte at which each 64th character starts; empty where every character is one byte.
    steps: Vec<u32>,
    len: u32,
}

const STEP: usize = 64;

impl<'t> TextIndex<'t> {
    /// Counts the code points of `text`; a text of 4 GiB or more is counted up to there.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, steps: Vec::new(), len: u32::try_from(text.len()).unwrap_or(u32::MAX) };
        }
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        let mut len = 0;
        for (count, (byte, _)) in text.char_indices().enumerate() {
            let (Ok(byte), Ok(next)) = (u32::try_from(byte), u32::try_from(count + 1)) else { break };
            if count % STEP == 0 {
                steps.push(byte);
            }
            len = next;
        }
        Self { text, steps, len }
    }

    /// Gives the text.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Gives the number of code points.
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Says whether the text is empty.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Gives the byte at which the code point `position` starts (the text's length for the place behind the last).
    pub fn byte(&self, position: u32) -> Option<usize> {
        if position >= self.len {
            return (position == self.len).then_some(self.text.len());
        }
        let position = position as usize;
        if self.steps.is_empty() {
            return Some(position);
        }
        let start = *self.steps.get(position / STEP)? as usize;
        let (offset, _) = self.text.get(start..)?.char_indices().nth(position % STEP)?;
        Some(start + offset)
    }

    /// Cuts `span` out of the text; `None` where it does not lie inside.
    pub fn slice(&self, span: CharSpan) -> Option<&'t str> {
        self.text.get(self.byte(span.start())?..self.byte(span.end())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_span_is_cut_where_the_characters_are() {
        for text in ["", "plain", &"Žižek “said” 🦀 ".repeat(40)] {
            let index = TextIndex::new(text);
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(index.len() as usize, chars.len());
            for start in 0..=index.len() {
                for end in (start..=index.len()).step_by(7) {
                    let span = CharSpan::new(start, end).unwrap();
                    let expected: String = chars[span.range()].iter().collect();
                    assert_eq!(index.slice(span), Some(expected.as_str()));
                }
            }
            assert_eq!(index.slice(CharSpan::new(0, index.len() + 1).unwrap()), None);
        }
    }
}
