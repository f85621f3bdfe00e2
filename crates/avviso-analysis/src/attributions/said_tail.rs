//! A reporting clause behind or inside the sentence that it reports: "…, the ministry said."
//!
//! Catches: Talks ended without a statement, delegates from Seoul said. / The missile, the military said, flew 430
//! miles. / The bridge is closed, said the mayor.
//! Leaves: On Monday, he said. / After the meeting, the envoys said that they would return.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::cues::Tense;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::layers::Level;

pub(crate) const TAIL: RuleId = RuleId::new("attribution.said-tail");
pub(crate) const MIDDLE: RuleId = RuleId::new("attribution.said-middle");

/// A reported sentence has at least this many words.
const WORDS: usize = 4;

/// Reads one hit backwards. `later` are the hits of the sentence after this one.
pub(crate) fn find(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>]) -> Option<Candidate> {
    let takes = hit.verb.takes;
    if !(takes.clause || takes.quotation)
        || hit.passive
        || (hit.shared && turned(view, hit, &view.sentence(hit.head)).is_none())
        || hit.tense == Tense::Gerund
        || hit.verb.level == Level::Attitude && hit.verb.lemma != "learn"
    {
        return None;
    }
    let sentence = view.sentence(hit.head);
    // "…, they can agree on this", "…, he continues to work": the writer's own clause.
    let modal = ["can", "could", "would", "will", "should", "may", "might", "must", "shall", "ca", "wo"];
    if hit.group.clone().any(|at| view.one_of(at, &modal)) || view.lower(hit.group.end) == "to" {
        return None;
    }
    // "According to the agency, the President replied.": the formula reports, not the clause after it.
    if view.one_of(sentence.start, &["according", "as"]) {
        return None;
    }
    let inverted = turned(view, hit, &sentence);
    let (source, from, until) = if let Some(source) = inverted {
        let until = source.end;
        (source, hit.group.start, until)
    } else if let Some(subject) = hit.subject.clone() {
        if view.is(subject.start, Class::RELATIVE) {
            return None;
        }
        let told = takes.addressee.then(|| phrases::after(view, hit.group.end, sentence.end)).flatten();
        let until = told.map_or(hit.group.end, |told| told.end);
        let from = subject.start;
        (subject, from, until)
    } else if matches!(hit.tense, Tense::Past | Tense::Present) && takes.quotation {
        let source = phrases::closing(view, hit.group.end, sentence.end)?;
        let until = source.end;
        (source, hit.group.start, until)
    } else {
        return None;
    };
    let comma = from.checked_sub(1).filter(|at| *at > sentence.start)?;
    if !view.is(comma, Class::COMMA.or(Class::DASH)) {
        return None;
    }
    let words = |range: std::ops::Range<usize>| range.filter(|at| view.is(*at, Class::WORD)).count();
    let body = clause::quotation_start(view, sentence.start, comma)..comma;
    let inside = view.tokens.get(comma).and_then(|token| token.quotation);
    let body = body.start.max(first_of_quotation(view, comma, inside, body.start))..comma;
    let opens_late =
        view.is(body.start, Class::PREPOSITION.or(Class::SUBORDINATOR)) && words(body.clone()) < 7;
    if opens_late && !view.is(until, Class::COMMA) {
        return None;
    }
    // In the middle: "The missile, the military said, flew 430 miles."
    let comma_after = view.is(until, Class::COMMA);
    if comma_after
        && !view.lower(until + 1).ends_with("ing")
        && !view.is(until + 1, Class::CONJUNCTION.or(Class::RELATIVE).or(Class::SUBORDINATOR))
        && later.first().is_none_or(|next| next.group.start != until + 1)
    {
        let rest = until + 1
            ..clause::without_stop(view, until + 1, clause::end_of(view, until + 1, sentence.end, later));
        let circumstance =
            view.is(until + 1, Class::PREPOSITION.or(Class::TIME).or(Class::DETERMINER)) && rest.len() < 8;
        if words(rest.clone()) >= 2 && words(rest.clone()) + words(body.clone()) >= WORDS && !circumstance {
            let mut candidate = Candidate::new(MIDDLE, 75)
                .source(view, source)
                .cue(view, hit.group.clone())
                .content(view, body)
                .content(view, rest);
            candidate.stance = hit.stance();
            candidate.level = hit.verb.level;
            return Some(candidate);
        }
    }
    if words(body.clone()) < WORDS || !clause::only_circumstance(view, until, sentence.end) {
        return None;
    }
    let mut candidate =
        Candidate::new(TAIL, 85).source(view, source).cue(view, hit.group.clone()).content(view, body);
    candidate.stance = hit.stance();
    candidate.level = hit.verb.level;
    Some(candidate)
}

/// "…, in both polls, reports UNB.": a comma, the verb, a name, the end.
fn turned(
    view: &View<'_>,
    hit: &Hit<'_>,
    sentence: &std::ops::Range<usize>,
) -> Option<std::ops::Range<usize>> {
    let takes = hit.verb.takes;
    let after_comma = hit.group.start > sentence.start && view.is(hit.group.start - 1, Class::COMMA);
    if !(after_comma && takes.clause && takes.quotation && matches!(hit.tense, Tense::Past | Tense::Present))
    {
        return None;
    }
    let source = phrases::closing(view, hit.group.end, sentence.end)?;
    let named = source.clone().any(|at| view.is(at, Class::CAPITAL));
    let stop = (source.end..sentence.end).all(|at| !view.is(at, Class::WORD));
    (named && stop).then_some(source)
}

/// Inside a quotation the reported words begin with it.
fn first_of_quotation(view: &View<'_>, at: usize, quotation: Option<u32>, floor: usize) -> usize {
    if quotation.is_none() {
        return floor;
    }
    let mut first = at;
    while first > floor && view.tokens.get(first - 1).is_some_and(|token| token.quotation == quotation) {
        first -= 1;
    }
    if view.is(first, Class::QUOTE) { first + 1 } else { first }
}
