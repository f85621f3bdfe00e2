//! Bounds of the day of publication: what the page states, and what its text lets one conclude.

use avviso_text::facts::DateKind;
use avviso_text::{At, Confidence, Evidence, Interval, Precision, RuleId, Stamp, Why};

use super::tense::{Tense, tense};
use crate::knowledge::fold_event;
use crate::layers::{ActorKind, Mentions, Times};
use crate::mentions::What;
use crate::pass::Context;

const EVENT: RuleId = RuleId::new("date.not-before-event");
const CLOSURE: RuleId = RuleId::new("date.not-after-closure");
const PAST: RuleId = RuleId::new("date.not-before-past-date");
const FUTURE: RuleId = RuleId::new("date.not-after-future-date");
const TENURE: RuleId = RuleId::new("date.within-tenure");

/// How much a bound may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Makes a candidate.
    Weak,
    /// Makes an interval together with one for the other end.
    Strong,
}

/// Not published before `from`, not after `to`.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    pub(super) from: Option<Stamp>,
    pub(super) to: Option<Stamp>,
    pub(super) strength: Strength,
    pub(super) percent: u16,
    /// Whether the page itself states it (not its article's words).
    pub(super) stated: bool,
    pub(super) evidence: Evidence,
}

impl Bound {
    /// Whether some day of the interval lies inside, give or take a time zone.
    pub(super) fn allows(&self, interval: Interval) -> bool {
        super::agree(interval, Interval { from: self.from, to: self.to, precision: Precision::Interval })
    }

    pub(super) fn say(&self) -> String {
        match (self.from, self.to) {
            (Some(from), None) => format!("not before {}", from.day),
            (None, Some(to)) => format!("not after {}", to.day),
            (Some(from), Some(to)) => format!("between {} and {}", from.day, to.day),
            (None, None) => String::new(),
        }
    }
}

fn percent(confidence: Confidence) -> u16 {
    confidence.ten_thousandths() / 100
}

/// All bounds of a page.
pub(super) fn collect(context: Context<'_>, times: &Times, mentions: &Mentions) -> Vec<Bound> {
    let mut bounds = Vec::new();
    stated(context, &mut bounds);
    events(context, &mut bounds);
    closures(context, &mut bounds);
    dates(context, times, &mut bounds);
    tenures(context, mentions, &mut bounds);
    bounds
}

/// What the page's furniture says.
fn stated(context: Context<'_>, bounds: &mut Vec<Bound>) {
    for clue in &context.facts.dates {
        let interval = clue.value().interval;
        let (from, to) = match clue.value().kind {
            DateKind::Published => continue,
            DateKind::NotBefore => (interval.from, None),
            DateKind::NotAfter | DateKind::Modified => (None, interval.to),
        };
        bounds.push(Bound {
            from,
            to,
            strength: Strength::Strong,
            percent: percent(clue.confidence()),
            stated: true,
            evidence: clue.evidence().clone(),
        });
    }
}

/// Events that the text tells of: it was not written before the first that its words may mean.
///
/// "speaking at the One Belt, One Road conference"; not "the summit will", "next month's summit".
fn events(context: Context<'_>, bounds: &mut Vec<Bound>) {
    let text = context.article.text();
    let (folded, words) = fold_event(text);
    let mut after = 0;
    for (start, end, rows) in context.knowledge.find_events(&folded) {
        if start < after {
            continue;
        }
        let first = words.partition_point(|w| (w.0 as usize) < start);
        let last = words.partition_point(|w| (w.0 as usize) < end).saturating_sub(1);
        let (Some(&(at, from, _)), Some(&(begin, _, to))) = (words.get(first), words.get(last)) else {
            continue;
        };
        let ends = words.get(last + 1).map_or(folded.len(), |w| w.0 as usize - 1);
        if at as usize != start || ends != end || (begin as usize) < start {
            continue;
        }
        let Some(span) = context.article.span(from as usize..to as usize) else { continue };
        if tense(text, span.range()) == Tense::Future {
            continue;
        }
        let events = rows.iter().filter_map(|&row| context.knowledge.dated_events.get(row as usize));
        // Several events share a form: the earliest bounds all of them.
        let earliest = events
            .filter(|event| event.sourced && event.kind != "closure")
            .filter_map(|event| event.valid.from.as_ref().map(|from| (from.first, event)))
            .min_by_key(|(day, _)| *day);
        let Some((day, event)) = earliest else { continue };
        after = end;
        bounds.push(Bound {
            from: Some(Stamp::day(day)),
            to: None,
            strength: Strength::Strong,
            percent: 60,
            stated: false,
            evidence: Evidence::at(span, EVENT).noting(format!("{}, from {day}", event.key)),
        });
    }
}

