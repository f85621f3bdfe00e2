//! A verb of speech beside a quotation: before it, after it, turned round, or in its middle.
//!
//! Catches: “We stay,” the minister said. / “We stay,” said Anna Holm, a spokeswoman. “For now.” / Holm said: “We stay.”
//! Leaves: the “One Shore” conference said nothing; he left the “talks” and said no more.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::cues::Tense;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::layers::{Quotation, QuotationKind};

pub(crate) const RULE: RuleId = RuleId::new("attribution.verb-beside-quotation");

/// How far before a quotation its cue may stand, in tokens.
const REACH: usize = 24;

/// Finds them. `used` says for each quotation which candidate took it.
pub(crate) fn find(
    view: &View<'_>,
    hits: &[Vec<Hit<'_>>],
    out: &mut Vec<Candidate>,
    used: &mut [Option<usize>],
) {
    // The candidate of a hit, by the token of its verb: a quotation broken in two is one content.
    let mut of_hit: Vec<(usize, usize)> = Vec::new();
    for (index, quotation) in view.quotations.list.iter().enumerate() {
        if quotation.depth > 0 {
            continue;
        }
        let tokens = view.tokens_of(quotation.span);
        if tokens.is_empty() {
            continue;
        }
        if let Some(before) = quotation.continues.and_then(|id| used.get(id.index()).copied().flatten()) {
            join(view, out, before, quotation);
            set(used, index, before);
            continue;
        }
        let own = own(view, hits, quotation, tokens.start, tokens.end);
        if let Some(found) = own {
            let head = found.head;
            let known =
                of_hit.iter().rev().take(8).find(|(at, _)| *at == head).map(|(_, candidate)| *candidate);
            let candidate = if let Some(candidate) = known {
                join(view, out, candidate, quotation);
                candidate
            } else {
                out.push(found.candidate);
                of_hit.push((head, out.len() - 1));
                out.len() - 1
            };
            set(used, index, candidate);
        } else if let Some(candidate) = goes_on(view, out, used, index, tokens.start) {
            join(view, out, candidate, quotation);
            set(used, index, candidate);
        }
    }
}

fn set(used: &mut [Option<usize>], index: usize, candidate: usize) {
    if let Some(slot) = used.get_mut(index) {
        *slot = Some(candidate);
    }
}

fn join(_: &View<'_>, out: &mut [Candidate], candidate: usize, quotation: &Quotation) {
    if let Some(candidate) = out.get_mut(candidate) {
        candidate.content.push(quotation.span);
    }
}

struct Own {
    head: usize,
    candidate: Candidate,
}

/// The cue that stands beside this very quotation.
fn own(
    view: &View<'_>,
    hits: &[Vec<Hit<'_>>],
    quotation: &Quotation,
    start: usize,
    end: usize,
) -> Option<Own> {
    let short = quotation.kind != QuotationKind::Speech;
    let before = before(view, hits, start, short);
    let colon = start > 0 && view.is(start - 1, Class::COLON);
    if before.is_some() && colon {
        return make(view, before?, quotation, 95);
    }
    let after = after(view, hits, start, end, short);
    match (after, before) {
        (Some(after), _) => make(view, after, quotation, 95),
        (None, Some(before)) => make(view, before, quotation, 90),
        (None, None) => None,
    }
}

struct Beside<'h, 'v> {
    hit: &'h Hit<'v>,
    source: Option<std::ops::Range<usize>>,
    addressee: Option<std::ops::Range<usize>>,
}

fn make(view: &View<'_>, beside: Beside<'_, '_>, quotation: &Quotation, percent: u16) -> Option<Own> {
    let hit = beside.hit;
    let source = beside.source?;
    let mut candidate = Candidate::new(RULE, percent).source(view, source).cue(view, hit.group.clone());
    candidate.content.push(quotation.span);
    candidate.stance = hit.stance();
    candidate.level = hit.verb.level;
    candidate.goes_on = hit.goes_on;
    candidate.addressee = beside.addressee.and_then(|range| view.span(range));
    Some(Own { head: hit.head, candidate })
}

/// “…,” X said / “…,” said X.
fn after<'h, 'v>(
    view: &View<'v>,
    hits: &'h [Vec<Hit<'v>>],
    start: usize,
    end: usize,
    short: bool,
) -> Option<Beside<'h, 'v>> {
    // The mark before the closing ones: '' are two tokens, and a quotation inside may close here too.
    let inner = (start..end).rev().take(5).find(|at| !view.is(*at, Class::QUOTE));
    let comma_inside = inner.is_some_and(|at| view.is(at, Class::COMMA.or(Class::STOP)));
    let comma = view.is(end, Class::COMMA.or(Class::DASH));
    let from = end + usize::from(comma);
    let first = view.tokens.get(from)?;
    let before_it = view.tokens.get(end.checked_sub(1)?)?;
    let crossed = first.sentence != before_it.sentence;
    if !(comma || comma_inside) || (short && !(comma_inside && view.sentence(start).start == start)) {
        return None;
    }
    if view.cell_of(from) != view.cell_of(end - 1) {
        return None;
    }
    let sentence = view.sentence(from);
    let of_sentence = hits.get(first.sentence as usize)?;
    for (index, hit) in of_sentence.iter().enumerate() {
        if hit.group.start > from + REACH {
            break;
        }
        if !hit.verb.takes.quotation || hit.passive || hit.tense == Tense::Gerund {
            continue;
        }
        if view.tokens.get(hit.head).is_some_and(|token| token.quotation.is_some()) {
            continue;
        }
        if let Some(subject) = hit.subject.as_ref().filter(|subject| subject.start == from && !hit.shared) {
            let later = of_sentence.get(index + 1..).unwrap_or_default();
            if crossed && clause::after(view, hit, later).is_some() {
                return None;
            }
            // A colon or comma leads into the next quotation: that one is the content.
            if crossed && leads_into_quotation(view, hit.group.end, sentence.end) {
                return None;
            }
            return Some(Beside {
                hit,
                source: Some(subject.clone()),
                addressee: addressee(view, hit, sentence.end),
            });
        }
        let turned = hit.group.start == from || (hit.group.start == from + 1 && view.is(from, Class::ADVERB));
        if turned && matches!(hit.tense, Tense::Past | Tense::Present) && !crossed {
            let source = phrases::closing(view, hit.group.end, sentence.end)?;
            return Some(Beside { hit, source: Some(source), addressee: None });
        }
    }
    None
}

fn leads_into_quotation(view: &View<'_>, from: usize, end: usize) -> bool {
    (from..(from + REACH).min(end + 1)).take_while(|at| !view.is(*at, Class::STOP)).any(|at| {
        view.is(at, Class::QUOTE) && at > from && view.is(at - 1, Class::COLON.or(Class::COMMA))
            || view.is(at, Class::QUOTE) && at == from
    })
}

fn addressee(view: &View<'_>, hit: &Hit<'_>, end: usize) -> Option<std::ops::Range<usize>> {
    let takes = hit.verb.takes.addressee || hit.verb.lemma == "ask";
    let to = !takes && view.lower(hit.group.end) == "to";
    let start = hit.group.end + usize::from(to);
    ((takes || to) && !view.is(start, Class::PREPOSITION)).then(|| phrases::after(view, start, end))?
}

/// X said: “…” / X told reporters on Monday, “…” / X asked “…”.
fn before<'h, 'v>(
    view: &View<'v>,
    hits: &'h [Vec<Hit<'v>>],
    start: usize,
    short: bool,
) -> Option<Beside<'h, 'v>> {
    let last = start.checked_sub(1)?;
    let sentence = view.tokens.get(last)?.sentence;
    if view.cell_of(last) != view.cell_of(start) {
        return None;
    }
    let marked = view.is(last, Class::COMMA.or(Class::COLON));
    let of_sentence = hits.get(sentence as usize)?;
    let hit = of_sentence.iter().rev().find(|hit| hit.group.end <= start)?;
    if !hit.verb.takes.quotation || hit.passive || start - hit.group.end > REACH {
        return None;
    }
    if view.tokens.get(hit.head).is_some_and(|token| token.quotation.is_some()) {
        return None;
    }
    let between = hit.group.end..last + usize::from(!marked);
    if short && !between.is_empty() {
        return None;
    }
    // A different sentence begins with the quotation, unless a colon leads into it.
    if view.tokens.get(start)?.sentence != sentence && !view.is(last, Class::COLON) {
        return None;
    }
    let fits = between.is_empty()
        || (marked
            && !(between.clone()).any(|at| view.lower(at) == "that" || view.is(at, Class::QUOTE))
            && (view
                .is(between.start, Class::PREPOSITION.or(Class::TIME).or(Class::COMMA).or(Class::ADVERB))
                || hit.verb.takes.addressee
                || hit.verb.lemma == "ask"
                || view
                    .one_of(between.start, &["him", "her", "them", "us", "me", "last", "this", "earlier"])
                || view.is(last, Class::COLON)));
    if !fits {
        return None;
    }
    let source = match (&hit.subject, hit.tense) {
        (Some(subject), _) => Some(subject.clone()),
        (None, Tense::Gerund) => main_subject(view, view.sentence(hit.head)),
        (None, _) => None,
    }?;
    Some(Beside { hit, source: Some(source), addressee: addressee(view, hit, last) })
}

