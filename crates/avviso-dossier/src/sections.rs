//! The sections, in the order in which they stand. Each takes the pile and gives rows; its template stands in the
//! folder of its name.

pub(crate) mod dates;
pub(crate) mod doubts;
pub(crate) mod header;
pub(crate) mod lineage;
pub(crate) mod method;
pub(crate) mod pages;
pub(crate) mod short;
pub(crate) mod statements;

use minijinja::Value;
use minijinja::value::Serde;

use crate::frame::Options;
use crate::pile::Pile;

/// One section of the dossier.
pub(crate) struct Section {
    /// Its anchor.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) name: &'static str,
    /// Its template.
    pub(crate) template: &'static str,
    /// Its rows.
    pub(crate) rows: fn(&Pile, &Options) -> Value,
}

/// All sections in order; the header stands before them.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        id: "short",
        name: "In short",
        template: include_str!("sections/short/section.html"),
        rows: |pile, _| Value::from(Serde(short::rows(pile))),
    },
    Section {
        id: "statements",
        name: "Who is quoted",
        template: include_str!("sections/statements/section.html"),
        rows: |pile, _| Value::from(Serde(statements::rows(pile))),
    },
    Section {
        id: "lineage",
        name: "Where the pages say they come from",
        template: include_str!("sections/lineage/section.html"),
        rows: |pile, _| Value::from(Serde(lineage::rows(pile))),
    },
    Section {
        id: "dates",
        name: "When they were published",
        template: include_str!("sections/dates/section.html"),
        rows: |pile, _| Value::from(Serde(dates::rows(pile))),
    },
    Section {
        id: "doubts",
        name: "Doubts",
        template: include_str!("sections/doubts/section.html"),
        rows: |pile, _| Value::from(Serde(doubts::rows(pile))),
    },
    Section {
        id: "pages",
        name: "Pages",
        template: include_str!("sections/pages/section.html"),
        rows: |pile, _| Value::from(Serde(pages::rows(pile))),
    },
    Section {
        id: "method",
        name: "Method",
        template: include_str!("sections/method/section.html"),
        rows: |pile, _| Value::from(Serde(method::rows(pile))),
    },
];
