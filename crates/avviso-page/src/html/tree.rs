//! Tokens to a flat tree: elements with their parents, and segments of text between block borders. No DOM.
//!
//! - End tags may be missing (`p`, `li`, `td` …) or stand in the wrong order; an end tag never closes what is open
//!   outside its table cell. Formatting elements that end inside another block just end.
//! - Past the limit of open elements, further ones are attached at that level: their text is kept.
//! - White space is folded as HTML does; at the edges of a segment it is markup. One `<br>` is a line break, two are
//!   a border between segments.
//! - Never shown, so never text: `<template>`, `<noscript>` (the page is read as with scripts on; its words are listed
//!   as hidden), `<svg>` and `<math>`, `<iframe>` and media fallbacks, closed `<dialog>`s, elements with `hidden` or a
//!   style that hides, classes that hide by convention. `aria-hidden` hides from readers aloud, not from sight: it is
//!   not taken for hidden. `<frameset>` and `<noframes>` are read like any element. A hiding style on `<html>` or
//!   `<body>` is a page's guard against flicker, which its scripts lift: it is passed over; so are streamed parts.

mod attributes;

use std::ops::Range;

use avviso_text::{Code, Decoded, Diagnostics, Limits, Span, Utf8, Why};

use super::classes::{self, Flags};
use super::jsonld;
use super::tags::Tag;
use super::tokens::{self, Name, Sink, StartTag, TagLimits};
use crate::blocks::Run;
use crate::metadata::Metadata;

const DEEP_NESTING: Code = Code::new("deep-nesting");
const ATTRIBUTE_LIMIT: Code = Code::new("attribute-limit");
/// More metadata than is kept.
pub(super) const METADATA_LIMIT: Code = Code::new("metadata-limit");
/// Data inside the page that is not looked at.
pub(crate) const INLINE_DATA: Code = Code::new("inline-data");
const UNCLOSED: Code = Code::new("unclosed-markup");

/// Longest words of an element that are metadata (`itemprop`, `rel=author`, bylines).
const ITEM_WORDS: usize = 500;
/// Words of text that is not shown, kept for the list of what was left out.
const SKIPPED_WORDS: usize = 2000;

/// An element of the page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    /// Its parent's index; the root (index 0) is its own parent.
    pub(crate) parent: u32,
    /// What its own names say.
    pub(crate) own: Flags,
    /// The segments of its subtree: `first..end`.
    pub(crate) first: u32,
    pub(crate) end: u32,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// What is never text, and why.
    Dropped(Why),
}

/// A stretch of text between two block borders, or something that is never text.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub(crate) kind: Kind,
    /// The innermost block element around it.
    pub(crate) element: u32,
    pub(crate) span: Span<Utf8>,
    pub(crate) runs: Vec<Run>,
    /// Its words in [`Tree::words`].
    pub(crate) words: Range<usize>,
    /// Letters and signs, wide ones counted twice.
    pub(crate) mass: u32,
    /// Those inside links.
    pub(crate) link_mass: u32,
    /// What the names of all inline elements around all its words say.
    pub(crate) inline: Flags,
}

/// A page as elements and segments.
#[derive(Debug)]
pub(crate) struct Tree {
    pub(crate) elements: Vec<Element>,
    pub(crate) segments: Vec<Segment>,
    /// The words of all text segments, one after the other.
    pub(crate) words: String,
    pub(crate) metadata: Metadata,
    /// Steps of work, for tests of growth.
    pub(crate) work: usize,
}

/// Reads a page.
pub(crate) fn read(decoded: &Decoded, limits: &Limits, out: &mut Diagnostics) -> Tree {
    let mut builder = Builder {
        decoded,
        limits,
        out,
        tree: Tree {
            elements: vec![Element { tag: Tag::Html, parent: 0, own: Flags::default(), first: 0, end: 0 }],
            segments: Vec::new(),
            words: String::new(),
            metadata: Metadata::default(),
            work: 0,
        },
        stack: vec![Open::root()],
        beyond: 0,
        open: [0; TAGS],
        foreign: 0,
        current: Current::default(),
        raw: None,
        objects: 0,
        names: classes::Reader::default(),
        told_deep: false,
        told_attributes: false,
    };
    let tag_limits = TagLimits {
        attributes: limits.attributes as usize,
        attribute_bytes: limits.attribute_bytes as usize,
    };
    tokens::read(decoded.text(), tag_limits, &mut builder);
    builder.finish()
}

