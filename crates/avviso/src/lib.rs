//! Reads raw news pages and says what they say, on whose word.
//!
//! One page in, one record out: [`Reader::read`] is the whole of Avviso for one page. It is pure: the same bytes give
//! the same record, whatever the machine, the number of threads and the order of pages.

mod assemble;
mod reader;

pub use avviso_page::Clean;
pub use avviso_text::{Limits, Page};
pub use reader::Reader;
