//! The days at which names and offices are read: the sentence's own date, else the page's.

use avviso_text::{Day, Interval};

use crate::layers::{Dating, Sentences, Times};

/// Days from first to last.
pub(super) type Days = (Day, Day);

/// Days of the widest interval in doubt by which names and offices are read: five years.
const DOUBTFUL: i32 = 5 * 366;

/// The page's days and the dates in its sentences.
#[derive(Debug)]
pub(super) struct When<'a> {
    /// The page's days, if anything bounds them.
    pub(super) page: Option<Days>,
    /// Whether the page is dated (not only bounded in doubt).
    pub(super) dated: bool,
    times: &'a Times,
    sentences: &'a Sentences,
}

impl<'a> When<'a> {
    pub(super) fn new(sentences: &'a Sentences, times: &'a Times, dating: &'a Dating) -> Self {
        let answer = dating.published.answer();
        let page = match answer {
            Some(answer) => days(*answer.value()),
            // A candidate helps where it is narrow.
            None => dating.published.others().first().and_then(|candidate| {
                let interval = candidate.value();
                interval.from.and(interval.to)?;
                days(*interval).filter(|(first, last)| last.number() - first.number() <= DOUBTFUL)
            }),
        };
        Self { page, dated: answer.is_some(), times, sentences }
    }

    /// The days at which a mention in a sentence is read.
    pub(super) fn of_sentence(&self, sentence: Option<usize>) -> Option<Days> {
        let own = sentence.and_then(|at| self.sentences.span.get(at)).and_then(|span| {
            let first = self.times.list.partition_point(|t| t.value().span.start() < span.start());
            let time = self.times.list.get(first).filter(|t| span.contains(t.value().span))?;
            days(time.value().interval)
        });
        own.or(self.page)
    }
}

/// The days of an interval; an open end is as far as the calendar goes.
fn days(interval: Interval) -> Option<Days> {
    let first = interval.from.map(|stamp| stamp.day);
    let last = interval.to.map(|stamp| stamp.day);
    match (first, last) {
        (Some(first), Some(last)) => Some((first, last)),
        // Open upwards: today's readers and tables, not year 9999, so that "in office now" holds.
        (Some(first), None) => Some((first, first.max(Day::new(2100, 1, 1)?))),
        (None, Some(last)) => Some((Day::new(1, 1, 1)?.min(last), last)),
        (None, None) => None,
    }
}
