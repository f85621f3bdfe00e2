//! The repository's own rules: who may use whom, licences and sources, paths and hosts, sizes. Offline, in seconds.
#![expect(clippy::print_stderr, reason = "a test that leaves something out says so aloud")]
#![expect(clippy::unwrap_used, reason = "a test says what holds by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs a program in the repository's root; gives what it says, or `None` where it fails.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).current_dir(root()).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

fn metadata(arguments: &[&str]) -> Option<Value> {
    let all = [&["metadata", "--offline", "--locked", "--format-version", "1"], arguments].concat();
    run(env!("CARGO"), &all).map(|json| serde_json::from_str(&json).unwrap())
}

/// Reads the table between the markers of docs/architecture.md: crate, and what it may use.
fn allowed_edges(document: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (_, rest) = document.split_once("<!-- dependencies:begin -->").expect("the marker before the table");
    let (table, _) = rest.split_once("<!-- dependencies:end -->").expect("the marker behind the table");
    let names =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|');
            let name = names(cells.next().unwrap_or_default()).remove(0);
            (name, names(cells.next().unwrap_or_default()).into_iter().collect())
        })
        .collect()
}

/// Gives the edges between our crates: what each builds on, and what its tests use besides.
fn edges(metadata: &Value) -> (BTreeMap<String, BTreeSet<String>>, BTreeMap<String, BTreeSet<String>>) {
    let packages = metadata["packages"].as_array().unwrap();
    let (mut built, mut tested) = (BTreeMap::new(), BTreeMap::new());
    for package in packages {
        let name = package["name"].as_str().unwrap().to_owned();
        let of = |dev: bool| -> BTreeSet<String> {
            package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|it| (it["kind"].as_str() == Some("dev")) == dev && it["path"].is_string())
                .map(|it| it["name"].as_str().unwrap().to_owned())
                .collect()
        };
        built.insert(name.clone(), of(false));
        tested.insert(name, of(true));
    }
    (built, tested)
}

#[test]
fn the_table_of_dependencies_is_the_code() {
    let document = fs::read_to_string(root().join("docs/architecture.md")).unwrap();
    let allowed = allowed_edges(&document);
    let (built, tested) = edges(&metadata(&["--no-deps"]).expect("cargo metadata"));
    for (name, uses) in &built {
        // A row may be written before the crate is, not the other way round.
        assert_eq!(allowed.get(name), Some(uses), "{name}: docs/architecture.md and Cargo.toml disagree");
    }
    for (name, uses) in &tested {
        assert!(
            !uses.contains("avviso-eval") && !built.values().any(|uses| uses.contains("avviso-eval")),
            "{name}: nothing may reach avviso-eval"
        );
    }
}

#[test]
fn the_table_is_read_as_it_is_written() {
    let table = "x\n<!-- dependencies:begin -->\n| crate | may use |\n| --- | --- |\n| `a` | |\n| `b` | `a`, `c` |\n\
        <!-- dependencies:end -->";
    let read = allowed_edges(table);
    assert_eq!(read.len(), 2);
    assert!(read["a"].is_empty());
    assert_eq!(read["b"], BTreeSet::from(["a".to_owned(), "c".to_owned()]));
}

const LICENCES: [&str; 11] = [
    "MIT",
    // MIT without its one condition (a parser of addresses under the schema's validator, in tests only).
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
];

/// Says whether an SPDX expression can be kept with allowed licences alone; `/` is the old way to write OR.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    any_of(&mut words) == Some(true) && words.next().is_none()
}

type Words<'a, 'b> = &'a mut std::iter::Peekable<std::str::SplitWhitespace<'b>>;

/// Reads alternatives; `None` where the expression is broken.
fn any_of(words: Words<'_, '_>) -> Option<bool> {
    let mut allowed = all_of(words)?;
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all_of(words)?;
    }
    Some(allowed)
}

fn all_of(words: Words<'_, '_>) -> Option<bool> {
    let mut allowed = one(words)?;
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words)?;
    }
    Some(allowed)
}

fn one(words: Words<'_, '_>) -> Option<bool> {
    let licence = words.next().filter(|word| !matches!(*word, ")" | "AND" | "OR" | "WITH"))?;
    if licence == "(" {
        let allowed = any_of(words)?;
        return words.next_if_eq(&")").map(|_| allowed);
    }
    let whole = match words.next_if_eq(&"WITH") {
        Some(_) => format!("{licence} WITH {}", words.next()?),
        None => licence.to_owned(),
    };
    Some(LICENCES.contains(&whole.as_str()))
}

