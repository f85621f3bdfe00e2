//! Text folded for matching: case, accents, kinds of apostrophe, hyphen and blank do not count, and every folded
//! byte leads back to the character that it came from.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// A folded copy and the way back.
///
/// Letters are lower case without accents; blanks are one space; a hyphen between letters is a space (so that
/// "Jong-un" and "Jong Un" are one form); points inside abbreviations (`U.S.`) and characters of no width are left
/// out. A break is `\n`, which no form holds.
#[derive(Debug, Default)]
pub(crate) struct Folded {
    text: String,
    /// Where the distance between the copies changes: position in the folded text, position in the original.
    runs: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `text`; a run of white space that touches one of the sorted `borders` is a break.
    pub(crate) fn new(text: &str, borders: &[usize]) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), runs: Vec::new() };
        let mut borders = borders.iter().copied().peekable();
        let mut chars = text.char_indices().peekable();
        let mut abbreviation = false;
        while let Some((at, c)) = chars.next() {
            while borders.peek().is_some_and(|&border| border < at) {
                borders.next();
            }
            if c.is_whitespace() {
                let mut end = at + c.len_utf8();
                let mut lines = usize::from(c == '\n');
                while let Some(&(next, blank)) = chars.peek() {
                    if !blank.is_whitespace() {
                        break;
                    }
                    lines += usize::from(blank == '\n');
                    end = next + blank.len_utf8();
                    chars.next();
                }
                let breaks = lines > 1 || borders.peek().is_some_and(|&border| border <= end);
                folded.push(at, if breaks { '\n' } else { ' ' });
                abbreviation = false;
                continue;
            }
            if has_no_width(c) {
                continue;
            }
            let next = chars.peek().map(|&(_, next)| next);
            match c {
                'A'..='Z' | 'a'..='z' => folded.push(at, c.to_ascii_lowercase()),
                '.' if folded.ends_in_single_letter(abbreviation)
                    && (abbreviation || next.is_some_and(char::is_alphabetic)) =>
                {
                    abbreviation = true;
                    continue;
                }
                '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '´' | '`' => folded.push(at, '\''),
                '“' | '”' | '„' | '«' | '»' | '″' => folded.push(at, '"'),
                '-' | '‐' | '‑' | '–' | '‒' | '−' | '—' => {
                    let joins = c != '—'
                        && folded.text.chars().next_back().is_some_and(char::is_alphanumeric)
                        && next.is_some_and(char::is_alphanumeric);
                    folded.push(at, if joins { ' ' } else { '-' });
                }
                _ if c.is_ascii() => folded.push(at, c),
                _ => folded.push_letter(at, c),
            }
            abbreviation = abbreviation && c.is_alphabetic();
        }
        folded
    }

    /// Folds a form of the tables.
    pub(crate) fn form(form: &str) -> String {
        Self::new(form, &[]).text.trim().to_owned()
    }

    /// The folded text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The range of the original that a non-empty folded range came from.
    pub(crate) fn original(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let start = self.back(floor(&self.text, range.start));
        let last = self.back(floor(&self.text, range.end.saturating_sub(1).max(range.start)));
        let len = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..last + len
    }

    fn back(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|&(folded, _)| folded as usize <= at);
        let (folded, original) = run.checked_sub(1).and_then(|i| self.runs.get(i)).copied().unwrap_or((0, 0));
        original as usize + (at - folded as usize)
    }

    fn push(&mut self, at: usize, c: char) {
        let here = self.text.len();
        let expected = match self.runs.last() {
            Some(&(folded, original)) => original as usize + (here - folded as usize),
            None => usize::MAX,
        };
        if expected != at {
            self.runs.push((here as u32, at as u32));
        }
        self.text.push(c);
    }

    /// A letter beyond ASCII: its base letters, lower case.
    fn push_letter(&mut self, at: usize, c: char) {
        match c {
            'ø' | 'Ø' => self.push(at, 'o'),
            'ł' | 'Ł' => self.push(at, 'l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => self.push(at, 'd'),
            'ı' | 'İ' => self.push(at, 'i'),
            'æ' | 'Æ' => {
                self.push(at, 'a');
                self.push(at, 'e');
            }
            'ß' => {
                self.push(at, 's');
                self.push(at, 's');
            }
            _ => {
                for lower in c.to_lowercase() {
                    decompose_canonical(lower, |part| {
                        if !is_combining_mark(part) {
                            self.push(at, part);
                        }
                    });
                }
            }
        }
    }

    /// Whether the text ends in a letter that stands alone, or in one of an abbreviation.
    fn ends_in_single_letter(&self, abbreviation: bool) -> bool {
        let mut back = self.text.chars().rev();
        let letter = back.next().is_some_and(char::is_alphabetic);
        letter && (abbreviation || back.next().is_none_or(|before| !before.is_alphanumeric()))
    }
}

/// Whether a character shows nothing: joiners, marks of direction, the soft hyphen, the byte order mark.
pub(crate) fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, form: &str, expect: &str) {
        let folded = Folded::new(text, &[]);
        let at = folded.text().find(form).unwrap_or_else(|| panic!("{form:?} in {:?}", folded.text()));
        assert_eq!(&text[folded.original(text, at..at + form.len())], expect);
    }

    #[test]
    fn what_does_not_count_is_folded_and_leads_back() {
        check("in the U.S. today", "us", "U.S");
        check("the D.P.R.K. said", "dprk", "D.P.R.K");
        check("Kim IL\u{2011}sung spoke", "kim il sung", "Kim IL\u{2011}sung");
        check("Justin\u{a0}Raimondo", "justin raimondo", "Justin\u{a0}Raimondo");
        check("the People’s Republic", "people's", "People’s");
        check("Türkiye is", "turkiye", "Türkiye");
        check("Ru\u{200b}ssia\u{200b} is", "russia", "Ru\u{200b}ssia");
        check("in Straße and", "strasse", "Straße");
        check("Donald J. Trump", "donald j. trump", "Donald J. Trump");
    }

    #[test]
    fn forms_do_not_run_over_breaks() {
        assert_eq!(Folded::new("North\n\nKorea", &[]).text(), "north\nkorea");
        assert_eq!(Folded::new("North\nKorea", &[]).text(), "north korea");
        assert_eq!(Folded::new("North\nKorea", &[5]).text(), "north\nkorea");
        assert_eq!(Folded::new("Russia – China", &[]).text(), "russia - china");
    }

    proptest! {
        #[test]
        fn every_folded_character_leads_back_in_order(text in "[\\PC ’‘\u{200b}\u{a0}ßæU.S-]{0,60}") {
            let folded = Folded::new(&text, &[]);
            let mut before = 0;
            for (at, c) in folded.text().char_indices() {
                let range = folded.original(&text, at..at + c.len_utf8());
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(range.start >= before);
                before = range.start;
            }
        }
    }
}
