//! A page: bytes, and where they came from. Nothing is believed about them yet.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::{Raw, Span};

/// One page as it was read. It carries no clock, no file time and no file name that a pass could date it by
/// (`source` is for people and ids alone).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    source: String,
    url: Option<String>,
    declared_date: Option<String>,
    declared_type: Option<String>,
    bytes: Vec<u8>,
    total: u32,
    sha256: [u8; 32],
}

impl Page {
    /// A page of these bytes. Only the first `limit` bytes are kept; the hash and the length are of all.
    pub fn new(source: impl Into<String>, mut bytes: Vec<u8>, limit: u32) -> Self {
        let sha256 = Sha256::digest(&bytes).into();
        let total = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        bytes.truncate(limit as usize);
        Self::from_head(source, bytes, total, sha256)
    }

    /// A page of which only the head is at hand: `total` and `sha256` are of the whole input.
    pub fn from_head(source: impl Into<String>, head: Vec<u8>, total: u32, sha256: [u8; 32]) -> Self {
        let total = total.max(head.len() as u32);
        Self {
            source: source.into(),
            url: None,
            declared_date: None,
            declared_type: None,
            bytes: head,
            total,
            sha256,
        }
    }

    /// Says where the page was published, if the input says so.
    #[must_use]
    pub fn with_url(mut self, url: Option<String>) -> Self {
        self.url = url;
        self
    }

    /// Hands on the date that the input's own metadata gives (the `date` of a JSON line), as written.
    #[must_use]
    pub fn with_declared_date(mut self, date: Option<String>) -> Self {
        self.declared_date = date;
        self
    }

    /// Hands on the media type that the input's own metadata gives, parameters (`; charset=…`) included.
    #[must_use]
    pub fn with_declared_type(mut self, media_type: Option<String>) -> Self {
        self.declared_type = media_type;
        self
    }

    /// The place it was read from, as given.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Where it was published, if the input says so.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The date that the input's own metadata gives, as written.
    pub fn declared_date(&self) -> Option<&str> {
        self.declared_date.as_deref()
    }

    /// The media type that the input's own metadata gives.
    pub fn declared_type(&self) -> Option<&str> {
        self.declared_type.as_deref()
    }

    /// The bytes that are read: all of them, or the head up to the limit.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Length of the whole input in bytes.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Bytes past the limit, if any.
    pub fn cut(&self) -> Option<Span<Raw>> {
        let head = self.bytes.len() as u32;
        (head < self.total).then(|| Span::minted(head, self.total))
    }

    /// SHA-256 of the whole input.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// SHA-256 of the whole input in lower-case hexadecimal.
    pub fn sha256_hex(&self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.sha256 {
            for nibble in [byte >> 4, byte & 15] {
                hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        hex
    }

    /// The page's id: `p` and the first 16 digits of the hash.
    pub fn id(&self) -> String {
        let mut id = String::from("p");
        id.push_str(self.sha256_hex().get(..16).unwrap_or_default());
        id
    }

    /// A span of the page's bytes, if it lies inside the head that is kept.
    pub fn span(&self, range: Range<usize>) -> Option<Span<Raw>> {
        (range.start <= range.end && range.end <= self.bytes.len())
            .then(|| Span::minted(range.start as u32, range.end as u32))
    }
}
