//! The layouts. Each reads from one token on and says how many tokens it took.

use std::ops::Range;

use avviso_text::{Day, Interval, Precision, Stamp};

use super::tokens::{Kind, Token, cut};

/// A date as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) value: String,
    pub(super) interval: Interval,
    pub(super) percent: u16,
}

/// Years that news and history write of; others are numbers.
const YEARS: std::ops::RangeInclusive<u16> = 1400..=2100;

/// Dates in order, none overlapping another.
pub(super) fn find(text: &str) -> Vec<Found> {
    walk(text).0
}

/// How many patterns were tried: for the test that the work is linear.
#[cfg(test)]
pub(super) fn work(text: &str) -> usize {
    walk(text).1
}

fn walk(text: &str) -> (Vec<Found>, usize) {
    let reader = Reader { text, tokens: cut(text) };
    let mut found = Vec::new();
    let (mut at, mut work) = (0, 0);
    while at < reader.tokens.len() {
        work += 1;
        match reader.read(at) {
            Step::Date(date, next) => {
                found.push(date);
                at = next;
            }
            Step::Skip(next) => at = next,
        }
    }
    (found, work)
}

enum Step {
    /// A date, and the token after it.
    Date(Found, usize),
    /// No date up to this token.
    Skip(usize),
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

/// What the tokens from some place on may mean: the value and the token after it; `None` inside when it has the shape
/// of a date that the calendar lacks, so that no part of it is read as one.
type Shape = Option<(Option<Value>, usize)>;

enum Value {
    Day(Day),
    Month(u16, u8),
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn words(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|t| self.text.get(t.start..t.end)).unwrap_or_default()
    }

    fn number(&self, at: usize) -> Option<(u16, usize)> {
        match (self.kind(at), self.tokens.get(at)) {
            (Some(Kind::Number(value)), Some(token)) => Some((value, token.end - token.start)),
            _ => None,
        }
    }

