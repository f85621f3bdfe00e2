//! Stretches of text by layout alone.

pub(crate) mod cells;
