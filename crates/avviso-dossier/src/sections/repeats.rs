//! Who repeats whom: time from left to right, a row an outlet, arrows; the same as a table; two tellings side by side.

use std::collections::BTreeMap;

use avviso_record::picture::{Copy, CopyRelation, Direction, PageEvidence, Passage, Side};
use avviso_record::{At, CharSpan};
use serde::Serialize;

use crate::differ::{Bit, bits, titles};
use crate::picture::bytes;
use crate::pile::{Leaf, Pile};
use crate::sections::repeats::drawing::{Drawing, drawing};
use crate::show::{Sure, count, short, sure};
use crate::view::View;

mod drawing;

#[derive(Debug, Serialize)]
pub(crate) struct Repeats {
    in_words: String,
    drawing: Option<Drawing>,
    copies: Vec<Link>,
    /// Copies that are in the picture and not in this file.
    left_out: usize,
    groups: Vec<Group>,
    alone: Vec<Ref>,
    doubts: Vec<String>,
}

/// A page, as a link.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Ref {
    anchor: String,
    number: usize,
    label: String,
}

impl Ref {
    pub(crate) fn of(leaf: &Leaf) -> Self {
        Self { anchor: leaf.anchor.clone(), number: leaf.number, label: leaf.label() }
    }

    pub(crate) fn number(&self) -> usize {
        self.number
    }
}

/// One copy: the row of the table and what stands side by side.
#[derive(Debug, Serialize)]
struct Link {
    id: String,
    /// From where, as far as that is known; else the first of the two.
    from: Ref,
    to: Ref,
    decided: bool,
    relation: String,
    copying: bool,
    share_from: String,
    share_to: String,
    sure: Sure,
    because: Vec<Reason>,
    headline: Option<(Vec<Bit>, Vec<Bit>)>,
    passages: Vec<Pair>,
    more: usize,
}

/// A reason that stands on one of the pages.
#[derive(Debug, Serialize)]
pub(crate) struct Reason {
    rule: String,
    page: Option<Ref>,
    words: Option<String>,
    bytes: Option<String>,
    note: Option<String>,
}

/// A passage in both pages' words.
#[derive(Debug, Serialize)]
struct Pair {
    words: String,
    from: Vec<Bit>,
    to: Vec<Bit>,
    from_bytes: String,
    to_bytes: String,
    edits: String,
}

#[derive(Debug, Serialize)]
struct Group {
    id: String,
    pages: Vec<Ref>,
    first: Option<Ref>,
    bridges: Vec<Ref>,
    origin: Option<Origin>,
}

#[derive(Debug, Serialize)]
struct Origin {
    name: String,
    kind: String,
    sure: Sure,
    because: Vec<Reason>,
}

/// Copies that are told with their words; the table twin of more would fill the file.
const COPIES: usize = 300;
/// Passages of one copy.
const PASSAGES: usize = 24;

pub(crate) fn rows(view: &View<'_>) -> Repeats {
    let (pile, picture) = (view.pile, &view.picture);
    let mut copies: Vec<&Copy> = picture.copies.clone();
    // Copying before shared quotations, the surest first within each.
    copies.sort_by_key(|copy| {
        (copy.relation == CopyRelation::Quotation, std::cmp::Reverse(copy.confidence), copy.id)
    });
    let shown: Vec<Link> = copies.iter().filter_map(|copy| link(view, copy)).take(COPIES).collect();
    let refs = |ids: &[String]| -> Vec<Ref> {
        let mut refs: Vec<Ref> = ids.iter().filter_map(|id| pile.find_id(id)).map(Ref::of).collect();
        refs.sort_by_key(|page| page.number);
        refs
    };
    let (mut groups, mut alone) = (Vec::new(), Vec::new());
    for group in &picture.groups {
        let pages = refs(&group.pages);
        if pages.len() < 2 {
            alone.extend(pages);
            continue;
        }
        groups.push(Group {
            id: group.id.to_string(),
            first: group.first.as_deref().and_then(|id| pile.find_id(id)).map(Ref::of),
            bridges: refs(&group.bridges),
            origin: group.origin.as_ref().map(|origin| Origin {
                name: origin.name.clone(),
                kind: origin.kind.as_str().to_owned(),
                sure: sure(origin.confidence),
                because: reasons(pile, &origin.evidence),
            }),
            pages,
        });
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.pages.len()), group.id.clone()));
    alone.sort_by_key(|page| page.number);
    Repeats {
        in_words: picture.in_words().unwrap_or_default(),
        drawing: drawing(view, &copies),
        left_out: copies.len() - shown.len(),
        copies: shown,
        groups,
        alone,
        doubts: picture.doubts.iter().map(|doubt| doubt.message.clone()).collect(),
    }
}

