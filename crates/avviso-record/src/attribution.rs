//! Who is said to have said what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::evidence::Evidence;
use crate::id::{ActorId, AttributionId, PlaceId, TimeId};
use crate::span::CharSpan;
use crate::vocabulary::words;

words! {
    /// How the words are given.
    pub enum Mode {
        /// In quotation marks, or set off as the speaker's own words.
        Direct = "direct",
        /// Partly in quotation marks.
        Mixed = "mixed",
        /// In the page's words.
        Indirect = "indirect",
    }

    /// Whether something was said, or is held.
    pub enum Level {
        /// Something was said or written.
        Statement = "statement",
        /// Something is held: "hopes to", "is seen as".
        Attitude = "attitude",
    }

    /// What the speaker does with the content.
    pub enum Stance {
        /// Says that it is so.
        Asserts = "asserts",
        /// Says that it is not so.
        Denies = "denies",
        /// Wants it done.
        Demands = "demands",
        /// Wants to know it, or requests it.
        Asks = "asks",
        /// Says that harm may follow.
        Threatens = "threatens",
        /// Says that it will be done.
        Promises = "promises",
        /// Holds it to be so.
        Believes = "believes",
        /// Will not say, or will not do it.
        Declines = "declines",
    }

    /// In what form something was said.
    pub enum Medium {
        /// A speech.
        Speech = "speech",
        /// A statement.
        Statement = "statement",
        /// An interview.
        Interview = "interview",
        /// A press conference.
        PressConference = "press_conference",
        /// A post.
        Post = "post",
        /// A document.
        Document = "document",
        /// A broadcast.
        Broadcast = "broadcast",
        /// A report.
        Report = "report",
    }
}

/// One saying: who is said to have said what, and through whose mouths it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// The id, in order of the text.
    pub id: AttributionId,
    /// How the words are given.
    pub mode: Mode,
    /// Whether something was said, or is held.
    pub level: Level,
    /// The words that name the speaker; may be empty.
    pub source: Vec<CharSpan>,
    /// The words or marks that say that something is said; may be empty.
    pub cue: Vec<CharSpan>,
    /// What is said; never empty.
    #[schemars(length(min = 1))]
    pub content: Vec<CharSpan>,
    /// Who says it; empty where that is not decided, and then the diagnostic `speaker-unresolved` says so.
    pub speakers: Vec<ActorId>,
    /// To whom it is said, if the page says.
    pub addressees: Vec<ActorId>,
    /// The attribution whose content holds this one; null for the outermost.
    pub within: Option<AttributionId>,
    /// From the page's outlet inwards to the speaker; null stands for an outlet that the page does not name.
    pub chain: Vec<Option<ActorId>>,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// Where it was said, if the page says.
    pub venue: Option<PlaceId>,
    /// In what form it was said, if the page says.
    pub medium: Option<Medium>,
    /// When it was said, if the page says.
    pub time: Option<TimeId>,
    /// The content's normalised words, by which variants on other pages are met.
    pub key: String,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}
