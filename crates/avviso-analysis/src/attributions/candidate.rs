//! What a rule proposes.

use std::ops::Range;

use avviso_text::{Confidence, RuleId, Span, Text};

use crate::attributions::view::View;
use crate::layers::{Level, Medium, Mode, Stance};

/// An attribution as one rule sees it.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) rule: RuleId,
    pub(crate) confidence: Confidence,
    pub(crate) note: Option<&'static str>,
    pub(crate) level: Level,
    pub(crate) stance: Stance,
    pub(crate) source: Vec<Span<Text>>,
    pub(crate) cue: Vec<Span<Text>>,
    pub(crate) content: Vec<Span<Text>>,
    pub(crate) addressee: Option<Span<Text>>,
    pub(crate) medium: Option<Medium>,
    /// When it was said, as the text has it.
    pub(crate) time: Option<Span<Text>>,
    /// Whether the cue says that the speaker goes on ("further stated"): the way to the speaker is the one before.
    pub(crate) goes_on: bool,
}

impl Candidate {
    /// A statement of `content`; everything else is filled in by the rule.
    pub(crate) fn new(rule: RuleId, percent: u16) -> Self {
        Self {
            rule,
            confidence: Confidence::percent(percent),
            note: None,
            level: Level::Statement,
            stance: Stance::Asserts,
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
            addressee: None,
            medium: None,
            time: None,
            goes_on: false,
        }
    }

    #[must_use]
    pub(crate) fn source(mut self, view: &View<'_>, range: Range<usize>) -> Self {
        self.source.extend(view.span(range));
        self
    }

    #[must_use]
    pub(crate) fn cue(mut self, view: &View<'_>, range: Range<usize>) -> Self {
        self.cue.extend(view.span(range));
        self
    }

    #[must_use]
    pub(crate) fn content(mut self, view: &View<'_>, range: Range<usize>) -> Self {
        self.content.extend(view.span(range));
        self
    }

    /// Where the attribution starts in the text.
    pub(crate) fn start(&self) -> usize {
        self.source.iter().chain(&self.cue).chain(&self.content).map(|span| span.start()).min().unwrap_or(0)
    }

    /// How its content is rendered: direct when quotations (or a post) cover nearly all of it.
    pub(crate) fn mode(&self, view: &View<'_>) -> Mode {
        if self.medium == Some(Medium::Post) {
            return Mode::Direct;
        }
        let (mut quoted, mut all) = (0usize, 0usize);
        for span in &self.content {
            let range = view.tokens_of(*span);
            // Content of many thousand tokens is looked at in part.
            for at in range.take(4096) {
                if let Some(token) =
                    view.tokens.get(at).filter(|token| token.class.any(super::classes::Class::WORD))
                {
                    all += token.span.len();
                    quoted += token.quotation.map_or(0, |_| token.span.len());
                }
            }
        }
        match (quoted, all) {
            (0, _) => Mode::Indirect,
            (quoted, all) if quoted * 10 >= all * 9 => Mode::Direct,
            _ => Mode::Mixed,
        }
    }
}
