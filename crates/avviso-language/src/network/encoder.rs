//! `MultiHashEmbed`, static vectors and the maxout window encoder: a vector for each token in its context.
//!
//! What depends on the word type alone (embeddings, mixer, and what the type adds to the first window layer) is computed
//! once for each type. The window layers are convolutions over three tokens; those after the first are computed for four
//! tokens at a time from sums of neighbouring rows (Winograd's F(4,3)), with six products instead of twelve.

use std::sync::Arc;

use crate::error::ModelError;
use crate::hash::row_keys;
use crate::lexeme::{Features, Lexemes};
use crate::model::file::ModelFile;
use crate::model::manifest::{self, Array, Attribute};
use crate::network::{Packed, to_lines};
use crate::simd::{self, GROUP, Level, Line, PARTS, floats, floats_mut};
use crate::table;
use crate::tokeniser::Piece;

/// Tokens that are encoded at a time: with four before and after, a whole number of batches of groups.
const SEGMENT: usize = 1_144;
/// Groups of tokens that a window layer takes at a time: their inputs and products stay in the second-level cache.
const GROUPS: usize = 48;
/// Types whose products with the first window layer are kept. Frequent words come early; what comes later is computed
/// for each segment.
const KEPT: usize = 6_144;
/// Types whose mixer is computed at a time.
const TYPES: usize = 64;
const UNKNOWN: u32 = u32::MAX;

#[derive(Debug)]
struct Embedding {
    attribute: Attribute,
    seed: u32,
    rows: u32,
    table: Array,
}

/// Layer normalisation.
#[derive(Debug)]
struct Norm {
    gain: Vec<Line>,
    shift: Vec<Line>,
}

/// A maxout layer over one row.
#[derive(Debug)]
struct Mixer {
    inputs: usize,
    pieces: usize,
    weights: Vec<Line>,
    bias: Vec<Line>,
    norm: Norm,
}

/// The first maxout layer over a window of three rows: what a row adds as the left, the middle and the right.
#[derive(Debug)]
struct First {
    pieces: usize,
    products: Packed,
    bias: Vec<Line>,
    norm: Norm,
}

/// A later maxout layer over a window of three rows, as six matrices for each panel of sixteen outputs.
#[derive(Debug)]
struct Window {
    pieces: usize,
    weights: Vec<Line>,
    bias: Vec<Line>,
    norm: Norm,
}

#[derive(Debug)]
struct Vectors {
    ids: Array,
    rows: Array,
    projected: Array,
}

#[derive(Debug)]
pub(crate) struct Encoder {
    file: Arc<ModelFile>,
    level: Level,
    /// Lines of one row.
    lines: usize,
    embeddings: Vec<Embedding>,
    vectors: Option<Vectors>,
    mixer: Mixer,
    first: Option<First>,
    windows: Vec<Window>,
    /// Whether the white-space flag is among the features.
    spaced: bool,
}

/// Rows of the types met so far, and scratch space.
#[derive(Debug, Default)]
pub(crate) struct EncoderMemory {
    /// Row of a lexeme without and with the white-space flag.
    index: Vec<[u32; 2]>,
    types: Vec<Line>,
    wanted: Vec<(u32, bool)>,
    /// Products of some types with the first window layer: a row of zeros, the kept ones, then those of a segment.
    products: Vec<Line>,
    /// Row of each type's products.
    place: Vec<u32>,
    kept: usize,
    /// Types whose products are computed next, and types whose products are not kept.
    fresh: Vec<u32>,
    passing: Vec<u32>,
    /// Row of the products of each token at hand.
    at: Vec<u32>,
    inputs: Vec<Line>,
    mixed: Vec<Line>,
    now: Vec<Line>,
    next: Vec<Line>,
    sums: Vec<Line>,
    peaks: Vec<Line>,
    tiles: Vec<Line>,
}

