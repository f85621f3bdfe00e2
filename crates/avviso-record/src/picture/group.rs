//! Pages that hang together, where their words come from, and what is told on several.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageEvidence, Status};
use crate::confidence::Confidence;
use crate::id::{AttributionId, GroupId, SayingId};
use crate::picture::Edit;
use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

words! {
    /// What an origin is.
    pub enum OriginKind {
        /// A news agency.
        Agency = "agency",
        /// An outlet.
        Outlet = "outlet",
        /// A document.
        Document = "document",
    }
}

/// Pages that copies join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// The id, in order of its first page.
    pub id: GroupId,
    /// Its pages' ids, in order.
    #[schemars(length(min = 1))]
    pub pages: Vec<String>,
    /// The page that all others come from; null where the order is not known.
    pub first: Option<String>,
    /// Pages without which the group falls apart: digests, mixed copies.
    pub bridges: Vec<String>,
    /// The innermost source that its pages name; null where none is named.
    pub origin: Option<Origin>,
}

/// Where a group's prose comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// Its name, as a page writes it.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// Its page, where that is in the group; else null.
    pub page: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Where the pages name it.
    #[schemars(length(min = 1))]
    pub evidence: Vec<PageEvidence>,
}

/// One utterance, told on several pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Saying {
    /// The id, in order of its first telling.
    pub id: SayingId,
    /// The words of the longest telling.
    pub words: String,
    /// Who says it, as most tellings name them; null where none does.
    pub speaker: Option<String>,
    /// In how many groups it is told.
    pub groups: u32,
    /// At most so many origins these groups have.
    pub origins: u32,
    /// The page whose telling is the earliest; null where that is not known.
    pub earliest: Option<String>,
    /// The tellings, in order of page and span.
    #[schemars(length(min = 2))]
    pub tellings: Vec<Telling>,
}

/// A saying on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Telling {
    /// The page's id.
    pub page: String,
    /// Where the page was read.
    pub source: String,
    /// The attribution of the page's record; null where the words stand in quotation marks without one.
    pub attribution: Option<AttributionId>,
    /// The words.
    pub span: CharSpan,
    /// The same in the page's bytes.
    pub raw: Vec<RawSpan>,
    /// Through whose mouths it came, from the page's outlet inwards; null stands for an outlet that is not named.
    pub chain: Vec<Option<String>>,
    /// How it stands to the longest telling.
    pub status: Status,
    /// What differs, told from the longest telling to this one; `a` spans and `raw_a` lie on the page of the longest.
    pub edits: Vec<Edit>,
}
