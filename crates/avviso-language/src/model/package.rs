//! The files of a spaCy package, from a wheel or a folder that the caller has read.

use std::collections::BTreeMap;
use std::io::Read;

use sha2::{Digest, Sha256};

use crate::error::ModelError;

/// No model file is larger than this once unpacked; a wheel that says otherwise is not read.
const MAX_FILE: u64 = 1 << 30;

/// The files of one spaCy package, by path below the model folder (that of `config.cfg`).
#[derive(Debug)]
pub struct Package {
    files: BTreeMap<String, Vec<u8>>,
    sha256: String,
}

impl Package {
    /// Reads a wheel (a zip archive) that holds one model folder.
    ///
    /// # Errors
    /// [`ModelError::Part`] if the archive is damaged or uses another compression than deflate; [`ModelError::Missing`] if
    /// it holds no `config.cfg`.
    pub fn from_wheel(wheel: &[u8]) -> Result<Package, ModelError> {
        let mut package = Package::from_files(unzip(wheel)?)?;
        package.sha256 = hex(&Sha256::digest(wheel));
        Ok(package)
    }

    /// Takes files by their path; the model folder is found by its `config.cfg`.
    ///
    /// # Errors
    /// [`ModelError::Missing`] if there is no `config.cfg`.
    pub fn from_files(files: BTreeMap<String, Vec<u8>>) -> Result<Package, ModelError> {
        let root = files
            .keys()
            .filter_map(|path| path.strip_suffix("config.cfg"))
            .filter(|root| root.is_empty() || root.ends_with('/'))
            .min_by_key(|root| root.len())
            .ok_or_else(|| ModelError::Missing { path: "config.cfg".to_owned() })?
            .to_owned();
        let mut digest = Sha256::new();
        let mut below = BTreeMap::new();
        for (path, bytes) in files {
            if let Some(path) = path.strip_prefix(&root) {
                digest.update(path.as_bytes());
                digest.update([0]);
                digest.update((bytes.len() as u64).to_le_bytes());
                digest.update(&bytes);
                below.insert(path.to_owned(), bytes);
            }
        }
        Ok(Package { files: below, sha256: hex(&digest.finalize()) })
    }

    /// SHA-256 of the wheel, or of the folder's paths, lengths and bytes in order of the paths.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The bytes of a file, if there.
    pub fn file(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    pub(crate) fn need(&self, path: &str) -> Result<&[u8], ModelError> {
        self.file(path).ok_or_else(|| ModelError::Missing { path: path.to_owned() })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(digit), 16).expect("a nibble is a hexadecimal digit"));
        }
        out
    })
}

fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ModelError> {
    let broken = |found: &str| ModelError::part("wheel", found);
    let u16_at = |at: usize| bytes.get(at..at + 2).map(|b| usize::from(u16::from_le_bytes([b[0], b[1]])));
    let u32_at =
        |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    // The end record lies in the last 22 + 65535 bytes, after an optional comment.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let end = (from..bytes.len().saturating_sub(21))
        .rev()
        .find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))
        .ok_or_else(|| broken("no end record: not a zip archive"))?;
    let count = u16_at(end + 10).ok_or_else(|| broken("end record cut short"))?;
    let mut at = u32_at(end + 16).ok_or_else(|| broken("end record cut short"))?;
    let mut files = BTreeMap::new();
    let mut total = 0u64;
    for _ in 0..count {
        let entry = || {
            bytes.get(at..)?.starts_with(b"PK\x01\x02").then_some(())?;
            let name = bytes.get(at + 46..at + 46 + u16_at(at + 28)?)?;
            let next = at + 46 + u16_at(at + 28)? + u16_at(at + 30)? + u16_at(at + 32)?;
            Some((u16_at(at + 10)?, u32_at(at + 20)?, u32_at(at + 24)?, u32_at(at + 42)?, name, next))
        };
        let (method, packed, unpacked, header, name, next) =
            entry().ok_or_else(|| broken("central directory cut short"))?;
        at = next;
        let name = std::str::from_utf8(name).map_err(|_| broken("a file name that is not UTF-8"))?;
        total += unpacked as u64;
        if total > MAX_FILE {
            return Err(broken("more than 1 GiB unpacked"));
        }
        let data = || {
            let start = header + 30 + u16_at(header + 26)? + u16_at(header + 28)?;
            bytes.get(start..start.checked_add(packed)?)
        };
        let data = data().ok_or_else(|| broken("a file lies outside the archive"))?;
        let content = match method {
            0 => data.to_vec(),
            8 => {
                let mut out = Vec::with_capacity(unpacked.min(1 << 26));
                flate2::read::DeflateDecoder::new(data)
                    .take(unpacked as u64 + 1)
                    .read_to_end(&mut out)
                    .map_err(|_| ModelError::part(format!("wheel file {name}"), "damaged deflate stream"))?;
                out
            }
            _ => {
                return Err(ModelError::part(
                    format!("wheel file {name}"),
                    format!("compression method {method}, expected 0 or 8"),
                ));
            }
        };
        if content.len() != unpacked {
            return Err(ModelError::part(
                format!("wheel file {name}"),
                "unpacked length differs from the directory's",
            ));
        }
        files.insert(name.to_owned(), content);
    }
    Ok(files)
}
