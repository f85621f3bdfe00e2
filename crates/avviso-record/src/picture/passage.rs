//! What two pages share, and what differs inside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::PassageId;
use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

words! {
    /// What an edit does; of an edit that more than one word fits, the first is told.
    pub enum EditKind {
        /// A not, no, never or un- is lost or gained, among at most three words.
        Negation = "negation",
        /// Another figure, date or amount.
        Number = "number",
        /// Another name.
        Name = "name",
        /// Another word.
        Word = "word",
        /// Words that only the second has.
        Added = "added",
        /// Words that only the first has.
        Cut = "cut",
        /// The same words in another place.
        Order = "order",
        /// Quotation marks, brackets, punctuation, or the same value written otherwise.
        Marks = "marks",
        /// Capitals.
        Case = "case",
    }

    /// How a telling stands to its words elsewhere.
    pub enum Status {
        /// Nothing differs but marks and capitals.
        Verbatim = "verbatim",
        /// Besides these, words were only left out.
        Cut = "cut",
        /// Anything else.
        Altered = "altered",
    }
}

/// A stretch that two pages share, in both pages' own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    /// The id, in order of the pages and spans.
    pub id: PassageId,
    /// The stretch on the first page.
    pub a: Side,
    /// The stretch on the second page.
    pub b: Side,
    /// Words that are equal on both.
    pub words: u32,
    /// Whether more than half of it stands inside quotation marks on both pages.
    pub quoted: bool,
    /// What differs, told from a to b; empty where the words are equal.
    pub edits: Vec<Edit>,
}

/// A stretch of one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// The page's id.
    #[schemars(regex(pattern = r"^p[0-9a-f]{16}$"))]
    pub page: String,
    /// Where the page was read.
    pub source: String,
    /// The stretch of the page's `text`.
    pub span: CharSpan,
    /// The same in the page's bytes: several where they are not contiguous.
    pub raw: Vec<RawSpan>,
}

/// One difference inside a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// What it does.
    pub kind: EditKind,
    /// The words on the first page; an empty place where they are added.
    pub a: CharSpan,
    /// The words on the second page; an empty place where they are cut.
    pub b: CharSpan,
    /// The same in the first page's bytes.
    pub raw_a: Vec<RawSpan>,
    /// The same in the second page's bytes.
    pub raw_b: Vec<RawSpan>,
    /// Of a cut: whether an ellipsis says so, or only words in an editor's brackets are left out. Null for others.
    pub marked: Option<bool>,
}

impl Status {
    /// Gives the status that edits of these kinds make.
    ///
    /// ```
    /// use avviso_record::picture::{EditKind, Status};
    /// assert_eq!(Status::of([EditKind::Marks, EditKind::Cut]), Status::Cut);
    /// ```
    pub fn of(kinds: impl IntoIterator<Item = EditKind>) -> Self {
        kinds
            .into_iter()
            .map(|kind| match kind {
                EditKind::Marks | EditKind::Case => Self::Verbatim,
                EditKind::Cut => Self::Cut,
                EditKind::Negation
                | EditKind::Number
                | EditKind::Name
                | EditKind::Word
                | EditKind::Added
                | EditKind::Order => Self::Altered,
            })
            .max()
            .unwrap_or(Self::Verbatim)
    }
}
