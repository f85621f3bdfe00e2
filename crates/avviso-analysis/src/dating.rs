//! When the page was published: what it says of itself, then bounds from its text: events whose days are known, the
//! years that it tells of, the offices that it gives to people.
//!
//! What the page says of itself decides. Bounds alone give an interval when both ends are strong, else candidates in
//! doubt with the diagnostic `undated`. What contradicts each other is said (`date-conflict`).

mod bounds;
mod tense;

use avviso_text::facts::DateKind;
use avviso_text::{Code, Confidence, Diagnostics, Fact, Interval, Precision, Resolved, Stamp};

use crate::layers::{Dating, Mentions, Times};
use crate::pass::{Context, Pass};
use bounds::{Bound, Strength};

const UNDATED: Code = Code::new("undated");
const DATE_CONFLICT: Code = Code::new("date-conflict");

/// Days of the widest interval that is an answer: three years; a wider one is a candidate.
const WIDEST: i32 = 3 * 366;

/// Dates the page.
#[derive(Debug)]
pub(crate) struct DatePage;

impl Pass for DatePage {
    const NAME: &'static str = "dating";
    type Needs<'a> = (&'a Times, &'a Mentions);
    type Gives = Dating;

    fn run(
        &self,
        context: Context<'_>,
        (times, mentions): (&Times, &Mentions),
        out: &mut Diagnostics,
    ) -> Dating {
        let clues = &context.facts.dates;
        let modified = clues
            .iter()
            .filter(|clue| clue.value().kind == DateKind::Modified)
            .max_by_key(|clue| (clue.confidence(), clue.value().interval.to))
            .map(|clue| clue.clone().map(|clue| clue.interval));
        let bounds = bounds::collect(context, times, mentions);
        let published: Vec<Fact<Interval>> = clues
            .iter()
            .filter(|clue| clue.value().kind == DateKind::Published)
            .map(|clue| clue.clone().map(|clue| clue.interval))
            .collect();
        let published = if published.is_empty() {
            from_bounds(&bounds, out)
        } else {
            from_clues(published, &bounds, out)
        };
        Dating { published, modified }
    }
}

/// Whether two intervals may speak of one day; a day's difference is a time zone.
fn agree(a: Interval, b: Interval) -> bool {
    let before = |a: Option<Stamp>, b: Option<Stamp>| match (a, b) {
        (Some(a), Some(b)) => a.day.number() > b.day.number() + 1,
        _ => false,
    };
    !before(a.from, b.to) && !before(b.from, a.to)
}

/// How fine an interval is, the finer the greater.
fn fineness(interval: Interval) -> u8 {
    match interval.precision {
        Precision::Instant => 4,
        Precision::Day => 3,
        Precision::Month => 2,
        Precision::Year => 1,
        Precision::Interval => 0,
    }
}

