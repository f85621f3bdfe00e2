//! Marks and capitals: what differs around and inside words that are equal, and whether a cut is marked.

use std::ops::Range;

use avviso_record::picture::EditKind;

use super::{Edit, Run};
use crate::words::{Flags, Text, Word};

/// Bytes between two words within which marks are compared.
const NEAR: usize = 64;

/// Tells marks and capitals that differ inside a run of equal words.
pub(super) fn inside(a: &Text, b: &Text, run: Run, out: &mut Vec<Edit>) {
    let (words_a, words_b) = (run.a..run.a + run.len, run.b..run.b + run.len);
    if a.text().get(a.bytes(words_a.clone())) == b.text().get(b.bytes(words_b.clone())) {
        return;
    }
    let mut before: Option<(Word, Word)> = None;
    for (in_a, in_b) in words_a.zip(words_b) {
        let (word_a, word_b) = (a.words()[in_a], b.words()[in_b]);
        if let Some((before_a, before_b)) = before {
            let (gap_a, gap_b) = (between(before_a, word_a), between(before_b, word_b));
            if marks_differ(a, &gap_a, b, &gap_b) {
                let kind = EditKind::Marks;
                let (words_a, words_b) = (in_a - 1..in_a + 1, in_b - 1..in_b + 1);
                out.push(Edit { kind, words_a, words_b, a: gap_a, b: gap_b, marked: None });
            }
        }
        if let Some(kind) = written_otherwise(a.written(word_a), b.written(word_b)) {
            let (words_a, words_b) = (in_a..in_a + 1, in_b..in_b + 1);
            out.push(Edit { kind, words_a, words_b, a: word_a.range(), b: word_b.range(), marked: None });
        }
        before = Some((word_a, word_b));
    }
}

fn between(before: Word, word: Word) -> Range<usize> {
    before.end() as usize..(word.start.max(before.end())) as usize
}

/// Says whether the marks between two words differ; kinds of quotation marks, dashes and white space are alike.
fn marks_differ(a: &Text, in_a: &Range<usize>, b: &Text, in_b: &Range<usize>) -> bool {
    let (a, b) = (&a.text()[in_a.clone()], &b.text()[in_b.clone()]);
    if a == b || a.len() > NEAR || b.len() > NEAR {
        return false;
    }
    // Words between that are no body: a caption stands there.
    let is_foreign = |text: &str| text.chars().any(char::is_alphanumeric);
    !is_foreign(a) && !is_foreign(b) && fold_marks(a) != fold_marks(b)
}

fn fold_marks(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' | '"' => out.push('"'),
            '‘' | '’' | '\'' | '`' => out.push('\''),
            '‐' | '‑' | '–' | '—' | '―' => out.push('-'),
            '…' => out.push_str("..."),
            c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}') => {}
            c => out.push(c),
        }
    }
    let out = out.replace("''", "\"");
    // Two or three hyphens are one dash.
    out.replace("---", "-").replace("--", "-")
}

/// Tells how two words that are equal are written otherwise, if they are.
fn written_otherwise(a: &str, b: &str) -> Option<EditKind> {
    if a == b {
        return None;
    }
    let (marks_a, marks_b) = (fold_marks(a), fold_marks(b));
    if marks_a == marks_b {
        return None;
    }
    Some(if marks_a.to_lowercase() == marks_b.to_lowercase() { EditKind::Case } else { EditKind::Marks })
}

/// Says whether a cut of `words_a` is marked in `b`, where it would stand before the word `at`: by an ellipsis there,
/// or because only words in an editor's brackets were left out.
pub(super) fn is_marked(a: &Text, words_a: Range<usize>, b: &Text, at: usize) -> bool {
    let start =
        at.checked_sub(1).and_then(|before| b.words().get(before)).map_or(0, |word| word.end() as usize);
    let end = b.words().get(at).map_or(b.text().len(), |word| word.start as usize);
    let gap: String =
        b.text()[start..end.max(start)].chars().filter(|c| !c.is_whitespace()).take(NEAR).collect();
    gap.contains('…') || gap.contains("...") || a.words()[words_a].iter().all(|word| word.is(Flags::BRACKETS))
}
