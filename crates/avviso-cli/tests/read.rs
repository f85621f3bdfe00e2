//! `avviso read`: what is read, in which order, and in which form it comes out.

use std::fs;

use crate::scratch::{PAGE, Scratch, TEXT};

fn sources(ran: &crate::scratch::Ran) -> Vec<String> {
    ran.records().into_iter().map(|record| record.page.source).collect()
}

#[test]
fn a_page_gives_one_line() {
    let scratch = Scratch::new("one-line");
    scratch.write("page.html", PAGE);
    let ran = scratch.run(["read", "page.html"]).well();
    assert_eq!(ran.stdout.lines().count(), 1);
    let [record] = ran.records().try_into().unwrap();
    assert_eq!(record.page.source, "page.html");
    assert_eq!(record.page.bytes, PAGE.len() as u64);
    assert_eq!(record.page.media_type, "text/html");
    assert_eq!(record.article.title.unwrap().value, "Harbour of Elsmouth stays open");
    assert_eq!(record.article.published.unwrap().from.unwrap().day(), "1998-05-04");
    assert!(record.text.contains("“We keep every quay,” the ministry said."));
    assert!(!record.text.contains("Leave a reply") && !record.text.contains("Home"));
}

#[test]
fn a_folder_is_read_in_byte_order_of_path_without_hidden_files() {
    let scratch = Scratch::new("folder");
    for name in
        ["b.txt", "a/z.txt", "a.txt", "a-b.txt", "a/b/c.txt", "Z.txt", ".hidden.txt", ".h/x.txt", "a/.y"]
    {
        scratch.write(format!("pages/{name}"), TEXT);
    }
    let ran = scratch.run(["read", "pages"]).well();
    let wanted = ["Z.txt", "a-b.txt", "a.txt", "a/b/c.txt", "a/z.txt", "b.txt"];
    assert_eq!(sources(&ran), wanted.map(|name| format!("pages/{name}")));
    // Named, a hidden file is read; and paths come in the order of the call.
    let ran = scratch.run(["read", "pages/b.txt", "pages/.hidden.txt"]).well();
    assert_eq!(sources(&ran), ["pages/b.txt", "pages/.hidden.txt"]);
}

#[test]
fn json_lines_hold_pages_and_records() {
    let scratch = Scratch::new("json-lines");
    scratch.write("page.html", PAGE);
    let record = scratch.run(["read", "page.html"]).well().stdout;
    // Knowledge of another time: were the record computed again, this would change.
    let record = record.replace(env!("CARGO_PKG_VERSION"), "9.9.9");
    let page = serde_json::json!({"html": PAGE, "url": "https://elsmouth.example/a", "date": "1998-05-04"});
    let text = serde_json::json!({"text": TEXT});
    let lines = format!("{page}\n\n{record}{text}\n{{\"else\": 1}}\n[1, 2]\n");
    scratch.write("lines.any", &lines);
    let ran = scratch.run(["read", "lines.any"]).well();
    let records = ran.records();
    let start = |part: &str| lines.rfind(part).unwrap();
    assert_eq!(
        sources(&ran),
        [
            "lines.any#0".to_owned(),
            "page.html".to_owned(),
            format!("lines.any#{}", start("{\"text\"")),
            format!("lines.any#{}", start("{\"else\"")),
            format!("lines.any#{}", start("[1, 2]")),
        ]
    );
    assert_eq!(records[0].page.url.as_deref(), Some("https://elsmouth.example/a"));
    assert_eq!(records[0].page.sha256, records[1].page.sha256, "the bytes are the string's UTF-8");
    assert_eq!(records[0].text, records[1].text);
    assert_eq!(records[1].tool.version, "9.9.9", "a record is handed on");
    assert!(records[2].text.contains("the mayor said"));
    for other in &records[3..] {
        assert_eq!(other.text, "");
        assert!(other.diagnostics.iter().any(|d| d.code == "not-text"), "{:?}", other.diagnostics);
    }
}

#[test]
fn other_json_with_records_is_read_back() {
    let scratch = Scratch::new("other-json");
    scratch.write("a.txt", TEXT);
    scratch.write("b.html", PAGE);
    let lines = scratch.run(["read", "a.txt", "b.html"]).well();
    let array = scratch.run(["read", "a.txt", "b.html", "--format", "json"]).well();
    assert!(array.stdout.starts_with("[\n{\n") && array.stdout.ends_with("}\n]\n"));
    scratch.write("records.json", &array.stdout);
    assert_eq!(scratch.run(["read", "records.json"]).well().stdout, lines.stdout);
    let one = serde_json::from_str::<serde_json::Value>(lines.stdout.lines().next().unwrap()).unwrap();
    scratch.write("one.json", format!("{one:#}"));
    assert_eq!(scratch.run(["read", "one.json"]).well().stdout.lines().next(), lines.stdout.lines().next());
}

#[test]
fn standard_input_is_a_page_too() {
    let scratch = Scratch::new("stdin");
    let ran = scratch.feed(["read", "-"], TEXT.as_bytes()).well();
    assert_eq!(sources(&ran), ["-"]);
    assert!(ran.records()[0].text.contains("the mayor said"));
}

