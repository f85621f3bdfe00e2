//! What a word looks like: tests of its letters alone, as spaCy's English pipelines make them.
//!
//! The word lists are data of spaCy 3.8 (MIT).

use crate::chars::{self, is_digit, is_lower, is_title, is_upper};

/// Whether a sorted list holds a word.
fn holds(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Whether all characters pass a test, and there is one.
pub(crate) fn all(text: &str, test: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(test)
}

/// `str.islower`: has a letter with case, and none in upper or title case.
pub(crate) fn lower(text: &str) -> bool {
    text.chars().any(is_lower) && !text.chars().any(|c| is_upper(c) || is_title(c))
}

/// `str.isupper`.
pub(crate) fn upper(text: &str) -> bool {
    text.chars().any(is_upper) && !text.chars().any(|c| is_lower(c) || is_title(c))
}

/// `str.istitle`: upper case where a word begins and lower case behind, with one such word at least.
pub(crate) fn title(text: &str) -> bool {
    let (mut any, mut inside) = (false, false);
    for c in text.chars() {
        let begins = is_upper(c) || is_title(c);
        let cased = begins || is_lower(c);
        if cased && begins == inside {
            return false;
        }
        any |= cased;
        inside = cased;
    }
    any
}

/// A number in digits or in words, also an ordinal or a fraction.
pub(crate) fn number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-', '±', '~']).unwrap_or(text);
    let text: String = text.chars().filter(|&c| c != ',' && c != '.').collect();
    let digits = |text: &str| all(text, is_digit);
    if digits(&text) || text.split_once('/').is_some_and(|(over, under)| digits(over) && digits(under)) {
        return true;
    }
    let lower = text.to_lowercase();
    holds(&NUMBERS, &lower)
        || ["st", "nd", "rd", "th"].iter().any(|end| lower.strip_suffix(end).is_some_and(digits))
}

/// Begins like an address of electronic mail.
pub(crate) fn email(text: &str) -> bool {
    let run = |text: &str, more: &str| {
        text.find(|c: char| !(c.is_ascii_alphanumeric() || more.contains(c))).unwrap_or(text.len())
    };
    let name = run(text, "_.+-");
    let Some(host) = text[name..].strip_prefix('@').filter(|_| name > 0) else { return false };
    let label = run(host, "-");
    label > 0 && host[label..].strip_prefix('.').is_some_and(|rest| run(rest, "-.") > 0)
}

/// An address of the web, or what can be taken for one; `pattern` is the tokeniser's test for the whole word.
pub(crate) fn url(text: &str, pattern: impl FnOnce(&str) -> bool) -> bool {
    if text.starts_with("http://") || text.starts_with("https://") {
        return true;
    }
    if text.starts_with("www.") && text.len() > 4 {
        return true;
    }
    if text.starts_with('.') || text.ends_with('.') || text.contains('@') {
        return false;
    }
    let Some((_, last)) = text.rsplit_once('.') else { return false };
    let domain = last.split(':').next().unwrap_or_default();
    domain.ends_with('/') || holds(&DOMAINS, domain) || pattern(text)
}

/// Among the words that say little of what a text is about.
pub(crate) fn stop(text: &str) -> bool {
    holds(&STOPS, &text.to_lowercase())
}

/// Signs of currencies alone.
pub(crate) fn currency(text: &str) -> bool {
    all(text, chars::is_currency)
}

pub(crate) fn quote(text: &str) -> bool {
    matches!(text, "\"" | "'" | "`" | "''" | "``" | "‚" | "„")
        || matches!(text, "«" | "»" | "‘" | "’" | "‛" | "“" | "”" | "‟" | "‹" | "›" | "❮" | "❯")
}

pub(crate) fn left_punct(text: &str) -> bool {
    matches!(text, "(" | "[" | "{" | "<" | "\"" | "'" | "``")
        || matches!(text, "«" | "‘" | "‚" | "‛" | "“" | "„" | "‟" | "‹" | "❮")
}

pub(crate) fn right_punct(text: &str) -> bool {
    matches!(text, ")" | "]" | "}" | ">" | "\"" | "'" | "''" | "»" | "’" | "”" | "›" | "❯")
}

pub(crate) fn bracket(text: &str) -> bool {
    matches!(text, "(" | ")" | "[" | "]" | "{" | "}" | "<" | ">")
}

