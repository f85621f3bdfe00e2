//! What the chain kept away from the article: stretches of prose beyond long menus, lines that a page says again and
//! again.

use std::ops::Range;

use avviso_text::{Lookup, RegionKind, RuleId, Why};

use crate::plain::sheet::{Fate, Sheet};

/// A small stretch of prose beyond a menu, far from the article.
pub(crate) const ISLAND: RuleId = RuleId::new("plain.island");
/// A line that stands on the page three times or more.
pub(crate) const REPEATED: RuleId = RuleId::new("plain.repeated-line");

/// A stretch smaller than so many hundredths of the largest is an island.
const SMALL_SHARE: usize = 15;
/// Left-out words that part an island from the article.
const FAR_WORDS: usize = 30;
/// Times that a line may stand on a page.
const MOST_TIMES: u32 = 2;
/// Shorter lines may be said again in an article ("No.").
const LEAST_REPEATED: usize = 3;

/// Leaves out lines that stand on the page three times or more: notices and buttons, not sentences of an article.
pub(crate) fn mark_repeated(sheet: &mut Sheet<'_>) {
    let lines = sheet.lines();
    let mut times: Lookup<&str, u32> = Lookup::new();
    for line in lines.iter().filter(|line| line.len() >= LEAST_REPEATED) {
        *times.get_or_insert_with(sheet.slice(line), || 0) += 1;
    }
    for line in lines {
        if line.len() >= LEAST_REPEATED && times.get(sheet.slice(&line)).is_some_and(|n| *n > MOST_TIMES) {
            sheet.drop(line, Why::Other, REPEATED);
        }
    }
}

/// Leaves out islands. Evidence that was kept (`Fate::Marked`) belongs to the stretch where it stands.
pub(crate) fn mark(sheet: &mut Sheet<'_>) {
    let mut stretches: Vec<(Range<usize>, usize)> = Vec::new();
    let mut gap = usize::MAX;
    for (index, fate) in sheet.fates.iter().enumerate() {
        match fate {
            // Only menus part islands: an advertisement inside an article is long too.
            Fate::Drop(Why::Navigation | Why::Related | Why::Other, _) => gap = gap.saturating_add(1),
            Fate::Drop(..) => {}
            Fate::Open | Fate::Marked => {
                match stretches.last_mut().filter(|_| gap < FAR_WORDS) {
                    Some((range, mass)) => {
                        range.end = index + 1;
                        *mass += 1;
                    }
                    None => stretches.push((index..index + 1, 1)),
                }
                gap = 0;
            }
        }
    }
    // The headline's stretch holds the standfirst, however short.
    let title = sheet.marks.iter().find(|m| m.kind == RegionKind::Title).map(|m| m.words.start);
    let Some(largest) = stretches.iter().map(|(_, mass)| *mass).max() else { return };
    for (range, mass) in stretches {
        if mass * 100 < largest * SMALL_SHARE && !title.is_some_and(|at| range.contains(&at)) {
            sheet.drop(range, Why::Other, ISLAND);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::sheet::Mark;

    fn left(sheet: &Sheet<'_>) -> String {
        let words: Vec<&str> =
            (0..sheet.words.len()).filter(|&i| sheet.is_open(i)).map(|i| sheet.word(i)).collect();
        words.join(" ")
    }

    #[test]
    fn a_line_said_three_times_is_no_sentence_of_an_article() {
        let text = "Remove these ads now\nThey met.\nRemove these ads now\nThey left.\nRemove these ads now\nNo.\nNo.\nNo.";
        let mut sheet = Sheet::new(text);
        mark_repeated(&mut sheet);
        assert_eq!(left(&sheet), "They met. They left. No. No. No.");
        let mut sheet = Sheet::new("They met at noon.\nThey left.\nThey met at noon.");
        mark_repeated(&mut sheet);
        assert_eq!(left(&sheet), "They met at noon. They left. They met at noon.");
    }

    #[test]
    fn a_small_stretch_beyond_a_menu_goes_but_not_with_the_headline() {
        let words = |n: usize, word: &str| vec![word; n].join(" ");
        let text = format!("{}\n{}\n{}", words(10, "head"), words(40, "menu"), words(200, "prose"));
        let mut sheet = Sheet::new(&text);
        sheet.drop(10..50, Why::Navigation, ISLAND);
        mark(&mut sheet);
        assert!(!left(&sheet).contains("head"));
        let mut sheet = Sheet::new(&text);
        sheet.drop(10..50, Why::Navigation, ISLAND);
        sheet.mark(Mark { words: 0..4, kind: RegionKind::Title, because: ISLAND, inner: Vec::new() });
        mark(&mut sheet);
        assert!(left(&sheet).contains("head"));
        let short = format!("{}\n{}\n{}", words(10, "head"), words(9, "menu"), words(200, "prose"));
        let mut sheet = Sheet::new(&short);
        sheet.drop(10..19, Why::Navigation, ISLAND);
        mark(&mut sheet);
        assert!(left(&sheet).contains("head"));
    }
}
