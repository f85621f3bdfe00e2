//! What the passes give. Plain structs; positions are byte spans of the article's text.

use avviso_text::facts::Relation;
use avviso_text::{At, Diagnostics, Evidence, Fact, Id, Interval, Resolved, Span, Text};

use std::ops::Range;

use avviso_language::Pos;

use crate::knowledge::EntityId;
use crate::language::{Dep, NameKind, Tag};
use crate::pass::Layer;

/// All layers of one page.
#[derive(Debug, Clone)]
pub struct Layers {
    /// Sentences.
    pub sentences: Sentences,
    /// Tokens of the language core.
    pub tokens: Tokens,
    /// Tags and parts of speech.
    pub tags: Tags,
    /// What each token hangs on.
    pub heads: Heads,
    /// Base forms.
    pub lemmas: Lemmas,
    /// Names.
    pub names: Names,
    /// Words.
    pub words: Words,
    /// Quoted stretches.
    pub quotations: Quotations,
    /// Expressions of time.
    pub times: Times,
    /// Names and descriptions of actors.
    pub mentions: Mentions,
    /// When the page was published.
    pub dating: Dating,
    /// Actors.
    pub actors: Actors,
    /// Who said what.
    pub attributions: Attributions,
    /// Through whose hands the page came: the page's own furniture and what the text cites.
    pub lineage: Lineages,
    /// What the passes could not do.
    pub diagnostics: Diagnostics,
}

/// A sentence (the type that sentence ids are of).
#[derive(Debug, Clone, Copy)]
pub struct Sentence;

/// Sentences in order. None crosses a block's border; white space at the ends is left out; every character of the
/// text that is not white space lies in one, up to the limits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    /// Where.
    pub span: Vec<Span<Text>>,
    /// The index in [`Article::blocks`](avviso_text::Article::blocks) of the block that holds it, or `None` for text
    /// outside all regions.
    pub block: Vec<Option<usize>>,
}

impl Layer for Sentences {
    const NAME: &'static str = "sentences";
}

/// A token (the type that token ids are of).
#[derive(Debug, Clone, Copy)]
pub struct Token;

/// Tokens of the language core in order: all of the text that is not white space lies in one, as far as there are
/// sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Where.
    pub span: Vec<Span<Text>>,
    /// In which sentence.
    pub sentence: Vec<Id<Sentence>>,
}

impl Layer for Tokens {
    const NAME: &'static str = "tokens";
}

/// Tags of the tokens, from the first, as far as the page was parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tags {
    /// Fine-grained tags (Penn Treebank).
    pub tag: Vec<Tag>,
    /// Universal parts of speech.
    pub pos: Vec<Pos>,
}

impl Layer for Tags {
    const NAME: &'static str = "tags";
}

/// Dependencies of the tokens, from the first, as far as the page was parsed. A head lies in the token's sentence; a
/// root is its own head, and a sentence may have several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// The head.
    pub head: Vec<Id<Token>>,
    /// How the token hangs on it.
    pub dep: Vec<Dep>,
}

impl Layer for Heads {
    const NAME: &'static str = "heads";
}

/// Base forms of the tokens, from the first, as far as the page was parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lemmas {
    /// All of them, one behind the other.
    pub(crate) text: String,
    /// Where each ends in `text`.
    pub(crate) ends: Vec<u32>,
}

impl Lemmas {
    /// The base form of a token; empty where the page was not parsed.
    pub fn get(&self, token: usize) -> &str {
        let start = token.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let (Some(start), Some(end)) = (start, self.ends.get(token)) else { return "" };
        self.text.get(start as usize..*end as usize).unwrap_or_default()
    }

    /// How many tokens have one.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no token has one.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl Layer for Lemmas {
    const NAME: &'static str = "lemmas";
}

/// A name that the language core saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where.
    pub span: Span<Text>,
    /// What it names.
    pub kind: NameKind,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// In which sentence.
    pub sentence: Id<Sentence>,
}

/// Names in order, as far as the page was parsed; they do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The names.
    pub list: Vec<Name>,
}

impl Layer for Names {
    const NAME: &'static str = "names";
}

/// Words and marks in order: a word is made of the tokens that a reader takes for one ("Jong-un", "didn't", "U.S.");
/// the possessive `'s` and every mark are words of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Where.
    pub span: Vec<Span<Text>>,
    /// In which sentence.
    pub sentence: Vec<Id<Sentence>>,
    /// The tokens that it is made of; several marks may be of one token.
    pub tokens: Vec<Range<usize>>,
}

impl Words {
    /// Takes the last word away.
    pub(crate) fn pop(&mut self) {
        self.span.pop();
        self.sentence.pop();
        self.tokens.pop();
    }
}

