//! Evidence and diagnostics: why a fact was concluded, and what was not decided.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

/// Where a reason stands: in the text, or in the page outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// A place in the record's `text`.
    Text(CharSpan),
    /// A place in the page's bytes, for what is not part of the text (metadata, a header line).
    Raw(RawSpan),
}

/// One reason for a fact: a place, and the rule or model that read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "EvidenceJson", into = "EvidenceJson")]
pub struct Evidence {
    /// Where the reason stands.
    pub at: At,
    /// The name of the rule or model, like `attribution.according-to`.
    pub because: String,
    /// What a reader should know about this reason besides; `None` when nothing.
    pub note: Option<String>,
}

/// One reason for a fact: a place (exactly one of `span` and `raw`), and the rule or model that read it.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
struct EvidenceJson {
    /// The place in `text`; absent where the reason stands outside the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<CharSpan>,
    /// The place in the page's bytes; absent where `span` is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw: Option<RawSpan>,
    /// The name of the rule or model that concluded the fact from this place.
    because: String,
    /// What a reader should know about this reason besides; absent when nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// Evidence with two places, or none.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("evidence needs exactly one of \"span\" and \"raw\"")]
struct NotOnePlace;

impl TryFrom<EvidenceJson> for Evidence {
    type Error = NotOnePlace;

    fn try_from(json: EvidenceJson) -> Result<Self, NotOnePlace> {
        let EvidenceJson { span, raw, because, note } = json;
        let at = match (span, raw) {
            (Some(span), None) => At::Text(span),
            (None, Some(raw)) => At::Raw(raw),
            (Some(_), Some(_)) | (None, None) => return Err(NotOnePlace),
        };
        Ok(Self { at, because, note })
    }
}

impl From<Evidence> for EvidenceJson {
    fn from(evidence: Evidence) -> Self {
        let Evidence { at, because, note } = evidence;
        let (span, raw) = match at {
            At::Text(span) => (Some(span), None),
            At::Raw(raw) => (None, Some(raw)),
        };
        Self { span, raw, because, note }
    }
}

impl JsonSchema for Evidence {
    fn schema_name() -> Cow<'static, str> {
        "Evidence".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = EvidenceJson::json_schema(generator);
        schema.insert("oneOf".into(), serde_json::json!([{"required": ["span"]}, {"required": ["raw"]}]));
        schema
    }
}

words! {
    /// How much a diagnostic matters.
    pub enum Severity {
        /// Something to know; the record says what the page says.
        Note = "note",
        /// Something that a reader may look for is missing or in doubt.
        Warning = "warning",
    }
}

/// Something that was looked for and not decided, or a limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Diagnostic {
    /// The stable name of the matter, like `undated`, `speaker-unresolved` or `not-read`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence for a person; no full stop.
    pub message: String,
    /// The place in `text` that it is about, if one is.
    pub span: Option<CharSpan>,
    /// The place in the page's bytes that it is about, if one is.
    pub raw: Option<RawSpan>,
}
