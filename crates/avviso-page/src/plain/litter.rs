//! Furniture by its phrases: whole lines, sentences inside lines, phrases inside sentences, forms over many lines.

use std::ops::Range;

use avviso_text::{RuleId, Why};

use crate::plain::evidence::sentences;
use crate::plain::furniture::{Furniture, Place};
use crate::plain::sheet::Sheet;
use crate::plain::words::{ends_sentence, is_capitalised, may_open_sentence};

/// A line that is a furniture phrase.
pub(crate) const LINE: RuleId = RuleId::new("plain.furniture-line");
/// A sentence that starts with or holds a furniture phrase.
pub(crate) const SENTENCE: RuleId = RuleId::new("plain.furniture-sentence");
/// A furniture phrase inside a line.
pub(crate) const PHRASE: RuleId = RuleId::new("plain.furniture-phrase");
/// Names of platforms in a row.
pub(crate) const PLATFORMS: RuleId = RuleId::new("plain.platforms");
/// A form over several lines.
pub(crate) const FORM: RuleId = RuleId::new("plain.form");

/// A line of a form has no more words.
const FORM_LINE: usize = 18;
/// A sentence with a furniture phrase that is longer than this is kept.
const LONG_SENTENCE: usize = 60;
/// A pointer to another article has no more words.
const POINTER: usize = 25;

/// Marks furniture by the table.
pub(crate) fn mark(sheet: &mut Sheet<'_>, furniture: &Furniture) {
    let lines = sheet.lines();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at = if let Some(next) = form(sheet, furniture, &lines, at) {
            next
        } else {
            mark_line(sheet, furniture, line);
            at + 1
        };
    }
}

/// A form that starts at this line: the index of the line after it.
fn form(sheet: &mut Sheet<'_>, furniture: &Furniture, lines: &[Range<usize>], at: usize) -> Option<usize> {
    let line = lines.get(at)?;
    let starts = furniture.at(sheet.text, &sheet.words, line.start, line.end);
    starts.iter().find(|(phrase, end)| phrase.place == Place::From && line.end - end <= 4)?;
    if line.len() > FORM_LINE {
        return None;
    }
    let mut last = at;
    for (index, line) in lines.iter().enumerate().skip(at + 1) {
        let met = furniture.at(sheet.text, &sheet.words, line.start, line.end);
        if met.iter().any(|(phrase, _)| phrase.place == Place::To) {
            last = index;
            break;
        }
        let of_form = met.iter().any(|(phrase, _)| phrase.why == Why::CommentForm);
        let short = line.len() <= FORM_LINE && !(line.len() > 9 && ends_sentence(sheet.word(line.end - 1)));
        if !(of_form || short) {
            break;
        }
        // Short lines belong to the form only if the form goes on after them, or the page ends.
        if of_form || index + 1 == lines.len() {
            last = index;
        }
        if index - last > 12 {
            break;
        }
    }
    for line in lines.get(at..=last)? {
        sheet.drop(line.clone(), Why::CommentForm, FORM);
    }
    Some(last + 1)
}

fn mark_line(sheet: &mut Sheet<'_>, furniture: &Furniture, line: &Range<usize>) {
    for (phrase, end) in furniture.at(sheet.text, &sheet.words, line.start, line.end) {
        if matches!(phrase.place, Place::Whole | Place::To | Place::From) && end == line.end {
            sheet.drop(line.clone(), phrase.why, LINE);
            return;
        }
    }
    for sentence in sentences(sheet, line) {
        mark_sentence(sheet, furniture, &sentence);
    }
}

fn mark_sentence(sheet: &mut Sheet<'_>, furniture: &Furniture, sentence: &Range<usize>) {
    let mut index = sentence.start;
    // Where a new stretch may begin: the sentence's start, or after a phrase that was cut out.
    let mut fresh = true;
    while index < sentence.end {
        let may_start = fresh || is_capitalised(sheet.word(index)) || may_open_sentence(sheet.word(index));
        let met = furniture.at(sheet.text, &sheet.words, index, sentence.end);
        if may_start && let Some(end) = platforms(sheet, index, sentence.end) {
            sheet.drop(index..end, Why::ShareBar, PLATFORMS);
            index = end;
            fresh = true;
            continue;
        }
        let run = met.iter().filter(|(p, _)| p.place == Place::Run && may_start).max_by_key(|(_, end)| *end);
        if let Some((phrase, end)) = run {
            sheet.drop(index..*end, phrase.why, PHRASE);
            index = *end;
            fresh = true;
            continue;
        }
        if let Some((phrase, end)) = met.iter().find(|(p, _)| p.place == Place::Start && fresh)
            && let Some(stop) = stop_of(sheet, index, *end, sentence.end)
        {
            sheet.drop(index..stop, phrase.why, SENTENCE);
            index = stop;
            fresh = true;
            continue;
        }
        if let Some((phrase, _)) = met.iter().find(|(p, _)| p.place == Place::Inside)
            && sentence.len() <= LONG_SENTENCE
        {
            sheet.drop(sentence.clone(), phrase.why, SENTENCE);
            return;
        }
        fresh = false;
        index += 1;
    }
}

