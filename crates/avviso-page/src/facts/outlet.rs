//! Who published the page: what a feed's footer, metadata, a title's ending and the address say.

use avviso_text::facts::Outlet;
use avviso_text::{At, Confidence, Evidence, Fact, RegionKind, RuleId, Span, Utf8};

use crate::facts::handoff::{self, Meaning};
use crate::facts::title::{ending, same};
use crate::read::Seen;

const APPEARED_FIRST_ON: RuleId = RuleId::new("outlet.appeared-first-on");
const SITE_NAME: RuleId = RuleId::new("outlet.site-name");
const PUBLISHER: RuleId = RuleId::new("outlet.publisher");
const TITLE_ENDING: RuleId = RuleId::new("outlet.title-ending");
const SITE_LINE: RuleId = RuleId::new("outlet.site-line");
const ADDRESS: RuleId = RuleId::new("outlet.address");

/// One place where the outlet is named.
struct Named {
    name: String,
    at: At,
    rule: RuleId,
    sure: u16,
}

/// Finds the outlet.
pub(crate) fn find(seen: &Seen<'_>) -> Option<Fact<Outlet>> {
    let mut named = named(seen);
    let domain = domain(seen);
    // A title's ending is a name only if something else says so too, or the domain does.
    let confirmed = |n: &Named, all: &[Named]| {
        n.rule != TITLE_ENDING
            || all.iter().any(|m| m.rule != TITLE_ENDING && same(&m.name, &n.name))
            || domain.as_ref().is_some_and(|(d, _)| alike(d, &n.name))
            || seen.metadata.items.is_empty()
    };
    let keep: Vec<bool> = named.iter().map(|n| confirmed(n, &named)).collect();
    let mut keep = keep.into_iter();
    named.retain(|_| keep.next().unwrap_or(true));
    named.sort_by_key(|n| std::cmp::Reverse(n.sure));
    let Some(best) = named.first() else {
        let (domain, at) = domain?;
        return Some(Fact::new(
            Outlet { name: None, at: None, domain: Some(domain) },
            Confidence::percent(80),
            Evidence::at(at?, ADDRESS),
        ));
    };
    let mut evidence = Evidence::at(best.at, best.rule);
    let mut sure = best.sure;
    for other in named.iter().skip(1).filter(|other| same(&other.name, &best.name)) {
        evidence = evidence.and(other.at, other.rule);
        sure = (sure + 3).min(98);
    }
    if let Some((_, Some(at))) = &domain {
        evidence = evidence.and(*at, ADDRESS);
    }
    let outlet =
        Outlet { name: Some(best.name.clone()), at: Some(best.at), domain: domain.map(|(domain, _)| domain) };
    Some(Fact::new(outlet, Confidence::percent(sure), evidence))
}

fn named(seen: &Seen<'_>) -> Vec<Named> {
    let mut out = Vec::new();
    let article = seen.article;
    for region in article.regions().iter().filter(|r| r.kind == RegionKind::Footer) {
        let line = article.slice(region.span);
        let Some(found) = handoff::read(line).filter(|found| found.meaning == Meaning::FirstHere) else {
            continue;
        };
        let Some(name) = found.outlet else { continue };
        let start = region.span.start();
        if let Some(span) = article.span(start + name.start..start + name.end) {
            out.push(Named {
                name: article.slice(span).to_owned(),
                at: span.into(),
                rule: APPEARED_FIRST_ON,
                sure: 90,
            });
        }
    }
    for item in &seen.metadata.items {
        let (rule, sure) = match item.key.as_str() {
            "meta:og:site_name" | "meta:application-name" => (SITE_NAME, 92),
            key if key.starts_with("jsonld:") && key.ends_with(".publisher.name") => (PUBLISHER, 90),
            "meta:publisher" | "meta:dc.publisher" | "itemprop:publisher" => (PUBLISHER, 80),
            _ => continue,
        };
        let name = item.value.trim();
        if !name.is_empty() && name.len() <= 80 && !name.contains("://") {
            out.push(Named { name: name.to_owned(), at: seen.decoded.raw(item.span).into(), rule, sure });
        }
    }
    for item in seen.metadata.all("title") {
        if let Some((_, name)) = ending(&item.value) {
            let name = item.value.get(name).unwrap_or_default().trim();
            out.push(Named {
                name: name.to_owned(),
                at: seen.decoded.raw(item.span).into(),
                rule: TITLE_ENDING,
                sure: 60,
            });
        }
    }
    if let Some((name, _)) = site_line(seen) {
        let words = seen.decoded.slice(name).to_owned();
        out.push(Named { name: words, at: seen.decoded.raw(name).into(), rule: SITE_LINE, sure: 92 });
    }
    // A text page's own title line, left out because the headline follows.
    for block in seen.blocks.iter().filter(|b| b.because == crate::plain::TITLE_LINE) {
        let line = seen.decoded.slice(block.span);
        if let Some((_, name)) = ending(line.trim_end()) {
            let start = block.span.start();
            let name = start + name.start..start + name.end;
            if let Some(span) = seen.decoded.span(name) {
                let words = seen.decoded.slice(span).trim().to_owned();
                out.push(Named {
                    name: words,
                    at: seen.decoded.raw(span).into(),
                    rule: TITLE_ENDING,
                    sure: 60,
                });
            }
        }
    }
    out
}

