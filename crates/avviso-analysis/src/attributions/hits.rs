//! Cues with their subjects: a verb of the table, the words that belong to it, and the noun phrase that it has.

use std::ops::Range;

use avviso_language::Pos;

use crate::attributions::classes::Class;
use crate::attributions::cues::{Tense, Verb};
use crate::attributions::governed;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::language::{Dep, Tag};
use crate::layers::{Level, Stance};
use crate::mentions::lexicon::noun;

/// Words between auxiliary and verb are at most this many.
const GROUP: usize = 8;

/// Verbs that say of another verb how it is done or seems.
const RAISING: &[&str] = &[
    "appeared",
    "appears",
    "appear",
    "seemed",
    "seems",
    "seem",
    "proceeded",
    "used",
    "tends",
    "tended",
    "started",
    "starts",
    "likes",
    "liked",
    "loves",
];

/// Papers that find, show and suggest.
const PAPERS: &[&str] = &[
    "report",
    "reports",
    "study",
    "studies",
    "survey",
    "surveys",
    "poll",
    "polls",
    "analysis",
    "data",
    "figures",
    "documents",
    "review",
    "memo",
    "research",
    "statistics",
    "records",
];

/// People without a role.
const PEOPLE: &[&str] = &[
    "people",
    "residents",
    "witnesses",
    "voters",
    "critics",
    "supporters",
    "opponents",
    "friends",
    "allies",
    "man",
    "woman",
    "researchers",
    "scientists",
    "institute",
    "company",
    "companies",
    "group",
    "campaign",
    "team",
    "sources",
    "source",
];

/// A subject is at most this many words.
const LONGEST_SUBJECT: usize = 40;

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
    // The parser knows nouns from verbs; in headlines it guesses.
    let grammar = &view.grammar;
    let headline = view.is_headline(view.cell_of(head));
    let pos = grammar.pos(head).filter(|_| !headline);
    if pos.is_some_and(|pos| !matches!(pos, Pos::Verb | Pos::Aux)) {
        return None;
    }
    // "investments intended to help", "the party opposed to it": no finite verb.
    let modifier = pos.is_some()
        && grammar.tag(head) == Tag::Vbn
        && matches!(grammar.dep(head), Dep::Acl | Dep::Amod)
        && !view.is(head.wrapping_sub(1), Class::AUXILIARY);
    if modifier {
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
        let nominal = (view.is(at, Class::DETERMINER)
            && !view.one_of(
                at,
                &["all", "both", "that", "this", "others", "each", "many", "some", "most", "several"],
            ))
            || view.is(at, Class::POSSESSIVE)
            || (view.is(at, Class::PREPOSITION) && view.lower(at) != "to" && tense != Tense::Gerund);
        if nominal {
            return None;
        }
    }
    let mut start = head;
    let mut negated = false;
    let mut be = false;
    let mut helped = false;
    let mut to = false;
    let mut goes_on = false;
    let mut raised = false;
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
        } else if to && head - start == 1 && view.one_of(at, RAISING) {
            // "appeared to suggest", "used to say": one cue.
            raised = true;
            helped = true;
        } else {
            break;
        }
        start -= 1;
    }
    if to && !goes_on && !raised {
        // "to say that": the governing verb decides, and no rule here reads it.
        return None;
    }
    if helped && matches!(tense, Tense::Past) {
        tense = Tense::Participle;
    }
    let passive = be && tense == Tense::Participle;
    let finite = pos.is_some() && matches!(grammar.tag(head), Tag::Vbp | Tag::Vbz | Tag::Vbd);
    if tense == Tense::Base && !helped && !to && !finite && !plausible_plural(view, start, sentence.start) {
        return None;
    }
    let group_end = head + 1 + verb.particle.map_or(0, |particle| particle.split(' ').count());
    let subject = if tense == Tense::Gerund && !be {
        None
    } else {
        let words = phrases::before(view, start, sentence.start);
        parsed_subject(view, head, start, sentence, words.as_ref()).or(words)
    };
    if let Some(subject) = &subject
        && (disagrees(view, subject, tense)
            || is_writer(view, subject, verb)
            || is_this(view, subject)
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
    // "KALB, citing officials, said": what comes before its verb says whom somebody leans on, not what he says.
    if gerund
        && pos.is_some()
        && grammar.dep(head) == Dep::Advcl
        && grammar.head(head).is_some_and(|verb| verb > head)
        && matches!(verb.lemma, "cite" | "quote")
    {
        return None;
    }
    let above = if gerund && trails && pos.is_some() {
        governed::subject(view, head, start).filter(|found| found.shared).map(|found| found.words)
    } else {
        None
    };
    let (subject, shared) = if let Some(above) = above {
        (Some(above), true)
    } else if shared {
        (earlier.and_then(|earlier| earlier.subject.clone()), true)
    } else if subject.is_none() && !gerund && pos.is_some() && matches!(grammar.dep(head), Dep::Conj) {
        // "He won the vote, thanked his voters and said": the subject of the verbs before it.
        let parsed =
            governed::subject(view, head, start).filter(|found| found.shared).map(|found| found.words);
        let far = parsed.is_some();
        (parsed, far)
    } else {
        (subject, false)
    };
    // Found late, so looked at late.
    if shared
        && let Some(subject) = &subject
        && (is_writer(view, subject, verb) || (verb.takes.person && !is_personal(view, subject)))
    {
        return None;
    }
    Some(Hit { verb, tense, head, group: start..group_end, negated, passive, subject, shared, goes_on })
}

