//! Tellings: who repeats whom (`avviso link`), and the tracing of quotations (`avviso trace`), against known truth.
//!
//! The figures are those of `score_tellings.py`, whose head defines each of them; this is the same counting on the
//! same rows, equal in every digit (tests/tellings.rs runs both). Rows are read as loose JSON on purpose: a scorer
//! that shared the product's types could not see a row that the contract allows and the types do not write.

mod link;
mod picture;
mod python;
mod real;
mod rows;
mod trace;

pub use link::score_link;
pub use real::score_real;
pub use rows::{Figures, read};
pub use trace::score_trace;

/// What a character is to the script: white space, part of a word, and how it folds.
#[doc(hidden)]
pub fn character(c: char) -> (bool, bool, String) {
    (python::is_space(c), python::is_word(c), python::casefold(c.encode_utf8(&mut [0; 4])))
}
