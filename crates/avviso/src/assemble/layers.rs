//! Actors, times and attributions, in the record's order and with its ids.

use avviso_analysis::Layers;
use avviso_analysis::layers::{Actor, Attribution, Link, Office, Time};
use avviso_record as record;
use avviso_text::{Article, Fact};

use super::order::Order;
use super::{Convert, confidence, words};

pub(super) fn actors(convert: &Convert<'_>, layers: &Layers, order: &Order) -> Vec<record::Actor> {
    in_order(&order.actors, &layers.actors.list)
        .enumerate()
        .map(|(place, fact)| {
            let Actor {
                name,
                kind,
                entity: _,
                wikidata,
                country,
                sector,
                office,
                members,
                mentions,
                raw: _,
                candidates,
            } = fact.value();
            let mut members: Vec<_> = members.iter().map(|id| order.actor(*id)).collect();
            members.sort_unstable();
            record::Actor {
                id: record::ActorId::at(place),
                name: name.clone(),
                kind: words::actor_kind(*kind),
                entity: wikidata.clone(),
                country: country.clone(),
                sector: sector.clone(),
                office: office.as_ref().map(|Office { title, of, from, to }| record::Office {
                    title: title.clone(),
                    of: of.map(|id| order.actor(id)),
                    from: from.as_deref().and_then(|day| record::Date::parse(day).ok()),
                    to: to.as_deref().and_then(|day| record::Date::parse(day).ok()),
                }),
                members,
                mentions: mentions
                    .iter()
                    .map(|(span, form)| record::Mention {
                        span: convert.at.span(*span),
                        form: words::form(*form),
                    })
                    .collect(),
                candidates: candidates
                    .iter()
                    .map(|candidate| {
                        let (name, entity) = candidate.value();
                        record::Candidate {
                            name: name.clone(),
                            entity: entity.clone(),
                            confidence: confidence(candidate.confidence()),
                            evidence: convert.evidence(candidate.evidence()),
                        }
                    })
                    .collect(),
                confidence: confidence(fact.confidence()),
                evidence: convert.evidence(fact.evidence()),
            }
        })
        .collect()
}

pub(super) fn times(convert: &Convert<'_>, layers: &Layers, order: &Order) -> Vec<record::Time> {
    in_order(&order.times, &layers.times.list)
        .enumerate()
        .map(|(place, fact)| {
            let Time { span, value, interval } = fact.value();
            record::Time {
                id: record::TimeId::at(place),
                span: convert.at.span(*span),
                timex_type: record::TimexType::Date,
                value: Some(value.clone()),
                from: interval.from.map(words::stamp),
                to: interval.to.map(words::stamp),
                precision: words::precision(interval.precision),
                confidence: confidence(fact.confidence()),
                evidence: convert.evidence(fact.evidence()),
            }
        })
        .collect()
}

pub(super) fn attributions(
    convert: &Convert<'_>,
    article: &Article,
    layers: &Layers,
    order: &Order,
) -> Vec<record::Attribution> {
    in_order(&order.attributions, &layers.attributions.list)
        .enumerate()
        .map(|(place, fact)| {
            let Attribution {
                mode,
                level,
                source,
                cue,
                content,
                speakers,
                addressees,
                within,
                chain,
                stance,
                medium,
                time,
            } = fact.value();
            let spans = |list: &[_]| list.iter().map(|span| convert.at.span(*span)).collect::<Vec<_>>();
            let said: Vec<&str> = content.iter().map(|span| article.slice(*span)).collect();
            record::Attribution {
                id: record::AttributionId::at(place),
                mode: words::mode(*mode),
                level: words::level(*level),
                source: spans(source),
                cue: spans(cue),
                content: spans(content),
                speakers: speakers.iter().map(|id| order.actor(*id)).collect(),
                addressees: addressees.iter().map(|id| order.actor(*id)).collect(),
                within: within.map(|id| order.attribution(id)),
                chain: chain
                    .iter()
                    .map(|link| match link {
                        Link::Unnamed => None,
                        Link::Actor(id) => Some(order.actor(*id)),
                    })
                    .collect(),
                stance: words::stance(*stance),
                venue: None,
                medium: medium.map(words::medium),
                time: time.map(|id| order.time(id)),
                key: record::key(&said.join(" ")),
                confidence: confidence(fact.confidence()),
                evidence: convert.evidence(fact.evidence()),
            }
        })
        .collect()
}

fn in_order<'a, T>(order: &'a [usize], facts: &'a [Fact<T>]) -> impl Iterator<Item = &'a Fact<T>> {
    order.iter().filter_map(|&index| facts.get(index))
}
