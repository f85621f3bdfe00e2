//! Small closed classes of English words. Open classes are not listed: names are told by their capitals.

/// Function words: articles, pronouns, prepositions, auxiliaries and the like, sorted.
const FUNCTION: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "down",
    "during",
    "each",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "it's",
    "its",
    "itself",
    "just",
    "me",
    "might",
    "more",
    "most",
    "must",
    "my",
    "myself",
    "nor",
    "of",
    "off",
    "on",
    "once",
    "only",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "over",
    "own",
    "same",
    "shall",
    "she",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "that's",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
    "yours",
    "yourself",
    "yourselves",
];

/// Words that deny, sorted.
const NEGATION: &[&str] =
    &["neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "nowhere", "without"];

/// Forms of address and offices before a name, sorted; without the stop of an abbreviation.
const ADDRESS: &[&str] = &[
    "adm",
    "ambassador",
    "capt",
    "captain",
    "chancellor",
    "col",
    "colonel",
    "congressman",
    "congresswoman",
    "dame",
    "dr",
    "gen",
    "general",
    "gov",
    "governor",
    "judge",
    "justice",
    "king",
    "lady",
    "lord",
    "lt",
    "maj",
    "major",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "pope",
    "president",
    "prime",
    "prof",
    "professor",
    "queen",
    "rep",
    "representative",
    "rev",
    "secretary",
    "sen",
    "senator",
    "sgt",
    "sir",
    "speaker",
    "vice",
];

/// Abbreviations whose stop ends no sentence, besides forms of address, sorted.
const ABBREVIATION: &[&str] = &[
    "apr", "aug", "ave", "co", "corp", "dec", "dept", "etc", "feb", "ft", "inc", "jan", "jr", "jul", "jun",
    "ltd", "mt", "nov", "oct", "sep", "sept", "sr", "st", "vs",
];

/// Names of months in full, in their order.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Days of the week.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn has(sorted: &[&str], word: &str) -> bool {
    sorted.binary_search(&word).is_ok()
}

/// Says whether a folded word is a function word.
pub(super) fn is_function(word: &str) -> bool {
    word.len() <= 10 && has(FUNCTION, word)
}

/// Says whether a folded word denies.
pub(super) fn is_negation(word: &str) -> bool {
    word.len() <= 8 && has(NEGATION, word)
}

/// Says whether a folded word is a form of address.
pub(super) fn is_address(word: &str) -> bool {
    has(ADDRESS, word)
}

/// Says whether a stop behind the folded word ends no sentence.
pub(super) fn is_abbreviation(word: &str) -> bool {
    word.chars().count() == 1 || word.contains('.') || has(ABBREVIATION, word) || is_address(word)
}

/// Gives the full name of the month that a folded word names, in full or shortened ("sept").
pub(super) fn month(word: &str) -> Option<&'static str> {
    if word.len() < 3 {
        return None;
    }
    let short = word.len() == 3 || word == "sept";
    MONTHS.into_iter().find(|month| *month == word || short && month.starts_with(word))
}

/// Says whether a folded word is a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [FUNCTION, NEGATION, ADDRESS, ABBREVIATION] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn months_are_known_in_full_and_shortened() {
        assert_eq!(month("sept"), Some("september"));
        assert_eq!(month("mar"), Some("march"));
        assert_eq!(month("ma"), None);
        assert_eq!(month("marc"), None);
    }
}
