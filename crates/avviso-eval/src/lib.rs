//! Figures: how well Avviso reads, measured on its records; and floors below which no figure may fall.
//!
//! This crate stands beside the product. It runs the libraries as any user would, looks at nothing but records (and, of
//! the language core, documents), and is reached from no product crate: what a measurement needs and they do not say,
//! users lack too.

pub mod bench;
pub mod conformance;
pub mod figures;
pub mod floors;
pub mod generate;
pub mod gold;
pub mod laid;
pub mod records;
pub mod score;
