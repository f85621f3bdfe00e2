//! Whom the page's furniture names: outlet, bylines, those that the page was taken from; in the text or in metadata.

use avviso_text::facts::BylineKind;
use avviso_text::{At, Evidence, RuleId, Span, Text};

use super::clusters::{Cluster, Clusters};
use crate::knowledge::{EntityId, Folded};
use crate::layers::ActorKind;
use crate::mentions::is_outlet;

const DOMAIN: RuleId = RuleId::new("actors.outlet-domain");
const IN_METADATA: RuleId = RuleId::new("actors.name-in-metadata");

/// The clusters of what the furniture names.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    pub(super) outlet: Option<usize>,
    pub(super) bylines: Vec<Option<usize>>,
    pub(super) lineage: Vec<Option<usize>>,
}

impl Clusters<'_> {
    /// Joins them to clusters, making those that are new.
    pub(super) fn furniture(&mut self) -> Furniture {
        let facts = self.context.facts;
        let mut furniture = Furniture::default();
        if let Some(fact) = &facts.outlet {
            let outlet = fact.value();
            let first = fact.evidence().first().at;
            furniture.outlet = if let Some(name) = &outlet.name {
                Some(self.named(name, outlet.at.unwrap_or(first), ActorKind::Outlet))
            } else {
                let known = outlet.domain.as_ref().and_then(|domain| self.knowledge().by_domain(domain));
                known.map(|entity| self.known_outlet(entity, first))
            };
            // The domain tells who an outlet is though its name is written some other way.
            if let Some(cluster) = furniture.outlet
                && self.cluster(cluster).entity.is_none()
                && let Some(entity) =
                    outlet.domain.as_ref().and_then(|domain| self.knowledge().by_domain(domain))
                && self.knowledge().entity(entity).sourced
                && !self.by_entity.contains(&entity)
            {
                let row = self.knowledge().entity(entity);
                let target = self.cluster_mut(cluster);
                target.entity = Some(entity);
                target.country.clone_from(&row.country);
                target.more.push(Evidence::at(first, DOMAIN));
                self.by_entity.insert(entity, cluster);
            }
        }
        for fact in &facts.bylines {
            let byline = fact.value();
            let kind = match byline.kind {
                BylineKind::Person if is_outlet(facts, &byline.name) => ActorKind::Outlet,
                BylineKind::Person => ActorKind::Person,
                BylineKind::Agency | BylineKind::Desk => ActorKind::Outlet,
            };
            let cluster = self.named(&byline.name, byline.at, kind);
            furniture.bylines.push(Some(cluster));
        }
        for fact in &facts.lineage {
            let link = fact.value();
            let cluster = match (&link.outlet, &link.author) {
                (Some((name, at)), _) => Some(self.named(name, *at, ActorKind::Outlet)),
                (None, Some((name, at))) => Some(self.named(name, *at, ActorKind::Person)),
                (None, None) => None,
            };
            furniture.lineage.push(cluster);
        }
        furniture
    }

    /// The cluster of a name at a place.
    fn named(&mut self, name: &str, at: At, kind: ActorKind) -> usize {
        if let At::Text(span) = at
            && let Some(cluster) = self.at_span(span)
        {
            let found = self.cluster(cluster).kind;
            if found == kind || (kind == ActorKind::Outlet && found != ActorKind::Person) {
                if kind == ActorKind::Outlet {
                    self.as_outlet(cluster);
                }
                return cluster;
            }
        }
        let form = Folded::form(name);
        let mut known: Vec<EntityId> = Vec::new();
        for row in self.knowledge().names_of_form(&form) {
            let entity = self.knowledge().entity(row.entity);
            if entity.kind == kind && entity.sourced && row.sourced && !known.contains(&row.entity) {
                known.push(row.entity);
            }
        }
        let cluster = match (known.as_slice(), kind) {
            ([only], _) => self.of_entity(*only, 90),
            (_, ActorKind::Person) => self.person_named(name, None),
            _ => self.body_named(name, kind),
        };
        let target = self.cluster_mut(cluster);
        if target.given_name.is_none() || target.mentions.is_empty() {
            target.given_name = Some(name.to_owned());
        }
        match at {
            At::Raw(_) => {
                if !target.raw.contains(&at) {
                    target.raw.push(at);
                }
                if target.mentions.is_empty() {
                    target.more.push(Evidence::at(at, IN_METADATA));
                }
            }
            // Words that no mention covers: they are evidence all the same.
            At::Text(_) => {
                if target.mentions.is_empty() {
                    target.raw.push(at);
                    target.more.push(Evidence::at(at, IN_METADATA));
                }
            }
        }
        cluster
    }

    /// What stands in an outlet's place is an outlet, whatever its name looks like.
    fn as_outlet(&mut self, cluster: usize) {
        let target = self.cluster_mut(cluster);
        if target.entity.is_none() {
            target.kind = ActorKind::Outlet;
            target.sector = Some("MED".to_owned());
        }
    }

    fn known_outlet(&mut self, entity: EntityId, at: At) -> usize {
        if self.knowledge().entity(entity).sourced {
            let cluster = self.of_entity(entity, 90);
            let target = self.cluster_mut(cluster);
            target.raw.push(at);
            target.more.push(Evidence::at(at, DOMAIN));
            return cluster;
        }
        let row = self.knowledge().entity(entity);
        let mut cluster = Cluster::new(row.kind, 60);
        cluster.sector.clone_from(&row.sector);
        cluster.given_name = Some(row.name.clone());
        cluster.raw.push(at);
        cluster.more.push(Evidence::at(at, DOMAIN).noting("unsourced row: ranks, does not decide"));
        self.make(cluster)
    }

    /// The cluster of the longest mention inside a span.
    fn at_span(&self, span: Span<Text>) -> Option<usize> {
        let list = &self.mentions.list;
        let from = list.partition_point(|m| m.span.start() + 16 < span.start());
        list.iter()
            .enumerate()
            .skip(from)
            .take_while(|(_, m)| m.span.start() < span.end())
            .filter(|(_, m)| span.contains(m.head))
            .max_by_key(|(at, m)| (m.head.len(), std::cmp::Reverse(*at)))
            .and_then(|(at, _)| self.cluster_of(at))
    }
}
