//! Counts become ratios: the report for people, and the same as JSON.

use std::fmt;

use serde_json::{Map, Value, json};

use super::attribution::{CLASSES, Criterion, ROLES, Tally};

/// Precision, recall and what they are made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Pairs taken; `None` for a class, which has two such counts.
    pub taken: Option<u64>,
    /// What the system says.
    pub system: u64,
    /// What gold says.
    pub gold: u64,
    /// Precision.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

/// All figures of one comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    counts: [(&'static str, u64); 4],
    figures: Vec<(String, Figure)>,
    /// How many of the right contents have the right speaker.
    source_given_content: f64,
    slices: Vec<(&'static str, u64, f64, f64)>,
}

/// Divides counts; 0 where there is nothing to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn figure(taken: u64, system: u64, gold: u64) -> Figure {
    Figure {
        taken: Some(taken),
        system,
        gold,
        precision: ratio(taken, system),
        recall: ratio(taken, gold),
        f1: ratio(2 * taken, system + gold),
    }
}

impl Report {
    /// Forms the ratios; with `nested`, also those in which nested attributions are not held against the system.
    pub fn new(tally: &Tally, nested: bool) -> Self {
        let mut figures = Vec::new();
        for (criterion, (taken, inside)) in Criterion::ALL.into_iter().zip(tally.taken) {
            figures.push((criterion.name().to_owned(), figure(taken, tally.system, tally.gold)));
            if nested {
                let name = format!("{}_nn", criterion.name());
                figures.push((name, figure(taken, tally.system - inside, tally.gold)));
            }
        }
        for (role, [both, system, gold]) in ROLES.into_iter().zip(tally.characters) {
            figures.push((format!("CHAR-{role}"), figure(both, system, gold)));
        }
        for (class, [by_gold, gold, by_system, system]) in CLASSES.into_iter().zip(tally.classes) {
            let (precision, recall) = (ratio(by_system, system), ratio(by_gold, gold));
            let sum = precision + recall;
            let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
            figures.push((
                format!("class-{class}"),
                Figure { taken: None, system, gold, precision, recall, f1 },
            ));
        }
        let [(sc50, _), _, _, (content50, _), ..] = tally.taken;
        Self {
            counts: [
                ("articles", tally.articles),
                ("gold", tally.gold),
                ("system", tally.system),
                ("dropped", tally.dropped),
            ],
            figures,
            source_given_content: ratio(sc50, content50),
            slices: tally
                .slices
                .iter()
                .map(|(&name, &[gold, sc50, content50])| {
                    (name, gold, ratio(sc50, gold), ratio(content50, gold))
                })
                .collect(),
        }
    }

    /// Gives the report as JSON, keys sorted, in the script's shape.
    pub fn to_json(&self) -> Value {
        let mut all = Map::new();
        for (name, count) in self.counts {
            all.insert(name.to_owned(), count.into());
        }
        for (name, figure) in &self.figures {
            let Figure { taken, system, gold, precision, recall, f1 } = figure;
            let mut json = json!({"F1": f1, "P": precision, "R": recall, "gold": gold, "system": system});
            if let Some(taken) = taken {
                json["tp"] = (*taken).into();
            }
            all.insert(name.clone(), json);
        }
        all.insert("SRC|CON".to_owned(), self.source_given_content.into());
        let mut slices = Map::new();
        for (name, gold, sc50, content50) in &self.slices {
            slices
                .insert((*name).to_owned(), json!({"R_CONTENT50": content50, "R_SC50": sc50, "gold": gold}));
        }
        all.insert("slices".to_owned(), slices.into());
        all.sort_keys();
        all.into()
    }

    /// Gives one number by its path in the JSON, like `SC50.F1`.
    pub fn number(&self, path: &str) -> Option<f64> {
        let json = self.to_json();
        path.split('.').try_fold(&json, |at, key| at.get(key))?.as_f64()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [articles, gold, system, dropped] = self.counts.map(|(_, count)| count);
        writeln!(f, "articles {articles}  gold {gold}  system {system}  dropped {dropped}")?;
        for (name, figure) in &self.figures {
            if name == "CHAR-source" {
                writeln!(f, "{:<15} {:.4}", "SRC|CON", self.source_given_content)?;
            }
            let Figure { taken, system, gold, precision, recall, f1 } = figure;
            write!(f, "{name:<15} P {precision:.4}  R {recall:.4}  F1 {f1:.4}   (")?;
            if let Some(taken) = taken {
                write!(f, "tp {taken} ")?;
            }
            writeln!(f, "system {system} gold {gold})")?;
        }
        for (name, gold, sc50, content50) in &self.slices {
            writeln!(f, "  slice {name:<15} gold {gold:>5}  R(SC50) {sc50:.4}  R(CONTENT50) {content50:.4}")?;
        }
        Ok(())
    }
}
