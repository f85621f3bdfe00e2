//! Sentences by examples and laws.

use avviso_text::Limits;
use proptest::prelude::*;

use crate::testing::layers_within;

/// Expects these sentences, a line each.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let (article, layers) = layers_within(text, &Limits::default());
    let found: Vec<&str> = layers.sentences.span.iter().map(|span| article.slice(*span)).collect();
    assert_eq!(found, expect);
}

#[test]
fn stops_end_sentences() {
    check("It rained. He left! Why? Nobody knew…", &["It rained.", "He left!", "Why?", "Nobody knew…"]);
    check(
        "“We go.” He left. (All did.) Then it rained.",
        &["“We go.”", "He left.", "(All did.)", "Then it rained."],
    );
    check("It was the end.The start came later.", &["It was the end.", "The start came later."]);
}

#[test]
fn abbreviations_initials_and_numbers_do_not() {
    check("Mr. Holm met John F. Kennedy and Gen. Berg.", &["Mr. Holm met John F. Kennedy and Gen. Berg."]);
    check("The U.S. government and the U.S. Senate met.", &["The U.S. government and the U.S. Senate met."]);
    check("He flew to the U.S. The talks failed.", &["He flew to the U.S.", "The talks failed."]);
    check(
        "It cost 3.5 million on Nov. 8 at 9 a.m. sharp.",
        &["It cost 3.5 million on Nov. 8 at 9 a.m. sharp."],
    );
    check("No. 5 won. No. He lost.", &["No. 5 won.", "No.", "He lost."]);
    check("Well... he left. He … stayed.", &["Well... he left.", "He … stayed."]);
    check("Acme Inc. Chairman Holm left.", &["Acme Inc. Chairman Holm left."]);
}

#[test]
fn a_reporting_clause_stays_with_its_quotation() {
    check("“Will he go?” the mayor asked. He did.", &["“Will he go?” the mayor asked.", "He did."]);
    check("“Will he go?” Holm asked. He did.", &["“Will he go?” Holm asked.", "He did."]);
    check("“Will he go?” Nobody knew it.", &["“Will he go?”", "Nobody knew it."]);
}

#[test]
fn none_crosses_a_border() {
    check("# A headline without a stop\n\nIt rained", &["A headline without a stop", "It rained"]);
    check(
        "> We are ready. Cod does not wait!\n— Kari Nes (@karines) March 7, 2019",
        &["We are ready.", "Cod does not wait!", "— Kari Nes (@karines) March 7, 2019"],
    );
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    check(
        "The committee met for the third time on Monday and\nadopted the plan that it had turned down in May. It\nthen rose.",
        &[
            "The committee met for the third time on Monday and\nadopted the plan that it had turned down in May.",
            "It\nthen rose.",
        ],
    );
    check("Short line\nAnother one", &["Short line", "Another one"]);
}

#[test]
fn a_sentence_without_end_is_split_and_said() {
    let (_, layers) = layers_within(&"word ".repeat(2_000), &Limits::default());
    assert_eq!(layers.sentences.span.len(), 4);
    assert!(layers.diagnostics.list().iter().any(|d| d.code.name() == "long-sentence"));
}

#[test]
fn too_many_sentences_are_said() {
    let limits = Limits { sentences: 10, ..Limits::default() };
    let (_, layers) = layers_within(&"A. ".repeat(50), &limits);
    assert!(layers.sentences.span.len() <= 10);
    let (_, layers) = layers_within(&"It is. ".repeat(50), &limits);
    assert_eq!(layers.sentences.span.len(), 10);
    assert!(layers.diagnostics.list().iter().any(|d| d.code.name() == "many-sentences"));
}

/// Hostile number 25: each text ends in the test's time.
#[test]
fn hostile_texts_are_read_in_one_go() {
    for text in [
        "a".repeat(1 << 20),
        "a ".repeat(1 << 19),
        "a. ".repeat(1 << 18),
        "\n".repeat(1 << 20),
        ".".repeat(1 << 18),
        "A.".repeat(1 << 18),
    ] {
        let (_, layers) = layers_within(&text, &Limits::default());
        assert!(layers.sentences.span.len() <= 20_000);
    }
}

proptest! {
    #[test]
    fn sentences_cover_and_words_cover(text in "[aA1 .!?\"“”’'(),\n-]{0,120}") {
        let (article, layers) = layers_within(&text, &Limits::default());
        let blocks = article.blocks();
        let covered = |spans: &[avviso_text::Span<avviso_text::Text>]| {
            let mut covered = vec![0u8; article.text().len()];
            for span in spans {
                for at in span.range() {
                    covered[at] += 1;
                }
            }
            covered
        };
        let (in_sentences, in_words) = (covered(&layers.sentences.span), covered(&layers.words.span));
        for (at, c) in article.text().char_indices() {
            prop_assert!(in_sentences[at] <= 1 && in_words[at] <= 1);
            if !c.is_whitespace() {
                prop_assert_eq!(in_sentences[at], 1, "{:?} at {}", c, at);
                prop_assert_eq!(in_words[at], 1, "{:?} at {}", c, at);
            }
        }
        for (span, block) in layers.sentences.span.iter().zip(&layers.sentences.block) {
            prop_assert!(block.is_none_or(|block| blocks[block].span.contains(*span)));
        }
        for (span, sentence) in layers.words.span.iter().zip(&layers.words.sentence) {
            prop_assert!(layers.sentences.span[sentence.index()].contains(*span));
        }
    }
}
