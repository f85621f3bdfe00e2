//! Names in bylines: "By Kari Nes and Ola Berg", ", by Kari Nes" after a headline; agencies and desks.

use std::ops::Range;

use avviso_text::facts::BylineKind;

use crate::facts::tables::CALENDAR;

/// What opens a byline, lower case.
const OPENERS: [&str; 20] = [
    "by ",
    "by: ",
    "written by ",
    "posted by ",
    "story by ",
    "reporting by ",
    "text by ",
    "author: ",
    "authored by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "door ",
    "av ",
    "af ",
    "text: ",
    "von: ",
    "autor: ",
    "автор: ",
];
/// What parts two names.
const PARTERS: [&str; 17] = [
    ", and ", " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " & ", ", ", "; ", " | ",
    " - ", " – ", " — ", " / ",
];
/// Small parts of names.
const PARTICLES: [&str; 22] = [
    "de", "da", "do", "dos", "van", "von", "der", "den", "di", "del", "della", "la", "le", "al", "el", "bin",
    "ibn", "ben", "af", "ter", "zu", "y",
];
/// News agencies; source: their own names, as members of the European Alliance of News Agencies and its sisters list
/// them (<https://www.newsalliance.org/members>), and the big three.
const AGENCIES: [&str; 44] = [
    "reuters",
    "ap",
    "associated press",
    "the associated press",
    "afp",
    "agence france-presse",
    "dpa",
    "apa",
    "sda",
    "keystone-sda",
    "ansa",
    "efe",
    "lusa",
    "belga",
    "anp",
    "ntb",
    "tt",
    "ritzau",
    "stt",
    "pap",
    "čtk",
    "ctk",
    "mti",
    "agerpres",
    "bta",
    "tanjug",
    "hina",
    "tass",
    "interfax",
    "ria novosti",
    "xinhua",
    "kyodo",
    "yonhap",
    "pti",
    "ani",
    "anadolu",
    "aa",
    "anadolu agency",
    "irna",
    "upi",
    "united press international",
    "press association",
    "pa media",
    "bloomberg",
];
/// Last words of the names of agencies: "Cape News Agency", "North Press Service".
const AGENCY_LAST: [&str; 8] =
    ["agency", "newswire", "newsfeed", "wire", "syndicate", "dispatch", "service", "wires"];
/// Words of an editorial desk.
const DESK: [&str; 24] = [
    "staff",
    "desk",
    "editors",
    "editorial",
    "newsroom",
    "bureau",
    "redaktion",
    "rédaction",
    "redacción",
    "redazione",
    "redactie",
    "redaksjonen",
    "redaktionen",
    "team",
    "news",
    "reporters",
    "correspondent",
    "agencies",
    "agency",
    "board",
    "service",
    "services",
    "contributors",
    "magazine",
];
/// Offices that stand after a name in a byline, lower case: "By Kari Nes, Political Correspondent".
const OFFICES: [&str; 22] = [
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "columnist",
    "contributor",
    "producer",
    "analyst",
    "journalist",
    "photographer",
    "author",
    "director",
    "professor",
    "fellow",
    "chief",
    "critic",
    "korrespondent",
    "redakteur",
    "redakteurin",
    "journaliste",
    "redactor",
    "korrespondentin",
];

/// The kind of a name.
pub(crate) fn kind(name: &str) -> BylineKind {
    let lower = name.trim().to_lowercase();
    if AGENCIES.contains(&lower.as_str()) || is_agency_name(name) {
        return BylineKind::Agency;
    }
    // "The Skerry", "The Canadian Press": nobody is called so.
    if lower.starts_with("the ") {
        return BylineKind::Desk;
    }
    if lower.split(|c: char| !c.is_alphanumeric()).any(|word| DESK.contains(&word)) {
        return BylineKind::Desk;
    }
    BylineKind::Person
}

/// Whether a name of two to five capitalised words ends as agencies' names do.
fn is_agency_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && words.last().is_some_and(|last| {
            let lower = last.to_lowercase();
            AGENCY_LAST.contains(&lower.as_str())
                || (lower == "press" && (words.len() > 2 || words.first() == Some(&"The")))
        })
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase) || PARTICLES.contains(w))
}

/// Whether words are the name of an agency and nothing else.
pub(crate) fn is_agency(words: &str) -> bool {
    let bare = words.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '/' | '|' | '-'));
    AGENCIES.contains(&bare.trim().to_lowercase().as_str())
}

