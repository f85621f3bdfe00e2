//! A layer under its text, the way a linguist would draw it.

use avviso_text::Article;

use crate::layers::Layers;

/// A layer that can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drawable {
    /// Sentences.
    Sentences,
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

/// Draws a layer under its text, at most `width` columns wide.
pub fn draw(_article: &Article, _layers: &Layers, _what: Drawable, _width: usize) -> String {
    String::new()
}
