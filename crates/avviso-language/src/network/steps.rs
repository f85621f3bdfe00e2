//! The scorer of a transition system: which action next, given a few tokens of the state.

use crate::error::ModelError;
use crate::model::file::ModelFile;
use crate::model::manifest;
use crate::network::{Packed, to_lines};
use crate::simd::{self, Level, Line, floats};

/// Tokens whose lower layer is computed at a time.
const BLOCK: usize = 64;
/// Blocks that are kept; of a longer text the least recently used is computed again when it is needed.
const BLOCKS: usize = 128;
const NOWHERE: u32 = u32::MAX;

/// No token stands in a slot of the state.
pub(crate) const NO_TOKEN: u32 = u32::MAX;

/// Classes among which the best is sought.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// 0 for a class of the choice, minus infinity for others.
    mask: Vec<Line>,
    /// Output lines that hold a class of the choice.
    lines: u32,
    first: u32,
    count: usize,
}

impl Choice {
    /// The only class, if there is one.
    pub(crate) fn only(&self) -> Option<usize> {
        (self.count == 1).then_some(self.first as usize)
    }
}

#[derive(Debug)]
pub(crate) struct StepModel {
    level: Level,
    projection: Packed,
    /// Lower layer of the slots that nearly every step reads, for all tokens.
    lower: Packed,
    /// Lower layer of each slot that is mostly empty, computed when it is read.
    rare: Vec<Packed>,
    /// What an empty slot adds: one row of the lower layer.
    pad: Vec<Line>,
    lower_bias: Vec<Line>,
    pieces: usize,
    upper: Vec<Line>,
    upper_bias: Vec<Line>,
    slots: usize,
    classes: usize,
}

/// Rows of the lower layer for the text at hand.
#[derive(Debug, Default)]
pub(crate) struct StepMemory {
    /// Projected token vectors.
    projected: Vec<Line>,
    tokens: usize,
    /// The empty slots' row, the part of each rare slot, then the kept blocks.
    lower: Vec<Line>,
    /// Token in each rare slot's part.
    rare: Vec<u32>,
    /// Place of each block of tokens.
    place: Vec<u32>,
    /// Block in each place and when it was last used.
    held: Vec<(u32, u64)>,
    clock: u64,
    scores: Vec<Line>,
}

impl StepModel {
    /// Reads the model; its first `common` slots are computed for all tokens, the others when a token stands there.
    pub(crate) fn new(
        file: &ModelFile,
        steps: &manifest::Steps,
        common: usize,
        width: usize,
        level: Level,
    ) -> Result<StepModel, ModelError> {
        let (slots, hidden, pieces) = (steps.slots as usize, steps.hidden as usize, steps.pieces as usize);
        let inputs = steps.projection.outputs as usize;
        let classes = steps.moves.len();
        let odd = steps.projection.inputs as usize != width
            || steps.upper.inputs as usize != hidden
            || steps.upper.outputs as usize != classes
            || !hidden.is_multiple_of(16)
            || !(16..=128).contains(&hidden)
            || !(1..=3).contains(&pieces)
            || !(1..=16).contains(&slots)
            || !(1..=512).contains(&classes);
        if odd {
            return Err(ModelError::part(
                "transition system",
                format!("{slots} slots, {hidden} hidden units, {pieces} pieces, {classes} classes"),
            ));
        }
        let part = hidden * pieces;
        let row = slots * part;
        let common = common.min(slots);
        let weights: &[f32] = file.array_of(steps.lower, row.saturating_mul(inputs), "lower layer")?;
        let bias: &[f32] = file.array_of(steps.lower_bias, hidden * pieces, "lower bias")?;
        let pad: &[f32] = file.array_of(steps.pad, row, "lower padding")?;
        // spaCy has the pieces innermost; here they are outermost within a slot, so that the largest of them is taken
        // line by line.
        let mut order = Vec::with_capacity(row);
        for slot in 0..slots {
            for piece in 0..pieces {
                order.extend((0..hidden).map(|unit| (slot * hidden + unit) * pieces + piece));
            }
        }
        let moved: Vec<f32> =
            order.iter().flat_map(|&from| &weights[from * inputs..(from + 1) * inputs]).copied().collect();
        let padding: Vec<f32> = order.iter().map(|&from| pad[from]).collect();
        let lower_bias: Vec<f32> = order[..hidden * pieces].iter().map(|&from| bias[from]).collect();
        let upper_weights: &[f32] = file.array_of(steps.upper.w, hidden * classes, "upper layer")?;
        let mut upper = vec![Line::ZERO; classes.div_ceil(16) * hidden];
        for (class, row) in upper_weights.chunks_exact(hidden).enumerate() {
            for (input, &weight) in row.iter().enumerate() {
                upper[class / 16 * hidden + input].0[class % 16] = weight;
            }
        }
        Ok(StepModel {
            level,
            projection: Packed::read(file, &steps.projection, "projection")?,
            lower: Packed::new(&moved[..common * part * inputs], &vec![0.0; common * part], inputs),
            rare: moved[common * part * inputs..]
                .chunks_exact((part * inputs).max(1))
                .map(|weights| Packed::new(weights, &vec![0.0; part], inputs))
                .collect(),
            pad: to_lines(&padding),
            lower_bias: to_lines(&lower_bias),
            pieces,
            upper,
            upper_bias: to_lines(file.array_of(steps.upper.b, classes, "upper bias")?),
            slots,
            classes,
        })
    }