/// Words of numbers and ordinals.
#[rustfmt::skip]
static NUMBERS: [&str; 83] = [
    "bazillion", "bazillionth", "billion", "billionth", "decillion", "decillionth", "eight", "eighteen",
    "eighteenth", "eighth", "eightieth", "eighty", "eleven", "eleventh", "fifteen", "fifteenth", "fifth",
    "fiftieth", "fifty", "first", "five", "fortieth", "forty", "four", "fourteen", "fourteenth", "fourth",
    "gajillion", "gajillionth", "hundred", "hundredth", "million", "millionth", "nine", "nineteen",
    "nineteenth", "ninetieth", "ninety", "ninth", "nonillion", "nonillionth", "octillion", "octillionth",
    "one", "quadrillion", "quadrillionth", "quintillion", "quintillionth", "second", "septillion",
    "septillionth", "seven", "seventeen", "seventeenth", "seventh", "seventieth", "seventy", "sextillion",
    "sextillionth", "six", "sixteen", "sixteenth", "sixth", "sixtieth", "sixty", "ten", "tenth", "third",
    "thirteen", "thirteenth", "thirtieth", "thirty", "thousand", "thousandth", "three", "trillion",
    "trillionth", "twelfth", "twelve", "twentieth", "twenty", "two", "zero",
];

/// Top-level domains.
#[rustfmt::skip]
static DOMAINS: [&str; 274] = [
    "ac", "ad", "ae", "aero", "af", "ag", "ai", "al", "am", "an", "ao", "aq", "ar", "as", "asia", "at",
    "au", "aw", "ax", "az", "ba", "bb", "bd", "be", "bf", "bg", "bh", "bi", "biz", "bj", "bm", "bn", "bo",
    "br", "bs", "bt", "bv", "bw", "by", "bz", "ca", "cat", "cc", "cd", "cf", "cg", "ch", "ci", "ck", "cl",
    "cm", "cn", "co", "com", "coop", "cr", "cs", "cu", "cv", "cx", "cy", "cz", "dd", "de", "dj", "dk",
    "dm", "do", "dz", "ec", "edu", "ee", "eg", "eh", "er", "es", "et", "eu", "fi", "fj", "fk", "fm", "fo",
    "fr", "ga", "gb", "gd", "ge", "gf", "gg", "gh", "gi", "gl", "gm", "gn", "gov", "gp", "gq", "gr", "gs",
    "gt", "gu", "gw", "gy", "hk", "hm", "hn", "hr", "ht", "hu", "icu", "id", "ie", "il", "im", "in",
    "info", "int", "io", "iq", "ir", "is", "it", "je", "jm", "jo", "jobs", "jp", "ke", "kg", "kh", "ki",
    "km", "kn", "kp", "kr", "kw", "ky", "kz", "la", "lb", "lc", "li", "lk", "lr", "ls", "lt", "lu", "lv",
    "ly", "ma", "mc", "md", "me", "mg", "mh", "mil", "mk", "ml", "mm", "mn", "mo", "mobi", "mp", "mq",
    "mr", "ms", "mt", "mu", "museum", "mv", "mw", "mx", "my", "mz", "na", "name", "nc", "ne", "net", "nf",
    "ng", "ni", "nl", "no", "np", "nr", "nu", "nz", "om", "org", "pa", "pe", "pf", "pg", "ph", "pk", "pl",
    "pm", "pn", "pr", "pro", "ps", "pt", "pw", "py", "qa", "re", "ro", "rs", "ru", "rw", "sa", "sb", "sc",
    "sd", "se", "sg", "sh", "si", "sj", "sk", "sl", "sm", "sn", "so", "sr", "ss", "st", "su", "sv", "sy",
    "sz", "tc", "td", "tel", "tf", "tg", "th", "tj", "tk", "tl", "tm", "tn", "to", "tp", "tr", "travel",
    "tt", "tv", "tw", "tz", "ua", "ug", "uk", "us", "uy", "uz", "va", "vc", "ve", "vg", "vi", "vn", "vu",
    "wf", "ws", "xxx", "xyz", "ye", "yt", "za", "zm", "zw",
];

