//! Mentions while they are found: in tokens, extended by one rule after the other, sorted at the end.

use std::ops::Range;

use avviso_text::facts::BylineKind;
use avviso_text::{Article, At, PageFacts, RegionKind, RuleId, Span, Text};

use super::lexicon::{is_body_noun, is_function, is_outlet_label, is_outlet_noun, is_speech};
use super::scan::{Capitals, Case, Kind, Scan};
use super::{Detail, What, entities_of};
use crate::knowledge::EntityId;
use crate::layers::{ActorKind, Form, Names};

const NAME: RuleId = RuleId::new("actors.name");
const BYLINE: RuleId = RuleId::new("actors.byline");
const IN_NOTE: RuleId = RuleId::new("actors.outlet-in-note");
const IN_FOOTER: RuleId = RuleId::new("actors.outlet-in-footer");
const OUTLET: RuleId = RuleId::new("actors.outlet-name");
const CITED: RuleId = RuleId::new("actors.outlet-cited");
const BODY: RuleId = RuleId::new("actors.organisation-name");
const ELLIPSIS: RuleId = RuleId::new("actors.shared-head");

/// A mention in tokens, the last included.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) head: (usize, usize),
    pub(super) form: Form,
    pub(super) entities: Vec<EntityId>,
    pub(super) rule: RuleId,
    pub(super) owner_pronoun: Option<usize>,
    pub(super) detail: Detail,
}

/// A mention in bytes.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub(super) range: Range<usize>,
    pub(super) head: Range<usize>,
    pub(super) form: Form,
    pub(super) entities: Vec<EntityId>,
    pub(super) sentence: usize,
    pub(super) rule: RuleId,
    pub(super) owner_pronoun: Option<Range<usize>>,
    pub(super) detail: Detail,
}

/// The work of finding on one page.
#[derive(Debug)]
pub(super) struct Finder<'s, 'a> {
    pub(super) scan: &'s Scan<'a>,
    article: &'s Article,
    facts: &'s PageFacts,
    pub(super) drafts: Vec<Draft>,
    /// For each token the draft of a name that begins or ends there, plus one.
    begins: Vec<u32>,
    ends: Vec<u32>,
}

/// Whether a byline names the page's own outlet: "By The Example Wire".
pub(crate) fn is_outlet(facts: &PageFacts, byline: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.trim().to_lowercase();
        lower.strip_prefix("the ").unwrap_or(&lower).to_owned()
    };
    facts
        .outlet
        .as_ref()
        .and_then(|fact| fact.value().name.as_ref())
        .is_some_and(|outlet| plain(outlet) == plain(byline))
}

impl<'s, 'a> Finder<'s, 'a> {
    pub(super) fn new(scan: &'s Scan<'a>, article: &'s Article, facts: &'s PageFacts) -> Self {
        let tokens = scan.tokens.len();
        Self { scan, article, facts, drafts: Vec::new(), begins: vec![0; tokens], ends: vec![0; tokens] }
    }

    /// Runs the rules in their order and gives mentions by start, the longer first.
    pub(super) fn find(mut self, names: &Names) -> Vec<Ready> {
        self.known_names();
        self.shared_heads();
        self.named_in_facts();
        self.person_names();
        self.outlet_names();
        self.body_names();
        self.parsed_names(names);
        self.repeated_surnames();
        self.role_phrases();
        self.papers();
        self.articles();
        self.pairs();
        self.sets();
        self.finish()
    }

    /// The draft of a name that begins at a token.
    pub(super) fn name_at(&self, at: usize) -> Option<usize> {
        self.begins.get(at).and_then(|&draft| (draft as usize).checked_sub(1))
    }

    /// The draft of a name that ends at a token.
    pub(super) fn name_to(&self, at: usize) -> Option<usize> {
        self.ends.get(at).and_then(|&draft| (draft as usize).checked_sub(1))
    }

