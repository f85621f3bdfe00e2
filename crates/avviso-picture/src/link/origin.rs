//! Where a group's prose comes from, as far as its pages name it.

use avviso_record::Confidence;
use avviso_record::picture::{Origin, OriginKind, PageEvidence};

use super::credits::Third;
use super::leaf::{Leaf, fold_name};

/// A place that a page of the group names as where its words come from, and the page of the group that is of that
/// place, if there is one.
#[derive(Debug)]
pub(crate) struct Named<'p> {
    /// The page that names it.
    pub(crate) by: u32,
    pub(crate) third: &'p Third,
    /// The page that is of that place.
    pub(crate) page: Option<u32>,
}

/// Finds the innermost of the places that are named: one that names nobody itself, or has no page in the group. Of
/// several the one that most pages name, then an agency before an outlet, then in order of the name.
pub(crate) fn innermost(leaves: &[Leaf], named: &[Named<'_>], first: Option<u32>) -> Option<Origin> {
    // A page that is of a named place and names another place is no origin, unless they name each other.
    let names_another = |page: u32| {
        named.iter().any(|it| {
            it.by == page && it.page.is_none_or(|other| other != page && !names(named, other, page))
        })
    };
    let inner: Vec<&Named<'_>> =
        named.iter().filter(|it| it.page.is_none_or(|page| !names_another(page))).collect();
    let mut names: Vec<&str> = inner.iter().map(|it| it.third.folded.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let weight = |name: &str| {
        let of_name = || inner.iter().filter(|it| it.third.folded == name);
        let agency = of_name().any(|it| it.third.kind == OriginKind::Agency);
        let is_first = first.is_some() && of_name().any(|it| it.page == first);
        (is_first, of_name().count(), agency)
    };
    let best = names.into_iter().rev().max_by_key(|name| weight(name))?;
    let of_best: Vec<&&Named<'_>> = inner.iter().filter(|it| it.third.folded == best).collect();
    let one = of_best.first()?;
    let page = of_best.iter().find_map(|it| it.page);
    let name = page
        .and_then(|page| leaves[page as usize].outlet.as_ref())
        .filter(|outlet| fold_name(&outlet.name) == one.third.folded)
        .map_or_else(|| one.third.name.clone(), |outlet| outlet.name.clone());
    let confidence = of_best.iter().map(|it| it.third.confidence).max().unwrap_or(Confidence::FULL);
    Some(Origin {
        name,
        kind: if of_best.iter().any(|it| it.third.kind == OriginKind::Agency) {
            OriginKind::Agency
        } else {
            one.third.kind
        },
        page: page.map(|page| leaves[page as usize].page.clone()),
        confidence,
        evidence: of_best
            .iter()
            .map(|it| PageEvidence {
                page: leaves[it.by as usize].page.clone(),
                evidence: it.third.evidence.clone(),
            })
            .collect(),
    })
}

fn names(named: &[Named<'_>], by: u32, page: u32) -> bool {
    named.iter().any(|it| it.by == by && it.page == Some(page))
}
