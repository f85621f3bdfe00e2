//! The headline of a text page: its first line, or the place nearer the article where that line is said again.

use std::ops::Range;

use avviso_text::{RegionKind, RuleId, Why};

use crate::facts::names;
use crate::plain::regions::{is_caption, is_dateline};
use crate::plain::sheet::{Mark, Sheet};
use crate::plain::words::{core, ends_sentence, fold_hash};

/// The headline.
pub(crate) const TITLE: RuleId = RuleId::new("plain.title");
/// The page's title line, which is said again as the headline.
pub(crate) const TITLE_LINE: RuleId = RuleId::new("plain.title-line");

/// A headline has no more words.
const LONGEST: usize = 32;
/// How far into the page the headline is looked for again.
const WINDOW: usize = 4000;
/// A line of so many words that ends like a sentence is a paragraph, unless it is so long that line breaks were lost.
const PROSE_LINE: usize = 20;
const GLUED_LINE: usize = 300;
/// A repetition needs so many words.
const LEAST_REPEATED: usize = 4;

/// Marks the headline, if the page starts with one.
pub(crate) fn mark(sheet: &mut Sheet<'_>) {
    let lines = sheet.lines();
    let Some(first) = lines.first().cloned() else { return };
    // "> Norway rejects quotas - The Skerry": marks before the first word say nothing.
    let from = first.clone().find(|&index| !core(sheet.word(index)).is_empty()).unwrap_or(first.start);
    let first = from..first.end;
    if let Some((again, len)) = repeated(sheet, &lines, first.start) {
        let place = again..again + len;
        // Only the page's own first words are the title line; what stands between is judged by others.
        sheet.drop(
            lines.first().map_or(first.start, |line| line.start)
                ..(first.start + len).max(if first.len() <= LONGEST { first.end } else { 0 }).min(again),
            Why::Header,
            TITLE_LINE,
        );
        keep(sheet, place);
        return;
    }
    if lines.len() < 2 {
        return;
    }
    match told_again(sheet, &lines) {
        Some(line) => keep(sheet, line),
        None if is_headline(sheet, &first) && !is_day(sheet, &first) => keep(sheet, first),
        None => {}
    }
}

/// Lines among which the headline is looked for.
const HEAD_LINES: usize = 14;
/// Words of the article in which a headline's words are looked for.
const LEAD_WORDS: usize = 150;
/// Words that a headline must share with them.
const SHARED: usize = 2;

fn is_day(sheet: &Sheet<'_>, line: &Range<usize>) -> bool {
    let words = sheet.slice(line);
    words.bytes().any(|b| b.is_ascii_digit()) && is_dateline(words, line.len())
}

/// The line above the article whose words the article takes up, where the first line is not such a one: crumbs, a
/// picture's mark, the headline of another story stand first on many pages.
fn told_again(sheet: &Sheet<'_>, lines: &[Range<usize>]) -> Option<Range<usize>> {
    let is_prose = |line: &Range<usize>| line.len() >= PROSE_LINE && ends_sentence(sheet.word(line.end - 1));
    let prose = lines.iter().take(HEAD_LINES).position(is_prose).filter(|&at| at > 0)?;
    let lead = lines.get(prose)?.start;
    let stem = |index: usize| -> Option<u64> {
        let inner = core(sheet.word(index));
        let long = inner.chars().count() >= 4 || inner.bytes().any(|b| b.is_ascii_digit());
        // Its first five letters stand for a word: "resigns", "resigned".
        let cut = inner.char_indices().nth(5).map_or(inner.len(), |(at, _)| at);
        long.then(|| fold_hash(inner.get(..cut).unwrap_or(inner)))
    };
    let article: Vec<u64> = (lead..sheet.words.len().min(lead + LEAD_WORDS))
        .filter(|&i| sheet.is_open(i))
        .filter_map(stem)
        .collect();
    let shared = |line: &Range<usize>| -> (usize, usize) {
        let own: Vec<u64> = line.clone().filter_map(stem).collect();
        (own.iter().filter(|word| article.contains(word)).count(), own.len())
    };
    let fits = |line: &Range<usize>| {
        let (hits, all) = shared(line);
        hits >= SHARED && hits * 3 >= all
    };
    let first = lines.first()?;
    if is_headline(sheet, first) && fits(first) {
        return None;
    }
    let least = if is_headline(sheet, first) { shared(first).0 } else { 0 };
    lines
        .get(1..prose)?
        .iter()
        .filter(|line| {
            line.len() >= 3
                && sheet.is_whole_line(line)
                && is_headline(sheet, line)
                && !is_day(sheet, line)
                && !is_caption(sheet.slice(line), line.len())
                && names::byline(sheet.slice(line)).is_none()
                && fits(line)
                && shared(line).0 > least
        })
        .max_by_key(|line| (shared(line).0, usize::MAX - line.start))
        .cloned()
}