fn link(view: &View<'_>, copy: &Copy) -> Option<Link> {
    let pile = view.pile;
    let (a, b) = (pile.find(&copy.a.page, &copy.a.source)?, pile.find(&copy.b.page, &copy.b.source)?);
    let turned = copy.direction == Direction::BToA;
    let (from, to) = if turned { (b, a) } else { (a, b) };
    let (share_from, share_to) =
        if turned { (copy.share_b, copy.share_a) } else { (copy.share_a, copy.share_b) };
    let percent =
        |share: avviso_record::Confidence| format!("{}\u{a0}%", (share.ten_thousandths() + 50) / 100);
    let copying = copy.relation != CopyRelation::Quotation;
    let headline = (copying && copy.headline_changed).then(|| titles(&from.name(), &to.name()));
    let mut passages: Vec<&Passage> =
        copy.passages.iter().filter_map(|id| view.picture.passages.get(id).copied()).collect();
    let more = passages.len().saturating_sub(PASSAGES);
    passages.truncate(PASSAGES);
    Some(Link {
        id: copy.id.to_string(),
        from: Ref::of(from),
        to: Ref::of(to),
        decided: copy.direction != Direction::Undecided,
        relation: copy.relation.as_str().replace('_', " "),
        copying,
        share_from: percent(share_from),
        share_to: percent(share_to),
        sure: sure(copy.confidence),
        because: reasons(pile, &copy.evidence),
        headline,
        passages: passages.into_iter().map(|passage| pair(from, to, passage, turned)).collect(),
        more,
    })
}

fn pair(from: &Leaf, to: &Leaf, passage: &Passage, turned: bool) -> Pair {
    let (left, right) = if turned { (&passage.b, &passage.a) } else { (&passage.a, &passage.b) };
    let within = |span: CharSpan, side: &Side| {
        span.start().saturating_sub(side.span.start())..span.end().saturating_sub(side.span.start())
    };
    let edits = &passage.edits;
    let cut = |leaf: &Leaf, side: &Side, first: bool| {
        // What one side lacks is cut or added by which way the words went.
        bits(
            leaf.slice(side.span),
            edits.iter().map(|edit| {
                (within(if first == turned { edit.b } else { edit.a }, side), flip(edit.kind, turned))
            }),
        )
    };
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for edit in edits {
        *kinds.entry(flip(edit.kind, turned).as_str()).or_default() += 1;
    }
    let told: Vec<String> = kinds.iter().map(|(kind, number)| format!("{kind} {number}")).collect();
    Pair {
        words: count(passage.words as usize, "word", "words"),
        from: cut(from, left, true),
        to: cut(to, right, false),
        from_bytes: bytes(&left.raw),
        to_bytes: bytes(&right.raw),
        edits: told.join(", "),
    }
}

/// An edit told the other way round.
fn flip(kind: avviso_record::picture::EditKind, turned: bool) -> avviso_record::picture::EditKind {
    use avviso_record::picture::EditKind::{Added, Cut};
    match kind {
        Added if turned => Cut,
        Cut if turned => Added,
        other => other,
    }
}

pub(crate) fn reasons(pile: &Pile, evidence: &[PageEvidence]) -> Vec<Reason> {
    let mut seen: Vec<(&str, &str, Option<&str>)> = Vec::new();
    evidence
        .iter()
        .filter(|reason| {
            // The same words for the same reason are told once.
            let At::Text(span) = reason.evidence.at else { return true };
            let words = pile.find_id(&reason.page).map(|leaf| leaf.slice(span));
            let key = (reason.evidence.because.as_str(), reason.page.as_str(), words);
            let new = !seen.contains(&key);
            seen.push(key);
            new
        })
        .map(|reason| {
            let leaf = pile.find_id(&reason.page);
            let (words, bytes) = match reason.evidence.at {
                At::Text(span) => (leaf.map(|leaf| short(leaf.slice(span), 120)), None),
                At::Raw(raw) => (None, Some(format!("{}–{}", raw.start(), raw.end()))),
            };
            Reason {
                rule: reason.evidence.because.clone(),
                page: leaf.map(Ref::of),
                words,
                bytes,
                note: reason.evidence.note.clone(),
            }
        })
        .collect()
}
