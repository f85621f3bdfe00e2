//! Through whose hands the article came, as the page's own lines say.

use avviso_text::facts::{Byline, BylineKind, Lineage, Relation};
use avviso_text::{At, Confidence, Evidence, Fact, RegionKind, RuleId, Span, Text};

use crate::facts::handoff::{self, HandOff, Meaning, name_after};
use crate::facts::names;
use crate::facts::title::same;
use crate::read::Seen;

const PUBLISHED: RuleId = RuleId::new("lineage.originally-published-by");
const APPEARED: RuleId = RuleId::new("lineage.originally-appeared-on");
const FIRST: RuleId = RuleId::new("lineage.first-published");
const PERMISSION: RuleId = RuleId::new("lineage.republished-with-permission");
const FROM_AT: RuleId = RuleId::new("lineage.from-at");
const CONTINUE: RuleId = RuleId::new("lineage.to-continue-reading");
const APPEARED_FIRST_ON: RuleId = RuleId::new("lineage.appeared-first-on-other");
const WIRE_DATELINE: RuleId = RuleId::new("lineage.wire-dateline");
const WIRE_BYLINE: RuleId = RuleId::new("lineage.wire-byline");
const WIRE_MATERIAL: RuleId = RuleId::new("lineage.wire-material");
const SOURCE_LINE: RuleId = RuleId::new("lineage.source-line");
const TRANSLATED: RuleId = RuleId::new("lineage.translated");

/// Finds the lineage. `outlet` is the page's own outlet, if known; `bylines` are who signs.
pub(crate) fn find(seen: &Seen<'_>, outlet: Option<&str>, bylines: &[Fact<Byline>]) -> Vec<Fact<Lineage>> {
    let mut out = Vec::new();
    hand_offs(seen, outlet, &mut out);
    wire(seen, outlet, &mut out);
    signed_by_agency(outlet, bylines, &mut out);
    translated(seen, &mut out);
    out
}

fn at(seen: &Seen<'_>, region: Span<Text>, range: &std::ops::Range<usize>) -> Option<(String, At)> {
    let span = seen.article.span(region.start() + range.start..region.start() + range.end)?;
    let name = seen.article.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    Some((name, span.into()))
}

fn hand_offs(seen: &Seen<'_>, outlet: Option<&str>, out: &mut Vec<Fact<Lineage>>) {
    let article = seen.article;
    // An excerpt's opening ("From … at") and its end ("To continue reading") are one relation.
    let mut excerpt: Option<(Lineage, Evidence, u16)> = None;
    for region in article.regions().iter().filter(|r| matches!(r.kind, RegionKind::Note | RegionKind::Footer))
    {
        let line = article.slice(region.span);
        let Some(found) = handoff::read(line) else { continue };
        let named = found.outlet.as_ref().and_then(|r| at(seen, region.span, r));
        let url = address_in(line);
        match found.meaning {
            Meaning::Elsewhere => {
                let rule = rule_of(line, &found);
                let lineage =
                    Lineage { relation: Relation::RepublishedFrom, outlet: named, author: None, url };
                out.push(Fact::new(lineage, Confidence::percent(90), Evidence::at(region.span, rule)));
            }
            Meaning::Credit => {
                // An agency's name is read as a credit below.
                let other = named.filter(|(name, _)| {
                    outlet.is_none_or(|own| !same_but_the(own, name))
                        && names::kind(name) != BylineKind::Agency
                });
                let Some(other) = other else { continue };
                let lineage =
                    Lineage { relation: Relation::RepublishedFrom, outlet: Some(other), author: None, url };
                out.push(Fact::new(lineage, Confidence::percent(70), Evidence::at(region.span, SOURCE_LINE)));
            }
            Meaning::FirstHere => {
                // The feed's footer of another outlet than this page's: the text was taken over with it.
                let Some((name, place)) = named else { continue };
                if outlet.is_some_and(|own| !same(own, &name)) {
                    let lineage = Lineage {
                        relation: Relation::RepublishedFrom,
                        outlet: Some((name, place)),
                        author: None,
                        url,
                    };
                    let evidence = Evidence::at(region.span, APPEARED_FIRST_ON);
                    out.push(Fact::new(lineage, Confidence::percent(75), evidence));
                }
            }
            Meaning::Excerpt | Meaning::FromAt => {
                let rule = if found.meaning == Meaning::Excerpt { CONTINUE } else { FROM_AT };
                let cue =
                    article.span(region.span.start() + found.cue.start..region.span.start() + found.cue.end);
                let place = cue.unwrap_or(region.span);
                let author = found.author.as_ref().and_then(|r| at(seen, region.span, r));
                excerpt = Some(match excerpt.take() {
                    None => (
                        Lineage { relation: Relation::ExcerptOf, outlet: named, author, url },
                        Evidence::at(place, rule),
                        70,
                    ),
                    Some((mut lineage, evidence, _)) => {
                        lineage.outlet = lineage.outlet.or(named);
                        lineage.author = lineage.author.or(author);
                        lineage.url = lineage.url.or(url);
                        (lineage, evidence.and(place, rule), 90)
                    }
                });
            }
        }
    }
    if let Some((lineage, evidence, sure)) = excerpt {
        out.push(Fact::new(lineage, Confidence::percent(sure), evidence));
    }
}

