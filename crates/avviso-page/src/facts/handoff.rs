//! Hand-off lines: where a page says through whose hands its text came. One reading for the layout (such a line is
//! kept as a note or footer) and for the facts (outlet, lineage, completeness).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::facts::tables::CALENDAR;

/// What a hand-off line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The outlet named is the page's own.
    FirstHere,
    /// The whole text appeared elsewhere before.
    Elsewhere,
    /// The rest stands elsewhere.
    Excerpt,
    /// Taken from a person, at a place.
    FromAt,
    /// A line that is nothing but "Source: …" or "(Via …)": only under an article does it say where that is from.
    Credit,
}

/// A hand-off line, read. Ranges are bytes of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HandOff {
    pub(crate) meaning: Meaning,
    /// The words that say so.
    pub(crate) cue: Range<usize>,
    /// The outlet named.
    pub(crate) outlet: Option<Range<usize>>,
    /// The person named.
    pub(crate) author: Option<Range<usize>>,
    /// The headline repeated.
    pub(crate) title: Option<Range<usize>>,
}

const TABLE: &str = include_str!("handoff.tsv");
/// A longer sentence is no hand-off line.
const LONGEST: usize = 400;
/// What an article is called in such lines.
const PIECES: [&str; 16] = [
    "article",
    "story",
    "piece",
    "post",
    "report",
    "essay",
    "column",
    "interview",
    "commentary",
    "op-ed",
    "text",
    "work",
    "analysis",
    "content",
    "editorial",
    "entry",
];

/// All phrases of the table and the opening of "From … at", in one automaton.
static HINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let phrases = TABLE.lines().filter(|row| !row.starts_with('#')).filter_map(|row| row.split('\t').nth(1));
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(phrases.chain([" at"]))
        .expect("the phrases are few and short")
});

/// Places of a text near which a hand-off line may stand, in order.
pub(crate) fn hints(text: &str) -> Vec<usize> {
    HINTS
        .find_iter(text)
        .filter(|hit| {
            let found = text.get(hit.range()).unwrap_or_default();
            // " at" says something only after "From …", not far before.
            !found.eq_ignore_ascii_case(" at") || {
                let mut from = hit.start().saturating_sub(60);
                while !text.is_char_boundary(from) {
                    from += 1;
                }
                text.get(from..hit.start()).is_some_and(|before| before.contains("From "))
            }
        })
        .map(|hit| hit.start())
        .collect()
}

/// Reads one sentence or line.
///
/// Catches "Originally appeared on Harbour News", "The post Cod and honour appeared first on The Skerry.", "This article
/// was first published by Harbour News.", "To continue reading: Cod and honour", "… a forum. From Kari Nes at".
/// Leaves alone "The claim first appeared on a message board in 2016.", "He went on to continue reading law.",
/// "The plan was originally published by the ministry and met with protest.", "They came from Kari Nes at noon."
pub(crate) fn read(line: &str) -> Option<HandOff> {
    let trimmed = line.trim();
    if trimmed.len() > LONGEST {
        return from_at(line);
    }
    let lower = line.to_ascii_lowercase();
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let mut fields = row.split('\t');
        let (Some(meaning), Some(phrase)) = (fields.next(), fields.next()) else { continue };
        let Some(at) = lower.find(phrase) else { continue };
        let cue = at..at + phrase.len();
        if lower.get(cue.end..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric) {
            continue;
        }
        let before = line.get(..at).unwrap_or_default();
        let found = match meaning {
            "first_here" => first_here(line, before, cue),
            "elsewhere" => elsewhere(line, before, cue),
            "credit" => credit(line, before, cue),
            _ => excerpt(line, before, cue),
        };
        if found.is_some() {
            return found;
        }
    }
    from_at(line)
}

fn first_here(line: &str, before: &str, cue: Range<usize>) -> Option<HandOff> {
    const HEADS: [&str; 14] = [
        "the post ",
        "the article ",
        "this post ",
        "this article ",
        "the story ",
        "der beitrag ",
        "cet article ",
        "l’article ",
        "l'article ",
        "la entrada ",
        "o post ",
        "l'articolo ",
        "l’articolo ",
        "het bericht ",
    ];
    let lower = before.to_lowercase();
    let lead = before.len() - before.trim_start().len();
    let head = HEADS.iter().find(|head| lower.trim_start().starts_with(**head));
    let title = head.map(|head| lead + head.len()..before.trim_end().len()).filter(|r| r.start < r.end);
    // Without a head only a line that is nothing but the cue and a name.
    if head.is_none() && !before.trim().is_empty() {
        return None;
    }
    let outlet = name_after(line, cue.end)?;
    Some(HandOff { meaning: Meaning::FirstHere, cue, outlet: Some(outlet), author: None, title })
}

fn elsewhere(line: &str, before: &str, cue: Range<usize>) -> Option<HandOff> {
    if !opens_note(before) {
        return None;
    }
    let outlet =
        name_after(line, cue.end).filter(|name| !is_time(line.get(name.clone()).unwrap_or_default()))?;
    Some(HandOff { meaning: Meaning::Elsewhere, cue, outlet: Some(outlet), author: None, title: None })
}

