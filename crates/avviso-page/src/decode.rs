//! Bytes to characters: what sort of page it is and in which encoding.

use avviso_text::{Decoded, Diagnostics, Page};

use crate::Clean;

/// What the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Markup.
    Html,
    /// Text without markup.
    Plain,
    /// Neither.
    NotText,
}

/// A decoded page and what it is.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) decoded: Decoded,
    pub(crate) form: Form,
    pub(crate) media_type: &'static str,
}

/// Decodes a page.
pub(crate) fn decode(page: &Page, _clean: Clean, _out: &mut Diagnostics) -> Found {
    let text = String::from_utf8_lossy(page.bytes()).into_owned();
    let form = if text.contains("<html") || text.contains("<p>") { Form::Html } else { Form::Plain };
    let media_type = if form == Form::Html { "text/html" } else { "text/plain" };
    Found { decoded: Decoded::identity(text, "utf-8", 0), form, media_type }
}
