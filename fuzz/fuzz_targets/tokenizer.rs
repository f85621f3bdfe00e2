//! The tokens of any text spell it, and do not depend on the texts before.
#![no_main]

#[path = "../texts.rs"]
mod texts;

use std::sync::OnceLock;

use avviso_language::Pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(Pipeline::english);
    let text = texts::of(bytes);
    let doc = pipeline.tokenise(&text);
    let spelt: String = doc.tokens().flat_map(|token| [token.text(), token.whitespace()]).collect();
    assert_eq!(spelt, text);
    assert!(doc.tokens().all(|token| !token.text().is_empty()));
    let cuts = |doc: &avviso_language::Doc| doc.tokens().map(|token| (token.range(), token.feature_ids())).collect::<Vec<_>>();
    // What was met before is remembered: a second time the words come from memory.
    assert_eq!(cuts(&doc), cuts(&pipeline.tokenise(&text)));
});
