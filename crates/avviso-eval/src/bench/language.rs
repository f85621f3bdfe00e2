//! Speed of the language core, beside spaCy where it is asked for.
//!
//! Both sides are processes of one thread that parse the same texts, from text to JSON written, in turn; the CPU time of
//! the thread counts, since a shared machine's clock would not compare. The median of the rounds is told.

use std::fmt;
use std::fs;
use std::io::{self, BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use avviso_language::{Package, Pipeline, Simd, convert, model_sm, write};
use serde_json::{Value, json};

use super::peak_kib;
use crate::gold;

/// What is measured, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Texts: JSON Lines with a `text`, perhaps gzipped.
    pub texts: PathBuf,
    /// How many of them.
    pub limit: usize,
    /// Rounds of which the median is told.
    pub rounds: usize,
    /// The wheel or folder that both run; without it ours is the built-in model.
    pub package: Option<PathBuf>,
    /// A virtual environment with spaCy, to be measured beside.
    pub spacy: Option<PathBuf>,
    /// Vector instructions; the best if not named.
    pub simd: Option<Simd>,
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Report {
    model: String,
    simd: String,
    texts: usize,
    tokens: u64,
    /// Milliseconds that each started process took to make its pipeline.
    load_ms: Vec<f64>,
    peak_kib: Option<u64>,
    /// Tokens per CPU second, a round each.
    ours: Vec<f64>,
    theirs: Vec<f64>,
    spacy: Option<String>,
    /// Speed of two threads over that of one: by the clock, and by the CPU time that a token takes.
    scaling: Vec<(f64, f64)>,
    /// Instructions per token, texts new and texts met before; `None` without valgrind.
    instructions: Option<(f64, f64)>,
}

/// Reads the texts that are measured.
fn texts(options: &Options) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for line in gold::open(&options.texts)?.lines() {
        if texts.len() == options.limit {
            break;
        }
        let row: Value = serde_json::from_str(&line?).with_context(|| options.texts.display().to_string())?;
        texts.extend(row["text"].as_str().filter(|text| !text.is_empty()).map(str::to_owned));
    }
    ensure!(!texts.is_empty(), "{}: no text", options.texts.display());
    Ok(texts)
}

/// Reads a package from a wheel or a folder.
///
/// # Errors
/// If it cannot be read, or is no package.
pub fn package(path: &Path) -> Result<Package> {
    let name = || path.display().to_string();
    if path.is_file() {
        return Package::from_wheel(&fs::read(path).with_context(name)?).with_context(name);
    }
    let mut files = std::collections::BTreeMap::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let below = entry?.path();
            if below.is_dir() {
                folders.push(below);
            } else {
                let inner = below.strip_prefix(path)?.to_string_lossy().replace('\\', "/");
                files.insert(inner, fs::read(&below)?);
            }
        }
    }
    Package::from_files(files).with_context(name)
}

/// Makes the pipeline that is measured; gives also how many milliseconds that took, reading included.
fn pipeline(options: &Options) -> Result<(Pipeline, f64)> {
    let bytes =
        options.package.as_deref().map(|path| convert(&package(path)?).context("conversion")).transpose()?;
    let begin = Instant::now();
    let pipeline = match (options.simd, &bytes) {
        (None, None) => Pipeline::english(),
        (None, Some(bytes)) => Pipeline::from_bytes(bytes)?,
        (Some(simd), bytes) => Pipeline::with_simd(bytes.as_deref().unwrap_or_else(|| model_sm()), simd)?,
    };
    Ok((pipeline, begin.elapsed().as_secs_f64() * 1e3))
}

/// Parses all texts and writes them; gives the number of tokens.
fn walk<'t>(pipeline: &Pipeline, texts: impl Iterator<Item = &'t String>) -> u64 {
    let mut tokens = 0;
    for text in texts {
        let doc = pipeline.parse(text);
        tokens += doc.len() as u64;
        writeln!(io::sink(), "{}", write::json(&doc, "text")).expect("a sink takes everything");
    }
    tokens
}

/// Seconds of CPU time of this thread.
fn cpu() -> Result<f64> {
    let told =
        fs::read_to_string("/proc/thread-self/schedstat").context("CPU time is read from Linux's /proc")?;
    let nanoseconds: f64 = told.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}

