//! Hostile pages through the binary. The tests are named by the numbers of the list that they come from.
//!
//! Each makes its pages large, reads them with the binary and asks: a record for each, lawful when held against the
//! bytes, without a defect of the program, and with what is expected of it. That time is linear is shown by counting
//! instructions (valgrind's callgrind) at a size and at its double, less what an empty page costs: a ratio under 2.2.
//! Where valgrind is not installed, that is said and not tested.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::format_collect,
    clippy::needless_pass_by_value,
    reason = "a test ends where it cannot go on, says what it skips, and builds small inputs"
)]

#[path = "hostile/pages.rs"]
mod pages;
#[expect(dead_code, reason = "shared with the other tests, which use more of it")]
mod scratch;

use std::process::Command;
use std::sync::OnceLock;

use avviso_record::{At, Record, Why};

use pages::{HIDDEN, Made, WORDS};
use scratch::Scratch;

/// Work at the double size over work at the size.
const GROWTH: f64 = 2.2;

/// Reads pages of size `large`; gives each one's name and record.
fn read(name: &str, made: Vec<Made>) -> Vec<(&'static str, Record)> {
    let scratch = Scratch::new(name);
    let names: Vec<&'static str> = made.iter().map(|(name, _)| *name).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    for (file, bytes) in &made {
        scratch.write(format!("pages/{file}"), bytes);
    }
    let ran = scratch.run(["read", "pages", "-o", "records.jsonl"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""));
    let checked = scratch.run(["check", "records.jsonl", "--pages", "pages"]);
    let verdict: Vec<&str> = checked.stdout.lines().take(5).collect();
    assert_eq!(checked.status, Some(0), "{verdict:#?}");
    assert!(checked.stdout.ends_with("no law broken\n"), "{verdict:#?}");
    let lines = std::fs::read(scratch.path().join("records.jsonl")).unwrap();
    let records = avviso_record::line::read(lines.as_slice()).map(|line| line.unwrap().1);
    let read: Vec<_> = sorted.into_iter().zip(records).collect();
    assert_eq!(read.len(), made.len());
    for (file, record) in &read {
        assert_eq!(record.page.source, format!("pages/{file}"));
        assert!(!has(record, "internal-error"), "{file}: {:?}", record.diagnostics);
    }
    read
}

/// Asserts that work at most doubles with the size.
fn linear(name: &str, small: usize, make: fn(usize) -> Vec<Made>) {
    let Some(start) = start() else {
        println!("valgrind is not installed: that work is linear is not tested");
        return;
    };
    let once = count(name, make(small)).saturating_sub(start);
    let twice = count(name, make(small * 2)).saturating_sub(start);
    #[expect(clippy::cast_precision_loss, reason = "a ratio to two digits")]
    let ratio = twice as f64 / once.max(1) as f64;
    println!("{name}: {once} instructions at {small}, {twice} at its double: {ratio:.2}");
    assert!(ratio < GROWTH, "work grows {ratio:.2}-fold from size {small} to its double ({once}, {twice})");
}

/// Instructions for an empty page, start of the program included.
fn start() -> Option<u64> {
    static START: OnceLock<Option<u64>> = OnceLock::new();
    *START.get_or_init(|| {
        let there =
            Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success());
        there.then(|| count("start", vec![("empty.html", b"<p>x</p>".to_vec())]))
    })
}

