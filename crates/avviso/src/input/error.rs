//! What can go wrong with an input, each with its name and what to do.

use std::io;

use avviso_record::line::LineError;

/// An input that could not be read. The others are read all the same.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// There is nothing of this name.
    #[error("{path}: no such file or folder")]
    Missing {
        /// The path as people know it.
        path: String,
    },
    /// The file or folder cannot be opened.
    #[error("{path}: cannot be opened: {source}")]
    Open {
        /// The path as people know it.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Reading stopped in the middle.
    #[error("{path}: reading stopped at byte {at}: {source}")]
    Read {
        /// The path as people know it.
        path: String,
        /// The first byte that was not read.
        at: u64,
        /// What the system said.
        source: io::Error,
    },
    /// A folder holds nothing to read.
    #[error("{path}: no files below this folder (hidden ones are skipped: name them to read them)")]
    EmptyFolder {
        /// The path as people know it.
        path: String,
    },
    /// A page is larger than positions can count.
    #[error(
        "{path}: 4 GiB or more, which is more than one page can be: is it an archive? split it into its pages"
    )]
    TooLarge {
        /// The path as people know it.
        path: String,
    },
    /// The file is compressed.
    #[error("{path}: compressed with {kind}, which this version does not read yet: decompress it first")]
    Compressed {
        /// The path as people know it.
        path: String,
        /// The name of the compression.
        kind: &'static str,
    },
    /// The file is a web archive.
    #[error("{path}: a web archive (WARC), which this version does not read yet: extract its pages first")]
    Archive {
        /// The path as people know it.
        path: String,
    },
    /// A line of JSON Lines is neither a record nor a page.
    #[error("{path}: {problem}")]
    Line {
        /// The path as people know it.
        path: String,
        /// What is wrong, with line and field.
        problem: LineError,
    },
    /// A line or a JSON document is too long to be held in memory.
    #[error("{path}: line {line}: longer than {limit} bytes of JSON: split it, or give its page as a file")]
    LongLine {
        /// The path as people know it.
        path: String,
        /// The line, from 1.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
}

impl InputError {
    /// The path that it is about, as people know it.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::Open { path, .. }
            | Self::Read { path, .. }
            | Self::EmptyFolder { path }
            | Self::TooLarge { path }
            | Self::Compressed { path, .. }
            | Self::Archive { path }
            | Self::Line { path, .. }
            | Self::LongLine { path, .. } => path,
        }
    }
}
