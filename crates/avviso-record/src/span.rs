//! Half-open ranges: code points of the text, bytes of the page.

use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A range whose end lies before its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("span [{start}, {end}] ends before it starts")]
pub struct ReversedSpan {
    /// The start as given.
    pub start: u32,
    /// The end as given.
    pub end: u32,
}

/// Defines the two span types, which differ in what they count only.
macro_rules! spans {
    ($($(#[$meta:meta])* $name:ident: $description:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "[u32; 2]", into = "[u32; 2]")]
        pub struct $name {
            start: u32,
            end: u32,
        }

        impl $name {
            /// Makes a span; `start` may equal `end` (an empty place), never exceed it.
            pub const fn new(start: u32, end: u32) -> Result<Self, ReversedSpan> {
                if start <= end { Ok(Self { start, end }) } else { Err(ReversedSpan { start, end }) }
            }

            /// Gives the first position inside.
            pub const fn start(self) -> u32 {
                self.start
            }

            /// Gives the first position behind.
            pub const fn end(self) -> u32 {
                self.end
            }

            /// Gives the number of positions inside.
            pub const fn len(self) -> u32 {
                self.end - self.start
            }

            /// Says whether no position lies inside.
            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Says whether every position of `inner` lies inside this span.
            pub const fn contains(self, inner: Self) -> bool {
                self.start <= inner.start && inner.end <= self.end
            }

            /// Gives the range as `usize`, to index with.
            pub const fn range(self) -> Range<usize> {
                self.start as usize..self.end as usize
            }
        }

        /// The contract's order: by start, the longer first.
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.start.cmp(&other.start).then(other.end.cmp(&self.end))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl TryFrom<[u32; 2]> for $name {
            type Error = ReversedSpan;

            fn try_from([start, end]: [u32; 2]) -> Result<Self, ReversedSpan> {
                Self::new(start, end)
            }
        }

        impl From<$name> for [u32; 2] {
            fn from(span: $name) -> Self {
                [span.start, span.end]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "[{}, {}]", self.start, self.end)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": $description,
                    "type": "array",
                    "items": {"type": "integer", "minimum": 0, "maximum": u32::MAX},
                    "minItems": 2,
                    "maxItems": 2,
                })
            }
        }
    )+};
}

spans! {
    /// A range of the record's `text`, `[start, end)` in Unicode code points.
    CharSpan: "A range of `text`: [start, end) in Unicode code points.";
    /// A range of the page, `[start, end)` in bytes after decompression and before decoding.
    RawSpan: "A range of the page: [start, end) in bytes after decompression, before decoding.";
}
