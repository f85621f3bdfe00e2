//! The end of the article: a line that says that comments or other stories follow, if most of the prose stands
//! before it.

use avviso_text::RuleId;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::sheet::Fate;

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
}
