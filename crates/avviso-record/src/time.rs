//! Expressions of time, after TIMEX3.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::date::{Date, Precision};
use crate::evidence::Evidence;
use crate::id::TimeId;
use crate::span::CharSpan;
use crate::vocabulary::words;

words! {
    /// TIMEX3's types.
    pub enum TimexType {
        /// A day or something longer in the calendar.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Times that recur.
        Set = "SET",
    }
}

/// An expression of time in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// The id, in order of the text.
    pub id: TimeId,
    /// Where it stands.
    pub span: CharSpan,
    /// TIMEX3's type.
    #[serde(rename = "type")]
    pub timex_type: TimexType,
    /// TIMEX3's value, like `2017-11-24`, `1996` or `P3D`; null where it cannot be told.
    pub value: Option<String>,
    /// Not before; null where only the end is known.
    pub from: Option<Date>,
    /// Not after (that day included); null where only the start is known.
    pub to: Option<Date>,
    /// How fine the belief is.
    pub precision: Precision,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}
