//! A verb of speech and the clause or phrase that it governs, with or without a quotation inside.
//!
//! The rule's id says what the content is: `attribution.mixed` where it holds a quotation, else `.said-that`,
//! `.said-clause`, `.said-object`, `.said-to`.
//!
//! Catches: The envoy said that talks would resume. / Oslo described the plan as “another stunt”. / The union vowed to
//! strike. / Helsinki rejected the offer.
//! Leaves: A report on the incident is due in May. / Say the border closes tomorrow: what then?

use std::ops::Range;

use avviso_text::{Confidence, RuleId};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause::{self, Kind};
use crate::attributions::cues::Tense;
use crate::attributions::hits::{self, Hit};
use crate::attributions::verb_beside_quotation::main_subject;
use crate::attributions::view::View;
use crate::layers::{Level, Stance};

pub(crate) const MIXED: RuleId = RuleId::new("attribution.mixed");
pub(crate) const THAT: RuleId = RuleId::new("attribution.said-that");
pub(crate) const CLAUSE: RuleId = RuleId::new("attribution.said-clause");
pub(crate) const OBJECT: RuleId = RuleId::new("attribution.said-object");
pub(crate) const INFINITIVE: RuleId = RuleId::new("attribution.said-to");

/// Reads one hit forwards.
pub(crate) fn find(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>]) -> Option<Candidate> {
    if hit.passive {
        return None;
    }
    let gerund = hit.tense == Tense::Gerund && hit.subject.is_none();
    let source = match &hit.subject {
        Some(subject) => subject.clone(),
        None if gerund || hit.shared => main_subject(view, view.sentence(hit.head)).filter(|subject| {
            // Far from its verb, only what is surely a whole subject: a pronoun or a bare name.
            subject.clone().all(|at| view.is(at, Class::CAPITAL.or(Class::PRONOUN)))
        })?,
        None => return None,
    };
    if source.end > hit.group.start {
        return None;
    }
    let after = clause::after(view, hit, later)?;
    let quoted =
        after.content.clone().any(|at| view.tokens.get(at).is_some_and(|token| token.quotation.is_some()))
            && view.tokens.get(hit.head).is_some_and(|token| token.quotation.is_none());
    // "called the plan": an act; "called the plan “a stunt”": words.
    if after.kind == Kind::Object && !quoted && !hit.verb.takes.object && !views_as(view, hit, &after.content)
    {
        return None;
    }
    // "whose feud threatened to split the party": nobody's words.
    if after.kind == Kind::Infinitive
        && matches!(hit.verb.lemma, "threaten" | "promise")
        && !hits::is_personal(view, &source)
    {
        return None;
    }
    let (rule, mut percent) = match (quoted, after.kind) {
        (true, _) => (MIXED, 85),
        (false, Kind::That) => (THAT, 85),
        (false, Kind::Bare) => (CLAUSE, 75),
        (false, Kind::Object) => (OBJECT, 60),
        (false, Kind::Infinitive) => (INFINITIVE, 70),
    };
    if hit.shared || gerund {
        percent -= 10;
    }
    if hit.verb.level == Level::Attitude {
        percent -= 15;
    }
    if view.is(source.start, Class::RELATIVE) {
        percent -= 5;
    }
    let content = after.content.clone();
    let mut candidate = Candidate::new(rule, percent)
        .source(view, source)
        .cue(view, hit.group.clone())
        .content(view, after.content);
    candidate.addressee = after.addressee.and_then(|range| view.span(range));
    candidate.stance = hit.stance();
    candidate.level = hit.verb.level;
    if hit.verb.stance == Stance::Declines && !declines_to_speak(view, &content) {
        // "refuses to sever ties": what somebody will not do, told by the writer.
        candidate.level = Level::Attitude;
        candidate.confidence = candidate.confidence.min(Confidence::percent(55));
    }
    candidate.goes_on = hit.goes_on;
    Some(candidate)
}

/// "viewing the drills as a threat", "sees it as proof": a view told without quotation.
fn views_as(view: &View<'_>, hit: &Hit<'_>, content: &Range<usize>) -> bool {
    matches!(hit.verb.lemma, "view" | "regard" | "see")
        && content.clone().skip(1).take(16).any(|at| {
            view.lower(at) == "as"
                && view.is(at + 1, Class::WORD)
                && !view.is(at + 1, Class::PRONOUN.or(Class::SUBORDINATOR).or(Class::AUXILIARY))
                && !view
                    .one_of(at + 1, &["well", "soon", "long", "much", "far", "many", "if", "though", "of"])
                && !view.is(at - 1, Class::COMMA)
        })
}

/// "declined to comment", "refused to say": of the infinitive after it.
fn declines_to_speak(view: &View<'_>, content: &Range<usize>) -> bool {
    let verb = (content.start + 1..content.end).find(|at| !view.is(*at, Class::ADVERB));
    verb.is_some_and(|at| {
        let speech = view.cues.readings(view.lower(at)).iter().any(|reading| {
            view.cues
                .verb(*reading)
                .is_some_and(|verb| verb.level == Level::Statement && verb.takes.quotation)
        });
        let told = [
            "comment", "discuss", "speak", "talk", "name", "identify", "be", "give", "provide", "reveal",
            "specify",
        ];
        speech || view.one_of(at, &told)
    })
}
