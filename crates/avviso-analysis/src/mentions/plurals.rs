//! What stands for several: pairs ("Cuba and North Korea") and sets ("the two countries").

use avviso_text::RuleId;

use super::drafts::{Draft, Finder};
use super::lexicon::{is_modifier, set_noun};
use super::scan::Kind;
use super::{Detail, What};
use crate::layers::Form;

const PAIR: RuleId = RuleId::new("actors.coordination");
const SET: RuleId = RuleId::new("actors.plural-set");

impl Finder<'_, '_> {
    /// States with states and persons with persons, joined by "and".
    ///
    /// Catches "Russia and China condemned", "Peru, Chile and Bolivia"; not "Russia and US officials" (the second is
    /// a modifier), "Cuban and Haitian cigars".
    pub(super) fn pairs(&mut self) {
        let mut tops: Vec<(usize, usize, usize)> = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, d)| !d.detail.nested && d.form != Form::Demonym && !d.detail.plural)
            .map(|(at, d)| (d.first, d.last, at))
            .collect();
        tops.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut outer: Vec<(usize, usize, usize)> = Vec::new();
        for top in tops {
            if outer.last().is_none_or(|last| last.1 < top.0) {
                outer.push(top);
            }
        }
        let mut at = 0;
        while at + 1 < outer.len() {
            let run = self.joined(&outer, at);
            let members: Vec<usize> =
                outer.get(at..run).unwrap_or_default().iter().map(|&(_, _, d)| d).collect();
            let (Some(&(first, ..)), Some(&(_, last, _))) = (outer.get(at), outer.get(run - 1)) else {
                break;
            };
            if members.len() > 1 {
                self.drafts.push(Draft {
                    first,
                    last,
                    head: (first, last),
                    form: Form::Name,
                    entities: Vec::new(),
                    rule: PAIR,
                    owner_pronoun: None,
                    detail: Detail {
                        what: What::Pair,
                        count: members.len(),
                        members,
                        plural: true,
                        ..Detail::default()
                    },
                });
            }
            at = run;
        }
    }

    /// The end of the run of drafts from `from` on that are joined to one list by commas and a last "and"; `from + 1`
    /// when there is none.
    fn joined(&self, outer: &[(usize, usize, usize)], from: usize) -> usize {
        let scan = self.scan;
        let mut at = from;
        let mut end = from + 1;
        while let (Some(&(_, last, a)), Some(&(next, _, b))) = (outer.get(at), outer.get(at + 1)) {
            if !self.alike(a, b) || !scan.same(last, next) {
                break;
            }
            let between = next - last - 1;
            let and = |token: usize| scan.word(token) == "and" || scan.is(token, '&');
            let comma = |token: usize| scan.is(token, ',');
            if (between == 1 && and(last + 1)) || (between == 2 && comma(last + 1) && and(last + 2)) {
                end = at + 2;
                break;
            }
            // "a statement from the ministry, Cuba and Peru said": a comma joins names of one kind alone.
            let names = (self.is_state(a) && self.is_state(b))
                || (self.is_person(a) && self.is_person(b) && self.draft(a).form == Form::Name);
            if between == 1 && comma(last + 1) && names && at < from + 12 {
                at += 1;
                continue;
            }
            break;
        }
        end
    }

    fn alike(&self, a: usize, b: usize) -> bool {
        let states = self.is_state(a) && self.is_state(b);
        let organs = |at: usize| matches!(self.draft(at).detail.what, What::Organ | What::Government);
        states
            || (self.is_person(a) && self.is_person(b))
            || ((organs(a) || self.is_state(a)) && (organs(b) || self.is_state(b)))
    }

    /// "the two countries", "both sides", "the three leaders".
    pub(super) fn sets(&mut self) {
        let scan = self.scan;
        for at in 0..scan.tokens.len() {
            let Some(of) = set_noun(scan.word(at)) else { continue };
            // "the two Koreas"-like names are rows of the tables.
            let mut number = at;
            for _ in 0..3 {
                let Some(before) = scan.before(number) else { break };
                number = before;
                if count_of(scan.word(number)).is_some() || !self.is_free(number) {
                    break;
                }
                let word = scan.word(number);
                if scan.kind(number) != Some(Kind::Word)
                    || !(is_modifier(word) || word.ends_with("ing") || word == "communist")
                {
                    break;
                }
            }
            let Some(count) = count_of(scan.word(number)) else { continue };
            let the = scan
                .before(number)
                .filter(|&the| matches!(scan.word(the), "the" | "these" | "those" | "all"));
            if the.is_none() && scan.word(number) != "both" {
                continue;
            }
            self.drafts.push(Draft {
                first: the.unwrap_or(number),
                last: at,
                head: (at, at),
                form: Form::Description,
                entities: Vec::new(),
                rule: SET,
                owner_pronoun: None,
                detail: Detail {
                    what: What::Set(of),
                    count,
                    plural: true,
                    definite: true,
                    ..Detail::default()
                },
            });
        }
    }
}

fn count_of(word: &str) -> Option<usize> {
    Some(match word {
        "two" | "both" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        _ => return None,
    })
}
