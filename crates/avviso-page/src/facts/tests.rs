//! Facts from made-up metadata beside a made-up text.

use avviso_text::facts::{BylineKind, DateKind, Relation};
use avviso_text::{Decoded, Diagnostics, Limits, Page, PageFacts};

use crate::metadata::{Item, Metadata};
use crate::read::Seen;
use crate::{emit, facts, plain};

/// The facts of a text with these statements of metadata. Each statement's place is the page's first bytes.
fn facts_of(text: &str, items: &[(&str, &str, u32)], url: Option<&str>) -> PageFacts {
    let page = Page::new("x", text.as_bytes().to_vec(), u32::MAX).with_url(url.map(str::to_owned));
    let decoded = Decoded::identity(text.to_owned(), "utf-8", 0);
    let blocks = plain::blocks(&decoded, &Limits::default(), &mut Diagnostics::new());
    let article = emit::emit(&page, &decoded, &blocks);
    let span = decoded.span(0..1).unwrap();
    let items = items
        .iter()
        .map(|&(key, value, object)| Item { key: key.to_owned(), value: value.to_owned(), span, object })
        .collect();
    let metadata = Metadata { items };
    let seen =
        Seen { page: &page, decoded: &decoded, article: &article, blocks: &blocks, metadata: &metadata };
    facts::find(&seen, &mut Diagnostics::new())
}

const TEXT: &str =
    "Cod can wait\n\nThe two ministers met again on Thursday, and they spoke about the border for hours.";

#[test]
fn authors_of_linked_data_are_told_apart() {
    let found = facts_of(
        TEXT,
        &[
            ("jsonld:NewsArticle.author.@type", "Person", 1),
            ("jsonld:NewsArticle.author.name", "Kari Nes and Ola Berg", 1),
            ("jsonld:NewsArticle.author.name", "dpa", 1),
            ("meta:author", "Harbour Webmaster", 0),
        ],
        None,
    );
    let names: Vec<_> = found.bylines.iter().map(|b| (b.value().name.as_str(), b.value().kind)).collect();
    assert_eq!(
        names,
        [("Kari Nes", BylineKind::Person), ("Ola Berg", BylineKind::Person), ("dpa", BylineKind::Agency)]
    );
    let found = facts_of(
        TEXT,
        &[
            ("jsonld:NewsArticle.author.@type", "Organization", 1),
            ("jsonld:NewsArticle.author.name", "Harbour News", 1),
        ],
        None,
    );
    assert_eq!(found.bylines[0].value().kind, BylineKind::Desk);
}

#[test]
fn dates_that_contradict_each_other_are_both_clues() {
    let found = facts_of(
        TEXT,
        &[
            ("meta:article:published_time", "2031-01-01T00:00:00Z", 0),
            ("link:canonical", "https://harbour.example/2017/12/03/cod", 0),
            ("jsonld:NewsArticle.dateModified", "2017-12-05T10:00:00+01:00", 1),
            ("jsonld:NewsArticle.datePublished", "2017-02-30", 1),
            ("meta:date", "0000-00-00", 0),
            ("itemprop:datePublished", "2017-12-03T10:00:00+99:00", 0),
        ],
        None,
    );
    let dates: Vec<_> = found
        .dates
        .iter()
        .map(|d| (d.value().kind, d.value().interval.from.map(|f| f.to_string()).unwrap_or_default()))
        .collect();
    assert_eq!(
        dates,
        [
            (DateKind::Published, "2031-01-01T00:00:00Z".to_owned()),
            (DateKind::Modified, "2017-12-05T10:00:00+01:00".to_owned()),
            // The zone is impossible, the day is not.
            (DateKind::Published, "2017-12-03".to_owned()),
            (DateKind::Published, "2017-12-03".to_owned()),
        ]
    );
}

#[test]
fn the_outlet_is_who_publishes_and_the_origin_who_published_before() {
    let text = "Cod can wait\n\nOriginally published by Harbour News\n\nThe two ministers met again on Thursday, and \
                they spoke about the border for hours.\n\nThe post Cod can wait appeared first on Harbour News.";
    let found =
        facts_of(text, &[("meta:og:site_name", "The Skerry", 0)], Some("https://www.skerry.example/cod"));
    let outlet = found.outlet.unwrap();
    assert_eq!(outlet.value().name.as_deref(), Some("The Skerry"));
    assert_eq!(outlet.value().domain.as_deref(), Some("skerry.example"));
    assert!(found.lineage.iter().all(|l| l.value().relation == Relation::RepublishedFrom));
    assert_eq!(found.lineage[0].value().outlet.as_ref().unwrap().0, "Harbour News");
}

#[test]
fn a_title_ending_is_an_outlet_only_if_the_address_agrees() {
    let title = ("title", "Cod can wait a while | The Skerry", 0);
    let found = facts_of(TEXT, &[title, ("link:canonical", "https://theskerry.example/cod", 0)], None);
    assert_eq!(found.outlet.unwrap().value().name.as_deref(), Some("The Skerry"));
    let found = facts_of(TEXT, &[title, ("link:canonical", "https://harbour.example/cod", 0)], None);
    assert_eq!(found.outlet.unwrap().value().name, None);
}

#[test]
fn a_title_that_stands_only_in_metadata_has_its_bytes() {
    let text = "The two ministers met again on Thursday, and they spoke about the border for hours.";
    let found = facts_of(text, &[("meta:og:title", "Cod can wait", 0)], None);
    let title = found.title.unwrap();
    assert_eq!(title.value().value, "Cod can wait");
    assert!(title.value().span.is_none() && title.value().raw.is_some());
    let found = facts_of(TEXT, &[("meta:og:title", "Cod can wait", 0)], None);
    let title = found.title.unwrap();
    assert!(title.value().span.is_some() && title.value().raw.is_none());
    assert_eq!(title.evidence().reasons().count(), 2);
}

#[test]
fn agencies_are_credited() {
    let text = "Cod can wait\n\nBERGEN (Reuters) - The two ministers met again on Thursday, and they spoke about the \
                border for hours.\n\nWith material from AFP and dpa.";
    let found = facts_of(text, &[], None);
    let wires: Vec<_> = found
        .lineage
        .iter()
        .filter(|l| l.value().relation == Relation::WireCredit)
        .map(|l| l.value().outlet.as_ref().unwrap().0.as_str())
        .collect();
    assert_eq!(wires, ["Reuters", "AFP"]);
}

#[test]
fn the_declared_language_counts_where_words_are_few() {
    let found = facts_of("Torsk.", &[("html:lang", "nb-NO", 0)], None);
    assert_eq!(found.language.value(), "no");
    assert_eq!(facts_of("Torsk.", &[], None).language.value(), "en");
}
