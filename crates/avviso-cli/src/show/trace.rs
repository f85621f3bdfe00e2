//! Traced quotations for a person: the status in a word, both wordings with what differs marked under them, where the
//! words stand, through whom they came, where they stood first. Each takes less than a screen.

use std::collections::BTreeMap;

use avviso_record::CharSpan;
use avviso_record::picture::{EditKind, Found, Place, TraceEdit, TraceStatus, Traced};

use super::fact::date;
use super::layout::{self, cells, padded, wrap};
use super::pretty::Sheet;
use super::style::{CONTENT, DOUBT, ERROR, FAINT, PLAIN, Paint, SOURCE, STRONG};
use super::visible::visible;

/// What a person is shown of a place on a page.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// The line of the page, where its bytes are at hand.
    pub(crate) line: Option<usize>,
    /// The code point of the page's text at which `words` begins.
    pub(crate) from: u32,
    /// The words of the place, with some around it.
    pub(crate) words: String,
}

/// What is shown of places, by page and span.
pub(crate) type Sights = BTreeMap<(String, CharSpan), Seen>;

/// Columns of the names of lines.
const KEYS: usize = 9;
/// Lines of one wording at most.
const LINES: usize = 3;
/// Differences that are told in words.
const EDITS: usize = 3;
/// Further pages that are named.
const OTHERS: usize = 2;
/// Columns of a difference that are told in words.
const EDIT_COLUMNS: usize = 30;

/// All quotations, and a last line that counts them.
pub(crate) fn rows(rows: &[Traced], sights: &Sights, pages: usize, paint: Paint, columns: usize) -> String {
    let mut sheet = Sheet::new(paint, columns);
    for row in rows {
        one(&mut sheet, row, sights);
        sheet.line("");
    }
    let mut counts: Vec<String> = Vec::new();
    for status in [TraceStatus::Verbatim, TraceStatus::Cut, TraceStatus::Altered, TraceStatus::Absent] {
        let count = rows.iter().filter(|row| row.status == status).count();
        if count > 0 {
            counts.push(format!("{count} {status}"));
        }
    }
    let quotations = super::count(rows.len(), "quotation", "quotations");
    let pages = super::count(pages, "page", "pages");
    let told = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
    for line in layout::lines(&format!("{quotations} on {pages}{told}"), sheet.measure(), sheet.measure()) {
        sheet.styled(&[(PLAIN, "  "), (PLAIN, &line)]);
    }
    sheet.into_text()
}

fn one(sheet: &mut Sheet, row: &Traced, sights: &Sights) {
    let best = row.found.first();
    let unmarked = best.is_some_and(|best| {
        best.edits.iter().any(|edit| edit.kind == EditKind::Cut && edit.marked == Some(false))
    });
    let is_stitched = best.is_some_and(|best| best.part.is_some());
    let (style, status) = match row.status {
        TraceStatus::Verbatim => (SOURCE, "VERBATIM"),
        TraceStatus::Cut if unmarked => (DOUBT, "CUT, WITHOUT A MARK"),
        TraceStatus::Cut => (SOURCE, "CUT, MARKED"),
        TraceStatus::Altered if is_stitched => (ERROR, "ALTERED: stitched from several places"),
        TraceStatus::Altered => (ERROR, "ALTERED"),
        TraceStatus::Absent => (ERROR, "ABSENT"),
    };
    let id = visible(&row.id).into_owned();
    let id = layout::shortened(&id, 20);
    let used = layout::width(status) + layout::width(&id) + 5;
    let rule = "─".repeat((sheet.measure() + 2).saturating_sub(used));
    sheet.styled(&[(FAINT, "── "), (style, status), (FAINT, &format!(" {rule} {id}"))]);
    let spans: Vec<CharSpan> = telling(best).map(|edit| edit.query).collect();
    wording(sheet, "asked", &row.words, 0, &spans);
    let Some(best) = best else {
        field(sheet, "found", "no page has half of these words in one place");
        return;
    };
    for place in row.found.iter().take(if is_stitched { 2 } else { 1 }) {
        let spans: Vec<CharSpan> = telling(Some(place)).map(|edit| edit.page).collect();
        if let Some(seen) = sights.get(&(place.page.clone(), place.span)) {
            wording(sheet, "page", &seen.words, seen.from, &spans);
        }
        let edits: Vec<&TraceEdit> = telling(Some(place)).collect();
        for edit in edits.iter().take(EDITS) {
            let told = difference(edit, row, sights.get(&(place.page.clone(), place.span)));
            sheet.styled(&[(PLAIN, &" ".repeat(2 + KEYS)), (DOUBT, &edit.kind.to_string()), (PLAIN, &told)]);
        }
        if edits.len() > EDITS {
            let more = super::count(edits.len() - EDITS, "difference", "differences");
            sheet.styled(&[(FAINT, &format!("{}and {more} more", " ".repeat(2 + KEYS)))]);
        }
        field(sheet, "on", &where_is(place, sights));
    }
    let through = through(best);
    if !through.is_empty() {
        let agrees = if row.speaker_agrees == Some(true) { ", as given" } else { "" };
        field(sheet, "said by", &format!("{through}{agrees}"));
    }
    if let Some(given) = &row.speaker_as_given
        && row.speaker_agrees != Some(true)
    {
        let how = match row.speaker_agrees {
            Some(false) => "the page names another",
            Some(true) | None => "the page does not say",
        };
        field(sheet, "given as", &format!("{given}: {how}"));
    }
    let sources = |place: &Place| name_of(row, place, sights);
    match &row.earliest {
        Some(first) if row.found.len() > 1 => {
            field(sheet, "first", &format!("{}{}", sources(first), reasons(first)));
        }
        None => field(sheet, "first", "not known: neither the pages' own words nor their days tell"),
        Some(_) => {}
    }
    if let Some(changed) = &row.changed_first {
        field(sheet, "changed", &format!("first on {}{}", sources(changed), reasons(changed)));
    }
    others(sheet, row, best, sights);
}

