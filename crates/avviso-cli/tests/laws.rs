//! Every page that a test reads gives a record that keeps the laws, held against the page's bytes.

use std::path::{Path, PathBuf};

use crate::scratch::{PAGE, Scratch, TEXT};

/// Reads and checks all below `folder`; gives the number of records.
#[track_caller]
fn lawful(scratch: &Scratch, folder: &Path, options: &[&str]) -> usize {
    let folder = folder.to_str().unwrap();
    let ran = scratch.run([&["read", folder], options].concat()).well();
    let count = ran.stdout.lines().count();
    scratch.write("records.jsonl", &ran.stdout);
    let checked = scratch.run(["check", "records.jsonl", "--pages", folder]);
    assert_eq!(
        (checked.status, checked.stderr.as_str()),
        (Some(0), ""),
        "{folder} {options:?}: {}",
        checked.stdout
    );
    assert!(checked.stdout.ends_with("no law broken\n"), "every page is found again: {}", checked.stdout);
    count
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn own_pages_keep_the_laws() {
    let scratch = Scratch::new("laws-own");
    scratch.write("pages/a.html", PAGE);
    scratch.write("pages/b.txt", TEXT);
    scratch.write("pages/c.html", PAGE.as_bytes().iter().copied().take(700).collect::<Vec<u8>>());
    scratch.write("pages/d.txt", b"\xff\xfeW\0o\0r\0d\0s\0 \0o\0f\0 \0a\0 \0p\0a\0g\0e\0.\0");
    scratch
        .write("pages/e.html", b"<meta charset=windows-1252><p>The caf\xe9 of Elsmouth is \x93open\x94.</p>");
    for options in [&[][..], &["--clean", "none"], &["--max-page-bytes", "300"], &["--jobs", "3"]] {
        assert_eq!(lawful(&scratch, &scratch.path().join("pages"), options), 5);
    }
}

#[test]
fn the_examples_keep_the_laws() {
    let scratch = Scratch::new("laws-examples");
    let folder = repository().join("examples/october-1962");
    assert_eq!(lawful(&scratch, &folder, &[]), 6);
    assert_eq!(lawful(&scratch, &folder, &["--clean", "none"]), 6);
}

#[test]
fn pages_as_crawled_keep_the_laws() {
    let Some(data) =
        std::env::var_os("AVVISO_DATA").map(PathBuf::from).filter(|data| data.join("pages").is_dir())
    else {
        println!("AVVISO_DATA names no folder with pages: the laws are not tested on pages as crawled");
        return;
    };
    let scratch = Scratch::new("laws-crawled");
    assert!(lawful(&scratch, &data.join("pages"), &[]) > 0);
    lawful(&scratch, &data.join("pages"), &["--clean", "none"]);
}
