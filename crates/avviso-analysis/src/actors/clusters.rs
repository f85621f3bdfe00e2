//! The clusters while they grow.

use std::collections::BTreeMap;

use avviso_text::{At, Evidence, Lookup, RuleId, Span, Text};

use super::when::When;
use crate::knowledge::{EntityId, Knowledge};
use crate::layers::{ActorKind, Dating, Form, Mention, Mentions, Quotations, Sentences, Times};
use crate::mentions::Detail;
use crate::pass::Context;

/// A reading of an actor that is not decided.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) entity: EntityId,
    pub(super) percent: u16,
    pub(super) evidence: Evidence,
}

/// One actor in the making.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) kind: ActorKind,
    pub(super) entity: Option<EntityId>,
    pub(super) mentions: Vec<usize>,
    pub(super) pronouns: Vec<Span<Text>>,
    pub(super) raw: Vec<At>,
    /// The name as metadata has it.
    pub(super) given_name: Option<String>,
    pub(super) country: Option<String>,
    pub(super) sector: Option<String>,
    /// Title in the text's words and the cluster that it serves.
    pub(super) title: Option<(String, Option<usize>)>,
    /// The same in lower case, as offices are looked up.
    pub(super) role: Option<String>,
    /// Nouns of role by which it was called.
    pub(super) nouns: Vec<&'static str>,
    pub(super) members: Vec<usize>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) percent: u16,
    pub(super) more: Vec<Evidence>,
    /// What to say when it stays open.
    pub(super) unresolved: Option<String>,
}

impl Cluster {
    pub(super) fn new(kind: ActorKind, percent: u16) -> Self {
        Self {
            kind,
            entity: None,
            mentions: Vec::new(),
            pronouns: Vec::new(),
            raw: Vec::new(),
            given_name: None,
            country: None,
            sector: None,
            title: None,
            role: None,
            nouns: Vec::new(),
            members: Vec::new(),
            candidates: Vec::new(),
            percent,
            more: Vec::new(),
            unresolved: None,
        }
    }
}

/// All clusters of a page and the indexes by which they are met again.
#[derive(Debug)]
pub(super) struct Clusters<'a> {
    pub(super) context: Context<'a>,
    pub(super) sentences: &'a Sentences,
    pub(super) quotations: &'a Quotations,
    pub(super) mentions: &'a Mentions,
    pub(super) when: When<'a>,
    pub(super) list: Vec<Cluster>,
    /// For each mention its cluster.
    pub(super) of: Vec<Option<usize>>,
    pub(super) by_entity: Lookup<EntityId, usize>,
    pub(super) by_name: Lookup<String, usize>,
    pub(super) by_group: BTreeMap<Vec<usize>, usize>,
    /// Clusters of persons with this surname: mention's index, cluster; in order.
    pub(super) by_surname: Lookup<String, Vec<(usize, usize)>>,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(
        context: Context<'a>,
        (sentences, quotations): (&'a Sentences, &'a Quotations),
        times: &'a Times,
        mentions: &'a Mentions,
        dating: &'a Dating,
    ) -> Self {
        Self {
            context,
            sentences,
            quotations,
            mentions,
            when: When::new(sentences, times, dating),
            list: Vec::new(),
            of: vec![None; mentions.list.len()],
            by_entity: Lookup::new(),
            by_name: Lookup::new(),
            by_group: BTreeMap::new(),
            by_surname: Lookup::new(),
        }
    }

    pub(super) fn knowledge(&self) -> &'a Knowledge {
        self.context.knowledge
    }

    pub(super) fn mention(&self, at: usize) -> &'a Mention {
        self.mentions.list.get(at).expect("mentions are walked by index")
    }

    pub(super) fn detail(&self, at: usize) -> &'a Detail {
        self.mentions.details.get(at).expect("each mention has its detail")
    }

    pub(super) fn words(&self, span: Span<Text>) -> &'a str {
        self.context.article.slice(span)
    }

    pub(super) fn cluster(&self, at: usize) -> &Cluster {
        self.list.get(at).expect("clusters are never dropped")
    }

    pub(super) fn cluster_mut(&mut self, at: usize) -> &mut Cluster {
        self.list.get_mut(at).expect("clusters are never dropped")
    }

    /// Adds a cluster.
    pub(super) fn make(&mut self, cluster: Cluster) -> usize {
        self.list.push(cluster);
        self.list.len() - 1
    }

    /// The cluster of an entity, made if it is new.
    pub(super) fn of_entity(&mut self, entity: EntityId, percent: u16) -> usize {
        if let Some(&cluster) = self.by_entity.get(&entity) {
            return cluster;
        }
        let row = self.knowledge().entity(entity);
        let mut cluster = Cluster::new(row.kind, percent);
        cluster.entity = Some(entity);
        cluster.country.clone_from(&row.country);
        cluster.sector.clone_from(&row.sector);
        let at = self.make(cluster);
        self.by_entity.insert(entity, at);
        at
    }

    /// Puts a mention into a cluster.
    pub(super) fn join(&mut self, mention: usize, cluster: usize) {
        if let Some(slot) = self.of.get_mut(mention)
            && slot.is_none()
        {
            *slot = Some(cluster);
            self.cluster_mut(cluster).mentions.push(mention);
        }
    }

    /// Adds why a mention was joined.
    pub(super) fn because(&mut self, cluster: usize, mention: usize, rule: RuleId) {
        let evidence = Evidence::at(self.mention(mention).span, rule);
        let cluster = self.cluster_mut(cluster);
        if cluster.more.len() < 4 {
            cluster.more.push(evidence);
        }
    }

    pub(super) fn cluster_of(&self, mention: usize) -> Option<usize> {
        self.of.get(mention).copied().flatten()
    }

    /// Whether a cluster is a person.
    pub(super) fn is_person(&self, cluster: usize) -> bool {
        self.cluster(cluster).kind == ActorKind::Person
    }

    /// The country of those whose a role is: of the first owner that has one.
    pub(super) fn country_of(&self, owners: &[usize]) -> Option<String> {
        owners
            .iter()
            .filter_map(|&owner| self.cluster_of(owner))
            .find_map(|cluster| self.cluster(cluster).country.clone())
    }

    /// Whether a state is named by more than adjectives for things ("Dutch trawlers").
    pub(super) fn acts(&self, cluster: usize) -> bool {
        self.cluster(cluster)
            .mentions
            .iter()
            .any(|&m| self.mention(m).form != Form::Demonym || self.detail(m).nested)
    }
}
