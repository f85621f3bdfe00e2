//! Explicit dates: days, months, years and decades of the calendar in the layouts of the news, as TIMEX3 values with
//! the interval that they cover. Relative expressions ("on Thursday") are left to a later pass.
//!
//! One walk over the text's tokens; each pattern looks at a bounded number of them, so the work is linear.

mod patterns;
mod tokens;

use avviso_text::{Confidence, Diagnostics, Evidence, Fact, RuleId};

use crate::layers::{Sentences, Time, Times, Words};
use crate::pass::{Context, Pass};

const DATE: RuleId = RuleId::new("times.date");

/// Finds explicit dates.
///
/// Reads the text; gives each date once, the longest reading first. A date that the calendar does not have (30
/// February, the year 0 or 2560) is none.
///
/// Values follow TIMEX3 (`TimeML` 1.2.1; ISO 8601): `2017-11-24`, `2017-11`, `1956`, `196` for the 1960s.
#[derive(Debug)]
pub(crate) struct FindTimes;

impl Pass for FindTimes {
    const NAME: &'static str = "times.find";
    type Needs<'a> = (&'a Sentences, &'a Words);
    type Gives = Times;

    fn run(&self, context: Context<'_>, _: (&Sentences, &Words), _: &mut Diagnostics) -> Times {
        let mut times = Times::default();
        for found in patterns::find(context.article.text()) {
            let Some(span) = context.article.span(found.range) else { continue };
            let time = Time { span, value: found.value, interval: found.interval };
            times.list.push(Fact::new(time, Confidence::percent(found.percent), Evidence::at(span, DATE)));
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::patterns::find;

    /// The dates of a sentence, as `words=value`.
    fn read(text: &str) -> Vec<String> {
        find(text).into_iter().map(|found| format!("{}={}", &text[found.range], found.value)).collect()
    }

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        assert_eq!(read(text), expect, "{text}");
    }

    #[test]
    fn days_in_all_layouts() {
        check("met on 2017-11-24 in Havana", &["2017-11-24=2017-11-24"]);
        check("on 2017-11-24T10:15:00Z it", &["2017-11-24=2017-11-24"]);
        check("on 2017/11/24, it", &["2017/11/24=2017-11-24"]);
        check("on 24 November 2017.", &["24 November 2017=2017-11-24"]);
        check("the 24th of November, 2017, was", &["24th of November, 2017=2017-11-24"]);
        check("— A. Nes (@nes) November 30, 2017", &["November 30, 2017=2017-11-30"]);
        check("(Nov. 30, 2017)", &["Nov. 30, 2017=2017-11-30"]);
        check("Friday, 1 Sept 2017:", &["Friday, 1 Sept 2017=2017-09-01"]);
        check("OCTOBER 22ND, 1962", &["OCTOBER 22ND, 1962=1962-10-22"]);
        check("24-Nov-2017 and 24.11.2017", &["24-Nov-2017=2017-11-24", "24.11.2017=2017-11-24"]);
        check("11/24/2017 or 24/11/2017", &["11/24/2017=2017-11-24", "24/11/2017=2017-11-24"]);
        check("It was October 22 1962.", &["October 22 1962=1962-10-22"]);
    }

    #[test]
    fn months_years_decades() {
        check("in November 2017, and May of 2018", &["November 2017=2017-11", "May of 2018=2018-05"]);
        check("in 1956, when", &["1956=1956"]);
        check("It would end the 1996 agreement.", &["1996=1996"]);
        check("since 2014 and until 2019", &["2014=2014", "2019=2019"]);
        check("Starting in 1952 he", &["1952=1952"]);
        check("in early 1962", &["1962=1962"]);
        check("the war of 1950-53 ended", &["1950-53=1950/1953"]);
        check("(1939–1945)", &["1939–1945=1939/1945"]);
        check("In the 1960s, Cuba", &["1960s=196"]);
        check("the summer of 2016", &["2016=2016"]);
        check("Russia’s 2014 annexation of Crimea", &["2014=2014"]);
        check("between 1962 and 1964", &["1962=1962", "1964=1964"]);
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "on 30 February 2017",
            "February 30, 2017",
            "2017-13-01",
            "0000-00-00",
            "0000-01-01",
            "19-11-12",
            "in 2560 B.E.",
            "24 November 2560",
            "+99",
            "2017-11-2017-11-2017-11",
            "killed 1956 people",
            "in 2000 villages",
            "a fine of 2000 dollars",
            "$2017",
            "call 555-2017",
            "the model 2017x",
            "page 1956",
            "some 1,956 in 1,956",
            "room 1956-A",
            "the season 2011-12",
            "http://x.org/2017/11/24/a-b",
            "adace_5a24022f0d47d",
            "May I say in march",
            "1.2.3 and 10.10.10.10",
            "between 1962 meters and 1964 meters",
            "3/4/2017",
        ] {
            let found = read(text);
            // A day that does not exist leaves its year out too.
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn work_grows_with_the_text_alone() {
        for unit in ["2017-11-", "1", "November ", "Nov. 30, ", "in 1", "24/", "(", "1950–"] {
            let work = |times: usize| {
                let text = unit.repeat(times);
                super::patterns::work(&text)
            };
            let (small, large) = (work(500), work(5000));
            assert!(large <= small * 11 + 200, "{unit}: {small} then {large}");
        }
    }

    proptest! {
        #[test]
        fn dates_lie_in_the_text_in_order(text in "([0-9]{1,4}[-/ .,]|[A-Za-z’–(]{1,4} |November |in |May ){0,40}") {
            let mut end = 0;
            for found in find(&text) {
                prop_assert!(text.get(found.range.clone()).is_some_and(|words| !words.is_empty()));
                prop_assert!(found.range.start >= end);
                end = found.range.end;
                prop_assert!(found.interval.from <= found.interval.to);
            }
        }
    }
}
