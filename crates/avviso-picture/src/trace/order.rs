//! Which of several pages is told first, and which page had the words first.
//!
//! Reasons for an order are those of linking, in the same ranks: a page's own word outranks days; reasons of one rank
//! that disagree decide nothing.

use std::cmp::Ordering;

use avviso_record::picture::{PageEvidence, Place};
use avviso_record::{At, Date, Evidence, Record};

use super::found::{Hit, Looked, Page};

/// What a page says about itself that an order is told by.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    outlet: Option<Name>,
    published: Option<Published>,
    lineage: Vec<(Name, Vec<Evidence>)>,
}

#[derive(Clone, Debug)]
struct Published {
    from: Option<Date>,
    to: Option<Date>,
    evidence: Vec<Evidence>,
}

/// An outlet as it is known again: by its name, without an article, or by its domain.
#[derive(Clone, Debug, Default)]
struct Name {
    name: Option<String>,
    domain: Option<String>,
}

impl Name {
    fn new(name: Option<&str>, domain: Option<&str>) -> Self {
        let fold = |name: &str| {
            let folded = name.to_lowercase();
            folded.strip_prefix("the ").map_or(folded.clone(), str::to_owned)
        };
        Self { name: name.map(fold), domain: domain.map(str::to_lowercase) }
    }

