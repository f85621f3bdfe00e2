//! What the page says about itself: title, bylines, outlet, dates, language, genre, lineage, completeness.
//!
//! Each fact has a file of its own; every rule there has a name, which is the `because` of its evidence.

mod byline;
mod calendar;
mod complete;
mod date;
mod genre;
pub(crate) mod handoff;
pub(crate) mod language;
pub(crate) mod lineage;
pub(crate) mod names;
pub(crate) mod outlet;
pub(crate) mod tables;
pub(crate) mod title;
mod uniqid;

#[cfg(test)]
mod tests;

use avviso_text::{Diagnostics, PageFacts};

use crate::read::Seen;

/// Finds the facts of a page.
pub(crate) fn find(seen: &Seen<'_>, _out: &mut Diagnostics) -> PageFacts {
    let outlet = outlet::find(seen);
    let own = outlet.as_ref().and_then(|fact| fact.value().name.as_deref());
    let bylines = byline::find(seen);
    PageFacts {
        title: title::find(seen),

        dates: date::find(seen),
        language: language::find(seen, &tables::SMALL_WORDS),
        genre: genre::find(seen),
        lineage: lineage::find(seen, own, &bylines),
        bylines,
        complete: complete::find(seen),
        outlet,
    }
}