/// The belief from what the page says of itself.
fn from_clues(mut clues: Vec<Fact<Interval>>, bounds: &[Bound], out: &mut Diagnostics) -> Resolved<Interval> {
    // The surest first, then the finest, then in order of place.
    clues.sort_by_key(|clue| {
        let fits = bounds.iter().all(|bound| bound.strength == Strength::Weak || bound.allows(*clue.value()));
        std::cmp::Reverse((fits, clue.confidence(), fineness(*clue.value())))
    });
    let mut groups: Vec<Vec<Fact<Interval>>> = Vec::new();
    for clue in clues {
        let group = groups
            .iter_mut()
            .find(|group| group.first().is_some_and(|first| agree(*first.value(), *clue.value())));
        match group {
            Some(group) => group.push(clue),
            None => groups.push(vec![clue]),
        }
    }
    let mut answers: Vec<Fact<Interval>> = groups
        .into_iter()
        .filter_map(|group| {
            // Among those that agree the finest says most; the surest leads when they are as fine.
            let best = group.iter().max_by_key(|c| (fineness(*c.value()).min(3), c.confidence()))?.clone();
            let sure = group.iter().map(Fact::confidence).max().unwrap_or(best.confidence());
            let mut evidence = best.evidence().clone();
            for clue in &group {
                if clue.evidence() != best.evidence() {
                    evidence = evidence.join(clue.evidence().clone());
                }
            }
            for bound in bounds.iter().filter(|b| b.stated && b.allows(*best.value())) {
                evidence = evidence.join(bound.evidence.clone());
            }
            Some(Fact::new(*best.value(), sure, evidence))
        })
        .collect();
    let mut doubts: Vec<String> = answers.iter().skip(1).map(|other| say(*other.value())).collect();
    if let Some(first) = answers.first() {
        let against = bounds.iter().filter(|b| b.strength == Strength::Strong && !b.allows(*first.value()));
        doubts.extend(against.map(Bound::say));
    }
    if doubts.is_empty() {
        return match answers.pop() {
            Some(answer) => Resolved::One(answer),
            None => from_bounds(bounds, out),
        };
    }
    let best = answers.remove(0);
    let at = best.evidence().first().at;
    out.warn(
        DATE_CONFLICT,
        format!("the page is dated {}, and also {}", say(*best.value()), doubts.join(", ")),
        Some(at),
    );
    // Both speak for themselves: the reader sees what stands against the answer.
    let mut evidence = best.evidence().clone();
    for other in &answers {
        evidence = evidence.join(other.evidence().clone());
    }
    for bound in bounds.iter().filter(|b| b.strength == Strength::Strong && !b.allows(*best.value())) {
        evidence = evidence.join(bound.evidence.clone());
    }
    let sure = Confidence::new(best.confidence().ten_thousandths() / 2);
    let others: Vec<Fact<Interval>> = answers
        .into_iter()
        .map(|other| {
            let half = Confidence::new(other.confidence().ten_thousandths() / 2);
            Fact::new(*other.value(), half.min(sure), other.evidence().clone())
        })
        .collect();
    Resolved::Ranked(Fact::new(*best.value(), sure, evidence), others)
}

/// The belief from bounds alone.
fn from_bounds(bounds: &[Bound], out: &mut Diagnostics) -> Resolved<Interval> {
    let pick = |strong: bool| {
        let usable = |bound: &&Bound| !strong || bound.strength == Strength::Strong;
        let lower = bounds.iter().filter(usable).filter(|b| b.from.is_some()).max_by_key(|b| b.from);
        // What the text tells of as past is surer than what it seems to tell of as to come.
        let later = |b: &&Bound| b.strength == Strength::Strong || b.to >= lower.and_then(|lower| lower.from);
        let upper =
            bounds.iter().filter(usable).filter(|b| b.to.is_some()).filter(later).min_by_key(|b| b.to);
        (lower, upper)
    };
    if let (Some(lower), Some(upper)) = pick(true)
        && lower.from <= upper.to
        && days(lower.from, upper.to) <= WIDEST
    {
        let value = between(lower.from, upper.to);
        let percent = lower.percent.min(upper.percent);
        let evidence = lower.evidence.clone().join(upper.evidence.clone());
        // A wide interval is likely true and says little.
        return Resolved::One(Fact::new(value, Confidence::percent(percent), evidence));
    }
    let undated = out.warn(UNDATED, "the page does not say when it was published", None);
    let (lower, upper) = pick(false);
    let mut candidates = Vec::new();
    match (lower, upper) {
        (Some(lower), Some(upper)) if lower.from <= upper.to => {
            let mut evidence = lower.evidence.clone();
            if upper.evidence != evidence {
                evidence = evidence.join(upper.evidence.clone());
            }
            let percent = lower.percent.min(upper.percent);
            candidates.push(Fact::new(between(lower.from, upper.to), Confidence::percent(percent), evidence));
        }
        (lower, upper) => {
            for bound in lower.into_iter().chain(upper) {
                let percent = bound.percent.min(30);
                let value = between(bound.from, bound.to);
                candidates.push(Fact::new(value, Confidence::percent(percent), bound.evidence.clone()));
            }
        }
    }
    Resolved::Unknown(undated, candidates)
}

fn days(from: Option<Stamp>, to: Option<Stamp>) -> i32 {
    match (from, to) {
        (Some(from), Some(to)) => to.day.number() - from.day.number(),
        _ => i32::MAX,
    }
}

fn between(from: Option<Stamp>, to: Option<Stamp>) -> Interval {
    let day = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.day);
    match (day(from), day(to)) {
        (Some(first), Some(last)) if first == last => Interval::day(first),
        _ => Interval {
            from: from.map(|s| Stamp::day(s.day)),
            to: to.map(|s| Stamp::day(s.day)),
            precision: Precision::Interval,
        },
    }
}

