//! What a crawler or a site wrote before the article's first words: ` date 2017-11-24 …`, `url: … date: …`.

use std::ops::Range;

use avviso_text::{Day, RuleId, Stamp, Why};

use crate::facts::outlet::{alike, registrable};
use crate::plain::sheet::Sheet;

/// A header line at the first byte of the page.
pub(crate) const HEADER: RuleId = RuleId::new("plain.header-line");

/// A site's own line above the article: its name and its domain.
pub(crate) const SITE_LINE: RuleId = RuleId::new("plain.site-line");

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
/// Catches " date 2017-11-24 The minister …", " date 2017-11 The minister …" and
/// "URL: <https://example.org/a> DATE: 2017-11-24T10:00:00Z The minister …".
/// Leaves alone "Date palms grew in 2017 …", "2017-11-24 was a cold day in Oslo." and "Time 2017-18 was a lean year."
pub(crate) fn find(words: &[&str]) -> Option<(usize, Option<usize>)> {
    let (mut taken, mut day) = (0, None);
    while let Some(key) = words.get(taken) {
        let key = key.trim_matches(|c: char| matches!(c, ':' | '=' | '[' | '"' | '#' | '*')).to_lowercase();
        let mut value = taken + 1;
        if words.get(value).is_some_and(|w| matches!(*w, ":" | "=" | "-")) {
            value += 1;
        }
        let Some(word) = words.get(value) else { break };
        if DATE_KEYS.contains(&key.as_str()) && (is_day(word) || month(word).is_some()) {
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

/// A month alone: its first day.
pub(crate) fn month(word: &str) -> Option<Day> {
    let word = word.trim_matches(|c: char| matches!(c, '"' | ']' | '[' | ',' | ';'));
    (word.len() == 7).then(|| Day::parse(&format!("{word}-01"))).flatten()
}

fn is_clock(word: &str) -> bool {
    let mut parts = word.trim_end_matches(['Z', 'z']).split(':');
    let two =
        |part: Option<&str>| part.is_some_and(|p| p.len() == 2 && p.bytes().all(|b| b.is_ascii_digit()));
    two(parts.next()) && two(parts.next())
}

/// Marks the site's line and the crawler's header, which may follow it.
pub(crate) fn mark(sheet: &mut Sheet<'_>) {
    let end = (1..sheet.words.len().min(SITE_WORDS + 1))
        .find(|&index| sheet.words.get(index).is_some_and(|w| w.breaks > 0));
    let mut from = 0;
    if let Some(end) = end
        && site(sheet.slice(&(0..end))).is_some()
    {
        sheet.drop(0..end, Why::Header, SITE_LINE);
        from = end;
    }
    let head: Vec<&str> =
        (from..from + 12).map(|index| sheet.word(index)).filter(|w| !w.is_empty()).collect();
    if let Some((taken, _)) = find(&head) {
        sheet.drop(from..from + taken, Why::Header, HEADER);
    }
}

/// Words of the longest site line.
const SITE_WORDS: usize = 10;

/// Reads a site's own line: where its name stands, where its domain stands.
///
/// Catches "Harbour News | harbournews.example", "The Skerry (skerry.example)" and "www.skerry.example - The Skerry".
/// Leaves alone "Ministers meet | harbournews.example" and "Visit harbournews.example".
pub(crate) fn site(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let trimmed = line.trim();
    let lead = line.len() - line.trim_start().len();
    let (left, right) = match trimmed.strip_suffix(')').and_then(|open| open.rsplit_once(" (")) {
        Some((name, domain)) => (0..name.len(), name.len() + 2..name.len() + 2 + domain.len()),
        None => [" | ", " - ", " – ", " — ", " · ", " • ", ": "].iter().find_map(|mark| {
            let at = trimmed.find(mark)?;
            Some((0..at, at + mark.len()..trimmed.len()))
        })?,
    };
    [(left.clone(), right.clone()), (right, left)].into_iter().find_map(|(name, domain)| {
        let words = trimmed.get(name.clone())?.trim();
        let host = trimmed.get(domain.clone())?.trim();
        let own = registrable(host)?;
        let whole = host.split(['/', ':']).next().is_some_and(|bare| bare.len() == host.len())
            || host.starts_with("http");
        let last = own.rsplit('.').next()?;
        let is_domain = whole
            && !host.contains(char::is_whitespace)
            && last.len() >= 2
            && last.chars().all(char::is_alphabetic);
        (is_domain && !words.is_empty() && alike(&own, words))
            .then(|| (lead + name.start..lead + name.end, lead + domain.start..lead + domain.end))
    })
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
        assert_eq!(taken(" date 2017-11 The minister spoke."), Some(2));
    }

    #[test]
    fn a_site_names_itself_by_name_and_domain() {
        let parts = |line: &'static str| site(line).map(|(name, domain)| (&line[name], &line[domain]));
        assert_eq!(
            parts("Harbour News | harbournews.example"),
            Some(("Harbour News", "harbournews.example"))
        );
        assert_eq!(parts("The Skerry (skerry.example)"), Some(("The Skerry", "skerry.example")));
        assert_eq!(parts("www.skerry.example - The Skerry"), Some(("The Skerry", "www.skerry.example")));
        assert_eq!(parts("Ministers meet | harbournews.example"), None);
        assert_eq!(parts("Visit harbournews.example"), None);
        assert_eq!(parts("Harbour News | U.S. and world"), None);
    }

    #[test]
    fn a_header_may_follow_the_sites_line() {
        let text = "Harbour News | harbournews.example\n date 2019-03-07 Cod can wait\n\nThey met.";
        let mut sheet = Sheet::new(text);
        mark(&mut sheet);
        let left: Vec<&str> =
            (0..sheet.words.len()).filter(|&i| sheet.is_open(i)).map(|i| sheet.word(i)).collect();
        assert_eq!(left.join(" "), "Cod can wait They met.");
    }

    #[test]
    fn first_words_of_articles_are_not() {
        assert_eq!(taken("Date palms grew in 2017."), None);
        assert_eq!(taken("2017-11-24 was a cold day in Oslo."), None);
        assert_eq!(taken("date 2017-02-30 is no day"), None);
        assert_eq!(taken("Time 2017-18 was a lean year."), None);
    }
}
