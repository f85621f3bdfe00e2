//! What happened, was planned, threatened or denied, after PLOVER.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::date::{Date, Precision};
use crate::evidence::Evidence;
use crate::id::{ActorId, AttributionId, EventId, PlaceId, TimeId};
use crate::span::CharSpan;
use crate::vocabulary::words;

words! {
    /// PLOVER's four classes.
    pub enum Quad {
        /// Cooperation in words.
        VerbalCooperation = "verbal_cooperation",
        /// Cooperation in deeds.
        MaterialCooperation = "material_cooperation",
        /// Conflict in words.
        VerbalConflict = "verbal_conflict",
        /// Conflict in deeds.
        MaterialConflict = "material_conflict",
    }

    /// Whether the event is told as having happened.
    pub enum Status {
        /// It happened or happens.
        Actual = "actual",
        /// It is planned.
        Planned = "planned",
        /// It may happen, or would.
        Hypothetical = "hypothetical",
        /// It is said not to have happened.
        Negated = "negated",
        /// It happened long before what the page reports.
        Historical = "historical",
    }
}

/// One event, told once or more on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The id, in order of the text.
    pub id: EventId,
    /// PLOVER's type, like `THREATEN`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// PLOVER's mode, if one is told.
    pub mode: Option<String>,
    /// The CAMEO code, digits.
    #[schemars(regex(pattern = r"^[0-9]{2,4}$"))]
    pub cameo: Option<String>,
    /// The class in four.
    pub quad: Quad,
    /// From most hostile (-10) to most friendly (10).
    #[schemars(range(min = -10, max = 10))]
    pub intensity: Option<f64>,
    /// The words that tell the event.
    pub trigger: Vec<CharSpan>,
    /// Who acts.
    pub sources: Vec<ActorId>,
    /// Who is acted upon.
    pub targets: Vec<ActorId>,
    /// Whether it is told as having happened.
    pub status: Status,
    /// The attribution on whose word it stands; null for the page's own voice.
    pub said_in: Option<AttributionId>,
    /// When it happened or will, if the page says.
    pub time: Option<EventTime>,
    /// Where, if the page says.
    pub place: Option<PlaceId>,
    /// The words of every telling of the event on this page.
    pub mentions: Vec<Vec<CharSpan>>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// When an event happened or will.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventTime {
    /// Not before; null where only the end is known.
    pub from: Option<Date>,
    /// Not after (that day included); null where only the start is known.
    pub to: Option<Date>,
    /// How fine the belief is.
    pub precision: Precision,
    /// The expression of time that says so; null where it follows from other dates.
    pub expression: Option<TimeId>,
}
