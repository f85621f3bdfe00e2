//! Who is quoted: statements by speaker, numbered in the order in which they stand.

use std::collections::BTreeMap;

use avviso_record::{Actor, At, Attribution, AttributionId, CharSpan, Evidence, Form, Level};
use serde::Serialize;

use crate::marks::{Piece, pieces};
use crate::pile::{Leaf, Pile};
use crate::show::{Sure, count, day, short, span_of_time, sure};
use crate::view::View;

/// Sentences shown before and after a statement.
const CONTEXT: usize = 1;
/// Characters of a context; the rest is on the page.
const CONTEXT_CHARS: u32 = 1_500;
/// Characters of a content that are shown in a row; the rest is in its context and on the page.
const ROW_WORDS: usize = 600;

#[derive(Debug, Serialize)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) resolved: bool,
    /// As the knowledge base or the page describes them: kind, country, office.
    about: String,
    pub(crate) anchor: String,
    pub(crate) statements: Vec<Statement>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Statement {
    /// The row's anchor; the words' is `w-` and the bytes' is `b-` before it.
    pub(crate) anchor: String,
    pub(crate) number: usize,
    pub(crate) words: String,
    /// Who speaks in the page's own words, where no actor is known for them.
    as_given: Option<String>,
    pub(crate) chain: Vec<Option<String>>,
    facts: Vec<String>,
    when: String,
    sure: Sure,
    because: Vec<Because>,
    context: Vec<Piece>,
    /// Whether the context was cut.
    cut: bool,
    page: String,
    page_name: String,
    lang: Option<String>,
    to: Vec<String>,
    within: Option<Within>,
    /// The saying that other pages tell too: its anchor, and on how many.
    told: Option<(String, String)>,
}

/// The statement whose words hold this one.
#[derive(Debug, Serialize)]
struct Within {
    anchor: String,
    number: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Because {
    pub(crate) rule: String,
    pub(crate) words: Option<String>,
    pub(crate) bytes: Option<String>,
    pub(crate) note: Option<String>,
}

/// By what speakers of different pages are one: nobody known last; else their names, and for those who are only
/// described ("the President") the page, since another page's president may be another.
type Key = (bool, String, usize);

fn key(leaf: &Leaf, attribution: &Attribution) -> Key {
    let actors: Vec<&Actor> =
        attribution.speakers.iter().filter_map(|id| leaf.record.actors.get(id.index())).collect();
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    let known = actors.iter().all(|actor| actor.entity.is_some() || has_name(actor));
    (names.is_empty(), names.join(" and "), if known { 0 } else { leaf.number })
}

fn has_name(actor: &Actor) -> bool {
    actor.mentions.is_empty()
        || actor.mentions.iter().any(|mention| !matches!(mention.form, Form::Description | Form::Pronoun))
}

/// One speaker's statements: the key, and the place of each in the pile.
pub(crate) struct Group {
    key: Key,
    statements: Vec<(usize, usize)>,
}

/// Groups all statements by speaker, the most quoted first, and numbers them.
pub(crate) fn grouped(pile: &Pile) -> (Vec<Group>, BTreeMap<(usize, AttributionId), usize>) {
    let mut by_key: BTreeMap<Key, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, leaf) in pile.pages().iter().enumerate() {
        for (index, attribution) in leaf.record.attributions.iter().enumerate() {
            by_key.entry(key(leaf, attribution)).or_default().push((at, index));
        }
    }
    let mut groups: Vec<Group> =
        by_key.into_iter().map(|(key, statements)| Group { key, statements }).collect();
    groups.sort_by(|a, b| {
        let order = |group: &Group| (group.key.0, usize::MAX - group.statements.len());
        order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
    });
    let mut numbers = BTreeMap::new();
    for (at, index) in groups.iter().flat_map(|group| &group.statements) {
        if let Some(leaf) = pile.pages().get(*at)
            && let Some(attribution) = leaf.record.attributions.get(*index)
        {
            numbers.insert((leaf.number, attribution.id), numbers.len() + 1);
        }
    }
    (groups, numbers)
}