impl EncoderMemory {
    pub(crate) fn clear(&mut self) {
        self.index.clear();
        self.types.clear();
        self.place.clear();
        self.passing.clear();
        self.kept = 0;
    }
}

impl Encoder {
    pub(crate) fn new(
        file: &Arc<ModelFile>,
        encoder: &manifest::Encoder,
        vectors: Option<&manifest::Vectors>,
        level: Level,
    ) -> Result<Encoder, ModelError> {
        let width = encoder.width as usize;
        if width == 0 || !width.is_multiple_of(16) || width > 4096 || encoder.layers.len() > 32 {
            return Err(ModelError::part(
                "encoder",
                format!("width {width}, {} layers", encoder.layers.len()),
            ));
        }
        let mut embeddings = Vec::new();
        for embedding in &encoder.embeddings {
            file.array_of::<f32>(
                embedding.table,
                (embedding.rows as usize).saturating_mul(width),
                "embedding table",
            )?;
            if embedding.rows == 0 {
                return Err(ModelError::part("embedding table", "no rows"));
            }
            embeddings.push(Embedding {
                attribute: embedding.attribute,
                seed: embedding.seed,
                rows: embedding.rows,
                table: embedding.table,
            });
        }
        let vectors = match (encoder.projected, vectors) {
            (Some(projected), Some(vectors)) => {
                let rows: &[u32] = file.array_of(vectors.rows, vectors.ids.len as usize, "vector rows")?;
                file.array::<u64>(vectors.ids)?;
                file.array_of::<f32>(projected, (vectors.count as usize).saturating_mul(width), "vectors")?;
                if rows.iter().any(|&row| row >= vectors.count) {
                    return Err(ModelError::part("vector rows", "a row beyond the vectors"));
                }
                Some(Vectors { ids: vectors.ids, rows: vectors.rows, projected })
            }
            (Some(_), None) => return Err(ModelError::part("encoder", "static vectors without their table")),
            (None, _) => None,
        };
        let inputs = (embeddings.len() + usize::from(vectors.is_some())) * width;
        let mixer = &encoder.mixer;
        let (weights, bias) = maxout_arrays(file, mixer, width, inputs)?;
        let pieces = mixer.pieces as usize;
        let mixer = Mixer {
            inputs,
            pieces,
            weights: panels(width, pieces, inputs, |output, piece, input| {
                weights[(output * pieces + piece) * inputs + input]
            }),
            bias: bias_lines(bias, width, pieces),
            norm: norm(file, mixer, width)?,
        };
        let mut first = None;
        let mut windows = Vec::new();
        for (number, layer) in encoder.layers.iter().enumerate() {
            let (weights, bias) = maxout_arrays(file, layer, width, 3 * width)?;
            let pieces = layer.pieces as usize;
            let (bias, norm) = (bias_lines(bias, width, pieces), norm(file, layer, width)?);
            if number == 0 {
                let products = side_products(weights, width, pieces);
                first = Some(First { pieces, products, bias, norm });
            } else {
                let weights = window_panels(weights, width, pieces);
                windows.push(Window { pieces, weights, bias, norm });
            }
        }
        let spaced = embeddings.iter().any(|embedding| embedding.attribute == Attribute::Spacy);
        Ok(Encoder {
            file: Arc::clone(file),
            level,
            lines: width / 16,
            embeddings,
            vectors,
            mixer,
            first,
            windows,
            spaced,
        })
    }

    /// Lines of one row.
    pub(crate) fn lines(&self) -> usize {
        self.lines
    }

    pub(crate) fn width(&self) -> usize {
        self.lines * 16
    }

