//! Dates as ISO 8601 writes them, kept as they were written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::vocabulary::words;

words! {
    /// How fine a belief about time is.
    pub enum Precision {
        /// A moment with its time of day.
        Instant = "instant",
        /// A day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
        /// Somewhere between the bounds, which say all that is known; either may be null.
        Interval = "interval",
    }
}

/// A string that is no date of the contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{found:?} is no date: expected YYYY-MM-DD, or that with THH:MM[:SS[.fraction]] and perhaps Z or +HH:MM"
)]
pub struct NotADate {
    /// What stands there.
    pub found: String,
}

/// A day, or a moment of a day: `2017-12-02`, `2017-12-02T09:30:00+01:00`.
///
/// The text is kept as written; its first ten characters are the day in the page's own offset. Only days that the
/// (proleptic Gregorian) calendar has are dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    written: Box<str>,
}

/// What a date says, as numbers: days since 0000-01-01, nanoseconds of the day, minutes of offset.
#[derive(Clone, Copy)]
struct Parts {
    day: i64,
    time: Option<(i64, Option<i64>)>,
}

impl Date {
    /// Reads a date; the text is kept exactly.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        match parts(text) {
            Some(_) => Ok(Self { written: text.into() }),
            None => Err(NotADate { found: text.to_owned() }),
        }
    }

    /// Gives the date as written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Gives the day in the page's own offset, `YYYY-MM-DD`.
    pub fn day(&self) -> &str {
        self.written.get(..10).unwrap_or(&self.written)
    }

    /// Says whether this date lies wholly after `other`.
    ///
    /// Two moments with offsets are compared as moments, two without as local times; otherwise only days count.
    pub fn is_after(&self, other: &Self) -> bool {
        let (this, that) = (self.parts(), other.parts());
        match (this.time, that.time) {
            (Some((this_time, Some(this_offset))), Some((that_time, Some(that_offset)))) => {
                this.moment(this_time, this_offset) > that.moment(that_time, that_offset)
            }
            (Some((this_time, None)), Some((that_time, None))) => {
                this.moment(this_time, 0) > that.moment(that_time, 0)
            }
            _ => this.day > that.day,
        }
    }

    fn parts(&self) -> Parts {
        parts(&self.written).expect("checked when it was made")
    }
}

impl Parts {
    fn moment(self, nanoseconds: i64, offset_minutes: i64) -> i128 {
        const DAY: i128 = 86_400_000_000_000;
        i128::from(self.day) * DAY + i128::from(nanoseconds) - i128::from(offset_minutes) * 60_000_000_000
    }
}

/// Reads `count` ASCII digits off the front.
fn digits(text: &mut &[u8], count: usize) -> Option<i64> {
    let (head, tail) = text.split_at_checked(count)?;
    let mut value = 0;
    for &byte in head {
        value = value * 10 + i64::from(byte.is_ascii_digit().then(|| byte - b'0')?);
    }
    *text = tail;
    Some(value)
}

/// Takes one byte off the front if it is `byte`.
fn mark(text: &mut &[u8], byte: u8) -> Option<()> {
    *text = text.strip_prefix(&[byte])?;
    Some(())
}

/// Days of a common year up to the end of each month, from none to December.
const DAYS_TO_END_OF: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

fn parts(text: &str) -> Option<Parts> {
    let rest = &mut text.as_bytes();
    let year = digits(rest, 4)?;
    mark(rest, b'-')?;
    let month = digits(rest, 2)?;
    mark(rest, b'-')?;
    let day_of_month = digits(rest, 2)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let month = usize::try_from(month).ok()?;
    let days_to = |months: usize| Some(DAYS_TO_END_OF.get(months)? + i64::from(leap && months >= 2));
    let (start, end) = (days_to(month.checked_sub(1)?)?, days_to(month)?);
    if !(1..=end - start).contains(&day_of_month) {
        return None;
    }
    let leaps_before = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    let day = year * 365 + leaps_before + start + day_of_month - 1;
    if rest.is_empty() {
        return Some(Parts { day, time: None });
    }
    mark(rest, b'T')?;
    let time = time_of_day(rest)?;
    let offset = offset(rest)?;
    rest.is_empty().then_some(Parts { day, time: Some((time, offset)) })
}

