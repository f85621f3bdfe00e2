//! Forms: what a word says, without how it is written.

use super::{lexicon, number};

/// What a word says, as a digest of its canonical letters; equal for words that mean the same.
///
/// Somebody may build two words of one digest; where a wrong "equal" would be told to people, [`super::Text::same`]
/// compares the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form(u64);

impl Form {
    /// Digests canonical letters.
    pub(super) fn of(canonical: &str) -> Self {
        // Multiplication in 128 bits, both halves folded together (as in wyhash): every bit of the input reaches every
        // bit of the digest, on all machines alike.
        let mut digest = fold(0x9e37_79b9_7f4a_7c15, (canonical.len() as u64) << 1 | 1);
        for bytes in canonical.as_bytes().chunks(8) {
            let mut eight = [0; 8];
            eight[..bytes.len()].copy_from_slice(bytes);
            digest = fold(digest ^ u64::from_le_bytes(eight), 0xa076_1d64_78bd_642f);
        }
        Self(fold(digest, 0xe703_7ed1_a0b4_28db))
    }

    /// Gives the digest.
    pub const fn digest(self) -> u64 {
        self.0
    }
}

/// Multiplies in 128 bits and folds the halves.
pub(crate) const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128).wrapping_mul(b as u128);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Folds letters: lower case, without soft hyphens and the like, with one kind of apostrophe; `out` is overwritten.
pub(super) fn fold_letters(written: &str, out: &mut String) {
    out.clear();
    if written.is_ascii() {
        out.push_str(written);
        out.make_ascii_lowercase();
        return;
    }
    for c in written.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{2032}' => out.push('\''),
            // Ligatures are two letters that were set as one.
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            c if is_ignored(c) => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Says whether `c` is no part of a word and does not end one: the soft hyphen and zero-width characters.
pub(super) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Gives the canonical letters of a folded word that is no number.
pub(super) fn canonical(folded: &str) -> &str {
    match folded {
        "n't" | "'t" => "not",
        "'re" => "are",
        "'ve" => "have",
        "'m" => "am",
        "'ll" | "wo" => "will",
        "sha" => "shall",
        "%" | "pct" | "per cent" => "percent",
        "us" | "u.s" | "usa" | "u.s.a" if folded != "us" => "u.s",
        "u.k" => "uk",
        "u.n" => "un",
        "e.u" => "eu",
        _ => folded,
    }
}

/// Says whether two words as written have the same canonical letters.
pub(super) fn same(a: &str, b: &str, is_number: bool) -> bool {
    letters(a, is_number) == letters(b, is_number)
}

fn letters(written: &str, is_number: bool) -> String {
    if is_number && let Some(amount) = number::read(written) {
        return amount;
    }
    let mut folded = String::new();
    fold_letters(written, &mut folded);
    if written == "US" {
        return "u.s".to_owned();
    }
    match lexicon::month(&folded) {
        Some(month) => month.to_owned(),
        None => canonical(&folded).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold() {
        let mut out = String::new();
        fold_letters("Co\u{ad}öperate’S", &mut out);
        assert_eq!(out, "coöperate's");
        assert!(same("n’t", "not", false));
        assert!(same("1,200", "1200", true));
        assert!(!same("1,200", "1,300", true));
    }

    #[test]
    fn digests_differ() {
        let words = ["", "a", "b", "ab", "ba", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaaaaaaaaaa", "a\0"];
        for a in words {
            for b in words {
                assert_eq!(Form::of(a) == Form::of(b), a == b, "{a:?} {b:?}");
            }
        }
    }
}
