//! The page as the rules see it: tokens with classes, sentences, cells and quotations, looked up in constant time.

use std::ops::Range;

use avviso_text::{Article, Lookup, RegionKind, Span, Text};

use crate::attributions::classes::{self, Class};
use crate::attributions::cues::Cues;
use crate::attributions::grammar::Grammar;
use crate::layers::{Quotation, Quotations, Sentences, Words};
use crate::segments::cells::{Cell, cells};

/// A headline without a region of its own is at most this many tokens.
const LONGEST_HEADLINE: usize = 32;

/// The closed lists, by word.
#[derive(Debug)]
pub(crate) struct ClosedWords {
    map: Lookup<&'static str, Class>,
}

impl ClosedWords {
    pub(crate) fn new() -> Self {
        let mut map: Lookup<&'static str, Class> = Lookup::new();
        for (list, class) in classes::lists().into_iter().chain([(classes::verbs(), Class::VERB)]) {
            for word in list.split_whitespace() {
                let entry = map.get_or_insert_with(word, Class::default);
                *entry = entry.or(class);
            }
        }
        Self { map }
    }

    /// The classes of a word in lower case.
    pub(crate) fn get(&self, lower: &str) -> Class {
        self.map.get(lower).copied().unwrap_or_default()
    }
}

/// A token: a word or mark with its classes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) span: Span<Text>,
    pub(crate) class: Class,
    /// The index of its sentence.
    pub(crate) sentence: u32,
    /// The outermost quotation that holds it (marks included), by index.
    pub(crate) quotation: Option<u32>,
}

/// The view. Token ranges are half-open ranges of indexes.
#[derive(Debug)]
pub(crate) struct View<'a> {
    pub(crate) article: &'a Article,
    pub(crate) cues: &'a Cues,
    pub(crate) quotations: &'a Quotations,
    pub(crate) tokens: Vec<Token>,
    /// The parse, by token.
    pub(crate) grammar: Grammar,
    /// Token ranges of the sentences.
    pub(crate) sentences: Vec<Range<usize>>,
    pub(crate) cells: Vec<Cell>,
    /// Token ranges of the cells.
    pub(crate) cell_tokens: Vec<Range<usize>>,
    lower: String,
}

impl<'a> View<'a> {
    pub(crate) fn new(
        article: &'a Article,
        cues: &'a Cues,
        closed: &ClosedWords,
        (sentences, words, quotations): (&Sentences, &Words, &'a Quotations),
        grammar: Grammar,
    ) -> Self {
        let lower = article.text().to_ascii_lowercase();
        let mut tokens = Vec::with_capacity(words.span.len());
        let mut ranges = vec![0..0; sentences.span.len()];
        let mut outer = quotations.list.iter().enumerate().filter(|(_, q)| q.depth == 0).peekable();
        for (span, sentence) in words.span.iter().zip(&words.sentence) {
            while outer.peek().is_some_and(|(_, q)| q.span.end() <= span.start()) {
                outer.next();
            }
            let quotation =
                outer.peek().filter(|(_, q)| q.span.start() <= span.start()).map(|(index, _)| *index as u32);
            let word = lower.get(span.range()).unwrap_or_default();
            let class = classes::of(word, article.slice(*span), closed);
            if let Some(range) = ranges.get_mut(sentence.index()) {
                if range.start == range.end {
                    *range = tokens.len()..tokens.len();
                }
                range.end = tokens.len() + 1;
            }
            tokens.push(Token { span: *span, class, sentence: sentence.index() as u32, quotation });
        }
        let cells = cells(article);
        let cell_tokens = cells
            .iter()
            .map(|cell| {
                let start = tokens.partition_point(|token: &Token| token.span.start() < cell.span.start());
                let end = tokens.partition_point(|token: &Token| token.span.start() < cell.span.end());
                start..end
            })
            .collect();
        Self { article, cues, quotations, tokens, grammar, sentences: ranges, cells, cell_tokens, lower }
    }

    pub(crate) fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or_else(Class::default, |token| token.class)
    }

    /// Whether the token has any of the classes.
    pub(crate) fn is(&self, at: usize, class: Class) -> bool {
        self.class(at).any(class)
    }

    /// The word in lower case (ASCII letters only).
    pub(crate) fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.lower.get(token.span.range())).unwrap_or_default()
    }

    /// The word as written.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| self.article.slice(token.span))
    }

    pub(crate) fn one_of(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    /// The words of a token range as one span.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span<Text>> {
        let first = self.tokens.get(range.start)?;
        let last = self.tokens.get(range.end.checked_sub(1)?)?;
        (range.start < range.end).then(|| first.span.cover(last.span))
    }

    /// The token range of the sentence that holds a token.
    pub(crate) fn sentence(&self, at: usize) -> Range<usize> {
        self.tokens
            .get(at)
            .and_then(|token| self.sentences.get(token.sentence as usize))
            .cloned()
            .unwrap_or(at..at)
    }

    /// The index of the cell that holds a token.
    pub(crate) fn cell_of(&self, at: usize) -> usize {
        self.cell_tokens.partition_point(|cell| cell.end <= at)
    }

    /// The outermost quotation that holds a token.
    pub(crate) fn quotation_at(&self, at: usize) -> Option<&'a Quotation> {
        let index = self.tokens.get(at)?.quotation?;
        self.quotations.list.get(index as usize)
    }

    /// The first token at or after a text position.
    pub(crate) fn token_from(&self, position: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start() < position)
    }

    /// The token range of a span (tokens that start inside).
    pub(crate) fn tokens_of(&self, span: Span<Text>) -> Range<usize> {
        self.token_from(span.start())..self.token_from(span.end())
    }

    /// Whether the cell is a headline: a title, or the first cell where the page has no title.
    pub(crate) fn is_headline(&self, cell: usize) -> bool {
        match self.cells.get(cell).and_then(|cell| cell.outer) {
            Some(RegionKind::Title | RegionKind::Heading | RegionKind::Standfirst) => true,
            Some(RegionKind::Paragraph) | None => {
                cell == 0
                    && self.cell_tokens.first().is_some_and(|tokens| tokens.len() <= LONGEST_HEADLINE)
                    && self.article.regions().iter().take(4).all(|region| region.kind != RegionKind::Title)
            }
            Some(_) => false,
        }
    }
}