    /// A choice among classes.
    pub(crate) fn choice(&self, wanted: impl Fn(usize) -> bool) -> Choice {
        let mut mask = vec![Line([f32::NEG_INFINITY; 16]); self.upper_bias.len()];
        let mut choice = Choice { mask: Vec::new(), lines: 0, first: 0, count: 0 };
        for class in (0..self.classes).filter(|&class| wanted(class)) {
            mask[class / 16].0[class % 16] = 0.0;
            choice.lines |= 1 << (class / 16);
            if choice.count == 0 {
                choice.first = class as u32;
            }
            choice.count += 1;
        }
        choice.mask = mask;
        choice
    }

    /// Begins a text of `tokens` tokens.
    pub(crate) fn begin(&self, tokens: usize, memory: &mut StepMemory) {
        memory.tokens = tokens;
        memory.projected.resize(tokens * self.projection.lines(), Line::ZERO);
        memory.place.clear();
        memory.place.resize(tokens.div_ceil(BLOCK), NOWHERE);
        memory.held.clear();
        memory.scores.resize(self.upper_bias.len(), Line::ZERO);
        memory.rare.clear();
        memory.rare.resize(self.rare.len(), NO_TOKEN);
        memory.lower.resize(self.blocks_from().max(memory.lower.len()), Line::ZERO);
        memory.lower[..self.pad.len()].copy_from_slice(&self.pad);
    }

    /// Takes the vectors of tokens from number `first` on.
    pub(crate) fn feed(&self, first: usize, rows: &[Line], stride: usize, memory: &mut StepMemory) {
        let lines = self.projection.lines();
        let count = rows.len() / stride;
        self.projection.apply(
            self.level,
            rows,
            stride,
            count,
            &mut memory.projected[first * lines..(first + count) * lines],
        );
    }

    /// The best class of a choice (the lowest of equals) when `tokens` stand in the slots.
    pub(crate) fn best(&self, tokens: &[u32], choice: &Choice, memory: &mut StepMemory) -> usize {
        let part = self.lower_bias.len();
        let common = self.slots - self.rare.len();
        let mut at = [0u32; 16];
        for (slot, &token) in tokens.iter().enumerate() {
            let start = if token == NO_TOKEN {
                slot * part
            } else if slot < common {
                self.row_of(token as usize, memory) + slot * part
            } else {
                self.rare_part(slot - common, token, memory)
            };
            at[slot] = start as u32;
        }
        let StepMemory { lower, scores, .. } = memory;
        let mut best = choice.first;
        simd::step_best(
            self.level,
            lower,
            &at[..tokens.len()],
            self.pieces,
            &self.lower_bias,
            &self.upper,
            &self.upper_bias,
            choice.lines,
            &choice.mask,
            scores,
            &mut best,
        );
        best as usize
    }

    /// Where the blocks of rows begin in the memory.
    fn blocks_from(&self) -> usize {
        self.pad.len() + self.rare.len() * self.lower_bias.len()
    }

    /// Where the part of a rare slot begins, for a token that stands there.
    fn rare_part(&self, rare: usize, token: u32, memory: &mut StepMemory) -> usize {
        let part = self.lower_bias.len();
        let start = self.pad.len() + rare * part;
        if memory.rare[rare] != token {
            memory.rare[rare] = token;
            let stride = self.projection.lines();
            let StepMemory { projected, lower, .. } = memory;
            let row = &projected[token as usize * stride..(token as usize + 1) * stride];
            self.rare[rare].apply(self.level, row, stride, 1, &mut lower[start..start + part]);
        }
        start
    }

    /// Where the lower layer's row of a token begins; its block is computed if it is not at hand.
    fn row_of(&self, token: usize, memory: &mut StepMemory) -> usize {
        let row = self.lower.lines();
        let block = token / BLOCK;
        memory.clock += 1;
        let mut place = memory.place[block];
        if place == NOWHERE {
            place = if memory.held.len() < BLOCKS {
                memory.held.push((0, 0));
                memory.held.len() as u32 - 1
            } else {
                let oldest = (0..BLOCKS).min_by_key(|&place| memory.held[place].1).unwrap_or(0);
                memory.place[memory.held[oldest].0 as usize] = NOWHERE;
                oldest as u32
            };
            memory.place[block] = place;
            memory.held[place as usize] = (block as u32, memory.clock);
            let first = block * BLOCK;
            let count = (memory.tokens - first).min(BLOCK);
            let start = self.blocks_from() + row * place as usize * BLOCK;
            if memory.lower.len() < start + BLOCK * row {
                memory.lower.resize(start + BLOCK * row, Line::ZERO);
            }
            let stride = self.projection.lines();
            let StepMemory { projected, lower, .. } = memory;
            self.lower.apply(
                self.level,
                &projected[first * stride..(first + count) * stride],
                stride,
                count,
                &mut lower[start..],
            );
        }
        memory.held[place as usize].1 = memory.clock;
        self.blocks_from() + row * (place as usize * BLOCK + token % BLOCK)
    }
}

/// The first of the largest values of a row.
pub(crate) fn first_largest(row: &[Line], outputs: usize) -> usize {
    let values = &floats(row)[..outputs];
    let mut best = 0;
    for (at, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = at;
        }
    }
    best
}
