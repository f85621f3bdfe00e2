//! What stands in a page's machine-readable parts: `<meta>`, `<title>`, `<link>`, `<time>`, JSON-LD, attributes.

use avviso_text::{Span, Utf8};

/// One statement of the metadata. Items come in the page's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Which statement: `title`, `h1`, `html:lang`, `link:canonical`, `time:datetime`, `meta:og:title` (name or
    /// property after `meta:`, lower case), `jsonld:Article.headline` (the innermost typed object's type, then the
    /// path of keys from it: `jsonld:NewsArticle.datePublished`, `jsonld:NewsArticle.author.name` with the author's
    /// own type as `jsonld:NewsArticle.author.@type`), `itemprop:datePublished`, `rel:author`, `class:byline`.
    pub(crate) key: String,
    /// Its value, references and escapes decoded, white space folded.
    pub(crate) value: String,
    /// Where the value stands in the decoded page.
    pub(crate) span: Span<Utf8>,
    /// Items of one JSON-LD object carry one number; 0 elsewhere.
    pub(crate) object: u32,
}

/// All statements of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Metadata {
    /// The items in the page's order.
    pub(crate) items: Vec<Item>,
}

impl Metadata {
    /// All items with this key.
    pub(crate) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.key == key)
    }

    /// The first item with this key.
    pub(crate) fn first(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }
}
