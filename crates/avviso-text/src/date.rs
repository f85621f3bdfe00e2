//! Civil dates without a clock: days, instants as written, and intervals of belief.

use std::fmt;

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

const MONTH_DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Day {
    /// A day, if there is such a one.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let days = Self::month_length(year, month)?;
        ((1..=9999).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// Number of days of a month, if there is such a one.
    pub fn month_length(year: u16, month: u8) -> Option<u8> {
        let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
        let days = *MONTH_DAYS.get(usize::from(month).checked_sub(1)?)?;
        Some(if month == 2 && leap { 29 } else { days })
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(iso: &str) -> Option<Self> {
        let bytes = iso.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u16> {
            let part = iso.get(range)?;
            if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        Self::new(number(0..4)?, u8::try_from(number(5..7)?).ok()?, u8::try_from(number(8..10)?).ok()?)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`).
    pub fn number(self) -> i32 {
        let (month, day) = (i32::from(self.month), i32::from(self.day));
        let year = i32::from(self.year) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day with this number (the inverse of [`Day::number`]), if its year is between 1 and 9999.
    pub fn from_number(number: i32) -> Option<Self> {
        let shifted = number.checked_add(719_468)?;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day `days` later (earlier when negative).
    pub fn plus(self, days: i32) -> Option<Self> {
        Self::from_number(self.number().checked_add(days)?)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        (self.number() + 3).rem_euclid(7) as u8
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A time of day in a day, with the offset as the page writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// Minutes east of UTC; `None` when the page gives no offset.
    pub offset_minutes: Option<i16>,
}

/// A bound of a belief about time: a day, or an instant of that day; the day is in the page's own offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// The day.
    pub day: Day,
    /// The time of day, if known.
    pub clock: Option<Clock>,
}

impl Stamp {
    /// A day.
    pub fn day(day: Day) -> Self {
        Self { day, clock: None }
    }

    /// Reads `YYYY-MM-DD` or `YYYY-MM-DD[T ]HH:MM[:SS[.fraction]][Z|±HH:MM|±HHMM|±HH]`.
    pub fn parse(iso: &str) -> Option<Self> {
        let iso = iso.trim();
        let day = Day::parse(iso.get(..10)?)?;
        let rest = iso.get(10..)?;
        if rest.is_empty() {
            return Some(Self::day(day));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let two = |text: &str, at: usize| -> Option<u8> {
            let part = text.get(at..at + 2)?;
            if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let (hour, minute) = (two(rest, 0)?, two(rest, 3)?);
        if rest.get(2..3)? != ":" {
            return None;
        }
        let mut tail = rest.get(5..)?;
        let mut second = 0;
        if let Some(after) = tail.strip_prefix(':') {
            second = two(after, 0)?;
            tail = after.get(2..)?;
            if let Some(fraction) = tail.strip_prefix('.') {
                tail = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
        let tail = tail.trim();
        let offset_minutes = match tail.chars().next() {
            None => None,
            Some('Z' | 'z') if tail.len() == 1 => Some(0),
            Some(sign @ ('+' | '-')) => {
                let digits: String = tail.get(1..)?.chars().filter(|&c| c != ':').collect();
                let hours = i16::from(two(&digits, 0)?);
                let minutes = if digits.len() > 2 { i16::from(two(&digits, 2)?) } else { 0 };
                if digits.len() > 4 || hours > 14 || minutes > 59 {
                    return None;
                }
                Some((hours * 60 + minutes) * if sign == '-' { -1 } else { 1 })
            }
            Some(_) => return None,
        };
        (hour < 24 && minute < 60 && second < 60)
            .then_some(Self { day, clock: Some(Clock { hour, minute, second, offset_minutes }) })
    }

    /// From seconds since 1970-01-01T00:00:00Z.
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let day = Day::from_number(i32::try_from(seconds.div_euclid(86_400)).ok()?)?;
        let of_day = seconds.rem_euclid(86_400);
        let clock = Clock {
            hour: (of_day / 3600) as u8,
            minute: (of_day / 60 % 60) as u8,
            second: (of_day % 60) as u8,
            offset_minutes: Some(0),
        };
        Some(Self { day, clock: Some(clock) })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        if let Some(clock) = self.clock {
            write!(f, "T{:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second)?;
            match clock.offset_minutes {
                None => {}
                Some(0) => f.write_str("Z")?,
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    write!(f, "{sign}{:02}:{:02}", offset.unsigned_abs() / 60, offset.unsigned_abs() % 60)?;
                }
            }
        }
        Ok(())
    }
}

/// How fine an interval is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the second or minute.
    Instant,
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// The bounds say all that is known.
    Interval,
}

/// A belief about time: not before `from`, not after `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// Lower bound, if known.
    pub from: Option<Stamp>,
    /// Upper bound, if known.
    pub to: Option<Stamp>,
    /// How fine it is.
    pub precision: Precision,
}

impl Interval {
    /// One day.
    pub fn day(day: Day) -> Self {
        Self { from: Some(Stamp::day(day)), to: Some(Stamp::day(day)), precision: Precision::Day }
    }

    /// One instant.
    pub fn instant(stamp: Stamp) -> Self {
        Self { from: Some(stamp), to: Some(stamp), precision: Precision::Instant }
    }

    /// One month, if there is such a one.
    pub fn month(year: u16, month: u8) -> Option<Self> {
        let last = Day::month_length(year, month)?;
        Some(Self {
            from: Day::new(year, month, 1).map(Stamp::day),
            to: Day::new(year, month, last).map(Stamp::day),
            precision: Precision::Month,
        })
    }

    /// One year, if there is such a one.
    pub fn year(year: u16) -> Option<Self> {
        let (first, last) = (Day::new(year, 1, 1)?, Day::new(year, 12, 31)?);
        Some(Self { from: Some(Stamp::day(first)), to: Some(Stamp::day(last)), precision: Precision::Year })
    }

    /// Whether `day` may lie inside.
    pub fn may_hold(self, day: Day) -> bool {
        self.from.is_none_or(|from| from.day <= day) && self.to.is_none_or(|to| day <= to.day)
    }

    /// The day, if the interval lies within one.
    pub fn single_day(self) -> Option<Day> {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from.day == to.day => Some(from.day),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_and_days_are_inverse(number in -719_162i32..2_932_896) {
            let day = Day::from_number(number).unwrap();
            prop_assert_eq!(day.number(), number);
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
    }

    #[test]
    fn impossible_days_are_refused() {
        assert_eq!(Day::parse("2017-02-30"), None);
        assert_eq!(Day::parse("0000-01-01"), None);
        assert_eq!(Day::parse("2017-13-01"), None);
        assert!(Day::parse("2016-02-29").is_some());
    }

    #[test]
    fn instants_keep_their_own_offset() {
        let stamp = Stamp::parse("2017-12-03T23:30:05.054+09:00").unwrap();
        assert_eq!(stamp.to_string(), "2017-12-03T23:30:05+09:00");
        assert_eq!(Stamp::parse("2017-12-03T23:30:05+99:00"), None);
        assert_eq!(Stamp::from_unix(1_512_309_295).unwrap().to_string(), "2017-12-03T13:54:55Z");
        assert_eq!(Day::parse("1962-10-22").unwrap().weekday(), 0);
    }
}
