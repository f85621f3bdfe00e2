//! What sort of thing the bytes are, told from the bytes alone: a suffix or a header may lie.

use memchr::memmem;

/// A magic number: where it stands, its bytes, the media type.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBPVP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"\0\0\x01\0", "image/x-icon"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS\0", "application/ogg"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"ID3\x02", "audio/mpeg"),
    (0, b"ID3\x03", "audio/mpeg"),
    (0, b"ID3\x04", "audio/mpeg"),
    (0, b"fLaC\0", "audio/flac"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"MZ\x90\0", "application/x-msdownload"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\0asm", "application/wasm"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"BZh91AY&SY", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (257, b"ustar", "application/x-tar"),
];

/// Bytes that are looked at for control characters.
const HEAD: usize = 64 << 10;

/// The media type of bytes that carry a magic number.
pub(crate) fn magic(bytes: &[u8]) -> Option<&'static str> {
    MAGIC.iter().find(|(at, magic, _)| bytes.get(*at..).is_some_and(|b| b.starts_with(magic))).map(|m| m.2)
}

/// Whether the bytes hold too many control characters for text in any encoding that keeps ASCII in its place
/// (so not UTF-16, which is asked for first). Real text that carries a few is text.
pub(crate) fn control_heavy(bytes: &[u8], valid_utf8: bool) -> bool {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // ESC belongs to ISO-2022-JP; tab, line feed, form feed and carriage return to any text.
    let control = |b: &&u8| matches!(**b, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    let found = head.iter().filter(control).count();
    // Random bytes have one control character in nine; valid UTF-8 with fewer than one in three may be anything.
    found * if valid_utf8 { 3 } else { 14 } > head.len()
}

/// Text without a mark that is UTF-16 by its pattern of NULs: nearly every second byte is NUL, on one side only.
pub(crate) fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nul_at = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    if odd * 10 >= pairs * 4 && even * 20 <= pairs {
        Some(encoding_rs::UTF_16LE)
    } else if even * 10 >= pairs * 4 && odd * 20 <= pairs {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}

/// Elements that tell a page from a text that speaks of tags.
const BLOCK_NAMES: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "div",
    "p",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "table",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "dl",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "figure",
    "form",
    "center",
    "iframe",
    "frameset",
    "template",
    "noscript",
    "svg",
    "textarea",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "span",
    "font",
    "br",
    "hr",
    "img",
];

/// Whether decoded text is markup. `hint` is what the input's metadata says, if it says so: text or markup.
pub(crate) fn is_html(text: &str, hint: Option<bool>) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let lower: String = start.chars().take(64).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<?xml") {
        return true;
    }
    let opens = |rest: &str| -> bool {
        let name: &str = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let after = rest.as_bytes().get(name.len());
        BLOCK_NAMES.contains(&name.to_ascii_lowercase().as_str())
            && matches!(after, Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') | None)
    };
    if lower.starts_with("<!--") || start.strip_prefix('<').is_some_and(opens) {
        return hint != Some(false) || memmem::find(text.as_bytes(), b"</").is_some();
    }
    // A text may speak of tags: only end tags of known elements count, one for each 2000 bytes.
    let enough = match hint {
        Some(true) => 1,
        None => 1 + text.len() / 2000,
        Some(false) => 3 + text.len() / 500,
    };
    memmem::find_iter(text.as_bytes(), b"</")
        .filter(|at| text.get(at + 2..).is_some_and(opens))
        .take(enough)
        .count()
        >= enough
}

/// Whether decoded text is one JSON document, or several in a row (JSON Lines): objects or lists, whole.
///
/// `cut` says that the end may be missing. Linear; nesting costs one bit a level.
pub(crate) fn is_json(text: &str, cut: bool) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut documents = 0;
    loop {
        while bytes.get(at).is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        match bytes.get(at) {
            None => return documents > 0,
            Some(b'{' | b'[') => {}
            Some(_) => return false,
        }
        match json_document(bytes, at) {
            Ok(end) => at = end,
            // A long well-formed beginning that stops at the limit.
            Err(end) => return cut && end == bytes.len(),
        }
        documents += 1;
    }
}

