//! Any text gives a document that keeps the laws of documents, and is written in every form.
#![no_main]

#[path = "../texts.rs"]
mod texts;

use std::sync::OnceLock;

use avviso_language::{Pipeline, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(Pipeline::english);
    let text = texts::of(bytes);
    let doc = pipeline.parse(&text);
    let spelt: String = doc.tokens().flat_map(|token| [token.text(), token.whitespace()]).collect();
    assert_eq!(spelt, text);
    for token in doc.tokens() {
        assert!(token.ancestors().count() < doc.len(), "a cycle at {token:?}");
        assert!(token.is_root() || token.head().children().any(|child| child == token));
        assert!(!token.tag().is_empty() && !token.dep().is_empty() && !token.pos().as_str().is_empty());
        assert!((token.left_edge().index()..=token.right_edge().index()).contains(&token.index()));
    }
    assert_eq!(doc.sentences().map(|sentence| sentence.tokens().len()).sum::<usize>(), doc.len());
    let mut end = 0;
    for name in doc.entities() {
        assert!(name.start() >= end && !name.label().is_empty());
        end = name.end();
    }
    end = 0;
    for chunk in doc.noun_chunks() {
        assert!(chunk.start() >= end);
        end = chunk.end();
    }
    let rows = write::conllu(&doc, "x").lines().filter(|line| line.split('\t').count() == 10).count();
    assert_eq!(rows, doc.len());
    assert_eq!(write::tree(&doc).lines().filter(|line| !line.is_empty()).count(), doc.len());
    let line = write::json(&doc, "x");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["tokens"].as_array().unwrap().len(), doc.len());
    assert_eq!(line, write::json(&pipeline.parse(&text), "x"));
});
