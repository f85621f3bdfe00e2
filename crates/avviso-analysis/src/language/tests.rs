//! Sentences, tokens, words and grammar by examples and laws.

use avviso_text::{Confidence, Evidence, Fact, Limits, RuleId};
use proptest::prelude::*;

use crate::layers::Layers;
use crate::testing::{article, drawn, layers_within, no_facts};
use crate::{Analyser, Drawable};

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
        // The parser reads all of it in the same way; a part is enough here.
        let limits = Limits { parsed_words: 10_000, ..Limits::default() };
        let (_, layers) = layers_within(&text, &limits);
        assert!(layers.sentences.span.len() <= 20_000);
    }
}

#[test]
fn what_is_not_parsed_is_said() {
    // That the text has no day is another pass's word.
    let codes = |layers: &Layers| -> Vec<&str> {
        layers.diagnostics.list().iter().map(|d| d.code.name()).filter(|code| *code != "undated").collect()
    };
    let text = "It rained in Oslo. Nobody went out.\n\nThe mayor of Bergen stayed at home. So did Anna Holm.";
    let (_, whole) = layers_within(text, &Limits::default());
    assert_eq!(codes(&whole), [""; 0]);
    assert_eq!(whole.tags.tag.len(), whole.tokens.span.len());

    // The limit falls into the first block: that one is parsed whole, the next one is only cut.
    let (_, part) = layers_within(text, &Limits { parsed_words: 3, ..Limits::default() });
    assert_eq!(codes(&part), ["parse-limit"]);
    assert_eq!(part.sentences, whole.sentences);
    assert_eq!((part.tokens.span.len(), part.tags.tag.len()), (whole.tokens.span.len(), 9));
    assert_eq!((part.heads.head.len(), part.lemmas.len()), (9, 9));

    let (_, none) = layers_within(text, &Limits { words: 9, ..Limits::default() });
    assert_eq!(codes(&none), ["many-words"]);
    assert_eq!(none.tokens.span.len(), 9);

    let article = article("Det regnet i Oslo. Ingen gikk ut.");
    let mut facts = no_facts(&article);
    let evidence = Evidence::at(article.whole(), RuleId::new("test"));
    facts.language = Fact::new("no".to_owned(), Confidence::percent(90), evidence);
    let layers = Analyser::new().analyse(&article, &facts, &Limits::default());
    assert_eq!(codes(&layers)[0], "not-parsed");
    assert_eq!((layers.sentences.span.len(), layers.tokens.span.len(), layers.heads.head.len()), (2, 9, 0));
}

#[test]
fn grammar_is_drawn() {
    let text = "# Mayor of Leeds: no second term\n\nThe mayor of Leeds, Anna Holm, said on Monday that she won't run \
                again.\u{a0} “Will he go?” the council asked.";
    for (name, layer) in [
        ("tokens", Drawable::Tokens),
        ("tags", Drawable::Tags),
        ("heads", Drawable::Heads),
        ("lemmas", Drawable::Lemmas),
        ("names", Drawable::Names),
        ("noun-chunks", Drawable::NounChunks),
        ("words", Drawable::Words),
    ] {
        insta::assert_snapshot!(name, drawn(text, layer));
    }
}

#[test]
fn words_are_what_a_reader_takes_for_one() {
    let check = |text: &str, expect: &str| {
        let (article, layers) = layers_within(text, &Limits::default());
        let found: Vec<&str> = layers.words.span.iter().map(|span| article.slice(*span)).collect();
        assert_eq!(found.join("|"), expect);
        for (span, tokens) in layers.words.span.iter().zip(&layers.words.tokens) {
            let cover = layers.tokens.span[tokens.start].cover(layers.tokens.span[tokens.end - 1]);
            assert!(cover.contains(*span), "{text}");
        }
    };
    check("Kim Jong-un's U.S. envoy didn’t go.", "Kim|Jong-un|'s|U.S.|envoy|didn’t|go|.");
    check("“3.5 per cent,” he said", "“|3.5|per|cent|,|”|he|said");
    check("the states’ rights", "the|states|’|rights");
    check("Trump’s", "Trump|’s");
    check("the end.The start", "the|end|.|The|start");
    check("at theduran.com (a.m.)", "at|theduran.com|(|a.m.|)");
    check("They'll see; we cannot.", "They'll|see|;|we|cannot|.");
    check("He went... and -- well -- left", "He|went|.|.|.|and|-|-|well|-|-|left");
    check("@media (max)…", "@|media|(|max|)|…");
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
        prop_assert_eq!(layers.heads.head.len(), layers.tokens.span.len());
        for (token, head) in layers.heads.head.iter().enumerate() {
            prop_assert_eq!(layers.tokens.sentence[token], layers.tokens.sentence[head.index()]);
        }
        for (span, sentence) in layers.words.span.iter().zip(&layers.words.sentence) {
            prop_assert!(layers.sentences.span[sentence.index()].contains(*span));
        }
    }
}
