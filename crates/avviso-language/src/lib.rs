//! spaCy's English CNN pipelines in Rust.

mod chars;
mod doc;
mod error;
mod hash;
mod lemmas;
mod lexeme;
mod model;
mod names;
mod network;
mod parser;
mod pattern;
mod pipeline;
mod reserved;
mod ruler;
mod simd;
mod table;
mod token;
mod tokeniser;
mod unicode_tables;

pub use doc::{Doc, Iob, Span};
pub use error::ModelError;
pub use model::convert::convert;
pub use model::package::Package;
pub use pipeline::Pipeline;
pub use simd::Simd;
pub use token::{Pos, Token};
