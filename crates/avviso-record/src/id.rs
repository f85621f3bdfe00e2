//! Ids within one record or picture: a letter for the kind, a number for the place in the kind's order.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A string that is not an id of the kind that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found:?} is no id here: expected {prefix:?} and a number from 1, like \"{prefix}1\"")]
pub struct NotAnId {
    /// What stands there.
    pub found: String,
    /// The letter of the kind that was expected.
    pub prefix: char,
}

/// Reads `a12` as 12; leading zeros and zero itself are no ids, so that one thing has one id.
fn parse(id: &str, prefix: char) -> Result<u32, NotAnId> {
    id.strip_prefix(prefix)
        .filter(|digits| !digits.starts_with(['0', '+']))
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| NotAnId { found: id.to_owned(), prefix })
}

/// Defines the id types, which differ in their letter only.
macro_rules! ids {
    ($of:literal: $($(#[$meta:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "Cow<'_, str>", into = "String")]
        pub struct $name(u32);

        impl $name {
            /// Names the thing at `index` (from 0) of its array.
            ///
            /// # Panics
            /// When the array has four thousand million entries.
            pub fn at(index: usize) -> Self {
                let number = u32::try_from(index).ok().and_then(|index| index.checked_add(1));
                Self(number.expect("an array of a record has fewer than 2^32 entries"))
            }

            /// Gives the place (from 0) in its array that the id stands for.
            pub const fn index(self) -> usize {
                self.0 as usize - 1
            }
        }

        impl TryFrom<Cow<'_, str>> for $name {
            type Error = NotAnId;

            fn try_from(id: Cow<'_, str>) -> Result<Self, NotAnId> {
                parse(&id, $prefix).map(Self)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAnId;

            fn from_str(id: &str) -> Result<Self, NotAnId> {
                parse(id, $prefix).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}{}", $prefix, self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": concat!("An id within this ", $of, ": ", $prefix, " and the number in order."),
                    "type": "string",
                    "pattern": concat!("^", $prefix, "[1-9][0-9]*$"),
                })
            }
        }
    )+};
}

ids! {
    "record":
    /// The id of an actor, `a1`.
    ActorId = 'a';
    /// The id of an attribution, `q1`.
    AttributionId = 'q';
    /// The id of an event, `e1`.
    EventId = 'e';
    /// The id of a place, `l1`.
    PlaceId = 'l';
    /// The id of an expression of time, `t1`.
    TimeId = 't';
}

ids! {
    "picture":
    /// The id of a copy, `c1`.
    CopyId = 'c';
    /// The id of a group of pages, `g1`.
    GroupId = 'g';
    /// The id of a passage, `s1`.
    PassageId = 's';
    /// The id of a saying, `u1`.
    SayingId = 'u';
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_one_id() {
        assert_eq!("a12".parse(), Ok(ActorId(12)));
        for wrong in ["a0", "a01", "a+1", "a", "q1", "A1", "a1 ", "a99999999999", ""] {
            assert!(wrong.parse::<ActorId>().is_err(), "{wrong:?}");
        }
        assert_eq!(ActorId::at(0).to_string(), "a1");
        assert_eq!(ActorId::at(7).index(), 7);
    }
}