/// Names of platforms, lower case.
const NETWORKS: [&str; 20] = [
    "facebook",
    "twitter",
    "reddit",
    "linkedin",
    "telegram",
    "whatsapp",
    "pinterest",
    "messenger",
    "flipboard",
    "tumblr",
    "vk",
    "viber",
    "instagram",
    "youtube",
    "vkontakte",
    "xing",
    "threads",
    "bluesky",
    "mastodon",
    "tiktok",
];
/// What stands beside them in a bar of buttons.
const BESIDE: [&str; 12] =
    ["share", "tweet", "email", "e-mail", "mail", "print", "copy", "link", "sms", "pocket", "rss", "more"];

/// Where a bar of buttons ends that starts here: three names and more in a row, two of them platforms, no comma and no
/// small word between.
///
/// Catches "Facebook Twitter Reddit Telegram Copy link" and "Share Facebook Twitter Pinterest".
/// Leaves alone "Facebook, Twitter and Reddit said" and "Facebook Twitter".
fn platforms(sheet: &Sheet<'_>, start: usize, end: usize) -> Option<usize> {
    let mut platforms = 0;
    let mut at = start;
    while at < end {
        let word = sheet.word(at);
        if word.len() > 12 || word.ends_with([',', ';', '.', ':']) {
            break;
        }
        let lower = word.to_lowercase();
        if NETWORKS.contains(&lower.as_str()) {
            platforms += 1;
        } else if !BESIDE.contains(&lower.as_str()) {
            break;
        }
        at += 1;
    }
    (platforms >= 2 && at - start >= 3).then_some(at)
}

/// Words that, with a capital inside a line, plainly open a sentence.
const OPENERS: [&str; 28] = [
    "The", "A", "An", "In", "On", "At", "But", "And", "He", "She", "It", "They", "We", "This", "That",
    "These", "Those", "After", "Before", "When", "While", "As", "For", "Der", "Die", "Das", "Le", "El",
];

/// Where furniture that starts a sentence ends: with the sentence, if that is short; else before the first word that
/// plainly opens another sentence, if there is one ("Read more: Ministers meet again The talks had stalled …").
fn stop_of(sheet: &Sheet<'_>, start: usize, after: usize, end: usize) -> Option<usize> {
    if end - start <= POINTER && sheet.is_whole_line(&(start..end)) {
        return Some(end);
    }
    (after + 3..end.min(start + POINTER))
        .find(|&index| {
            OPENERS.contains(&sheet.word(index))
                && !ends_sentence(sheet.word(index - 1))
                && sheet.word(index - 1).chars().last().is_some_and(char::is_alphanumeric)
        })
        .or((end - start <= POINTER).then_some(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::sheet::Fate;

    fn kept(text: &str) -> String {
        let mut sheet = Sheet::new(text);
        mark(&mut sheet, &Furniture::new());
        let words: Vec<&str> =
            (0..sheet.words.len()).filter(|&i| sheet.fates[i] == Fate::Open).map(|i| sheet.word(i)).collect();
        words.join(" ")
    }

    #[test]
    fn furniture_goes_also_inside_lines() {
        for (text, left) in [
            ("They met.\nAdvertisement\nThey left.", "They met. They left."),
            (
                "They met. Share this: Click to share on Facebook (Opens in new window) They left.",
                "They met. They left.",
            ),
            (
                "They met. Facebook Twitter Reddit LinkedIn Telegram Copy link They left.",
                "They met. They left.",
            ),
            ("They met. Share Facebook Twitter WhatsApp They left.", "They met. They left."),
            ("They met. We use cookies to improve this site. They left.", "They met. They left."),
            ("They met.\nLes også: Torsken venter ikke\nThey left.", "They met. They left."),
            (
                "They met. Read more: Ministers meet again as talks stall The talks were long.",
                "They met. The talks were long.",
            ),
            (
                "They met.\nLeave a Reply\nName (required)\nWebsite\nConnecting to %s\nThey left.",
                "They met. They left.",
            ),
        ] {
            assert_eq!(kept(text), left);
        }
    }

    #[test]
    fn sentences_with_the_same_words_stay() {
        for text in [
            "The advertisement was withdrawn. Readers may leave a reply.",
            "More people left the country. Watch the border, he said.",
            "Facebook, Twitter and Reddit said so. Facebook Twitter",
            "He baked cookies. She said: read more books.",
            "Related companies paid the fine; shares fell.",
        ] {
            assert_eq!(kept(text), text);
        }
    }
}
