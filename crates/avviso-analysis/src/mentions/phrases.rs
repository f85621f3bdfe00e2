//! Phrases of role and organ: whose, which, what, and perhaps the name. "Russia's Foreign Minister Sergey Lavrov",
//! "the Cuban Foreign Ministry", "his North Korean counterpart, Choe Son-hui", "its coast guard".

use avviso_text::RuleId;

use super::drafts::{Draft, Finder};
use super::lexicon::{
    Noun, NounClass, is_courtesy, is_function, is_modifier, is_paper, is_portfolio, is_qualifier, is_speech,
    noun,
};
use super::scan::{Capitals, Case, Kind};
use super::{Detail, What};
use crate::layers::{ActorKind, Form};

const OFFICE: RuleId = RuleId::new("actors.office");
const MINISTRY: RuleId = RuleId::new("actors.ministry");
const ORGAN: RuleId = RuleId::new("actors.organ");
const POSSESSIVE: RuleId = RuleId::new("actors.possessive");
const GENERIC: RuleId = RuleId::new("actors.role-alone");
const PAPER: RuleId = RuleId::new("actors.document");

/// What stands left of the noun.
#[derive(Debug, Default)]
struct Left {
    /// First token of the title ("foreign" of "foreign minister").
    title: usize,
    /// First token of the whole.
    first: usize,
    owners: Vec<usize>,
    pronoun: Option<usize>,
    definite: bool,
    article: bool,
}

/// What stands right of the noun.
#[derive(Debug, Default)]
struct Right {
    /// Last token of title and complement.
    last: usize,
    /// Last token of the title as the office's form has it.
    title_last: usize,
    owner: Option<usize>,
}

impl Finder<'_, '_> {
    /// Finds phrases around nouns of role.
    pub(super) fn role_phrases(&mut self) {
        let mut done = 0;
        for at in 0..self.scan.tokens.len() {
            if at < done || !self.is_free(at) {
                continue;
            }
            let Some(noun) = noun(self.scan.word(at)) else { continue };
            // "Presidential spokesman": a noun before another is its modifier, except before a name.
            let head = self.compound(at);
            if let Some(next) = self.scan.after(head)
                && self.scan.gap(next)
                && self.is_free(next)
                && super::lexicon::noun(self.scan.word(next))
                    .is_some_and(|n| n.class == NounClass::Person || noun.class != NounClass::Person)
                && noun.class != NounClass::Person
            {
                continue;
            }
            if let Some(last) = self.role_phrase(at, head, noun) {
                done = last + 1;
            }
        }
    }

    /// "secretary-general", "attorney general", "vice president-elect": the last token of the noun.
    fn compound(&self, at: usize) -> usize {
        let scan = self.scan;
        let generals =
            matches!(scan.word(at), "secretary" | "attorney" | "consul" | "director" | "inspector");
        if generals && scan.same(at, at + 1) && scan.word(at + 1) == "general" {
            return at + 1;
        }
        if generals && scan.is_hyphen(at + 1) && scan.same(at, at + 2) && scan.word(at + 2) == "general" {
            return at + 2;
        }
        at
    }

    fn role_phrase(&mut self, at: usize, head: usize, noun: Noun) -> Option<usize> {
        let scan = self.scan;
        // "General Assembly" has its own row or none; "head" needs "of"; "party" with "third" is none.
        let mut left = self.left_of(at, noun);
        let right = self.right_of(head, noun, &left);
        if let Some(owner) = right.owner
            && left.owners.is_empty()
        {
            left.owners.push(owner);
        }
        let owned = !left.owners.is_empty() || left.pronoun.is_some();
        let words: Vec<usize> = (left.title..=right.title_last)
            .filter(|&t| scan.kind(t) == Some(Kind::Word) || scan.kind(t) == Some(Kind::Possessive))
            .filter(|&t| t >= at || !is_qualifier(scan.word(t)))
            .collect();
        let spell = |written: bool| {
            let spelt: Vec<&str> = words
                .iter()
                .map(|&t| match scan.kind(t) {
                    Some(Kind::Possessive) => "'s",
                    _ if written && self.scan.hit_at(t).is_some() => scan.written(t),
                    _ => scan.word(t),
                })
                .collect();
            spelt.join(" ").replace(" 's", "'s")
        };
        let (role, title) = (spell(false), spell(true));
        let person = noun.class == NounClass::Person;
        let mut detail = Detail {
            what: match noun.class {
                NounClass::Person => What::Role,
                NounClass::Organ | NounClass::Body => What::Organ,
                NounClass::Government => What::Government,
            },
            role: Some(role),
            title: Some(title),
            noun: Some(noun.lemma),
            sector: Some(noun.sector),
            owners: left.owners.clone(),
            definite: left.definite,
            plural: noun.plural,
            ..Detail::default()
        };

        // A name right after: the phrase is its title.
        if person
            && !noun.plural
            && let Some(name) = self.person_begins(right.last + 1)
            && scan.gap(right.last + 1)
            && scan.same(head, right.last + 1)
            && noun.lemma != "counterpart"
        {
            self.nest(&left.owners);
            let last = self.draft(name).last;
            if let Some(draft) = self.drafts.get_mut(name)
                && draft.detail.role.is_none()
            {
                draft.first = left.first;
                draft.detail.role = detail.role;
                draft.detail.title = detail.title;
                draft.detail.noun = detail.noun;
                draft.detail.sector = detail.sector;
                draft.detail.owners = left.owners;
                draft.owner_pronoun = left.pronoun;
                return Some(last);
            }
            return None;
        }
        let generic = !owned;
        if generic && !self.worth_generic(&left, &right, at, noun) {
            return None;
        }
        // A name beside it, parted by a comma.
        if person && !noun.plural && (owned || left.definite) {
            detail.same_as =
                self.apposed_right(right.last).or_else(|| self.apposed_left(left.first, right.last));
        }
        self.nest(&left.owners);
        let rule = if generic {
            GENERIC
        } else if left.pronoun.is_some() && left.owners.is_empty() {
            POSSESSIVE
        } else if person {
            OFFICE
        } else if noun.lemma == "ministry" {
            MINISTRY
        } else {
            ORGAN
        };
        self.drafts.push(Draft {
            first: left.first,
            last: right.last,
            head: (at, head),
            form: Form::Description,
            entities: Vec::new(),
            rule,
            owner_pronoun: left.pronoun,
            detail,
        });
        Some(right.last)
    }

