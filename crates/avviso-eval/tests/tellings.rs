//! The scorer of tellings against the script that defines its figures.
#![expect(clippy::print_stderr, reason = "a test that leaves something out says so aloud")]
#![expect(
    clippy::unwrap_used,
    clippy::format_collect,
    reason = "a test says what holds by failing; its inputs are small"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use avviso_eval::laid::Scratch;
use serde_json::{Value, json};

fn run(program: impl AsRef<std::ffi::OsStr>, arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Gives the folder of data where it, its script and python3 are here; says aloud what is not.
fn data() -> Option<PathBuf> {
    let Some(data) = std::env::var_os("AVVISO_DATA").map(PathBuf::from) else {
        eprintln!("SKIPPED: AVVISO_DATA names no folder, figures are NOT compared with the script's");
        return None;
    };
    if let Some(lacking) = avviso_eval::laid::lacking(&data) {
        eprintln!("SKIPPED: {lacking}, figures are NOT compared with the script's");
        return None;
    }
    Some(data)
}

/// Scores with both, and compares every byte that people and programs read.
fn compare(data: &Path, scratch: &Path, arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> Value {
    let (ours, theirs) = (scratch.join("ours.json"), scratch.join("theirs.json"));
    let with = |first: &[&dyn AsRef<std::ffi::OsStr>], json: &Path| {
        let mut all: Vec<std::ffi::OsString> = first.iter().map(|it| it.as_ref().to_owned()).collect();
        all.extend(arguments.iter().map(|it| it.as_ref().to_owned()));
        all.extend(["--json".into(), json.as_os_str().to_owned()]);
        all
    };
    let run = |program: &str, arguments: Vec<std::ffi::OsString>| {
        let arguments: Vec<&dyn AsRef<std::ffi::OsStr>> = arguments.iter().map(|it| it as _).collect();
        run(program, &arguments)
    };
    let script = data.join("tools/score_tellings.py");
    let said = run(env!("CARGO_BIN_EXE_avviso-eval"), with(&[&"score", &"tellings"], &ours));
    assert_eq!(said, run("python3", with(&[&script], &theirs)), "what people read");
    let [ours, theirs] = [ours, theirs].map(|path| fs::read_to_string(path).unwrap());
    assert_eq!(ours, theirs, "what programs read");
    serde_json::from_str(&ours).unwrap()
}

fn write(path: &Path, rows: &[Value]) {
    fs::write(path, rows.iter().map(|row| format!("{row}\n")).collect::<String>()).unwrap();
}

fn read(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Spoils rows of a system that knows the truth: every third says something else, some nothing, some too much.
fn spoil(rows: &mut Vec<Value>) {
    for (i, row) in rows.iter_mut().enumerate() {
        match (row["row"].as_str(), i % 7) {
            (Some("copy"), 0) => row["relation"] = json!("rewrite"),
            (Some("copy"), 1) => row["direction"] = json!("undecided"),
            (Some("copy"), 2) => row["direction"] = json!("b_to_a"),
            (Some("copy"), 3) => row["relation"] = json!("quotation"),
            (Some("copy"), 4) => row["relation"] = Value::Null,
            (Some("page"), 0) => row["group"] = Value::Null,
            (Some("page"), 1) => row["group"] = json!("g001"),
            (Some("group"), 0 | 3) => row["origin"] = json!({"name": "THE Straße"}),
            (Some("group"), 1) => row["first"] = Value::Null,
            (Some("passage"), 0 | 1) => {
                row["edits"] =
                    json!([{"kind": "number"}, {"kind": "word"}, {"kind": "added"}, {"kind": "marks"}]);
            }
            (None, 0) => row["status"] = json!("altered"),
            (None, 1) => row["found"] = json!([]),
            (None, 2) => row["earliest"] = Value::Null,
            (None, 3) => row["speaker_agrees"] = Value::Null,
            (None, 4) if row["found"].get(0).is_some() => {
                row["found"][0]["raw"] = json!([[-90, 4000], [0, 120]]);
                row["found"][0]["edits"] = json!([{"kind": "cut", "marked": true}, {"kind": "case"}]);
            }
            (None, 5) if row["found"].get(0).is_some() => {
                // A place that only its page names.
                let page = row["found"][0]["page"].clone();
                row["earliest"] = json!({"page": page, "evidence": []});
            }
            _ => {}
        }
    }
    let mut n = 0;
    rows.retain(|row| {
        n += 1;
        n % 11 != 0 || row["row"] == "page"
    });
}

#[test]
fn every_figure_is_the_scripts() {
    let Some(data) = data() else { return };
    let scratch = Scratch::new("tellings").unwrap();
    let set = scratch.path();
    avviso_eval::laid::tellings(&data, 7, 24, set).unwrap();
    let truth = set.join("truth.jsonl");
    let script = data.join("tools/score_tellings.py");
    run("python3", &[&script, &truth, &"--oracle", &set]);
    let (link, trace) = (set.join("link.jsonl"), set.join("trace.jsonl"));
    let figures = compare(&data, set, &[&truth, &"--link", &link, &"--trace", &trace]);
    assert_eq!(
        (&figures["link"]["pairs"]["f1"], &figures["trace"]["kinds"]["f1"]),
        (&json!(1.0), &json!(1.0))
    );
    // What says nearly the truth: every figure has hits and misses.
    for path in [&link, &trace] {
        let mut rows = read(path);
        spoil(&mut rows);
        write(path, &rows);
    }
    let figures = compare(&data, set, &[&truth, &"--link", &link, &"--trace", &trace]);
    for path in [
        "link.pairs.f1",
        "link.quotation.r",
        "link.relation.strict_share",
        "link.direction.overall",
        "link.groups.f1",
        "link.origins.share",
        "link.edits.grave.f1",
        "trace.status.macro_f1",
        "trace.kinds.f1",
        "trace.span.share",
        "trace.pages.f1",
        "trace.earliest.known_share",
    ] {
        let value = path.split('.').fold(&figures, |at, key| &at[key]).as_f64().unwrap();
        assert!(0.0 < value && value < 1.0, "{path}: {value}: nothing is compared");
    }
    // What says nothing.
    write(&link, &[]);
    write(&trace, &[]);
    compare(&data, set, &[&truth, &"--link", &link, &"--trace", &trace]);
}

#[test]
fn real_pairs_are_scored_as_the_script_does() {
    let Some(data) = data() else { return };
    let scratch = Scratch::new("real").unwrap();
    let side = |name: &str| json!({"page": name, "source": format!("x\\{name}.txt")});
    let copy = |a: &str, b: &str, relation: &str| json!({"row": "copy", "a": side(a), "b": side(b), "relation": relation, "direction": null});
    let table = scratch.path().join("pairs.tsv");
    fs::write(&table, "# pairs\na\tb\trelation\nx_1\ty_1\tcopy\ny_2\tx_2\tquotation\nx_3\tz_3\teither\nx_4\ty_4\tquotation\n").unwrap();
    let link = scratch.path().join("link.jsonl");
    write(
        &link,
        &[
            copy("y_1", "x_1", "excerpt"),
            copy("x_2", "y_2", "quotation"),
            copy("x_3", "z_3", "rewrite"),
            copy("y_4", "x_4", "rewrite"),
            copy("x_5", "x_6", "rewrite"),
        ],
    );
    let figures = compare(&data, scratch.path(), &[&"--real", &table, &"--link", &link]);
    assert_eq!(figures["real"]["quotation"], json!({"gold": 2, "told": 1, "called_copies": 1}));
}

/// Rust's and Python's characters, one by one.
#[test]
fn characters_are_pythons() {
    if data().is_none() {
        return;
    }
    let script = "import re,sys,html\n\
        for i in range(0x110000):\n \
        if 0xd800 <= i < 0xe000: continue\n \
        c = chr(i)\n \
        import unicodedata as u\n \
        if u.category(c) == 'Cn': continue\n \
        print(i, int(c.isspace()), int(bool(re.match(r'\\w', c))), c.casefold().encode('utf-8').hex() or '-')";
    let said = run("python3", &[&"-c", &script]);
    let mut wrong = Vec::new();
    for line in said.lines() {
        let cells: Vec<&str> = line.split(' ').collect();
        let c = char::from_u32(cells[0].parse().unwrap()).unwrap();
        let (space, word, folded) = avviso_eval::score::tellings::character(c);
        let folded: String = folded.bytes().map(|byte| format!("{byte:02x}")).collect();
        if (cells[1] == "1", cells[2] == "1", cells[3]) != (space, word, folded.as_str()) {
            wrong.push(c);
        }
    }
    // Letters that a later Unicode gave a pair or another category.
    assert!(wrong.len() < 40, "{} characters, like {:?}", wrong.len(), &wrong[..20.min(wrong.len())]);
}
