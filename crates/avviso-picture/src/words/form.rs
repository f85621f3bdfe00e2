//! Forms: what a word says, without how it is written.

use std::borrow::Cow;

use super::{lexicon, number, spelling};

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

/// Folds letters: lower case, without soft hyphens and the like, with one kind of apostrophe, letters of other alphabets
/// that look like ours and figures of full width as ours; `out` is overwritten.
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
            // Full-width letters and figures.
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                out.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()));
            }
            c if is_ignored(c) => {}
            c => out.extend(c.to_lowercase().map(look_alike)),
        }
    }
}

/// Gives the Latin letter for a small Cyrillic or Greek one that is printed the same (Unicode's confusables): texts are
/// copied with some letters swapped, so that a search does not find them.
const fn look_alike(c: char) -> char {
    match c {
        'а' => 'a',
        'с' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'ѵ' => 'v',
        'ԝ' => 'w',
        'х' => 'x',
        'у' => 'y',
        c => c,
    }
}

/// Says whether `c` is no part of a word and does not end one: the soft hyphen and zero-width characters.
pub(super) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Gives the canonical letters of a folded word that is no number.
pub(super) fn canonical(folded: &str) -> Cow<'_, str> {
    let known = match folded {
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
        _ => return spelling::one(folded),
    };
    Cow::Borrowed(known)
}

/// Says whether two words as written have the same canonical letters.
pub(super) fn same(a: &str, b: &str, is_number: bool) -> bool {
    letters(a, is_number) == letters(b, is_number)
}

fn letters(written: &str, is_number: bool) -> String {
    let mut folded = String::new();
    fold_letters(written, &mut folded);
    if is_number && let Some(amount) = number::read(&folded) {
        return amount;
    }
    if written == "US" {
        return "u.s".to_owned();
    }
    match lexicon::month(&folded) {
        Some(month) => month.to_owned(),
        None => canonical(&folded).into_owned(),
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
        // Cyrillic а, е, о, р, с, ѕ.
        fold_letters("рlасеѕ Оf", &mut out);
        assert_eq!(out, "places of");
        fold_letters("１２ Ａ", &mut out);
        assert_eq!(out, "12 a");
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