/// Things that the page's furniture offers and that have ended since.
fn closures(context: Context<'_>, bounds: &mut Vec<Bound>) {
    for discarded in context.article.discarded() {
        let furniture = matches!(
            discarded.why,
            Why::CommentForm | Why::ShareBar | Why::Navigation | Why::Other | Why::Newsletter | Why::Comments
        );
        let Some(words) = discarded.words.as_ref().filter(|_| furniture) else { continue };
        for event in context.knowledge.dated_events.iter().filter(|e| e.kind == "closure" && e.sourced) {
            let named = event.forms.iter().any(|form| holds_word(words, form));
            let Some(last) = event.valid.to.as_ref().filter(|_| named) else { continue };
            bounds.push(Bound {
                from: None,
                to: Some(Stamp::day(last.last)),
                strength: Strength::Strong,
                percent: 60,
                stated: true,
                evidence: Evidence::at(At::Raw(discarded.raw), CLOSURE)
                    .noting(format!("{}, {}", event.key, last.iso)),
            });
        }
    }
}

/// Whether `words` hold `form` as written, between characters that are no letters.
fn holds_word(words: &str, form: &str) -> bool {
    words.match_indices(form).any(|(at, found)| {
        let before = words.get(..at).and_then(|w| w.chars().next_back());
        let after = words.get(at + found.len()..).and_then(|w| w.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Dates that the text tells of as past or as still to come.
fn dates(context: Context<'_>, times: &Times, bounds: &mut Vec<Bound>) {
    for time in &times.list {
        let (from, to) = match tense(context.article.text(), time.value().span.range()) {
            Tense::Past => (time.value().interval.from, None),
            Tense::Future => (None, time.value().interval.to),
            Tense::Unclear => continue,
        };
        let rule = if from.is_some() { PAST } else { FUTURE };
        bounds.push(Bound {
            from,
            to,
            strength: Strength::Weak,
            percent: if from.is_some() { 50 } else { 40 },
            stated: false,
            evidence: Evidence::at(time.value().span, rule),
        });
    }
}

/// Offices that the text gives to people: while they held them, as long as all that is said can be true at once.
fn tenures(context: Context<'_>, mentions: &Mentions, bounds: &mut Vec<Bound>) {
    let knowledge = context.knowledge;
    let mut found: Vec<Bound> = Vec::new();
    for (mention, detail) in mentions.list.iter().zip(&mentions.details) {
        let (person, role) = match (detail.what, detail.same_as) {
            // "Russian Foreign Minister Sergey Lavrov"
            (What::Known, None) if mention.entities.len() == 1 => (mention.entities.first(), &detail.role),
            // "his North Korean counterpart, Choe Son-hui"
            (What::Role, Some(name)) => (
                mentions.list.get(name).filter(|m| m.entities.len() == 1).and_then(|m| m.entities.first()),
                &detail.role,
            ),
            _ => continue,
        };
        let (Some(&person), Some(role)) = (person, role) else { continue };
        if knowledge.entity(person).kind != ActorKind::Person {
            continue;
        }
        let before =
            context.article.text().get(mention.span.start()..mention.head.start()).unwrap_or_default();
        let past = before.split(|c: char| !c.is_alphabetic()).any(|word| {
            ["former", "ex", "late", "then", "outgoing", "incoming"]
                .iter()
                .any(|past| word.eq_ignore_ascii_case(past))
        });
        if past {
            continue;
        }
        let counterpart = detail.noun == Some("counterpart");
        let held: Vec<_> = knowledge
            .tenures_of(person)
            .filter(|tenure| {
                let forms = &knowledge.office(tenure.office).forms;
                counterpart || forms.iter().any(|form| form == role)
            })
            .collect();
        let [tenure] = held.as_slice() else { continue };
        if !tenure.sourced {
            continue;
        }
        let from = tenure.valid.from.as_ref().map(|from| Stamp::day(from.first));
        let to = tenure.valid.to.as_ref().map(|to| Stamp::day(to.last));
        if from.is_none() && to.is_none() {
            continue;
        }
        found.push(Bound {
            from,
            to,
            strength: Strength::Weak,
            percent: 40,
            stated: false,
            evidence: Evidence::at(mention.span, TENURE).noting(knowledge.office(tenure.office).key.clone()),
        });
    }
    let lower = found.iter().filter_map(|b| b.from).max();
    let upper = found.iter().filter_map(|b| b.to).min();
    // A page of history names people of several times; then none of them bounds it from above.
    let consistent = lower.is_none_or(|lower| upper.is_none_or(|upper| lower <= upper));
    for mut bound in found {
        if !consistent {
            bound.to = None;
        }
        if bound.from.is_some() || bound.to.is_some() {
            bounds.push(bound);
        }
    }
}
