//! The contract's example: one invented page and its record, with every kind of fact.

use avviso_record::Record;
use serde_json::Value;

const RECORD: &str = include_str!("example/record.json");

#[test]
fn the_example_is_read_and_written_back_equal() {
    let record: Record = serde_json::from_str(RECORD).unwrap();
    let written: Value = serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap();
    let given: Value = serde_json::from_str(RECORD).unwrap();
    assert_eq!(written, given);
    assert!(record.more.is_empty());
}
