//! Papers that speak, pairs and sets with their members.

use super::clusters::{Cluster, Clusters};
use crate::knowledge::Folded;
use crate::layers::ActorKind;
use crate::mentions::What;
use crate::mentions::lexicon::SetOf;

/// Mentions before a set in which its members are looked for.
const BACK: usize = 60;

impl Clusters<'_> {
    /// Papers: one actor for each name of one; a joint paper has its makers as members.
    pub(super) fn papers(&mut self) {
        for at in 0..self.of.len() {
            let detail = self.detail(at);
            if detail.what != What::Paper {
                continue;
            }
            let role = Folded::form(self.words(self.mention(at).span));
            let key = format!("paper {}", role.split_once(' ').map_or(role.as_str(), |(_, rest)| rest));
            if let Some(&cluster) = self.by_name.get(&key)
                && detail.definite
            {
                self.join(at, cluster);
                continue;
            }
            let mut cluster = Cluster::new(ActorKind::Document, 70);
            if detail.plural {
                cluster.members = self.pair_before(at, 2, SetOf::States).unwrap_or_default();
                cluster.sector = Some("GOV".to_owned());
            }
            let made = self.make(cluster);
            self.by_name.insert(key, made);
            self.join(at, made);
        }
    }

    /// The members of the latest pair before a mention that fits.
    fn pair_before(&self, at: usize, count: usize, of: SetOf) -> Option<Vec<usize>> {
        (at.saturating_sub(20)..at).rev().find_map(|before| {
            let detail = self.detail(before);
            let plural_role =
                matches!(detail.what, What::Role) && detail.plural && detail.owners.len() == count;
            if detail.what != What::Pair && !plural_role {
                return None;
            }
            let list = if plural_role { &detail.owners } else { &detail.members };
            let mut members: Vec<usize> = list.iter().filter_map(|&member| self.cluster_of(member)).collect();
            members.dedup();
            let fits = members.len() == count && members.iter().all(|&member| self.fits(member, of));
            fits.then_some(members)
        })
    }

    fn fits(&self, cluster: usize, of: SetOf) -> bool {
        let kind = self.cluster(cluster).kind;
        let state = kind == ActorKind::State;
        let person = kind == ActorKind::Person;
        match of {
            SetOf::States => state,
            SetOf::Persons => person,
            SetOf::Any => state || person || kind == ActorKind::Organisation || kind == ActorKind::ArmedGroup,
        }
    }

    /// Pairs and sets: one actor for each set of members.
    pub(super) fn groups(&mut self) {
        for at in 0..self.of.len() {
            let detail = self.detail(at);
            let members = match detail.what {
                What::Pair => detail.members.iter().filter_map(|&member| self.cluster_of(member)).collect(),
                What::Set(of) => self
                    .pair_before(at, detail.count, of)
                    .or_else(|| self.salient(at, detail.count, of))
                    .unwrap_or_default(),
                What::Known
                | What::Person
                | What::Outlet
                | What::Body
                | What::Role
                | What::Organ
                | What::Government
                | What::Paper => continue,
            };
            let mut members: Vec<usize> = members;
            members.sort_unstable();
            members.dedup();
            if members.len() < 2 {
                continue;
            }
            let cluster = if let Some(&cluster) = self.by_group.get(&members) {
                cluster
            } else {
                let mut cluster =
                    Cluster::new(ActorKind::Group, if detail.what == What::Pair { 90 } else { 60 });
                let sector = |c: usize| self.cluster(c).sector.clone();
                cluster.sector = members
                    .first()
                    .and_then(|&m| sector(m))
                    .filter(|s| members.iter().all(|&m| sector(m).as_ref() == Some(s)));
                let country = |c: usize| self.cluster(c).country.clone();
                cluster.country = members
                    .first()
                    .and_then(|&m| country(m))
                    .filter(|s| members.iter().all(|&m| country(m).as_ref() == Some(s)));
                cluster.members.clone_from(&members);
                let made = self.make(cluster);
                self.by_group.insert(members, made);
                made
            };
            self.join(at, cluster);
        }
    }

    /// The actors before a mention that its set most likely means: those named most often, the latest first among
    /// equals. `None` when the number does not come out clear.
    fn salient(&self, at: usize, count: usize, of: SetOf) -> Option<Vec<usize>> {
        let mut seen: Vec<(usize, usize, usize)> = Vec::new();
        for before in at.saturating_sub(BACK)..at {
            let Some(cluster) = self.cluster_of(before) else { continue };
            // "Dutch trawlers", "a Scottish boat": adjectives of things name no party.
            if !self.fits(cluster, of) || !self.acts(cluster) {
                continue;
            }
            match seen.iter_mut().find(|(c, ..)| *c == cluster) {
                Some((_, times, last)) => {
                    *times += 1;
                    *last = before;
                }
                None => seen.push((cluster, 1, before)),
            }
        }
        seen.sort_by_key(|&(_, times, last)| std::cmp::Reverse((times.min(3), last)));
        (seen.len() >= count).then(|| seen.into_iter().take(count).map(|(cluster, ..)| cluster).collect())
    }
}
