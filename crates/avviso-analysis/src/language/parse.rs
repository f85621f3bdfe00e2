//! What the language core says of a page: asked once, cell by cell, so that nothing crosses a block's border.

use std::ops::Range;

use avviso_language::{Doc, Iob, Pipeline, Pos};
use avviso_text::{Code, Diagnostics, Span, Text};

use super::flat::Flat;
use super::{Dep, Model, NameKind, Tag};
use crate::pass::{Context, Layer, Pass};
use crate::segments::cells::{Cell, cells};

const NOT_PARSED: Code = Code::new("not-parsed");
const PARSE_LIMIT: Code = Code::new("parse-limit");
const MANY_WORDS: Code = Code::new("many-words");

/// Bytes that are parsed at a time: a longer cell is cut, behind a stop if there is one.
const STRETCH: usize = 16 << 10;

/// Columns by token, in order of the text. Those behind `lemma_ends` are as long as the page is parsed; the others
/// have every token.
#[derive(Debug, Default)]
pub(crate) struct Parse {
    pub(crate) cells: Vec<Cell>,
    pub(crate) span: Vec<Span<Text>>,
    /// The index of the cell.
    pub(crate) cell: Vec<u32>,
    /// Whether the parser begins a sentence here, or nothing before it was parsed together with it.
    pub(crate) starts: Vec<Start>,
    pub(crate) tag: Vec<Tag>,
    pub(crate) pos: Vec<Pos>,
    pub(crate) head: Vec<u32>,
    pub(crate) dep: Vec<Dep>,
    pub(crate) name: Vec<(Iob, NameKind)>,
    pub(crate) lemmas: String,
    pub(crate) lemma_ends: Vec<u32>,
}

/// What is known of a sentence's start at a token before its words are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// A cell begins.
    Cell,
    /// A cell was cut here, behind a stop.
    Cut,
    /// A cell was cut here in the middle of a sentence.
    Torn,
    /// The parser begins a sentence.
    Parser,
    /// The parser goes on with a sentence.
    Inside,
    /// Nothing here was parsed.
    Unknown,
}

impl Layer for Parse {
    const NAME: &'static str = "parse";
}

impl Parse {
    /// Takes the tokens of a document that are no white space.
    fn push(&mut self, context: Context<'_>, doc: &Doc, flat: &Flat<'_>, place: Place) {
        let first = self.span.len();
        // Where each token of the document went; white space goes nowhere.
        let mut numbers: Vec<Option<u32>> = Vec::with_capacity(doc.len());
        for token in doc.tokens() {
            let range = token.range();
            let (start, end) = (flat.original(range.start), flat.original(range.end.saturating_sub(1)) + 1);
            let span = context.article.span(place.start + start..place.start + end);
            let Some(span) = span.filter(|_| !token.text().trim().is_empty()) else {
                numbers.push(None);
                continue;
            };
            let number = self.span.len();
            numbers.push(Some(number as u32));
            self.span.push(span);
            self.cell.push(place.cell as u32);
            self.starts.push(if number == first {
                place.begins
            } else if !place.parsed {
                Start::Unknown
            } else if token.is_sentence_start() {
                Start::Parser
            } else {
                Start::Inside
            });
            if place.parsed {
                self.tag.push(Tag::named(token.tag()));
                self.pos.push(token.pos());
                self.dep.push(Dep::named(token.dep()));
                self.name.push((token.iob(), NameKind::named(token.entity_label())));
                self.lemmas.push_str(token.lemma());
                self.lemma_ends.push(self.lemmas.len() as u32);
            }
        }
        if place.parsed {
            for (token, number) in doc.tokens().zip(&numbers) {
                let Some(number) = number else { continue };
                // White space heads nothing of its own accord; should it, the token stands alone.
                self.head.push(numbers.get(token.head().index()).copied().flatten().unwrap_or(*number));
            }
        }
    }
}

/// Where a stretch stands and how it is read.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The byte of the text at which it starts.
    start: usize,
    cell: usize,
    begins: Start,
    parsed: bool,
}

