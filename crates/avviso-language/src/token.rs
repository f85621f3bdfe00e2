//! One token of a parsed text.

use std::fmt;

use crate::chars;
use crate::doc::{Doc, Iob, Span};
use crate::lexical;

/// Universal part of speech, as spaCy has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
#[repr(u8)]
pub enum Pos {
    /// Not set: the pipeline has no attribute ruler.
    None,
    Adj,
    Adp,
    Adv,
    Aux,
    Conj,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
    Eol,
    /// White space.
    Space,
}

impl Pos {
    /// All parts of speech.
    pub const ALL: [Pos; 21] = [
        Pos::None,
        Pos::Adj,
        Pos::Adp,
        Pos::Adv,
        Pos::Aux,
        Pos::Conj,
        Pos::Cconj,
        Pos::Det,
        Pos::Intj,
        Pos::Noun,
        Pos::Num,
        Pos::Part,
        Pos::Pron,
        Pos::Propn,
        Pos::Punct,
        Pos::Sconj,
        Pos::Sym,
        Pos::Verb,
        Pos::X,
        Pos::Eol,
        Pos::Space,
    ];

    /// The name in capitals; empty for [`Pos::None`].
    pub fn as_str(self) -> &'static str {
        const NAMES: [&str; 21] = [
            "", "ADJ", "ADP", "ADV", "AUX", "CONJ", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
            "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X", "EOL", "SPACE",
        ];
        NAMES[self as usize]
    }
}

impl fmt::Display for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A token: a place in a [`Doc`], cheap to copy.
#[derive(Clone, Copy)]
pub struct Token<'d> {
    pub(crate) doc: &'d Doc,
    pub(crate) index: u32,
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.doc, other.doc) && self.index == other.index
    }
}

impl Eq for Token<'_> {}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({}, {:?})", self.index, self.text())
    }
}

