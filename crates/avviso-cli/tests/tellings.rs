//! The small sets of `tests/tellings/` through the binary: pages read, linked and traced, and what must hold of them.
//!
//! All pages are read in one run, then each set is linked and traced from its records. `TELLINGS=part` runs the sets
//! whose names hold `part`. The format of a set stands in `tests/tellings/README.md`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_push_string,
    clippy::format_collect,
    reason = "a test ends where it cannot go on, says what it saw, and builds small texts"
)]

#[path = "tellings/holds.rs"]
mod holds;
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod scratch;
#[path = "tellings/set.rs"]
mod set;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use holds::Seen;
use scratch::Scratch;
use set::Set;

#[test]
fn the_sets_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tellings");
    let part = std::env::var("TELLINGS").unwrap_or_default();
    let sets = set::read_all(&folder, &part);
    assert!(!sets.is_empty(), "no set's name holds {part:?}");
    let scratch = Scratch::new("tellings");
    let records = read(&scratch, &sets);
    let mut broken = Vec::new();
    let mut lines = 0;
    for set in &sets {
        lines += set.holds.len();
        let file = format!("{}.jsonl", set.name);
        scratch.write(&file, records.get(&set.name).map(|it| it.join("\n")).unwrap_or_default());
        let seen = see(&scratch, set, &file);
        broken.extend(holds::broken(set, &seen));
    }
    let sets_broken = {
        let mut names: Vec<&str> =
            broken.iter().map(|it: &String| it.split(':').next().unwrap_or("")).collect();
        names.dedup();
        names.len()
    };
    let told = format!(
        "{} of {} sets hold; {} of {lines} lines do not:\n{}",
        sets.len() - sets_broken,
        sets.len(),
        broken.len(),
        broken.join("\n")
    );
    assert!(broken.is_empty(), "{told}");
}

/// Lays all pages below a folder a set and reads them in one run: the records by set.
fn read(scratch: &Scratch, sets: &[Set]) -> BTreeMap<String, Vec<String>> {
    for set in sets {
        for page in &set.pages {
            scratch.write(Path::new("pages").join(&set.name).join(&page.file), &page.bytes);
        }
    }
    let ran = scratch.run(["read", "pages"]).well();
    let mut records: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in ran.stdout.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let source = record["page"]["source"].as_str().unwrap();
        let name = source.split('/').nth(1).unwrap();
        records.entry(name.to_owned()).or_default().push(line.to_owned());
    }
    records
}

/// Links the pages of a set, and traces its quotations.
fn see(scratch: &Scratch, set: &Set, file: &str) -> Seen {
    let rows = |output: &str| output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let records = std::fs::read_to_string(scratch.path().join(file)).unwrap();
    let records = records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let picture = rows(&scratch.run(["link", file]).well().stdout);
    let queries = holds::queries(set);
    let traced = if queries.is_empty() {
        Vec::new()
    } else {
        let lines: Vec<String> = queries.iter().map(Value::to_string).collect();
        let file_of_queries = format!("{}.queries.jsonl", set.name);
        scratch.write(&file_of_queries, lines.join("\n") + "\n");
        let ran = scratch.run(["trace", "--file", &file_of_queries, file]);
        assert!(matches!(ran.status, Some(0 | 1)) && ran.stderr.is_empty(), "{}: {ran:?}", set.name);
        rows(&ran.stdout)
    };
    Seen { records, picture, traced }
}
