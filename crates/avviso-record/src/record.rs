//! The record itself.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};

use crate::actor::Actor;
use crate::article::ArticleInfo;
use crate::attribution::Attribution;
use crate::event::Event;
use crate::evidence::Diagnostic;
use crate::page::{Discarded, PageInfo, Piece, Region};
use crate::place::Place;
use crate::span::CharSpan;
use crate::time::Time;

/// The name of the contract that these types are; it changes when a field changes its meaning.
pub const FORMAT: &str = "avviso-record/1";

/// What Avviso says about one page.
///
/// Spans are `[start, end)` in Unicode code points of `text`, `raw` spans in bytes of the page. A layer that the
/// program which wrote the record does not read is an empty array, and a diagnostic `not-read` names it.
///
/// Top-level fields that this version does not know are kept when a record is read and written again, behind the
/// others. Unknown fields further in are not kept: each fact is a closed shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The contract that this record follows.
    pub format: Format,
    /// The program that wrote it: enough to repeat the record.
    pub tool: Tool,
    /// The bytes, and nothing believed yet.
    pub page: PageInfo,
    /// The article, clean; empty where the page has none.
    pub text: String,
    /// How the text came from the page's bytes: covers `text` without gap, in order.
    pub alignment: Vec<Piece>,
    /// The article's structure; regions may nest, and never cross.
    pub regions: Vec<Region>,
    /// The bytes that are no part of the text: with `alignment`, every byte of the page once.
    pub discarded: Vec<Discarded>,
    /// What is believed about the article as a whole.
    pub article: ArticleInfo,
    /// The sentences, in order; none crosses another.
    pub sentences: Vec<CharSpan>,
    /// Who acts and speaks.
    pub actors: Vec<Actor>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Places that the text names.
    pub places: Vec<Place>,
    /// Who is said to have said what, nested ones too.
    pub attributions: Vec<Attribution>,
    /// What happened, was planned, threatened or denied.
    pub events: Vec<Event>,
    /// What was looked for and not decided, and which limits were reached.
    pub diagnostics: Vec<Diagnostic>,
    /// Top-level fields that these types do not know, kept as they came.
    #[serde(flatten)]
    #[schemars(skip)]
    pub more: Map<String, Value>,
}

/// The program that wrote a record, with the digests of what it looked things up in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// The version of Avviso.
    pub version: String,
    /// SHA-256 of the knowledge tables; null where none were used.
    pub knowledge: Option<String>,
    /// SHA-256 of the language model; null where none was used.
    pub model: Option<String>,
}

/// The fixed value of a record's `format`: [`FORMAT`]; anything else is refused when it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let found = String::deserialize(deserializer)?;
        if found == FORMAT {
            return Ok(Self);
        }
        Err(de::Error::custom(format_args!("format is {found:?}, this version reads {FORMAT:?}")))
    }
}

impl JsonSchema for Format {
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"const": FORMAT})
    }
}
