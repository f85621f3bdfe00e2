//! Pages by their hash and their source, so that records can be held against the bytes that they speak of.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::PathBuf;

use avviso_record::Record;
use avviso_text::Page;

use super::lines::Lines;
use super::{Found, InputError, Inputs, Item, Place, display_name, page};

/// Where pages lie, by hash and source. The pages themselves are read again when they are asked for, so that many
/// need little memory.
#[derive(Debug, Default)]
pub struct PageIndex {
    by_hash: BTreeMap<[u8; 32], Place>,
    by_source: BTreeMap<String, [u8; 32]>,
}

impl PageIndex {
    /// Finds the pages below `paths`; gives what could not be read too. Records that lie there are passed over.
    pub fn new(paths: Vec<PathBuf>) -> (Self, Vec<InputError>) {
        let mut index = Self::default();
        let mut errors = Vec::new();
        for found in Inputs::new(paths, 0) {
            match found {
                Ok(Found { item: Item::Page(page), place, .. }) => {
                    index.by_source.insert(page.source().to_owned(), page.sha256());
                    index.by_hash.entry(page.sha256()).or_insert(place);
                }
                Ok(Found { item: Item::Record(_), .. }) => {}
                Err(error) => errors.push(error),
            }
        }
        (index, errors)
    }

    /// Number of different pages.
    pub fn len(&self) -> usize {
        self.by_hash.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_hash.is_empty()
    }

    /// The whole page that `record` speaks of: the one with its hash, else the one with its source (which then has
    /// another hash); `None` where there is neither.
    ///
    /// # Errors
    /// When the page cannot be read again.
    pub fn page(&self, record: &Record) -> Option<Result<Page, InputError>> {
        let named = digest(&record.page.sha256).filter(|hash| self.by_hash.contains_key(hash));
        let hash = named.or_else(|| self.by_source.get(&record.page.source).copied())?;
        self.by_hash.get(&hash).map(|place| read(place, u32::MAX))
    }
}

/// Reads the page at a place.
fn read(place: &Place, limit: u32) -> Result<Page, InputError> {
    let name = display_name(&place.path);
    let open = |source| InputError::Open { path: name.clone(), source };
    let mut file = File::open(&place.path).map_err(open)?;
    let Some(offset) = place.offset else { return page::read(file, &name, limit) };
    file.seek(SeekFrom::Start(offset)).map_err(open)?;
    match Lines::again(BufReader::new(file), name.clone(), place.path.clone(), offset, limit) {
        Some(Ok(Found { item: Item::Page(page), .. })) => Ok(*page),
        Some(Err(error)) => Err(error),
        Some(Ok(Found { item: Item::Record(_), .. })) | None => Err(InputError::Missing { path: name }),
    }
}

fn digest(hex: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(hex.as_bytes().chunks(2)) {
        for &digit in pair {
            *byte = *byte << 4 | char::from(digit).to_digit(16)? as u8;
        }
    }
    Some(hash)
}
