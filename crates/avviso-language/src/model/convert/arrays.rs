//! Arrays of spaCy's files: msgpack-numpy, `.npy`, the vector table.

use super::super::file::Writer;
use super::super::manifest::{Array, Strings, Vectors};
use super::super::msgpack::{self, Value};
use super::super::package::Package;
use crate::error::ModelError;

/// An array of floats with its shape, row by row.
#[derive(Debug)]
pub(super) struct Floats {
    pub(super) shape: Vec<usize>,
    pub(super) data: Vec<f32>,
}

impl Floats {
    /// From the map that msgpack-numpy writes.
    pub(super) fn read(value: &Value<'_>, part: &str) -> Result<Floats, ModelError> {
        let kind = value.get("type").and_then(Value::as_str).unwrap_or("nothing");
        if kind != "<f4" {
            return Err(ModelError::part(part, format!("array of `{kind}`, expected `<f4`")));
        }
        let shape = value.get("shape").and_then(Value::as_array).unwrap_or_default();
        let shape: Option<Vec<usize>> =
            shape.iter().map(|size| size.as_u64().and_then(|size| usize::try_from(size).ok())).collect();
        let bytes = match value.get("data") {
            Some(Value::Bin(bytes)) => *bytes,
            Some(Value::Str(text)) => text.as_bytes(),
            _ => &[],
        };
        Floats::new(shape.unwrap_or_default(), bytes, part)
    }

    fn new(shape: Vec<usize>, bytes: &[u8], part: &str) -> Result<Floats, ModelError> {
        let size = shape.iter().try_fold(4usize, |size, &more| size.checked_mul(more));
        if size != Some(bytes.len()) {
            return Err(ModelError::part(
                part,
                format!("{} bytes for an array of shape {shape:?}", bytes.len()),
            ));
        }
        let (words, _) = bytes.as_chunks::<4>();
        Ok(Floats { shape, data: words.iter().map(|word| f32::from_le_bytes(*word)).collect() })
    }

    /// From a `.npy` file.
    fn npy(bytes: &[u8], part: &str) -> Result<Floats, ModelError> {
        let broken = || ModelError::part(part, "not a .npy file of two dimensions, type <f4, rows first");
        if !bytes.starts_with(b"\x93NUMPY") || bytes.len() < 12 {
            return Err(broken());
        }
        let (len, start) = if bytes[6] == 1 {
            (usize::from(u16::from_le_bytes([bytes[8], bytes[9]])), 10)
        } else {
            (u32::from_le_bytes([bytes[8], bytes[9], bytes[10], bytes[11]]) as usize, 12)
        };
        let header = bytes
            .get(start..start + len)
            .and_then(|header| std::str::from_utf8(header).ok())
            .ok_or_else(broken)?;
        if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
            return Err(broken());
        }
        let shape =
            header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')')).ok_or_else(broken)?.0;
        let shape: Vec<usize> = shape.split(',').filter_map(|size| size.trim().parse().ok()).collect();
        if shape.len() != 2 {
            return Err(broken());
        }
        Floats::new(shape, &bytes[start + len..], part)
    }
}

/// The package's static vectors while they are being projected.
#[derive(Debug)]
pub(super) struct VectorTable {
    rows: Floats,
    pub(super) table: Vectors,
}

impl VectorTable {
    pub(super) fn read(package: &Package, writer: &mut Writer) -> Result<VectorTable, ModelError> {
        let rows = Floats::npy(package.need("vocab/vectors")?, "vocab/vectors")?;
        let keys = msgpack::read(package.need("vocab/key2row")?, "vocab/key2row")?;
        let broken = || ModelError::part("vocab/key2row", "expected a map from string id to row");
        let mut pairs = Vec::new();
        for (key, row) in keys.as_map().ok_or_else(broken)? {
            let (key, row) = (key.as_u64().ok_or_else(broken)?, row.as_u64().ok_or_else(broken)?);
            if row >= rows.shape[0] as u64 {
                return Err(ModelError::part("vocab/key2row", format!("row {row} of {}", rows.shape[0])));
            }
            pairs.push((key, row as u32));
        }
        pairs.sort_unstable();
        pairs.dedup_by_key(|pair| pair.0);
        let ids: Vec<u64> = pairs.iter().map(|pair| pair.0).collect();
        let at: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
        let table = Vectors { ids: writer.add(&ids), rows: writer.add(&at), count: rows.shape[0] as u32 };
        Ok(VectorTable { rows, table })
    }

    /// The vectors times a layer's matrix (`width` x vector length): one row of `width` for each vector.
    ///
    /// Sums are taken in f64 and rounded once, so that the file does not depend on the machine that made it.
    pub(super) fn project(&self, matrix: &Floats, writer: &mut Writer) -> Result<Array, ModelError> {
        let inputs = self.rows.shape[1];
        if matrix.shape.len() != 2 || matrix.shape[1] != inputs {
            return Err(ModelError::part(
                "static vectors",
                format!("matrix {:?} for vectors of {inputs}", matrix.shape),
            ));
        }
        let mut out = Vec::with_capacity(self.rows.shape[0] * matrix.shape[0]);
        for row in self.rows.data.chunks_exact(inputs.max(1)) {
            for weights in matrix.data.chunks_exact(inputs.max(1)) {
                let sum: f64 = row.iter().zip(weights).map(|(&a, &b)| f64::from(a) * f64::from(b)).sum();
                out.push(sum as f32);
            }
        }
        Ok(writer.add(&out))
    }
}

/// Writes a table from id to string; of equal ids the first stays.
pub(super) fn strings(mut pairs: Vec<(u64, String)>, writer: &mut Writer) -> Strings {
    pairs.sort_by_key(|pair| pair.0);
    pairs.dedup_by_key(|pair| pair.0);
    let ids: Vec<u64> = pairs.iter().map(|pair| pair.0).collect();
    let mut text = String::new();
    let mut ends = Vec::with_capacity(pairs.len());
    for (_, string) in &pairs {
        text.push_str(string);
        ends.push(text.len() as u32);
    }
    Strings { ids: writer.add(&ids), ends: writer.add(&ends), text: writer.add(text.as_bytes()) }
}
