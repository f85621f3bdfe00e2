//! Lines that look like furniture and are kept because they are evidence: hand-off lines, signatures of posts.

use std::ops::Range;

use avviso_text::facts::BylineKind;
use avviso_text::{RegionKind, RuleId};

use crate::facts::handoff::{self, Meaning};
use crate::facts::names;
use crate::facts::tables::CALENDAR;
use crate::plain::regions;
use crate::plain::sheet::{Mark, Sheet};
use crate::plain::words::{ends_sentence, may_open_sentence};

/// A line that says through whose hands the text came.
pub(crate) const HAND_OFF: RuleId = RuleId::new("plain.hand-off");
/// A byline or a day near the headline.
pub(crate) const SIGNED: RuleId = RuleId::new("plain.signed");
/// A post of a platform: a block that ends in its author's signature.
pub(crate) const POST: RuleId = RuleId::new("plain.embedded-post");

/// A hand-off that stands after a line of so many words stands under the article.
const PROSE_LINE: usize = 25;
/// Lines after the last paragraph among which a source may be named.
const CREDIT_LINES: usize = 4;
/// Lines of a post above its signature.
const POST_LINES: usize = 40;

/// The sentences of a line, by marks and capitals alone.
pub(crate) fn sentences(sheet: &Sheet<'_>, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = line.start;
    for index in line.start + 1..line.end {
        if ends_sentence(sheet.word(index - 1)) && may_open_sentence(sheet.word(index)) {
            out.push(start..index);
            start = index;
        }
    }
    if start < line.end {
        out.push(start..line.end);
    }
    out
}

/// Marks hand-off lines.
pub(crate) fn mark_hand_offs(sheet: &mut Sheet<'_>) {
    let hits = handoff::hints(sheet.text);
    if hits.is_empty() {
        return;
    }
    let mut prose_seen = false;
    let mut next = 0;
    let lines = sheet.lines();
    let last_prose = lines.iter().rposition(|line| line.len() >= PROSE_LINE).unwrap_or(0);
    for (index, line) in lines.into_iter().enumerate() {
        let bytes = sheet.bytes(&line);
        while hits.get(next).is_some_and(|&hit| hit < bytes.start) {
            next += 1;
        }
        if hits.get(next).is_some_and(|&hit| hit < bytes.end) {
            let under = prose_seen && index > last_prose && index - last_prose <= CREDIT_LINES;
            mark_line(sheet, &line, prose_seen, under);
        }
        prose_seen |= line.len() >= PROSE_LINE;
    }
}

/// Marks the hand-offs of a line; `under`: it stands right under the article.
fn mark_line(sheet: &mut Sheet<'_>, line: &Range<usize>, prose_seen: bool, under: bool) {
    let all = sentences(sheet, line);
    // A title may hold full stops ("The post U.S. votes. At last appeared first on …"): try the whole line too.
    if line.len() <= 60
        && all.len() > 1
        && let Some(found) = handoff::read(sheet.slice(line))
        && (matches!(found.meaning, Meaning::FirstHere | Meaning::FromAt))
    {
        let kind = if found.meaning == Meaning::FirstHere { RegionKind::Footer } else { RegionKind::Note };
        sheet.mark(Mark { words: line.clone(), kind, because: HAND_OFF, inner: Vec::new() });
        return;
    }
    let mut found_any = false;
    for (index, sentence) in all.iter().enumerate() {
        let Some(found) = handoff::read(sheet.slice(sentence)) else {
            // "This article was originally published on X. Read the original article.": the rest goes with it.
            if found_any
                && index > 0
                && sentence.len() <= 12
                && matches!(sheet.word(sentence.start), "Read" | "Click")
            {
                sheet.mark(Mark {
                    words: sentence.clone(),
                    kind: RegionKind::Footer,
                    because: HAND_OFF,
                    inner: Vec::new(),
                });
            }
            continue;
        };
        if found.meaning == Meaning::Credit && !(under && all.len() == 1) {
            continue;
        }
        found_any = true;
        let kind = match found.meaning {
            Meaning::FirstHere | Meaning::Excerpt | Meaning::Credit => RegionKind::Footer,
            Meaning::Elsewhere if prose_seen || index > 2 => RegionKind::Footer,
            Meaning::Elsewhere | Meaning::FromAt => RegionKind::Note,
        };
        sheet.mark(Mark { words: sentence.clone(), kind, because: HAND_OFF, inner: Vec::new() });
    }
}

