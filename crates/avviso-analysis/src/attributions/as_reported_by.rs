//! "as reported by X", "as X put it": formulas with "as" and a participle.
//!
//! Catches: As reported by the Courier, two boats were moved. / The coast is under strain, as noted by the envoy.
//! Leaves: As reported earlier, two boats were moved. / He was seen as guided by others.

use std::ops::Range;

use avviso_text::RuleId;

use crate::attributions::according_to;
use crate::attributions::candidate::Candidate;
use crate::attributions::classes::Class;
use crate::attributions::cues::Tense;
use crate::attributions::hits::Hit;
use crate::attributions::phrases;
use crate::attributions::view::View;
use crate::layers::Level;

pub(crate) const RULE: RuleId = RuleId::new("attribution.as-reported-by");

/// Finds them in one sentence.
pub(crate) fn find(view: &View<'_>, sentence: Range<usize>, hits: &[Hit<'_>], out: &mut Vec<Candidate>) {
    for at in sentence.clone() {
        if view.lower(at) != "as" {
            continue;
        }
        // "as reported by", "as first reported by", "as quoted in".
        let head = (at + 1..(at + 4).min(sentence.end)).find(|head| !view.is(*head, Class::ADVERB));
        let Some(head) = head else { continue };
        let participle = view.cues.readings(view.lower(head)).iter().any(|reading| {
            reading.tense == Tense::Participle
                && view.cues.verb(*reading).is_some_and(|verb| {
                    verb.level == Level::Statement
                        && verb.particle.is_none()
                        && (verb.takes.quotation || verb.takes.clause)
                })
        });
        if !participle || !view.one_of(head + 1, &["by", "in"]) {
            continue;
        }
        let by = head + 1;
        let Some(source) = phrases::after(view, by + 1, sentence.end) else { continue };
        // "as reported in March": no source.
        if view.lower(by) == "in" && !view.is(source.start, Class::DETERMINER) {
            continue;
        }
        if let Some(content) = according_to::content(view, at, source.end, &sentence, hits) {
            let mut candidate = Candidate::new(RULE, 90).source(view, source).cue(view, at..by + 1);
            for range in content {
                candidate = candidate.content(view, range);
            }
            out.push(candidate);
        }
    }
}
