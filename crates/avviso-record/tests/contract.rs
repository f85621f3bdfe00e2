//! The contract's example, the committed schema and the field list: each derived from the types, each kept true here.
//!
//! `UPDATE=1 cargo test -p avviso-record --test contract` writes the derived files anew.
#![expect(clippy::disallowed_methods, reason = "a test reads and writes the committed files")]

use std::fmt::Write as _;
use std::path::PathBuf;

use avviso_record::{Record, schema};
use serde_json::Value;

const PAGE: &[u8] = include_bytes!("example/page.txt");
const RECORD: &str = include_str!("example/record.json");

fn example() -> Record {
    serde_json::from_str(RECORD).unwrap()
}

#[test]
fn the_example_is_read_and_written_back_equal() {
    let record = example();
    let written: Value = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
    let given: Value = serde_json::from_str(RECORD).unwrap();
    assert_eq!(written, given);
    assert!(record.more.is_empty());
}

#[test]
fn the_example_keeps_the_laws() {
    assert_eq!(example().check(Some(PAGE)), []);
    assert_eq!(example().check(None), []);
}

#[test]
fn the_example_keeps_the_schema() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let given: Value = serde_json::from_str(RECORD).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&given).map(|error| format!("{}: {error}", error.instance_path)).collect();
    assert_eq!(errors, [""; 0]);
    // The validator is no yes-sayer.
    for (field, wrong) in [
        ("/format", Value::from("avviso-record/2")),
        ("/attributions/0/content", Value::Array(vec![])),
        ("/events/0/evidence", Value::Array(vec![])),
        ("/regions/0/kind", Value::from("titel")),
        ("/actors/0/country", Value::from("nor")),
        ("/places/0/confidence", Value::from(1.5)),
        ("/article/published/from", Value::from("March")),
        ("/sentences/0", serde_json::json!([1])),
        ("/article/title/evidence/0", serde_json::json!({"because": "nowhere"})),
    ] {
        let mut broken = given.clone();
        *broken.pointer_mut(field).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{field}");
    }
}

#[test]
fn what_later_versions_add_is_kept() {
    let mut later: Value = serde_json::from_str(RECORD).unwrap();
    later["weather"] = serde_json::json!({"sky": "grey"});
    let record: Record = serde_json::from_value(later.clone()).unwrap();
    assert_eq!(record.check(Some(PAGE)), []);
    assert_eq!(serde_json::to_value(&record).unwrap(), later);
    assert!(jsonschema::draft202012::is_valid(&schema(), &later));
}

#[test]
fn the_committed_schema_is_the_types() {
    keep("schema/record-1.json", &format!("{:#}\n", schema()));
}

#[test]
fn the_field_list_is_the_schema() {
    keep("docs/fields.md", &field_list(&schema()));
}

/// Compares a committed file with what it is made from; writes it where `UPDATE` is set.
fn keep(path: &str, content: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, content).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == content,
        "{path} is stale: run UPDATE=1 cargo test -p avviso-record --test contract, and commit what it writes"
    );
}

/// Draws the schema as the list of fields that people read.
fn field_list(schema: &Value) -> String {
    let mut out = String::from(
        "<!-- Written by crates/avviso-record/tests/contract.rs from the types: change their comments, not this file. -->\n\
         # The fields of a record\n\n\
         One page, one record; one record, one line of JSON. The schema is `schema/record-1.json`.\n",
    );
    section(&mut out, "Record", schema);
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        section(&mut out, name, definition);
    }
    out
}

fn section(out: &mut String, name: &str, definition: &Value) {
    let description = definition["description"].as_str().unwrap();
    write!(out, "\n## {name}\n\n{}\n\n", description.replace("\n\n", "\n")).unwrap();
    if let Some(fields) = definition["properties"].as_object() {
        let required: Vec<&str> =
            definition["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        out.push_str("| field | type | meaning |\n| --- | --- | --- |\n");
        for (field, shape) in fields {
            let absent = if required.contains(&field.as_str()) { "" } else { ", or absent" };
            let meaning =
                shape["description"].as_str().unwrap_or_else(|| panic!("{name}.{field} is not described"));
            writeln!(out, "| `{field}` | {}{absent} | {} |", type_of(shape), meaning.replace('\n', " "))
                .unwrap();
        }
    } else if let Some(words) = definition["oneOf"].as_array() {
        out.push_str("| word | meaning |\n| --- | --- |\n");
        for word in words {
            let meaning = word["description"].as_str().unwrap_or_else(|| panic!("{word} is not described"));
            writeln!(out, "| `{}` | {meaning} |", word["const"].as_str().unwrap()).unwrap();
        }
    } else {
        let mut shape = definition.as_object().unwrap().clone();
        shape.remove("description");
        writeln!(out, "JSON: {}", type_of(&Value::Object(shape))).unwrap();
    }
}

/// Names the type of a field in words.
fn type_of(shape: &Value) -> String {
    if let Some(reference) = shape["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(fixed) = shape.get("const") {
        return format!("always `{fixed}`");
    }
    if let Some(any) = shape["anyOf"].as_array() {
        return any.iter().map(type_of).collect::<Vec<_>>().join(" or ");
    }
    let name = |kind: &Value| match kind.as_str().unwrap() {
        "array" => format!("list of {}", type_of(&shape["items"])),
        "integer" => "whole number".to_owned(),
        "boolean" => "true or false".to_owned(),
        other => other.to_owned(),
    };
    let mut text = match &shape["type"] {
        Value::Array(kinds) => kinds.iter().map(name).collect::<Vec<_>>().join(" or "),
        kind @ Value::String(_) => name(kind),
        other => panic!("a field without a type: {other} in {shape}"),
    };
    let bounds = shape.as_object().unwrap();
    if let Some(pattern) = bounds.get("pattern") {
        write!(text, " like `{}`", pattern.as_str().unwrap().replace('|', "\\|")).unwrap();
    }
    if let (Some(least), Some(most)) = (bounds.get("minimum"), bounds.get("maximum"))
        && most.as_u64() != Some(u64::from(u32::MAX))
    {
        write!(text, " from {least} to {most}").unwrap();
    }
    text
}
