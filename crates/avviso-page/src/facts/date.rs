//! All that bears on the day of publication. Nothing is decided here; the dating pass weighs the clues.

use std::ops::Range;

use avviso_text::facts::{DateClue, DateKind};
use avviso_text::{
    At, Confidence, Day, Evidence, Fact, Interval, Precision, RegionKind, RuleId, Span, Stamp, Text,
};

use crate::facts::calendar::YEARS;
use crate::facts::tables::CALENDAR;
use crate::facts::uniqid;
use crate::plain;
use crate::read::Seen;

const HEADER_LINE: RuleId = RuleId::new("date.header-line");
const EMBEDDED_POST: RuleId = RuleId::new("date.not-before-embedded-post");
const DATELINE: RuleId = RuleId::new("date.dateline");
const BYLINE: RuleId = RuleId::new("date.byline");
const METADATA: RuleId = RuleId::new("date.metadata");
const TIME_ELEMENT: RuleId = RuleId::new("date.time-element");
const ADDRESS: RuleId = RuleId::new("date.address");
const DECLARED: RuleId = RuleId::new("date.declared-by-input");
const UPLOAD: RuleId = RuleId::new("date.not-before-upload");
const RENDERED: RuleId = RuleId::new("date.not-after-rendering-ids");

/// Finds the clues, in the order: text, what was left out, metadata, addresses.
pub(crate) fn find(seen: &Seen<'_>) -> Vec<Fact<DateClue>> {
    let mut out = Vec::new();
    header(seen, &mut out);
    regions(seen, &mut out);
    rendering(seen, &mut out);
    metadata(seen, &mut out);
    addresses(seen, &mut out);
    declared(seen, &mut out);
    out
}

fn clue(kind: DateKind, interval: Interval, sure: u16, evidence: Evidence) -> Fact<DateClue> {
    Fact::new(DateClue { kind, interval }, Confidence::percent(sure), evidence)
}

fn not_before(day: Day) -> Interval {
    Interval { from: Some(Stamp::day(day)), to: None, precision: Precision::Interval }
}

fn not_after(stamp: Stamp) -> Interval {
    Interval { from: None, to: Some(stamp), precision: Precision::Interval }
}

fn of_stamp(stamp: Stamp) -> Interval {
    if stamp.clock.is_some() { Interval::instant(stamp) } else { Interval::day(stamp.day) }
}

/// The crawler's header line: a day, an instant, or a month.
fn header(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    for block in seen.blocks.iter().filter(|block| block.because == plain::HEADER) {
        let line = seen.decoded.slice(block.span);
        let words = plain::words::words(line);
        let forms: Vec<&str> = words.iter().map(|w| w.of(line)).collect();
        let Some((taken, Some(index))) = plain::header::find(&forms) else { continue };
        let Some(word) = words.get(index) else { continue };
        let form = forms.get(index).copied().unwrap_or_default();
        let trimmed = form.trim_matches(|c: char| !c.is_alphanumeric());
        let lead = form.find(trimmed).unwrap_or(0);
        let mut bytes = block.span.start() + word.start() + lead
            ..block.span.start() + word.start() + lead + trimmed.len();
        let mut stamp =
            Stamp::parse(trimmed).or_else(|| trimmed.get(..10).and_then(Day::parse).map(Stamp::day));
        // "date: 2017-11-24 10:15:00": the clock is a word of its own.
        if index + 1 < taken
            && let Some(clock) = words.get(index + 1)
            && let Some(both) = line.get(word.start() + lead..clock.end()).and_then(Stamp::parse)
        {
            stamp = Some(both);
            bytes.end = block.span.start() + clock.end();
        }
        let interval = stamp.map(of_stamp).or_else(|| {
            let first = plain::header::month(trimmed)?;
            Interval::month(first.year(), first.month())
        });
        if let (Some(interval), Some(span)) = (interval, seen.decoded.span(bytes)) {
            let at = seen.decoded.raw(span);
            out.push(clue(DateKind::Published, interval, 90, Evidence::at(at, HEADER_LINE)));
        }
    }
}

/// Datelines, and the days of embedded posts.
fn regions(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    let article = seen.article;
    let all = article.regions();
    // Regions come by start, the longer first: the latest post is the one that may hold a signature.
    let mut post: Option<Span<Text>> = None;
    for region in all {
        let line = article.slice(region.span);
        match region.kind {
            RegionKind::EmbeddedPost => post = Some(region.span),
            // "By Kari Nes - March 7, 2019"
            RegionKind::Byline if !post.is_some_and(|post| post.contains(region.span)) => {
                days_of(seen, region.span, BYLINE, out);
            }
            RegionKind::Byline => {
                if let Some((range, day)) = CALENDAR.days(line).into_iter().next_back()
                    && let Some(span) =
                        article.span(region.span.start() + range.start..region.span.start() + range.end)
                {
                    out.push(clue(
                        DateKind::NotBefore,
                        not_before(day),
                        90,
                        Evidence::at(span, EMBEDDED_POST),
                    ));
                }
            }
            RegionKind::Dateline => days_of(seen, region.span, DATELINE, out),
            _ => {}
        }
    }
}