/// Lines after the headline among which a byline or a day is looked for, and the words of the longest such line.
const SIGNED_LINES: usize = 12;
const SIGNED_WORDS: usize = 20;
/// Lines above the headline among which a day is looked for.
const ABOVE_LINES: usize = 3;
/// Words that say when a page was put up, lower case, in several languages.
const PUT_UP: [&str; 26] = [
    "published",
    "posted",
    "updated",
    "modified",
    "veröffentlicht",
    "aktualisiert",
    "erstellt",
    "stand:",
    "publié",
    "mis à jour",
    "publicado",
    "actualizado",
    "atualizado",
    "pubblicato",
    "aggiornato",
    "gepubliceerd",
    "bijgewerkt",
    "publisert",
    "oppdatert",
    "publicerad",
    "uppdaterad",
    "udgivet",
    "opdateret",
    "julkaistu",
    "opublikowano",
    "опубликовано",
];

/// Marks the byline and the days that stand near the headline, or say that they are the page's: short lines that a
/// reader of lines would take for a menu.
pub(crate) fn mark_signed(sheet: &mut Sheet<'_>) {
    let marked = sheet.marks.iter().find(|m| m.kind == RegionKind::Title).map(|m| m.words.clone());
    let title = marked.as_ref().map(|words| words.end);
    let lines = sheet.lines();
    // A day may stand a few lines above the headline.
    let above = marked.and_then(|words| lines.iter().rposition(|line| line.end <= words.start));
    let is_above = |index: usize| above.is_some_and(|last| index <= last && last - index < ABOVE_LINES);
    let mut after_title = 0;
    for (index, line) in lines.iter().enumerate() {
        let near =
            (title.is_some_and(|end| line.start >= end) || is_above(index)) && after_title < SIGNED_LINES;
        after_title += usize::from(near);
        if line.len() > SIGNED_WORDS || !sheet.is_whole_line(line) {
            continue;
        }
        let words = sheet.slice(line);
        let kind = if near
            && (names::byline(words).is_some()
                || (after_title <= 4 && (is_signed_by(sheet, &lines, index) || is_agency(words))))
        {
            RegionKind::Byline
        } else if words.bytes().any(|b| b.is_ascii_digit()) && regions::is_dateline(words, line.len()) {
            let lower = words.to_lowercase();
            // A day alone counts close to the headline; one further off must say that it is the page's.
            let says =
                PUT_UP.iter().any(|word| lower.starts_with(word)) || lower.starts_with("first published");
            if !((near && after_title <= 4) || (says && (near || title.is_none())))
                && !lower.starts_with("first published")
            {
                continue;
            }
            RegionKind::Dateline
        } else {
            continue;
        };
        sheet.mark(Mark { words: line.clone(), kind, because: SIGNED, inner: Vec::new() });
    }
}

/// Whether a line is nothing but an agency's name: "Reuters", "Associated Press Writer".
fn is_agency(words: &str) -> bool {
    names::whole(words).is_some_and(|found| {
        found.iter().all(|r| words.get(r.clone()).is_some_and(|name| names::kind(name) == BylineKind::Agency))
    })
}

/// Whether a line is a name, and the next line says for whom that person writes: "Kari Nes", "HARBOUR NEWS".
fn is_signed_by(sheet: &Sheet<'_>, lines: &[Range<usize>], index: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(index), lines.get(index + 1)) else { return false };
    let words = sheet.slice(line);
    if line.len() > 5 || next.len() > 5 || !sheet.is_whole_line(next) || next.start != line.end {
        return false;
    }
    let below = sheet.slice(next);
    let outlet = below.chars().any(char::is_uppercase) && !below.chars().any(char::is_lowercase);
    names::whole(words).is_some_and(|found| {
        found.iter().all(|r| words.get(r.clone()).is_some_and(|name| names::kind(name) == BylineKind::Person))
    }) && words.chars().any(char::is_lowercase)
        && (outlet || names::is_office(below))
}

/// Whether a line is a post's signature: a dash, a name, a handle in brackets, a day.
///
/// Catches "— Kari Nes (@karines) March 7, 2019" and "-- Hafen Blatt (@hafenblatt) 7. März 2019".
/// Leaves alone "— Kari Nes, fisheries minister" and "Kari Nes (@karines) wrote on March 7, 2019 that cod waits."
pub(crate) fn is_signature(line: &str) -> bool {
    let line = line.trim();
    let dash =
        line.starts_with(['—', '–', '―', '‒']) || line.starts_with("--") || line.starts_with("&mdash;");
    let Some((name, rest)) = line.split_once("(@") else { return false };
    let Some((handle, after)) = rest.split_once(')') else { return false };
    dash && line.len() < 200
        && name.chars().any(char::is_alphanumeric)
        && !handle.is_empty()
        && handle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '@' | '-'))
        && CALENDAR.first(after).is_some_and(|(range, _)| {
            after.get(..range.start).is_some_and(|lead| lead.trim().is_empty())
                && after.get(range.end..).is_some_and(|tail| tail.split_whitespace().count() <= 4)
        })
}

