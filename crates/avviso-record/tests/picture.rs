//! The picture's rows: read and written back equal, and kept by their schema.
//!
//! `UPDATE=1 cargo test -p avviso-record --test picture` writes the schemas anew.
#![expect(clippy::disallowed_methods, reason = "a test reads and writes the committed files")]

use std::path::PathBuf;

use avviso_record::picture::{Row, Traced, schema, trace_schema};
use serde_json::{Value, json};

/// One row of each kind.
fn rows() -> Vec<Value> {
    let (a, b) = ("p9f86d081884c7d65", "pa665a45920422f9d");
    let side = |page: &str| json!({"page": page, "source": format!("a/{page}.txt"), "span": [0, 57], "raw": [[0, 30], [40, 67]]});
    let named = |page: &str| json!({"page": page, "source": format!("a/{page}.txt")});
    let cut = json!({"kind": "cut", "a": [20, 24], "b": [20, 20], "raw_a": [[20, 24]], "raw_b": [[20, 20]], "marked": false});
    let reason = json!([{"page": b, "span": [34, 70], "because": "copy.lineage-names-outlet"}, {"page": a, "raw": [6, 16], "because": "copy.published-before", "note": "2019-03-01"}]);
    vec![
        json!({"row": "picture", "format": "avviso-picture/1", "tool": {"version": "0.1.0", "knowledge": null, "model": null}, "pages": 2, "groups": 1, "origins": 1}),
        json!({"row": "page", "page": a, "source": "a/wire.txt", "also_at": ["b/wire.txt"], "title": "Herring", "outlet": null, "published": {"from": "2019-03-01", "to": "2019-03-01", "precision": "day"}, "group": "g1"}),
        json!({"row": "page", "page": b, "source": "a/copy.txt", "title": null, "outlet": "Harbour News", "published": null, "group": "g1"}),
        json!({"row": "passage", "id": "s1", "a": side(a), "b": side(b), "words": 9, "quoted": false, "edits": [cut]}),
        json!({"row": "copy", "id": "c1", "a": named(a), "b": named(b), "relation": "rewrite", "direction": "a_to_b", "share_a": 0.92, "share_b": 1.0, "passages": ["s1"], "headline_changed": true, "confidence": 0.9, "evidence": reason}),
        json!({"row": "group", "id": "g1", "pages": [a, b], "first": a, "bridges": [], "origin": {"name": "Harbour News", "kind": "outlet", "page": null, "confidence": 0.8, "evidence": reason}}),
        json!({"row": "saying", "id": "u1", "words": "We go.", "speaker": "Anna Holm", "groups": 1, "origins": 1, "earliest": a, "tellings": [
            {"page": a, "source": "a/wire.txt", "attribution": "q3", "span": [0, 6], "raw": [[0, 6]], "chain": [null, "Anna Holm"], "status": "verbatim", "edits": []},
            {"page": b, "source": "a/copy.txt", "attribution": null, "span": [0, 6], "raw": [[0, 6]], "chain": [], "status": "cut", "edits": [cut]}]}),
        json!({"row": "diagnostic", "code": "direction-undecided", "severity": "note", "message": "nothing says which came first", "about": ["c1"]}),
    ]
}

fn traced() -> Value {
    let page = "p9f86d081884c7d65";
    json!({"id": "1", "words": "We go.", "status": "altered", "speaker_as_given": null, "speaker_agrees": null,
        "found": [{"page": page, "source": "a/wire.txt", "span": [10, 90], "raw": [[10, 90]], "part": [0, 6], "similarity": 0.94, "status": "altered",
            "edits": [{"kind": "number", "query": [14, 17], "page": [24, 27], "raw": [[24, 27]], "marked": null}],
            "quoted": true, "speakers": ["Anna Holm"], "chain": [null, "Anna Holm"], "outlet": null, "published": null}],
        "earliest": {"page": page, "source": "a/wire.txt", "evidence": [{"page": page, "raw": [6, 16], "because": "copy.published-before"}]},
        "changed_first": null})
}

#[test]
fn rows_are_read_and_written_back_equal() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    for given in rows() {
        let row: Row = serde_json::from_value(given.clone()).unwrap();
        assert_eq!(serde_json::to_value(&row).unwrap(), given);
        let errors: Vec<String> = validator.iter_errors(&given).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{given}");
    }
    let given = traced();
    let row: Traced = serde_json::from_value(given.clone()).unwrap();
    assert_eq!(serde_json::to_value(&row).unwrap(), given);
    assert!(jsonschema::draft202012::is_valid(&trace_schema(), &given));
}

#[test]
fn the_schema_is_no_yes_sayer() {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let rows = rows();
    for (row, field, wrong) in [
        (0, "/format", json!("avviso-picture/2")),
        (0, "/row", json!("header")),
        (1, "/page", json!("9f86")),
        (3, "/edits/0/kind", json!("cuts")),
        (3, "/a/span", json!([1])),
        (4, "/evidence", json!([])),
        (4, "/evidence/0", json!({"page": "p9f86d081884c7d65", "because": "nowhere"})),
        (4, "/evidence/0", json!({"span": [0, 1], "because": "no page"})),
        (4, "/direction", json!("forth")),
        (4, "/passages/0", json!("c1")),
        (5, "/pages", json!([])),
        (6, "/tellings", json!([])),
    ] {
        let mut broken = rows[row].clone();
        *broken.pointer_mut(field).unwrap() = wrong;
        assert!(!validator.is_valid(&broken), "{field} of {}", rows[row]["row"]);
    }
}

#[test]
fn the_committed_schemas_are_the_types() {
    for (path, schema) in [("schema/picture-1.json", schema()), ("schema/trace-1.json", trace_schema())] {
        let content = format!("{schema:#}\n");
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &content).unwrap();
        }
        assert!(
            std::fs::read_to_string(&file).unwrap_or_default() == content,
            "{path} is stale: run UPDATE=1 cargo test -p avviso-record --test picture, and commit what it writes"
        );
    }
}