/// The name and the domain in a text page's site line.
fn site_line(seen: &Seen<'_>) -> Option<(Span<Utf8>, Span<Utf8>)> {
    let block = seen.blocks.iter().find(|b| b.because == crate::plain::SITE_LINE)?;
    let (name, domain) = crate::plain::header::site(seen.decoded.slice(block.span))?;
    let start = block.span.start();
    let place = |range: std::ops::Range<usize>| seen.decoded.span(start + range.start..start + range.end);
    Some((place(name)?, place(domain)?))
}

/// Whether a domain is made of the name's letters: `harbournews.example`, "Harbour News"; or of its words and their
/// first letters, some left out: `hbtimes.example`, "Harbour Bay Times".
///
/// Leaves alone `skerry.example`, "Norway rejects quotas".
pub(crate) fn alike(domain: &str, name: &str) -> bool {
    let words: Vec<String> = name
        .split_whitespace()
        .take(10)
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let letters = words.concat();
    let label = domain.split('.').next().unwrap_or_default().replace('-', "");
    if letters.len() < 2 || label.len() < 2 || label.len() > 64 {
        return false;
    }
    if label.contains(&letters) || letters.contains(&label) {
        return true;
    }
    // Places of the label that the words so far reach; with it, whether a whole word was among them.
    let mut reached = vec![(0usize, false)];
    for word in &words {
        for index in 0..reached.len() {
            let Some(&(at, whole)) = reached.get(index) else { break };
            let rest = label.get(at..).unwrap_or_default();
            let first = word.chars().next().unwrap_or_default();
            for next in [
                rest.starts_with(word.as_str()).then_some((at + word.len(), true)),
                rest.starts_with(first).then_some((at + first.len_utf8(), whole)),
            ] {
                if let Some(next) = next.filter(|next| !reached.contains(next)) {
                    reached.push(next);
                }
            }
        }
    }
    reached.contains(&(label.len(), true))
        || (label.chars().count() == words.len() && reached.contains(&(label.len(), false)))
}

/// The registrable domain of the page's address, and where that stands on the page.
fn domain(seen: &Seen<'_>) -> Option<(String, Option<At>)> {
    for key in ["link:canonical", "meta:og:url", "link:amphtml"] {
        for item in seen.metadata.all(key) {
            if let Some(domain) = registrable(&item.value) {
                return Some((domain, Some(seen.decoded.raw(item.span).into())));
            }
        }
    }
    if let Some(domain) = seen.page.url().and_then(registrable) {
        return Some((domain, seen.page.span(0..0).map(At::from)));
    }
    let (_, domain) = site_line(seen)?;
    Some((registrable(seen.decoded.slice(domain))?, Some(seen.decoded.raw(domain).into())))
}

/// Second levels under which names are registered.
const SECOND: [&str; 16] = [
    "co", "com", "org", "net", "gov", "gob", "gouv", "ac", "edu", "or", "ne", "go", "gv", "govt", "in", "mil",
];

/// The registrable domain of an address, by a small rule: the last two labels, three if the last is a country and
/// the one before a usual second level (`co.uk`).
pub(crate) fn registrable(address: &str) -> Option<String> {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#'])
        .next()?
        .rsplit('@')
        .next()?
        .split(':')
        .next()?
        .trim_matches('.')
        .to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2
        || labels.iter().any(|l| l.is_empty())
        || host.bytes().any(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) && b < 128)
    {
        return None;
    }
    let n = labels.len();
    let take = if n >= 3 && labels[n - 1].len() == 2 && SECOND.contains(&labels[n - 2]) { 3 } else { 2 };
    Some(labels[n - take..].join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_made_of_names() {
        assert!(alike("harbournews.example", "Harbour News"));
        assert!(alike("hbtimes.example", "The Harbour Bay Times"));
        assert!(alike("hbn.example", "Harbour Bay News"));
        assert!(alike("harbourwirewatch.example", "Harbour Bay Wire Watch"));
        assert!(!alike("skerry.example", "Norway rejects quotas"));
        assert!(!alike("hbnews.example", "Ministers meet in Bergen"));
    }

    #[test]
    fn domains_are_registrable_ones() {
        assert_eq!(registrable("https://www.harbour.example/a?b").as_deref(), Some("harbour.example"));
        assert_eq!(registrable("http://news.harbour.co.uk:80/").as_deref(), Some("harbour.co.uk"));
        assert_eq!(registrable("/relative/path"), None);
        assert_eq!(registrable("localhost"), None);
    }
}
