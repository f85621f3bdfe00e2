//! `avviso trace`: is this quotation real, and what was changed.

use serde_json::Value;

use crate::scratch::{Ran, Scratch};

const WIRE: &str = "<!doctype html><html lang=\"en\"><head><title>Boats of Elsmouth - The Elsmouth Sample</title>
<meta property=\"og:site_name\" content=\"The Elsmouth Sample\">
<meta property=\"article:published_time\" content=\"1998-05-04T09:30:00Z\"></head><body><article>
<h1>Boats of Elsmouth</h1>
<p>The fisheries minister spoke in the harbour of Elsmouth on Monday, before a small crowd of fishermen.</p>
<p>&ldquo;We will not sign this paper until all 40 boats are back, and until the fishermen have been paid,&rdquo; the
minister said. Nobody in the harbour asked a question about the winter.</p>
</article></body></html>
";

/// The copy: a figure was changed, the source is named.
fn spun() -> String {
    WIRE.replace("all 40 boats", "all 14 boats")
        .replace("The Elsmouth Sample", "Norhaven Post")
        .replace("1998-05-04T09:30", "1998-05-05T07:00")
        .replace("</article>", "<p>This article first appeared in The Elsmouth Sample.</p></article>")
}

fn pages(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("pages/a.html", WIRE);
    scratch.write("pages/b.html", spun());
    scratch
}

