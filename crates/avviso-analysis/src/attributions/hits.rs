//! Cues with their subjects: a verb of the table, the words that belong to it, and the noun phrase that it has.

use std::ops::Range;

use crate::attributions::classes::Class;
use crate::attributions::cues::{Tense, Verb};
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::layers::{Level, Stance};

/// Words between auxiliary and verb are at most this many.
const GROUP: usize = 8;

/// A verb group that attributes.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "four independent marks of a verb group")]
pub(crate) struct Hit<'v> {
    pub(crate) verb: &'v Verb,
    pub(crate) tense: Tense,
    /// The verb itself.
    pub(crate) head: usize,
    /// The whole group: "has not yet said", "went on to accuse", "called for".
    pub(crate) group: Range<usize>,
    pub(crate) negated: bool,
    /// "was told", "is seen".
    pub(crate) passive: bool,
    /// The noun phrase before it, if there is one that may speak.
    pub(crate) subject: Option<Range<usize>>,
    /// Whether the subject is that of the cue before ("slammed … and urged").
    pub(crate) shared: bool,
    /// "further stated": the speaker goes on.
    pub(crate) goes_on: bool,
}

impl Hit<'_> {
    /// What the speaker does with the content.
    pub(crate) fn stance(&self) -> Stance {
        if self.negated { Stance::Declines } else { self.verb.stance }
    }
}

/// All hits of one sentence, in order. Bounded look-back, so linear in the sentence.
pub(crate) fn of_sentence<'v>(view: &View<'v>, sentence: Range<usize>) -> Vec<Hit<'v>> {
    let mut hits: Vec<Hit<'v>> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match hit(view, at, &sentence, hits.last()) {
            Some(found) => {
                at = found.group.end.max(at + 1);
                hits.push(found);
            }
            None => at += 1,
        }
    }
    hits
}

fn hit<'v>(
    view: &View<'v>,
    head: usize,
    sentence: &Range<usize>,
    earlier: Option<&Hit<'v>>,
) -> Option<Hit<'v>> {
    let cues = view.cues;
    let readings = cues.readings(view.lower(head));
    if readings.is_empty() {
        return None;
    }
    if view.is(head, Class::CAPITAL) && head > sentence.start && !view.is_headline(view.cell_of(head)) {
        return None;
    }
    // The reading whose particle follows, else the one without.
    let pairs = || readings.iter().filter_map(|reading| cues.verb(*reading).map(|verb| (*reading, verb)));
    let follows = |particle: &str| {
        let mut at = head;
        let all = particle.split(' ').all(|word| {
            at += 1;
            view.lower(at) == word || (word == "on" && view.lower(at) == "upon")
        });
        // "went on to accuse": the verb after it attributes.
        all && at < sentence.end && !(verb_of_motion(view, head) && view.lower(at + 1) == "to")
    };
    let (reading, verb) = pairs()
        .find(|(_, verb)| verb.particle.is_some_and(follows))
        .or_else(|| pairs().find(|(_, verb)| verb.particle.is_none()))?;
    let mut tense = reading.tense;
    let previous = head.checked_sub(1).filter(|at| *at >= sentence.start);
    if let Some(at) = previous {
        // "a report", "of demand", "Kim's claims": a noun. "to" before a base form is handled with the group.
        let noun = (view.is(at, Class::DETERMINER)
            && !view.one_of(
                at,
                &["all", "both", "that", "this", "others", "each", "many", "some", "most", "several"],
            ))
            || view.is(at, Class::POSSESSIVE)
            || (view.is(at, Class::PREPOSITION) && view.lower(at) != "to" && tense != Tense::Gerund);
        if noun {
            return None;
        }
    }
    let mut start = head;
    let mut negated = false;
    let mut be = false;
    let mut helped = false;
    let mut to = false;
    let mut goes_on = false;
    while start > sentence.start && head - start < GROUP {
        let at = start - 1;
        if view.is(at, Class::NEGATION) {
            negated = true;
            helped |= view.is(at, Class::AUXILIARY);
            be |= view.is(at, Class::BE);
        } else if view.is(at, Class::AUXILIARY) {
            helped = true;
            be |= view.is(at, Class::BE);
        } else if view.is(at, Class::ADVERB) && (!view.is(at, Class::CAPITAL) || helped) {
            goes_on |= view.one_of(at, &["further", "also", "again", "then", "later"]);
        } else if view.lower(at) == "to" && tense == Tense::Base && !to && start == head {
            to = true;
        } else if to
            && view.lower(at) == "on"
            && view.one_of(at.wrapping_sub(1), &["went", "goes", "going", "go"])
        {
            goes_on = true;
            start -= 1;
        } else if to && view.one_of(at, &["continue", "continues", "continued", "began", "begun"]) {
            goes_on = true;
            helped = true;
        } else {
            break;
        }
        start -= 1;
    }
    if to && !goes_on {
        // "to say that": the governing verb decides, and no rule here reads it.
        return None;
    }
    if helped && matches!(tense, Tense::Past) {
        tense = Tense::Participle;
    }
    let passive = be && tense == Tense::Participle;
    if tense == Tense::Base && !helped && !to && !plausible_plural(view, start, sentence.start) {
        return None;
    }
    let group_end = head + 1 + verb.particle.map_or(0, |particle| particle.split(' ').count());
    let subject =
        if tense == Tense::Gerund && !be { None } else { phrases::before(view, start, sentence.start) };
    if let Some(subject) = &subject
        && (disagrees(view, subject, tense)
            || is_writer(view, subject, verb)
            || (verb.takes.person && !is_personal(view, subject)))
    {
        return None;
    }
    // "…, saying": a gerund after a comma.
    let gerund = tense == Tense::Gerund && !be;
    let trails = gerund
        && start > sentence.start
        && (view.is(start - 1, Class::COMMA) || view.lower(start - 1) == "by");
    let shared = subject.is_none()
        && earlier.is_some_and(|earlier| earlier.subject.is_some())
        && (is_coordinated(view, start) || trails);
    if gerund && !shared && !trails {
        return None;
    }
    let subject = if shared { earlier.and_then(|earlier| earlier.subject.clone()) } else { subject };
    Some(Hit { verb, tense, head, group: start..group_end, negated, passive, subject, shared, goes_on })
}

