//! Word boundaries: one rule for the words layer and for counting inside the sentence cutter.

use std::ops::Range;

/// The words and marks of `text`, in order, as byte ranges of it.
///
/// A word is a run of letters and digits with the apostrophes, hyphens and full stops inside it; the possessive `'s`
/// is a word of its own; every other character that is not white space is a mark. Linear; looks three characters
/// ahead at most.
pub(crate) fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..)?;
        let start = self.at + (rest.len() - rest.trim_start().len());
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut chars = rest.char_indices();
        let (_, first) = chars.next()?;
        let length = if is_apostrophe(first) && start > 0 && self.touches_word(start) && is_possessive(rest) {
            first.len_utf8() + 1
        } else if first.is_alphanumeric() {
            word_length(rest)
        } else {
            // A mark keeps the marks that combine with it.
            rest.char_indices().skip(1).find(|(_, c)| !combines(*c)).map_or(rest.len(), |(at, _)| at)
        };
        self.at = start + length;
        Some(start..self.at)
    }
}

impl Words<'_> {
    fn touches_word(&self, at: usize) -> bool {
        self.text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric)
    }
}

/// Whether an apostrophe at the start of `rest` begins the possessive `'s`.
fn is_possessive(rest: &str) -> bool {
    let mut chars = rest.chars().skip(1);
    chars.next().is_some_and(|c| c == 's' || c == 'S') && !chars.next().is_some_and(char::is_alphanumeric)
}

fn word_length(rest: &str) -> usize {
    let mut end = 0;
    // Length in characters of the part since the last stop, and whether all parts so far are single letters.
    let mut part = 0usize;
    let mut dotted = true;
    let mut stops = 0;
    let mut last = ' ';
    for (at, c) in rest.char_indices() {
        if c.is_alphanumeric() || c == '_' || combines(c) {
            part += 1;
            end = at + c.len_utf8();
            last = c;
            continue;
        }
        let after = rest.get(at + c.len_utf8()..).unwrap_or_default();
        let next = after.chars().next();
        let joins = match c {
            '\'' | '\u{2019}' | '\u{2BC}' => {
                next.is_some_and(char::is_alphanumeric) && !is_possessive(rest.get(at..).unwrap_or_default())
            }
            '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric),
            // "U.S.", "3.5", "example.com"; not "end.The", where the space was lost.
            '.' => match next {
                Some(next) if next.is_alphanumeric() => {
                    part == 1 || !(next.is_uppercase() && last.is_lowercase())
                }
                // The last stop of "U.S." belongs to it.
                _ => dotted && part == 1 && stops > 0 && last.is_alphabetic(),
            },
            _ => false,
        };
        if !joins {
            break;
        }
        if c == '.' {
            stops += 1;
            dotted &= part == 1 && last.is_alphabetic();
            end = at + 1;
            if next.is_none_or(|next| !next.is_alphanumeric()) {
                break;
            }
        }
        part = 0;
        last = c;
    }
    end
}

/// Marks that go with the character before: accents, joiners, soft hyphens.
fn combines(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}'
        | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// The straight and the curly apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}')
}

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expect: &str) {
        let found: Vec<&str> = words(text).map(|range| &text[range]).collect();
        assert_eq!(found.join("|"), expect);
    }

    #[test]
    fn words_keep_what_is_inside_them() {
        check("Kim Jong-un's U.S. envoy didn’t go.", "Kim|Jong-un|'s|U.S.|envoy|didn’t|go|.");
        check("“3.5 per cent,” he said", "“|3.5|per|cent|,|”|he|said");
        check("the states’ rights", "the|states|’|rights");
        check("Trump’s", "Trump|’s");
        check("the end.The start", "the|end|.|The|start");
        check("at theduran.com (a.m.)", "at|theduran.com|(|a.m.|)");
        check("John F. Kennedy", "John|F|.|Kennedy");
        check("@media (max)…", "@|media|(|max|)|…");
    }
}
