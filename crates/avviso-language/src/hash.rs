//! The two hashes of a spaCy pipeline: string ids and embedding rows.
//!
//! `string_id` names a string by 64 bits; `row_keys` turns such an id into four rows of an embedding table.

use crate::reserved::RESERVED;

/// The id of a string: 0 for the empty one, a small number for 457 reserved names, else `MurmurHash2` 64A with seed 1.
///
/// The reserved names are those of spaCy 3.8's symbol table (`X`, `ORG`, `case`, `mark`, …). A word that happens to be one
/// of them keeps the small number, which changes its embedding rows.
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    if let Ok(found) = RESERVED.binary_search_by(|(name, _)| (*name).cmp(text)) {
        return u64::from(RESERVED[found].1);
    }
    murmur2(text.as_bytes(), 1)
}

/// `MurmurHash2`, variant 64A, little endian.
pub(crate) fn murmur2(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut key = u64::from_le_bytes(*word).wrapping_mul(M);
        key ^= key >> 47;
        hash = (hash ^ key.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    hash ^= hash >> 47;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> 47)
}

/// Four 32-bit row keys of a 64-bit id: `MurmurHash3` x64 128 of its eight bytes, cut in four (low half first).
pub(crate) fn row_keys(id: u64, seed: u32) -> [u32; 4] {
    let mixed = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    let start = u64::from(seed) ^ 8;
    let first = (mixed ^ start).wrapping_add(start);
    let second = start.wrapping_add(first);
    let second = finish(second);
    let first = finish(first).wrapping_add(second);
    let second = second.wrapping_add(first);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_names_are_sorted_and_keep_their_number() {
        assert!(RESERVED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("X"), 101);
        assert_eq!(string_id("punct"), 445);
    }

    #[test]
    fn ids_are_spacys() {
        assert_eq!(string_id("date"), 15_387_552_459_474_943_870);
        assert_eq!(string_id("xxxx"), 13_110_060_611_322_374_290);
        assert_eq!(string_id(" "), 8_532_415_787_641_010_193);
        assert_eq!(string_id("11"), 2_988_402_087_957_123_519);
    }
}
