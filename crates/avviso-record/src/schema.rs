//! The JSON Schema of the record, made from the types.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::record::Record;

/// Gives the JSON Schema (draft 2020-12) of a record as this version writes it.
///
/// Every field that is always written is required; unknown fields are allowed, so that records of later versions of
/// the same format validate.
pub fn schema() -> Value {
    of::<Record>()
}

/// Gives the schema of one type, as it is written.
pub(crate) fn of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let Value::Object(mut schema) = generator.into_root_schema_for::<T>().to_value() else {
        unreachable!("the schema of a struct or an enum is an object")
    };
    // What a reader looks for first stands first.
    let mut ordered = Map::new();
    for name in ["$schema", "title", "description"] {
        ordered.extend(schema.remove_entry(name));
    }
    ordered.append(&mut schema);
    Value::Object(ordered)
}