    /// Whether a token belongs to no name yet.
    pub(super) fn is_free(&self, at: usize) -> bool {
        self.scan.hit_at(at).is_none() && self.name_at(at).is_none() && self.name_to(at).is_none()
    }

    /// Adds a draft whose first and last token are those of a name.
    pub(super) fn add_name(&mut self, draft: Draft) -> usize {
        let at = self.drafts.len();
        for token in draft.first..=draft.last {
            // Tokens inside a name lead to it too, so that no second name is found in it.
            if let Some(slot) = self.begins.get_mut(token)
                && (*slot == 0 || token == draft.first)
            {
                *slot = at as u32 + 1;
            }
            if let Some(slot) = self.ends.get_mut(token)
                && (*slot == 0 || token == draft.last)
            {
                *slot = at as u32 + 1;
            }
        }
        self.drafts.push(draft);
        at
    }

    pub(super) fn draft(&self, at: usize) -> &Draft {
        self.drafts.get(at).expect("indexes of drafts are never dropped")
    }

    /// Whether a draft names a person.
    pub(super) fn is_person(&self, at: usize) -> bool {
        let draft = self.draft(at);
        match draft.detail.what {
            What::Known => {
                !draft.entities.is_empty()
                    && draft
                        .entities
                        .iter()
                        .all(|&entity| self.scan.knowledge.entity(entity).kind == ActorKind::Person)
            }
            What::Person | What::Role => true,
            What::Outlet
            | What::Body
            | What::Organ
            | What::Government
            | What::Paper
            | What::Pair
            | What::Set(_) => false,
        }
    }

    /// Whether a draft names a state or its government by name.
    pub(super) fn is_state(&self, at: usize) -> bool {
        let draft = self.draft(at);
        draft.detail.what == What::Known
            && draft.entities.iter().any(|&entity| {
                matches!(self.scan.knowledge.entity(entity).kind, ActorKind::State | ActorKind::Government)
            })
    }

    /// Names of the tables.
    fn known_names(&mut self) {
        for (index, hit) in self.scan.hits.iter().enumerate() {
            if !self.is_actor(index) {
                continue;
            }
            let person = self.scan.hit_is(index, ActorKind::Person);
            let mut draft = Draft {
                first: hit.first,
                last: hit.last,
                head: (hit.first, hit.last),
                form: self.scan.form(index),
                entities: entities_of(self.scan.names(index)),
                rule: NAME,
                owner_pronoun: None,
                detail: Detail { doubt: hit.doubt, ..Detail::default() },
            };
            if person && !self.read_person(&mut draft) {
                continue;
            }
            self.add_name(draft);
        }
    }

    /// Whether a name of the tables stands for somebody: not inside the name of an event or a sea, and no capital that
    /// is only a place.
    ///
    /// "talks with Havana"; not "talks in Havana", "the Cuban missile crisis", "the Sea of Japan".
    fn is_actor(&self, index: usize) -> bool {
        let scan = self.scan;
        let Some(hit) = scan.hits.get(index) else { return false };
        let form = scan.form(index);
        let next = scan.after(hit.last).filter(|&at| scan.gap(at));
        let word = |at: Option<usize>| at.map(|at| scan.word(at)).unwrap_or_default();
        let state = scan.names(index).any(|name| scan.knowledge.entity(name.entity).kind == ActorKind::State);
        if !state {
            return true;
        }
        let event =
            |word: &str| matches!(word, "war" | "wars" | "crisis" | "revolution" | "affair" | "spring");
        let second = next.and_then(|at| scan.after(at)).filter(|&at| scan.gap(at));
        let civil =
            matches!(word(next), "missile" | "civil" | "hostage" | "nuclear" | "debt" | "independence");
        if event(word(next)) || (civil && event(word(second))) {
            return false;
        }
        let before = scan.before(hit.first);
        if word(before) == "of" {
            let water = before.and_then(|of| scan.before(of));
            if water.is_some_and(|at| scan.is_capital(at))
                && matches!(word(water), "sea" | "gulf" | "bay" | "strait" | "straits" | "isle" | "coast")
            {
                return false;
            }
        }
        // "Bank of America", "University of Norway": a part of another's name.
        if word(before) == "of"
            && before.and_then(|of| scan.before(of)).is_some_and(|noun| {
                scan.is_capital(noun)
                    && (is_body_noun(scan.word(noun)) || scan.word(noun) == "voice")
                    && super::lexicon::noun(scan.word(noun)).is_none()
            })
        {
            return false;
        }
        let possessive = scan.after(hit.last).is_some_and(|at| scan.kind(at) == Some(Kind::Possessive));
        let place = matches!(
            word(before),
            "in" | "at" | "near" | "outside" | "around" | "inside" | "across" | "downtown"
        );
        form != Form::Metonym || possessive || !place
    }

