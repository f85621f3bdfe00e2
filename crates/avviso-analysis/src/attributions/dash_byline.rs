//! A quotation signed with a dash and a name.
//!
//! Catches: “Peace is a daily work.” — Anna Holm / a quoted block with the line "— Anna Holm, governor" below.
//! Leaves: “No” — and she left. / the talks – the third round – failed.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.dash-byline");

/// A signature is at most this many tokens.
const LONGEST: usize = 14;

/// Finds them.
pub(crate) fn find(view: &View<'_>, out: &mut Vec<Candidate>, used: &mut [Option<usize>], taken: &[bool]) {
    for (index, quotation) in view.quotations.list.iter().enumerate() {
        if quotation.depth > 0 || used.get(index).copied().flatten().is_some() || !quotation.closed {
            continue;
        }
        let end = view.token_from(quotation.span.end());
        let Some(last) = end.checked_sub(1) else { continue };
        let cell = view.cell_of(last);
        if taken.get(cell).copied().unwrap_or(false) {
            continue;
        }
        let mut dash = end;
        while view.word(dash) == "~" || view.word(dash) == "." {
            dash += 1;
        }
        if !view.is(dash, Class::DASH) {
            continue;
        }
        let signed = view.cell_of(dash);
        // On the same line, or alone on the next one.
        if signed != cell && !(signed == cell + 1 && quotation.fills_block) {
            continue;
        }
        let Some(close) = view.cell_tokens.get(signed).map(|tokens| tokens.end) else { continue };
        let mut name = dash + 1;
        while name < close && view.is(name, Class::DASH) {
            name += 1;
        }
        let short = close.saturating_sub(name) <= LONGEST && name < close;
        let mut end_of_name = close;
        while end_of_name > name && view.is(end_of_name - 1, Class::STOP) {
            end_of_name -= 1;
        }
        let words = name..end_of_name;
        let named = view.is(name, Class::CAPITAL)
            && !view.is(name, Class::NUMBER.or(Class::TIME).or(Class::PRONOUN).or(Class::CONJUNCTION))
            && !words.clone().any(|at| view.is(at, Class::QUOTE.or(Class::AUXILIARY)));
        if !(short && named && !words.is_empty()) {
            continue;
        }
        let mut candidate = Candidate::new(RULE, 90).source(view, words).cue(view, dash..name);
        candidate.content.push(quotation.span);
        out.push(candidate);
        if let Some(slot) = used.get_mut(index) {
            *slot = Some(out.len() - 1);
        }
    }
}
