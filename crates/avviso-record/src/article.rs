//! What the page says about the article as a whole.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::date::{Date, Precision};
use crate::evidence::Evidence;
use crate::id::ActorId;
use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

/// What is believed about the article as a whole; null where the page does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleInfo {
    /// The title.
    pub title: Option<Title>,
    /// Who signs the article, in the page's order.
    pub bylines: Vec<Byline>,
    /// The outlet whose page this is.
    pub outlet: Option<Outlet>,
    /// When the article was published; null when undated, and then the diagnostic `undated` says so.
    pub published: Option<DateBelief>,
    /// What was found and not decided, best first, by the name of the field that it would fill.
    pub candidates: Candidates,
    /// When the article was last changed.
    pub modified: Option<DateBelief>,
    /// The language of the text.
    pub language: Option<Language>,
    /// The kind of writing.
    pub genre: Option<GenreBelief>,
    /// Through whose hands the article came, and on whose reports it rests.
    pub lineage: Vec<Lineage>,
    /// Whether the page holds the whole article.
    pub complete: Option<Complete>,
}

/// The title of the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Title {
    /// The words of the title, as the page writes them.
    pub value: String,
    /// Where they stand in `text`; null where the title stands only in metadata.
    pub span: Option<CharSpan>,
    /// Where they stand in the page's bytes, where the title stands only in metadata; else null.
    pub raw: Option<RawSpan>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

words! {
    /// Who signs.
    pub enum BylineKind {
        /// A person.
        Person = "person",
        /// A news agency.
        Agency = "agency",
        /// A desk or the staff of the outlet.
        Desk = "desk",
    }

    /// The kind of writing that an article is.
    pub enum Genre {
        /// A news report.
        News = "news",
        /// Opinion or comment.
        Opinion = "opinion",
        /// An interview.
        Interview = "interview",
        /// The record of what was spoken.
        Transcript = "transcript",
        /// A press release.
        PressRelease = "press_release",
        /// A page that is added to while things happen.
        Live = "live",
        /// A list.
        List = "list",
        /// A post.
        Post = "post",
        /// Anything else.
        Other = "other",
    }

    /// How the article hangs together with another outlet's work.
    pub enum Relation {
        /// The article was published there before, whole.
        RepublishedFrom = "republished_from",
        /// The page holds a part of what stands there.
        ExcerptOf = "excerpt_of",
        /// The article reports what that outlet reported.
        Cites = "cites",
        /// The article credits a news agency.
        WireCredit = "wire_credit",
        /// The article was translated from there.
        TranslatedFrom = "translated_from",
    }

    /// Why a page does not hold the whole article.
    pub enum Incomplete {
        /// The page gives a part and points to the whole.
        Excerpt = "excerpt",
        /// The rest is for subscribers.
        Paywall = "paywall",
        /// The page only announces the article.
        Teaser = "teaser",
        /// The text stops in the middle.
        Cut = "cut",
    }
}

/// A name that signs the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Byline {
    /// The name, as the page writes it.
    pub name: String,
    /// Who signs.
    pub kind: BylineKind,
    /// The actor that it names; null where it is none of the record's actors.
    pub actor: Option<ActorId>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// The outlet whose page this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// The registrable domain of its site, lower case, if the page or its address says.
    pub domain: Option<String>,
    /// The actor that it is; null where it is none of the record's actors.
    pub actor: Option<ActorId>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// A belief about a date: an interval of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DateBelief {
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

/// Values in doubt for fields of the article, best first; a field without candidates is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Candidates {
    /// Titles in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Title>,
    /// Bylines in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bylines: Vec<Byline>,
    /// Outlets in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outlet: Vec<Outlet>,
    /// Dates of publication in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub published: Vec<DateBelief>,
    /// Dates of change in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub modified: Vec<DateBelief>,
    /// Languages in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub language: Vec<Language>,
    /// Genres in doubt.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub genre: Vec<GenreBelief>,
}

/// The language of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Language {
    /// Its BCP 47 tag, like `en`.
    pub value: String,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// The kind of writing that the article is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GenreBelief {
    /// The kind.
    pub value: Genre,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// One hand that the article, or what it reports, came through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lineage {
    /// How the article hangs together with that outlet's work.
    pub relation: Relation,
    /// The outlet; null where the page gives only an address.
    pub outlet: Option<ActorId>,
    /// The address of the other page, if this page gives it.
    pub url: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// Whether the page holds the whole article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Complete {
    /// Whether it does.
    pub value: bool,
    /// Why it does not; null when it does.
    pub reason: Option<Incomplete>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}