    /// Marks names as lying inside a larger mention.
    fn nest(&mut self, owners: &[usize]) {
        for &owner in owners {
            if let Some(draft) = self.drafts.get_mut(owner) {
                draft.detail.nested = true;
            }
        }
    }

    /// The draft of a person whose name begins exactly here.
    fn person_begins(&self, at: usize) -> Option<usize> {
        self.name_at(at).filter(|&draft| self.draft(draft).first == at && self.is_person(draft))
    }

    /// A description without owner is kept where it acts: "the president said", "according to a spokesman".
    fn worth_generic(&self, left: &Left, right: &Right, at: usize, noun: Noun) -> bool {
        let scan = self.scan;
        let next = scan.after(right.last);
        let speaks = next.is_some_and(|n| is_speech(scan.word(n)))
            || next.is_some_and(|n| {
                matches!(scan.word(n), "has" | "had" | "also")
                    && scan.after(n).is_some_and(|m| is_speech(scan.word(m)))
            });
        let cited =
            scan.before(left.first).is_some_and(|to| {
                scan.word(to) == "to"
                    && scan.before(to).is_some_and(|a| matches!(scan.word(a), "according" | "told"))
            }) || scan.before(left.first).is_some_and(|told| matches!(scan.word(told), "told" | "said"));
        if matches!(noun.class, NounClass::Body) || scan.capitals_at(at) != Capitals::Normal && !left.article
        {
            return false;
        }
        // "the leader of the band": somebody else's.
        if next.is_some_and(|n| scan.word(n) == "of") {
            return false;
        }
        // "the president", "the Foreign Ministry": known before, perhaps.
        let titled = left.definite && (scan.is_capital(at) || !noun.plural);
        titled || ((left.article || noun.plural) && (speaks || cited))
    }

