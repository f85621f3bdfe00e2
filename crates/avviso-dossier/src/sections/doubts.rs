//! Doubts: everything that was left open, with what would settle it.

use std::collections::BTreeMap;

use avviso_record::{CharSpan, Diagnostic};
use serde::Serialize;

use crate::pile::Leaf;
use crate::show::short;
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Group {
    code: String,
    /// The kind of doubt in words.
    name: &'static str,
    settle: &'static str,
    number: usize,
    /// Whether the rows stand open: few do.
    open: bool,
    pages: Vec<Page>,
}

/// The doubts of one kind on one page.
#[derive(Debug, Serialize)]
struct Page {
    anchor: String,
    number: usize,
    name: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    message: String,
    words: Option<String>,
    /// The statement that it is about: its anchor and number.
    statement: Option<(String, usize)>,
}

/// What the tool says of itself in every record is no doubt about a page.
const OF_THE_TOOL: &str = "not-read";
/// Rows of a kind that stand open.
const OPEN: usize = 40;

/// Kinds of doubt: in words, and what would settle one.
const KINDS: &[(&str, &str, &str)] = &[
    ("undated", "No date", "the page's address, a capture with its time, or the outlet's archive"),
    (
        "date-conflict",
        "Dates that contradict each other",
        "the outlet's archive, or an earlier capture of the page",
    ),
    (
        "speaker-unresolved",
        "Who spoke is not known",
        "the sentences around the words, or an earlier telling of the same words",
    ),
    ("actor-unresolved", "Who is meant is not decided", "who held the office on that day"),
    ("no-article", "No article found", "the page as a browser shows it"),
    ("not-text", "Not a text", "the file that was meant to be saved"),
    ("cut-at-limit", "Cut at a limit", "reading the page with a higher --max-page-bytes"),
    (
        "internal-error",
        "The program failed on this page",
        "a report with this page: it is a defect of the program",
    ),
];

/// The doubts of a page.
pub(crate) fn of(leaf: &Leaf) -> impl Iterator<Item = &Diagnostic> {
    leaf.record.diagnostics.iter().filter(|diagnostic| diagnostic.code != OF_THE_TOOL)
}

pub(crate) fn rows(view: &View<'_>) -> Vec<Group> {
    let mut groups: BTreeMap<&str, (bool, Vec<Page>)> = BTreeMap::new();
    for leaf in view.pile.pages() {
        // The statement that begins at a place, by cue and by content.
        let mut at: BTreeMap<CharSpan, usize> = BTreeMap::new();
        for (index, attribution) in leaf.record.attributions.iter().enumerate() {
            for span in attribution.cue.iter().chain(&attribution.content).take(8) {
                at.entry(*span).or_insert(index);
            }
        }
        for diagnostic in of(leaf) {
            let (warning, pages) = groups.entry(&diagnostic.code).or_default();
            *warning |= diagnostic.severity == avviso_record::Severity::Warning;
            if pages.last().is_none_or(|page| page.anchor != leaf.anchor) {
                pages.push(Page {
                    anchor: leaf.anchor.clone(),
                    number: leaf.number,
                    name: short(&leaf.name(), 90),
                    rows: Vec::new(),
                });
            }
            let attribution = diagnostic
                .span
                .and_then(|span| at.get(&span))
                .and_then(|index| leaf.record.attributions.get(*index));
            if let Some(page) = pages.last_mut() {
                page.rows.push(Row {
                    message: diagnostic.message.clone(),
                    words: diagnostic.span.map(|span| short(leaf.slice(span), 120)),
                    statement: attribution.map(|a| (leaf.fact(a.id), view.number(leaf, a.id))),
                });
            }
        }
    }
    let mut out: Vec<(bool, Group)> = groups
        .into_iter()
        .map(|(code, (warning, pages))| {
            let known = KINDS.iter().find(|(known, ..)| *known == code);
            let number = pages.iter().map(|page| page.rows.len()).sum();
            let group = Group {
                code: code.to_owned(),
                name: known.map_or("", |(_, name, _)| name),
                settle: known.map_or("", |(.., settle)| settle),
                number,
                open: number <= OPEN,
                pages,
            };
            (!warning, group)
        })
        .collect();
    out.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.code.cmp(&y.code)));
    out.into_iter().map(|(_, group)| group).collect()
}
