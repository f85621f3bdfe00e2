//! Where a sentence ends.

use std::ops::Range;

use crate::attributions::cues::Cues;
use crate::segments::words::words;

/// Before a name these never end a sentence.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "capt", "cmdr", "cpl", "maj", "brig", "adm",
    "gov", "sen", "rep", "reps", "sens", "pres", "rev", "hon", "fr", "st", "mt", "ft", "messrs", "mme",
    "mlle", "supt", "insp", "amb", "vs", "v", "e.g.", "i.e.", "cf", "al",
];

/// These end a sentence only before a word that begins many sentences.
const OTHERS: &[&str] = &[
    "jr", "sr", "inc", "ltd", "corp", "co", "cos", "bros", "dept", "est", "etc", "approx", "univ", "assn",
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md",
    "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "vt",
    "va", "wash", "wis", "wyo", "ave", "blvd", "rd", "hon", "esq", "ph.d.",
];

/// Before a number these never end a sentence.
const BEFORE_NUMBERS: &[&str] = &[
    "no", "nos", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "p",
    "pp", "art", "sec", "fig", "vol", "ch", "para", "c", "ca", "mon", "tue", "tues", "wed", "thu", "thur",
    "thurs", "fri", "sat", "sun",
];

/// Words with a capital that begin many sentences and few names.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "do",
    "does",
    "during",
    "earlier",
    "even",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "more",
    "most",
    "moreover",
    "much",
    "my",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "our",
    "over",
    "perhaps",
    "several",
    "she",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "to",
    "today",
    "two",
    "under",
    "unlike",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "will",
    "with",
    "without",
    "would",
    "yes",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// Cuts one cell into sentences: ranges of `text` that begin and end with a word or mark. `limit` is the number of
/// words and marks after which a sentence is split; the second value counts such splits.
pub(crate) fn sentences(text: &str, cues: &Cues, limit: usize) -> (Vec<Range<usize>>, usize) {
    let tokens: Vec<Range<usize>> = words(text).collect();
    let mut out = Vec::new();
    let mut split = 0;
    let mut first = 0;
    let mut at = 0;
    while at < tokens.len() {
        let mut last = at;
        let end = if is_stop(slice(text, &tokens, at)) {
            last = with_closers(text, &tokens, at);
            ends(text, &tokens, first, at, last, cues)
        } else {
            false
        };
        let full = last + 1 - first >= limit.max(1);
        if end || full || last + 1 == tokens.len() {
            if full && !end && last + 1 < tokens.len() {
                split += 1;
            }
            if let (Some(from), Some(to)) = (tokens.get(first), tokens.get(last)) {
                out.push(from.start..to.end);
            }
            first = last + 1;
        }
        at = last + 1;
    }
    (out, split)
}

fn slice<'t>(text: &'t str, tokens: &[Range<usize>], at: usize) -> &'t str {
    tokens.get(at).and_then(|range| text.get(range.clone())).unwrap_or_default()
}

/// Whether a token may end a sentence.
fn is_stop(token: &str) -> bool {
    matches!(token, "." | "!" | "?" | "…" | "。" | "！" | "？" | "‽" | "؟")
        || (token.len() > 2 && token.ends_with('.'))
}

fn is_closer(token: &str) -> bool {
    matches!(token, "”" | "\"" | "'" | "’" | "»" | ")" | "]" | "“" | "`")
}

/// The last token of a run of stops and closing marks without gaps. Bounded by the caller through its own advance.
fn with_closers(text: &str, tokens: &[Range<usize>], at: usize) -> usize {
    let mut last = at;
    while let (Some(this), Some(next)) = (tokens.get(last), tokens.get(last + 1))
        && this.end == next.start
    {
        let token = slice(text, tokens, last + 1);
        if is_closer(token) || matches!(token, "." | "!" | "?" | "…") {
            last += 1;
        } else {
            break;
        }
    }
    last
}

fn ends(text: &str, tokens: &[Range<usize>], first: usize, at: usize, last: usize, cues: &Cues) -> bool {
    let (Some(this), Some(next)) = (tokens.get(last), tokens.get(last + 1)) else { return true };
    let stop = slice(text, tokens, at);
    let before = if at > first { slice(text, tokens, at - 1) } else { "" };
    if this.end == next.start {
        // "the end.The start": a space was lost.
        let word = slice(text, tokens, last + 1);
        let mut chars = word.chars();
        return before.chars().next_back().is_some_and(char::is_lowercase)
            && chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(char::is_lowercase);
    }
    // What the next sentence would begin with, opening marks aside.
    let mut ahead = last + 1;
    while ahead < last + 5
        && matches!(slice(text, tokens, ahead), "“" | "\"" | "‘" | "'" | "(" | "[" | "«" | "„" | "”" | "`")
    {
        ahead += 1;
    }
    let word = slice(text, tokens, ahead);
    let Some(initial) = word.chars().next() else { return true };
    if initial.is_lowercase() {
        return false;
    }
    let quoted = (at + 1..=last).any(|i| is_closer(slice(text, tokens, i)) && slice(text, tokens, i) != ")");
    if quoted && !stop.ends_with('.') {
        // “Will he go?” the minister asked.
        return !reporting_clause(text, tokens, last + 1, cues);
    }
    if !stop.ends_with('.') || last > at {
        return true;
    }
    let starter = initial.is_uppercase()
        && STARTERS.iter().any(|starter| starter.eq_ignore_ascii_case(word))
        && !(word.chars().count() == 1 && slice(text, tokens, ahead + 1) == ".");
    let name = if stop == "." { before } else { stop };
    let is = |list: &[&str]| list.iter().any(|entry| entry.eq_ignore_ascii_case(name));
    let touches = stop != "."
        || tokens.get(at.wrapping_sub(1)).is_some_and(|b| Some(b.end) == tokens.get(at).map(|t| t.start));
    if !touches {
        return true;
    }
    if at == first + 1 && stop == "." && name.chars().all(|c| c.is_ascii_digit()) && !name.is_empty() {
        // "1. The first": a number of a list.
        return false;
    }
    if is(TITLES)
        && name.chars().next().is_some_and(|c| {
            c.is_uppercase() || name.contains('.') || name.starts_with('v') || name == "cf" || name == "al"
        })
    {
        return false;
    }
    if is(BEFORE_NUMBERS) && initial.is_numeric() {
        return false;
    }
    let single = stop == "." && name.chars().count() == 1 && name.chars().all(char::is_uppercase);
    if single || stop != "." || (is(OTHERS) && name.chars().next().is_some_and(char::is_uppercase)) {
        return starter || (stop != "." && !initial.is_alphabetic());
    }
    true
}

/// Whether the tokens from `at` on are a short reporting clause: a capitalised name or a noun phrase, then a verb
/// that stands beside quotations.
fn reporting_clause(text: &str, tokens: &[Range<usize>], at: usize, cues: &Cues) -> bool {
    for ahead in at..at + 6 {
        let word = slice(text, tokens, ahead);
        if word.is_empty() || !word.chars().next().is_some_and(char::is_alphanumeric) {
            return false;
        }
        if cues.stands_beside_quotation(word) {
            return ahead > at;
        }
    }
    false
}
