//! The program against the script that defines the figures, and against itself.
#![expect(clippy::print_stderr, reason = "a test that leaves something out says so aloud")]
#![expect(clippy::unwrap_used, reason = "a test says what holds by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use avviso::{Clean, Limits, Page, Reader};
use avviso_record::{
    ActorId, Attribution, AttributionId, CharSpan, Confidence, Diagnostic, Level, Mode, Record,
};
use avviso_record::{At, Evidence, Severity, Stance, line};
use serde_json::{Value, json};

/// A folder that is taken away at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("avviso-eval-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn eval(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_avviso-eval")).args(arguments).args(paths).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn record(name: &str, text: &str) -> Record {
    let limits = Limits::default();
    let page = Page::new(format!("pages/{name}.txt"), text.as_bytes().to_vec(), limits.page_bytes);
    Reader::new(Clean::Verbatim, limits).read(&page)
}

fn lines(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in records {
        line::write(&mut bytes, record).unwrap();
    }
    bytes
}

fn spans(spans: &Value) -> Vec<CharSpan> {
    let pair = |span: &Value| CharSpan::new(position(&span[0]), position(&span[1])).unwrap();
    spans.as_array().into_iter().flatten().map(pair).collect()
}

fn position(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

/// Makes a record say what gold's annotators said, moved and thinned a little, so that every criterion has both hits
/// and misses. All speakers are unknown, which the record says.
fn say(record: &mut Record, attributions: &[Value]) {
    record.attributions.clear();
    record.events.clear();
    record.diagnostics.retain(|it| it.code != "speaker-unresolved");
    let length = u32::try_from(record.text.chars().count()).unwrap();
    let mut said: Vec<Attribution> = attributions
        .iter()
        .enumerate()
        .filter(|(i, _)| i % 7 != 3)
        .map(|(i, gold)| {
            let moved = |role: &str, by: usize| -> Vec<CharSpan> {
                let by = u32::try_from(if i % 3 == 0 { by } else { 0 }).unwrap();
                let mut all: Vec<CharSpan> = spans(&gold[role])
                    .into_iter()
                    .map(|span| {
                        CharSpan::new(
                            (span.start() + by).min(span.end() - 1),
                            (span.end() + by / 2).min(length),
                        )
                    })
                    .map(Result::unwrap)
                    .collect();
                all.sort_unstable();
                all
            };
            let content = moved("content", 9 + i % 40);
            let words: Vec<String> = content.iter().map(|&span| cut(&record.text, span)).collect();
            Attribution {
                id: AttributionId::at(0),
                mode: Mode::Indirect,
                level: Level::Statement,
                source: if i % 5 == 1 { vec![] } else { moved("source", 4) },
                cue: if i % 11 == 1 { vec![] } else { moved("cue", 2) },
                key: avviso_record::key(&words.join(" ")),
                content,
                speakers: vec![],
                addressees: vec![],
                within: None,
                chain: Vec::<Option<ActorId>>::new(),
                stance: Stance::Asserts,
                venue: None,
                medium: None,
                time: None,
                confidence: Confidence::FULL,
                evidence: vec![],
            }
        })
        .collect();
    said.sort_by_key(|it| it.source.iter().chain(&it.cue).chain(&it.content).min().copied());
    for (i, attribution) in said.iter_mut().enumerate() {
        attribution.id = AttributionId::at(i);
        let place = *attribution.cue.first().unwrap_or(&attribution.content[0]);
        attribution.evidence = vec![Evidence { at: At::Text(place), because: "made.up".into(), note: None }];
        record.diagnostics.push(Diagnostic {
            code: "speaker-unresolved".into(),
            severity: Severity::Note,
            message: "made up".into(),
            span: Some(place),
            raw: None,
        });
    }
    record.attributions = said;
}

fn cut(text: &str, span: CharSpan) -> String {
    text.chars().skip(span.start() as usize).take(span.len() as usize).collect()
}

/// Scores records with the program and with the script, and compares every number.
fn compare(scratch: &Scratch, script: &Path, gold: &Path, records: &[Record]) -> Value {
    let records = scratch.write("records.jsonl", lines(records));
    let system = scratch.write("system.jsonl", text(&eval(&["export", "attribution"], &[&records])));
    let (ours, theirs) = (scratch.0.join("ours.json"), scratch.0.join("theirs.json"));
    let ours_said =
        text(&eval(&["score", "attribution", "--all", "--json", ours.to_str().unwrap()], &[gold, &records]));
    let output = Command::new("python3")
        .arg(script)
        .args([gold, &system])
        .args(["--all", "--json", theirs.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(ours_said, text(&output), "what people read");
    let read = |path: &Path| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    assert_eq!(read(&ours), read(&theirs));
    read(&ours)
}

#[test]
fn every_figure_is_the_scripts() {
    let Some(data) = std::env::var_os("AVVISO_DATA").map(PathBuf::from) else {
        eprintln!("SKIPPED: AVVISO_DATA names no folder, figures are NOT compared with the script's");
        return;
    };
    let script = data.join("tools/score_attribution.py");
    let gold = data.join("corpora/polnear/polnear-dev.jsonl.gz");
    if !script.is_file() || !gold.is_file() || Command::new("python3").arg("--version").output().is_err() {
        eprintln!(
            "SKIPPED: the script, its data or python3 is not here, figures are NOT compared with the script's"
        );
        return;
    }
    let scratch = Scratch::new("script");
    let unpacked = avviso_eval::gold::open(&gold).unwrap();
    let articles: Vec<Value> =
        std::io::BufRead::lines(unpacked).map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    // What the library says now.
    let mut records: Vec<Record> = articles
        .iter()
        .map(|article| record(article["id"].as_str().unwrap(), article["text"].as_str().unwrap()))
        .collect();
    compare(&scratch, &script, &gold, &records);
    // What says nearly what people said: every criterion and slice is met and missed. One article is left out.
    for (record, article) in records.iter_mut().zip(&articles) {
        say(record, article["attributions"].as_array().unwrap());
    }
    records.truncate(articles.len() - 1);
    let figures = compare(&scratch, &script, &gold, &records);
    let [best, least] = ["CONTENT50", "SCEX"].map(|name| figures[name]["F1"].as_f64().unwrap());
    assert!(0.5 < best && best < 1.0 && 0.1 < least && least < best, "{figures:#}");
}

const TEXT: &str = "Peace is near, said Ann Lee. Bob Ray doubted it.";

fn gold_line() -> String {
    json!({"id": "x", "text": TEXT, "attributions": [
        {"source": [[20, 27]], "cue": [[15, 19]], "content": [[0, 13]]},
        {"source": [[29, 36]], "cue": [[37, 44]], "content": [[45, 47]]}]})
    .to_string()
}

#[test]
fn records_are_scored_by_the_name_of_their_source() {
    let scratch = Scratch::new("score");
    let gold = scratch.write("gold.jsonl", gold_line());
    let mut page = record("x", TEXT);
    say(
        &mut page,
        &[Value::Null, json!({"source": [], "cue": [[15, 19]], "content": [[0, 13]]})].map(|it| match it {
            Value::Null => json!({"source": [[29, 36]], "cue": [[37, 44]], "content": [[45, 47]]}),
            other => other,
        }),
    );
    assert_eq!(page.check(None), []);
    let records = scratch.write("records.jsonl", lines(&[page.clone()]));
    let json = scratch.0.join("out.json");
    let said = text(&eval(&["score", "attribution", "--json", json.to_str().unwrap()], &[&gold, &records]));
    assert!(said.starts_with("articles 1  gold 2  system 2  dropped 0\nSC50 "), "{said}");
    let figures: Value = serde_json::from_slice(&fs::read(&json).unwrap()).unwrap();
    assert_eq!(figures["SC50"]["system"], 2);
    // A record that breaks a law is not scored.
    page.attributions[0].evidence.clear();
    let records = scratch.write("broken.jsonl", lines(&[page]));
    let output = eval(&["score", "attribution"], &[&gold, &records]);
    assert!(!output.status.success());
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("a fact without evidence") && error.contains("line 1"), "{error}");
}

#[test]
fn texts_are_laid_out_as_they_are() {
    let scratch = Scratch::new("lay");
    let gold = scratch.write("gold.jsonl", gold_line());
    let pages = scratch.0.join("pages");
    let said = text(&eval(&["lay", "attribution", "-o", pages.to_str().unwrap()], &[&gold]));
    assert_eq!(said, "1 pages\n");
    assert_eq!(fs::read_to_string(pages.join("x.txt")).unwrap(), TEXT);
    let outside = scratch.write("outside.jsonl", gold_line().replace("\"x\"", "\"../x\""));
    assert!(!eval(&["lay", "attribution", "-o", pages.to_str().unwrap()], &[&outside]).status.success());
}

#[test]
fn floors_are_judged_aloud() {
    let scratch = Scratch::new("floors");
    let gold = gold_line();
    scratch.write("gold.jsonl", &gold);
    let row = |floor: &str, data: &str| {
        format!(
            "[[floor]]\nkind = \"attribution\"\nfigure = \"SC50.P\"\ndata = \"{data}\"\ndigest = \"{}\"\n\
             command = \"avviso-eval check\"\nfloor = {floor}\ndate = \"2026-11-25\"\n",
            avviso_eval::floors::digest(gold.as_bytes())
        )
    };
    let check = |rows: &str| {
        let floors = scratch.write("floors.toml", rows);
        let mut command = Command::new(env!("CARGO_BIN_EXE_avviso-eval"));
        command.args(["check", "--floors"]).arg(floors).env("AVVISO_DATA", &scratch.0).output().unwrap()
    };
    let output = check(&(row("0.0", "gold.jsonl") + &row("0.0", "missing.jsonl")));
    let said = text(&output);
    assert!(
        said.contains("PASS")
            && said.contains("SKIPPED")
            && said.ends_with("1 floors hold, 0 fell, 1 skipped\n")
    );
    let output = check(&row("1.1", "gold.jsonl"));
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("FAIL"));
}

#[test]
fn the_bench_measures_something() {
    let scratch = Scratch::new("bench");
    let page = scratch.write("page.txt", TEXT);
    let said = text(&eval(&["bench"], &[&page]));
    assert!(said.contains("1 pages, 48 bytes, ") && said.contains("whole process"), "{said}");
}
