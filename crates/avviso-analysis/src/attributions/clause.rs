//! The clause that a cue governs: where its content starts and ends.

use std::ops::Range;

use avviso_language::Pos;

use crate::attributions::classes::Class;
use crate::attributions::cues::Tense;
use crate::attributions::governed;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::language::Dep;
use crate::layers::Level;

/// How far an addressee or a circumstance may reach between cue and content, in tokens.
const BETWEEN: usize = 14;

const OBJECTS: &[&str] = &["him", "her", "them", "us", "me", "you", "it"];
const OPENERS: &[&str] = &["that", "whether", "how", "why", "what", "if", "where", "when", "who"];

/// What stands as content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// that, whether, how …
    That,
    /// A clause without such a word.
    Bare,
    /// A noun phrase and what belongs to it.
    Object,
    /// to …
    Infinitive,
}

/// The content after a cue.
#[derive(Debug, Clone)]
pub(crate) struct After {
    pub(crate) content: Range<usize>,
    pub(crate) addressee: Option<Range<usize>>,
    pub(crate) kind: Kind,
}

/// The content after a hit, inside its sentence; `later` are the hits of the sentence after this one.
pub(crate) fn after(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>]) -> Option<After> {
    let end = view.sentence(hit.head).end;
    let takes = hit.verb.takes;
    let mut at = hit.group.end;
    let mut addressee = None;
    if takes.addressee && !takes.object && !takes.quoted_object
        || hit.verb.lemma == "ask" && view.one_of(at, OBJECTS)
    {
        let told = if view.one_of(at, OBJECTS) {
            Some(at..at + 1)
        } else {
            phrases::after(view, at, (at + BETWEEN).min(end)).filter(|_| !view.is(at, Class::PRONOUN))
        };
        if let Some(told) = told {
            at = told.end;
            addressee = Some(told);
        }
    }
    // "said on Tuesday that", "said in a statement that", "told reporters at the airport that".
    if view.is(at, Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB))
        && !view.one_of(at, &["that"])
        && view.lower(at) != "to"
        || addressee.is_some()
    {
        let that = (at..(at + BETWEEN).min(end))
            .take_while(|at| {
                !view.is(*at, Class::STOP.or(Class::QUOTE).or(Class::COLON).or(Class::SEMICOLON))
            })
            .find(|at| view.lower(*at) == "that");
        match that {
            Some(that) if takes.clause => at = that,
            _ => {
                while at < end && view.is(at, Class::TIME) {
                    at += 1;
                }
                if view.one_of(at, &["on"]) && view.is(at + 1, Class::TIME) {
                    at += 2;
                    while view.is(at, Class::TIME.or(Class::NUMBER)) {
                        at += 1;
                    }
                }
            }
        }
    }
    // The parse knows where the clause begins: "warned the council on Monday the bridge would fall".
    let clause = governed::clause(view, hit.head, hit.group.end)
        .filter(|clause| takes.clause && clause.start < at + BETWEEN);
    if let Some(clause) = &clause {
        at = clause.start;
    }
    if at >= end {
        return None;
    }
    let kind = kind(view, hit, at, addressee.is_some())
        .or(clause.filter(|clause| !view.is(clause.start, Class::AUXILIARY)).map(|_| Kind::Bare))?;
    let kind = if kind == Kind::Bare && !governs_clause(view, hit.head, at, end) {
        // "added a note of caution", "disclosed them to the agency": no clause.
        Some(Kind::Object).filter(|_| takes.object || takes.quoted_object)?
    } else {
        kind
    };
    // A cue inside the clause is no border of it.
    let inner = governed::clause(view, hit.head, hit.group.end).map_or(0, |clause| clause.end);
    // Where it goes on with what the speaker does ("said he would stay and suggested …") the parser often errs.
    let past = |tense: Tense| matches!(tense, Tense::Past | Tense::Participle);
    let goes_on = |next: &Hit<'_>| {
        next.shared && next.verb.level == Level::Statement && past(next.tense) && past(hit.tense)
    };
    let outside = later.iter().position(|next| next.head >= inner || goes_on(next)).unwrap_or(later.len());
    let later = later.get(outside..).unwrap_or_default();
    let stop = end_of(view, at, end, later).min(joined(view, hit.head, at, end));
    let stop = if stop < end { stop } else { without_stop(view, at, end) };
    let stop = inside_quotation(view, at, stop);
    let words = (at..stop).filter(|at| view.is(*at, Class::WORD)).count();
    let enough = if kind == Kind::Bare { 3 } else { 1 + usize::from(kind != Kind::Object) };
    (words >= enough).then_some(After { content: at..stop, addressee, kind })
}

