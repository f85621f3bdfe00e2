//! Who speaks the words of a place: the page's attributions, else the names beside the words.

use avviso_record::{Actor, ActorId, Attribution, CharSpan, Record};

use crate::words::{Body, Flags, Form, Text};
use std::ops::Range;

/// Who speaks, as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Their names.
    pub(super) speakers: Vec<String>,
    /// From the page's outlet inwards.
    pub(super) chain: Vec<Option<String>>,
    /// Words that name the speaker on the page, any of them.
    names: Vec<Form>,
}

/// Words around a place, outside quotation marks, among which a speaker is looked for where no attribution holds the
/// place.
const BESIDE: usize = 30;

/// Gives who says the words at `span`: the speakers of the attribution that holds most of it, the tightest such.
pub(super) fn said(record: &Record, span: CharSpan) -> Option<Said> {
    let shared = |it: &Attribution| -> u32 {
        it.content
            .iter()
            .map(|part| part.end().min(span.end()).saturating_sub(part.start().max(span.start())))
            .sum()
    };
    let size = |it: &Attribution| -> u32 { it.content.iter().map(|part| part.len()).sum() };
    let (best, held) = record
        .attributions
        .iter()
        .map(|it| (it, shared(it)))
        .filter(|&(_, held)| held * 2 >= span.len().max(1))
        .max_by_key(|&(it, held)| (held, std::cmp::Reverse(size(it)), std::cmp::Reverse(it.id)))?;
    debug_assert!(held > 0, "a place is not empty");
    let actor = |id: ActorId| record.actors.iter().find(|actor| actor.id == id);
    let speakers: Vec<&Actor> = best.speakers.iter().filter_map(|&id| actor(id)).collect();
    let text = |span: CharSpan| -> String {
        record.text.chars().skip(span.start() as usize).take(span.len() as usize).collect()
    };
    let mut names = Vec::new();
    for actor in &speakers {
        names.extend(name_words(&actor.name));
    }
    for &span in &best.source {
        names.extend(name_words(&text(span)));
    }
    Some(Said {
        speakers: speakers.iter().map(|actor| actor.name.clone()).collect(),
        chain: best.chain.iter().map(|id| id.and_then(actor).map(|actor| actor.name.clone())).collect(),
        names,
    })
}

/// The words of a name by which it is known again: no titles and articles, unless it has nothing else.
fn name_words(name: &str) -> Vec<Form> {
    let text = Text::new(name);
    let all = || text.words().iter();
    let telling: Vec<Form> = all()
        .filter(|word| !word.is(Flags::FUNCTION) && !word.is(Flags::ADDRESS) && word.len > 1)
        .map(|word| word.form)
        .collect();
    if telling.is_empty() { all().map(|word| word.form).collect() } else { telling }
}

/// Says whether the page names the speaker who was given; `None` where it names nobody.
pub(super) fn agrees(given: &str, said: Option<&Said>, body: &Body, words: &Range<usize>) -> Option<bool> {
    let given = name_words(given);
    if let Some(said) = said.filter(|said| !said.names.is_empty()) {
        if said.names.iter().any(|name| given.contains(name)) {
            return Some(true);
        }
        if !said.speakers.is_empty() {
            return Some(false);
        }
    }
    // No attribution: the names in the page's own words beside the place, in its paragraph.
    let all = body.words();
    let beside = |range: Range<usize>| range.filter(|&index| !all[index].is(Flags::QUOTED));
    let start = words.start.saturating_sub(BESIDE);
    let before = (start..words.start)
        .rev()
        .find(|&index| all[index + 1].is(Flags::PARAGRAPH))
        .map_or(start, |index| index + 1);
    let end = (words.end + BESIDE).min(all.len());
    let behind = (words.end..end).find(|&index| all[index].is(Flags::PARAGRAPH)).unwrap_or(end);
    let mut named = false;
    for index in beside(before..words.start).chain(beside(words.end..behind)) {
        let word = all[index];
        if given.contains(&word.form) {
            return Some(true);
        }
        named |= word.is(Flags::NAME);
    }
    named.then_some(false)
}
