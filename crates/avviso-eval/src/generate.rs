//! Records made up by a seed, as many as are wanted: for speed and memory, where no corpus is large enough.
//!
//! Words follow Zipf's law (a word's frequency falls with its rank), pages have outlets, days, paragraphs and
//! quotations, and a part of them copies others, few of which are copied often. Nothing that is measured about
//! quality may be measured on them. A record is told by the seed and its number alone, so that none has to be kept.

use avviso_record::Record;
use serde_json::json;

/// What pages a made-up crowd holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Three in ten pages copy another, whole, in part or rewritten.
    Mixed,
    /// The same bytes, under other names.
    Equal,
    /// One page, in which each time another word is changed.
    Near,
    /// Unlike pages that share one paragraph of unlike stretches: all n-grams of it meet on all pages.
    Collision,
}

impl Shape {
    /// All shapes by name.
    pub const ALL: [(&str, Self); 4] = [
        ("mixed", Self::Mixed),
        ("equal", Self::Equal),
        ("near", Self::Near),
        ("collision", Self::Collision),
    ];
}

/// Numbers by a seed (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A share from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are kept")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

const FUNCTION: [&str; 40] = [
    "the", "of", "and", "to", "a", "in", "that", "is", "was", "for", "on", "it", "with", "as", "he", "be",
    "by", "at", "are", "this", "had", "not", "but", "from", "or", "have", "an", "they", "which", "you",
    "were", "her", "all", "she", "there", "would", "their", "we", "him", "been",
];
const SYLLABLES: [&str; 20] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we",
    "xi", "yo", "zu",
];
/// Words that are known.
const WORDS: f64 = 60_000.0;

/// The word of a rank.
fn word(rank: usize) -> String {
    if let Some(word) = FUNCTION.get(rank) {
        return (*word).to_owned();
    }
    let mut rank = rank;
    let mut word = String::new();
    while word.len() < 4 || rank > 0 {
        word.push_str(SYLLABLES[rank % SYLLABLES.len()]);
        rank /= SYLLABLES.len();
    }
    word
}

/// A word by Zipf's law: the rank's logarithm is even.
fn any_word(numbers: &mut Numbers) -> String {
    let rank = WORDS.powf(numbers.share()) - 1.0;
    word(rank as usize)
}

/// The paragraphs of a page that copies nothing, as words.
fn original(seed: u64, number: usize) -> Vec<Vec<String>> {
    let mut numbers = Numbers(seed ^ (number as u64).wrapping_mul(0xd6e8_feb8_6659_fd93));
    let paragraphs = 6 + numbers.below(10);
    (0..paragraphs)
        .map(|_| {
            let mut words = Vec::new();
            for _ in 0..=numbers.below(3) {
                let quoted = numbers.below(5) == 0;
                let length = 8 + numbers.below(18);
                let start = words.len();
                words.extend((0..length).map(|_| any_word(&mut numbers)));
                let first = words[start].clone();
                words[start] = first[..1].to_uppercase() + &first[1..];
                if quoted {
                    words[start].insert(0, '“');
                }
                let last = words.len() - 1;
                words[last].push('.');
                if quoted {
                    words[last].push('”');
                }
            }
            words
        })
        .collect()
}

