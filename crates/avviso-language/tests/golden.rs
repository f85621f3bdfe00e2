//! The embedded model gives what spaCy 3.8.18 gave, on texts of our own (made by `training/golden.py`).
#![cfg(feature = "model-sm")]

use avviso_language::{Pipeline, Simd, model_sm};
use serde_json::Value;

#[test]
fn every_column_of_every_token_is_spacys() {
    let pipeline = Pipeline::english();
    let mut compared = 0;
    for line in include_str!("golden/own.golden.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).unwrap();
        let text = golden["text"].as_str().unwrap();
        let doc = pipeline.parse(text);
        assert_eq!(Some(doc.len()), golden["tag"].as_array().map(Vec::len), "{text}");
        for token in doc.tokens() {
            let want = |column: &str| match &golden[column][token.index()] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let [orth, norm, prefix, suffix, shape] = token.feature_ids().map(|id| id.to_string());
            let before = &text[..token.range().start];
            for (column, got) in [
                ("idx", before.chars().count().to_string()),
                ("len", token.text().chars().count().to_string()),
                ("ws", u8::from(token.has_space()).to_string()),
                ("orth", orth),
                ("norm", norm),
                ("prefix", prefix),
                ("suffix", suffix),
                ("shape", shape),
                ("tag", token.tag().to_owned()),
                ("pos", token.pos().to_string()),
                ("morph", token.morph().to_owned()),
                ("lemma", token.lemma().to_owned()),
                ("head", token.head().index().to_string()),
                ("dep", token.dep().to_owned()),
                ("ent_iob", token.iob().as_str().to_owned()),
                ("ent_type", token.entity_label().to_owned()),
                ("sent", u8::from(token.is_sentence_start()).to_string()),
                (
                    "chunk",
                    doc.noun_chunks()
                        .filter(|chunk| chunk.start() == token.index())
                        .map(avviso_language::Span::end)
                        .sum::<usize>()
                        .to_string(),
                ),
            ] {
                assert_eq!(got, want(column), "{column} of {token:?} in {}", golden["id"]);
                compared += 1;
            }
        }
    }
    assert!(compared > 7_000, "{compared} values compared");
}

#[test]
fn all_vector_widths_give_the_same_bits() {
    let text = include_str!("golden/own.jsonl").repeat(2);
    let mut first: Option<(Vec<u32>, String)> = None;
    for simd in [Simd::Portable, Simd::Avx2, Simd::Avx512] {
        let Ok(pipeline) = Pipeline::with_simd(model_sm(), simd) else { continue };
        let (doc, vectors) = pipeline.parse_with_vectors(&text);
        let found =
            (vectors.iter().map(|value| value.to_bits()).collect(), avviso_language::write::json(&doc, ""));
        match &first {
            Some(first) => assert!(*first == found, "{simd:?} differs"),
            None => first = Some(found),
        }
    }
    assert!(first.is_some());
}

#[test]
fn documents_do_not_depend_on_those_before() {
    let pipeline = Pipeline::english();
    let texts: Vec<&str> = include_str!("golden/own.jsonl").lines().collect();
    let fresh: Vec<String> =
        texts.iter().map(|text| avviso_language::write::json(&Pipeline::english().parse(text), "")).collect();
    for _ in 0..2 {
        for (text, fresh) in texts.iter().zip(&fresh).rev() {
            assert_eq!(avviso_language::write::json(&pipeline.parse(text), ""), *fresh);
        }
    }
}
