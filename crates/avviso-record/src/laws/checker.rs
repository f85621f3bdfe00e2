//! What all checks share: the record's sizes, and the list of breaches.

use std::fmt::{Arguments, Display};

use encoding_rs::Encoding;

use super::{Law, Violation};
use crate::article::DateBelief;
use crate::confidence::Confidence;
use crate::date::Date;
use crate::evidence::{At, Diagnostic, Evidence};
use crate::id::{ActorId, AttributionId, PlaceId, TimeId};
use crate::key::is_word;
use crate::record::Record;
use crate::span::{CharSpan, RawSpan};
use crate::text_index::TextIndex;

/// Bytes that may be decoded beside the alignment: titles and names that stand in metadata.
const SLACK: usize = 1 << 20;

/// Some bytes of the page, decoded by themselves and without regard to a byte order mark.
pub(super) struct Decoded {
    pub(super) words: String,
    /// Some bytes are no character of the encoding.
    pub(super) is_broken: bool,
}

/// One walk over a record.
pub(super) struct Checker<'r> {
    pub(super) record: &'r Record,
    pub(super) page: Option<&'r [u8]>,
    pub(super) text: TextIndex<'r>,
    /// The runs of word characters of the text, in bytes, in order.
    pub(super) words: Vec<(u32, u32)>,
    /// The page is said to be no text.
    pub(super) not_text: bool,
    encoding: Option<&'static Encoding>,
    /// How many bytes of the page may still be decoded: a record that keeps the laws decodes each once.
    decodable: usize,
    found: Vec<Violation>,
}

impl<'r> Checker<'r> {
    pub(super) fn new(record: &'r Record, page: Option<&'r [u8]>) -> Self {
        let text = TextIndex::new(&record.text);
        let not_text = record.diagnostics.iter().any(|diagnostic| diagnostic.code == "not-text");
        let encoding = Encoding::for_label(record.page.encoding.as_bytes());
        let decodable = page.map_or(0, <[u8]>::len) + SLACK;
        let words = word_runs(&record.text);
        Self { record, page, text, words, not_text, encoding, decodable, found: Vec::new() }
    }

    /// Decodes bytes of the page; `None` where the page is not given or does not reach so far, where its encoding is
    /// unknown, and where the record has had more decoded than the page holds (its spans overlap then, which is
    /// another breach).
    pub(super) fn decode(&mut self, raw: RawSpan) -> Option<Decoded> {
        let bytes = self.page?.get(raw.range())?;
        self.decodable = self.decodable.checked_sub(bytes.len())?;
        let (words, is_broken) = self.encoding?.decode_without_bom_handling(bytes);
        Some(Decoded { words: words.into_owned(), is_broken })
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.found
    }

    /// Notes a breach.
    pub(super) fn breach(&mut self, law: Law, path: impl Display, message: impl Display) {
        self.found.push(Violation { law, path: path.to_string(), message: message.to_string() });
    }

    /// Notes a breach unless `holds`; the message is put together only when it is needed.
    pub(super) fn expect(&mut self, holds: bool, law: Law, path: Arguments<'_>, message: Arguments<'_>) {
        if !holds {
            self.breach(law, path, message);
        }
    }

    /// Tests that a span lies inside the text; gives whether it does.
    pub(super) fn span(&mut self, path: Arguments<'_>, span: CharSpan) -> bool {
        let inside = span.end() <= self.text.len();
        let length = self.text.len();
        self.expect(
            inside,
            Law::Traces,
            path,
            format_args!("span {span} ends behind the text, which has {length} characters"),
        );
        inside
    }

    /// Tests that a raw span lies inside the page.
    pub(super) fn raw(&mut self, path: Arguments<'_>, raw: RawSpan) {
        let length = self.record.page.bytes;
        let inside = u64::from(raw.end()) <= length;
        self.expect(
            inside,
            Law::Traces,
            path,
            format_args!("raw span {raw} ends behind the page, which has {length} bytes"),
        );
    }

    /// Tests a list of spans: inside the text, not empty, by start and the longer first.
    pub(super) fn spans(&mut self, path: Arguments<'_>, spans: &[CharSpan]) {
        let mut previous = None;
        for (i, &span) in spans.iter().enumerate() {
            self.span(format_args!("{path}[{i}]"), span);
            self.expect(
                !span.is_empty(),
                Law::Traces,
                format_args!("{path}[{i}]"),
                format_args!("span {span} holds no character"),
            );
            self.after(format_args!("{path}[{i}]"), &mut previous, span);
        }
    }

    /// Tests that `span` does not stand before the one seen last, and remembers it.
    pub(super) fn after(&mut self, path: Arguments<'_>, previous: &mut Option<CharSpan>, span: CharSpan) {
        if let Some(previous) = *previous {
            self.expect(
                previous <= span,
                Law::Order,
                path,
                format_args!("{span} stands behind {previous}: expected order by start, the longer first"),
            );
        }
        *previous = Some(span);
    }

    /// Tests that an id is the one of its place in the array.
    pub(super) fn id<T: Copy + PartialEq + Display>(&mut self, path: Arguments<'_>, found: T, expected: T) {
        self.expect(
            found == expected,
            Law::Ids,
            format_args!("{path}.id"),
            format_args!("id {found} at the place of {expected}"),
        );
    }

    pub(super) fn actor(&mut self, path: Arguments<'_>, id: ActorId) {
        let known = id.index() < self.record.actors.len();
        self.expect(known, Law::References, path, format_args!("there is no actor {id}"));
    }

