//! From clusters to actors: names, offices on the page's date, order, evidence.

use avviso_text::{At, Confidence, Diagnostics, Evidence, Fact, Id, RuleId, Span, Text};

use super::ACTOR_UNRESOLVED;
use super::clusters::{Cluster, Clusters};
use super::facts::Furniture;
use crate::knowledge::Tenure;
use crate::layers::{Actor, ActorKind, Actors, Form, Office};
use crate::mentions::What;

const TENURE: RuleId = RuleId::new("actors.tenure");

impl Clusters<'_> {
    /// Actors in order of their first mention; those of metadata alone come last.
    pub(super) fn finish(mut self, furniture: &Furniture, out: &mut Diagnostics) -> Actors {
        for at in 0..self.list.len() {
            let land = matches!(self.cluster(at).kind, ActorKind::State | ActorKind::PlaceAsActor);
            if land && !self.acts(at) && self.cluster(at).entity.is_some() {
                self.cluster_mut(at).sector = Some("CVL".to_owned());
            }
        }
        let mut order: Vec<(Option<Span<Text>>, usize)> = Vec::new();
        for (at, cluster) in self.list.iter().enumerate() {
            if self.evidence(cluster).is_some() {
                order.push((self.first_span(cluster), at));
            }
        }
        order.sort_by_key(|&(first, at)| (first.is_none(), first, at));
        let mut place: Vec<Option<usize>> = vec![None; self.list.len()];
        for (new, &(_, old)) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(old) {
                *slot = Some(new);
            }
        }
        let moved = |old: usize| place.get(old).copied().flatten().map(Id::new);
        let list = order.iter().filter_map(|&(_, at)| self.actor(at, &moved, out)).collect();
        Actors {
            list,
            outlet: furniture.outlet.and_then(moved),
            bylines: furniture.bylines.iter().map(|c| c.and_then(moved)).collect(),
            lineage: furniture.lineage.iter().map(|c| c.and_then(moved)).collect(),
        }
    }

    fn first_span(&self, cluster: &Cluster) -> Option<Span<Text>> {
        let mentions = cluster.mentions.iter().map(|&m| self.mention(m).span);
        mentions.chain(cluster.pronouns.iter().copied()).min()
    }

    fn evidence(&self, cluster: &Cluster) -> Option<Evidence> {
        let first = cluster.mentions.iter().min_by_key(|&&m| self.mention(m).span);
        let mut all =
            first.map(|&m| self.mention(m).evidence.clone()).into_iter().chain(cluster.more.iter().cloned());
        let start = all.next()?;
        Some(all.fold(start, Evidence::join))
    }

    fn actor(
        &self,
        at: usize,
        moved: &impl Fn(usize) -> Option<Id<Actor>>,
        out: &mut Diagnostics,
    ) -> Option<Fact<Actor>> {
        let cluster = self.cluster(at);
        let mut evidence = self.evidence(cluster)?;
        let mut mentions: Vec<(Span<Text>, Form)> = cluster
            .mentions
            .iter()
            .map(|&m| (self.mention(m).span, self.mention(m).form))
            .chain(cluster.pronouns.iter().map(|&span| (span, Form::Pronoun)))
            .collect();
        mentions.sort();
        mentions.dedup();
        let (office, tenure) = self.office(cluster, moved);
        if let (Some(tenure), Some(&(span, _))) = (tenure, mentions.first()) {
            evidence = evidence.and(span, TENURE).noting(self.knowledge().office(tenure.office).key.clone());
        }
        let row = cluster.entity.map(|entity| self.knowledge().entity(entity));
        let candidates: Vec<Fact<(String, Option<String>)>> = cluster
            .candidates
            .iter()
            .map(|c| {
                let row = self.knowledge().entity(c.entity);
                let value = (row.name.clone(), row.wikidata.clone());
                Fact::new(value, Confidence::percent(c.percent), c.evidence.clone())
            })
            .collect();
        if let Some(message) = &cluster.unresolved {
            let place =
                mentions.first().map(|&(span, _)| At::Text(span)).or_else(|| cluster.raw.first().copied());
            out.note(ACTOR_UNRESOLVED, message.clone(), place);
        }
        let doubtful = cluster.mentions.iter().all(|&m| self.detail(m).doubt) && !cluster.mentions.is_empty();
        let percent = if doubtful { cluster.percent.min(60) } else { cluster.percent };
        let actor = Actor {
            name: row.map_or_else(|| self.longest_name(cluster), |row| row.name.clone()),
            kind: cluster.kind,
            entity: cluster.entity,
            wikidata: row.and_then(|row| row.wikidata.clone()),
            country: cluster.country.clone(),
            sector: cluster.sector.clone(),
            office,
            members: cluster.members.iter().filter_map(|&member| moved(member)).collect(),
            mentions,
            raw: cluster.raw.clone(),
            candidates,
        };
        Some(Fact::new(actor, Confidence::percent(percent), evidence))
    }

    /// The longest name on the page, the first among equals; a description where there is no name.
    fn longest_name(&self, cluster: &Cluster) -> String {
        let mut best: Option<(bool, usize, &str)> = None;
        for &m in &cluster.mentions {
            let mention = self.mention(m);
            let name = mention.form != Form::Description;
            let head = self.words(mention.head);
            let whole = self.words(mention.span);
            let words = match self.detail(m).what {
                // "the Fishing Gazette" is called so; "the agency NTB" is called NTB.
                What::Outlet | What::Body if whole.len() == head.len() + 4 => whole,
                What::Known | What::Person | What::Outlet | What::Body => head,
                What::Role | What::Organ | What::Government | What::Paper | What::Pair | What::Set(_) => {
                    whole
                }
            };
            if best.is_none_or(|(n, len, _)| (name, words.len()) > (n, len)) {
                best = Some((name, words.len(), words));
            }
        }
        let given = cluster.given_name.clone().filter(|_| cluster.mentions.is_empty());
        given
            .or_else(|| best.map(|(_, _, words)| words.split_whitespace().collect::<Vec<_>>().join(" ")))
            .unwrap_or_default()
    }

    /// The office on the page's days: of the tables for those who are in them, else as the text says.
    fn office(
        &self,
        cluster: &Cluster,
        moved: &impl Fn(usize) -> Option<Id<Actor>>,
    ) -> (Option<Office>, Option<&Tenure>) {
        if cluster.kind != ActorKind::Person {
            return (None, None);
        }
        let said = cluster.title.as_ref();
        let as_said = || {
            said.filter(|(_, of)| of.is_some_and(|of| !self.is_person(of))).map(|(title, of)| Office {
                title: title.clone(),
                of: of.and_then(moved),
                from: None,
                to: None,
            })
        };
        let Some(person) = cluster.entity else { return (as_said(), None) };
        let mut held: Vec<&Tenure> = self.knowledge().tenures_of(person).filter(|t| t.sourced).collect();
        let fits = |tenure: &Tenure| {
            cluster
                .role
                .as_ref()
                .is_some_and(|role| self.knowledge().office(tenure.office).forms.contains(role))
        };
        if let Some((first, last)) = self.when.page.filter(|_| self.when.dated) {
            held.retain(|tenure| tenure.valid.touches(first, last));
        } else {
            // Without a date: held on all days that the page may be of, or, as the text says, held still.
            held.retain(|tenure| {
                let all = self.when.page.is_some_and(|(first, last)| {
                    let from = tenure.valid.from.as_ref().is_some_and(|from| from.last <= first);
                    from && tenure.valid.to.as_ref().is_none_or(|to| last <= to.first)
                });
                all || (fits(tenure) && tenure.valid.to.is_none())
            });
            if held.len() > 1 {
                held.clear();
            }
        }
        // The office that the text names; else the one that began last.
        held.sort_by_key(|tenure| (fits(tenure), tenure.valid.from.as_ref().map(|from| from.first)));
        let Some(tenure) = held.pop() else {
            let none_known = self.knowledge().tenures_of(person).next().is_none();
            return (as_said().filter(|_| none_known || !self.when.dated), None);
        };
        let row = self.knowledge().office(tenure.office);
        let office = Office {
            title: row.title.clone(),
            of: self.by_entity.get(&row.entity).copied().and_then(moved),
            from: tenure.valid.from.as_ref().map(|from| from.iso.clone()),
            to: tenure.valid.to.as_ref().map(|to| to.iso.clone()),
        };
        (Some(office), Some(tenure))
    }
}