#[test]
fn expressions_of_licences_are_understood() {
    for right in [
        "MIT",
        "MIT/Apache-2.0",
        "MIT OR Apache-2.0",
        "(Apache-2.0 OR MIT) AND BSD-3-Clause",
        "Unlicense OR MIT",
        "GPL-3.0-only OR MIT",
        "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
    ] {
        assert!(is_allowed(right), "{right}");
    }
    for wrong in [
        "",
        "GPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "MIT OR",
        "(MIT",
        "MIT)",
        "MIT MIT",
        "MPL-2.0",
        "MIT WITH Classpath-exception-2.0",
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "MIT AND (Apache-2.0 AND MPL-2.0)",
    ] {
        assert!(!is_allowed(wrong), "{wrong}");
    }
}

#[test]
fn every_package_is_free_to_use_and_from_the_registry() {
    let metadata = metadata(&[]).or_else(|| {
        let host = run("rustc", &["-vV"])?
            .lines()
            .find_map(|line| line.strip_prefix("host: ").map(str::to_owned))?;
        eprintln!(
            "not every package is at hand: those that only other platforms than {host} use are NOT checked"
        );
        metadata(&["--filter-platform", &host])
    });
    let metadata = metadata.expect("cargo metadata, offline, from the lock file");
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20);
    for package in packages {
        let name = format!("{} {}", package["name"], package["version"]);
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence), "{name}: the licence {licence:?} is not among those that we allow");
        if let Some(source) = package["source"].as_str() {
            assert!(
                source.ends_with("crates.io-index"),
                "{name} comes from {source}: expected the public registry"
            );
        } else {
            let manifest = package["manifest_path"].as_str().unwrap();
            assert!(
                Path::new(manifest).starts_with(root()),
                "{name} lies outside the repository: {manifest}"
            );
        }
    }
}

/// Lists the tracked files; outside a repository (a published archive) there is nothing to look at.
fn tracked() -> Option<Vec<String>> {
    let list = run("git", &["ls-files", "-z"]);
    if list.is_none() {
        eprintln!("this is no git checkout: what is tracked is NOT checked");
    }
    Some(list?.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// What no tracked file may hold. Each is written in two parts, so that this file holds none of them.
fn forbidden() -> Vec<(String, &'static str)> {
    let folders = ["ro|ot/", "wo|rk/", "ho|me/", "Us|ers/", "t|mp/bash"];
    let hosts = [
        "arti|factory",
        "nex|us.",
        "inde|x.crates.io",
        "static.cr|ates.io",
        "proxy.go|lang.org",
        "py|pi.org/simple",
    ];
    let folders = folders.map(|folder| (format!("/{folder}"), "a path of one machine"));
    let hosts = hosts.map(|host| (host.to_owned(), "the host of a package registry"));
    folders.into_iter().chain(hosts).map(|(pattern, why)| (pattern.replace('|', ""), why)).collect()
}

/// Finds a forbidden pattern that begins at the start of a word, so that `/a/network/` is no path of a machine.
fn finds(content: &str, pattern: &str) -> Option<usize> {
    content.match_indices(pattern).map(|(at, _)| at).find(|&at| {
        let before = content.get(..at).and_then(|head| head.chars().next_back());
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '~' | '}'))
    })
}

#[test]
fn no_tracked_file_knows_a_machine() {
    let forbidden = forbidden();
    for path in tracked().unwrap_or_default() {
        let Ok(bytes) = fs::read(root().join(&path)) else { continue };
        let Ok(content) = String::from_utf8(bytes) else { continue };
        for (pattern, why) in &forbidden {
            if let Some(at) = finds(&content, pattern) {
                let line = content.get(..at).unwrap_or_default().lines().count();
                panic!("{path}, line {line}: {pattern:?} is {why}");
            }
        }
    }
}

#[test]
fn forbidden_words_are_found_where_they_stand() {
    let path = forbidden().remove(0).0;
    assert!(finds(&format!("see {path}x"), &path).is_some());
    assert!(finds(&format!("\"{path}x\""), &path).is_some());
    assert!(finds(&format!("square{path}x"), &path).is_none());
    assert!(finds(&path.replace('o', "0"), &path).is_none());
}

/// Files that may be large, each with its reason. A model is committed once, when its format is final.
const LARGE: [&str; 1] = ["crates/avviso-language/models/en_core_web_sm-3.8.0.avm"];

const FILE_BYTES: u64 = 4 << 20;
const CHECKOUT_BYTES: u64 = 60 << 20;

#[test]
fn the_checkout_is_small() {
    let mut total = 0;
    for path in tracked().unwrap_or_default() {
        let Ok(file) = fs::metadata(root().join(&path)) else { continue };
        assert!(
            file.len() <= FILE_BYTES || LARGE.contains(&path.as_str()),
            "{path} has {} bytes: what is over {FILE_BYTES} is named in this test, or left out",
            file.len()
        );
        total += file.len();
    }
    assert!(total <= CHECKOUT_BYTES, "the checkout has {total} bytes: at most {CHECKOUT_BYTES}");
}