    pub(super) fn time(&mut self, path: Arguments<'_>, id: TimeId) {
        let known = id.index() < self.record.times.len();
        self.expect(known, Law::References, path, format_args!("there is no time {id}"));
    }

    pub(super) fn place(&mut self, path: Arguments<'_>, id: PlaceId) {
        let known = id.index() < self.record.places.len();
        self.expect(known, Law::References, path, format_args!("there is no place {id}"));
    }

    pub(super) fn attribution(&mut self, path: Arguments<'_>, id: AttributionId) {
        let known = id.index() < self.record.attributions.len();
        self.expect(known, Law::References, path, format_args!("there is no attribution {id}"));
    }

    pub(super) fn actor_list(&mut self, path: Arguments<'_>, ids: &[ActorId]) {
        for (i, &id) in ids.iter().enumerate() {
            self.actor(format_args!("{path}[{i}]"), id);
        }
    }

    /// Tests a fact's evidence: there is some, each a place that holds something, by a rule that has a name.
    pub(super) fn evidence(&mut self, path: Arguments<'_>, evidence: &[Evidence]) {
        self.expect(
            !evidence.is_empty(),
            Law::Evidence,
            format_args!("{path}.evidence"),
            format_args!("a fact without evidence"),
        );
        for (i, Evidence { at, because, note: _ }) in evidence.iter().enumerate() {
            let (empty, field) = match *at {
                At::Text(span) => {
                    self.span(format_args!("{path}.evidence[{i}].span"), span);
                    (span.is_empty(), "span")
                }
                At::Raw(raw) => {
                    self.raw(format_args!("{path}.evidence[{i}].raw"), raw);
                    (raw.is_empty(), "raw")
                }
            };
            self.expect(
                !empty,
                Law::Evidence,
                format_args!("{path}.evidence[{i}].{field}"),
                format_args!("an empty place is no evidence"),
            );
            self.expect(
                !because.trim().is_empty(),
                Law::Evidence,
                format_args!("{path}.evidence[{i}].because"),
                format_args!("no rule or model is named"),
            );
        }
    }

    /// Tests that candidates stand best first.
    pub(super) fn ranked(&mut self, path: Arguments<'_>, confidences: impl IntoIterator<Item = Confidence>) {
        let mut previous = Confidence::FULL;
        for (i, confidence) in confidences.into_iter().enumerate() {
            self.expect(
                confidence <= previous,
                Law::Order,
                format_args!("{path}[{i}].confidence"),
                format_args!("a better candidate stands behind a worse one: expected the best first"),
            );
            previous = confidence;
        }
    }

    /// Tests that an interval does not end before it starts.
    pub(super) fn interval(&mut self, path: Arguments<'_>, from: Option<&Date>, to: Option<&Date>) {
        if let (Some(from), Some(to)) = (from, to) {
            self.expect(
                !from.is_after(to),
                Law::Dates,
                format_args!("{path}.to"),
                format_args!("{to} lies before {from}"),
            );
        }
    }

    /// Tests a belief about a date, which has to bound it somewhere.
    pub(super) fn date_belief(&mut self, path: Arguments<'_>, belief: &DateBelief) {
        let DateBelief { from, to, precision: _, confidence: _, evidence } = belief;
        self.interval(path, from.as_ref(), to.as_ref());
        let bounded = from.is_some() || to.is_some();
        self.expect(bounded, Law::Dates, path, format_args!("a date without any bound says nothing"));
        self.evidence(path, evidence);
    }

    pub(super) fn country(&mut self, path: Arguments<'_>, country: Option<&str>) {
        if let Some(code) = country {
            let right = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
            self.expect(
                right,
                Law::Codes,
                format_args!("{path}.country"),
                format_args!("{code:?} is no country code: expected three capital letters"),
            );
        }
    }

    pub(super) fn entity(&mut self, path: Arguments<'_>, entity: Option<&str>) {
        if let Some(id) = entity {
            let number = id.strip_prefix('Q').unwrap_or_default();
            let right = !number.starts_with('0') && is_digits(number);
            self.expect(
                right,
                Law::Codes,
                format_args!("{path}.entity"),
                format_args!("{id:?} is no Wikidata id: expected Q and a number"),
            );
        }
    }

    /// Says whether a diagnostic with this code stands in the record.
    pub(super) fn has_diagnostic(&self, code: &str) -> bool {
        self.record.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
    }

    pub(super) fn diagnostics(&mut self, diagnostics: &[Diagnostic]) {
        for (i, Diagnostic { code, severity: _, message, span, raw }) in diagnostics.iter().enumerate() {
            if let Some(span) = *span {
                self.span(format_args!("diagnostics[{i}].span"), span);
            }
            if let Some(raw) = *raw {
                self.raw(format_args!("diagnostics[{i}].raw"), raw);
            }
            self.expect(
                !code.is_empty() && !message.is_empty(),
                Law::Abstains,
                format_args!("diagnostics[{i}]"),
                format_args!("a diagnostic needs a code and a message"),
            );
        }
    }
}

/// Says whether `text` is one ASCII digit or more.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Finds the runs of word characters of `text`, as byte ranges.
fn word_runs(text: &str) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (start, c) in text.char_indices().filter(|&(_, c)| is_word(c)) {
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + c.len_utf8())) else { break };
        match runs.last_mut() {
            Some(run) if run.1 == start => run.1 = end,
            _ => runs.push((start, end)),
        }
    }
    runs
}
