//! A passive with its agent: "has been criticised by X as …".
//!
//! Catches: The plan was criticised by China and Russia as a stunt. / The move has been condemned by Oslo.
//! Leaves: The plan was criticised by noon. / They were told by nobody.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.said-by");

/// Reads one passive hit.
pub(crate) fn find(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>]) -> Option<Candidate> {
    let takes = hit.verb.takes;
    if !hit.passive || hit.negated || takes.addressee || !(takes.object || takes.quoted_object) {
        return None;
    }
    let by = hit.group.end;
    if view.lower(by) != "by" {
        return None;
    }
    let sentence = view.sentence(hit.head);
    let source = phrases::after(view, by + 1, sentence.end).filter(|source| {
        source.clone().any(|at| view.is(at, Class::CAPITAL.or(Class::DETERMINER).or(Class::PRONOUN)))
    })?;
    let subject = hit.subject.clone().filter(|subject| !view.is(subject.start, Class::PRONOUN))?;
    let subject = whole(view, &sentence, subject);
    let stop = clause::without_stop(view, source.end, clause::end_of(view, source.end, sentence.end, later));
    // "was attacked by a mob": an act; "was attacked by Oslo as a stunt": words.
    if !takes.object && view.lower(source.end) != "as" {
        return None;
    }
    let mut candidate = Candidate::new(RULE, 70)
        .source(view, source.clone())
        .cue(view, hit.group.start..by + 1)
        .content(view, subject);
    // "… as one that is not conducive to peace", "… for adding it to the list".
    if view.one_of(source.end, &["as", "for", "over"]) && source.end < stop {
        candidate = candidate.content(view, source.end..stop);
    }
    candidate.stance = hit.stance();
    candidate.level = hit.verb.level;
    Some(candidate)
}

/// "The attitude of the bloc, as shown by its envoy, Nina Holm, has been criticised by": from the sentence's start, if
/// nothing there is a clause of its own.
fn whole(
    view: &View<'_>,
    sentence: &std::ops::Range<usize>,
    subject: std::ops::Range<usize>,
) -> std::ops::Range<usize> {
    let comma = subject.start > sentence.start && view.is(subject.start - 1, Class::COMMA);
    let noun = view.is(sentence.start, Class::DETERMINER.or(Class::CAPITAL))
        && !view.is(
            sentence.start,
            Class::SUBORDINATOR
                .or(Class::PREPOSITION)
                .or(Class::ADVERB)
                .or(Class::TIME)
                .or(Class::CONJUNCTION),
        );
    let finite = (sentence.start..subject.start).any(|at| {
        view.is(at, Class::AUXILIARY.or(Class::VERB).or(Class::SEMICOLON).or(Class::COLON).or(Class::QUOTE))
    });
    if comma && noun && !finite { sentence.start..subject.end } else { subject }
}
