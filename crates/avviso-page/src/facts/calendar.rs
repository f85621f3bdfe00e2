//! Days as people write them: "March 7, 2019", "7. März 2019", "07/03/2019", "2019-03-07", "2019年3月7日".
//!
//! Reads forms only; what a day means for the page is said elsewhere. A day that does not exist is not a day. Where
//! day and month can be swapped ("07/03/2019") nothing is read, unless one of them is over twelve.

use std::ops::Range;

use avviso_text::{Day, Lookup};

const TABLE: &str = include_str!("months.tsv");

/// Names of months, and the reading of days.
#[derive(Debug)]
pub(crate) struct Calendar {
    months: Lookup<String, u8>,
}

/// The first and last year that a page may name as its own day: archives put papers of the last century on the web.
pub(crate) const YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;

/// A token of a date: letters, or digits, or one mark.
#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Mark,
}

impl Calendar {
    /// Reads the table.
    pub(crate) fn new() -> Self {
        let mut months: Lookup<String, u8> = Lookup::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            for (index, names) in line.split('\t').skip(1).enumerate() {
                for name in names.split('/') {
                    months.insert(name.to_owned(), index as u8 + 1);
                }
            }
        }
        Self { months }
    }

    /// Whether a word is the name of a month.
    pub(crate) fn is_month(&self, word: &str) -> bool {
        self.month(word).is_some()
    }

    fn month(&self, word: &str) -> Option<u8> {
        if word.len() > 24 {
            return None;
        }
        self.months.get(word.to_lowercase().as_str()).copied()
    }

    /// All days named in a text, in order, with their places. Years outside [`YEARS`] are history, not the
    /// page's own day, and are passed over.
    pub(crate) fn days(&self, text: &str) -> Vec<(Range<usize>, Day)> {
        let tokens = tokens(text);
        let mut out = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.day_at(&tokens, at) {
                Some((next, day)) => {
                    let range = tokens[at].start..tokens[next - 1].end;
                    if YEARS.contains(&day.year()) {
                        out.push((range, day));
                    }
                    at = next;
                }
                None => at += 1,
            }
        }
        out
    }

    /// The first day named in a text.
    pub(crate) fn first(&self, text: &str) -> Option<(Range<usize>, Day)> {
        self.days(text).into_iter().next()
    }

    fn day_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, Day)> {
        let token = tokens.get(at)?;
        // A number that goes on from a digit or a point ("1.2.2017.4") starts no date in its middle.
        if token.kind == Kind::Digits && at > 0 {
            let before = tokens.get(at - 1)?;
            if before.end == token.start
                && before.kind == Kind::Mark
                && matches!(before.text, "." | "-" | "/")
            {
                return None;
            }
            if before.end == token.start && before.kind == Kind::Letters {
                return None;
            }
        }
        match token.kind {
            Kind::Digits => self.number_first(tokens, at),
            Kind::Letters => self.month_first(tokens, at),
            Kind::Mark => None,
        }
    }

    /// "7 March 2019", "7. März 2019", "7 de marzo de 2019", "7th of March, 2019", "07.03.2019", "2019-03-07".
    fn number_first(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, Day)> {
        let first = tokens.get(at)?;
        if first.text.len() == 4 || first.text.len() == 8 {
            return year_first(tokens, at);
        }
        if first.text.len() > 2 {
            return None;
        }
        let day: u8 = first.text.parse().ok()?;
        // Numbers alone: 27.04.24, 27/04/2024, 27-04-2024.
        if let Some(mark) = tokens.get(at + 1).filter(|t| matches!(t.text, "." | "/" | "-"))
            && mark.start == first.end
            && let Some(second) = tokens
                .get(at + 2)
                .filter(|t| t.kind == Kind::Digits && t.start == mark.end && t.text.len() <= 2)
            && let Some(mark2) = tokens.get(at + 3).filter(|t| t.text == mark.text && t.start == second.end)
            && let Some(third) = tokens.get(at + 4).filter(|t| t.kind == Kind::Digits && t.start == mark2.end)
        {
            let second: u8 = second.text.parse().ok()?;
            let year = match third.text.len() {
                4 => third.text.parse().ok()?,
                // Only with points are two digits of a year certain not to be a day ("27.04.24").
                2 if mark.text == "." => 2000 + third.text.parse::<u16>().ok()?,
                _ => return None,
            };
            let goes_on = tokens.get(at + 5).filter(|t| t.start == third.end).is_some_and(|t| {
                let digits = tokens.get(at + 6).is_some_and(|d| d.start == t.end && d.kind == Kind::Digits);
                t.kind == Kind::Digits || matches!(t.text, "/" | "-") || (t.text == "." && digits)
            });
            if goes_on {
                return None;
            }
            let (day, month) = match (mark.text, day > 12, second > 12) {
                (_, false, true) if mark.text != "." => (second, day),
                // Days with points come day first everywhere; with strokes the order is not known.
                (_, true, false) | (".", false, false) => (day, second),
                _ if day == second => (day, second),
                _ => return None,
            };
            return Day::new(year, month, day).map(|found| (at + 5, found));
        }
        let mut index = at + 1;
        while tokens.get(index).is_some_and(|t| {
            matches!(t.text, "." | "," | "º" | "-")
                || matches!(
                    t.text.to_lowercase().as_str(),
                    "st" | "nd" | "rd" | "th" | "de" | "of" | "er" | "di" | "d" | "ste" | "del"
                )
        }) && index - at < 4
        {
            index += 1;
        }
        let month = self.month(tokens.get(index)?.text)?;
        index += 1;
        while tokens.get(index).is_some_and(|t| {
            matches!(t.text, "." | "," | "-") || matches!(t.text.to_lowercase().as_str(), "de" | "del" | "of")
        }) && index - at < 8
        {
            index += 1;
        }
        let year =
            tokens.get(index).filter(|t| t.text.len() == 4 && t.kind == Kind::Digits)?.text.parse().ok()?;
        Day::new(year, month, day).map(|found| (index + 1, found))
    }

    /// "March 7, 2019", "Mar. 7th 2019".
    fn month_first(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, Day)> {
        let month = self.month(tokens.get(at)?.text)?;
        let mut index = at + 1;
        if tokens.get(index).is_some_and(|t| t.text == ".") {
            index += 1;
        }
        let day: u8 =
            tokens.get(index).filter(|t| t.kind == Kind::Digits && t.text.len() <= 2)?.text.parse().ok()?;
        index += 1;
        while tokens.get(index).is_some_and(|t| {
            matches!(t.text, "," | ".")
                || matches!(t.text.to_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "of")
        }) && index - at < 6
        {
            index += 1;
        }
        let year =
            tokens.get(index).filter(|t| t.text.len() == 4 && t.kind == Kind::Digits)?.text.parse().ok()?;
        Day::new(year, month, day).map(|found| (index + 1, found))
    }
}

