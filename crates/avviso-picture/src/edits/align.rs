//! Which words of two sequences are equal, in order.

use std::ops::Range;

use crate::words::{Flags, Form, Text, Word};

/// Words that are equal: `len` words from `a` on in the first sequence, and from `b` on in the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Index of the first word in the first sequence.
    pub a: usize,
    /// Index of the first word in the second sequence.
    pub b: usize,
    /// Number of words.
    pub len: usize,
}

/// Cells of the table within which two stretches are aligned word by word at once.
const CELLS: usize = 1 << 14;
/// The same where no landmark is left.
const CELLS_AT_MOST: usize = 1 << 18;
/// How often a stretch is cut at landmarks again.
const ROUNDS: u8 = 6;

/// What a pair of equal content words is worth.
const CONTENT: i32 = 4;
/// What a pair of equal function words is worth.
const FUNCTION: i32 = 2;
/// What it costs to leave equal words: one function word between two differences joins them.
const OPEN: i32 = 3;

/// Aligns two stretches of two texts; gives runs that increase in both, and do not touch in both.
///
/// Words that are equal by chance between two differences (an "of", a "the") are not held for equal. Equal digests of
/// unequal letters are told apart.
pub fn align(a: &Text, range_a: Range<usize>, b: &Text, range_b: Range<usize>) -> Vec<Run> {
    let (words_a, words_b) = (&a.words()[range_a.clone()], &b.words()[range_b.clone()]);
    let runs = align_forms(words_a, words_b);
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let run = Run { a: run.a + range_a.start, b: run.b + range_b.start, len: run.len };
        if a.text().get(a.bytes(run.a..run.a + run.len)) == b.text().get(b.bytes(run.b..run.b + run.len)) {
            out.push(run);
            continue;
        }
        let mut len = 0;
        for step in 0..=run.len {
            let same = step < run.len && a.same(a.words()[run.a + step], b, b.words()[run.b + step]);
            if same {
                len += 1;
            } else if len > 0 {
                out.push(Run { a: run.a + step - len, b: run.b + step - len, len });
                len = 0;
            }
        }
    }
    out
}

/// Aligns two sequences by their forms alone; as [`align`].
pub fn align_forms(a: &[Word], b: &[Word]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut left = vec![(0..a.len(), 0..b.len(), 0)];
    while let Some((mut in_a, mut in_b, round)) = left.pop() {
        let equal = |i: usize, j: usize| a[i].form == b[j].form;
        let head = in_a.clone().zip(in_b.clone()).take_while(|&(i, j)| equal(i, j)).count();
        push(&mut runs, Run { a: in_a.start, b: in_b.start, len: head });
        (in_a.start, in_b.start) = (in_a.start + head, in_b.start + head);
        let tail = in_a.clone().rev().zip(in_b.clone().rev()).take_while(|&(i, j)| equal(i, j)).count();
        (in_a.end, in_b.end) = (in_a.end - tail, in_b.end - tail);
        push(&mut runs, Run { a: in_a.end, b: in_b.end, len: tail });
        if in_a.is_empty() || in_b.is_empty() {
            continue;
        }
        let cells = (in_a.len() + 1) * (in_b.len() + 1);
        if cells > CELLS && round < ROUNDS {
            let marks = landmarks(&a[in_a.clone()], &b[in_b.clone()]);
            if !marks.is_empty() {
                let (mut from_a, mut from_b) = (in_a.start, in_b.start);
                for mark in marks {
                    let (i, j) = (in_a.start + mark.a, in_b.start + mark.b);
                    left.push((from_a..i, from_b..j, round + 1));
                    push(&mut runs, Run { a: i, b: j, len: mark.len });
                    (from_a, from_b) = (i + mark.len, j + mark.len);
                }
                left.push((from_a..in_a.end, from_b..in_b.end, round + 1));
                continue;
            }
        }
        if cells <= CELLS_AT_MOST {
            table(a, in_a, b, in_b, &mut runs);
        }
    }
    runs.sort_unstable();
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        let at = out.last().map_or((0, 0), |last: &Run| (last.a + last.len, last.b + last.len));
        one_for_one(a, at.0..run.a, b, at.1..run.b, &mut out);
        match out.last_mut() {
            Some(last) if last.a + last.len == run.a && last.b + last.len == run.b => last.len += run.len,
            _ => out.push(run),
        }
    }
    let at = out.last().map_or((0, 0), |last| (last.a + last.len, last.b + last.len));
    one_for_one(a, at.0..a.len(), b, at.1..b.len(), &mut out);
    out
}

/// Words that are each changed for one other, with single equal words between, are so many differences and not one:
/// "a third, after two" against "a fifth, after three".
fn one_for_one(a: &[Word], in_a: Range<usize>, b: &[Word], in_b: Range<usize>, out: &mut Vec<Run>) {
    let len = in_a.len();
    if len != in_b.len() || len < 3 || len.is_multiple_of(2) {
        return;
    }
    let alternates =
        (0..len).all(|step| (a[in_a.start + step].form == b[in_b.start + step].form) == (step % 2 == 1));
    if alternates {
        out.extend((1..len).step_by(2).map(|step| Run {
            a: in_a.start + step,
            b: in_b.start + step,
            len: 1,
        }));
    }
}

fn push(runs: &mut Vec<Run>, run: Run) {
    if run.len > 0 {
        runs.push(run);
    }
}

