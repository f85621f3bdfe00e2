//! The language core in the house: sentences, tokens, tags, heads, lemmas and names as layers.
//!
//! `ParseText` asks the core once a page, cell by cell; the passes after it read their layer off what it said. Only
//! English is parsed: a page in another language, and what goes over the limit, is cut into tokens and sentences and
//! has no tags, heads, lemmas or names, which its record says (`not-parsed`, `parse-limit`).

mod columns;
pub(crate) mod flat;
mod labels;
mod model;
mod parse;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use columns::{ReadHeads, ReadLemmas, ReadNames, ReadTags, ReadTokens};
pub use labels::{Dep, NameKind, Tag};
pub use model::Model;
pub(crate) use parse::{Parse, ParseText};
pub(crate) use sentences::CutSentences;
pub(crate) use words::JoinWords;