const TAGS: usize = Tag::Void as usize + 1;

/// An open element.
#[derive(Debug)]
struct Open {
    element: u32,
    tag: Tag,
    /// A name that `Tag` does not tell apart, shortened.
    name: u64,
    /// The innermost block element.
    block: u32,
    /// What inline elements inside that block say.
    inline: Flags,
    /// Whether its text is not shown.
    unseen: bool,
    /// Whether the block's own text is not shown, so that whole segments are dropped.
    block_unseen: bool,
    pre: bool,
    item: Option<Box<Pending>>,
}

impl Open {
    fn root() -> Self {
        Self {
            element: 0,
            tag: Tag::Html,
            name: 0,
            block: 0,
            inline: Flags::default(),
            unseen: false,
            block_unseen: false,
            pre: false,
            item: None,
        }
    }
}

/// Metadata whose value is the element's text.
#[derive(Debug)]
struct Pending {
    keys: Vec<String>,
    words_from: usize,
    from: usize,
}

/// The segment that is being read.
#[derive(Debug, Default)]
struct Current {
    runs: Vec<Run>,
    element: u32,
    words_from: usize,
    mass: u32,
    link_mass: u32,
    inline: Option<Flags>,
    /// White space that waits for a word.
    space: Option<(Range<usize>, bool)>,
    /// A `<br>` that waits for a word.
    line: Option<Range<usize>>,
    /// An inline element began or ended since the last word.
    border: bool,
    /// Whether a word was read.
    any: bool,
}

/// A script or the like whose end is awaited.
#[derive(Debug)]
struct RawText {
    why: Why,
    start: usize,
    text_from: usize,
    json_ld: bool,
    /// Other JSON.
    json: bool,
}

struct Builder<'a> {
    decoded: &'a Decoded,
    limits: &'a Limits,
    out: &'a mut Diagnostics,
    tree: Tree,
    stack: Vec<Open>,
    /// Elements past the limit that are open and not on the stack.
    beyond: u32,
    /// How many elements of each tag are on the stack.
    open: [u32; TAGS],
    foreign: u32,
    current: Current,
    raw: Option<RawText>,
    objects: u32,
    names: classes::Reader,
    told_deep: bool,
    told_attributes: bool,
}

