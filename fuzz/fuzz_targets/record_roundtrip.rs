//! Whatever is read as a record is written and read back equal, and checking it never fails.
#![no_main]

use avviso_record::Record;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(record) = serde_json::from_slice::<Record>(bytes) else { return };
    let line = serde_json::to_string(&record).expect("a record is writable");
    let again: Record = serde_json::from_str(&line).expect("what was written is readable");
    assert_eq!(record, again);
    let _ = record.check(None);
});
