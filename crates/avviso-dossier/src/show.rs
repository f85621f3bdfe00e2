//! Small words for people: confidence, dates, chains, hidden characters.

use avviso_record::{Confidence, DateBelief, Precision};
use serde::Serialize;

/// How sure, in a word and a number.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Sure {
    pub(crate) word: &'static str,
    pub(crate) number: String,
}

/// `firm` from .85, `likely` from .6, else `weak`.
pub(crate) fn sure(confidence: Confidence) -> Sure {
    let value = confidence.ten_thousandths();
    let word = if value >= 8_500 {
        "firm"
    } else if value >= 6_000 {
        "likely"
    } else {
        "weak"
    };
    Sure { word, number: format!("{:.2}", confidence.as_f64()) }
}

/// A belief about a date in the fewest words that do not say more than is known.
pub(crate) fn date(belief: &DateBelief) -> String {
    span_of_time(
        belief.from.as_ref().map(|d| d.as_str()),
        belief.to.as_ref().map(|d| d.as_str()),
        belief.precision,
    )
}

/// The same without the time of day.
pub(crate) fn day(belief: &DateBelief) -> String {
    let precision = if belief.precision == Precision::Instant { Precision::Day } else { belief.precision };
    span_of_time(belief.from.as_ref().map(|d| d.as_str()), belief.to.as_ref().map(|d| d.as_str()), precision)
}

/// A span of time in words.
pub(crate) fn span_of_time(from: Option<&str>, to: Option<&str>, precision: Precision) -> String {
    let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
    match (from, to) {
        (Some(from), Some(to)) => match precision {
            Precision::Instant => moment(from),
            Precision::Month => from.get(..7).unwrap_or(from).to_owned(),
            Precision::Year => from.get(..4).unwrap_or(from).to_owned(),
            Precision::Day | Precision::Interval if day(from) == day(to) => day(from),
            Precision::Day | Precision::Interval => format!("{} to {}", day(from), day(to)),
        },
        (Some(from), None) => format!("not before {}", day(from)),
        (None, Some(to)) => format!("not after {}", day(to)),
        (None, None) => "not known".to_owned(),
    }
}

/// A moment to the minute, with the page's own offset: `1962-10-28 18:40 −05:00`.
fn moment(text: &str) -> String {
    let day = text.get(..10).unwrap_or(text);
    let Some(clock) = text.get(11..16) else { return day.to_owned() };
    let offset =
        match text.get(16..).and_then(|rest| rest.find(['Z', '+', '-']).and_then(|at| rest.get(at..))) {
            Some("Z") => " UTC".to_owned(),
            Some(offset) => format!(" {}", offset.replacen('-', "\u{2212}", 1)),
            None => String::new(),
        };
    format!("{day} {clock}{offset}")
}

/// At most `limit` characters, cut at a word where it can be.
pub(crate) fn short(words: &str, limit: usize) -> String {
    match words.char_indices().nth(limit) {
        None => words.to_owned(),
        Some((at, _)) => {
            let head = words.get(..at).unwrap_or_default();
            let head = head.rsplit_once(char::is_whitespace).map_or(head, |(head, _)| head);
            format!("{head} …")
        }
    }
}

/// A number with thin groups of three digits: 12 345.
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// Marks over one letter that are shown; a pile of them would run over the lines above and below.
const COMBINING: usize = 4;

/// Text with control characters, marks of direction and hidden characters made visible, so that a page cannot reorder
/// or hide what a reader sees. Line breaks and tabs stay.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut before, mut combining) = (' ', 0);
    for c in text.chars() {
        combining = if is_combining(c) { combining + 1 } else { 0 };
        match c {
            '\n' | '\t' => out.push(c),
            '\r' => out.push('\u{240D}'),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}')),
            '\u{7f}' => out.push('\u{2421}'),
            // Joiners belong to many scripts, but not between Latin letters.
            '\u{200c}' | '\u{200d}' if !before.is_ascii_alphanumeric() => out.push(c),
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\u{e0000}'..='\u{e007f}' => out.push('\u{25AF}'),
            _ if combining <= COMBINING => out.push(c),
            _ if combining == COMBINING + 1 => out.push('\u{25AF}'),
            _ => {}
        }
        before = c;
    }
    out
}

fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// A count and its noun: `1 page`, `4 pages`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", self::number(number as u64), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_reorder_or_hide_is_shown() {
        assert_eq!(visible("a\u{202e}b\0c\u{1b}[31m"), "a\u{25AF}b\u{2400}c\u{241B}[31m");
        assert_eq!(visible("Zeile\nzwei\té 漢 🙂"), "Zeile\nzwei\té 漢 🙂");
        assert_eq!(visible("ad\u{200d}min \u{e0041}"), "ad\u{25AF}min \u{25AF}");
        // Joiners where scripts and pictures need them, and as many accents as any language sets.
        assert_eq!(visible("می\u{200c}خواهم 👩\u{200d}🚀 ế"), "می\u{200c}خواهم 👩\u{200d}🚀 ế");
        let pile = "a".to_owned() + &"\u{301}".repeat(10_000) + "b";
        assert_eq!(visible(&pile), "a\u{301}\u{301}\u{301}\u{301}\u{25AF}b");
    }

    #[test]
    fn moments_keep_the_pages_offset() {
        assert_eq!(moment("1962-10-28T18:40:00-05:00"), "1962-10-28 18:40 \u{2212}05:00");
        assert_eq!(moment("1998-05-04T09:30:00Z"), "1998-05-04 09:30 UTC");
        assert_eq!(moment("1998-05-04T09:30:12.5+02:00"), "1998-05-04 09:30 +02:00");
        assert_eq!(moment("1998-05-04T09:30"), "1998-05-04 09:30");
        assert_eq!(moment("1998-05-04"), "1998-05-04");
    }

    #[test]
    fn dates_say_no_more_than_is_known() {
        let day = Precision::Day;
        assert_eq!(span_of_time(Some("2017-11-24"), Some("2017-11-24"), day), "2017-11-24");
        assert_eq!(span_of_time(Some("2017-11-30"), None, Precision::Interval), "not before 2017-11-30");
        assert_eq!(span_of_time(Some("2017-11-01"), Some("2017-11-30"), Precision::Month), "2017-11");
        assert_eq!(span_of_time(None, None, Precision::Interval), "not known");
        assert_eq!(number(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
