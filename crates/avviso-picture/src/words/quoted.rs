//! Which words stand inside quotation marks, and which in an editor's square brackets.

use std::ops::Range;

use super::{Flags, Word};

/// Bytes within which a single straight quotation mark, or a bracket, has to be closed.
const NEAR: usize = 600;

/// Flags words inside quotation marks, square brackets, and the ranges that are `set_off`.
///
/// Marks are read paragraph by paragraph: one that is not closed holds to the end of its paragraph.
pub(super) fn flag(text: &str, parts: &[Range<usize>], set_off: Vec<Range<usize>>, words: &mut [Word]) {
    let (mut quoted, mut brackets) = (set_off, Vec::new());
    for part in parts {
        let mut start = part.start;
        for line in text[part.clone()].split_inclusive('\n') {
            marks(text, start..start + line.len(), &mut quoted, &mut brackets);
            start += line.len();
        }
    }
    raise(words, quoted, Flags::QUOTED);
    raise(words, brackets, Flags::BRACKETS);
}

/// Raises a flag on words that start inside one of the ranges.
fn raise(words: &mut [Word], mut ranges: Vec<Range<usize>>, flags: Flags) {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut ranges = ranges.into_iter().peekable();
    let mut end = 0;
    for word in words {
        let at = word.start as usize;
        while let Some(range) = ranges.next_if(|range| range.start <= at) {
            end = end.max(range.end);
        }
        word.flags = word.flags.with_if(at < end, flags);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
}

fn marks(text: &str, line: Range<usize>, quoted: &mut Vec<Range<usize>>, brackets: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, Mark)> = None;
    let mut bracket: Option<usize> = None;
    let mut before = ' ';
    let mut chars = text[line.clone()].char_indices().map(|(at, c)| (line.start + at, c)).peekable();
    while let Some((at, mut c)) = chars.next() {
        // Two apostrophes are one mark.
        if matches!(c, '\'' | '`' | '\u{2019}' | '\u{2018}') && chars.next_if(|next| next.1 == c).is_some() {
            c = match c {
                '`' | '\u{2018}' => '“',
                '\u{2019}' => '”',
                _ => '"',
            };
        }
        let next = chars.peek().map_or(' ', |next| next.1);
        match (c, open) {
            ('“' | '„' | '«', None) => open = Some((at, Mark::Double)),
            ('”' | '“' | '»', Some((start, Mark::Double))) if c != '“' || !next.is_alphanumeric() => {
                quoted.push(start..at);
                open = None;
            }
            ('"', None) if !before.is_alphanumeric() && !matches!(before, '.' | ',' | '!' | '?') => {
                open = Some((at, Mark::Double));
            }
            // A mark before a word opens another quotation inside this one.
            ('"', Some((start, Mark::Double))) if !(before.is_whitespace() && next.is_alphanumeric()) => {
                quoted.push(start..at);
                open = None;
            }
            ('\u{2018}', None) if !before.is_alphanumeric() => open = Some((at, Mark::Single)),
            ('\'', None)
                if before.is_whitespace()
                    && next.is_alphanumeric()
                    && closes_near(text, at + 1, line.end) =>
            {
                open = Some((at, Mark::Single));
            }
            ('\u{2019}' | '\'', Some((start, Mark::Single)))
                if !next.is_alphanumeric() && !before.is_whitespace() =>
            {
                quoted.push(start..at);
                open = None;
            }
            ('[', _) => bracket = Some(at),
            (']', _) => {
                brackets.extend(bracket.take().filter(|start| at - start < NEAR).map(|start| start..at));
            }
            _ => {}
        }
        before = c;
    }
    if let Some((start, Mark::Double)) = open {
        quoted.push(start..line.end);
    }
}

/// Says whether a straight single mark behind a stop or comma follows: an apostrophe alone quotes nothing.
fn closes_near(text: &str, from: usize, end: usize) -> bool {
    let near = &text.as_bytes()[from..end.min(from + NEAR)];
    near.windows(3).any(|three| {
        matches!(three[0], b'.' | b',' | b'!' | b'?') && three[1] == b'\'' && three[2].is_ascii_whitespace()
    }) || near.ends_with(b".'")
        || near.ends_with(b"!'")
        || near.ends_with(b"?'")
        || near.ends_with(b",'")
}

#[cfg(test)]
mod tests {
    use super::super::{Flags, Text};

    fn inside(text: &str, flags: Flags) -> String {
        let text = Text::new(text);
        text.words()
            .iter()
            .filter(|word| word.is(flags))
            .map(|&word| text.written(word))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn quoted(text: &str) -> String {
        inside(text, Flags::QUOTED)
    }

    #[test]
    fn marks_of_all_kinds_quote() {
        assert_eq!(quoted("He said “we go” and went."), "we go");
        assert_eq!(quoted("He said \"we go,\" and went."), "we go");
        assert_eq!(quoted("He said ''we go'' and ``they stay'' and went."), "we go they stay");
        assert_eq!(quoted("He said ‘we don’t go,’ and went."), "we do n’t go");
        assert_eq!(quoted("He said 'we don't go,' and went."), "we do n't go");
        assert_eq!(quoted("«Nous allons», dit-il."), "Nous allons");
        assert_eq!(quoted("„Wir gehen“, sagte er."), "Wir gehen");
    }

    #[test]
    fn apostrophes_do_not_quote() {
        assert_eq!(quoted("The voters' 'em and O'Neill's rock 'n' roll."), "");
        assert_eq!(quoted("It stood 5'10\" tall."), "");
    }

    #[test]
    fn an_open_mark_holds_to_the_end_of_the_paragraph() {
        assert_eq!(quoted("“We go.\n“We stay.”\nThen they left."), "We go We stay");
    }

    #[test]
    fn brackets_are_an_editors() {
        assert_eq!(inside("“He [Mr. Holm] goes,” she said.", Flags::BRACKETS), "Mr Holm");
        assert_eq!(inside("A ] and [ b", Flags::BRACKETS), "");
    }
}
