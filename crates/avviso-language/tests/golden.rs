//! Models give what spaCy 3.8.18 gave: the embedded one on texts of our own (made by `training/golden.py`), and two tiny
//! packages that we trained (`training/tiny.py`) after their conversion.
#![cfg(feature = "model-sm")]

use avviso_language::{Package, Pipeline, Simd, Token, convert, model_sm};
use serde_json::Value;

#[test]
fn every_column_of_every_token_is_spacys() {
    let compared = compare(&Pipeline::english(), include_str!("golden/own.golden.jsonl"));
    assert!(compared > 8_000, "{compared} values compared");
}

#[test]
fn another_pipeline_of_the_same_parts_is_spacys_too() {
    let package = Package::from_wheel(include_bytes!("tiny/whole.whl")).unwrap();
    let pipeline = Pipeline::from_bytes(&convert(&package).unwrap()).unwrap();
    assert_eq!((pipeline.name(), pipeline.version()), ("en_whole", "1.0.0"));
    let compared = compare(&pipeline, include_str!("tiny/whole.jsonl"));
    assert!(compared > 5_000, "{compared} values compared");
}

#[test]
fn extra_components_run_beside_the_model() {
    let package = Package::from_wheel(include_bytes!("tiny/extra.whl")).unwrap();
    let extra = convert(&package).unwrap();
    let mut pipeline = Pipeline::english();
    pipeline.add_components(&extra).unwrap();
    let (mut tags, mut names) = (0, 0);
    for line in include_str!("tiny/extra.jsonl").lines() {
        let golden: Value = serde_json::from_str(line).expect("a golden line is JSON");
        let text = golden["text"].as_str().expect("a golden line has a text");
        let doc = pipeline.parse(text);
        let speakers: Vec<&str> = doc.extra_tags("speakers").unwrap().collect();
        assert_eq!(golden["speakers"], serde_json::json!(speakers), "{text}");
        let ships: Vec<_> = doc
            .extra_entities("ships")
            .unwrap()
            .map(|name| serde_json::json!([name.start(), name.end(), name.label()]))
            .collect();
        assert_eq!(golden["ships"], serde_json::json!(ships), "{text}");
        tags += speakers.iter().filter(|tag| **tag == "SOURCE").count();
        names += ships.len();
        // The stock layers are as they are without.
        let alone = avviso_language::write::json(&Pipeline::english().parse(text), "");
        assert_eq!(avviso_language::write::json(&doc, ""), alone);
    }
    assert!(tags >= 30 && names >= 20, "{tags} tags, {names} names");
    assert!(pipeline.parse("").extra_tags("gone").is_none());
    let again = pipeline.add_components(&extra).unwrap_err().to_string();
    assert!(again.contains("speakers"), "{again}");
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

/// Compares all columns of golden texts; gives the number of values.
fn compare(pipeline: &Pipeline, golden: &str) -> usize {
    let mut compared = 0;
    for line in golden.lines() {
        let golden: Value = serde_json::from_str(line).expect("a golden line is JSON");
        let text = golden["text"].as_str().expect("a golden line has a text");
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
                ("flags", flags(token).to_string()),
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
    compared
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
