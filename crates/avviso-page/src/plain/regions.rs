//! What the kept lines are: standfirst, byline, dateline, heading, quotation, list item, caption, paragraph.

use std::ops::Range;

use avviso_text::{RegionKind, RuleId};

use crate::facts::names;
use crate::facts::tables::CALENDAR;
use crate::plain::sheet::Sheet;
use crate::plain::words::{core, ends_sentence};

/// Kept because nothing says that it is not the article.
pub(crate) const KEPT: RuleId = RuleId::new("plain.kept");

/// A few words above the headline.
pub(crate) const CRUMB: RuleId = RuleId::new("plain.crumb");

/// Words of the longest crumb.
const CRUMB_WORDS: usize = 4;
const HEADING_WORDS: usize = 16;
const PARAGRAPH_WORDS: usize = 20;

/// How far the article has come before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// A headline stood there, and nothing else but bylines, days and notes.
    Title,
    /// Something followed the headline, but no paragraph yet.
    Head,
    /// A paragraph stood there, or there is no headline.
    Body,
}

/// Where in the article a line stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// How far the article has come.
    pub(crate) stage: Stage,
    /// A paragraph follows it.
    pub(crate) before_paragraph: bool,
    /// It is a whole line of the page, not a part of one.
    pub(crate) whole: bool,
}

/// The region of a kept line.
pub(crate) fn region(sheet: &Sheet<'_>, line: &Range<usize>, at: Setting) -> RegionKind {
    let words = sheet.slice(line);
    if at.whole && names::byline(words).is_some() {
        return RegionKind::Byline;
    }
    if at.whole && is_caption(words, line.len()) {
        return RegionKind::Caption;
    }
    if at.whole
        && at.stage != Stage::Body
        && (is_dateline(words, line.len()) || is_age(words) || is_place(words))
    {
        return RegionKind::Dateline;
    }
    if is_quotation(words) {
        return RegionKind::Quotation;
    }
    if is_item(sheet.word(line.start)) && line.len() > 1 {
        return RegionKind::ListItem;
    }
    let unstopped = is_unstopped(sheet, line);
    if at.stage == Stage::Title && at.whole && line.len() < 40 && unstopped && at.before_paragraph {
        return RegionKind::Standfirst;
    }
    if at.whole && line.len() <= HEADING_WORDS && unstopped && at.before_paragraph && at.stage == Stage::Body
    {
        return RegionKind::Heading;
    }
    RegionKind::Paragraph
}

/// Whether a line above the headline is a crumb: a few words, no day, no name that signs.
pub(crate) fn is_crumb(sheet: &Sheet<'_>, line: &Range<usize>) -> bool {
    let words = sheet.slice(line);
    line.len() <= CRUMB_WORDS
        && is_unstopped(sheet, line)
        && !is_dateline(words, line.len())
        && names::byline(words).is_none()
}

/// Whether a line is long enough, or stopped, to be a paragraph for its neighbours.
pub(crate) fn is_paragraph(sheet: &Sheet<'_>, line: &Range<usize>) -> bool {
    line.len() >= PARAGRAPH_WORDS || (line.len() >= 4 && !is_unstopped(sheet, line))
}

/// No full stop, comma or colon at the end; a question or exclamation may be a heading.
fn is_unstopped(sheet: &Sheet<'_>, line: &Range<usize>) -> bool {
    let last = sheet.word(line.end.saturating_sub(1));
    let closed = last.trim_end_matches(['"', '”', '’', '»', ')']);
    !(closed.ends_with(['.', ',', ':', ';', '…', '。']) || (closed.ends_with(['!', '?']) && line.len() > 12))
        || (core(last).contains('.')
            && !ends_sentence(core(last))
            && line.len() <= 8
            && !closed.ends_with('.'))
}

