//! The article: frozen text, the map back to the page's bytes, and its structure.

use std::ops::Range;

use crate::{Raw, Span, Text};

/// How a piece of text came from its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PieceKind {
    /// The bytes decode to exactly this text.
    Copy,
    /// One character for a reference, folded white space or bytes that the encoding lacks; or the expansion of one
    /// reference.
    Decoded,
    /// A separator that Avviso set; its raw span is empty.
    Inserted,
}

/// One run of the alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where in the text.
    pub text: Span<Text>,
    /// Where in the bytes.
    pub raw: Span<Raw>,
    /// How the text came from the bytes.
    pub kind: PieceKind,
}

/// What a stretch of the article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionKind {
    /// The headline.
    Title,
    /// A subheading.
    Heading,
    /// The line under the headline that sums up.
    Standfirst,
    /// Who signed.
    Byline,
    /// Place and day before the first words.
    Dateline,
    /// A paragraph.
    Paragraph,
    /// A quoted block.
    Quotation,
    /// A post of a platform, embedded.
    EmbeddedPost,
    /// One item of a list.
    ListItem,
    /// A table.
    Table,
    /// A remark of the outlet about the article.
    Note,
    /// Words under a picture.
    Caption,
    /// A line after the article that is kept because it is evidence.
    Footer,
}

impl RegionKind {
    /// Whether the region belongs to the article's body (`avviso-record/1`: text without title, byline, dateline,
    /// caption and footer).
    pub fn in_body(self) -> bool {
        !matches!(self, Self::Title | Self::Byline | Self::Dateline | Self::Caption | Self::Footer)
    }
}

/// A stretch of the article and what it is; regions nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where.
    pub span: Span<Text>,
}

/// Why bytes are not in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Program code.
    Script,
    /// Style rules.
    Style,
    /// A crawler's or site's header line.
    Header,
    /// An advertisement.
    Advertisement,
    /// A form to comment or log in.
    CommentForm,
    /// Readers' comments.
    Comments,
    /// Buttons to share.
    ShareBar,
    /// Menus and other ways through the site.
    Navigation,
    /// Pointers to other articles.
    Related,
    /// A notice about cookies or consent.
    CookieNotice,
    /// An invitation to a newsletter.
    Newsletter,
    /// An appeal for money or subscriptions.
    Appeal,
    /// Text that the page does not show.
    Hidden,
    /// Past the size limit.
    Cut,
    /// Tags, white space between blocks and other markup.
    Markup,
    /// Something else that is not the article.
    Other,
}

impl Why {
    /// Whether the words of such bytes are worth listing.
    pub fn has_words(self) -> bool {
        !matches!(self, Self::Script | Self::Style | Self::Markup | Self::Cut)
    }
}

/// Bytes that are not in the text, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discarded {
    /// Where.
    pub raw: Span<Raw>,
    /// Why.
    pub why: Why,
    /// The decoded words, the first 500 characters; `None` for script, style, markup and what was cut.
    pub words: Option<String>,
}

/// A clean text with its alignment and regions. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) regions: Vec<Region>,
    pub(crate) discarded: Vec<Discarded>,
}

impl Article {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The alignment: covers the text without gap, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The regions, by start, the longer first.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// What was left out, in order of place. With the pieces it covers every byte of the page once.
    pub fn discarded(&self) -> &[Discarded] {
        &self.discarded
    }

    /// A span of the text, if it lies inside and on character boundaries.
    pub fn span(&self, range: Range<usize>) -> Option<Span<Text>> {
        self.text.get(range.clone()).map(|_| Span::minted(range.start as u32, range.end as u32))
    }

    /// The whole text.
    pub fn whole(&self) -> Span<Text> {
        Span::minted(0, self.text.len() as u32)
    }

    /// The words of a span.
    pub fn slice(&self, span: Span<Text>) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The span without the white space at its ends.
    pub fn trim(&self, span: Span<Text>) -> Span<Text> {
        let words = self.slice(span);
        let start = span.start() + (words.len() - words.trim_start().len());
        let end = (span.start() + words.trim_end().len()).max(start);
        Span::minted(start as u32, end as u32)
    }

    /// The bytes that a span stands for, touching runs joined, in order.
    pub fn raw(&self, span: Span<Text>) -> Vec<Span<Raw>> {
        let mut out: Vec<Span<Raw>> = Vec::new();
        let first = self.pieces.partition_point(|piece| piece.text.end() <= span.start());
        for piece in self.pieces.iter().skip(first).take_while(|piece| piece.text.start() < span.end()) {
            let raw = match piece.kind {
                PieceKind::Inserted => continue,
                PieceKind::Decoded => piece.raw,
                // Widths inside a copied piece differ only for encodings other than UTF-8; there pieces are kept
                // to runs of one width, so the share of the run is exact.
                PieceKind::Copy => {
                    let (text_len, raw_len) = (piece.text.len(), piece.raw.len());
                    let from = span.start().max(piece.text.start()) - piece.text.start();
                    let to = span.end().min(piece.text.end()) - piece.text.start();
                    let scale = |at: usize| piece.raw.start() + at * raw_len / text_len.max(1);
                    Span::minted(scale(from) as u32, scale(to) as u32)
                }
            };
            match out.last_mut() {
                Some(last) if last.end() == raw.start() => *last = last.cover(raw),
                _ => out.push(raw),
            }
        }
        out
    }

    /// The smallest run of bytes from the first to the last character of a span.
    pub fn raw_cover(&self, span: Span<Text>) -> Option<Span<Raw>> {
        self.raw(span).into_iter().reduce(Span::cover)
    }

    /// The innermost region that holds the position.
    pub fn region_at(&self, at: usize) -> Option<Region> {
        self.regions
            .iter()
            .filter(|r| r.span.start() <= at && at < r.span.end())
            .min_by_key(|r| r.span.len())
            .copied()
    }

    /// The outermost regions in order: the blocks of the article.
    pub fn blocks(&self) -> Vec<Region> {
        let mut end = 0;
        let mut out = Vec::new();
        for region in &self.regions {
            if region.span.start() >= end {
                end = region.span.end();
                out.push(*region);
            }
        }
        out
    }
}