impl Layer for Words {
    const NAME: &'static str = "words";
}

/// What a quoted stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotationKind {
    /// Somebody's words.
    Speech,
    /// A name or title: the “One Belt, One Road” conference.
    Name,
    /// Words held at arm's length: the so-called “republic”.
    Scare,
}

/// One quoted stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span<Text>,
    /// Without its marks.
    pub inner: Span<Text>,
    /// What it is.
    pub kind: QuotationKind,
    /// How many quotations hold it.
    pub depth: u8,
    /// The index in `Article::blocks` of its block.
    pub block: Option<usize>,
    /// Whether it fills its block (marks of sentence end aside): a quoted block.
    pub fills_block: bool,
    /// The quotation of the block before whose words it goes on with (opened there and not closed).
    pub continues: Option<Id<Quotation>>,
    /// Whether its closing mark was found.
    pub closed: bool,
}

/// Quoted stretches by start, the longer first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations {
    /// The stretches.
    pub list: Vec<Quotation>,
}

impl Layer for Quotations {
    const NAME: &'static str = "quotations";
}

/// An expression of time (TIMEX3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Where.
    pub span: Span<Text>,
    /// Its TIMEX3 value, for example `2017-11-24`.
    pub value: String,
    /// What it covers.
    pub interval: Interval,
}

/// Explicit dates in order. Relative ones ("on Thursday") are not read yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    /// The expressions.
    pub list: Vec<Fact<Time>>,
}

impl Layer for Times {
    const NAME: &'static str = "times";
}

/// The form of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A name.
    Name,
    /// An abbreviation.
    Abbreviation,
    /// A nickname.
    Nickname,
    /// Of a people or state: Russian, Russians.
    Demonym,
    /// A capital or seat for those who sit there.
    Metonym,
    /// A description: the Norwegian fisheries minister.
    Description,
    /// A pronoun.
    Pronoun,
}

/// One place where the text names or describes somebody. Mentions nest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Where: the noun phrase as a person would mark it (with title and article where it is a description).
    pub span: Span<Text>,
    /// The words that decide, inside `span` (the bare name, the head of a description).
    pub head: Span<Text>,
    /// Its form.
    pub form: Form,
    /// What it may be, best first; empty when the knowledge base has nothing (a name by its shape, a description).
    pub entities: Vec<EntityId>,
    /// In which sentence.
    pub sentence: Option<Id<Sentence>>,
    /// Why it was taken for one.
    pub evidence: Evidence,
}

/// Mentions by start, the longer first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The mentions.
    pub list: Vec<Mention>,
    /// What the rules know of each beside its span, in the same order.
    pub(crate) details: Vec<crate::mentions::Detail>,
}

impl Layer for Mentions {
    const NAME: &'static str = "mentions";
}

/// When the page was published, as far as it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dating {
    /// The belief, or the diagnostic `undated` and candidates in doubt.
    pub published: Resolved<Interval>,
    /// When it was last changed, if the page says so.
    pub modified: Option<Fact<Interval>>,
}

impl Layer for Dating {
    const NAME: &'static str = "dating";
}

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A state.
    State,
    /// A government or a part of one.
    Government,
    /// A person.
    Person,
    /// An organisation.
    Organisation,
    /// An armed group.
    ArmedGroup,
    /// An outlet or agency.
    Outlet,
    /// A document that speaks: a joint statement.
    Document,
    /// Several actors together.
    Group,
    /// A place that acts.
    PlaceAsActor,
}

/// An office as held on the page's date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its title.
    pub title: String,
    /// Whom it serves, if that is an actor of this page.
    pub of: Option<Id<Actor>>,
    /// Held from (ISO, as precise as known).
    pub from: Option<String>,
    /// Held to; `None` when open or not known.
    pub to: Option<String>,
}

/// Who acts or speaks on this page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The knowledge base's name, else the longest name on the page.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Which entity of the knowledge base it is, if that is decided.
    pub entity: Option<EntityId>,
    /// Wikidata id, where known.
    pub wikidata: Option<String>,
    /// ISO 3166-1 alpha-3 (historic: 3166-3).
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Office.
    pub office: Option<Office>,
    /// Members of a group.
    pub members: Vec<Id<Actor>>,
    /// Where it is mentioned: text spans and forms, in order. An actor that stands only in metadata has none, and
    /// its evidence points to the bytes.
    pub mentions: Vec<(Span<Text>, Form)>,
    /// Where it stands outside the text (metadata), if anywhere: used to join outlet and byline to it.
    pub raw: Vec<At>,
    /// What else it may be, best first.
    pub candidates: Vec<Fact<(String, Option<String>)>>,
}

