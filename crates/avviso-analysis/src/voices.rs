//! Whoever is quoted is an actor: sources that name somebody whom no mention knows.
//!
//! The passes before find names of the tables, names by shape and phrases of role. "police said", "a resident told
//! reporters", "Lina Hidalgo, judge of Harris County, said", "the National Guard said" name their speakers as well, and
//! here, where somebody is quoted, the words need less to be sure of it. A source becomes a mention of the actor that
//! it goes back to ("Gao", "the commission", "the newspaper"), else an actor of its own. What could be anything ("it",
//! "Johannesburg", "the telescope") stays open.

mod nouns;
mod phrase;

use avviso_text::{Article, Confidence, Diagnostics, Evidence, Fact, Id, Lookup, RuleId, Span, Text};

use crate::attributions::{Found, Index, index};
use crate::knowledge::Knowledge;
use crate::layers::{Actor, ActorKind, Actors, Form};
use crate::pass::{Context, Layer, Pass};
pub(crate) use nouns::{TABLE, Voices};
use phrase::{Phrase, What};

const VOICE: RuleId = RuleId::new("actors.quoted");
const AGAIN: RuleId = RuleId::new("actors.quoted-again");

/// How far back "the newspaper" looks for an outlet, in bytes.
const REACH: usize = 3000;

/// Words of a name's end by which it is met again: "the Election Commission", "the commission".
const TAIL: usize = 4;

/// Actors as the mentions give them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Clustered(pub(crate) Actors);

impl Layer for Clustered {
    const NAME: &'static str = "actors.clustered";
}

/// Adds the actors that are named only where they are quoted.
#[derive(Debug)]
pub(crate) struct AddVoices<'c> {
    pub(crate) nouns: &'c Voices,
}

impl Pass for AddVoices<'_> {
    const NAME: &'static str = "actors.voices";
    type Needs<'a> = (&'a Clustered, &'a Found);
    type Gives = Actors;

    fn run(
        &self,
        context: Context<'_>,
        (clustered, found): (&Clustered, &Found),
        _: &mut Diagnostics,
    ) -> Actors {
        let known = index(context.article, &clustered.0);
        let mut adding = Adding::new(context.article, context.knowledge, self.nouns, &known, &clustered.0);
        for (at, fact) in found.list.iter().enumerate() {
            let Some(source) = fact.value().source.first().copied() else { continue };
            let next = found.list.get(at + 1).and_then(|next| next.value().source.first()).copied();
            adding.source(source, next);
        }
        adding.finish()
    }
}

/// One actor, or several of the same name.
type Only = Option<Id<Actor>>;

struct Adding<'a> {
    article: &'a Article,
    knowledge: &'a Knowledge,
    nouns: &'a Voices,
    known: &'a Index<'a>,
    actors: Actors,
    /// Persons by the first and the last word of their names, in lower case.
    persons: Lookup<String, Only>,
    /// Bodies, outlets and papers by the last words of what they are called.
    tails: Lookup<String, Only>,
    /// Voices by the whole of their words.
    phrases: Lookup<String, Id<Actor>>,
    /// Persons by the noun that they are called by.
    roles: Lookup<&'static str, Only>,
    /// Where outlets are named, but not the page's own: end and actor, in order.
    outlets: Vec<(usize, Id<Actor>)>,
}

impl<'a> Adding<'a> {
    fn new(
        article: &'a Article,
        knowledge: &'a Knowledge,
        nouns: &'a Voices,
        known: &'a Index<'a>,
        actors: &Actors,
    ) -> Self {
        let mut adding = Self {
            article,
            knowledge,
            nouns,
            known,
            actors: actors.clone(),
            persons: Lookup::new(),
            tails: Lookup::new(),
            phrases: Lookup::new(),
            roles: Lookup::new(),
            outlets: Vec::new(),
        };
        for (at, fact) in actors.list.iter().enumerate() {
            let (actor, id) = (fact.value(), Id::new(at));
            match actor.kind {
                ActorKind::Person => adding.note_person(&actor.name, id),
                ActorKind::Government
                | ActorKind::Organisation
                | ActorKind::ArmedGroup
                | ActorKind::Outlet
                | ActorKind::Document => {
                    adding.note_tails(&actor.name, id);
                    for (span, form) in actor.mentions.iter().take(64) {
                        if *form != Form::Pronoun {
                            adding.note_tails(article.slice(*span), id);
                        }
                    }
                }
                ActorKind::State | ActorKind::Group | ActorKind::PlaceAsActor => {}
            }
            if actor.kind == ActorKind::Outlet && actors.outlet != Some(id) {
                adding.outlets.extend(actor.mentions.iter().map(|(span, _)| (span.end(), id)));
            }
        }
        adding.outlets.sort_unstable();
        adding
    }

