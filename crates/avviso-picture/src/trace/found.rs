//! What one page says of all quotations.

use std::ops::Range;

use avviso_record::picture::{About, EditKind, Found, Status, TraceEdit};
use avviso_record::{CharSpan, Confidence, Record};

use super::passage::{self, Passage};
use super::query::{Need, Queries, Query};
use super::{Options, said};
use crate::edits::{self, Edit};
use crate::link::leaf::Leaf;
use crate::words::{Body, Flags, Form};

/// What one page says of all quotations.
#[derive(Debug)]
pub struct Looked {
    pub(super) page: String,
    pub(super) source: String,
    /// What the page says of itself; nothing is kept of a page that holds no quotation.
    pub(super) leaf: Option<Leaf>,
    pub(super) hits: Vec<Hit>,
    /// Parts of quotations of which the page has too little by itself.
    pub(super) scraps: Vec<Scrap>,
}

/// A part of a quotation on a page that does not hold the quotation.
#[derive(Clone, Debug)]
pub(super) struct Scrap {
    pub(super) query: usize,
    /// The words of the quotation.
    pub(super) words: Range<usize>,
    pub(super) found: Found,
}

impl Looked {
    /// Gives the places found on the page, in the order of the quotations.
    pub fn places(&self) -> impl Iterator<Item = &Found> {
        self.hits.iter().flat_map(|hit| &hit.found).chain(self.scraps.iter().map(|scrap| &scrap.found))
    }
}

/// A quotation on a page.
#[derive(Clone, Debug)]
pub struct Hit {
    pub(super) query: usize,
    pub(super) status: Status,
    pub(super) similarity: Confidence,
    /// One place; several where the quotation was stitched, the largest first.
    pub(super) found: Vec<Found>,
    /// The page's words there, by which wordings of several pages are compared.
    pub(super) wording: Vec<Form>,
    /// Whether the page names the speaker who was given.
    pub(super) agrees: Option<bool>,
    /// The words of the quotation that stand here, and the longer stretches of it that the page lacks.
    pub(super) held: CharSpan,
    pub(super) lacks: Vec<Range<usize>>,
}

impl Hit {
    /// Gives the places with those parts on other pages that this page lacks, one a part and page; none is added where
    /// all of it stands here.
    pub(super) fn stitched(&self, scraps: &[&Scrap]) -> Vec<Found> {
        let mut others: Vec<&Scrap> = scraps
            .iter()
            .filter(|scrap| {
                self.lacks.iter().any(|lack| {
                    let shared =
                        lack.end.min(scrap.words.end).saturating_sub(lack.start.max(scrap.words.start));
                    shared * 10 >= lack.len() * 7 && shared * 10 >= scrap.words.len() * 7
                })
            })
            .copied()
            .collect();
        let mut found = self.found.clone();
        if others.is_empty() {
            return found;
        }
        others.sort_by(|a, b| {
            (std::cmp::Reverse(a.words.len()), a.words.start, &a.found.source).cmp(&(
                std::cmp::Reverse(b.words.len()),
                b.words.start,
                &b.found.source,
            ))
        });
        found[0].part = found[0].part.or(Some(self.held));
        found.extend(others.into_iter().map(|scrap| scrap.found.clone()));
        found
    }
}

/// Parts that a quotation is stitched from at most.
const PARTS: usize = 6;
/// Words of the fewest that are told as a part.
const PART_WORDS: usize = 5;
/// The same of a part that was moved, beside the rest.
const MOVED_WORDS: usize = 3;
/// Words between a moved part and the rest: more is another place.
const BESIDE: usize = 8;

