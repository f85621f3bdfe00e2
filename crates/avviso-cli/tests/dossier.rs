//! `avviso dossier`: one file out of pages and records, the same in any order, and what it says of what it could not read.

use std::process::Stdio;

use crate::scratch::{PAGE, Scratch, TEXT};

/// The dossier that a call wrote.
fn written(scratch: &Scratch, file: &str) -> String {
    std::fs::read_to_string(scratch.path().join(file)).unwrap()
}

fn dossier(scratch: &Scratch, inputs: &[&str], file: &str) -> String {
    let ran = scratch.run([&["dossier"], inputs, &["-o", file]].concat()).well();
    assert_eq!(ran.stdout, "");
    written(scratch, file)
}

#[test]
fn pages_become_one_file_with_a_title() {
    let scratch = Scratch::new("dossier-title");
    scratch.write("pages/a.html", PAGE);
    scratch.write("pages/b.txt", TEXT);
    let html = dossier(&scratch, &["pages"], "plain.html");
    assert!(html.starts_with("<!doctype html>\n") && html.ends_with("</html>\n"));
    assert!(html.contains("<h1>Dossier of 2 pages</h1>"));
    for words in ["We keep every quay", "It will open in June", "pages/a.html", "pages/b.txt"] {
        assert!(html.contains(words), "{words}");
    }
    let title = "Quays & <bridges>";
    scratch.run(["dossier", "pages", "-o", "titled.html", "--title", title]).well();
    let titled = written(&scratch, "titled.html");
    assert!(titled.contains("<title>Quays &amp; &lt;bridges&gt;</title>"));
    assert!(titled.contains("<h1>Quays &amp; &lt;bridges&gt;</h1>"));
    assert!(!titled.contains("Dossier of 2 pages"));
}

#[test]
fn a_dossier_goes_to_standard_output_where_it_is_asked_to() {
    let scratch = Scratch::new("dossier-stdout");
    scratch.write("a.html", PAGE);
    let html = dossier(&scratch, &["a.html"], "a.out");
    assert_eq!(scratch.run(["dossier", "a.html", "-o", "-"]).well().stdout, html);
    let fed = scratch.feed(["dossier", "-", "-o", "-"], PAGE.as_bytes()).well().stdout;
    assert!(fed.contains("We keep every quay"));
    // Without a place to write to the call is wrong.
    let ran = scratch.run(["dossier", "a.html"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("--output"), "{}", ran.stderr);
}

#[test]
fn records_are_taken_as_they_are() {
    let scratch = Scratch::new("dossier-records");
    scratch.write("a.html", PAGE);
    let line = scratch.run(["read", "a.html"]).well().stdout;
    scratch.write("a.jsonl", &line);
    assert_eq!(dossier(&scratch, &["a.html"], "1.html"), dossier(&scratch, &["a.jsonl"], "2.html"));
    // Nothing is computed again: what only a record says is what the dossier says, and the page is not looked for.
    let changed = line.replacen("\"value\":\"Harbour of Elsmouth stays open", "\"value\":\"Set by hand", 1);
    assert_ne!(changed, line);
    scratch.write("changed.jsonl", &changed);
    std::fs::remove_file(scratch.path().join("a.html")).unwrap();
    assert!(dossier(&scratch, &["changed.jsonl"], "3.html").contains("<bdi>Set by hand"));
}

#[test]
fn any_order_and_any_number_of_jobs_write_the_same_bytes() {
    let scratch = Scratch::new("dossier-order");
    scratch.write("b/a.html", PAGE);
    scratch.write("b/b.txt", TEXT);
    scratch.write("a.html", PAGE.replace("40 boats", "41 boats"));
    let one = dossier(&scratch, &["a.html", "b"], "1.out");
    assert_eq!(dossier(&scratch, &["b/b.txt", "b/a.html", "a.html"], "2.out"), one);
    assert_eq!(dossier(&scratch, &["b", "a.html", "b", "--jobs", "1"], "3.out"), one);
    let records = scratch.run(["read", "b", "a.html"]).well().stdout;
    let turned: Vec<&str> = records.lines().rev().collect();
    scratch.write("turned.jsonl", turned.join("\n"));
    assert_eq!(dossier(&scratch, &["turned.jsonl"], "4.out"), one);
}

#[test]
fn what_could_not_be_read_is_named_and_the_rest_is_done() {
    let scratch = Scratch::new("dossier-unread");
    scratch.write("a.html", PAGE);
    scratch.write("half.jsonl", "{\"text\": \"One page of words.\"}\n{broken\n");
    let ran = scratch.run(["dossier", "a.html", "missing.html", "half.jsonl", "-o", "out.html"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(1), ""));
    let told: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("error:")).collect();
    assert_eq!(told.len(), 2, "{}", ran.stderr);
    assert!(told.iter().any(|line| line.contains("missing.html")));
    assert!(told.iter().any(|line| line.contains("half.jsonl") && line.contains('2')));
    let html = written(&scratch, "out.html");
    assert!(html.contains("We keep every quay") && html.contains("One page of words."));
    assert!(html.contains("Inputs that could not be read"));
    assert_eq!(html.matches("missing.html").count(), 1);
    // A dossier of nothing says so, and is written.
    let ran = scratch.run(["dossier", "missing.html", "-o", "none.html"]);
    assert_eq!(ran.status, Some(1));
    assert!(written(&scratch, "none.html").contains("Dossier of 0 pages"));
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let scratch = Scratch::new("dossier-unwritten");
    scratch.write("a.html", PAGE);
    let ran = scratch.run(["dossier", "a.html", "-o", "no/such/folder/x.html"]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("no/such/folder/x.html"), "{}", ran.stderr);
    // The last dossier is not read as a page of the next.
    let first = dossier(&scratch, &["."], "x.html");
    assert_eq!(dossier(&scratch, &["."], "x.html"), first);
}

