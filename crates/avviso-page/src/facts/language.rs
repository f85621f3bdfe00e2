//! Which language the article is in: letters decide between scripts, small words between languages of one script.
//!
//! Enough for the main languages of news; what it cannot tell it leaves to the page's own declaration, else English
//! with low confidence (`avviso-record/1`, "what the fields promise").

use avviso_text::{Confidence, Evidence, Fact, Lookup, RuleId};

use crate::plain::words::fold_hash;
use crate::read::Seen;

const IDENTIFICATION: RuleId = RuleId::new("language.identification");
const DECLARED: RuleId = RuleId::new("language.declared");
const DEFAULT: RuleId = RuleId::new("language.default");

const TABLE: &str = include_str!("stopwords.tsv");
/// Words that are looked at; more do not change the answer.
const SAMPLE_WORDS: usize = 4000;

/// The small words of all languages.
#[derive(Debug)]
pub(crate) struct SmallWords {
    codes: Vec<&'static str>,
    /// By a word's hash, the languages (indexes into `codes`, as bits) that have it.
    of: Lookup<u64, u64>,
}

impl SmallWords {
    /// Reads the table.
    pub(crate) fn new() -> Self {
        let mut codes = Vec::new();
        let mut of: Lookup<u64, u64> = Lookup::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((code, words)) = line.split_once('\t') else { continue };
            let bit = 1u64 << codes.len();
            codes.push(code);
            for word in words.split(' ') {
                *of.get_or_insert_with(fold_hash(word), || 0) |= bit;
            }
        }
        Self { codes, of }
    }

    /// The languages that have this word, in capitals or not, as bits.
    pub(crate) fn languages(&self, word: &str) -> u64 {
        self.of.get(&fold_hash(word)).copied().unwrap_or(0)
    }

    /// The language of a text, the share of its words that are small words of it, and the number of words seen.
    /// The bit of the language comes last.
    pub(crate) fn identify(&self, text: &str) -> Option<(&'static str, u32, usize, u64)> {
        let mut hits = vec![0u32; self.codes.len()];
        let mut seen = 0usize;
        // From the middle outwards would be finer; the head of a stripped page is menus, so look at all of it up to
        // the limit, and let capitals pass: menus are written with them.
        for word in text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|w| !w.is_empty()) {
            if seen == SAMPLE_WORDS {
                break;
            }
            if word.len() > 24 || !word.chars().next().is_some_and(|c| c.is_lowercase() || !c.is_uppercase())
            {
                continue;
            }
            seen += 1;
            let mut bits = self.languages(word);
            while bits != 0 {
                let index = bits.trailing_zeros() as usize;
                if let Some(hit) = hits.get_mut(index) {
                    *hit += 1;
                }
                bits &= bits - 1;
            }
        }
        let best = (0..hits.len()).max_by_key(|&i| (hits[i], usize::MAX - i))?;
        (hits[best] > 0)
            .then(|| (self.codes[best], hits[best] * 100 / seen.max(1) as u32, seen, 1u64 << best))
    }
}

/// The language by letters alone, for scripts that one language of news is written in.
fn by_letters(text: &str) -> Option<(&'static str, u32)> {
    let (
        mut letters,
        mut kana,
        mut han,
        mut hangul,
        mut arabic,
        mut hebrew,
        mut thai,
        mut devanagari,
        mut greek,
    ) = (0u32, 0u32, 0u32, 0u32, 0u32, 0u32, 0u32, 0u32, 0u32);
    let (mut persian, mut georgian, mut armenian, mut bengali, mut tamil) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(8 * SAMPLE_WORDS) {
        letters += 1;
        match u32::from(c) {
            0x3040..=0x30FF => kana += 1,
            0x3400..=0x9FFF => han += 1,
            0xAC00..=0xD7AF => hangul += 1,
            0x0600..=0x06FF => {
                arabic += 1;
                persian += u32::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک'));
            }
            0x0590..=0x05FF => hebrew += 1,
            0x0E00..=0x0E7F => thai += 1,
            0x0900..=0x097F => devanagari += 1,
            0x0980..=0x09FF => bengali += 1,
            0x0B80..=0x0BFF => tamil += 1,
            0x0370..=0x03FF => greek += 1,
            0x10A0..=0x10FF => georgian += 1,
            0x0530..=0x058F => armenian += 1,
            _ => {}
        }
    }
    let share = |n: u32| n * 100 / letters.max(1);
    if share(kana + han) > 40 {
        return Some(if kana * 12 > han { ("ja", share(kana + han)) } else { ("zh", share(han)) });
    }
    let arabic_script = if persian * 20 > arabic { "fa" } else { "ar" };
    [
        ("ko", hangul),
        (arabic_script, arabic),
        ("he", hebrew),
        ("th", thai),
        ("hi", devanagari),
        ("bn", bengali),
        ("ta", tamil),
        ("el", greek),
        ("ka", georgian),
        ("hy", armenian),
    ]
    .into_iter()
    .find(|&(_, n)| share(n) > 40)
    .map(|(code, n)| (code, share(n)))
}

