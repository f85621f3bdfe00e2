//! Who acts and speaks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::date::Date;
use crate::evidence::Evidence;
use crate::id::ActorId;
use crate::span::CharSpan;
use crate::vocabulary::words;

words! {
    /// What an actor is.
    pub enum ActorKind {
        /// A state, or what the page treats as one.
        State = "state",
        /// A government or a part of it.
        Government = "government",
        /// A person, named or described.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
        /// An armed group.
        ArmedGroup = "armed_group",
        /// An outlet or agency.
        Outlet = "outlet",
        /// A document that is quoted like a speaker.
        Document = "document",
        /// Several actors named together.
        Group = "group",
        /// A place that stands for those who act there.
        PlaceAsActor = "place_as_actor",
    }

    /// How a mention names its actor.
    pub enum Form {
        /// A name.
        Name = "name",
        /// An abbreviation.
        Abbreviation = "abbreviation",
        /// A nickname.
        Nickname = "nickname",
        /// A word for the people of a place, like "Norwegian".
        Demonym = "demonym",
        /// A place or building that stands for those who govern there, like "Oslo".
        Metonym = "metonym",
        /// A description, like "the minister".
        Description = "description",
        /// A pronoun.
        Pronoun = "pronoun",
    }
}

/// Somebody who acts or speaks: all mentions that mean the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// The id, in order of the first mention.
    pub id: ActorId,
    /// The knowledge base's canonical name, else the longest name on the page.
    pub name: String,
    /// What the actor is.
    pub kind: ActorKind,
    /// The Wikidata id, like `Q20`, where known.
    #[schemars(regex(pattern = r"^Q[1-9][0-9]*$"))]
    pub entity: Option<String>,
    /// The country, ISO 3166-1 alpha-3 (historic ones by ISO 3166-3); for persons, offices, outlets and descriptions
    /// too.
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    pub country: Option<String>,
    /// PLOVER's code of the sector, like `GOV` or `MIL`.
    pub sector: Option<String>,
    /// The office held on the page's date.
    pub office: Option<Office>,
    /// The members of a group, as far as the page names them; empty for all others.
    pub members: Vec<ActorId>,
    /// Where the text means this actor; mentions nest.
    pub mentions: Vec<Mention>,
    /// Who else it may be, best first.
    pub candidates: Vec<Candidate>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// An office that a person holds on the page's date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    /// The office, like `foreign minister`.
    pub title: String,
    /// The state or organisation that it is an office of.
    pub of: Option<ActorId>,
    /// The first day in office, if known.
    pub from: Option<Date>,
    /// The last day in office, if known and over.
    pub to: Option<Date>,
}

/// A place in the text that means an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// Where it stands.
    pub span: CharSpan,
    /// How it names the actor.
    pub form: Form,
}

/// Another that an actor may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    /// The knowledge base's canonical name.
    pub name: String,
    /// The Wikidata id, where known.
    #[schemars(regex(pattern = r"^Q[1-9][0-9]*$"))]
    pub entity: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was considered.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}
