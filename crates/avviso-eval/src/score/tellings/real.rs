//! Real pairs, read by eye: which articles of two publishers copy, and which only quote the same words.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::{Value, json};

use super::picture::{Pair, Picture, joins};
use super::rows::prf;

/// Scores a picture against a table of pairs: `a`, `b`, relation, parted by tabs.
///
/// "copy" must be told, "quotation" must not be called a copy, "either" is free. Pairs of one publisher (the name's
/// part before the first `_`) are free.
///
/// # Errors
/// A row that names no page.
pub fn score_real(table: &str, rows: &[Value]) -> Result<Value> {
    let mut truth: BTreeMap<Pair, &str> = BTreeMap::new();
    for line in table.lines() {
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("a\t") {
            continue;
        }
        let mut cells = line.split('\t');
        if let (Some(a), Some(b), Some(relation)) = (cells.next(), cells.next(), cells.next()) {
            truth.insert(sorted(a, b), relation);
        }
    }
    let got = Picture::new(rows, None)?;
    let mut said: BTreeMap<Pair, Option<&str>> = BTreeMap::new();
    for ((a, b), copy) in &got.copies {
        let (a, b) = (bare(a), bare(b));
        let publisher = |name: &str| name.split('_').next().unwrap_or_default().to_owned();
        if publisher(a) != publisher(b) {
            said.insert(sorted(a, b), copy.relation.as_deref());
        }
    }
    let copies: BTreeSet<&Pair> = said
        .iter()
        .filter(|(pair, relation)| joins(**relation) && truth.get(*pair) != Some(&"either"))
        .map(|(pair, _)| pair)
        .collect();
    let of = |wanted: &str| -> BTreeSet<&Pair> {
        truth.iter().filter(|(_, relation)| **relation == wanted).map(|(pair, _)| pair).collect()
    };
    let (gold, quotes) = (of("copy"), of("quotation"));
    let told = quotes.iter().filter(|pair| said.get(**pair) == Some(&Some("quotation"))).count();
    let mut unlisted: Vec<String> =
        copies.iter().filter(|pair| !truth.contains_key(**pair)).map(|(a, b)| format!("{a} {b}")).collect();
    unlisted.sort();
    unlisted.truncate(20);
    let both = |a: &BTreeSet<&Pair>, b: &BTreeSet<&Pair>| a.intersection(b).count() as u64;
    Ok(json!({
        "pairs": prf(both(&copies, &gold), copies.len() as u64, gold.len() as u64),
        "quotation": {"gold": quotes.len(), "told": told, "called_copies": both(&quotes, &copies)},
        "unlisted_copies": unlisted,
    }))
}

fn sorted(a: &str, b: &str) -> Pair {
    let (a, b) = if a <= b { (a, b) } else { (b, a) };
    (a.to_owned(), b.to_owned())
}

/// A file's name without the ending of a page.
fn bare(file: &str) -> &str {
    file.strip_suffix(".txt").or_else(|| file.strip_suffix(".html")).unwrap_or(file)
}