    /// "between North and South Korea": the first borrows the second's head.
    fn shared_heads(&mut self) {
        let scan = self.scan;
        for index in 0..scan.hits.len() {
            let Some(hit) = scan.hits.get(index) else { continue };
            if hit.last != hit.first + 1 || !scan.hit_is(index, ActorKind::State) {
                continue;
            }
            let Some(and) = scan.before(hit.first) else { continue };
            let Some(side) = scan.before(and) else { continue };
            let opposite = match scan.word(hit.first) {
                "south" => "north",
                "north" => "south",
                "east" => "west",
                "west" => "east",
                _ => continue,
            };
            if scan.word(and) != "and" || scan.word(side) != opposite || !self.is_free(side) {
                continue;
            }
            let form = format!("{opposite} {}", scan.word(hit.last));
            let entities = entities_of(scan.knowledge.names_of_form(&form));
            if entities.is_empty() {
                continue;
            }
            self.add_name(Draft {
                first: side,
                last: side,
                head: (side, side),
                form: scan.form(index),
                entities,
                rule: ELLIPSIS,
                owner_pronoun: None,
                detail: Detail::default(),
            });
        }
    }

    /// Whom the page's furniture names in its text: bylines, the outlet, those it was taken from.
    fn named_in_facts(&mut self) {
        let facts = self.facts;
        let outlets = facts.outlet.iter().filter_map(|fact| fact.value().at.map(|at| (at, What::Outlet)));
        let lineage = facts.lineage.iter().flat_map(|fact| {
            let value = fact.value();
            let outlet = value.outlet.as_ref().map(|(_, at)| (*at, What::Outlet));
            let author = value.author.as_ref().map(|(_, at)| (*at, What::Person));
            outlet.into_iter().chain(author)
        });
        let bylines = facts.bylines.iter().map(|fact| {
            let what = match fact.value().kind {
                BylineKind::Person if is_outlet(facts, &fact.value().name) => What::Outlet,
                BylineKind::Person => What::Person,
                BylineKind::Agency | BylineKind::Desk => What::Outlet,
            };
            (fact.value().at, what)
        });
        for (at, what) in outlets.chain(lineage).chain(bylines) {
            let At::Text(span) = at else { continue };
            let Some((first, last)) = self.tokens_of(span) else { continue };
            let covered = (first..=last).any(|token| !self.is_free(token));
            if covered {
                continue;
            }
            let detail = Detail {
                what,
                surname: (what == What::Person).then(|| self.scan.word(last).to_owned()),
                ..Detail::default()
            };
            let rule = if what == What::Person { BYLINE } else { self.place_rule(span) };
            let head = (first, last);
            self.add_name(Draft {
                first,
                last,
                head,
                form: Form::Name,
                entities: Vec::new(),
                rule,
                owner_pronoun: None,
                detail,
            });
        }
    }

    fn place_rule(&self, span: Span<Text>) -> RuleId {
        match self.article.region_at(span.start()).map(|region| region.kind) {
            Some(RegionKind::Note) => IN_NOTE,
            Some(RegionKind::Footer) => IN_FOOTER,
            _ => OUTLET,
        }
    }

