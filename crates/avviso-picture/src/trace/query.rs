//! Quotations as they are looked for, and which of them a page may hold.

use std::ops::Range;

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::Quotation;
use crate::words::{Flags, Form, Text, Word};

/// Distinct words of a quotation that a page has to have, near each other, before it is aligned.
const SEEDS: usize = 3;
/// Words of a page beyond twice a quotation's own within which the seeds have to lie: a marked cut may be long.
const WINDOW: usize = 64;

/// A quotation with its words.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) quotation: Quotation,
    pub(super) text: Text,
    /// Where each form stands among the words.
    places: HashMap<Form, Vec<u32>, FxBuildHasher>,
    /// Content words that a place has to hold; of a short quotation every word.
    pub(super) need: Need,
    /// Distinct seed words that have to lie near each other.
    seeds: usize,
}

/// How much of a quotation has to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// At least so many content words.
    Content(usize),
    /// All of it, without a word between.
    Whole,
}

/// The fewest content words by which a quotation may be found.
const LEAST: usize = 4;

/// Says whether a word says something by itself; a "not" does.
pub(super) fn is_content(word: &Word) -> bool {
    !word.is(Flags::FUNCTION) || word.is(Flags::NEGATION)
}

impl Query {
    fn new(quotation: Quotation) -> Self {
        let text = Text::new(&quotation.words);
        let mut places: HashMap<Form, Vec<u32>, FxBuildHasher> = HashMap::default();
        for (index, word) in text.words().iter().enumerate() {
            places.entry(word.form).or_default().push(index as u32);
        }
        let content = text.words().iter().filter(|word| is_content(word)).count();
        let need = if content < LEAST { Need::Whole } else { Need::Content(LEAST.max(content.div_ceil(2))) };
        Self { quotation, text, places, need, seeds: 0 }
    }

    /// Gives the places of a form, in order.
    pub(super) fn places(&self, form: Form) -> &[u32] {
        self.places.get(&form).map_or(&[], Vec::as_slice)
    }

    /// Gives the number of words.
    pub(super) fn len(&self) -> usize {
        self.text.words().len()
    }

    /// Gives how many words of a page the seeds, and what is aligned around them, may span.
    fn window(&self) -> usize {
        2 * self.len() + WINDOW
    }
}

/// All quotations, with an index of their rarer words.
#[derive(Debug)]
pub(super) struct Queries {
    all: Vec<Query>,
    seeds: HashMap<Form, Vec<u32>, FxBuildHasher>,
}

impl Queries {
    pub(super) fn new(quotations: Vec<Quotation>) -> Self {
        let mut all: Vec<Query> = quotations.into_iter().map(Query::new).collect();
        let mut common: HashMap<Form, u32, FxBuildHasher> = HashMap::default();
        for form in all.iter().flat_map(|query| query.places.keys()) {
            *common.entry(*form).or_default() += 1;
        }
        let mut seeds: HashMap<Form, Vec<u32>, FxBuildHasher> = HashMap::default();
        for (index, query) in all.iter_mut().enumerate() {
            // Distinct forms, the rarer among the quotations first; content before function words.
            let mut forms: Vec<(bool, u32, Form)> = query
                .places
                .iter()
                .map(|(form, places)| {
                    let word = query.text.words()[places[0] as usize];
                    (!is_content(&word), common[form], *form)
                })
                .collect();
            forms.sort_unstable();
            let content = forms.iter().filter(|(is_function, ..)| !is_function).count();
            // A place that holds `need` content words lacks at most the others; so it holds at least `least` distinct
            // forms, and of any `content - least + seeds` forms at least `seeds`.
            let (seed_count, take) = match query.need {
                Need::Whole => (1, 1),
                Need::Content(need) => {
                    let tokens = query.text.words().iter().filter(|word| is_content(word)).count();
                    let least = content.saturating_sub(tokens - need).max(1);
                    let seed_count = SEEDS.min(least);
                    (seed_count, content - least + seed_count)
                }
            };
            query.seeds = seed_count;
            for (.., form) in forms.iter().take(take) {
                seeds.entry(*form).or_default().push(index as u32);
            }
        }
        Self { all, seeds }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn quotation(&self, index: usize) -> &Quotation {
        &self.all[index].quotation
    }

    pub(super) fn get(&self, index: usize) -> &Query {
        &self.all[index]
    }

    /// Gives the quotations that a page may hold, each with the stretches of the page's words where it may stand, in
    /// order and apart.
    pub(super) fn candidates(&self, words: &[Word]) -> Vec<(usize, Vec<Range<usize>>)> {
        let mut seen: Vec<(u32, u32)> = Vec::new();
        for (place, word) in words.iter().enumerate() {
            if let Some(queries) = self.seeds.get(&word.form) {
                seen.extend(queries.iter().map(|&query| (query, place as u32)));
            }
        }
        seen.sort_unstable();
        let mut out = Vec::new();
        for hits in seen.chunk_by(|a, b| a.0 == b.0) {
            let index = hits[0].0 as usize;
            let stretches = self.all[index].stretches(hits, words);
            if !stretches.is_empty() {
                out.push((index, stretches));
            }
        }
        out
    }
}

impl Query {
    /// Gives the stretches around places where enough distinct seeds lie near each other.
    fn stretches(&self, hits: &[(u32, u32)], words: &[Word]) -> Vec<Range<usize>> {
        let window = self.window();
        let mut out: Vec<Range<usize>> = Vec::new();
        for (at, &(_, first)) in hits.iter().enumerate() {
            let first = first as usize;
            let mut forms: [Option<Form>; SEEDS] = [None; SEEDS];
            let mut found = 0;
            for &(_, place) in &hits[at..] {
                let place = place as usize;
                if place - first > window || found == self.seeds {
                    break;
                }
                let form = words[place].form;
                if !forms[..found].contains(&Some(form)) {
                    forms[found] = Some(form);
                    found += 1;
                }
            }
            if found < self.seeds {
                continue;
            }
            let stretch = first.saturating_sub(window)..(first + window + self.len()).min(words.len());
            match out.last_mut() {
                Some(last) if last.end >= stretch.start => last.end = stretch.end,
                _ => out.push(stretch),
            }
        }
        out
    }
}