/// Words that stand in buttons and headings, in no name, lower case.
const NOT_NAMES: [&str; 42] = [
    "view",
    "all",
    "more",
    "read",
    "follow",
    "watch",
    "share",
    "see",
    "stories",
    "posts",
    "articles",
    "subscribe",
    "sign",
    "recent",
    "about",
    "comments",
    "comment",
    "latest",
    "contact",
    "email",
    "tweet",
    "print",
    "login",
    "log",
    "this",
    "your",
    "you",
    "with",
    "how",
    "what",
    "why",
    "who",
    "when",
    "where",
    "related",
    "updated",
    "published",
    "minutes",
    "here",
    "click",
    "by",
    "and",
];

/// Whether words look like a person's name, an agency or a desk.
pub(crate) fn is_name(words: &str) -> bool {
    let words = words.trim();
    if words.is_empty() || words.len() > 60 || words.contains("://") {
        return false;
    }
    let parts: Vec<&str> = words.split_whitespace().collect();
    if parts.iter().any(|part| NOT_NAMES.contains(&part.to_lowercase().as_str())) {
        return false;
    }
    if kind(words) != BylineKind::Person {
        // "News" alone is a section, "Newsroom" alone signs.
        const ALONE: [&str; 9] = [
            "staff",
            "newsroom",
            "editors",
            "redaktion",
            "rédaction",
            "redacción",
            "redazione",
            "redactie",
            "agencies",
        ];
        let lower = words.to_lowercase();
        return (parts.len() > 1 || AGENCIES.contains(&lower.as_str()) || ALONE.contains(&lower.as_str()))
            && parts.len() <= 5
            && words.chars().next().is_some_and(|c| c.is_uppercase() || c == 'd');
    }
    (2..=5).contains(&parts.len())
        && parts.iter().enumerate().all(|(i, part)| {
            let inner = part.trim_matches(|c: char| matches!(c, '.' | '\'' | '’' | '"' | '“' | '”'));
            let mut chars = inner.chars();
            // "Kari Nes's latest stories"
            let owns = inner.ends_with("'s") || inner.ends_with("’s");
            (i > 0 && PARTICLES.contains(&inner))
                || !owns
                    && (chars.next().is_some_and(char::is_uppercase)
                        && inner.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')))
        })
        && parts.last().is_some_and(|part| part.chars().next().is_some_and(char::is_uppercase))
}

/// A list of names without the day and the clock that stand behind it.
///
/// "Kari Nes on March 7, 2019", "Kari Nes - October 29, 1962", "Kari Nes | 7 March 2019 10:15", "Kari Nes Updated: March 7".
fn without_day(list: &str) -> &str {
    // "Kari Nes @karines", "Kari Nes@karines"
    let mut end = list.find('@').filter(|at| *at > 0).unwrap_or(list.len());
    if list.len() <= 200
        && list.bytes().any(|b| b.is_ascii_digit())
        && let Some((day, _)) = CALENDAR.first(list)
    {
        end = end.min(day.start);
    }
    // A day without its year is no day of the calendar's: "on October 31", "Oct 31".
    let words = list.split_inclusive(char::is_whitespace).scan(0, |at, word| {
        let start = *at;
        *at += word.len();
        Some((start, word.trim_matches(|c: char| !c.is_alphanumeric())))
    });
    let mut before: Option<(usize, &str)> = None;
    for (start, word) in words {
        if start >= end {
            break;
        }
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        if let Some((at, last)) = before
            && ((last == "on" && (is_weekday_or_month(word) || CALENDAR.is_month(word)))
                || (number && at > 0 && CALENDAR.is_month(last)))
        {
            end = end.min(at);
        }
        if PUT_UP.contains(&word.to_lowercase().as_str()) && start > 0 {
            end = end.min(start);
        }
        before = Some((start, word));
    }
    let list = list.get(..end).unwrap_or(list);
    let bare = |list: &str| {
        list.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | ')' | '"' | '”')).len()
    };
    let mut list = list.get(..bare(list)).unwrap_or(list);
    for small in [" on", " at", " am", " le", " el"] {
        if end < usize::MAX && list.ends_with(small) {
            list = list.get(..list.len() - small.len()).unwrap_or(list);
        }
    }
    list.get(..bare(list)).unwrap_or(list)
}

/// Words between a name and a day, lower case.
const PUT_UP: [&str; 9] = [
    "published",
    "posted",
    "updated",
    "modified",
    "created",
    "first",
    "last",
    "veröffentlicht",
    "aktualisiert",
];

