//! `avviso parse` and `avviso model`: text to tokens, in each form and with each model.

use crate::scratch::{Scratch, TEXT};

/// A package of our own with all parts of a pipeline (`training/tiny.py`).
const WHOLE: &[u8] = include_bytes!("../../avviso-language/tests/tiny/whole.whl");

const SHORT: &str = "Ada Lovelace wrote  programs.\nShe wasn't \"odd\".";

#[test]
fn every_form_reads_well() {
    let scratch = Scratch::new("parse-forms");
    scratch.write("a.txt", SHORT);
    for form in ["conllu", "json", "tree"] {
        let ran = scratch.run(["parse", "a.txt", "--format", form]).well();
        insta::assert_snapshot!(format!("parse_{form}"), ran.stdout);
    }
    let plain = scratch.run(["parse", "a.txt"]).well();
    assert_eq!(plain.stdout, scratch.run(["parse", "a.txt", "--format", "conllu"]).well().stdout);
}

#[test]
fn a_line_of_json_spells_its_input() {
    let scratch = Scratch::new("parse-json");
    scratch.write("a.txt", TEXT);
    scratch.write("b.txt", "  Emoji 👩‍👩‍👧 and\u{a0}é don't\r\n\r\nmove it.\t");
    scratch.write("empty.txt", "");
    let ran = scratch.run(["parse", "b.txt", "a.txt", "empty.txt", "--format", "json"]).well();
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    for (line, name) in lines.iter().zip(["b.txt", "a.txt", "empty.txt"]) {
        assert_eq!(line["source"], name);
        let text = std::fs::read_to_string(scratch.path().join(name)).unwrap();
        let (mut spelt, mut points) = (String::new(), 0);
        for token in line["tokens"].as_array().unwrap() {
            assert_eq!(token["idx"], points);
            spelt.push_str(token["text"].as_str().unwrap());
            spelt.push_str(if token["ws"].as_bool().unwrap() { " " } else { "" });
            points = spelt.chars().count();
            let keys: Vec<&String> = token.as_object().unwrap().keys().collect();
            assert_eq!(
                keys,
                [
                    "idx",
                    "text",
                    "ws",
                    "tag",
                    "pos",
                    "morph",
                    "lemma",
                    "dep",
                    "head",
                    "ent_iob",
                    "ent_type",
                    "sent_start"
                ]
            );
        }
        assert_eq!(spelt, text, "{name}");
    }
}

#[test]
fn the_number_of_jobs_cannot_be_seen() {
    let scratch = Scratch::new("parse-jobs");
    let names: Vec<String> = (0..12).map(|number| format!("{number}.txt")).collect();
    for (number, name) in names.iter().enumerate() {
        scratch.write(name, TEXT.replace("June", "July ").repeat(12 - number));
    }
    let run = |jobs: &str| {
        let mut call = vec!["parse", "--jobs", jobs, "--format", "json"];
        call.extend(names.iter().map(String::as_str));
        scratch.run(call).well().stdout
    };
    let one = run("1");
    assert_eq!(one.lines().count(), 12);
    assert!(one == run("4"), "the output differs");
}

#[test]
fn standard_input_is_a_text_too() {
    let scratch = Scratch::new("parse-stdin");
    scratch.write("a.txt", TEXT);
    let fed = scratch.feed(["parse", "-"], TEXT.as_bytes()).well().stdout;
    let read = scratch.run(["parse", "a.txt"]).well().stdout;
    assert_eq!(fed, read.replace("a.txt-", "--"));
}

#[test]
fn what_is_no_text_is_named_and_the_rest_is_parsed() {
    let scratch = Scratch::new("parse-errors");
    scratch.write("a.txt", b"caf\xc3\xa9 caf\xe9 x");
    scratch.write("b.txt", "Go.");
    scratch.write("folder/c.txt", "Go.");
    let ran = scratch.run(["parse", "a.txt", "b.txt", "gone.txt", "folder", "--format", "json"]);
    assert_eq!((ran.status, ran.stdout.lines().count()), (Some(1), 1));
    let errors: Vec<&str> = ran.stderr.lines().collect();
    assert!(errors[0].starts_with("error: a.txt: not UTF-8: byte 9 (the first is 0) is 0xE9"), "{errors:?}");
    assert_eq!(
        errors[1..],
        ["error: gone.txt: no such file", "error: folder: a folder; name the files in it"]
    );
}

#[test]
fn trees_cannot_command_the_terminal() {
    let scratch = Scratch::new("parse-visible");
    scratch.write("a.txt", "Evil \u{1b}[2J words \u{202e}here.");
    let shown = scratch.run(["parse", "a.txt", "--format", "tree"]).well().stdout;
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown:?}");
}

#[test]
fn a_package_becomes_a_model() {
    let scratch = Scratch::new("model");
    scratch.write("whole.whl", WHOLE);
    scratch.write("a.txt", "The mayor said that the road would close.");
    let ran = scratch.run(["model", "convert", "whole.whl", "-o", "whole.avm"]).well();
    assert!(ran.stdout.starts_with("en_whole 1.0.0 (MIT OR Apache-2.0): "), "{}", ran.stdout);
    let parsed = scratch.run(["parse", "a.txt", "--model", "whole.avm"]).well().stdout;
    assert_ne!(parsed, scratch.run(["parse", "a.txt"]).well().stdout, "another model, other labels");
    assert_eq!(parsed.lines().filter(|line| line.split('\t').count() == 10).count(), 9);
}

#[test]
fn what_is_no_model_is_named() {
    let scratch = Scratch::new("model-errors");
    scratch.write("a.txt", "Go.");
    scratch.write("b.whl", "no archive");
    scratch.write("french/config.cfg", "[nlp]\nlang = \"fr\"\npipeline = [\"tok2vec\",\"morphologizer\"]\n");
    scratch.write("french/meta.json", r#"{"lang":"fr","name":"x","version":"1"}"#);
    scratch.write("empty/x", "");
    for (call, part) in [
        (&["parse", "a.txt", "--model", "a.txt"][..], "a.txt: not a model file"),
        (&["parse", "a.txt", "--model", "gone.avm"], "gone.avm: no such file"),
        (&["model", "convert", "b.whl", "-o", "b.avm"], "b.whl: model part `wheel`: no end record"),
        (&["model", "convert", "gone.whl", "-o", "b.avm"], "gone.whl: no such file or folder"),
        (&["model", "convert", "empty", "-o", "b.avm"], "empty: the package has no file `config.cfg`"),
        (&["model", "convert", "french", "-o", "b.avm"], "french: cannot run language `fr`"),
    ] {
        let ran = scratch.run(call);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""), "{call:?}");
        assert!(ran.stderr.contains(part), "{part} in {}", ran.stderr);
    }
    assert!(!scratch.path().join("b.avm").exists());
}