/// Looks for all quotations on one page.
pub(super) fn look(queries: &Queries, record: &Record, options: Options) -> Looked {
    let body = Body::with_headings(record);
    let words = body.words();
    let (mut hits, mut scraps) = (Vec::new(), Vec::new());
    for (index, stretches) in queries.candidates(words) {
        let query = queries.get(index);
        let runs = passage::runs(query, &(0..query.len()), words, &stretches);
        let Some(passage) = passage::chain(query, runs, words) else { continue };
        if passage.is_enough(query) {
            hits.push(hit(index, query, passage, record, &body));
        } else if passage.query.len() >= PART_WORDS && passage.is_scrap() {
            let part = Part { query: passage.query, page: passage.page };
            scraps.push(scrap(index, query, &part, record, &body));
        }
    }
    hits.retain(|hit| hit.similarity >= options.min_similarity);
    Looked {
        page: record.page.id.clone(),
        source: record.page.source.clone(),
        leaf: (!hits.is_empty()).then(|| Leaf::new(record)),
        hits,
        scraps,
    }
}

/// A part of a quotation of which the page holds too little by itself: it counts where another page has the rest.
fn scrap(index: usize, query: &Query, part: &Part, record: &Record, body: &Body) -> Scrap {
    let mut found = place(query, part, record, body, true);
    found.status = Status::Altered;
    Scrap { query: index, words: part.query.clone(), found }
}

/// A part of a quotation and the place where it stands, both as ranges of words.
struct Part {
    query: Range<usize>,
    page: Range<usize>,
}

/// Finds where the rest of a quotation stands that the passage lacks: joined to the passage where it stands beside it
/// (words that were moved), else as parts.
fn parts(query: &Query, mut passage: Passage, body: &Body) -> (Passage, Vec<Part>) {
    let words = body.words();
    let mut parts: Vec<Part> = Vec::new();
    let mut open = vec![0..passage.query.start, passage.query.end..query.len()];
    if query.need == Need::Whole {
        open.clear();
    }
    let mut covered = passage.query.clone();
    while let Some(rest) = open.pop() {
        if rest.len() < MOVED_WORDS || parts.len() >= PARTS {
            continue;
        }
        let find = |stretches: &[Range<usize>]| {
            passage::chain(query, passage::runs(query, &rest, words, stretches), words)
        };
        let near = BESIDE + 2 * rest.len();
        let before = passage.page.start.saturating_sub(near)..passage.page.start;
        let behind = passage.page.end..(passage.page.end + near).min(words.len());
        let moved = find(&[before, behind]).filter(|other| {
            let distance = if other.page.end <= passage.page.start {
                passage.page.start - other.page.end
            } else {
                other.page.start.saturating_sub(passage.page.end)
            };
            other.is_moved(rest.len()) && distance <= BESIDE
        });
        if let Some(other) = moved {
            passage.page = passage.page.start.min(other.page.start)..passage.page.end.max(other.page.end);
            covered = covered.start.min(other.query.start)..covered.end.max(other.query.end);
            continue;
        }
        if rest.len() < PART_WORDS {
            continue;
        }
        let Some(other) = find(&[0..passage.page.start, passage.page.end..words.len()]) else { continue };
        if other.query.len() >= PART_WORDS && other.is_part(other.query.len()) {
            open.push(rest.start..other.query.start);
            open.push(other.query.end..rest.end);
            parts.push(Part { query: other.query, page: other.page });
        }
    }
    passage.query = covered;
    parts.sort_by_key(|part| (std::cmp::Reverse(part.query.len()), part.query.start));
    (passage, parts)
}

fn hit(index: usize, query: &Query, passage: Passage, record: &Record, body: &Body) -> Hit {
    let (mut passage, others) = parts(query, passage, body);
    // The words that belong to no other part go with the largest.
    let mut whole = 0..query.len();
    for other in &others {
        if other.query.start >= passage.query.end {
            whole.end = whole.end.min(other.query.start);
        } else {
            whole.start = whole.start.max(other.query.end);
        }
    }
    let held = query.text.span(passage.query.clone());
    let lacks =
        [whole.start..passage.query.start.max(whole.start), passage.query.end.min(whole.end)..whole.end]
            .into_iter()
            .filter(|lack| lack.len() >= PART_WORDS)
            .collect();
    passage.widen(&whole, body.words());
    let main = Part { query: whole, page: passage.page };
    let wording = body.words()[main.page.clone()].iter().map(|word| word.form).collect();
    let is_stitched = !others.is_empty();
    let mut found = vec![place(query, &main, record, body, is_stitched)];
    if is_stitched {
        let gap = between(query, &main, &others, body);
        found[0].edits.extend(gap);
        found[0].edits.sort_by_key(|edit| (edit.query.start(), edit.page.start()));
        found.extend(others.iter().map(|part| place(query, part, record, body, true)));
    }
    let status = if is_stitched { Status::Altered } else { found[0].status };
    for place in &mut found {
        place.status = status;
    }
    let words = body.text().words_in(found[0].span);
    let said = said::said(record, found[0].span);
    let agrees =
        query.quotation.speaker.as_deref().and_then(|given| said::agrees(given, said.as_ref(), body, &words));
    Hit { query: index, status, similarity: found[0].similarity, found, wording, agrees, held, lacks }
}

