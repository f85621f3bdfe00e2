//! The words of a page as written: stretches between white space, with what the eye sees of each.
//!
//! Nothing here knows a language; positions are bytes of the decoded page.

use std::ops::Range;

/// A stretch without white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    /// Line breaks between this word and the one before; 0 on the same line, 2 and more after an empty line.
    pub(crate) breaks: u8,
}

impl Word {
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    pub(crate) fn end(self) -> usize {
        self.end as usize
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    pub(crate) fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// Whether a character parts words: white space, and the invisible signs that stand for it.
pub(crate) fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\0')
}

/// Whether a character breaks a line.
pub(crate) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// All words in order. A carriage return breaks a line unless a line feed follows it.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 7 + 1);
    let mut start: Option<u32> = None;
    let mut breaks = 0u8;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_gap(c) {
            if let Some(start) = start.take() {
                out.push(Word { start, end: at as u32, breaks });
                breaks = 0;
            }
            let lone_return = c == '\r' && chars.peek().is_none_or(|&(_, next)| next != '\n');
            if is_break(c) || lone_return {
                breaks = breaks.saturating_add(1);
            }
        } else if start.is_none() {
            start = Some(at as u32);
        }
    }
    if let Some(start) = start {
        out.push(Word { start, end: text.len() as u32, breaks });
    }
    out
}

/// The word without the marks around it: quotation marks, brackets, stops.
pub(crate) fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether the first letter or digit is a capital letter.
pub(crate) fn is_capitalised(word: &str) -> bool {
    core(word).chars().next().is_some_and(char::is_uppercase)
}

/// A hash of the word as the tables write it (lower case, without marks at its ends, straight apostrophes), without
/// making that word: 64-bit FNV-1a. Whoever finds an equal hash compares the words.
pub(crate) fn fold_hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for c in core(word).chars() {
        match c {
            '\u{0}'..='\u{7F}' => add(c.to_ascii_lowercase() as u8),
            '’' => add(b'\''),
            _ => {
                for lower in c.to_lowercase() {
                    lower.encode_utf8(&mut [0; 4]).bytes().for_each(&mut add);
                }
            }
        }
    }
    hash
}

const CLOSERS: [char; 12] = ['"', '\'', '”', '’', '»', '›', ')', ']', '“', '‘', '」', '』'];
const STOPS: [char; 11] = ['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', '։'];

/// Whether a word ends a sentence by its marks.
pub(crate) fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(CLOSERS).ends_with(STOPS)
}

/// Whether a word opens with a mark or letter that a sentence may open with.
pub(crate) fn may_open_sentence(word: &str) -> bool {
    word.chars().next().is_some_and(|c| {
        c.is_uppercase()
            || c.is_numeric()
            || matches!(
                c,
                '"' | '“'
                    | '„'
                    | '«'
                    | '‘'
                    | '\''
                    | '('
                    | '['
                    | '¿'
                    | '¡'
                    | '—'
                    | '–'
                    | '@'
                    | '#'
                    | '»'
                    | '”'
            )
            || (c.is_alphabetic() && !c.is_lowercase())
    })
}

/// Whether a character belongs to a script that is written without spaces.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0x20000..=0x323AF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_the_breaks_before_them() {
        let text = " a b\r\nc\n\n\nd\re";
        let found: Vec<(&str, u8)> = words(text).iter().map(|w| (w.of(text), w.breaks)).collect();
        assert_eq!(found, [("a", 0), ("b", 0), ("c", 1), ("d", 3), ("e", 1)]);
    }

    #[test]
    fn a_word_is_seen_through_its_marks() {
        assert!(is_capitalised("“Fear"));
        assert!(!is_capitalised("“fear"));
        assert!(ends_sentence("agreement.”") && !ends_sentence("agreement,”"));
    }
}
