//! Conformance: whether `avviso-language` gives what spaCy gives, column by column and token by token.
//!
//! Golden files are written by `training/golden.py`: JSON Lines, perhaps gzipped, one text a line.

mod golden;

use std::fmt;
use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use avviso_language::Pipeline;

use crate::gold;
pub use golden::{COLUMNS, Golden};

/// The small golden set, on texts of our own: made with `en_core_web_sm` 3.8.0.
const OWN: &str = include_str!("../../avviso-language/tests/golden/own.golden.jsonl");

/// Columns that must be equal on every token; the others on 99.99 of 100.
const EXACT: [&str; 8] = ["place", "ws", "orth", "norm", "prefix", "suffix", "shape", "flags"];
/// Vectors may differ by less than this.
const FARTHEST: f32 = 1e-4;
/// Differences that are shown.
const SHOWN: usize = 40;

/// What was compared, and how much of it is equal.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Texts.
    pub texts: u64,
    /// Tokens, as spaCy has them.
    pub tokens: u64,
    /// Tokens whose column differs, by number in [`COLUMNS`].
    pub differ: [u64; COLUMNS.len()],
    /// Tokens of which some column differs.
    pub any: u64,
    /// Tokens for which a golden file has no such column.
    pub absent: [u64; COLUMNS.len()],
    /// Names of spaCy, of ours, and of both.
    pub names: [u64; 3],
    /// The largest difference between two numbers of token vectors.
    pub farthest: f32,
    /// Tokens whose vectors were compared.
    pub vectors: u64,
    /// The first differences, in words.
    pub differences: Vec<String>,
}

impl Tally {
    /// Compares one golden text.
    pub fn add(&mut self, pipeline: &Pipeline, golden: &Golden) {
        let (doc, vectors) = match &golden.vectors {
            Some(_) => pipeline.parse_with_vectors(&golden.text),
            None => (pipeline.parse(&golden.text), Vec::new()),
        };
        let here = Golden::of(&doc, &golden.id);
        self.texts += 1;
        self.tokens += golden.len() as u64;
        for (number, absent) in self.absent.iter_mut().enumerate() {
            *absent += if golden.has(number) { 0 } else { golden.len() as u64 };
        }
        // From where a text is cut otherwise no token is equal.
        let alike = here.places.iter().zip(&golden.places).take_while(|(a, b)| a == b).count();
        let apart = golden.len().max(here.len()) - alike;
        if apart > 0 {
            self.differ.iter_mut().chain([&mut self.any]).for_each(|count| *count += apart as u64);
            let (ours, theirs) = (here.places.get(alike), golden.places.get(alike));
            self.tell(format!("{} token {alike}: cut at {ours:?}, spaCy at {theirs:?}", golden.id));
        }
        for token in 0..alike {
            let mut any = false;
            for (number, name) in COLUMNS.iter().enumerate().skip(1) {
                let (ours, Some(theirs)) = (here.cell(number, token), golden.cell(number, token)) else {
                    continue;
                };
                if ours != Some(theirs) {
                    any = true;
                    self.differ[number] += 1;
                    self.tell(format!("{} token {token} {name}: {ours:?}, spaCy {theirs:?}", golden.id));
                }
            }
            self.any += u64::from(any);
        }
        let (ours, theirs) = (here.names(), golden.names());
        self.names[0] += theirs.len() as u64;
        self.names[1] += ours.len() as u64;
        self.names[2] += theirs.iter().filter(|name| ours.binary_search(name).is_ok()).count() as u64;
        if let Some(theirs) = &golden.vectors {
            if theirs.len() == vectors.len() {
                self.vectors += golden.len() as u64;
                for (ours, theirs) in vectors.iter().zip(theirs) {
                    let apart = (ours - theirs).abs();
                    // What is no number is infinitely far.
                    self.farthest = self.farthest.max(if apart.is_nan() { f32::INFINITY } else { apart });
                }
            } else {
                self.farthest = f32::INFINITY;
            }
        }
    }

    fn tell(&mut self, how: String) {
        if self.differences.len() < SHOWN {
            self.differences.push(how);
        }
    }

