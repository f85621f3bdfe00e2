//! What the program says of itself.

use crate::scratch::Scratch;

const COMMANDS: [&str; 11] = [
    "read",
    "dossier",
    "explain",
    "check",
    "parse",
    "model",
    "schema",
    "passes",
    "version",
    "completions",
    "man",
];

#[test]
fn every_help_begins_with_examples() {
    let scratch = Scratch::new("help");
    let mut calls: Vec<Vec<&str>> = vec![vec!["--help"], vec!["-h"]];
    calls.extend(COMMANDS.map(|command| vec![command, "--help"]));
    calls.push(vec!["model", "convert", "--help"]);
    for call in calls {
        let ran = scratch.run(&call).well();
        assert!(ran.stdout.starts_with("Examples:\n  avviso "), "{call:?}: {}", ran.stdout);
    }
    insta::assert_snapshot!("short_help", scratch.run(["-h"]).well().stdout);
}

#[test]
fn the_schema_is_the_committed_one() {
    let scratch = Scratch::new("schema");
    let said: serde_json::Value = serde_json::from_str(&scratch.run(["schema"]).well().stdout).unwrap();
    assert_eq!(said, avviso_record::schema());
}

#[test]
fn passes_are_listed() {
    let scratch = Scratch::new("passes");
    let table = scratch.run(["passes"]).well().stdout;
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&scratch.run(["passes", "--format", "json"]).well().stdout).unwrap();
    assert_eq!(table.lines().count(), rows.len() + 1);
    assert!(rows.iter().any(|row| row["gives"] == "attributions"));
}

#[test]
fn the_version_repeats_a_record() {
    let scratch = Scratch::new("version");
    scratch.write("a.txt", "Words of a page.");
    let said: serde_json::Value =
        serde_json::from_str(&scratch.run(["version", "--json"]).well().stdout).unwrap();
    let tool = scratch.run(["read", "a.txt"]).records().remove(0).tool;
    assert_eq!(said["version"], tool.version);
    assert_eq!(said["knowledge"].as_str(), tool.knowledge.as_deref());
    assert_eq!(said["format"], avviso_record::FORMAT);
    assert_eq!(scratch.run(["--version"]).well().stdout, format!("avviso {}\n", tool.version));
}

#[test]
fn completions_and_manual_are_written() {
    let scratch = Scratch::new("completions");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(scratch.run(["completions", shell]).well().stdout.contains("max-page-bytes"), "{shell}");
    }
    assert!(scratch.run(["man"]).well().stdout.contains(".TH avviso"));
    assert!(scratch.run(["man", "read"]).well().stdout.contains("max\\-page\\-bytes"));
}
