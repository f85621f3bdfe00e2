//! The dependency parser: a greedy arc-eager system with Break and Unshift, then deprojectivisation and sentences.

pub(crate) mod projectivity;
mod state;

use crate::error::ModelError;
use crate::model::file::ModelFile;
use crate::model::manifest::Steps;
use crate::network::steps::{Choice, StepMemory, StepModel};
use crate::simd::Level;

use projectivity::{Edges, Lifted};
use state::State;

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const BREAK: usize = 4;

/// The label of a root.
pub(crate) const ROOT: u16 = 0;

#[derive(Debug)]
pub(crate) struct Parser {
    pub(crate) model: StepModel,
    pub(crate) encoder: usize,
    /// Action and label number of each class.
    moves: Vec<(usize, u16)>,
    /// Choices by the set of valid actions, one bit each.
    choices: Vec<Choice>,
    labels: Vec<String>,
    /// What a label that stands for a lifted arc means; `None` for plain labels.
    lifted: Vec<Option<Lifted>>,
}

/// Scratch space of a parse, and its result.
#[derive(Debug, Default)]
pub(crate) struct ParserMemory {
    pub(crate) steps: StepMemory,
    state: State,
    edges: Edges,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    pub(crate) sentence_starts: Vec<bool>,
}

impl Parser {
    pub(crate) fn new(
        file: &ModelFile,
        steps: &Steps,
        encoder: usize,
        width: usize,
        level: Level,
    ) -> Result<Parser, ModelError> {
        let model = StepModel::new(file, steps, usize::MAX, width, level)?;
        let mut labels = vec!["ROOT".to_owned()];
        let mut number = |label: &str| -> u16 {
            let at = labels.iter().position(|known| known == label).unwrap_or_else(|| {
                labels.push(label.to_owned());
                labels.len() - 1
            });
            at as u16
        };
        let mut moves = Vec::new();
        for (action, label) in &steps.moves {
            let action = usize::from(*action);
            if action > BREAK {
                return Err(ModelError::part("parser", format!("action {action}, expected 0 to {BREAK}")));
            }
            moves.push((action, number(if matches!(action, LEFT | RIGHT) { label } else { "ROOT" })));
        }
        for action in [SHIFT, REDUCE] {
            if !moves.iter().any(|&(of, _)| of == action) {
                return Err(ModelError::part("parser", format!("no class for action {action}")));
            }
        }
        // A lifted label `a||b` means: label `a`, under the nearest token labelled `b`.
        let mut at = 0;
        let mut lifted = Vec::new();
        while at < labels.len() {
            lifted.push(labels[at].clone().split_once("||").map(|(label, under)| {
                let mut number = |label: &str| {
                    labels.iter().position(|known| known == label).unwrap_or_else(|| {
                        labels.push(label.to_owned());
                        labels.len() - 1
                    }) as u16
                };
                Lifted { label: number(label), under: number(under) }
            }));
            at += 1;
        }
        let choices =
            (0..32).map(|valid: usize| model.choice(|class| valid >> moves[class].0 & 1 == 1)).collect();
        Ok(Parser { model, encoder, moves, choices, labels, lifted })
    }

    /// Label names by number; number 0 is `ROOT`.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Parses the tokens whose vectors were fed; `is_space` tells which are white space.
    pub(crate) fn parse(&self, tokens: usize, is_space: impl Fn(usize) -> bool, memory: &mut ParserMemory) {
        let ParserMemory { steps, state, edges, heads, labels, sentence_starts } = memory;
        state.begin(tokens);
        while !state.done() {
            let valid = state.valid();
            let choice = &self.choices[valid];
            let class = choice.only().unwrap_or_else(|| self.model.best(&state.slots(), choice, steps));
            let (action, label) = self.moves[class];
            match action {
                SHIFT => state.shift(),
                REDUCE => state.reduce(),
                LEFT => state.left(label),
                RIGHT => state.right(label),
                _ => state.break_before_next(),
            }
        }
        state.result(heads, labels);
        edges.find(heads);
        if labels.iter().any(|&label| self.lifted[usize::from(label)].is_some()) {
            projectivity::lower(heads, labels, edges, |label| self.lifted[usize::from(label)], is_space);
            edges.find(heads);
        }
        sentence_starts.clear();
        sentence_starts.resize(tokens, false);
        for (token, &head) in heads.iter().enumerate() {
            if head as usize == token {
                sentence_starts[edges.of(token).0 as usize] = true;
            }
        }
    }
}
