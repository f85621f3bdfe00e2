//! Where a sentence ends: the tokeniser knows which stops belong to words ("Mr.", "U.S."), the parser decides where a
//! stop alone does not.
//!
//! A sentence ends at a stop and nowhere else, and always at a plain one before a capital: the parser breaks at
//! headlines' nouns and dashes, and runs on where somebody speaks in short sentences. What it decides is whether a
//! word's own stop ends the sentence too ("in the U.S. The talks"), and whether a question in quotation marks does
//! (“Will he go?” Holm asked). Text that is not parsed takes the likelier answer.

use avviso_text::{Article, Code, Diagnostics, Span, Text};

use super::Parse;
use super::parse::Start;
use crate::attributions::cues::Cues;
use crate::layers::Sentences;
use crate::pass::{Context, Pass};

const LONG_SENTENCE: Code = Code::new("long-sentence");
const MANY_SENTENCES: Code = Code::new("many-sentences");

/// Closing marks behind a stop, opening marks before a word: at most so many are looked at.
const MARKS: usize = 4;

/// A verb of speech stands among so many words behind a quotation that it reports.
const REPORTING: usize = 6;

/// Their stop does not end a sentence before a number.
const BEFORE_NUMBERS: &[&str] =
    &["no", "nos", "art", "arts", "sec", "fig", "figs", "vol", "ch", "para", "p", "pp"];

/// Cuts sentences; none crosses a cell's border.
#[derive(Debug)]
pub(crate) struct CutSentences<'c> {
    pub(crate) cues: &'c Cues,
}

impl Pass for CutSentences<'_> {
    const NAME: &'static str = "language.sentences";
    type Needs<'a> = (&'a Parse,);
    type Gives = Sentences;

    fn run(&self, context: Context<'_>, (parse,): (&Parse,), out: &mut Diagnostics) -> Sentences {
        let article = context.article;
        let limit = (context.limits.sentence_words as usize).max(1);
        let mut sentences = Sentences::default();
        let mut torn: Option<Span<Text>> = None;
        let mut splits = 0;
        let mut length = 0;
        let ends = |index, parser| ends_before(article, parse, self.cues, index, parser);
        let tokens = parse.span.iter().zip(&parse.cell).zip(&parse.starts).enumerate();
        for (index, ((span, cell), start)) in tokens {
            let full = length >= limit;
            let begins = match start {
                Start::Cell | Start::Cut | Start::Torn => true,
                Start::Parser => ends(index, Some(true)),
                Start::Inside => ends(index, Some(false)),
                Start::Unknown => ends(index, None),
            };
            if !begins && !full {
                length += 1;
                if let Some(last) = sentences.span.last_mut() {
                    *last = last.cover(*span);
                }
                continue;
            }
            if sentences.span.len() >= context.limits.sentences as usize {
                let message = format!(
                    "the page has more than {} sentences; the text after this place was not analysed",
                    context.limits.sentences
                );
                out.warn(
                    MANY_SENTENCES,
                    message,
                    article.span(span.start()..article.text().len()).map(Into::into),
                );
                break;
            }
            let place = parse.cells.get(*cell as usize);
            if !begins || *start == Start::Torn {
                torn = torn.or_else(|| place.map(|cell| cell.span));
                splits += 1;
            }
            length = 1;
            sentences.span.push(*span);
            sentences.block.push(place.and_then(|cell| cell.block));
        }
        if let Some(cell) = torn {
            let message = format!(
                "sentences of more than {limit} words were split {splits} times, here for the first time"
            );
            out.note(LONG_SENTENCE, message, Some(cell.into()));
        }
        sentences
    }
}

fn is_closer(token: &str) -> bool {
    matches!(token, "”" | "\"" | "'" | "’" | "''" | "»" | ")" | "]" | "“" | "`" | "’’")
}

fn is_opener(token: &str) -> bool {
    matches!(token, "“" | "\"" | "‘" | "'" | "``" | "''" | "(" | "[" | "«" | "„" | "”" | "`" | "’")
}

/// Stops and nothing else.
fn is_stop(token: &str) -> bool {
    !token.is_empty()
        && token.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '‽' | '؟'))
}

/// Whether a sentence ends before token `index`, of the same cell as the token before it. `parser` is what the parser
/// says, if it was asked.
fn ends_before(article: &Article, parse: &Parse, cues: &Cues, index: usize, parser: Option<bool>) -> bool {
    let text = |at: usize| parse.span.get(at).map_or("", |span| article.slice(*span));
    let touch = |left: usize, right: usize| matches!((parse.span.get(left), parse.span.get(right)), (Some(a), Some(b)) if a.end() == b.start());
    let same_cell = |at: usize| parse.cell.get(at) == parse.cell.get(index);
    // The stop: the last token, closing marks aside.
    let mut stop = index - 1;
    while is_closer(text(stop))
        && stop > 0
        && index - stop <= MARKS
        && same_cell(stop - 1)
        && touch(stop - 1, stop)
    {
        stop -= 1;
    }
    let closed = stop + 1 < index;
    let plain = is_stop(text(stop));
    if !plain && (closed || !text(stop).ends_with('.') || text(stop).len() < 2) {
        return false;
    }
    // A closing mark or another stop belongs to the sentence that it closes.
    if touch(index - 1, index) && (is_closer(text(index)) || is_stop(text(index))) {
        return false;
    }
    // The first word of what follows.
    let mut word = index;
    while is_opener(text(word)) && word - index < MARKS && same_cell(word + 1) {
        word += 1;
    }
    let mut first = text(word).chars();
    let Some(initial) = first.next() else { return true };
    if initial.is_lowercase() {
        return false;
    }
    let before = if stop > 0 && same_cell(stop - 1) { text(stop - 1) } else { "" };
    if touch(index - 1, index) {
        // "the end.The start": a space was lost.
        return plain
            && before.chars().next_back().is_some_and(char::is_lowercase)
            && initial.is_uppercase()
            && first.next().is_some_and(char::is_lowercase);
    }
    if !plain {
        // "He flew to the U.S. The talks", "Acme Inc. Chairman Holm".
        return parser.unwrap_or(false);
    }
    let only_stops = text(stop) == "." || text(stop) == "…";
    if closed && text(stop) != "." && !text(index - 1).starts_with(')') {
        // “Will he go?” Holm asked. A capital that goes on with a verb of speech reports what stands before it.
        let reports = |at: usize| at > index && same_cell(at) && cues.stands_beside_quotation(text(at));
        return !(index..index + REPORTING).any(reports) && parser.unwrap_or(true);
    }
    if !only_stops && text(stop).ends_with('.') {
        // Well... He left.
        return parser.unwrap_or(true);
    }
    if text(stop) == "." && !closed && touch(stop.wrapping_sub(1), stop) {
        // "F. Kennedy", "1. The first": an initial, a number of a list.
        let number = before.bytes().all(|byte| byte.is_ascii_digit());
        let letter = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
        let begins = |at: usize| at == 0 || parse.cell.get(at - 1) != parse.cell.get(at);
        if (number && begins(stop - 1)) || (letter && !parser.unwrap_or(false)) {
            return false;
        }
        // "No. 5": the tokeniser knows no such stop.
        if initial.is_numeric() && BEFORE_NUMBERS.iter().any(|word| word.eq_ignore_ascii_case(before)) {
            return false;
        }
    }
    true
}
