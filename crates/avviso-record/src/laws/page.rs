//! The page and how its bytes became the text: laws 1 and 8 over alignment and discarded bytes.

use std::borrow::Cow;

use encoding_rs::Encoding;
use sha2::{Digest, Sha256};

use super::Law;
use super::checker::{Checker, Decoded};
use crate::key::is_ignored;
use crate::page::{Discarded, PageInfo, Piece, PieceKind, Why};
use crate::span::RawSpan;

/// The longest text of discarded bytes, in characters.
const DISCARDED_CHARACTERS: usize = 500;

impl Checker<'_> {
    /// Tests what is said of the page as a whole; its encoding too.
    pub(super) fn page(&mut self, info: &PageInfo) {
        let PageInfo { id, source, url: _, sha256, bytes, media_type, encoding } = info;
        let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let digest_is_one = sha256.len() == 64 && is_hex(sha256);
        self.expect(
            digest_is_one,
            Law::Page,
            format_args!("page.sha256"),
            format_args!("{sha256:?} is no digest: expected 64 lower-case hex digits"),
        );
        if digest_is_one {
            let (head, _) = sha256.split_at(16);
            self.expect(
                id.strip_prefix('p') == Some(head),
                Law::Page,
                format_args!("page.id"),
                format_args!("{id:?} is not p and the digest's first 16 digits, \"p{head}\""),
            );
        }
        self.expect(
            !source.is_empty(),
            Law::Page,
            format_args!("page.source"),
            format_args!("the source is empty"),
        );
        self.expect(
            media_type.contains('/') && !media_type.contains(char::is_uppercase),
            Law::Codes,
            format_args!("page.media_type"),
            format_args!("{media_type:?} is no media type in lower case"),
        );
        if let Some(page) = self.page {
            let length = page.len();
            self.expect(
                u64::try_from(length) == Ok(*bytes),
                Law::Page,
                format_args!("page.bytes"),
                format_args!("{bytes} bytes are named, the page given has {length}"),
            );
            let digest = hex(&Sha256::digest(page));
            self.expect(
                *sha256 == digest,
                Law::Page,
                format_args!("page.sha256"),
                format_args!("the page given has the digest {digest} (another page?)"),
            );
        }
        let known = Encoding::for_label(encoding.as_bytes())
            .is_some_and(|known| known.name().to_ascii_lowercase() == *encoding);
        self.expect(
            known,
            Law::Codes,
            format_args!("page.encoding"),
            format_args!("{encoding:?} is no WHATWG name of an encoding in lower case"),
        );
    }

    /// Tests that the pieces are the text, one behind the other, each of its kind.
    pub(super) fn alignment(&mut self, alignment: &[Piece]) {
        let mut end = 0;
        for (i, piece) in alignment.iter().enumerate() {
            let Piece { text, raw, kind: _ } = *piece;
            if text.start() != end {
                let start = text.start();
                self.breach(
                    Law::Traces,
                    format_args!("alignment[{i}].text"),
                    format_args!("the piece starts at {start}, the one before ended at {end}"),
                );
            }
            end = text.end();
            self.expect(
                !text.is_empty(),
                Law::Traces,
                format_args!("alignment[{i}].text"),
                format_args!("the piece holds no character"),
            );
            self.raw(format_args!("alignment[{i}].raw"), raw);
            if self.span(format_args!("alignment[{i}].text"), text)
                && let Some(words) = self.text.slice(text)
            {
                self.piece(i, words, piece);
            }
        }
        if end != self.text.len() {
            let length = self.text.len();
            self.breach(
                Law::Traces,
                "alignment",
                format_args!("the pieces end at {end}, the text has {length} characters"),
            );
        }
    }

    /// Tests one piece, whose text is `words`.
    fn piece(&mut self, i: usize, words: &str, piece: &Piece) {
        let raw = piece.raw;
        match piece.kind {
            PieceKind::Copy => {
                self.expect(
                    !raw.is_empty(),
                    Law::Traces,
                    format_args!("alignment[{i}].raw"),
                    format_args!("text is copied from no bytes"),
                );
                if let Some(decoded) = self.decode(raw) {
                    self.expect(
                        decoded.words == words && !decoded.is_broken,
                        Law::Traces,
                        format_args!("alignment[{i}]"),
                        format_args!(
                            "bytes {raw} decode to {}, the text has {}",
                            excerpt(&decoded.words),
                            excerpt(words)
                        ),
                    );
                }
            }
            PieceKind::Decoded => {
                self.expect(
                    !raw.is_empty(),
                    Law::Traces,
                    format_args!("alignment[{i}].raw"),
                    format_args!("text is decoded from no bytes"),
                );
                // The longest expansions of a reference in the HTML standard have two characters.
                let length = piece.text.len();
                self.expect(
                    length <= 2,
                    Law::Traces,
                    format_args!("alignment[{i}].text"),
                    format_args!(
                        "a decoded piece has {length} characters: expected one, or one reference's two"
                    ),
                );
                if let Some(Decoded { words: decoded, .. }) = self.decode(raw) {
                    // A stateful encoding reads a character's bytes only in their place.
                    let written_otherwise = decoded.starts_with('&')
                        || self.record.page.encoding == "iso-2022-jp"
                        || words.contains('\u{fffd}')
                        || (words.chars().all(char::is_whitespace) && is_white(&decoded));
                    self.expect(
                        written_otherwise,
                        Law::Traces,
                        format_args!("alignment[{i}]"),
                        format_args!(
                            "{} stands for {}: expected a reference, white space, a line break or a byte that the encoding lacks",
                            excerpt(words),
                            excerpt(&decoded)
                        ),
                    );
                }
            }
            PieceKind::Inserted => {
                self.expect(
                    raw.is_empty(),
                    Law::Traces,
                    format_args!("alignment[{i}].raw"),
                    format_args!("an inserted piece has bytes of the page, {raw}"),
                );
                self.expect(
                    words.chars().all(char::is_whitespace),
                    Law::Words,
                    format_args!("alignment[{i}]"),
                    format_args!("{} was inserted: expected nothing but white space", excerpt(words)),
                );
            }
        }
    }

    /// Tests that discarded bytes are told rightly, and that with the alignment they are every byte once.
    pub(super) fn discarded(&mut self, discarded: &[Discarded], alignment: &[Piece]) {
        let mut previous: Option<RawSpan> = None;
        for (i, item) in discarded.iter().enumerate() {
            let raw = item.raw;
            self.raw(format_args!("discarded[{i}].raw"), raw);
            self.expect(
                !raw.is_empty(),
                Law::Covers,
                format_args!("discarded[{i}].raw"),
                format_args!("no bytes are discarded here"),
            );
            if let Some(previous) = previous {
                self.expect(
                    previous <= raw,
                    Law::Order,
                    format_args!("discarded[{i}].raw"),
                    format_args!("{raw} stands behind {previous}: expected order by start"),
                );
            }
            previous = Some(raw);
            self.discarded_words(i, item);
        }
        self.coverage(discarded, alignment);
    }

    /// Tests the words of one discarded run.
    fn discarded_words(&mut self, i: usize, item: &Discarded) {
        let Discarded { raw, why, text } = item;
        let Some(text) = text else {
            // Of a page that is no text, and of bytes past the limit, there are no words to tell.
            let silent = why.is_wordless() || *why == Why::Cut || self.not_text;
            self.expect(
                silent,
                Law::Discarded,
                format_args!("discarded[{i}].text"),
                format_args!("the words of what was discarded as {why} are not told"),
            );
            return;
        };
        if why.is_wordless() {
            self.breach(
                Law::Discarded,
                format_args!("discarded[{i}].text"),
                format_args!("{why} has no words for people: expected null"),
            );
            return;
        }
        let length = text.chars().count();
        self.expect(
            length <= DISCARDED_CHARACTERS,
            Law::Discarded,
            format_args!("discarded[{i}].text"),
            format_args!("{length} characters: expected the first {DISCARDED_CHARACTERS}"),
        );
        let Some(Decoded { words: decoded, .. }) = self.decode(*raw) else { return };
        if decoded.contains(['<', '&']) {
            // Tags and references were taken out of these words; what is left of them is not told byte by byte.
            return;
        }
        let plain = self.record.page.media_type == "text/plain";
        let same = if plain {
            decoded.chars().take(DISCARDED_CHARACTERS).eq(text.chars())
        } else {
            same_folded(&decoded, text, length == DISCARDED_CHARACTERS)
        };
        self.expect(
            same,
            Law::Discarded,
            format_args!("discarded[{i}].text"),
            format_args!("bytes {raw} hold {}, the record tells {}", excerpt(&decoded), excerpt(text)),
        );
    }

    /// Tests that alignment and discarded bytes are every byte of the page once.
    fn coverage(&mut self, discarded: &[Discarded], alignment: &[Piece]) {
        let kept = alignment.iter().enumerate().map(|(i, piece)| (piece.raw, "alignment", i));
        let left = discarded.iter().enumerate().map(|(i, item)| (item.raw, "discarded", i));
        let mut all: Vec<(RawSpan, &str, usize)> =
            kept.chain(left).filter(|(raw, ..)| !raw.is_empty()).collect();
        all.sort_unstable();
        let mut end = 0;
        for (raw, list, i) in all {
            let start = raw.start();
            if start > end {
                self.breach(
                    Law::Covers,
                    format_args!("{list}[{i}].raw"),
                    format_args!("bytes [{end}, {start}] before {raw} are neither kept nor discarded"),
                );
            } else if start < end {
                self.breach(
                    Law::Covers,
                    format_args!("{list}[{i}].raw"),
                    format_args!("{raw} starts before byte {end}: those bytes are told twice"),
                );
            }
            end = end.max(raw.end());
        }
        let bytes = self.record.page.bytes;
        // Spans cannot reach further than this; the tail of a larger page is `cut`.
        let last = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.expect(
            end >= last,
            Law::Covers,
            format_args!("discarded"),
            format_args!("bytes [{end}, {bytes}] at the page's end are neither kept nor discarded"),
        );
    }
}