    fn left_of(&self, at: usize, noun: Noun) -> Left {
        let scan = self.scan;
        let mut title = at;
        let mut steps = 0;
        while steps < 6 {
            steps += 1;
            let Some(before) = scan.before(title) else { break };
            if !self.is_free(before) {
                break;
            }
            let word = scan.word(before);
            if scan.is_hyphen(before) && !scan.gap(title) && !scan.gap(before) {
                // "vice-president", "ex-minister", not "US-minister".
                let prefix = before.checked_sub(1).filter(|&p| is_modifier(scan.word(p)) && self.is_free(p));
                let Some(prefix) = prefix else { break };
                title = prefix;
                continue;
            }
            let organ_before = super::lexicon::noun(word)
                .is_some_and(|n| n.class != NounClass::Person && !n.plural)
                && noun.class == NounClass::Person;
            if is_modifier(word) || organ_before {
                title = before;
                continue;
            }
            // "Emergency Situations Ministry"
            let proper = noun.class != NounClass::Person
                && scan.is_capital(at)
                && scan.is_capital(before)
                && !scan.tokens.get(before).is_some_and(|t| t.first)
                && scan.capitals_at(at) == Capitals::Normal
                && !is_function(word)
                && !is_speech(word)
                && !is_courtesy(word);
            if proper {
                title = before;
                continue;
            }
            // "finance and trade minister"
            if word == "and"
                && is_modifier(scan.word(title))
                && scan.before(before).is_some_and(|b| is_modifier(scan.word(b)) && self.is_free(b))
            {
                title = before;
                continue;
            }
            break;
        }
        let mut left = Left { title, first: title, ..Left::default() };
        let mut cursor = title;
        // One word between whose and which that no list has: "Iceland's herring minister".
        let mut found = self.owner_to(cursor);
        if found.is_none()
            && let Some(before) = scan.before(cursor)
            && scan.case(before) == Some(Case::Lower)
            && !is_function(scan.word(before))
            && !is_speech(scan.word(before))
            && scan.gap(cursor)
            && let Some((owner, first)) = self.owner_to(before)
            && (scan.kind(before - 1) == Some(Kind::Possessive) || self.draft(owner).form == Form::Demonym)
        {
            left.title = before;
            found = Some((owner, first));
        }
        if let Some((owner, first)) = found {
            left.owners.push(owner);
            left.first = first;
            cursor = first;
            // "Cuban and North Korean diplomats"
            if noun.plural && scan.kind(left.title.saturating_sub(1)) != Some(Kind::Possessive) {
                for _ in 0..4 {
                    let Some(mut mark) = scan.before(cursor) else { break };
                    if scan.word(mark) == "and" && scan.before(mark).is_some_and(|m| scan.is(m, ',')) {
                        mark -= 1;
                    }
                    if scan.word(mark) != "and" && !scan.is(mark, ',') {
                        break;
                    }
                    let Some(other) = mark.checked_sub(1).and_then(|m| self.name_to(m)) else { break };
                    let draft = self.draft(other);
                    let fits =
                        draft.last + 1 == mark && matches!(draft.form, Form::Demonym | Form::Abbreviation);
                    if !fits || !self.is_state(other) {
                        break;
                    }
                    left.owners.insert(0, other);
                    cursor = draft.first;
                    left.first = cursor;
                }
            }
        }
        // What qualifies the whole, then the article or pronoun: "the former Russian president".
        if !(found.is_some() && scan.kind(left.title.saturating_sub(1)) == Some(Kind::Possessive)) {
            for _ in 0..3 {
                let Some(before) = scan.before(cursor) else { break };
                if !is_modifier(scan.word(before)) || !self.is_free(before) || found.is_none() {
                    break;
                }
                cursor = before;
                left.first = before;
            }
        }
        if let Some(before) = scan.before(cursor)
            && scan.gap(cursor)
        {
            match scan.word(before) {
                // "said that Foreign Minister X": the clause's word.
                "that"
                    if scan.is_capital(cursor)
                        || scan.before(before).is_some_and(|b| is_speech(scan.word(b))) => {}
                "the" | "this" | "that" => {
                    left.definite = scan.word(before) == "the";
                    left.article = true;
                    left.first = before;
                }
                "a" | "an" | "another" | "one" => {
                    left.article = true;
                    left.first = before;
                }
                "its" | "his" | "her" | "their" => {
                    left.pronoun = Some(before);
                    left.first = before;
                }
                _ => {}
            }
        }
        left
    }

    /// Whose something is that begins at a token: a name right before, with `'s` or as a modifier. Gives the draft
    /// and its first token.
    fn owner_to(&self, at: usize) -> Option<(usize, usize)> {
        let scan = self.scan;
        let before = scan.before(at)?;
        if !scan.gap(at) {
            return None;
        }
        let possessive = scan.kind(before) == Some(Kind::Possessive);
        let last = if possessive { scan.before(before)? } else { before };
        let owner = self.name_to(last).filter(|&owner| self.draft(owner).last == last)?;
        let draft = self.draft(owner);
        // "Russian government", "Trump administration", "UN envoy"; a person's own minister needs the 's.
        let first = draft.first;
        let first = match (possessive, scan.before(first)) {
            (true, Some(the)) if scan.word(the) == "the" => the,
            _ => first,
        };
        let known_outlet = draft.detail.what == What::Outlet;
        (!known_outlet || possessive || draft.last == last).then_some((owner, first))
    }

