//! Actors: ids, mentions, codes and candidates.

use super::Law;
use super::checker::Checker;
use crate::actor::{Actor, Candidate, Mention, Office};
use crate::id::ActorId;

impl Checker<'_> {
    pub(super) fn actors(&mut self, actors: &[Actor]) {
        let mut previous = None;
        for (i, actor) in actors.iter().enumerate() {
            let path = format_args!("actors[{i}]");
            let Actor {
                id,
                name,
                kind: _,
                entity,
                country,
                sector: _,
                office,
                members,
                mentions,
                candidates,
                confidence: _,
                evidence,
            } = actor;
            self.id(path, *id, ActorId::at(i));
            self.expect(
                !name.is_empty(),
                Law::Words,
                format_args!("{path}.name"),
                format_args!("the name is empty"),
            );
            self.entity(path, entity.as_deref());
            self.country(path, country.as_deref());
            if let Some(Office { title: _, of, from, to }) = office {
                if let Some(of) = *of {
                    self.actor(format_args!("{path}.office.of"), of);
                }
                self.interval(format_args!("{path}.office"), from.as_ref(), to.as_ref());
            }
            self.actor_list(format_args!("{path}.members"), members);
            self.expect(
                !members.contains(&ActorId::at(i)),
                Law::References,
                format_args!("{path}.members"),
                format_args!("the group is a member of itself"),
            );
            // An actor known from metadata alone has no mention, and no place in the order.
            if let Some(first) = mentions.first() {
                self.after(path, &mut previous, first.span);
            }
            let mut mention_before = None;
            for (j, Mention { span, form: _ }) in mentions.iter().enumerate() {
                self.spans(format_args!("{path}.mentions[{j}].span"), std::slice::from_ref(span));
                self.after(format_args!("{path}.mentions[{j}].span"), &mut mention_before, *span);
            }
            self.ranked(
                format_args!("{path}.candidates"),
                candidates.iter().map(|candidate| candidate.confidence),
            );
            for (j, Candidate { name: _, entity, confidence: _, evidence }) in candidates.iter().enumerate() {
                self.entity(format_args!("{path}.candidates[{j}]"), entity.as_deref());
                self.evidence(format_args!("{path}.candidates[{j}]"), evidence);
            }
            self.evidence(path, evidence);
        }
    }
}
