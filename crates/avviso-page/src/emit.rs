//! Blocks to article: the only caller of [`ArticleBuilder`].

use avviso_text::{Article, ArticleBuilder, Decoded, Page, Span, Text};

use crate::blocks::{Before, Block, Label, Run};

/// Emits the article. The second value says where in the text each block lies (`None` for a dropped one).
pub(crate) fn emit(page: &Page, decoded: &Decoded, blocks: &[Block]) -> (Article, Vec<Option<Span<Text>>>) {
    let mut builder = ArticleBuilder::new(page, decoded);
    let mut places = Vec::with_capacity(blocks.len());
    let mut any_kept = false;
    for block in blocks {
        let kind = match block.label {
            Label::Drop(why) => {
                builder.discard_as(block.span, why, &block.words(decoded.text()));
                places.push(None);
                continue;
            }
            Label::Keep(kind) => Some(kind),
            Label::Bare => None,
        };
        if any_kept {
            match block.before {
                Before::Copied(span) => builder.copy(span),
                Before::Line => builder.insert('\n'),
                Before::Blank => {
                    builder.insert('\n');
                    builder.insert('\n');
                }
                Before::Nothing => {}
            }
        }
        any_kept = true;
        let start = builder.position();
        for run in &block.runs {
            match run {
                Run::Copy(span) => builder.copy(*span),
                Run::Decode(words, span) => builder.decode(words, *span),
                Run::Insert(c) => builder.insert(*c),
            }
        }
        if let Some(kind) = kind {
            builder.region(kind, start..builder.position());
        }
        for (kind, range) in &block.inner {
            builder.region(*kind, start + range.start..start + range.end);
        }
        places.push(Some(start..builder.position()));
    }
    let article = builder.freeze();
    let places = places.into_iter().map(|place| place.and_then(|range| article.span(range))).collect();
    (article, places)
}
