//! From found attributions to speakers, nesting and the chain of mouths.

mod nest;
mod speakers;

use avviso_text::facts::Relation;
use avviso_text::{Article, At, Code, Confidence, Diagnostics, Evidence, Fact, Id, RuleId, Span, Text};

pub(crate) use crate::attributions::resolve::speakers::Index;
use crate::attributions::{Found, Hint};
use crate::layers::{
    Actor, ActorKind, Actors, Attribution, Attributions, Lineages, Link, Medium, Mentions, Sentences,
};
use crate::pass::{Context, Pass};

const SPEAKER_UNRESOLVED: Code = Code::new("speaker-unresolved");
const PRONOUN: RuleId = RuleId::new("attribution.speaker-before");
const ISSUERS: RuleId = RuleId::new("attribution.issuers-of-document");

/// How far back a pronoun looks for its speaker, in attributions and in bytes.
const BACK: usize = 8;
const REACH: usize = 1500;

const DOCUMENTS: &[&str] =
    &["statement", "communique", "communiqué", "declaration", "document", "letter", "text", "resolution"];

/// Resolves speakers, nesting, chain and addressees.
#[derive(Debug)]
pub(crate) struct ResolveAttributions;

impl Pass for ResolveAttributions {
    const NAME: &'static str = "attributions.resolve";
    type Needs<'a> = (&'a Sentences, &'a Mentions, &'a Actors, &'a Found, &'a Lineages);
    type Gives = Attributions;

    fn run(
        &self,
        context: Context<'_>,
        (sentences, _, actors, found, lineages): (&Sentences, &Mentions, &Actors, &Found, &Lineages),
        out: &mut Diagnostics,
    ) -> Attributions {
        let index = Index::new(context.article, actors);
        let within = nest::nest(&found.list);
        let base = base(actors, lineages);
        let resolving =
            Resolving { article: context.article, sentences, index: &index, found, within: &within };
        let who = resolving.speakers();
        let mut chains: Vec<Vec<Link>> = vec![Vec::new(); found.list.len()];
        let mut attributions = Attributions::default();
        for at in 0..found.list.len() {
            let Some(who) = who.get(at) else { continue };
            let addressees = resolving.addressees(at);
            let chain = resolving.chain(at, &base, who, &addressees, &chains);
            if let Some(slot) = chains.get_mut(at) {
                slot.clone_from(&chain);
            }
            let Some(fact) = found.list.get(at) else { continue };
            let (value, mut confidence, mut evidence) = fact.clone().into_parts();
            if who.speakers.is_empty() {
                let place = value.cue.first().or_else(|| value.content.first()).copied();
                let said =
                    value.source.first().map_or_else(String::new, |span| short(context.article.slice(*span)));
                let message = if said.is_empty() {
                    "nobody is named as the speaker".to_owned()
                } else {
                    format!("no actor is known for the source \"{said}\"")
                };
                out.note(SPEAKER_UNRESOLVED, message, place.map(At::from));
            }
            if let Some((place, rule)) = who.inferred {
                confidence = confidence.min(Confidence::percent(75));
                evidence = evidence.join(Evidence::at(place, rule));
            }
            let attribution = Attribution {
                speakers: who.speakers.clone(),
                addressees,
                within: within.get(at).copied().flatten(),
                chain,
                ..value
            };
            attributions.list.push(Fact::new(attribution, confidence, evidence));
        }
        attributions
    }
}

/// Actors by the places of their mentions.
pub(crate) fn index<'a>(article: &'a Article, actors: &'a Actors) -> Index<'a> {
    Index::new(article, actors)
}

/// The hands before any speaker: the page's outlet, then whoever it took the matter from.
fn base(actors: &Actors, lineages: &Lineages) -> Vec<Link> {
    let mut base = vec![actors.outlet.map_or(Link::Unnamed, Link::Actor)];
    for lineage in &lineages.list {
        let lineage = lineage.value();
        let hands_on = match lineage.relation {
            Relation::RepublishedFrom
            | Relation::ExcerptOf
            | Relation::WireCredit
            | Relation::TranslatedFrom => true,
            Relation::Cites => false,
        };
        if hands_on && let Some(outlet) = lineage.outlet {
            push(&mut base, Link::Actor(outlet));
        }
    }
    base
}

fn push(chain: &mut Vec<Link>, link: Link) {
    if !chain.contains(&link) || link == Link::Unnamed && chain.is_empty() {
        chain.push(link);
    }
}

fn short(words: &str) -> String {
    words.chars().take(60).collect()
}

/// The speakers of one attribution.
#[derive(Debug, Clone, Default)]
struct Who {
    speakers: Vec<Id<Actor>>,
    /// Where and by which rule, if not by name.
    inferred: Option<(Span<Text>, RuleId)>,
    /// The document through which they speak: a link before them.
    document: Option<Id<Actor>>,
}

struct Resolving<'a> {
    article: &'a Article,
    sentences: &'a Sentences,
    index: &'a Index<'a>,
    found: &'a Found,
    within: &'a [Option<Id<Attribution>>],
}

