//! The way of a page through this room.

use avviso_text::{Article, Code, Decoded, Diagnostics, Limits, Page, PageFacts, RegionKind, RuleId};

use crate::blocks::{Before, Block, Label, Run};
use crate::metadata::Metadata;
use crate::{decode, emit, facts, html, plain};

const VERBATIM: RuleId = RuleId::new("page.verbatim");
const NO_ARTICLE: Code = Code::new("no-article");
const NOT_TEXT: Code = Code::new("not-text");
const CUT_AT_LIMIT: Code = Code::new("cut-at-limit");

/// How much is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clean {
    /// Find the article: HTML is read as HTML, furniture is left out.
    #[default]
    Auto,
    /// The decoded page is the text, exactly; HTML is not looked for.
    Verbatim,
}

/// What this room hands on.
#[derive(Debug, Clone)]
pub struct PageReading {
    /// The frozen text with alignment and regions.
    pub article: Article,
    /// What the page says about itself.
    pub facts: PageFacts,
    /// What could not be read.
    pub diagnostics: Diagnostics,
    /// The media type that was found, for example `text/html`.
    pub media_type: &'static str,
    /// The encoding that was found: its WHATWG name in lower case.
    pub encoding: &'static str,
}

/// What `facts` may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) page: &'a Page,
    pub(crate) decoded: &'a Decoded,
    pub(crate) article: &'a Article,
    /// All blocks, kept and dropped, in the page's order.
    pub(crate) blocks: &'a [Block],
    pub(crate) metadata: &'a Metadata,
}

/// Reads a page. Any bytes give a reading; what could not be read is said in its diagnostics.
pub fn read(page: &Page, clean: Clean, limits: &Limits) -> PageReading {
    let mut diagnostics = Diagnostics::new();
    let found = decode::decode(page, clean, &mut diagnostics);
    let decoded = found.decoded;
    let (blocks, metadata) = match (found.form, clean) {
        (decode::Form::NotText, _) => {
            diagnostics.warn(NOT_TEXT, format!("the bytes are not text: {}", found.media_type), None);
            (Vec::new(), Metadata::default())
        }
        (_, Clean::Verbatim) => (verbatim(&decoded), Metadata::default()),
        (decode::Form::Html, Clean::Auto) => html::blocks(&decoded, limits, &mut diagnostics),
        (decode::Form::Plain, Clean::Auto) => {
            (plain::blocks(&decoded, limits, &mut diagnostics), Metadata::default())
        }
    };
    let article = emit::emit(page, &decoded, &blocks);
    if let Some(cut) = page.cut() {
        let message = format!(
            "the page has {} bytes; the first {} were read (--max-page-bytes raises the limit)",
            page.total(),
            page.bytes().len()
        );
        diagnostics.warn(CUT_AT_LIMIT, message, Some(cut.into()));
    }
    if article.text().is_empty() && !diagnostics.has(NOT_TEXT) {
        diagnostics.warn(NO_ARTICLE, "no words on this page look like an article", None);
    }
    let seen = Seen { page, decoded: &decoded, article: &article, blocks: &blocks, metadata: &metadata };
    let facts = facts::find(&seen, &mut diagnostics);
    PageReading { facts, diagnostics, media_type: found.media_type, encoding: decoded.encoding(), article }
}

/// The decoded page as it stands: one block a paragraph (stretches between line breaks), every character kept.
fn verbatim(decoded: &Decoded) -> Vec<Block> {
    let text = decoded.text();
    let Some(whole) = decoded.span(0..text.len()).filter(|span| !span.is_empty()) else { return Vec::new() };
    let mut inner = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            inner.push((RegionKind::Paragraph, start..start + line.len()));
        }
        start += line.len();
    }
    vec![Block {
        span: whole,
        runs: vec![Run::Copy(whole)],
        label: Label::Bare,
        because: VERBATIM,
        inner,
        before: Before::Nothing,
    }]
}
