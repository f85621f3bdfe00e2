//! What holds for every text and every file.
#![cfg(feature = "model-sm")]

use std::sync::OnceLock;

use avviso_language::{Doc, Package, Pipeline, convert, model_sm, write};
use proptest::prelude::*;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(Pipeline::english)
}

/// Tokens and spaces spell the text; heads form trees within sentences' reach; spans lie in order.
fn check(doc: &Doc, text: &str) {
    let spelt: String = doc.tokens().flat_map(|token| [token.text(), token.whitespace()]).collect();
    assert_eq!(spelt, text);
    assert!(doc.is_empty() || doc.token(0).is_sentence_start());
    for token in doc.tokens() {
        assert!(!token.text().is_empty());
        assert!(token.ancestors().count() < doc.len(), "a cycle at {token:?}");
        assert!(token.is_root() || token.head().children().any(|child| child == token));
        assert!(token.subtree().any(|other| other == token));
    }
    assert_eq!(doc.sentences().map(|sentence| sentence.tokens().len()).sum::<usize>(), doc.len());
    let mut end = 0;
    for name in doc.entities() {
        assert!(name.start() >= end && !name.label().is_empty());
        end = name.end();
    }
    let lines = write::conllu(doc, "x").lines().filter(|line| line.split('\t').count() == 10).count();
    assert_eq!(lines, doc.len());
    assert_eq!(write::tree(doc).lines().filter(|line| !line.is_empty()).count(), doc.len());
    assert!(!write::json(doc, "x").contains('\n'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_spelt_by_its_tokens(text in any::<String>()) {
        check(&pipeline().parse(&text), &text);
        check(&pipeline().tokenise(&text), &text);
    }

    #[test]
    fn odd_words_are_spelt_too(words in prop::collection::vec(prop::sample::select(vec![
        "don't", "U.S.", "a.m.", " ", "  ", "\n", "\u{a0}", "(", "\"", "'", "...", "—", "http://a.b/c", "x@y.zz", "5km", "$", "#a",
        "Wait-didn't", "we", "said", "😀", "e\u{301}", "日本", ".", ",", "-", "10", "\t", "o'clock", "'em", "Mr.", "\u{0}",
    ]), 0..30)) {
        let text = words.concat();
        check(&pipeline().parse(&text), &text);
    }
}

#[test]
fn long_runs_take_linear_work() {
    for text in [
        "(".repeat(20_000),
        "a.".repeat(10_000),
        "-".repeat(20_000),
        "don't".repeat(4_000),
        "a@".repeat(10_000),
        " ".repeat(20_000),
        "x".repeat(100_000),
    ] {
        let doc = pipeline().parse(&text);
        assert_eq!(
            doc.tokens().map(|token| token.text().len() + token.whitespace().len()).sum::<usize>(),
            text.len()
        );
    }
}

#[test]
fn damaged_files_are_refused() {
    let model = model_sm();
    assert!(Pipeline::from_static(model).is_ok(), "the embedded model has its checksum");
    for len in [0, 7, 63, 64, 1000, model.len() - 1] {
        assert!(Pipeline::from_bytes(&model[..len]).is_err());
    }
    for at in [0, 9, 13, 20, 30, 64, 5000, model.len() / 2, model.len() - 1] {
        let mut other = model.to_vec();
        other[at] ^= 0x10;
        assert!(Pipeline::from_bytes(&other).is_err(), "byte {at}");
    }
}

#[test]
fn other_bytes_are_no_package() {
    assert!(Package::from_wheel(b"").is_err());
    assert!(Package::from_wheel(&b"PK\x05\x06".repeat(20)).is_err());
    let files = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    };
    assert!(Package::from_files(files(&[("a.txt", "")])).is_err());
    let french = files(&[
        ("m/config.cfg", "[nlp]\nlang = \"fr\"\npipeline = [\"tok2vec\",\"morphologizer\"]\n"),
        ("m/meta.json", r#"{"lang":"fr","name":"x","version":"1"}"#),
    ]);
    let error = convert(&Package::from_files(french).unwrap()).unwrap_err().to_string();
    assert!(error.contains("`fr`") && error.contains("morphologizer"), "{error}");
    let odd = files(&[
        (
            "config.cfg",
            "[nlp]\nlang = \"en\"\npipeline = [\"textcat\"]\n[components.textcat]\nfactory = \"textcat\"\n",
        ),
        ("meta.json", r#"{"lang":"en","name":"x","version":"1"}"#),
    ]);
    let error = convert(&Package::from_files(odd).unwrap()).unwrap_err().to_string();
    assert!(error.contains("textcat"), "{error}");
}
