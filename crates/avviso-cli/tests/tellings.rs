//! The small sets of `tests/tellings/`: pages read, linked and traced, and what must hold of them.
//!
//! All pages are read in one run of the program, as the files that a person would have; then each set is linked and
//! traced by the library from its records, which is what the program does and saves a process a set. `TELLINGS=part` runs the sets
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

use avviso_picture::link::Linker;
use avviso_picture::trace::{Options, Tracer};
use avviso_record::Record;
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
        let seen = see(set, records.get(&set.name).map_or(&[], Vec::as_slice));
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
fn read(scratch: &Scratch, sets: &[Set]) -> BTreeMap<String, Vec<Record>> {
    for set in sets {
        for page in &set.pages {
            scratch.write(Path::new("pages").join(&set.name).join(&page.file), &page.bytes);
        }
    }
    let ran = scratch.run(["read", "pages"]).well();
    let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for record in ran.records() {
        let name = record.page.source.split('/').nth(1).unwrap().to_owned();
        records.entry(name).or_default().push(record);
    }
    records
}

/// Links the pages of a set, and traces its quotations.
fn see(set: &Set, records: &[Record]) -> Seen {
    let mut linker = Linker::new();
    for record in records {
        linker.add(record);
    }
    let tool = records.first().unwrap_or_else(|| panic!("{}: no pages", set.name)).tool.clone();
    let picture = linker.picture(tool);
    let tracer = Tracer::new(holds::queries(set), Options::default());
    let traced = tracer.finish(records.iter().map(|record| tracer.look(record)).collect());
    let value = |row: Result<Value, serde_json::Error>| row.unwrap();
    Seen {
        records: records.iter().map(|row| value(serde_json::to_value(row))).collect(),
        picture: picture.iter().map(|row| value(serde_json::to_value(row))).collect(),
        traced: traced.iter().map(|row| value(serde_json::to_value(row))).collect(),
    }
}