    fn note_person(&mut self, name: &str, id: Id<Actor>) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let ends = [words.first(), words.last()];
        let only = words.len() < 2;
        for word in ends.into_iter().flatten().take(if only { 1 } else { 2 }) {
            let entry = self.persons.get_or_insert_with(word.to_lowercase(), || Some(id));
            if *entry != Some(id) {
                *entry = None;
            }
        }
    }

    fn note_tails(&mut self, name: &str, id: Id<Actor>) {
        let lower = name.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        for len in 1..=TAIL.min(words.len()) {
            let tail = words.get(words.len() - len..).unwrap_or_default().join(" ");
            let entry = self.tails.get_or_insert_with(tail, || Some(id));
            if *entry != Some(id) {
                *entry = None;
            }
        }
    }

    /// Reads one source; `next` is that of the attribution after it.
    fn source(&mut self, source: Span<Text>, next: Option<Span<Text>>) {
        let Some(phrase) = Phrase::read(self.article, source, self.nouns) else { return };
        if self.known.covers(phrase.head) {
            if let Some(role) = phrase.role
                && let [only] = self.known.named(source).as_slice()
                && self.kind(*only) == ActorKind::Person
            {
                self.roles.insert(role, Some(*only));
            }
            return;
        }
        // "a report by the Independent", "LAVROV TO US": the words name somebody as they are.
        let paper = phrase.noun.is_some_and(|noun| noun.kind == nouns::Kind::Document);
        if (paper || phrase.what == What::Acronym) && !self.known.named(source).is_empty() {
            return;
        }
        let found = self.before(&phrase, source.start());
        if let Some((id, rule)) = found {
            self.mention(id, &phrase, rule);
            return;
        }
        let Some((kind, percent)) = self.kind_of(&phrase, next) else { return };
        let id = Id::new(self.actors.list.len());
        let name = phrase.name(self.article);
        let actor = Actor {
            name: name.split_whitespace().collect::<Vec<_>>().join(" "),
            kind,
            entity: None,
            wikidata: None,
            country: self.known.state_of(self.article.span(phrase.span.start()..phrase.head.start())),
            sector: None,
            office: None,
            members: Vec::new(),
            mentions: vec![(phrase.span, phrase.form)],
            raw: Vec::new(),
            candidates: Vec::new(),
        };
        match kind {
            ActorKind::Person => {
                if phrase.what != What::Noun {
                    self.note_person(&actor.name, id);
                }
                if let Some(role) = phrase.role {
                    self.roles.insert(role, Some(id));
                }
            }
            ActorKind::Organisation | ActorKind::Outlet | ActorKind::Government => {
                self.note_tails(&actor.name, id);
                if kind == ActorKind::Outlet {
                    self.outlets.push((phrase.span.end(), id));
                }
            }
            ActorKind::State
            | ActorKind::ArmedGroup
            | ActorKind::Document
            | ActorKind::Group
            | ActorKind::PlaceAsActor => {}
        }
        self.actors.list.push(Fact::new(
            actor,
            Confidence::percent(percent),
            Evidence::at(phrase.span, VOICE),
        ));
        if let Some(key) = self.key(&phrase) {
            self.phrases.insert(key, id);
        }
    }

    fn kind(&self, id: Id<Actor>) -> ActorKind {
        self.actors.list.get(id.index()).map_or(ActorKind::Group, |fact| fact.value().kind)
    }

    /// By what the same voice is met again; nothing where the words may mean another one each time.
    fn key(&self, phrase: &Phrase) -> Option<String> {
        let owner = match phrase.owner {
            // "his team": whose it is must be known.
            Some(pronoun) => Some(self.known.named(pronoun).first()?.index()),
            None => None,
        };
        (!phrase.indefinite).then(|| format!("{owner:?} {}", phrase.key))
    }

    /// The actor of before that a source goes back to.
    fn before(&self, phrase: &Phrase, start: usize) -> Option<(Id<Actor>, RuleId)> {
        let by_key = self.key(phrase).and_then(|key| self.phrases.get(&key).copied());
        if let Some(id) = by_key {
            return Some((id, AGAIN));
        }
        match phrase.what {
            What::Name if phrase.words == 1 => self
                .persons
                .get(&phrase.key)
                .copied()
                .flatten()
                .or_else(|| self.tails.get(&phrase.key).copied().flatten().filter(|_| phrase.definite)),
            What::Name | What::Acronym => {
                let last = phrase.key.rsplit(' ').next().unwrap_or_default();
                let surname = self.persons.get(last).copied().flatten().filter(|id| {
                    self.actors.list.get(id.index()).is_some_and(|fact| !fact.value().name.contains(' '))
                });
                self.tails.get(&phrase.key).copied().flatten().or(surname)
            }
            What::Noun if phrase.owner.is_some() || phrase.indefinite || phrase.plural => None,
            What::Noun => match phrase.noun.map(|noun| noun.kind) {
                Some(nouns::Kind::Person) if phrase.definite && phrase.bare => {
                    phrase.role.and_then(|role| self.roles.get(role).copied().flatten())
                }
                Some(_) if phrase.definite && phrase.is_outlet() => self.outlet_before(start),
                Some(nouns::Kind::Group | nouns::Kind::Outlet | nouns::Kind::Document)
                    if phrase.definite || phrase.capital =>
                {
                    let known = self.tails.get(&phrase.key).copied().flatten();
                    // "the agency", where no other agency is named: the one that was cited.
                    known.or_else(|| {
                        self.outlet_before(start).filter(|_| phrase.bare && phrase.key == "agency")
                    })
                }
                Some(_) | None => None,
            },
        }
        .map(|id| (id, AGAIN))
    }

    fn outlet_before(&self, start: usize) -> Option<Id<Actor>> {
        let at = self.outlets.partition_point(|(end, _)| *end <= start);
        let (end, id) = self.outlets.get(at.checked_sub(1)?)?;
        (end + REACH >= start).then_some(*id)
    }

    fn mention(&mut self, id: Id<Actor>, phrase: &Phrase, rule: RuleId) {
        let Some(fact) = self.actors.list.get(id.index()) else { return };
        let (mut actor, confidence, mut evidence) = fact.clone().into_parts();
        let place = actor.mentions.partition_point(|mention| *mention < (phrase.span, phrase.form));
        actor.mentions.insert(place, (phrase.span, phrase.form));
        // "Rushdiyah Narker", of whom the page had the surname only.
        let name = phrase.name(self.article);
        if actor.kind == ActorKind::Person
            && actor.entity.is_none()
            && !actor.name.contains(' ')
            && phrase.words > 1
        {
            name.clone_into(&mut actor.name);
        }
        // A cluster's evidence need not list every mention.
        if actor.mentions.len() < 8 {
            evidence = evidence.and(phrase.span, rule);
        }
        if let Some(slot) = self.actors.list.get_mut(id.index()) {
            *slot = Fact::new(actor, confidence, evidence);
        }
    }

    /// What a new voice is, and how sure that is.
    fn kind_of(&self, phrase: &Phrase, next: Option<Span<Text>>) -> Option<(ActorKind, u16)> {
        match phrase.what {
            What::Acronym => Some((ActorKind::Organisation, 60)),
            What::Name => {
                if phrase.body.is_some() {
                    return phrase.body.map(|kind| (kind, 75));
                }
                if phrase.titled || phrase.described {
                    return Some((ActorKind::Person, 75));
                }
                if phrase.words < 2 {
                    return None;
                }
                if phrase.definite {
                    return Some((ActorKind::Organisation, 60));
                }
                let given =
                    phrase.key.split(' ').next().is_some_and(|word| self.knowledge.is_given_name(word));
                // "Qarnita Loxton spoke about … she said"
                let goes_on = next.is_some_and(|next| {
                    matches!(self.article.slice(next).to_lowercase().as_str(), "he" | "she")
                });
                (given || goes_on).then_some((ActorKind::Person, 65))
            }
            What::Noun => {
                let noun = phrase.noun?;
                if phrase.is_outlet() && !phrase.plural {
                    return Some((ActorKind::Outlet, 55));
                }
                Some(match (noun.kind, phrase.plural) {
                    (nouns::Kind::Person, false) => (ActorKind::Person, 60),
                    (nouns::Kind::Person | nouns::Kind::Group, true) => (ActorKind::Group, 60),
                    (nouns::Kind::Group, false) => (ActorKind::Organisation, 60),
                    (nouns::Kind::Document, _) => (ActorKind::Document, 60),
                    (nouns::Kind::Outlet, false) => (ActorKind::Outlet, 55),
                    (nouns::Kind::Outlet, true) => (ActorKind::Group, 55),
                })
            }
        }
    }

    fn finish(self) -> Actors {
        self.actors
    }
}

#[cfg(test)]
mod tests;
