//! HTML to labelled blocks and metadata.
//!
//! `tokens` gives tokens with positions, `tree` makes elements and segments of them, `label` finds the article and
//! says what each segment is. One pass each, no DOM, all of it linear in the page's length.

mod classes;
mod jsonld;
mod label;
mod phrases;
mod tags;
mod tokens;
pub(crate) mod tree;

use avviso_text::{Decoded, Diagnostics, Limits};

use crate::blocks::Block;
use crate::metadata::Metadata;

/// Cuts an HTML page into labelled blocks and gathers its metadata.
pub(crate) fn blocks(decoded: &Decoded, limits: &Limits, out: &mut Diagnostics) -> (Vec<Block>, Metadata) {
    let tree = tree::read(decoded, limits, out);
    let blocks = label::label(&tree);
    (blocks, tree.metadata)
}

#[cfg(test)]
mod tests;
