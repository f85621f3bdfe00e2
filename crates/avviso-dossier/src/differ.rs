//! Two tellings side by side: a text cut at its edits, long equal stretches folded; and titles compared by words.

use std::ops::Range;

use avviso_record::picture::EditKind;
use serde::Serialize;

use crate::picture::class;
use crate::show::{count, short};

/// One piece of a telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Bit {
    pub(crate) words: String,
    /// The class of its mark; none where nothing differs.
    pub(crate) class: Option<&'static str>,
    /// What differs, in a word.
    pub(crate) kind: &'static str,
    /// Words in place of a stretch that is the same on both sides.
    pub(crate) skipped: Option<String>,
}

/// An equal stretch over this many characters is folded to its ends.
const EQUAL: usize = 360;
/// Characters of each end.
const END: usize = 110;

/// Cuts text at edits, given by ranges of code points in order. An empty range shows that something stands only on
/// the other side.
pub(crate) fn bits(text: &str, edits: impl Iterator<Item = (Range<u32>, EditKind)>) -> Vec<Bit> {
    let mut edits: Vec<(Range<u32>, EditKind)> = edits.filter(|(_, kind)| class(*kind).is_some()).collect();
    edits.sort_by_key(|(range, kind)| (range.start, range.end, *kind));
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let byte = |at: u32| places.get(at as usize).copied().unwrap_or(text.len());
    let mut out = Vec::new();
    let mut at = 0;
    for (range, kind) in edits {
        let (from, to) = (byte(range.start).max(at), byte(range.end).max(at));
        equal(text.get(at..from).unwrap_or_default(), out.is_empty(), false, &mut out);
        let words = text.get(from..to).unwrap_or_default();
        let words = if words.is_empty() { "‸" } else { words };
        out.push(Bit { words: words.to_owned(), class: class(kind), kind: kind.as_str(), skipped: None });
        at = to;
    }
    equal(text.get(at..).unwrap_or_default(), out.is_empty(), true, &mut out);
    out
}

/// Adds an equal stretch, its middle folded if it is long.
fn equal(words: &str, first: bool, last: bool, out: &mut Vec<Bit>) {
    let plain = |words: &str| Bit { words: words.to_owned(), class: None, kind: "", skipped: None };
    let length = words.chars().count();
    if length <= EQUAL {
        if !words.is_empty() {
            out.push(plain(words));
        }
        return;
    }
    let at = |index: usize| words.char_indices().nth(index).map_or(words.len(), |(at, _)| at);
    let head = if first && !last { 0 } else { at(END) };
    let head = words.get(..head).and_then(|head| head.rfind(char::is_whitespace)).unwrap_or(0);
    let tail = if last && !first { words.len() } else { at(length - END) };
    let tail = words
        .get(tail..)
        .and_then(|rest| rest.find(char::is_whitespace).map(|space| tail + space))
        .unwrap_or(words.len());
    let skipped = words.get(head..tail).unwrap_or_default().split_whitespace().count();
    if head > 0 {
        out.push(plain(words.get(..head).unwrap_or_default()));
    }
    out.push(Bit {
        words: String::new(),
        class: None,
        kind: "",
        skipped: Some(format!("{} the same", count(skipped, "word", "words"))),
    });
    if tail < words.len() {
        out.push(plain(words.get(tail..).unwrap_or_default()));
    }
}

/// Words of a title that are compared.
const TITLE_WORDS: usize = 60;

/// Two titles with the words marked that only one of them has, by the longest common run of words in order.
#[expect(
    clippy::many_single_char_names,
    reason = "two texts, two rows of words and two places: the usual letters"
)]
pub(crate) fn titles(a: &str, b: &str) -> (Vec<Bit>, Vec<Bit>) {
    let (a, b) = (short(a, 400), short(b, 400));
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().take(TITLE_WORDS).map(str::to_owned).collect()
    };
    let fold = |word: &String| -> String {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (words(&a), words(&b));
    let (x, y): (Vec<String>, Vec<String>) = (a.iter().map(fold).collect(), b.iter().map(fold).collect());
    // longest[i][j]: how many words the rests from i and j have in common.
    let mut longest = vec![vec![0u32; y.len() + 1]; x.len() + 1];
    let at = |table: &[Vec<u32>], i: usize, j: usize| {
        table.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0)
    };
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            let best = if x.get(i) == y.get(j) {
                at(&longest, i + 1, j + 1) + 1
            } else {
                at(&longest, i + 1, j).max(at(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = best;
            }
        }
    }
    let (mut same_a, mut same_b) = (vec![false; x.len()], vec![false; y.len()]);
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        if x.get(i) == y.get(j) {
            if let (Some(a), Some(b)) = (same_a.get_mut(i), same_b.get_mut(j)) {
                (*a, *b) = (true, true);
            }
            (i, j) = (i + 1, j + 1);
        } else if at(&longest, i + 1, j) >= at(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    (runs(&a, &same_a, "cut"), runs(&b, &same_b, "added"))
}

/// Joins neighbours that are alike; the space between two runs belongs to the one that is not marked.
fn runs(words: &[String], same: &[bool], kind: &'static str) -> Vec<Bit> {
    let mut out: Vec<Bit> = Vec::new();
    for (word, same) in words.iter().zip(same) {
        let class = (!same).then_some("edit");
        if let Some(last) = out.last_mut().filter(|last| last.class == class) {
            last.words.push(' ');
            last.words.push_str(word);
            continue;
        }
        let mut words = String::new();
        match out.last_mut() {
            Some(last) if class.is_some() => last.words.push(' '),
            Some(_) => words.push(' '),
            None => {}
        }
        words.push_str(word);
        out.push(Bit { words, class, kind: if *same { "" } else { kind }, skipped: None });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(bits: &[Bit]) -> String {
        bits.iter()
            .map(|bit| match (&bit.skipped, bit.class) {
                (Some(skipped), _) => format!("<{skipped}>"),
                (None, Some(_)) => format!("[{}:{}]", bit.kind, bit.words),
                (None, None) => bit.words.clone(),
            })
            .collect()
    }

    #[test]
    fn text_is_cut_at_its_edits() {
        let edits = [(9..14, EditKind::Number), (20..20, EditKind::Cut), (0..3, EditKind::Case)];
        let text = "Then for 1,300 boats left";
        assert_eq!(drawn(&bits(text, edits.into_iter())), "Then for [number:1,300] boats[cut:‸] left");
        assert_eq!(drawn(&bits("né 7", [(3..4, EditKind::Number)].into_iter())), "né [number:7]");
    }

    #[test]
    fn long_equal_stretches_are_folded() {
        let text = "word ".repeat(200) + "5";
        let at = text.chars().count() as u32;
        let drawn = drawn(&bits(&text, [(at - 1..at, EditKind::Number)].into_iter()));
        assert!(drawn.starts_with('<') && drawn.ends_with("word [number:5]"), "{drawn}");
        assert!(drawn.contains("words the same>"), "{drawn}");
        assert!(drawn.len() < 200, "{drawn}");
    }

    #[test]
    fn titles_are_compared_by_words() {
        let (a, b) = titles("Harbour stays open, mayor says", "Mayor says: harbour will stay open");
        assert_eq!(drawn(&a), "[cut:Harbour stays open,] mayor says");
        assert_eq!(drawn(&b), "Mayor says: [added:harbour will stay open]");
        let (a, b) = titles("Same words", "Same Words");
        assert_eq!((drawn(&a), drawn(&b)), ("Same words".to_owned(), "Same Words".to_owned()));
    }
}