/// Whether words are an office, not a name: "United Nations correspondent", "Senior Editor".
pub(crate) fn is_office(words: &str) -> bool {
    words.split_whitespace().last().is_some_and(|last| {
        let last = last.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        OFFICES.contains(&last.as_str()) || last.strip_suffix('s').is_some_and(|one| OFFICES.contains(&one))
    })
}

/// The names of a list: "Kari Nes, Ola Berg and Per Dahl". `None` if a part is no name.
pub(crate) fn split(list: &str) -> Option<Vec<Range<usize>>> {
    let list = without_day(list);
    let mut out = Vec::new();
    let mut at = 0;
    while at < list.len() && out.len() < 16 {
        let rest = list.get(at..)?;
        let cut = PARTERS
            .iter()
            .filter_map(|p| rest.find(p).map(|i| (i, p.len())))
            .min_by_key(|&(i, len)| (i, usize::MAX - len));
        let (part_end, next) = cut.map_or((list.len(), list.len()), |(i, len)| (at + i, at + i + len));
        let part = list.get(at..part_end)?;
        let lead = part.len() - part.trim_start().len();
        let mut part = part.trim();
        // "Kari Nes Reporter": the office stands right behind the name.
        if let Some((name, last)) = part.rsplit_once(char::is_whitespace)
            && is_office(last)
            && last.starts_with(char::is_uppercase)
            && (is_agency(name) || (name.split_whitespace().count() >= 2 && kind(name) == BylineKind::Person))
        {
            part = name.trim_end();
        }
        let range = at + lead..at + lead + part.len();
        if part.is_empty() {
            at = next;
            continue;
        }
        if is_office(part) && !out.is_empty() {
            at = next;
            continue;
        }
        if !is_name(part) {
            // "By Kari Nes, Harbour News": what follows the first name may be an office or outlet.
            return if out.is_empty() { None } else { Some(out) };
        }
        out.push(range);
        at = next;
    }
    (!out.is_empty()).then_some(out)
}

/// The names of a line that is nothing but names, offices and a day.
///
/// Catches "Kari Nes", "Kari Nes, Political Correspondent" and "Kari Nes and Ola Berg | March 7, 2019".
/// Leaves alone "Watch Kari Nes, Ola Berg Play Chess", "View All" and "Kari Nes’s Most Recent Stories".
pub(crate) fn whole(line: &str) -> Option<Vec<Range<usize>>> {
    let list = without_day(line);
    let found = split(list)?;
    let mut rest = list.get(found.last()?.end..)?;
    // What follows the last name: nothing, or offices.
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return Some(found);
        }
        let end = rest.find([',', ';', '|']).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end)?;
        if !is_office(part.trim()) {
            return None;
        }
        rest = after;
    }
}

/// Reads a byline of its own line.
///
/// Catches "By Kari Nes and Ola Berg" and "Von Kari Nes, Oslo".
/// Leaves alone "By Thursday the ports were closed" and "By Kari Nes’s count there were nine ships in the harbour.".
pub(crate) fn byline(line: &str) -> Option<Vec<Range<usize>>> {
    // "•, by Kari Nes", "| By Kari Nes"
    let trimmed = line.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '•' | '|' | ',' | '-' | '–' | '—' | '·' | '(' | '*' | '/')
    });
    let lead = line.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    if trimmed.len() > 160 || trimmed.split_whitespace().count() > 16 {
        return None;
    }
    // A no-break space parts the opener from the name too.
    let lower: String = trimmed
        .chars()
        .take(16)
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let opener = OPENERS.iter().find(|opener| lower.starts_with(**opener))?;
    let width: usize = trimmed.chars().take(opener.chars().count()).map(char::len_utf8).sum();
    let from = lead + width;
    let list = line.get(from..)?.trim_end().trim_end_matches(['.', ':']);
    // Past the names only a place, an outlet or a day.
    let names = split(list)?;
    if names.iter().all(|r| is_weekday_or_month(list.get(r.clone()).unwrap_or_default())) {
        return None;
    }
    Some(names.into_iter().map(|r| r.start + from..r.end + from).collect())
}

/// Reads ", by Kari Nes" at the end of a headline: the end of the headline proper, the byline, the name.
///
/// Catches "Cod and honour, by Kari Nes" and "Cod and honour – by Kari Nes".
/// Leaves alone "Ports closed, by order of the King" and "A walk by Kari Nes".
pub(crate) fn title_ending(title: &str) -> Option<(usize, Range<usize>, Vec<Range<usize>>)> {
    [", by ", " – by ", " — by ", " - by ", " | by ", ", By ", " | By ", " – By ", " - By "].iter().find_map(
        |mark| {
            let at = title.rfind(mark)?;
            let start = at + mark.len() - 3;
            let end = title.trim_end().len();
            let from = start + 3;
            let names = split(title.get(from..end)?)?;
            (at > 0 && names.last()?.end + from == end)
                .then(|| (at, start..end, names.into_iter().map(|r| r.start + from..r.end + from).collect()))
        },
    )
}

