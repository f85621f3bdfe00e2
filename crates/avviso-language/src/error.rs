//! What can go wrong with a model; text never fails.

/// A model that cannot be read or run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes are not a model file of this library.
    #[error("not a model file: {found}; expected one made by `convert`")]
    NotAModel {
        /// What stands there instead.
        found: &'static str,
    },
    /// The file was made for another version of the format.
    #[error("model file has format {found}, this library reads format {expected}; convert the package again")]
    Version {
        /// The version in the file.
        found: u32,
        /// The version that this library reads.
        expected: u32,
    },
    /// The file's checksum does not fit its content.
    #[error("model file is damaged: checksum {found:016x}, expected {expected:016x}")]
    Damaged {
        /// Computed from the content.
        found: u64,
        /// Written in the header.
        expected: u64,
    },
    /// A part of the model is not what it must be.
    #[error("model part `{part}`: {found}")]
    Part {
        /// The file or the named part.
        part: String,
        /// What was found, and what was expected.
        found: String,
    },
    /// A component, layer or rule that this library cannot run.
    #[error("cannot run {what}: {why}")]
    Unsupported {
        /// Which one.
        what: String,
        /// Why, and what would be needed.
        why: String,
    },
    /// The package lacks a file.
    #[error("the package has no file `{path}`")]
    Missing {
        /// Path within the model folder.
        path: String,
    },
    /// This processor lacks the instructions that were asked for.
    #[error("this processor has no {0:?} instructions")]
    NoSimd(crate::Simd),
}

impl ModelError {
    pub(crate) fn part(part: impl Into<String>, found: impl Into<String>) -> Self {
        ModelError::Part { part: part.into(), found: found.into() }
    }

    pub(crate) fn unsupported(what: impl Into<String>, why: impl Into<String>) -> Self {
        ModelError::Unsupported { what: what.into(), why: why.into() }
    }
}
