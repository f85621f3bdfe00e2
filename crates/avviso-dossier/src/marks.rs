//! Marked text: cut at every border of every mark, one flat piece after another, never a box in a box.

use avviso_record::{AttributionId, CharSpan};
use serde::Serialize;

use crate::pile::Leaf;

/// What a mark says of the words under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Content,
    Source,
    Cue,
}

/// One piece of text with the same marks throughout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    /// The words.
    pub(crate) words: String,
    /// Classes of the marks: `q s c`.
    pub(crate) class: String,
    /// The anchor of the innermost statement whose mark lies here.
    pub(crate) to: Option<String>,
    /// What the link is called aloud.
    pub(crate) label: Option<String>,
    /// Statements whose words begin here: anchors to be set.
    pub(crate) begins: Vec<String>,
    /// Letters of the marks that begin here.
    pub(crate) letters: String,
}

/// Marks of one page's outermost and nested attributions.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub(crate) span: CharSpan,
    pub(crate) kind: Kind,
    pub(crate) of: AttributionId,
    /// Whether this is the span at which the statement's words begin.
    pub(crate) first: bool,
}

/// All marks of a page, by start.
pub(crate) fn marks(leaf: &Leaf) -> Vec<Mark> {
    let mut out = Vec::new();
    for attribution in &leaf.record.attributions {
        let lists = [
            (Kind::Content, &attribution.content),
            (Kind::Source, &attribution.source),
            (Kind::Cue, &attribution.cue),
        ];
        for (kind, spans) in lists {
            for (index, span) in spans.iter().enumerate() {
                out.push(Mark {
                    span: *span,
                    kind,
                    of: attribution.id,
                    first: kind == Kind::Content && index == 0,
                });
            }
        }
    }
    out.sort_by(|a, b| a.span.cmp(&b.span).then(a.kind.cmp(&b.kind)).then(a.of.cmp(&b.of)));
    out
}

/// Cuts `within` at the borders of all marks. `anchors` sets the anchors at which words begin.
pub(crate) fn pieces(leaf: &Leaf, within: CharSpan, marks: &[Mark], anchors: bool) -> Vec<Piece> {
    let near: Vec<&Mark> = marks
        .iter()
        .take_while(|mark| mark.span.start() < within.end())
        .filter(|mark| mark.span.end() > within.start() && !mark.span.is_empty())
        .collect();
    let mut borders = vec![within.start(), within.end()];
    for mark in &near {
        borders.extend([mark.span.start(), mark.span.end()]);
    }
    borders.retain(|at| (within.start()..=within.end()).contains(at));
    borders.sort_unstable();
    borders.dedup();
    let mut out = Vec::with_capacity(borders.len());
    let (mut next, mut open): (usize, Vec<&Mark>) = (0, Vec::new());
    for pair in borders.windows(2) {
        let &[start, end] = pair else { continue };
        open.retain(|mark| mark.span.end() > start);
        while let Some(mark) = near.get(next).filter(|mark| mark.span.start() <= start) {
            open.push(mark);
            next += 1;
        }
        let Ok(span) = CharSpan::new(start, end) else { continue };
        let innermost = open.iter().min_by_key(|mark| (mark.span.len(), mark.kind, mark.of));
        let mut class = String::new();
        let mut letters = String::new();
        for (kind, name, letter) in
            [(Kind::Content, "q", 'Q'), (Kind::Source, "s", 'S'), (Kind::Cue, "c", 'c')]
        {
            if open.iter().any(|mark| mark.kind == kind) {
                class.push_str(if class.is_empty() { "" } else { " " });
                class.push_str(name);
            }
            if open.iter().any(|mark| mark.kind == kind && mark.span.start() == start) {
                letters.push(letter);
            }
        }
        out.push(Piece {
            words: leaf.slice(span).to_owned(),
            class,
            to: innermost.map(|mark| leaf.fact(mark.of)),
            label: innermost.map(|mark| {
                let what = match mark.kind {
                    Kind::Content => "words of",
                    Kind::Source => "source of",
                    Kind::Cue => "cue of",
                };
                format!("{what} statement {}", mark.of)
            }),
            begins: if anchors {
                open.iter().filter(|m| m.first && m.span.start() == start).map(|m| leaf.fact(m.of)).collect()
            } else {
                Vec::new()
            },
            letters,
        });
    }
    out
}