fn credit(line: &str, before: &str, cue: Range<usize>) -> Option<HandOff> {
    if !matches!(before.trim(), "" | "(" | "[" | "—" | "–" | "-") {
        return None;
    }
    let outlet = name_after(line, cue.end)?;
    let after = line.get(outlet.end..)?;
    let name = line.get(outlet.clone())?;
    (after.chars().all(|c| !c.is_alphanumeric()) && !is_time(name) && name.chars().any(char::is_uppercase))
        .then_some(HandOff { meaning: Meaning::Credit, cue, outlet: Some(outlet), author: None, title: None })
}

fn excerpt(line: &str, before: &str, cue: Range<usize>) -> Option<HandOff> {
    if !before.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
        return None;
    }
    let rest = line.get(cue.end..).unwrap_or_default();
    let words = rest.split_whitespace().count();
    if rest.trim_start().starts_with(':') {
        let start = cue.end + rest.find(|c: char| c != ':' && !c.is_whitespace()).unwrap_or(rest.len());
        let end = line.trim_end().len();
        let title = (start < end).then_some(start..end);
        return Some(HandOff { meaning: Meaning::Excerpt, cue, outlet: None, author: None, title });
    }
    // "To continue reading law he went to Bergen." goes on in small letters.
    let outlet = name_after(line, cue.end);
    let here = line
        .get(cue.clone())
        .is_some_and(|c| c.ends_with("here") || c.ends_with("thing") || c.ends_with("article"));
    (words <= 8 && (outlet.is_some() || words == 0 || here)).then_some(HandOff {
        meaning: Meaning::Excerpt,
        cue,
        outlet,
        author: None,
        title: None,
    })
}

/// "From Kari Nes at [The Skerry:]" at the end of a line: what follows is taken from there.
fn from_at(line: &str) -> Option<HandOff> {
    let trimmed = line.trim_end().trim_end_matches([':', '.', '…']).trim_end();
    let start = trimmed.rfind("From ")?;
    let before = trimmed.get(..start)?.trim_end();
    if !(before.is_empty() || before.ends_with(['.', '!', '?', ':', '”', '"', '—', '–'])) {
        return None;
    }
    let rest = trimmed.get(start + 5..)?;
    let (name, place) = match rest.strip_suffix(" at") {
        Some(name) => (name, ""),
        None => rest.split_once(" at ")?,
    };
    let is_name = |part: &str, least: usize| {
        let words: Vec<&str> = part.split_whitespace().collect();
        (least..=5).contains(&words.len())
            && words.iter().all(|w| {
                w.chars().next().is_some_and(char::is_uppercase)
                    || matches!(*w, "of" | "and" | "de" | "van" | "von" | "bin" | "al" | "the" | "&")
            })
            && !part.ends_with([',', ';'])
    };
    let site = place.contains('.') && !place.contains(' ');
    if !is_name(name, 2) || !(place.is_empty() || is_name(place, 1) || site) {
        return None;
    }
    let author = start + 5..start + 5 + name.len();
    let outlet = (!place.is_empty()).then(|| {
        let from = author.end + " at ".len();
        from..from + place.len()
    });
    Some(HandOff {
        meaning: Meaning::FromAt,
        cue: start..trimmed.len(),
        outlet,
        author: Some(author),
        title: None,
    })
}

/// Small words of "this article was".
const SMALL: [&str; 14] = [
    "this",
    "the",
    "a",
    "an",
    "above",
    "following",
    "version",
    "of",
    "was",
    "is",
    "has",
    "been",
    "were",
    "which",
];

/// Whether words name a day or a time, not an outlet: "First published on November 19, 2019".
fn is_time(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit())
        || CALENDAR.is_month(words.split([' ', ',', '.']).next().unwrap_or_default())
        || ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            .iter()
            .any(|d| words.starts_with(d))
}

/// Whether what stands before the cue is nothing, an editor's opening, or "this article was".
fn opens_note(before: &str) -> bool {
    let mut lower = before.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    for opening in ["editor's note", "editor’s note", "editors' note", "note", "note from the editor"] {
        if let Some(rest) = lower.strip_prefix(opening) {
            lower = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned();
        }
    }
    // "The post Cod and honour first appeared on": feeds put the whole headline between.
    if lower.is_empty() || lower.starts_with("the post ") {
        return true;
    }
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    words.len() <= 14
        && matches!(words.first().copied(), Some("this" | "the" | "a" | "an" | "above"))
        && (words.contains(&"this") || words.contains(&"above") || words.contains(&"following") || words.get(1).is_some_and(|w| PIECES.contains(w)))
        && words.iter().any(|w| PIECES.contains(w))
        // "The report by the ministry first appeared in": somebody else's report, told of in prose.
        && words.iter().filter(|w| !SMALL.contains(w) && !PIECES.contains(w)).count() <= 4
        && (!words.contains(&"by") || words.first() == Some(&"this"))
}

