//! The networks: encoders of tokens, linear layers, the scorer of transition systems.

pub(crate) mod encoder;
pub(crate) mod steps;

use crate::error::ModelError;
use crate::model::file::ModelFile;
use crate::model::manifest::Linear;
use crate::simd::{self, Level, Line, floats_mut};

/// A linear layer, its weights laid out for [`simd::linear`]: groups of three lines of outputs, input by input.
#[derive(Debug)]
pub(crate) struct Packed {
    weights: Vec<Line>,
    bias: Vec<Line>,
    inputs: usize,
    outputs: usize,
}

impl Packed {
    /// Lays out a layer of `outputs` x `inputs` weights.
    pub(crate) fn new(weights: &[f32], bias: &[f32], inputs: usize) -> Packed {
        let outputs = bias.len();
        let lines = outputs.div_ceil(16);
        let mut packed = vec![Line::ZERO; lines * inputs];
        for line in 0..lines {
            let first = line / 3 * 3;
            let count = (lines - first).min(3);
            let rows: [Option<&[f32]>; 16] = std::array::from_fn(|lane| {
                let output = line * 16 + lane;
                (output < outputs).then(|| &weights[output * inputs..(output + 1) * inputs])
            });
            for input in 0..inputs {
                let to = &mut packed[first * inputs + input * count + line - first];
                for (lane, row) in rows.iter().enumerate() {
                    to.0[lane] = row.map_or(0.0, |row| row[input]);
                }
            }
        }
        Packed { weights: packed, bias: to_lines(bias), inputs, outputs }
    }

    pub(crate) fn read(file: &ModelFile, layer: &Linear, part: &str) -> Result<Packed, ModelError> {
        let (inputs, outputs) = (layer.inputs as usize, layer.outputs as usize);
        let weights: &[f32] = file.array_of(layer.w, inputs.saturating_mul(outputs), part)?;
        Ok(Packed::new(weights, file.array_of(layer.b, outputs, part)?, inputs))
    }

    /// Lines of one row of outputs.
    pub(crate) fn lines(&self) -> usize {
        self.bias.len()
    }

    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to `rows` rows that lie `stride` lines apart.
    pub(crate) fn apply(&self, level: Level, rows: &[Line], stride: usize, count: usize, out: &mut [Line]) {
        simd::linear(level, rows, stride, count, self.inputs, &self.weights, &self.bias, out);
    }
}

/// Floats as whole lines, filled up with zeros.
pub(crate) fn to_lines(values: &[f32]) -> Vec<Line> {
    let mut lines = vec![Line::ZERO; values.len().div_ceil(16)];
    floats_mut(&mut lines)[..values.len()].copy_from_slice(values);
    lines
}
