//! The headline: the title region of the text, or what metadata says; each place where it is said again is evidence.

use std::ops::Range;

use avviso_text::facts::Title;
use avviso_text::{Confidence, Evidence, Fact, RegionKind, RuleId, Span, Utf8};

use crate::facts::handoff;
use crate::facts::names;
use crate::read::Seen;

const FIRST_LINE: RuleId = RuleId::new("title.first-line");
const HEADING: RuleId = RuleId::new("title.heading");
const IN_FOOTER: RuleId = RuleId::new("title.repeated-in-footer");
const IN_METADATA: RuleId = RuleId::new("title.metadata");
const IN_TITLE_ELEMENT: RuleId = RuleId::new("title.title-element");

/// Finds the headline.
pub(crate) fn find(seen: &Seen<'_>) -> Option<Fact<Title>> {
    let article = seen.article;
    let region = article.regions().iter().find(|region| region.kind == RegionKind::Title);
    let said = metadata_titles(seen);
    let Some(region) = region else { return from_metadata(seen, &said) };
    let words = article.slice(region.span);
    // "Cod and honour, by Kari Nes": the headline proper ends before the byline.
    let end = names::title_ending(words).map_or(words.len(), |(end, _, _)| end);
    let span = article.trim(article.span(region.span.start()..region.span.start() + end)?);
    let value = article.slice(span).to_owned();
    let in_html = !seen.metadata.items.is_empty();
    let mut evidence = Evidence::at(span, if in_html { HEADING } else { FIRST_LINE });
    let mut witnesses = 0;
    for (place, title) in handed_titles(seen) {
        if same(&title, &value) {
            evidence = evidence.and(place, IN_FOOTER);
            witnesses += 1;
        }
    }
    for (title, place, rule) in &said {
        if same(title, &value) || same(without_ending(title), &value) {
            evidence = evidence.and(seen.decoded.raw(*place), *rule);
            witnesses += 1;
        }
    }
    let sure = match (witnesses, said.is_empty()) {
        (0, true) => 80,
        (0, false) => 60,
        (1, _) => 95,
        _ => 98,
    };
    Some(Fact::new(Title { value, span: Some(span), raw: None }, Confidence::percent(sure), evidence))
}

/// Headlines that footers repeat, with their places.
fn handed_titles(seen: &Seen<'_>) -> Vec<(Span<avviso_text::Text>, String)> {
    let article = seen.article;
    let regions =
        article.regions().iter().filter(|r| matches!(r.kind, RegionKind::Footer | RegionKind::Note));
    regions
        .filter_map(|region| {
            let line = article.slice(region.span);
            let title: Range<usize> = handoff::read(line)?.title?;
            let span = article.span(region.span.start() + title.start..region.span.start() + title.end)?;
            Some((span, line.get(title)?.to_owned()))
        })
        .collect()
}

/// What metadata says the title is, best first.
fn metadata_titles(seen: &Seen<'_>) -> Vec<(String, Span<Utf8>, RuleId)> {
    let mut out = Vec::new();
    let mut take = |wanted: &dyn Fn(&str) -> bool, rule: RuleId| {
        for item in seen.metadata.items.iter().filter(|item| wanted(&item.key)) {
            let value = item.value.trim();
            if !value.is_empty() && value.len() < 600 {
                out.push((value.to_owned(), item.span, rule));
            }
        }
    };
    take(
        &|key| {
            key.starts_with("jsonld:") && key.ends_with("Article.headline")
                || key == "jsonld:BlogPosting.headline"
        },
        IN_METADATA,
    );
    take(
        &|key| {
            matches!(
                key,
                "meta:og:title" | "meta:twitter:title" | "itemprop:headline" | "meta:title" | "meta:dc.title"
            )
        },
        IN_METADATA,
    );
    take(&|key| key == "h1", IN_METADATA);
    take(&|key| key == "title", IN_TITLE_ELEMENT);
    out
}

/// A headline that stands nowhere in the text.
fn from_metadata(seen: &Seen<'_>, said: &[(String, Span<Utf8>, RuleId)]) -> Option<Fact<Title>> {
    let (whole, place, rule) = said.first()?;
    let (mut value, mut place) = (whole.as_str(), *place);
    // The site's name is left away where the bytes of what is left can be named.
    let short = without_ending(whole);
    if *rule == IN_TITLE_ELEMENT
        && short.len() < whole.len()
        && let Some(at) = seen.decoded.slice(place).find(short)
        && let Some(named) = seen.decoded.span(place.start() + at..place.start() + at + short.len())
    {
        (value, place) = (short, named);
    }
    let raw = seen.decoded.raw(place);
    // Perhaps the words do stand in the text, unmarked: then they are its headline.
    let at = seen.article.text().find(value).filter(|&at| at < 400);
    let span = at.and_then(|at| seen.article.span(at..at + value.len()));
    let mut evidence = Evidence::at(raw, *rule);
    for (title, place, rule) in said.iter().skip(1).filter(|(title, _, _)| same(title, value)) {
        let _ = title;
        evidence = evidence.and(seen.decoded.raw(*place), *rule);
    }
    let raw = if span.is_some() { None } else { Some(raw) };
    Some(Fact::new(Title { value: value.to_owned(), span, raw }, Confidence::percent(80), evidence))
}

/// A title without the site's name at its end: "Cod and honour | The Skerry".
pub(crate) fn without_ending(title: &str) -> &str {
    ending(title).map_or(title, |(at, _)| title.get(..at).unwrap_or(title))
}

/// Where the site's name at the end of a title is parted off, and the name.
pub(crate) fn ending(title: &str) -> Option<(usize, Range<usize>)> {
    [" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · "]
        .iter()
        .filter_map(|mark| title.rfind(mark).map(|at| (at, at + mark.len()..title.len())))
        .max_by_key(|(at, _)| *at)
        .filter(|(at, name)| {
            let head = title.get(..*at).unwrap_or_default().split_whitespace().count();
            let tail = title.get(name.clone()).unwrap_or_default().split_whitespace().count();
            head >= 3 && (1..=5).contains(&tail)
        })
}

/// Equal but for case, marks and white space.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let letters = |s: &str| -> Vec<char> {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_parted_off() {
        assert_eq!(without_ending("Cod and honour win | The Skerry"), "Cod and honour win");
        assert_eq!(without_ending("Cod – and honour"), "Cod – and honour");
        assert_eq!(
            without_ending("Cod, honour and a very long afterthought"),
            "Cod, honour and a very long afterthought"
        );
    }

    #[test]
    fn titles_are_the_same_but_for_marks() {
        assert!(same("Cod – and Honour", "cod - and honour"));
        assert!(!same("Cod and honour", "Cod"));
    }
}
