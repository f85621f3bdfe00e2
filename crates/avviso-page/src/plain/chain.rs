//! Prose or menu: a chain of two states over the words, which changes its mind at a price.
//!
//! A word of a sentence speaks for prose (small words above all), a capital or a bar for a menu; the end of a line
//! speaks too. Changing the state costs least at an empty line, more at a sentence's end, most inside a line, so that
//! single odd lines stay with their neighbours and long menus go, also where all line breaks were lost (maximum
//! subsequence segmentation, Pasternack and Roth 2009, with two states and borders). Linear; integers.
//!
//! The scores were set by hand on the developers' halves of two public page sets (see the crate's tests).

use avviso_text::{RuleId, Why};

use crate::facts::language::SmallWords;
use crate::plain::sheet::Sheet;
use crate::plain::words::{core, ends_sentence, is_capitalised, is_unspaced, may_open_sentence};

/// A run of words that reads as menus and other short lines.
pub(crate) const MENU: RuleId = RuleId::new("plain.menu");

const SMALL: i32 = 12;
const LOWER: i32 = 5;
const CAPITAL: i32 = -4;
const CAPITAL_SMALL: i32 = 2;
const CASELESS: i32 = 2;
const DIGITS: i32 = -2;
const SIGN: i32 = -10;
const COMMA: i32 = 3;
const STOP: i32 = 5;
const LONG_LINE: i32 = 10;
const LONG_LINE_STOPPED: i32 = 25;
const SHORT_LINE: i32 = -25;
const SHORT_LINE_STOPPED: i32 = 5;
const LONG_LINE_WORDS: usize = 12;
/// A line without a full stop says the less the more words it has, up to the longest headline: lists of headlines
/// are menus too.
const UNSTOPPED: i32 = -20;
const UNSTOPPED_WORD: i32 = -4;
const LONGEST_HEADLINE: usize = 25;
/// In a line so long that line breaks were lost, words that no full stop has ended for so long are menus or headlines.
const GLUED_LINE: usize = 150;
const LONG_SENTENCE: usize = 40;
const PAST_SENTENCE: i32 = -8;

const PRICE_EMPTY_LINE: i32 = 40;
const PRICE_LINE: i32 = 45;
const PRICE_SENTENCE: i32 = 60;
const PRICE_INSIDE: i32 = 90;
const PRICE_START_MENU: i32 = 20;
/// More than any chain can gain: a change that is not allowed.
const NEVER: i32 = 1 << 24;

/// Leaves out what reads as menus. If nothing would be left, nothing is left out.
pub(crate) fn mark(sheet: &mut Sheet<'_>, small: &SmallWords) {
    let lines = sheet.lines();
    let total: usize = lines.iter().map(ExactSizeIterator::len).sum();
    if total == 0 {
        return;
    }
    let language = small.identify(sheet.text).map_or(0, |(_, _, _, bit)| bit);
    // Where each state came from, two bits a word.
    let mut from: Vec<u8> = Vec::with_capacity(total);
    let (mut prose, mut menu) = (0i64, -i64::from(PRICE_START_MENU));
    let mut previous_stop = true;
    let mut first = true;
    let mut since_stop = 0;
    for (number, line) in lines.iter().enumerate() {
        let last = line.end - 1;
        let wraps = lines.get(number + 1).is_some_and(|next| goes_on(sheet, line, next));
        for index in line.clone() {
            let word = sheet.word(index);
            let price = if first {
                NEVER
            } else if index == line.start {
                let breaks = sheet.words.get(index).map_or(0, |w| w.breaks);
                if breaks == 1 { PRICE_LINE } else { PRICE_EMPTY_LINE }
            } else if previous_stop && may_open_sentence(word) {
                PRICE_SENTENCE
            } else if may_open_sentence(word) {
                PRICE_INSIDE
            } else {
                NEVER
            };
            first = false;
            let price = i64::from(price);
            let (to_prose, to_menu) = (menu - price > prose, prose - price > menu);
            let (was_prose, was_menu) = (prose, menu);
            if to_prose {
                prose = was_menu - price;
            }
            if to_menu {
                menu = was_prose - price;
            }
            from.push(u8::from(to_prose) | u8::from(to_menu) << 1);
            let mut score = score(word, small, language);
            since_stop = if ends_sentence(word) { 0 } else { since_stop + 1 };
            if line.len() > GLUED_LINE && since_stop > LONG_SENTENCE {
                score += PAST_SENTENCE;
            }
            if index == last {
                if !wraps {
                    score += line_score(line.len(), word, sheet.slice(line));
                }
                since_stop = 0;
            }
            prose += i64::from(score);
            previous_stop = ends_sentence(word);
        }
    }
    let mut in_prose = prose >= menu;
    let mut menus: Vec<usize> = Vec::new();
    let mut place = total;
    for line in lines.iter().rev() {
        for index in line.clone().rev() {
            place -= 1;
            if !in_prose {
                menus.push(index);
            }
            let bits = from.get(place).copied().unwrap_or(0);
            in_prose = if in_prose { bits & 1 == 0 } else { bits & 2 != 0 };
        }
    }
    if menus.len() == total {
        return;
    }
    for index in menus {
        sheet.drop(index..index + 1, Why::Navigation, MENU);
    }
}

