//! The only way into the passes for tests: a text, what is drawn under it.

use std::sync::LazyLock;

use avviso_text::facts::{Completeness, Genre};
use avviso_text::{
    Article, ArticleBuilder, Confidence, Decoded, Evidence, Fact, Limits, Page, PageFacts, RegionKind, RuleId,
};

use crate::{Analyser, Drawable, Layers, draw};

/// One analyser for all tests: reading the tables takes longer than most tests.
static ANALYSER: std::sync::LazyLock<Analyser> = std::sync::LazyLock::new(Analyser::new);

/// An article from paragraphs between empty lines. A paragraph that begins with `# ` is the title, `> ` makes an
/// embedded post (its last line, if it begins with a dash, the byline), `| ` a quoted block, `: ` leaves it without
/// a region.
pub(crate) fn article(marked: &str) -> Article {
    let mut text = String::new();
    let mut regions = Vec::new();
    for block in marked.split("\n\n") {
        let (kind, words) = match block.get(..2) {
            Some("# ") => (Some(RegionKind::Title), &block[2..]),
            Some("> ") => (Some(RegionKind::EmbeddedPost), &block[2..]),
            Some("| ") => (Some(RegionKind::Quotation), &block[2..]),
            Some(": ") => (None, &block[2..]),
            _ => (Some(RegionKind::Paragraph), block),
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        if let Some(kind) = kind {
            regions.push((kind, start..text.len()));
            if let Some(line) = words.rfind("\n—").filter(|_| kind == RegionKind::EmbeddedPost) {
                regions.push((RegionKind::Byline, start + line + 1..text.len()));
            }
        }
    }
    let page = Page::new("-", text.as_bytes().to_vec(), u32::MAX);
    let decoded = Decoded::identity(text.clone(), "utf-8", 0);
    let mut builder = ArticleBuilder::new(&page, &decoded);
    builder.copy(decoded.span(0..text.len()).expect("the whole text"));
    for (kind, range) in regions {
        builder.region(kind, range);
    }
    builder.freeze()
}

/// Facts of a page that says nothing about itself.
pub(crate) fn no_facts(article: &Article) -> PageFacts {
    let believe = || Evidence::at(article.whole(), RuleId::new("test"));
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

/// All layers of a marked text under the given limits.
pub(crate) fn layers_within(marked: &str, limits: &Limits) -> (Article, Layers) {
    static ANALYSER: LazyLock<Analyser> = LazyLock::new(Analyser::new);
    let article = article(marked);
    let layers = ANALYSER.analyse(&article, &no_facts(&article), limits);
    (article, layers)
}

/// A layer under a marked text, 80 columns wide.
pub(crate) fn drawn(marked: &str, what: Drawable) -> String {
    let (article, layers) = layers_within(marked, &Limits::default());
    draw(&article, &layers, what, 80)
}

/// The attributions of a marked text, a line each: rule, source, cue, content (pieces joined by ` + `).
pub(crate) fn attributed(marked: &str) -> String {
    let (article, layers) = layers_within(marked, &Limits::default());
    let words = |spans: &[avviso_text::Span<avviso_text::Text>]| {
        spans.iter().map(|span| article.slice(*span).replace('\n', "¶")).collect::<Vec<_>>().join(" + ")
    };
    layers
        .attributions
        .list
        .iter()
        .map(|fact| {
            let value = fact.value();
            let rule = fact.evidence().first().because.name().trim_start_matches("attribution.");
            let inside = if value.within.is_some() { "> " } else { "" };
            format!(
                "{inside}{rule}: {} | {} | {}",
                words(&value.source),
                words(&value.cue),
                words(&value.content)
            )
        })
        .collect::<Vec<_>>()
        .join("\n")
}