/// The noun phrase that a sentence begins with: the subject of a gerund further on.
pub(crate) fn main_subject(
    view: &View<'_>,
    sentence: std::ops::Range<usize>,
) -> Option<std::ops::Range<usize>> {
    let mut start = sentence.start;
    while view.is(start, Class::CONJUNCTION) && start < sentence.end {
        start += 1;
    }
    if view.is(start, Class::SUBORDINATOR.or(Class::QUOTE))
        || (view.is(start, Class::PREPOSITION) && !view.is(start, Class::DETERMINER))
    {
        return None;
    }
    phrases::after(view, start, sentence.end)
}

/// The candidate whose quotation this one goes on with: the sentence before ends with that one's clause or quotation.
fn goes_on(
    view: &View<'_>,
    out: &[Candidate],
    used: &[Option<usize>],
    index: usize,
    start: usize,
) -> Option<usize> {
    let quotation = view.quotations.list.get(index)?;
    if quotation.kind != QuotationKind::Speech {
        return None;
    }
    let cell = view.cell_of(start);
    // The quotation before it in the same cell.
    let (_, candidate) = view
        .quotations
        .list
        .iter()
        .enumerate()
        .take(index)
        .rev()
        .take(8)
        .filter(|(_, q)| q.depth == 0)
        .find_map(|(at, q)| used.get(at).copied().flatten().map(|c| (q, c)))?;
    let last = out.get(candidate)?;
    let last_end = last.content.iter().chain(&last.cue).chain(&last.source).map(|span| span.end()).max()?;
    let from = view.token_from(last_end);
    if view.cell_of(from.saturating_sub(1)) != cell || from > start {
        return None;
    }
    // No other cue and no sentence of the writer's between.
    let first = view.tokens.get(start)?;
    let before = view.tokens.get(from.checked_sub(1)?)?;
    let next_sentence = first.sentence <= before.sentence + 1;
    let begins = view.sentence(start).start == start;
    let after_mark =
        start > 0 && view.is(start - 1, Class::COMMA.or(Class::DASH).or(Class::SEMICOLON).or(Class::COLON));
    let same = first.sentence == before.sentence;
    // A quotation that the writer's sentence goes on from is no continuation: “You squeezed them” to drive up sales.
    let end = view.token_from(quotation.span.end());
    let whole = !quotation.closed
        || end >= view.sentence(end.saturating_sub(1)).end
        || view.is(end, Class::STOP.or(Class::DASH).or(Class::QUOTE));
    (whole && next_sentence && (begins || (same && after_mark))).then_some(candidate)
}
