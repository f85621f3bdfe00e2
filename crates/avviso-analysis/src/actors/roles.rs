//! Roles and organs: who held the office on the page's date, who was called so before, else an actor of its own.

use avviso_text::{Evidence, RuleId};

use super::clusters::{Candidate, Cluster, Clusters};
use crate::knowledge::EntityId;
use crate::layers::ActorKind;
use crate::mentions::What;

const ON_DATE: RuleId = RuleId::new("actors.office-on-date");
const APPOSITION: RuleId = RuleId::new("actors.apposition");
const CALLED_BEFORE: RuleId = RuleId::new("actors.role-called-before");

/// Roles that one person holds at a time, so that a search for the holder is owed an answer.
fn is_single_office(noun: &str, role: &str) -> bool {
    matches!(
        noun,
        "president"
            | "premier"
            | "chancellor"
            | "ambassador"
            | "envoy"
            | "king"
            | "queen"
            | "prince"
            | "emperor"
            | "pope"
    ) || (noun == "minister" && role != "minister")
        || (noun == "secretary" && role != "secretary")
        || (noun == "leader" && role.starts_with("supreme"))
}

/// Whether somebody of role `held` may be called `called` later on: the foreign minister is "the diplomat".
fn may_be_called(held: &str, called: &str) -> bool {
    if held == called {
        return true;
    }
    match called {
        "diplomat" => matches!(
            held,
            "ambassador" | "envoy" | "negotiator" | "consul" | "minister" | "secretary" | "representative"
        ),
        "leader" => matches!(
            held,
            "president"
                | "premier"
                | "chancellor"
                | "king"
                | "queen"
                | "dictator"
                | "chairman"
                | "emir"
                | "sultan"
                | "minister"
        ),
        "official" => matches!(
            held,
            "spokesman"
                | "spokeswoman"
                | "spokesperson"
                | "adviser"
                | "advisor"
                | "negotiator"
                | "secretary"
                | "undersecretary"
        ),
        "politician" | "statesman" => matches!(
            held,
            "president" | "premier" | "chancellor" | "minister" | "senator" | "lawmaker" | "leader"
        ),
        "dictator" | "strongman" => matches!(held, "leader" | "president" | "premier"),
        "envoy" => held == "ambassador",
        "journalist" | "reporter" => matches!(held, "correspondent" | "columnist" | "editor"),
        _ => false,
    }
}

