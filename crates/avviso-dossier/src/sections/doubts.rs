//! Doubts: everything that was left open, with what would settle it.

use std::collections::BTreeMap;

use avviso_record::Diagnostic;
use serde::Serialize;

use crate::pile::{Leaf, Pile};
use crate::sections::statements::short;

#[derive(Debug, Serialize)]
pub(crate) struct Group {
    code: String,
    settle: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    page: String,
    page_name: String,
    message: String,
    words: Option<String>,
    warning: bool,
}

/// What the tool says of itself in every record is no doubt about a page.
const OF_THE_TOOL: &str = "not-read";

/// What would settle a doubt of each kind.
const SETTLE: &[(&str, &str)] = &[
    ("undated", "the page's address, a capture with its time, or the outlet's archive"),
    ("date-conflict", "the outlet's archive, or an earlier capture of the page"),
    ("speaker-unresolved", "the sentences around the words, or an earlier telling of the same words"),
    ("actor-unresolved", "who held the office on that day"),
    ("no-article", "the page as a browser shows it"),
    ("not-text", "the file that was meant to be saved"),
    ("cut-at-limit", "reading the page with a higher --max-page-bytes"),
    ("internal-error", "a report with this page: it is a defect of the program"),
];

/// The doubts of a page.
pub(crate) fn of(leaf: &Leaf) -> impl Iterator<Item = &Diagnostic> {
    leaf.record.diagnostics.iter().filter(|diagnostic| diagnostic.code != OF_THE_TOOL)
}

pub(crate) fn rows(pile: &Pile) -> Vec<Group> {
    let mut groups: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for leaf in pile.pages() {
        for diagnostic in of(leaf) {
            groups.entry(&diagnostic.code).or_default().push(Row {
                page: leaf.anchor.clone(),
                page_name: short(&leaf.name(), 90),
                message: diagnostic.message.clone(),
                words: diagnostic.span.map(|span| short(leaf.slice(span), 160)),
                warning: diagnostic.severity == avviso_record::Severity::Warning,
            });
        }
    }
    let mut out: Vec<Group> = groups
        .into_iter()
        .map(|(code, rows)| Group {
            code: code.to_owned(),
            settle: SETTLE.iter().find(|(known, _)| *known == code).map_or("", |(_, settle)| settle),
            rows,
        })
        .collect();
    out.sort_by_key(|group| (!group.rows.iter().any(|row| row.warning), group.code.clone()));
    out
}
