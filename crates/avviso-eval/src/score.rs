//! Scores: records and pictures against gold.

pub mod attribution;
mod report;
mod slices;
pub mod tellings;
mod words;

pub use attribution::Tally;
pub use report::{Figure, Report};
