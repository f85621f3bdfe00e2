//! Reads pages and prints their bodies as JSON lines, for scorers of page extraction.
//!
//! `cargo run --release -p avviso-page --example bodies -- FOLDER > bodies.jsonl`: one object a line with the page's
//! name without its suffix (`id`), `body`, `title`, and with `--regions` all regions of the text instead.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_precision_loss,
    reason = "an example reads files and says how long it took"
)]

use std::fmt::Write as _;
use std::time::Instant;

use avviso_page::{Clean, read};
use avviso_text::{Limits, Page, RegionKind};

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn main() -> std::io::Result<()> {
    let mut folder = None;
    let mut all = false;
    for argument in std::env::args().skip(1) {
        if argument == "--regions" {
            all = true;
        } else {
            folder = Some(argument);
        }
    }
    let folder = folder.ok_or_else(|| std::io::Error::other("give a folder or a page"))?;
    let mut paths = Vec::new();
    if std::path::Path::new(&folder).is_dir() {
        for entry in std::fs::read_dir(&folder)? {
            paths.push(entry?.path());
        }
        paths.sort();
    } else {
        paths.push(folder.into());
    }
    let limits = Limits::default();
    let (mut bytes, mut spent) = (0, std::time::Duration::ZERO);
    let mut slowest = (std::time::Duration::ZERO, String::new());
    for path in &paths {
        let page = Page::new(path.to_string_lossy(), std::fs::read(path)?, limits.page_bytes);
        let start = Instant::now();
        let reading = read(&page, Clean::Auto, &limits);
        let took = start.elapsed();
        bytes += page.bytes().len();
        spent += took;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if took > slowest.0 {
            slowest = (took, id.clone());
        }
        let article = &reading.article;
        if all {
            println!("== {id}");
            for region in article.regions() {
                println!("{:?} | {}", region.kind, article.slice(region.span).replace('\n', " / "));
            }
            for left in article.discarded() {
                if let Some(words) = &left.words {
                    println!("- {:?} {:?} | {}", left.raw, left.why, words.replace('\n', " / "));
                }
            }
            continue;
        }
        let mut body = String::new();
        for block in article.blocks() {
            if block.kind.in_body() {
                body.push_str(article.slice(block.span));
                body.push_str("\n\n");
            }
        }
        let title = article.regions().iter().find(|r| r.kind == RegionKind::Title);
        let title = title.map_or("null".to_owned(), |r| quoted(article.slice(r.span)));
        println!("{{\"id\":{},\"title\":{title},\"body\":{}}}", quoted(&id), quoted(body.trim()));
    }
    let seconds = spent.as_secs_f64();
    eprintln!(
        "{} pages, {bytes} bytes, {seconds:.3} s: {:.0} pages/s; slowest {} {:?}",
        paths.len(),
        paths.len() as f64 / seconds,
        slowest.1,
        slowest.0
    );
    Ok(())
}
