//! Headlines that name their speaker by a mark or by "says".
//!
//! Catches: HOLM TO OSLO: Open the port / Ministry: talks will resume / Talks will resume, says Holm / Talks will
//! resume in May – ministry.
//! Leaves: Video: the port at dawn / Regional dynamics: a brewing storm / Holm – the last interview.

use std::ops::Range;

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::cues::Tense;
use crate::attributions::view::View;
use crate::layers::{Mention, Mentions};

pub(crate) const RULE: RuleId = RuleId::new("attribution.colon-headline");

/// Labels that stand before a colon and speak for nobody.
const LABELS: &[&str] = &[
    "video",
    "watch",
    "breaking",
    "opinion",
    "exclusive",
    "analysis",
    "update",
    "updated",
    "photos",
    "live",
    "podcast",
    "review",
    "editorial",
    "explainer",
    "commentary",
    "report",
    "listen",
    "gallery",
    "interactive",
    "column",
    "letters",
    "factbox",
    "timeline",
    "q&a",
    "read",
    "related",
    "recap",
    "quiz",
    "map",
    "chart",
    "poll",
    "special",
];

/// Words that are said and not named: a speaker before a colon has none of them.
const NO_NAME: &[&str] = &[
    "how", "why", "what", "when", "where", "who", "is", "are", "the", "a", "an", "to", "of", "in", "on",
    "for", "with", "and",
];

/// Finds them.
pub(crate) fn find(view: &View<'_>, mentions: &Mentions, out: &mut Vec<Candidate>, taken: &[bool]) {
    for cell in 0..view.cells.len() {
        if taken.get(cell).copied().unwrap_or(false) {
            continue;
        }
        let Some(tokens) =
            view.cell_tokens.get(cell).cloned().filter(|tokens| tokens.len() >= 4 && tokens.len() <= 40)
        else {
            continue;
        };
        let headline = view.is_headline(cell);
        // "LAVIN TO NATO: …" heads an embedded post or a paragraph of its own, too.
        let shouted = is_shouted(view, tokens.clone());
        if !headline && shouted.is_none() {
            continue;
        }
        let mut found = colon(view, mentions, tokens.clone(), headline);
        if headline {
            found = found.or_else(|| says(view, tokens.clone())).or_else(|| dash(view, mentions, tokens));
        }
        out.extend(found);
    }
}

/// The colon after words that are all in capitals at the start of a cell.
fn is_shouted(view: &View<'_>, tokens: Range<usize>) -> Option<usize> {
    let colon = tokens.clone().take(10).find(|at| view.is(*at, Class::COLON))?;
    let loud = (tokens.start..colon).all(|at| !view.word(at).chars().any(char::is_lowercase))
        && (tokens.start..colon).any(|at| view.lower(at) == "to");
    loud.then_some(colon)
}

fn colon(view: &View<'_>, mentions: &Mentions, tokens: Range<usize>, headline: bool) -> Option<Candidate> {
    let colon = tokens.clone().take(12).find(|at| view.is(*at, Class::COLON))?;
    if colon == tokens.start {
        return None;
    }
    let to = (tokens.start..colon).find(|at| view.lower(*at) == "to");
    let name = tokens.start..to.unwrap_or(colon);
    let content = colon + 1..strip_stop(view, colon + 1, tokens.end);
    if name.is_empty() || content.len() < 2 || name.len() > 6 {
        return None;
    }
    if !is_speaker(view, mentions, name.clone(), to.is_some()) {
        return None;
    }
    let quoted = view.is(content.start, Class::QUOTE);
    let percent = if to.is_some() || quoted { 90 } else { 70 };
    if !headline && to.is_none() {
        return None;
    }
    let mut candidate = Candidate::new(RULE, percent)
        .source(view, name)
        .cue(view, to.unwrap_or(colon)..colon + 1)
        .content(view, content);
    candidate.addressee = to.and_then(|to| view.span(to + 1..colon));
    Some(candidate)
}