/// Whether a clause hangs on the cue; where nothing was parsed, in headlines and beside quotations it may.
fn governs_clause(view: &View<'_>, head: usize, at: usize, end: usize) -> bool {
    let grammar = &view.grammar;
    if grammar.pos(head).is_none() || view.is_headline(view.cell_of(head)) || view.is(at, Class::QUOTE) {
        return true;
    }
    grammar.children(head).filter(|child| (at..end).contains(child)).any(|child| {
        matches!(grammar.dep(child), Dep::Ccomp | Dep::Xcomp | Dep::Parataxis | Dep::Advcl | Dep::Dep)
            && matches!(grammar.pos(child), Some(Pos::Verb | Pos::Aux))
    }) || grammar.dep(head) == Dep::Parataxis
}

/// Where another clause begins that is joined to the cue itself: "said that it was over, and the mayor left".
fn joined(view: &View<'_>, head: usize, start: usize, end: usize) -> usize {
    let grammar = &view.grammar;
    let verb = |at: usize| matches!(grammar.pos(at), Some(Pos::Verb | Pos::Aux));
    let inside = |at: usize| view.tokens.get(at).and_then(|token| token.quotation);
    let next = grammar
        .children(head)
        .filter(|child| (start..end).contains(child))
        .find(|child| grammar.dep(*child) == Dep::Conj && verb(*child) && inside(*child) == inside(head));
    let Some(next) = next else { return end };
    let mut border = grammar.subtree(next).start.max(start);
    while border > start
        && view.is(border - 1, Class::CONJUNCTION.or(Class::COMMA).or(Class::SEMICOLON).or(Class::ADVERB))
    {
        border -= 1;
    }
    if border > start + 1 { border } else { end }
}

/// A clause inside a quotation ends before that quotation's own last marks.
fn inside_quotation(view: &View<'_>, start: usize, stop: usize) -> usize {
    let quotation = view.tokens.get(start).and_then(|token| token.quotation);
    let mut stop = stop;
    let opens = view.is(start, Class::QUOTE);
    while quotation.is_some()
        && !opens
        && stop > start + 1
        && view.is(stop - 1, Class::QUOTE.or(Class::STOP).or(Class::COMMA))
        && view.tokens.get(stop - 1).is_some_and(|token| token.quotation == quotation)
    {
        stop -= 1;
    }
    stop
}

fn kind(view: &View<'_>, hit: &Hit<'_>, at: usize, told: bool) -> Option<Kind> {
    let takes = hit.verb.takes;
    if takes.clause && view.one_of(at, OPENERS) {
        return Some(Kind::That);
    }
    if view.lower(at) == "to" {
        let may = takes.infinitive || (told && matches!(hit.verb.lemma, "ask" | "tell" | "urge" | "warn"));
        return (may && is_infinitive(view, at + 1)).then_some(Kind::Infinitive);
    }
    if view.is(at, Class::QUOTE) {
        return if takes.object {
            Some(Kind::Object)
        } else if takes.clause || takes.quotation {
            Some(Kind::Bare)
        } else {
            None
        };
    }
    if !view.is(at, Class::WORD) || view.is(at, Class::CONJUNCTION) {
        return None;
    }
    let opens_phrase = view.is(at, Class::DETERMINER.or(Class::CAPITAL).or(Class::PRONOUN).or(Class::NUMBER))
        || view.one_of(
            at,
            &["there", "people", "everyone", "nobody", "nothing", "if", "when", "while", "although"],
        )
        || view.one_of(at, OBJECTS);
    let preposition = view
        .is(at, Class::PREPOSITION.or(Class::SUBORDINATOR).or(Class::AUXILIARY).or(Class::RELATIVE))
        && !view.is(at, Class::CAPITAL);
    // "maintains healthy relations": without an opening word the verb must come soon.
    let soon = (at + 1..at + 5).any(|at| view.is(at, Class::AUXILIARY.or(Class::VERB)));
    if takes.clause && has_finite(view, at) && (opens_phrase || (soon && !preposition)) {
        return Some(Kind::Bare);
    }
    let about = hit.verb.particle.is_some() && view.one_of(at, &["about", "over"]);
    if (takes.object || takes.quoted_object) && (!preposition || about) {
        return Some(Kind::Object);
    }
    None
}

/// Whether a verb may follow "to": "agreed to meet", not "agreed to an interview", "to Inspection" in a headline.
fn is_infinitive(view: &View<'_>, at: usize) -> bool {
    let word = view.lower(at);
    let noun = view.is(at, Class::CAPITAL)
        && (!view.is_headline(view.cell_of(at))
            || ["tion", "sion", "ment", "ness", "ity", "ism", "ship", "ance", "ence"]
                .iter()
                .any(|end| word.ends_with(end)));
    view.is(at, Class::WORD)
        && !noun
        && !view.is(
            at,
            Class::DETERMINER.or(Class::PRONOUN).or(Class::NUMBER).or(Class::TIME).or(Class::PREPOSITION),
        )
        && !word.ends_with("ing")
}

