//! The pages: marked text, what is known of each, what was left out and why.

use avviso_record::{CharSpan, Discarded, RegionKind};
use serde::Serialize;

use crate::marks::{Piece, pieces};
use crate::pile::Leaf;
use crate::sections::lineage::is_web;
use crate::sections::statements::{Because, because};
use crate::show::{count, date, number, short, sure};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Page {
    anchor: String,
    number: usize,
    name: String,
    lang: Option<String>,
    facts: Vec<Known>,
    shown: bool,
    blocks: Vec<Block>,
    rest: Option<String>,
}

/// One thing that is known about a page.
#[derive(Debug, Serialize)]
struct Known {
    what: &'static str,
    value: String,
    url: Option<String>,
    sure: Option<crate::show::Sure>,
    because: Vec<Because>,
    /// The anchor at which the reasons stand, where another section has them.
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct Block {
    kind: &'static str,
    pieces: Vec<Piece>,
    /// What was left out after this block.
    left: Option<Left>,
}

/// Neighbouring parts that were left out, folded into one.
#[derive(Debug, Serialize)]
struct Left {
    /// `navigation`, or `4 parts (navigation 3, share bar 1)`.
    what: String,
    bytes: String,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    why: String,
    bytes: String,
    words: String,
}

pub(crate) fn rows(view: &View<'_>) -> Vec<Page> {
    view.pile
        .pages()
        .iter()
        .map(|leaf| {
            let shown = view.shows(leaf);
            let (blocks, rest) = if shown { blocks(view, leaf) } else { (Vec::new(), None) };
            Page {
                anchor: leaf.anchor.clone(),
                number: leaf.number,
                name: leaf.name(),
                lang: leaf.language(),
                facts: facts(leaf),
                shown,
                blocks,
                rest,
            }
        })
        .collect()
}

/// Characters shown of a part that was left out.
const LEFT_CHARS: usize = 300;

fn facts(leaf: &Leaf) -> Vec<Known> {
    let record = &leaf.record;
    let article = &record.article;
    let plain =
        |what, value: String| Known { what, value, url: None, sure: None, because: Vec::new(), why: None };
    let mut out = Vec::new();
    if let Some(outlet) = &article.outlet {
        let value = match &outlet.domain {
            Some(domain) if *domain != outlet.name => format!("{} ({domain})", outlet.name),
            _ => outlet.name.clone(),
        };
        out.push(Known {
            sure: Some(sure(outlet.confidence)),
            because: because(leaf, &outlet.evidence),
            ..plain("outlet", value)
        });
    }
    match &article.published {
        Some(published) => out.push(Known {
            sure: Some(sure(published.confidence)),
            why: Some(format!("d-{}", leaf.anchor)),
            ..plain("published", date(published))
        }),
        None => out.push(Known {
            why: Some(format!("d-{}", leaf.anchor)),
            ..plain("published", "not known".to_owned())
        }),
    }
    if let Some(modified) = &article.modified {
        out.push(Known {
            sure: Some(sure(modified.confidence)),
            because: because(leaf, &modified.evidence),
            ..plain("changed", date(modified))
        });
    }
    for byline in &article.bylines {
        out.push(Known {
            sure: Some(sure(byline.confidence)),
            because: because(leaf, &byline.evidence),
            ..plain("signed by", byline.name.clone())
        });
    }
    if let Some(complete) = article.complete.as_ref().filter(|complete| !complete.value) {
        let reason = complete.reason.map_or("not complete", avviso_record::Incomplete::as_str);
        out.push(Known {
            sure: Some(sure(complete.confidence)),
            because: because(leaf, &complete.evidence),
            ..plain("only a part", reason.to_owned())
        });
    }
    if let Some(url) = &record.page.url {
        out.push(Known { url: is_web(url).then(|| url.clone()), ..plain("address", url.clone()) });
    }
    let mut input = format!("{}, {} bytes", record.page.media_type, number(record.page.bytes));
    if record.page.encoding != "utf-8" {
        input.push_str(", ");
        input.push_str(&record.page.encoding);
    }
    if let Some(language) = &article.language {
        input.push_str(", language ");
        input.push_str(&language.value);
    }
    out.push(plain("read from", format!("{} ({input})", record.page.source)));
    out.push(plain("sha256", record.page.sha256.clone()));
    out
}

/// The outermost regions as blocks, text between them as paragraphs, each with what was left out after it.
fn blocks(view: &View<'_>, leaf: &Leaf) -> (Vec<Block>, Option<String>) {
    let record = &leaf.record;
    let end = record.text.chars().count() as u32;
    let mut spans: Vec<(CharSpan, &'static str)> = Vec::new();
    let mut at = 0;
    let add_gap = |from: u32, to: u32, spans: &mut Vec<(CharSpan, &'static str)>| {
        if let Ok(gap) = CharSpan::new(from, to.max(from))
            && !leaf.slice(gap).trim().is_empty()
        {
            spans.push((gap, "paragraph"));
        }
    };
    for region in &record.regions {
        if region.span.start() < at {
            continue;
        }
        add_gap(at, region.span.start(), &mut spans);
        spans.push((region.span, class(region.kind)));
        at = region.span.end();
    }
    add_gap(at, end, &mut spans);
    let marks = view.marks(leaf);
    let mut left =
        record.discarded.iter().filter(|part| part.text.as_deref().is_some_and(has_words)).peekable();
    let mut out: Vec<Block> = Vec::with_capacity(spans.len() + 1);
    for (index, (span, kind)) in spans.iter().enumerate() {
        let next =
            spans.get(index + 1).map(|(span, _)| leaf.bytes(*span)).and_then(|raw| raw.first().copied());
        let start = leaf.bytes(*span).first().map_or(0, |raw| raw.start());
        if index == 0 {
            let before = take(&mut left, Some(start));
            if before.is_some() {
                out.push(Block { kind: "start", pieces: Vec::new(), left: before });
            }
        }
        let pieces = pieces(leaf, *span, &marks, true);
        out.push(Block { kind, pieces, left: take(&mut left, next.map(|raw| raw.start())) });
    }
    if spans.is_empty() {
        out.push(Block { kind: "start", pieces: Vec::new(), left: take(&mut left, None) });
    }
    let (mut wordless, mut bytes) = (0usize, 0u64);
    for part in record.discarded.iter().filter(|part| !part.text.as_deref().is_some_and(has_words)) {
        wordless += 1;
        bytes += u64::from(part.raw.len());
    }
    // A line break or two at an end is nothing to tell of.
    if bytes < 16 {
        wordless = 0;
    }
    let rest = (wordless > 0).then(|| {
        format!(
            "Left out too: {} without words (markup, program code, style, white space), {} bytes",
            count(wordless, "part", "parts"),
            number(bytes)
        )
    });
    (out, rest)
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The parts left out that begin before `limit`.
fn take<'r>(
    left: &mut std::iter::Peekable<impl Iterator<Item = &'r Discarded>>,
    limit: Option<u32>,
) -> Option<Left> {
    let mut parts = Vec::new();
    let mut reasons: Vec<(String, usize)> = Vec::new();
    let (mut start, mut end) = (u32::MAX, 0);
    while let Some(part) = left.next_if(|part| limit.is_none_or(|limit| part.raw.start() < limit)) {
        let why = part.why.as_str().replace('_', " ");
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, number)) => *number += 1,
            None => reasons.push((why.clone(), 1)),
        }
        (start, end) = (start.min(part.raw.start()), end.max(part.raw.end()));
        parts.push(Part {
            why,
            bytes: format!("{}–{}", part.raw.start(), part.raw.end()),
            words: short(part.text.as_deref().unwrap_or_default().trim(), LEFT_CHARS),
        });
    }
    reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let what = match reasons.as_slice() {
        [] => return None,
        [(only, 1)] => only.clone(),
        [(only, number)] => format!("{number} parts ({only})"),
        many => {
            let told: Vec<String> = many.iter().map(|(why, number)| format!("{why} {number}")).collect();
            format!("{} parts ({})", parts.len(), told.join(", "))
        }
    };
    Some(Left { what, bytes: format!("{start}–{end}"), parts })
}

fn class(kind: RegionKind) -> &'static str {
    match kind {
        RegionKind::Title => "title",
        RegionKind::Heading => "heading",
        RegionKind::Standfirst => "standfirst",
        RegionKind::Byline => "byline",
        RegionKind::Dateline => "dateline",
        RegionKind::Paragraph => "paragraph",
        RegionKind::Quotation => "quotation",
        RegionKind::EmbeddedPost => "post",
        RegionKind::ListItem => "item",
        RegionKind::Table => "table",
        RegionKind::Note => "note",
        RegionKind::Caption => "caption",
        RegionKind::Footer => "footer",
    }
}