/// The subject that the parser sees, where the words before the verb show none or another one: "KALB, citing officials in
/// Baton Rouge, said".
fn parsed_subject(
    view: &View<'_>,
    head: usize,
    start: usize,
    sentence: &Range<usize>,
    words: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    let grammar = &view.grammar;
    let own = grammar
        .children(head)
        .find(|child| *child < head && matches!(grammar.dep(*child), Dep::Nsubj | Dep::Nsubjpass))?;
    let reach = grammar.subtree(own);
    if own >= start || reach.end > start || reach.len() > LONGEST_SUBJECT || reach.start < sentence.start {
        return None;
    }
    if view.is(own, Class::PRONOUN.or(Class::RELATIVE)) {
        return None;
    }
    // Where both see the same head, the words know appositions better, the parser what stands before the subject.
    if words.is_some_and(|words| words.contains(&own) && words.start >= reach.start) {
        return None;
    }
    // A quotation that stands in the way belongs to somebody else.
    let quoted = |at: usize| view.tokens.get(at).and_then(|token| token.quotation);
    if quoted(own) != quoted(head) {
        return None;
    }
    let mut end = reach.end;
    while end > own + 1 && view.is(end - 1, Class::COMMA.or(Class::DASH)) {
        end -= 1;
    }
    // "OSLO (Wire) - Scientists who met": the dateline is no part of the subject.
    let from =
        (reach.start + 1..own).rev().find(|at| view.is(*at, Class::DASH) && view.is(at - 1, Class::CLOSING));
    let reach = from.map_or(reach.start, |dash| dash + 1)..reach.end;
    let nominal = matches!(grammar.pos(own), Some(Pos::Noun | Pos::Propn | Pos::Num | Pos::Det | Pos::Pron));
    nominal.then_some(reach.start..end)
}

/// "went on", "goes on".
fn verb_of_motion(view: &View<'_>, at: usize) -> bool {
    view.one_of(at, &["go", "goes", "went", "gone", "going"])
}

/// Whether a subject is a name, a pronoun for a person, or a noun of somebody who may speak.
pub(crate) fn is_personal(view: &View<'_>, subject: &Range<usize>) -> bool {
    if subject.len() == 1 && view.is(subject.start, Class::PRONOUN.or(Class::RELATIVE)) {
        return !view.one_of(subject.start, &["it", "which", "that"]);
    }
    // The noun that all else hangs on: "The characterisation of Oslo as a bully" is nobody.
    let grammar = &view.grammar;
    let head = subject.clone().find(|at| {
        grammar.pos(*at).is_some() && grammar.head(*at).is_none_or(|head| !subject.contains(&head))
    });
    if let Some(head) = head
        && grammar.pos(head) == Some(Pos::Noun)
        // A name at the sentence's start is now and then taken for a noun.
        && !(view.is(head, Class::CAPITAL) && grammar.tag(head) != Tag::Nns)
    {
        let word = view.lower(head);
        return noun(word).is_some() || PAPERS.contains(&word) || PEOPLE.contains(&word);
    }
    let last = view.lower(subject.end.saturating_sub(1));
    if noun(last).is_some() || PAPERS.contains(&last) {
        return true;
    }
    subject.clone().any(|at| {
        view.is(at, Class::CAPITAL) && (at > view.sentence(at).start || !view.is(at, Class::DETERMINER))
    })
}

/// "This underlines", "That shows": no speaker.
fn is_this(view: &View<'_>, subject: &Range<usize>) -> bool {
    subject.len() == 1 && view.one_of(subject.start, &["this", "these", "those"])
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
        && view.one_of(subject.start, &["we", "you", "i"])
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
