//! Whatever stands in a model file, a wheel or a package's file: it is refused with an error, or runs.
//!
//! The first byte says what the others are. Checksums are mended, so that what lies behind
//! them is reached.
#![no_main]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use avviso_language::{ModelError, Package, Pipeline, convert, seal};
use libfuzzer_sys::fuzz_target;

const WHOLE: &[u8] = include_bytes!("../../crates/avviso-language/tests/tiny/whole.whl");
/// The files of that wheel that a conversion reads.
const FILES: [&str; 13] = [
    "config.cfg",
    "meta.json",
    "tokenizer",
    "tok2vec/model",
    "tagger/cfg",
    "tagger/model",
    "parser/cfg",
    "parser/moves",
    "parser/model",
    "ner/model",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
    "vocab/lookups.bin",
];

fn whole() -> &'static Package {
    static WHOLE_PACKAGE: OnceLock<Package> = OnceLock::new();
    WHOLE_PACKAGE.get_or_init(|| Package::from_wheel(WHOLE).unwrap())
}

fn use_it(pipeline: Result<Pipeline, ModelError>) {
    match pipeline {
        Ok(pipeline) => {
            for text in ["", "The mayor said on May 5 that she can't  (http://a.example) sail.\n", "U.S. ships"] {
                let doc = pipeline.parse(text);
                let spelt: String = doc.tokens().flat_map(|token| [token.text(), token.whitespace()]).collect();
                assert_eq!(spelt, text);
                avviso_language::write::conllu(&doc, "x");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Applies edits of three bytes each: place (two), new value. Places are spread over the whole length.
fn edit(bytes: &mut [u8], edits: &[u8]) {
    for edit in edits.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([edit[0], edit[1]])) * bytes.len() / 65_536;
        if let Some(byte) = bytes.get_mut(place) {
            *byte = edit[2];
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&kind, rest)) = bytes.split_first() else { return };
    match kind % 6 {
        // A model file as it stands, and with its header mended.
        0 => use_it(Pipeline::from_bytes(rest)),
        1 => {
            let mut file = rest.to_vec();
            seal(&mut file);
            use_it(Pipeline::from_bytes(&file));
        }
        // A sound model file with some bytes changed.
        2 => {
            static MODEL: OnceLock<Vec<u8>> = OnceLock::new();
            let mut file = MODEL.get_or_init(|| convert(whole()).unwrap()).clone();
            edit(&mut file[8..], rest);
            seal(&mut file);
            use_it(Pipeline::from_bytes(&file));
        }
        // A sound package with one file replaced, and with one file edited.
        3 | 4 => {
            let Some((&which, rest)) = rest.split_first() else { return };
            let which = FILES[usize::from(which) % FILES.len()];
            let mut files: BTreeMap<String, Vec<u8>> = FILES
                .iter()
                .filter_map(|&path| Some((path.to_owned(), whole().file(path)?.to_vec())))
                .collect();
            let file = files.entry(which.to_owned()).or_default();
            if kind % 6 == 3 {
                *file = rest.to_vec();
            } else {
                edit(file, rest);
            }
            if let Ok(file) = Package::from_files(files).and_then(|package| convert(&package)) {
                use_it(Pipeline::from_bytes(&file));
            }
        }
        // A wheel.
        _ => {
            if let Ok(package) = Package::from_wheel(rest) {
                let _ = convert(&package);
            }
        }
    }
});
