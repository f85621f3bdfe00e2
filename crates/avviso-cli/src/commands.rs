//! What the commands do.

pub(crate) mod check;
pub(crate) mod dossier;
pub(crate) mod explain;
pub(crate) mod link;
pub(crate) mod model;
pub(crate) mod parse;
pub(crate) mod print;
pub(crate) mod read;
mod sink;
pub(crate) mod trace;

use std::path::Path;

use anyhow::Context;
use avviso::{Limits, Reader};

/// A reader with the language model of this file, or the one that ships with the program.
pub(crate) fn reader(clean: avviso::Clean, limits: Limits, model: Option<&Path>) -> anyhow::Result<Reader> {
    let Some(path) = model else { return Ok(Reader::new(clean, limits)) };
    let name = || avviso::input::display_name(path);
    let bytes = std::fs::read(path).with_context(|| format!("{}: the model cannot be read", name()))?;
    Reader::new(clean, limits)
        .with_model(&bytes)
        .with_context(|| format!("{}: this is no model for Avviso", name()))
}

/// How a command ended that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All is well.
    Done,
    /// Some input could not be read, a law was broken, or a quotation does not hold; each is named on standard error or
    /// in the output.
    SomeFailed,
}

/// The call's own words are wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Usage(pub(crate) String);