/// Marks embedded posts.
pub(crate) fn mark_posts(sheet: &mut Sheet<'_>) {
    if memchr::memmem::find(sheet.text.as_bytes(), b"(@").is_none() {
        return;
    }
    let lines = sheet.lines();
    for (index, line) in lines.iter().enumerate() {
        if line.len() > 20 || !is_signature(sheet.slice(line)) {
            continue;
        }
        let breaks = |line: &Range<usize>| sheet.words.get(line.start).map_or(0, |w| w.breaks);
        let mut first = index;
        // The signature stands under the post's last line, or, where every line became a paragraph, after it.
        let mut may_part = breaks(line) >= 2;
        while first > 0 && index - first < POST_LINES && (breaks(&lines[first]) == 1 || may_part) {
            let above = &lines[first - 1];
            let shouted = may_part && !sheet.slice(above).chars().any(char::is_lowercase);
            if above.end != lines[first].start || shouted || is_signature(sheet.slice(above)) {
                break;
            }
            may_part = false;
            first -= 1;
        }
        if first < index {
            sheet.mark(Mark {
                words: lines[first].start..line.end,
                kind: RegionKind::EmbeddedPost,
                because: POST,
                inner: vec![(RegionKind::Byline, line.clone())],
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_posts() {
        assert!(is_signature("— Kari Nes (@karines) March 7, 2019"));
        assert!(is_signature("-- Hafen Blatt (@hafenblatt) 7. März 2019"));
        assert!(!is_signature("— Kari Nes, fisheries minister"));
        assert!(!is_signature("Kari Nes (@karines) wrote on March 7, 2019 that cod waits."));
    }

    #[test]
    fn a_byline_and_a_day_near_the_headline_are_kept() {
        let text = "Cod can wait\nBy Kari Nes\nUpdated: March 7, 2019 10:15\nHome\nThey met.\nMarch 9, 2019\nFirst published on March 6, 2019";
        let mut sheet = Sheet::new(text);
        sheet.mark(Mark { words: 0..3, kind: RegionKind::Title, because: SIGNED, inner: Vec::new() });
        mark_signed(&mut sheet);
        let found: Vec<(RegionKind, &str)> =
            sheet.marks.iter().skip(1).map(|m| (m.kind, sheet.slice(&m.words))).collect();
        assert_eq!(
            found,
            [
                (RegionKind::Byline, "By Kari Nes"),
                (RegionKind::Dateline, "Updated: March 7, 2019 10:15"),
                (RegionKind::Dateline, "First published on March 6, 2019"),
            ]
        );
    }

    #[test]
    fn a_name_above_its_outlet_or_office_signs() {
        let signs = |text: &str| {
            let sheet = Sheet::new(text);
            is_signed_by(&sheet, &sheet.lines(), 0)
        };
        assert!(signs("Kari Nes\nHARBOUR NEWS\nThey met."));
        assert!(signs("Kari Nes\nPolitical Correspondent\nThey met."));
        assert!(!signs("Kari Nes\nThey met."));
        assert!(!signs("Share this\nHARBOUR NEWS\nThey met."));
    }

    #[test]
    fn a_source_is_named_under_the_article_only() {
        let prose = "The two ministers met again on Thursday, and they spoke about the border for three hours at least, as \
                     people who were there said later that day.";
        let footers = |text: &str| {
            let mut sheet = Sheet::new(text);
            mark_hand_offs(&mut sheet);
            sheet.marks.len()
        };
        assert_eq!(footers(&format!("{prose}\n\n(Via Harbour News)\n\nLeave a Reply")), 1);
        assert_eq!(footers(&format!("{prose}\n\nSource: Harbour News")), 1);
        assert_eq!(footers(&format!("Source: Harbour News\n\n{prose}")), 0);
        assert_eq!(footers(&format!("{prose}\n\nSource: Harbour News\n\n{prose}")), 0);
    }

    #[test]
    fn a_post_is_the_block_above_its_signature() {
        let text = "They met.\n\nWe are ready.\nCod does not wait!\n— Kari Nes (@karines) March 7, 2019\n\nThey left.";
        let mut sheet = Sheet::new(text);
        mark_posts(&mut sheet);
        assert_eq!(sheet.marks.len(), 1);
        assert!(sheet.slice(&sheet.marks[0].words).starts_with("We are ready."));
    }
}
