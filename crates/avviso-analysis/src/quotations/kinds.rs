//! What a quoted stretch is: somebody's words, a name, or words held at arm's length.

use crate::layers::QuotationKind;

/// Words after which a quotation is a name or a nickname.
const NAMING: &[&str] = &[
    "called",
    "titled",
    "entitled",
    "named",
    "nicknamed",
    "dubbed",
    "codenamed",
    "branded",
    "book",
    "film",
    "movie",
    "song",
    "album",
    "series",
    "show",
    "play",
    "novel",
    "essay",
    "article",
    "magazine",
    "programme",
    "program",
    "poem",
    "documentary",
    "podcast",
    "column",
    "musical",
    "operation",
];

/// Words after which a short quotation is held at arm's length.
const DISTANCING: &[&str] =
    &["so-called", "supposed", "alleged", "self-styled", "self-proclaimed", "purported"];

/// Words that a title in capitals may have in lower case.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "nor", "of", "on", "or", "the", "to",
    "with", "vs", "de", "la", "du", "des", "und", "der", "die", "das",
];

/// A short stretch has at most this many words.
const SHORT: usize = 3;

/// The kind of a stretch: `inner` its words, `before` and `after` the text of its cell on either side.
pub(crate) fn kind(inner: &str, before: &str, after: &str, fills_block: bool) -> QuotationKind {
    if fills_block {
        return QuotationKind::Speech;
    }
    let last = last_word(before);
    let is = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(last));
    // “…,” she said: a comma inside or right after with the stretch at the start, or a colon before.
    let led_in = before.trim_end().ends_with([':', ',']);
    let ends_in_comma = inner.trim_end().ends_with([',', '?', '!']) || after.trim_start().starts_with(',');
    let words = inner.split_whitespace().count();
    if is(DISTANCING) {
        return QuotationKind::Scare;
    }
    if words > 1
        && in_title_case(inner)
        && !led_in
        && !before.trim().is_empty()
        && !inner.trim_end().ends_with(',')
    {
        return QuotationKind::Name;
    }
    if is(NAMING) && words <= 8 && in_title_case(inner) {
        return QuotationKind::Name;
    }
    // “For now.”: a sentence of its own, however short.
    let sentence = inner.trim_end().ends_with(['.', '!', '?'])
        && (before.trim().is_empty() || before.trim_end().ends_with(['.', '!', '?', '”', '"']));
    let said = led_in || sentence || (ends_in_comma && before.trim().is_empty());
    if words <= SHORT && !said {
        return QuotationKind::Scare;
    }
    QuotationKind::Speech
}

fn last_word(before: &str) -> &str {
    before
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '-'))
        .find(|word| !word.is_empty())
        .unwrap_or_default()
}

/// Whether every word that matters begins with a capital or a digit. Looks at the first dozen words.
fn in_title_case(inner: &str) -> bool {
    inner.split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty()).take(12).all(
        |word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.chars().next().is_none_or(|c| !c.is_lowercase())
                || SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
        },
    ) && inner.split_whitespace().count() <= 12
}
