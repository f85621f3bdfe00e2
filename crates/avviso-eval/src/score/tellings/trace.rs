//! The figures of `avviso trace`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::python::{self, round4};
use super::rows::{Counter, confusion, file, items, of_kind, prf, ratio, text};

const STATUS: [&str; 4] = ["verbatim", "cut", "altered", "absent"];

/// Scores traced quotations against the truth; `folder` holds the pages.
///
/// # Errors
/// None of its own: a page that is not in the folder has no words.
pub fn score_trace(truth: &[Value], rows: &[Value], folder: &Path) -> Result<Value> {
    let files: BTreeSet<&str> = of_kind(truth, "page").map(|row| text(row, "file")).collect();
    let mut got: BTreeMap<&str, &Value> = BTreeMap::new();
    for row in rows {
        got.entry(text(row, "id")).or_insert(row);
    }
    let mut tally =
        Tally { raw: Raw { folder: folder.to_owned(), bytes: BTreeMap::new() }, ..Tally::default() };
    let none = json!({"status": "none", "found": []});
    for query in of_kind(truth, "query") {
        tally.add(query, got.get(text(query, "id")).copied().unwrap_or(&none), &files);
    }
    Ok(tally.figures())
}

#[derive(Default)]
struct Tally {
    raw: Raw,
    /// (truth's, system's) status.
    status: BTreeMap<(String, String), u64>,
    false_found: Counter,
    kinds: [u64; 3],
    by_kind: BTreeMap<String, [u64; 3]>,
    same: Counter,
    mark: Counter,
    span: Counter,
    pages: [u64; 3],
    early: Counter,
    talk: Counter,
}

impl Tally {
    fn add(&mut self, query: &Value, row: &Value, files: &BTreeSet<&str>) {
        let is = |key: &str| query[key] == true;
        let (wanted, op) = (text(query, "status"), text(query, "op"));
        let found: Vec<&Value> =
            items(row, "found").iter().filter(|it| files.contains(file(text(it, "source")))).collect();
        let said = text(row, "status");
        if !is("loose") {
            *self.status.entry((wanted.to_owned(), said.to_owned())).or_default() += 1;
        } else if op == "format" {
            let first = found.first().map_or(&[][..], |it| items(it, "edits"));
            self.same.add("queries", 1);
            self.same.add("as_number", u64::from(first.iter().any(|edit| text(edit, "kind") == "number")));
        }
        let hold: BTreeMap<&str, &Value> =
            items(query, "found").iter().map(|it| (text(it, "file"), it)).collect();
        let mine: BTreeSet<&str> = found
            .iter()
            .map(|it| file(text(it, "source")))
            .filter(|file| !items(query, "maybe").iter().any(|it| it == file))
            .collect();
        self.pages[0] += mine.iter().filter(|file| hold.contains_key(**file)).count() as u64;
        self.pages[1] += mine.len() as u64;
        self.pages[2] += hold.len() as u64;
        if wanted == "absent" {
            self.false_found.add(op, 1);
            self.false_found
                .add(&format!("{op} found"), u64::from(STATUS.get(..3).is_some_and(|it| it.contains(&said))));
            return;
        }
        self.span.add("gold", 1);
        let best = found.first().and_then(|&it| Some((it, *hold.get(file(text(it, "source")))?)));
        if let Some((best, holder)) = best {
            self.best(query, best, holder);
        }
        self.earliest(query, row, &found);
        if !query["speaker_agrees"].is_null() {
            self.talk.add("asked", 1);
            let agrees = row.get("speaker_agrees").unwrap_or(&Value::Null);
            self.talk.add("right", u64::from(*agrees == query["speaker_agrees"]));
        }
    }

    /// Counts the first found page, which is one of the truth's.
    fn best(&mut self, query: &Value, best: &Value, holder: &Value) {
        let is = |key: &str| query[key] == true;
        let mut a = Counter::default();
        let mut b = Counter::default();
        for word in python::words(text(holder, "words")) {
            a.add(&word, 1);
        }
        for word in self.raw.words(text(holder, "file"), items(best, "raw")) {
            b.add(&word, 1);
        }
        let shared: u64 = a.to_map().keys().map(|word| a.get(word).min(b.get(word))).sum();
        self.span.add("page", 1);
        self.span.add("tp", u64::from(10 * shared >= 4 * (a.total() + b.total())));
        let changed = matches!(text(query, "status"), "cut" | "altered");
        if changed && !is("stitched") && !is("loose") && holder["loose"] != true {
            let x: BTreeSet<&str> = items(holder, "kinds").iter().filter_map(Value::as_str).collect();
            let y: BTreeSet<&str> = items(best, "edits")
                .iter()
                .map(|edit| text(edit, "kind"))
                .filter(|kind| !matches!(*kind, "marks" | "case"))
                .collect();
            for kind in x.union(&y) {
                let (in_x, in_y) = (x.contains(kind), y.contains(kind));
                let by = self.by_kind.entry((*kind).to_owned()).or_default();
                for (i, counted) in [in_x && in_y, in_y, in_x].into_iter().enumerate() {
                    self.kinds[i] += u64::from(counted);
                    by[i] += u64::from(counted);
                }
            }
        }
        if let (Some(marked), true) = (query["marked"].as_bool(), text(query, "op").starts_with("cut"))
            && let Some(cut) = items(best, "edits").iter().find(|edit| text(edit, "kind") == "cut")
        {
            self.mark.add("cuts", 1);
            self.mark.add("right", u64::from((cut.get("marked") == Some(&Value::Bool(true))) == marked));
        }
    }