/// Actors in order of their first mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actors {
    /// The actors.
    pub list: Vec<Fact<Actor>>,
    /// The page's outlet, if it is known.
    pub outlet: Option<Id<Actor>>,
    /// The actor of each byline of the page facts, by index.
    pub bylines: Vec<Option<Id<Actor>>>,
    /// The outlet of each lineage of the page facts, by index.
    pub lineage: Vec<Option<Id<Actor>>>,
}

impl Actors {
    /// All mentions by place, for looking up many spans.
    pub fn places(&self) -> Places {
        let mut list: Vec<(Span<Text>, Id<Actor>)> = Vec::new();
        for (index, fact) in self.list.iter().enumerate() {
            list.extend(fact.value().mentions.iter().map(|(span, _)| (*span, Id::new(index))));
        }
        list.sort_unstable();
        Places { list }
    }
}

/// Mentions of actors by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    list: Vec<(Span<Text>, Id<Actor>)>,
}

impl Places {
    /// Mentions inside one span that are looked at.
    const LOOK: usize = 256;

    /// The actor whose mention is exactly this span, else the one whose mention is the longest inside it and shares
    /// its head (the last word), else the longest mention inside it. Time grows with the mentions inside the span alone,
    /// of which the first 256 are looked at.
    pub fn at(&self, span: Span<Text>) -> Option<Id<Actor>> {
        let first = self.list.partition_point(|(mention, _)| mention.start() < span.start());
        let mut best: Option<(u8, usize, Id<Actor>)> = None;
        let inside = self.list.iter().skip(first).take_while(|(mention, _)| mention.start() < span.end());
        for (mention, actor) in inside.take(Self::LOOK).filter(|(mention, _)| span.contains(*mention)) {
            let rank = if *mention == span { 2 } else { u8::from(mention.end() == span.end()) };
            if best.is_none_or(|(r, l, _)| (rank, mention.len()) > (r, l)) {
                best = Some((rank, mention.len(), *actor));
            }
        }
        best.map(|(_, _, id)| id)
    }
}

impl Layer for Actors {
    const NAME: &'static str = "actors";
}

/// How words are rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// In quotation marks, or a post.
    Direct,
    /// Partly in quotation marks.
    Mixed,
    /// In the writer's words.
    Indirect,
}

/// What kind of attribution it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Somebody said it.
    Statement,
    /// Somebody is said to hold it.
    Attitude,
}

/// What the speaker does with the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Wants it.
    Demands,
    /// Asks.
    Asks,
    /// Threatens.
    Threatens,
    /// Promises.
    Promises,
    /// Believes.
    Believes,
    /// Will not say or do it.
    Declines,
}

/// In what form something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// A speech.
    Speech,
    /// A statement.
    Statement,
    /// An interview.
    Interview,
    /// A press conference.
    PressConference,
    /// A post.
    Post,
    /// A document.
    Document,
    /// A broadcast.
    Broadcast,
    /// A report.
    Report,
}

/// One link of a chain, from the page's outlet inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// An outlet that the page does not name.
    Unnamed,
    /// An actor.
    Actor(Id<Actor>),
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// How the words are rendered.
    pub mode: Mode,
    /// Statement or attitude.
    pub level: Level,
    /// Who, as the text has it; may be empty.
    pub source: Vec<Span<Text>>,
    /// The words that attribute.
    pub cue: Vec<Span<Text>>,
    /// What was said.
    pub content: Vec<Span<Text>>,
    /// Who, resolved; empty needs a diagnostic `speaker-unresolved`.
    pub speakers: Vec<Id<Actor>>,
    /// To whom.
    pub addressees: Vec<Id<Actor>>,
    /// The attribution whose content holds this one.
    pub within: Option<Id<Attribution>>,
    /// From the page's outlet inwards to the speaker.
    pub chain: Vec<Link>,
    /// What the speaker does with it.
    pub stance: Stance,
    /// In what form it was said, if the page says so.
    pub medium: Option<Medium>,
    /// When it was said, if the page says so.
    pub time: Option<Id<Fact<Time>>>,
}

/// Attributions by first span, the longer first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributions {
    /// The attributions.
    pub list: Vec<Fact<Attribution>>,
}

impl Layer for Attributions {
    const NAME: &'static str = "attributions";
}

/// One hand that the page's matter came through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lineage {
    /// How.
    pub relation: Relation,
    /// The other outlet or author, if the page names one.
    pub outlet: Option<Id<Actor>>,
    /// Its address, if the page gives one.
    pub url: Option<String>,
}

/// Lineage in order of place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineages {
    /// The links.
    pub list: Vec<Fact<Lineage>>,
}

impl Layer for Lineages {
    const NAME: &'static str = "lineage";
}
