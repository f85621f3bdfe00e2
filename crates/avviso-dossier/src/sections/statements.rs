//! Who is quoted: statements by speaker.

use std::collections::BTreeMap;

use avviso_record::{Attribution, Level};
use serde::Serialize;

use crate::marks::{Piece, marks, pieces};
use crate::pile::{Leaf, Pile};
use crate::show::{Sure, date, span_of_time, sure};

/// Sentences shown before and after a statement.
const CONTEXT: usize = 1;
/// Characters of a content that are shown in a row; the rest is in its context.
const ROW_WORDS: usize = 600;

#[derive(Debug, Serialize)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) resolved: bool,
    /// As the knowledge base or the page describes them: kind, country, office.
    about: String,
    anchor: String,
    pub(crate) statements: Vec<Statement>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Statement {
    /// The row's anchor; the words' is `w-` and the bytes' is `b-` before it.
    pub(crate) anchor: String,
    id: String,
    words: String,
    more: bool,
    pub(crate) chain: Vec<Option<String>>,
    facts: Vec<String>,
    when: String,
    sure: Sure,
    because: Vec<Because>,
    context: Vec<Piece>,
    bytes: Vec<Bytes>,
    page: String,
    page_name: String,
    encoding: Option<String>,
    to: Vec<String>,
    within: Option<String>,
    shown: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Because {
    pub(crate) rule: String,
    pub(crate) words: String,
    pub(crate) note: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Bytes {
    role: &'static str,
    place: String,
    words: String,
}

/// A key by which speakers of different pages are one: their entity, else their name.
fn key(leaf: &Leaf, attribution: &Attribution) -> (bool, String) {
    let names: Vec<String> = attribution
        .speakers
        .iter()
        .filter_map(|id| leaf.record.actors.get(id.index()))
        .map(|actor| actor.name.clone())
        .collect();
    (names.is_empty(), names.join(" and "))
}

pub(crate) fn speakers(pile: &Pile) -> usize {
    let mut keys: Vec<_> = pile
        .pages()
        .iter()
        .flat_map(|leaf| leaf.record.attributions.iter().map(|a| key(leaf, a)))
        .filter(|(unknown, _)| !unknown)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys.len()
}

pub(crate) fn rows(pile: &Pile) -> Vec<Speaker> {
    let mut groups: BTreeMap<(bool, String), Speaker> = BTreeMap::new();
    for leaf in pile.pages() {
        let marks = marks(leaf);
        for attribution in &leaf.record.attributions {
            let key = key(leaf, attribution);
            let group = groups.entry(key.clone()).or_insert_with(|| Speaker {
                name: if key.0 { "Speaker not resolved".to_owned() } else { key.1.clone() },
                resolved: !key.0,
                about: about(leaf, attribution),
                anchor: String::new(),
                statements: Vec::new(),
            });
            group.statements.push(statement(leaf, attribution, &marks));
        }
    }
    let mut speakers: Vec<((bool, String), Speaker)> = groups.into_iter().collect();
    speakers.sort_by(|(a, x), (b, y)| {
        a.0.cmp(&b.0).then(y.statements.len().cmp(&x.statements.len())).then(a.1.cmp(&b.1))
    });
    speakers
        .into_iter()
        .enumerate()
        .map(|(index, (_, mut speaker))| {
            speaker.anchor = format!("speaker-{}", index + 1);
            speaker
        })
        .collect()
}

fn about(leaf: &Leaf, attribution: &Attribution) -> String {
    let [only] = attribution.speakers.as_slice() else { return String::new() };
    let Some(actor) = leaf.record.actors.get(only.index()) else { return String::new() };
    let mut parts = vec![actor.kind.as_str().replace('_', " ")];
    if let Some(office) = &actor.office {
        parts.push(office.title.clone());
    }
    parts.extend(actor.country.clone());
    parts.join(", ")
}

/// Why a fact was concluded, with the words or bytes of each reason.
pub(crate) fn because(leaf: &Leaf, evidence: &[avviso_record::Evidence]) -> Vec<Because> {
    evidence
        .iter()
        .map(|reason| Because {
            rule: reason.because.clone(),
            words: match reason.at {
                avviso_record::At::Text(span) => short(leaf.slice(span), 120),
                avviso_record::At::Raw(raw) => format!("bytes {}–{}", raw.start(), raw.end()),
            },
            note: reason.note.clone(),
        })
        .collect()
}

/// At most `limit` characters, cut at a word where it can be.
pub(crate) fn short(words: &str, limit: usize) -> String {
    match words.char_indices().nth(limit) {
        None => words.to_owned(),
        Some((at, _)) => {
            let head = words.get(..at).unwrap_or_default();
            let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
            format!("{head} …")
        }
    }
}

fn statement(leaf: &Leaf, attribution: &Attribution, marks: &[crate::marks::Mark]) -> Statement {
    let words = attribution.content.iter().map(|span| leaf.slice(*span)).collect::<Vec<_>>().join(" … ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = short(&words, ROW_WORDS);
    let more = shown.chars().count() < words.chars().count();
    let record = &leaf.record;
    let mut facts = vec![attribution.mode.as_str().to_owned(), attribution.stance.as_str().to_owned()];
    if attribution.level == Level::Attitude {
        facts.push("attitude, not said".to_owned());
    }
    facts.extend(attribution.medium.map(|medium| medium.as_str().replace('_', " ")));
    let said = attribution.time.and_then(|id| record.times.get(id.index()));
    let when = match (said, &record.article.published) {
        (Some(time), _) => format!(
            "said {}",
            span_of_time(
                time.from.as_ref().map(|d| d.as_str()),
                time.to.as_ref().map(|d| d.as_str()),
                time.precision
            )
        ),
        (None, Some(published)) => format!("page of {}", date(published)),
        (None, None) => "page undated".to_owned(),
    };
    let roles = [("source", &attribution.source), ("cue", &attribution.cue), ("words", &attribution.content)];
    let mut bytes = Vec::new();
    for (role, spans) in roles {
        for span in spans {
            let place = leaf
                .bytes(*span)
                .iter()
                .map(|raw| format!("{}–{}", raw.start(), raw.end()))
                .collect::<Vec<_>>()
                .join(", ");
            bytes.push(Bytes { role, place, words: short(leaf.slice(*span), 300) });
        }
    }
    Statement {
        anchor: leaf.fact(attribution.id),
        id: attribution.id.to_string(),
        words: shown,
        more,
        chain: leaf.chain(attribution).into_iter().map(|link| link.map(str::to_owned)).collect(),
        facts,
        when,
        sure: sure(attribution.confidence),
        because: because(leaf, &attribution.evidence),
        context: context(leaf, attribution, marks),
        bytes,
        page: leaf.anchor.clone(),
        page_name: short(&leaf.name(), 90),
        encoding: (record.page.encoding != "utf-8").then(|| record.page.encoding.clone()),
        to: attribution.addressees.iter().map(|id| leaf.actor(*id).to_owned()).collect(),
        within: attribution.within.map(|id| leaf.fact(id)),
        shown: leaf.shown,
    }
}

/// The sentences that hold the statement, and one before and after.
fn context(leaf: &Leaf, attribution: &Attribution, marks: &[crate::marks::Mark]) -> Vec<Piece> {
    let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
    let (mut start, mut end) = (u32::MAX, 0);
    for span in spans {
        start = start.min(span.start());
        end = end.max(span.end());
    }
    let sentences = &leaf.record.sentences;
    let first = sentences.partition_point(|sentence| sentence.end() <= start).saturating_sub(CONTEXT);
    let last = sentences.partition_point(|sentence| sentence.start() < end) + CONTEXT;
    let from = sentences.get(first).map_or(start, |sentence| sentence.start()).min(start);
    let to = sentences.get(last.min(sentences.len()).saturating_sub(1)).map_or(end, |s| s.end()).max(end);
    // Only this statement's marks: the page shows all of them.
    let own: Vec<_> = marks.iter().filter(|mark| mark.of == attribution.id).cloned().collect();
    avviso_record::CharSpan::new(from, to)
        .map_or_else(|_| Vec::new(), |within| pieces(leaf, within, &own, false))
}
