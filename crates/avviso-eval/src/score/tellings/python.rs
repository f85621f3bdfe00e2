//! What Python's strings and numbers do where Rust's do something else. The defining script counts with these.

use html5gum::{Token, Tokenizer};
use unicode_normalization::char::is_combining_mark;

/// White space to `str.split`: Unicode's, and the four separators of ASCII.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A word character to `\w`: letters and numbers by category, and the underscore. `char::is_alphabetic` holds marks
/// and circled letters besides.
pub(super) fn is_word(c: char) -> bool {
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}');
    c == '_' || c.is_numeric() || (c.is_alphabetic() && !is_combining_mark(c) && !circled)
}

/// The script's words: parted at white space, letters, numbers, `%` and `$` kept, lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(is_space)
        .map(|word| word.chars().filter(|&c| is_word(c) || c == '%' || c == '$').collect::<String>())
        .map(|word| word.to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// `str.casefold`: full folding, which for all but a few letters is upper case in lower case.
pub(super) fn casefold(text: &str) -> String {
    text.chars()
        .flat_map(|c| -> Vec<char> {
            match c {
                // Folds to itself: its capital is the plain I's.
                // Dotless i folds to itself, Cherokee to capitals.
                'ı' | '\u{13a0}'..='\u{13f5}' => vec![c],
                '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => c.to_uppercase().collect(),
                _ => c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect(),
            }
        })
        .collect()
}

/// `round(value, 4)`: the nearest decimal, of two as near the even one.
pub(super) fn round4(value: f64) -> f64 {
    format!("{value:.4}").parse().expect("a number is printed as a number")
}

/// `re.sub("<[^>]*>", " ", text)`: tags out, whatever stands in them.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('<') {
        out.push_str(before);
        let Some((_, after)) = behind.split_once('>') else {
            // No tag ends behind this place.
            out.push_str(&rest[before.len()..]);
            return out;
        };
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// `html.unescape`.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (read, written) = reference(behind);
        out.push_str(&written);
        rest = &behind[read..];
    }
    out.push_str(rest);
    out
}

/// Reads what stands behind `&`: how many bytes of it belong to the reference, and what that means.
fn reference(text: &str) -> (usize, String) {
    if let Some(digits) = text.strip_prefix('#') {
        let hex = digits.strip_prefix(['x', 'X']);
        let (digits, base, mark) = hex.map_or((digits, 10, 1), |digits| (digits, 16, 2));
        let length = digits.find(|c: char| !c.is_digit(base)).unwrap_or(digits.len());
        if length == 0 {
            return (0, "&".to_owned());
        }
        let closed = digits[length..].starts_with(';');
        return (mark + length + usize::from(closed), character(&digits[..length], base));
    }
    let ends = |c: char| matches!(c, '\t' | '\n' | '\u{c}' | ' ' | '<' | '&' | '#' | ';');
    let length =
        text.char_indices().take(32).take_while(|&(_, c)| !ends(c)).map(|(at, c)| at + c.len_utf8()).last();
    let Some(length) = length else { return (0, "&".to_owned()) };
    let length = length + usize::from(text[length..].starts_with(';'));
    // The tokeniser of the standard knows the names, those without a semicolon too, and takes the longest.
    let named = format!("&{}", &text[..length]);
    let mut written = String::new();
    for Ok(token) in Tokenizer::new(&named) {
        if let Token::String(part) = token {
            written.push_str(&String::from_utf8_lossy(&part));
        }
    }
    (length, written)
}

/// The character of a number, with the standard's repairs.
fn character(digits: &str, base: u32) -> String {
    const WINDOWS_1252: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let number = digits
        .chars()
        .filter_map(|c| c.to_digit(base))
        .fold(0_u32, |number, digit| number.saturating_mul(base).saturating_add(digit));
    let invalid = matches!(number, 0x1..=0x8 | 0xe..=0x1f | 0x7f..=0x9f | 0xfdd0..=0xfdef | 0xb)
        || (number & 0xfffe == 0xfffe && number <= 0x10_ffff);
    match number {
        0x80..=0x9f => WINDOWS_1252[number as usize - 0x80].to_string(),
        0 => '\u{fffd}'.to_string(),
        0xd => '\r'.to_string(),
        _ if invalid => String::new(),
        _ => char::from_u32(number).unwrap_or('\u{fffd}').to_string(),
    }
}

/// `sequence[start:end]` for a sequence of `length`: a negative place counts from the end, what lies outside is not
/// there.
pub(super) fn slice(start: i64, end: i64, length: usize) -> std::ops::Range<usize> {
    let length = i64::try_from(length).expect("a page is shorter than 2^63");
    let place = |at: i64| if at < 0 { (at + length).max(0) } else { at.min(length) };
    let (start, end) = (place(start), place(end));
    start as usize..end.max(start) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_scripts() {
        assert_eq!(words("“Don't” 1,200 %-$5 \u{1c}ÉÉ -- a_b"), ["dont", "1200", "%$5", "éé", "a_b"]);
        assert!(!is_word('\u{301}') && !is_word('Ⓐ') && is_word('ª') && is_word('½') && is_word('Ⅳ'));
    }

    #[test]
    fn folding_is_full() {
        assert_eq!(casefold("STRASSE ß Σς İı"), "strasse ss σσ i̇ı");
    }

    #[test]
    fn a_half_goes_to_the_even_digit() {
        let rounded = [1.0 / 32.0, 3.0 / 32.0, 2.0 / 3.0].map(|value| format!("{}", round4(value)));
        assert_eq!(rounded, ["0.0312", "0.0938", "0.6667"]);
    }

    #[test]
    fn references_are_read_as_python_reads_them() {
        assert_eq!(
            unescape("a &amp; b &amp c &ampx &#8217; &#x201c;&#150; &nosuch; & &; &#; &#0;"),
            "a & b & c &x ’ “– &nosuch; & &; &#; \u{fffd}"
        );
        assert_eq!(without_tags("a<b\nc>d<e f>g < h"), "a d g < h");
    }

    #[test]
    fn slices_are_pythons() {
        assert_eq!((slice(-3, 99, 10), slice(5, 2, 10), slice(20, 30, 10)), (7..10, 5..5, 10..10));
    }
}
