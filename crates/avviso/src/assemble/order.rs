//! The order of facts, and the ids that follow from it.

use avviso_analysis::Layers;
use avviso_analysis::layers::{Actor, Attribution, Time};
use avviso_record::{ActorId, AttributionId, TimeId};
use avviso_text::{At, Evidence, Fact, Id, Span, Text};

use super::positions::Positions;

/// For each layer, the order in which its facts stand in the record, and each fact's place in it.
pub(crate) struct Order {
    pub(crate) actors: Vec<usize>,
    pub(crate) times: Vec<usize>,
    pub(crate) attributions: Vec<usize>,
    actor_place: Vec<usize>,
    time_place: Vec<usize>,
    attribution_place: Vec<usize>,
}

/// A key by which facts sort: text before bytes, first span (the longer first), kind, rule.
type Key = (u8, usize, std::cmp::Reverse<usize>, &'static str, &'static str);

impl Order {
    pub(crate) fn new(layers: &Layers, _: &Positions<'_>) -> Self {
        let actors = sorted(&layers.actors.list, |fact| {
            let Actor { kind, mentions, .. } = fact.value();
            key(
                mentions.first().map(|(span, _)| *span),
                super::words::actor_kind(*kind).as_str(),
                fact.evidence(),
            )
        });
        let times = sorted(&layers.times.list, |fact| key(Some(fact.value().span), "", fact.evidence()));
        let attributions = sorted(&layers.attributions.list, |fact| {
            let Attribution { source, cue, content, mode, .. } = fact.value();
            let first = source.iter().chain(cue).chain(content).min().copied();
            key(first, super::words::mode(*mode).as_str(), fact.evidence())
        });
        Self {
            actor_place: places(&actors),
            time_place: places(&times),
            attribution_place: places(&attributions),
            actors,
            times,
            attributions,
        }
    }

    pub(crate) fn actor(&self, id: Id<Actor>) -> ActorId {
        ActorId::at(place(&self.actor_place, id.index()))
    }

    pub(crate) fn time(&self, id: Id<Fact<Time>>) -> TimeId {
        TimeId::at(place(&self.time_place, id.index()))
    }

    pub(crate) fn attribution(&self, id: Id<Attribution>) -> AttributionId {
        AttributionId::at(place(&self.attribution_place, id.index()))
    }
}

fn key(first: Option<Span<Text>>, kind: &'static str, evidence: &Evidence) -> Key {
    let reason = evidence.first();
    let rule = reason.because.name();
    match first {
        Some(span) => (0, span.start(), std::cmp::Reverse(span.end()), kind, rule),
        None => match reason.at {
            At::Text(span) => (1, span.start(), std::cmp::Reverse(span.end()), kind, rule),
            At::Raw(span) => (2, span.start(), std::cmp::Reverse(span.end()), kind, rule),
        },
    }
}

fn sorted<T>(facts: &[T], key: impl Fn(&T) -> Key) -> Vec<usize> {
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_cached_key(|&index| facts.get(index).map(&key));
    order
}

fn places(order: &[usize]) -> Vec<usize> {
    let mut places = vec![0; order.len()];
    for (place, &index) in order.iter().enumerate() {
        if let Some(slot) = places.get_mut(index) {
            *slot = place;
        }
    }
    places
}

fn place(places: &[usize], index: usize) -> usize {
    *places.get(index).expect("ids point into their own layer")
}