/// "went on", "goes on".
fn verb_of_motion(view: &View<'_>, at: usize) -> bool {
    view.one_of(at, &["go", "goes", "went", "gone", "going"])
}

/// Whether a subject is a name or a pronoun for a person.
fn is_personal(view: &View<'_>, subject: &Range<usize>) -> bool {
    if subject.len() == 1 && view.is(subject.start, Class::PRONOUN.or(Class::RELATIVE)) {
        return !view.one_of(subject.start, &["it", "which"]);
    }
    let speaks = [
        "ministry",
        "government",
        "commission",
        "court",
        "council",
        "committee",
        "department",
        "agency",
        "police",
        "officials",
        "authorities",
        "embassy",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "president",
        "premier",
        "mayor",
        "governor",
        "party",
        "union",
        "company",
        "judge",
        "army",
        "military",
        "regime",
        "administration",
        "parliament",
        "institute",
    ];
    if view.one_of(subject.end - 1, &speaks) {
        return true;
    }
    subject.clone().any(|at| {
        view.is(at, Class::CAPITAL) && (at > view.sentence(at).start || !view.is(at, Class::DETERMINER))
    })
}

/// "several swing states": a plural before a form of the third person singular is no subject, and the form no verb.
fn disagrees(view: &View<'_>, subject: &Range<usize>, tense: Tense) -> bool {
    let last = subject.end.saturating_sub(1);
    let word = view.lower(last);
    let plural = view.one_of(
        subject.start,
        &["several", "many", "some", "these", "those", "few", "both", "two", "three", "all", "other", "most"],
    ) || (subject.len() > 1
        && word.len() > 4
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !view.is(last, Class::CAPITAL)
        && !subject.clone().any(|at| view.is(at, Class::PREPOSITION)));
    tense == Tense::Present && plural
}

/// "we see", "you find": the writer and the reader, whose views are the page's own.
fn is_writer(view: &View<'_>, subject: &Range<usize>, verb: &Verb) -> bool {
    subject.len() == 1
        && view.one_of(subject.start, &["we", "you"])
        && (verb.level == Level::Attitude || matches!(verb.lemma, "find" | "show" | "read"))
}

/// Whether the words before a base form may be its plural subject.
fn plausible_plural(view: &View<'_>, start: usize, floor: usize) -> bool {
    if start <= floor {
        return false;
    }
    let last = start - 1;
    if view.is(last, Class::PRONOUN) {
        return view.one_of(last, &["they", "we", "i", "you"]);
    }
    let word = view.lower(last);
    view.is(last, Class::RELATIVE)
        || (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !view.is(last, Class::DETERMINER))
        || view.one_of(last, &["police", "people", "men", "women", "others", "both", "many", "some", "most"])
        || (view.is(last, Class::CAPITAL) && last >= floor + 2 && view.one_of(last - 1, &["and"]))
}

/// "… and urged": the verb goes on with the subject of the one before.
fn is_coordinated(view: &View<'_>, start: usize) -> bool {
    start > 0 && (view.one_of(start - 1, &["and", "but", "or"]) || view.is(start - 1, Class::COMMA))
}
