//! Third places that a page credits with its words: what its record says, and what stands at the head or foot of it in
//! a form that names an agency whatever its name.

use avviso_record::picture::OriginKind;
use avviso_record::{Confidence, Evidence, Relation};

use super::leaf::{Leaf, fold_name};
use super::lines::{Line, Where, lines};
use super::reasons::is_dateline;
use super::rule::RuleId;

const WIRE_CREDIT: RuleId = RuleId::new("copy.wire-credit");

/// Words of the longest name of an agency.
const NAME_WORDS: usize = 4;
/// Lines at the head of a page in which a dateline is looked for.
const HEAD: usize = 12;

/// Lines at the foot of the text in which a closing credit is looked for.
const FOOT: usize = 3;

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
    let in_text = lines(leaf).take_while(|line| matches!(line.place, Where::Text(_))).count();
    for (number, line) in lines(leaf).enumerate() {
        let is_foot = number < in_text && number + FOOT >= in_text;
        let closing = || is_foot.then(|| closing_credit(line.words)).flatten();
        let alone = || (number < HEAD || is_foot).then(|| agency_alone(line.words)).flatten();
        let Some(part) = agency_of(&line, number).or_else(closing).or_else(alone) else { continue };
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

/// Finds the agency whose letters end an article: "It will be tried again. — AFP", "- BBC".
///
/// Catches "…, researchers said. — AFP", "The tide turned.–Fjord Wire" and "- BBC". Leaves alone "Go on. — Anna Holm",
/// "They met in the hall - AFP".
fn closing_credit(words: &str) -> Option<std::ops::Range<usize>> {
    let bare =
        words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']' | '/' | '|'));
    let start = bare.rfind(['—', '–', '-', '―', '(', '/'])?;
    let mark = bare[start..].chars().next()?;
    let before = bare[..start].trim_end();
    let ends = before.is_empty() || before.ends_with(['.', '!', '?', '"', '”', '’']);
    let name = bare[start + mark.len_utf8()..].trim_start();
    let letters = (3..=6).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    (ends && is_name(name) && (letters || is_known(name) || names_agency(name) && name.contains(' ')))
        .then(|| bare.len() - name.len()..bare.len())
}

/// Finds an agency that stands on a line of its own: "Reuters|", "(AFP)".
fn agency_alone(words: &str) -> Option<std::ops::Range<usize>> {
    let name = words.trim_matches(|c: char| !c.is_alphanumeric());
    let start = words.find(name)?;
    is_known(name).then(|| start..start + name.len())
}

/// Agencies whose names say nothing of their trade.
const KNOWN: &[&str] = &[
    "aap",
    "afp",
    "anadolu",
    "ani",
    "ansa",
    "ap",
    "apa",
    "bloomberg",
    "dpa",
    "efe",
    "ians",
    "interfax",
    "kyodo",
    "ntb",
    "pa",
    "pti",
    "reuters",
    "sputnik",
    "tass",
    "tt",
    "upi",
    "xinhua",
    "yonhap",
];

fn is_known(name: &str) -> bool {
    let is_written = name.chars().next().is_some_and(char::is_uppercase) || name == "dpa";
    is_written && KNOWN.contains(&name.to_lowercase().as_str())
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

    #[test]
    fn an_agency_signs_at_the_end_or_alone() {
        let closing = |words: &'static str| closing_credit(words).map(|part| &words[part]);
        assert_eq!(closing("It may be lava, researchers said. — AFP"), Some("AFP"));
        assert_eq!(closing("The tide turned.–Fjord Wire"), Some("Fjord Wire"));
        assert_eq!(closing("- BBC"), Some("BBC"));
        assert_eq!(closing("“They met.” (Reuters)"), Some("Reuters"));
        assert_eq!(closing("Go on. — Anna Holm"), None);
        assert_eq!(closing("They met in the hall - AFP"), None);
        assert_eq!(closing("It was built by NATO."), None);
        let alone = |words: &'static str| agency_alone(words).map(|part| &words[part]);
        assert_eq!(alone("Reuters|"), Some("Reuters"));
        assert_eq!(alone("Press"), None);
        assert_eq!(alone("The Reuters building burned."), None);
        assert_eq!(alone("ap"), None);
    }
}