/// Whether two names are one but for a leading "The".
fn same_but_the(a: &str, b: &str) -> bool {
    let bare =
        |name: &str| name.strip_prefix("The ").or(name.strip_prefix("the ")).unwrap_or(name).to_owned();
    same(&bare(a), &bare(b))
}

fn rule_of(line: &str, found: &HandOff) -> RuleId {
    let cue = line.get(found.cue.clone()).unwrap_or_default().to_lowercase();
    if cue.starts_with("originally published") {
        PUBLISHED
    } else if cue.starts_with("originally appeared") {
        APPEARED
    } else if cue.contains("permission") || cue.starts_with("rep") || cue.starts_with("cross") {
        PERMISSION
    } else {
        FIRST
    }
}

/// An address written out in a line.
fn address_in(line: &str) -> Option<String> {
    let at = line.find("https://").or_else(|| line.find("http://"))?;
    let address = line
        .get(at..)?
        .split(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | '”'))
        .next()?;
    Some(address.trim_end_matches(['.', ',', ';']).to_owned())
}

/// Paragraphs at the start among which a dateline may stand.
const DATELINE_PARAGRAPHS: usize = 3;

fn wire(seen: &Seen<'_>, outlet: Option<&str>, out: &mut Vec<Fact<Lineage>>) {
    let article = seen.article;
    let mut told: Vec<String> = Vec::new();
    let mut push =
        |name: (String, At), place: Span<Text>, rule: RuleId, sure: u16, out: &mut Vec<Fact<Lineage>>| {
            if told.iter().any(|other| same_but_the(other, &name.0))
                || outlet.is_some_and(|own| same_but_the(own, &name.0))
            {
                return;
            }
            told.push(name.0.clone());
            let lineage =
                Lineage { relation: Relation::WireCredit, outlet: Some(name), author: None, url: None };
            out.push(Fact::new(lineage, Confidence::percent(sure), Evidence::at(place, rule)));
        };
    let mut paragraphs = 0;
    for region in article.regions() {
        let line = article.slice(region.span);
        match region.kind {
            RegionKind::Byline => {
                for range in names::byline(line).unwrap_or_default() {
                    // "Reporting by Harbour Press": in a credit no person is called so.
                    let credit = line.trim_start().to_lowercase().starts_with("reporting by ");
                    let is_agency = line.get(range.clone()).is_some_and(|name| {
                        names::kind(name) == BylineKind::Agency
                            || (credit && is_name_of_words(name) && name.ends_with(" Press"))
                    });
                    if let Some(name) = at(seen, region.span, &range).filter(|_| is_agency) {
                        push(name, region.span, WIRE_BYLINE, 80, out);
                    }
                }
            }
            RegionKind::Paragraph | RegionKind::Standfirst | RegionKind::Footer | RegionKind::Note => {
                if region.kind == RegionKind::Paragraph && paragraphs < DATELINE_PARAGRAPHS {
                    paragraphs += 1;
                    if let Some(range) = wire_dateline(line)
                        && let Some(name) = at(seen, region.span, &range)
                        && let Some(place) =
                            article.span(region.span.start()..region.span.start() + range.end + 1)
                    {
                        push(name, place, WIRE_DATELINE, 90, out);
                        continue;
                    }
                }
                if let Some((cue, range)) = material(line)
                    && let Some(name) = at(seen, region.span, &range)
                    && let Some(place) =
                        article.span(region.span.start() + cue..region.span.start() + range.end)
                {
                    push(name, place, WIRE_MATERIAL, 85, out);
                }
            }
            _ => {}
        }
    }
}

