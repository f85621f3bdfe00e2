//! Which page was made from which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PageEvidence, PageRef};
use crate::confidence::Confidence;
use crate::id::{CopyId, PassageId};
use crate::vocabulary::words;

words! {
    /// What two pages are to each other; the first word that fits is told.
    pub enum CopyRelation {
        /// Both credit the same third place, which has no page in the group; or the order of the two is not known and
        /// one credits such a place.
        CommonSource = "common_source",
        /// At least nine tenths of both bodies' prose is the same, unchanged.
        Republication = "republication",
        /// At least nine tenths of the smaller body's prose, less of the larger, in one run, unchanged.
        Excerpt = "excerpt",
        /// Any other copy.
        Rewrite = "rewrite",
        /// No copying: only quoted words are shared.
        Quotation = "quotation",
    }

    /// Which way the words went.
    pub enum Direction {
        /// From the first page to the second.
        AToB = "a_to_b",
        /// From the second page to the first.
        BToA = "b_to_a",
        /// Not known.
        Undecided = "undecided",
    }
}

/// Two pages that share words, and which was made from which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Copy {
    /// The id, in order of the pages.
    pub id: CopyId,
    /// One page.
    pub a: PageRef,
    /// The other.
    pub b: PageRef,
    /// What they are to each other.
    pub relation: CopyRelation,
    /// Which way the words went.
    pub direction: Direction,
    /// The part of a's own prose that lies in passages; words in quotation marks are not counted.
    pub share_a: Confidence,
    /// The same of b.
    pub share_b: Confidence,
    /// The passages.
    #[schemars(length(min = 1))]
    pub passages: Vec<PassageId>,
    /// Whether both pages have a title, and the titles differ in words.
    pub headline_changed: bool,
    /// How far relation and direction may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded: the longest passage, and each reason for a direction, on the page where it stands.
    #[schemars(length(min = 1))]
    pub evidence: Vec<PageEvidence>,
}
