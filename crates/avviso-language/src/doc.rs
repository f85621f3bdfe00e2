//! A parsed text.

use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::error::ModelError;
use crate::lexeme::Features;
use crate::parser::projectivity::Edges;
use crate::token::{Pos, Token};

/// Names of what a pipeline's numbers stand for; number 0 is "not set" in each list.
#[derive(Debug, Default, Clone)]
pub(crate) struct Labels {
    pub(crate) tags: Vec<String>,
    pub(crate) deps: Vec<String>,
    pub(crate) morphs: Vec<String>,
    pub(crate) names: Vec<String>,
    /// Names and labels of the extra components.
    pub(crate) extras: Vec<(String, Vec<String>)>,
}

impl Labels {
    /// Adds an extra component's labels.
    pub(crate) fn add_extra(&mut self, name: String, labels: Vec<String>) -> Result<(), ModelError> {
        if self.extras.iter().any(|(known, _)| *known == name) {
            return Err(ModelError::unsupported(
                format!("component `{name}`"),
                "another extra component has this name",
            ));
        }
        self.extras.push((name, labels));
        Ok(())
    }
}

/// Where a token stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Iob {
    /// At its beginning.
    Begin,
    /// Further inside.
    Inside,
    /// Outside all names.
    #[default]
    Outside,
}

impl Iob {
    /// `B`, `I` or `O`.
    pub fn as_str(self) -> &'static str {
        match self {
            Iob::Begin => "B",
            Iob::Inside => "I",
            Iob::Outside => "O",
        }
    }
}

/// A string: a range of the text (high bit of the first number set) or of the document's own strings.
pub(crate) type StringPlace = (u32, u32);
pub(crate) const IN_TEXT: u32 = 1 << 31;

#[derive(Debug, Clone)]
pub(crate) struct TokenData {
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) word: u32,
    pub(crate) head: u32,
    pub(crate) lemma: StringPlace,
    pub(crate) tag: u16,
    pub(crate) dep: u16,
    pub(crate) morph: u16,
    pub(crate) name: u16,
    pub(crate) pos: Pos,
    pub(crate) iob: Iob,
    pub(crate) spaced: bool,
    pub(crate) sentence_start: bool,
}

/// What the tokens of one type share.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) norm: StringPlace,
    pub(crate) features: Features,
}

/// What an extra component found.
#[derive(Debug, Clone)]
pub(crate) enum ExtraLayer {
    Tags(Vec<u16>),
    Names(Vec<crate::names::Name>),
}

/// A text with its tokens, tags, heads, lemmas and names.
///
/// It owns a copy of the text and does not refer to the pipeline, so it can be kept, sent to other threads and shared.
/// Tokens and the single spaces between them spell the text: nothing is cleaned or lost.
pub struct Doc {
    pub(crate) text: Box<str>,
    pub(crate) strings: String,
    pub(crate) tokens: Vec<TokenData>,
    pub(crate) words: Vec<Word>,
    pub(crate) labels: Arc<Labels>,
    pub(crate) extras: Vec<ExtraLayer>,
    pub(crate) tree: OnceLock<Tree>,
}

impl fmt::Debug for Doc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.tokens()).finish()
    }
}

impl Doc {
    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token; so it is for the empty text alone.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Token number `index`.
    ///
    /// # Panics
    /// If there is none.
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.len(), "token {index} of {}", self.len());
        Token { doc: self, index: index as u32 }
    }

    /// All tokens, in order.
    pub fn tokens(&self) -> impl ExactSizeIterator<Item = Token<'_>> + DoubleEndedIterator {
        (0..self.tokens.len() as u32).map(|index| Token { doc: self, index })
    }

    /// The sentences; together they hold every token once.
    pub fn sentences(&self) -> impl Iterator<Item = Span<'_>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start == self.tokens.len() {
                return None;
            }
            let mut end = start + 1;
            while end < self.tokens.len() && !self.tokens[end].sentence_start {
                end += 1;
            }
            let span = Span::new(self, start as u32, end as u32);
            start = end;
            Some(span)
        })
    }

    /// The names, in order; they do not overlap.
    pub fn entities(&self) -> impl Iterator<Item = Span<'_>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.tokens.len() && self.tokens[at].iob != Iob::Begin {
                at += 1;
            }
            if at == self.tokens.len() {
                return None;
            }
            let start = at;
            at += 1;
            while at < self.tokens.len() && self.tokens[at].iob == Iob::Inside {
                at += 1;
            }
            let label = &self.labels.names[usize::from(self.tokens[start].name)];
            Some(Span { doc: self, start: start as u32, end: at as u32, label })
        })
    }

    /// Base noun phrases, in order: a noun, name or pronoun that is an argument, with what stands before it in its
    /// subtree. They do not nest.
    pub fn noun_chunks(&self) -> impl Iterator<Item = Span<'_>> {
        const ARGUMENTS: [&str; 10] =
            ["oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"];
        let mut last = None;
        self.tokens().filter_map(move |token| {
            if !matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Pron) {
                return None;
            }
            let left = token.left_edge();
            if last.is_some_and(|last| left.index() <= last) {
                return None;
            }
            let mut of = token;
            if token.dep() == "conj" {
                of = token.head();
                while of.dep() == "conj" && of.head().index() < of.index() {
                    of = of.head();
                }
            }
            ARGUMENTS.contains(&of.dep()).then(|| {
                last = Some(token.index());
                Span { doc: self, start: left.index, end: token.index + 1, label: "NP" }
            })
        })
    }

    /// Labels that an extra tagger gave the tokens, one each; `None` if there is no such component.
    pub fn extra_tags(&self, component: &str) -> Option<impl ExactSizeIterator<Item = &str>> {
        let at = self.labels.extras.iter().position(|(name, _)| name == component)?;
        let ExtraLayer::Tags(tags) = self.extras.get(at)? else { return None };
        Some(tags.iter().map(move |&tag| self.labels.extras[at].1[usize::from(tag)].as_str()))
    }

    /// Names that an extra recogniser found; `None` if there is no such component.
    pub fn extra_entities(&self, component: &str) -> Option<impl ExactSizeIterator<Item = Span<'_>>> {
        let at = self.labels.extras.iter().position(|(name, _)| name == component)?;
        let ExtraLayer::Names(names) = self.extras.get(at)? else { return None };
        Some(names.iter().map(move |name| Span {
            doc: self,
            start: name.start,
            end: name.end,
            label: &self.labels.extras[at].1[usize::from(name.label)],
        }))
    }

    /// The tokens `start..end`.
    ///
    /// # Panics
    /// If the range is empty or goes beyond the document.
    pub fn span(&self, start: usize, end: usize) -> Span<'_> {
        assert!(start < end && end <= self.len(), "tokens {start}..{end} of {}", self.len());
        Span::new(self, start as u32, end as u32)
    }

    pub(crate) fn string(&self, (start, end): StringPlace) -> &str {
        if start & IN_TEXT == 0 {
            &self.strings[start as usize..end as usize]
        } else {
            &self.text[(start & !IN_TEXT) as usize..end as usize]
        }
    }

    pub(crate) fn tree(&self) -> &Tree {
        self.tree.get_or_init(|| Tree::new(&self.tokens))
    }
}