/// Words that follow each other the same way in both and nowhere else, as many as increase in both.
fn landmarks(a: &[Word], b: &[Word]) -> Vec<Run> {
    for size in [6, 4, 3, 2] {
        if a.len() < size || b.len() < size {
            continue;
        }
        let (once_a, once_b) = (once(a, size), once(b, size));
        let mut both: Vec<(usize, usize)> = Vec::new();
        let (mut i, mut j) = (0, 0);
        while let (Some(x), Some(y)) = (once_a.get(i), once_b.get(j)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    let same = (0..size).all(|step| a[x.1 + step].form == b[y.1 + step].form);
                    if same {
                        both.push((x.1, y.1));
                    }
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        both.sort_unstable();
        let rising = rising(&both);
        if rising.is_empty() {
            continue;
        }
        // Landmarks that overlap on one diagonal are one; others that overlap are left to the next round.
        let mut runs: Vec<Run> = Vec::new();
        for (i, j) in rising {
            match runs.last_mut() {
                Some(last) if i < last.a + last.len || j < last.b + last.len => {
                    if i - last.a == j - last.b {
                        last.len = i - last.a + size;
                    }
                }
                _ => runs.push(Run { a: i, b: j, len: size }),
            }
        }
        return runs;
    }
    Vec::new()
}

/// The n-grams that stand once in `words`: digest and place, in order of the digest.
fn once(words: &[Word], size: usize) -> Vec<(u64, usize)> {
    let mut grams: Vec<(u64, usize)> =
        words.windows(size).enumerate().map(|(at, gram)| (digest(gram), at)).collect();
    grams.sort_unstable();
    let mut out = Vec::with_capacity(grams.len());
    let mut at = 0;
    while at < grams.len() {
        let equal = grams[at..].iter().take_while(|gram| gram.0 == grams[at].0).count();
        if equal == 1 {
            out.push(grams[at]);
        }
        at += equal;
    }
    out
}

/// Digests words that follow each other.
pub(crate) fn digest(words: &[Word]) -> u64 {
    words.iter().fold(0x2d35_8dcc_aa6c_78a5, |digest, word| {
        crate::words::mix(digest ^ Form::digest(word.form), 0x8bb8_4b93_962e_acc9)
    })
}

/// The longest subsequence of `pairs` (sorted by the first) whose seconds rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let place = ends.partition_point(|&end| pairs[end].1 < pair.1);
        before[index] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(index);
        } else {
            ends[place] = index;
        }
    }
    let mut out = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        out.push(pairs[index]);
        at = before[index];
    }
    out.reverse();
    out
}

/// Aligns by a full table: the heaviest equal words, where each difference between them costs [`OPEN`] once.
fn table(a: &[Word], in_a: Range<usize>, b: &[Word], in_b: Range<usize>, runs: &mut Vec<Run>) {
    const NEVER: i32 = i32::MIN / 2;
    /// The last step was a pair; its predecessor was a pair.
    const PAIR_AFTER_PAIR: u8 = 1;
    /// Inside a difference: it was opened from a pair.
    const OPENED: u8 = 2;
    /// Inside a difference: the last step was along the first sequence, else along the second.
    const ALONG_A: u8 = 4;
    let (rows, columns) = (in_a.len() + 1, in_b.len() + 1);
    let mut steps = vec![0_u8; rows * columns];
    // Best value of a path that ends here with a pair, and inside a difference. The stretch lies between equal words
    // (or at an end), so that a path starts as behind a pair.
    let mut pairs = vec![NEVER; columns];
    let mut gaps = vec![NEVER; columns];
    pairs[0] = 0;
    for column in 1..columns {
        gaps[column] = -OPEN;
        steps[column] = if column == 1 { OPENED } else { 0 };
    }
    for row in 1..rows {
        let word = a[in_a.start + row - 1];
        let value = if word.is(Flags::FUNCTION) { FUNCTION } else { CONTENT };
        let (mut pair_before, mut gap_before) = (pairs[0], gaps[0]);
        pairs[0] = NEVER;
        gaps[0] = -OPEN;
        steps[row * columns] = ALONG_A | if row == 1 { OPENED } else { 0 };
        for column in 1..columns {
            let (pair_above, gap_above) = (pairs[column], gaps[column]);
            let mut step = 0;
            let pair = if word.form == b[in_b.start + column - 1].form {
                if pair_before >= gap_before {
                    step |= PAIR_AFTER_PAIR;
                }
                value + pair_before.max(gap_before)
            } else {
                NEVER
            };
            let (mut gap, mut how) = (gaps[column - 1], 0);
            for (other, other_how) in [
                (pairs[column - 1] - OPEN, OPENED),
                (gap_above, ALONG_A),
                (pair_above - OPEN, ALONG_A | OPENED),
            ] {
                if other > gap {
                    (gap, how) = (other, other_how);
                }
            }
            steps[row * columns + column] = step | how;
            (pair_before, gap_before) = (pair_above, gap_above);
            (pairs[column], gaps[column]) = (pair, gap);
        }
    }
    let (mut row, mut column) = (rows - 1, columns - 1);
    let mut in_pair = pairs[column] >= gaps[column];
    let mut end: Option<(usize, usize)> = None;
    while row > 0 || column > 0 {
        let step = steps[row * columns + column];
        if in_pair {
            end = end.or(Some((row, column)));
            (row, column) = (row - 1, column - 1);
            in_pair = step & PAIR_AFTER_PAIR != 0 || row == 0 && column == 0;
        } else {
            in_pair = step & OPENED != 0;
            if step & ALONG_A != 0 {
                row -= 1;
            } else {
                column -= 1;
            }
        }
        if (!in_pair || row == 0 && column == 0)
            && let Some((last_row, _)) = end.take()
        {
            runs.push(Run { a: in_a.start + row, b: in_b.start + column, len: last_row - row });
        }
    }
}
