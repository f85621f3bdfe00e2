//! The arithmetic of the networks, for several vector widths with one result.
//!
//! Every output's sum runs over its inputs in order with fused multiply-add, and sums along a row are taken in 16 lanes
//! that are folded in one fixed order. So AVX-512, AVX2 and the portable path give the same bits; a test compares those
//! that the machine has.
//!
//! This is the one file of the crate with `unsafe` code: vector intrinsics and the raw loads that they take. Each public
//! function checks the lengths of its slices first.
#![allow(unsafe_code, reason = "vector intrinsics; the bounds are asserted at each entrance")]
#![allow(
    clippy::inline_always,
    reason = "a kernel must be inlined into the function that enables its instructions"
)]
#![allow(clippy::needless_range_loop, reason = "lanes of several lines are walked together")]
#![allow(clippy::many_single_char_names, reason = "matrices have letters")]
#![allow(clippy::cast_precision_loss, reason = "row widths are small")]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64 as arch;

/// Sixteen floats: the unit in which weights and rows are laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(64))]
pub(crate) struct Line(pub(crate) [f32; 16]);

impl Line {
    pub(crate) const ZERO: Line = Line([0.0; 16]);
}

/// The floats of some lines, in order.
pub(crate) fn floats(lines: &[Line]) -> &[f32] {
    // SAFETY: `Line` is `repr(C)` around sixteen floats and has no padding (its size equals its alignment).
    unsafe { std::slice::from_raw_parts(lines.as_ptr().cast(), lines.len() * 16) }
}

/// The floats of some lines, in order, to be written.
pub(crate) fn floats_mut(lines: &mut [Line]) -> &mut [f32] {
    // SAFETY: as in `floats`; any bit pattern is a valid float.
    unsafe { std::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), lines.len() * 16) }
}

/// A set of vector instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Simd {
    /// AVX-512F: sixteen lanes.
    Avx512,
    /// AVX2 with fused multiply-add: eight lanes.
    Avx2,
    /// No particular instructions; on processors without fused multiply-add it is computed exactly, and slowly.
    Portable,
}

/// A set of vector instructions that this processor is known to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level(Simd);

impl Level {
    /// The level, if this processor has it.
    pub(crate) fn new(simd: Simd) -> Option<Level> {
        let there = match simd {
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512 => is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(not(target_arch = "x86_64"))]
            Simd::Avx512 | Simd::Avx2 => false,
            Simd::Portable => true,
        };
        there.then_some(Level(simd))
    }

    /// The widest level of this processor.
    pub(crate) fn best() -> Level {
        [Simd::Avx512, Simd::Avx2].into_iter().find_map(Level::new).unwrap_or(Level(Simd::Portable))
    }

    pub(crate) fn simd(self) -> Simd {
        self.0
    }
}

/// One vector register.
trait Vector: Copy {
    /// Lanes.
    const WIDTH: usize;
    /// Rows of a tile: as many as the registers hold with three outputs each.
    const ROWS: usize;
    unsafe fn zero() -> Self;
    unsafe fn splat(value: f32) -> Self;
    unsafe fn load(from: *const f32) -> Self;
    unsafe fn store(self, to: *mut f32);
    /// `a * b + self`, rounded once.
    unsafe fn fused(self, a: Self, b: Self) -> Self;
}