impl Clusters<'_> {
    /// Titles of names, then phrases of role and organ.
    pub(super) fn roles(&mut self) {
        for at in 0..self.of.len() {
            let detail = self.detail(at);
            let named = matches!(detail.what, What::Known | What::Person) && detail.role.is_some();
            if named && let Some(cluster) = self.cluster_of(at) {
                self.call(cluster, at);
            } else if matches!(detail.what, What::Known | What::Person)
                && let Some(title) = self.title_in_name(at)
                && let Some(cluster) = self.cluster_of(at)
                && self.is_person(cluster)
                && !self.cluster(cluster).nouns.contains(&title)
            {
                self.cluster_mut(cluster).nouns.push(title);
            }
            match detail.what {
                What::Role => self.role(at),
                What::Organ | What::Government => self.organ(at),
                What::Known
                | What::Person
                | What::Outlet
                | What::Body
                | What::Paper
                | What::Pair
                | What::Set(_) => {}
            }
        }
    }

    /// The role that a name begins with ("President Kennedy", where the tables have that name), or that stands before
    /// it in short ("Gov. Edwards").
    fn title_in_name(&self, at: usize) -> Option<&'static str> {
        let span = self.mention(at).span;
        let first = self.words(span).split_whitespace().next()?.to_lowercase();
        let before = self.context.article.text().get(..span.start())?.trim_end();
        let from =
            (before.len().saturating_sub(12)..=before.len()).find(|at| before.is_char_boundary(*at))?;
        let short = before.get(from..)?.rsplit(char::is_whitespace).next()?.to_lowercase();
        let long = |word: &str| match word.trim_end_matches('.') {
            "gov" => Some("governor"),
            "sen" => Some("senator"),
            "rep" => Some("representative"),
            "pres" => Some("president"),
            _ => None,
        };
        let noun = crate::mentions::lexicon::noun(&first)
            .filter(|noun| noun.class == crate::mentions::lexicon::NounClass::Person && !noun.plural);
        noun.map(|noun| noun.lemma).or_else(|| long(&first)).or_else(|| long(&short))
    }

    /// Notes by which role a cluster is called, and whose it is.
    fn call(&mut self, cluster: usize, at: usize) {
        let detail = self.detail(at);
        let owner =
            detail.owners.first().and_then(|&owner| self.cluster_of(owner)).map(|owner| self.served(owner));
        let country = self.country_of(&detail.owners);
        let known = self.cluster(cluster).entity.is_some();
        let target = self.cluster_mut(cluster);
        if let Some(noun) = detail.noun
            && !target.nouns.contains(&noun)
        {
            target.nouns.push(noun);
        }
        if !known {
            target.country = target.country.take().or(country);
            target.sector = target.sector.take().or_else(|| detail.sector.map(str::to_owned));
        }
        if detail.noun != Some("counterpart")
            && let Some(role) = &detail.role
        {
            let better = target.title.as_ref().is_none_or(|(_, of)| of.is_none() && owner.is_some());
            if better {
                target.title = Some((detail.title.clone().unwrap_or_else(|| role.clone()), owner));
                target.role = Some(role.clone());
            }
        }
    }

    /// Whom somebody's minister serves: of a person, the state.
    fn served(&self, owner: usize) -> usize {
        let cluster = self.cluster(owner);
        if cluster.kind != ActorKind::Person {
            return owner;
        }
        let state = cluster.country.as_ref().and_then(|country| self.knowledge().by_key(country));
        state.and_then(|state| self.by_entity.get(&state).copied()).unwrap_or(owner)
    }

    fn role(&mut self, at: usize) {
        let detail = self.detail(at);
        if let Some(cluster) = detail.same_as.and_then(|name| self.cluster_of(name)) {
            self.join(at, cluster);
            self.call(cluster, at);
            self.because(cluster, at, APPOSITION);
            return;
        }
        let (noun, role) = (detail.noun.unwrap_or_default(), detail.role.clone().unwrap_or_default());
        let mut owners: Vec<usize> =
            detail.owners.iter().filter_map(|&owner| self.cluster_of(owner)).collect();
        if owners.is_empty()
            && let Some(pronoun) = detail.owner_pronoun
        {
            owners.extend(self.owner_by_pronoun(at, pronoun));
        }
        let owner = owners.first().map(|&owner| self.served(owner));
        let country = owner.and_then(|owner| self.cluster(owner).country.clone());
        let indefinite = {
            let words = self.words(self.mention(at).span);
            ["a ", "an ", "another ", "one "].iter().any(|article| {
                words.get(..article.len()).is_some_and(|start| start.eq_ignore_ascii_case(article))
            })
        };
        if !detail.plural && !indefinite {
            let served = owner.and_then(|owner| self.cluster(owner).entity);
            if let Some(state) = served
                && let Some(cluster) = self.holder(at, state, &role)
            {
                self.join(at, cluster);
                self.call(cluster, at);
                return;
            }
            if let Some(cluster) = self.called_before(at, noun, country.as_deref(), owner.is_some()) {
                self.join(at, cluster);
                self.because(cluster, at, CALLED_BEFORE);
                return;
            }
        }
        let key = format!("role {owner:?} {role} {}", detail.plural);
        // "officials said … officials said": the same unnamed ones, or not; a definite role is the same.
        if !indefinite
            && owner.is_some()
            && let Some(&cluster) = self.by_name.get(&key)
        {
            self.join(at, cluster);
            return;
        }
        let kind = if detail.plural { ActorKind::Group } else { ActorKind::Person };
        let mut cluster = Cluster::new(kind, if owner.is_some() { 80 } else { 60 });
        cluster.country = country;
        cluster.sector = detail.sector.map(str::to_owned);
        cluster.nouns.extend(detail.noun);
        if !detail.plural && noun != "counterpart" {
            cluster.title = Some((detail.title.clone().unwrap_or_else(|| role.clone()), owner));
            cluster.role = Some(role.clone());
        }
        // "Cuban and North Korean diplomats" are of no one country.
        if owners.iter().any(|&other| self.cluster(other).country != cluster.country) {
            cluster.country = None;
        }
        let state =
            owner.map(|owner| self.cluster(owner)).and_then(|c| c.entity).map(|e| self.knowledge().entity(e));
        if let Some(state) = state
            && !detail.plural
            && !indefinite
            && is_single_office(noun, &role)
        {
            let on = self.when.page.map_or_else(
                || "at a date that is not known".to_owned(),
                |(first, last)| {
                    if first == last { format!("on {first}") } else { format!("between {first} and {last}") }
                },
            );
            let title = detail.title.as_deref().unwrap_or(&role);
            cluster.unresolved = Some(format!("no person is known as {}'s {title} {on}", state.name));
        }
        cluster.candidates = self.ranked_holders(at, owner.and_then(|o| self.cluster(o).entity), &role);
        let made = self.make(cluster);
        self.join(at, made);
        self.by_name.insert(key, made);
    }

    /// The cluster of the one who surely held the office on the page's days.
    fn holder(&mut self, at: usize, state: EntityId, role: &str) -> Option<usize> {
        let days = self.when.of_sentence(self.mention(at).sentence.map(avviso_text::Id::index));
        let (first, last) = days?;
        let mut holders: Vec<EntityId> = Vec::new();
        let mut sure = true;
        for &office in self.knowledge().offices_of(state) {
            if self.knowledge().office(office).forms.iter().all(|form| form != role) {
                continue;
            }
            for tenure in self.knowledge().holders(office, first, last) {
                sure &= tenure.sourced;
                if !holders.contains(&tenure.person) {
                    holders.push(tenure.person);
                }
            }
        }
        // Someone of that office who is named on the page is meant before one who is not.
        let named: Vec<EntityId> = holders.iter().copied().filter(|h| self.by_entity.contains(h)).collect();
        let only = match (named.as_slice(), holders.as_slice()) {
            ([only], _) => *only,
            ([], [only]) if sure && self.knowledge().entity(*only).sourced && self.when.dated => *only,
            _ => return None,
        };
        let new = !self.by_entity.contains(&only);
        let cluster = self.of_entity(only, 80);
        if new {
            self.cluster_mut(cluster).percent = 80;
        }
        self.because(cluster, at, ON_DATE);
        Some(cluster)
    }

    /// Those who may have held the office on the page's days, best first.
    fn ranked_holders(&self, at: usize, state: Option<EntityId>, role: &str) -> Vec<Candidate> {
        let (Some(state), Some((first, last))) = (state, self.when.page) else { return Vec::new() };
        if self.detail(at).plural {
            return Vec::new();
        }
        let mut list: Vec<Candidate> = Vec::new();
        for &office in self.knowledge().offices_of(state) {
            if self.knowledge().office(office).forms.iter().all(|form| form != role) {
                continue;
            }
            for tenure in self.knowledge().holders(office, first, last) {
                let mut evidence = Evidence::at(self.mention(at).span, ON_DATE);
                if !tenure.sourced {
                    evidence = evidence.noting("unsourced row: ranks, does not decide");
                }
                if list.iter().all(|c| c.entity != tenure.person) {
                    let percent = if tenure.sourced { 40 } else { 30 };
                    list.push(Candidate { entity: tenure.person, percent, evidence });
                }
            }
        }
        list.sort_by_key(|c| (std::cmp::Reverse(c.percent), c.entity));
        list.truncate(self.context.limits.candidates as usize);
        list
    }

    /// The latest person before who was called by a role that fits, of the same country. Of several who hold an office
    /// of one at a time, each somewhere, only one whom the page names more often than the others.
    fn called_before(&self, at: usize, noun: &str, country: Option<&str>, owned: bool) -> Option<usize> {
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        // Not further back than a page's worth of mentions, so that work stays linear.
        for before in (at.saturating_sub(60)..at).rev() {
            let Some(cluster) = self.cluster_of(before) else { continue };
            if let Some((_, times)) = fitting.iter_mut().find(|(known, _)| *known == cluster) {
                *times += 1;
                continue;
            }
            let person = self.cluster(cluster);
            if person.kind != ActorKind::Person {
                continue;
            }
            if owned && (country.is_none() || person.country.as_deref() != country) {
                continue;
            }
            if person.nouns.iter().any(|held| may_be_called(held, noun)) {
                fitting.push((cluster, 1));
            }
        }
        let latest = fitting.first().map(|(cluster, _)| *cluster);
        if owned || fitting.len() < 2 || !is_single_office(noun, noun) {
            return latest;
        }
        let most = fitting.iter().map(|(_, times)| *times).max()?;
        let mut often = fitting.iter().filter(|(_, times)| *times == most);
        let (only, more) = (often.next()?, often.next());
        more.is_none().then_some(only.0)
    }

    fn organ(&mut self, at: usize) {
        let detail = self.detail(at);
        let (noun, role) = (detail.noun.unwrap_or_default(), detail.role.clone().unwrap_or_default());
        let mut owners: Vec<usize> =
            detail.owners.iter().filter_map(|&owner| self.cluster_of(owner)).collect();
        if owners.is_empty()
            && let Some(pronoun) = detail.owner_pronoun
        {
            owners.extend(self.owner_by_pronoun(at, pronoun));
            if owners.is_empty() {
                return;
            }
        }
        let Some(owner) = owners.first().copied() else {
            // "the ministry": the one named before.
            let before = (at.saturating_sub(60)..at).rev().find_map(|before| {
                let earlier = self.detail(before);
                let organ =
                    matches!(earlier.what, What::Organ | What::Government) && earlier.noun == Some(noun);
                if organ { self.cluster_of(before) } else { None }
            });
            if let Some(cluster) = before.filter(|_| detail.definite) {
                self.join(at, cluster);
                self.because(cluster, at, CALLED_BEFORE);
            }
            return;
        };
        let key = format!("organ {owner} {role} {}", detail.plural);
        let cluster = if let Some(&cluster) = self.by_name.get(&key) {
            cluster
        } else {
            let government = detail.what == What::Government
                || matches!(noun, "ministry" | "department" | "parliament" | "embassy" | "treasury");
            let kind = match (detail.plural, government) {
                (true, _) => ActorKind::Group,
                (false, true) => ActorKind::Government,
                (false, false) => ActorKind::Organisation,
            };
            let mut cluster = Cluster::new(kind, 90);
            cluster.country = self.cluster(owner).country.clone();
            cluster.sector = detail.sector.map(str::to_owned);
            if noun == "guard" && role.contains("coast") {
                cluster.sector = Some("MIL".to_owned());
            }
            cluster.nouns.extend(detail.noun);
            let made = self.make(cluster);
            self.by_name.insert(key, made);
            made
        };
        self.join(at, cluster);
    }
}
