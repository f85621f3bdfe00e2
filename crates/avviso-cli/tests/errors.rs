//! What goes wrong is named on standard error, what is right is done all the same, and the status says which.

use crate::scratch::{PAGE, Scratch, TEXT};

#[test]
fn what_is_missing_is_named_and_the_rest_is_read() {
    let scratch = Scratch::new("missing");
    scratch.write("a.txt", TEXT);
    scratch.write("b.html", PAGE);
    let ran = scratch.run(["read", "a.txt", "gone.txt", "b.html"]);
    assert_eq!(ran.status, Some(1));
    assert_eq!(ran.stderr, "error: gone.txt: no such file or folder\n");
    assert_eq!(ran.records().len(), 2);
}

#[test]
fn an_empty_folder_is_no_input() {
    let scratch = Scratch::new("empty-folder");
    scratch.write("folder/.hidden", "");
    let ran = scratch.run(["read", "folder"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.starts_with("error: folder: no files below this folder"), "{}", ran.stderr);
}

#[test]
fn compressed_files_and_archives_are_refused_by_name() {
    let scratch = Scratch::new("compressed");
    scratch.write("a.txt", b"\x1f\x8b\x08\0\0\0\0\0\0\x03");
    scratch.write("b.html", b"\x28\xb5\x2f\xfd\x04\0");
    scratch.write("c", b"WARC/1.0\r\nWARC-Type: response\r\n");
    scratch.write("d.txt", TEXT);
    let ran = scratch.run(["read", "."]);
    assert_eq!((ran.status, ran.records().len()), (Some(1), 1));
    for part in ["a.txt: compressed with gzip", "b.html: compressed with zstd", "c: a web archive (WARC)"] {
        assert!(ran.stderr.contains(part), "{part} in {}", ran.stderr);
    }
}

#[test]
fn a_broken_line_is_named_with_its_number() {
    let scratch = Scratch::new("broken-line");
    let lines = "{\"text\": \"One page of words.\"}\n{\"text\": \n\n{\"text\": \"Another page of words.\"}\n{\"format\": \"avviso-record/9\"}\n";
    scratch.write("pages.jsonl", lines);
    let ran = scratch.run(["read", "pages.jsonl"]);
    assert_eq!((ran.status, ran.records().len()), (Some(1), 2));
    let errors: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].starts_with("error: pages.jsonl: line 2, column "), "{errors:?}");
    assert!(errors[1].starts_with("error: pages.jsonl: line 5: ") && errors[1].contains("avviso-record/9"));
}

#[test]
fn the_calls_own_faults_are_status_2() {
    let scratch = Scratch::new("usage");
    scratch.write("a.txt", TEXT);
    for call in [
        &["read"][..],
        &["raed", "a.txt"],
        &["read", "a.txt", "--format", "xml"],
        &["read", "a.txt", "--jobs", "0"],
        &["read", "a.txt", "--max-page-bytes", "16 apples"],
        &["explain", "a.txt", "publishd"],
        &["explain", "a.txt", "q99"],
        &["explain", "a.txt", "--layer", "wrods"],
        &["explain", "a.txt", "p0123456789abcdef/q1"],
        &["check", "a.txt", "--pages", "-"],
        &["man", "raed"],
        &["parse"],
        &["parse", "a.txt", "--format", "jsonl"],
        &["model", "convert", "a.txt"],
    ] {
        let ran = scratch.run(call);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{call:?}: {}", ran.stderr);
        assert!(ran.stderr.starts_with("error: "), "{call:?}: {}", ran.stderr);
    }
}

#[test]
fn near_words_are_suggested() {
    let scratch = Scratch::new("suggest");
    scratch.write("a.txt", TEXT);
    for (call, hint) in [
        (&["raed", "a.txt"][..], "'read'"),
        (&["explain", "a.txt", "publishd"], "did you mean published?"),
        (&["explain", "a.txt", "--layer", "wrods"], "did you mean words?"),
        (&["man", "expalin"], "did you mean explain?"),
    ] {
        let ran = scratch.run(call);
        assert!(ran.stderr.contains(hint), "{call:?}: {}", ran.stderr);
    }
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let scratch = Scratch::new("no-output");
    scratch.write("a.txt", TEXT);
    let ran = scratch.run(["read", "a.txt", "-o", "no/such/folder/out.jsonl"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
    assert!(ran.stderr.starts_with("error: no/such/folder/out.jsonl: cannot be written"), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let scratch = Scratch::new("full");
    scratch.write("a.txt", TEXT);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = scratch.command(["read", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the output cannot be written"));
}

#[test]
fn nothing_that_is_named_reaches_the_terminal_as_a_command() {
    let scratch = Scratch::new("names");
    let ran = scratch.run(["read", "gone\u{1b}[2J\u{202e}.txt"]);
    assert_eq!(ran.stderr, "error: gone␛[2J‹RLO›.txt: no such file or folder\n");
}
