//! The model that texts are parsed with.

use std::fmt::Write;
use std::sync::OnceLock;

use avviso_language::{ModelError, Pipeline};
use sha2::{Digest, Sha256};

/// SHA-256 of the embedded model file, so that no run has to read it all for that. A test compares it with the file.
const EMBEDDED_SHA256: &str = "a2783ea6c46ed0648d4f1511c17882d13cd1967c42e3a388026bc74d264655cc";

/// A language model, shared between threads. The embedded one is opened when it is first asked for.
#[derive(Debug)]
pub struct Model {
    pipeline: OnceLock<Pipeline>,
    digest: String,
}

impl Model {
    /// The small English model that ships with the program.
    pub fn embedded() -> Self {
        Self { pipeline: OnceLock::new(), digest: EMBEDDED_SHA256.to_owned() }
    }

    /// A model of a file made by `avviso model convert`.
    ///
    /// # Errors
    /// If the bytes are no sound model file of this version.
    pub fn open(bytes: &[u8]) -> Result<Self, ModelError> {
        let pipeline = OnceLock::from(Pipeline::from_bytes(bytes)?);
        Ok(Self { pipeline, digest: hex(bytes) })
    }

    /// SHA-256 of the model file, in hexadecimal: with version and knowledge, enough to repeat a record.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The pipeline; the first call opens it, and others wait for that.
    pub fn pipeline(&self) -> &Pipeline {
        self.pipeline.get_or_init(Pipeline::english)
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_has_the_digest_that_records_name() {
        assert_eq!(hex(avviso_language::model_sm()), EMBEDDED_SHA256);
        let opened = Model::open(avviso_language::model_sm()).unwrap();
        assert_eq!(opened.digest(), Model::embedded().digest());
        assert!(Model::open(b"no model").is_err());
    }
}
