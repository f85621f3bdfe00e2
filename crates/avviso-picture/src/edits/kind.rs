//! The kind of one difference.

use std::ops::Range;

use avviso_record::picture::EditKind;

use crate::words::{Flags, Form, Text, Word};

/// Words among which a lost or gained denial is told as one.
const NEGATION_WORDS: usize = 3;
/// Letters of the shortest word that a denying prefix is told from: "un" + "fair".
const STEM: usize = 4;

/// Tells the kind of a difference of words; at least one side has some.
pub(super) fn of(a: &Text, words_a: Range<usize>, b: &Text, words_b: Range<usize>) -> EditKind {
    let (in_a, in_b) = (&a.words()[words_a], &b.words()[words_b]);
    if in_a.len().max(in_b.len()) <= NEGATION_WORDS && denies_other(a, in_a, b, in_b) {
        return EditKind::Negation;
    }
    if in_a.is_empty() {
        return EditKind::Added;
    }
    if in_b.is_empty() {
        return EditKind::Cut;
    }
    if same_letters(a, in_a, b, in_b) {
        return EditKind::Marks;
    }
    let (figures_a, figures_b) = (figures(in_a), figures(in_b));
    if !figures_a.is_empty() && !figures_b.is_empty() && figures_a != figures_b {
        return EditKind::Number;
    }
    if is_other_name(a, in_a, b, in_b) {
        return EditKind::Name;
    }
    let forms = |words: &[Word]| {
        let mut forms: Vec<Form> = words.iter().map(|word| word.form).collect();
        forms.sort_unstable();
        forms
    };
    if forms(in_a) == forms(in_b) { EditKind::Order } else { EditKind::Word }
}

/// Says whether one side denies and the other does not: "is not" against "is", "unlikely" against "likely".
fn denies_other(a: &Text, in_a: &[Word], b: &Text, in_b: &[Word]) -> bool {
    let count = |words: &[Word]| words.iter().filter(|word| word.is(Flags::NEGATION)).count();
    let (count_a, count_b) = (count(in_a), count(in_b));
    let prefixed = match (content(in_a), content(in_b)) {
        (Some(x), Some(y)) => {
            let (x, y) = (a.written(x).to_lowercase(), b.written(y).to_lowercase());
            i32::from(is_prefixed(&x, &y)) - i32::from(is_prefixed(&y, &x))
        }
        _ => 0,
    };
    // "not likely" against "unlikely" denies twice over, which is no change.
    i32::from(count_a % 2 == 1) + prefixed != i32::from(count_b % 2 == 1)
}

/// Gives the one word that says something besides denying, if there is one.
fn content(words: &[Word]) -> Option<Word> {
    let mut rest = words.iter().filter(|word| !word.is(Flags::NEGATION) && !word.is(Flags::FUNCTION));
    let first = rest.next().copied();
    first.filter(|_| rest.next().is_none())
}

/// Says whether `word` is `stem` behind a prefix that denies.
fn is_prefixed(word: &str, stem: &str) -> bool {
    stem.len() >= STEM
        && word
            .strip_suffix(stem)
            .is_some_and(|prefix| matches!(prefix, "un" | "in" | "im" | "il" | "ir" | "dis" | "non" | "non-"))
}

/// Says whether both sides are the same letters, cut into words otherwise: "reelect" against "re-elect".
fn same_letters(a: &Text, in_a: &[Word], b: &Text, in_b: &[Word]) -> bool {
    let letters = |text: &Text, words: &[Word]| -> String {
        words
            .iter()
            .flat_map(|&word| text.written(word).chars())
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    in_a.len() != in_b.len() && in_a.len().max(in_b.len()) <= 4 && letters(a, in_a) == letters(b, in_b)
}

/// The figures and dates among `words`, sorted.
fn figures(words: &[Word]) -> Vec<Form> {
    let is_figure = |word: &&Word| word.is(Flags::NUMBER) || word.is(Flags::DATE);
    let mut figures: Vec<Form> = words.iter().filter(is_figure).map(|word| word.form).collect();
    figures.sort_unstable();
    figures
}

/// Says whether names stand on both sides, and neither side's are among the other's: "Clinton" for "Hillary Clinton"
/// is no other name.
fn is_other_name(a: &Text, in_a: &[Word], b: &Text, in_b: &[Word]) -> bool {
    let names = |text: &Text, words: &[Word]| -> Vec<String> {
        let is_name = |word: &&Word| {
            word.is(Flags::CAPITAL)
                && !(word.is(Flags::FUNCTION) || word.is(Flags::ADDRESS) || word.is(Flags::NEGATION))
        };
        words.iter().filter(is_name).map(|&word| bare_name(text.written(word))).collect()
    };
    if !in_a.iter().chain(in_b).any(|word| word.is(Flags::NAME)) {
        return false;
    }
    let (names_a, names_b) = (names(a, in_a), names(b, in_b));
    let among = |few: &[String], many: &[String]| few.iter().all(|name| many.contains(name));
    !among(&names_a, &names_b) && !among(&names_b, &names_a)
}

/// Takes the possessive off a name, and folds it.
fn bare_name(written: &str) -> String {
    let folded = written.to_lowercase();
    ["'s", "’s", "'", "’"]
        .into_iter()
        .find_map(|tail| folded.strip_suffix(tail))
        .map_or(folded.clone(), str::to_owned)
}
