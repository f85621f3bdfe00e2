//! HTML tokens with positions: html5gum's tokenizer, and an emitter that says of each run of text where it stood.
//!
//! The tokenizer hands text over in chunks. A chunk that equals the characters before the reader's position is a
//! copy; any other (a character reference, a line end, a NUL) stands for the stretch since the last chunk.
//!
//! `<title>`, `<textarea>` and the like swallow what follows up to their end tag. Where no such end tag comes, they
//! are read as ordinary elements, so that the page's text is kept. `<script>`, `<style>` and comments without an end
//! do swallow the rest, as in a browser; [`Sink::unclosed`] says so.

use std::convert::Infallible;
use std::fmt;
use std::ops::Range;

use html5gum::{Emitter, Error, Readable, Reader, State, StringReader, Tokenizer};
use memchr::memmem;

/// What is told of a page, in its order. Ranges are byte ranges of the text.
pub(crate) trait Sink {
    /// A start tag with the attributes that are looked at.
    fn start(&mut self, tag: &StartTag);
    /// An end tag.
    fn end(&mut self, name: &[u8], range: Range<usize>);
    /// Text as it stands.
    fn copy(&mut self, range: Range<usize>);
    /// Text for a stretch of other form.
    fn decoded(&mut self, words: &str, range: Range<usize>);
    /// A comment.
    fn comment(&mut self, range: Range<usize>);
    /// Markup without an end: the stretch that it swallowed.
    fn unclosed(&mut self, range: Range<usize>);
    /// A tag has more attributes, or a longer one, than are looked at.
    fn attribute_limit(&mut self, at: usize);
    /// Whether the position is inside foreign content (`<svg>`, `<math>`), where no element swallows text.
    fn foreign(&self) -> bool;
}

/// Attributes that are looked at; all others are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    Class,
    Id,
    Role,
    Itemprop,
    Itemtype,
    Style,
    Hidden,
    AriaHidden,
    AriaLabel,
    Href,
    Rel,
    Property,
    Named,
    HttpEquiv,
    Content,
    Datetime,
    Lang,
    Type,
    TestId,
    Open,
}

impl Name {
    fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"class" => Self::Class,
            b"id" => Self::Id,
            b"role" => Self::Role,
            b"itemprop" => Self::Itemprop,
            b"itemtype" => Self::Itemtype,
            b"style" => Self::Style,
            b"hidden" => Self::Hidden,
            b"aria-hidden" => Self::AriaHidden,
            b"aria-label" => Self::AriaLabel,
            b"href" => Self::Href,
            b"rel" => Self::Rel,
            b"property" => Self::Property,
            b"name" => Self::Named,
            b"http-equiv" => Self::HttpEquiv,
            b"content" => Self::Content,
            b"datetime" => Self::Datetime,
            b"lang" | b"xml:lang" => Self::Lang,
            b"type" => Self::Type,
            b"data-testid" | b"data-component" | b"data-qa" | b"data-module" | b"data-block" => Self::TestId,
            b"open" => Self::Open,
            _ => return None,
        })
    }
}

/// A start tag.
#[derive(Debug, Default)]
pub(crate) struct StartTag {
    /// In lower case.
    pub(crate) name: Vec<u8>,
    /// From `<` to after `>`.
    pub(crate) range: Range<usize>,
    /// Whether it ends in `/>`.
    pub(crate) self_closing: bool,
    attributes: Vec<Attribute>,
    values: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Attribute {
    name: Name,
    value: Range<usize>,
    raw: Range<usize>,
}

impl StartTag {
    /// The value of an attribute, references decoded; empty where it has none.
    pub(crate) fn get(&self, name: Name) -> Option<&str> {
        self.attributes.iter().find(|a| a.name == name).map(|a| self.value(a))
    }

    /// Where the value stands.
    pub(crate) fn raw(&self, name: Name) -> Option<Range<usize>> {
        self.attributes.iter().find(|a| a.name == name).map(|a| a.raw.clone())
    }

    fn value(&self, attribute: &Attribute) -> &str {
        let bytes = self.values.get(attribute.value.clone()).unwrap_or_default();
        // Cut inside a character by the limit: the part before it.
        match std::str::from_utf8(bytes) {
            Ok(value) => value,
            Err(error) => {
                bytes.get(..error.valid_up_to()).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
            }
        }
    }
}

/// How much of a tag is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TagLimits {
    pub(crate) attributes: usize,
    pub(crate) attribute_bytes: usize,
}

/// Reads a page and tells the sink. Linear in the length of the text.
pub(crate) fn read(text: &str, limits: TagLimits, sink: &mut impl Sink) {
    let mut end = 0;
    let emitter = Tokens {
        text,
        limits,
        sink,
        position: 0,
        mark: 0,
        tag_start: 0,
        tag: StartTag::default(),
        seen: 0,
        current: None,
        over: false,
        name: Vec::new(),
        is_end: false,
        in_tag: false,
        comment_open: false,
        last_start: Vec::new(),
        swallow: None,
        last_ends: last_ends(text),
        told: &mut end,
        copied: 0..0,
    };
    // An error is a pause (see `Pausing`) and nothing else: asked again, the tokenizer goes on where it was.
    for _pause in Tokenizer::new_with_emitter(Pausing { text: text.to_reader(), values: 0 }, emitter) {}
}