/// Says whether `raw` shows as white space: white space itself, and the tag for a line break, which is how HTML writes
/// one that counts.
fn is_white(raw: &str) -> bool {
    let mut rest = raw;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_ignored(c));
        let Some((tag, behind)) = rest.split_once('>') else { return rest.is_empty() };
        let Some((open, inside)) = tag.split_at_checked(3) else { return false };
        let is_break = open.eq_ignore_ascii_case("<br")
            && !inside.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
            && !inside.contains('<');
        if !is_break {
            return false;
        }
        rest = behind;
    }
}

/// Writes bytes as lower-case hex digits.
fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Says whether two texts have the same characters once white space is left aside; `told` may stop early if `cut`.
///
/// HTML reads NUL as U+FFFD in some places and drops it in others (WHATWG, tokenization): a NUL of the page may be told
/// as either. A U+FFFD that the page does not have may not be told.
fn same_folded(decoded: &str, told: &str, cut: bool) -> bool {
    let solid = |c: &char| !c.is_whitespace() && !is_ignored(*c);
    let mut all = decoded.chars().filter(solid).peekable();
    let mut told = told.chars().filter(|c| solid(c) && *c != '\0').peekable();
    loop {
        let (mut nuls, mut lost, mut signs) = (0, 0, 0);
        while let Some(c) = all.next_if(|c| matches!(c, '\0' | '\u{FFFD}')) {
            if c == '\0' { nuls += 1 } else { lost += 1 }
        }
        while told.next_if_eq(&'\u{FFFD}').is_some() {
            signs += 1;
        }
        let ended = told.peek().is_none();
        if signs > lost + nuls || (signs < lost && !(cut && ended)) {
            return false;
        }
        match (all.next(), told.next()) {
            (_, None) if cut => return true,
            (found, wanted) if found != wanted => return false,
            (None, _) => return true,
            _ => {}
        }
    }
}