/// The end of the document that starts at `at`, or the position where it breaks.
fn json_document(bytes: &[u8], mut at: usize) -> Result<usize, usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Wanted {
        Value,
        ValueOrEnd,
        Key,
        KeyOrEnd,
        Colon,
        CommaOrEnd,
    }
    let mut open: Vec<bool> = Vec::new(); // true: object
    let mut wanted = Wanted::Value;
    loop {
        while bytes.get(at).is_some_and(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r')) {
            at += 1;
        }
        let Some(&byte) = bytes.get(at) else { return Err(at) };
        match (wanted, byte) {
            (Wanted::Value | Wanted::ValueOrEnd, b'{') => {
                open.push(true);
                wanted = Wanted::KeyOrEnd;
                at += 1;
            }
            (Wanted::Value | Wanted::ValueOrEnd, b'[') => {
                open.push(false);
                wanted = Wanted::ValueOrEnd;
                at += 1;
            }
            (Wanted::KeyOrEnd | Wanted::CommaOrEnd, b'}') if open.last() == Some(&true) => {
                open.pop();
                wanted = Wanted::CommaOrEnd;
                at += 1;
            }
            (Wanted::ValueOrEnd | Wanted::CommaOrEnd, b']') if open.last() == Some(&false) => {
                open.pop();
                wanted = Wanted::CommaOrEnd;
                at += 1;
            }
            (Wanted::CommaOrEnd, b',') => {
                wanted = if open.last() == Some(&true) { Wanted::Key } else { Wanted::Value };
                at += 1;
            }
            (Wanted::Colon, b':') => {
                wanted = Wanted::Value;
                at += 1;
            }
            (Wanted::Key | Wanted::KeyOrEnd | Wanted::Value | Wanted::ValueOrEnd, b'"') => {
                at += 1;
                loop {
                    match bytes.get(at) {
                        None | Some(b'\n' | b'\r') => return Err(at),
                        Some(b'"') => break,
                        Some(b'\\') => at = (at + 2).min(bytes.len()),
                        Some(_) => at += 1,
                    }
                }
                at += 1;
                let key = matches!(wanted, Wanted::Key | Wanted::KeyOrEnd);
                wanted = if key { Wanted::Colon } else { Wanted::CommaOrEnd };
            }
            (Wanted::Value | Wanted::ValueOrEnd, _) => {
                let end = bytes
                    .get(at..)
                    .and_then(|b| {
                        b.iter()
                            .position(|b| !matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'.' | b'E'))
                    })
                    .map_or(bytes.len(), |n| at + n);
                let word = bytes.get(at..end).unwrap_or_default();
                let number = word.iter().any(u8::is_ascii_digit)
                    && word.iter().all(|b| matches!(b, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
                if !number && !matches!(word, b"true" | b"false" | b"null") {
                    return Err(if end == bytes.len() && !word.is_empty() { end } else { at });
                }
                at = end;
                wanted = Wanted::CommaOrEnd;
            }
            _ => return Err(at),
        }
        if open.is_empty() {
            return Ok(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text_by_its_content() {
        for html in [
            "<p>One sentence.</p>",
            "<!DOCTYPE html><title>x</title>",
            "\n <div class=a>text",
            "Some words <b>here</b> and there",
            "<br>line",
            "<!-- c --><p>a</p>",
        ] {
            assert!(is_html(html, None), "{html}");
        }
        for plain in
            ["", "a < b and c > d", "<3 you", "<john@example.org> wrote", "5 </ 6", "The tag </foo> is odd."]
        {
            assert!(!is_html(plain, None), "{plain}");
        }
        let speaks = format!("Close it with </p>. {}", "word ".repeat(900));
        assert!(!is_html(&speaks, None));
    }

    #[test]
    fn json_documents_are_told_from_texts_in_brackets() {
        for json in ["{}", "[]", " {\"a\": [1, -2.5e3, true, null, \"x\\\"y\"]} ", "{\"a\":1}\n{\"a\":2}\n"] {
            assert!(is_json(json, false), "{json}");
        }
        for text in
            ["", "[Update] It rained.", "{curly} words", "[1, 2", "{\"a\" 1}", "[,]", "[1,]", "\"x\"", "12"]
        {
            assert!(!is_json(text, false), "{text}");
        }
        assert!(is_json("{\"a\": [1, 2, \"tex", true));
        assert!(is_json(&("[".repeat(100_000) + &"]".repeat(100_000)), false));
    }

    #[test]
    fn control_characters_inside_text_are_text() {
        assert!(!control_heavy(b"some text with one \0 in it and a \x07 bell", true));
        assert!(control_heavy(b"\0\x01\x02\x03\x04\x05", true));
        let noise: Vec<u8> = (0..=255u8).cycle().take(4096).collect();
        assert!(control_heavy(&noise, false));
    }
}