    /// Says what does not hold; empty if all does.
    pub fn failures(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.tokens == 0 {
            out.push("no token was compared".to_owned());
        }
        let many = |differ: u64| u128::from(differ) * 10_000 > u128::from(self.tokens);
        for (name, &differ) in COLUMNS.iter().zip(&self.differ) {
            if EXACT.contains(name) && differ > 0 {
                out.push(format!("{name}: {differ} tokens differ, none may"));
            } else if many(differ) {
                out.push(format!("{name}: {differ} tokens differ, at most 1 of 10,000 may"));
            }
        }
        if many(self.any) {
            out.push(format!("all together: {} tokens differ", self.any));
        }
        if self.farthest >= FARTHEST {
            out.push(format!(
                "token vectors differ by {:e}, less than {FARTHEST:e} is wanted",
                self.farthest
            ));
        }
        out
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            texts, tokens, differ, any, absent, names: [theirs, ours, both], farthest, vectors, ..
        } = self;
        for difference in &self.differences {
            writeln!(f, "DIFFERS {difference}")?;
        }
        writeln!(f, "{texts} texts, {tokens} tokens")?;
        for ((name, differ), absent) in COLUMNS.iter().zip(differ).zip(absent) {
            let compared = tokens - absent;
            writeln!(f, "  {name:<12} {:>9} equal, {differ} differ", compared.saturating_sub(*differ))?;
        }
        writeln!(f, "  all together {:>9} equal, {any} differ", tokens.saturating_sub(*any))?;
        writeln!(f, "  names        {both:>9} equal of {theirs} (spaCy) and {ours} (here)")?;
        writeln!(f, "  vectors      largest difference {farthest:e} over {vectors} tokens")
    }
}

/// Compares with the golden set that is shipped.
///
/// # Errors
/// If the set cannot be read.
pub fn own(pipeline: &Pipeline) -> Result<Tally> {
    let mut tally = Tally::default();
    for line in OWN.lines() {
        tally.add(pipeline, &Golden::parse(line)?);
    }
    Ok(tally)
}

/// Compares with golden files.
///
/// # Errors
/// If one cannot be read, or is no golden file.
pub fn files(pipeline: &Pipeline, paths: &[PathBuf]) -> Result<Tally> {
    let mut tally = Tally::default();
    for path in paths {
        for (number, line) in gold::open(path)?.lines().enumerate() {
            let at = || format!("{}, line {}", path.display(), number + 1);
            tally.add(pipeline, &Golden::parse(&line.with_context(at)?).with_context(at)?);
        }
    }
    Ok(tally)
}

/// Has spaCy write the large golden set where it is not there yet: `PolNeAR` train and dev, the pages and hostile
/// strings. Gives its files; data that is not at hand is named on standard error.
///
/// # Errors
/// If spaCy fails.
#[expect(clippy::print_stderr, reason = "minutes pass: who waits is told for what")]
pub fn make(spacy: &Path, package: &Path, data: Option<&Path>, out: &Path) -> Result<Vec<PathBuf>> {
    let mut sets: Vec<(&str, Vec<String>)> =
        vec![("hostile", ["--hostile", "2000", "--vectors", "2000"].map(str::to_owned).to_vec())];
    let inside = |path: &str| data.map(|data| data.join(path)).filter(|path| path.exists());
    for (name, path) in [
        ("dev", "corpora/polnear/polnear-dev.jsonl.gz"),
        ("train", "corpora/polnear/polnear-train.jsonl.gz"),
        ("pages", "pages"),
    ] {
        let Some(path) = inside(path) else {
            eprintln!("skipped: {path} is not in AVVISO_DATA");
            continue;
        };
        let mut files = vec![path.clone()];
        if path.is_dir() {
            files = std::fs::read_dir(&path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
            files.sort();
        }
        let mut arguments = vec!["--vectors".to_owned(), "20".to_owned()];
        arguments.extend(files.iter().map(|file| file.display().to_string()));
        sets.push((name, arguments));
    }
    std::fs::create_dir_all(out).with_context(|| out.display().to_string())?;
    let mut made = Vec::new();
    for (name, arguments) in sets {
        let file = out.join(format!("{name}.jsonl.gz"));
        if !file.exists() {
            let part = out.join(format!("{name}.part.jsonl.gz"));
            eprintln!("spaCy writes {}", file.display());
            let status = Command::new(spacy.join("bin/python"))
                .arg("training/golden.py")
                .args([package, &part])
                .args(arguments)
                .status()
                .with_context(|| format!("{}/bin/python", spacy.display()))?;
            ensure!(status.success(), "training/golden.py failed: {status}");
            std::fs::rename(&part, &file)?;
        }
        made.push(file);
    }
    Ok(made)
}
