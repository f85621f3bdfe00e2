//! What tracing says of one quotation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, EditKind, PageEvidence, Status};
use crate::confidence::Confidence;
use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

words! {
    /// What became of a quotation.
    pub enum TraceStatus {
        /// It stands on a page; nothing differs but marks and capitals.
        Verbatim = "verbatim",
        /// Besides these, words were only left out.
        Cut = "cut",
        /// Anything else differs.
        Altered = "altered",
        /// No page holds half of it.
        Absent = "absent",
    }
}

/// A quotation and the pages that hold it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Traced {
    /// The id as given, else the number of its line.
    pub id: String,
    /// The words as given.
    pub words: String,
    /// The status of the best place.
    pub status: TraceStatus,
    /// Who is said to have said it, as given; null if nobody was given.
    pub speaker_as_given: Option<String>,
    /// Whether the page names the same; null where nobody was given, or the page names nobody.
    pub speaker_agrees: Option<bool>,
    /// Where it stands: best first, by status, similarity, date, source.
    pub found: Vec<Found>,
    /// The page on which it stood first; null where not known.
    pub earliest: Option<Place>,
    /// The page that changed it first; null where not known, or nothing was changed.
    pub changed_first: Option<Place>,
}

/// A page, and the reasons why it is the one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The page's id.
    pub page: String,
    /// Where the page was read.
    pub source: String,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<PageEvidence>,
}

/// A place that holds a quotation, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Found {
    /// The page's id.
    pub page: String,
    /// Where the page was read.
    pub source: String,
    /// The place in the page's `text`.
    pub span: CharSpan,
    /// The same in the page's bytes.
    pub raw: Vec<RawSpan>,
    /// The part of the quotation, in code points, where it was stitched from several places; else absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<CharSpan>,
    /// How much of the words agrees, 0 to 1.
    pub similarity: Confidence,
    /// How the quotation stands to this place.
    pub status: Status,
    /// What differs, told from the page to the quotation.
    pub edits: Vec<TraceEdit>,
    /// Whether the page has the words in quotation marks.
    pub quoted: bool,
    /// Who says it on this page.
    pub speakers: Vec<String>,
    /// Through whose mouths it came, from the page's outlet inwards; null stands for an outlet that is not named.
    pub chain: Vec<Option<String>>,
    /// The page's outlet; null where the page does not say.
    pub outlet: Option<String>,
    /// When the page was published; null where it is undated.
    pub published: Option<About>,
}

/// One difference between a page and a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TraceEdit {
    /// What it does, told from the page to the quotation: a cut is what the quotation lacks.
    pub kind: EditKind,
    /// The words of the quotation, in code points of it.
    pub query: CharSpan,
    /// The words of the page's `text`.
    pub page: CharSpan,
    /// The same in the page's bytes.
    pub raw: Vec<RawSpan>,
    /// Of a cut: whether an ellipsis says so, or only words in an editor's brackets are left out. Null for others.
    pub marked: Option<bool>,
}
