//! Parsed texts for people and pipes: CoNLL-U, JSON lines, trees.
//!
//! Each function gives text and writes nowhere.

mod conllu;
mod json;
mod tree;

pub use conllu::conllu;
pub use json::json;
pub use tree::tree;
