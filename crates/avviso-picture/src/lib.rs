//! Records to a picture: who repeats whom, what was changed on the way, and how many mouths there really are.
//!
//! Records are the only input, pages and files are never seen: what is said here can be said of records written a year
//! ago. Nothing depends on the order of records or on a clock.
//!
//! - [`words`]: a page's body as normalised words with their places, and the same for any text (a quotation).
//! - [`link`]: records to the rows of a picture.
//! - [`edits`]: two sequences of words aligned, and what differs, each difference with its kind. Linking and tracing
//!   both use this, so that they cannot disagree.
//! - [`trace`]: quotations looked for on pages: where they stand, what was changed, where they stood first.

pub mod edits;
pub mod link;
pub mod trace;
pub mod words;