/// "2019-03-07", "2019/03/07", "2019.03.07", "20190307", "2019年3月7日".
fn year_first(tokens: &[Token<'_>], at: usize) -> Option<(usize, Day)> {
    let first = tokens.get(at)?;
    if first.text.len() == 8 {
        let (year, month, day) = (first.text.get(..4)?, first.text.get(4..6)?, first.text.get(6..)?);
        let found = Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
        return YEARS.contains(&found.year()).then_some((at + 1, found));
    }
    let mark = tokens.get(at + 1).filter(|t| matches!(t.text, "-" | "/" | "." | "年"))?;
    let month = tokens.get(at + 2).filter(|t| t.kind == Kind::Digits && t.text.len() <= 2)?;
    let mark2 = tokens.get(at + 3).filter(|t| t.text == mark.text || t.text == "月")?;
    let day = tokens.get(at + 4).filter(|t| t.kind == Kind::Digits && t.text.len() <= 2)?;
    if mark.start != first.end || mark2.start != month.end {
        return None;
    }
    // "2017-11-2017-11": the number goes on, so it is no day.
    if tokens.get(at + 5).is_some_and(|t| {
        t.start == day.end && (t.kind == Kind::Digits || t.text == "-" || t.text == "/") && mark.text != "年"
    }) && mark.text != "/"
    {
        return None;
    }
    let next = if tokens.get(at + 5).is_some_and(|t| t.text == "日") { at + 6 } else { at + 5 };
    Day::new(first.text.parse().ok()?, month.text.parse().ok()?, day.text.parse().ok()?)
        .map(|found| (next, found))
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    for (at, c) in text.char_indices() {
        // 年, 月, 日 part numbers, so they stand alone.
        let kind = if matches!(c, '年' | '月' | '日') {
            Kind::Mark
        } else if c.is_ascii_digit() {
            Kind::Digits
        } else if c.is_alphabetic() {
            Kind::Letters
        } else if c.is_whitespace() {
            continue;
        } else {
            Kind::Mark
        };
        let end = at + c.len_utf8();
        if let Some(last) = out.last_mut()
            && last.kind == kind
            && kind != Kind::Mark
            && last.end == at
        {
            last.end = end;
            last.text = text.get(last.start..end).unwrap_or_default();
            continue;
        }
        out.push(Token { text: text.get(at..end).unwrap_or_default(), start: at, end, kind });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Calendar::new().first(text).map(|(_, day)| day.to_string())
    }

    #[test]
    fn days_are_read_in_many_hands() {
        for (text, day) in [
            ("— Kari Nes (@karines) March 7, 2019", "2019-03-07"),
            ("Updated : 19 November 2019, 09:01 AM", "2019-11-19"),
            ("Veröffentlicht am 27.04.24 um 07:39 Uhr", "2024-04-27"),
            ("Le 7 mars 2019 à Paris", "2019-03-07"),
            ("7 de marzo de 2019", "2019-03-07"),
            ("the 7th of March, 2019", "2019-03-07"),
            ("Sept. 3, 2021", "2021-09-03"),
            ("2019年3月7日", "2019-03-07"),
            ("20/3/2019", "2019-03-20"),
            ("7 марта 2019", "2019-03-07"),
        ] {
            assert_eq!(read(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in [
            "30 February 2017",
            "0000-01-01",
            "March 45, 2019",
            "2017-11-2017-11-2017-11",
            "version 1.2.2017.4",
            "03/07/2019",
            "may 2019",
            "In 1976 the two",
            "1 May 1886",
            "19-11-12",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
