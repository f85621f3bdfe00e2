//! The vocabulary that Avviso's rooms share: positions, pages, articles, alignment, evidence, diagnostics.
//!
//! A [`Page`] is bytes and where they came from. [`Decoded`] is the page as UTF-8 with the way back to its bytes.
//! An [`ArticleBuilder`] is the only way to make an [`Article`]: text cannot be pushed without the bytes that it
//! stands for, and every byte of the page is handed over exactly once, as text or as something discarded.
//! A [`Fact`] cannot be built without [`Evidence`].
//!
//! This crate does no I/O and depends on nothing of ours.

pub mod article;
pub mod builder;
pub mod date;
pub mod decoded;
pub mod diagnostics;
pub mod evidence;
pub mod facts;
pub mod ids;
pub mod limits;
pub mod lookup;
pub mod page;
pub mod span;

pub use article::{Article, Discarded, Piece, PieceKind, Region, RegionKind, Why};
pub use builder::ArticleBuilder;
pub use date::{Day, Interval, Precision, Stamp};
pub use decoded::{Decoded, Width};
pub use diagnostics::{Code, Diagnostic, DiagnosticId, Diagnostics, Severity};
pub use evidence::{At, Confidence, Evidence, Fact, Reason, Resolved, RuleId};
pub use facts::PageFacts;
pub use ids::Id;
pub use limits::Limits;
pub use lookup::Lookup;
pub use page::Page;
pub use span::{Raw, Span, Text, Utf8};
