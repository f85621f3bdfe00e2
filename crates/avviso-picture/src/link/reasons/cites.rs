//! The page cites the other's outlet.
//!
//! Right: "Tarn Courier reported on Monday that …", "according to Tarn Courier", "he told Tarn Courier", "… they said.”
//! –Tarn Courier". Wrong: "He bought Tarn Courier in 2012", "The editors of Tarn Courier met", "a paper - Tarn Courier":
//! the outlet is spoken of, nothing is taken from it.

use std::ops::Range;

use avviso_record::Relation;

use super::super::leaf::Leaf;
use super::super::lines::{Line, Names};
use super::super::rule::RuleId;
use super::{Rank, Reason, before, behind, ends_with, reason, starts_with};

const CITES: RuleId = RuleId::new("copy.cites-outlet");

/// What stands directly before the name of an outlet that is cited.
const BEFORE: &[&str] = &[
    "according to",
    "told",
    "reported by",
    "report by",
    "report in",
    "report from",
    "report on",
    "reported in",
    "reported on",
    "reports in",
    "reports by",
    "reporting by",
    "story in",
    "story by",
    "article in",
    "article by",
    "article on",
    "published in",
    "published by",
    "published on",
    "interview with",
    "interview by",
    "interview to",
    "speaking to",
    "speaking with",
    "spoke to",
    "spoke with",
    "talking to",
    "citing",
    "cited by",
    "quoted by",
    "quoted in",
    "as per",
    "seen by",
    "obtained by",
    "reviewed by",
    "statement to",
    "piece in",
    "column in",
    "op-ed in",
    "op-ed for",
    "writing in",
    "wrote in",
    "wrote for",
    "revealed by",
    "broken by",
    "poll by",
    "survey by",
    "analysis by",
    "investigation by",
    "email to",
    "details to",
];

/// What stands directly behind the name of an outlet that is cited.
const BEHIND: &[&str] = &[
    "reported",
    "reports",
    "report",
    "said",
    "says",
    "wrote",
    "writes",
    "first reported",
    "has reported",
    "had reported",
    "was first to report",
    "was the first to report",
    "has the",
    "has more",
    "have the",
    "noted",
    "notes",
    "revealed",
    "reveals",
    "published",
    "obtained",
    "quoted",
    "quotes",
    "described",
    "found",
    "has learned",
    "learned",
    "broke",
    "cited",
    "cites",
    "adds",
    "added",
    "explained",
    "explains",
    "which first reported",
    "which reported",
    "also reported",
    "also reports",
    "poll",
    "interview",
    "story",
    "article",
    "analysis",
    "investigation",
];

/// The record's own lineage.
pub(super) fn of_record(copy: &Leaf, names: &Names) -> Option<Reason> {
    let credit = copy.credits.iter().find(|credit| {
        credit.relation == Relation::Cites && names.means(credit.name.as_deref(), credit.url.as_deref())
    })?;
    Some(Reason { cites: true, ..reason(Rank::OwnWord, CITES, credit.evidence.at) })
}

/// A line of the page that names the outlet at `place`.
pub(super) fn of_line(copy: &Leaf, line: &Line<'_>, place: &Range<usize>) -> Option<Reason> {
    // What was left out of the article (teasers of other articles) is no word of it.
    if !matches!(line.place, super::super::lines::Where::Text(_)) {
        return None;
    }
    let (before, behind) = (before(line.words, place), behind(line.words, place));
    let cited = BEFORE.iter().any(|words| ends_with(&before, words))
        || BEHIND.iter().any(|words| starts_with(&behind, words))
        || signs(&before, &behind);
    cited.then(|| Reason { cites: true, ..reason(Rank::OwnWord, CITES, line.at(copy, place.clone())) })
}

/// The outlet signs what stands before it: "… in any future contact with them.” –Tarn Courier", at the line's end.
fn signs(before: &str, behind: &str) -> bool {
    let is_end = behind.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let words = before.trim_end_matches(['—', '–', '-', '―', ' ']);
    is_end && words.len() < before.len() && words.ends_with(['.', '!', '?', '”', '"'])
}
