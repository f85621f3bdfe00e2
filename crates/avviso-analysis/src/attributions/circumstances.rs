//! In what form and when something was said: "in a statement", "at a press conference", "on Thursday".

use avviso_text::{Span, Text};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::view::View;
use crate::layers::{Medium, Times};

/// How far from the cue a circumstance is looked for, in tokens.
const REACH: usize = 16;

fn medium_of(word: &str) -> Option<Medium> {
    Some(match word {
        "statement" | "communique" | "communiqué" | "release" => Medium::Statement,
        "interview" => Medium::Interview,
        "speech" | "address" | "remarks" | "rally" | "sermon" | "testimony" | "debate" => Medium::Speech,
        "conference" | "briefing" => Medium::PressConference,
        "tweet" | "post" | "tweets" | "posts" => Medium::Post,
        "letter" | "memo" | "memorandum" | "document" | "declaration" | "filing" | "book" | "note"
        | "email" | "resolution" | "treaty" => Medium::Document,
        "broadcast" | "programme" | "program" | "podcast" | "show" => Medium::Broadcast,
        "report" | "article" | "editorial" => Medium::Report,
        _ => return None,
    })
}

/// Fills in medium and time of a candidate from the words around its cue that are not its content.
pub(crate) fn fill(view: &View<'_>, times: &Times, candidate: &mut Candidate) {
    let Some(cue) = candidate.cue.first().copied() else { return };
    let cue_tokens = view.tokens_of(cue);
    let sentence = view.sentence(cue_tokens.start);
    let outside = |at: usize| {
        view.tokens
            .get(at)
            .is_some_and(|token| !candidate.content.iter().any(|span| span.contains(token.span)))
    };
    let from = sentence.start.max(cue_tokens.start.saturating_sub(REACH));
    let to = sentence.end.min(cue_tokens.end + REACH);
    if candidate.medium.is_none() {
        let source = candidate.source.first().map(|span| view.tokens_of(*span));
        candidate.medium = (from..to).filter(|at| outside(*at) && !cue_tokens.contains(at)).find_map(|at| {
            // Not the Post of a newspaper's name.
            let medium = medium_of(view.lower(at)).filter(|_| !view.is(at, Class::CAPITAL))?;
            if medium == Medium::PressConference
                && view.lower(at) == "conference"
                && !view.one_of(at.wrapping_sub(1), &["press", "news"])
            {
                return None;
            }
            let in_source = source.as_ref().is_some_and(|source| source.contains(&at));
            let introduced = (at.saturating_sub(5)..at).any(|at| {
                view.is(at, Class::PREPOSITION)
                    && view.one_of(at, &["in", "at", "during", "on", "to", "from", "by", "via", "with"])
            });
            (in_source || introduced).then_some(medium)
        });
    }
    if candidate.time.is_none() {
        let near = |span: Span<Text>| {
            let tokens = view.tokens_of(span);
            tokens.start >= from
                && tokens.end <= to
                && outside(tokens.start)
                && (tokens.start >= cue_tokens.end && tokens.start <= cue_tokens.end + 8
                    || tokens.end <= cue_tokens.start && tokens.start <= sentence.start + 4)
        };
        let first = times.list.partition_point(|time| {
            time.value().span.end() <= view.tokens.get(from).map_or(0, |t| t.span.start())
        });
        candidate.time =
            times.list.iter().skip(first).take(8).map(|time| time.value().span).find(|span| near(*span));
    }
}
