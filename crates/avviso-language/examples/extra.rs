//! Runs extra components beside a model and compares with spaCy: `extra MODEL EXTRA GOLDEN.jsonl`, the last two made by
//! `training/extra_component.py` and `convert`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool, not the library")]

use std::error::Error;

use avviso_language::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("usage: extra MODEL EXTRA GOLDEN.jsonl");
    let mut pipeline = Pipeline::from_bytes(&std::fs::read(next()?)?)?;
    pipeline.add_components(&std::fs::read(next()?)?)?;
    let (mut tokens, mut tags_equal, mut names, mut names_equal) = (0, 0, 0, 0);
    for line in std::fs::read_to_string(next()?)?.lines() {
        let golden: serde_json::Value = serde_json::from_str(line)?;
        let doc = pipeline.parse(golden["text"].as_str().unwrap_or_default());
        let tags = doc.extra_tags("speakers").ok_or("no component `speakers`")?;
        for (at, tag) in tags.enumerate() {
            tokens += 1;
            tags_equal += usize::from(golden["speakers"][at] == *tag);
        }
        let here: Vec<serde_json::Value> = doc
            .extra_entities("ships")
            .ok_or("no component `ships`")?
            .map(|name| serde_json::json!([name.start(), name.end(), name.label()]))
            .collect();
        let theirs = golden["ships"].as_array().cloned().unwrap_or_default();
        names += theirs.len().max(here.len());
        names_equal += theirs.iter().filter(|name| here.contains(name)).count();
    }
    println!("tags {tags_equal} equal of {tokens}, names {names_equal} equal of {names}");
    Ok(())
}
