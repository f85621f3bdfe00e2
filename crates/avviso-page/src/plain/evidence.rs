//! Lines that look like furniture and are kept because they are evidence: hand-off lines, signatures of posts.

use std::ops::Range;

use avviso_text::{RegionKind, RuleId};

use crate::facts::handoff::{self, Meaning};
use crate::facts::tables::CALENDAR;
use crate::plain::sheet::{Mark, Sheet};
use crate::plain::words::{ends_sentence, may_open_sentence};

/// A line that says through whose hands the text came.
pub(crate) const HAND_OFF: RuleId = RuleId::new("plain.hand-off");
/// A post of a platform: a block that ends in its author's signature.
pub(crate) const POST: RuleId = RuleId::new("plain.embedded-post");

/// A hand-off that stands after a line of so many words stands under the article.
const PROSE_LINE: usize = 25;
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
    for line in sheet.lines() {
        let bytes = sheet.bytes(&line);
        while hits.get(next).is_some_and(|&hit| hit < bytes.start) {
            next += 1;
        }
        if hits.get(next).is_some_and(|&hit| hit < bytes.end) {
            mark_line(sheet, &line, prose_seen);
        }
        prose_seen |= line.len() >= PROSE_LINE;
    }
}

fn mark_line(sheet: &mut Sheet<'_>, line: &Range<usize>, prose_seen: bool) {
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
                && sheet.word(sentence.start).starts_with("Read")
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
        found_any = true;
        let kind = match found.meaning {
            Meaning::FirstHere | Meaning::Excerpt => RegionKind::Footer,
            Meaning::Elsewhere if prose_seen || index > 2 => RegionKind::Footer,
            Meaning::Elsewhere | Meaning::FromAt => RegionKind::Note,
        };
        sheet.mark(Mark { words: sentence.clone(), kind, because: HAND_OFF, inner: Vec::new() });
    }
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
            if above.end != lines[first].start || is_signature(sheet.slice(above)) {
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
    fn a_post_is_the_block_above_its_signature() {
        let text = "They met.\n\nWe are ready.\nCod does not wait!\n— Kari Nes (@karines) March 7, 2019\n\nThey left.";
        let mut sheet = Sheet::new(text);
        mark_posts(&mut sheet);
        assert_eq!(sheet.marks.len(), 1);
        assert!(sheet.slice(&sheet.marks[0].words).starts_with("We are ready."));
    }
}
