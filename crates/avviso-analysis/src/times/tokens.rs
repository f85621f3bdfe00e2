//! Words, numbers and marks of a text, for dates alone.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Up to four digits, with their value; more digits are `Other`.
    Number(u16),
    /// A run of white space.
    Blank,
    /// One other character, or a mixture of letters and digits.
    Other(char),
}

/// Cuts a text.
pub(super) fn cut(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let same: fn(char) -> bool = if c.is_ascii_digit() {
            |c| c.is_ascii_digit()
        } else if c.is_alphabetic() {
            char::is_alphabetic
        } else if c.is_whitespace() {
            char::is_whitespace
        } else {
            |_| false
        };
        while let Some(&(next, d)) = chars.peek() {
            if !same(d) {
                break;
            }
            end = next + d.len_utf8();
            chars.next();
        }
        let kind = if c.is_ascii_digit() {
            let digits = text.get(start..end).unwrap_or_default();
            if digits.len() <= 4 { Kind::Number(digits.parse().unwrap_or(0)) } else { Kind::Other('0') }
        } else if c.is_alphabetic() {
            Kind::Word
        } else if c.is_whitespace() {
            Kind::Blank
        } else {
            Kind::Other(c)
        };
        tokens.push(Token { start, end, kind });
    }
    tokens
}