/// The article's language. Never absent: the page's declaration, else English with low confidence, when the words
/// are too few.
pub(crate) fn find(seen: &Seen<'_>, small: &SmallWords) -> Fact<String> {
    let text = seen.article.text();
    let whole = seen.article.whole();
    if let Some((code, share)) = by_letters(text) {
        let sure = if share > 80 { 98 } else { 80 };
        return Fact::new(code.to_owned(), Confidence::percent(sure), Evidence::at(whole, IDENTIFICATION));
    }
    let declared = seen.metadata.first("html:lang").or_else(|| seen.metadata.first("meta:og:locale"));
    let declared = declared.and_then(|item| {
        let code: String =
            item.value.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        let code = match code.as_str() {
            "nb" | "nn" => "no".to_owned(),
            _ => code,
        };
        (2..=3).contains(&code.len()).then(|| (code, seen.decoded.raw(item.span)))
    });
    if let Some((code, share, words, _)) = small.identify(text)
        && words >= 12
        && share >= 15
    {
        let mut evidence = Evidence::at(whole, IDENTIFICATION);
        let mut sure = if words >= 40 && share >= 25 { 99 } else { 90 };
        if let Some((said, raw)) = declared {
            if said == code {
                evidence = evidence.and(raw, DECLARED);
            } else if share < 25 {
                sure = 70;
            }
        }
        return Fact::new(code.to_owned(), Confidence::percent(sure), evidence);
    }
    if let Some((code, raw)) = declared {
        return Fact::new(code, Confidence::percent(80), Evidence::at(raw, DECLARED));
    }
    let found = small.identify(text).filter(|&(_, share, words, _)| words >= 4 && share >= 20);
    let code = found.map_or("en", |(code, _, _, _)| code);
    Fact::new(code.to_owned(), Confidence::percent(30), Evidence::at(whole, DEFAULT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_languages_apart() {
        let small = SmallWords::new();
        for (code, text) in [
            ("en", "The ministers of the two countries have said that they would meet again in the autumn."),
            (
                "de",
                "Die Minister der beiden Länder haben gesagt, dass sie sich im Herbst wieder treffen werden.",
            ),
            (
                "fr",
                "Les ministres des deux pays ont dit qu'ils se rencontreront dans la capitale après le vote.",
            ),
            (
                "es",
                "Los ministros de los dos países dijeron que se reunirían de nuevo en la capital por la tarde.",
            ),
            (
                "it",
                "I ministri dei due paesi hanno detto che si incontreranno di nuovo nella capitale per il voto.",
            ),
            (
                "pt",
                "Os ministros dos dois países disseram que não se encontram mais na capital até ao fim do ano.",
            ),
            (
                "nl",
                "De ministers van de twee landen zeiden dat ze elkaar in het najaar weer zullen zien, maar niet nu.",
            ),
            (
                "sv",
                "Ministrarna från de två länderna sade att de ska träffas igen efter valet och inte under sommaren.",
            ),
            (
                "pl",
                "Ministrowie obu państw powiedzieli, że nie spotkają się przed końcem roku i że to jest decyzja.",
            ),
            (
                "ru",
                "Министры двух стран заявили, что они не встретятся до конца года, но это не так и важно для мира.",
            ),
            (
                "tr",
                "İki ülkenin bakanları bu yıl bir daha görüşmek için daha çok zaman olduğunu ve bunun iyi olduğunu söyledi.",
            ),
        ] {
            let best = small.identify(text).map(|(code, _, _, _)| code);
            assert_eq!(best, Some(code), "{text}");
        }
    }

    #[test]
    fn letters_tell_scripts_apart() {
        assert_eq!(by_letters("両国の外相は木曜日に会談した。").map(|f| f.0), Some("ja"));
        assert_eq!(by_letters("两国外长星期四举行会谈。").map(|f| f.0), Some("zh"));
        assert_eq!(by_letters("양국 외교장관이 목요일 만났다").map(|f| f.0), Some("ko"));
        assert_eq!(by_letters("The ministers met in 東京").map(|f| f.0), None);
    }
}
