//! Reads raw news pages and says what they say, on whose word.
//!
//! One page in, one record out: [`Reader::read`] is the whole of Avviso for one page. It is pure: the same bytes give
//! the same record, whatever the machine, the number of threads and the order of pages. [`Inputs`] fetches pages from
//! files, folders and standard input, and is the only part of the library that touches them; [`in_order`] works on
//! many at once and hands the results on in the order of the input.

mod assemble;
mod failed;
pub mod input;
mod many;
mod reader;

pub use avviso_analysis::ModelError;
pub use avviso_page::Clean;
pub use avviso_record::Record;
pub use avviso_text::{Limits, Page};
pub use input::{Found, InputError, Inputs, Item};
pub use many::{WORKER_NAME, Weigh, in_order};
pub use reader::{Inside, Reader};
