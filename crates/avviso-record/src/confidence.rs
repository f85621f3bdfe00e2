//! Confidence in whole ten-thousandths, so that no rounding of floats shows.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How far a fact may be trusted, 0 to 1 in steps of 1/10000; a JSON number in the record.
///
/// A foreign number with more decimals is rounded to the nearest step when it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// No doubt is known.
    pub const FULL: Self = Self(10_000);

    /// Makes a confidence of so many ten-thousandths; nothing above 10000 is one.
    pub const fn from_ten_thousandths(count: u16) -> Option<Self> {
        if count <= 10_000 { Some(Self(count)) } else { None }
    }

    /// Gives the number of ten-thousandths.
    pub const fn ten_thousandths(self) -> u16 {
        self.0
    }

    /// Gives the number between 0 and 1 that stands in JSON.
    pub fn as_f64(self) -> f64 {
        // Division of two small integers is exact to the last bit everywhere, and prints as at most four decimals.
        f64::from(self.0) / 10_000.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Confidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if !(0.0..=1.0).contains(&number) {
            return Err(de::Error::custom(format_args!("confidence {number} does not lie between 0 and 1")));
        }
        #[expect(clippy::cast_sign_loss, reason = "checked just above")]
        Ok(Self((number * 10_000.0).round() as u16))
    }
}

impl JsonSchema for Confidence {
    fn schema_name() -> Cow<'static, str> {
        "Confidence".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How far the fact may be trusted: 0 to 1, at most four decimals; \
                calibrated where a published figure says so.",
            "type": "number",
            "minimum": 0,
            "maximum": 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_prints_short_and_reads_back() {
        for count in 0..=10_000 {
            let confidence = Confidence::from_ten_thousandths(count).unwrap();
            let json = serde_json::to_string(&confidence).unwrap();
            assert!(json.len() <= 6, "{json}");
            assert_eq!(serde_json::from_str::<Confidence>(&json).unwrap(), confidence);
        }
        assert_eq!(Confidence::from_ten_thousandths(10_001), None);
    }

    #[test]
    fn only_numbers_from_0_to_1_are_read() {
        assert_eq!(serde_json::from_str::<Confidence>("1").unwrap(), Confidence::FULL);
        for wrong in ["-0.1", "1.0001", "\"0.5\"", "null"] {
            assert!(serde_json::from_str::<Confidence>(wrong).is_err(), "{wrong}");
        }
    }
}
