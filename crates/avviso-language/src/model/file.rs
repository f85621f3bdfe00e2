//! The model file: header, manifest, arrays.
//!
//! | bytes | content |
//! | --- | --- |
//! | 0..8 | `AVVISOLM` |
//! | 8..12 | format version, u32 |
//! | 12..16 | length of the manifest, u32 |
//! | 16..24 | checksum of everything from byte 64 on, u64 |
//! | 24..32 | length of the file, u64 |
//! | 64.. | manifest (JSON) |
//! | next multiple of 64 | arrays, each at a multiple of 64 from here; all numbers little endian |
//!
//! Arrays are read where they lie; every place is checked when the file is opened.

use bytemuck::{AnyBitPattern, NoUninit};

use super::manifest::{Array, Manifest};
use crate::error::ModelError;

/// Version of the format; another one is refused.
pub(crate) const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"AVVISOLM";
const HEADER: usize = 64;

/// Bytes that begin at a multiple of eight at least.
#[derive(Debug)]
enum Bytes {
    Static(&'static [u8]),
    Owned { words: Vec<u64>, len: usize },
}

/// An opened model file.
#[derive(Debug)]
pub(crate) struct ModelFile {
    bytes: Bytes,
    /// Start of the arrays.
    base: usize,
}

impl ModelFile {
    /// Opens bytes that live for ever; copied only if they are not aligned.
    pub(crate) fn open_static(bytes: &'static [u8]) -> Result<(ModelFile, Manifest), ModelError> {
        if bytes.as_ptr().addr().is_multiple_of(8) {
            ModelFile::open(Bytes::Static(bytes), true)
        } else {
            ModelFile::open_bytes(bytes)
        }
    }

    /// Opens bytes that are part of the program: what damages them damages the program, so they are not summed, and
    /// pages that no text needs are never touched.
    #[cfg(feature = "model-sm")]
    pub(crate) fn open_embedded(bytes: &'static [u8]) -> Result<(ModelFile, Manifest), ModelError> {
        ModelFile::open(Bytes::Static(bytes), false)
    }

    /// Opens a copy of the bytes.
    pub(crate) fn open_bytes(bytes: &[u8]) -> Result<(ModelFile, Manifest), ModelError> {
        let mut words = vec![0u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..bytes.len()].copy_from_slice(bytes);
        ModelFile::open(Bytes::Owned { words, len: bytes.len() }, true)
    }

    fn open(bytes: Bytes, summed: bool) -> Result<(ModelFile, Manifest), ModelError> {
        if cfg!(target_endian = "big") {
            return Err(ModelError::unsupported(
                "models on this machine",
                "numbers are read in place, in little-endian order",
            ));
        }
        let mut file = ModelFile { bytes, base: 0 };
        let all = file.all();
        if all.len() < HEADER || !all.starts_with(MAGIC) {
            return Err(ModelError::NotAModel { found: "no `AVVISOLM` at the start" });
        }
        let number = |at: usize| u32::from_le_bytes([all[at], all[at + 1], all[at + 2], all[at + 3]]);
        let long = |at: usize| u64::from(number(at)) | u64::from(number(at + 4)) << 32;
        if number(8) != VERSION {
            return Err(ModelError::Version { found: number(8), expected: VERSION });
        }
        if long(24) != all.len() as u64 {
            return Err(ModelError::part(
                "header",
                format!("length {}, but the file has {} bytes", long(24), all.len()),
            ));
        }
        if summed {
            let found = checksum(&all[HEADER..]);
            if found != long(16) {
                return Err(ModelError::Damaged { found, expected: long(16) });
            }
        }
        let end = HEADER.checked_add(number(12) as usize).filter(|&end| end <= all.len());
        let end = end.ok_or_else(|| ModelError::part("header", "a manifest longer than the file"))?;
        let manifest = serde_json::from_slice(&all[HEADER..end])
            .map_err(|error| ModelError::part("manifest", error.to_string()))?;
        file.base = end.next_multiple_of(64);
        Ok((file, manifest))
    }

    fn all(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Static(bytes) => bytes,
            Bytes::Owned { words, len } => &bytemuck::cast_slice(words)[..*len],
        }
    }

    /// An array, in place.
    pub(crate) fn array<T: AnyBitPattern>(&self, array: Array) -> Result<&[T], ModelError> {
        let slice = || {
            let start = usize::try_from(array.at).ok()?.checked_add(self.base)?;
            let len = usize::try_from(array.len).ok()?.checked_mul(size_of::<T>())?;
            self.all().get(start..start.checked_add(len)?)
        };
        let bytes =
            slice().ok_or_else(|| ModelError::part("array", format!("{array:?} lies outside the file")))?;
        bytemuck::try_cast_slice(bytes)
            .map_err(|_| ModelError::part("array", format!("{array:?} is not aligned")))
    }

