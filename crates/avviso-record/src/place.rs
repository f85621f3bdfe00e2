//! Places that the text names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::confidence::Confidence;
use crate::evidence::Evidence;
use crate::id::PlaceId;
use crate::span::CharSpan;

/// A place that the text names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The id, in order of the text.
    pub id: PlaceId,
    /// Where it stands.
    pub span: CharSpan,
    /// The gazetteer's name, else the words of the text.
    pub name: String,
    /// The number at geonames.org; null where it is not decided.
    pub geonames: Option<u32>,
    /// Latitude in degrees, north positive.
    #[schemars(range(min = -90, max = 90))]
    pub lat: Option<f64>,
    /// Longitude in degrees, east positive.
    #[schemars(range(min = -180, max = 180))]
    pub lon: Option<f64>,
    /// The country, ISO 3166-1 alpha-3 (historic ones by ISO 3166-3).
    #[schemars(regex(pattern = r"^[A-Z]{3}$"))]
    pub country: Option<String>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// Why it was concluded.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}
