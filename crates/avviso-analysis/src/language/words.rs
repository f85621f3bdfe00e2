//! Words: what a reader takes for one, made of tokens.
//!
//! The language core cuts "Jong-un" into three tokens and "didn't" into two, and keeps "..." in one; names and closed
//! lists are of whole words and single marks. So tokens that touch are joined over hyphens and contractions, and tokens
//! of marks are cut into marks. The possessive is a word of its own.

use std::ops::Range;

use avviso_text::Diagnostics;

use crate::layers::{Tokens, Words};
use crate::pass::{Context, Pass};

/// Joins tokens to words.
#[derive(Debug)]
pub(crate) struct JoinWords;

impl Pass for JoinWords {
    const NAME: &'static str = "language.words";
    type Needs<'a> = (&'a Tokens,);
    type Gives = Words;

    fn run(&self, context: Context<'_>, (tokens,): (&Tokens,), _: &mut Diagnostics) -> Words {
        let mut words = Words::default();
        let mut joiner = Joiner::default();
        for (index, (span, sentence)) in tokens.span.iter().zip(&tokens.sentence).enumerate() {
            let text = context.article.slice(*span);
            for piece in pieces(text) {
                let shape = shape(text.get(piece.clone()).unwrap_or_default());
                let place = span.start() + piece.start..span.start() + piece.end;
                let joins = joiner.joins(place.clone(), shape, sentence.index());
                let Some(place) = context.article.span(place) else { continue };
                if joins > 0 {
                    // The hyphen that was taken for a mark is part of the word now.
                    for _ in 1..joins {
                        words.pop();
                    }
                    if let (Some(last), Some(range)) = (words.span.last_mut(), words.tokens.last_mut()) {
                        *last = last.cover(place);
                        range.end = index + 1;
                        continue;
                    }
                }
                words.span.push(place);
                words.sentence.push(*sentence);
                words.tokens.push(index..index + 1);
            }
        }
        words
    }
}

/// What a piece is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Letters or digits; whether it begins and ends with one.
    Word { begins: bool, ends: bool },
    /// 's
    Possessive,
    /// 'll, ’re, n't: a rest of a word.
    Contraction,
    /// -
    Hyphen,
    /// Any other mark.
    Mark,
}

fn shape(piece: &str) -> Shape {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || combines(c);
    let mut chars = piece.chars();
    let (Some(first), last) = (chars.next(), piece.chars().next_back().unwrap_or(' ')) else {
        return Shape::Mark;
    };
    match piece {
        "-" | "\u{2010}" | "\u{2011}" => Shape::Hyphen,
        "'s" | "’s" | "'S" | "’S" | "\u{2BC}s" => Shape::Possessive,
        _ if is_apostrophe(first) && chars.next().is_some_and(char::is_alphabetic) => Shape::Contraction,
        _ if first.is_alphanumeric() => Shape::Word { begins: true, ends: is_word(last) },
        _ if piece.chars().any(char::is_alphanumeric) => Shape::Word { begins: false, ends: is_word(last) },
        _ => Shape::Mark,
    }
}

/// The last pieces, as far as the next one may join them.
#[derive(Debug, Default)]
struct Joiner {
    /// End and sentence of the last piece.
    end: usize,
    sentence: usize,
    /// Whether the last piece ends a word that may go on.
    open: bool,
    /// Whether the last piece is a hyphen that touches such a word.
    hyphen: bool,
}

impl Joiner {
    /// How many words, from the last, the next piece goes into (0: it is a word of its own).
    fn joins(&mut self, place: Range<usize>, shape: Shape, sentence: usize) -> usize {
        let touches = self.end == place.start && self.sentence == sentence && self.end > 0;
        let (open, hyphen) = (touches && self.open, touches && self.hyphen);
        (self.end, self.sentence) = (place.end, sentence);
        self.hyphen = false;
        let joins = match shape {
            Shape::Word { begins: true, .. } if hyphen => 2,
            Shape::Word { begins: true, .. } | Shape::Contraction if open => 1,
            Shape::Hyphen => {
                self.hyphen = open;
                0
            }
            Shape::Word { .. } | Shape::Contraction | Shape::Possessive | Shape::Mark => 0,
        };
        self.open = matches!(shape, Shape::Word { ends: true, .. } | Shape::Contraction);
        joins
    }
}

/// Cuts a token into a word with the marks before it, or into its marks. A mark keeps what combines with it.
fn pieces(token: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = token.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let first = rest.chars().next()?;
        let contraction =
            at == 0 && is_apostrophe(first) && rest.chars().nth(1).is_some_and(char::is_alphabetic);
        at = if first.is_alphanumeric() || contraction {
            token.len()
        } else {
            start + rest.char_indices().skip(1).find(|(_, c)| !combines(*c)).map_or(rest.len(), |(at, _)| at)
        };
        Some(start..at)
    })
}

/// Marks that go with the character before: accents, joiners, soft hyphens.
fn combines(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE0E}' | '\u{FE0F}'
        | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// The straight and the curly apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}')
}