/// What a started process of ours does: for each line on standard input a round, told as JSON.
///
/// # Errors
/// If the texts or the model cannot be read.
pub fn worker(options: &Options) -> Result<()> {
    let (pipeline, load) = pipeline(options)?;
    let texts = texts(options)?;
    let tell = |value: Value| -> Result<()> { Ok(writeln!(io::stdout(), "{value}")?) };
    tell(json!({
        "model": format!("{} {}", pipeline.name(), pipeline.version()),
        "simd": format!("{:?}", pipeline.simd()),
        "texts": texts.len(),
        "load_ms": load,
    }))?;
    for line in io::stdin().lines() {
        if line? == "two" {
            tell(two(&pipeline, &texts)?)?;
            continue;
        }
        let begin = cpu()?;
        let tokens = walk(&pipeline, texts.iter());
        tell(json!({"tokens": tokens, "cpu": cpu()? - begin, "peak_kib": peak_kib()}))?;
    }
    Ok(())
}

/// One thread over all texts, then two over half of them each: clock and CPU time of both.
fn two(pipeline: &Pipeline, texts: &[String]) -> Result<Value> {
    let (begin, clock) = (cpu()?, Instant::now());
    walk(pipeline, texts.iter());
    let (one_cpu, one_wall) = (cpu()? - begin, clock.elapsed().as_secs_f64());
    let clock = Instant::now();
    let times: Vec<Result<f64>> = std::thread::scope(|scope| {
        let started: Vec<_> = (0..2)
            .map(|half| {
                scope.spawn(move || {
                    let begin = cpu()?;
                    walk(pipeline, texts.iter().skip(half).step_by(2));
                    Ok(cpu()? - begin)
                })
            })
            .collect();
        started.into_iter().map(|thread| thread.join().expect("a measured thread does not panic")).collect()
    });
    let two_wall = clock.elapsed().as_secs_f64();
    let mut two_cpu = 0.0;
    for time in times {
        two_cpu += time?;
    }
    Ok(json!({"wall": one_wall / two_wall, "cpu": 2.0 * one_cpu / two_cpu}))
}

/// Parses all texts a number of times and nothing else: what instructions are counted of.
///
/// # Errors
/// If the texts or the model cannot be read.
pub fn count(options: &Options, times: usize) -> Result<u64> {
    let (pipeline, _) = pipeline(options)?;
    let texts = texts(options)?;
    Ok((0..times).map(|_| walk(&pipeline, texts.iter())).last().unwrap_or_default())
}

/// A process that answers each line with one of JSON.
struct Worker {
    child: Child,
    ask: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Worker {
    fn start(mut command: Command) -> Result<(Self, Value)> {
        let name = format!("{}", command.get_program().display());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().with_context(|| name.clone())?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let Some((ask, hear)) = pipes else { bail!("{name}: no pipes") };
        let mut worker = Self { child, ask, hear: BufReader::new(hear) };
        let hello = worker.answer().with_context(|| name)?;
        Ok((worker, hello))
    }

    fn answer(&mut self) -> Result<Value> {
        let mut line = String::new();
        ensure!(self.hear.read_line(&mut line)? > 0, "the measured process ended");
        Ok(serde_json::from_str(&line)?)
    }

    fn ask(&mut self, what: &str) -> Result<Value> {
        writeln!(self.ask, "{what}")?;
        self.answer()
    }

    fn end(mut self) -> Result<()> {
        drop(self.ask);
        self.child.wait()?;
        Ok(())
    }
}

/// This program as a process that measures what the options say.
fn this(options: &Options, how: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe().context("this program's own path")?);
    command.args(["bench", "language"]).arg(&options.texts);
    command.args(["--limit", &options.limit.to_string()]).args(how);
    if let Some(package) = &options.package {
        command.arg("--package").arg(package);
    }
    if let Some(simd) = options.simd {
        command.args(["--simd", &format!("{simd:?}").to_lowercase()]);
    }
    Ok(command)
}