/// Asks the language core.
#[derive(Debug)]
pub(crate) struct ParseText<'m> {
    pub(crate) model: &'m Model,
}

impl Pass for ParseText<'_> {
    const NAME: &'static str = "language.parse";
    type Needs<'a> = ();
    type Gives = Parse;

    fn run(&self, context: Context<'_>, (): (), out: &mut Diagnostics) -> Parse {
        let (article, limits) = (context.article, context.limits);
        let mut parse = Parse { cells: cells(article), ..Parse::default() };
        if parse.cells.is_empty() {
            return parse;
        }
        let pipeline: &Pipeline = self.model.pipeline();
        let language = context.facts.language.value();
        let english = language == "en";
        if !english {
            let message = format!(
                "the text is in {language:?}; only English is parsed, so tags, heads, lemmas and names are not known"
            );
            out.note(NOT_PARSED, message, None);
        }
        let mut said = false;
        'cells: for index in 0..parse.cells.len() {
            let Some(cell) = parse.cells.get(index).copied() else { break };
            let words = article.slice(cell.span);
            let mut begins = Start::Cell;
            for stretch in stretches(words) {
                let start = cell.span.start() + stretch.start;
                let rest = article.span(start..article.text().len()).map(Into::into);
                if parse.span.len() >= limits.words as usize {
                    let message = format!(
                        "the page has more than {} words; the text after this place was not analysed",
                        limits.words
                    );
                    out.warn(MANY_WORDS, message, rest);
                    break 'cells;
                }
                let parsed = english && parse.span.len() < limits.parsed_words as usize;
                if english && !parsed && !said {
                    said = true;
                    let message = format!(
                        "the page has more than {} words; after this place tags, heads, lemmas and names are not known",
                        limits.parsed_words
                    );
                    out.warn(PARSE_LIMIT, message, rest);
                }
                let words = words.get(stretch.clone()).unwrap_or_default();
                let flat = Flat::new(words);
                let doc = if parsed { pipeline.parse(&flat.text) } else { pipeline.tokenise(&flat.text) };
                parse.push(context, &doc, &flat, Place { start, cell: index, begins, parsed });
                begins = if ends_with_stop(words) { Start::Cut } else { Start::Torn };
            }
        }
        parse
    }
}

fn ends_with_stop(words: &str) -> bool {
    words.trim_end().ends_with(['.', '!', '?', '…', '”', '"', ')'])
}

/// Cuts a long text: behind the last stop of each [`STRETCH`] bytes, else behind a space, else anywhere.
fn stretches(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        at = if rest.len() <= STRETCH { text.len() } else { start + cut(rest) };
        Some(start..at)
    })
}

fn cut(rest: &str) -> usize {
    let end = (0..=STRETCH).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(STRETCH);
    let window = rest.get(..end).unwrap_or_default();
    let late = |at: &usize| *at > STRETCH / 2;
    let stop = [". ", "! ", "? ", ".” ", ".\" "]
        .into_iter()
        .filter_map(|stop| window.rfind(stop).map(|at| at + stop.len()))
        .max()
        .filter(late);
    let space = || window.rfind(char::is_whitespace).map(|at| at + 1).filter(late);
    let boundary = |at: usize| (at..end).find(|at| rest.is_char_boundary(*at));
    stop.or_else(|| space().and_then(boundary)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_is_cut_behind_stops() {
        let text = "It rained. ".repeat(4000);
        let parts: Vec<&str> = stretches(&text).map(|range| &text[range]).collect();
        assert!(parts.len() > 2 && parts.iter().all(|part| part.ends_with(". ") && part.len() <= STRETCH));
        let text = "é".repeat(20_000);
        assert_eq!(stretches(&text).map(|range| text[range].chars().count()).sum::<usize>(), 20_000);
    }

    proptest! {
        #[test]
        fn stretches_cover(text in "[a é.\u{2003}]{0,40}", times in 0usize..2000) {
            let text = text.repeat(times);
            let mut at = 0;
            for range in stretches(&text) {
                prop_assert_eq!(range.start, at);
                prop_assert!(range.end > at && range.len() <= STRETCH && text.get(range.clone()).is_some());
                at = range.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