/// Gives the record of one page of a crowd.
///
/// # Panics
/// Never: what is made is a record.
pub fn record(shape: Shape, seed: u64, number: usize) -> Record {
    let mut numbers = Numbers(seed.rotate_left(17) ^ number as u64);
    let mut source = None;
    let paragraphs = match shape {
        Shape::Equal => original(seed, 0),
        Shape::Near => {
            let mut all = original(seed, 0);
            let at = number % all.len();
            let place = number % all[at].len();
            all[at][place] = word(1000 + number);
            all
        }
        Shape::Collision => {
            let mut all = original(seed, number + 1);
            let shared: Vec<String> = original(seed, 0).into_iter().flatten().collect();
            // The shared words in their order, each time broken off at other places.
            let step = 9 + number % 7;
            all.push(
                shared
                    .chunks(step)
                    .flat_map(|chunk| chunk.iter().cloned().chain([word(2000 + number)]))
                    .collect(),
            );
            all
        }
        Shape::Mixed => {
            // Few pages are copied often: the number of the copied one falls off as the square.
            let copies = number > 10 && numbers.below(10) < 3;
            if copies {
                let share = numbers.share();
                #[expect(clippy::cast_precision_loss, reason = "crowds are far smaller than 2^52")]
                let of = (share * share * number as f64 * 0.999) as usize;
                source = Some(of);
                copy(original(seed, of), &mut numbers)
            } else {
                original(seed, number)
            }
        }
    };
    let text: String = paragraphs.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n\n");
    let outlet = number % 997;
    let day = 1 + number % 28;
    let id = if shape == Shape::Equal { 0 } else { number };
    let length = text.chars().count();
    let bytes = text.len();
    let names = source.filter(|_| numbers.below(4) == 0).map(|of| of % 997);
    let why = json!([{"raw": [0, 1], "because": "generated"}]);
    let actors: Vec<_> = names
        .map(|outlet| {
            json!({"id": "a1", "name": format!("Outlet {outlet}"), "kind": "outlet", "entity": null, "country": null,
                "sector": null, "office": null, "members": [], "mentions": [], "candidates": [], "confidence": 1,
                "evidence": why})
        })
        .into_iter()
        .collect();
    let lineage: Vec<_> = names
        .map(|_| {
            json!({"relation": "republished_from", "outlet": "a1", "url": null, "confidence": 1, "evidence": why})
        })
        .into_iter()
        .collect();
    serde_json::from_value(json!({
        "format": avviso_record::FORMAT,
        "tool": {"version": "generated", "knowledge": "", "model": null},
        "page": {"id": format!("p{id:016x}"), "source": format!("generated/{number}.txt"), "url": null, "sha256": "",
            "bytes": bytes, "media_type": "text/plain", "encoding": "utf-8"},
        "text": text,
        "alignment": [{"text": [0, length], "raw": [0, bytes], "kind": "copy"}],
        "regions": [], "discarded": [],
        "article": {"title": null, "bylines": [],
            "outlet": {"name": format!("Outlet {outlet}"), "domain": null, "actor": null, "confidence": 1,
                "evidence": why},
            "published": {"from": format!("2019-03-{day:02}"), "to": format!("2019-03-{day:02}"), "precision": "day",
                "confidence": 1, "evidence": why},
            "candidates": {}, "modified": null, "language": null, "genre": null, "lineage": lineage,
            "complete": null},
        "sentences": [], "actors": actors, "times": [], "places": [], "attributions": [], "events": [],
        "diagnostics": [],
    }))
    .expect("what is made is a record")
}

/// A copy: whole, its first half, or with every so many words changed.
fn copy(mut paragraphs: Vec<Vec<String>>, numbers: &mut Numbers) -> Vec<Vec<String>> {
    match numbers.below(3) {
        0 => {}
        1 => paragraphs.truncate(paragraphs.len().div_ceil(2)),
        _ => {
            for words in &mut paragraphs {
                for word in words {
                    if numbers.below(14) == 0 {
                        *word = any_word(numbers);
                    }
                }
            }
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_told_by_seed_and_number() {
        for (_, shape) in Shape::ALL {
            assert_eq!(record(shape, 7, 20).text, record(shape, 7, 20).text);
            assert_ne!(record(shape, 8, 20).text, record(shape, 7, 20).text);
        }
        assert_eq!(record(Shape::Equal, 7, 1).page.id, record(Shape::Equal, 7, 2).page.id);
        let (a, b) = (record(Shape::Near, 7, 1).text, record(Shape::Near, 7, 2).text);
        let differ = a.split(' ').zip(b.split(' ')).filter(|(x, y)| x != y).count();
        assert!((1..=2).contains(&differ), "{differ}");
    }

    #[test]
    fn words_follow_zipf() {
        let mut numbers = Numbers(1);
        let the = (0..20_000).filter(|_| any_word(&mut numbers) == "the").count();
        // One in ln(60,000) / ln 2 words is of the first rank.
        assert!((1000..1600).contains(&the), "{the}");
    }
}
