//! spaCy's English CNN pipelines in Rust: tokens, tags, dependency heads, lemmas and names, token for token what spaCy
//! 3.8 gives, several times as fast, without Python.
//!
//! ```
//! # #[cfg(feature = "model-sm")] {
//! let pipeline = avviso_language::Pipeline::english();
//! let doc = pipeline.parse("The mayor of Leeds said on Monday that she won't run again.");
//!
//! for sentence in doc.sentences() {
//!     let verb = sentence.root();
//!     let subject = verb.lefts().find(|token| token.dep() == "nsubj").expect("this sentence has a subject");
//!     let words: Vec<&str> = subject.subtree().map(|token| token.text()).collect();
//!     assert_eq!((verb.lemma(), words.join(" ").as_str()), ("say", "The mayor of Leeds"));
//! }
//! let names: Vec<_> = doc.entities().map(|name| (name.text(), name.label())).collect();
//! assert_eq!(names, [("Leeds", "GPE"), ("Monday", "DATE")]);
//! # }
//! ```
//!
//! # What it runs
//! [`convert`] turns a spaCy v3 package (wheel or folder) of `tok2vec`, `tagger`, `parser`, `attribute_ruler`, rule
//! `lemmatizer` and `ner` into one file; [`Pipeline`] opens it. The small English model is embedded (feature `model-sm`,
//! on by default). What cannot be run is a named error. A tagger or recogniser of your own, trained with spaCy, is put
//! beside the stock ones with [`Pipeline::add_components`].
//!
//! # What holds
//! - Text is never changed: tokens and the single spaces between them spell it.
//! - The same text gives the same document, whatever the thread, the texts before it, or the processor's vectors.
//! - Text cannot fail; time grows in proportion to its length.
//! - No files, threads or clock here: bytes in, documents out.

#[cfg(target_pointer_width = "16")]
compile_error!("positions are u32");

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
pub mod write;

pub use doc::{Doc, Iob, Span};
pub use error::ModelError;
pub use model::convert::convert;
pub use model::package::Package;
pub use pipeline::Pipeline;
pub use simd::Simd;
pub use token::{Pos, Token};

/// The embedded model file: `en_core_web_sm` 3.8.0 (MIT; see `models/README.md` in the source).
#[cfg(feature = "model-sm")]
pub fn model_sm() -> &'static [u8] {
    /// Puts the bytes where numbers can be read in place.
    #[repr(C, align(64))]
    struct Aligned<B: ?Sized>(B);
    static MODEL: &Aligned<[u8]> = &Aligned(*include_bytes!("../models/en_core_web_sm-3.8.0.avm"));
    &MODEL.0
}
