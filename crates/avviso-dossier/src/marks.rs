//! Marked text: cut at every border of every mark, one flat piece after another, never a box in a box.

use avviso_record::{Attribution, CharSpan};
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
    /// What a pointing device and a screen reader say of the link.
    pub(crate) label: Option<String>,
    /// Statements whose words begin here: anchors to be set.
    pub(crate) begins: Vec<String>,
    /// Letters of the marks that begin here.
    pub(crate) letters: String,
}

/// One mark of an attribution.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    span: CharSpan,
    kind: Kind,
    /// The statement's anchor, and its number in the file.
    of: String,
    number: usize,
    /// Whether this is the span at which the statement's words begin.
    first: bool,
}

/// Marks by start; `reach` says how far the marks up to each one go, so that a block's marks are found without
/// walking those of the blocks before it.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    marks: Vec<Mark>,
    reach: Vec<u32>,
}

/// More marks than this over one piece are not looked at: a page that nests deeper is no news page.
const OPEN: usize = 64;

impl Marks {
    /// Marks of attributions, each with its number in the file.
    pub(crate) fn of<'a>(leaf: &Leaf, all: impl Iterator<Item = (&'a Attribution, usize)>) -> Self {
        let mut marks = Vec::new();
        for (attribution, number) in all {
            let of = leaf.fact(attribution.id);
            let lists = [
                (Kind::Content, &attribution.content),
                (Kind::Source, &attribution.source),
                (Kind::Cue, &attribution.cue),
            ];
            for (kind, spans) in lists {
                for (index, span) in spans.iter().enumerate().filter(|(_, span)| !span.is_empty()) {
                    let first = kind == Kind::Content && index == 0;
                    marks.push(Mark { span: *span, kind, of: of.clone(), number, first });
                }
            }
        }
        marks.sort_by(|a, b| a.span.cmp(&b.span).then(a.kind.cmp(&b.kind)).then(a.number.cmp(&b.number)));
        let reach = marks
            .iter()
            .scan(0, |far, mark| {
                *far = mark.span.end().max(*far);
                Some(*far)
            })
            .collect();
        Self { marks, reach }
    }

    fn near(&self, within: CharSpan) -> Vec<&Mark> {
        let first = self.reach.partition_point(|reach| *reach <= within.start());
        self.marks
            .iter()
            .skip(first)
            .take_while(|mark| mark.span.start() < within.end())
            .filter(|mark| mark.span.end() > within.start())
            .collect()
    }
}

/// Cuts `within` at the borders of all marks. `anchors` sets the anchors at which words begin.
pub(crate) fn pieces(leaf: &Leaf, within: CharSpan, marks: &Marks, anchors: bool) -> Vec<Piece> {
    let near = marks.near(within);
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
        let mut begins = Vec::new();
        while let Some(mark) = near.get(next).filter(|mark| mark.span.start() <= start) {
            if anchors && mark.first && mark.span.start() == start {
                begins.push(mark.of.clone());
            }
            if open.len() < OPEN {
                open.push(mark);
            }
            next += 1;
        }
        let Ok(span) = CharSpan::new(start, end) else { continue };
        let innermost = open.iter().min_by_key(|mark| (mark.span.len(), mark.kind, mark.number));
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
            to: innermost.map(|mark| mark.of.clone()),
            label: innermost.map(|mark| {
                let what = match mark.kind {
                    Kind::Content => "words",
                    Kind::Source => "source",
                    Kind::Cue => "cue",
                };
                format!("{what} of statement {}", mark.number)
            }),
            begins,
            letters,
        });
    }
    out
}
