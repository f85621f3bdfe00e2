//! Scores: records against gold.

pub mod attribution;
mod report;
mod slices;
mod words;

pub use attribution::Tally;
pub use report::{Figure, Report};
