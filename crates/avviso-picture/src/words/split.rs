//! A text cut into words.

use std::ops::Range;

use hashbrown::HashSet;
use rustc_hash::FxBuildHasher;

use super::form::{Form, canonical, fold_letters, is_ignored};
use super::{Flags, Text, Word, lexicon, number};

/// Bytes of the longest word; a longer run of letters is cut.
const LONGEST: usize = 4096;
/// Words of a number at most.
const NUMBER_WORDS: usize = 8;

/// Cuts one part of a text into words and appends them to `words`.
pub(super) fn split(text: &str, part: Range<usize>, words: &mut Vec<Word>) {
    let runs = runs(text, part);
    let mut folded = String::new();
    let mut next = 0;
    while let Some(run) = runs.get(next) {
        if let Some((count, form)) = amount(text, &runs[next..], &mut folded) {
            let end = runs[next + count - 1].end;
            push(text, run.start..end, form, Flags::NUMBER, words);
            next += count;
            continue;
        }
        next += 1;
        let written = &text[run.clone()];
        fold_letters(written, &mut folded);
        if folded == "per"
            && let Some(cent) = runs.get(next)
            && text[cent.clone()].eq_ignore_ascii_case("cent")
            && text[run.end..cent.start].trim().is_empty()
        {
            push(text, run.start..cent.end, Form::of("percent"), Flags::default(), words);
            next += 1;
            continue;
        }
        if let Some(stem) = contraction(&folded) {
            // What is folded has the written word's letters, but perhaps not its bytes: count from the end.
            let tail = written.char_indices().rev().nth(folded[stem..].chars().count() - 1);
            if let Some((cut, _)) = tail.filter(|(cut, _)| *cut > 0) {
                let cut = run.start + cut;
                let (head, rest) = (&folded[..stem], &folded[stem..]);
                let flags = Flags::default().with_if(lexicon::is_function(head), Flags::FUNCTION);
                push(text, run.start..cut, Form::of(&canonical(head)), flags, words);
                let rest = canonical(rest);
                let flags = Flags::FUNCTION.with_if(rest == "not", Flags::NEGATION);
                push(text, cut..run.end, Form::of(&rest), flags, words);
                continue;
            }
        }
        let is_month = lexicon::month(&folded);
        let beside_number = || {
            let figure = |run: Option<&Range<usize>>| {
                run.is_some_and(|run| {
                    text[run.clone()].bytes().next().is_some_and(|byte| byte.is_ascii_digit())
                })
            };
            figure(runs.get(next)) || figure(next.checked_sub(2).and_then(|before| runs.get(before)))
        };
        let is_capital = written.chars().next().is_some_and(char::is_uppercase);
        // "may" and "march" are verbs, and "sec." is no month, unless a figure stands beside them.
        let month = is_month.filter(|month| {
            is_capital && (beside_number() || *month == folded && !matches!(*month, "may" | "march"))
        });
        if let Some(month) = month {
            push(text, run.clone(), Form::of(month), Flags::DATE, words);
            continue;
        }
        let has_figure =
            folded.bytes().any(|byte| byte.is_ascii_digit()) || folded.chars().any(char::is_numeric);
        let flags = Flags::default()
            .with_if(has_figure || number::tells_amount(&folded), Flags::NUMBER)
            .with_if(lexicon::is_weekday(&folded), Flags::DATE)
            .with_if(lexicon::is_function(&folded), Flags::FUNCTION)
            .with_if(lexicon::is_negation(&folded), Flags::NEGATION)
            .with_if(lexicon::is_address(&folded), Flags::ADDRESS);
        let form = if written == "US" { Form::of("u.s") } else { Form::of(&canonical(&folded)) };
        push(text, run.clone(), form, flags, words);
    }
}

