//! The key of a saying: its words alone, by which variants on other pages are met.

/// Gives the normalised words of `text`: lower case, joined by single spaces.
///
/// A word is a run of letters, digits and combining accents; everything between words (white space, quotation marks,
/// apostrophes, dashes, stops) folds to one space. Soft hyphens and zero-width characters vanish without ending a
/// word.
///
/// ```
/// assert_eq!(avviso_record::key("“We will not sign,” he said – the EU’s no."), "we will not sign he said the eu s no");
/// ```
pub fn key(text: &str) -> String {
    key_of_parts([text])
}

/// Gives the key of several stretches of text, as if a space stood between them.
pub(crate) fn key_of_parts<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut key = String::new();
    for part in parts {
        let mut between = true;
        for c in part.chars().filter(|&c| !is_ignored(c)) {
            if !is_word(c) {
                between = true;
                continue;
            }
            if between && !key.is_empty() {
                key.push(' ');
            }
            between = false;
            key.extend(c.to_lowercase());
        }
    }
    key
}

/// Says whether `c` is part of a word.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Says whether `c` is no part of a word and does not end one: the soft hyphen and zero-width characters.
pub(crate) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_dashes_fold_to_one_space() {
        assert_eq!(key("  “Peace”—now!\n"), "peace now");
        assert_eq!(key("Europe's 27½ states…"), "europe s 27½ states");
        assert_eq!(key("… – !"), "");
    }

    #[test]
    fn words_are_kept_whole() {
        assert_eq!(key("co\u{ad}operation"), "cooperation");
        assert_eq!(key("E\u{301}tat ÉTAT"), "e\u{301}tat état");
        assert_eq!(key_of_parts(["Not", "one"]), "not one");
    }
}
