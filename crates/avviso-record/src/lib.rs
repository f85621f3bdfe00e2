//! The record: what Avviso says about one page, as one JSON object on one line.
//!
//! This crate is the product's contract and the only definition of it: the JSON, the JSON Schema ([`schema`]), the
//! field list in the docs and the tables are derived from these types. It knows no other crate of Avviso, reads no
//! file and has no clock: readers and writers are given to it.
//!
//! Positions here are Unicode code points of the record's `text` ([`CharSpan`]) or bytes of the page ([`RawSpan`]).
//! Types refuse what can be seen in one value (a span that ends before it starts, a date that no calendar has);
//! [`Record::check`] states the laws that need the whole record, and the page where it is at hand.

mod vocabulary;

mod actor;
mod article;
mod attribution;
mod confidence;
mod date;
mod event;
mod evidence;
mod id;
mod page;
mod place;
mod record;
mod span;
mod time;

mod key;
mod schema;
mod text_index;

pub mod laws;
pub mod line;
pub mod picture;

pub use actor::{Actor, ActorKind, Candidate, Form, Mention, Office};
pub use article::{
    ArticleInfo, Byline, BylineKind, Candidates, Complete, DateBelief, Genre, GenreBelief, Incomplete,
    Language, Lineage, Outlet, Relation, Title,
};
pub use attribution::{Attribution, Level, Medium, Mode, Stance};
pub use confidence::Confidence;
pub use date::{Date, NotADate, Precision};
pub use event::{Event, EventTime, Quad, Status};
pub use evidence::{At, Diagnostic, Evidence, Severity};
pub use id::{
    ActorId, AttributionId, CopyId, EventId, GroupId, NotAnId, PassageId, PlaceId, SayingId, TimeId,
};
pub use key::key;
pub use laws::{Law, Violation};
pub use page::{Discarded, PageInfo, Piece, PieceKind, Region, RegionKind, Why};
pub use place::Place;
pub use record::{FORMAT, Format, Record, Tool};
pub use schema::schema;
pub use span::{CharSpan, RawSpan, ReversedSpan};
pub use text_index::TextIndex;
pub use time::{Time, TimexType};
