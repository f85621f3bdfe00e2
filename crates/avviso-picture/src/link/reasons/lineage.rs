//! The page names the other's outlet as the place that its words come from.
//!
//! Right: "Originally appeared on The Tarn Courier", "Source: Tarn Courier", "OSLO (Tarn Courier) — The minister …",
//! "Read the full story at tarncourier.example". Wrong: "He was first seen on Tarn Courier's steps", "The survey was
//! published by Tarn Courier": the first says nothing, the second is a citation.

use std::ops::Range;

use avviso_record::Relation;

use super::super::leaf::Leaf;
use super::super::lines::{Line, Names};
use super::super::rule::RuleId;
use super::{Rank, Reason, before, behind, ends_with, reason};

const NAMES_OUTLET: RuleId = RuleId::new("copy.lineage-names-outlet");

/// Words of the longest line that is a note about the article.
const NOTE: usize = 40;

/// What stands directly before the name in a credit.
const CREDIT: &[&str] = &[
    "source:",
    "sources:",
    "via",
    "courtesy of",
    "courtesy",
    "credit:",
    "h/t",
    "h/t:",
    "hat tip to",
    "hat tip:",
    "from:",
    "©",
    "(c)",
    "copyright",
    "reprinted from",
    "republished from",
    "reposted from",
    "excerpted from",
    "excerpt from",
    "adapted from",
    "cross-posted from",
    "crossposted from",
    "cross-posted at",
    "syndicated from",
    "taken from",
    "copied from",
    "translated from",
    "reprinted with permission from",
    "with permission from",
    "by permission of",
    "with permission of",
    "reporting by",
    "reporting from",
    "distributed by",
    "provided by",
    "content from",
];

/// Verbs of notes that say where an article stood, and the prepositions behind them.
const STOOD: &[&str] = &[
    "appeared",
    "published",
    "posted",
    "ran",
    "printed",
    "featured",
    "written",
    "produced",
    "reported",
    "aired",
    "run",
    "issued",
    "carried",
];
const AT: &[&str] = &["on", "by", "in", "at", "from", "for", "with", "over at"];

/// What makes such a line a note about the article it stands with.
const NOTE_WORDS: &[&str] = &[
    "originally",
    "first",
    "this article",
    "this story",
    "this post",
    "this piece",
    "this report",
    "this column",
    "this essay",
    "this commentary",
    "the post",
    "the article above",
    "permission",
    "previously",
];

/// What stands before the name where the rest is to be read.
const REST: &[&str] = &[
    "read the full story",
    "read the full article",
    "read the full report",
    "read the full piece",
    "read the full post",
    "read the whole story",
    "read the whole article",
    "read the whole thing",
    "read the rest",
    "read the entire article",
    "read the entire story",
    "read the original",
    "read the original article",
    "full story",
    "full article",
    "rest of the story",
    "rest of the article",
    "read more",
    "continue reading",
    "keep reading",
    "see the full story",
    "original article",
    "original story",
    "original post",
    "more",
];

/// The record's own lineage.
pub(super) fn of_record(copy: &Leaf, names: &Names) -> Option<Reason> {
    let credit = copy.credits.iter().find(|credit| {
        credit.relation != Relation::Cites && names.means(credit.name.as_deref(), credit.url.as_deref())
    })?;
    Some(Reason { names_source: true, ..reason(Rank::OwnWord, NAMES_OUTLET, credit.evidence.at) })
}

/// A line of the page that names the outlet at `place`.
pub(super) fn of_line(copy: &Leaf, line: &Line<'_>, place: &Range<usize>) -> Option<Reason> {
    let credits = is_dateline(line.words, place) || !line.is_longer_than(NOTE) && is_note(line.words, place);
    credits.then(|| {
        let at = line.at(copy, place.clone());
        Reason { names_source: true, ..reason(Rank::OwnWord, NAMES_OUTLET, at) }
    })
}

/// "OSLO (Tarn Courier) — The minister": the name in brackets at the head of a line, a dash behind them.
pub(in crate::link) fn is_dateline(line: &str, place: &Range<usize>) -> bool {
    let head = line[..place.start].trim_end();
    let Some(head) = head.strip_suffix('(') else { return false };
    let Some(tail) = line[place.end..].trim_start().strip_prefix(')') else { return false };
    let is_place = head
        .split_whitespace()
        .all(|word| word.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic()));
    let dash = tail.trim_start().chars().next();
    is_place && head.split_whitespace().count() <= 6 && matches!(dash, Some('—' | '–' | '-' | '―'))
}

fn is_note(line: &str, place: &Range<usize>) -> bool {
    let (before, behind) = (before(line, place), behind(line, place));
    let bare = before.trim_end_matches([':', ',', '-', '–', '—']).trim_end();
    if CREDIT.iter().any(|credit| ends_with(&before, credit) || ends_with(bare, credit)) {
        // "via" and the like stand in prose too: a credit ends its sentence, or starts the line.
        let is_end = behind.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
            || behind.starts_with(['.', ')', ']', '/', ':']);
        let word = bare.rsplit(' ').next().unwrap_or_default();
        return is_end || before.len() <= word.len() + 2;
    }
    // "From Anna Holm at Tarn Courier:", "By Tarn Courier".
    let start = line.trim_start().to_lowercase();
    if (start.starts_with("from ") && (bare == "from" || ends_with(bare, "at") || ends_with(bare, "of")))
        || (start.starts_with("by ") && (bare == "by" || ends_with(bare, "of") || ends_with(bare, "for")))
    {
        return behind.is_empty() || behind.starts_with([':', '.', '|', '-', '–', '—']);
    }
    let Some(head) = AT.iter().find_map(|at| bare.strip_suffix(at).filter(|rest| rest.ends_with(' '))) else {
        return false;
    };
    let head = head.trim_end();
    if REST.iter().any(|rest| ends_with(head, rest)) {
        return true;
    }
    let lower = line.to_lowercase();
    let near =
        head.rsplit(' ').take(6).any(|word| STOOD.contains(&word.trim_matches(|c: char| !c.is_alphabetic())));
    near && NOTE_WORDS.iter().any(|note| lower.contains(note)) && !is_cited(&lower, head)
}

/// "The details were first reported by Tarn Courier": what was reported first is a matter, not the article.
fn is_cited(lower: &str, head: &str) -> bool {
    ends_with(head, "reported") && !(lower.contains("this ") || lower.contains("the post"))
}