    /// Encodes the tokens, some hundred at a time: `each(first, rows)` gets the number of the first and their rows.
    pub(crate) fn encode(
        &self,
        pieces: &[Piece],
        lexemes: &Lexemes,
        memory: &mut EncoderMemory,
        mut each: impl FnMut(usize, &[Line]),
    ) {
        self.learn_types(pieces, lexemes, memory);
        // Each layer sees one more neighbour to each side; rows beyond the text are zero before the first layer, and
        // what the layers make of them there is part of the model.
        let halo = self.windows.len() + usize::from(self.first.is_some());
        let lines = self.lines;
        for first in (0..pieces.len()).step_by(SEGMENT) {
            let count = (pieces.len() - first).min(SEGMENT);
            let rows = (count + 2 * halo).next_multiple_of(GROUP);
            let EncoderMemory { index, types, now, next, .. } = memory;
            // A row before and one after, for the windows of the outermost rows.
            now.clear();
            now.resize((rows + 2) * lines, Line::ZERO);
            next.clear();
            next.resize((rows + 2) * lines, Line::ZERO);
            let type_of = |row: usize| {
                let piece = (first + row).checked_sub(halo).and_then(|at| pieces.get(at))?;
                Some(index[piece.lexeme as usize][self.flag(piece.spaced)])
            };
            memory.at.clear();
            memory.at.resize(rows + 2, UNKNOWN);
            for row in 0..count + 2 * halo {
                if let Some(known) = type_of(row) {
                    let from = known as usize * lines;
                    now[(row + 1) * lines..(row + 2) * lines].copy_from_slice(&types[from..from + lines]);
                    memory.at[row + 1] = known;
                }
            }
            if let Some(layer) = &self.first {
                self.first_window(layer, rows, memory);
            }
            let EncoderMemory { now, next, sums, peaks, tiles, .. } = memory;
            for window in &self.windows {
                for group in (0..rows / GROUP).step_by(GROUPS) {
                    let groups = (rows / GROUP - group).min(GROUPS);
                    let at = 1 + GROUP * group;
                    sums.resize(PARTS * GROUPS * lines, Line::ZERO);
                    peaks.resize(GROUP * GROUPS * lines, Line::ZERO);
                    tiles.resize(PARTS * GROUPS * 3, Line::ZERO);
                    let Window { pieces, weights, bias, norm: Norm { gain, shift } } = window;
                    simd::window_inputs(self.level, now, at, groups, lines, sums);
                    simd::window_maxout(
                        self.level, sums, groups, lines, *pieces, weights, bias, tiles, peaks,
                    );
                    let range = at * lines..(at + GROUP * groups) * lines;
                    simd::layer_norm(
                        self.level,
                        peaks,
                        GROUP * groups,
                        gain,
                        shift,
                        &now[range.clone()],
                        &mut next[range],
                    );
                }
                std::mem::swap(now, next);
            }
            each(first, &now[(halo + 1) * lines..(halo + 1 + count) * lines]);
        }
    }

    /// Runs the first window layer over `rows` rows of `memory.now`; `memory.at` has their types.
    fn first_window(&self, layer: &First, rows: usize, memory: &mut EncoderMemory) {
        let First { pieces, products: side, bias, norm: Norm { gain, shift } } = layer;
        let (lines, stride) = (self.lines, side.lines());
        let EncoderMemory {
            types, products, place, kept, fresh, passing, at, inputs, now, next, peaks, ..
        } = memory;
        for known in passing.drain(..) {
            place[known as usize] = UNKNOWN;
        }
        place.resize(types.len() / lines, UNKNOWN);
        fresh.clear();
        // The first row is that of no token: zeros.
        for row in at.iter_mut() {
            if *row == UNKNOWN {
                *row = 0;
                continue;
            }
            let known = *row;
            if place[known as usize] == UNKNOWN {
                place[known as usize] = (1 + *kept + passing.len()) as u32;
                fresh.push(known);
                if *kept < KEPT { *kept += 1 } else { passing.push(known) }
            }
            *row = place[known as usize];
        }
        let mut to = (1 + *kept + passing.len() - fresh.len()) * stride;
        products.resize((to + fresh.len() * stride).max(stride), Line::ZERO);
        inputs.resize(inputs.len().max(TYPES * lines), Line::ZERO);
        for batch in fresh.chunks(TYPES) {
            for (row, &known) in inputs.chunks_exact_mut(lines).zip(batch) {
                row.copy_from_slice(&types[known as usize * lines..][..lines]);
            }
            side.apply(self.level, inputs, lines, batch.len(), &mut products[to..]);
            to += batch.len() * stride;
        }
        peaks.resize(GROUP * GROUPS * lines, Line::ZERO);
        for from in (0..rows).step_by(GROUP * GROUPS) {
            let count = (rows - from).min(GROUP * GROUPS);
            simd::window_sums(self.level, products, &at[from..from + count + 2], *pieces, bias, peaks);
            let range = (from + 1) * lines..(from + 1 + count) * lines;
            simd::layer_norm(self.level, peaks, count, gain, shift, &now[range.clone()], &mut next[range]);
        }
        std::mem::swap(now, next);
    }

