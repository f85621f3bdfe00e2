//! Two pages that share words: how much, of what kind, and what differs.

use std::ops::Range;

use avviso_record::picture::{CopyRelation, EditKind};

use super::passages::Stretch;
use crate::edits::{Edit, edits};
use crate::words::{Flags, Text, Word};

/// Words of prose outside quotation marks that make a copy.
pub(crate) const COPY: usize = 25;
/// Words of prose that a passage must have to count towards a copy.
const PASSAGE: usize = 8;
/// Quoted words in one passage that make a shared quotation.
const QUOTATION: usize = 6;
/// Of these, words that say something.
const QUOTATION_CONTENT: usize = 3;
/// Tenths of a body's prose that make it whole.
const WHOLE_TENTHS: usize = 9;

/// What a pair of pages shares.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) tally: Tally,
}

/// What the stretches come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Equal words of prose that count towards a copy.
    pub(crate) prose: usize,
    /// Most equal quoted words in one stretch.
    pub(crate) quoted: usize,
    /// Of the words of that stretch, those that say something.
    pub(crate) quoted_content: usize,
}

impl Tally {
    /// Says whether the pair is a copy.
    pub(crate) const fn is_copy(self) -> bool {
        self.prose >= COPY
    }

    /// Says whether the pair shares a quotation.
    pub(crate) const fn is_quotation(self) -> bool {
        self.quoted >= QUOTATION && self.quoted_content >= QUOTATION_CONTENT
    }
}

/// What is known of the words of one page besides themselves.
#[derive(Debug)]
pub(crate) struct Marked<'p> {
    pub(crate) text: &'p Text,
    /// Set phrases and furniture, one mark a word.
    pub(crate) stock: Vec<bool>,
}

/// Leaves out stretches that are set phrases or furniture, and counts what the others come to.
pub(crate) fn weigh(stretches: &[Stretch], a: &Marked<'_>, b: &Marked<'_>) -> (Vec<Stretch>, Tally) {
    let mut tally = Tally::default();
    let mut kept = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let (mut prose, mut quoted, mut content) = (0, 0, 0);
        for (i, j) in equal_words(stretch) {
            if a.stock[i] || b.stock[j] {
                continue;
            }
            let (word_a, word_b) = (a.text.words()[i], b.text.words()[j]);
            if word_a.is(Flags::QUOTED) || word_b.is(Flags::QUOTED) {
                quoted += 1;
                content += usize::from(!word_a.is(Flags::FUNCTION));
            } else {
                prose += 1;
            }
        }
        if prose < PASSAGE && quoted < QUOTATION {
            continue;
        }
        if prose >= PASSAGE {
            tally.prose += prose;
        }
        if (quoted, content) > (tally.quoted, tally.quoted_content) {
            (tally.quoted, tally.quoted_content) = (quoted, content);
        }
        kept.push(stretch.clone());
    }
    (kept, tally)
}

fn equal_words(stretch: &Stretch) -> impl Iterator<Item = (usize, usize)> {
    stretch.runs.iter().flat_map(|run| (run.a..run.a + run.len).zip(run.b..run.b + run.len))
}

/// A copy as far as the words tell: without direction and credits.
#[derive(Debug)]
pub(crate) struct Likeness {
    /// Edits of each stretch.
    pub(crate) edits: Vec<Vec<Edit>>,
    pub(crate) relation: CopyRelation,
    /// Words of prose that lie in stretches, and all.
    pub(crate) share_a: (usize, usize),
    pub(crate) share_b: (usize, usize),
}

