//! One page was published wholly before the other.
//!
//! Right: 2019-03-01 and 2019-03-02; 10:00+03:00 and 10:00Z of one day. Wrong: the same day; 10:00 and 12:00 on two clocks
//! of which nobody says where they hang; "March 2019" and 2019-03-02, which may be before or after.

use avviso_record::{Date, Evidence};

use super::super::leaf::Leaf;
use super::super::rule::RuleId;
use super::{Rank, Reason};

const BEFORE: RuleId = RuleId::new("copy.published-before");

/// Says whether `first` was published wholly before `second`, as far as their dates tell.
pub(crate) fn is_before(first: &Leaf, second: &Leaf) -> bool {
    let (Some(first), Some(second)) = (&first.published, &second.published) else { return false };
    match (&first.to, &second.from) {
        (Some(end), Some(start)) => {
            start.is_after(end) && (start.day() != end.day() || has_offset(start) && has_offset(end))
        }
        _ => false,
    }
}

/// Says whether a moment says on which clock: only then are hours of one day comparable between outlets.
fn has_offset(date: &Date) -> bool {
    date.as_str().split_once('T').is_some_and(|(_, time)| time.ends_with('Z') || time.contains(['+', '-']))
}

/// The day of `source`, where it lies before that of `copy`.
pub(super) fn before(source: &Leaf, copy: &Leaf) -> Option<Reason> {
    if !is_before(source, copy) {
        return None;
    }
    let evidence = source.published.as_ref()?.evidence.first()?;
    let evidence = Evidence { at: evidence.at, because: BEFORE.as_str().to_owned(), note: None };
    Some(Reason { rank: Rank::Day, evidence, on_source: true, names_source: false, cites: false })
}