/// Number 43: records of other formats, unknown fields, a line that breaks off, a byte order mark.
#[test]
fn hostile_43_foreign_records() {
    let scratch = Scratch::new("dossier-h43");
    scratch.write("a.html", PAGE);
    let good = scratch.run(["read", "a.html"]).well().stdout;
    let format = "avviso-record/1";
    assert!(good.contains(format));
    let unknown =
        good.replacen('{', "{\"later\": [1, {\"x\": null}], ", 1).replacen("a.html", "later.html", 1);
    let lines = [
        good.replacen(format, "avviso-record/0", 1),
        good.replacen(format, "avviso-record/9", 1),
        unknown,
        good.chars().take(good.len() / 2).collect::<String>() + "\n",
    ];
    scratch.write("old.jsonl", lines.concat());
    scratch.write("bom.jsonl", format!("\u{feff}{good}"));
    let ran = scratch.run(["dossier", "old.jsonl", "bom.jsonl", "-o", "out.html"]);
    assert_eq!(ran.status, Some(1), "{}", ran.stderr);
    for line in ["1", "2", "4"] {
        assert!(
            ran.stderr
                .lines()
                .any(|told| told.contains("old.jsonl") && told.contains(&format!("line {line}"))),
            "line {line}: {}",
            ran.stderr
        );
    }
    assert!(!ran.stderr.contains("bom.jsonl"), "{}", ran.stderr);
    let html = written(&scratch, "out.html");
    assert!(html.contains("<h1>Dossier of 2 pages</h1>"));
    assert!(html.contains("later.html"));
}

/// Number 27: words within words within words; the dossier grows as the page does.
#[test]
fn hostile_27_chains_of_said() {
    let scratch = Scratch::new("dossier-h27");
    let made = |n: usize| {
        scratch.write(
            "said.html",
            format!(
                "<html><body><p>The mayor spoke.</p><p>{}</p></body></html>",
                "he said she said ".repeat(n)
            ),
        );
        dossier(&scratch, &["said.html"], "said.out").len()
    };
    let (none, once, twice) = (made(1), made(120), made(240));
    assert!((twice - none) * 10 < (once - none) * 22, "{none}, {once}, {twice} bytes");
}