#[test]
fn clean_none_is_the_decoded_page() {
    let scratch = Scratch::new("clean-none");
    scratch.write("page.html", PAGE);
    let ran = scratch.run(["read", "page.html", "--clean", "none"]).well();
    assert_eq!(ran.records()[0].text, PAGE);
}

#[test]
fn a_page_over_the_limit_is_cut_aloud() {
    let scratch = Scratch::new("limit");
    let whole = format!("{TEXT}{}", "More words of the same page.\n".repeat(1000));
    scratch.write("page.txt", &whole);
    let uncut = scratch.run(["read", "page.txt"]).well().records().remove(0);
    let ran = scratch.run(["read", "page.txt", "--max-page-bytes", "1KiB"]).well();
    let record = ran.records().remove(0);
    assert_eq!(record.page.bytes, whole.len() as u64);
    assert_eq!(record.page.sha256, uncut.page.sha256, "the hash is of the whole input");
    let cut: Vec<_> = record.discarded.iter().filter(|d| d.why == avviso_record::Why::Cut).collect();
    assert_eq!((cut.len(), cut[0].raw.start(), cut[0].raw.end()), (1, 1024, whole.len() as u32));
    assert!(record.diagnostics.iter().any(|d| d.code == "cut-at-limit"));
}

#[test]
fn an_output_file_appears_whole_and_is_no_input() {
    let scratch = Scratch::new("output");
    scratch.write("pages/a.txt", TEXT);
    let first = scratch.run(["read", "pages", "-o", "pages/out.jsonl"]).well();
    assert_eq!(first.stdout, "");
    let written = fs::read_to_string(scratch.path().join("pages/out.jsonl")).unwrap();
    assert_eq!(written, scratch.run(["read", "pages/a.txt"]).well().stdout);
    // Again: the output of the run before lies in the folder that is read, and is left out.
    scratch.run(["read", "pages", "-o", "pages/out.jsonl"]).well();
    assert_eq!(fs::read_to_string(scratch.path().join("pages/out.jsonl")).unwrap(), written);
    let names: Vec<_> =
        fs::read_dir(scratch.path().join("pages")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left behind: {names:?}");
    #[cfg(unix)]
    scratch.run(["read", "pages/a.txt", "-o", "/dev/null"]).well();
}

#[test]
fn empty_input_gives_a_record() {
    let scratch = Scratch::new("empty");
    scratch.write("empty.html", "");
    let record = scratch.run(["read", "empty.html"]).well().records().remove(0);
    assert_eq!((record.text.as_str(), record.page.bytes), ("", 0));
    assert!(record.diagnostics.iter().any(|d| d.code == "no-article" || d.code == "not-text"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names_inside_a_folder_are_safe() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    let scratch = Scratch::new("links");
    scratch.write("pages/a.txt", TEXT);
    scratch.write("elsewhere/b.txt", TEXT);
    let at = |name: &str| scratch.path().join(name);
    symlink(at("pages"), at("pages/loop")).unwrap();
    symlink(at("elsewhere/b.txt"), at("pages/link.txt")).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(at("pages/pipe")).status().unwrap().success());
    let odd = OsStr::from_bytes(b"caf\xe9\x1b[31m.txt");
    fs::write(at("pages").join(odd), TEXT).unwrap();
    let ran = scratch.run(["read", "pages"]).well();
    assert_eq!(sources(&ran), ["pages/a.txt", "pages/caf\\xe9\u{1b}[31m.txt", "pages/link.txt"]);
    let pretty = scratch.run(["read", "pages", "--format", "pretty"]).well();
    assert!(!pretty.stdout.contains('\u{1b}'), "no name reaches the terminal as a command");
}

#[test]
fn pretty_reads_well() {
    let scratch = Scratch::new("pretty");
    scratch.write("page.html", PAGE);
    let ran = scratch.command(["read", "page.html", "-f", "pretty"]).env("COLUMNS", "80").output().unwrap();
    insta::assert_snapshot!("pretty_80", String::from_utf8(ran.stdout).unwrap());
    let ran = scratch.command(["read", "page.html", "-f", "pretty"]).env("COLUMNS", "44").output().unwrap();
    insta::assert_snapshot!("pretty_44", String::from_utf8(ran.stdout).unwrap());
}

#[test]
fn pretty_lines_keep_to_the_terminal() {
    let scratch = Scratch::new("pretty-width");
    scratch.write("page.html", PAGE.replace("quay", "quay北京北京北京北京\u{202e}evil\u{1b}[2J"));
    for columns in [24usize, 31, 40, 60, 80, 100] {
        let ran = scratch
            .command(["read", "page.html", "-f", "pretty"])
            .env("COLUMNS", columns.to_string())
            .output()
            .unwrap();
        for line in String::from_utf8(ran.stdout).unwrap().lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= columns, "{columns}: {line:?}");
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        }
    }
}