    /// An array whose length must be `len`; `part` names it in the error.
    pub(crate) fn array_of<T: AnyBitPattern>(
        &self,
        array: Array,
        len: usize,
        part: &str,
    ) -> Result<&[T], ModelError> {
        let slice = self.array(array)?;
        if slice.len() != len {
            return Err(ModelError::part(part, format!("{} numbers, expected {len}", slice.len())));
        }
        Ok(slice)
    }

    /// A place that [`ModelFile::array`] has checked at load.
    pub(crate) fn checked<T: AnyBitPattern>(&self, array: Array) -> &[T] {
        self.array(array).expect("checked when the model was opened")
    }
}

/// Eight lanes of multiply and rotate over words of eight bytes, then folded: finds damage, not malice.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    const M: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut lanes = [0x243f_6a88_85a3_08d3u64; 8];
    let (blocks, tail) = bytes.as_chunks::<64>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(M).rotate_left(29);
        }
    }
    let mut all = bytes.len() as u64;
    for lane in lanes {
        all = (all ^ lane).wrapping_mul(M).rotate_left(31);
    }
    for &byte in tail {
        all = (all ^ u64::from(byte)).wrapping_mul(M).rotate_left(31);
    }
    all ^ (all >> 32)
}

/// Writes magic, version, length and checksum that fit the content: a fuzzer would never find them.
#[cfg(fuzzing)]
pub fn seal(file: &mut [u8]) {
    if file.len() < HEADER {
        return;
    }
    let (sum, len) = (checksum(&file[HEADER..]), file.len() as u64);
    file[..8].copy_from_slice(MAGIC);
    file[8..12].copy_from_slice(&VERSION.to_le_bytes());
    file[16..24].copy_from_slice(&sum.to_le_bytes());
    file[24..32].copy_from_slice(&len.to_le_bytes());
}

/// Collects arrays, then writes the file.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    data: Vec<u8>,
}

impl Writer {
    /// Adds an array; its place counts from the start of the array part.
    pub(crate) fn add<T: NoUninit>(&mut self, items: &[T]) -> Array {
        self.data.resize(self.data.len().next_multiple_of(64), 0);
        let at = self.data.len() as u64;
        self.data.extend_from_slice(bytemuck::cast_slice(items));
        Array { at, len: items.len() as u64 }
    }

    /// Writes header, manifest and arrays.
    pub(crate) fn finish(self, manifest: &Manifest) -> Result<Vec<u8>, ModelError> {
        let text =
            serde_json::to_vec(manifest).map_err(|error| ModelError::part("manifest", error.to_string()))?;
        let base = (HEADER + text.len()).next_multiple_of(64);
        let mut out = Vec::with_capacity(base + self.data.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        out.resize(HEADER, 0);
        out.extend_from_slice(&text);
        out.resize(base, 0);
        out.extend_from_slice(&self.data);
        let sum = checksum(&out[HEADER..]).to_le_bytes();
        let len = (out.len() as u64).to_le_bytes();
        out[16..24].copy_from_slice(&sum);
        out[24..32].copy_from_slice(&len);
        Ok(out)
    }
}

/// Text of a file that must be UTF-8.
pub(crate) fn utf8<'a>(bytes: &'a [u8], part: &str) -> Result<&'a str, ModelError> {
    std::str::from_utf8(bytes).map_err(|_| ModelError::part(part, "not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_bytes_are_refused() {
        for bytes in [&b""[..], b"AVVISOLM", &[0; 100]] {
            assert!(ModelFile::open_bytes(bytes).is_err());
        }
        let mut header = [0u8; 64];
        header[..8].copy_from_slice(MAGIC);
        header[8] = 99;
        assert!(matches!(ModelFile::open_bytes(&header), Err(ModelError::Version { found: 99, .. })));
        header[8] = VERSION as u8;
        header[24] = 64;
        assert!(matches!(ModelFile::open_bytes(&header), Err(ModelError::Damaged { .. })));
    }

    #[test]
    fn the_checksum_sees_every_byte() {
        let bytes: Vec<u8> = (0..200).collect();
        let sum = checksum(&bytes);
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert_ne!(checksum(&other), sum, "byte {at}");
        }
        assert_ne!(checksum(&bytes[..199]), sum);
    }
}
