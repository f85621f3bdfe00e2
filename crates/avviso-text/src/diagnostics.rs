//! What could not be read, resolved or kept: data about the page, in the record.

use crate::At;

/// The stable name of a kind of diagnostic, for example `undated`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// Names a kind of diagnostic: lower case, hyphens inside.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        self.0
    }
}

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Note,
    /// A reader should look.
    Warning,
}

/// One thing that the reader of a record must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// For people: what was found, what it means.
    pub message: String,
    /// Where, if it is about a place.
    pub at: Option<At>,
}

/// The index of a diagnostic that is already written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DiagnosticId(u32);

/// The diagnostics of one page, append-only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No diagnostics yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a diagnostic.
    pub fn add(
        &mut self,
        code: Code,
        severity: Severity,
        message: impl Into<String>,
        at: Option<At>,
    ) -> DiagnosticId {
        self.list.push(Diagnostic { code, severity, message: message.into(), at });
        DiagnosticId(self.list.len() as u32 - 1)
    }

    /// Writes a note.
    pub fn note(&mut self, code: Code, message: impl Into<String>, at: Option<At>) -> DiagnosticId {
        self.add(code, Severity::Note, message, at)
    }

    /// Writes a warning.
    pub fn warn(&mut self, code: Code, message: impl Into<String>, at: Option<At>) -> DiagnosticId {
        self.add(code, Severity::Warning, message, at)
    }

    /// All of them, in the order of writing.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Appends all of `other`.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
    }

    /// Whether one of this kind is written.
    pub fn has(&self, code: Code) -> bool {
        self.list.iter().any(|d| d.code == code)
    }
}
