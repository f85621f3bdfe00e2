//! Persons by the shape of their names: given name and surname, title and name, Korean names, handles, surnames alone.

use avviso_text::{Lookup, RuleId};

use super::drafts::{Draft, Finder};
use super::lexicon::{
    NounClass, is_body_noun, is_calendar, is_courtesy, is_function, is_modifier, is_outlet_noun, is_particle,
    is_speech, noun,
};
use super::scan::{Capitals, Case, Kind};
use super::{Detail, What};
use crate::layers::Form;

const SHAPE: RuleId = RuleId::new("actors.person-name");
const HANDLE: RuleId = RuleId::new("actors.post-author");
const SURNAME: RuleId = RuleId::new("actors.surname");

/// States where the family's name stands first.
const FAMILY_FIRST: [&str; 6] = ["CHN", "KOR", "PRK", "TWN", "HUN", "VNM"];

impl Finder<'_, '_> {
    /// Reads what stands around a known person's name. False when it is no person after all.
    ///
    /// "Donald J. Trump" is the known one, "Melania Trump" somebody else, "Trump Tower" nobody.
    pub(super) fn read_person(&self, draft: &mut Draft) -> bool {
        let scan = self.scan;
        let single = draft.first == draft.last;
        if let Some(next) = scan.after(draft.last)
            && scan.gap(next)
            && scan.is_capital(next)
            && scan.capitals_at(next) == Capitals::Normal
        {
            let word = scan.word(next);
            if is_body_noun(word)
                || is_outlet_noun(word)
                || matches!(
                    word,
                    "tower"
                        | "towers"
                        | "airport"
                        | "street"
                        | "avenue"
                        | "hotel"
                        | "library"
                        | "jr"
                        | "junior"
                        | "prize"
                )
            {
                return false;
            }
        }
        if !single {
            draft.detail.surname = Some(self.surname_of(draft));
            return true;
        }
        draft.detail.repeats = true;
        draft.detail.surname = Some(scan.word(draft.first).to_owned());
        // Initials, then a given name.
        let mut first = draft.first;
        let mut initials = false;
        while let Some(dot) = scan.before(first)
            && scan.is(dot, '.')
            && let Some(letter) = scan.before(dot)
            && scan.is_capital(letter)
            && scan.word(letter).chars().count() == 1
        {
            first = letter;
            initials = true;
        }
        let Some(given) = scan.before(first) else { return true };
        let word = scan.word(given);
        let title = noun(word).is_some() || is_courtesy(word) || is_modifier(word) || is_calendar(word);
        let name = scan.case(given) == Some(Case::Title)
            && scan.hit_at(given).is_none()
            && scan.follows(first)
            && !title
            && !is_function(word);
        if !name {
            return true;
        }
        let own: Vec<_> = draft
            .entities
            .iter()
            .copied()
            .filter(|&entity| {
                let canonical = &scan.knowledge.entity(entity).name;
                canonical.split(' ').next().is_some_and(|first| first.to_lowercase() == word)
            })
            .collect();
        if !own.is_empty() {
            draft.entities = own;
            draft.first = given;
            draft.head = (given, draft.last);
            draft.detail.repeats = false;
            return true;
        }
        let opens = scan.tokens.get(given).is_some_and(|t| t.first);
        let headline = scan.capitals_at(given) != Capitals::Normal;
        if scan.knowledge.is_given_name(word) || (!opens && !headline) || initials {
            // Somebody else with this surname.
            draft.entities = Vec::new();
            draft.first = given;
            draft.head = (given, draft.last);
            draft.rule = SHAPE;
            draft.detail.what = What::Person;
            draft.detail.repeats = false;
        }
        true
    }

    /// The surname of a known full name, in lower case.
    fn surname_of(&self, draft: &Draft) -> String {
        let family_first = draft.entities.first().is_some_and(|&entity| {
            let entity = self.scan.knowledge.entity(entity);
            entity.country.as_deref().is_some_and(|country| FAMILY_FIRST.contains(&country))
                // "Syngman Rhee", "Nikki Haley" put it last all the same.
                && !entity.name.starts_with(char::is_lowercase)
        });
        let at = if family_first { draft.head.0 } else { draft.head.1 };
        self.scan.word(at).to_owned()
    }