    /// Says whether two names mean one outlet: the same name or domain, or a name that is the other's domain as people
    /// speak it ("Daily Planet", dailyplanet.com).
    fn is(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
        let spoken = |named: &Self, sited: &Self| {
            named.name.as_ref().zip(sited.domain.as_ref().or(sited.name.as_ref())).is_some_and(
                |(name, domain)| {
                    let Some((label, _)) = domain.split_once('.') else { return false };
                    let letters = || name.chars().filter(|c| c.is_alphanumeric());
                    letters().eq(label.chars().filter(|c| c.is_alphanumeric()))
                        || letters().eq(label
                            .strip_prefix("the")
                            .unwrap_or(label)
                            .chars()
                            .filter(|c| c.is_alphanumeric()))
                },
            )
        };
        same(&self.name, &other.name)
            || same(&self.domain, &other.domain)
            || same(&self.name, &other.domain)
            || same(&self.domain, &other.name)
            || spoken(self, other)
            || spoken(other, self)
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

impl Facts {
    pub(super) fn new(record: &Record) -> Self {
        let actor = |id| record.actors.iter().find(|actor| Some(actor.id) == id);
        let article = &record.article;
        Self {
            outlet: article.outlet.as_ref().map(|it| Name::new(Some(&it.name), it.domain.as_deref())),
            published: article.published.as_ref().map(|it| Published {
                from: it.from.clone(),
                to: it.to.clone(),
                evidence: it.evidence.clone(),
            }),
            lineage: article
                .lineage
                .iter()
                .map(|it| {
                    let name = actor(it.outlet).map(|actor| actor.name.as_str());
                    (Name::new(name, it.url.as_deref().and_then(host)), it.evidence.clone())
                })
                .collect(),
        }
    }

    /// The reasons why this page's words come from `other`: it names the other's outlet.
    fn names(&self, other: &Self) -> Option<&[Evidence]> {
        let outlet = other.outlet.as_ref()?;
        self.lineage.iter().find(|(name, _)| name.is(outlet)).map(|(_, evidence)| evidence.as_slice())
    }

    /// Says whether this page was published wholly before `other`.
    fn is_before(&self, other: &Self) -> bool {
        let ends = self.published.as_ref().and_then(|it| it.to.as_ref());
        let starts = other.published.as_ref().and_then(|it| it.from.as_ref());
        ends.zip(starts).is_some_and(|(end, start)| start.is_after(end))
    }
}

/// The order in which places are told: by status, similarity, day (undated last), source.
pub(super) fn best_first(left_page: &Looked, left: &Hit, right_page: &Looked, right: &Hit) -> Ordering {
    let day = |page: &Looked| -> (bool, String) {
        let from = page.page.facts.published.as_ref().and_then(|it| it.from.as_ref());
        (from.is_none(), from.map(|it| it.day().to_owned()).unwrap_or_default())
    };
    (left.status.cmp(&right.status))
        .then(right.similarity.cmp(&left.similarity))
        .then_with(|| day(left_page).cmp(&day(right_page)))
        .then_with(|| left_page.page.source.cmp(&right_page.page.source))
        .then_with(|| left_page.page.id.cmp(&right_page.page.id))
}

/// Pages that are compared each with each; of more only the days are.
const EACH: usize = 64;

/// Whether the first of two pages has the words from before the second, with the reasons.
fn precedes(first: &Page, second: &Page) -> Option<Vec<PageEvidence>> {
    let reason = |page: &Page, evidence: &Evidence, because: &str| PageEvidence {
        page: page.id.clone(),
        evidence: Evidence { at: evidence.at, because: because.to_owned(), note: None },
    };
    match (second.facts.names(&first.facts), first.facts.names(&second.facts)) {
        (Some(evidence), None) => {
            return Some(evidence.iter().map(|it| reason(second, it, "trace.names-outlet")).collect());
        }
        // It is the other way round, or each names the other.
        (_, Some(_)) => return None,
        (None, None) => {}
    }
    if !first.facts.is_before(&second.facts) {
        return None;
    }
    let days = [first, second].into_iter().filter_map(|page| {
        let published = page.facts.published.as_ref()?;
        Some(reason(page, published.evidence.first()?, "trace.published-before"))
    });
    Some(days.collect())
}

/// The page that precedes all others, with its reasons; its index among the pages.
fn first_of(pages: &[&Page]) -> Option<(usize, Vec<PageEvidence>)> {
    if pages.len() > EACH {
        let first = (0..pages.len()).find(|&it| {
            pages
                .iter()
                .enumerate()
                .all(|(other, page)| other == it || pages[it].facts.is_before(&page.facts))
        })?;
        return Some((first, Vec::new()));
    }
    // Reasons are joined: where a comes before b and b before c, a comes before c.
    let reasons: Vec<Vec<Option<Vec<PageEvidence>>>> =
        pages.iter().map(|first| pages.iter().map(|second| precedes(first, second)).collect()).collect();
    let mut comes: Vec<Vec<bool>> = reasons
        .iter()
        .map(|row| row.iter().map(|it| it.as_ref().is_some_and(|it| !it.is_empty())).collect())
        .collect();
    for middle in 0..pages.len() {
        for from in 0..pages.len() {
            for to in 0..pages.len() {
                comes[from][to] |= comes[from][middle] && comes[middle][to];
            }
        }
    }
    let mut firsts =
        (0..pages.len()).filter(|&it| (0..pages.len()).all(|other| other == it || comes[it][other]));
    let first = firsts.next()?;
    // In a circle nobody is first.
    if firsts.next().is_some() || comes[first][first] {
        return None;
    }
    let mut evidence: Vec<PageEvidence> = Vec::new();
    for reason in reasons[first].iter().flatten().flatten() {
        if !evidence.contains(reason) {
            evidence.push(reason.clone());
        }
    }
    Some((first, evidence))
}

/// The place itself as a reason.
fn at_place(page: &Page, hit: &Hit, because: &str) -> PageEvidence {
    let evidence = Evidence { at: At::Text(hit.found[0].span), because: because.to_owned(), note: None };
    PageEvidence { page: page.id.clone(), evidence }
}

fn placed(page: &Page, evidence: Vec<PageEvidence>) -> Place {
    Place { page: page.id.clone(), source: page.source.clone(), evidence }
}

/// The page that had the words first; with its index.
pub(super) fn earliest(holders: &[(&Page, &Hit)]) -> Option<(usize, Place)> {
    if let [(page, hit)] = holders {
        return Some((0, placed(page, vec![at_place(page, hit, "trace.only-page")])));
    }
    let pages: Vec<&Page> = holders.iter().map(|&(page, _)| page).collect();
    let (first, mut evidence) = first_of(&pages)?;
    let (page, hit) = holders[first];
    if evidence.is_empty() {
        evidence.push(at_place(page, hit, "trace.published-before"));
    }
    Some((first, placed(page, evidence)))
}

/// The page that first has other words than the earliest has.
pub(super) fn changed_first(holders: &[(&Page, &Hit)], earliest: usize) -> Option<Place> {
    let wording = &holders[earliest].1.wording;
    let changed: Vec<(&Page, &Hit)> =
        holders.iter().filter(|(_, hit)| hit.wording != *wording).copied().collect();
    let pages: Vec<&Page> = changed.iter().map(|&(page, _)| page).collect();
    let (first, mut evidence) = if pages.len() == 1 { (0, Vec::new()) } else { first_of(&pages)? };
    let (page, hit) = changed[first];
    evidence.insert(0, at_place(page, hit, "trace.words-differ"));
    Some(placed(page, evidence))
}