/// "BERGEN, March 7 (Reuters) - The ports …": the agency in a dateline.
///
/// Catches "BERGEN (Reuters) - Norway has closed its ports.", "Oslo, 7. März (dpa) – Norwegen" and
/// "(Harbour Press) — Norway has closed its ports."
/// Leaves alone "The agency (Reuters) was told that ports were closed.", "BERGEN (Norway) - The ports" and "(Updated) - The
/// ports".
pub(crate) fn wire_dateline(line: &str) -> Option<std::ops::Range<usize>> {
    let open = line.find('(').filter(|&at| at <= 60)?;
    let close = open + line.get(open..)?.find(')')?;
    let name = line.get(open + 1..close)?;
    let after = line.get(close + 1..)?.trim_start();
    let before = line.get(..open)?.trim();
    let place = before.chars().next().is_some_and(char::is_uppercase) || before.is_empty();
    let dash = after.starts_with(['-', '–', '—', ':', '―']);
    // Nothing before the bracket: only a name of several words, for "(Updated) -" is none.
    let opens = before.is_empty() && is_name_of_words(name);
    let agency = names::kind(name) == BylineKind::Agency
        || (is_name_of_words(name) && name.to_lowercase().ends_with(" press"));
    (place && dash && (agency || opens) && before.split_whitespace().count() <= 8).then_some(open + 1..close)
}

/// An agency that signs in metadata or beside the headline.
fn signed_by_agency(outlet: Option<&str>, bylines: &[Fact<Byline>], out: &mut Vec<Fact<Lineage>>) {
    for byline in bylines.iter().filter(|b| b.value().kind == BylineKind::Agency) {
        let Byline { name, at, .. } = byline.value();
        let told = out.iter().any(|l| {
            l.value().relation == Relation::WireCredit
                && l.value().outlet.as_ref().is_some_and(|(other, _)| same_but_the(other, name))
        });
        if told || outlet.is_some_and(|own| same_but_the(own, name)) {
            continue;
        }
        let lineage = Lineage {
            relation: Relation::WireCredit,
            outlet: Some((name.clone(), *at)),
            author: None,
            url: None,
        };
        out.push(Fact::new(lineage, Confidence::percent(80), Evidence::at(*at, WIRE_BYLINE)));
    }
}

/// Whether words are a name of two to four capitalised words.
fn is_name_of_words(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|w| {
            w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '&' | '-' | '’' | '\''))
        })
}

/// How many bytes at the end of a paragraph may hold a credit.
const CREDIT_BYTES: usize = 400;

