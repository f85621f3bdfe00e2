//! The table of furniture phrases and how a phrase meets words. The phrases are language data (`furniture.tsv`).

use avviso_text::{Lookup, Why};

use crate::plain::words::{Word, core, fold_hash};

const TABLE: &str = include_str!("furniture.tsv");

/// Where a phrase must stand to mean something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The line is exactly the phrase.
    Whole,
    /// The line or sentence starts so.
    Start,
    /// The sentence holds it.
    Inside,
    /// The phrase itself, where a sentence may start.
    Run,
    /// A form starts here.
    From,
    /// The last line of a form.
    To,
    /// The article is over.
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// This word; `colon` asks for a colon or bar after it.
    Literal { word: String, hash: u64, colon: bool },
    /// A number.
    Number,
    /// One to so many words.
    Any(usize),
}

/// One row of the table.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub(crate) why: Why,
    pub(crate) place: Place,
    parts: Vec<Part>,
}

/// All phrases, found by their first word.
#[derive(Debug)]
pub(crate) struct Furniture {
    phrases: Vec<Phrase>,
    by_first: Lookup<u64, Vec<u32>>,
    by_number: Vec<u32>,
}

/// The longest word that a phrase has; longer words are not folded.
const LONGEST: usize = 48;

impl Furniture {
    /// Reads the table.
    pub(crate) fn new() -> Self {
        let mut phrases = Vec::new();
        let mut by_first: Lookup<u64, Vec<u32>> = Lookup::new();
        let mut by_number = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(why), Some(place), Some(words)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let (Some(why), Some(place)) = (reason(why), place_of(place)) else { continue };
            let parts: Vec<Part> = parts(words);
            let index = phrases.len() as u32;
            match parts.first() {
                Some(Part::Literal { hash, .. }) => {
                    by_first.get_or_insert_with(*hash, Vec::new).push(index);
                }
                Some(Part::Number) => by_number.push(index),
                Some(Part::Any(_)) | None => continue,
            }
            phrases.push(Phrase { why, place, parts });
        }
        Self { phrases, by_first, by_number }
    }

    /// All phrases that start at the word `at` and end before `limit`, each with the index after its last word.
    pub(crate) fn at<'f>(
        &'f self,
        text: &str,
        words: &[Word],
        at: usize,
        limit: usize,
    ) -> Vec<(&'f Phrase, usize)> {
        let mut found = Vec::new();
        let Some(first) = words.get(at).map(|w| w.of(text)) else { return found };
        if first.len() > LONGEST {
            return found;
        }
        let indexes: &[u32] = if is_number(core(first)) {
            &self.by_number
        } else {
            self.by_first.get(&fold_hash(first)).map_or(&[], Vec::as_slice)
        };
        for &index in indexes {
            let Some(phrase) = self.phrases.get(index as usize) else { continue };
            if let Some(end) = meets(&phrase.parts, text, words, at, limit) {
                found.push((phrase, end));
            }
        }
        found
    }
}

fn reason(name: &str) -> Option<Why> {
    Some(match name {
        "advertisement" => Why::Advertisement,
        "share_bar" => Why::ShareBar,
        "newsletter" => Why::Newsletter,
        "cookie_notice" => Why::CookieNotice,
        "appeal" => Why::Appeal,
        "related" => Why::Related,
        "navigation" => Why::Navigation,
        "comment_form" => Why::CommentForm,
        "comments" => Why::Comments,
        _ => return None,
    })
}

fn place_of(name: &str) -> Option<Place> {
    Some(match name {
        "whole" => Place::Whole,
        "start" => Place::Start,
        "inside" => Place::Inside,
        "run" => Place::Run,
        "from" => Place::From,
        "to" => Place::To,
        "end" => Place::End,
        _ => return None,
    })
}

