//! spaCy's English CNN pipelines in Rust: tokens, tags, dependency heads, lemmas and names, token for token what spaCy
//! 3.8 gives, ten times as fast on one thread, without Python and without a download.
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
//! # Finding your way
//! | you want | you call |
//! | --- | --- |
//! | a parsed text | [`Pipeline::parse`]; tokens alone: [`Pipeline::tokenise`] |
//! | its tokens, sentences, names, noun phrases | [`Doc::tokens`], [`Doc::sentences`], [`Doc::entities`], [`Doc::noun_chunks`] |
//! | what a token is | [`Token::tag`], [`Token::pos`], [`Token::morph`], [`Token::lemma`], [`Token::dep`] |
//! | what it hangs on, and what hangs on it | [`Token::head`], [`Token::ancestors`], [`Token::children`], [`Token::subtree`] |
//! | what it looks like | [`Token::is_title`], [`Token::like_num`], [`Token::is_stop`], [`Token::shape`] and their neighbours |
//! | where it stands | [`Token::range`], [`Span::range`]: bytes of the text |
//! | CoNLL-U, JSON lines, drawn trees | [`write::conllu`], [`write::json`], [`write::tree`] |
//! | another model | [`Package`], [`convert()`], [`Pipeline::from_bytes`] |
//! | a tagger or recogniser of your own beside the model's | [`Pipeline::add_components`] |
//!
//! Coming from spaCy: `nlp(text)` is [`Pipeline::parse`], `token.head`, `token.lefts`, `doc.ents` and the rest have their
//! names without the underscore, offsets are bytes instead of code points, and a [`Doc`] keeps its text but not its
//! pipeline.
//!
//! # Threads
//! A [`Pipeline`] is `Send + Sync`: share one, and call it from as many threads as you like. A [`Doc`] borrows nothing.
//!
//! ```
//! # #[cfg(feature = "model-sm")] {
//! let pipeline = avviso_language::Pipeline::english();
//! let texts = ["She sings.", "They left."];
//! let docs: Vec<avviso_language::Doc> = std::thread::scope(|scope| {
//!     let started: Vec<_> = texts.map(|text| scope.spawn(|| pipeline.parse(text))).into();
//!     started.into_iter().map(|thread| thread.join().unwrap()).collect()
//! });
//! assert_eq!(docs[1].token(1).lemma(), "leave");
//! # }
//! ```
//!
//! # Models
//! The small English model (`en_core_web_sm` 3.8.0, MIT; 13.8 MB) is embedded: feature `model-sm`, on by default. Any
//! English spaCy v3 package of `tok2vec`, `tagger`, `parser`, `attribute_ruler`, rule `lemmatizer` and `ner`, or some of
//! them, becomes a model file with [`convert()`], which reads the wheel itself. What cannot be run is a named error, never
//! another result:
//!
//! ```
//! use avviso_language::{Package, convert};
//!
//! let files = [
//!     ("config.cfg", "[nlp]\nlang = \"fr\"\npipeline = [\"tok2vec\",\"morphologizer\"]\n"),
//!     ("meta.json", r#"{"lang": "fr", "name": "core_news_sm", "version": "3.8.0"}"#),
//! ];
//! let package = Package::from_files(files.map(|(path, text)| (path.to_owned(), text.into())).into())?;
//! let error = convert(&package).unwrap_err();
//! assert!(error.to_string().starts_with("cannot run language `fr`: only English rules are known"));
//! # Ok::<(), avviso_language::ModelError>(())
//! ```
//!
//! # What holds
//! - Text is never changed: tokens and the single spaces between them spell it.
//! - The same text gives the same document, whatever the thread, the texts before it, or the processor's vectors: the
//!   networks run with AVX-512, AVX2 or neither ([`Simd`]), chosen at run time, with the same bits.
//! - Text cannot fail; time grows in proportion to its length. Hostile model files are refused.
//! - No files, threads or clock here: bytes in, documents out.
//!
//! How it was measured, and how to repeat that: `docs/language.md` in the repository.

#[cfg(target_pointer_width = "16")]
compile_error!("positions are u32");

mod chars;
mod doc;
mod error;
mod hash;
mod lemmas;
mod lexeme;
mod lexical;
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
#[cfg(fuzzing)]
pub use model::file::seal;
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
