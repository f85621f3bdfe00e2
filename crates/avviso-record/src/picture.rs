//! The picture: what Avviso says about many pages, the second contract.
//!
//! A picture is JSON Lines: one [`Row`] a line, the header first, then pages, passages, copies, groups, sayings and
//! diagnostics, each kind in the order of its pages' ids and spans. What tracing a quotation gives ([`Traced`]) is a
//! contract beside it, with the same words. Conventions are the record's: spans are code points of a page's `text`,
//! `raw` spans bytes of the page, every fact has a confidence and at least one reason.

mod copy;
mod group;
mod passage;
mod row;
mod trace;

pub use copy::{Copy, CopyRelation, Direction};
pub use group::{Group, Origin, OriginKind, Saying, Telling};
pub use passage::{Edit, EditKind, Passage, Side, Status};
pub use row::{About, Doubt, Header, Page, PageEvidence, PageRef, PictureFormat, Row, write};
pub use trace::{Found, Place, TraceEdit, TraceStatus, Traced};

use serde_json::Value;

/// The name of the contract that these types are; it changes when a field changes its meaning.
pub const FORMAT: &str = "avviso-picture/1";

/// Gives the JSON Schema (draft 2020-12) of a picture's row as this version writes it.
pub fn schema() -> Value {
    crate::schema::of::<Row>()
}

/// Gives the JSON Schema (draft 2020-12) of a traced quotation as this version writes it.
pub fn trace_schema() -> Value {
    crate::schema::of::<Traced>()
}
