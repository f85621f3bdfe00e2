//! Words as types: what is computed once for each distinct text.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::chars::{first_char, is_space, last_chars, word_shape};
use crate::hash::string_id;
use crate::lexical;
use crate::model::manifest::Attribute;
use crate::reserved::BASE_NORMS;
use crate::ruler::RuledWord;
use crate::table::StringTable;

/// No exception gives this lexeme another norm.
pub(crate) const NO_NORM: u32 = u32::MAX;

/// Ids of a word's features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Features {
    pub(crate) orth: u64,
    pub(crate) lower: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
    pub(crate) like_url: bool,
}

impl Features {
    /// The id that an embedding looks up; `spaced` is the token's white-space flag.
    pub(crate) fn id(&self, attribute: Attribute, spaced: bool) -> u64 {
        match attribute {
            Attribute::Orth => self.orth,
            Attribute::Lower => self.lower,
            Attribute::Norm => self.norm,
            Attribute::Prefix => self.prefix,
            Attribute::Suffix => self.suffix,
            Attribute::Shape => self.shape,
            Attribute::Spacy => u64::from(spaced),
            Attribute::IsSpace => u64::from(self.is_space),
        }
    }
}

/// One type of word: a text, with the norm that an exception gave it, if any.
#[derive(Debug)]
pub(crate) struct Lexeme {
    text: (u32, u32),
    lower: (u32, u32),
    norm: (u32, u32),
    exception_norm: u32,
    pub(crate) features: Features,
    /// Number of the tokeniser's phrases that begin with this text, or `NO_NORM`.
    pub(crate) phrases: u32,
    /// What the attribute ruler knows of the lower-case text.
    pub(crate) ruled: RuledWord,
}

/// The lexemes met so far.
#[derive(Debug, Default)]
pub(crate) struct Lexemes {
    all: Vec<Lexeme>,
    text: String,
    index: HashTable<u32>,
    shape: String,
}

/// Where a new lexeme's properties are looked up.
pub(crate) trait Vocabulary {
    fn norms(&self) -> StringTable<'_>;
    /// The text of an exception's norm.
    fn exception_norm(&self, number: u32) -> &str;
    fn phrases_from(&self, text: &str) -> u32;
    fn ruled_word(&self, lower: &str) -> RuledWord;
    /// Whether the tokeniser takes the whole word for an address of the web.
    fn is_url(&self, text: &str) -> bool;
}

pub(crate) fn hash_text(text: &str, seed: u32) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.write_u32(seed);
    hasher.finish()
}

impl Lexemes {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn clear(&mut self) {
        self.all.clear();
        self.text.clear();
        self.index.clear();
    }

    pub(crate) fn get(&self, number: u32) -> &Lexeme {
        &self.all[number as usize]
    }

    fn slice(&self, range: (u32, u32)) -> &str {
        &self.text[range.0 as usize..range.1 as usize]
    }

    pub(crate) fn text(&self, number: u32) -> &str {
        self.slice(self.get(number).text)
    }

    pub(crate) fn lower(&self, number: u32) -> &str {
        self.slice(self.get(number).lower)
    }

    pub(crate) fn norm(&self, number: u32) -> &str {
        self.slice(self.get(number).norm)
    }

    fn push(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        (start, self.text.len() as u32)
    }

    /// The number of a lexeme, new or known. `exception_norm` is an exception's norm or `NO_NORM`.
    pub(crate) fn intern(&mut self, text: &str, exception_norm: u32, vocabulary: &impl Vocabulary) -> u32 {
        let hash = hash_text(text, exception_norm);
        let known = self.index.find(hash, |&number| {
            self.get(number).exception_norm == exception_norm && self.text(number) == text
        });
        if let Some(&number) = known {
            return number;
        }
        let number = self.all.len() as u32;
        let lower_text = text.to_lowercase();
        let range = self.push(text);
        let lower = if lower_text == text { range } else { self.push(&lower_text) };
        let orth = string_id(text);
        let norm = if exception_norm == NO_NORM {
            vocabulary.norms().get(orth).or_else(|| {
                BASE_NORMS
                    .binary_search_by(|(from, _)| (*from).cmp(text))
                    .ok()
                    .map(|found| BASE_NORMS[found].1)
            })
        } else {
            Some(vocabulary.exception_norm(exception_norm))
        };
        let norm_text = norm.unwrap_or(&lower_text);
        let norm = if norm_text == lower_text { lower } else { self.push(norm_text) };
        word_shape(text, &mut self.shape);
        let features = Features {
            orth,
            lower: string_id(&lower_text),
            norm: string_id(self.slice(norm)),
            prefix: string_id(first_char(text)),
            suffix: string_id(last_chars(text, 3)),
            shape: string_id(&self.shape),
            is_space: lexical::all(text, is_space),
            like_url: lexical::url(text, |text| vocabulary.is_url(text)),
        };
        let phrases = vocabulary.phrases_from(text);
        let ruled = vocabulary.ruled_word(&lower_text);
        self.all.push(Lexeme { text: range, lower, norm, exception_norm, features, phrases, ruled });
        let Lexemes { all, text, index, .. } = self;
        index.insert_unique(hash, number, |&number| {
            let lexeme = &all[number as usize];
            hash_text(&text[lexeme.text.0 as usize..lexeme.text.1 as usize], lexeme.exception_norm)
        });
        number
    }
}
