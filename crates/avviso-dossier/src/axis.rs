//! A line of time: minutes to places between 0 and 1000, with ticks at round days, months or years.

use avviso_record::Date;
use serde::Serialize;

const DAY: i64 = 1440;
/// Ticks on a line, at most.
const TICKS: i64 = 7;
/// Days, months and years between ticks.
const DAYS: [i64; 3] = [1, 2, 7];
const MONTHS: [i64; 4] = [1, 2, 3, 6];
const YEARS: [i64; 7] = [1, 2, 5, 10, 20, 50, 100];

/// The stretch of time that a line shows, in minutes of civil time (a page's own offset is not applied: days compare).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    low: i64,
    high: i64,
}

/// A mark on the line.
#[derive(Debug, Serialize)]
pub(crate) struct Tick {
    #[serde(skip)]
    at: u32,
    pub(crate) x: String,
    pub(crate) label: String,
    /// Whether the label stands to the left of its mark, being near the right end.
    pub(crate) left: bool,
}

impl Tick {
    /// The same on a line that is a part of the width, given in thousandths.
    pub(crate) fn within(mut self, left: u32, right: u32) -> Self {
        self.x = percent(left + self.at * (right - left) / 1000);
        self
    }
}

impl Axis {
    /// A line that holds all the bounds, from midnight to midnight; none if they lie within one day.
    pub(crate) fn new(bounds: impl Iterator<Item = i64>) -> Option<Self> {
        let (low, high) = bounds.fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        if low > high {
            return None;
        }
        let low = low.div_euclid(DAY) * DAY;
        let high = (high + DAY - 1).div_euclid(DAY) * DAY;
        (high - low > DAY).then_some(Self { low, high })
    }

    /// Where a moment lies: 0 to 1000.
    pub(crate) fn place(&self, at: i64) -> u32 {
        u32::try_from((at.clamp(self.low, self.high) - self.low) * 1000 / (self.high - self.low)).unwrap_or(0)
    }

    /// Marks at round dates.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let days = (self.high - self.low) / DAY;
        let tick = |day: i64, length: usize| {
            let at = self.place(day * DAY);
            let label = day_text(day).get(..length).unwrap_or_default().to_owned();
            Tick { at, x: percent(at), label, left: at > 850 }
        };
        let (first, last) = (self.low / DAY, self.high / DAY);
        if let Some(step) = DAYS.into_iter().find(|step| days / step <= TICKS) {
            return (0..=TICKS)
                .map(|index| first + index * step)
                .take_while(|d| *d < last)
                .map(|d| tick(d, 10))
                .collect();
        }
        let (year, month, _) = civil(first);
        let (months, length) = match MONTHS.into_iter().find(|step| days / (step * 28) <= TICKS) {
            Some(step) => (step, 7),
            None => (YEARS.into_iter().find(|step| days / (step * 365) <= TICKS).unwrap_or(1000) * 12, 4),
        };
        let start = (year * 12 + month - 1).div_euclid(months) * months;
        (0..=TICKS + 1)
            .map(|index| start + index * months)
            .map(|at| day_number(at.div_euclid(12), at.rem_euclid(12) + 1, 1))
            .skip_while(|day| *day < first)
            .take_while(|day| *day < last)
            .map(|day| tick(day, length))
            .collect()
    }
}

/// A place as a percentage with one digit.
pub(crate) fn percent(permille: u32) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}

/// Minutes since 0000-03-01 of a date's first moment.
pub(crate) fn start(date: &Date) -> Option<i64> {
    let text = date.as_str();
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let day = day_number(number(0..4)?, number(5..7)?, number(8..10)?);
    let minutes = match (number(11..13), number(14..16)) {
        (Some(hour), Some(minute)) => hour * 60 + minute,
        _ => 0,
    };
    Some(day * DAY + minutes)
}

/// The same of its last moment: a day ends at midnight.
pub(crate) fn end(date: &Date) -> Option<i64> {
    start(date).map(|at| if date.as_str().len() <= 10 { at + DAY } else { at })
}

/// Days since 0000-03-01 (proleptic Gregorian).
fn day_number(year: i64, month: i64, of_month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + of_month - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// The inverse of [`day_number`]: year, month, day.
fn civil(number: i64) -> (i64, i64, i64) {
    let (era, of_era) = (number.div_euclid(146_097), number.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn day_text(number: i64) -> String {
    let (year, month, day) = civil(number);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        start(&Date::parse(text).unwrap()).unwrap()
    }

    fn labels(from: &str, to: &str) -> Vec<String> {
        Axis::new([at(from), at(to)].into_iter())
            .unwrap()
            .ticks()
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn days_are_counted_and_written_back() {
        for day in ["1962-10-22", "2000-02-29", "2017-12-03", "1900-03-01", "0001-01-01"] {
            assert_eq!(day_text(at(day) / DAY), day);
        }
        assert_eq!(at("1970-01-02") - at("1969-12-31"), 2 * DAY);
        assert_eq!(at("1962-10-28T18:40:00-05:00") - at("1962-10-28"), 18 * 60 + 40);
        assert_eq!(end(&Date::parse("1962-10-28").unwrap()), Some(at("1962-10-29")));
    }

    #[test]
    fn ticks_stand_at_round_dates() {
        assert_eq!(labels("1962-10-28", "1962-10-31"), ["1962-10-28", "1962-10-29", "1962-10-30"]);
        assert_eq!(labels("2017-11-24", "2018-03-05"), ["2017-12", "2018-01", "2018-02", "2018-03"]);
        assert_eq!(labels("2009-05-01", "2026-02-01"), ["2010", "2015", "2020", "2025"]);
        assert!(Axis::new([at("1962-10-28"), at("1962-10-28")].into_iter()).is_none());
    }

    #[test]
    fn places_keep_the_order_of_time() {
        let axis = Axis::new([at("1962-10-28"), at("1962-10-31")].into_iter()).unwrap();
        let places: Vec<u32> =
            ["1962-10-27", "1962-10-28", "1962-10-29T12:00", "1962-10-31"].map(|d| axis.place(at(d))).into();
        assert_eq!(places, [0, 0, 500, 1000]);
        assert_eq!(percent(123), "12.3%");
    }
}
