//! What counts as a character, a token, a sentence and a quotation for the scorer.
//!
//! These are the scorer's own sets, written out in `score_attribution.py`, not Unicode's: white space here holds
//! U+200B and U+FEFF, which `char::is_whitespace` does not. A re-implementation has to follow them to the letter.

/// The scorer's white space.
pub(super) const fn is_white(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200b}' | '\u{2028}' | '\u{2029}'
            | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

/// Quotation marks and apostrophes.
pub(super) const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}')
}

/// Hyphens and dashes.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// Marks that are not counted.
pub(super) const fn is_mark(c: char) -> bool {
    is_quote(c)
        || is_dash(c)
        || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '\u{2026}')
}

/// Marks that end a token.
const fn breaks_token(c: char) -> bool {
    (is_quote(c) && !matches!(c, '\'' | '\u{2019}'))
        || matches!(c, ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '\u{2026}')
}

/// Whether each character counts.
pub(super) fn counted(text: &[char]) -> Vec<bool> {
    text.iter().map(|&c| !is_white(c) && !is_mark(c)).collect()
}

/// Cuts characters into tokens.
pub(super) fn tokens(text: impl IntoIterator<Item = char>) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut current = String::new();
    for c in text.into_iter().chain([' ']) {
        if !is_white(c) && !breaks_token(c) {
            current.push(c);
            continue;
        }
        let token = current.trim_end_matches('.').trim_matches(['\'', '\u{2019}']);
        if token.chars().any(|c| !is_mark(c)) {
            tokens.push(token.to_owned());
        }
        current.clear();
    }
    tokens
}

/// Cuts the text of some spans, joined by spaces, into tokens.
pub(super) fn tokens_of(text: &[char], spans: &[[u32; 2]]) -> Vec<String> {
    let mut joined = Vec::new();
    for (i, span) in spans.iter().enumerate() {
        if i > 0 {
            joined.push(' ');
        }
        joined.extend_from_slice(cut(text, span[0] as usize, span[1] as usize));
    }
    tokens(joined)
}

/// Cuts like Python: what lies outside is not there.
pub(super) fn cut(text: &[char], start: usize, end: usize) -> &[char] {
    text.get(start..end.min(text.len())).unwrap_or_default()
}

/// Whether each character lies inside quotation marks, paragraph by paragraph.
pub(super) fn quoted(text: &[char]) -> Vec<bool> {
    let mut mask = vec![false; text.len()];
    let mut inside = false;
    let mut i = 0;
    while let Some(&c) = text.get(i) {
        let next = text.get(i + 1).copied();
        let doubled = matches!(c, '\'' | '`' | '\u{2018}' | '\u{2019}') && next == Some(c);
        if c == '\n' {
            inside = false;
        } else if c == '\u{201c}' {
            inside = true;
        } else if c == '\u{201d}' {
            let after_white = i == 0 || text.get(i - 1).is_some_and(|&before| is_white(before));
            inside = !inside && after_white && next.is_some_and(|after| !is_white(after));
        } else if c == '"' {
            inside = !inside;
        } else if doubled {
            inside = !inside;
            i += 1;
        } else {
            mask[i] = inside;
        }
        i += 1;
    }
    mask
}

const ABBREVIATIONS: &str = "mr mrs ms dr gov sen rep gen lt col sgt st jr sr u.s u.n d.c a.m p.m no vs inc corp co rev \
    prof pres sept oct nov dec jan feb aug ariz fla calif mass mich minn ohio pa wis tex va ga conn colo ill ind md n.y \
    n.j n.h n.c s.c";

fn is_abbreviation(token: &str) -> bool {
    let lower = token.to_lowercase();
    ABBREVIATIONS.split_ascii_whitespace().any(|known| known == lower)
}

/// The sentence number of each character.
pub(super) fn sentence_numbers(text: &[char]) -> Vec<u32> {
    let mut ends = vec![false; text.len()];
    for (i, &c) in text.iter().enumerate() {
        match c {
            '\n' => ends[i] = true,
            '.' | '!' | '?' => {
                if let Some(end) = sentence_end(text, i, c) {
                    ends[end] = true;
                }
            }
            _ => {}
        }
    }
    let mut number = 0;
    ends.into_iter()
        .map(|end| {
            let own = number;
            number += u32::from(end);
            own
        })
        .collect()
}

/// Says whether the stop at `i` ends a sentence; gives the place of the sentence's last character.
fn sentence_end(text: &[char], i: usize, stop: char) -> Option<usize> {
    let skip = |mut at: usize, over: fn(char) -> bool| {
        while text.get(at).is_some_and(|&c| over(c)) {
            at += 1;
        }
        at
    };
    let closed = skip(i + 1, |c| matches!(c, '"' | '\'' | '\u{201d}' | '\u{2019}' | ')' | ']'));
    let spaced = skip(closed, |c| is_white(c) && c != '\n');
    if spaced == closed || spaced >= text.len() {
        return None;
    }
    let next = skip(spaced, |c| is_quote(c) || c == '(');
    if !text.get(next).is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    if stop == '.' {
        let start = text[..i].iter().rposition(|&c| is_white(c) || breaks_token(c)).map_or(0, |at| at + 1);
        let token: String = text[start..i].iter().collect();
        // As in the script: one character between "A" and "Z" in code point order.
        let is_initial = i - start == 1 && token.chars().all(|c| c.is_ascii_uppercase());
        if is_initial || is_abbreviation(&token) {
            return None;
        }
    }
    Some(closed - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn sentences_end_as_the_script_says() {
        let numbers = sentence_numbers(&chars("Mr. X left. He said \"Yes.\" Y went."));
        assert_eq!((numbers.last(), numbers.get(4)), (Some(&2), Some(&0)));
        assert_eq!(sentence_numbers(&chars("a\nb")), [0, 0, 1]);
        // A stop that no white space follows ends nothing.
        assert_eq!(sentence_numbers(&chars("a.B 5. b")), [0; 8]);
    }

    #[test]
    fn tokens_lose_stops_and_apostrophes() {
        assert_eq!(tokens("‘We’ don’t—U.S. . “ok”".chars()), ["We", "don’t—U.S", "ok"]);
        assert_eq!(tokens("-- ' …".chars()), [""; 0]);
    }

    #[test]
    fn zero_width_space_is_white_here() {
        assert!(is_white('\u{200b}') && is_white('\u{feff}') && !is_white('\u{200c}'));
        assert!(!'\u{200b}'.is_whitespace(), "if this changes, the comment above is wrong");
    }

    #[test]
    fn quotation_marks_open_and_close_within_a_paragraph() {
        let shown = |text: &str| -> String {
            let text = chars(text);
            text.iter().zip(quoted(&text)).filter(|(_, inside)| *inside).map(|(c, _)| *c).collect()
        };
        assert_eq!(shown("a “b” c"), "b");
        assert_eq!(shown("a “b\nc"), "b");
        assert_eq!(shown("a \"b\" ''c'' d"), "bc");
        assert_eq!(shown("a ”b” c"), "b");
    }
}