/// Whether the whole line is one quotation.
///
/// Catches "“To break off ties is the easy way out. What then?”" and "„Wir bleiben.“".
/// Leaves alone "“We will not sign,” he said. “It would end the agreement.”" and "The “new” border".
pub(crate) fn is_quotation(line: &str) -> bool {
    const PAIRS: [(char, &[char]); 6] =
        [('“', &['”']), ('„', &['“', '”']), ('«', &['»']), ('»', &['«']), ('"', &['"']), ('「', &['」'])];
    let line = line.trim();
    let Some(open) = line.chars().next() else { return false };
    let Some((_, closers)) = PAIRS.iter().find(|(mark, _)| *mark == open) else { return false };
    let inner = line.get(open.len_utf8()..).unwrap_or_default().trim_end_matches(['.', ',', '!', '?', ';']);
    let Some(inner) = inner.strip_suffix(|c: char| closers.contains(&c)) else { return false };
    let mut depth = 1i32;
    for c in inner.chars() {
        if closers.contains(&c) {
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
        if depth < 1 {
            return false;
        }
    }
    depth == 1 && inner.split_whitespace().count() >= 3
}

/// Whether a line names the place and day of the article or when it was put up, and nothing else.
///
/// Catches "Updated: 19 November 2019, 09:01 AM" and "Oslo, March 7, 2019".
/// Leaves alone "On March 7, 2019 the two ministers met in Oslo." and "The treaty of 7 March 2019 and what came of it".
pub(crate) fn is_dateline(line: &str, words: usize) -> bool {
    if words > 16 {
        return false;
    }
    let days = CALENDAR.days(line);
    let Some((first, _)) = days.first() else { return false };
    let named: usize = days
        .iter()
        .map(|(range, _)| line.get(range.clone()).map_or(0, |d| d.split_whitespace().count()))
        .sum();
    let before = line.get(..first.start).unwrap_or_default();
    let verbs = ["the ", "of ", "after ", "since "].iter().any(|w| before.to_lowercase().contains(w));
    !verbs && words.saturating_sub(named) <= 8 && !line.trim_end().ends_with('.')
}

/// Whether a line says how long ago something was put up, or only that it was.
///
/// Catches "59 min ago", "Published 2 hours ago", "vor 3 Stunden" and "Published".
/// Leaves alone "Two years ago they met." and "Published works".
pub(crate) fn is_age(line: &str) -> bool {
    const UNITS: [&str; 22] = [
        "sec", "second", "min", "minute", "hour", "hr", "day", "week", "month", "year", "minuten", "stunden",
        "stunde", "tagen", "tag", "minutes", "heures", "heure", "jours", "minutos", "horas", "días",
    ];
    let lower = line.trim().trim_end_matches([':', '.']).to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    if words.len() > 6 {
        return false;
    }
    let put_up = words.first().is_some_and(|w| PUT_UP.contains(&w.trim_end_matches(':')));
    if put_up {
        words.remove(0);
        if words.is_empty() {
            return true;
        }
    }
    let unit = |w: &str| UNITS.contains(&w) || w.strip_suffix('s').is_some_and(|w| UNITS.contains(&w));
    let number = |w: &str| matches!(w, "a" | "an") || w.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [n, u, "ago"] | ["vor" | "hace", n, u] | ["il", "y", "a", n, u] => number(n) && unit(u),
        _ => false,
    }
}

/// Words that open a line which says when a page was put up.
const PUT_UP: [&str; 9] = [
    "published",
    "posted",
    "updated",
    "modified",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "publisert",
];

/// Whether a line is nothing but the place that an article is from: "Bergen", "BERGEN, Norway".
fn is_place(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let letters = |w: &str| w.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '-'));
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase) && letters(w);
    match words.as_slice() {
        [one] => capital(one) && one.chars().count() > 2,
        [first, ..] => {
            words.len() <= 3
                && words.iter().all(capital)
                && first.ends_with(',')
                && first.chars().all(|c| !c.is_lowercase())
        }
        [] => false,
    }
}

