//! Bytes to characters: what sort of page it is and in which encoding.
//!
//! The content decides. A suffix is never seen here, and the media type that the input declares is a hint only.

mod charset;
mod sniff;
mod widths;

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

/// Bytes from which a JSON document need not be whole to be known as one.
const LONG_JSON: usize = 512;

/// Decodes a page. Any bytes are decoded; what is not text (pictures, archives, programs, JSON) has an empty text.
pub(crate) fn decode(page: &Page, _clean: Clean, _out: &mut Diagnostics) -> Found {
    let bytes = page.bytes();
    if let Some(media_type) = sniff::magic(bytes) {
        return not_text(media_type);
    }
    let cut = page.cut().is_some();
    let (encoding, mark) = charset::find(bytes, page.declared_type(), cut);
    let after = bytes.get(mark..).unwrap_or_default();
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    let decoded = widths::decode(after, encoding, mark as u32);
    let strange = if wide {
        sniff::control_heavy(decoded.text().as_bytes(), true)
    } else {
        sniff::control_heavy(after, encoding == encoding_rs::UTF_8 && decoded.text().len() == after.len())
    };
    if strange {
        return not_text("application/octet-stream");
    }
    // A long document that breaks off is one all the same: a file cut short by whoever kept it.
    if sniff::is_json(decoded.text(), cut || decoded.text().len() > LONG_JSON) {
        return not_text("application/json");
    }
    let hint = page.declared_type().and_then(markup_hint);
    if sniff::is_html(decoded.text(), hint) {
        Found { decoded, form: Form::Html, media_type: "text/html" }
    } else {
        Found { decoded, form: Form::Plain, media_type: "text/plain" }
    }
}

/// What a declared media type says: markup, text, or nothing of use.
fn markup_hint(declared: &str) -> Option<bool> {
    let essence = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Some(true),
        "text/plain" => Some(false),
        _ => None,
    }
}

fn not_text(media_type: &'static str) -> Found {
    let decoded = Decoded::identity(String::new(), "utf-8", 0);
    Found { decoded, form: Form::NotText, media_type }
}

#[cfg(test)]
mod tests;
