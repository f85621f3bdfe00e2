//! A passive without its agent: the page says that somebody says or thinks so, and not who.
//!
//! Catches: It is widely believed that the general will go. / The sides are said to have agreed. / The plan is seen as a
//! stunt.
//! Leaves: The envoy was told to go. / It is said. / It was announced to the press. / He is seen in the town.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::hits::Hit;
use crate::attributions::view::View;
use crate::language::Tag;
use crate::layers::Level;

pub(crate) const RULE: RuleId = RuleId::new("attribution.said-unnamed");

/// Reads one passive hit; `later` are the hits of the sentence after this one.
pub(crate) fn find(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>]) -> Option<Candidate> {
    let takes = hit.verb.takes;
    let subject = hit.subject.clone().filter(|_| hit.passive && !hit.shared && !takes.addressee)?;
    let at = hit.group.end;
    let sentence = view.sentence(hit.head);
    let stop = clause::without_stop(view, at, clause::end_of(view, at, sentence.end, later));
    if stop < at + 2 {
        return None;
    }
    let mut candidate = Candidate::new(RULE, 60).cue(view, hit.group.clone());
    let expletive = subject.len() == 1 && view.lower(subject.start) == "it";
    candidate = if expletive && takes.clause && view.lower(at) == "that" {
        candidate.content(view, at..stop)
    } else if !expletive
        && !view.is(subject.start, Class::RELATIVE)
        && ((takes.clause || takes.infinitive) && view.lower(at) == "to"
            || (takes.object || takes.quoted_object) && view.lower(at) == "as")
    {
        candidate.content(view, subject).content(view, at..stop)
    } else {
        return None;
    };
    candidate.stance = hit.stance();
    candidate.level = if hit.negated { Level::Attitude } else { hit.verb.level };
    Some(candidate)
}

/// "to have agreed"; not "to the press".
fn is_infinitive(view: &View<'_>, at: usize) -> bool {
    let verb = at + 1 + usize::from(view.is(at + 1, Class::ADVERB));
    view.lower(at) == "to" && view.grammar.tag(verb) == Tag::Vb
}
