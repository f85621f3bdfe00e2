//! The laws of the record, tested on any record: Avviso's own or a foreign one.
//!
//! [`Record::check`] gives every breach with the field's path. Some laws speak about the page's bytes: they are tested
//! when the page is given, and [`WITHOUT_PAGE`] names what was not tested when it is not. Nothing here changes a
//! record or judges whether a fact is true. Time is near linear in the size of record and page (some lists are
//! sorted), whatever the record says.
//!
//! What a single value can show (a span that ends before it starts, a date that no calendar has, evidence without a
//! place, an unknown word of a closed set) is refused when the record is read: see [`crate::line`].

mod actors;
mod article;
mod attributions;
mod checker;
mod events;
mod page;
mod text;

use checker::Checker;

use crate::record::Record;
use crate::vocabulary::words;

words! {
    /// What a record has to keep.
    pub enum Law {
        /// The alignment gives the text, copied pieces decode to it, every span lies inside (law 1).
        Traces = "traces",
        /// Alignment and discarded bytes together are every byte of the page, once (law 1).
        Covers = "covers",
        /// No fact without evidence (law 2).
        Evidence = "evidence",
        /// What is not resolved is said to be so (law 6).
        Abstains = "abstains",
        /// Titles, names of signers and quoted words are the page's (law 8).
        Words = "words",
        /// The page's id, digest and length are its own.
        Page = "page",
        /// What was discarded is told in its own words.
        Discarded = "discarded",
        /// Arrays stand in the order of the contract.
        Order = "order",
        /// Ids follow the order.
        Ids = "ids",
        /// Every id that is referred to exists.
        References = "references",
        /// Regions do not cross; an attribution lies inside the one that holds it, and never in itself.
        Nesting = "nesting",
        /// A chain leads from the page's outlet to a speaker.
        Chain = "chain",
        /// A time does not end before it starts.
        Dates = "dates",
        /// Codes and numbers have their standard's form.
        Codes = "codes",
        /// A key is the content's normalised words.
        Key = "key",
    }
}

/// One breach of a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The law that is broken.
    pub law: Law,
    /// The field, like `attributions[2].content[0]`; empty for the record as a whole.
    pub path: String,
    /// What was found, and what was expected.
    pub message: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { law, path, message } = self;
        let separator = if path.is_empty() { "" } else { ": " };
        write!(f, "{path}{separator}{message} (law: {law})")
    }
}

/// What cannot be tested when the page's bytes are not given: the law, and the part of it.
pub const WITHOUT_PAGE: &[(Law, &str)] = &[
    (Law::Traces, "that every copied piece decodes from its bytes to its text"),
    (
        Law::Traces,
        "that every decoded piece stands for a reference, white space or a byte that the encoding lacks",
    ),
    (Law::Page, "that the digest and the length are the page's"),
    (Law::Discarded, "that the words of what was discarded are the page's"),
    (Law::Words, "that a title or signer that stands only in metadata is written so"),
];

impl Record {
    /// Tests the laws, and gives every breach, in the order of the record's fields.
    ///
    /// `page` is the whole page after decompression, before decoding; without it the parts of laws in
    /// [`WITHOUT_PAGE`] are not tested.
    pub fn check(&self, page: Option<&[u8]>) -> Vec<Violation> {
        // A new field does not compile until it is said here what is tested of it.
        let Self {
            format: _,
            tool: _,
            page: info,
            text,
            alignment,
            regions,
            discarded,
            article,
            sentences,
            actors,
            times,
            places,
            attributions,
            events,
            diagnostics,
            more: _,
        } = self;
        let mut checker = Checker::new(self, page);
        checker.page(info);
        checker.alignment(alignment);
        checker.regions(regions);
        checker.discarded(discarded, alignment);
        checker.article(article, text);
        checker.sentences(sentences);
        checker.actors(actors);
        checker.times(times);
        checker.places(places);
        checker.attributions(attributions, article.outlet.as_ref());
        checker.events(events);
        checker.diagnostics(diagnostics);
        checker.into_violations()
    }
}
