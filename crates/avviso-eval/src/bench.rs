//! Speed and memory: pages and words a second on one core, start-up, peak memory.

pub mod language;
pub mod tellings;

use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use avviso::{Clean, Inputs, Item, Limits, Page, Reader};

/// What was measured.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Pages of the input.
    pub pages: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Words of their articles, as white space parts them.
    pub words: usize,
    /// How long a reader takes to be built.
    pub start: Duration,
    /// How long the first walk over all pages takes, the reader's building and the files' reading included.
    pub first: Duration,
    /// How long a later walk takes, reader and pages at hand: the median.
    pub later: Duration,
    /// How many later walks were measured.
    pub walks: usize,
    /// How long a process takes from its start to its end that reads every page once: the least of several.
    pub process: Option<Duration>,
    /// The most memory that this process held, in kibibytes; `None` where the system does not say.
    pub peak_kib: Option<u64>,
}

/// How long later walks are measured for.
const AT_LEAST: Duration = Duration::from_secs(2);

/// Fetches the pages of some paths.
fn fetch(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for found in Inputs::new(paths.to_vec(), limits.page_bytes) {
        if let Item::Page(page) = found?.item {
            pages.push(*page);
        }
    }
    ensure!(!pages.is_empty(), "no page in the input");
    Ok(pages)
}

/// Reads every page once, and gives the number of words: what the started process does.
pub fn once(paths: &[PathBuf]) -> Result<usize> {
    let reader = Reader::ready(Clean::Auto, Limits::default());
    Ok(walk(&reader, &fetch(paths, reader.limits())?))
}

/// Reads all pages, and writes each record as the program would.
fn walk(reader: &Reader, pages: &[Page]) -> usize {
    let mut words = 0;
    for page in pages {
        let record = reader.read(page);
        words += record.text.split_whitespace().count();
        avviso_record::line::write(std::io::sink(), &record).expect("a sink takes everything");
    }
    words
}

/// Measures reading the pages of some paths, on one core.
pub fn run(paths: &[PathBuf]) -> Result<Bench> {
    let process = process(paths)?;
    let begin = Instant::now();
    let reader = Reader::ready(Clean::Auto, Limits::default());
    let start = begin.elapsed();
    let pages = fetch(paths, reader.limits())?;
    let words = walk(&reader, &pages);
    let first = begin.elapsed();
    let mut walks = Vec::new();
    let begin = Instant::now();
    while walks.len() < 3 || begin.elapsed() < AT_LEAST {
        let begin = Instant::now();
        walk(&reader, &pages);
        walks.push(begin.elapsed());
    }
    walks.sort_unstable();
    let later = walks.get(walks.len() / 2).copied().unwrap_or_default();
    Ok(Bench {
        pages: pages.len(),
        bytes: pages.iter().map(|page| page.bytes().len()).sum(),
        words,
        start,
        first,
        later,
        walks: walks.len(),
        process,
        peak_kib: peak_kib(),
    })
}

/// Measures whole processes that read every page once.
fn process(paths: &[PathBuf]) -> Result<Option<Duration>> {
    let program = std::env::current_exe().context("this program's own path")?;
    let mut best = None;
    for _ in 0..5 {
        let begin = Instant::now();
        let status =
            Command::new(&program).args(["bench", "--once"]).args(paths).stdout(Stdio::null()).status()?;
        ensure!(status.success(), "the measured process failed: {status}");
        let time = begin.elapsed();
        best = Some(best.map_or(time, |best: Duration| best.min(time)));
    }
    Ok(best)
}

/// Reads the peak of resident memory from `/proc/self/status`, where there is one.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

impl fmt::Display for Bench {
    #[expect(clippy::cast_precision_loss, reason = "for people, to a few digits")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, bytes, words, start, first, later, walks, process, peak_kib } = self;
        let per_second = |count: usize, time: &Duration| count as f64 / time.as_secs_f64().max(1e-9);
        let ms = |time: &Duration| time.as_secs_f64() * 1e3;
        writeln!(f, "{pages} pages, {bytes} bytes, {words} words; one core{}", built())?;
        writeln!(
            f,
            "reading        {:>10.1} pages/s {:>12.0} words/s   ({:.2} ms for all, median of {walks})",
            per_second(*pages, later),
            per_second(*words, later),
            ms(later)
        )?;
        writeln!(
            f,
            "with start-up  {:>10.1} pages/s {:>12.0} words/s   ({:.2} ms for all, {:.2} ms of it start-up)",
            per_second(*pages, first),
            per_second(*words, first),
            ms(first),
            ms(start)
        )?;
        if let Some(process) = process {
            writeln!(f, "whole process  {:>10.2} ms from start to end (least of 5)", ms(process))?;
        }
        match peak_kib {
            Some(kib) => writeln!(f, "peak memory    {:>10.1} MiB", *kib as f64 / 1024.0),
            None => writeln!(f, "peak memory    not told by this system"),
        }
    }
}

/// Says so where the figures are not those of a release.
const fn built() -> &'static str {
    if cfg!(debug_assertions) { "; DEBUG BUILD: these are no figures to publish" } else { "" }
}
