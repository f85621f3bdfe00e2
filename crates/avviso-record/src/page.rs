//! The page as read, and how its bytes became the text: alignment, regions, discarded bytes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{CharSpan, RawSpan};
use crate::vocabulary::words;

/// The bytes of the page, and nothing believed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageInfo {
    /// `p` and the first 16 hex digits of `sha256`. A page is keyed by `id` and `source` together: equal bytes from
    /// two places are two pages with one id.
    #[schemars(regex(pattern = r"^p[0-9a-f]{16}$"))]
    pub id: String,
    /// The path as given, joined; an archive's record is `path#byte-offset`.
    pub source: String,
    /// Where the page was published, if the input says so.
    pub url: Option<String>,
    /// SHA-256 of the whole input after decompression, lower-case hex; also where only the input's head was kept.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Length of the whole input in bytes, after decompression; also where only its head was kept.
    pub bytes: u64,
    /// The media type, like `text/plain` or `text/html`.
    pub media_type: String,
    /// The character encoding that the page was decoded with: its WHATWG name in lower case, like `utf-8`.
    pub encoding: String,
}

words! {
    /// How a piece of the text came from the page's bytes.
    pub enum PieceKind {
        /// Copied: the raw bytes decode to exactly this text.
        Copy = "copy",
        /// Written otherwise in the page: a character reference, folded white space, or a byte that the encoding
        /// lacks (U+FFFD). One character, or the expansion of one reference.
        Decoded = "decoded",
        /// A separator that Avviso set; its raw span is an empty place.
        Inserted = "inserted",
    }

    /// What a region of the article is.
    pub enum RegionKind {
        /// The article's title.
        Title = "title",
        /// The lines under the title that sum the article up.
        Standfirst = "standfirst",
        /// Who wrote or sent the article, or an embedded post.
        Byline = "byline",
        /// Place and date at the head of a report.
        Dateline = "dateline",
        /// A heading inside the article.
        Heading = "heading",
        /// A paragraph of running text.
        Paragraph = "paragraph",
        /// One entry of a list.
        ListItem = "list_item",
        /// A table.
        Table = "table",
        /// A block that the page sets off as somebody's words.
        Quotation = "quotation",
        /// A post of a social network that stands inside the article.
        EmbeddedPost = "embedded_post",
        /// A remark about the article: where it first appeared, a correction.
        Note = "note",
        /// Words that belong to a picture or film.
        Caption = "caption",
        /// Words behind the article that are kept because they are evidence.
        Footer = "footer",
    }

    /// Why bytes of the page are no part of the text.
    pub enum Why {
        /// A script.
        Script = "script",
        /// A style sheet.
        Style = "style",
        /// A crawler's or site's header line.
        Header = "header",
        /// An advertisement.
        Advertisement = "advertisement",
        /// A form to leave a comment in.
        CommentForm = "comment_form",
        /// Comments of readers.
        Comments = "comments",
        /// Buttons to share the page.
        ShareBar = "share_bar",
        /// Menus and links through the site.
        Navigation = "navigation",
        /// Teasers of other articles.
        Related = "related",
        /// A notice about cookies.
        CookieNotice = "cookie_notice",
        /// An invitation to subscribe to letters.
        Newsletter = "newsletter",
        /// An appeal for money or support.
        Appeal = "appeal",
        /// What the page itself does not show.
        Hidden = "hidden",
        /// Past the size limit.
        Cut = "cut",
        /// Tags, comments and white space between what is kept.
        Markup = "markup",
        /// Anything else.
        Other = "other",
    }
}

impl RegionKind {
    /// Says whether regions of this kind belong to the body, which page scores and `avviso clean` use.
    pub const fn is_body(self) -> bool {
        match self {
            Self::Title | Self::Byline | Self::Dateline | Self::Caption | Self::Footer => false,
            Self::Standfirst
            | Self::Heading
            | Self::Paragraph
            | Self::ListItem
            | Self::Table
            | Self::Quotation
            | Self::EmbeddedPost
            | Self::Note => true,
        }
    }
}

impl Why {
    /// Says whether bytes of this kind hold no words for people, so that their `text` is null.
    pub const fn is_wordless(self) -> bool {
        matches!(self, Self::Script | Self::Style | Self::Markup)
    }
}

/// One run of the text and the bytes that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Piece {
    /// The run of the text.
    pub text: CharSpan,
    /// The bytes it came from; an empty place for what was inserted.
    pub raw: RawSpan,
    /// How it came from them.
    pub kind: PieceKind,
}

/// A part of the article's structure; regions may nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// What it is.
    pub kind: RegionKind,
    /// Where it stands.
    pub span: CharSpan,
}

/// Bytes of the page that are no part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Discarded {
    /// The bytes.
    pub raw: RawSpan,
    /// Why they were left out.
    pub why: Why,
    /// Their decoded words, the first 500 characters; null for script, style and markup.
    #[schemars(length(max = 500))]
    pub text: Option<String>,
}