    fn is(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Other(mark))
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        self.kind(at) == Some(Kind::Word) && self.words(at).eq_ignore_ascii_case(word)
    }

    fn blank(&self, at: usize) -> usize {
        if self.kind(at) == Some(Kind::Blank) { at + 1 } else { at }
    }

    fn read(&self, at: usize) -> Step {
        let start = match self.kind(at) {
            Some(Kind::Number(_) | Kind::Word) if self.opens(at) => at,
            _ => return Step::Skip(at + 1),
        };
        // "Friday, 24 November 2017": the weekday belongs to the date.
        let mut from = start;
        if weekday(self.words(at)) {
            let mut next = at + 1;
            if self.is(next, '.') || self.is(next, ',') {
                next += 1;
            }
            next = self.blank(next);
            if next > at + 1 {
                from = next;
            }
        }
        if let Some((value, next)) = self.numeric(from).or_else(|| self.written(from)) {
            let Some(value) = value.filter(|_| self.closes(next)) else {
                return Step::Skip(next.max(at + 1));
            };
            let Some(found) = self.found(start, next, &value) else { return Step::Skip(next) };
            return Step::Date(found, next);
        }
        if from == at
            && let Some((found, next)) = self.year(at)
        {
            return Step::Date(found, next);
        }
        Step::Skip(at + 1)
    }

    /// Whether a date may begin here: not inside a word, a number, an address or a sum.
    fn opens(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.kind(before) {
            Some(Kind::Word | Kind::Number(_)) => false,
            Some(Kind::Other(c)) => {
                // Inside a number (`1,956`, `10:1956`) nothing begins.
                let number =
                    matches!(c, ',' | ':') && before.checked_sub(1).is_some_and(|b| self.number(b).is_some());
                !number && !r"_/\-.#@+$€£¥%=&0'’".contains(c)
            }
            Some(Kind::Blank) | None => true,
        }
    }

    /// Whether a date may end before this token.
    fn closes(&self, at: usize) -> bool {
        match self.kind(at) {
            // 2017-11-24T10:15 goes on with the time of day.
            Some(Kind::Word) => self.is_word(at, "T") && self.number(at + 1).is_some(),
            Some(Kind::Other('-' | '/' | '.')) => !matches!(self.kind(at + 1), Some(Kind::Number(_))),
            Some(Kind::Number(_) | Kind::Other('_' | '%' | '0')) => false,
            Some(Kind::Other(_) | Kind::Blank) | None => true,
        }
    }

    fn found(&self, from: usize, next: usize, value: &Value) -> Option<Found> {
        let range = self.tokens.get(from)?.start..self.tokens.get(next - 1)?.end;
        Some(match *value {
            Value::Day(day) => {
                Found { range, value: day.to_string(), interval: Interval::day(day), percent: 95 }
            }
            Value::Month(year, month) => Found {
                range,
                value: format!("{year:04}-{month:02}"),
                interval: Interval::month(year, month)?,
                percent: 95,
            },
        })
    }

    /// `2017-11-24`, `2017/11/24`, `24.11.2017`, `11/24/2017` where only one order is possible; not `3/4/2017`.
    fn numeric(&self, at: usize) -> Shape {
        let (first, first_len) = self.number(at)?;
        let Kind::Other(mark @ ('-' | '/' | '.')) = self.kind(at + 1)? else { return None };
        let (second, second_len) = self.number(at + 2)?;
        if !self.is(at + 3, mark) || self.number(at + 4).is_none() {
            return None;
        }
        let (third, third_len) = self.number(at + 4)?;
        let day = |year: u16, month: u16, day: u16| -> Option<Value> {
            let ok = YEARS.contains(&year);
            Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|_| ok).map(Value::Day)
        };
        let value = match (first_len, second_len, third_len) {
            (4, 1..=2, 1..=2) => day(first, second, third),
            (1..=2, 1..=2, 4) if mark == '.' => day(third, second, first),
            (1..=2, 1..=2, 4) => match (first <= 12, second <= 12) {
                (true, false) => day(third, first, second),
                (false, true) => day(third, second, first),
                (true, true) if first == second => day(third, first, second),
                _ => None,
            },
            _ => None,
        };
        Some((value, at + 5))
    }

    /// `24 November 2017`, `November 24, 2017`, `24-Nov-2017`, `November 2017`, `May of 2018`.
    fn written(&self, at: usize) -> Shape {
        if let Some((day, len)) = self.number(at)
            && len <= 2
        {
            let mut next = self.ordinal(at + 1);
            let hyphen = self.is(next, '-');
            next = if hyphen { next + 1 } else { self.blank(next) };
            if self.is_word(next, "of") {
                next = self.blank(next + 1);
            }
            let (month, after) = self.month(next)?;
            let mut next = after;
            if hyphen && self.is(next, '-') {
                next += 1;
            } else {
                if self.is(next, ',') {
                    next += 1;
                }
                next = self.blank(next);
            }
            let (year, len) = self.number(next)?;
            return (len == 4 && next > after).then(|| (of_calendar(year, month, day), next + 1));
        }
        let (month, after) = self.month(at)?;
        let mut next = self.blank(after);
        if let Some((day, len)) = self.number(next)
            && len <= 2
            && next > after
        {
            let mut next = self.ordinal(next + 1);
            let end = next;
            if self.is(next, ',') {
                next += 1;
            }
            next = self.blank(next);
            let (year, len) = self.number(next)?;
            return (len == 4 && next > end).then(|| (of_calendar(year, month, day), next + 1));
        }
        if self.is(next, ',') || self.is_word(next, "of") {
            next = self.blank(next + 1);
        }
        let (year, len) = self.number(next)?;
        // "May 2000 people march": no month in a sentence's first verb; capitals and the year's range decide.
        (len == 4 && next > after)
            .then(|| (YEARS.contains(&year).then_some(Value::Month(year, month)), next + 1))
    }

    /// Past `st`, `nd`, `rd`, `th`.
    fn ordinal(&self, at: usize) -> usize {
        let suffix = ["st", "nd", "rd", "th"].iter().any(|suffix| self.is_word(at, suffix));
        if suffix { at + 1 } else { at }
    }

    /// A month's name with its point; it begins with a capital.
    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.words(at);
        if self.kind(at) != Some(Kind::Word) || !word.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let month = month_of(word)?;
        let point = self.is(at + 1, '.') && word.len() <= 4;
        Some((month, if point { at + 2 } else { at + 1 }))
    }

    /// `in 1956`, `the 1996 agreement`, `1950-53`, `the 1960s`.
    fn year(&self, at: usize) -> Option<(Found, usize)> {
        let (year, len) = self.number(at)?;
        if len != 4 || !YEARS.contains(&year) {
            return None;
        }
        let before = self.word_before(at);
        let start = self.tokens.get(at)?.start;
        // 1960s
        if self.is_word(at + 1, "s") && year.is_multiple_of(10) {
            let interval = Interval {
                from: Day::new(year, 1, 1).map(Stamp::day),
                to: Day::new(year + 9, 12, 31).map(Stamp::day),
                precision: Precision::Interval,
            };
            let range = start..self.tokens.get(at + 1)?.end;
            return Some((Found { range, value: format!("{}", year / 10), interval, percent: 90 }, at + 2));
        }
        // 1950-53, 1939–1945
        if (self.is(at + 1, '-') || self.is(at + 1, '–'))
            && let Some((second, second_len)) = self.number(at + 2)
            && self.closes(at + 3)
        {
            let to = match second_len {
                2 => year / 100 * 100 + second,
                4 => second,
                _ => return None,
            };
            // "the season 2011-12" may be a month, a season or a score.
            let safe =
                (year < to && to - year < 100) && (to - year > 1 || second_len == 4) && YEARS.contains(&to);
            let context = before.is_some_and(leads_to_year) || self.in_brackets(at) || before == Some("the");
            if !safe || !context {
                return None;
            }
            let interval = Interval {
                from: Day::new(year, 1, 1).map(Stamp::day),
                to: Day::new(to, 12, 31).map(Stamp::day),
                precision: Precision::Interval,
            };
            let range = start..self.tokens.get(at + 2)?.end;
            return Some((Found { range, value: format!("{year}/{to}"), interval, percent: 80 }, at + 3));
        }
        if !self.closes(at + 1) || self.is(at + 1, '-') || self.is(at + 1, '–') {
            return None;
        }
        if self.is(at + 1, ',') && self.number(at + 2).is_some() {
            return None;
        }
        let percent = if self.in_brackets(at) && self.is(at + 1, ')') {
            85
        } else if before.is_some_and(leads_to_year) {
            if self.counts_things(at) {
                return None;
            }
            95
        } else if before.is_some_and(|word| word == "and" || word == "to" || word == "or")
            && self.after_year(at)
        {
            if self.counts_things(at) {
                return None;
            }
            90
        } else if (before == Some("the") || self.after_possessive(at)) && self.before_noun(at) {
            90
        } else {
            return None;
        };
        let range = start..self.tokens.get(at)?.end;
        let interval = Interval::year(year)?;
        Some((Found { range, value: format!("{year:04}"), interval, percent }, at + 1))
    }

    fn word_before(&self, at: usize) -> Option<&str> {
        let blank = at.checked_sub(1)?;
        let word = blank.checked_sub(1)?;
        (self.kind(blank) == Some(Kind::Blank) && self.kind(word) == Some(Kind::Word))
            .then(|| self.words(word))
    }

    fn in_brackets(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, '('))
    }

    /// "Russia's 2014 annexation".
    fn after_possessive(&self, at: usize) -> bool {
        self.word_before(at) == Some("s")
            && at.checked_sub(3).is_some_and(|mark| self.is(mark, '\'') || self.is(mark, '’'))
    }

    /// Another year, some words before: "between 1962 and 1964".
    fn after_year(&self, at: usize) -> bool {
        at.checked_sub(4)
            .and_then(|year| self.number(year))
            .is_some_and(|(year, len)| len == 4 && YEARS.contains(&year))
    }

    /// Whether the number counts things: "in 2000 villages", "of 1956 people", "by 2000 dollars".
    fn counts_things(&self, at: usize) -> bool {
        if self.kind(at + 1) != Some(Kind::Blank) || self.kind(at + 2) != Some(Kind::Word) {
            return false;
        }
        let word = self.words(at + 2);
        let plural = word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && word.chars().all(char::is_lowercase)
            && !matches!(
                word,
                "this" | "his" | "was" | "has" | "its" | "does" | "perhaps" | "always" | "as" | "is"
            );
        plural
            || matches!(word, "people" | "men" | "women" | "children" | "km" | "m" | "kg" | "percent" | "per")
    }

    /// "the 1996 agreement": a noun follows, and none that is counted.
    fn before_noun(&self, at: usize) -> bool {
        self.kind(at + 1) == Some(Kind::Blank)
            && self.kind(at + 2) == Some(Kind::Word)
            && !self.counts_things(at)
            && !matches!(
                self.words(at + 2),
                "and" | "or" | "to" | "of" | "in" | "million" | "billion" | "dead" | "or so"
            )
    }
}

fn of_calendar(year: u16, month: u8, day: u16) -> Option<Value> {
    if !YEARS.contains(&year) {
        return None;
    }
    Day::new(year, month, u8::try_from(day).ok()?).map(Value::Day)
}

fn leads_to_year(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(
        word.as_str(),
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "before"
            | "after"
            | "during"
            | "around"
            | "circa"
            | "from"
            | "early"
            | "late"
            | "mid"
            | "between"
            | "of"
            | "through"
            | "throughout"
            | "year"
            | "spring"
            | "summer"
            | "autumn"
            | "fall"
            | "winter"
            | "back"
            | "late-"
            | "for"
            | "born"
            | "end"
    )
}

fn weekday(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
    )
}

/// The month that a name or its usual abbreviation means.
fn month_of(word: &str) -> Option<u8> {
    Some(match word.to_ascii_lowercase().as_str() {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}