#[cfg(target_arch = "x86_64")]
impl Vector for arch::__m512 {
    const WIDTH: usize = 16;
    const ROWS: usize = 8;
    #[inline(always)]
    unsafe fn zero() -> Self {
        unsafe { arch::_mm512_setzero_ps() }
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        unsafe { arch::_mm512_set1_ps(value) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { arch::_mm512_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { arch::_mm512_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn fused(self, a: Self, b: Self) -> Self {
        unsafe { arch::_mm512_fmadd_ps(a, b, self) }
    }
}

#[cfg(target_arch = "x86_64")]
impl Vector for arch::__m256 {
    const WIDTH: usize = 8;
    // Four rows of three would need all sixteen registers: measured, they are slower.
    const ROWS: usize = 3;
    #[inline(always)]
    unsafe fn zero() -> Self {
        unsafe { arch::_mm256_setzero_ps() }
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        unsafe { arch::_mm256_set1_ps(value) }
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { arch::_mm256_loadu_ps(from) }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { arch::_mm256_storeu_ps(to, self) }
    }
    #[inline(always)]
    unsafe fn fused(self, a: Self, b: Self) -> Self {
        unsafe { arch::_mm256_fmadd_ps(a, b, self) }
    }
}

impl Vector for [f32; 8] {
    const WIDTH: usize = 8;
    const ROWS: usize = 4;
    #[inline(always)]
    unsafe fn zero() -> Self {
        [0.0; 8]
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        [value; 8]
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        unsafe { from.cast::<[f32; 8]>().read() }
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { to.cast::<[f32; 8]>().write(self) }
    }
    #[inline(always)]
    unsafe fn fused(self, a: Self, b: Self) -> Self {
        let mut out = self;
        for lane in 0..8 {
            out[lane] = a[lane].mul_add(b[lane], out[lane]);
        }
        out
    }
}

/// Makes the function that runs `$generic` with the instructions of a level.
macro_rules! dispatch {
    ($(#[$doc:meta])* $name:ident => $generic:ident($($arg:ident: $ty:ty),* $(,)?)) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "one call of a kernel; a struct would be filled and emptied again")]
        pub(crate) fn $name(level: Level, $($arg: $ty),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx2,fma")]
            #[allow(clippy::too_many_arguments, reason = "as above")]
            fn avx512($($arg: $ty),*) {
                $generic::<arch::__m512>($($arg),*);
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            #[allow(clippy::too_many_arguments, reason = "as above")]
            fn avx2($($arg: $ty),*) {
                $generic::<arch::__m256>($($arg),*);
            }
            match level.0 {
                // SAFETY: a `Level` is made only after the processor was asked for these features.
                #[cfg(target_arch = "x86_64")]
                Simd::Avx512 => unsafe { avx512($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Simd::Avx2 => unsafe { avx2($($arg),*) },
                _ => $generic::<[f32; 8]>($($arg),*),
            }
        }
    };
}

dispatch! {
    /// `out = a * w + bias`: `rows` rows of `k` inputs, `stride` lines apart; weights as [`Packed`](crate::network::Packed)
    /// has them for a linear layer; `out` has `outputs` lines a row.
    linear => linear_with(a: &[Line], stride: usize, rows: usize, k: usize, w: &[Line], bias: &[Line], out: &mut [Line])
}

#[inline(always)]
fn linear_with<V: Vector>(
    a: &[Line],
    stride: usize,
    rows: usize,
    k: usize,
    w: &[Line],
    bias: &[Line],
    out: &mut [Line],
) {
    let outputs = bias.len();
    assert!(
        k <= stride * 16 && a.len() >= rows * stride && w.len() == outputs * k && out.len() >= rows * outputs
    );
    let mut first = 0;
    while first < outputs {
        let count = (outputs - first).min(3);
        let panel = &w[first * k..(first + count) * k];
        let add = &bias[first..first + count];
        let mut row = 0;
        while row < rows {
            let height = (rows - row).min(V::ROWS);
            let from =
                Rows { from: floats(a)[row * stride * 16..].as_ptr(), stride: stride * 16, count: height, k };
            let to = floats_mut(out)[(row * outputs + first) * 16..].as_mut_ptr();
            // SAFETY: `height` rows of `k` floats, `stride` lines apart, lie in `a`, since `row + height <= rows`; the
            // panel has `count * k` lines; `out` holds as many rows of `outputs` lines, and `first + count <= outputs`.
            unsafe {
                match *add {
                    [x, y, z] => block::<V, 3>(from, panel.as_ptr(), &[x, y, z], to, outputs * 16),
                    [x, y] => block::<V, 2>(from, panel.as_ptr(), &[x, y], to, outputs * 16),
                    [x] => block::<V, 1>(from, panel.as_ptr(), &[x], to, outputs * 16),
                    _ => unreachable!("a panel has one to three lines"),
                }
            }
            row += height;
        }
        first += count;
    }
}

dispatch! {
    /// `out = max over pieces (a * w + bias)`; a panel of weights is `pieces` lines for each input, for sixteen outputs.
    maxout => maxout_with(a: &[Line], stride: usize, rows: usize, k: usize, pieces: usize, w: &[Line], bias: &[Line], out: &mut [Line])
}

#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "a kernel")]
fn maxout_with<V: Vector>(
    a: &[Line],
    stride: usize,
    rows: usize,
    k: usize,
    pieces: usize,
    w: &[Line],
    bias: &[Line],
    out: &mut [Line],
) {
    match pieces {
        3 => maxout_pieces::<V, 3>(a, stride, rows, k, w, bias, out),
        2 => maxout_pieces::<V, 2>(a, stride, rows, k, w, bias, out),
        _ => maxout_pieces::<V, 1>(a, stride, rows, k, w, bias, out),
    }
}

#[inline(always)]
fn maxout_pieces<V: Vector, const P: usize>(
    a: &[Line],
    stride: usize,
    rows: usize,
    k: usize,
    w: &[Line],
    bias: &[Line],
    out: &mut [Line],
) {
    let (bias, rest) = bias.as_chunks::<P>();
    let outputs = bias.len();
    assert!(rest.is_empty() && k <= stride * 16);
    assert!(a.len() >= rows * stride && w.len() == outputs * P * k && out.len() >= rows * outputs);
    let mut tile = [[Line::ZERO; P]; 8];
    for (output, add) in bias.iter().enumerate() {
        let panel = &w[output * P * k..(output + 1) * P * k];
        let mut row = 0;
        while row < rows {
            let height = (rows - row).min(V::ROWS);
            let from =
                Rows { from: floats(a)[row * stride * 16..].as_ptr(), stride: stride * 16, count: height, k };
            // SAFETY: as in `linear_with`; the tile has room for eight rows of `P` lines.
            unsafe { block::<V, P>(from, panel.as_ptr(), add, tile.as_mut_ptr().cast(), P * 16) };
            for r in 0..height {
                let mut best = tile[r][0];
                for piece in 1..P {
                    for lane in 0..16 {
                        let value = tile[r][piece].0[lane];
                        best.0[lane] = if value > best.0[lane] { value } else { best.0[lane] };
                    }
                }
                out[(row + r) * outputs + output] = best;
            }
            row += height;
        }
    }
}

/// Tokens that the window kernels take at a time.
pub(crate) const GROUP: usize = 4;
/// Products for each group: six in place of twelve.
pub(crate) const PARTS: usize = 6;

dispatch! {
    /// The six sums of neighbouring rows that a window of three over four tokens at a time needs.
    ///
    /// Row `first + 4g` and the next three are the tokens of group `g`; `x` holds a row before and one after them. `out`
    /// is six blocks of `groups` rows.
    window_inputs => window_inputs_with(x: &[Line], first: usize, groups: usize, lines: usize, out: &mut [Line])
}

#[inline(always)]
fn window_inputs_with<V: Vector>(x: &[Line], first: usize, groups: usize, lines: usize, out: &mut [Line]) {
    assert!(
        first >= 1 && x.len() >= (first + GROUP * groups + 1) * lines && out.len() >= PARTS * groups * lines
    );
    let block = groups * lines;
    for group in 0..groups {
        let rows = &x[(first + GROUP * group - 1) * lines..(first + GROUP * group + 5) * lines];
        for line in 0..lines {
            let (d0, d1, d2) = (&rows[line].0, &rows[lines + line].0, &rows[2 * lines + line].0);
            let (d3, d4, d5) =
                (&rows[3 * lines + line].0, &rows[4 * lines + line].0, &rows[5 * lines + line].0);
            let at = group * lines + line;
            for lane in 0..16 {
                out[at].0[lane] = (4.0 * d0[lane] - 5.0 * d2[lane]) + d4[lane];
            }
            for lane in 0..16 {
                let (even, odd) = (d4[lane] - 4.0 * d2[lane], d3[lane] - 4.0 * d1[lane]);
                out[block + at].0[lane] = even + odd;
                out[2 * block + at].0[lane] = even - odd;
            }
            for lane in 0..16 {
                let (even, odd) = (d4[lane] - d2[lane], 2.0 * (d3[lane] - d1[lane]));
                out[3 * block + at].0[lane] = even + odd;
                out[4 * block + at].0[lane] = even - odd;
            }
            for lane in 0..16 {
                out[5 * block + at].0[lane] = (4.0 * d1[lane] - 5.0 * d3[lane]) + d5[lane];
            }
        }
    }
}

dispatch! {
    /// The maxout of a window of three rows, four tokens at a time, from [`window_inputs`].
    ///
    /// Weights: for each panel of sixteen outputs six blocks of `16 * lines` inputs times `pieces` lines. `out` has
    /// `4 * groups` rows of `bias.len() / pieces` lines; `products` has room for `6 * groups * pieces` lines.
    window_maxout => window_maxout_with(u: &[Line], groups: usize, lines: usize, pieces: usize, w: &[Line], bias: &[Line], products: &mut [Line], out: &mut [Line])
}

#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "a kernel")]
fn window_maxout_with<V: Vector>(
    u: &[Line],
    groups: usize,
    lines: usize,
    pieces: usize,
    w: &[Line],
    bias: &[Line],
    products: &mut [Line],
    out: &mut [Line],
) {
    match pieces {
        3 => window_maxout_pieces::<V, 3>(u, groups, lines, w, bias, products, out),
        2 => window_maxout_pieces::<V, 2>(u, groups, lines, w, bias, products, out),
        _ => window_maxout_pieces::<V, 1>(u, groups, lines, w, bias, products, out),
    }
}

#[inline(always)]
fn window_maxout_pieces<V: Vector, const P: usize>(
    u: &[Line],
    groups: usize,
    lines: usize,
    w: &[Line],
    bias: &[Line],
    products: &mut [Line],
    out: &mut [Line],
) {
    let k = lines * 16;
    let (bias, rest) = bias.as_chunks::<P>();
    let (products, _) = products.as_chunks_mut::<P>();
    let outputs = bias.len();
    assert!(rest.is_empty() && w.len() == outputs * PARTS * P * k && products.len() >= PARTS * groups);
    assert!(u.len() >= PARTS * groups * lines && out.len() >= GROUP * groups * outputs);
    let zero = [Line::ZERO; P];
    for (output, add) in bias.iter().enumerate() {
        let panel = &w[output * PARTS * P * k..(output + 1) * PARTS * P * k];
        // All groups for one block of weights, which so stays in the first-level cache.
        for part in 0..PARTS {
            let weights = &panel[part * P * k..(part + 1) * P * k];
            let mut group = 0;
            while group < groups {
                let height = (groups - group).min(V::ROWS);
                let from = floats(u)[(part * groups + group) * k..].as_ptr();
                let from = Rows { from, stride: k, count: height, k };
                let to = products[part * groups + group..].as_mut_ptr().cast();
                // SAFETY: `height` rows of `k` floats lie in `u`; the weights have `P * k` lines; `products` has a row
                // of `P` lines for each part and group, and `group + height <= groups`.
                unsafe { block::<V, P>(from, weights.as_ptr(), &zero, to, P * 16) };
                group += height;
            }
        }
        for group in 0..groups {
            let mut best = [Line([f32::NEG_INFINITY; 16]); GROUP];
            for piece in 0..P {
                let product = |part: usize| &products[part * groups + group][piece].0;
                let (a, b, c, d) = (product(0), product(1), product(2), product(3));
                let (e, f) = (product(4), product(5));
                let add = &add[piece].0;
                for lane in 0..16 {
                    let (sum, apart) = (b[lane] + c[lane], b[lane] - c[lane]);
                    let (far, turned) = (d[lane] + e[lane], d[lane] - e[lane]);
                    let values = [
                        ((a[lane] + sum) + far) + add[lane],
                        (apart + 2.0 * turned) + add[lane],
                        (sum + 4.0 * far) + add[lane],
                        ((apart + 8.0 * turned) + f[lane]) + add[lane],
                    ];
                    for token in 0..GROUP {
                        let most = &mut best[token].0[lane];
                        *most = if values[token] > *most { values[token] } else { *most };
                    }
                }
            }
            for (token, best) in best.into_iter().enumerate() {
                out[(GROUP * group + token) * outputs + output] = best;
            }
        }
    }
}

dispatch! {
    /// The maxout of a window of three rows whose products with the weights are at hand.
    ///
    /// A row of `products` is three blocks of `bias.len()` lines: what it adds as the left, the middle and the right of a
    /// window. Token `i` has the rows `at[i]`, `at[i + 1]` and `at[i + 2]`; `out` gets `at.len() - 2` rows.
    window_sums => window_sums_with(products: &[Line], at: &[u32], pieces: usize, bias: &[Line], out: &mut [Line])
}

#[inline(always)]
fn window_sums_with<V: Vector>(
    products: &[Line],
    at: &[u32],
    pieces: usize,
    bias: &[Line],
    out: &mut [Line],
) {
    let part = bias.len();
    let outputs = part / pieces;
    assert!(part == outputs * pieces && out.len() >= at.len().saturating_sub(2) * outputs);
    for (window, out) in at.windows(3).zip(out.chunks_exact_mut(outputs)) {
        let block = |row: u32, side: usize| &products[(row as usize * 3 + side) * part..][..part];
        let (left, middle, right) = (block(window[0], 0), block(window[1], 1), block(window[2], 2));
        for (output, out) in out.iter_mut().enumerate() {
            let mut best = Line([f32::NEG_INFINITY; 16]);
            for line in output * pieces..(output + 1) * pieces {
                for lane in 0..16 {
                    let sum = (bias[line].0[lane] + left[line].0[lane]) + middle[line].0[lane];
                    let value = sum + right[line].0[lane];
                    best.0[lane] = if value > best.0[lane] { value } else { best.0[lane] };
                }
            }
            *out = best;
        }
    }
}

dispatch! {
    /// `out = residual + (y - mean) / sqrt(var + 1e-8) * gain + bias` for each row of `gain.len()` lines; no residual if
    /// it is empty.
    layer_norm => layer_norm_with(y: &[Line], rows: usize, gain: &[Line], bias: &[Line], residual: &[Line], out: &mut [Line])
}

#[inline(always)]
fn layer_norm_with<V: Vector>(
    y: &[Line],
    rows: usize,
    gain: &[Line],
    bias: &[Line],
    residual: &[Line],
    out: &mut [Line],
) {
    let lines = gain.len();
    assert!(bias.len() == lines && y.len() >= rows * lines && out.len() >= rows * lines);
    assert!(residual.is_empty() || residual.len() >= rows * lines);
    let width = (lines * 16) as f32;
    for row in 0..rows {
        let from = &y[row * lines..(row + 1) * lines];
        let mut sum = [0.0f32; 16];
        for line in from {
            for lane in 0..16 {
                sum[lane] += line.0[lane];
            }
        }
        let mean = fold(sum) / width;
        let mut sum = [0.0f32; 16];
        for line in from {
            for lane in 0..16 {
                let apart = line.0[lane] - mean;
                sum[lane] += apart * apart;
            }
        }
        let scale = 1.0 / (fold(sum) / width + 1e-8).sqrt();
        let to = &mut out[row * lines..(row + 1) * lines];
        for line in 0..lines {
            for lane in 0..16 {
                to[line].0[lane] =
                    (from[line].0[lane] - mean) * scale * gain[line].0[lane] + bias[line].0[lane];
            }
        }
        if !residual.is_empty() {
            let old = &residual[row * lines..(row + 1) * lines];
            for line in 0..lines {
                for lane in 0..16 {
                    to[line].0[lane] += old[line].0[lane];
                }
            }
        }
    }
}

/// The sum of sixteen lanes: halves onto each other until one is left.
#[inline(always)]
fn fold(lanes: [f32; 16]) -> f32 {
    let mut eight = [0.0; 8];
    for i in 0..8 {
        eight[i] = lanes[i] + lanes[i + 8];
    }
    let mut four = [0.0; 4];
    for i in 0..4 {
        four[i] = eight[i] + eight[i + 4];
    }
    (four[0] + four[2]) + (four[1] + four[3])
}

dispatch! {
    /// The best class of one step of a transition system.
    ///
    /// Hidden layer: the sum of the rows of `lower` that start at `slots` (in order), plus `lower_bias`, the largest of
    /// `pieces` pieces; a row is `pieces` blocks of as many lines. Then `out[line] = hidden * upper[line] + upper_bias`
    /// for the output lines whose bit is set in `wanted`; `upper` is one block of `hidden` lines for each output line.
    /// `best` becomes the lowest class with the largest sum of score and `mask`, unless no score is a number.
    step_best => step_best_with(lower: &[Line], slots: &[u32], pieces: usize, lower_bias: &[Line], upper: &[Line], upper_bias: &[Line], wanted: u32, mask: &[Line], out: &mut [Line], best: &mut u32)
}

#[inline(always)]
#[allow(clippy::too_many_arguments, reason = "a kernel")]
fn step_best_with<V: Vector>(
    lower: &[Line],
    slots: &[u32],
    pieces: usize,
    lower_bias: &[Line],
    upper: &[Line],
    upper_bias: &[Line],
    wanted: u32,
    mask: &[Line],
    out: &mut [Line],
    best: &mut u32,
) {
    let row = lower_bias.len();
    let lines = row / pieces;
    let k = lines * 16;
    let outputs = upper_bias.len();
    assert!(row == lines * pieces && lines <= 8 && outputs <= 32);
    assert!(upper.len() == outputs * k && out.len() >= outputs && mask.len() == outputs);
    assert!(slots.iter().all(|&slot| slot as usize + row <= lower.len()));
    let mut hidden = [Line::ZERO; 8];
    for line in 0..lines {
        for piece in 0..pieces {
            let at = piece * lines + line;
            let mut sum = [0.0f32; 16];
            for &slot in slots {
                let from = &lower[slot as usize + at].0;
                for lane in 0..16 {
                    sum[lane] += from[lane];
                }
            }
            for lane in 0..16 {
                let value = sum[lane] + lower_bias[at].0[lane];
                let best = &mut hidden[line].0[lane];
                *best = if piece == 0 || value > *best { value } else { *best };
            }
        }
    }
    let mut bits = wanted;
    while bits != 0 {
        let mut group = [0usize; GROUPED];
        let mut count = 0;
        while count < GROUPED && bits != 0 {
            group[count] = bits.trailing_zeros() as usize;
            assert!(group[count] < outputs);
            bits &= bits - 1;
            count += 1;
        }
        let mut from = 0;
        while from < count {
            let rest = &group[from..];
            // SAFETY: `hidden` has `k` floats; each output line of the group has `k` lines in `upper`, as asserted.
            from += unsafe {
                match count - from {
                    7.. => upper_lines::<V, 7>(&hidden, k, upper, rest, upper_bias, out),
                    4.. => upper_lines::<V, 4>(&hidden, k, upper, rest, upper_bias, out),
                    2.. => upper_lines::<V, 2>(&hidden, k, upper, rest, upper_bias, out),
                    _ => upper_lines::<V, 1>(&hidden, k, upper, rest, upper_bias, out),
                }
            };
        }
    }
    let mut largest = [f32::NEG_INFINITY; 16];
    let mut bits = wanted;
    while bits != 0 {
        let line = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        for lane in 0..16 {
            let value = out[line].0[lane] + mask[line].0[lane];
            out[line].0[lane] = value;
            largest[lane] = if value > largest[lane] { value } else { largest[lane] };
        }
    }
    let peak = largest.iter().fold(f32::NEG_INFINITY, |peak, &value| if value > peak { value } else { peak });
    let mut bits = wanted;
    while bits != 0 && peak > f32::NEG_INFINITY {
        let line = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        let mut lanes = 0u32;
        for lane in 0..16 {
            // The peak is one of these values, so equality of bits is meant.
            lanes |= u32::from(out[line].0[lane] >= peak) << lane;
        }
        if lanes != 0 {
            *best = (line * 16) as u32 + lanes.trailing_zeros();
            return;
        }
    }
}

/// Output lines of the upper layer that are sought at a time: enough sums at once to hide how long each takes.
const GROUPED: usize = 7;

/// Computes the first `G` lines of a group; gives `G`.
#[inline(always)]
unsafe fn upper_lines<V: Vector, const G: usize>(
    hidden: &[Line; 8],
    k: usize,
    upper: &[Line],
    group: &[usize],
    bias: &[Line],
    out: &mut [Line],
) -> usize {
    let group: [usize; G] = std::array::from_fn(|g| group[g]);
    let input = floats(hidden);
    let base: *const f32 = upper.as_ptr().cast();
    let mut half = 0;
    while half < 16 {
        // SAFETY: the caller's promise: line `group[g]` has `k` lines, and `half + WIDTH <= 16`.
        unsafe {
            let mut sums = [V::zero(); G];
            for (at, &value) in input[..k].iter().enumerate() {
                let value = V::splat(value);
                for g in 0..G {
                    sums[g] = sums[g].fused(value, V::load(base.add((group[g] * k + at) * 16 + half)));
                }
            }
            for g in 0..G {
                sums[g].store(out[group[g]].0.as_mut_ptr().add(half));
            }
        }
        half += V::WIDTH;
    }
    for line in group {
        for lane in 0..16 {
            out[line].0[lane] += bias[line].0[lane];
        }
    }
    G
}

/// Rows of inputs of a tile.
#[derive(Clone, Copy)]
struct Rows {
    from: *const f32,
    /// Floats from one row to the next.
    stride: usize,
    count: usize,
    k: usize,
}

/// A tile of products with the number of rows as a constant. Sums begin with `bias`; row `r` of the result goes to
/// `out + r * step`.
#[inline(always)]
unsafe fn block<V: Vector, const L: usize>(
    a: Rows,
    w: *const Line,
    bias: &[Line; L],
    out: *mut f32,
    step: usize,
) {
    let w = w.cast::<f32>();
    // SAFETY: the caller's promise.
    unsafe {
        match a.count {
            1 => tile::<V, 1, L>(a, w, bias, out, step),
            2 => tile::<V, 2, L>(a, w, bias, out, step),
            3 => tile::<V, 3, L>(a, w, bias, out, step),
            4 if V::ROWS > 3 => tile::<V, 4, L>(a, w, bias, out, step),
            5 if V::ROWS > 3 => tile::<V, 5, L>(a, w, bias, out, step),
            6 if V::ROWS > 3 => tile::<V, 6, L>(a, w, bias, out, step),
            7 if V::ROWS > 3 => tile::<V, 7, L>(a, w, bias, out, step),
            8 if V::ROWS > 3 => tile::<V, 8, L>(a, w, bias, out, step),
            _ => unreachable!("a tile has as many rows as the level allows"),
        }
    }
}

/// `R` rows of `k` inputs times `k` x `L` lines of weights: `R` x `L` lines of sums, kept in registers.
#[inline(always)]
unsafe fn tile<V: Vector, const R: usize, const L: usize>(
    a: Rows,
    w: *const f32,
    bias: &[Line; L],
    out: *mut f32,
    step: usize,
) {
    let mut half = 0;
    while half < 16 {
        // SAFETY: the caller promises `R` rows of `k` floats, `stride` apart, `k * L` lines of weights and `R` rows of
        // `L` lines to write, `step` apart; `half + WIDTH <= 16`.
        unsafe {
            let mut sums = [[V::zero(); L]; R];
            for sum in &mut sums {
                for l in 0..L {
                    sum[l] = V::load(bias[l].0.as_ptr().add(half));
                }
            }
            let mut weights = w.add(half);
            let mut at = 0;
            while at + 4 <= a.k {
                for more in 0..4 {
                    advance::<V, R, L>(&mut sums, a, at + more, weights.add(more * L * 16));
                }
                weights = weights.add(4 * L * 16);
                at += 4;
            }
            while at < a.k {
                advance::<V, R, L>(&mut sums, a, at, weights);
                weights = weights.add(L * 16);
                at += 1;
            }
            for r in 0..R {
                for l in 0..L {
                    sums[r][l].store(out.add(r * step + l * 16 + half));
                }
            }
        }
        half += V::WIDTH;
    }
}

/// Adds the products of input `at` to all sums.
#[inline(always)]
unsafe fn advance<V: Vector, const R: usize, const L: usize>(
    sums: &mut [[V; L]; R],
    a: Rows,
    at: usize,
    w: *const f32,
) {
    // SAFETY: the caller's promise, as in `tile`.
    unsafe {
        let mut line = [V::zero(); L];
        for l in 0..L {
            line[l] = V::load(w.add(l * 16));
        }
        for r in 0..R {
            let value = V::splat(*a.from.add(r * a.stride + at));
            for l in 0..L {
                sums[r][l] = sums[r][l].fused(value, line[l]);
            }
        }
    }
}
