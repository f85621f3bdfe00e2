//! A noun of speech with whose it is: "Kang's accusation that …", "his call for …", "the minister's threat to …".
//!
//! Catches: Kang’s accusation that Oslo seeks a fight drew no reply. / Holm’s call for talks was heard. / Their threat to
//! strike is real.
//! Leaves: The claim that it was over is old. / Holm’s report on the port. / His demand curve.

use std::ops::Range;

use avviso_language::Pos;
use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::view::View;
use crate::language::Dep;
use crate::layers::{Level, Stance};

pub(crate) const RULE: RuleId = RuleId::new("attribution.noun-of-speech");

/// How far whose it is may stand before the noun, in words.
const REACH: usize = 24;

/// What a noun says and what it takes beside a clause: `for`, `against`, `of`, `to` (an infinitive).
struct Noun {
    word: &'static str,
    stance: Stance,
    level: Level,
    takes: &'static [&'static str],
}

const fn noun(word: &'static str, stance: Stance, level: Level, takes: &'static [&'static str]) -> Noun {
    Noun { word, stance, level, takes }
}

const NOUNS: &[Noun] = &[
    noun("accusation", Stance::Asserts, Level::Statement, &["against", "of"]),
    noun("allegation", Stance::Asserts, Level::Statement, &["against", "of"]),
    noun("announcement", Stance::Asserts, Level::Statement, &[]),
    noun("argument", Stance::Asserts, Level::Statement, &[]),
    noun("assertion", Stance::Asserts, Level::Statement, &["of"]),
    noun("belief", Stance::Believes, Level::Attitude, &[]),
    noun("call", Stance::Demands, Level::Statement, &["for", "to"]),
    noun("claim", Stance::Asserts, Level::Statement, &["of"]),
    noun("condemnation", Stance::Asserts, Level::Statement, &["of"]),
    noun("contention", Stance::Asserts, Level::Statement, &[]),
    noun("conviction", Stance::Believes, Level::Attitude, &[]),
    noun("criticism", Stance::Asserts, Level::Statement, &["of"]),
    noun("declaration", Stance::Asserts, Level::Statement, &[]),
    noun("demand", Stance::Demands, Level::Statement, &["for"]),
    noun("denial", Stance::Denies, Level::Statement, &["of"]),
    noun("fear", Stance::Believes, Level::Attitude, &[]),
    noun("hope", Stance::Believes, Level::Attitude, &[]),
    noun("insistence", Stance::Asserts, Level::Statement, &["on"]),
    noun("pledge", Stance::Promises, Level::Statement, &["to"]),
    noun("promise", Stance::Promises, Level::Statement, &["to", "of"]),
    noun("suggestion", Stance::Asserts, Level::Statement, &[]),
    noun("suspicion", Stance::Believes, Level::Attitude, &[]),
    noun("threat", Stance::Threatens, Level::Statement, &["to"]),
    noun("view", Stance::Believes, Level::Attitude, &[]),
    noun("vow", Stance::Promises, Level::Statement, &["to"]),
    noun("warning", Stance::Threatens, Level::Statement, &["of", "against"]),
];

/// Finds them in one sentence; only where it was parsed.
pub(crate) fn find(view: &View<'_>, sentence: &Range<usize>, out: &mut Vec<Candidate>) {
    let grammar = &view.grammar;
    for at in sentence.clone() {
        let word = view.lower(at);
        let Some(noun) =
            NOUNS.iter().find(|noun| noun.word == word || word.strip_suffix('s') == Some(noun.word))
        else {
            continue;
        };
        if grammar.pos(at) != Some(Pos::Noun) || view.is_headline(view.cell_of(at)) {
            continue;
        }
        let Some(source) = whose(view, at, sentence) else { continue };
        let Some(content) = content(view, at, noun, sentence) else { continue };
        let that = view.lower(content.start) == "that";
        let mut candidate = Candidate::new(RULE, if that { 75 } else { 60 })
            .source(view, source)
            .cue(view, at..at + 1)
            .content(view, content);
        candidate.stance = noun.stance;
        candidate.level = noun.level;
        out.push(candidate);
    }
}

/// "Leader Kang’s", "his": the possessor, with its sign.
fn whose(view: &View<'_>, noun: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    let grammar = &view.grammar;
    let from = sentence.start.max(noun.saturating_sub(REACH));
    let parsed =
        grammar.children(noun).find(|child| (from..noun).contains(child) && grammar.dep(*child) == Dep::Poss);
    let Some(owner) = parsed else {
        // The parser now and then takes the sign for a part of the noun; it stands there all the same.
        let sign = (from..noun).rev().take(3).find(|at| view.is(*at, Class::POSSESSIVE))?;
        let name = sign.checked_sub(1).filter(|name| *name >= from)?;
        let start = grammar.subtree(name).start.max(from);
        return Some(start..sign + 1);
    };
    if view.is(owner, Class::DETERMINER) && grammar.pos(owner) != Some(Pos::Pron) {
        return None;
    }
    // "my", "our": the writer, or the speaker of a quotation.
    if view.one_of(owner, &["my", "our", "your", "whose", "one"]) {
        return None;
    }
    let reach = grammar.subtree(owner);
    (reach.start >= from && reach.end <= noun).then_some(reach)
}

/// What is accused, called for, promised: a clause with "that", an infinitive, or what a preposition of the noun's own brings.
fn content(view: &View<'_>, at: usize, noun: &Noun, sentence: &Range<usize>) -> Option<Range<usize>> {
    let grammar = &view.grammar;
    let child = grammar.children(at).filter(|child| *child > at && *child < sentence.end).find(|child| {
        let opens = grammar.subtree(*child).start;
        match grammar.dep(*child) {
            Dep::Acl | Dep::Ccomp | Dep::Relcl => {
                opens == at + 1
                    && (view.lower(opens) == "that" && grammar.dep(*child) != Dep::Relcl
                        || view.lower(opens) == "to" && noun.takes.contains(&"to"))
            }
            Dep::Prep => *child == at + 1 && noun.takes.contains(&view.lower(*child)),
            _ => false,
        }
    })?;
    let mut end = grammar.subtree(child).end.min(sentence.end);
    // "accusations against Oslo, depicting it as a bully,": what goes on with the same noun.
    let more = grammar
        .children(at)
        .filter(|child| {
            (end..sentence.end).contains(child)
                && grammar.dep(*child) == Dep::Acl
                && view.lower(*child).ends_with("ing")
        })
        .map(|child| grammar.subtree(child).end)
        .next_back();
    end = more.unwrap_or(end);
    let end = clause::without_stop(view, child.min(at + 1), end);
    let words = (at + 1..end).filter(|at| view.is(*at, Class::WORD)).count();
    (words >= 2).then_some(at + 1..end)
}
