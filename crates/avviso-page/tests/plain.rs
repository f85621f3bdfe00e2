//! Text pages through the whole room: the contract's own example, made-up dirty pages, and the four public pages
//! where `AVVISO_DATA` says where they are.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the real pages, and say so when they cannot"
)]

use std::path::PathBuf;

use avviso_page::{Clean, PageReading, read};
use avviso_text::facts::{BylineKind, Completeness, DateKind, Relation};
use avviso_text::{Limits, Page, PieceKind, RegionKind, Why};
use proptest::prelude::*;

fn reading(text: &str) -> PageReading {
    read(&Page::new("x", text.as_bytes().to_vec(), 16 << 20), Clean::Auto, &Limits::default())
}

/// The example of the record's contract (`avviso-record/1`): an invented page.
const EXAMPLE: &str = " date 2019-03-08 Norway rejects new herring quotas
.ad_5c8262a1 {display:none} @media(max-width:600px){.ad_5c8262a1{display:block}}
Originally published by Harbour News

Norway has rejected the European Union’s herring quotas, Iceland’s foreign ministry said on Thursday, and Oslo may close its ports to Dutch trawlers.

“We will not sign this paper,” the Norwegian fisheries minister told the agency NTB in Bergen. “It would end the 1996 agreement.”

As reported by the Fishing Gazette, Iceland denied that its coast guard had fired on a Scottish boat.

In 1976 the two countries cut off talks with London.

We are ready to meet any time. Cod does not wait!
— Kari Nes (@karines) March 7, 2019

The post Norway rejects new herring quotas appeared first on The Skerry.

Leave a Reply
Fill in your details below or click an icon to log in:
";

#[test]
fn the_contracts_example_is_reproduced() {
    let found = reading(EXAMPLE);
    let article = &found.article;
    let pieces: Vec<_> = article.pieces().iter().map(|p| (p.raw.range(), p.kind)).collect();
    assert_eq!(
        pieces,
        [(17..50, PieceKind::Copy), (132..132, PieceKind::Inserted), (132..782, PieceKind::Copy)]
    );
    assert_eq!(article.text().chars().count(), 670);
    let left_out: Vec<_> =
        article.discarded().iter().map(|d| (d.raw.range(), d.why, d.words.as_deref())).collect();
    assert_eq!(
        left_out,
        [
            (0..17, Why::Header, Some(" date 2019-03-08 ")),
            (50..132, Why::Style, None),
            (
                782..853,
                Why::CommentForm,
                Some("\n\nLeave a Reply\nFill in your details below or click an icon to log in:\n")
            ),
        ]
    );
    let count = |at: usize| article.text()[..at].chars().count();
    let regions: Vec<_> =
        article.regions().iter().map(|r| (r.kind, count(r.span.start())..count(r.span.end()))).collect();
    assert_eq!(
        regions,
        [
            (RegionKind::Title, 0..33),
            (RegionKind::Note, 34..70),
            (RegionKind::Paragraph, 72..221),
            (RegionKind::Paragraph, 223..352),
            (RegionKind::Paragraph, 354..455),
            (RegionKind::Paragraph, 457..509),
            (RegionKind::EmbeddedPost, 511..596),
            (RegionKind::Byline, 561..596),
            (RegionKind::Footer, 598..670),
        ]
    );
    let facts = &found.facts;
    let because = |evidence: &avviso_text::Evidence| -> Vec<&str> {
        evidence.reasons().map(|r| r.because.name()).collect()
    };
    let title = facts.title.as_ref().unwrap();
    assert_eq!(title.value().value, "Norway rejects new herring quotas");
    assert_eq!(because(title.evidence()), ["title.first-line", "title.repeated-in-footer"]);
    let outlet = facts.outlet.as_ref().unwrap();
    assert_eq!(outlet.value().name.as_deref(), Some("The Skerry"));
    assert_eq!(because(outlet.evidence()), ["outlet.appeared-first-on"]);
    assert_eq!(facts.lineage.len(), 1);
    assert_eq!(facts.lineage[0].value().relation, Relation::RepublishedFrom);
    assert_eq!(facts.lineage[0].value().outlet.as_ref().map(|o| o.0.as_str()), Some("Harbour News"));
    assert_eq!(because(facts.lineage[0].evidence()), ["lineage.originally-published-by"]);
    let dates: Vec<_> = facts
        .dates
        .iter()
        .map(|d| {
            (
                d.value().kind,
                d.value().interval.from.map(|f| f.to_string()),
                d.evidence().first().because.name(),
            )
        })
        .collect();
    assert_eq!(
        dates,
        [
            (DateKind::Published, Some("2019-03-08".to_owned()), "date.header-line"),
            (DateKind::NotBefore, Some("2019-03-07".to_owned()), "date.not-before-embedded-post"),
        ]
    );
    assert_eq!(facts.language.value(), "en");
    assert_eq!(*facts.complete.value(), Completeness::Complete);
    assert_eq!(because(facts.complete.evidence()), ["complete.footer-reached"]);
}

#[test]
fn one_sentence_is_an_article() {
    assert_eq!(reading("Hello there, world.").article.text(), "Hello there, world.");
    assert_eq!(reading("").article.text(), "");
    assert_eq!(reading("\n \n").article.text(), "");
}

#[test]
fn furniture_inside_a_line_leaves_the_sentences_around_it() {
    let found = reading(
        "The two ministers met on Thursday and spoke for hours. Share this: Click to share on Facebook (Opens in new \
         window) They will meet again in May, as both sides said.",
    );
    assert_eq!(
        found.article.text(),
        "The two ministers met on Thursday and spoke for hours.\n\nThey will meet again in May, as both sides said."
    );
    assert!(found.article.discarded().iter().all(|d| d.why == Why::ShareBar));
}

