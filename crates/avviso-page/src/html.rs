//! HTML to labelled blocks and metadata.

use avviso_text::{Decoded, Diagnostics, Limits};

use crate::blocks::Block;
use crate::metadata::Metadata;

/// Cuts an HTML page into labelled blocks and gathers its metadata.
pub(crate) fn blocks(_decoded: &Decoded, _limits: &Limits, _out: &mut Diagnostics) -> (Vec<Block>, Metadata) {
    (Vec::new(), Metadata::default())
}
