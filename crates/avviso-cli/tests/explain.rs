//! `avviso explain`: a fact, its words, its bytes, its reasons.

use crate::scratch::{PAGE, Scratch, TEXT};

fn explained(scratch: &Scratch, call: &[&str]) -> String {
    let output = scratch.command([&["explain"], call].concat()).env("COLUMNS", "80").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn facts_are_explained() {
    let scratch = Scratch::new("explain");
    scratch.write("page.html", PAGE);
    insta::assert_snapshot!("list", explained(&scratch, &["page.html"]));
    insta::assert_snapshot!("attribution", explained(&scratch, &["page.html", "q1"]));
    insta::assert_snapshot!("actor", explained(&scratch, &["page.html", "a1"]));
    insta::assert_snapshot!("published", explained(&scratch, &["page.html", "published"]));
}

#[test]
fn the_bytes_are_those_of_the_page() {
    let scratch = Scratch::new("bytes");
    scratch.write("page.html", PAGE);
    let shown = explained(&scratch, &["page.html", "title"]);
    let at = PAGE.find("<h1>").unwrap() + 4;
    assert!(
        shown.contains(&format!("bytes {at}..{}", at + "Harbour of Elsmouth stays open".len())),
        "{shown}"
    );
    assert!(shown.contains("|Harbour of Elsmo|"), "{shown}");
}

#[test]
fn a_record_is_explained_as_its_page_is() {
    let scratch = Scratch::new("from-record");
    scratch.write("page.html", PAGE);
    scratch.write("records.jsonl", scratch.run(["read", "page.html"]).well().stdout);
    assert_eq!(explained(&scratch, &["records.jsonl", "q1"]), explained(&scratch, &["page.html", "q1"]));
    // Without the page, or with another one of its name, there are no bytes to show.
    scratch.write("page.html", TEXT);
    let shown = explained(&scratch, &["records.jsonl", "q1"]);
    assert!(shown.contains("The page itself is not at hand") && !shown.contains("|Norhaven"), "{shown}");
}

#[test]
fn among_several_pages_one_is_named() {
    let scratch = Scratch::new("several");
    scratch.write("pages/a.html", PAGE);
    scratch.write("pages/b.txt", TEXT);
    let ran = scratch.run(["explain", "pages", "title"]);
    assert_eq!(ran.status, Some(2));
    let id = scratch.run(["read", "pages/b.txt"]).records()[0].page.id.clone();
    assert!(ran.stderr.contains("2 pages") && ran.stderr.contains(&id), "{}", ran.stderr);
    let shown = explained(&scratch, &["pages", &format!("{id}/title")]);
    assert!(shown.contains("Bridge of Norhaven closed"), "{shown}");
    let shown = explained(&scratch, &["pages", &id[..7]]);
    assert!(shown.contains("Bridge of Norhaven closed"), "{shown}");
}

#[test]
fn layers_are_drawn_under_their_text() {
    let scratch = Scratch::new("layers");
    scratch.write("page.html", PAGE);
    for layer in
        ["sentences", "words", "quotations", "times", "mentions", "actors", "attributions", "regions"]
    {
        let shown = explained(&scratch, &["page.html", "--layer", layer]);
        assert!(shown.contains("keep every quay"), "{layer}: {shown}");
    }
    insta::assert_snapshot!("layer", explained(&scratch, &["page.html", "--layer", "attributions"]));
}
