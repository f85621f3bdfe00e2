//! From a raw page to a clean article: decoded, cut into blocks, each block labelled, the article emitted with its
//! alignment, and what the page says about itself.
//!
//! It knows markup, furniture and layout; it does not know what a verb is.

mod blocks;
mod decode;
mod emit;
mod facts;
mod html;
mod metadata;
mod plain;
mod read;

pub use read::{Clean, PageReading, read};
