//! From a clean article to layers of facts.
//!
//! [`Analyser::analyse`] is the whole pipeline on one screen; each pass reads the layers before it and gives one of
//! its own. Knowledge (names, offices, dated events) is TSV that a person edits, read once at start.

mod actors;
mod analyse;
mod attributions;
mod dating;
mod draw;
pub mod knowledge;
pub mod language;
pub mod layers;
mod lineage;
mod mentions;
mod pass;
mod quotations;
mod segments;
#[cfg(test)]
mod testing;
mod times;
mod voices;

pub use analyse::{Analyser, pass_table};
pub use avviso_language::ModelError;
pub use draw::{Drawable, draw};
pub use language::Model;
pub use layers::Layers;
