//! A quoted paragraph without any cue: the words belong to whoever the paragraph before it lets speak.
//!
//! An inference, so of low confidence and with a note. Two forms: the paragraph before attributes something (its last
//! attribution's source speaks on), or it names a document ("signed the text", "the joint statement").
//!
//! Catches: "Holm called the plan a stunt. ¶ “It helps nobody.”" / "The envoys signed a statement. ¶ “We reject …”"
//! Leaves: a quoted paragraph after one that lets nobody speak; a short name in quotation marks.

use avviso_text::{Confidence, RuleId};

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::layers::{Medium, QuotationKind};

pub(crate) const RULE: RuleId = RuleId::new("attribution.quotation-block");

const DOCUMENTS: &[&str] = &[
    "statement",
    "communique",
    "communiqué",
    "declaration",
    "letter",
    "text",
    "agreement",
    "memorandum",
    "resolution",
    "document",
    "manifesto",
    "petition",
];

/// Words of a block that may stand alone.
const WORDS: usize = 6;

/// Finds them; the candidates so far are in `out`.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>, used: &mut [Option<usize>], taken: &[bool]) {
    // For each cell the last candidate that attributes there.
    let mut last_of: Vec<Option<usize>> = vec![None; view.cells.len()];
    for (index, candidate) in out.iter().enumerate() {
        let Some(span) = candidate.cue.first().or_else(|| candidate.source.first()) else { continue };
        let token = view.token_from(span.start());
        if view.tokens.get(token).is_some_and(|token| token.quotation.is_some()) {
            continue;
        }
        let cell = view.cell_of(token);
        if let Some(slot) = last_of.get_mut(cell) {
            let later = slot
                .and_then(|before| out.get(before))
                .is_none_or(|before| before.start() <= candidate.start());
            if later {
                *slot = Some(index);
            }
        }
    }
    for (index, quotation) in view.quotations.list.iter().enumerate() {
        if used.get(index).copied().flatten().is_some()
            || !quotation.fills_block
            || quotation.kind != QuotationKind::Speech
        {
            continue;
        }
        let tokens = view.tokens_of(quotation.span);
        let cell = view.cell_of(tokens.start);
        if taken.get(cell).copied().unwrap_or(false) || view.is_headline(cell) || cell == 0 {
            continue;
        }
        if tokens.clone().filter(|at| view.is(*at, Class::WORD)).take(WORDS).count() < WORDS {
            continue;
        }
        if let Some(before) = quotation.continues.and_then(|id| used.get(id.index()).copied().flatten()) {
            if let Some(candidate) = out.get_mut(before) {
                candidate.content.push(quotation.span);
            }
            if let Some(slot) = used.get_mut(index) {
                *slot = Some(before);
            }
            continue;
        }
        let before = cell - 1;
        let found = match last_of.get(before).copied().flatten().and_then(|at| out.get(at)) {
            Some(earlier) => {
                let inferred_twice = earlier.rule == RULE;
                let mut candidate = Candidate::new(RULE, if inferred_twice { 40 } else { 55 });
                candidate.source.clone_from(&earlier.source);
                candidate.medium = earlier.medium.filter(|medium| *medium != Medium::Post);
                candidate.stance = crate::layers::Stance::Asserts;
                candidate.note = Some("no cue of its own: inferred from the speaker of the paragraph before");
                candidate.goes_on = true;
                Some(candidate)
            }
            None => document(view, before),
        };
        let Some(mut candidate) = found else { continue };
        candidate.confidence = candidate.confidence.min(Confidence::percent(55));
        candidate.content.push(quotation.span);
        out.push(candidate);
        if let Some(slot) = used.get_mut(index) {
            *slot = Some(out.len() - 1);
        }
        if let Some(slot) = last_of.get_mut(cell) {
            *slot = Some(out.len() - 1);
        }
    }
}

/// "Cuba and its partner signed the text on Tuesday.": the subject of the sentence that names a document.
fn document(view: &View<'_>, cell: usize) -> Option<Candidate> {
    let tokens = view.cell_tokens.get(cell)?.clone();
    let last = tokens.end.checked_sub(1)?;
    let sentence = view.sentence(last);
    let named = sentence.clone().find(|at| view.one_of(*at, DOCUMENTS) && *at > sentence.start)?;
    let maker = (sentence.start..named).find(|at| {
        let at = *at;
        view.one_of(
            at,
            &["signed", "issued", "released", "published", "adopted", "read", "wrote", "sent", "agreed"],
        )
    })?;
    let subject = phrases::after(view, sentence.start, maker)?;
    let mut candidate = Candidate::new(RULE, 50).source(view, subject);
    candidate.medium = Some(Medium::Document);
    candidate.note = Some("no cue of its own: inferred from the document that the paragraph before names");
    Some(candidate)
}