/// The name that starts after the cue, up to the end of the sentence or clause.
pub(crate) fn name_after(line: &str, from: usize) -> Option<Range<usize>> {
    let rest = line.get(from..)?;
    let lead = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '“' | '"' | '‘' | '«' | '('))
            .len();
    let start = from + lead;
    let mut end = start;
    let tail = line.get(start..)?;
    let mut at = 0;
    for (words, word) in tail.split_inclusive(char::is_whitespace).enumerate() {
        let bare = word.trim_end();
        let inner = bare.trim_matches(|c: char| !c.is_alphanumeric());
        let named = inner.chars().next().is_some_and(|c| !c.is_lowercase())
            || inner.contains('.')
            || (words == 0 && inner == "the")
            || (words > 0
                && matches!(
                    inner,
                    "of" | "the" | "and" | "de" | "la" | "le" | "der" | "des" | "for" | "in" | "du" | "del"
                ))
            || bare == "&";
        if bare.is_empty() || !named || words == 8 || inner.starts_with("http") {
            break;
        }
        let closes = bare.ends_with(['.', ',', ';', ':', ')', '”', '"', '»', '!', '?']);
        at += word.len();
        if !matches!(
            inner,
            "of" | "the" | "and" | "de" | "la" | "le" | "der" | "des" | "for" | "in" | "du" | "del"
        ) && bare != "&"
        {
            // "U.S." keeps its point inside a name, an ordinary last word gives it back.
            let keep = bare.trim_end_matches(['.', ',', ';', ':', ')', '”', '"', '»', '!', '?', '’']);
            let keep = if bare.ends_with('.') && keep.contains('.') && !closes_sentence(keep) {
                keep.len() + 1
            } else {
                keep.len()
            };
            end = start + at - word.len() + keep;
        }
        if closes {
            break;
        }
    }
    (end > start).then_some(start..end)
}

/// A domain ("harbour.example") gives back its last point, an abbreviation ("U.S.") keeps it.
fn closes_sentence(word: &str) -> bool {
    word.split('.').any(|part| part.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Option<(Meaning, &str)> {
        let found = read(line)?;
        let named = found.outlet.or(found.author).or(found.title);
        Some((found.meaning, named.map_or("", |r| &line[r])))
    }

    #[test]
    fn hand_off_lines_are_read() {
        use Meaning::{Credit, Elsewhere, Excerpt, FirstHere, FromAt};
        for (line, meaning, named) in [
            ("Originally appeared on Harbour News", Elsewhere, "Harbour News"),
            ("Originally published by Harbour News", Elsewhere, "Harbour News"),
            ("This article was first published by the Harbour News.", Elsewhere, "the Harbour News"),
            ("This story first appeared in The Skerry, and is used here.", Elsewhere, "The Skerry"),
            ("Republished with permission from Harbour News. Read it there.", Elsewhere, "Harbour News"),
            ("The post Cod – and honour appeared first on The Skerry.", FirstHere, "The Skerry"),
            (
                "The post Cod, honour and the law of the sea first appeared on The Skerry.",
                Elsewhere,
                "The Skerry",
            ),
            ("Der Beitrag Der Dorsch erschien zuerst auf Hafenblatt.", FirstHere, "Hafenblatt"),
            (
                "This story by Kari Nes originally appeared on Harbour News on May 2, 2019.",
                Elsewhere,
                "Harbour News",
            ),
            ("This post was syndicated from Harbour News. Click here for more.", Elsewhere, "Harbour News"),
            ("To continue reading: Cod and honour", Excerpt, "Cod and honour"),
            ("Read the rest at Harbour News", Excerpt, "Harbour News"),
            ("We give them a forum. From Kari Nes at", FromAt, "Kari Nes"),
            ("From Kari Nes at The Skerry:", FromAt, "The Skerry"),
            ("Source: Harbour News", Credit, "Harbour News"),
            ("(Via The Skerry)", Credit, "The Skerry"),
            ("Quelle: Hafenblatt.", Credit, "Hafenblatt"),
        ] {
            assert_eq!(parts(line), Some((meaning, named)), "{line}");
        }
    }

    #[test]
    fn prose_is_not_a_hand_off() {
        for line in [
            "The claim first appeared on a message board in 2016.",
            "The claim first appeared on Twitter in 2016.",
            "First published on November 19, 2019 / 8:16 AM",
            "He went on to continue reading law.",
            "To continue reading law, he went to Bergen.",
            "The plan was originally published by the Ministry and met with protest.",
            "They came from Kari Nes at noon.",
            "From Oslo at noon they went home.",
            "The report by the ministry first appeared in Harbour News.",
            "Source: Harbour News, March figures for cod",
            "Via Bergen they went home.",
            "The source: Harbour News.",
        ] {
            assert_eq!(parts(line), None, "{line}");
        }
    }

    #[test]
    fn a_headline_is_found_in_the_footer() {
        let line = "The post Cod – and honour appeared first on The Skerry.";
        assert_eq!(read(line).and_then(|f| f.title).map(|r| &line[r]), Some("Cod – and honour"));
    }
}