/// Shows the first words of a text in a message.
pub(super) fn excerpt(text: &str) -> Cow<'static, str> {
    const SHOWN: usize = 40;
    let head: String = text.chars().take(SHOWN).collect();
    let more = if head.len() < text.len() { "…" } else { "" };
    format!("{head:?}{more}").into()
}

#[cfg(test)]
mod tests {
    use super::same_folded;

    #[test]
    fn a_nul_is_told_as_a_sign_or_not_at_all_and_no_sign_is_made_up() {
        for (decoded, told, same) in [
            ("cod\0 can wait", "cod can wait", true),
            ("cod\0 can wait", "cod\u{FFFD} can wait", true),
            ("\0\u{FFFD}cod", "\u{FFFD} cod", true),
            ("\0\u{FFFD}cod", "\u{FFFD}\u{FFFD}cod", true),
            ("cod\u{FFFD}", "cod", false),
            ("cod", "cod\u{FFFD}", false),
            ("cod\0", "cod\u{FFFD}\u{FFFD}", false),
            ("cod can", "cod", false),
        ] {
            assert_eq!(same_folded(decoded, told, false), same, "{decoded:?} {told:?}");
        }
        assert!(same_folded("cod can wait", "cod can", true));
        assert!(!same_folded("cod can wait", "cod may", true));
    }
}
