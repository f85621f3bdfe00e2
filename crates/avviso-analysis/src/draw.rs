//! A layer under its text, the way a linguist would draw it.
//!
//! The text is folded at the width; under each line stand the marks that touch it, as many rows as overlap needs. A
//! mark is a line (`~~~`, `===`, `---`) that begins with a number or letter; the facts behind the numbers follow below.

mod canvas;
mod grammar;
mod layers;

use avviso_text::Article;

use crate::layers::Layers;

/// A layer that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawable {
    /// Sentences.
    Sentences,
    /// Tokens of the language core.
    Tokens,
    /// Tags, each under its token.
    Tags,
    /// Heads, as trees under their sentence.
    Heads,
    /// Base forms, each under its token.
    Lemmas,
    /// Names that the language core saw.
    Names,
    /// Base noun phrases.
    NounChunks,
    /// Words.
    Words,
    /// Quoted stretches.
    Quotations,
    /// Times.
    Times,
    /// Mentions.
    Mentions,
    /// Actors.
    Actors,
    /// Attributions.
    Attributions,
    /// Regions.
    Regions,
}

/// The narrowest drawing, in columns.
const NARROWEST: usize = 20;

/// Draws a layer under its text, at most `width` columns wide (80 reads well; less than 20 is taken as 20).
pub fn draw(article: &Article, what_of: &Layers, what: Drawable, width: usize) -> String {
    let width = width.max(NARROWEST);
    match what {
        Drawable::Tags => return grammar::tags(article, what_of, width),
        Drawable::Lemmas => return grammar::lemmas(article, what_of, width),
        Drawable::Heads => return grammar::trees(article, what_of, width),
        _ => {}
    }
    let marks = layers::marks(article, what_of, what);
    let mut out = canvas::draw(article.text(), &marks, width);
    let legend = layers::legend(article, what_of, what);
    if !legend.is_empty() {
        out.push('\n');
        out.push_str(&legend);
    }
    out
}

#[cfg(test)]
mod tests;
