//! The end of the article: a line that says that comments or other stories follow, if most of the prose stands
//! before it.

use avviso_text::{RegionKind, RuleId, Why};

use crate::facts::title::same;
use crate::facts::{lineage, names};
use crate::plain::furniture::{Furniture, Place};
use crate::plain::sheet::Sheet;
use crate::plain::words::ends_sentence;

/// All that follows the line with which comments or other stories begin.
pub(crate) const AFTER_END: RuleId = RuleId::new("plain.after-end");

/// Prose after the line may be at most so many hundredths of all.
const MOST_AFTER: usize = 35;
/// A line of so many words that ends like a sentence is prose.
const PROSE_LINE: usize = 15;

/// Leaves out all that follows the end, and the line itself.
pub(crate) fn mark(sheet: &mut Sheet<'_>, furniture: &Furniture) {
    let lines = sheet.lines();
    let prose: Vec<usize> = lines
        .iter()
        .map(|line| {
            let ends = ends_sentence(sheet.word(line.end - 1));
            if line.len() >= PROSE_LINE && (ends || line.len() > 40) { line.len() } else { 0 }
        })
        .collect();
    let all: usize = prose.iter().sum();
    let mut before = 0;
    for (index, line) in lines.iter().enumerate() {
        if prose[index] == 0 && before * 100 >= all * (100 - MOST_AFTER) && before > 0 {
            let met = furniture.at(sheet.text, &sheet.words, line.start, line.end);
            if let Some((phrase, _)) = met.iter().find(|(p, end)| p.place == Place::End && *end == line.end) {
                let from = line.start;
                sheet.drop(from..sheet.words.len(), phrase.why, AFTER_END);
                return;
            }
        }
        before += prose[index];
    }
}

/// A short line under the article that ends like no sentence.
pub(crate) const SHORT_TAIL: RuleId = RuleId::new("plain.short-tail");
/// The headline, said again under the article.
pub(crate) const TITLE_AGAIN: RuleId = RuleId::new("plain.title-again");

/// Words of the longest such line.
const TAIL_WORDS: usize = 6;
/// Words of the shortest line that the article may end with.
const LAST_LINE: usize = 8;

/// Leaves out what stands under the article's last sentence in short lines: "bottom of page", "Article Categories:",
/// "No comments", the headline said again. Names that sign, and what was kept as evidence, stay.
pub(crate) fn mark_short(sheet: &mut Sheet<'_>) {
    let lines = sheet.lines();
    let last = lines.iter().rposition(|line| {
        line.len() >= LAST_LINE && ends_sentence(sheet.word(line.end - 1)) && sheet.is_whole_line(line)
    });
    let Some(last) = last else { return };
    let title =
        sheet.marks.iter().find(|m| m.kind == RegionKind::Title).map(|m| sheet.slice(&m.words).to_owned());
    for line in lines.iter().skip(last + 1) {
        let words = sheet.slice(line);
        if title.as_ref().is_some_and(|title| same(title, words)) {
            sheet.drop(line.clone(), Why::Related, TITLE_AGAIN);
            continue;
        }
        let signs = !words.ends_with(':')
            && (names::whole(words).is_some()
                || names::byline(words).is_some()
                || lineage::material(words).is_some()
                || names::is_agency(words));
        let sentence = words.ends_with(['.', '!', '…', '"', '”', '»', '。']);
        if line.len() <= TAIL_WORDS && sheet.is_whole_line(line) && !signs && !sentence {
            sheet.drop(line.clone(), Why::Other, SHORT_TAIL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::sheet::{Fate, Mark};

    #[test]
    fn comments_after_the_article_go_and_a_heading_before_it_does_not() {
        let prose = "The two ministers met again on Thursday, and they spoke about the border for three hours at least.\n";
        let end = |text: &str| {
            let mut sheet = Sheet::new(text);
            mark(&mut sheet, &Furniture::new());
            sheet.fates.iter().filter(|f| matches!(f, Fate::Drop(..))).count()
        };
        assert_eq!(end(&format!("{prose}{prose}{prose}3 Comments\nOla\nI do not agree.")), 7);
        assert_eq!(end(&format!("3 Comments\n{prose}{prose}{prose}")), 0);
    }

    #[test]
    fn short_lines_under_the_article_go_and_names_stay() {
        let prose = "The two ministers met again on Thursday, and they spoke about the border for three hours at least.\n";
        let left = |tail: &str| {
            let text = format!("Ministers meet again\n{prose}{prose}{tail}");
            let mut sheet = Sheet::new(&text);
            let mark = Mark { words: 0..3, kind: RegionKind::Title, because: SHORT_TAIL, inner: Vec::new() };
            sheet.mark(mark);
            mark_short(&mut sheet);
            let words: Vec<&str> =
                (39..sheet.words.len()).filter(|&i| sheet.is_open(i)).map(|i| sheet.word(i)).collect();
            words.join(" ")
        };
        assert_eq!(left("bottom of page\nArticle Categories:\nNo comments\n\"Ministers meet again\""), "");
        assert_eq!(left("Kari Nes\nReuters\nThey met.\n"), "Kari Nes Reuters They met.");
    }
}
