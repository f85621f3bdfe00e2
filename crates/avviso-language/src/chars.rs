//! Characters as Python sees them: spaCy's features are made with Python's `str`, whose classes are not Rust's.

use crate::unicode_tables::{ALPHA, CURRENCY, DECIMAL, DIGIT, NUMERIC, PUNCT};

fn within(table: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let after = table.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= table[after - 1].1
}

/// `str.isalpha`: letters alone; no letter numbers, no combining vowel signs.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(&ALPHA, c) }
}

/// `str.isdigit`: also superscripts, no fractions.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&DIGIT, c) }
}

/// A general category that begins with P.
pub(crate) fn is_punct(c: char) -> bool {
    within(&PUNCT, c)
}

/// Category Sc.
pub(crate) fn is_currency(c: char) -> bool {
    within(&CURRENCY, c)
}

/// Letters that Unicode 14 knows: newer ones have no case for the Python that spaCy's words were read with.
fn has_case(c: char) -> bool {
    is_alpha(c)
        || matches!(c, '\u{345}' | '\u{2160}'..='\u{217f}' | '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

/// Lower case (Python's `str.islower` of one character): a few letters have lost or found their case since Unicode 14.
pub(crate) fn is_lower(c: char) -> bool {
    let since = matches!(c, '\u{10fc}' | '\u{a7f2}'..='\u{a7f4}' | '\u{ab69}');
    c == '\u{295}' || (c.is_lowercase() && has_case(c) && !since)
}

/// Upper case (Python's `str.isupper` of one character).
pub(crate) fn is_upper(c: char) -> bool {
    c.is_uppercase() && has_case(c)
}

/// Category Lt.
pub(crate) fn is_title(c: char) -> bool {
    matches!(
        c,
        '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}' | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}'
            | '\u{1fa8}'..='\u{1faf}' | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}'
    )
}

/// `str.isspace`: as Rust's white space, and the four ASCII separators U+001C to U+001F.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The ranges of `\d`, `\w`, `\s` in Python's regular expressions.
pub(crate) fn perl_class(letter: char) -> Option<Vec<(u32, u32)>> {
    match letter {
        'd' => Some(DECIMAL.to_vec()),
        'w' => {
            let mut all = [&ALPHA[..], &DECIMAL[..], &DIGIT[..], &NUMERIC[..]].concat();
            all.push((0x5f, 0x5f));
            Some(all)
        }
        's' => Some(vec![
            (0x09, 0x0d),
            (0x1c, 0x20),
            (0x85, 0x85),
            (0xa0, 0xa0),
            (0x1680, 0x1680),
            (0x2000, 0x200a),
            (0x2028, 0x2029),
            (0x202f, 0x202f),
            (0x205f, 0x205f),
            (0x3000, 0x3000),
        ]),
        _ => None,
    }
}

/// The shape of a word: upper-case letter `X`, other letter `x`, digit `d`, anything else itself; a run is cut after
/// four. 100 characters and more give `LONG`.
pub(crate) fn word_shape(text: &str, out: &mut String) {
    out.clear();
    if text.len() >= 100 && text.chars().nth(99).is_some() {
        out.push_str("LONG");
        return;
    }
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        let class = if is_alpha(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 4 {
            out.push(class);
        }
    }
}

/// The last `count` characters.
pub(crate) fn last_chars(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count - 1).map_or(text, |(at, _)| &text[at..])
}

/// The first character, or the empty string.
pub(crate) fn first_char(text: &str) -> &str {
    text.chars().next().map_or("", |c| &text[..c.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_cut_runs_after_four() {
        let mut out = String::new();
        for (word, shape) in [
            ("Internationally", "Xxxxx"),
            ("2017", "dddd"),
            ("McDonald's", "XxXxxxx'x"),
            ("²½", "d½"),
            ("", ""),
        ] {
            word_shape(word, &mut out);
            assert_eq!(out, shape);
        }
        word_shape(&"é".repeat(100), &mut out);
        assert_eq!(out, "LONG");
        word_shape(&"é".repeat(99), &mut out);
        assert_eq!(out, "xxxx");
    }

    #[test]
    fn classes_are_pythons() {
        assert!(!is_alpha('Ⅷ') && !is_alpha('\u{0901}') && is_alpha('ª') && is_alpha('中'));
        assert!(
            is_lower('ʕ')
                && is_lower('ⅷ')
                && !is_lower('ჼ')
                && is_upper('Ⓐ')
                && is_title('ǅ')
                && !is_upper('ǅ')
        );
        assert!(is_digit('²') && !is_digit('½') && is_digit('٣'));
        assert!(is_space('\u{1f}') && is_space('\u{85}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }

    #[test]
    fn affixes_count_characters() {
        assert_eq!(last_chars("naïve", 3), "ïve");
        assert_eq!(last_chars("é", 3), "é");
        assert_eq!(first_char("élan"), "é");
    }
}