impl Builder<'_> {
    fn span(&self, range: Range<usize>) -> Option<Span<Utf8>> {
        self.decoded.span(range)
    }

    fn top(&self) -> &Open {
        self.stack.last().expect("the root is never popped")
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open.get(tag as usize).is_some_and(|n| *n > 0)
    }

    /// Ends the segment that is being read.
    fn flush(&mut self) {
        let current = std::mem::take(&mut self.current);
        let mut runs = current.runs;
        let mut after = Vec::new();
        // White space and what is not shown at the end do not belong to it.
        loop {
            match runs.last() {
                Some(Run::Skip { .. }) => after.extend(runs.pop()),
                Some(Run::Decode(words, _)) if words.chars().all(char::is_whitespace) => drop(runs.pop()),
                Some(Run::Copy(span)) => {
                    let words = self.decoded.slice(*span);
                    let kept = words.trim_end();
                    if kept.len() == words.len() {
                        break;
                    }
                    let range = span.start()..span.start() + kept.len();
                    runs.pop();
                    if !range.is_empty() {
                        runs.extend(self.decoded.span(range).map(Run::Copy));
                        break;
                    }
                }
                _ => break,
            }
        }
        if current.any
            && let (Some(first), Some(last)) =
                (runs.first().and_then(run_span), runs.last().and_then(run_span))
        {
            let words = self.tree.words.get(current.words_from..).unwrap_or_default().trim_end();
            let words = current.words_from..current.words_from + words.len();
            self.tree.segments.push(Segment {
                kind: Kind::Text,
                element: current.element,
                span: first.cover(last),
                runs,
                words,
                mass: current.mass,
                link_mass: current.link_mass,
                inline: current.inline.unwrap_or_default(),
            });
        }
        for run in after.into_iter().rev() {
            if let Run::Skip { why, words, span } = run {
                self.dropped(why, span, words);
            }
        }
    }

    /// Something that is never text, at this place.
    fn skip(&mut self, why: Why, range: Range<usize>, words: &str) {
        let Some(span) = self.span(range) else { return };
        if !self.current.any {
            self.dropped(why, span, words.to_owned());
            return;
        }
        self.settle_space();
        if let Some(Run::Skip { why: last, words: told, span: covered }) = self.current.runs.last_mut()
            && *last == why
        {
            *covered = covered.cover(span);
            if told.len() < SKIPPED_WORDS {
                told.push_str(words);
            }
            return;
        }
        self.current.runs.push(Run::Skip { why, words: words.to_owned(), span });
    }

    fn dropped(&mut self, why: Why, span: Span<Utf8>, words: String) {
        if let Some(last) = self.tree.segments.last_mut()
            && last.kind == Kind::Dropped(why)
            && why.has_words()
            && let Some(Run::Decode(told, covered)) = last.runs.last_mut()
        {
            // One hidden stretch in many pieces is one thing.
            if told.len() < SKIPPED_WORDS {
                told.push_str(&words);
            }
            *covered = covered.cover(span);
            last.span = last.span.cover(span);
            return;
        }
        let element = self.top().block;
        let at = self.tree.words.len();
        self.tree.segments.push(Segment {
            kind: Kind::Dropped(why),
            element,
            span,
            runs: vec![Run::Decode(words, span)],
            words: at..at,
            mass: 0,
            link_mass: 0,
            inline: Flags::default(),
        });
    }

    /// Writes the white space or line break that waits.
    fn settle_space(&mut self) {
        let space = self.current.space.take();
        if let Some(range) = self.current.line.take() {
            if let Some(span) = self.span(range) {
                self.current.runs.push(Run::Decode("\n".to_owned(), span));
                self.tree.words.push('\n');
            }
        } else if let Some((range, plain)) = space
            && !self.tree.words.ends_with([' ', '\n'])
            && let Some(span) = self.span(range)
        {
            self.tree.words.push(' ');
            if plain {
                self.copy_run(span);
            } else {
                self.current.runs.push(Run::Decode(" ".to_owned(), span));
            }
        }
    }

    /// Parts a kicker from the headline behind it, where only their elements do: `<span>Cod</span><span>It can
    /// wait</span>` in an `<h1>`.
    fn part(&mut self, words: &str) {
        if std::mem::take(&mut self.current.border)
            && self.is_open(Tag::H1)
            && self.tree.words.ends_with(char::is_lowercase)
            && words.starts_with(char::is_uppercase)
        {
            self.tree.words.push(' ');
            self.current.runs.push(Run::Insert(' '));
        }
    }

    fn copy_run(&mut self, span: Span<Utf8>) {
        if let Some(Run::Copy(last)) = self.current.runs.last_mut()
            && last.end() == span.start()
        {
            *last = last.cover(span);
        } else {
            self.current.runs.push(Run::Copy(span));
        }
    }

    /// A word (no white space inside), as it stands or decoded.
    fn word(&mut self, words: &str, range: Range<usize>, copied: bool) {
        if is_inline_data(words, self.limits) {
            self.inline_data(range.clone());
            self.skip(Why::Other, range, "");
            return;
        }
        let Some(span) = self.span(range.clone()) else { return };
        let (block, inline, unseen, block_unseen) = {
            let top = self.top();
            (top.block, top.inline, top.unseen, top.block_unseen)
        };
        if unseen && !block_unseen {
            self.skip(Why::Hidden, range, &format!("{words} "));
            return;
        }
        if self.current.any {
            self.settle_space();
            self.part(words);
        } else {
            self.current.any = true;
            self.current.border = false;
            // Metadata that goes over several segments ("Kari Nes", "Reporter") keeps them apart.
            if !self.tree.words.is_empty() {
                self.tree.words.push('\n');
            }
            self.current.element = block;
            self.current.words_from = self.tree.words.len();
            self.current.space = None;
            self.current.line = None;
        }
        let mass: usize = if words.is_ascii() {
            words.len()
        } else {
            words.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
        };
        self.current.mass += mass as u32;
        if self.is_open(Tag::A) {
            self.current.link_mass += mass as u32;
        }
        self.current.inline = Some(match self.current.inline {
            None => inline,
            Some(flags) => Flags(flags.0 & inline.0),
        });
        self.tree.words.push_str(words);
        if copied {
            self.copy_run(span);
        } else {
            self.current.runs.push(Run::Decode(words.to_owned(), span));
        }
    }

    /// Says once that data inside the page were passed over.
    fn inline_data(&mut self, range: Range<usize>) {
        if !self.out.has(INLINE_DATA) {
            let message = inline_data_message(range.len(), self.limits);
            let place = self.span(range).map(|span| self.decoded.raw(span).into());
            self.out.note(INLINE_DATA, message, place);
        }
    }

    fn white(&mut self, range: Range<usize>, words: &str, copied: bool) {
        let top = self.top();
        // White space between words that are not shown is theirs.
        let unseen = top.unseen && !top.block_unseen;
        if self.current.any && !unseen && self.current.space.is_none() {
            self.current.space = Some((range, copied && words == " "));
        }
    }

    fn text(&mut self, words: &str, range: Range<usize>, copied: bool) {
        self.tree.work += 1;
        if self.raw.is_some() {
            return;
        }
        if self.top().pre {
            self.preformatted(words, range, copied);
            return;
        }
        if !copied {
            if words.bytes().all(is_white) {
                self.white(range, words, false);
            } else {
                self.word(words, range, false);
            }
            return;
        }
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            let white = rest.first().is_some_and(|b| is_white(*b));
            let len = rest.iter().position(|b| is_white(*b) != white).unwrap_or(rest.len());
            let piece = words.get(at..at + len).unwrap_or_default();
            let place = range.start + at..range.start + at + len;
            if white {
                self.white(place, piece, true);
            } else {
                self.word(piece, place, true);
            }
            at += len;
        }
    }

    /// Text whose white space counts: line by line, an empty line ends the segment.
    fn preformatted(&mut self, words: &str, range: Range<usize>, copied: bool) {
        if !copied {
            if words == "\n" {
                self.line_break(range);
            } else {
                self.word(words, range, false);
            }
            return;
        }
        let mut at = range.start;
        for line in words.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            if !body.trim().is_empty() {
                let lead = if self.current.any { 0 } else { body.len() - body.trim_start().len() };
                self.word(body.get(lead..).unwrap_or_default(), at + lead..at + body.len(), true);
            }
            if line.len() > body.len() {
                self.line_break(at + body.len()..at + line.len());
            }
            at += line.len();
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        if !self.current.any {
            return;
        }
        if self.current.line.is_some() {
            self.flush();
        } else {
            self.current.line = Some(range);
            self.current.space = None;
        }
    }

    fn push(&mut self, tag: Tag, name: u64, own: Flags, hides: bool, item: Option<Box<Pending>>) {
        let block = tag.is_block();
        let parent = self.top().element;
        let index = self.tree.elements.len() as u32;
        let first = self.tree.segments.len() as u32;
        let own = if hides { own.with(Flags::HIDDEN) } else { own };
        self.tree.elements.push(Element { tag, parent, own, first, end: first });
        let top = self.top();
        let unseen = top.unseen || hides;
        let entry = Open {
            element: index,
            tag,
            name,
            block: if block { index } else { top.block },
            inline: if block { Flags::default() } else { top.inline.with(own) },
            unseen,
            block_unseen: if block { unseen } else { top.block_unseen },
            pre: top.pre || matches!(tag, Tag::Pre | Tag::Textarea),
            item,
        };
        self.stack.push(entry);
        if let Some(n) = self.open.get_mut(tag as usize) {
            *n += 1;
        }
        self.foreign += u32::from(matches!(tag, Tag::Svg | Tag::Math));
    }

    /// Takes the element at this place of the stack off; what is open inside stays open (for formatting elements).
    fn remove(&mut self, at: usize, end: usize) {
        if at == 0 || at >= self.stack.len() {
            return;
        }
        let entry = self.stack.remove(at);
        self.tree.work += self.stack.len() - at;
        if let Some(n) = self.open.get_mut(entry.tag as usize) {
            *n -= 1;
        }
        self.foreign -= u32::from(matches!(entry.tag, Tag::Svg | Tag::Math));
        if let Some(element) = self.tree.elements.get_mut(entry.element as usize) {
            element.end = self.tree.segments.len() as u32;
        }
        if let Some(pending) = entry.item {
            self.item(&pending, end);
        }
    }

    /// Takes elements off until the stack has this height.
    fn pop_to(&mut self, height: usize, end: usize) {
        let height = height.max(1);
        if self.stack.iter().skip(height).any(|open| open.tag.is_block()) {
            self.flush();
        }
        while self.stack.len() > height {
            self.remove(self.stack.len() - 1, end);
        }
    }

    /// The place on the stack of the innermost open element that `is` says yes to, not outside of what `stop` says
    /// yes to.
    fn find(&mut self, is: impl Fn(&Open) -> bool, stop: impl Fn(&Open) -> bool) -> Option<usize> {
        for (at, open) in self.stack.iter().enumerate().skip(1).rev() {
            self.tree.work += 1;
            if is(open) {
                return Some(at);
            }
            if stop(open) {
                return None;
            }
        }
        None
    }

    /// Closes what a start tag of this name implies the end of.
    fn imply(&mut self, tag: Tag, at: usize) {
        let close = |builder: &mut Self, tags: &[Tag], stop: &[Tag]| {
            if tags.iter().any(|t| builder.is_open(*t))
                && let Some(found) =
                    builder.find(|o| tags.contains(&o.tag), |o| o.tag.is_scope() || stop.contains(&o.tag))
            {
                builder.pop_to(found, at);
            }
        };
        if tag.closes_p() {
            close(self, &[Tag::P], &[Tag::Button]);
        }
        match tag {
            Tag::Li => close(self, &[Tag::Li], &[Tag::Ul, Tag::Ol]),
            Tag::Dd | Tag::Dt => close(self, &[Tag::Dd, Tag::Dt], &[Tag::Dl]),
            Tag::Option | Tag::Optgroup => close(self, &[Tag::Option], &[Tag::Select]),
            Tag::Button => close(self, &[Tag::Button], &[]),
            Tag::A => {
                if self.is_open(Tag::A)
                    && let Some(found) = self.find(|o| o.tag == Tag::A, |o| o.tag.is_scope())
                {
                    self.remove(found, at);
                }
            }
            _ if tag.is_heading() && self.top().tag.is_heading() => {
                let height = self.stack.len() - 1;
                self.pop_to(height, at);
            }
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Caption => {
                // Cells, rows and groups end up to their table.
                let depth = match tag {
                    Tag::Td | Tag::Th => &[Tag::Td, Tag::Th, Tag::Caption][..],
                    Tag::Tr => &[Tag::Td, Tag::Th, Tag::Tr, Tag::Caption],
                    _ => &[Tag::Td, Tag::Th, Tag::Tr, Tag::Tbody, Tag::Caption],
                };
                if self.is_open(Tag::Table) {
                    let mut height = None;
                    for (place, open) in self.stack.iter().enumerate().skip(1).rev() {
                        self.tree.work += 1;
                        if open.tag == Tag::Table || open.tag == Tag::Template {
                            break;
                        }
                        if depth.contains(&open.tag) {
                            height = Some(place);
                        }
                    }
                    if let Some(height) = height {
                        self.pop_to(height, at);
                    }
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Tree {
        let end = self.decoded.text().len();
        self.pop_to(1, end);
        self.flush();
        if let Some(root) = self.tree.elements.first_mut() {
            root.end = self.tree.segments.len() as u32;
        }
        self.tree.metadata.items.sort_by_key(|item| item.span);
        self.tree
    }
}

impl Sink for Builder<'_> {
    fn start(&mut self, tag: &StartTag) {
        self.tree.work += 1;
        let kind = Tag::of(&tag.name);
        let at = tag.range.start;
        if self.foreign > 0 {
            if kind.breaks_out() {
                if let Some(found) = self.find(|o| matches!(o.tag, Tag::Svg | Tag::Math), |_| false) {
                    self.pop_to(found, at);
                }
            } else if tag.self_closing {
                return;
            }
        }
        if matches!(kind, Tag::Script | Tag::Style) && self.foreign == 0 {
            let media_type = tag.get(Name::Type).unwrap_or_default().trim().to_ascii_lowercase();
            let json_ld = kind == Tag::Script && media_type.starts_with("application/ld+json");
            let json = kind == Tag::Script && media_type.ends_with("json");
            self.raw = Some(RawText {
                why: if kind == Tag::Script { Why::Script } else { Why::Style },
                start: at,
                text_from: tag.range.end,
                json_ld,
                json,
            });
            return;
        }
        // A second `<html>` or `<body>` adds nothing.
        if matches!(kind, Tag::Html | Tag::Body | Tag::Head) && self.is_open(kind) {
            return;
        }
        self.imply(kind, at);
        self.current.border = true;
        if kind == Tag::Br {
            self.line_break(tag.range.clone());
            return;
        }
        if kind.is_block() {
            self.flush();
        }
        let own = self.flags(kind, tag);
        let keys = self.metadata(kind, tag, own);
        if kind.is_void() {
            return;
        }
        if self.stack.len() > self.limits.open_elements as usize {
            self.beyond += 1;
            if !self.told_deep {
                self.told_deep = true;
                let message = format!(
                    "elements nest deeper than {}; deeper ones are read as if they stood at that level",
                    self.limits.open_elements
                );
                let place = self.span(tag.range.clone()).map(|span| self.decoded.raw(span).into());
                self.out.warn(DEEP_NESTING, message, place);
            }
            return;
        }
        let guard = matches!(kind, Tag::Html | Tag::Body);
        let hides = match kind {
            Tag::Template | Tag::Noscript | Tag::Svg | Tag::Math | Tag::Iframe | Tag::Media => true,
            Tag::Dialog => tag.get(Name::Open).is_none(),
            _ => {
                !guard
                    && ((tag.get(Name::Hidden).is_some() && !streamed(tag))
                        || tag.get(Name::Style).is_some_and(classes::style_hides)
                        || own.has(Flags::HIDDEN))
            }
        };
        let item = (!keys.is_empty())
            .then(|| Box::new(Pending { keys, words_from: self.tree.words.len(), from: tag.range.end }));
        self.push(kind, short(&tag.name), own, hides, item);
    }

    fn end(&mut self, name: &[u8], range: Range<usize>) {
        self.tree.work += 1;
        let kind = Tag::of(name);
        if let Some(raw) = self.raw.take() {
            let whole = raw.start..range.end;
            if raw.json_ld
                && let Some(inside) = self.span(raw.text_from..range.start)
            {
                let read =
                    jsonld::scan(self.decoded, inside, self.limits, self.objects, &mut self.tree.metadata);
                match read {
                    Ok(objects) => self.objects = objects,
                    Err((code, why)) => {
                        self.out.note(code, why, Some(self.decoded.raw(inside).into()));
                    }
                }
            } else if raw.json
                && range.start.saturating_sub(raw.text_from) > self.limits.inline_data_bytes as usize
            {
                self.inline_data(raw.text_from..range.start);
            }
            self.skip(raw.why, whole, "");
            return;
        }
        if matches!(kind, Tag::Body | Tag::Html | Tag::Head) {
            // What comes after `</body>` belongs to it all the same.
            self.flush();
            if kind == Tag::Head
                && let Some(found) = self.find(|o| o.tag == Tag::Head, |_| false)
            {
                self.pop_to(found, range.start);
            }
            return;
        }
        if kind == Tag::Br {
            self.line_break(range);
            return;
        }
        if kind.is_block() {
            self.flush();
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        self.current.border = true;
        let name = short(name);
        let heading = kind.is_heading();
        let known = if heading {
            self.top().tag.is_heading()
                || [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6].iter().any(|t| self.is_open(*t))
        } else {
            self.is_open(kind)
        };
        if !known {
            return;
        }
        let same = |o: &Open| if heading { o.tag.is_heading() } else { o.tag == kind && o.name == name };
        if kind.is_block() {
            let own_scope = kind.is_scope();
            let found = self.find(same, |o| {
                if own_scope { matches!(o.tag, Tag::Table | Tag::Template) } else { o.tag.is_scope() }
            });
            if let Some(found) = found {
                self.pop_to(found, range.start);
            }
        } else if let Some(found) = self.find(same, |o| o.tag.is_scope() && o.tag != kind) {
            let blocks_inside = self.stack.iter().skip(found + 1).any(|o| o.tag.is_block());
            if blocks_inside {
                self.remove(found, range.start);
            } else {
                self.pop_to(found, range.start);
            }
        }
    }

    fn copy(&mut self, range: Range<usize>) {
        let decoded = self.decoded;
        let Some(words) = decoded.text().get(range.clone()) else { return };
        self.text(words, range, true);
    }

    fn decoded(&mut self, words: &str, range: Range<usize>) {
        self.text(words, range, false);
    }

    fn comment(&mut self, _: Range<usize>) {
        self.tree.work += 1;
    }

    fn unclosed(&mut self, range: Range<usize>) {
        self.raw = None;
        self.flush();
        let message = "markup without an end swallows the rest of the page; its words are listed, not read";
        let place = self.span(range.clone()).map(|span| self.decoded.raw(span).into());
        self.out.warn(UNCLOSED, message, place);
        let words: String =
            self.decoded.text().get(range.clone()).unwrap_or_default().chars().take(SKIPPED_WORDS).collect();
        self.skip(Why::Hidden, range, &words);
    }

    fn attribute_limit(&mut self, at: usize) {
        if !self.told_attributes {
            self.told_attributes = true;
            let message = format!(
                "a tag has more than {} attributes or one of more than {} bytes; the rest was not looked at",
                self.limits.attributes, self.limits.attribute_bytes
            );
            let place = self.span(at..at + 1).map(|span| self.decoded.raw(span).into());
            self.out.note(ATTRIBUTE_LIMIT, message, place);
        }
    }

    fn foreign(&self) -> bool {
        self.foreign > 0
    }
}

/// Whether a hidden element is a part of a page that comes in a stream: its own script moves it to its place and
/// shows it (React writes `<div hidden id="S:1">`).
fn streamed(tag: &StartTag) -> bool {
    tag.get(Name::Id)
        .and_then(|id| id.strip_prefix("S:"))
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether a stretch without white space is a `data:` address over the limit: a picture or a font, no words.
pub(crate) fn is_inline_data(words: &str, limits: &Limits) -> bool {
    words.len() > limits.inline_data_bytes as usize
        && words
            .get(..words.len().min(200))
            .or_else(|| words.get(..0))
            .is_some_and(|head| head.find("data:").is_some_and(|at| at < 40) && head.contains(";base64,"))
}

/// What is said of data that are passed over.
pub(crate) fn inline_data_message(bytes: usize, limits: &Limits) -> String {
    format!(
        "data inside the page have {bytes} bytes, {} are looked at; they were passed over",
        limits.inline_data_bytes
    )
}

fn is_white(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn run_span(run: &Run) -> Option<Span<Utf8>> {
    match run {
        Run::Copy(span) | Run::Decode(_, span) | Run::Skip { span, .. } => Some(*span),
        Run::Insert(_) => None,
    }
}

/// The first eight bytes of a name, which tell inline elements apart well enough.
fn short(name: &[u8]) -> u64 {
    name.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// White space folded, ends trimmed.
pub(crate) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