fn parts(phrase: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for word in phrase.split(' ') {
        match word {
            "#" => out.push(Part::Number),
            "~" => out.push(Part::Any(16)),
            "^" => out.push(Part::Any(4)),
            ":" | "|" => {
                if let Some(Part::Literal { colon, .. }) = out.last_mut() {
                    *colon = true;
                }
            }
            _ => out.push(Part::Literal {
                word: fold(word),
                hash: fold_hash(word),
                colon: word.ends_with(':'),
            }),
        }
    }
    out
}

/// A word as the table writes it: lower case, without marks at its ends, straight apostrophes.
pub(crate) fn fold(word: &str) -> String {
    core(word).chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

fn is_number(word: &str) -> bool {
    !word.is_empty()
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'k' | b'K'))
        && word.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Where a phrase that starts at `at` ends, if it stands there. At most one stretch of any words is tried out, up
/// to its own small limit, so the work per place is bounded.
fn meets(parts: &[Part], text: &str, words: &[Word], at: usize, limit: usize) -> Option<usize> {
    let wild = parts.iter().position(|part| matches!(part, Part::Any(_)));
    let Some(wild) = wild else { return literally(parts, text, words, at, limit) };
    let (head, tail) = parts.split_at(wild);
    let from = literally(head, text, words, at, limit)?;
    let (Some(Part::Any(most)), Some(rest)) = (tail.first(), tail.get(1..)) else { return None };
    if rest.is_empty() {
        let end = limit.min(words.len());
        return (from < end && end - from <= *most).then_some(end);
    }
    (1..=*most).find_map(|n| literally(rest, text, words, from + n, limit))
}

fn literally(parts: &[Part], text: &str, words: &[Word], at: usize, limit: usize) -> Option<usize> {
    let limit = limit.min(words.len());
    let mut index = at;
    for part in parts {
        // Marks that stand alone ("( Log Out / Change )") are passed over.
        while index < limit && index > at && core(words.get(index)?.of(text)).is_empty() {
            index += 1;
        }
        if index >= limit {
            return None;
        }
        let word = words.get(index)?.of(text);
        if word.len() > LONGEST {
            return None;
        }
        match part {
            Part::Number if is_number(core(word)) => {}
            Part::Literal { word: wanted, hash, colon } => {
                if fold_hash(word) != *hash || fold(word) != *wanted {
                    return None;
                }
                let marked = word.ends_with([':', '|', '：'])
                    || (index + 1 < limit
                        && words
                            .get(index + 1)
                            .is_some_and(|next| matches!(next.of(text), ":" | "|" | "»" | "：")));
                if *colon && !marked {
                    return None;
                }
            }
            Part::Number | Part::Any(_) => return None,
        }
        index += 1;
    }
    // Lone closing marks belong to the phrase.
    while index < limit && matches!(words.get(index)?.of(text), ")" | "]" | ":" | "|" | "…" | "..." | "»")
    {
        index += 1;
    }
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::words::words;

    fn found(line: &str) -> Vec<(Place, usize)> {
        let words = words(line);
        Furniture::new().at(line, &words, 0, words.len()).into_iter().map(|(p, end)| (p.place, end)).collect()
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(Furniture::new().phrases.len(), rows);
    }

    #[test]
    fn phrases_meet_words_through_marks_and_slots() {
        assert!(found("ADVERTISEMENT").contains(&(Place::Whole, 1)));
        assert!(found("Click to share on Facebook (Opens in new window) Like").contains(&(Place::Run, 9)));
        assert!(found("640 shares").contains(&(Place::Run, 2)));
        assert!(
            found("You are commenting using your Facebook account. ( Log Out / Change )")
                .contains(&(Place::Run, 13))
        );
        assert!(found("Read more: Ministers meet again").iter().any(|f| f.0 == Place::Start));
    }

    #[test]
    fn phrases_do_not_meet_prose() {
        assert!(!found("Read more about the border in the report.").iter().any(|f| f.0 == Place::Start));
        assert!(found("Shares of the company fell.").iter().all(|f| f.0 == Place::Whole));
        assert!(found("The advertisement was withdrawn.").is_empty());
    }
}
