//! Which encoding the bytes are in.
//!
//! In this order: a byte order mark; UTF-16 by its NULs; valid UTF-8 with a multibyte character (no other encoding
//! gives that by chance, so it beats what the page declares); what the input's media type declares; what a `<meta>`
//! or an XML declaration in the first bytes declares; nearly valid UTF-8; a detector's guess.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

use super::sniff;

/// Bytes that are searched for a `<meta charset>`: more than WHATWG's 1024, since crawled pages carry banners.
const META_HEAD: usize = 4096;
/// Bytes that the detector is given.
const DETECT_HEAD: usize = 64 << 10;

/// The encoding and the length of the byte order mark.
pub(crate) fn find(bytes: &[u8], media_type: Option<&str>, cut: bool) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    if let Some(encoding) = sniff::utf16_by_nuls(bytes) {
        return (encoding, 0);
    }
    let (valid, malformed) = utf8_multibyte(bytes, cut);
    let escaped = memchr::memchr(0x1b, bytes).is_some();
    if malformed == 0 && (valid > 0 || !escaped) {
        return (UTF_8, 0);
    }
    let declared = media_type.and_then(media_charset).or_else(|| meta_charset(bytes));
    if let Some(encoding) = declared
        // A page that says UTF-8 and is mostly not lies.
        && (encoding != UTF_8 || valid >= malformed)
    {
        return (encoding, 0);
    }
    if valid >= malformed * 8 && valid > 0 {
        return (UTF_8, 0);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // The first bytes that are not ASCII say most: whole pages begin with kilobytes of script.
    let from = bytes.iter().position(|b| !b.is_ascii() || *b == 0x1b).unwrap_or(0).saturating_sub(1024);
    let head = bytes.get(from..).unwrap_or_default();
    detector.feed(head.get(..DETECT_HEAD).unwrap_or(head), true);
    (usable(detector.guess(None, Utf8Detection::Deny)), 0)
}

/// Multibyte characters and malformed sequences of the bytes read as UTF-8. A character that the size limit cut in
/// two is not malformed.
fn utf8_multibyte(bytes: &[u8], cut: bool) -> (usize, usize) {
    let (mut valid, mut malformed) = (0, 0);
    let mut done = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        done += chunk.valid().len() + chunk.invalid().len();
        let at_cut = cut && done == bytes.len();
        if !chunk.invalid().is_empty() && !at_cut {
            malformed += 1;
        }
    }
    (valid, malformed)
}

/// The charset parameter of a media type.
fn media_charset(media_type: &str) -> Option<&'static Encoding> {
    let lower = media_type.to_ascii_lowercase();
    let rest = lower.split_once("charset")?.1.trim_start().strip_prefix('=')?;
    label(rest.as_bytes())
}

/// The encoding that the head of the page declares: `<meta charset=…>`, `<meta http-equiv … content="…charset=…">`
/// or `<?xml … encoding="…"?>`.
fn meta_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..META_HEAD).unwrap_or(bytes).to_ascii_lowercase();
    if head.starts_with(b"<?xml") {
        let declaration = head.split(|b| *b == b'>').next().unwrap_or_default();
        if let Some(at) = memmem::find(declaration, b"encoding=")
            && let Some(encoding) = declaration.get(at + 9..).and_then(label)
        {
            return Some(encoding);
        }
    }
    memmem::find_iter(&head, b"<meta")
        .filter_map(|at| head.get(at + 5..))
        .filter_map(|rest| rest.split(|b| *b == b'>').next())
        .find_map(|tag| {
            let at = memmem::find(tag, b"charset")?;
            let rest = tag.get(at + 7..)?.trim_ascii_start().strip_prefix(b"=")?;
            label(rest)
        })
}

/// The encoding whose label stands at the start, quoted or not. What no page can be written in is not believed:
/// a `<meta>` that could be read is not UTF-16.
fn label(rest: &[u8]) -> Option<&'static Encoding> {
    let rest = rest.trim_ascii_start();
    let rest =
        rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest).trim_ascii_start();
    let end = rest
        .iter()
        .position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/' | b',') || b.is_ascii_whitespace());
    let name = rest.get(..end.unwrap_or(rest.len()))?;
    Encoding::for_label_no_replacement(name).map(usable)
}

/// What stands for an encoding that nothing is read by, or that bytes with ASCII tags cannot be in.
fn usable(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        UTF_8
    } else if encoding == REPLACEMENT || encoding == X_USER_DEFINED {
        WINDOWS_1252
    } else {
        encoding
    }
}
