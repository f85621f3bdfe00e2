//! What a page says about itself, found by the page room and read by the passes.

use crate::{At, Fact, Interval, Raw, Span, Text};

/// The facts of one page, each with its evidence. What the page does not say is `None` or absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFacts {
    /// The headline.
    pub title: Option<Fact<Title>>,
    /// Who signed the article.
    pub bylines: Vec<Fact<Byline>>,
    /// Who published this page.
    pub outlet: Option<Fact<Outlet>>,
    /// All that bears on the day of publication, in order of place; the dating pass decides.
    pub dates: Vec<Fact<DateClue>>,
    /// The language of the article.
    pub language: Fact<String>,
    /// What sort of text it is.
    pub genre: Fact<Genre>,
    /// Through whose hands it came, as the page's own furniture says (what the text reports is found later).
    pub lineage: Vec<Fact<Lineage>>,
    /// Whether the whole article is here.
    pub complete: Fact<Completeness>,
}

/// A headline: words of the text, or words that stand only in metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub value: String,
    /// Where they stand in the text.
    pub span: Option<Span<Text>>,
    /// Where they stand in the bytes, if not in the text.
    pub raw: Option<Span<Raw>>,
}

/// One name of a byline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    /// The name as written.
    pub name: String,
    /// Where it stands.
    pub at: At,
    /// Of what sort.
    pub kind: BylineKind,
}

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BylineKind {
    /// A person.
    Person,
    /// A news agency.
    Agency,
    /// An editorial desk or an outlet.
    Desk,
}

/// The outlet that published the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its name as the page writes it.
    pub name: Option<String>,
    /// Where the name stands.
    pub at: Option<At>,
    /// Its registrable domain, if the page or the input says so.
    pub domain: Option<String>,
}

/// One thing that bears on when the page was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateClue {
    /// What it says.
    pub kind: DateKind,
    /// The time it names.
    pub interval: Interval,
}

/// What a date clue says about the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateKind {
    /// Published then.
    Published,
    /// Changed then (so not published later).
    Modified,
    /// Not published before (an embedded post's date, an upload path).
    NotBefore,
    /// Not published after (when the page was rendered).
    NotAfter,
}

/// What sort of text the article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Genre {
    /// A report.
    News,
    /// Somebody's view.
    Opinion,
    /// Questions and answers.
    Interview,
    /// What was said, word by word.
    Transcript,
    /// An institution's own announcement.
    PressRelease,
    /// A running account.
    Live,
    /// A list of items.
    List,
    /// A post on a platform.
    Post,
    /// Something else.
    Other,
}

/// One hand that the article passed through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// How.
    pub relation: Relation,
    /// The other outlet's name as written, and where.
    pub outlet: Option<(String, At)>,
    /// The person it was taken from, where the page names one and no outlet, and where.
    pub author: Option<(String, At)>,
    /// The address it was taken from, if the page gives one.
    pub url: Option<String>,
}

/// How one page comes from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The whole article appeared elsewhere first.
    RepublishedFrom,
    /// A part of another's article.
    ExcerptOf,
    /// Reports what another reported.
    Cites,
    /// An agency's material.
    WireCredit,
    /// Another's article in another language.
    TranslatedFrom,
}

/// Whether the whole article is here, and if not, why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Completeness {
    /// All of it.
    Complete,
    /// A part, chosen by whoever republished it.
    Excerpt,
    /// The part before a paywall.
    Paywall,
    /// An announcement of an article.
    Teaser,
    /// The page ends in the middle.
    Cut,
}
