//! Facts in words.

use avviso_record::{ActorId, Attribution, CharSpan, Confidence, Date, Precision, Record, TextIndex};

use super::visible::visible;

/// How sure, in one word: the number is for machines.
pub(crate) fn sureness(confidence: Confidence) -> &'static str {
    match confidence.ten_thousandths() {
        8500.. => "firm",
        6000.. => "likely",
        _ => "weak",
    }
}

/// A belief about time in words.
pub(crate) fn date(from: Option<&Date>, to: Option<&Date>, precision: Precision) -> String {
    let cut = |date: &Date, length: usize| date.as_str().get(..length).unwrap_or(date.as_str()).to_owned();
    match (from, to, precision) {
        (Some(from), _, Precision::Instant) => from.as_str().to_owned(),
        (Some(from), _, Precision::Day) => cut(from, 10),
        (Some(from), _, Precision::Month) => cut(from, 7),
        (Some(from), _, Precision::Year) => cut(from, 4),
        (Some(from), Some(to), Precision::Interval) => {
            format!("between {} and {}", from.as_str(), to.as_str())
        }
        (Some(from), None, Precision::Interval) => format!("not before {}", from.as_str()),
        (None, Some(to), _) => format!("not after {}", to.as_str()),
        (None, None, _) => "no bound known".to_owned(),
    }
}

/// The name of an actor of this record.
pub(crate) fn name_of(record: &Record, id: ActorId) -> &str {
    record.actors.get(id.index()).map_or("?", |actor| &actor.name)
}

/// The words of some spans, `…` between them.
pub(crate) fn words(record: &Record, spans: &[CharSpan]) -> String {
    let index = TextIndex::new(&record.text);
    spans.iter().filter_map(|&span| index.slice(span)).collect::<Vec<_>>().join(" … ")
}

/// Through whose mouths the words came: `Outlet ‹ Agency ‹ Speaker`.
pub(crate) fn chain(record: &Record, attribution: &Attribution) -> String {
    let mut names: Vec<String> = attribution
        .chain
        .iter()
        .map(|link| link.map_or("an unnamed outlet".to_owned(), |id| name_of(record, id).to_owned()))
        .collect();
    let speakers: Vec<&str> = attribution.speakers.iter().map(|&id| name_of(record, id)).collect();
    let source = words(record, &attribution.source);
    let speaker = match (speakers.is_empty(), source.is_empty()) {
        (false, _) => speakers.join(" and "),
        (true, false) => format!("“{source}” (who that is, is not decided)"),
        (true, true) => "somebody".to_owned(),
    };
    // The chain ends in the speaker; where there are several, or none is decided, it says so in the same place.
    if !attribution.speakers.is_empty()
        && let Some(last) = attribution.chain.last()
        && last.is_some_and(|last| attribution.speakers.contains(&last))
    {
        names.pop();
    }
    names.push(speaker);
    visible(&names.join(" ‹ ")).into_owned()
}

/// What is believed about a statement, in one line.
pub(crate) fn beliefs(record: &Record, attribution: &Attribution) -> String {
    let mut parts = vec![attribution.stance.to_string(), attribution.mode.to_string()];
    if attribution.level == avviso_record::Level::Attitude {
        parts.push("held, not said".to_owned());
    }
    if let Some(medium) = attribution.medium {
        parts.push(
            format!("in a {}", medium.to_string().replace('_', " "))
                .replace("in a interview", "in an interview"),
        );
    }
    if !attribution.addressees.is_empty() {
        let to: Vec<&str> = attribution.addressees.iter().map(|&id| name_of(record, id)).collect();
        parts.push(format!("to {}", to.join(" and ")));
    }
    if let Some(time) = attribution.time.and_then(|id| record.times.get(id.index())) {
        let when = date(time.from.as_ref(), time.to.as_ref(), time.precision);
        let on = if time.precision == Precision::Day { "on " } else { "" };
        parts.push(format!("{on}{when}"));
    }
    if let Some(within) = attribution.within {
        parts.push(format!("inside {within}"));
    }
    parts.push(sureness(attribution.confidence).to_owned());
    visible(&parts.join(", ")).into_owned()
}
