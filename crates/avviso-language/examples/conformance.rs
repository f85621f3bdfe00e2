//! Compares a model with golden output of spaCy (`training/golden.py`): `conformance MODEL GOLDEN.jsonl.gz...`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool, not the library")]

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};

use avviso_language::{Doc, Pipeline};
use serde_json::Value;

const COLUMNS: [&str; 17] = [
    "ws",
    "orth",
    "norm",
    "prefix",
    "suffix",
    "shape",
    "tag",
    "pos",
    "morph",
    "lemma",
    "head",
    "dep",
    "ent_iob",
    "ent_type",
    "sent",
    "entity span",
    "all together",
];

#[derive(Default)]
struct Tally {
    texts: u64,
    texts_cut_alike: u64,
    tokens: u64,
    equal: [u64; 17],
    entities: [u64; 3],
    farthest: f32,
    vectors: u64,
    shown: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let model = args.next().ok_or("usage: conformance MODEL GOLDEN...")?;
    let pipeline = Pipeline::from_bytes(&std::fs::read(model)?)?;
    let mut tally = Tally::default();
    for path in args {
        let file = BufReader::new(std::fs::File::open(&path)?);
        for line in BufReader::new(flate2::bufread::MultiGzDecoder::new(file)).lines() {
            compare(&pipeline, &serde_json::from_str(&line?)?, &mut tally);
        }
    }
    println!("{} {}, {:?}", pipeline.name(), pipeline.version(), pipeline.simd());
    println!("texts {}, cut alike {}; tokens compared {}", tally.texts, tally.texts_cut_alike, tally.tokens);
    for (column, equal) in COLUMNS.iter().zip(tally.equal) {
        if *column != "entity span" {
            println!("  {column:12} {equal} equal, {} differ", tally.tokens - equal);
        }
    }
    let [spacy, ours, both] = tally.entities;
    println!("  entities     {both} equal of {spacy} (spaCy) and {ours} (here)");
    println!("  vectors      largest difference {:e} over {} tokens", tally.farthest, tally.vectors);
    Ok(())
}

fn compare(pipeline: &Pipeline, golden: &Value, tally: &mut Tally) {
    let text = golden["text"].as_str().unwrap_or_default();
    let vectors = golden["vectors"].as_str();
    let (doc, ours) = if vectors.is_some() {
        pipeline.parse_with_vectors(text)
    } else {
        (pipeline.parse(text), Vec::new())
    };
    tally.texts += 1;
    let numbers = |key: &str| -> Vec<u64> {
        golden[key].as_array().map(|list| list.iter().filter_map(Value::as_u64).collect()).unwrap_or_default()
    };
    let mut points = vec![0u64; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        points[at] = count;
        count += 1;
        points[at + c.len_utf8()] = count;
    }
    let (idx, len) = (numbers("idx"), numbers("len"));
    let cut: Vec<(u64, u64)> = doc
        .tokens()
        .map(|token| (points[token.range().start], points[token.range().end] - points[token.range().start]))
        .collect();
    let wanted: Vec<(u64, u64)> = idx.into_iter().zip(len).collect();
    if cut != wanted {
        let at = cut.iter().zip(&wanted).position(|(a, b)| a != b).unwrap_or(0);
        println!(
            "CUT {} token {at}: here {:?}, spaCy {:?} in {:?}",
            golden["id"],
            cut.get(at),
            wanted.get(at),
            text.chars().skip(cut.get(at).map_or(0, |c| c.0 as usize)).take(40).collect::<String>()
        );
        return;
    }
    tally.texts_cut_alike += 1;
    if let Some(vectors) = vectors {
        let bytes = base64(vectors);
        for (ours, theirs) in ours.iter().zip(bytes.as_chunks::<4>().0) {
            tally.farthest = tally.farthest.max((ours - f32::from_le_bytes(*theirs)).abs());
        }
        assert_eq!(bytes.len(), ours.len() * 4, "vectors of {}", golden["id"]);
        tally.vectors += doc.len() as u64;
    }
    let ours = columns(&doc);
    for at in 0..doc.len() {
        tally.tokens += 1;
        let mut all = true;
        for (column, name) in COLUMNS.iter().enumerate().take(15) {
            let cell = &golden[*name][at];
            let same = match cell {
                Value::String(text) => *text == ours[column][at],
                other => other.as_u64() == ours[column][at].parse().ok(),
            };
            tally.equal[column] += u64::from(same);
            all &= same;
            if !same && tally.shown < 40 {
                tally.shown += 1;
                println!(
                    "DIFF {} token {at} {:?} {name}: here {:?}, spaCy {cell}",
                    golden["id"],
                    doc.token(at).text(),
                    ours[column][at]
                );
            }
        }
        tally.equal[16] += u64::from(all);
    }
    let theirs = entities(&golden["ent_iob"], &golden["ent_type"]);
    let here: Vec<(usize, usize, String)> =
        doc.entities().map(|name| (name.start(), name.end(), name.label().to_owned())).collect();
    tally.entities[0] += theirs.len() as u64;
    tally.entities[1] += here.len() as u64;
    tally.entities[2] += theirs.iter().filter(|name| here.contains(name)).count() as u64;
}

fn columns(doc: &Doc) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = (0..15).map(|_| Vec::new()).collect();
    for token in doc.tokens() {
        let [orth, norm, prefix, suffix, shape] = token.feature_ids();
        let cells: [String; 15] = [
            u8::from(token.has_space()).to_string(),
            orth.to_string(),
            norm.to_string(),
            prefix.to_string(),
            suffix.to_string(),
            shape.to_string(),
            token.tag().to_owned(),
            token.pos().as_str().to_owned(),
            token.morph().to_owned(),
            token.lemma().to_owned(),
            token.head().index().to_string(),
            token.dep().to_owned(),
            token.iob().as_str().to_owned(),
            token.entity_label().to_owned(),
            u8::from(token.is_sentence_start()).to_string(),
        ];
        for (column, cell) in out.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    out
}

fn entities(iob: &Value, label: &Value) -> Vec<(usize, usize, String)> {
    let mut out: Vec<(usize, usize, String)> = Vec::new();
    let at = |list: &Value, index: usize| list[index].as_str().unwrap_or_default().to_owned();
    for index in 0..iob.as_array().map_or(0, Vec::len) {
        match at(iob, index).as_str() {
            "B" => out.push((index, index + 1, at(label, index))),
            "I" => {
                if let Some(last) = out.last_mut() {
                    last.1 = index + 1;
                }
            }
            _ => {}
        }
    }
    out
}

fn base64(text: &str) -> Vec<u8> {
    let mut counts = BTreeMap::new();
    for (value, c) in (b'A'..=b'Z').chain(b'a'..=b'z').chain(b'0'..=b'9').chain(*b"+/").enumerate() {
        counts.insert(c, value as u32);
    }
    let mut out = Vec::new();
    let (mut bits, mut have) = (0u32, 0);
    for c in text.bytes().filter_map(|c| counts.get(&c)) {
        bits = bits << 6 | c;
        have += 6;
        if have >= 8 {
            have -= 8;
            out.push((bits >> have) as u8);
            bits &= (1 << have) - 1;
        }
    }
    out
}