    fn flag(&self, spaced: bool) -> usize {
        usize::from(self.spaced && spaced)
    }

    /// Computes the rows of the types that are new.
    fn learn_types(&self, pieces: &[Piece], lexemes: &Lexemes, memory: &mut EncoderMemory) {
        let lines = self.lines;
        memory.index.resize(lexemes.len(), [UNKNOWN; 2]);
        memory.wanted.clear();
        let mut known = (memory.types.len() / lines) as u32;
        for piece in pieces {
            let flag = self.flag(piece.spaced);
            let slot = &mut memory.index[piece.lexeme as usize][flag];
            if *slot == UNKNOWN {
                *slot = known;
                known += 1;
                memory.wanted.push((piece.lexeme, flag == 1));
            }
        }
        let EncoderMemory { types, wanted, inputs, mixed, .. } = memory;
        let stride = self.mixer.inputs.div_ceil(16);
        inputs.resize(inputs.len().max(TYPES * stride), Line::ZERO);
        mixed.resize(TYPES * lines, Line::ZERO);
        for batch in wanted.chunks(TYPES) {
            for (row, &(lexeme, spaced)) in inputs.chunks_exact_mut(stride).zip(batch) {
                self.embed(&lexemes.get(lexeme).features, spaced, floats_mut(row));
            }
            let Mixer { inputs: k, pieces, weights, bias, norm } = &self.mixer;
            simd::maxout(self.level, inputs, stride, batch.len(), *k, *pieces, weights, bias, mixed);
            let start = types.len();
            types.resize(start + batch.len() * lines, Line::ZERO);
            simd::layer_norm(
                self.level,
                mixed,
                batch.len(),
                &norm.gain,
                &norm.shift,
                &[],
                &mut types[start..],
            );
        }
    }

    /// The embeddings of one type, one after the other.
    fn embed(&self, features: &Features, spaced: bool, out: &mut [f32]) {
        let width = self.lines * 16;
        let mut parts = out.chunks_exact_mut(width);
        for (embedding, part) in self.embeddings.iter().zip(&mut parts) {
            let table: &[f32] = self.file.checked(embedding.table);
            let keys = row_keys(features.id(embedding.attribute, spaced), embedding.seed);
            let [a, b, c, d] = keys.map(|key| {
                let row = (key % embedding.rows) as usize * width;
                &table[row..row + width]
            });
            for i in 0..width {
                part[i] = ((a[i] + b[i]) + c[i]) + d[i];
            }
        }
        if let (Some(vectors), Some(part)) = (&self.vectors, parts.next()) {
            let (ids, rows) = (self.file.checked::<u64>(vectors.ids), self.file.checked::<u32>(vectors.rows));
            match table::find(ids, features.orth) {
                Some(at) => {
                    let row = rows[at] as usize * width;
                    part.copy_from_slice(&self.file.checked::<f32>(vectors.projected)[row..row + width]);
                }
                None => part.fill(0.0),
            }
        }
    }
}

