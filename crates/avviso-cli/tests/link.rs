//! `avviso link`: pages or records in, rows or a table out.

use serde_json::Value;

use crate::scratch::Scratch;

const STORY: [&str; 3] = [
    "The fisheries council of the northern ports agreed on Monday to cut the herring quota by a third, after two winters in \
     which the nets came up half empty.",
    "Boats that landed more than their share last spring will have to stay in harbour until the ice has gone, and their \
     owners are to be paid from a common fund.",
    "“We will not throw good nets after bad fish,” said Marta Holm, who has led the council for nine years.",
];

fn page(outlet: &str, day: &str, title: &str, paragraphs: &[&str]) -> String {
    let paragraphs: String = paragraphs.iter().map(|words| format!("<p>{words}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | {outlet}</title>\n\
         <meta property=\"og:site_name\" content=\"{outlet}\">\n\
         <meta property=\"article:published_time\" content=\"{day}\"></head>\n\
         <body><article><h1>{title}</h1>\n{paragraphs}</article></body></html>\n"
    )
}

fn laid(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let copy = STORY.map(|words| words.replace("by a third", "by a fifth"));
    let mut with_note = vec!["Originally appeared on The Tarn Courier"];
    with_note.extend(copy.iter().map(String::as_str));
    scratch.write("pages/wire.html", page("The Tarn Courier", "2019-03-04", "Herring quota cut", &STORY));
    scratch.write("pages/post.html", page("Harbour Post", "2019-03-05", "Quota: what we know", &with_note));
    let quotes = [
        "Nobody in the old quarter expected the tram line to open on time, least of all the bakers.",
        STORY[2],
    ];
    scratch.write("pages/other.html", page("Fjord Times", "2019-03-06", "The tram", &quotes));
    scratch
        .write("pages/wire-again.html", page("The Tarn Courier", "2019-03-04", "Herring quota cut", &STORY));
    scratch
}

fn rows(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn pages_and_their_records_in_any_order_give_the_same_rows() {
    let scratch = laid("link");
    let ran = scratch.run(["link", "pages"]).well();
    let all = rows(&ran.stdout);
    assert_eq!(
        (all[0]["row"].as_str(), all[0]["pages"].as_u64(), all[0]["groups"].as_u64()),
        (Some("picture"), Some(3), Some(2))
    );
    let copy = all.iter().find(|row| row["row"] == "copy" && row["relation"] == "rewrite").unwrap();
    assert_eq!(copy["headline_changed"], true);
    let source = if copy["direction"] == "a_to_b" { &copy["a"] } else { &copy["b"] };
    assert_eq!(source["source"], "pages/wire-again.html");
    let equal = all.iter().find(|row| !row["also_at"].is_null()).unwrap();
    assert_eq!(equal["also_at"], serde_json::json!(["pages/wire.html"]));
    assert!(all.iter().any(|row| row["row"] == "saying" && row["groups"] == 2));

    let one = scratch.run(["link", "pages", "--jobs", "1"]).well();
    assert!(one.stdout == ran.stdout, "the number of threads shows");
    let records = scratch.run(["read", "pages"]).well().stdout;
    let mut lines: Vec<&str> = records.lines().collect();
    lines.reverse();
    scratch.write("records.jsonl", lines.join("\n"));
    let from_records = scratch.run(["link", "records.jsonl", "-o", "picture.jsonl"]).well();
    assert_eq!(from_records.stdout, "");
    assert!(std::fs::read_to_string(scratch.path().join("picture.jsonl")).unwrap() == ran.stdout);
}

#[test]
fn the_table_says_who_repeats_whom() {
    let ran = laid("link-table").run(["link", "pages", "--format", "table"]).well();
    insta::assert_snapshot!("link_table", ran.stdout);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_linked() {
    let scratch = laid("link-failed");
    scratch.write("broken.jsonl", "{\"text\": \"One page of words.\"}\n{broken\n");
    let ran = scratch.run(["link", "pages", "broken.jsonl"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("broken.jsonl"), "{}", ran.stderr);
    assert_eq!(rows(&ran.stdout)[0]["pages"], 4);
    assert_eq!(scratch.run(["link"]).status, Some(2));
    let nothing = scratch.run(["link", "nowhere"]);
    assert_eq!((nothing.status, rows(&nothing.stdout).len()), (Some(1), 1));
}
