//! Quotations checked: what was asked for, what the pages have, and what differs, marked in both.

use avviso_record::CharSpan;
use avviso_record::picture::{EditKind, Found, Place, Status, TraceStatus, Traced};
use serde::Serialize;

use crate::differ::{Bit, bits};
use crate::picture::{about, bytes};
use crate::sections::repeats::{Reason, Ref, reasons};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    in_words: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    number: usize,
    id: String,
    status: &'static str,
    /// A cut that no ellipsis marks.
    unmarked: bool,
    asked: Vec<Bit>,
    speaker: Option<String>,
    agrees: Option<bool>,
    found: Vec<Site>,
    more: usize,
    earliest: Option<First>,
    changed_first: Option<First>,
}

#[derive(Debug, Serialize)]
struct Site {
    page: Ref,
    status: &'static str,
    words: Vec<Bit>,
    chain: Vec<Option<String>>,
    when: String,
    quoted: bool,
    bytes: String,
    similarity: String,
    statement: Option<(String, usize)>,
}

#[derive(Debug, Serialize)]
struct First {
    page: Ref,
    because: Vec<Reason>,
}

/// Places of one quotation that are shown.
const PLACES: usize = 12;
/// Code points of the page's own words on either side.
const AROUND: u32 = 60;

pub(crate) fn rows(view: &View<'_>) -> Checked {
    let traced = &view.options.traced;
    let mut told = vec![crate::show::count(traced.len(), "quotation", "quotations")];
    for (status, word) in [
        (TraceStatus::Verbatim, "verbatim"),
        (TraceStatus::Cut, "cut"),
        (TraceStatus::Altered, "altered"),
        (TraceStatus::Absent, "absent"),
    ] {
        let number = traced.iter().filter(|row| row.status == status).count();
        if number > 0 {
            told.push(format!("{number} {word}"));
        }
    }
    let head = told.remove(0);
    Checked {
        in_words: format!("{head}: {}", told.join(", ")),
        rows: traced.iter().enumerate().map(|(index, row)| checked(view, index + 1, row)).collect(),
    }
}

fn checked(view: &View<'_>, number: usize, row: &Traced) -> Row {
    let edits = row.found.iter().take_while(|found| found.part.is_some()).count().max(1);
    let asked = row.found.iter().take(edits).flat_map(|found| &found.edits);
    let first = |place: &Option<Place>| {
        place.as_ref().and_then(|place| {
            let leaf = view.pile.find(&place.page, &place.source)?;
            Some(First { page: Ref::of(leaf), because: reasons(view.pile, &place.evidence) })
        })
    };
    let best = row.found.first();
    Row {
        number,
        id: row.id.clone(),
        status: match row.status {
            TraceStatus::Verbatim => "verbatim",
            TraceStatus::Cut => "cut",
            TraceStatus::Altered => "altered",
            TraceStatus::Absent => "absent",
        },
        unmarked: row.status == TraceStatus::Cut
            && best.is_some_and(|best| {
                best.edits.iter().any(|edit| edit.kind == EditKind::Cut && edit.marked != Some(true))
            }),
        asked: bits(&row.words, asked.map(|edit| (edit.query.start()..edit.query.end(), edit.kind))),
        speaker: row.speaker_as_given.clone(),
        agrees: row.speaker_agrees,
        found: row.found.iter().take(PLACES).filter_map(|found| site(view, found)).collect(),
        more: row.found.len().saturating_sub(PLACES),
        earliest: first(&row.earliest),
        changed_first: first(&row.changed_first),
    }
}

fn site(view: &View<'_>, found: &Found) -> Option<Site> {
    let leaf = view.pile.find(&found.page, &found.source)?;
    let start = found.span.start().saturating_sub(AROUND);
    let words =
        CharSpan::new(start, found.span.end() + AROUND).ok().map(|span| leaf.slice(span)).unwrap_or_default();
    // Whole words, and none of another block.
    let before: String = words.chars().take((found.span.start() - start) as usize).collect();
    let skip = if start == 0 && !before.contains('\n') {
        0
    } else {
        before
            .rfind('\n')
            .or_else(|| before.find(' '))
            .map_or(before.chars().count(), |at| before.get(..=at).unwrap_or_default().chars().count())
    } as u32;
    let inside = (found.span.end() - start) as usize;
    let mut shown: String = words.chars().skip(skip as usize).take(inside - skip as usize).collect();
    let after: String = words.chars().skip(inside).collect();
    let after = after.split_once('\n').map_or(after.as_str(), |(line, _)| line);
    let after = if after.chars().count() as u32 == AROUND {
        after.rsplit_once(' ').map_or("", |(words, _)| words)
    } else {
        after
    };
    shown.push_str(after);
    let offset = start + skip;
    let edits = found.edits.iter().map(|edit| {
        (edit.page.start().saturating_sub(offset)..edit.page.end().saturating_sub(offset), edit.kind)
    });
    let overlaps = |span: &CharSpan| span.start() < found.span.end() && found.span.start() < span.end();
    let statement = leaf
        .record
        .attributions
        .iter()
        .filter(|attribution| attribution.content.iter().any(overlaps))
        .min_by_key(|attribution| attribution.content.iter().map(|span| span.len()).sum::<u32>());
    Some(Site {
        page: Ref::of(leaf),
        status: match found.status {
            Status::Verbatim => "verbatim",
            Status::Cut => "cut",
            Status::Altered => "altered",
        },
        words: bits(&shown, edits),
        chain: found.chain.clone(),
        when: found.published.as_ref().map_or_else(|| "undated".to_owned(), about),
        quoted: found.quoted,
        bytes: bytes(&found.raw),
        similarity: format!("{:.2}", found.similarity.as_f64()),
        statement: statement.map(|a| (leaf.fact(a.id), view.number(leaf, a.id))),
    })
}
