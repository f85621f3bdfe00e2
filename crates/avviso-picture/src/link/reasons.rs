//! Reasons for a direction: what one page carries that says that its words came from the other.
//!
//! Each rule is a function of the page that may be the copy, and the outlet, or the page, that may be its source. A
//! rule gives a reason with its place, and never decides: [`super::direction`] weighs.

mod cites;
mod hand_off;
mod leftover;
mod lineage;
mod published;

pub(super) use lineage::is_dateline;
pub(crate) use published::is_before;

use avviso_record::Evidence;

use super::leaf::Leaf;
use super::lines::{Names, lines};
use super::rule::RuleId;

/// How strong a reason is; a higher one outranks all lower ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// The page's own word.
    OwnWord,
    /// Hand-off lines and leftovers.
    Trace,
    /// Days.
    Day,
}

/// A reason why the words of one page came from another.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    pub(crate) rank: Rank,
    /// Where it stands, and the rule.
    pub(crate) evidence: Evidence,
    /// Whether it stands on the page that is the source, instead of on the copy.
    pub(crate) on_source: bool,
    /// Whether it names the source as where the words come from, and not only as one that is cited.
    pub(crate) names_source: bool,
    /// Whether it cites the source.
    pub(crate) cites: bool,
}

/// How much of both pages is shared, as parts and wholes in words of prose.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shares {
    pub(crate) copy: (usize, usize),
    pub(crate) source: (usize, usize),
}

/// Gives the reasons why `copy` may come from `source`, strongest first.
pub(crate) fn reasons(copy: &Leaf, source: &Leaf, shares: Shares) -> Vec<Reason> {
    let mut out = Vec::new();
    if let Some(outlet) = source.outlet.as_ref().filter(|outlet| !is_same_outlet(copy, outlet)) {
        let names = Names::of(outlet);
        out.extend(lineage::of_record(copy, &names));
        out.extend(cites::of_record(copy, &names));
        for line in lines(copy) {
            // The outlet may be spoken of before it is named as the source: the first place that says something counts.
            let found = names.all(line.words).find_map(|place| {
                lineage::of_line(copy, &line, &place)
                    .or_else(|| leftover::of_line(copy, &line, &place))
                    .or_else(|| cites::of_line(copy, &line, &place))
            });
            out.extend(found);
        }
    }
    out.extend(hand_off::of(copy, source, shares));
    out.extend(published::before(source, copy));
    out.sort_by_key(|reason| reason.rank);
    out.dedup_by(|a, b| a.evidence == b.evidence);
    out
}

fn is_same_outlet(leaf: &Leaf, outlet: &super::leaf::Outlet) -> bool {
    leaf.outlet.as_ref().is_some_and(|own| {
        super::leaf::fold_name(&own.name) == super::leaf::fold_name(&outlet.name)
            || own.domain.is_some() && own.domain == outlet.domain
    })
}

fn reason(rank: Rank, rule: RuleId, at: avviso_record::At) -> Reason {
    Reason {
        rank,
        evidence: Evidence { at, because: rule.as_str().to_owned(), note: None },
        on_source: false,
        names_source: false,
        cites: false,
    }
}

/// Lower-case words before a place in a line, without quotation marks and brackets at their end; at most 80 bytes.
fn before(line: &str, place: &std::ops::Range<usize>) -> String {
    let mut from = place.start.saturating_sub(80);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let text = line[from..place.start].to_lowercase();
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '['));
    // "on the Harbour Ledger": the article belongs to the name.
    text.strip_suffix(" the").unwrap_or(text).trim_end().to_owned()
}

/// Lower-case words behind a place in a line, without a possessive and marks at their start; at most 80 bytes.
fn behind(line: &str, place: &std::ops::Range<usize>) -> String {
    let mut to = (place.end + 80).min(line.len());
    while !line.is_char_boundary(to) {
        to -= 1;
    }
    let text = line[place.end..to].to_lowercase();
    let text = text.strip_prefix("'s").or_else(|| text.strip_prefix("’s")).unwrap_or(&text);
    text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | ',')).to_owned()
}

/// Says whether `text` ends with the words `end`, whole.
fn ends_with(text: &str, end: &str) -> bool {
    text.strip_suffix(end).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// Says whether `text` starts with the words `start`, whole.
fn starts_with(text: &str, start: &str) -> bool {
    text.strip_prefix(start).is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests;
