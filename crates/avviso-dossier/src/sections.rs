//! The sections, in the order in which they stand. Each takes the pile and gives rows; its template stands in the
//! folder of its name.

pub(crate) mod bytes;
pub(crate) mod checked;
pub(crate) mod dates;
pub(crate) mod doubts;
pub(crate) mod header;
pub(crate) mod lineage;
pub(crate) mod method;
pub(crate) mod pages;
pub(crate) mod repeats;
pub(crate) mod sayings;
pub(crate) mod short;
pub(crate) mod statements;

use minijinja::Value;
use minijinja::value::Serde;

use crate::view::View;

/// One section of the dossier.
pub(crate) struct Section {
    /// Its anchor.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) name: &'static str,
    /// Its name in a line of links.
    pub(crate) short: &'static str,
    /// Its template.
    pub(crate) template: &'static str,
    /// Whether a dossier has it.
    pub(crate) when: fn(&View<'_>) -> bool,
    /// Its rows.
    pub(crate) rows: fn(&View<'_>) -> Value,
}

/// All sections in order; the header stands before them.
pub(crate) const SECTIONS: &[Section] = &[
    Section {
        id: "short",
        name: "In short",
        short: "In short",
        template: include_str!("sections/short/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(short::rows(view))),
    },
    Section {
        id: "checked",
        name: "Quotations checked",
        short: "Checked",
        template: include_str!("sections/checked/section.html"),
        when: |view| !view.options.traced.is_empty(),
        rows: |view| Value::from(Serde(checked::rows(view))),
    },
    Section {
        id: "repeats",
        name: "Who repeats whom",
        short: "Repeats",
        template: include_str!("sections/repeats/section.html"),
        when: |view| view.picture.header.is_some(),
        rows: |view| Value::from(Serde(repeats::rows(view))),
    },
    Section {
        id: "sayings",
        name: "The same words on several pages",
        short: "Same words",
        template: include_str!("sections/sayings/section.html"),
        when: |view| !view.picture.sayings.is_empty(),
        rows: |view| Value::from(Serde(sayings::rows(view))),
    },
    Section {
        id: "statements",
        name: "Who is quoted",
        short: "Statements",
        template: include_str!("sections/statements/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(&view.speakers)),
    },
    Section {
        id: "lineage",
        name: "Where the pages say they come from",
        short: "Lineage",
        template: include_str!("sections/lineage/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(lineage::rows(view))),
    },
    Section {
        id: "dates",
        name: "When they were published",
        short: "Dates",
        template: include_str!("sections/dates/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(dates::rows(view))),
    },
    Section {
        id: "doubts",
        name: "Doubts",
        short: "Doubts",
        template: include_str!("sections/doubts/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(doubts::rows(view))),
    },
    Section {
        id: "pages",
        name: "Pages",
        short: "Pages",
        template: include_str!("sections/pages/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(pages::rows(view))),
    },
    Section {
        id: "bytes",
        name: "Bytes",
        short: "Bytes",
        template: include_str!("sections/bytes/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(bytes::rows(view))),
    },
    Section {
        id: "method",
        name: "Method",
        short: "Method",
        template: include_str!("sections/method/section.html"),
        when: |_| true,
        rows: |view| Value::from(Serde(method::rows(view))),
    },
];