/// Measures.
///
/// # Errors
/// If a process cannot be started or fails.
pub fn run(options: &Options) -> Result<Report> {
    let number =
        |value: &Value, key: &str| value[key].as_f64().with_context(|| format!("no {key} in {value}"));
    let mut report = Report::default();
    for _ in 0..4 {
        let (worker, hello) = Worker::start(this(options, &["--worker"])?)?;
        report.load_ms.push(number(&hello, "load_ms")?);
        worker.end()?;
    }
    let (mut ours, hello) = Worker::start(this(options, &["--worker"])?)?;
    report.load_ms.push(number(&hello, "load_ms")?);
    report.model = hello["model"].as_str().unwrap_or_default().to_owned();
    report.simd = hello["simd"].as_str().unwrap_or_default().to_owned();
    report.texts = number(&hello, "texts")? as usize;
    let mut theirs = match &options.spacy {
        Some(spacy) => {
            let package = options.package.as_ref().context("spaCy needs --package WHEEL-OR-FOLDER")?;
            let mut command = Command::new(spacy.join("bin/python"));
            command.arg("training/bench_spacy.py").args([package, &options.texts]);
            command.arg(options.limit.to_string());
            let (worker, hello) = Worker::start(command)?;
            report.spacy = Some(format!("spaCy {}", hello["version"].as_str().unwrap_or_default()));
            Some(worker)
        }
        None => None,
    };
    for _ in 0..options.rounds {
        if let Some(theirs) = &mut theirs {
            let round = theirs.ask("go")?;
            let best = number(&round, "single")?.min(number(&round, "piped")?);
            report.theirs.push(number(&round, "tokens")? / best);
        }
        let round = ours.ask("go")?;
        report.tokens = number(&round, "tokens")? as u64;
        report.peak_kib = round["peak_kib"].as_u64();
        report.ours.push(number(&round, "tokens")? / number(&round, "cpu")?);
    }
    for _ in 0..options.rounds {
        let round = ours.ask("two")?;
        report.scaling.push((number(&round, "wall")?, number(&round, "cpu")?));
    }
    ours.end()?;
    if let Some(theirs) = theirs {
        theirs.end()?;
    }
    report.instructions = instructions(options)?;
    Ok(report)
}

/// Counts instructions with callgrind, on the first texts: new ones, and the same again.
fn instructions(options: &Options) -> Result<Option<(f64, f64)>> {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    // Valgrind knows no AVX-512.
    let simd = options.simd.filter(|simd| *simd != Simd::Avx512).unwrap_or(Simd::Avx2);
    let options = Options { limit: options.limit.min(4), simd: Some(simd), ..options.clone() };
    let mut counts = Vec::new();
    let mut tokens = 0.0;
    for times in ["0", "1", "2"] {
        let run = this(&options, &["--count", times])?;
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(run.get_program())
            .args(run.get_args())
            .output()?;
        ensure!(output.status.success(), "valgrind: {}", String::from_utf8_lossy(&output.stderr));
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let count =
            told.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse::<f64>().ok());
        counts.push(count.context("callgrind tells no count")?);
        tokens = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap_or(tokens);
    }
    Ok(match counts[..] {
        [none, once, twice] => Some(((once - none) / tokens, (twice - once) / tokens)),
        _ => None,
    })
}

/// The middle of some numbers.
fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounds =
            |speeds: &[f64]| speeds.iter().map(|speed| format!("{speed:.0}")).collect::<Vec<_>>().join(" ");
        writeln!(
            f,
            "{}, {}; {} texts, {} tokens, text to JSON, one thread{}",
            self.model,
            self.simd,
            self.texts,
            self.tokens,
            super::built()
        )?;
        writeln!(
            f,
            "  ours    {:>8.0} tokens per CPU second (median of {})",
            median(&self.ours),
            rounds(&self.ours)
        )?;
        if let Some(spacy) = &self.spacy {
            writeln!(
                f,
                "  theirs  {:>8.0} tokens per CPU second (median of {}), {spacy}",
                median(&self.theirs),
                rounds(&self.theirs)
            )?;
            writeln!(f, "  ratio   {:>8.2}", median(&self.ours) / median(&self.theirs))?;
        }
        let (wall, cpu): (Vec<f64>, Vec<f64>) = self.scaling.iter().copied().unzip();
        writeln!(
            f,
            "  two threads: {:.2} times one by the clock, {:.2} by CPU time",
            median(&wall),
            median(&cpu)
        )?;
        let least = self.load_ms.iter().copied().fold(f64::INFINITY, f64::min);
        writeln!(
            f,
            "  load    {:>8.1} ms, the least {least:.1} (of {})",
            median(&self.load_ms),
            self.load_ms.len()
        )?;
        match self.peak_kib {
            #[expect(clippy::cast_precision_loss, reason = "memory in KiB is far smaller than 2^52")]
            Some(kib) => writeln!(f, "  peak    {:>8.1} MiB", kib as f64 / 1024.0)?,
            None => writeln!(f, "  peak memory is not told by this system")?,
        }
        match self.instructions {
            Some((new, again)) => {
                writeln!(f, "  instructions a token: {new:.0} for new texts, {again:.0} for the same again")
            }
            None => writeln!(f, "  instructions are not counted: valgrind is not installed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(&[3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!(median(&[]).is_nan());
    }
}