/// Tells what two pages are to each other by their words.
pub(crate) fn liken(pair: &Pair, a: &Text, b: &Text) -> Likeness {
    let told: Vec<Vec<Edit>> = pair
        .stretches
        .iter()
        .map(|stretch| edits(a, stretch.words_a(), b, stretch.words_b(), &stretch.runs))
        .collect();
    let apart = || told.iter().flatten().filter(|edit| is_apart(a, b, edit));
    let share_a =
        share(a.words(), pair.stretches.iter().map(Stretch::words_a), apart().map(|it| &it.words_a));
    let share_b =
        share(b.words(), pair.stretches.iter().map(Stretch::words_b), apart().map(|it| &it.words_b));
    let is_whole = |(part, all): (usize, usize)| part * 10 >= all * WHOLE_TENTHS;
    // Stretches stand in the order of the first page: one that is out of it on the second was moved.
    let moved = pair.stretches.windows(2).any(|two| two[1].words_b().start < two[0].words_b().start);
    let changed = moved || told.iter().flatten().any(|edit| changes(a, b, edit));
    let relation = if !pair.tally.is_copy() {
        CopyRelation::Quotation
    } else if is_whole(share_a) && is_whole(share_b) && !changed {
        CopyRelation::Republication
    } else if (is_whole(share_a) || is_whole(share_b)) && !changed && is_one_run(pair, a, b, &told) {
        CopyRelation::Excerpt
    } else {
        CopyRelation::Rewrite
    };
    Likeness { edits: told, relation, share_a, share_b }
}

/// Says whether an edit changes the prose: more than marks or capitals, and more than whole sentences that one page
/// has and the other lacks, which the shares tell.
fn changes(a: &Text, b: &Text, edit: &Edit) -> bool {
    !matches!(edit.kind, EditKind::Marks | EditKind::Case) && !is_apart(a, b, edit)
}

/// Says whether an edit is whole sentences that one page has and the other lacks: they are no part of what is shared.
fn is_apart(a: &Text, b: &Text, edit: &Edit) -> bool {
    match edit.kind {
        EditKind::Cut => is_whole_sentences(a.words(), &edit.words_a),
        EditKind::Added => is_whole_sentences(b.words(), &edit.words_b),
        EditKind::Marks
        | EditKind::Case
        | EditKind::Negation
        | EditKind::Number
        | EditKind::Name
        | EditKind::Word
        | EditKind::Order => false,
    }
}

fn is_whole_sentences(words: &[Word], range: &Range<usize>) -> bool {
    let starts = |at: usize| words.get(at).is_none_or(|word| word.is(Flags::SENTENCE));
    range.len() > 2 && starts(range.start) && starts(range.end)
}

/// Says whether the longest stretch between whole sentences that stand apart holds nearly all that is shared.
fn is_one_run(pair: &Pair, a: &Text, b: &Text, told: &[Vec<Edit>]) -> bool {
    let all: usize = pair.stretches.iter().map(Stretch::equal).sum();
    let mut longest = 0;
    for (stretch, edits) in pair.stretches.iter().zip(told) {
        let mut cuts =
            edits.iter().filter(|edit| is_apart(a, b, edit)).map(|edit| edit.words_a.start).peekable();
        let mut equal = 0;
        for run in &stretch.runs {
            while cuts.next_if(|cut| *cut <= run.a).is_some() {
                equal = 0;
            }
            equal += run.len;
            longest = longest.max(equal);
        }
    }
    longest * 10 >= all * WHOLE_TENTHS
}

/// Counts the words of prose inside `ranges` and outside those that stand `apart`, and all of them.
fn share<'e>(
    words: &[Word],
    ranges: impl Iterator<Item = Range<usize>>,
    apart: impl Iterator<Item = &'e Range<usize>>,
) -> (usize, usize) {
    let is_prose = |word: &&Word| !word.is(Flags::QUOTED);
    let mut covered = vec![false; words.len()];
    for range in ranges {
        covered[range].fill(true);
    }
    for range in apart {
        covered[range.clone()].fill(false);
    }
    let part = words.iter().zip(&covered).filter(|(word, covered)| **covered && is_prose(word)).count();
    (part, words.iter().filter(is_prose).count())
}

/// Says whether more than half of a stretch stands inside quotation marks on both pages.
pub(crate) fn is_quoted(stretch: &Stretch, a: &Text, b: &Text) -> bool {
    let more_than_half =
        |words: &[Word]| words.iter().filter(|word| word.is(Flags::QUOTED)).count() * 2 > words.len();
    more_than_half(&a.words()[stretch.words_a()]) && more_than_half(&b.words()[stretch.words_b()])
}
