//! Rows as they come, and figures as they are shown.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::BufRead as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::python::round4;
use crate::gold;

/// Reads a file of JSON Lines, perhaps gzipped.
pub fn read(path: &Path) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for (i, line) in gold::open(path)?.lines().enumerate() {
        let at = || format!("{}, line {}", path.display(), i + 1);
        let line = line.with_context(at)?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).with_context(at)?);
        }
    }
    Ok(rows)
}

/// The figures of one comparison, in the order in which the script gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(pub Map<String, Value>);

impl Figures {
    /// Gives the figures as JSON, keys sorted.
    pub fn to_json(&self) -> Value {
        let mut all = self.0.clone();
        all.sort_keys();
        for value in all.values_mut() {
            value.sort_all_objects();
        }
        Value::Object(all)
    }

    /// Gives one number by its path in the JSON, like `link.pairs.f1`.
    pub fn number(&self, path: &str) -> Option<f64> {
        let (first, rest) = path.split_once('.')?;
        rest.split('.').try_fold(self.0.get(first)?, |at, key| at.get(key))?.as_f64()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (part, figures) in &self.0 {
            writeln!(f, "[{part}]")?;
            for (name, value) in figures.as_object().into_iter().flatten() {
                writeln!(f, "  {}", line(name, value))?;
                for (name, value) in value.as_object().into_iter().flatten().filter(|(_, it)| it.is_object())
                {
                    writeln!(f, "    {}", line(name, value))?;
                }
            }
        }
        Ok(())
    }
}

/// One line: the name, and its numbers.
fn line(name: &str, value: &Value) -> String {
    let Some(map) = value.as_object() else { return format!("{name} {}", shown(value)) };
    let numbers: Vec<String> = map
        .iter()
        .filter(|(_, it)| !it.is_object())
        .map(|(key, it)| format!("{key}={}", shown(it)))
        .collect();
    format!("{name} {}", numbers.join(" "))
}

/// A value as Python prints it.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| shown(item), |text| format!("'{text}'")))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// A ratio to four decimals; null where there is nothing to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
pub(super) fn ratio(part: u64, whole: u64) -> Value {
    if whole == 0 { Value::Null } else { json!(round4(part as f64 / whole as f64)) }
}

/// Precision, recall and what they are made from.
pub(super) fn prf(tp: u64, system: u64, gold: u64) -> Value {
    json!({"tp": tp, "system": system, "gold": gold,
        "p": ratio(tp, system), "r": ratio(tp, gold), "f1": ratio(2 * tp, system + gold)})
}

/// Counts by name; a name that was never counted is not there.
#[derive(Clone, Debug, Default)]
pub(super) struct Counter(BTreeMap<String, u64>);

impl Counter {
    pub(super) fn add(&mut self, name: &str, by: u64) {
        *self.0.entry(name.to_owned()).or_default() += by;
    }

    pub(super) fn get(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    pub(super) fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// All counts in the order of their names.
    pub(super) fn to_map(&self) -> Map<String, Value> {
        self.0.iter().map(|(name, &count)| (name.clone(), count.into())).collect()
    }
}

/// A value's string; "" where it is none.
pub(super) fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A value's items; none where it is no array.
pub(super) fn items<'a>(row: &'a Value, key: &str) -> &'a [Value] {
    row.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Rows of one kind.
pub(super) fn of_kind<'a>(rows: &'a [Value], kind: &'a str) -> impl Iterator<Item = &'a Value> {
    rows.iter().filter(move |row| text(row, "row") == kind)
}

/// The file name of a source.
pub(super) fn file(source: &str) -> &str {
    source.rsplit(['/', '\\']).next().unwrap_or(source)
}

/// Makes one line of several kinds of counts.
pub(super) fn confusion<'a>(counts: impl Iterator<Item = (&'a (String, String), &'a u64)>) -> Value {
    let mut map = Map::new();
    for ((a, b), count) in counts {
        let mut name = String::new();
        write!(name, "{a}->{b}").expect("memory can be written to");
        map.insert(name, (*count).into());
    }
    Value::Object(map)
}
