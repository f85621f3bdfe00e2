//! Persons that the language core sees: names whose shape alone says too little.

use avviso_text::RuleId;

use super::drafts::{Draft, Finder};
use super::lexicon::{
    is_body_noun, is_calendar, is_courtesy, is_function, is_modifier, is_outlet_noun, noun,
};
use super::scan::Capitals;
use super::{Detail, What};
use crate::language::NameKind;
use crate::layers::{Form, Names};

const PARSED: RuleId = RuleId::new("actors.parsed-name");

impl Finder<'_, '_> {
    /// Adds the persons of the `names` layer that no rule before found: two words or more, which are the whole run of
    /// capitals and hold no noun of role, body or outlet.
    ///
    /// Catches "Ngozi Okafor arrived on Monday"; not "White House", "Okafor" alone, a headline's capitals.
    pub(super) fn parsed_names(&mut self, names: &Names) {
        for name in names.list.iter().filter(|name| name.kind == NameKind::Person) {
            let scan = self.scan;
            let first = scan.tokens.partition_point(|token| token.start < name.span.start());
            let end = scan.tokens.partition_point(|token| token.start < name.span.end());
            let Some(last) = end.checked_sub(1).filter(|last| *last > first) else { continue };
            let named = |at: usize| {
                let word = scan.word(at);
                noun(word).is_none()
                    && !is_modifier(word)
                    && !is_courtesy(word)
                    && !is_body_noun(word)
                    && !is_outlet_noun(word)
                    && !is_calendar(word)
                    && !is_function(word)
            };
            let fits = scan.tokens.get(first).is_some_and(|token| token.start == name.span.start())
                && scan.is_capital(first)
                && scan.capitals_at(first) == Capitals::Normal
                && (first..=last).all(|at| self.is_free(at))
                && named(first)
                && named(last)
                && self.name_run(first).is_some_and(|(run, words)| run == last && words >= 2);
            // A capital before it belongs to the run too, which then is longer than the name.
            let begins = scan.before(first).is_none_or(|before| {
                !scan.is_capital(before)
                    || !scan.follows(first)
                    || is_calendar(scan.word(before))
                    || is_function(scan.word(before))
            });
            if !fits || !begins {
                continue;
            }
            let detail =
                Detail { what: What::Person, surname: Some(scan.word(last).to_owned()), ..Detail::default() };
            self.add_name(Draft {
                first,
                last,
                head: (first, last),
                form: Form::Name,
                entities: Vec::new(),
                rule: PARSED,
                owner_pronoun: None,
                detail,
            });
        }
    }
}