impl Resolving<'_> {
    fn value(&self, at: usize) -> Option<&Attribution> {
        self.found.list.get(at).map(Fact::value)
    }

    fn hint(&self, at: usize) -> Hint {
        self.found.hints.get(at).copied().unwrap_or_default()
    }

    fn start(&self, at: usize) -> usize {
        self.value(at)
            .and_then(|value| value.cue.first().or_else(|| value.content.first()))
            .map_or(0, |span| span.start())
    }

    /// Speakers of all attributions, in order; each may look at those before it.
    fn speakers(&self) -> Vec<Who> {
        let mut all: Vec<Who> = Vec::with_capacity(self.found.list.len());
        for at in 0..self.found.list.len() {
            let who = self.speaker(at, &all);
            all.push(who);
        }
        all
    }

    fn speaker(&self, at: usize, before: &[Who]) -> Who {
        let Some(source) = self.value(at).and_then(|value| value.source.first()).copied() else {
            return Who::default();
        };
        let words = self.article.slice(source).to_lowercase();
        if matches!(words.as_str(), "who" | "which") {
            return Who { speakers: self.index.antecedent(source), inferred: None, document: None };
        }
        if matches!(words.as_str(), "he" | "she") {
            return self.pronoun(at, source, &words, before);
        }
        let named = self.index.named(source);
        let issued = matches!(named.as_slice(), [one] if self.index.kind(*one) == Some(ActorKind::Document))
            && !words.starts_with("a ")
            && !words.starts_with("an ")
            && words.split_whitespace().any(|word| DOCUMENTS.contains(&word));
        let document = Self::is_document(&words) || issued;
        if !named.is_empty() && !document {
            return Who { speakers: named, inferred: None, document: None };
        }
        if document {
            let issuers = self.earlier(at, before, |earlier, _| {
                matches!(earlier.medium, Some(Medium::Statement | Medium::Document))
            });
            if let Some(speakers) = issuers {
                return Who { speakers, inferred: Some((source, ISSUERS)), document: named.first().copied() };
            }
        }
        Who { speakers: named, inferred: None, document: None }
    }

    fn is_document(words: &str) -> bool {
        let definite = words.starts_with("the ")
            || words.starts_with("its ")
            || words.starts_with("their ")
            || words.starts_with("that ")
            || words.starts_with("this ");
        definite && words.split_whitespace().next_back().is_some_and(|last| DOCUMENTS.contains(&last))
    }

    /// "he", "she": inside what somebody says that one, else whom a sentence since then began with, else whoever spoke
    /// last, if that was one person and not far back, else the person about.
    fn pronoun(&self, at: usize, source: Span<Text>, word: &str, before: &[Who]) -> Who {
        let fits = |actor: Id<Actor>| !self.called_otherwise(actor, word, before);
        let one = |who: &Who| match who.speakers.as_slice() {
            [only] if self.index.kind(*only) == Some(ActorKind::Person) && fits(*only) => Some(*only),
            _ => None,
        };
        let outer = self.within.get(at).copied().flatten();
        if let Some(outer) = outer.filter(|outer| outer.index() < at)
            && let Some(speaker) = before.get(outer.index()).and_then(one)
            && let Some(cue) = self.value(outer.index()).and_then(|value| value.cue.first())
            && self
                .index
                .persons_between(cue.end(), source.start())
                .iter()
                .all(|(_, actor)| *actor == speaker)
        {
            return Who { speakers: vec![speaker], inferred: Some((source, PRONOUN)), document: None };
        }
        // The one person of this sentence or the one before, where the text leaves no other.
        let about = match self.index.named(source).as_slice() {
            [only] if fits(*only) => Some(*only),
            _ => None,
        };
        let last = self.earlier_at(at, before, |_, who| one(who).is_some());
        let since = last.map_or(source.start().saturating_sub(REACH / 3), |earlier| self.end(earlier));
        let subject = || self.subject_since(since, at, source).filter(|actor| fits(*actor));
        let spoke = || last.and_then(|earlier| before.get(earlier)).and_then(one);
        let near = || self.index.person_before(source.start(), REACH / 3).filter(|actor| fits(*actor));
        let speakers: Vec<Id<Actor>> =
            about.or_else(subject).or_else(spoke).or_else(near).into_iter().collect();
        let inferred = (!speakers.is_empty()).then_some((source, PRONOUN));
        Who { speakers, inferred, document: None }
    }

    /// Whether a person was "he" before and is "she" now, or the other way round.
    fn called_otherwise(&self, actor: Id<Actor>, word: &str, before: &[Who]) -> bool {
        let other = if word == "he" { "she" } else { "he" };
        before.iter().enumerate().rev().take(BACK * 4).any(|(earlier, who)| {
            who.speakers.as_slice() == [actor]
                && self
                    .value(earlier)
                    .and_then(|value| value.source.first())
                    .is_some_and(|source| self.article.slice(*source).eq_ignore_ascii_case(other))
        }) || self.index.is_called(
            actor,
            if word == "he" {
                &["Ms", "Mrs", "Ms.", "Mrs.", "Miss", "spokeswoman"]
            } else {
                &["Mr", "Mr.", "spokesman"]
            },
        )
    }

    /// Whom the nearest sentence since then is about that names a person: its only one, or the one it begins with.
    fn subject_since(&self, since: usize, at: usize, source: Span<Text>) -> Option<Id<Actor>> {
        let inside = self.value(at).map(|value| value.content.clone()).unwrap_or_default();
        let mut persons = self.index.persons_between(since, source.start());
        persons.retain(|(mention, _)| !inside.iter().any(|span| span.contains(*mention)));
        let sentence = |mention: Span<Text>| {
            self.sentences.span.partition_point(|span| span.start() <= mention.start()).checked_sub(1)
        };
        let nearest = persons.last().and_then(|(mention, _)| sentence(*mention))?;
        persons.retain(|(mention, _)| sentence(*mention) == Some(nearest));
        let (first, actor) = *persons.first()?;
        let only = persons.iter().all(|(_, other)| *other == actor);
        let begins = self.sentences.span.get(nearest).is_some_and(|span| span.start() == first.start());
        (only || begins).then_some(actor)
    }

    /// Where an attribution ends in the text.
    fn end(&self, at: usize) -> usize {
        self.value(at)
            .and_then(|value| {
                value.source.iter().chain(&value.cue).chain(&value.content).map(|span| span.end()).max()
            })
            .unwrap_or(0)
    }

    /// The speakers of the nearest earlier attribution that fits.
    fn earlier(
        &self,
        at: usize,
        before: &[Who],
        fits: impl Fn(&Attribution, &Who) -> bool,
    ) -> Option<Vec<Id<Actor>>> {
        self.earlier_at(at, before, fits)
            .and_then(|earlier| before.get(earlier))
            .map(|who| who.speakers.clone())
    }

    /// The nearest earlier attribution with speakers that fits.
    fn earlier_at(
        &self,
        at: usize,
        before: &[Who],
        fits: impl Fn(&Attribution, &Who) -> bool,
    ) -> Option<usize> {
        let start = self.start(at);
        before
            .iter()
            .enumerate()
            .rev()
            .take(BACK)
            .take_while(|(earlier, _)| self.start(*earlier) + REACH >= start)
            .find(|(earlier, who)| {
                !who.speakers.is_empty() && self.value(*earlier).is_some_and(|value| fits(value, who))
            })
            .map(|(earlier, _)| earlier)
    }

    fn addressees(&self, at: usize) -> Vec<Id<Actor>> {
        self.hint(at).addressee.map(|span| self.index.named(span)).unwrap_or_default()
    }

    /// From the page's outlet inwards. What stands inside another attribution goes on from that one's chain; what says
    /// that its speaker goes on takes the way by which that speaker was heard before.
    fn chain(
        &self,
        at: usize,
        base: &[Link],
        who: &Who,
        addressees: &[Id<Actor>],
        chains: &[Vec<Link>],
    ) -> Vec<Link> {
        let outer = self.within.get(at).copied().flatten();
        let mut chain = match outer {
            // An outer attribution that starts later in the text is read from its own parts.
            Some(outer) => {
                if let Some(chain) = chains.get(outer.index()).filter(|chain| !chain.is_empty()) {
                    chain.clone()
                } else {
                    let mut chain = base.to_vec();
                    let speaker = self
                        .value(outer.index())
                        .and_then(|value| value.source.first())
                        .map(|source| self.index.named(*source))
                        .unwrap_or_default();
                    if let Some(first) = speaker.first() {
                        push(&mut chain, Link::Actor(*first));
                    }
                    chain
                }
            }
            None => self.way_before(at, who, chains).unwrap_or_else(|| base.to_vec()),
        };
        for addressee in addressees {
            if self.index.kind(*addressee) == Some(ActorKind::Outlet) {
                push(&mut chain, Link::Actor(*addressee));
            }
        }
        if let Some(document) = who.document {
            push(&mut chain, Link::Actor(document));
        }
        // Several speakers share the way; the chain ends with the first of them.
        if let Some(first) = who.speakers.first() {
            chain.retain(|link| *link != Link::Actor(*first) || chain_is_outlet(self, *first));
            if chain.last() != Some(&Link::Actor(*first)) {
                chain.push(Link::Actor(*first));
            }
        }
        chain
    }

    /// The way to the speaker as it was before: for "further stated" after an agency's report of the same speaker.
    fn way_before(&self, at: usize, who: &Who, chains: &[Vec<Link>]) -> Option<Vec<Link>> {
        let speaker = who.speakers.first()?;
        if !self.hint(at).goes_on {
            return None;
        }
        let start = self.start(at);
        chains
            .iter()
            .enumerate()
            .take(at)
            .rev()
            .take(BACK)
            .take_while(|(earlier, _)| self.start(*earlier) + REACH >= start)
            .find(|(_, chain)| chain.last() == Some(&Link::Actor(*speaker)))
            .and_then(|(_, chain)| chain.get(..chain.len() - 1).map(<[Link]>::to_vec))
    }
}

fn chain_is_outlet(resolving: &Resolving<'_>, actor: Id<Actor>) -> bool {
    resolving.index.kind(actor) == Some(ActorKind::Outlet)
}
