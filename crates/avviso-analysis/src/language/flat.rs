//! A stretch of text as the parser wants it: one space where white space of any kind stood.
//!
//! Line breaks of a wrapped paragraph, non-breaking and double spaces would be tokens of their own and cut phrases in
//! two; positions lead back to the text as it is.

use std::borrow::Cow;

/// A text whose white space is single spaces.
#[derive(Debug)]
pub(crate) struct Flat<'t> {
    pub(crate) text: Cow<'t, str>,
    /// Behind each run of white space that was changed: the position here, the position in the text.
    breaks: Vec<(usize, usize)>,
}

impl<'t> Flat<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut flat = String::new();
        let mut breaks = Vec::new();
        // How much of the text `flat` holds already.
        let mut done = 0;
        let mut run: Option<usize> = None;
        for (at, c) in text.char_indices().chain([(text.len(), 'x')]) {
            if c.is_whitespace() {
                run.get_or_insert(at);
                continue;
            }
            let Some(start) = run.take() else { continue };
            if text.get(start..at) != Some(" ") {
                flat.push_str(text.get(done..start).unwrap_or_default());
                flat.push(' ');
                breaks.push((flat.len(), at));
                done = at;
            }
        }
        if breaks.is_empty() {
            return Self { text: Cow::Borrowed(text), breaks };
        }
        flat.push_str(text.get(done..).unwrap_or_default());
        Self { text: Cow::Owned(flat), breaks }
    }

    /// Where the character at this position stands in the text.
    pub(crate) fn original(&self, at: usize) -> usize {
        let after = self.breaks.partition_point(|(here, _)| *here <= at);
        match after.checked_sub(1).and_then(|index| self.breaks.get(index)) {
            Some((here, there)) => there + (at - here),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Flat;

    proptest! {
        #[test]
        fn words_keep_their_places(text in "[a-cé \n\t\u{a0}\u{2009}]{0,60}") {
            let flat = Flat::new(&text);
            let odd = flat.text.contains("  ") || flat.text.chars().any(|c| c.is_whitespace() && c != ' ');
            prop_assert!(!odd);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&flat.text), words(&text));
            for (at, c) in flat.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                prop_assert!(text[flat.original(at)..].starts_with(c));
            }
        }
    }
}