/// Reads a number at the start of `runs`: how many of them it takes, and its form.
fn amount(text: &str, runs: &[Range<usize>], folded: &mut String) -> Option<(usize, Form)> {
    let mut reading = number::Reading::default();
    let mut whole = None;
    for (count, run) in runs.iter().take(NUMBER_WORDS).enumerate() {
        if count > 0 {
            let between = &text[runs[count - 1].end..run.start];
            let joins = between.chars().count() == 1
                && between.chars().all(|c| (c.is_whitespace() && c != '\n') || number::is_hyphen(c));
            if !joins {
                break;
            }
        }
        fold_letters(&text[run.clone()], folded);
        if !reading.take(folded) {
            break;
        }
        if reading.is_whole() {
            whole = Some((count + 1, reading.clone()));
        }
    }
    if let Some((count, reading)) = whole {
        return Some((count, Form::of(&reading.canonical()?)));
    }
    let ordinal = number::ordinal(folded)?;
    Some((1, Form::of(&ordinal)))
}

/// Gives the byte at which the second word of a contraction starts.
fn contraction(folded: &str) -> Option<usize> {
    if folded == "cannot" {
        return Some(3);
    }
    if folded == "can't" {
        return Some(3);
    }
    ["n't", "'ll", "'re", "'ve", "'m"]
        .into_iter()
        .find(|tail| folded.len() > tail.len() && folded.ends_with(tail))
        .map(|tail| folded.len() - tail.len())
}

fn push(text: &str, range: Range<usize>, form: Form, flags: Flags, words: &mut Vec<Word>) {
    let written = &text[range.clone()];
    let flags = match words.last() {
        None => flags.with(Flags::PARAGRAPH).with(Flags::SENTENCE),
        Some(&before) => {
            let between = text.get(before.end() as usize..range.start).unwrap_or_default();
            let paragraph = between.contains('\n');
            flags
                .with_if(paragraph, Flags::PARAGRAPH)
                .with_if(paragraph || starts_sentence(text, before, between), Flags::SENTENCE)
        }
    };
    let flags = flags.with_if(written.chars().next().is_some_and(char::is_uppercase), Flags::CAPITAL);
    words.push(Word { form, start: range.start as u32, len: (range.end - range.start) as u16, flags });
}

/// Says whether a sentence, or a quotation inside one, starts behind `between`.
fn starts_sentence(text: &str, before: Word, between: &str) -> bool {
    let mut space = false;
    for c in between.chars() {
        match c {
            '!' | '?' | '…' | ':' | '“' | '„' | '«' => return true,
            '"' | '\'' | '‘' if space => return true,
            '.' => {
                let mut folded = String::new();
                fold_letters(&text[before.range()], &mut folded);
                if !lexicon::is_abbreviation(&folded) {
                    return true;
                }
            }
            c => space = c.is_whitespace(),
        }
    }
    false
}

/// Flags names: capitals inside a sentence, and the same words wherever else they have a capital.
pub(super) fn flag_names(_text: &str, words: &mut [Word]) {
    let may_be_name = |word: &Word| {
        word.is(Flags::CAPITAL)
            && !(word.is(Flags::FUNCTION)
                || word.is(Flags::ADDRESS)
                || word.is(Flags::NUMBER)
                || word.is(Flags::DATE))
    };
    let mut names: HashSet<Form, FxBuildHasher> = HashSet::default();
    names.extend(
        words.iter().filter(|word| may_be_name(word) && !word.is(Flags::SENTENCE)).map(|word| word.form),
    );
    for word in words.iter_mut().filter(|word| may_be_name(word)) {
        word.flags = word.flags.with_if(names.contains(&word.form), Flags::NAME);
    }
}