/// What one word says: above zero for prose.
fn score(word: &str, small: &SmallWords, language: u64) -> i32 {
    let inner = core(word);
    let Some(letter) = inner.chars().next() else {
        // A dash parts clauses; bars, arrows and bullets part items.
        return if matches!(word, "–" | "—" | "-" | "&" | "\"" | "“" | "”" | "...") {
            0
        } else {
            SIGN
        };
    };
    if is_unspaced(letter) {
        let chars = i32::try_from(word.chars().count()).unwrap_or(200);
        let marks = word.chars().filter(|c| matches!(c, '。' | '、' | '，' | '！' | '？')).count();
        return if marks > 0 {
            (chars * 3).min(200)
        } else if chars < 12 {
            -10
        } else {
            chars.min(60)
        };
    }
    let ending = match word.trim_end_matches(['"', '”', '’', '»', ')']).chars().next_back() {
        Some(',' | ';') => COMMA,
        Some('.' | '!' | '?' | '…') => STOP,
        _ => 0,
    };
    if letter.is_numeric() {
        return DIGITS + ending;
    }
    let is_small = inner.len() < 16 && small.languages(inner) & language != 0;
    let own = match (is_capitalised(word), is_small) {
        (true, true) => CAPITAL_SMALL,
        (true, false) => CAPITAL,
        (false, true) => SMALL,
        (false, false) if letter.is_lowercase() => LOWER,
        (false, false) => CASELESS,
    };
    own + ending
}

/// Words of the shortest line that is taken for one of a paragraph whose lines were broken at a width.
const WRAPPED_WORDS: usize = 7;

/// Whether a line's sentence goes on in the next one, as in mail: its end says nothing.
///
/// "… since the war. Of the" + "hundred grains that they laid on wet paper" goes on; "Home" + "about us" does not.
fn goes_on(sheet: &Sheet<'_>, line: &std::ops::Range<usize>, next: &std::ops::Range<usize>) -> bool {
    line.len() >= WRAPPED_WORDS
        && !ends_sentence(sheet.word(line.end - 1))
        && sheet.words.get(next.start).is_some_and(|word| word.breaks == 1)
        && sheet.word(next.start).chars().next().is_some_and(char::is_lowercase)
}

/// What the end of a line says.
fn line_score(len: usize, last: &str, line: &str) -> i32 {
    if line.chars().take(8).any(is_unspaced) {
        return if line.chars().nth(30).is_some() { LONG_LINE } else { SHORT_LINE };
    }
    let base = match (len >= LONG_LINE_WORDS, ends_sentence(last)) {
        (true, true) => LONG_LINE_STOPPED,
        (true, false) => LONG_LINE,
        (false, true) if len >= 4 => SHORT_LINE_STOPPED,
        (false, true) => 0,
        (false, false) => SHORT_LINE,
    };
    let is_item = line.starts_with(['•', '-', '–', '*', '·', '●', '▪'])
        || line.starts_with(|c: char| c.is_ascii_digit());
    if !ends_sentence(last) && len <= LONGEST_HEADLINE && !is_item {
        let words = i32::try_from(len).unwrap_or(0);
        return UNSTOPPED + UNSTOPPED_WORD * words;
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::sheet::Fate;

    fn kept(text: &str) -> String {
        let mut sheet = Sheet::new(text);
        mark(&mut sheet, &SmallWords::new());
        let words: Vec<&str> =
            (0..sheet.words.len()).filter(|&i| sheet.fates[i] == Fate::Open).map(|i| sheet.word(i)).collect();
        words.join(" ")
    }

    #[test]
    fn menus_go_and_odd_lines_among_paragraphs_stay() {
        let prose =
            "The two ministers met again on Thursday, and they spoke about the border for three hours.";
        let text = format!(
            "Home\nWorld\nSport\nTech\nVideo\nWeather\n\n{prose}\n\nA New Border\n{prose}\n\nTerms\nAbout\nJobs\nPress\nHelp\nRSS"
        );
        assert_eq!(kept(&text), format!("{prose} A New Border {prose}"));
    }

    #[test]
    fn lines_broken_at_a_width_keep_their_ends() {
        let text = "The two ministers met again on Thursday, and they spoke about the border. Of the\n\
                    hundred hours that they have talked since the war, eleven were about fish and nets.";
        assert_eq!(kept(text), text.replace('\n', " "));
    }

    #[test]
    fn a_menu_glued_to_a_sentence_is_cut_off() {
        let text = "Home World Sport Tech Video Weather Travel Culture Style Magazine Local TV Radio Jobs Cars Houses \
                    Berlin Paris London Oslo Rome Madrid Vienna Prague Warsaw Athens Lisbon Dublin Bern Riga Tallinn \
                    More Search Login Menu The two ministers met again on Thursday, and they spoke about the border \
                    for three hours.";
        let kept = kept(text);
        assert!(kept.starts_with("The two ministers") || kept.starts_with("Menu The two"), "{kept}");
    }

    #[test]
    fn a_page_of_nothing_but_short_lines_is_kept() {
        assert_eq!(kept("Hello World\n\nHello Again"), "Hello World Hello Again");
    }
}