/// Whether a line may be a headline.
///
/// Catches "Norway rejects new herring quotas" and "Will cod wait?".
/// Leaves alone "Norway has rejected the quotas." and "Norway has rejected the quotas. Iceland has not".
pub(crate) fn is_headline(sheet: &Sheet<'_>, line: &Range<usize>) -> bool {
    let last = sheet.word(line.end.saturating_sub(1));
    let inner_stops = (line.start..line.end.saturating_sub(1))
        .filter(|&i| {
            let word = sheet.word(i);
            ends_sentence(word)
                && word.ends_with('.')
                && core(word).chars().count() > 3
                && !core(word).contains('.')
        })
        .count();
    line.len() <= LONGEST
        && !(last.ends_with('.') && !last.ends_with("..") && core(last).chars().count() > 2)
        && !last.ends_with([',', ';', ':'])
        && inner_stops == 0
        && sheet.slice(line).chars().any(char::is_alphabetic)
}

/// Where the page's first words stand again: the start and length of the longest repetition, the last of equals.
fn repeated(sheet: &Sheet<'_>, lines: &[Range<usize>], start: usize) -> Option<(usize, usize)> {
    // The headline stands before the first paragraph; a page that lost its line breaks has no lines to go by.
    let prose = lines.iter().find(|line| {
        line.start > start
            && (PROSE_LINE..=GLUED_LINE).contains(&line.len())
            && ends_sentence(sheet.word(line.end - 1))
    });
    let limit = sheet.words.len().min(start + WINDOW).min(prose.map_or(usize::MAX, |line| line.start));
    let wanted: Vec<u64> = (start..limit.min(start + LONGEST)).map(|i| fold_hash(sheet.word(i))).collect();
    let head = wanted.first().filter(|_| !core(sheet.word(start)).is_empty())?;
    let mut best: Option<(usize, usize)> = None;
    for at in start + 1..limit {
        // A headline stands at the start of a line, or in a page without lines anywhere.
        if !sheet.is_open(at) || fold_hash(sheet.word(at)) != *head {
            continue;
        }
        let len = wanted
            .iter()
            .enumerate()
            .take_while(|(i, word)| {
                at + i < limit
                    && sheet.is_open(at + i)
                    && fold_hash(sheet.word(at + i)) == **word
                    // A headline does not go over an empty line: the words are the article's.
                    && (*i == 0 || sheet.words.get(at + i).is_some_and(|w| w.breaks < 2))
            })
            .count()
            .min(at - start);
        if len == 0 {
            continue;
        }
        let line_start = at == start || sheet.words.get(at).is_some_and(|w| w.breaks > 0);
        let line_end = sheet.words.get(at + len).is_none_or(|w| w.breaks > 0);
        // Inside a line only a long repetition is a headline, else a sentence that takes its words up again.
        let fits =
            (line_start && line_end && len >= LEAST_REPEATED) || len >= LEAST_REPEATED + 2 && !line_start;
        // "Norway rejects quotas; Iceland waits": where only the first half stands again, that is no headline.
        let halved = sheet.words.get(start + len).is_some_and(|w| w.breaks == 0)
            && sheet.word(start + len - 1).ends_with([';', ',', ':']);
        let fits = fits && !halved;
        if fits && best.is_none_or(|(_, longest)| len >= longest) {
            best = Some((at, len));
        }
    }
    let (at, len) = best?;
    let ends_well = (at..at + len)
        .all(|i| i + 1 == at + len || !sheet.word(i).ends_with('.') || core(sheet.word(i)).len() <= 3);
    (ends_well && len < LONGEST).then_some((at, len))
}

