//! Pipes: quiet, and closed without complaint.

use std::io::Read;
use std::process::Stdio;

use crate::scratch::{PAGE, Scratch, TEXT};

#[test]
fn a_closed_pipe_is_no_error() {
    let scratch = Scratch::new("closed");
    // More output than any pipe holds.
    for number in 0..200 {
        scratch.write(format!("pages/{number}.html"), PAGE);
    }
    for format in ["jsonl", "json", "pretty"] {
        let mut child = scratch
            .command(["read", "pages", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 100];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
    }
}

#[test]
fn standard_error_is_quiet_in_a_pipe() {
    let scratch = Scratch::new("quiet");
    scratch.write("a.txt", TEXT);
    scratch.run(["read", "a.txt", "--format", "pretty"]).well();
    scratch.run(["passes"]).well();
}

#[test]
fn records_flow_through_a_pipe() {
    let scratch = Scratch::new("flow");
    scratch.write("a.html", PAGE);
    let lines = scratch.run(["read", "a.html"]).well().stdout;
    assert_eq!(scratch.feed(["read", "-"], lines.as_bytes()).well().stdout, lines);
    let checked = scratch.feed(["check", "-", "--pages", "a.html"], lines.as_bytes()).well();
    assert_eq!(checked.stdout, "1 record, no law broken\n");
}

/// On a terminal there is a summary; `script` makes one, where it is installed.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_a_summary() {
    let scratch = Scratch::new("terminal");
    scratch.write("a.html", PAGE);
    let call = format!("{} read a.html > out.jsonl", env!("CARGO_BIN_EXE_avviso"));
    let Ok(output) = std::process::Command::new("script")
        .args(["-qec", &call, "/dev/null"])
        .current_dir(scratch.path())
        .stdin(Stdio::null())
        .output()
    else {
        println!("script is not installed: the summary on a terminal is not tested");
        return;
    };
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(shown.contains("1 page"), "{shown:?}");
}