/// Whether the words from `at` on hold something like a finite verb, before the next mark.
fn has_finite(view: &View<'_>, at: usize) -> bool {
    (at..at + 24)
        .take_while(|at| !view.is(*at, Class::STOP.or(Class::COLON).or(Class::SEMICOLON)))
        .skip(1)
        .any(|at| {
            view.is(at, Class::AUXILIARY.or(Class::VERB))
                || (view.is(at, Class::WORD)
                    && view.lower(at).ends_with("ed")
                    && !view.is(at, Class::CAPITAL))
                || view
                    .cues
                    .readings(view.lower(at))
                    .iter()
                    .any(|r| matches!(r.tense, Tense::Past | Tense::Present))
        })
        || view.class(at).is(Class::PRONOUN)
}

/// The token where the clause from `start` ends: the sentence's end, or the border to words that are not the
/// speaker's.
pub(crate) fn end_of(view: &View<'_>, start: usize, end: usize, later: &[Hit<'_>]) -> usize {
    let mut at = start;
    let inside = view.tokens.get(start).and_then(|token| token.quotation);
    let mut later = later.iter().peekable();
    while at < end {
        // A quotation is one thing, unless the clause stands in it.
        if let Some(quotation) = view.tokens.get(at).and_then(|token| token.quotation)
            && Some(quotation) != inside
        {
            at += 1;
            continue;
        }
        if inside.is_some() && view.tokens.get(at).and_then(|token| token.quotation) != inside {
            return at;
        }
        while later.peek().is_some_and(|hit| hit.group.start < at) {
            later.next();
        }
        if view.is(at, Class::SEMICOLON) {
            return at;
        }
        if let Some(next) = later.peek() {
            let starts = if next.shared {
                next.group.start
            } else {
                next.subject.as_ref().map_or(next.group.start, |s| s.start)
            };
            let comma = view.is(at, Class::COMMA);
            let joined = view.one_of(
                at + usize::from(comma),
                &["and", "but", "while", "whereas", "though", "although", "as", "yet", "or"],
            );
            let by = usize::from(view.lower(starts.saturating_sub(1)) == "by" && next.shared);
            let border = match (comma, joined) {
                (true, true) => starts == at + 2 + by,
                (true, false) => starts == at + 1 && at > start,
                (false, true) => next.shared && starts == at + 1 + by,
                (false, false) => false,
            };
            if border {
                return at;
            }
        }
        if view.is(at, Class::COMMA)
            && view.one_of(at + 1, &["which", "who"])
            && !comma_follows(view, at + 1, end)
        {
            return at;
        }
        if view.is(at, Class::COMMA) && view.one_of(at + 1, &["according"]) {
            return at;
        }
        at += 1;
    }
    end
}

/// Where the words before a cue begin: a sentence that ends a quotation of several sentences begins with the quotation.
pub(crate) fn quotation_start(view: &View<'_>, start: usize, cue: usize) -> usize {
    let quotation = view.tokens.get(start).and_then(|token| token.quotation);
    let inside = view.tokens.get(cue).and_then(|token| token.quotation);
    let Some(opened) = quotation.filter(|_| quotation != inside).and_then(|_| view.quotation_at(start))
    else {
        return start;
    };
    let first = view.token_from(opened.span.start());
    if first < start && view.cell_of(first) == view.cell_of(start) { first } else { start }
}

fn comma_follows(view: &View<'_>, from: usize, end: usize) -> bool {
    (from..end.min(from + 40)).any(|at| view.is(at, Class::COMMA))
}

/// The end of a content without the sentence's own stop; a stop inside a quotation at the end stays.
pub(crate) fn without_stop(view: &View<'_>, start: usize, end: usize) -> usize {
    let mut end = end;
    while end > start + 1
        && view.is(end - 1, Class::STOP.or(Class::COMMA))
        && view.quotation_at(end - 1).is_none()
    {
        end -= 1;
    }
    end
}

/// Whether the tokens from `at` to the sentence's end are a circumstance or nothing: "on Tuesday", "in an interview
/// with the agency", "to reporters".
pub(crate) fn only_circumstance(view: &View<'_>, at: usize, end: usize) -> bool {
    let end = without_stop(view, at.min(end), end);
    if at >= end || (at + 1 == end && view.is(at, Class::STOP)) {
        return true;
    }
    if end - at > 40 {
        return false;
    }
    let starts = view.is(at, Class::PREPOSITION.or(Class::TIME).or(Class::NEGATION))
        || view.is(at, Class::COMMA)
        || view.one_of(
            at,
            &[
                "last",
                "this",
                "early",
                "late",
                "earlier",
                "when",
                "as",
                "while",
                "after",
                "before",
                "reporters",
                "adding",
                "bluntly",
            ],
        )
        || view.is(at, Class::ADVERB);
    starts
        && !(at..end).any(|at| view.lower(at) == "that" && !view.is(at.wrapping_sub(1), Class::PREPOSITION))
}
