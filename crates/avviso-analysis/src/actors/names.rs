//! Names: of the tables at their date, by shape, surnames alone, outlets and bodies.

use avviso_text::{Evidence, RuleId};

use super::clusters::{Candidate, Cluster, Clusters};
use super::when::Days;
use crate::knowledge::{EntityId, Folded};
use crate::layers::ActorKind;
use crate::mentions::What;

const BY_DATE: RuleId = RuleId::new("actors.name-on-date");
const BY_OFFICE: RuleId = RuleId::new("actors.office-on-date");
const BESIDE: RuleId = RuleId::new("actors.state-beside");
const LIKE: RuleId = RuleId::new("actors.spelling-variant");
const FULL_NAME: RuleId = RuleId::new("actors.full-name-on-page");

/// Names with the same given name that a new one is compared with.
const VARIANTS: usize = 16;

impl Clusters<'_> {
    /// Names of the tables. One that is ambiguous is decided by who is named in full on the page, then by date.
    pub(super) fn known_names(&mut self) {
        let known =
            |at: &usize| self.detail(*at).what == What::Known && !self.mention(*at).entities.is_empty();
        let order: Vec<usize> = (0..self.of.len()).filter(known).collect();
        let (mut open, mut doubtful) = (Vec::new(), Vec::new());
        for &at in &order {
            let entities = &self.mention(at).entities;
            if self.detail(at).doubt {
                doubtful.push(at);
            } else if let [only] = entities.as_slice() {
                self.join_known(at, *only);
            } else {
                open.push(at);
            }
        }
        for at in open {
            self.choose(at);
        }
        // "LAVROV TO US": the state, if the page names it elsewhere too; else perhaps a pronoun, and no actor.
        for at in doubtful {
            let known =
                self.mention(at).entities.iter().copied().find(|entity| self.by_entity.contains(entity));
            if let Some(entity) = known {
                self.join_known(at, entity);
            }
        }
    }

    /// Joins a mention to an entity, if its rows may decide.
    fn join_known(&mut self, at: usize, entity: EntityId) {
        if !self.may_decide(at, entity) {
            self.leave_open(at, &[entity], "the tables give no source for it");
            return;
        }
        let exact_only = self.detail(at).repeats && self.knowledge().entity(entity).kind == ActorKind::Person;
        let cluster = self.of_entity(entity, if exact_only { 90 } else { 95 });
        self.join(at, cluster);
        self.note_surname(at, cluster);
    }

    /// Whether the rows behind a mention's reading can be looked up. A form without source decides where the entity
    /// is named otherwise too.
    fn may_decide(&self, at: usize, entity: EntityId) -> bool {
        if !self.knowledge().entity(entity).sourced {
            return false;
        }
        let form = Folded::form(self.words(self.mention(at).head));
        let sourced = self.knowledge().names_of_form(&form).any(|name| name.entity == entity && name.sourced);
        // Shared heads ("North and South Korea") and initials have no row of their own.
        let none = self.knowledge().names_of_form(&form).all(|name| name.entity != entity);
        sourced || none || self.by_entity.contains(&entity)
    }

    /// Registers a full name for its surname.
    fn note_surname(&mut self, at: usize, cluster: usize) {
        let detail = self.detail(at);
        if let Some(surname) = detail.surname.clone()
            && self.is_person(cluster)
        {
            self.by_surname.get_or_insert_with(surname, Vec::new).push((at, cluster));
        }
    }

    /// Decides among several entities.
    fn choose(&mut self, at: usize) {
        let mention = self.mention(at);
        let entities: Vec<EntityId> = mention.entities.clone();
        let days = self.when.of_sentence(mention.sentence.map(avviso_text::Id::index));
        if let Some(beside) = self.beside(at, &entities) {
            self.join_known(at, beside);
            if let Some(cluster) = self.cluster_of(at) {
                self.because(cluster, at, BESIDE);
            }
            return;
        }
        // One that is named without doubt elsewhere on the page, and of the same time.
        let valid: Vec<EntityId> = entities.iter().copied().filter(|&e| self.valid(at, e, days)).collect();
        let pool = if valid.is_empty() { entities.clone() } else { valid };
        let persons = pool.iter().all(|&e| self.knowledge().entity(e).kind == ActorKind::Person);
        if persons {
            let on_page: Vec<EntityId> =
                entities.iter().copied().filter(|e| self.by_entity.contains(e)).collect();
            if let [only] = on_page.as_slice() {
                self.join_known(at, *only);
                if let Some(cluster) = self.cluster_of(at) {
                    self.because(cluster, at, FULL_NAME);
                }
                return;
            }
            if on_page.len() > 1 {
                // The nearest full name before it.
                let near = self.nearest(at, &on_page);
                self.join_known(at, near);
                return;
            }
            let in_office = self.in_office(at, &pool, days);
            if let [only] = in_office.as_slice() {
                self.join_known(at, *only);
                if let Some(cluster) = self.cluster_of(at) {
                    self.because(cluster, at, BY_OFFICE);
                }
                return;
            }
            let rest = if in_office.is_empty() { pool } else { in_office };
            self.leave_open(at, &rest, "several people bear this name");
            return;
        }
        if let [only] = pool.as_slice() {
            self.join_known(at, *only);
            if entities.len() > 1
                && let Some(cluster) = self.cluster_of(at)
            {
                self.because(cluster, at, BY_DATE);
            }
            return;
        }
        // A state before a person or place of the same name; one that exists still before one that is gone.
        let best = pool.iter().copied().min_by_key(|&e| {
            let row = self.knowledge().entity(e);
            (row.kind != ActorKind::State, row.valid.to.is_some(), e)
        });
        if let Some(best) = best {
            let row = self.knowledge().entity(best);
            let gone_only = pool.iter().all(|&e| {
                let other = self.knowledge().entity(e);
                e == best || (other.kind == row.kind && other.valid.to.is_some())
            });
            let on_page = self.by_entity.contains(&best);
            if gone_only || on_page || row.kind == ActorKind::State {
                self.join_known(at, best);
                if let Some(cluster) = self.cluster_of(at) {
                    for other in pool.into_iter().filter(|&e| e != best) {
                        self.doubt(cluster, other, at, 10);
                    }
                }
            } else {
                self.leave_open(at, &pool, "it may be several");
            }
        }
    }

    /// The one among several states that is named without doubt in the same sentence: "siding with the Russians when
    /// the Sino-Soviet split"; not "post-Soviet Russia".
    fn beside(&self, at: usize, entities: &[EntityId]) -> Option<EntityId> {
        let sentence = self.mention(at).sentence?;
        let mut found: Option<EntityId> = None;
        for other in at.saturating_sub(12)..(at + 12).min(self.of.len()) {
            let mention = self.mention(other);
            let [only] = mention.entities.as_slice() else { continue };
            if mention.sentence != Some(sentence) || !entities.contains(only) {
                continue;
            }
            let gone = self.knowledge().entity(*only).valid.to.is_some();
            let before = self.context.article.text().get(..mention.span.start()).unwrap_or_default();
            let after =
                ["post-", "ex-", "former ", "Post-", "Ex-", "Former "].iter().any(|w| before.ends_with(w));
            if !gone || after || found.is_some_and(|f| f != *only) {
                return None;
            }
            found = Some(*only);
        }
        found
    }

    /// Whether entity and form were in use at these days; without days, whether they still are.
    fn valid(&self, at: usize, entity: EntityId, days: Option<Days>) -> bool {
        let row = self.knowledge().entity(entity);
        let form = Folded::form(self.words(self.mention(at).head));
        let mut names = self.knowledge().names_of_form(&form).filter(|name| name.entity == entity).peekable();
        let Some((first, last)) = days else {
            return row.valid.to.is_none()
                && (names.peek().is_none() || names.any(|name| name.valid.to.is_none()));
        };
        row.valid.touches(first, last)
            && (names.peek().is_none() || names.any(|name| name.valid.touches(first, last)))
    }

    /// Those who held the office that the mention gives them, or any office, on these days.
    fn in_office(&self, at: usize, pool: &[EntityId], days: Option<Days>) -> Vec<EntityId> {
        let Some((first, last)) = days else { return Vec::new() };
        let role = self.detail(at).role.as_deref();
        let holds = |entity: EntityId, role: Option<&str>| {
            self.knowledge().tenures_of(entity).any(|tenure| {
                let forms = &self.knowledge().office(tenure.office).forms;
                tenure.sourced
                    && tenure.valid.touches(first, last)
                    && role.is_none_or(|role| forms.iter().any(|form| form == role))
            })
        };
        let titled: Vec<EntityId> =
            pool.iter().copied().filter(|&e| role.is_some() && holds(e, role)).collect();
        if !titled.is_empty() {
            return titled;
        }
        pool.iter().copied().filter(|&e| holds(e, None)).collect()
    }

    fn nearest(&self, at: usize, entities: &[EntityId]) -> EntityId {
        let surname = self.detail(at).surname.clone().unwrap_or_default();
        let named = self.by_surname.get(&surname);
        let before = named.and_then(|list| {
            list.iter()
                .rev()
                .filter(|(mention, _)| *mention < at)
                .chain(list.iter())
                .filter_map(|(_, cluster)| self.cluster(*cluster).entity)
                .find(|entity| entities.contains(entity))
        });
        before.or_else(|| entities.first().copied()).expect("called with at least two entities")
    }

    /// An actor of its own, with what it may be in order.
    fn leave_open(&mut self, at: usize, entities: &[EntityId], why: &str) {
        let head = self.words(self.mention(at).head);
        let key = format!("?{}", Folded::form(head));
        let cluster = if let Some(&cluster) = self.by_name.get(&key) {
            cluster
        } else {
            let kinds: Vec<ActorKind> = entities.iter().map(|&e| self.knowledge().entity(e).kind).collect();
            let kind = kinds.first().copied().unwrap_or(ActorKind::Organisation);
            let mut cluster = Cluster::new(kind, 50);
            let same = |of: &dyn Fn(EntityId) -> Option<String>| {
                let mut all = entities.iter().map(|&e| of(e));
                let first = all.next().flatten();
                if all.all(|other| other == first) { first } else { None }
            };
            let sourced = entities.iter().all(|&e| self.knowledge().entity(e).sourced);
            if sourced {
                cluster.country = same(&|e| self.knowledge().entity(e).country.clone());
            }
            cluster.sector = same(&|e| self.knowledge().entity(e).sector.clone());
            cluster.unresolved = Some(format!("{head:?} is not decided: {why}"));
            let made = self.make(cluster);
            self.by_name.insert(key, made);
            for &entity in entities.iter().take(self.context.limits.candidates as usize) {
                let percent = if self.knowledge().entity(entity).sourced { 40 } else { 30 };
                self.doubt(made, entity, at, percent);
            }
            made
        };
        self.join(at, cluster);
    }

    /// Adds a reading to a cluster, once.
    pub(super) fn doubt(&mut self, cluster: usize, entity: EntityId, at: usize, percent: u16) {
        let mut evidence = Evidence::at(self.mention(at).span, BY_DATE);
        if !self.knowledge().entity(entity).sourced {
            evidence = evidence.noting("unsourced row: ranks, does not decide");
        }
        let cluster = self.cluster_mut(cluster);
        if cluster.candidates.iter().all(|c| c.entity != entity) && cluster.entity != Some(entity) {
            cluster.candidates.push(Candidate { entity, percent, evidence });
        }
    }

    /// Full names of persons in no table; one letter's difference in a long surname is a slip of the pen.
    pub(super) fn names_by_shape(&mut self) {
        for at in 0..self.of.len() {
            let detail = self.detail(at);
            if detail.what != What::Person || detail.repeats {
                continue;
            }
            let cluster = self.person_named(self.words(self.mention(at).head), Some(at));
            self.join(at, cluster);
            self.note_surname(at, cluster);
        }
    }

    /// The cluster of a person's full name as written, made if it is new.
    pub(super) fn person_named(&mut self, name: &str, at: Option<usize>) -> usize {
        let form = Folded::form(name);
        let words: Vec<&str> =
            form.split(' ').filter(|word| word.trim_end_matches('.').chars().count() > 1).collect();
        let key = words.join(" ");
        if let Some(&cluster) = self.by_name.get(&key) {
            return cluster;
        }
        let (given, surname) =
            (words.first().copied().unwrap_or_default(), words.last().copied().unwrap_or_default());
        let list = format!("given {given}");
        if words.len() > 1 && surname.chars().count() >= 6 {
            for variant in 0..VARIANTS {
                let Some(&other) = self.by_name.get(&format!("{list} {variant}")) else { break };
                let known = self.cluster(other).given_name.clone().unwrap_or_default();
                if one_edit(&known, surname) {
                    self.by_name.insert(key, other);
                    if let Some(at) = at {
                        self.because(other, at, LIKE);
                    }
                    return other;
                }
            }
        }
        let sourced: Vec<EntityId> = {
            let mut entities: Vec<EntityId> = Vec::new();
            for name in self.knowledge().names_of_form(&key) {
                if name.sourced && !entities.contains(&name.entity) {
                    entities.push(name.entity);
                }
            }
            entities
        };
        let cluster = match sourced.as_slice() {
            [only] if self.knowledge().entity(*only).kind == ActorKind::Person => self.of_entity(*only, 90),
            _ => {
                let made = self.make(Cluster::new(ActorKind::Person, 80));
                // Kept for comparison alone; the name shown is the longest on the page.
                self.cluster_mut(made).given_name = Some(surname.to_owned());
                made
            }
        };
        self.by_name.insert(key, cluster);
        if let Some(free) = (0..VARIANTS).map(|v| format!("{list} {v}")).find(|k| !self.by_name.contains(k)) {
            self.by_name.insert(free, cluster);
        }
        cluster
    }

    /// Surnames alone: the nearest full name before, else the first after.
    pub(super) fn surnames(&mut self) {
        for at in 0..self.of.len() {
            let detail = self.detail(at);
            if detail.what != What::Person || self.cluster_of(at).is_some() {
                continue;
            }
            let surname = detail.surname.clone().unwrap_or_default();
            let found = self.by_surname.get(&surname).and_then(|list| {
                let before = list.partition_point(|(mention, _)| *mention < at);
                before
                    .checked_sub(1)
                    .and_then(|i| list.get(i))
                    .or_else(|| list.first())
                    .map(|(_, cluster)| *cluster)
            });
            let cluster = match found {
                Some(cluster) => cluster,
                None => self.person_named(self.words(self.mention(at).head), Some(at)),
            };
            self.join(at, cluster);
        }
    }

    /// Outlets and organisations by shape: one name, one actor.
    pub(super) fn outlets_and_bodies(&mut self) {
        for at in 0..self.of.len() {
            let kind = match self.detail(at).what {
                What::Outlet => ActorKind::Outlet,
                What::Body => ActorKind::Organisation,
                _ => continue,
            };
            if self.cluster_of(at).is_some() {
                continue;
            }
            let cluster = self.body_named(self.words(self.mention(at).head), kind);
            self.join(at, cluster);
            let country = self.country_of(&self.detail(at).owners);
            let target = self.cluster_mut(cluster);
            target.country = target.country.take().or(country);
        }
    }

    /// The cluster of an outlet or organisation by its name, made if it is new.
    pub(super) fn body_named(&mut self, name: &str, kind: ActorKind) -> usize {
        let form = Folded::form(name);
        let key = format!("body {}", form.strip_prefix("the ").unwrap_or(&form));
        if let Some(&cluster) = self.by_name.get(&key) {
            return cluster;
        }
        let mut cluster = Cluster::new(kind, if kind == ActorKind::Outlet { 80 } else { 70 });
        if kind == ActorKind::Outlet {
            cluster.sector = Some("MED".to_owned());
        }
        let made = self.make(cluster);
        self.by_name.insert(key, made);
        made
    }
}

/// Whether two words differ by one letter put in, left out, changed or exchanged with its neighbour.
pub(super) fn one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let tail = tail.min(a.len() - head).min(b.len() - head);
    let (x, y) = (a.len() - head - tail, b.len() - head - tail);
    let swapped = x == 2 && y == 2 && a.get(head) == b.get(head + 1) && a.get(head + 1) == b.get(head);
    (x <= 1 && y <= 1) || swapped
}

#[cfg(test)]
mod tests {
    use super::one_edit;

    #[test]
    fn one_slip_is_seen() {
        for (a, b) in [("raimondo", "raimono"), ("lavrov", "lavrvo"), ("peskov", "pescov"), ("a", "a")] {
            assert!(one_edit(a, b) && one_edit(b, a), "{a} {b}");
        }
        for (a, b) in [("raimondo", "raimon"), ("haley", "halle"), ("abcd", "badc")] {
            assert!(!one_edit(a, b), "{a} {b}");
        }
    }
}
