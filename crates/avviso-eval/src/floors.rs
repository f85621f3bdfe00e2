//! Floors: no figure may fall below what it was.
//!
//! A floor names a figure, the data it is measured on with the data's digest, the command that shows it, the least
//! value and the day it was set. Data that is not at hand is said to be skipped, never passed over in silence.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::figures::{Kind, Measured, measure};
use crate::laid;

/// The file of floors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// The rows.
    #[serde(default)]
    pub floor: Vec<Floor>,
}

/// One figure and the least that it may be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// What is measured.
    pub kind: Kind,
    /// Which number of the report, like `SC50.F1`.
    pub figure: String,
    /// The gold file, from the folder that `AVVISO_DATA` names.
    pub data: String,
    /// SHA-256 of that file.
    pub digest: String,
    /// How a person sees the figure.
    pub command: String,
    /// The least value, to four decimals; the most, where `at_most` says so.
    pub floor: f64,
    /// The figure may not rise above the value: it counts what is wrong.
    #[serde(default)]
    pub at_most: bool,
    /// The day the floor was set.
    pub date: String,
}

/// What became of one floor.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The figure stands at or above the floor.
    Pass(f64),
    /// The figure fell, or could not be measured though its data is there.
    Fail(String),
    /// The data is not at hand.
    Skipped(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pass(value) => write!(f, "PASS     {value:.4}"),
            Self::Fail(why) => write!(f, "FAIL     {why}"),
            Self::Skipped(why) => write!(f, "SKIPPED  {why}"),
        }
    }
}

/// Reads a file of floors.
pub fn read(path: &Path) -> Result<Floors> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

/// Measures each floor once; data and library are read once per gold file.
pub fn check(floors: &Floors, folder: Option<&Path>) -> Vec<Outcome> {
    let mut reports: BTreeMap<(Kind, &str, &str), Result<Measured, Outcome>> = BTreeMap::new();
    floors
        .floor
        .iter()
        .map(|floor| {
            let key = (floor.kind, floor.data.as_str(), floor.digest.as_str());
            match reports.entry(key).or_insert_with(|| report(floor, folder)) {
                Ok(report) => judge(floor, report),
                Err(outcome) => outcome.clone(),
            }
        })
        .collect()
}

/// Measures what a floor speaks of.
fn report(floor: &Floor, folder: Option<&Path>) -> Result<Measured, Outcome> {
    let Some(folder) = folder else {
        return Err(Outcome::Skipped("AVVISO_DATA names no folder".to_owned()));
    };
    let data = folder.join(&floor.data);
    if !data.is_file() {
        return Err(Outcome::Skipped(format!("{} is not in AVVISO_DATA", floor.data)));
    }
    let bytes = fs::read(&data).map_err(|error| Outcome::Fail(format!("{}: {error}", floor.data)))?;
    let digest = digest(&bytes);
    if digest != floor.digest {
        return Err(Outcome::Fail(format!("{} has the digest {digest}: this is other data", floor.data)));
    }
    if matches!(floor.kind, Kind::Tellings | Kind::TellingsReal)
        && let Some(lacking) = laid::lacking(folder)
    {
        return Err(Outcome::Skipped(lacking));
    }
    measure(floor.kind, folder, &data).map_err(|error| Outcome::Fail(format!("{error:#}")))
}

/// Compares a figure with its floor, at the four decimals that floors are given in.
fn judge(floor: &Floor, report: &Measured) -> Outcome {
    let steps = |value: f64| (value * 1e4).round();
    match report.number(&floor.figure) {
        None => Outcome::Fail(format!("the report has no figure {}", floor.figure)),
        Some(value) if floor.at_most && steps(value) > steps(floor.floor) => {
            Outcome::Fail(format!("{value:.4} is above the {:.4} of {}", floor.floor, floor.date))
        }
        Some(value) if !floor.at_most && steps(value) < steps(floor.floor) => {
            Outcome::Fail(format!("{value:.4} is below the floor {:.4} of {}", floor.floor, floor.date))
        }
        Some(value) => Outcome::Pass(value),
    }
}

/// Gives the SHA-256 of some bytes in lower-case hex.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::{Report, Tally};

    fn floor(figure: &str, floor: f64) -> Floor {
        Floor {
            kind: Kind::Attribution,
            figure: figure.into(),
            data: "gold.jsonl".into(),
            digest: "0".into(),
            command: "avviso-eval check".into(),
            floor,
            at_most: false,
            date: "2026-11-25".into(),
        }
    }

    #[test]
    fn a_figure_below_its_floor_fails() {
        let mut tally = Tally::default();
        let article = crate::gold::Article {
            id: "x".into(),
            text: Some("He said so. She did not.".into()),
            attributions: vec![
                crate::gold::Roles { content: vec![[8, 10]], ..Default::default() },
                crate::gold::Roles { content: vec![[12, 23]], ..Default::default() },
            ],
            discard: None,
        };
        tally.add(&article, article.attributions.get(..1).unwrap());
        let report = Measured::Attribution(Report::new(&tally, false));
        assert_eq!(judge(&floor("SC50.P", 1.0), &report), Outcome::Pass(1.0));
        assert!(matches!(judge(&floor("SC50.F1", 0.6667), &report), Outcome::Pass(_)), "two thirds, rounded");
        assert!(matches!(judge(&floor("SC50.F1", 0.6668), &report), Outcome::Fail(_)));
        assert!(matches!(judge(&floor("SC51.F1", 0.1), &report), Outcome::Fail(_)));
        let most = |floor: Floor| Floor { at_most: true, ..floor };
        assert_eq!(judge(&most(floor("SC50.P", 1.0)), &report), Outcome::Pass(1.0));
        assert!(matches!(judge(&most(floor("SC50.F1", 0.6666)), &report), Outcome::Fail(_)));
    }

    #[test]
    fn absent_data_is_skipped_and_other_data_fails() {
        let floors = Floors { floor: vec![floor("SC50.F1", 0.1), floor("SC50.P", 0.1)] };
        assert!(check(&floors, None).iter().all(|it| matches!(it, Outcome::Skipped(_))));
        let folder = std::env::temp_dir().join(format!("avviso-eval-floors-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(matches!(
            check(&floors, Some(&folder)).as_slice(),
            [Outcome::Skipped(_), Outcome::Skipped(_)]
        ));
        fs::write(folder.join("gold.jsonl"), "{}").unwrap();
        let outcomes = check(&floors, Some(&folder));
        fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(&outcomes[0], Outcome::Fail(why) if why.contains("other data")), "{outcomes:?}");
    }
}