/// The days that a line near the headline names, published or changed by the word before each.
fn days_of(seen: &Seen<'_>, region: Span<Text>, rule: RuleId, out: &mut Vec<Fact<DateClue>>) {
    let line = seen.article.slice(region);
    let mut from = 0;
    for (range, day) in CALENDAR.days(line) {
        let kind = kind_before(line.get(from..range.start).unwrap_or_default());
        from = range.end;
        if let Some(span) = seen.article.span(region.start() + range.start..region.start() + range.end) {
            out.push(clue(kind, Interval::day(day), 75, Evidence::at(span, rule)));
        }
    }
}

/// Published or changed, by the word before the day.
fn kind_before(words: &str) -> DateKind {
    const CHANGED: [&str; 14] = [
        "updated",
        "modified",
        "revised",
        "aktualisiert",
        "mis à jour",
        "actualizado",
        "atualizado",
        "aggiornato",
        "bijgewerkt",
        "oppdatert",
        "uppdaterad",
        "opdateret",
        "päivitetty",
        "обновлено",
    ];
    let lower = words.to_lowercase();
    if CHANGED.iter().any(|word| lower.contains(word)) { DateKind::Modified } else { DateKind::Published }
}

/// Ids that were made when the page was rendered.
fn rendering(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    let Some(found) = uniqid::rendered(seen.decoded.text()) else { return };
    let Some(stamp) = Stamp::from_unix(found.second) else { return };
    let mut evidence: Option<Evidence> = None;
    for place in &found.places {
        let Some(span) = seen.decoded.span(place.clone()) else { continue };
        let at = seen.decoded.raw(span);
        evidence = Some(match evidence {
            None => Evidence::at(at, RENDERED),
            Some(evidence) => evidence.and(at, RENDERED),
        });
    }
    if let Some(evidence) = evidence {
        let evidence = evidence.noting("PHP uniqid: seconds and microseconds of the rendering");
        out.push(clue(DateKind::NotAfter, not_after(stamp), 80, evidence));
    }
}

fn metadata(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    for item in &seen.metadata.items {
        let key = item.key.as_str();
        let Some((kind, sure, rule)) = reading(key) else { continue };
        let stamp =
            Stamp::parse(&item.value).or_else(|| CALENDAR.first(&item.value).map(|(_, day)| Stamp::day(day)));
        let Some(stamp) = stamp.filter(|s| YEARS.contains(&s.day.year())) else { continue };
        let at = seen.decoded.raw(item.span);
        out.push(clue(kind, of_stamp(stamp), sure, Evidence::at(at, rule).noting(key)));
    }
}

/// What a key of the metadata says about time.
fn reading(key: &str) -> Option<(DateKind, u16, RuleId)> {
    use DateKind::{Modified, Published};
    let of_article =
        ["Article.", "Posting.", "Report.", "Review.", "LiveBlogPosting."].iter().any(|t| key.contains(t));
    Some(match key {
        "meta:article:published_time" | "itemprop:datePublished" => (Published, 90, METADATA),
        "meta:article:modified_time"
        | "meta:og:updated_time"
        | "itemprop:dateModified"
        | "meta:last-modified" => (Modified, 85, METADATA),
        "meta:date"
        | "meta:dc.date"
        | "meta:dc.date.issued"
        | "meta:dcterms.created"
        | "meta:pubdate"
        | "meta:publish-date"
        | "meta:publishdate"
        | "meta:publish_date"
        | "meta:parsely-pub-date"
        | "meta:sailthru.date"
        | "meta:cxenseparse:recs:publishtime"
        | "meta:article.published"
        | "meta:og:article:published_time"
        | "meta:date.issued"
        | "meta:originalpublicationdate"
        | "meta:citation_publication_date"
        | "meta:displaydate"
        | "itemprop:dateCreated" => (Published, 75, METADATA),
        "time:datetime" | "time" => (Published, 60, TIME_ELEMENT),
        _ if key.starts_with("jsonld:") && of_article && key.ends_with(".datePublished") => {
            (Published, 95, METADATA)
        }
        _ if key.starts_with("jsonld:") && key.ends_with("WebPage.datePublished") => {
            (Published, 80, METADATA)
        }
        _ if key.starts_with("jsonld:") && of_article && key.ends_with(".dateCreated") => {
            (Published, 70, METADATA)
        }
        _ if key.starts_with("jsonld:") && of_article && key.ends_with(".dateModified") => {
            (Modified, 90, METADATA)
        }
        _ => return None,
    })
}

