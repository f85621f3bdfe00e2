//! "X quoted Y as saying …", "…,” X cited Y as saying", "Y was quoted by X as saying …": Y speaks, X passes it on.
//!
//! Catches: The agency quoted a lawmaker as saying the test had failed. / “We stay,” Interfax quoted Holm as saying. /
//! Holm was quoted by the Courier as saying that it was over.
//! Leaves: He quoted the Bible. / She was seen as saying too little.

use avviso_text::RuleId;

use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::clause;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;

pub(crate) const RULE: RuleId = RuleId::new("attribution.quoted-as-saying");

/// How far "as saying" may stand after the verb, in tokens.
const REACH: usize = 24;

/// Reads one hit; `out` holds what the rules before found, the outer one among it.
pub(crate) fn find(view: &View<'_>, hit: &Hit<'_>, later: &[Hit<'_>], out: &mut Vec<Candidate>) {
    if !matches!(hit.verb.lemma, "quote" | "cite") {
        return;
    }
    let sentence = view.sentence(hit.head);
    let end = sentence.end.min(hit.group.end + REACH);
    let Some(saying) = (hit.group.end..end).find(|at| {
        view.lower(*at) == "as"
            && view.one_of(*at + 1, &["saying", "telling", "claiming", "warning", "writing"])
    }) else {
        return;
    };
    let by = hit.passive && view.lower(hit.group.end) == "by";
    let source =
        if hit.passive { hit.subject.clone() } else { phrases::closing(view, hit.group.end, saying) };
    let Some(source) = source.filter(|source| !source.is_empty()) else { return };
    let said = said(view, saying + 2, sentence.end, later).map(|range| vec![range]);
    let Some(content) = said.or_else(|| quotation_before(view, hit, &sentence)) else { return };
    let cue = if hit.passive && !by { hit.group.start..saying + 2 } else { saying..saying + 2 };
    let mut inner = Candidate::new(RULE, 96).source(view, source.clone()).cue(view, cue);
    for range in &content {
        inner = inner.content(view, range.clone());
    }
    let passed_on = if by {
        phrases::after(view, hit.group.end + 1, saying)
            .map(|outlet| (outlet, hit.group.start..hit.group.end + 1))
    } else if hit.passive {
        None
    } else {
        hit.subject.clone().map(|outlet| (outlet, hit.group.clone()))
    };
    if let Some((outlet, cue)) = passed_on {
        let mut outer = Candidate::new(RULE, 96).source(view, outlet).cue(view, cue).content(view, source);
        let whole = content.first().is_some_and(|range| range.start > saying);
        let words = if whole {
            saying..content.last().map_or(saying + 2, |range| range.end)
        } else {
            saying..saying + 2
        };
        outer = outer.content(view, words);
        if !whole {
            for range in content {
                outer = outer.content(view, range);
            }
        }
        out.push(outer);
    }
    out.push(inner);
}

/// The clause after "as saying", if there is one.
fn said(view: &View<'_>, start: usize, end: usize, later: &[Hit<'_>]) -> Option<std::ops::Range<usize>> {
    let from = later.partition_point(|hit| hit.group.start < start);
    let stop = clause::end_of(view, start, end, later.get(from..).unwrap_or_default());
    let stop = clause::without_stop(view, start, stop);
    let words = (start..stop).filter(|at| view.is(*at, Class::WORD)).count();
    let circumstance = clause::only_circumstance(view, start, end) && view.lower(start) != "that";
    (words >= 2 && !circumstance).then_some(start..stop)
}

/// The quotation that stands right before the clause with the verb.
fn quotation_before(
    view: &View<'_>,
    hit: &Hit<'_>,
    sentence: &std::ops::Range<usize>,
) -> Option<Vec<std::ops::Range<usize>>> {
    let subject = hit.subject.clone()?;
    let mut at = subject.start.checked_sub(1)?;
    if view.is(at, Class::COMMA) {
        at = at.checked_sub(1)?;
    }
    let quotation = view.quotation_at(at)?;
    let range = view.tokens_of(quotation.span);
    (range.end == at + 1 && range.start + 1 >= sentence.start.min(range.start + 1)).then(|| vec![range])
}