    /// Names by shape.
    pub(super) fn person_names(&mut self) {
        let mut at = 0;
        while at < self.scan.tokens.len() {
            match self.person_from(at) {
                Some((first, last, surname, rule)) => {
                    let detail = Detail {
                        what: What::Person,
                        surname: Some(self.scan.word(surname).to_owned()),
                        repeats: first == last,
                        ..Detail::default()
                    };
                    self.add_name(Draft {
                        first,
                        last,
                        head: (first, last),
                        form: Form::Name,
                        entities: Vec::new(),
                        rule,
                        owner_pronoun: None,
                        detail,
                    });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
    }

    /// A person's name that begins at a token: first, last, surname's token, rule.
    ///
    /// Catches "Kari Nes (@karines)", "spokeswoman Anna Berg", "Choe Son-hui", "Mr. Olsen"; not "Security Council",
    /// "Monday Night", "Cold War".
    fn person_from(&self, at: usize) -> Option<(usize, usize, usize, RuleId)> {
        let scan = self.scan;
        let word = scan.word(at);
        if !scan.is_capital(at) || !self.is_free(at) || is_function(word) || is_calendar(word) {
            return None;
        }
        if scan.before(at).is_some_and(|before| scan.is_hyphen(before) && !scan.gap(at)) {
            return None;
        }
        let plain = noun(word).is_none() && !is_modifier(word) && !is_courtesy(word);
        if plain && let Some(last) = self.korean(at) {
            return Some((at, last, at, SHAPE));
        }
        let (last, words) = self.name_run(at)?;
        if !plain {
            return None;
        }
        // "Kari Nes (@karines)", "Donald J. Trump (@…)"
        if scan.after(last).is_some_and(|open| scan.is(open, '(') && scan.is(open + 1, '@')) {
            return Some((at, last, last, HANDLE));
        }
        let tail = scan.word(last);
        let tail_is_plain = noun(tail).is_none()
            && !is_body_noun(tail)
            && !is_outlet_noun(tail)
            && !is_calendar(tail)
            && !is_function(tail);
        if !tail_is_plain {
            return None;
        }
        let capitals = scan.capitals_at(at);
        let given = scan.knowledge.is_given_name(word);
        if words >= 2 && given {
            return Some((at, last, last, SHAPE));
        }
        if capitals != Capitals::Normal {
            return None;
        }
        if self.after_title(at) {
            return Some((at, last, last, SHAPE));
        }
        if words < 2 {
            return None;
        }
        // "Anna Berg, 43," and "Anna Berg said".
        let next = scan.after(last);
        let age = next.is_some_and(|comma| {
            scan.is(comma, ',')
                && scan.kind(comma + 1) == Some(Kind::Number)
                && scan.written(comma + 1).len() == 2
                && scan.is(comma + 2, ',')
        });
        let says = next.is_some_and(|at| {
            matches!(
                scan.word(at),
                "said"
                    | "says"
                    | "told"
                    | "added"
                    | "wrote"
                    | "tweeted"
                    | "explained"
                    | "argued"
                    | "argues"
                    | "writes"
            )
        });
        let said =
            scan.before(at).is_some_and(|before| matches!(scan.word(before), "said" | "says" | "added"))
                && words == 2
                && next.is_none_or(|next| matches!(scan.kind(next), Some(Kind::Mark(',' | '.'))));
        // "Anna Berg, an analyst at", "Todd Tiahrt, a Kansas representative,"
        let apposed = words <= 3
            && next.is_some_and(|comma| {
                scan.is(comma, ',')
                    && matches!(
                        scan.word(comma + 1),
                        "a" | "an" | "the" | "who" | "former" | "chief" | "head" | "professor" | "director"
                    )
                    && (comma + 1..comma + 7)
                        .take_while(|&t| scan.same(comma, t) && scan.kind(t) == Some(Kind::Word))
                        .any(|t| {
                            scan.word(t) == "who"
                                || noun(scan.word(t))
                                    .is_some_and(|n| n.class == NounClass::Person && !n.plural)
                        })
            });
        (age || says || said || apposed).then_some((at, last, last, SHAPE))
    }

    /// Whether a title stands before: "Mr.", "President", "spokesman", "said Minister".
    fn after_title(&self, at: usize) -> bool {
        let scan = self.scan;
        let Some(mut before) = scan.before(at) else { return false };
        if scan.is(before, '.') && !scan.gap(before) {
            let Some(further) = scan.before(before) else { return false };
            before = further;
            return scan.is_capital(before) && is_courtesy(scan.word(before));
        }
        let word = scan.word(before);
        if !scan.gap(at) {
            return false;
        }
        // "General Motors" and "Major League" are no officers: those titles need a given name too.
        let rank = matches!(word, "general" | "major" | "captain" | "marshal" | "leader" | "chairman");
        let longer = scan.after(at).is_some_and(|next| {
            scan.follows(next)
                && scan.is_capital(next)
                && self.is_free(next)
                && noun(scan.word(next)).is_none()
        });
        let courtesy = scan.is_capital(before) && is_courtesy(word) && (!rank || longer);
        let role = noun(word).is_some_and(|noun| noun.class == NounClass::Person && !noun.plural)
            // "the expert Monday" has no name; "the executive Branch" neither.
            && !matches!(word, "executive" | "expert" | "deputy" | "justice")
            && (word != "chief" || longer);
        courtesy || role
    }

    /// A surname and a hyphenated given name: "Choe Son-hui", "Kim Yo-jong". Gives the last token.
    fn korean(&self, at: usize) -> Option<usize> {
        let scan = self.scan;
        let short = |at: usize, limit: usize| {
            scan.word(at).chars().count() <= limit && scan.word(at).chars().all(char::is_alphabetic)
        };
        let (given, hyphen, second) = (at + 1, at + 2, at + 3);
        let shape = scan.same(at, second)
            && short(at, 5)
            && scan.case(at) == Some(Case::Title)
            && scan.is_capital(given)
            && self.is_free(given)
            && scan.follows(given)
            && short(given, 6)
            && scan.is_hyphen(hyphen)
            && !scan.gap(hyphen)
            && scan.kind(second) == Some(Kind::Word)
            && !scan.gap(second)
            && short(second, 6)
            && noun(scan.word(second)).is_none()
            && !is_modifier(scan.word(given))
            && noun(scan.word(given)).is_none()
            && scan.word(given) != "co"
            && !matches!(
                scan.word(second),
                "led"
                    | "based"
                    | "elect"
                    | "born"
                    | "style"
                    | "era"
                    | "day"
                    | "up"
                    | "in"
                    | "on"
                    | "off"
                    | "out"
                    | "made"
                    | "wide"
                    | "run"
                    | "held"
                    | "term"
                    | "old"
                    | "like"
                    | "to"
                    | "a"
                    | "the"
                    | "and"
                    | "owned"
                    | "backed"
                    | "ally"
                    | "saxon"
            );
        let cased = scan.case(second) == Some(Case::Lower) || (short(at, 4) && short(second, 5));
        (shape && cased).then_some(second)
    }

    /// A run of names: given names, initials, particles, surname. Gives the last token and the number of words.
    pub(super) fn name_run(&self, at: usize) -> Option<(usize, usize)> {
        let scan = self.scan;
        let (mut last, mut words) = (at, 1);
        for _ in 0..5 {
            let Some(next) = scan.after(last) else { break };
            if !scan.gap(next) {
                // The point of an initial, or a hyphen inside a name.
                if scan.is(next, '.')
                    && scan.word(last).chars().count() == 1
                    && scan.after(next).is_some_and(|n| scan.is_capital(n) && self.is_free(n))
                {
                    last = next + 1;
                    words += 1;
                    continue;
                }
                if scan.is_hyphen(next)
                    && scan.is_capital(next + 1)
                    && !scan.gap(next + 1)
                    && scan.same(last, next + 1)
                    && self.is_free(next + 1)
                {
                    last = next + 1;
                    continue;
                }
                break;
            }
            if !scan.follows(next) {
                break;
            }
            // "Alabama Governor Bob Riley": a role ends what is no name.
            let role = noun(scan.word(next)).is_some()
                && scan.after(next).is_some_and(|after| scan.follows(after) && scan.is_capital(after));
            if role {
                return None;
            }
            if scan.is_capital(next)
                && self.is_free(next)
                && !is_calendar(scan.word(next))
                && !is_speech(scan.word(next))
            {
                last = next;
                words += 1;
                continue;
            }
            if is_particle(scan.word(next)) && words > 0 {
                let mut name = next + 1;
                if is_particle(scan.word(name)) && !scan.is_capital(name) {
                    name += 1;
                }
                if scan.same(last, name) && scan.is_capital(name) && self.is_free(name) {
                    last = name;
                    words += 1;
                    continue;
                }
            }
            break;
        }
        // "Michael O 'Leary": a lone letter is no surname.
        let whole = words == 1 || scan.word(last).chars().count() > 1;
        (words <= 4 && whole).then_some((last, words))
    }

    /// Surnames alone of persons whose full name stands somewhere on the page.
    pub(super) fn repeated_surnames(&mut self) {
        let mut known: Lookup<String, ()> = Lookup::new();
        for draft in &self.drafts {
            if let Some(surname) = &draft.detail.surname
                && !draft.detail.repeats
                && surname.chars().count() > 1
                && !is_function(surname)
                && !is_calendar(surname)
            {
                known.insert(surname.clone(), ());
            }
        }
        if known.is_empty() {
            return;
        }
        for at in 0..self.scan.tokens.len() {
            let word = self.scan.word(at);
            // "Michael Jordan … Jordan Peterson": a part of another name.
            let scan = self.scan;
            let part = scan.after(at).is_some_and(|next| {
                scan.follows(next)
                    && scan.is_capital(next)
                    && self.is_free(next)
                    && scan.capitals_at(at) == Capitals::Normal
                    && !is_calendar(scan.word(next))
            });
            if scan.is_capital(at) && self.is_free(at) && !part && known.contains(word) {
                let detail = Detail {
                    what: What::Person,
                    surname: Some(word.to_owned()),
                    repeats: true,
                    ..Detail::default()
                };
                self.add_name(Draft {
                    first: at,
                    last: at,
                    head: (at, at),
                    form: Form::Name,
                    entities: Vec::new(),
                    rule: SURNAME,
                    owner_pronoun: None,
                    detail,
                });
            }
        }
    }
}