/// Whether the words before a colon name somebody who can speak: a mention, or at most four capitalised words of which
/// none is a common heading word.
fn is_speaker(view: &View<'_>, mentions: &Mentions, name: Range<usize>, addressed: bool) -> bool {
    let Some(span) = view.span(name.clone()) else { return false };
    if LABELS.contains(&view.lower(name.start)) && name.len() == 1 {
        return false;
    }
    if mention_at(mentions, span.start()).is_some_and(|mention| mention.span.end() >= span.end()) {
        return true;
    }
    let capitals = name.clone().all(|at| view.is(at, Class::CAPITAL) || view.is(at, Class::STOP));
    // In capitals throughout a name cannot be told from any other words.
    let loud = name.clone().all(|at| !view.word(at).chars().any(char::is_lowercase));
    if loud && !addressed {
        return false;
    }
    let plain = name.clone().all(|at| !NO_NAME.contains(&view.lower(at)));
    if addressed {
        return capitals && plain && name.len() <= 4;
    }
    // Two or three words that look like a person's name, not like a heading: no plural, no gerund.
    capitals
        && plain
        && (2..=4).contains(&name.len())
        && name.clone().all(|at| {
            let word = view.lower(at);
            !word.ends_with("ing")
                && !word.ends_with("ics")
                && !word.ends_with("ions")
                && !word.ends_with("tion")
                && !view.is(at, Class::TIME)
        })
}

fn mention_at(mentions: &Mentions, start: usize) -> Option<&Mention> {
    let index = mentions.list.partition_point(|mention| mention.span.start() < start);
    mentions.list.get(index).filter(|mention| mention.span.start() == start)
}

/// "…, says X" / "…, X says" at a headline's end.
fn says(view: &View<'_>, tokens: Range<usize>) -> Option<Candidate> {
    let end = strip_stop(view, tokens.start, tokens.end);
    let comma = (tokens.start..end)
        .rev()
        .take(9)
        .find(|at| view.is(*at, Class::COMMA) || (view.is(*at, Class::QUOTE) && at + 1 < end))?;
    let is_cue = |at: usize| {
        view.cues.readings(view.lower(at)).iter().any(|reading| {
            matches!(reading.tense, Tense::Present | Tense::Past)
                && view.cues.verb(*reading).is_some_and(|verb| verb.takes.quotation && verb.takes.clause)
        })
    };
    let content = tokens.start..comma + usize::from(view.is(comma, Class::QUOTE));
    if content.len() < 3 {
        return None;
    }
    let (source, cue) = if is_cue(comma + 1) && comma + 2 < end {
        (comma + 2..end, comma + 1)
    } else if is_cue(end - 1) && comma + 1 < end - 1 {
        (comma + 1..end - 1, end - 1)
    } else {
        return None;
    };
    if source
        .clone()
        .any(|at| view.is(at, Class::QUOTE.or(Class::COMMA).or(Class::PREPOSITION)) && view.lower(at) != "of")
    {
        return None;
    }
    Some(Candidate::new(RULE, 90).source(view, source).cue(view, cue..cue + 1).content(view, content))
}

/// "… – ministry": a short source behind a dash.
fn dash(view: &View<'_>, mentions: &Mentions, tokens: Range<usize>) -> Option<Candidate> {
    let end = strip_stop(view, tokens.start, tokens.end);
    let dash = (tokens.start..end).rev().take(5).find(|at| view.is(*at, Class::DASH))?;
    let source = dash + 1..end;
    if source.is_empty() || source.len() > 3 || dash < tokens.start + 3 {
        return None;
    }
    let span = view.span(source.clone())?;
    let known = mention_at(mentions, span.start()).is_some_and(|mention| mention.span == span);
    let institution = view.one_of(
        end - 1,
        &[
            "ministry",
            "minister",
            "secretary",
            "premier",
            "leader",
            "chief",
            "adviser",
            "court",
            "official",
            "officials",
            "source",
            "sources",
            "report",
            "reports",
            "media",
            "police",
            "army",
            "military",
            "government",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "envoy",
            "ambassador",
            "president",
            "agency",
            "poll",
            "survey",
            "un",
        ],
    );
    if !(known || institution) {
        return None;
    }
    Some(
        Candidate::new(RULE, 75)
            .source(view, source)
            .cue(view, dash..dash + 1)
            .content(view, tokens.start..dash),
    )
}

fn strip_stop(view: &View<'_>, start: usize, end: usize) -> usize {
    if end > start + 1 && view.word(end - 1) == "." { end - 1 } else { end }
}