fn rows(ran: &Ran) -> Vec<Value> {
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_status_decides_how_it_ends() {
    let scratch = pages("trace-status");
    let ended = |words: &str| {
        let ran = scratch.run(["trace", words, "pages"]);
        assert_eq!(ran.stderr, "");
        let [row] = rows(&ran).try_into().unwrap();
        (row["status"].as_str().unwrap().to_owned(), ran.status)
    };
    let is = |status: &str, code: i32| (status.to_owned(), Some(code));
    assert_eq!(ended("We will not sign this paper until all 40 boats are back"), is("verbatim", 0));
    assert_eq!(ended("We will not sign this paper … and until the fishermen have been paid"), is("cut", 0));
    assert_eq!(ended("We will not sign this paper and until the fishermen have been paid"), is("cut", 1));
    assert_eq!(ended("We will sign this paper until all 40 boats are back"), is("altered", 1));
    assert_eq!(ended("The herring of this town shall feed the children of the valley"), is("absent", 1));
}

#[test]
fn a_row_says_where_and_who_had_it_first() {
    let scratch = pages("trace-row");
    let ran =
        scratch.run(["trace", "We will not sign this paper until all 40 boats are back", "pages"]).well();
    let [row] = rows(&ran).try_into().unwrap();
    let found = row["found"].as_array().unwrap();
    let sources: Vec<&str> = found.iter().map(|it| it["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["pages/a.html", "pages/b.html"]);
    assert_eq!((&found[0]["status"], &found[1]["status"]), (&"verbatim".into(), &"altered".into()));
    assert_eq!(
        (&found[1]["edits"][0]["kind"], &found[0]["outlet"]),
        (&"number".into(), &"The Elsmouth Sample".into())
    );
    let raw = |it: &Value| -> String {
        let [from, to] = [0, 1].map(|at| it["raw"][0][at].as_u64().unwrap() as usize);
        WIRE[from..to].to_owned()
    };
    assert_eq!(raw(&found[0]), "We will not sign this paper until all 40 boats are back");
    assert_eq!(row["earliest"]["source"], "pages/a.html");
    assert_eq!(row["changed_first"]["source"], "pages/b.html");
    // Records give the same rows as pages.
    scratch.run(["read", "pages", "-o", "records.jsonl"]).well();
    let again = scratch
        .run(["trace", "We will not sign this paper until all 40 boats are back", "records.jsonl"])
        .well();
    assert_eq!(again.stdout, ran.stdout);
}

#[test]
fn quotations_come_from_a_file() {
    let scratch = pages("trace-file");
    scratch.write(
        "quotes.txt",
        "We will not sign this paper until all 40 boats are back\n\nNobody said this at all.\n",
    );
    let ran = scratch.run(["trace", "--file", "quotes.txt", "pages"]);
    let ids: Vec<Value> = rows(&ran).iter().map(|row| row["id"].clone()).collect();
    assert_eq!((ids, ran.status), (vec!["1".into(), "3".into()], Some(1)));
    let lines = "{\"id\": \"x\", \"words\": \"We will not sign this paper until all 40 boats\", \"speaker\": \"Bob Ray\"}\n\
        {\"id\": \"y\"}\n";
    let ran = scratch.feed(["trace", "--file", "-", "pages"], lines.as_bytes());
    let [row] = rows(&ran).try_into().unwrap();
    assert_eq!((row["id"].as_str(), row["speaker_as_given"].as_str()), (Some("x"), Some("Bob Ray")));
    assert_eq!(
        (ran.status, ran.stderr.as_str()),
        (Some(1), "error: -: line 2: missing field `words` at line 1 column 11\n")
    );
}

#[test]
fn wrong_calls_say_what_is_missing() {
    let scratch = pages("trace-usage");
    let wrong = |args: &[&str], said: &str| {
        let ran = scratch.run(args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    };
    wrong(&["trace", "We will not sign"], "where to look for the quotation is missing");
    wrong(&["trace", "pages"], "the quotation stands before it");
    wrong(&["trace", "--file", "-", "-"], "cannot both come from standard input");
    wrong(&["trace", "words", "pages", "--min-similarity", "2"], "a number from 0 to 1");
    wrong(&["trace", "--file", "x", "pages", "--speaker", "Ann"], "cannot be used with");
    let ran = scratch.run(["trace", "We will not sign this paper until all 40 boats", "pages", "missing"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("missing"), "{}", ran.stderr);
}

#[test]
fn a_person_sees_what_differs_without_colour() {
    let scratch = pages("trace-table");
    let table = |args: &[&str]| {
        let words = "We will not sign this paper until all 400 boats are back";
        let mut command = scratch.command([&["trace", words, "pages", "-f", "table"], args].concat());
        String::from_utf8(command.env("COLUMNS", "80").output().unwrap().stdout).unwrap()
    };
    let plain = table(&["--speaker", "the minister"]);
    let lines: Vec<&str> = plain.lines().collect();
    assert!(lines[0].starts_with("── ALTERED ─"), "{plain}");
    // The changed figure has carets under it, in both wordings.
    for (at, figure) in [(1, "400"), (3, "40")] {
        let place = lines[at].find(figure).unwrap_or_else(|| panic!("{plain}"));
        let column = lines[at][..place].chars().count();
        assert_eq!(lines[at + 1].trim_end().len(), column + figure.len(), "{plain}");
        assert_eq!(lines[at + 1].trim(), "^".repeat(figure.len()), "{plain}");
    }
    assert!(plain.contains("number: “400” for “40”") && plain.contains("pages/a.html:6"), "{plain}");
    assert!(plain.lines().count() <= 24 && plain.lines().all(|line| line.chars().count() <= 80), "{plain}");
    assert!(plain.ends_with("  1 quotation on 2 pages: 1 altered\n"), "{plain}");
    assert!(!plain.contains('\u{1b}') && table(&["--colour", "always"]).contains('\u{1b}'));
}

#[test]
fn a_long_quotation_with_many_changes_takes_a_screen_at_most() {
    let scratch = Scratch::new("trace-long");
    let words: Vec<String> = (0..400).map(|at| format!("word{at}")).collect();
    scratch.write("page.txt", format!("A page of words\n\n“{}.”\n", words.join(" ")));
    let changed: Vec<String> =
        (0..400).map(|at| if at % 9 == 0 { format!("other{at}") } else { format!("word{at}") }).collect();
    let ran = scratch.run(["trace", &changed.join(" "), "page.txt", "--clean", "none", "-f", "table"]);
    assert!(ran.stdout.starts_with("── ALTERED ─"), "{}", ran.stdout);
    assert!(ran.stdout.lines().count() <= 24, "{}", ran.stdout);
}
