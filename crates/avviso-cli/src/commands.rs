//! What the commands do.

pub(crate) mod check;
pub(crate) mod dossier;
pub(crate) mod explain;
pub(crate) mod link;
pub(crate) mod print;
pub(crate) mod read;
mod sink;

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Done,
    /// Some input could not be read, or a law was broken; each is named on standard error or in the output.
    SomeFailed,
}

/// The call's own words are wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);