/// Values in double quotes that are read without a pause.
const VALUES_WITHOUT_PAUSE: u32 = 64;

/// A reader that now and then makes the tokenizer return.
///
/// From one attribute whose value stands in double quotes to the next, html5gum 0.9 calls state from state without
/// returning, so that a tag with very many of them would overflow the stack. An error of the reader is what it
/// returns at. It comes where such a value begins, before anything of it is read: there the state is recorded.
#[derive(Debug)]
struct Pausing<'t> {
    text: StringReader<'t>,
    values: u32,
}

/// What [`Pausing`] returns for a pause.
#[derive(Debug, Clone, Copy)]
struct Pause;

impl fmt::Display for Pause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tokenizer is to go on")
    }
}

impl std::error::Error for Pause {}

impl Reader for Pausing<'_> {
    type Error = Pause;

    fn read_byte(&mut self) -> Result<Option<u8>, Pause> {
        let Ok(byte) = self.text.read_byte();
        Ok(byte)
    }

    fn try_read_string(&mut self, text: &[u8], case_sensitive: bool) -> Result<bool, Pause> {
        let Ok(there) = self.text.try_read_string(text, case_sensitive);
        Ok(there)
    }

    fn read_until<'b>(
        &'b mut self,
        needle: &[u8],
        buffer: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Pause> {
        // Only the state of a value in double quotes waits for both of these and for no tag's end.
        if needle.contains(&b'"') && needle.contains(&b'&') && !needle.contains(&b'>') {
            self.values += 1;
            if self.values > VALUES_WITHOUT_PAUSE {
                self.values = 0;
                return Err(Pause);
            }
        }
        let Ok(read) = self.text.read_until(needle, buffer);
        Ok(read)
    }
}

/// Elements that swallow text up to their end tag, scripts and styles excepted.
const LAST_ENDS: [&str; 6] = ["title", "textarea", "iframe", "xmp", "noembed", "noframes"];

/// Where the last end tag of each of these begins.
fn last_ends(text: &str) -> [usize; 6] {
    let bytes = text.as_bytes();
    let mut ends = [0; 6];
    for at in memmem::find_iter(bytes, b"</") {
        let rest = bytes.get(at + 2..).unwrap_or_default();
        if !matches!(rest.first(), Some(b't' | b'T' | b'i' | b'I' | b'x' | b'X' | b'n' | b'N')) {
            continue;
        }
        for (name, end) in LAST_ENDS.iter().zip(ends.iter_mut()) {
            if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                *end = at;
            }
        }
    }
    ends
}

#[expect(clippy::struct_excessive_bools, reason = "states of a machine that the tokenizer drives")]
struct Tokens<'a, S: Sink> {
    text: &'a str,
    limits: TagLimits,
    sink: &'a mut S,
    position: usize,
    /// The end of the last chunk or tag.
    mark: usize,
    tag_start: usize,
    tag: StartTag,
    /// Attributes of the tag so far.
    seen: usize,
    /// The attribute that is read, if it is looked at: its name is complete with the first push of its value.
    current: Option<Attribute>,
    over: bool,
    name: Vec<u8>,
    is_end: bool,
    /// A tag has begun and not ended.
    in_tag: bool,
    comment_open: bool,
    last_start: Vec<u8>,
    /// Where a script or style that is open has its text from.
    swallow: Option<usize>,
    last_ends: [usize; 6],
    told: &'a mut usize,
    /// A copy that may go on with the next chunk: the tokenizer may cut inside a character.
    copied: Range<usize>,
}

impl<S: Sink> Tokens<'_, S> {
    /// Settles the name of the attribute that is read.
    fn settle_name(&mut self) {
        if self.name.is_empty() || self.is_end {
            return;
        }
        self.seen += 1;
        let looked_at = self.seen <= self.limits.attributes;
        self.over |= !looked_at;
        if let Some(name) = Name::of(&self.name).filter(|_| looked_at)
            && !self.tag.attributes.iter().any(|a| a.name == name)
        {
            let at = self.tag.values.len();
            self.current = Some(Attribute { name, value: at..at, raw: self.position..self.position });
        }
        self.name.clear();
    }

    fn settle_attribute(&mut self) {
        self.settle_name();
        if let Some(attribute) = self.current.take() {
            self.tag.attributes.push(attribute);
        }
    }

    fn next_state(&self) -> Option<State> {
        if self.sink.foreign() {
            return None;
        }
        let state = match self.tag.name.as_slice() {
            b"script" => return Some(State::ScriptData),
            b"style" => return Some(State::RawText),
            b"plaintext" => return Some(State::PlainText),
            b"title" | b"textarea" => State::RcData,
            b"iframe" | b"xmp" | b"noembed" | b"noframes" => State::RawText,
            _ => return None,
        };
        let which = LAST_ENDS.iter().position(|name| name.as_bytes() == self.tag.name)?;
        (self.last_ends.get(which).is_some_and(|at| *at >= self.position)).then_some(state)
    }

    /// Hands on the copy that waits.
    fn flush(&mut self) {
        let range = std::mem::take(&mut self.copied);
        if !range.is_empty() {
            self.sink.copy(range);
        }
    }

    /// Where the reader stands, for what must not go back.
    fn tell(&mut self, range: &Range<usize>) -> bool {
        let fresh = range.start >= *self.told && range.start <= range.end && range.end <= self.text.len();
        if fresh {
            *self.told = range.end;
        }
        debug_assert!(fresh, "tokens come in order: {range:?} after {}", self.told);
        fresh
    }
}

