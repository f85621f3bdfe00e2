//! Records to one self-contained HTML file.
//!
//! [`dossier`] takes records in any order and gives the same bytes for the same records: no clock, no randomness, no
//! address is opened. Everything that comes from a page is escaped by the template engine; nothing of a page is ever
//! inserted as markup. The file reads with scripts off; its one script links and filters, and makes no element.
//!
//! A section is a file under `sections/` with its template in the folder beside it: it takes the view of the pile and
//! gives rows that the template shows. What it says of many pages comes in as rows of a picture ([`Options`]).

mod axis;
mod differ;
mod frame;
mod marks;
mod picture;
mod pile;
mod sections;
mod show;
mod view;

pub use frame::{Options, dossier};
pub use pile::Pile;