fn keep(sheet: &mut Sheet<'_>, place: Range<usize>) {
    let words = sheet.slice(&place);
    let bytes = sheet.bytes(&place);
    let mut inner = Vec::new();
    // "Cod and honour, by Kari Nes": the byline stands inside the title.
    if let Some((_, byline, _)) = names::title_ending(words) {
        let first = (place.start..place.end)
            .find(|&i| sheet.words.get(i).is_some_and(|w| w.start() >= bytes.start + byline.start));
        inner.extend(first.map(|first| (RegionKind::Byline, first..place.end)));
    }
    sheet.mark(Mark { words: place, kind: RegionKind::Title, because: TITLE, inner });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<String> {
        let mut sheet = Sheet::new(text);
        mark(&mut sheet);
        sheet.marks.first().map(|m| sheet.slice(&m.words).to_owned())
    }

    #[test]
    fn the_first_line_is_the_headline_if_it_looks_so() {
        assert_eq!(
            title("Norway rejects new herring quotas\n\nThey met.").as_deref(),
            Some("Norway rejects new herring quotas")
        );
        assert_eq!(title("Will cod wait?\nThey met.").as_deref(), Some("Will cod wait?"));
        assert_eq!(title("Norway has rejected the quotas.\n\nThey met."), None);
        assert_eq!(title("Norway has rejected the quotas. Iceland has not\n\nThey met."), None);
    }

    #[test]
    fn the_headline_is_the_line_whose_words_the_article_takes_up() {
        let story = "The fisheries minister of Norway said on Thursday that the ports would be closed to foreign trawlers \
                     until the quotas were settled.";
        for (head, headline) in [
            (
                "Article Image\n\nNews • Fish\n\nNorway closes its ports over quotas",
                "Norway closes its ports over quotas",
            ),
            (
                "Thu, Mar 7, 2019 @ 15:13 GMT\nNorway closes its ports over quotas",
                "Norway closes its ports over quotas",
            ),
            (
                "Chess star wins again in Reykjavik\nNorway closes its ports over quotas",
                "Norway closes its ports over quotas",
            ),
            (
                "Norway closes its ports\n\nThe fisheries minister wants quotas settled",
                "Norway closes its ports",
            ),
            ("Cod in trouble\n\nBy Kari Nes", "Cod in trouble"),
        ] {
            assert_eq!(title(&format!("{head}\n\n{story}\n\nThey met.")).as_deref(), Some(headline));
        }
    }

    #[test]
    fn the_headline_is_where_the_title_line_is_said_again() {
        let text = "Norway rejects herring quotas - The Skerry\nHome\nSport\nNorway rejects herring quotas\nThey met.";
        let mut sheet = Sheet::new(text);
        mark(&mut sheet);
        assert_eq!(sheet.marks[0].words.start, 9);
        let marked = format!("> {text}");
        let mut sheet = Sheet::new(&marked);
        mark(&mut sheet);
        assert_eq!(sheet.marks[0].words.start, 10);
        let glued = "Norway rejects the new herring quotas - The Skerry Home Sport Norway rejects the new herring quotas They met.";
        let mut sheet = Sheet::new(glued);
        mark(&mut sheet);
        assert_eq!(sheet.marks[0].words, 11..17);
        // The article takes the headline's words up in two paragraphs.
        let taken_up = "Norway rejects herring quotas; Iceland waits\n\nNorway rejects herring quotas;\n\nIceland waits.\n\nThey met.";
        let mut sheet = Sheet::new(taken_up);
        mark(&mut sheet);
        assert_eq!(sheet.marks[0].words, 0..6);
    }
}
