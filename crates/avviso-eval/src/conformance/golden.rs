//! One golden text: the columns of its tokens.

use anyhow::{Context as _, Result, ensure};
use avviso_language::{Doc, Token};
use serde_json::Value;

/// The columns that are compared, by their names in the golden files; `place` is `idx` and `len` together.
pub const COLUMNS: [&str; 18] = [
    "place", "ws", "orth", "norm", "prefix", "suffix", "shape", "flags", "tag", "pos", "morph", "lemma",
    "head", "dep", "ent_iob", "ent_type", "sent", "chunk",
];

/// The columns of one text: spaCy's or ours.
#[derive(Clone, Debug, Default)]
pub struct Golden {
    /// The text's name.
    pub id: String,
    /// The text.
    pub text: String,
    /// Start and length of each token, in code points.
    pub places: Vec<(u64, u64)>,
    /// The cells of each column; of `place`, and of what a golden file lacks, there are none.
    columns: [Option<Vec<String>>; COLUMNS.len()],
    /// The numbers of all token vectors, one after the other.
    pub vectors: Option<Vec<f32>>,
}

impl Golden {
    /// Reads a line of a golden file.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse(line: &str) -> Result<Self> {
        let json: Value = serde_json::from_str(line)?;
        let numbers = |key: &str| -> Result<Vec<u64>> {
            let list = json[key].as_array().with_context(|| format!("no column {key:?}"))?;
            list.iter().map(|cell| cell.as_u64().with_context(|| format!("{key}: {cell}"))).collect()
        };
        let (starts, lengths) = (numbers("idx")?, numbers("len")?);
        let mut columns = [const { None }; COLUMNS.len()];
        for (column, name) in columns.iter_mut().zip(COLUMNS).skip(1) {
            let Some(list) = json[name].as_array() else {
                ensure!(name == "flags", "no column {name:?}");
                continue;
            };
            ensure!(
                list.len() == starts.len(),
                "{name} has {} cells for {} tokens",
                list.len(),
                starts.len()
            );
            let cells = list.iter().map(|cell| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned));
            *column = Some(cells.collect());
        }
        ensure!(starts.len() == lengths.len(), "idx and len differ in length");
        Ok(Self {
            id: json["id"].as_str().unwrap_or_default().to_owned(),
            text: json["text"].as_str().context("no text")?.to_owned(),
            places: starts.into_iter().zip(lengths).collect(),
            columns,
            vectors: json["vectors"].as_str().map(floats),
        })
    }

    /// Gives the same columns of a document of ours.
    pub fn of(doc: &Doc, id: &str) -> Self {
        let mut columns = [const { None }; COLUMNS.len()];
        for (number, column) in columns.iter_mut().enumerate().skip(1) {
            *column = Some(Vec::with_capacity(if number == CHUNK { 0 } else { doc.len() }));
        }
        let (mut places, mut bytes, mut points) = (Vec::new(), 0, 0);
        let mut count = |to: usize| {
            points += doc.text()[bytes..to].chars().count() as u64;
            bytes = to;
            points
        };
        for token in doc.tokens() {
            let start = count(token.range().start);
            places.push((start, count(token.range().end) - start));
            for (column, cell) in columns[1..CHUNK].iter_mut().flatten().zip(cells(token)) {
                column.push(cell);
            }
        }
        let mut chunks = vec!["0".to_owned(); doc.len()];
        for chunk in doc.noun_chunks() {
            chunks[chunk.start()] = chunk.end().to_string();
        }
        columns[CHUNK] = Some(chunks);
        Self { id: id.to_owned(), text: doc.text().to_owned(), places, columns, vectors: None }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The cell of a column, by its number in [`COLUMNS`]; `None` where the column is not there.
    pub fn cell(&self, column: usize, token: usize) -> Option<&str> {
        self.columns[column].as_ref()?.get(token).map(String::as_str)
    }

    /// Whether a column is there.
    pub fn has(&self, column: usize) -> bool {
        column == 0 || self.columns[column].is_some()
    }

    /// The names: first token, token after the last, label; in order.
    pub fn names(&self) -> Vec<(usize, usize, &str)> {
        let mut out: Vec<(usize, usize, &str)> = Vec::new();
        for token in 0..self.len() {
            match (self.cell(IOB, token), out.last_mut()) {
                (Some("B"), _) => {
                    out.push((token, token + 1, self.cell(LABEL, token).unwrap_or_default()));
                }
                (Some("I"), Some(last)) => last.1 = token + 1,
                _ => {}
            }
        }
        out
    }
}

const IOB: usize = 14;
const LABEL: usize = 15;
const CHUNK: usize = 17;

/// The cells of a token, from `ws` to `sent`.
fn cells(token: Token<'_>) -> [String; 16] {
    let [orth, norm, prefix, suffix, shape] = token.feature_ids().map(|id| id.to_string());
    [
        u8::from(token.has_space()).to_string(),
        orth,
        norm,
        prefix,
        suffix,
        shape,
        flags(token).to_string(),
        token.tag().to_owned(),
        token.pos().as_str().to_owned(),
        token.morph().to_owned(),
        token.lemma().to_owned(),
        token.head().index().to_string(),
        token.dep().to_owned(),
        token.iob().as_str().to_owned(),
        token.entity_label().to_owned(),
        u8::from(token.is_sentence_start()).to_string(),
    ]
}

/// The lexical flags, a bit each, in the order of `training/golden.py`.
fn flags(token: Token<'_>) -> u32 {
    let all = [
        token.is_alpha(),
        token.is_ascii(),
        token.is_digit(),
        token.is_lower(),
        token.is_upper(),
        token.is_title(),
        token.is_punct(),
        token.is_left_punct(),
        token.is_right_punct(),
        token.is_space(),
        token.is_bracket(),
        token.is_quote(),
        token.is_currency(),
        token.like_url(),
        token.like_num(),
        token.like_email(),
        token.is_stop(),
    ];
    all.into_iter().rev().fold(0, |bits, flag| bits << 1 | u32::from(flag))
}

/// Little-endian floats in base64.
fn floats(text: &str) -> Vec<f32> {
    let mut bytes = Vec::new();
    let (mut bits, mut have) = (0u32, 0);
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        have += 6;
        if have >= 8 {
            have -= 8;
            bytes.push((bits >> have) as u8);
            bits &= (1 << have) - 1;
        }
    }
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_gives_back_floats() {
        assert_eq!(floats("AACAPwAAAMA="), [1.0, -2.0]);
        assert_eq!(floats(""), [0.0; 0]);
    }
}