/// The differences that make a status; marks and capitals only where nothing else differs.
fn telling(place: Option<&Found>) -> impl Iterator<Item = &TraceEdit> {
    place
        .into_iter()
        .flat_map(|place| &place.edits)
        .filter(|edit| !matches!(edit.kind, EditKind::Marks | EditKind::Case))
}

/// A difference in words: what the page has, and what the quotation has.
fn difference(edit: &TraceEdit, row: &Traced, seen: Option<&Seen>) -> String {
    let words = |text: &str, from: u32, span: CharSpan| -> String {
        let skip = span.start().saturating_sub(from) as usize;
        let words: String = text.chars().skip(skip).take(span.len() as usize).collect();
        visible(&layout::shortened(&words.replace('\n', " "), EDIT_COLUMNS)).into_owned()
    };
    let asked = words(&row.words, 0, edit.query);
    let page = seen.map(|seen| words(&seen.words, seen.from, edit.page)).unwrap_or_default();
    match edit.kind {
        EditKind::Cut if edit.marked == Some(true) => format!(": “{page}” left out, marked"),
        EditKind::Cut if page.is_empty() => ": words left out, without a mark".to_owned(),
        EditKind::Cut => format!(": “{page}” left out, without a mark"),
        EditKind::Added => format!(": “{asked}” stands not on the page"),
        EditKind::Order => format!(": “{page}” stands elsewhere"),
        _ if asked.is_empty() => format!(": “{page}” left out"),
        _ if page.is_empty() => format!(": “{asked}” put in"),
        _ => format!(": “{asked}” for “{page}”"),
    }
}

/// Words, wrapped, with carets under what differs. Of long words the lines that have carets are shown, and the first.
fn wording(sheet: &mut Sheet, key: &str, text: &str, from: u32, spans: &[CharSpan]) {
    let room = sheet.measure().saturating_sub(KEYS).max(10);
    let text = text.replace(['\n', '\r'], " ");
    let cells = cells(&text, from);
    let lines = wrap(&cells, room, room);
    let carets = |range: &std::ops::Range<usize>| -> String {
        let line = cells.get(range.clone()).unwrap_or_default();
        let mut out = String::new();
        for cell in line {
            let next = cell.at + 1;
            // Where words are lacking, the place before the next word is marked.
            let held = spans.iter().any(|span| {
                span.start() <= cell.at && cell.at < span.end()
                    || span.is_empty()
                        && (cell.at == span.start() || (next == span.start() && next == end_of(&cells)))
            });
            out.extend(std::iter::repeat_n(if held { '^' } else { ' ' }, cell.width));
        }
        out.truncate(out.trim_end().len());
        out
    };
    let marked: Vec<(std::ops::Range<usize>, String)> =
        lines.into_iter().map(|range| (range.clone(), carets(&range))).collect();
    // All lines where they are few; else those with marks and the first ones, as many as there is room for.
    let mut shown: Vec<bool> = marked.iter().map(|(_, carets)| !carets.is_empty()).collect();
    let mut left = LINES.saturating_sub(shown.iter().filter(|shown| **shown).count());
    for shown in &mut shown {
        if !*shown && left > 0 {
            *shown = true;
            left -= 1;
        }
    }
    let mut kept = 0;
    for shown in &mut shown {
        kept += usize::from(*shown);
        *shown = *shown && kept <= LINES;
    }
    let mut head = padded(key, KEYS);
    let mut gap = false;
    for ((range, carets), shown) in marked.iter().zip(shown) {
        if !shown {
            if !gap {
                sheet.styled(&[(FAINT, "  "), (FAINT, &head), (FAINT, "…")]);
                head = " ".repeat(KEYS);
            }
            gap = true;
            continue;
        }
        gap = false;
        let words: String =
            cells.get(range.clone()).unwrap_or_default().iter().map(|cell| cell.shown.as_ref()).collect();
        sheet.styled(&[(PLAIN, "  "), (FAINT, &head), (CONTENT, &words)]);
        head = " ".repeat(KEYS);
        if !carets.is_empty() {
            sheet.styled(&[(PLAIN, "  "), (PLAIN, &head), (DOUBT, carets)]);
        }
    }
}