/// Whether a line stands under a picture.
///
/// Catches "Photo: Kari Nes / AFP", "Ships in Bergen. (AP Photo/Kari Nes)" and "Ships in Bergen. Picture: PA".
/// Leaves alone "Photos of the ship showed a hole." and "The photo was false."
pub(crate) fn is_caption(line: &str, words: usize) -> bool {
    const HEADS: [&str; 24] = [
        "photo:",
        "photos:",
        "photo by",
        "photograph:",
        "photograph by",
        "photo credit",
        "picture:",
        "image:",
        "images:",
        "image credit",
        "image source",
        "image caption",
        "foto:",
        "fotos:",
        "bild:",
        "bildquelle",
        "quelle:",
        "photo :",
        "crédit photo",
        "credit:",
        "illustration:",
        "(photo",
        "getty images",
        "file photo",
    ];
    const TAILS: [&str; 12] = [
        "getty images)",
        "getty images",
        "/afp)",
        "/ap)",
        "/reuters)",
        "(reuters)",
        "/epa)",
        "file photo)",
        "/dpa",
        "(afp)",
        "photo)",
        "via ap)",
    ];
    // "Ships in Bergen. PHOTO: HARBOUR NEWS": a sentence, then who made the picture.
    const MADE_BY: [&str; 8] =
        ["photo: ", "picture: ", "photograph: ", "image: ", "foto: ", "photos: ", "pictures: ", "bild: "];
    let lower = line.trim().to_lowercase();
    let made = words <= 110
        && MADE_BY.iter().any(|mark| {
            lower.rfind(mark).is_some_and(|at| {
                let before = lower.get(..at).unwrap_or_default().trim_end();
                let maker = lower.get(at + mark.len()..).unwrap_or_default();
                before.ends_with(['.', '"', '”', ')', '|'])
                    && (1..=7).contains(&maker.split_whitespace().count())
            })
        });
    if made {
        return true;
    }
    if words > 60 {
        return false;
    }
    let headed = words <= 30 && HEADS.iter().any(|head| lower.starts_with(head));
    headed
        || TAILS.iter().any(|tail| lower.ends_with(tail)) && words <= 50
        || lower.contains("(ap photo/")
        || lower.contains("reuters/") && words <= 40
        || lower.contains("bild ©")
        || lower.contains("(photo by ")
        || lower.contains("(photo credit")
}

/// A bullet, or a number with its mark.
fn is_item(first: &str) -> bool {
    matches!(first, "•" | "*" | "-" | "·" | "▪" | "●" | "‣" | "◦" | "■" | "–")
        || first
            .strip_suffix(['.', ')'])
            .is_some_and(|n| !n.is_empty() && n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_whole_lines() {
        assert!(is_quotation("“To break off ties is the easy way out. What then?”"));
        assert!(is_quotation("“Russia sees no sense in it, according to the spokesman”."));
        assert!(is_quotation("„Wir bleiben hier stehen.“"));
        assert!(!is_quotation("“We will not sign,” he said. “It would end the agreement.”"));
        assert!(!is_quotation("The “new” border"));
    }

    #[test]
    fn datelines_name_a_day_and_little_else() {
        assert!(is_dateline("Updated: 19 November 2019, 09:01 AM", 6));
        assert!(is_dateline("Oslo, March 7, 2019", 4));
        assert!(!is_dateline("On March 7, 2019 the two ministers met in Oslo.", 10));
        assert!(!is_dateline("The treaty of 7 March 2019 and what came of it", 11));
    }

    #[test]
    fn ages_and_places_are_told_from_prose() {
        for line in ["59 min ago", "Published 2 hours ago", "vor 3 Stunden", "Published"] {
            assert!(is_age(line), "{line}");
        }
        for line in ["Two years ago they met.", "Published works", "The min ago"] {
            assert!(!is_age(line), "{line}");
        }
        assert!(is_place("Bergen") && is_place("BERGEN, Norway"));
        assert!(!is_place("Cod can wait") && !is_place("Bergen waits"));
    }

    #[test]
    fn captions_name_their_maker() {
        assert!(is_caption("Photo: Kari Nes / AFP", 5));
        assert!(is_caption("Ships in Bergen. (AP Photo/Kari Nes)", 6));
        assert!(is_caption("Ships in Bergen. Picture: PA", 5));
        assert!(is_caption("Ships lie in Bergen on Monday. PHOTO: HARBOUR NEWS", 9));
        assert!(!is_caption(
            "He drew a clear picture: cod waits for nobody, and herring does not either.",
            13
        ));
        assert!(!is_caption("Photos of the ship showed a hole.", 7));
        assert!(!is_caption("The photo was false.", 4));
    }
}