/// Cuts a part of a text into runs of letters and figures.
fn runs(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::with_capacity(part.len() / 6);
    let bytes = text.as_bytes();
    let mut at = part.start;
    while at < part.end {
        let c = char_at(text, at);
        let len = c.len_utf8();
        let opens = is_letter(c)
            || matches!(c, '$' | '£' | '€') && bytes.get(at + len).is_some_and(u8::is_ascii_digit);
        if !opens {
            if c == '%' && runs.last().is_some_and(|run| run.end == at) {
                runs.push(at..at + 1);
            }
            at += len;
            continue;
        }
        let start = at;
        at += len;
        // Where the letters since the last stop begin: "U.S" is one word, "end.Next" is not.
        let mut since_stop = start;
        let mut last = c;
        while at < part.end && at - start < LONGEST {
            let c = char_at(text, at);
            let len = c.len_utf8();
            let next = || text[at + len..].chars().next().unwrap_or(' ');
            let goes_on = match c {
                c if is_letter(c) => true,
                c if is_ignored(c) => true,
                '\'' | '\u{2019}' | '\u{2bc}' => last.is_alphanumeric() && next().is_alphanumeric(),
                '.' => {
                    (last.is_ascii_digit() && next().is_ascii_digit())
                        || last.is_alphabetic()
                            && since_stop + last.len_utf8() == at
                            && next().is_alphabetic()
                            && !text[at + len..].chars().nth(1).is_some_and(char::is_alphanumeric)
                }
                ',' => last.is_ascii_digit() && is_thousands(&bytes[at + 1..]),
                ':' => last.is_ascii_digit() && next().is_ascii_digit(),
                '&' => last.is_uppercase() && next().is_uppercase(),
                _ => false,
            };
            if !goes_on {
                break;
            }
            if c == '.' {
                since_stop = at + len;
            }
            if !is_ignored(c) {
                last = c;
            }
            at += len;
        }
        runs.push(start..at);
    }
    runs
}

fn is_thousands(bytes: &[u8]) -> bool {
    bytes.len() >= 3
        && bytes[..3].iter().all(u8::is_ascii_digit)
        && !bytes.get(3).is_some_and(u8::is_ascii_digit)
}

fn char_at(text: &str, at: usize) -> char {
    text.get(at..).and_then(|rest| rest.chars().next()).expect("positions stay on characters")
}

/// Says whether `c` is part of a word.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c)
}

impl Text {
    /// Draws words between bars, for tests.
    #[cfg(test)]
    pub(crate) fn drawn(&self) -> String {
        self.words().iter().map(|&word| self.written(word)).collect::<Vec<_>>().join("|")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        Text::new(text).drawn()
    }

    fn equal(a: &str, b: &str) -> bool {
        let forms = |text: &str| Text::new(text).words().iter().map(|word| word.form).collect::<Vec<_>>();
        forms(a) == forms(b)
    }

    #[test]
    fn words_are_cut() {
        assert_eq!(drawn("The U.S. won’t re-elect Mr. O'Neill."), "The|U.S|wo|n’t|re|elect|Mr|O'Neill");
        assert_eq!(drawn("It cost $2.5 million, or 12% more."), "It|cost|$2.5 million|or|12|%|more");
        assert_eq!(
            drawn("At 10:30 a.m. AT&T had 1,200,300 lines.Next"),
            "At|10:30|a.m|AT&T|had|1,200,300|lines|Next"
        );
        assert_eq!(
            drawn("the voters' 2016,2017 and \u{feff}co\u{ad}op"),
            "the|voters|2016|2017|and|co\u{ad}op"
        );
    }

    #[test]
    fn what_means_the_same_is_equal() {
        for [a, b] in [
            ["“Don’t!”", "do not"],
            ["Five per cent", "5%"],
            ["anti-war", "Anti War"],
            ["the U.S. said", "the US said"],
            ["Jan. 5", "January 5"],
            ["we’re here", "we are here"],
            ["cannot", "can't"],
        ] {
            assert!(equal(a, b), "{a} / {b}");
        }
        for [a, b] in [["he told us", "he told US"], ["5", "6"], ["can", "can't"], ["may go", "May 5"]] {
            assert!(!equal(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn names_are_told_by_capitals_inside_sentences() {
        let text = Text::new("Trump won. Voters told Trump that he won. Mr. Cruz lost. The end.");
        let names: Vec<&str> =
            text.words().iter().filter(|word| word.is(Flags::NAME)).map(|&word| text.written(word)).collect();
        assert_eq!(names, ["Trump", "Trump", "Cruz"]);
    }

    #[test]
    fn sentences_and_paragraphs_are_flagged() {
        let text = Text::new("Mr. Holm left. He said: “We go.”\nThen he went.");
        let with = |flags: Flags| -> Vec<&str> {
            text.words().iter().filter(|word| word.is(flags)).map(|&word| text.written(word)).collect()
        };
        assert_eq!(with(Flags::SENTENCE), ["Mr", "He", "We", "Then"]);
        assert_eq!(with(Flags::PARAGRAPH), ["Mr", "Then"]);
    }
}
