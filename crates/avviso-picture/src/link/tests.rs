//! Small sets of pages, each a few lines, and what is said of them.

use std::fmt::Write;

use avviso_record::picture::{Copy, Direction, Group, Row};
use serde_json::{Value, json};

use super::*;

/// A page for a test: what it says of itself, and its text; lines are paragraphs.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'t> {
    pub(crate) name: &'t str,
    pub(crate) outlet: Option<&'t str>,
    pub(crate) day: Option<&'t str>,
    pub(crate) text: &'t str,
}

/// Makes the record of a page whose bytes are its text.
pub(crate) fn record(sheet: &Sheet<'_>) -> Record {
    let Sheet { name, outlet, day, text } = sheet;
    let id = name.bytes().fold(7_u64, |id, byte| id.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let reason = json!([{"raw": [0, 1], "because": "test.given"}]);
    let (chars, bytes) = (text.chars().count(), text.len());
    let mut at = 0;
    let paragraphs: Vec<Value> = text
        .split('\n')
        .map(|line| {
            let len = line.chars().count();
            at += len + 1;
            json!({"kind": "paragraph", "span": [at - len - 1, at - 1]})
        })
        .collect();
    let fact = |value: Value| {
        let mut value = value;
        value["confidence"] = json!(0.9);
        value["evidence"] = reason.clone();
        value
    };
    let record = json!({
        "format": "avviso-record/1",
        "tool": {"version": "0", "knowledge": null, "model": null},
        "page": {"id": format!("p{id:016x}"), "source": name, "url": null, "sha256": "0".repeat(64), "bytes": bytes,
            "media_type": "text/plain", "encoding": "utf-8"},
        "text": text,
        "alignment": [{"text": [0, chars], "raw": [0, bytes], "kind": "copy"}],
        "regions": paragraphs,
        "discarded": [],
        "article": {
            "title": null, "bylines": [],
            "outlet": outlet.map(|name| fact(json!({"name": name, "domain": null, "actor": null}))),
            "published": day.map(|day| fact(json!({"from": day, "to": day, "precision": "day"}))),
            "candidates": {}, "modified": null, "language": null, "genre": null, "lineage": [], "complete": null
        },
        "sentences": [], "actors": [], "times": [], "places": [], "attributions": [], "events": [], "diagnostics": []
    });
    serde_json::from_value(record).unwrap()
}

pub(crate) fn picture(sheets: &[Sheet<'_>]) -> Vec<Row> {
    let mut linker = Linker::new();
    for sheet in sheets {
        linker.add(&record(sheet));
    }
    linker.picture(Tool { version: "0".into(), knowledge: None, model: None })
}

/// Draws copies as "a > b relation" with the reasons, groups and sayings.
pub(crate) fn drawn(rows: &[Row]) -> String {
    let mut out = String::new();
    let name = |page: &str| {
        rows.iter()
            .find_map(|row| match row {
                Row::Page(it) if it.page == page => Some(it.source.clone()),
                _ => None,
            })
            .unwrap_or_default()
    };
    let mut lines: Vec<String> = Vec::new();
    for row in rows {
        match row {
            Row::Copy(Copy { a, b, relation, direction, evidence, .. }) => {
                let (a, b, arrow) = match direction {
                    Direction::AToB => (a, b, ">"),
                    Direction::BToA => (b, a, ">"),
                    Direction::Undecided if a.source < b.source => (a, b, "-"),
                    Direction::Undecided => (b, a, "-"),
                };
                let mut rules: Vec<&str> =
                    evidence.iter().map(|it| it.evidence.because.trim_start_matches("copy.")).collect();
                rules.retain(|rule| *rule != "shared-passage");
                rules.sort_unstable();
                rules.dedup();
                lines.push(format!("{} {arrow} {}: {relation} {}", a.source, b.source, rules.join(" ")));
            }
            Row::Group(Group { pages, first, bridges, origin, .. }) if pages.len() > 1 => {
                let mut names: Vec<String> = pages.iter().map(|page| name(page)).collect();
                names.sort_unstable();
                let first = first.as_ref().map_or("-".into(), |page| name(page));
                let origin = origin.as_ref().map_or("-", |origin| origin.name.as_str());
                let bridges: Vec<String> = bridges.iter().map(|page| name(page)).collect();
                let bridges = if bridges.is_empty() {
                    String::new()
                } else {
                    format!(", bridge {}", bridges.join(" "))
                };
                lines.push(format!("group {}: first {first}, origin {origin}{bridges}", names.join(" ")));
            }
            Row::Saying(saying) => {
                let told: Vec<String> =
                    saying.tellings.iter().map(|it| format!("{} {}", name(&it.page), it.status)).collect();
                let mut told = told;
                told.sort_unstable();
                lines.push(format!("saying “{}”: {}", saying.words, told.join(", ")));
            }
            Row::Diagnostic(doubt) => lines.push(format!("doubt {}", doubt.code)),
            Row::Picture(_) | Row::Page(_) | Row::Passage(_) | Row::Group(_) => {}
        }
    }
    lines.sort_by_key(|line| {
        (line.starts_with("doubt"), line.starts_with("saying"), line.starts_with("group"), line.clone())
    });
    for line in lines {
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}

const HERRING: &str = "The fisheries council of the northern ports agreed on Monday to cut the herring quota by a third, after two winters in which the nets came up half empty.\nBoats that landed more than their share last spring will have to stay in harbour until the ice has gone, and their owners are to be paid from a common fund.";
const TRAMS: &str = "Nobody in the old quarter expected the tram line to open on time, least of all the bakers whose street had been dug up twice. Yet the first car left the depot at dawn, empty but for the driver and a dog.";

fn with(before: &str, text: &str, after: &str) -> String {
    format!("{before}{text}{after}")
}

#[test]
fn a_page_that_names_the_others_outlet_is_its_copy() {
    let copy = with("Originally appeared on The Tarn Courier\n", HERRING, "");
    let rows = picture(&[
        Sheet { name: "a", outlet: Some("The Tarn Courier"), day: Some("2019-03-04"), text: HERRING },
        // The copy bears the earlier day: its own word outranks it.
        Sheet { name: "b", outlet: Some("Harbour Post"), day: Some("2019-03-02"), text: &copy },
        Sheet { name: "c", outlet: Some("Harbour Post"), day: None, text: TRAMS },
    ]);
    insta::assert_snapshot!(drawn(&rows), @r"
    a > b: republication lineage-names-outlet published-before
    group a b: first a, origin The Tarn Courier
    doubt date-against-direction
    ");
}

#[test]
fn pages_that_share_a_quotation_only_are_no_copies() {
    let quote = "“We will not throw good nets after bad fish,” said Marta Holm, who has led the council for nine years.";
    let a = with("", TRAMS, &format!("\n{quote}"));
    let b = with(&format!("{quote}\n"), HERRING, "");
    let rows = picture(&[
        Sheet { name: "a", outlet: None, day: None, text: &a },
        Sheet { name: "b", outlet: None, day: None, text: &b },
    ]);
    insta::assert_snapshot!(drawn(&rows), @r"
    a - b: quotation
    saying “We will not throw good nets after bad fish”: a verbatim, b verbatim
    ");
}

#[test]
fn a_date_decides_where_nothing_stronger_does_and_nothing_decides_nothing() {
    let dated = |day| Sheet { name: day, outlet: None, day: Some(day), text: HERRING };
    insta::assert_snapshot!(drawn(&picture(&[dated("2019-03-05"), dated("2019-03-04")])), @r"
    2019-03-04 > 2019-03-05: republication published-before
    group 2019-03-04 2019-03-05: first 2019-03-04, origin -
    ");
    let undated = Sheet { name: "x", outlet: None, day: None, text: HERRING };
    insta::assert_snapshot!(drawn(&picture(&[undated, dated("2019-03-04")])), @r"
    2019-03-04 - x: republication
    group 2019-03-04 x: first -, origin -
    doubt direction-undecided
    ");
}

#[test]
fn two_pages_of_one_agency_have_no_direction_between_them() {
    let a = with("OSLO (Nordic Wire) — ", HERRING, "");
    let b = with("(Nordic Wire) — ", HERRING, "");
    let rows = picture(&[
        Sheet { name: "a", outlet: Some("Tarn Courier"), day: Some("2019-03-04"), text: &a },
        Sheet { name: "b", outlet: Some("Harbour Post"), day: Some("2019-03-05"), text: &b },
    ]);
    insta::assert_snapshot!(drawn(&rows), @r"
    a - b: common_source published-before
    group a b: first -, origin Nordic Wire
    doubt direction-of-third
    ");
}

#[test]
fn a_circle_of_originally_appeared_on_is_no_order() {
    let page = |name, outlet, from: &str| {
        (name, outlet, with(&format!("Originally appeared on {from}\n"), HERRING, ""))
    };
    let pages = [
        page("a", "Tarn Courier", "Harbour Post"),
        page("b", "Harbour Post", "Fjord Times"),
        page("c", "Fjord Times", "Tarn Courier"),
    ];
    let sheets: Vec<Sheet<'_>> = pages
        .iter()
        .map(|(name, outlet, text)| Sheet { name, outlet: Some(outlet), day: None, text })
        .collect();
    insta::assert_snapshot!(drawn(&picture(&sheets)), @r"
    a > c: republication lineage-names-outlet
    b > a: republication lineage-names-outlet
    c > b: republication lineage-names-outlet
    group a b c: first -, origin -
    doubt direction-cycle
    ");
}

#[test]
fn an_excerpt_hands_off_to_the_rest() {
    let whole = with(HERRING, "\n", TRAMS);
    let copy = with("", HERRING, "\nTo continue reading: Herring");
    let rows = picture(&[
        Sheet { name: "a", outlet: None, day: None, text: &whole },
        Sheet { name: "b", outlet: None, day: None, text: &copy },
    ]);
    insta::assert_snapshot!(drawn(&rows), @r"
    a > b: excerpt hand-off
    group a b: first a, origin -
    ");
}

#[test]
fn a_digest_is_a_bridge() {
    let digest = with(HERRING, "\n", TRAMS);
    let rows = picture(&[
        Sheet { name: "a", outlet: None, day: None, text: HERRING },
        Sheet { name: "b", outlet: None, day: None, text: TRAMS },
        Sheet { name: "digest", outlet: None, day: None, text: &digest },
    ]);
    insta::assert_snapshot!(drawn(&rows), @r"
    a - digest: excerpt
    b - digest: excerpt
    group a b digest: first -, origin -, bridge digest
    doubt direction-undecided
    ");
}

#[test]
fn what_changed_is_told_with_its_kind_and_its_place() {
    let copy = HERRING
        .replace("by a third", "by a fifth")
        .replace("two winters", "three winters")
        .replace("will have", "will not have");
    let rows = picture(&[
        Sheet { name: "a", outlet: None, day: Some("2019-03-04"), text: HERRING },
        Sheet { name: "b", outlet: None, day: Some("2019-03-05"), text: &copy },
    ]);
    let mut told: Vec<String> = Vec::new();
    for row in &rows {
        if let Row::Passage(passage) = row {
            let text = |source: &str| if source == "a" { HERRING } else { &copy };
            for edit in &passage.edits {
                // The text is ASCII, so that code points are bytes; and raw is the text.
                let a = &text(&passage.a.source)[edit.a.range()];
                let b = &text(&passage.b.source)[edit.b.range()];
                assert_eq!(edit.raw_a[0].range(), edit.a.range());
                told.push(format!("{} {a}/{b}", edit.kind));
            }
        }
    }
    insta::assert_snapshot!(told.join("\n"), @r"
    number third/fifth
    number two/three
    negation /not
    ");
}

/// Pages of one outlet that say the same below each article, and set phrases that stand everywhere, join nothing.
#[test]
fn furniture_and_set_phrases_join_nothing() {
    let words = |seed: usize| -> String {
        (0..120).map(|it| format!("w{}", (it * 37 + seed * 7919) % 100_003)).collect::<Vec<_>>().join(" ")
    };
    let furniture = "This report is part of our series on the northern ports, for which our reporters have visited every harbour between the two capes in the course of one long winter.";
    let phrase = "The minister spoke on condition of anonymity because he was not authorised to discuss the matter in public with anybody.";
    let texts: Vec<String> = (0..12)
        .map(|it| {
            format!("{}\n{phrase}\n{}\n{}", words(it), words(it + 100), if it < 4 { furniture } else { "" })
        })
        .collect();
    let names: Vec<String> = (0..12).map(|it| format!("n{it}")).collect();
    let sheets: Vec<Sheet<'_>> = texts
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(it, (text, name))| Sheet {
            name,
            outlet: (it < 4).then_some("Tarn Courier"),
            day: None,
            text: text.trim_end(),
        })
        .collect();
    assert_eq!(drawn(&picture(&sheets)), "");
}

/// The text that many outlets carry is a text, not a set phrase.
#[test]
fn a_text_on_many_pages_is_found_whatever_their_number() {
    for count in [12, 60] {
        let names: Vec<String> = (0..count).map(|it| format!("n{it}")).collect();
        let texts: Vec<String> =
            (0..count).map(|it| HERRING.replace("common fund", &format!("fund number {it}"))).collect();
        let sheets: Vec<Sheet<'_>> = names
            .iter()
            .zip(&texts)
            .map(|(name, text)| Sheet { name, outlet: None, day: None, text })
            .collect();
        let rows = picture(&sheets);
        let groups = rows.iter().filter(|row| matches!(row, Row::Group(_))).count();
        let copies = rows.iter().filter(|row| matches!(row, Row::Copy(_))).count();
        assert_eq!(groups, 1, "{count}");
        if count > PAIRS_UP_TO {
            assert!((count / 2..count).contains(&copies), "{copies}");
            assert!(drawn(&rows).contains("doubt pairs-capped"));
        } else {
            assert_eq!(copies, count * (count - 1) / 2);
        }
    }
}

#[test]
fn the_order_of_records_does_not_matter_and_equal_bytes_are_one_page() {
    let copy = with("Originally appeared on The Tarn Courier\n", HERRING, "");
    let a = Sheet { name: "a", outlet: Some("The Tarn Courier"), day: Some("2019-03-04"), text: HERRING };
    let b = Sheet { name: "b", outlet: Some("Harbour Post"), day: None, text: &copy };
    let c = Sheet { name: "c", outlet: None, day: None, text: TRAMS };
    let forth = picture(&[a, b, c]);
    let back = picture(&[c, b, a, b]);
    assert_eq!(forth, back);
    let mut twice = Linker::new();
    for (name, source) in [("a", "z/a"), ("a", "y/a"), ("c", "c")] {
        let mut record = record(&Sheet { name, ..a });
        record.page.source = source.into();
        twice.add(&record);
    }
    let rows = twice.picture(Tool { version: "0".into(), knowledge: None, model: None });
    let also: Vec<&Vec<String>> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Page(page) => Some(&page.also_at),
            _ => None,
        })
        .collect();
    assert!(also.contains(&&vec!["z/a".to_owned()]), "{also:?}");
}

/// Work grows with the pages: counted in comparisons of pairs, not by the clock.
#[test]
fn pairs_grow_with_the_pages() {
    let pairs = |count: usize| {
        let names: Vec<String> = (0..count).map(|it| format!("n{it}")).collect();
        let texts: Vec<String> = (0..count).map(|it| HERRING.replace("common", &format!("x{it}"))).collect();
        let mut linker = Linker::new();
        for (name, text) in names.iter().zip(&texts) {
            linker.add(&record(&Sheet { name, outlet: None, day: None, text }));
        }
        let mut leaves = ordered(linker.leaves);
        let (seeds, _) = sow(&mut leaves);
        seeds.meetings().chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).count()
    };
    let (few, many) = (pairs(200), pairs(400));
    assert!(many <= few * 23 / 10, "{few} {many}");
}