/// Reads `HH:MM[:SS[.fraction]]` as nanoseconds; 24:00 is not used, a leap second is.
fn time_of_day(rest: &mut &[u8]) -> Option<i64> {
    let hour = digits(rest, 2)?;
    mark(rest, b':')?;
    let minute = digits(rest, 2)?;
    let mut second = 0;
    let mut nanosecond = 0;
    if mark(rest, b':').is_some() {
        second = digits(rest, 2)?;
        if mark(rest, b'.').is_some() {
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&length) {
                return None;
            }
            nanosecond = digits(rest, length)? * 10_i64.pow(9 - u32::try_from(length).ok()?);
        }
    }
    (hour < 24 && minute < 60 && second <= 60)
        .then_some(((hour * 60 + minute) * 60 + second) * 1_000_000_000 + nanosecond)
}

/// Reads `Z`, `+HH:MM`, `-HH:MM` or nothing; the outer `None` means that something else stands there.
#[expect(clippy::option_option, reason = "no offset and a wrong one are two things")]
fn offset(rest: &mut &[u8]) -> Option<Option<i64>> {
    if rest.is_empty() {
        return Some(None);
    }
    if mark(rest, b'Z').is_some() {
        return Some(Some(0));
    }
    let sign = if mark(rest, b'+').is_some() {
        1
    } else {
        mark(rest, b'-')?;
        -1
    };
    let hours = digits(rest, 2)?;
    mark(rest, b':')?;
    let minutes = digits(rest, 2)?;
    (hours < 24 && minutes < 60).then_some(Some(sign * (hours * 60 + minutes)))
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.written.into()
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.written)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A day or a moment, ISO 8601; the first ten characters are the day in the page's own offset.",
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for right in [
            "2017-12-02",
            "2016-02-29",
            "2000-02-29",
            "0001-01-01",
            "2017-12-02T09:30",
            "2017-12-02T09:30:15",
            "2017-12-02T09:30:15.123Z",
            "2017-12-02T23:59:60+05:30",
        ] {
            assert!(Date::parse(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "2017",
            "2017-12",
            "2017-13-01",
            "2017-00-01",
            "2017-12-00",
            "2017-12-32",
            "2017-11-31",
            "1900-02-29",
            "2017-12-02 09:30",
            "2017-12-02T24:00",
            "2017-12-02T9:30",
            "2017-12-02T09:30:15.",
            "2017-12-02T09:30+5",
            "2017-12-02Z",
            "+2017-12-02",
            "２０17-12-02",
            "2017-12-02T09:30Zx",
        ] {
            assert!(Date::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn moments_are_compared_as_moments() {
        let after = |a: &str, b: &str| Date::parse(a).unwrap().is_after(&Date::parse(b).unwrap());
        assert!(after("2018-01-01", "2017-12-31"));
        assert!(after("2016-03-01", "2016-02-29"));
        assert!(!after("2017-12-02", "2017-12-02"));
        // 01:00 in Rome is midnight in Greenwich.
        assert!(!after("2018-01-01T01:00+01:00", "2018-01-01T00:00Z"));
        assert!(after("2018-01-01T01:00:00.5+01:00", "2018-01-01T00:00Z"));
        assert!(!after("2018-01-01T00:30+01:00", "2017-12-31T23:45Z"));
        // Only the days can be compared here.
        assert!(!after("2018-01-01T23:00Z", "2018-01-01"));
    }

    #[test]
    fn days_are_counted_through_centuries() {
        let day = |text: &str| parts(text).unwrap().day;
        assert_eq!(day("2000-03-01") - day("2000-02-28"), 2);
        assert_eq!(day("1900-03-01") - day("1900-02-28"), 1);
        assert_eq!(day("2001-01-01") - day("2000-01-01"), 366);
        assert_eq!(day("2000-01-01") - day("1970-01-01"), 10_957);
    }
}