/// A range of tokens, with a label if it is a name or a noun phrase.
#[derive(Clone, Copy)]
pub struct Span<'d> {
    doc: &'d Doc,
    start: u32,
    end: u32,
    label: &'d str,
}

impl fmt::Debug for Span<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Span({}..{}, {:?}", self.start, self.end, self.text())?;
        if self.label.is_empty() { f.write_str(")") } else { write!(f, ", {})", self.label) }
    }
}

impl<'d> Span<'d> {
    pub(crate) fn new(doc: &'d Doc, start: u32, end: u32) -> Span<'d> {
        Span { doc, start, end, label: "" }
    }

    /// Number of the first token.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Number after the last token.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The label, or the empty string.
    pub fn label(self) -> &'d str {
        self.label
    }

    /// The text, without the space after the last token.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.range()]
    }

    /// The place in the document's text, in bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.doc.token(self.start()).range().start..self.doc.token(self.end() - 1).range().end
    }

    /// The tokens.
    pub fn tokens(self) -> impl ExactSizeIterator<Item = Token<'d>> + DoubleEndedIterator {
        let doc = self.doc;
        (self.start..self.end).map(move |index| Token { doc, index })
    }

    /// The first token whose head lies outside, or that is a root.
    pub fn root(self) -> Token<'d> {
        self.tokens()
            .find(|token| token.is_root() || !(self.start..self.end).contains(&token.head().index))
            .unwrap_or(Token { doc: self.doc, index: self.start })
    }
}

/// Children and subtree edges, made when first asked for.
#[derive(Debug)]
pub(crate) struct Tree {
    /// `children[ends[i - 1]..ends[i]]` are the children of token `i`, ascending.
    ends: Vec<u32>,
    children: Vec<u32>,
    edges: Edges,
}

impl Tree {
    fn new(tokens: &[TokenData]) -> Tree {
        let mut ends = vec![0u32; tokens.len()];
        let arcs = || tokens.iter().enumerate().filter(|(index, token)| token.head as usize != *index);
        for (_, token) in arcs() {
            ends[token.head as usize] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // For now the start of each list; filling moves it to the end.
            let count = *end;
            *end = sum;
            sum += count;
        }
        let mut children = vec![0; sum as usize];
        for (index, token) in arcs() {
            let place = &mut ends[token.head as usize];
            children[*place as usize] = index as u32;
            *place += 1;
        }
        let heads: Vec<u32> = tokens.iter().map(|token| token.head).collect();
        let mut edges = Edges::default();
        edges.find(&heads);
        Tree { ends, children, edges }
    }

    pub(crate) fn children(&self, token: u32) -> &[u32] {
        let start = if token == 0 { 0 } else { self.ends[token as usize - 1] };
        &self.children[start as usize..self.ends[token as usize] as usize]
    }

    pub(crate) fn edges(&self, token: u32) -> (u32, u32) {
        self.edges.of(token as usize)
    }

    pub(crate) fn subtree(&self, token: u32) -> Vec<u32> {
        let mut all = vec![token];
        let mut at = 0;
        while let Some(&next) = all.get(at) {
            all.extend_from_slice(self.children(next));
            at += 1;
        }
        all.sort_unstable();
        all
    }
}
