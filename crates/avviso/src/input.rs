//! Pages from the outside: files, folders, standard input. The only part of the library that does I/O.
//!
//! What an input is, is decided by its content, never by its name:
//!
//! - **JSON Lines**: the first line is a JSON object that has `format`, `html` or `text`, or behind which another
//!   object follows. A line with `format` is a record and is handed on as it is; a line with `html` or `text` is a
//!   page whose bytes are that string's UTF-8, with `url` and `date` if they are given; any other line is a page of
//!   that line's bytes (which the page room will find not to be text).
//! - **Records in other JSON**: one record written over several lines, or an array of records.
//! - **A page**: everything else, read as a stream: hash and length are of the whole, only the head is kept.
//!
//! Compressed files and web archives are refused by name (they are read in a later version). A folder means every
//! regular file below it, in byte order of path: hidden ones are skipped, as is what is no file (pipes, sockets,
//! devices); a link to a file is read, a link to a folder is not followed, so that no loop can arise.

#![expect(
    clippy::disallowed_methods,
    reason = "the one place of the library that reads files and standard input"
)]

mod error;
mod index;
mod lines;
mod name;
mod page;
mod walk;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use avviso_record::Record;
use avviso_text::Page;

pub use error::InputError;
pub use index::PageIndex;
pub use name::display_name;

use crate::Weigh;
use lines::Lines;
use walk::Walk;

/// Bytes of one line of JSON, or of one JSON document that holds records, that are read.
pub const LINE_BYTES: usize = 256 << 20;

/// One thing to work on.
#[derive(Debug)]
pub enum Item {
    /// A page to read.
    Page(Box<Page>),
    /// A record that is there already.
    Record(Box<Record>),
}

/// An item and where it was found.
#[derive(Debug)]
pub struct Found {
    /// The item.
    pub item: Item,
    /// The file as people know it.
    pub file: String,
    /// The line of the file, from 1, if the file has lines of items.
    pub line: Option<u64>,
    /// Bytes of input that it took.
    pub bytes: u64,
    /// The file, and the byte where its line starts if it is one of several items.
    place: Place,
}

/// Where an item can be read again.
#[derive(Debug, Clone)]
struct Place {
    path: PathBuf,
    offset: Option<u64>,
}

impl Weigh for Result<Found, InputError> {
    fn weight(&self) -> u64 {
        match self {
            Ok(found) => match &found.item {
                Item::Page(page) => page.bytes().len() as u64,
                Item::Record(_) => found.bytes,
            },
            Err(_) => 0,
        }
    }
}

/// The items of some paths, fetched one by one. A path that cannot be read gives an error, and the others go on.
#[derive(Debug)]
pub struct Inputs {
    walk: Walk,
    page_bytes: u32,
    lines: Option<Lines>,
}

impl Inputs {
    /// The items of `paths`, in this order; `-` is standard input. Of each page, at most `page_bytes` are kept.
    pub fn new(paths: Vec<PathBuf>, page_bytes: u32) -> Self {
        Self { walk: Walk::new(paths), page_bytes, lines: None }
    }

    /// Leaves this file out where it is met inside a folder: the output of the run itself.
    #[must_use]
    pub fn without(mut self, file: &Path) -> Self {
        self.walk.leave_out(file);
        self
    }

    /// Bytes of all files below `paths`, for a progress bar; `None` where that cannot be known (standard input).
    pub fn total_bytes(paths: &[PathBuf]) -> Option<u64> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return None;
        }
        let mut total = 0;
        for file in Walk::new(paths.to_vec()).flatten() {
            let meta = std::fs::metadata(&file.path).ok()?;
            if !meta.is_file() {
                return None;
            }
            total += meta.len();
        }
        Some(total)
    }

    fn open(&mut self, file: &walk::Found) -> Option<Result<Found, InputError>> {
        let name = if file.stdin { "-".to_owned() } else { display_name(&file.path) };
        let source: Box<dyn Read> = if file.stdin {
            Box::new(io::stdin())
        } else {
            match File::open(&file.path) {
                Ok(opened) => Box::new(opened),
                Err(source) => return Some(Err(InputError::Open { path: name, source })),
            }
        };
        let from = BufReader::with_capacity(64 << 10, source);
        match lines::open(from, name, file.path.clone(), self.page_bytes) {
            Ok(lines::Opened::One(found)) => Some(Ok(*found)),
            Ok(lines::Opened::Lines(lines)) => {
                self.lines = Some(*lines);
                None
            }
            Err(error) => Some(Err(error)),
        }
    }
}

impl Iterator for Inputs {
    type Item = Result<Found, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(item) => return Some(item),
                    None => self.lines = None,
                }
            }
            match self.walk.next()? {
                Err(error) => return Some(Err(error)),
                Ok(file) => {
                    if let Some(item) = self.open(&file) {
                        return Some(item);
                    }
                }
            }
        }
    }
}