    fn right_of(&self, head: usize, noun: Noun, left: &Left) -> Right {
        let scan = self.scan;
        let mut right = Right { last: head, title_last: head, owner: None };
        for _ in 0..2 {
            let Some(of) = scan.after(right.last) else { break };
            let link = scan.word(of);
            if !matches!(link, "of" | "to" | "for") || !scan.gap(of) {
                break;
            }
            let mut at = of + 1;
            if scan.word(at) == "the" {
                at += 1;
            }
            if !scan.same(head, at) {
                break;
            }
            // "minister of foreign affairs", "secretary of state"
            let mut end = at;
            while end < at + 5
                && scan.same(head, end)
                && self.is_free(end)
                && (is_portfolio(scan.word(end))
                    || (scan.word(end) == "and" && is_portfolio(scan.word(end + 1))))
            {
                end += 1;
            }
            if link != "to"
                && end > at
                && matches!(
                    noun.lemma,
                    "minister"
                        | "secretary"
                        | "ministry"
                        | "department"
                        | "undersecretary"
                        | "chief"
                        | "committee"
                )
            {
                right.last = end - 1;
                right.title_last = end - 1;
                continue;
            }
            // "spokesman for the Cuban Foreign Ministry" is left to the ministry's own mention.
            let Some(owner) = self.name_at(at).filter(|&d| self.draft(d).first == at) else { break };
            let body = self.draft(owner).entities.iter().any(|&entity| {
                matches!(
                    scan.knowledge.entity(entity).kind,
                    ActorKind::State
                        | ActorKind::Government
                        | ActorKind::Organisation
                        | ActorKind::ArmedGroup
                )
            }) || self.draft(owner).detail.what == What::Body;
            let role = noun.class == NounClass::Person
                || matches!(noun.class, NounClass::Government | NounClass::Organ) && link == "of";
            if !body || !role {
                break;
            }
            let last = self.draft(owner).last;
            // "the leader of Norway's fishermen"
            if scan.kind(last + 1) == Some(Kind::Possessive) {
                break;
            }
            match link {
                "of" => right.owner = Some(owner),
                // "ambassador to the United Nations": a part of the office.
                "to" => right.title_last = last,
                _ if left.owners.is_empty() => right.owner = Some(owner),
                _ => {}
            }
            right.last = last;
            break;
        }
        right
    }

    /// "his Ambassador to the UN, Nikki Haley", "his counterpart, Choe Son-hui, …".
    fn apposed_right(&self, last: usize) -> Option<usize> {
        let scan = self.scan;
        let comma = scan.after(last).filter(|&at| scan.is(at, ','))?;
        let name = self.person_begins(scan.after(comma)?)?;
        let draft = self.draft(name);
        if draft.first == draft.last || draft.detail.repeats {
            return None;
        }
        let closes = scan.after(draft.last).is_none_or(|next| {
            matches!(scan.kind(next), Some(Kind::Mark(',' | '.' | ';' | ')' | '—' | '–')))
                || matches!(scan.word(next), "has" | "have" | "had" | "is" | "was" | "will" | "who")
        });
        closes.then_some(name)
    }

    /// "Nikki Haley, the US ambassador to the UN,".
    fn apposed_left(&self, first: usize, last: usize) -> Option<usize> {
        let scan = self.scan;
        let comma = scan.before(first).filter(|&at| scan.is(at, ','))?;
        let end = scan.before(comma)?;
        let name = self.name_to(end).filter(|&d| self.draft(d).last == end && self.is_person(d))?;
        let closes = scan.after(last).is_none_or(|next| {
            matches!(scan.kind(next), Some(Kind::Mark(',' | '.' | ';' | ')' | '—' | '–')))
                || is_speech(scan.word(next))
                || scan.word(next) == "who"
        });
        closes.then_some(name)
    }

    /// Papers that speak: "The joint statement went on to accuse", "the letter said"; not "in a statement".
    pub(super) fn papers(&mut self) {
        let scan = self.scan;
        for at in 0..scan.tokens.len() {
            if !is_paper(scan.word(at)) || !self.is_free(at) {
                continue;
            }
            let Some(mut next) = scan.after(at) else { continue };
            if matches!(scan.word(next), "also" | "further" | "then" | "itself") {
                next += 1;
            }
            let speaks = scan.same(at, next)
                && is_speech(scan.word(next))
                && (scan.word(next) != "went" || scan.word(next + 1) == "on")
                // "the letter read by", "a statement called X" are passive.
                && !matches!(scan.word(next + 1), "by");
            if !speaks {
                continue;
            }
            let mut first = at;
            for _ in 0..3 {
                let Some(before) = scan.before(first) else { break };
                let word = scan.word(before);
                let fits = self.is_free(before)
                    && !is_function(word)
                    && scan.kind(before) == Some(Kind::Word)
                    && scan.gap(first)
                    && !is_speech(word);
                if !fits {
                    break;
                }
                first = before;
            }
            let Some(article) = scan.before(first) else { continue };
            if !matches!(scan.word(article), "the" | "a" | "an" | "this" | "their" | "that" | "another") {
                continue;
            }
            let joint = (first..at).any(|t| scan.word(t) == "joint");
            self.drafts.push(Draft {
                first: article,
                last: at,
                head: (at, at),
                form: Form::Description,
                entities: Vec::new(),
                rule: PAPER,
                owner_pronoun: None,
                detail: Detail {
                    what: What::Paper,
                    plural: joint,
                    definite: scan.word(article) == "the",
                    role: Some(scan.word(at).to_owned()),
                    ..Detail::default()
                },
            });
        }
    }
}
