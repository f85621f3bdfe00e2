//! Any bytes give a record that the laws accept, with the page at hand.
#![no_main]

use std::sync::OnceLock;

use avviso::{Clean, Limits, Page, Reader};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    static AUTO: OnceLock<Reader> = OnceLock::new();
    static VERBATIM: OnceLock<Reader> = OnceLock::new();
    let auto = AUTO.get_or_init(|| Reader::new(Clean::Auto, Limits::default()));
    let verbatim = VERBATIM.get_or_init(|| Reader::new(Clean::Verbatim, Limits::default()));
    for reader in [auto, verbatim] {
        let page = Page::new("fuzz", bytes.to_vec(), reader.limits().page_bytes);
        let record = reader.read(&page);
        // A caught panic is a defect: the reader reports it in the record and goes on.
        assert!(record.diagnostics.iter().all(|d| d.code != "internal-error"), "{:?}", record.diagnostics);
        let violations = record.check(Some(bytes));
        assert!(violations.is_empty(), "{violations:?}");
    }
});
