//! "according to X", before, behind or inside what X says.
//!
//! Catches: According to a report by the Ledger, the bridge is closed. / The bridge is closed, according to the mayor.
//! Leaves: They were paid according to need. / The seats went out according to plan.

use std::ops::Range;

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.according-to");

/// Finds them in one sentence.
pub(crate) fn find(view: &View<'_>, sentence: Range<usize>, hits: &[Hit<'_>], out: &mut Vec<Candidate>) {
    for at in sentence.clone() {
        if view.lower(at) != "according" || view.lower(at + 1) != "to" {
            continue;
        }
        let leads = at == sentence.start || view.is(at - 1, Class::QUOTE.or(Class::CONJUNCTION));
        let source = if leads {
            phrases::after(view, at + 2, sentence.end)
        } else {
            phrases::closing(view, at + 2, sentence.end)
        };
        let Some(source) = source else { continue };
        if view.one_of(source.start, &["plan", "need", "law", "schedule", "whether", "how", "size", "age"]) {
            continue;
        }
        if let Some(content) = content(view, at, source.end, &sentence, hits) {
            let mut candidate = Candidate::new(RULE, 90).source(view, source).cue(view, at..at + 2);
            for range in content {
                candidate = candidate.content(view, range);
            }
            out.push(candidate);
        }
    }
}

/// What the words of a formula (`cue` its first token, `end` the token after its source) report.
pub(crate) fn content(
    view: &View<'_>,
    cue: usize,
    end: usize,
    sentence: &Range<usize>,
    hits: &[Hit<'_>],
) -> Option<Vec<Range<usize>>> {
    let words = |range: &Range<usize>| range.clone().filter(|at| view.is(*at, Class::WORD)).count();
    let inside = view.tokens.get(cue).and_then(|token| token.quotation);
    let mut first = sentence.start;
    if inside.is_some() {
        // Inside a quotation: the quotation's own words.
        first = cue;
        while first > sentence.start
            && view.tokens.get(first - 1).is_some_and(|token| token.quotation == inside)
        {
            first -= 1;
        }
    }
    let opening = first + usize::from(view.is(first, Class::QUOTE) && inside.is_some());
    let leads =
        cue == opening || (cue == opening + 1 && view.is(opening, Class::CONJUNCTION.or(Class::ADVERB)));
    let later: &[Hit<'_>] = hits.get(hits.partition_point(|hit| hit.group.start < end)..).unwrap_or_default();
    if leads {
        let start = end + usize::from(view.is(end, Class::COMMA));
        // A circumstance between: "according to the mayor on Monday, the bridge …".
        let start = if view.is(end, Class::COMMA) {
            start
        } else {
            (end..sentence.end.min(end + 14))
                .find(|at| view.is(*at, Class::COMMA))
                .map_or(start, |comma| comma + 1)
        };
        let stop = clause::without_stop(view, start, sentence.end);
        let stop = leave_quotation(view, start, stop, inside);
        let range = start..stop;
        return (start < stop && words(&range) >= 2).then(|| vec![range]);
    }
    let comma = cue - usize::from(view.is(cue - 1, Class::COMMA.or(Class::DASH)));
    let before = if inside.is_none() { clause::quotation_start(view, opening, cue) } else { opening }..comma;
    if words(&before) < 2 {
        return None;
    }
    // "The plan, according to the mayor, will fail.": both halves.
    if comma < cue
        && view.is(end, Class::COMMA)
        && view.is(end + 1, Class::WORD)
        && !view.is(end + 1, Class::RELATIVE.or(Class::CONJUNCTION))
        && !view.lower(end + 1).ends_with("ing")
    {
        let stop = clause::without_stop(view, end + 1, clause::end_of(view, end + 1, sentence.end, later));
        let rest = end + 1..leave_quotation(view, end + 1, stop, inside);
        if words(&rest) >= 2 && rest.start < rest.end {
            return Some(vec![before, rest]);
        }
    }
    Some(vec![before])
}

fn leave_quotation(view: &View<'_>, start: usize, stop: usize, inside: Option<u32>) -> usize {
    if inside.is_none() {
        return stop;
    }
    let end = (start..stop)
        .find(|at| view.tokens.get(*at).is_none_or(|token| token.quotation != inside))
        .unwrap_or(stop);
    if end > start && view.is(end - 1, Class::QUOTE) { end - 1 } else { end }
}
