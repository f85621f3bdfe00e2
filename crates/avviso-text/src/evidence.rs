//! Facts and what they rest on: no fact can be written without a place on the page and a rule that says why.

use std::fmt;

use crate::{DiagnosticId, Raw, Span, Text};

/// The stable name of the rule or model that concluded something, for example `attribution.according-to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// Names a rule: `layer.rule`, lower case, hyphens inside.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A place on the page: words of the text, or bytes that are not in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// Words of the article.
    Text(Span<Text>),
    /// Bytes of the page.
    Raw(Span<Raw>),
}

impl From<Span<Text>> for At {
    fn from(span: Span<Text>) -> Self {
        Self::Text(span)
    }
}

impl From<Span<Raw>> for At {
    fn from(span: Span<Raw>) -> Self {
        Self::Raw(span)
    }
}

/// One reason: where, by which rule, and perhaps a remark for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Where on the page.
    pub at: At,
    /// By which rule or model.
    pub because: RuleId,
    /// A remark for people, for example that a row of knowledge has no source.
    pub note: Option<String>,
}

/// Why a fact is believed: never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    first: Reason,
    more: Vec<Reason>,
}

impl Evidence {
    /// Evidence of one place and one rule.
    pub fn at(at: impl Into<At>, because: RuleId) -> Self {
        Self { first: Reason { at: at.into(), because, note: None }, more: Vec::new() }
    }

    /// Adds a further reason.
    #[must_use]
    pub fn and(mut self, at: impl Into<At>, because: RuleId) -> Self {
        self.more.push(Reason { at: at.into(), because, note: None });
        self
    }

    /// Adds a remark to the latest reason.
    #[must_use]
    pub fn noting(mut self, note: impl Into<String>) -> Self {
        self.more.last_mut().unwrap_or(&mut self.first).note = Some(note.into());
        self
    }

    /// Adds all reasons of `other`.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.more.push(other.first);
        self.more.extend(other.more);
        self
    }

    /// The first reason.
    pub fn first(&self) -> &Reason {
        &self.first
    }

    /// All reasons, in the order in which they were given.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        std::iter::once(&self.first).chain(&self.more)
    }
}

/// How sure a fact is, in 1/10000; it becomes a float only in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// From 1/10000; more than 10000 is 10000.
    pub const fn new(ten_thousandths: u16) -> Self {
        Self(if ten_thousandths > 10_000 { 10_000 } else { ten_thousandths })
    }

    /// From a percentage; more than 100 is 100.
    pub const fn percent(percent: u16) -> Self {
        Self::new(if percent > 100 { 10_000 } else { percent * 100 })
    }

    /// In 1/10000.
    pub fn ten_thousandths(self) -> u16 {
        self.0
    }
}

/// A value, how sure it is, and why. There is no other way to state something about a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    value: T,
    confidence: Confidence,
    evidence: Evidence,
}

impl<T> Fact<T> {
    /// States `value`.
    pub fn new(value: T, confidence: Confidence, evidence: Evidence) -> Self {
        Self { value, confidence, evidence }
    }

    /// What is stated.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// How sure it is.
    pub fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Why.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The same belief about something made from the value.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Fact<U> {
        Fact { value: make(self.value), confidence: self.confidence, evidence: self.evidence }
    }

    /// The parts.
    pub fn into_parts(self) -> (T, Confidence, Evidence) {
        (self.value, self.confidence, self.evidence)
    }
}

/// What a search came to. Silence cannot be expressed: `Unknown` needs a diagnostic that is already written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved<T> {
    /// One answer.
    One(Fact<T>),
    /// The best answer and others, best first.
    Ranked(Fact<T>, Vec<Fact<T>>),
    /// No answer is good enough: candidates, best first, and the diagnostic that says why.
    Unknown(DiagnosticId, Vec<Fact<T>>),
}

impl<T> Resolved<T> {
    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&Fact<T>> {
        match self {
            Self::One(fact) | Self::Ranked(fact, _) => Some(fact),
            Self::Unknown(..) => None,
        }
    }

    /// What else it may be, best first.
    pub fn others(&self) -> &[Fact<T>] {
        match self {
            Self::One(_) => &[],
            Self::Ranked(_, others) | Self::Unknown(_, others) => others,
        }
    }
}