/// One place of a quotation, or of a part.
fn place(query: &Query, part: &Part, record: &Record, body: &Body, is_part: bool) -> Found {
    let text = body.text();
    let edits = edits::compare(text, part.page.clone(), &query.text, part.query.clone());
    let unequal = |of: fn(&Edit) -> &Range<usize>| -> usize {
        edits
            .iter()
            .filter(|edit| !matches!(edit.kind, EditKind::Marks | EditKind::Case))
            .map(|edit| of(edit).len())
            .sum()
    };
    // Dice: twice the equal words, by the words of both. What a cut left out is told as a cut and not counted again.
    let cut: usize =
        edits.iter().filter(|edit| edit.kind == EditKind::Cut).map(|edit| edit.words_a.len()).sum();
    let both = query.len() + part.page.len().saturating_sub(cut);
    let equal = (part.page.len().saturating_sub(unequal(|edit| &edit.words_a))
        + part.query.len().saturating_sub(unequal(|edit| &edit.words_b)))
    .min(both);
    let span = text.span(part.page.clone());
    let quoted = body.words()[part.page.clone()].iter().filter(|word| word.is(Flags::QUOTED)).count() * 2
        > part.page.len();
    let said = said::said(record, span).unwrap_or_default();
    Found {
        page: record.page.id.clone(),
        source: record.page.source.clone(),
        span,
        raw: body.raw(span),
        part: is_part.then(|| query.text.span(part.query.clone())),
        similarity: share(equal, both),
        status: Status::of(edits.iter().map(|edit| edit.kind)),
        edits: edits.into_iter().map(|edit| told(query, body, edit)).collect(),
        quoted,
        speakers: said.speakers,
        chain: said.chain,
        outlet: record.article.outlet.as_ref().map(|outlet| outlet.name.clone()),
        published: record.article.published.as_ref().map(|it| About {
            from: it.from.clone(),
            to: it.to.clone(),
            precision: it.precision,
        }),
    }
}

/// A share of a whole, to the nearest ten-thousandth.
fn share(part: usize, whole: usize) -> Confidence {
    let count = (part * 20_000 + whole).checked_div(2 * whole).unwrap_or_default();
    u16::try_from(count).ok().and_then(Confidence::from_ten_thousandths).unwrap_or(Confidence::FULL)
}

fn told(query: &Query, body: &Body, edit: Edit) -> TraceEdit {
    let page = body.text().span_of_bytes(edit.a);
    TraceEdit {
        kind: edit.kind,
        query: query.text.span_of_bytes(edit.b),
        page,
        raw: body.raw(page),
        marked: edit.marked,
    }
}

/// The cut over what lies between the first place and the next part on the page.
fn between(query: &Query, main: &Part, others: &[Part], body: &Body) -> Option<TraceEdit> {
    let next = others.first()?;
    let gap = if next.page.start >= main.page.end {
        main.page.end..next.page.start
    } else {
        next.page.end..main.page.start
    };
    let page = body.text().span(gap);
    let joint = if next.query.start >= main.query.end { main.query.end } else { main.query.start };
    let at: CharSpan = query.text.span(joint..joint);
    Some(TraceEdit { kind: EditKind::Cut, query: at, page, raw: body.raw(page), marked: Some(false) })
}