fn is_weekday_or_month(words: &str) -> bool {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    words.split_whitespace().any(|w| DAYS.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<&str> {
        byline(line).unwrap_or_default().into_iter().map(|r| &line[r]).collect()
    }

    #[test]
    fn bylines_are_read() {
        assert_eq!(names("By Kari Nes and Ola Berg"), ["Kari Nes", "Ola Berg"]);
        assert_eq!(names("Von Kari Nes, Oslo"), ["Kari Nes"]);
        assert_eq!(
            names("By Kari Nes, Ola Berg and Per van der Dahl"),
            ["Kari Nes", "Ola Berg", "Per van der Dahl"]
        );
        assert_eq!(names("Posted by Kari Nes on March 7, 2019"), ["Kari Nes"]);
        assert_eq!(names("By The Harbour Wire - October 29, 1962"), ["The Harbour Wire"]);
        assert_eq!(names("By Kari Nes March 7, 2019"), ["Kari Nes"]);
        assert_eq!(names("By Kari Nes | 7 March 2019 10:15"), ["Kari Nes"]);
        assert_eq!(names("By Harbour Staff on October 31"), ["Harbour Staff"]);
        assert_eq!(names("By Kari Nes Published: Mar 7, 2019, 10:15 AM"), ["Kari Nes"]);
        assert_eq!(
            names("By Kari Nes, United Nations correspondent, and Ola Berg"),
            ["Kari Nes", "Ola Berg"]
        );
        assert_eq!(names("•, by Kari Nes"), ["Kari Nes"]);
        assert_eq!(names("By Kari Nes@HarbourNews Mar 7, 2019, 11:47am"), ["Kari Nes"]);
        assert_eq!(names("By Kari Nes Reporter"), ["Kari Nes"]);
        assert_eq!(names("By\u{a0}Kari Nes"), ["Kari Nes"]);
        assert_eq!(names("By Associated Press Writer"), ["Associated Press"]);
        assert_eq!(names("By  KARI NES and OLA BERG"), ["KARI NES", "OLA BERG"]);
        assert_eq!(
            names("By Kari Nes - Associated Press - Friday, April 28, 2023"),
            ["Kari Nes", "Associated Press"]
        );
        assert_eq!(names("By Reuters"), ["Reuters"]);
        assert_eq!(names("By Harbour News Staff"), ["Harbour News Staff"]);
    }

    #[test]
    fn lines_of_nothing_but_names() {
        for line in ["Kari Nes", "Kari Nes, Political Correspondent", "Kari Nes and Ola Berg | March 7, 2019"]
        {
            assert!(whole(line).is_some(), "{line}");
        }
        for line in [
            "Watch Kari Nes, Ola Berg Play Chess",
            "View All",
            "Kari Nes’s Most Recent Stories",
            "News",
            "Bergen",
        ] {
            assert!(whole(line).is_none(), "{line}");
        }
    }

    #[test]
    fn sentences_are_not_bylines() {
        for line in [
            "By Thursday the ports were closed",
            "By Kari Nes’s count there were nine ships in the harbour.",
            "By the sea",
            "Von wegen",
        ] {
            assert!(names(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_headline_may_end_in_its_author() {
        let title = "Cod and honour, by Kari\u{a0}Nes";
        let (end, byline, names) = title_ending(title).unwrap();
        assert_eq!(&title[..end], "Cod and honour");
        assert_eq!(&title[byline], "by Kari\u{a0}Nes");
        assert_eq!(&title[names[0].clone()], "Kari\u{a0}Nes");
        assert!(title_ending("Ports closed, by order of the King").is_none());
        assert!(title_ending("A walk by Kari Nes").is_none());
    }

    #[test]
    fn agencies_and_desks_are_told_from_people() {
        assert_eq!(kind("Reuters"), BylineKind::Agency);
        assert_eq!(kind("News Desk"), BylineKind::Desk);
        assert_eq!(kind("The Harbour Wire"), BylineKind::Agency);
        assert_eq!(kind("Cape News Agency"), BylineKind::Agency);
        assert_eq!(kind("The Skerry"), BylineKind::Desk);
        assert_eq!(kind("Kari Press"), BylineKind::Person);
        assert_eq!(kind("Kari Nes"), BylineKind::Person);
    }
}