impl<S: Sink> Emitter for Tokens<'_, S> {
    type Token = Infallible;

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_last_start_tag(&mut self, last_start_tag: Option<&[u8]>) {
        self.last_start = last_start_tag.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {
        self.flush();
        let end = self.text.len();
        if let Some(from) = self.swallow {
            self.sink.unclosed(from.min(end)..end);
        } else if (self.in_tag || self.comment_open) && self.tag_start < end {
            let from = self.tag_start.max(*self.told);
            self.sink.unclosed(from..end);
        }
    }

    fn emit_error(&mut self, _: Error) {}

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn init_string(&mut self) {
        self.mark = self.position;
        self.in_tag = false;
    }

    fn emit_string(&mut self, chunk: &[u8]) {
        if chunk.is_empty() {
            return;
        }
        let end = self.position;
        let start = end.saturating_sub(chunk.len());
        let nul = chunk == b"\0";
        if start >= *self.told && !nul && self.text.as_bytes().get(start..end) == Some(chunk) {
            let range = start..end;
            if self.tell(&range) {
                if self.copied.end != range.start {
                    self.flush();
                    self.copied.start = range.start;
                }
                self.copied.end = range.end;
            }
        } else {
            let range = self.mark.max(*self.told)..end;
            let words = if nul { "\u{fffd}" } else { std::str::from_utf8(chunk).unwrap_or("\u{fffd}") };
            if self.tell(&range) {
                self.flush();
                self.sink.decoded(words, range);
            }
        }
        self.mark = end;
        self.in_tag = false;
    }

    fn init_start_tag(&mut self) {
        self.tag.name.clear();
        self.tag.attributes.clear();
        self.tag.values.clear();
        self.tag.self_closing = false;
        self.name.clear();
        self.current = None;
        self.seen = 0;
        self.over = false;
        self.is_end = false;
        self.in_tag = true;
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.is_end = true;
        // In a script or style a `</` may be no end tag after all.
        self.in_tag = self.swallow.is_none();
    }

    fn init_comment(&mut self) {
        self.comment_open = true;
        self.in_tag = false;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.settle_attribute();
        self.in_tag = false;
        let range = self.tag_start..self.position;
        self.mark = self.position;
        if !self.tell(&range) {
            return None;
        }
        self.flush();
        if self.over {
            self.sink.attribute_limit(range.start);
        }
        if self.is_end {
            self.last_start.clear();
            self.swallow = None;
            self.sink.end(&self.tag.name, range);
            return None;
        }
        self.last_start.clone_from(&self.tag.name);
        self.tag.range = range;
        let state = self.next_state();
        if matches!(state, Some(State::ScriptData | State::RawText)) {
            let open_ended = matches!(self.tag.name.as_slice(), b"script" | b"style");
            self.swallow = open_ended.then_some(self.tag_start);
        }
        self.sink.start(&self.tag);
        state
    }

    fn emit_current_comment(&mut self) {
        self.comment_open = false;
        let range = self.tag_start..self.position;
        self.mark = self.position;
        // A comment without an end: the page does not end in `>`.
        let closed = self.text.get(range.clone()).is_some_and(|c| c.ends_with('>'));
        if self.tell(&range) {
            self.flush();
            if closed {
                self.sink.comment(range);
            } else {
                self.sink.unclosed(range);
            }
        }
    }

    fn emit_current_doctype(&mut self) {
        let range = self.tag_start..self.position;
        self.mark = self.position;
        self.in_tag = false;
        let _ = self.tell(&range);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, s: &[u8]) {
        self.tag.name.extend_from_slice(s);
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.in_tag = true;
    }

    fn init_attribute(&mut self) {
        self.settle_attribute();
    }

    fn init_attribute_value(&mut self) {
        self.settle_name();
        if let Some(attribute) = &mut self.current {
            attribute.raw = self.position..self.position;
        }
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        // The longest name that is looked at has 14 letters.
        if self.name.len() < 32 {
            self.name.extend_from_slice(s);
        }
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        let Some(attribute) = &mut self.current else { return };
        let room = self.limits.attribute_bytes.saturating_sub(attribute.value.len());
        self.over |= room < s.len();
        self.tag.values.extend_from_slice(s.get(..room).unwrap_or(s));
        attribute.value.end = self.tag.values.len();
        attribute.raw.end = self.position;
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.tag_start = self.position.saturating_sub(1);
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }
}
