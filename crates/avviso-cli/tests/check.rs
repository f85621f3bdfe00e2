//! `avviso check`: breaches with line and field; what cannot be tested is named.

use crate::scratch::{PAGE, Scratch, TEXT};

#[test]
fn own_records_are_lawful() {
    let scratch = Scratch::new("lawful");
    scratch.write("pages/a.html", PAGE);
    scratch.write("pages/b.txt", TEXT);
    scratch.write(
        "pages/c.jsonl",
        "{\"text\": \"The mayor spoke for an hour.\"}\n{\"html\": \"<p>One.</p>\"}\n{\"x\": 1}\n",
    );
    scratch.write("records.jsonl", scratch.run(["read", "pages"]).well().stdout);
    let ran = scratch.run(["check", "records.jsonl", "--pages", "pages"]).well();
    assert_eq!(ran.stdout, "5 records, no law broken\n");
}

#[test]
fn without_pages_the_untested_laws_are_named() {
    let scratch = Scratch::new("untested");
    scratch.write("a.html", PAGE);
    scratch.write("records.jsonl", scratch.run(["read", "a.html"]).well().stdout);
    let ran = scratch.run(["check", "records.jsonl"]).well();
    assert!(
        ran.stdout.starts_with("1 record, no law broken\n1 record without its page: give the pages"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("  traces: that every copied piece decodes"), "{}", ran.stdout);
    scratch.write("other.txt", TEXT);
    let ran = scratch.run(["check", "records.jsonl", "--pages", "other.txt"]).well();
    assert!(ran.stdout.contains("not below --pages"), "{}", ran.stdout);
}

#[test]
fn breaches_are_named_with_line_and_field() {
    let scratch = Scratch::new("breaches");
    scratch.write("a.txt", TEXT);
    let good = scratch.run(["read", "a.txt"]).well().stdout;
    let mut value: serde_json::Value = serde_json::from_str(&good).unwrap();
    value["text"] = value["text"].as_str().unwrap().replace("mayor", "major").into();
    let forged = value.to_string();
    value["sentences"][0] = serde_json::json!([5, 2]);
    let shapeless = value.to_string();
    scratch.write("records.jsonl", format!("{good}{forged}\n{shapeless}\n{{\"text\": \"a page\"}}\n{{\n"));
    let ran = scratch.run(["check", "records.jsonl", "--pages", "a.txt"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(1), ""));
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(
        lines.iter().any(|l| l.starts_with("records.jsonl:2: alignment[") && l.ends_with("(law: traces)")),
        "{lines:#?}"
    );
    assert!(lines.iter().any(|l| l.starts_with("records.jsonl: line 3: sentences[0]: ")), "{lines:#?}");
    assert!(lines.iter().any(|l| l.starts_with("records.jsonl:4: not a record")), "{lines:#?}");
    assert!(lines.iter().any(|l| l.starts_with("records.jsonl: line 5, column ")), "{lines:#?}");
    assert!(!lines.iter().any(|l| l.starts_with("records.jsonl:1:")), "{lines:#?}");
    assert!(lines.last().unwrap().contains(" breaches"), "{lines:#?}");
}

#[test]
fn a_page_that_was_changed_is_found_by_its_source() {
    let scratch = Scratch::new("changed");
    scratch.write("a.txt", TEXT);
    scratch.write("records.jsonl", scratch.run(["read", "a.txt"]).well().stdout);
    scratch.write("a.txt", TEXT.replace("June", "July"));
    let ran = scratch.run(["check", "records.jsonl", "--pages", "a.txt"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stdout.contains("records.jsonl:1: page.sha256"), "{}", ran.stdout);
}