    /// The tokens of a span without marks at its ends.
    fn tokens_of(&self, span: Span<Text>) -> Option<(usize, usize)> {
        let tokens = &self.scan.tokens;
        let mut first = tokens.partition_point(|t| t.start < span.start());
        let mut last = tokens.partition_point(|t| t.end <= span.end()).checked_sub(1)?;
        while first < last && matches!(self.scan.kind(first), Some(Kind::Mark(_))) {
            first += 1;
        }
        while last > first && matches!(self.scan.kind(last), Some(Kind::Mark(_))) {
            last -= 1;
        }
        (first <= last && self.scan.same(first, last) && self.scan.kind(first) == Some(Kind::Word))
            .then_some((first, last))
    }

    /// Names of outlets that are in no table: by their last word, or because they are cited as one.
    ///
    /// "as reported by the Fishing Gazette", "a report in the Inquisitr", "told the agency NTB"; not "the Washington
    /// Post" (known), "reported by the Ministry".
    fn outlet_names(&mut self) {
        let mut at = 0;
        while at < self.scan.tokens.len() {
            let Some((first, last)) = self.capital_run(at) else {
                at += 1;
                continue;
            };
            at = last + 1;
            if self.scan.capitals_at(first) == Capitals::All {
                continue;
            }
            let noun = is_outlet_noun(self.scan.word(last))
                && last > first
                && self.scan.capitals_at(first) == Capitals::Normal;
            let cited = self.is_cited(first, last);
            if !noun && !cited {
                continue;
            }
            // A sentence's first word is no name for its capital alone.
            let token_first = self.scan.tokens.get(first).is_some_and(|t| t.first);
            if token_first && first == last {
                continue;
            }
            let rule = if noun { OUTLET } else { CITED };
            let detail = Detail { what: What::Outlet, ..Detail::default() };
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
        }
    }

    /// "as reported by the X", "a report by/in/from X", "told the newspaper X", "an interview with the X".
    fn is_cited(&self, first: usize, last: usize) -> bool {
        let scan = self.scan;
        if is_body_noun(scan.word(last)) || super::lexicon::noun(scan.word(last)).is_some() {
            return false;
        }
        let Some(mut before) = scan.before(first) else { return false };
        if is_outlet_label(scan.word(before)) {
            return true;
        }
        let article = scan.word(before) == "the";
        if article {
            let Some(further) = scan.before(before) else { return false };
            before = further;
        }
        let led = scan.before(before).map(|at| scan.word(at)).unwrap_or_default();
        match scan.word(before) {
            "by" => led == "reported" || (matches!(led, "report" | "article") && article),
            "in" => matches!(led, "report" | "article" | "editorial" | "column" | "story"),
            _ => false,
        }
    }

    /// Names of organisations by their last word: "the Korean Workers Party", "Amnesty Committee".
    fn body_names(&mut self) {
        let mut at = 0;
        while at < self.scan.tokens.len() {
            let Some((first, last)) = self.capital_run(at) else {
                at += 1;
                continue;
            };
            at = last + 1;
            let headline = self.scan.capitals_at(first) != Capitals::Normal;
            // A ministry, an army, a party of a state are read with their state (`phrases`).
            let organ = super::lexicon::noun(self.scan.word(last)).is_some();
            if headline || organ || !is_body_noun(self.scan.word(last)) {
                continue;
            }
            // "American International Group", "Korean Workers Party"
            let owner = self.scan.before(first).and_then(|before| self.name_to(before)).filter(|&owner| {
                let draft = self.draft(owner);
                self.scan.follows(first)
                    && draft.last + 1 == first
                    && draft.form == Form::Demonym
                    && self.is_state(owner)
            });
            if last == first && owner.is_none() {
                continue;
            }
            let from = owner.map_or(first, |owner| self.draft(owner).first);
            let detail =
                Detail { what: What::Body, owners: owner.into_iter().collect(), ..Detail::default() };
            self.add_name(Draft {
                first: from,
                last,
                head: (from, last),
                form: Form::Name,
                entities: Vec::new(),
                rule: BODY,
                owner_pronoun: None,
                detail,
            });
        }
    }

