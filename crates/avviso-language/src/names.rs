//! Names: a greedy BILUO transition system, one action for each token.

use crate::error::ModelError;
use crate::model::file::ModelFile;
use crate::model::manifest::Steps;
use crate::network::steps::{Choice, NO_TOKEN, StepMemory, StepModel};
use crate::simd::Level;

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// A name: a range of tokens and the number of its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) label: u16,
}

#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) model: StepModel,
    pub(crate) encoder: usize,
    moves: Vec<(u8, u16)>,
    labels: Vec<String>,
    /// Outside a name: whether one may begin here and go on (2), begin and end (1), or neither (0).
    closed: [Choice; 3],
    /// Inside a name, by label: it may go on or end, or must end.
    open: Vec<[Choice; 2]>,
}

impl Names {
    pub(crate) fn new(
        file: &ModelFile,
        steps: &Steps,
        encoder: usize,
        width: usize,
        level: Level,
    ) -> Result<Names, ModelError> {
        let model = StepModel::new(file, steps, 1, width, level)?;
        let mut labels: Vec<String> = Vec::new();
        let mut moves = Vec::new();
        for (action, label) in &steps.moves {
            if *action > OUT {
                return Err(ModelError::unsupported(
                    "a name recogniser",
                    format!("action {action}, expected 0 to {OUT}"),
                ));
            }
            let at = labels.iter().position(|known| known == label).unwrap_or_else(|| {
                labels.push(label.clone());
                labels.len() - 1
            });
            moves.push((*action, at as u16));
        }
        let named = |class: usize| !labels[usize::from(moves[class].1)].is_empty();
        let closed = [0, 1, 2].map(|state| {
            model.choice(|class| match moves[class].0 {
                OUT => true,
                UNIT => state >= 1 && named(class),
                BEGIN => state >= 2,
                _ => false,
            })
        });
        let open: Vec<[Choice; 2]> = (0..labels.len() as u16)
            .map(|label| {
                [LAST, IN].map(|least| {
                    model.choice(|class| {
                        moves[class].1 == label
                            && (moves[class].0 == LAST || (least == IN && moves[class].0 == IN))
                    })
                })
            })
            .collect();
        // Every name that can begin can end, and a token can stand outside: then some class is always valid.
        let ends = |label: u16| moves.contains(&(LAST, label));
        if closed[0].only().is_none() || moves.iter().any(|&(action, label)| action == BEGIN && !ends(label))
        {
            return Err(ModelError::part(
                "names",
                "a name that cannot end, or no class for tokens outside names",
            ));
        }
        Ok(Names { model, encoder, moves, labels, closed, open })
    }

    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Finds the names among the tokens whose vectors were fed. No name crosses a sentence start or begins with white
    /// space.
    pub(crate) fn find(
        &self,
        tokens: usize,
        sentence_start: impl Fn(usize) -> bool,
        is_space: impl Fn(usize) -> bool,
        memory: &mut StepMemory,
        out: &mut Vec<Name>,
    ) {
        out.clear();
        let mut open: Option<(u32, u16)> = None;
        for token in 0..tokens {
            let goes_on = token + 1 < tokens && !sentence_start(token + 1);
            let choice = match open {
                Some((_, label)) => &self.open[usize::from(label)][usize::from(goes_on)],
                None if is_space(token) => &self.closed[0],
                None => &self.closed[1 + usize::from(goes_on)],
            };
            let class = choice.only().unwrap_or_else(|| {
                let slots = match open {
                    Some((start, _)) => [token as u32, start, token as u32 - 1],
                    None => [token as u32, NO_TOKEN, NO_TOKEN],
                };
                self.model.best(&slots, choice, memory)
            });
            let (action, label) = self.moves[class];
            match action {
                BEGIN => open = Some((token as u32, label)),
                UNIT => out.push(Name { start: token as u32, end: token as u32 + 1, label }),
                LAST => {
                    if let Some((start, _)) = open.take() {
                        out.push(Name { start, end: token as u32 + 1, label });
                    }
                }
                _ => {}
            }
        }
    }
}