    fn earliest(&mut self, query: &Value, row: &Value, found: &[&Value]) {
        let said = row.get("earliest").filter(|it| !it.is_null());
        let source = said.and_then(|said| {
            Some(text(said, "source")).filter(|source| !source.is_empty()).or_else(|| {
                let same = found.iter().find(|it| it.get("page") == said.get("page"))?;
                Some(text(same, "source"))
            })
        });
        let accept = items(query, "accept_earliest");
        let word = match source.map(file) {
            None if accept.contains(&Value::Null) => "silent_rightly",
            None => "silent_though_known",
            Some(file) if accept.iter().any(|it| it == file) => "right",
            Some(_) => "wrong",
        };
        self.early.add(word, 1);
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    fn figures(&self) -> Value {
        let of =
            |a: &str, b: &str| self.status.get(&(a.to_owned(), b.to_owned())).copied().unwrap_or_default();
        let n: u64 = self.status.values().sum();
        let right: u64 = STATUS.into_iter().map(|it| of(it, it)).sum();
        let mut status = Map::new();
        status.insert("queries".into(), n.into());
        status.insert("right".into(), right.into());
        status.insert("accuracy".into(), ratio(right, n));
        let mut sum = 0.0;
        for word in STATUS {
            let system = self.status.iter().filter(|((_, b), _)| b == word).map(|(_, n)| n).sum();
            let gold = self.status.iter().filter(|((a, _), _)| a == word).map(|(_, n)| n).sum();
            let row = prf(of(word, word), system, gold);
            sum += row["f1"].as_f64().unwrap_or_default();
            status.insert(word.to_owned(), row);
        }
        status.insert("macro_f1".into(), json!(round4(sum / STATUS.len() as f64)));
        status.insert("confusion".into(), confusion(self.status.iter()));
        let ff = &self.false_found;
        let found = ["absent found", "absent_hard found"].map(|name| ff.get(name));
        let asked = ["absent", "absent_hard"].map(|name| ff.get(name));
        let mut kinds = prf(self.kinds[0], self.kinds[1], self.kinds[2]);
        kinds["by_kind"] = json!(self.by_kind);
        let (mark, span, talk, early) = (&self.mark, &self.span, &self.talk, &self.early);
        let known = early.get("right") + early.get("silent_though_known") + early.get("wrong");
        let mut earliest = early.to_map();
        earliest.insert("wrong_share".into(), ratio(early.get("wrong"), early.total()));
        earliest.insert("known_share".into(), ratio(early.get("right"), known));
        json!({
            "status": status,
            "false_found": {"absent": [found[0], asked[0]], "hard": [found[1], asked[1]],
                "share": ratio(found[0] + found[1], asked[0] + asked[1])},
            "kinds": kinds,
            "same_value": {"queries": self.same.get("queries"), "as_number": self.same.get("as_number")},
            "marked": {"cuts": mark.get("cuts"), "right": mark.get("right"),
                "share": ratio(mark.get("right"), mark.get("cuts"))},
            "span": {"present": span.get("gold"), "page": span.get("page"), "tp": span.get("tp"),
                "share": ratio(span.get("tp"), span.get("gold"))},
            "pages": prf(self.pages[0], self.pages[1], self.pages[2]),
            "earliest": earliest,
            "speaker": {"asked": talk.get("asked"), "right": talk.get("right"),
                "share": ratio(talk.get("right"), talk.get("asked"))},
        })
    }
}

/// Words under raw spans of a page.
#[derive(Default)]
struct Raw {
    folder: PathBuf,
    bytes: BTreeMap<String, Vec<u8>>,
}

impl Raw {
    fn words(&mut self, file: &str, spans: &[Value]) -> Vec<String> {
        let folder = &self.folder;
        let bytes = self
            .bytes
            .entry(file.to_owned())
            .or_insert_with(|| fs::read(folder.join(file)).unwrap_or_default());
        let parts: Vec<String> = spans
            .iter()
            .filter_map(|span| {
                let range = python::slice(span.get(0)?.as_i64()?, span.get(1)?.as_i64()?, bytes.len());
                Some(String::from_utf8_lossy(bytes.get(range)?).into_owned())
            })
            .collect();
        let text = parts.join(" ");
        if Path::new(file).extension().is_some_and(|it| it == "html") {
            python::words(&python::unescape(&python::without_tags(&text)))
        } else {
            python::words(&text)
        }
    }
}