fn maxout_arrays<'f>(
    file: &'f ModelFile,
    layer: &manifest::Maxout,
    width: usize,
    inputs: usize,
) -> Result<(&'f [f32], &'f [f32]), ModelError> {
    let pieces = layer.pieces as usize;
    if !(1..=3).contains(&pieces) || layer.inputs as usize != inputs {
        return Err(ModelError::part(
            "maxout layer",
            format!("{pieces} pieces, {} inputs, expected {inputs}", layer.inputs),
        ));
    }
    Ok((
        file.array_of(layer.w, width * pieces * inputs, "maxout weights")?,
        file.array_of(layer.b, width * pieces, "maxout bias")?,
    ))
}

fn norm(file: &ModelFile, layer: &manifest::Maxout, width: usize) -> Result<Norm, ModelError> {
    Ok(Norm {
        gain: to_lines(file.array_of(layer.gain, width, "layer normalisation")?),
        shift: to_lines(file.array_of(layer.shift, width, "layer normalisation")?),
    })
}

/// For each panel of sixteen outputs: input by input, a line for each piece.
fn panels(
    width: usize,
    pieces: usize,
    inputs: usize,
    weight: impl Fn(usize, usize, usize) -> f32,
) -> Vec<Line> {
    let mut out = Vec::with_capacity(width / 16 * inputs * pieces);
    for panel in 0..width / 16 {
        for input in 0..inputs {
            for piece in 0..pieces {
                out.push(Line(std::array::from_fn(|lane| weight(panel * 16 + lane, piece, input))));
            }
        }
    }
    out
}

/// What a row adds to a window of three as the left, the middle and the right: for each side, panel and piece a line.
fn side_products(weights: &[f32], width: usize, pieces: usize) -> Packed {
    let mut rows = Vec::with_capacity(weights.len());
    for side in 0..3 {
        for panel in 0..width / 16 {
            for piece in 0..pieces {
                for output in panel * 16..panel * 16 + 16 {
                    let row = ((output * pieces + piece) * 3 + side) * width;
                    rows.extend_from_slice(&weights[row..row + width]);
                }
            }
        }
    }
    Packed::new(&rows, &vec![0.0; 3 * width * pieces], width)
}

/// The six matrices of a window of three, from left, middle and right: l / 4, -(l + m + r) / 6, -(l - m + r) / 6,
/// (l + 2m + 4r) / 24, (l - 2m + 4r) / 24, r.
fn window_panels(weights: &[f32], width: usize, pieces: usize) -> Vec<Line> {
    let block = width * pieces;
    let mut out = vec![Line::ZERO; width / 16 * PARTS * block];
    for (panel, six) in out.chunks_exact_mut(PARTS * block).enumerate() {
        for piece in 0..pieces {
            let rows: [&[f32]; 16] = std::array::from_fn(|lane| {
                &weights[((panel * 16 + lane) * pieces + piece) * 3 * width..][..3 * width]
            });
            for input in 0..width {
                let at = input * pieces + piece;
                for (lane, row) in rows.iter().enumerate() {
                    let [l, m, r] = [row[input], row[width + input], row[2 * width + input]].map(f64::from);
                    let values = [
                        l / 4.0,
                        -(l + m + r) / 6.0,
                        -(l - m + r) / 6.0,
                        (l + 2.0 * m + 4.0 * r) / 24.0,
                        (l - 2.0 * m + 4.0 * r) / 24.0,
                        r,
                    ];
                    for (part, value) in values.into_iter().enumerate() {
                        six[part * block + at].0[lane] = value as f32;
                    }
                }
            }
        }
    }
    out
}

/// For each panel of sixteen outputs a line for each piece.
fn bias_lines(bias: &[f32], width: usize, pieces: usize) -> Vec<Line> {
    panels(width, pieces, 1, |output, piece, _| bias[output * pieces + piece])
}

/// The rows of a slice of lines as plain vectors.
pub(crate) fn copy_rows(rows: &[Line], out: &mut Vec<f32>) {
    out.extend_from_slice(floats(rows));
}