/// Days in addresses: of the page, and of what was uploaded for it.
fn addresses(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    let mut told: Vec<Interval> = Vec::new();
    for item in &seen.metadata.items {
        let at = seen.decoded.raw(item.span);
        let key = item.key.as_str();
        if matches!(key, "link:canonical" | "meta:og:url") {
            if let Some(interval) = in_path(&item.value).filter(|i| !told.contains(i)) {
                told.push(interval);
                out.push(clue(DateKind::Published, interval, 75, Evidence::at(at, ADDRESS)));
            }
        } else if matches!(key, "meta:og:image" | "meta:twitter:image")
            && let Some(from) = in_path(&item.value).and_then(|i| i.from)
        {
            out.push(clue(DateKind::NotBefore, not_before(from.day), 60, Evidence::at(at, UPLOAD)));
        }
    }
    if let (Some(interval), Some(at)) = (seen.page.url().and_then(in_path), seen.page.span(0..0))
        && !told.contains(&interval)
    {
        let evidence = Evidence::at(At::from(at), ADDRESS).noting("in the address that the input gives");
        out.push(clue(DateKind::Published, interval, 75, evidence));
    }
}

/// The day or month in an address's path: `/2017/12/03/`, `/2017/12/`, `/2017-12-03-`, `/20171203`.
///
/// Leaves alone `/article/20171234`, `/2017/99/`, `/items/1999`.
fn in_path(address: &str) -> Option<Interval> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest).split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let number = |part: Option<&&str>, len: Range<usize>| -> Option<u16> {
        part.filter(|p| len.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|p| p.parse().ok())
    };
    for (index, part) in parts.iter().enumerate() {
        if let Some(day) = part.get(..10).and_then(Day::parse).filter(|d| YEARS.contains(&d.year())) {
            return Some(Interval::day(day));
        }
        if let (Some(year), Some(month)) = (number(Some(part), 4..5), number(parts.get(index + 1), 1..3))
            && YEARS.contains(&year)
            && let Some(of_month) = u8::try_from(month).ok().and_then(|m| Interval::month(year, m))
        {
            let day = number(parts.get(index + 2), 1..3)
                .and_then(|d| Day::new(year, month as u8, u8::try_from(d).ok()?));
            return Some(day.map_or(of_month, Interval::day));
        }
        if part.len() >= 8
            && part.as_bytes().iter().take(8).all(u8::is_ascii_digit)
            && !part.as_bytes().get(8).is_some_and(u8::is_ascii_digit)
        {
            let day = Day::new(
                part.get(..4)?.parse().ok()?,
                part.get(4..6)?.parse().ok()?,
                part.get(6..8)?.parse().ok()?,
            );
            if let Some(day) = day.filter(|d| YEARS.contains(&d.year())) {
                return Some(Interval::day(day));
            }
        }
    }
    None
}

/// The day that the input's own metadata gives.
fn declared(seen: &Seen<'_>, out: &mut Vec<Fact<DateClue>>) {
    let Some(date) = seen.page.declared_date() else { return };
    let stamp = Stamp::parse(date).or_else(|| CALENDAR.first(date).map(|(_, day)| Stamp::day(day)));
    if let (Some(stamp), Some(at)) = (stamp, seen.page.span(0..0)) {
        let evidence = Evidence::at(At::from(at), DECLARED).noting("the date that the input gives");
        out.push(clue(DateKind::Published, of_stamp(stamp), 85, evidence));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(address: &str) -> Option<String> {
        in_path(address).and_then(|i| i.from).map(|s| s.to_string())
    }

    #[test]
    fn addresses_name_days_and_months() {
        assert_eq!(path("https://a.example/2017/12/03/cod/").as_deref(), Some("2017-12-03"));
        assert_eq!(path("https://a.example/news/2017/12/cod").as_deref(), Some("2017-12-01"));
        assert_eq!(path("https://a.example/2017-12-03-cod").as_deref(), Some("2017-12-03"));
        assert_eq!(path("https://a.example/world/20171203-cod").as_deref(), Some("2017-12-03"));
        assert_eq!(path("https://a.example/article/20171234"), None);
        assert_eq!(path("https://a.example/2017/99/cod"), None);
        assert_eq!(path("https://a.example/items/1999"), None);
        assert_eq!(path("https://a.example/cod?d=2017/12/03"), None);
    }

    #[test]
    fn the_word_before_a_day_says_what_it_means() {
        assert_eq!(kind_before("Last updated: "), DateKind::Modified);
        assert_eq!(kind_before("Published "), DateKind::Published);
    }
}
