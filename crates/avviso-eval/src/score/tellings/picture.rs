//! A system's picture by file name: groups, copies, and the kinds of edits of each pair of pages.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::Value;

use super::rows::{file, items, of_kind, text};

/// Two pages, the one whose name is smaller first.
pub(super) type Pair = (String, String);

/// What a system says of a pair: relation (none: null) and direction, turned to the pair's order.
pub(super) struct Said {
    pub(super) relation: Option<String>,
    pub(super) direction: String,
}

pub(super) struct Picture<'a> {
    /// Page to the id of its group.
    pub(super) group_of: BTreeMap<String, Option<String>>,
    /// Group rows by id.
    pub(super) groups: BTreeMap<String, &'a Value>,
    /// The first copy row of each pair.
    pub(super) copies: BTreeMap<Pair, Said>,
    /// Kinds of edits of each pair's passages, turned to the pair's order.
    pub(super) edits: BTreeMap<Pair, Vec<String>>,
    /// First page of each group.
    pub(super) first: BTreeMap<String, Option<String>>,
}

/// A direction seen from the other side.
pub(super) fn flip(direction: &str) -> &str {
    match direction {
        "a_to_b" => "b_to_a",
        "b_to_a" => "a_to_b",
        other => other,
    }
}

/// A kind of edit seen from the other side.
fn swap(kind: &str) -> &str {
    match kind {
        "cut" => "added",
        "added" => "cut",
        other => other,
    }
}

/// Whether a relation joins two pages to a group.
pub(super) fn joins(relation: Option<&str>) -> bool {
    matches!(relation, Some("republication" | "excerpt" | "rewrite" | "common_source"))
}

impl<'a> Picture<'a> {
    /// Sorts a system's rows; with `known`, a page that it does not hold is an error.
    pub(super) fn new(rows: &'a [Value], known: Option<&dyn Fn(&str) -> bool>) -> Result<Self> {
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        let (mut group_of, mut groups) = (BTreeMap::new(), BTreeMap::new());
        for row in of_kind(rows, "page") {
            let file = file(text(row, "source"));
            if known.is_some_and(|known| !known(file)) {
                bail!("page {file} is not in the truth");
            }
            ids.entry(text(row, "page")).or_insert(file);
            let group = row.get("group").and_then(Value::as_str).filter(|id| !id.is_empty());
            group_of.insert(file.to_owned(), group.map(str::to_owned));
        }
        for row in of_kind(rows, "group") {
            groups.insert(text(row, "id").to_owned(), row);
        }
        let (mut copies, mut edits) = (BTreeMap::new(), BTreeMap::<Pair, Vec<String>>::new());
        for row in rows {
            let kind = text(row, "row");
            if !matches!(kind, "copy" | "passage") {
                continue;
            }
            let side = |key: &str| -> Result<String> {
                let side = &row[key];
                match (text(side, "source"), ids.get(text(side, "page"))) {
                    ("", Some(file)) => Ok((*file).to_owned()),
                    ("", None) => bail!("{side:?} names no page of the picture"),
                    (source, _) => Ok(file(source).to_owned()),
                }
            };
            let (a, b) = (side("a")?, side("b")?);
            let turned = a >= b;
            let key = if turned { (b, a) } else { (a, b) };
            if kind == "copy" {
                let direction =
                    Some(text(row, "direction")).filter(|it| !it.is_empty()).unwrap_or("undecided");
                copies.entry(key).or_insert_with(|| Said {
                    relation: row.get("relation").and_then(Value::as_str).map(str::to_owned),
                    direction: if turned { flip(direction) } else { direction }.to_owned(),
                });
            } else {
                let kinds = items(row, "edits").iter().map(|edit| text(edit, "kind"));
                let kinds = kinds.map(|kind| if turned { swap(kind) } else { kind }.to_owned());
                edits.entry(key).or_default().extend(kinds);
            }
        }
        let first = groups
            .iter()
            .map(|(id, row)| (id.clone(), ids.get(text(row, "first")).map(|file| (*file).to_owned())))
            .collect();
        Ok(Self { group_of, groups, copies, edits, first })
    }

    /// What is said of a pair.
    pub(super) fn relation(&self, pair: &Pair) -> Option<&str> {
        self.copies.get(pair)?.relation.as_deref()
    }
}