/// Stop words.
#[rustfmt::skip]
static STOPS: [&str; 326] = [
    "'d", "'ll", "'m", "'re", "'s", "'ve", "a", "about", "above", "across", "after", "afterwards",
    "again", "against", "all", "almost", "alone", "along", "already", "also", "although", "always", "am",
    "among", "amongst", "amount", "an", "and", "another", "any", "anyhow", "anyone", "anything", "anyway",
    "anywhere", "are", "around", "as", "at", "back", "be", "became", "because", "become", "becomes",
    "becoming", "been", "before", "beforehand", "behind", "being", "below", "beside", "besides",
    "between", "beyond", "both", "bottom", "but", "by", "ca", "call", "can", "cannot", "could", "did",
    "do", "does", "doing", "done", "down", "due", "during", "each", "eight", "either", "eleven", "else",
    "elsewhere", "empty", "enough", "even", "ever", "every", "everyone", "everything", "everywhere",
    "except", "few", "fifteen", "fifty", "first", "five", "for", "former", "formerly", "forty", "four",
    "from", "front", "full", "further", "get", "give", "go", "had", "has", "have", "he", "hence", "her",
    "here", "hereafter", "hereby", "herein", "hereupon", "hers", "herself", "him", "himself", "his",
    "how", "however", "hundred", "i", "if", "in", "indeed", "into", "is", "it", "its", "itself", "just",
    "keep", "last", "latter", "latterly", "least", "less", "made", "make", "many", "may", "me",
    "meanwhile", "might", "mine", "more", "moreover", "most", "mostly", "move", "much", "must", "my",
    "myself", "n't", "name", "namely", "neither", "never", "nevertheless", "next", "nine", "no", "nobody",
    "none", "noone", "nor", "not", "nothing", "now", "nowhere", "n‘t", "n’t", "of", "off", "often", "on",
    "once", "one", "only", "onto", "or", "other", "others", "otherwise", "our", "ours", "ourselves",
    "out", "over", "own", "part", "per", "perhaps", "please", "put", "quite", "rather", "re", "really",
    "regarding", "same", "say", "see", "seem", "seemed", "seeming", "seems", "serious", "several", "she",
    "should", "show", "side", "since", "six", "sixty", "so", "some", "somehow", "someone", "something",
    "sometime", "sometimes", "somewhere", "still", "such", "take", "ten", "than", "that", "the", "their",
    "them", "themselves", "then", "thence", "there", "thereafter", "thereby", "therefore", "therein",
    "thereupon", "these", "they", "third", "this", "those", "though", "three", "through", "throughout",
    "thru", "thus", "to", "together", "too", "top", "toward", "towards", "twelve", "twenty", "two",
    "under", "unless", "until", "up", "upon", "us", "used", "using", "various", "very", "via", "was",
    "we", "well", "were", "what", "whatever", "when", "whence", "whenever", "where", "whereafter",
    "whereas", "whereby", "wherein", "whereupon", "wherever", "whether", "which", "while", "whither",
    "who", "whoever", "whole", "whom", "whose", "why", "will", "with", "within", "without", "would",
    "yet", "you", "your", "yours", "yourself", "yourselves", "‘d", "‘ll", "‘m", "‘re", "‘s", "‘ve", "’d",
    "’ll", "’m", "’re", "’s", "’ve",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [&NUMBERS[..], &DOMAINS, &STOPS] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn numbers_are_words_and_digits() {
        for yes in ["10", "-3.5", "±2", "1,000", "3/4", "Seven", "1st", "22ND", "hundredth", "²"] {
            assert!(number(yes), "{yes}");
        }
        for no in ["", "+", "3/4/5", "/2", "IV", "ten-fold", "st", "½", "--2"] {
            assert!(!number(no), "{no}");
        }
    }

    #[test]
    fn addresses_are_told_apart() {
        let url = |text| super::url(text, |_| false);
        for yes in ["http://", "www.x", "example.com", "a.b/", "x.io:80"] {
            assert!(url(yes), "{yes}");
        }
        for no in ["www.", ".com", "example.com.", "me@example.com", "word", "a.B", "x.y"] {
            assert!(!url(no), "{no}");
        }
        for yes in ["me@example.com", "a.b+c@x-y.z", "a@b.c!"] {
            assert!(email(yes), "{yes}");
        }
        for no in ["@example.com", "me@example", "me@.com", "é@a.b", "me@a."] {
            assert!(!email(no), "{no}");
        }
    }

    #[test]
    fn cases_are_pythons() {
        assert!(title("Smith") && title("O'Neil") && title("ǅ") && title("A") && title("I-Ii"));
        assert!(!title("McDonald") && !title("iPod") && !title("123") && !title("AB"));
        assert!(lower("don't") && !lower("ǆǅ") && upper("U.S.") && !upper("ǅ") && !upper("."));
    }

    #[test]
    fn stop_words_have_any_case() {
        assert!(stop("The") && stop("n’t") && stop("HIMSELF") && !stop("mayor"));
    }
}