#[test]
fn an_excerpt_names_whom_it_is_of() {
    let found = reading(
        "Cod Can Wait, by Kari Neset\n\nThis site likes a good quarrel. From Kari Nesset at\n\nThe ports have been \
         closed since the autumn, and nobody has said when the boats may go out again.\n\nTo continue reading: Cod Can \
         Wait\n\nLeave a Reply\nYou are commenting using your Google+ account. ( Log Out / Change )\nConnecting to %s",
    );
    let facts = &found.facts;
    let title = facts.title.as_ref().unwrap();
    assert_eq!(title.value().value, "Cod Can Wait");
    assert_eq!(found.article.slice(title.value().span.unwrap()), "Cod Can Wait");
    assert_eq!(facts.bylines.len(), 1);
    assert_eq!(facts.bylines[0].value().name, "Kari Nesset");
    assert_eq!(facts.bylines[0].value().kind, BylineKind::Person);
    assert_eq!(facts.bylines[0].evidence().reasons().count(), 2);
    assert_eq!(*facts.complete.value(), Completeness::Excerpt);
    let lineage = facts.lineage[0].value();
    assert_eq!(lineage.relation, Relation::ExcerptOf);
    assert_eq!(lineage.author.as_ref().map(|a| a.0.as_str()), Some("Kari Nesset"));
    assert!(!found.article.text().contains("Connecting"));
}

/// The folder of real pages, or `None`, said aloud.
fn pages() -> Option<PathBuf> {
    let folder = std::env::var_os("AVVISO_DATA").map(|data| PathBuf::from(data).join("pages"));
    if folder.is_none() {
        eprintln!("AVVISO_DATA is not set: the real pages are not tested");
    }
    folder.filter(|folder| folder.is_dir())
}

/// A row of `tests/pages/marks.tsv`.
struct Marked<'t> {
    file: &'t str,
    sha256: &'t str,
    kind: &'t str,
    range: std::ops::Range<usize>,
    note: &'t str,
}

/// Which bytes of the public pages are article and which are litter, marked by hand.
fn marks(table: &str) -> Vec<Marked<'_>> {
    let at = |cell: &str| cell.parse().expect("a position is a number");
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("file\t"))
        .map(|line| {
            let [file, sha256, kind, start, end, note] =
                line.split('\t').collect::<Vec<_>>().try_into().expect("a row has six cells");
            Marked { file, sha256, kind, range: at(start)..at(end), note }
        })
        .collect()
}

#[test]
fn real_pages_keep_their_article_and_lose_their_litter() {
    let Some(folder) = pages() else { return };
    let table =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/pages/marks.tsv")).unwrap();
    let rows = marks(&table);
    let mut files: Vec<&str> = rows.iter().map(|row| row.file).collect();
    files.dedup();
    assert_eq!(files.len(), 4);
    for file in files {
        let page = Page::new("x", std::fs::read(folder.join(file)).unwrap(), 16 << 20);
        let found = read(&page, Clean::Auto, &Limits::default());
        let article = &found.article;
        // Which bytes are text, and which are left out, with why; a byte is one of them.
        let mut kept = vec![false; page.bytes().len()];
        let mut dropped: Vec<Option<Why>> = vec![None; page.bytes().len()];
        for piece in article.pieces() {
            kept[piece.raw.range()].fill(true);
        }
        for discarded in article.discarded() {
            dropped[discarded.raw.range()].fill(Some(discarded.why));
        }
        for row in rows.iter().filter(|row| row.file == file) {
            assert_eq!(row.sha256, page.sha256_hex(), "{file}: marked on other bytes");
            let wrong = match row.kind {
                "article" => row.range.clone().find(|&at| !kept[at]),
                "litter" => row.range.clone().find(|&at| dropped[at].is_none()),
                kind => panic!("{file}: no kind of bytes: {kind}"),
            };
            assert_eq!(wrong, None, "{file}: {} {:?} ({})", row.kind, row.range, row.note);
            if row.note == "header" {
                assert!(
                    row.range.clone().all(|at| dropped[at] == Some(Why::Header)),
                    "{file}: {:?}",
                    row.range
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_handed_over_once(parts in proptest::collection::vec(prop_oneof![
        "\\PC{0,12}", "[ \n\r\t]{0,3}", Just("{".to_owned()), Just("}".to_owned()), Just("(@a) May 1, 2020".to_owned()),
        Just("— ".to_owned()), Just("Leave a Reply\n".to_owned()), Just("Share this".to_owned()), Just("From Kari Nes at\n".to_owned()),
        Just("The post A b c d appeared first on X.".to_owned()), Just(" date 2019-01-01 ".to_owned()), Just("2 comments\n".to_owned()),
        Just("The two men met, and they spoke of it for hours in the city.".to_owned()), Just("window.a = b;".to_owned()),
    ], 0..24)) {
        let text = parts.concat();
        let found = reading(&text);
        let article = &found.article;
        let mut covered = vec![0u8; text.len()];
        for raw in article.pieces().iter().map(|p| p.raw).chain(article.discarded().iter().map(|d| d.raw)) {
            for at in raw.range() {
                covered[at] += 1;
            }
        }
        prop_assert!(covered.iter().all(|&n| n == 1));
        // A page cut anywhere still gives a reading.
        let half = (0..=text.len() / 2).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let _ = reading(&text[..half]);
    }
}