impl<'d> Token<'d> {
    fn data(self) -> &'d crate::doc::TokenData {
        &self.doc.tokens[self.index as usize]
    }

    /// Number in the document, from 0.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The document.
    pub fn doc(self) -> &'d Doc {
        self.doc
    }

    /// The text as it stands in the document, without the space after it.
    pub fn text(self) -> &'d str {
        &self.doc.text()[self.range()]
    }

    /// The place in the document's text, in bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        let data = self.data();
        data.start as usize..(data.start + data.len) as usize
    }

    /// Whether one space follows that belongs to no token.
    pub fn has_space(self) -> bool {
        self.data().spaced
    }

    /// `" "` if a space follows, else the empty string.
    pub fn whitespace(self) -> &'static str {
        if self.data().spaced { " " } else { "" }
    }

    /// Fine-grained tag (Penn Treebank, such as `VBD`).
    pub fn tag(self) -> &'d str {
        &self.doc.labels.tags[usize::from(self.data().tag)]
    }

    /// Part of speech.
    pub fn pos(self) -> Pos {
        self.data().pos
    }

    /// Morphological features in the form `Name=Value|Name=Value`, or the empty string.
    pub fn morph(self) -> &'d str {
        &self.doc.labels.morphs[usize::from(self.data().morph)]
    }

    /// Base form.
    pub fn lemma(self) -> &'d str {
        self.doc.string(self.data().lemma)
    }

    /// Dependency label (CLEAR, such as `nsubj`; `ROOT` for a root).
    pub fn dep(self) -> &'d str {
        &self.doc.labels.deps[usize::from(self.data().dep)]
    }

    /// The head; a root is its own.
    #[must_use]
    pub fn head(self) -> Token<'d> {
        Token { doc: self.doc, index: self.data().head }
    }

    /// Whether this token is its own head.
    pub fn is_root(self) -> bool {
        self.data().head == self.index
    }

    /// Heads from this token's own up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> {
        let mut at = self;
        // A tree has no cycle; the count bounds the walk all the same.
        let mut left = self.doc.len();
        std::iter::from_fn(move || {
            let head = at.head();
            if head == at || left == 0 {
                return None;
            }
            left -= 1;
            at = head;
            Some(head)
        })
    }

    /// Direct dependants, in order of the text.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> {
        let doc = self.doc;
        doc.tree().children(self.index).iter().map(move |&index| Token { doc, index })
    }

    /// Direct dependants before this token.
    pub fn lefts(self) -> impl DoubleEndedIterator<Item = Token<'d>> {
        self.children().filter(move |child| child.index < self.index)
    }

    /// Direct dependants after this token.
    pub fn rights(self) -> impl DoubleEndedIterator<Item = Token<'d>> {
        self.children().filter(move |child| child.index > self.index)
    }

    /// This token and all that depend on it, directly or not, in order of the text.
    pub fn subtree(self) -> impl Iterator<Item = Token<'d>> {
        let doc = self.doc;
        doc.tree().subtree(self.index).into_iter().map(move |index| Token { doc, index })
    }

    /// The leftmost token of the subtree.
    #[must_use]
    pub fn left_edge(self) -> Token<'d> {
        Token { doc: self.doc, index: self.doc.tree().edges(self.index).0 }
    }

    /// The rightmost token of the subtree.
    #[must_use]
    pub fn right_edge(self) -> Token<'d> {
        Token { doc: self.doc, index: self.doc.tree().edges(self.index).1 }
    }

    /// Whether a sentence begins here.
    pub fn is_sentence_start(self) -> bool {
        self.data().sentence_start
    }

    /// The sentence that holds this token.
    pub fn sentence(self) -> Span<'d> {
        let tokens = &self.doc.tokens;
        let mut start = self.index();
        while start > 0 && !tokens[start].sentence_start {
            start -= 1;
        }
        let mut end = self.index() + 1;
        while end < tokens.len() && !tokens[end].sentence_start {
            end += 1;
        }
        Span::new(self.doc, start as u32, end as u32)
    }

    /// Whether a name begins here, goes on, or neither.
    pub fn iob(self) -> Iob {
        self.data().iob
    }

    /// Label of the name that holds this token (such as `PERSON`), or the empty string.
    pub fn entity_label(self) -> &'d str {
        &self.doc.labels.names[usize::from(self.data().name)]
    }

    /// Normal form: an exception's, a spelling variant's, or lower case.
    pub fn norm(self) -> &'d str {
        self.doc.string(self.word().norm)
    }

    /// Letters as `X` and `x`, digits as `d`, runs cut after four.
    pub fn shape(self) -> String {
        let mut shape = String::new();
        chars::word_shape(self.text(), &mut shape);
        shape
    }

    /// First character.
    pub fn prefix(self) -> &'d str {
        chars::first_char(self.text())
    }

    /// Last three characters.
    pub fn suffix(self) -> &'d str {
        chars::last_chars(self.text(), 3)
    }

    fn word(self) -> &'d crate::doc::Word {
        &self.doc.words[self.data().word as usize]
    }

    /// The 64-bit ids of text, norm, prefix, suffix and shape, as spaCy's string store numbers them.
    pub fn feature_ids(self) -> [u64; 5] {
        let features = &self.word().features;
        [features.orth, features.norm, features.prefix, features.suffix, features.shape]
    }

    /// The text in lower case.
    pub fn lower(self) -> String {
        self.text().to_lowercase()
    }

    /// Only letters.
    pub fn is_alpha(self) -> bool {
        lexical::all(self.text(), chars::is_alpha)
    }

    /// Only ASCII.
    pub fn is_ascii(self) -> bool {
        self.text().is_ascii()
    }

    /// Only digits.
    pub fn is_digit(self) -> bool {
        lexical::all(self.text(), chars::is_digit)
    }

    /// Has letters, and none in upper case.
    pub fn is_lower(self) -> bool {
        lexical::lower(self.text())
    }

    /// Has letters, and none in lower case.
    pub fn is_upper(self) -> bool {
        lexical::upper(self.text())
    }

    /// Upper case where words begin, lower case inside them.
    pub fn is_title(self) -> bool {
        lexical::title(self.text())
    }

    /// Only punctuation.
    pub fn is_punct(self) -> bool {
        lexical::all(self.text(), chars::is_punct)
    }

    /// An opening bracket or quotation mark; straight quotation marks are both opening and closing.
    pub fn is_left_punct(self) -> bool {
        lexical::left_punct(self.text())
    }

    /// A closing bracket or quotation mark.
    pub fn is_right_punct(self) -> bool {
        lexical::right_punct(self.text())
    }

    /// Only white space.
    pub fn is_space(self) -> bool {
        self.word().features.is_space
    }

    /// A bracket.
    pub fn is_bracket(self) -> bool {
        lexical::bracket(self.text())
    }

    /// A quotation mark.
    pub fn is_quote(self) -> bool {
        lexical::quote(self.text())
    }

    /// Only signs of currencies.
    pub fn is_currency(self) -> bool {
        lexical::currency(self.text())
    }

    /// Looks like an address of the web.
    pub fn like_url(self) -> bool {
        self.word().features.like_url
    }

    /// Looks like a number: digits, a fraction, an ordinal, or a number's English word.
    pub fn like_num(self) -> bool {
        lexical::number(self.text())
    }

    /// Looks like an address of electronic mail.
    pub fn like_email(self) -> bool {
        lexical::email(self.text())
    }

    /// One of the words that say little of what a text is about (`the`, `would`, `n't`).
    pub fn is_stop(self) -> bool {
        lexical::stop(self.text())
    }
}