    /// The run of free capitalised words that begins at a token.
    pub(super) fn capital_run(&self, at: usize) -> Option<(usize, usize)> {
        let scan = self.scan;
        let starts = |at: usize| scan.is_capital(at) && self.is_free(at) && !is_function(scan.word(at));
        if !starts(at) {
            return None;
        }
        let mut last = at;
        for _ in 0..8 {
            let Some(next) = scan.after(last) else { break };
            let goes_on = scan.is_capital(next)
                && self.is_free(next)
                && scan.follows(next)
                && !is_speech(scan.word(next));
            if !goes_on {
                break;
            }
            last = next;
        }
        Some((at, last))
    }

    /// "the United States", "the agency NTB": the article and label belong to a name that stands for itself.
    fn articles(&mut self) {
        for at in 0..self.drafts.len() {
            let draft = self.draft(at);
            // "the Kremlin", but "the Moscow declaration": a town has no article.
            let town = draft.form == Form::Metonym && self.is_state(at);
            let proper = draft.form != Form::Demonym
                && draft.form != Form::Description
                && !town
                && !self.is_person(at)
                && !draft.detail.nested;
            if !proper {
                continue;
            }
            let scan = self.scan;
            let mut first = draft.first;
            if (draft.detail.what == What::Outlet || self.is_outlet(at))
                && let Some(label) = scan.before(first)
                && is_outlet_label(scan.word(label))
                && scan.case(label) == Some(Case::Lower)
                && scan.before(label).is_some_and(|the| scan.word(the) == "the")
            {
                first = label;
            }
            if let Some(the) = scan.before(first)
                && scan.word(the) == "the"
                && scan.gap(first)
            {
                first = the;
            }
            if let Some(draft) = self.drafts.get_mut(at) {
                draft.first = first;
            }
        }
    }

    fn is_outlet(&self, at: usize) -> bool {
        self.draft(at)
            .entities
            .iter()
            .any(|&entity| self.scan.knowledge.entity(entity).kind == ActorKind::Outlet)
    }

    /// Sorts, and points by the new order.
    fn finish(self) -> Vec<Ready> {
        let scan = self.scan;
        let mut order: Vec<(usize, Range<usize>)> =
            self.drafts.iter().enumerate().map(|(at, d)| (at, scan.range(d.first, d.last))).collect();
        order.sort_by(|(a, x), (b, y)| x.start.cmp(&y.start).then(y.end.cmp(&x.end)).then(a.cmp(b)));
        let mut place = vec![0; order.len()];
        for (new, (old, _)) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old) {
                *slot = new;
            }
        }
        let moved = |old: usize| place.get(old).copied().unwrap_or_default();
        let mut drafts: Vec<Option<Draft>> = self.drafts.into_iter().map(Some).collect();
        let mut ready = Vec::with_capacity(order.len());
        for (old, range) in order {
            let Some(draft) = drafts.get_mut(old).and_then(Option::take) else { continue };
            let mut detail = draft.detail;
            for list in [&mut detail.owners, &mut detail.members] {
                for at in list.iter_mut() {
                    *at = moved(*at);
                }
            }
            detail.same_as = detail.same_as.map(moved);
            ready.push(Ready {
                head: scan.range(draft.head.0, draft.head.1),
                range,
                form: draft.form,
                entities: draft.entities,
                sentence: scan.tokens.get(draft.first).map_or(0, |t| t.sentence),
                rule: draft.rule,
                owner_pronoun: draft.owner_pronoun.map(|at| scan.range(at, at)),
                detail,
            });
        }
        ready
    }
}
