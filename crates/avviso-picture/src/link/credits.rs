//! Third places that a page credits with its words: what its record says, and what stands at the head or foot of it in
//! a form that names an agency whatever its name.

use avviso_record::picture::OriginKind;
use avviso_record::{Confidence, Evidence, Relation};

use super::leaf::{Leaf, fold_name};
use super::lines::{Line, lines};
use super::reasons::is_dateline;
use super::rule::RuleId;

const WIRE_CREDIT: RuleId = RuleId::new("copy.wire-credit");

/// Words of the longest name of an agency.
const NAME_WORDS: usize = 4;
/// Lines at the head of a page in which a dateline is looked for.
const HEAD: usize = 12;

/// Words by which a name is told to be an agency's.
const AGENCY: &[&str] = &[
    "agency",
    "associated",
    "bureau",
    "dispatch",
    "news",
    "newsfeed",
    "newswire",
    "press",
    "reuters",
    "service",
    "syndicate",
    "wire",
    "wires",
];

/// A place that a page credits with its words.
#[derive(Clone, Debug)]
pub(crate) struct Third {
    pub(crate) name: String,
    pub(crate) folded: String,
    pub(crate) kind: OriginKind,
    pub(crate) confidence: Confidence,
    pub(crate) evidence: Evidence,
}

/// Finds whom a page credits; each name once, in order of where it is looked for.
pub(crate) fn thirds(leaf: &Leaf) -> Vec<Third> {
    let mut out: Vec<Third> = Vec::new();
    let mut push = |name: &str, kind, confidence, evidence: Evidence| {
        let folded = fold_name(name);
        if !folded.is_empty() && !out.iter().any(|third| third.folded == folded) {
            out.push(Third { name: name.to_owned(), folded, kind, confidence, evidence });
        }
    };
    for credit in &leaf.credits {
        let kind = match credit.relation {
            Relation::Cites => continue,
            Relation::WireCredit => OriginKind::Agency,
            Relation::RepublishedFrom | Relation::ExcerptOf | Relation::TranslatedFrom => OriginKind::Outlet,
        };
        if let Some(name) = &credit.name {
            push(name, kind, credit.confidence, credit.evidence.clone());
        }
    }
    for (number, line) in lines(leaf).enumerate() {
        let Some(part) = agency_of(&line, number) else { continue };
        let evidence = Evidence {
            at: line.at(leaf, part.clone()),
            because: WIRE_CREDIT.as_str().to_owned(),
            note: None,
        };
        push(&line.words[part], OriginKind::Agency, CREDITED, evidence);
    }
    let own = leaf.outlet.as_ref().map(|outlet| fold_name(&outlet.name));
    out.retain(|third| Some(&third.folded) != own.as_ref());
    out
}

const CREDITED: Confidence = Confidence::from_ten_thousandths(8000).expect("below one");

/// Finds the name of an agency that a line credits: in brackets in a dateline, or alone behind "By" or "Reporting by".
fn agency_of(line: &Line<'_>, number: usize) -> Option<std::ops::Range<usize>> {
    let words = line.words;
    if number < HEAD
        && let Some(open) = words.find('(').filter(|&open| open < 60)
        && let Some(close) = words[open..].find(')').map(|close| open + close)
    {
        let place = open + 1..close;
        if is_dateline(words, &place) && is_name(&words[place.clone()]) {
            return Some(place);
        }
    }
    let lower = words.to_lowercase();
    let start = ["reporting by ", "by "].into_iter().find(|start| lower.starts_with(start))?.len();
    let name = words.get(start..)?.trim_end_matches(['.', ' ']);
    (is_name(name) && names_agency(name)).then(|| start..start + name.len())
}

fn is_name(name: &str) -> bool {
    let words = name.split_whitespace();
    let capitals = words.clone().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    capitals && (1..=NAME_WORDS).contains(&words.count())
}

fn names_agency(name: &str) -> bool {
    name.to_lowercase().split_whitespace().any(|word| AGENCY.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::lines::Where;

    fn agency(words: &str) -> Option<&str> {
        agency_of(&Line { words, place: Where::Text(0) }, 3).map(|part| &words[part])
    }

    #[test]
    fn agencies_are_told_by_the_form_of_the_credit() {
        assert_eq!(agency("OSLO, Norway (Nordic Desk) — The minister went."), Some("Nordic Desk"));
        assert_eq!(agency("(AP) - The minister went."), Some("AP"));
        assert_eq!(agency("By Northern Press"), Some("Northern Press"));
        assert_eq!(agency("Reporting by Fjord Wire."), Some("Fjord Wire"));
        assert_eq!(agency("By Anna Holm"), None);
        assert_eq!(agency("The minister (Labour) — once a fisher — went."), None);
        assert_eq!(agency("OSLO (see below) — The minister went."), None);
        assert_eq!(agency("By the time the press came, he had left."), None);
    }
}
