//! Plain and badly stripped text to labelled blocks.

use avviso_text::{Decoded, Limits};

use crate::blocks::Block;

/// Cuts a text page into labelled blocks.
pub(crate) fn blocks(_decoded: &Decoded, _limits: &Limits) -> Vec<Block> {
    Vec::new()
}