/// The code point behind the last cell.
fn end_of(cells: &[layout::Cell<'_>]) -> u32 {
    cells.last().map_or(0, |cell| cell.at + 1)
}

fn field(sheet: &mut Sheet, key: &str, value: &str) {
    let room = sheet.measure().saturating_sub(KEYS).max(10);
    let mut head = padded(key, KEYS);
    for line in layout::lines(value, room, room) {
        sheet.styled(&[(PLAIN, "  "), (FAINT, &head), (PLAIN, &line)]);
        head = " ".repeat(KEYS);
    }
}

/// Outlet, day, and the file with its line.
fn where_is(place: &Found, sights: &Sights) -> String {
    let outlet = place.outlet.as_deref().unwrap_or("an unnamed outlet");
    let day = place.published.as_ref().map_or_else(
        || "undated".to_owned(),
        |it| {
            let full = date(it.from.as_ref(), it.to.as_ref(), it.precision);
            // A moment is told to the day.
            full.split_once('T').map_or(full.clone(), |(day, _)| day.to_owned())
        },
    );
    let line = sights.get(&(place.page.clone(), place.span)).and_then(|seen| seen.line);
    let file = match (line, place.raw.first()) {
        (Some(line), _) => format!("{}:{line}", place.source),
        (None, Some(raw)) => format!("{}, byte {}", place.source, raw.start()),
        (None, None) => place.source.clone(),
    };
    format!("{outlet}, {day}, {file}")
}

/// Through whose mouths it came, from the outlet to who said it.
fn through(place: &Found) -> String {
    let mut names: Vec<String> = place
        .chain
        .iter()
        .map(|name| name.clone().unwrap_or_else(|| "an unnamed outlet".to_owned()))
        .collect();
    let speakers = place.speakers.join(" and ");
    if names.last().is_some_and(|last| place.speakers.contains(last)) {
        names.pop();
    }
    if !speakers.is_empty() {
        names.push(speakers);
    }
    names.join(" ‹ ")
}

/// How a place is called: the outlet, else the file.
fn name_of(row: &Traced, place: &Place, sights: &Sights) -> String {
    row.found
        .iter()
        .find(|found| found.page == place.page)
        .map_or_else(|| place.source.clone(), |found| where_is(found, sights))
}

/// The reasons for an order, in words.
fn reasons(place: &Place) -> String {
    let mut told: Vec<&str> = Vec::new();
    for evidence in &place.evidence {
        let words = match evidence.evidence.because.as_str() {
            "copy.lineage-names-outlet" => "another names it as its source",
            "copy.cites-outlet" => "another cites it",
            "copy.hand-off" => "another hands off to the whole",
            "copy.leftover" => "another carries lines of its site",
            "copy.published-before" | "trace.earliest-day" => "its day is the earliest",
            _ => continue,
        };
        if !told.contains(&words) {
            told.push(words);
        }
    }
    if told.is_empty() { String::new() } else { format!(" ({})", told.join("; ")) }
}

/// The other pages that have it.
fn others(sheet: &mut Sheet, row: &Traced, best: &Found, sights: &Sights) {
    let mut named: Vec<&str> = vec![&best.page];
    let mut others: Vec<&Found> = Vec::new();
    for place in &row.found {
        if !named.contains(&place.page.as_str()) {
            named.push(&place.page);
            others.push(place);
        }
    }
    let mut key = "also";
    for place in others.iter().take(OTHERS) {
        field(sheet, key, &format!("{}: {}", place.status, where_is(place, sights)));
        key = "";
    }
    if others.len() > OTHERS {
        let more = super::count(others.len() - OTHERS, "page", "pages");
        sheet.styled(&[(PLAIN, "  "), (FAINT, &padded("", KEYS)), (STRONG, &format!("and {more} more"))]);
    }
}
