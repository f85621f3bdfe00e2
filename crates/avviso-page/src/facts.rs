//! What the page says about itself: title, bylines, outlet, dates, language, genre, lineage, completeness.

use avviso_text::facts::{Completeness, Genre};
use avviso_text::{Confidence, Diagnostics, Evidence, Fact, PageFacts, RuleId};

use crate::read::Seen;

/// Finds the facts of a page.
pub(crate) fn find(seen: &Seen<'_>, _out: &mut Diagnostics) -> PageFacts {
    let whole = seen.article.whole();
    let believe = |rule| Evidence::at(whole, RuleId::new(rule));
    PageFacts {
        title: None,
        bylines: Vec::new(),
        outlet: None,
        dates: Vec::new(),
        language: Fact::new("en".to_owned(), Confidence::percent(30), believe("language.default")),
        genre: Fact::new(Genre::News, Confidence::percent(50), believe("genre.default")),
        lineage: Vec::new(),
        complete: Fact::new(Completeness::Complete, Confidence::percent(50), believe("complete.default")),
    }
}
