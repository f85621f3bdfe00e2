//! Bytes: for each statement where its source, cue and words lie in the page as it came in. On paper: end notes.

use avviso_record::CharSpan;
use serde::Serialize;

use crate::pile::Leaf;
use crate::show::{number, short};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Page {
    number: usize,
    anchor: String,
    name: String,
    source: String,
    sha256: String,
    encoding: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    anchor: String,
    number: usize,
    id: String,
    source: Vec<String>,
    cue: Vec<String>,
    words: Vec<String>,
    begins: String,
    rules: String,
}

/// Ranges shown of one part; a part of more is cut by markup into crumbs.
const RANGES: usize = 12;

pub(crate) fn rows(view: &View<'_>) -> Vec<Page> {
    let mut out = Vec::new();
    for leaf in view.pile.pages().iter().filter(|leaf| !leaf.record.attributions.is_empty()) {
        let page = &leaf.record.page;
        let rows = leaf.record.attributions.iter().map(|attribution| {
            let mut rules: Vec<&str> = attribution.evidence.iter().map(|e| e.because.as_str()).collect();
            rules.dedup();
            Row {
                anchor: leaf.fact(attribution.id),
                number: view.number(leaf, attribution.id),
                id: attribution.id.to_string(),
                source: ranges(leaf, &attribution.source),
                cue: ranges(leaf, &attribution.cue),
                words: ranges(leaf, &attribution.content),
                begins: attribution.content.first().map_or_else(String::new, |span| begin(leaf, *span)),
                rules: rules.join(", "),
            }
        });
        out.push(Page {
            number: leaf.number,
            anchor: leaf.anchor.clone(),
            name: short(&leaf.name(), 90),
            source: page.source.clone(),
            sha256: page.sha256.clone(),
            encoding: (page.encoding != "utf-8").then(|| page.encoding.clone()),
            rows: rows.collect(),
        });
    }
    out
}

/// The first words of a span.
fn begin(leaf: &Leaf, span: CharSpan) -> String {
    let head = CharSpan::new(span.start(), span.end().min(span.start().saturating_add(200)));
    let words = head.map_or_else(|_| String::new(), |head| leaf.slice(head).to_owned());
    short(&words.split_whitespace().collect::<Vec<_>>().join(" "), 40)
}

fn ranges(leaf: &Leaf, spans: &[CharSpan]) -> Vec<String> {
    let all: Vec<_> = spans.iter().flat_map(|span| leaf.bytes(*span)).collect();
    let mut out: Vec<String> =
        all.iter().take(RANGES).map(|raw| format!("{}–{}", raw.start(), raw.end())).collect();
    if let Some(last) = all.last().filter(|_| all.len() > RANGES) {
        out.push(format!("and {} more, to {}", number((all.len() - RANGES) as u64), last.end()));
    }
    out
}