/// The rows of grouped statements.
pub(crate) fn speakers(view: &View<'_>, groups: Vec<Group>) -> Vec<Speaker> {
    let pages = view.pile.pages();
    let mut out = Vec::with_capacity(groups.len());
    for (index, group) in groups.into_iter().enumerate() {
        let (unknown, name, page) = group.key;
        let mut about = String::new();
        let mut statements = Vec::with_capacity(group.statements.len());
        for (at, index) in group.statements {
            let Some(leaf) = pages.get(at) else { continue };
            let Some(attribution) = leaf.record.attributions.get(index) else { continue };
            if statements.is_empty() {
                about = describe(leaf, attribution);
            }
            statements.push(statement(view, leaf, attribution));
        }
        if page > 0 {
            about = format!("not named on page {page}");
        }
        let name = if unknown { "Speaker not resolved".to_owned() } else { name };
        out.push(Speaker {
            name,
            resolved: !unknown,
            about,
            anchor: format!("speaker-{}", index + 1),
            statements,
        });
    }
    out
}

fn describe(leaf: &Leaf, attribution: &Attribution) -> String {
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
pub(crate) fn because(leaf: &Leaf, evidence: &[Evidence]) -> Vec<Because> {
    evidence
        .iter()
        .map(|reason| {
            let (words, bytes) = match reason.at {
                At::Text(span) => (Some(short(leaf.slice(span), 120)), None),
                At::Raw(raw) => (None, Some(format!("{}–{}", raw.start(), raw.end()))),
            };
            Because { rule: reason.because.clone(), words, bytes, note: reason.note.clone() }
        })
        .collect()
}

/// The words of a statement, its parts joined, white space folded, cut at the length of a row.
fn words(leaf: &Leaf, attribution: &Attribution) -> String {
    let mut out = String::new();
    for (index, span) in attribution.content.iter().enumerate() {
        if index > 0 {
            out.push_str(" … ");
        }
        // No more than can be shown is looked at, however long the words are.
        let end = span.end().min(span.start().saturating_add(4 * ROW_WORDS as u32));
        let Ok(head) = CharSpan::new(span.start(), end) else { continue };
        for (index, word) in leaf.slice(head).split_whitespace().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
        if out.len() > 8 * ROW_WORDS {
            break;
        }
    }
    short(&out, ROW_WORDS)
}

fn statement(view: &View<'_>, leaf: &Leaf, attribution: &Attribution) -> Statement {
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
        (None, Some(published)) => day(published),
        (None, None) => "undated".to_owned(),
    };
    let as_given = (attribution.speakers.is_empty() && !attribution.source.is_empty()).then(|| {
        let parts: Vec<&str> = attribution.source.iter().map(|span| leaf.slice(*span)).collect();
        short(&parts.join(" … "), 120)
    });
    let (context, cut) = context(view, leaf, attribution);
    Statement {
        anchor: leaf.fact(attribution.id),
        number: view.number(leaf, attribution.id),
        words: words(leaf, attribution),
        as_given,
        chain: leaf.chain(attribution).into_iter().map(|link| link.map(str::to_owned)).collect(),
        facts,
        when,
        sure: sure(attribution.confidence),
        because: because(leaf, &attribution.evidence),
        context,
        cut,
        page: leaf.anchor.clone(),
        page_name: format!("page {}, {}", leaf.number, leaf.short_name()),
        lang: leaf.language(),
        to: attribution.addressees.iter().map(|id| leaf.actor(*id).to_owned()).collect(),
        told: view
            .picture
            .saying(&record.page.id, &record.page.source, attribution.id)
            .map(|saying| (format!("u-{}", saying.id), count(saying.tellings.len(), "telling", "tellings"))),
        within: attribution.within.map(|id| Within { anchor: leaf.fact(id), number: view.number(leaf, id) }),
    }
}

/// The sentences that hold the statement, and one before and after; and whether they were too long to show whole.
fn context(view: &View<'_>, leaf: &Leaf, attribution: &Attribution) -> (Vec<Piece>, bool) {
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
    // A sentence may be endless: what stands right before the statement counts more.
    let from = from.max(start.saturating_sub(CONTEXT_CHARS / 3));
    let shown = to.min(from.saturating_add(CONTEXT_CHARS));
    let own = view.marks_of(leaf, attribution);
    let pieces = CharSpan::new(from, shown).map_or_else(|_| Vec::new(), |in_| pieces(leaf, in_, &own, false));
    (pieces, shown < to)
}
