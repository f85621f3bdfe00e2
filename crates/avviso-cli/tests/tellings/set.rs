//! A set of `tests/tellings/`: its pages, laid as files, and the lines that must hold.

use std::fs;
use std::path::Path;

/// One file of `tests/tellings/`.
#[derive(Debug)]
pub(crate) struct Set {
    /// The file's name without its ending.
    pub(crate) name: String,
    /// The pages' names, as the assertions call them, their file names and their bytes.
    pub(crate) pages: Vec<Page>,
    /// The lines below `== holds`, with their numbers in the file.
    pub(crate) holds: Vec<(usize, String)>,
}

/// One page of a set.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) bytes: String,
}

/// Reads all sets whose names hold `part`, in order of name.
pub(crate) fn read_all(folder: &Path, part: &str) -> Vec<Set> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    files.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let wanted = files.iter().filter(|path| name(path).contains(part));
    wanted.map(|path| parse(name(path), &fs::read_to_string(path).unwrap())).collect()
}

fn parse(name: String, text: &str) -> Set {
    let mut set = Set { name, pages: Vec::new(), holds: Vec::new() };
    let mut head: Option<String> = None;
    let mut lines: Vec<&str> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(next) = line.strip_prefix("== ") {
            if let Some(head) = head.take() {
                close(&mut set, &head, &lines);
            }
            lines.clear();
            head = Some(next.trim().to_owned());
        } else if head.as_deref() == Some("holds") {
            if !line.trim().is_empty() {
                set.holds.push((number + 1, line.to_owned()));
            }
        } else {
            lines.push(line);
        }
    }
    assert_eq!(head.as_deref(), Some("holds"), "{}: the assertions stand last", set.name);
    assert!(!set.pages.is_empty() && !set.holds.is_empty(), "{}: pages and assertions", set.name);
    set
}

fn close(set: &mut Set, head: &str, lines: &[&str]) {
    let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |at| at + 1);
    let text = lines[..last].join("\n") + "\n";
    let (name, times) = match head.split_once(" x") {
        Some((name, times)) => (name, times.parse().expect("a number of pages")),
        None => (head, 1),
    };
    for number in 1..=times {
        let filled = |text: &str| match times {
            1 => text.to_owned(),
            _ => text.replace('%', &number.to_string()),
        };
        let name = filled(name);
        let (file, bytes) = if name.contains('.') {
            (name.clone(), filled(&text))
        } else {
            (format!("{name}.html"), lay(&filled(&text)))
        };
        set.pages.push(Page { name, file, bytes });
    }
}

/// The HTML page of headings and paragraphs.
fn lay(text: &str) -> String {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let said = |key: &str| {
        head.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(|it| escape(it.trim()))
    };
    let known = ["outlet", "date", "title", "byline"];
    for line in head.lines() {
        assert!(known.iter().any(|key| line.starts_with(&format!("{key}: "))), "a heading of a page: {line}");
    }
    let title = said("title").expect("a page has a title");
    let outlet = said("outlet");
    let mut page = String::from("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n");
    match &outlet {
        Some(outlet) => page.push_str(&format!(
            "<title>{title} | {outlet}</title>\n<meta property=\"og:site_name\" content=\"{outlet}\">\n"
        )),
        None => page.push_str(&format!("<title>{title}</title>\n")),
    }
    if let Some(date) = said("date") {
        page.push_str(&format!("<meta property=\"article:published_time\" content=\"{date}\">\n"));
    }
    page.push_str("</head>\n<body>\n<nav><ul><li><a href=\"/\">Home</a></li></ul></nav>\n<article>\n");
    page.push_str(&format!("<h1>{title}</h1>\n"));
    if let Some(byline) = said("byline") {
        page.push_str(&format!("<p class=\"byline\">{byline}</p>\n"));
    }
    for paragraph in body.split("\n\n").filter(|it| !it.trim().is_empty()) {
        let paragraph = paragraph.trim();
        let joined = |strip: &str| {
            let lines = paragraph.lines().map(|line| line.strip_prefix(strip).unwrap_or(line).trim());
            escape(lines.collect::<Vec<_>>().join(" ").trim())
        };
        page.push_str(&if paragraph.starts_with("> ") {
            format!("<blockquote><p>{}</p></blockquote>\n", joined("> "))
        } else if let Some(inner) = paragraph.strip_prefix("<<").and_then(|it| it.strip_suffix(">>")) {
            format!("<aside class=\"related\"><p>{}</p></aside>\n", escape(inner.trim()))
        } else {
            format!("<p>{}</p>\n", joined(""))
        });
    }
    page.push_str("</article>\n</body>\n</html>\n");
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
