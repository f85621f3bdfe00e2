//! The dossier as a file: the same for the same records, whole, and deaf to what pages try.

use avviso_dossier::{Options, Pile, dossier};
use avviso_record::Record;

const EXAMPLE: &str = include_str!("../../avviso-record/tests/example/record.json");

fn example() -> Record {
    serde_json::from_str(EXAMPLE).expect("the example is a record")
}

fn render(records: Vec<Record>) -> String {
    dossier(&Pile::new(records), &Options::default()).expect("templates are sound")
}

/// The example as if read from elsewhere.
fn elsewhere(id: char, source: &str) -> Record {
    let mut record = example();
    record.page.id = format!("p{}", id.to_string().repeat(16));
    record.page.sha256 = id.to_string().repeat(64);
    record.page.source = source.to_owned();
    record
}

#[test]
fn any_order_of_records_gives_the_same_bytes() {
    let records = [elsewhere('a', "a"), elsewhere('b', "b"), elsewhere('b', "c"), example()];
    let forwards = render(records.to_vec());
    let backwards = render(records.iter().rev().cloned().collect());
    assert_eq!(forwards, backwards);
    let twice = render(records.iter().chain(&records).cloned().collect());
    assert_eq!(forwards, twice);
}

#[test]
fn every_statement_has_its_row_its_words_and_its_bytes() {
    let html = render(vec![example()]);
    let record = example();
    assert_eq!(record.attributions.len(), 5);
    for attribution in &record.attributions {
        for kind in ["s", "w", "b"] {
            let anchor = format!("id=\"{kind}-{}.{}\"", record.page.id, attribution.id);
            assert_eq!(html.matches(&anchor).count(), 1, "{anchor}");
        }
    }
    // The bytes of q1's source: "Iceland’s foreign ministry" of page.txt.
    let page = include_bytes!("../../avviso-record/tests/example/page.txt");
    let words = "Iceland\u{2019}s foreign ministry";
    let start = page.windows(words.len()).position(|w| w == words.as_bytes()).unwrap();
    assert!(html.contains(&format!("<code>{}–{}</code>", start, start + words.len())), "{start}");
    // The chain, outermost first.
    let chain = ["The Skerry", "Harbour News", "the Fishing Gazette", "Iceland"];
    let breadcrumb = chain.map(|name| format!("<bdi>{name}</bdi>")).join(" ‹ ");
    assert!(html.contains(&breadcrumb));
}

#[test]
fn what_was_left_out_is_folded_in_place_with_its_reason() {
    let html = render(vec![example()]);
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("left out: header, bytes 0–17") < at("class=\"block title\""));
    assert!(at("left out: comment form, bytes 782–853") > at("class=\"block footer\""));
}

#[test]
fn words_of_a_page_never_become_markup() {
    let hostile = [
        "</script><img src=x onerror=alert(1)>",
        "--><svg onload=alert(1)>",
        "]]>{{7*7}}{% raw %}",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "javascript:alert(1)",
        "a\u{202e}b\u{2028}c\u{0}d",
    ];
    for words in hostile {
        let mut record = example();
        // Every place of a record that can hold words of a page or of a file's name.
        record.page.source = words.to_owned();
        record.page.url = Some(words.to_owned());
        record.page.media_type = words.to_owned();
        record.text = record.text.replacen("Norway rejects new herring quotas", words, 1);
        record.article.title.as_mut().unwrap().value = words.to_owned();
        record.article.outlet.as_mut().unwrap().name = words.to_owned();
        record.article.outlet.as_mut().unwrap().domain = Some(words.to_owned());
        record.article.lineage[0].url = Some(words.to_owned());
        record.article.language.as_mut().unwrap().value = words.to_owned();
        for actor in &mut record.actors {
            actor.name = words.to_owned();
            actor.evidence[0].because = words.to_owned();
            actor.evidence[0].note = Some(words.to_owned());
        }
        for discarded in &mut record.discarded {
            discarded.text = Some(format!("left {words}"));
        }
        for diagnostic in &mut record.diagnostics {
            diagnostic.message = words.to_owned();
            diagnostic.code = words.to_owned();
        }
        for attribution in &mut record.attributions {
            attribution.evidence[0].because = words.to_owned();
        }
        record.tool.version = words.to_owned();
        let html = render(vec![record]);
        let quiet = render(vec![example()]);
        assert_eq!(html.matches("<script").count(), 1, "{words}");
        assert_eq!(html.matches("<img").count(), 0, "{words}");
        assert_eq!(html.matches("<svg").count(), quiet.matches("<svg").count(), "{words}");
        for live in ["onmouseover=\"", "onfocus='", "<svg onload", "href=\"javascript:"] {
            assert!(!html.contains(live), "{words}: {live}");
        }
        assert!(!html.contains("49{% raw"), "{words}");
        assert!(!html.contains(['\u{202e}', '\u{2028}', '\u{0}']), "{words}");
    }
}

#[test]
fn a_large_pile_keeps_the_words_that_statements_lead_to_and_says_so() {
    let mut records = vec![example()];
    for index in 0..220u32 {
        let mut record = elsewhere('a', &format!("quiet/{index}"));
        record.page.id = format!("p{index:016x}");
        record.page.sha256 = format!("{index:064x}");
        record.attributions.clear();
        records.push(record);
    }
    let html = render(records);
    assert!(html.contains("the words of 220 pages without a statement are left out"));
    assert_eq!(html.matches("class=\"text\"").count(), 1);
    assert_eq!(html.matches("<article class=\"page\"").count(), 221);
}

#[test]
fn over_five_megabytes_words_stay_where_statements_lead() {
    // Few pages, many words: 100 KB each.
    let long = |range: std::ops::Range<u32>| {
        range.map(|index| {
            let mut record = elsewhere('a', &format!("long/{index}"));
            record.page.id = format!("p{index:016x}");
            record.attributions.clear();
            record.text = "Words that nobody said, and that fill a page. ".repeat(2_200);
            record
        })
    };
    let few = render(long(0..3).collect());
    assert!(!few.contains("Left out of this file"));
    assert_eq!(few.matches("class=\"text\"").count(), 3);
    let html = render(long(0..60).chain([example()]).collect());
    assert!(html.len() < 1 << 20, "{} bytes", html.len());
    assert!(html.contains("the words of 60 pages without a statement are left out"));
    assert_eq!(html.matches("class=\"text\"").count(), 1);
    assert!(html.contains("long/40"), "what is left out is listed");
}
