//! What a crawler or a site wrote before the article's first words: ` date 2017-11-24 …`, `url: … date: …`.

use std::ops::Range;

use avviso_text::{Day, RuleId, Stamp, Why};

use crate::plain::sheet::Sheet;

/// A header line at the first byte of the page.
pub(crate) const HEADER: RuleId = RuleId::new("plain.header-line");

/// Names of fields that a crawler writes before a value.
const DATE_KEYS: [&str; 9] = [
    "date",
    "datetime",
    "published",
    "pubdate",
    "publish_date",
    "published_at",
    "date_published",
    "timestamp",
    "time",
];
const ADDRESS_KEYS: [&str; 4] = ["url", "source", "link", "uri"];

/// Where a header starts the text, the number of words that it takes, and the bytes of the day in it.
///
/// Catches " date 2017-11-24 The minister …" and "URL: <https://example.org/a> DATE: 2017-11-24T10:00:00Z The minister …".
/// Leaves alone "Date palms grew in 2017 …" and "2017-11-24 was a cold day in Oslo."
pub(crate) fn find(words: &[&str]) -> Option<(usize, Option<usize>)> {
    let (mut taken, mut day) = (0, None);
    while let Some(key) = words.get(taken) {
        let key = key.trim_matches(|c: char| matches!(c, ':' | '=' | '[' | '"' | '#' | '*')).to_lowercase();
        let mut value = taken + 1;
        if words.get(value).is_some_and(|w| matches!(*w, ":" | "=" | "-")) {
            value += 1;
        }
        let Some(word) = words.get(value) else { break };
        if DATE_KEYS.contains(&key.as_str()) && is_day(word) {
            day = day.or(Some(value));
            taken = value + 1;
            // "2017-11-24 10:15:00"
            if words.get(taken).is_some_and(|w| is_clock(w)) {
                taken += 1;
            }
        } else if ADDRESS_KEYS.contains(&key.as_str())
            && (word.starts_with("http://") || word.starts_with("https://"))
        {
            taken = value + 1;
        } else {
            break;
        }
    }
    (taken > 0).then_some((taken, day))
}

fn is_day(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '"' | ']' | '[' | ',' | ';'));
    Stamp::parse(word).is_some() || word.get(..10).and_then(Day::parse).is_some_and(|_| word.len() == 10)
}

fn is_clock(word: &str) -> bool {
    let mut parts = word.trim_end_matches(['Z', 'z']).split(':');
    let two =
        |part: Option<&str>| part.is_some_and(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()));
    two(parts.next()) && two(parts.next())
}

/// Marks the header. Gives the word range that it takes.
pub(crate) fn mark(sheet: &mut Sheet<'_>) -> Option<Range<usize>> {
    let head: Vec<&str> = (0..12).map(|index| sheet.word(index)).filter(|w| !w.is_empty()).collect();
    let (taken, _) = find(&head)?;
    sheet.drop(0..taken, Why::Header, HEADER);
    Some(0..taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &str) -> Option<usize> {
        find(&line.split_whitespace().collect::<Vec<_>>()).map(|f| f.0)
    }

    #[test]
    fn header_lines_are_taken() {
        assert_eq!(taken(" date 2017-11-24 The minister spoke."), Some(2));
        assert_eq!(taken("URL: https://example.org/a DATE: 2017-11-24T10:00:00Z The minister"), Some(4));
        assert_eq!(taken("date: 2017-11-24 10:15:00 The minister"), Some(3));
    }

    #[test]
    fn first_words_of_articles_are_not() {
        assert_eq!(taken("Date palms grew in 2017."), None);
        assert_eq!(taken("2017-11-24 was a cold day in Oslo."), None);
        assert_eq!(taken("date 2017-02-30 is no day"), None);
    }
}