fn say(interval: Interval) -> String {
    let day = |stamp: Option<Stamp>| stamp.map_or_else(|| "…".to_owned(), |stamp| stamp.day.to_string());
    let (from, to) = (day(interval.from), day(interval.to));
    if from == to { from } else { format!("{from} to {to}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mentions::tests_support::{clue, read};

    /// The dating of a page with these clues, as one line.
    fn date(text: &str, clues: &[(DateKind, &str, &str, u16)]) -> String {
        let clues = clues.iter().map(|&(kind, from, to, percent)| clue(kind, from, to, percent)).collect();
        let page = read(text, |facts| facts.dates = clues);
        let mut line = match &page.dating.published {
            Resolved::One(fact) | Resolved::Ranked(fact, _) => say(*fact.value()),
            Resolved::Unknown(_, candidates) => {
                let list: Vec<String> = candidates.iter().map(|c| format!("?{}", say(*c.value()))).collect();
                format!("undated {}", list.join(" "))
            }
        };
        for diagnostic in page.diagnostics.list() {
            if diagnostic.code == DATE_CONFLICT {
                line.push_str(" conflict");
            }
        }
        line.trim().to_owned()
    }

    #[test]
    fn the_page_s_own_word_decides() {
        let published = (DateKind::Published, "2017-11-24", "2017-11-24", 95);
        assert_eq!(date("Cuba spoke.", &[published]), "2017-11-24");
        assert_eq!(date("Cuba spoke in 1962.", &[published]), "2017-11-24");
        let zone = (DateKind::Published, "2017-11-25", "2017-11-25", 90);
        assert_eq!(date("Cuba spoke.", &[published, zone]), "2017-11-24");
        let year = (DateKind::Published, "2017-01-01", "2017-12-31", 95);
        assert_eq!(date("Cuba spoke.", &[year, published]), "2017-11-24");
    }

    #[test]
    fn contradictions_are_said() {
        let (a, b) = (
            (DateKind::Published, "2017-11-24", "2017-11-24", 80),
            (DateKind::Published, "2031-01-01", "2031-01-01", 80),
        );
        assert_eq!(date("Cuba spoke.", &[a, b]), "2017-11-24 conflict");
        let rendered = (DateKind::NotAfter, "2017-12-01", "2017-12-01", 90);
        assert_eq!(date("Cuba spoke.", &[b, a, rendered]), "2017-11-24 conflict");
        let early = (DateKind::NotBefore, "2018-01-01", "2018-01-01", 90);
        assert_eq!(date("Cuba spoke.", &[a, early]), "2017-11-24 conflict");
    }

    #[test]
    fn two_strong_bounds_give_an_interval() {
        let post = (DateKind::NotBefore, "2017-11-30", "2017-11-30", 90);
        let rendered = (DateKind::NotAfter, "2017-12-03", "2017-12-03", 85);
        assert_eq!(date("Cuba spoke.", &[post, rendered]), "2017-11-30 to 2017-12-03");
        assert_eq!(date("Cuba spoke.", &[post]), "undated ?2017-11-30 to …");
        assert_eq!(date("Cuba spoke.", &[]), "undated");
    }

    #[test]
    fn the_text_bounds_in_doubt() {
        assert_eq!(date("It was signed in 1956 and broken in 1989.", &[]), "undated ?1989-01-01 to …");
        assert_eq!(date("Pyongyang wants to strengthen ties in 2024.", &[]), "undated ?… to 2024-12-31");
        assert_eq!(
            date("The minister spoke at the “Grand Lake, One River” conference.", &[]),
            "undated ?2001-05-14 to …"
        );
        let closed = (DateKind::NotAfter, "2003-04-02", "2003-04-02", 70);
        assert_eq!(
            date("The minister spoke at the Grand Lake One River conference.", &[closed]),
            "2001-05-14 to 2003-04-02"
        );
        assert_eq!(
            date("Foreign Minister Ada Holm of Norway spoke.", &[]),
            "undated ?2001-01-02 to 2006-03-04"
        );
        assert_eq!(date("Former Norwegian Foreign Minister Ada Holm spoke.", &[]), "undated");
    }
}