/// Numbers 28 and 29: what would hide, reorder or stack letters is shown as a sign.
#[test]
fn hostile_28_29_odd_characters() {
    let scratch = Scratch::new("dossier-h28");
    let odd = "ad\u{200d}min \u{202e}turned\u{202c} a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}b \
               \0 \u{7f} \u{85} \u{9b}31m \u{fffe} \u{ffff} \u{2028} \u{2029} \u{1b}[2J";
    scratch.write(
        "odd.html",
        format!(
            "<html><head><title>Harbour {odd}</title></head><body><h1>Harbour {odd}</h1>\
             <p>“We keep every quay {odd},” the mayor of Elsmouth said.</p><p>The harbour {odd} stays open.</p></body></html>"
        ),
    );
    scratch.write("odd\u{202e}name.txt", format!("{TEXT}\n{odd}\n"));
    let html = dossier(&scratch, &["odd.html", "odd\u{202e}name.txt"], "out");
    let live: Vec<char> = html
        .chars()
        .filter(|c| {
            (c.is_control() && !matches!(c, '\n' | '\t'))
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
        })
        .collect();
    assert_eq!(live, [], "as they are in the file");
    assert!(html.contains("ad\u{25AF}min"));
    assert!(!html.contains(&"\u{301}".repeat(5)));
}

/// Number 30: nothing of a page becomes markup; tests/browser asks a browser the same.
#[test]
fn hostile_30_markup_in_words() {
    let scratch = Scratch::new("dossier-h30");
    let quiet = "Elsmouth";
    let count = |words: &str, file: &str| {
        scratch.write(
            "page.txt",
            format!(
                "Harbour of {words} stays open\n\n“We keep {words},” the mayor of {words} said.\n\nHe left.\n"
            ),
        );
        let html = dossier(&scratch, &["page.txt", &format!("--title={words}")], file);
        (html.matches("<script").count(), html.matches("<img").count(), html.matches("<svg").count(), html)
    };
    let (scripts, images, drawings, _) = count(quiet, "quiet.out");
    assert_eq!((scripts, images), (1, 0));
    for words in [
        "</script><img src=x onerror=alert(1)>",
        "--><svg onload=alert(1)><set attributeName=href to=javascript:alert(1)>",
        "]]>{{7*7}}{% raw %}",
        "</title></style><script>alert(1)</script>",
        "x\" onmouseover=\"alert(1)",
    ] {
        let (a, b, c, html) = count(words, "loud.out");
        assert_eq!((a, b, c), (scripts, images, drawings), "{words}");
        for live in ["onerror=alert(1)>", "]]>49", "\" onmouseover=\"", "<set "] {
            assert!(!html.contains(live), "{words}: {live}");
        }
    }
}

/// On a terminal there is a summary; `script` makes one, where it is installed.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_a_summary_of_a_dossier() {
    let scratch = Scratch::new("dossier-terminal");
    scratch.write("a.html", PAGE);
    let call = format!("{} dossier a.html -o out.html", env!("CARGO_BIN_EXE_avviso"));
    let Ok(output) = std::process::Command::new("script")
        .args(["-qec", &call, "/dev/null"])
        .current_dir(scratch.path())
        .stdin(Stdio::null())
        .output()
    else {
        return;
    };
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 page"), "{told:?}");
}

#[test]
fn quotations_are_checked_and_copies_told() {
    let scratch = Scratch::new("dossier-trace");
    scratch.write("pages/a.html", PAGE);
    scratch.write("pages/b.txt", TEXT);
    scratch.write(
        "quotes.txt",
        "It will open in June\nThe bridge of Norhaven has been open since Tuesday\nNobody ever said that or will say so\n",
    );
    scratch.run(["dossier", "pages", "-o", "out.html", "--trace", "quotes.txt"]).well();
    let html = written(&scratch, "out.html");
    assert!(html.contains("2 pages, 2 copy groups, at most 2 origins; no copying found between the groups"));
    assert!(html.contains("Quotations checked"));
    for status in ["verbatim", "altered", "absent"] {
        assert_eq!(html.matches(&format!("<b>{status}</b>")).count(), 1, "{status}");
    }
    // Without quotations there is no such section; a file of them that is not there is told.
    assert!(!dossier(&scratch, &["pages"], "plain.html").contains("Quotations checked"));
    let ran = scratch.run(["dossier", "pages", "-o", "none.html", "--trace", "missing.txt"]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.stderr.contains("missing.txt"), "{}", ran.stderr);
    assert!(!scratch.path().join("none.html").exists());
}