fn count(name: &str, made: Vec<Made>) -> u64 {
    let scratch = Scratch::new(&format!("count-{name}"));
    for (file, bytes) in made {
        scratch.write(format!("pages/{file}"), bytes);
    }
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_avviso")])
        .args(["read", "pages", "--jobs", "1", "-o", "out.jsonl"])
        // The parser's work is a fixed sum a word, and so large that the rest would not show.
        .args(["--max-parsed-words", "0"])
        .current_dir(scratch.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told.lines()
        .find_map(|line| line.split_once("Collected :").map(|(_, count)| count.trim().parse().unwrap()))
        .unwrap_or_else(|| panic!("callgrind says how many: {told}"))
}

fn has(record: &Record, code: &str) -> bool {
    record.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}

#[track_caller]
fn keeps_words((file, record): &(&str, Record)) {
    let shown: String = record.text.chars().take(200).collect();
    assert!(record.text.contains(WORDS), "{file}: {shown:?} {:?}", record.diagnostics);
}

/// Text below any depth is kept, and the depth is told (parsers die of it: quadratic work, overflowing stacks).
#[test]
fn hostile_01_deep_divs() {
    for read in &read("h01", pages::deep_divs(100_000)) {
        keeps_words(read);
        assert!(has(&read.1, "deep-nesting"), "{:?}", read.1.diagnostics);
    }
    linear("h01", 4000, pages::deep_divs);
}

#[test]
fn hostile_02_deep_lists() {
    for read in &read("h02", pages::deep_lists(64_000)) {
        keeps_words(read);
        assert!(has(&read.1, "deep-nesting"), "{:?}", read.1.diagnostics);
    }
    linear("h02", 3000, pages::deep_lists);
}

/// Open formatting elements are not opened again in every paragraph.
#[test]
fn hostile_03_formatting_elements() {
    read("h03", pages::formatting(10_000)).iter().for_each(keeps_words);
    linear("h03", 1000, pages::formatting);
}

/// Nothing of an attribute is copied into what follows.
#[test]
fn hostile_04_copied_attribute() {
    for read in &read("h04", pages::copied_attribute(50_000)) {
        keeps_words(read);
        let line = serde_json::to_string(&read.1).unwrap();
        assert!(line.len() < 60 * read.1.page.bytes as usize, "{} bytes of output", line.len());
        assert!(!line.contains("AAAAAAAAAAAA"));
    }
    linear("h04", 1500, pages::copied_attribute);
}

/// Text below level 257, where some parsers drop it in silence.
#[test]
fn hostile_05_text_at_every_level() {
    for (_, record) in read("h05", pages::deep_text(700)) {
        for level in [0, 1, 255, 256, 257, 258, 511, 512, 513, 699] {
            let words = format!("Level {level} of the page speaks to its readers.");
            assert!(record.text.contains(&words), "level {level}");
        }
    }
    linear("h05", 300, pages::deep_text);
}

#[test]
fn hostile_06_many_attributes() {
    for read in &read("h06", pages::many_attributes(100_000)) {
        keeps_words(read);
        assert!(has(&read.1, "attribute-limit"), "{:?}", read.1.diagnostics);
    }
    linear("h06", 5000, pages::many_attributes);
}

#[test]
fn hostile_07_long_attribute() {
    for read in &read("h07", pages::long_attribute(600_000)) {
        keeps_words(read);
        assert!(!read.1.text.contains("iVBOR"));
    }
    linear("h07", 30_000, pages::long_attribute);
}

/// The only limit on a run of text is the page's.
#[test]
fn hostile_08_long_text_node() {
    for read in &read("h08", pages::long_text(40_000)) {
        keeps_words(read);
        assert!(read.1.text.len() > 2_900_000);
    }
    linear("h08", 200, pages::long_text);
}

/// What is not closed at the end takes nothing with it that came before, and is listed.
#[test]
fn hostile_09_unclosed() {
    for read in &read("h09", pages::unclosed(50_000)) {
        keeps_words(read);
    }
    linear("h09", 1000, pages::unclosed);
}

#[test]
fn hostile_10_fragments() {
    for (file, record) in read("h10", pages::fragments(1)) {
        assert!(record.text.len() < 20, "{file}: {:?}", record.text);
    }
    read("h10-many", pages::fragments(5000));
    linear("h10", 300, pages::fragments);
}

#[test]
fn hostile_11_misnested_tables() {
    read("h11", pages::misnested(10_000)).iter().for_each(keeps_words);
    linear("h11", 300, pages::misnested);
}

/// Self-closing drawings are not depth.
#[test]
fn hostile_12_drawing() {
    for read in &read("h12", pages::drawing(12_000)) {
        keeps_words(read);
        assert!(!has(&read.1, "deep-nesting"), "{:?}", read.1.diagnostics);
    }
    linear("h12", 1500, pages::drawing);
}

#[test]
fn hostile_13_templates() {
    for read in &read("h13", pages::templates(5000)) {
        if read.0 == "noscript.html" {
            // What browsers with scripts do not show is no article, but its words are listed.
            let listed = |d: &avviso_record::Discarded| d.text.as_deref().is_some_and(|t| t.contains(WORDS));
            assert!(read.1.discarded.iter().any(listed), "{:?}", read.1.discarded);
        } else {
            keeps_words(read);
        }
        assert!(!read.1.text.contains("never shown"), "{}", read.0);
    }
    linear("h13", 700, pages::templates);
}

#[test]
fn hostile_14_references() {
    for read in &read("h14", pages::references(3000)) {
        keeps_words(read);
    }
    linear("h14", 400, pages::references);
}

#[test]
fn hostile_22_charsets() {
    for (file, record) in read("h22", pages::charsets(200)) {
        let wanted: &[&str] = match file {
            // Valid UTF-8 with a character of several bytes beats a meta element.
            "lies.html" | "bom.txt" => &["utf-8"],
            "gb.html" => &["gb18030", "gbk"],
            "jis.html" => &["iso-2022-jp"],
            _ => &[],
        };
        let found = record.page.encoding.as_str();
        assert!(wanted.is_empty() || wanted.contains(&found), "{file}: {found}");
    }
    linear("h22", 15, pages::charsets);
}

/// Runs that look like dates or marks for ever are read in linear time, and date nothing.
#[test]
fn hostile_23_dates_without_end() {
    for read in &read("h23", pages::dates_without_end(100_000)) {
        assert!(read.1.article.published.is_none(), "{}", read.0);
    }
    linear("h23", 2000, pages::dates_without_end);
}

#[test]
fn hostile_24_quotation_marks() {
    read("h24", pages::quotes(30_000)).iter().for_each(keeps_words);
    linear("h24", 500, pages::quotes);
}

#[test]
fn hostile_25_sentences() {
    for read in &read("h25", pages::sentences(30_000)) {
        keeps_words(read);
        match read.0 {
            "endless.txt" => assert!(has(&read.1, "long-sentence"), "{:?}", read.1.diagnostics),
            "letters.txt" => assert!(read.1.sentences.len() <= 20_001 || has(&read.1, "many-sentences")),
            _ => {}
        }
    }
    linear("h25", 400, pages::sentences);
}

#[test]
fn hostile_26_names() {
    for read in &read("h26", pages::names(10_000)) {
        keeps_words(read);
        let mentions: usize = read.1.actors.iter().map(|actor| actor.mentions.len()).sum();
        assert!(mentions <= 20_000, "{}: {mentions} mentions", read.0);
    }
    linear("h26", 800, pages::names);
}

#[test]
fn hostile_28_invisible_characters() {
    for read in &read("h28", pages::invisible(5000)) {
        keeps_words(read);
    }
    let scratch = Scratch::new("h28-shown");
    for (file, bytes) in pages::invisible(10) {
        scratch.write(format!("pages/{file}"), bytes);
    }
    let shown = scratch.run(["read", "pages", "-f", "pretty"]).well().stdout;
    assert!(shown.contains("‹RLO›") && !shown.contains('\u{202e}'));
    linear("h28", 200, pages::invisible);
}

#[test]
fn hostile_29_control_characters() {
    for read in &read("h29", pages::controls(2000)) {
        let line = serde_json::to_string(&read.1).unwrap();
        assert!(
            !line.chars().any(|c| c < ' '),
            "{}: a control character stands in the line as it is",
            read.0
        );
    }
    let scratch = Scratch::new("h29-shown");
    for (file, bytes) in pages::controls(3) {
        scratch.write(format!("pages/{file}"), bytes);
    }
    let shown = scratch.run(["read", "pages", "-f", "pretty"]).well().stdout;
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    linear("h29", 100, pages::controls);
}

/// What a page hides is listed as hidden, and nobody is taken to have said it.
#[test]
fn hostile_32_hidden_text() {
    for read in &read("h32", pages::hidden(2000)) {
        keeps_words(read);
        assert!(!read.1.text.contains(HIDDEN), "{}", read.0);
        assert!(read.1.discarded.iter().any(|d| d.why == Why::Hidden));
    }
    linear("h32", 150, pages::hidden);
}

/// Days that no calendar has, and days that cannot be: nobody is sure of them.
#[test]
fn hostile_36_odd_dates() {
    for (file, record) in read("h36", pages::odd_dates(300)) {
        if let Some(published) = &record.article.published {
            let firm = published.confidence.ten_thousandths() >= 8500;
            // A day with an offset that no clock has is a day, and no instant.
            let is_day = file == "g.html" && published.precision == avviso_record::Precision::Day;
            assert!(!firm || is_day, "{file}: {published:?}");
        }
    }
    linear("h36", 20, pages::odd_dates);
}

#[test]
fn hostile_37_dialogs() {
    for (_, record) in read("h37", pages::dialogs(10_000)) {
        assert!(record.text.contains(WORDS) || has(&record, "no-article"));
        assert!(record.text.matches("Accept all cookies").count() < 10, "the dialogs are not the article");
    }
    linear("h37", 300, pages::dialogs);
}

#[test]
fn hostile_38_no_text() {
    for (file, record) in read("h38", pages::no_text(3000)) {
        assert_eq!(record.text, "", "{file}");
        assert!(has(&record, "not-text"), "{file}: {:?}", record.diagnostics);
    }
    linear("h38", 1000, pages::no_text);
}

/// Metadata says one year, the address another: both are told, and neither is believed firmly.
#[test]
fn hostile_44_two_dates() {
    let html = format!(
        "<html><head><meta property=\"article:published_time\" content=\"2031-05-04\"></head><body>\
         <article><h1>Harbour stays open</h1><p>{WORDS}</p></article></body></html>"
    );
    let line = serde_json::json!({"html": html, "url": "https://elsmouth.example/2017/05/04/harbour"});
    let scratch = Scratch::new("h44");
    scratch.write("page.jsonl", line.to_string());
    let record = scratch.run(["read", "page.jsonl"]).well().records().remove(0);
    let article = &record.article;
    let beliefs: Vec<_> = article.published.iter().chain(&article.candidates.published).collect();
    let firm = article.published.as_ref().is_some_and(|belief| belief.confidence.ten_thousandths() >= 8500);
    assert!(!firm, "{beliefs:?}");
    let years: String =
        beliefs.iter().flat_map(|b| [&b.from, &b.to]).flatten().map(|date| date.day()).collect();
    let said = |year: &str| {
        years.contains(year)
            || beliefs.iter().flat_map(|b| &b.evidence).any(|e| match e.at {
                At::Raw(raw) => html.get(raw.range()).is_some_and(|words| words.contains(year)),
                At::Text(_) => false,
            })
    };
    assert!(said("2031") && (said("2017") || beliefs.len() > 1), "{beliefs:?}");
}
