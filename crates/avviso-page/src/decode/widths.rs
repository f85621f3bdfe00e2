//! Bytes to characters with the exact way back: for every encoding, how many bytes each character stands for.
//!
//! The law: the widths' bytes add up to the page's bytes (after the mark), and each run that is called exact decodes
//! alone, in its encoding, to exactly its characters.

use avviso_text::{Decoded, Width};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// Gathers text and widths; neighbours of one width are joined.
#[derive(Default)]
struct Out {
    text: String,
    widths: Vec<Width>,
}

impl Out {
    fn push(&mut self, c: char, raw: u32, exact: bool) {
        self.text.push(c);
        self.width(c.len_utf8() as u8, raw, 1, exact);
    }

    fn width(&mut self, utf8: u8, raw: u32, count: u32, exact: bool) {
        if let Some(last) = self.widths.last_mut()
            && last.exact == exact
            && last.utf8 == utf8
            && last.raw == raw
        {
            last.count += count;
        } else {
            self.widths.push(Width { count, utf8, raw, exact });
        }
    }

    /// Bytes that gave no character (a last escape sequence) go to the last character.
    fn leftover(&mut self, bytes: u32) {
        if bytes == 0 {
            return;
        }
        let Some(last) = self.widths.last_mut() else { return };
        let one = Width { count: 1, raw: last.raw + bytes, exact: false, ..*last };
        last.count -= 1;
        if last.count == 0 {
            self.widths.pop();
        }
        self.widths.push(one);
    }
}

/// Decodes `bytes` (after `skipped` bytes of byte order mark) as `encoding`.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding, skipped: u32) -> Decoded {
    let name = name_of(encoding);
    let mut out = Out::default();
    if encoding == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Decoded::identity(text.to_owned(), name, skipped);
        }
        utf8(bytes, &mut out);
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        utf16(bytes, encoding == UTF_16BE, &mut out);
    } else if encoding.is_single_byte() {
        single_byte(bytes, encoding, &mut out);
    } else {
        stepwise(bytes, encoding, &mut out);
    }
    Decoded::with_widths(out.text, name, skipped, &out.widths)
        .expect("each width was written with its characters")
}

/// The WHATWG name in lower case.
fn name_of(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "IBM866" => "ibm866",
        "ISO-8859-2" => "iso-8859-2",
        "ISO-8859-3" => "iso-8859-3",
        "ISO-8859-4" => "iso-8859-4",
        "ISO-8859-5" => "iso-8859-5",
        "ISO-8859-6" => "iso-8859-6",
        "ISO-8859-7" => "iso-8859-7",
        "ISO-8859-8" => "iso-8859-8",
        "ISO-8859-8-I" => "iso-8859-8-i",
        "ISO-8859-10" => "iso-8859-10",
        "ISO-8859-13" => "iso-8859-13",
        "ISO-8859-14" => "iso-8859-14",
        "ISO-8859-15" => "iso-8859-15",
        "ISO-8859-16" => "iso-8859-16",
        "KOI8-R" => "koi8-r",
        "KOI8-U" => "koi8-u",
        "GBK" => "gbk",
        "Big5" => "big5",
        "EUC-JP" => "euc-jp",
        "ISO-2022-JP" => "iso-2022-jp",
        "Shift_JIS" => "shift_jis",
        "EUC-KR" => "euc-kr",
        // The others (gb18030, windows-*, macintosh …) are lower case already.
        other => other,
    }
}

fn utf8(bytes: &[u8], out: &mut Out) {
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        out.text.push_str(valid);
        // Counted in bytes: where a character has as many bytes here as there, no run per length is needed.
        if !valid.is_empty() {
            out.width(1, 1, valid.len() as u32, true);
        }
        if !chunk.invalid().is_empty() {
            out.push('\u{fffd}', chunk.invalid().len() as u32, false);
        }
    }
}

fn utf16(bytes: &[u8], big: bool, out: &mut Out) {
    let unit = |pair: &[u8; 2]| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut half = false;
    for read in char::decode_utf16(pairs.iter().map(unit)) {
        half = false;
        match read {
            Ok(c) => out.push(c, 2 * c.len_utf16() as u32, true),
            Err(lone) => {
                half = lone.unpaired_surrogate() < 0xdc00;
                out.push('\u{fffd}', 2, false);
            }
        }
    }
    if half {
        // The first half of a pair and one byte more: one broken character.
        out.leftover(rest.len() as u32);
    } else if !rest.is_empty() {
        out.push('\u{fffd}', 1, false);
    }
}

fn single_byte(bytes: &[u8], encoding: &'static Encoding, out: &mut Out) {
    let mut table = ['\u{fffd}'; 256];
    for (byte, c) in (0..=255u8).zip(table.iter_mut()) {
        if let Some(read) = encoding.decode_without_bom_handling_and_without_replacement(&[byte])
            && let Some(first) = read.chars().next()
        {
            *c = first;
        }
    }
    for &byte in bytes {
        let c = table.get(usize::from(byte)).copied().unwrap_or('\u{fffd}');
        out.push(c, 1, c != '\u{fffd}');
    }
}

/// Multi-byte encodings: fed a byte at a time, so that each character is met with the bytes that made it.
fn stepwise(bytes: &[u8], encoding: &'static Encoding, out: &mut Out) {
    debug_assert!(encoding != REPLACEMENT, "the replacement encoding reads nothing: never chosen");
    let stateful = encoding == ISO_2022_JP;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Bytes that the decoder took, and those that characters answer for.
    let (mut taken, mut answered) = (0usize, 0usize);
    let mut escaped = false;
    let mut buffer = [0u8; 16];
    loop {
        let last = taken >= bytes.len();
        let input = bytes.get(taken..(taken + 1).min(bytes.len())).unwrap_or_default();
        escaped |= stateful && matches!(input, [0x1b | 0x0e | 0x0f]);
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(input, &mut buffer, last);
        taken += read;
        let words = std::str::from_utf8(buffer.get(..written).unwrap_or_default()).unwrap_or_default();
        let alone = words.chars().count() == 1;
        for c in words.chars() {
            let exact = alone && !escaped;
            out.push(c, (taken - answered) as u32, exact);
            answered = taken;
        }
        match result {
            DecoderResult::Malformed(_, after) => {
                // Bytes after the bad ones that the decoder has taken belong to the next characters.
                let until = taken.saturating_sub(usize::from(after)).max(answered);
                out.push('\u{fffd}', (until - answered) as u32, false);
                answered = until;
                if taken > until && !stateful {
                    // Between characters these encodings have no state: a fresh decoder reads them again, so that
                    // each gets its own width.
                    taken = until;
                    decoder = encoding.new_decoder_without_bom_handling();
                }
            }
            DecoderResult::InputEmpty if last => break,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
        }
    }
    out.leftover((bytes.len() - answered) as u32);
}
