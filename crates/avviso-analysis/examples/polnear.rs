//! Reads a corpus of texts (one JSON object a line: `id`, `text`) on standard input and prints, for each, the
//! outermost attributions as spans of code points: the system format of the attribution scorer. With `--all` nested
//! ones too, with `--draw` the attributions under their text.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a tool beside the product: it reads standard input and stops on odd input"
)]

use std::io::BufRead;

use avviso_analysis::{Analyser, Drawable, draw};
use avviso_text::facts::{Completeness, Genre};
use avviso_text::{
    Article, ArticleBuilder, Confidence, Decoded, Evidence, Fact, Limits, Page, PageFacts, RegionKind,
    RuleId, Span, Text,
};
use serde_json::{Value, json};

fn article(text: &str) -> Article {
    let page = Page::new("-", text.as_bytes().to_vec(), u32::MAX);
    let decoded = Decoded::identity(text.to_owned(), "utf-8", 0);
    let mut builder = ArticleBuilder::new(&page, &decoded);
    builder.copy(decoded.span(0..text.len()).unwrap());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            builder.region(RegionKind::Paragraph, at..at + line.len());
        }
        at += line.len();
    }
    builder.freeze()
}

fn facts(article: &Article) -> PageFacts {
    let believe = || Evidence::at(article.whole(), RuleId::new("corpus"));
    PageFacts {
        title: None,
        bylines: Vec::new(),
        outlet: None,
        dates: Vec::new(),
        language: Fact::new("en".to_owned(), Confidence::percent(99), believe()),
        genre: Fact::new(Genre::News, Confidence::percent(50), believe()),
        lineage: Vec::new(),
        complete: Fact::new(Completeness::Complete, Confidence::percent(50), believe()),
    }
}

fn main() {
    let all = std::env::args().any(|arg| arg == "--all");
    let drawn = std::env::args().any(|arg| arg == "--draw");
    let analyser = Analyser::new();
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = line["text"].as_str().unwrap();
        let article = article(text);
        let layers = analyser.analyse(&article, &facts(&article), &Limits::default());
        if drawn {
            println!("{}", draw(&article, &layers, Drawable::Attributions, 110));
            continue;
        }
        let mut points = vec![0u32; text.len() + 1];
        let mut count = 0;
        for (at, c) in text.char_indices() {
            points[at..at + c.len_utf8()].fill(count);
            count += 1;
        }
        points[text.len()] = count;
        let spans = |list: &[Span<Text>]| {
            list.iter().map(|span| json!([points[span.start()], points[span.end()]])).collect::<Vec<_>>()
        };
        let attributions: Vec<Value> = layers
            .attributions
            .list
            .iter()
            .filter(|fact| all || fact.value().within.is_none())
            .map(|fact| {
                let value = fact.value();
                json!({
                    "source": spans(&value.source),
                    "cue": spans(&value.cue),
                    "content": spans(&value.content),
                    "rule": fact.evidence().first().because.name(),
                })
            })
            .collect();
        println!("{}", json!({"id": line["id"], "attributions": attributions}));
    }
}
