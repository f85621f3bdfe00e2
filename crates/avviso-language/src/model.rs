//! Models: our own file, and its making from a spaCy package.

pub(crate) mod config;
pub(crate) mod convert;
pub(crate) mod file;
pub(crate) mod manifest;
pub(crate) mod msgpack;
pub(crate) mod package;
