//! Who said what: found by layout and marks, then resolved to speakers and chains.
//!
//! Finding works on the shape of the text alone: each rule is a file, proposes [`Candidate`]s and names itself in their
//! evidence. [`select`] decides between candidates that claim the same words. Resolving adds speakers, nesting and the
//! chain of mouths.

mod according_to;
mod as_reported_by;
mod candidate;
mod circumstances;
mod classes;
mod clause;
mod colon_headline;
pub(crate) mod cues;
mod dash_byline;
mod embedded_post;
mod governed;
mod grammar;
mod hits;
mod interview_turn;
mod lead_in;
mod noun_of_speech;
mod passive;
mod phrases;
mod quotation_block;
mod quoted_as_saying;
mod resolve;
mod said;
mod said_by;
mod said_tail;
mod select;
mod verb_beside_quotation;
mod view;

use avviso_text::{Diagnostics, Evidence, Fact, Id, Span, Text};

use crate::attributions::candidate::Candidate;
use crate::attributions::cues::Cues;
use crate::attributions::grammar::Grammar;
use crate::attributions::view::{ClosedWords, View};
use crate::layers::{Attribution, Heads, Mentions, Quotations, Sentences, Tags, Times, Words};
use crate::pass::{Context, Layer, Pass};

pub(crate) use resolve::{Index, ResolveAttributions, index};

/// What a rule knew beside the attribution, for resolving.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hint {
    /// To whom, as the text has it.
    pub(crate) addressee: Option<Span<Text>>,
    /// The speaker goes on ("further stated"): the way to the speaker is the one before.
    pub(crate) goes_on: bool,
}

/// Attributions as found: source, cue and content, without speakers, nesting and chain. Sorted as in the record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) list: Vec<Fact<Attribution>>,
    /// One for each of `list`.
    pub(crate) hints: Vec<Hint>,
}

impl Layer for Found {
    const NAME: &'static str = "attributions.found";
}

/// Finds source, cue and content.
#[derive(Debug)]
pub(crate) struct FindAttributions<'c> {
    pub(crate) cues: &'c Cues,
}

impl Pass for FindAttributions<'_> {
    const NAME: &'static str = "attributions.find";
    type Needs<'a> = (&'a Sentences, &'a Words, &'a Tags, &'a Heads, &'a Quotations, &'a Mentions, &'a Times);
    type Gives = Found;

    fn run(
        &self,
        context: Context<'_>,
        (sentences, words, tags, heads, quotations, mentions, times): Self::Needs<'_>,
        _: &mut Diagnostics,
    ) -> Found {
        let closed = ClosedWords::new();
        let view = View::new(
            context.article,
            self.cues,
            &closed,
            (sentences, words, quotations),
            Grammar::new(words, tags, heads),
        );
        let candidates = candidates(&view, mentions, times);
        let mut found = Found::default();
        for mut candidate in select::select(candidates) {
            circumstances::fill(&view, times, &mut candidate);
            let time = candidate
                .time
                .and_then(|span| times.list.iter().position(|time| time.value().span == span))
                .map(Id::new);
            let mode = candidate.mode(&view);
            let place = candidate.cue.first().or_else(|| candidate.content.first()).copied();
            let Some(place) = place else { continue };
            let mut evidence = Evidence::at(place, candidate.rule);
            if let Some(note) = candidate.note {
                evidence = evidence.noting(note);
            }
            found.hints.push(Hint { addressee: candidate.addressee, goes_on: candidate.goes_on });
            let attribution = Attribution {
                mode,
                level: candidate.level,
                source: candidate.source,
                cue: candidate.cue,
                content: candidate.content,
                speakers: Vec::new(),
                addressees: Vec::new(),
                within: None,
                chain: Vec::new(),
                stance: candidate.stance,
                medium: candidate.medium,
                time,
            };
            found.list.push(Fact::new(attribution, candidate.confidence, evidence));
        }
        found
    }
}

/// All rules, the surest first.
fn candidates(view: &View<'_>, mentions: &Mentions, times: &Times) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut taken = vec![false; view.cells.len()];
    let mut used: Vec<Option<usize>> = vec![None; view.quotations.list.len()];
    embedded_post::find(view, times, &mut out, &mut taken);
    interview_turn::find(view, &mut out, &mut taken);
    let hits: Vec<Vec<hits::Hit<'_>>> =
        view.sentences.iter().map(|sentence| hits_of(view, sentence.clone())).collect();
    verb_beside_quotation::find(view, &hits, &mut out, &mut used);
    dash_byline::find(view, &mut out, &mut used, &taken);
    lead_in::find(view, &hits, &mut out, &mut used, &taken);
    colon_headline::find(view, mentions, &mut out, &taken);
    for (sentence, hits) in view.sentences.iter().zip(&hits) {
        according_to::find(view, sentence.clone(), hits, &mut out);
        noun_of_speech::find(view, sentence, &mut out);
        as_reported_by::find(view, sentence.clone(), hits, &mut out);
        for (index, hit) in hits.iter().enumerate() {
            if is_own_voice(view, hit) {
                continue;
            }
            let later = hits.get(index + 1..).unwrap_or_default();
            quoted_as_saying::find(view, hit, later, &mut out);
            let forwards = said::find(view, hit, later);
            let backwards = said_tail::find(view, hit, later);
            // "The bridge, he said, is closed": both read; the one that uses more of the sentence wins in `select`.
            out.extend(forwards);
            out.extend(said_by::find(view, hit, later));
            out.extend(passive::find(view, hit, later));
            out.extend(backwards);
        }
    }
    quotation_block::find(view, &mut out, &mut used, &taken);
    out
}

/// The hits of a sentence; furniture ("The post … appeared first on …", bylines, notes under pictures) has none.
fn hits_of<'v>(view: &View<'v>, sentence: std::ops::Range<usize>) -> Vec<hits::Hit<'v>> {
    use avviso_text::RegionKind;
    let cell = view.cells.get(view.cell_of(sentence.start));
    let furniture = cell.is_some_and(|cell| {
        matches!(
            cell.outer,
            Some(RegionKind::Footer | RegionKind::Byline | RegionKind::Dateline | RegionKind::Note)
        ) || cell.kind == Some(RegionKind::Byline)
    });
    let handed_on = sentence.clone().take(64).any(|at| {
        view.one_of(at, &["appeared", "published", "posted"])
            && view.one_of(at + 1, &["first", "originally", "on"])
    });
    if furniture || handed_on { Vec::new() } else { hits::of_sentence(view, sentence) }
}

/// "I think" and "we want" inside a quotation are the speaker's own words, said already.
fn is_own_voice(view: &View<'_>, hit: &hits::Hit<'_>) -> bool {
    let quoted = view.tokens.get(hit.head).is_some_and(|token| token.quotation.is_some());
    let first_person = hit
        .subject
        .as_ref()
        .is_some_and(|subject| subject.len() == 1 && view.one_of(subject.start, &["i", "we", "you"]));
    quoted && first_person
}

#[cfg(test)]
mod tests;
