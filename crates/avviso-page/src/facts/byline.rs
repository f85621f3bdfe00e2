//! Who signed the article: byline regions, a headline's ending, hand-off notes, metadata.

use avviso_text::facts::{Byline, BylineKind};
use avviso_text::{At, Confidence, Evidence, Fact, RegionKind, RuleId, Span, Text};

use crate::facts::handoff;
use crate::facts::names;
use crate::read::Seen;

const BYLINE: RuleId = RuleId::new("byline.line");
const TITLE_ENDING: RuleId = RuleId::new("byline.title-ending");
const HAND_OFF: RuleId = RuleId::new("byline.hand-off");
const METADATA: RuleId = RuleId::new("byline.metadata");

struct Named {
    name: String,
    at: At,
    kind: BylineKind,
    rule: RuleId,
    sure: u16,
}

/// Finds the names that sign the article, in the order in which they are met: text first, then metadata. A name
/// spelled in two ways that differ by a slip is one name, with both places as evidence; the longer spelling stands.
pub(crate) fn find(seen: &Seen<'_>) -> Vec<Fact<Byline>> {
    let mut groups: Vec<Vec<Named>> = Vec::new();
    for named in in_text(seen).into_iter().chain(in_metadata(seen)) {
        let known =
            groups.iter().position(|group| group.iter().any(|other| same_name(&other.name, &named.name)));
        if let Some(group) = known.and_then(|index| groups.get_mut(index)) {
            group.push(named);
        } else if groups.len() < 32 {
            groups.push(vec![named]);
        }
    }
    groups.iter().filter_map(|group| fact(group)).collect()
}

fn fact(group: &[Named]) -> Option<Fact<Byline>> {
    let best = group.iter().enumerate().max_by_key(|(i, n)| (n.name.chars().count(), usize::MAX - i))?.1;
    let mut sure = group.iter().map(|n| n.sure).max()?;
    if group.len() > 1 {
        sure = (sure + 5).min(98);
    }
    let byline = Byline { name: best.name.clone(), at: best.at, kind: best.kind };
    let mut evidence: Option<Evidence> = None;
    for named in group {
        evidence = Some(match evidence {
            None => Evidence::at(named.at, named.rule),
            Some(evidence) => evidence.and(named.at, named.rule),
        });
    }
    let spellings_differ = group.iter().any(|n| n.name != best.name && differ(&n.name, &best.name) > 0);
    let evidence =
        if spellings_differ { evidence?.noting("the page spells the name in two ways") } else { evidence? };
    Some(Fact::new(byline, Confidence::percent(sure), evidence))
}

fn in_text(seen: &Seen<'_>) -> Vec<Named> {
    let article = seen.article;
    let regions = article.regions();
    // Regions come by start, the longer first: the latest post or title is the one that may hold a byline.
    let mut outer: Option<Span<Text>> = None;
    let mut out = Vec::new();
    for region in regions {
        let line = article.slice(region.span);
        if matches!(region.kind, RegionKind::EmbeddedPost | RegionKind::Title) {
            outer = Some(region.span);
        }
        let (ranges, rule, sure) = match region.kind {
            RegionKind::Byline => {
                // A post's signature is not the article's; a title's ending is read with the title.
                if outer.is_some_and(|outer| outer.contains(region.span)) {
                    continue;
                }
                let found = names::byline(line).or_else(|| names::whole(line));
                (found.unwrap_or_default(), BYLINE, 90)
            }
            RegionKind::Title => {
                (names::title_ending(line).map(|(_, _, names)| names).unwrap_or_default(), TITLE_ENDING, 85)
            }
            RegionKind::Note => {
                (handoff::read(line).and_then(|f| f.author).into_iter().collect(), HAND_OFF, 80)
            }
            _ => continue,
        };
        for range in ranges {
            let start = region.span.start();
            if let Some(span) = article.span(start + range.start..start + range.end) {
                let name = tidy(article.slice(span));
                out.push(Named { kind: names::kind(&name), name, at: span.into(), rule, sure });
            }
        }
    }
    out
}

fn in_metadata(seen: &Seen<'_>) -> Vec<Named> {
    let mut out = Vec::new();
    let items = &seen.metadata.items;
    // JSON-LD is written with care; the looser places count only where it is silent.
    let article_author = |key: &str| {
        key.starts_with("jsonld:")
            && (key.ends_with(".author.name") || key.ends_with(".author") || key.ends_with(".creator"))
            && ["Article.", "Posting.", "Report.", "Review.", "WebPage."].iter().any(|t| key.contains(t))
    };
    for item in items.iter().filter(|item| article_author(&item.key)) {
        let type_key = format!("{}.@type", item.key.trim_end_matches(".name"));
        let organisation = items
            .iter()
            .find(|other| other.key == type_key && other.object == item.object)
            .is_some_and(|other| other.value.contains("Organi"));
        take(seen, item, organisation, 92, &mut out);
    }
    if out.is_empty() {
        let loose = |key: &str| {
            matches!(
                key,
                "meta:author"
                    | "meta:article:author"
                    | "meta:dc.creator"
                    | "meta:sailthru.author"
                    | "meta:parsely-author"
                    | "meta:byl"
                    | "itemprop:author"
                    | "rel:author"
                    | "class:byline"
            )
        };
        for item in items.iter().filter(|item| loose(&item.key)) {
            take(seen, item, false, 75, &mut out);
        }
    }
    out
}

fn take(seen: &Seen<'_>, item: &crate::metadata::Item, organisation: bool, sure: u16, out: &mut Vec<Named>) {
    let value = item.value.trim();
    let at: At = seen.decoded.raw(item.span).into();
    if value.contains("://") || value.len() > 200 {
        return;
    }
    let ranges = names::byline(value).or_else(|| names::split(value));
    match ranges {
        Some(ranges) => {
            for range in ranges {
                let name = tidy(value.get(range).unwrap_or_default());
                let kind = match names::kind(&name) {
                    BylineKind::Person if organisation => BylineKind::Desk,
                    kind => kind,
                };
                out.push(Named { name, at, kind, rule: METADATA, sure });
            }
        }
        // One word, or an outlet's name: still who signs, if the metadata says so plainly.
        None if sure > 80 && !value.is_empty() && value.split_whitespace().count() <= 6 => {
            let kind = if organisation { BylineKind::Desk } else { names::kind(value) };
            out.push(Named { name: tidy(value), at, kind, rule: METADATA, sure: 75 });
        }
        None => {}
    }
}

/// White space folded: a no-break space inside a name is a space of the name.
fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two names are one: equal letters, or names of two words and more that differ by one slip of the pen.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let slips = differ(a, b);
    let words = a.split_whitespace().count();
    slips == 0
        || (slips == 1 && words >= 2 && a.chars().count() >= 8 && words == b.split_whitespace().count())
}

/// How many letters were left out, added or changed, up to 2 (more is 2).
fn differ(a: &str, b: &str) -> usize {
    let letters = |s: &str| -> Vec<char> {
        s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(80).collect()
    };
    let (a, b) = (letters(a), letters(b));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    (a.len() - head - tail).max(b.len() - head - tail).min(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_one_name() {
        assert!(same_name("Kari Nesset", "Kari Neset"));
        assert!(same_name("KARI NES", "Kari Nes"));
        assert!(!same_name("Kari Nesset", "Kåre Nissat"));
        assert!(!same_name("Ola Li", "Ola Ly"));
    }
}
