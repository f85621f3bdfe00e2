//! Colour is a second voice: on a terminal alone, and never the only one.

use crate::scratch::{PAGE, Scratch};

const ESCAPE: char = '\u{1b}';

fn pretty(scratch: &Scratch, args: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = scratch.command([&["read", "page.html", "-f", "pretty"], args].concat());
    command.env("COLUMNS", "80").envs(variables.iter().copied());
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// A text without its styles.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == ESCAPE {
            assert_eq!(chars.next(), Some('['));
            assert!(chars.by_ref().find(|c| c.is_ascii_alphabetic()) == Some('m'), "styles only");
        } else {
            out.push(c);
        }
    }
    out
}

#[test]
fn a_pipe_gets_no_colour() {
    let scratch = Scratch::new("no-colour");
    scratch.write("page.html", PAGE);
    let plain = pretty(&scratch, &[], &[]);
    assert!(!plain.contains(ESCAPE));
    assert_eq!(pretty(&scratch, &["--colour", "never"], &[]), plain);
    assert_eq!(pretty(&scratch, &[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "")]), plain);
}

#[test]
fn colour_says_nothing_that_the_words_do_not() {
    let scratch = Scratch::new("colour");
    scratch.write("page.html", PAGE);
    let coloured = pretty(&scratch, &["--colour", "always"], &[]);
    assert!(coloured.contains(ESCAPE));
    let lines = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines(&bare(&coloured)), lines(&pretty(&scratch, &[], &[])));
    assert_eq!(pretty(&scratch, &["--color", "always"], &[]), coloured, "both spellings");
}

#[test]
fn data_is_never_coloured() {
    let scratch = Scratch::new("data");
    scratch.write("page.html", PAGE);
    for format in ["jsonl", "json"] {
        let ran = scratch.run(["read", "page.html", "-f", format, "--colour", "always"]).well();
        assert!(!ran.stdout.contains(ESCAPE));
    }
}