/// "With material from AFP", "Reporting by Reuters", "mit Material von dpa": where the cue starts, and the agency.
///
/// Catches "With material from AFP and dpa." and "(With inputs from PTI)".
/// Leaves alone "He worked with material from the archive." and "A report by AFP said so."
pub(crate) fn material(line: &str) -> Option<(usize, std::ops::Range<usize>)> {
    const CUES: [&str; 17] = [
        "with material from ",
        "with inputs from ",
        "with input from ",
        "with reporting by ",
        "with reporting from ",
        "with files from ",
        "with agency inputs from ",
        "mit material von ",
        "mit material der ",
        "avec ",
        "(c) ",
        "© ",
        "quelle: ",
        "source: ",
        "fuente: ",
        "via ",
        "reporting by ",
    ];
    // A credit is short, or ends a paragraph.
    let mut cut = line.len().saturating_sub(CREDIT_BYTES);
    while !line.is_char_boundary(cut) {
        cut += 1;
    }
    if cut > 0 {
        return material(line.get(cut..)?).map(|(at, range)| (at + cut, range.start + cut..range.end + cut));
    }
    let lower = line.to_ascii_lowercase();
    CUES.iter().find_map(|cue| {
        let at = lower.find(cue)?;
        let whole = matches!(*cue, "avec " | "quelle: " | "source: " | "fuente: " | "via " | "reporting by ");
        if whole && !lower.get(..at)?.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
            return None;
        }
        let from = at + cue.len();
        let range = name_after(line, from)?;
        // "AFP and dpa": the first is enough to find the hand.
        let name = line.get(range.clone())?;
        let end = name.find(" and ").map_or(range.end, |i| range.start + i);
        let name = line.get(range.start..end)?;
        let name_words = name.trim_start_matches("the ").trim_start_matches("The ");
        let agency = names::kind(name_words) == BylineKind::Agency
            || (whole && is_name_of_words(name_words) && name_words.ends_with(" Press"));
        agency.then_some((at, end - name_words.len()..end))
    })
}

/// "Translated from German by …": another's article in another language.
fn translated(seen: &Seen<'_>, out: &mut Vec<Fact<Lineage>>) {
    const CUES: [&str; 12] = [
        "translated from ",
        "translated by ",
        "translation by ",
        "translation from ",
        "aus dem englischen von ",
        "übersetzt von ",
        "übersetzung:",
        "übersetzung: ",
        "traduit de ",
        "traduction de ",
        "traducido por ",
        "traduzido por ",
    ];
    let article = seen.article;
    for region in article.blocks() {
        let line = article.slice(region.span);
        let lower = line.to_lowercase();
        let short = line.split_whitespace().count() <= 14;
        let bare = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
        if short && CUES.iter().any(|cue| bare.starts_with(cue)) {
            let lineage = Lineage {
                relation: Relation::TranslatedFrom,
                outlet: None,
                author: None,
                url: address_in(line),
            };
            out.push(Fact::new(lineage, Confidence::percent(75), Evidence::at(region.span, TRANSLATED)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_in_datelines() {
        let agency = |line: &'static str| wire_dateline(line).map(|r| &line[r]);
        assert_eq!(agency("BERGEN (Reuters) - Norway has closed its ports."), Some("Reuters"));
        assert_eq!(agency("Oslo, 7. März (dpa) – Norwegen hat"), Some("dpa"));
        assert_eq!(agency("The agency (Reuters) was told that ports were closed."), None);
        assert_eq!(agency("BERGEN (Norway) - The ports"), None);
        assert_eq!(agency("(Harbour Press) — Norway has closed its ports."), Some("Harbour Press"));
        assert_eq!(agency("BERGEN (Cape News Agency) — Norway has"), Some("Cape News Agency"));
        assert_eq!(agency("(Updated) - The ports"), None);
    }

    #[test]
    fn agency_material() {
        let agency = |line: &'static str| material(line).map(|(_, r)| &line[r]);
        assert_eq!(agency("With material from AFP and dpa."), Some("AFP"));
        assert_eq!(agency("(With inputs from PTI)"), Some("PTI"));
        assert_eq!(agency("He worked with material from the archive."), None);
        assert_eq!(agency("A report by AFP said so."), None);
        assert_eq!(agency("Reporting by Cape News Agency."), Some("Cape News Agency"));
        assert_eq!(agency("(Reporting by Kari Nes and Ola Berg)"), None);
        assert_eq!(agency("The reporting by AFP was right."), None);
    }

    #[test]
    fn addresses_end_before_marks() {
        assert_eq!(address_in("See https://a.example/b.").as_deref(), Some("https://a.example/b"));
        assert_eq!(address_in("See there"), None);
    }
}
