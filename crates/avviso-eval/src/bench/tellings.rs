//! Linking and tracing: CPU time and the most memory held, as the number of records grows.
//!
//! Each row is a process of its own, so that its memory is its own. CPU time is the main thread's, without making or
//! reading the records.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use avviso_picture::link::Linker;
use avviso_picture::trace::{Options, Tracer, quotations};
use avviso_record::picture::Row;
use avviso_record::{Record, line};
use serde::{Deserialize, Serialize};

use super::peak_kib;
use crate::generate::{self, Shape};
use crate::gold;

/// The seed of all crowds.
const SEED: u64 = 11;
/// Records made at a time.
const CHUNK: usize = 64;

/// What one process measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    /// Records, or quotations.
    pub number: usize,
    /// Words of the records' texts.
    pub words: usize,
    /// CPU time of taking all records.
    pub taking_ms: f64,
    /// CPU time of the rest.
    pub rest_ms: f64,
    /// The most memory that the process held.
    pub peak_kib: Option<u64>,
    /// What came out: rows by kind, or statuses.
    pub out: String,
}

/// CPU time of this thread in milliseconds; the clock's where the system does not say.
fn cpu_ms(begin: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse::<u64>().ok());
    #[expect(clippy::cast_precision_loss, reason = "for people, to a few digits")]
    told.map_or_else(|| begin.elapsed().as_secs_f64() * 1e3, |nanoseconds| nanoseconds as f64 / 1e6)
}

/// Links `number` made-up records.
pub fn crowd(shape: Shape, number: usize) -> Measured {
    let chunks = (0..number).step_by(CHUNK).map(move |from| {
        (from..(from + CHUNK).min(number)).map(|at| generate::record(shape, SEED, at)).collect::<Vec<_>>()
    });
    link(chunks)
}

fn link(chunks: impl Iterator<Item = Vec<Record>>) -> Measured {
    let begin = Instant::now();
    let (mut number, mut words, mut taking_ms) = (0, 0, 0.0);
    let mut linker = Linker::new();
    let mut tool = None;
    for chunk in chunks {
        number += chunk.len();
        words += chunk.iter().map(|record| record.text.split_whitespace().count()).sum::<usize>();
        tool = tool.or_else(|| chunk.first().map(|record| record.tool.clone()));
        let start = cpu_ms(begin);
        for record in &chunk {
            linker.add(record);
        }
        taking_ms += cpu_ms(begin) - start;
    }
    let start = cpu_ms(begin);
    let rows = tool.map(|tool| linker.picture(tool)).unwrap_or_default();
    let rest_ms = cpu_ms(begin) - start;
    let count = |is: fn(&Row) -> bool| rows.iter().filter(|row| is(row)).count();
    let out = format!(
        "{} copies, {} groups, {} passages",
        count(|row| matches!(row, Row::Copy(_))),
        count(|row| matches!(row, Row::Group(_))),
        count(|row| matches!(row, Row::Passage(_)))
    );
    Measured { number, words, taking_ms, rest_ms, peak_kib: peak_kib(), out }
}

fn read(records: &Path) -> Result<Vec<Record>> {
    line::read(gold::open(records)?).map(|record| Ok(record?.1)).collect()
}

/// Links the records of a file.
///
/// # Errors
/// A file that cannot be read.
pub fn linked(records: &Path) -> Result<Measured> {
    Ok(link([read(records)?].into_iter()))
}

/// Traces the quotations of a file on the records of another.
///
/// # Errors
/// A file that cannot be read.
pub fn traced(records: &Path, quotes: &Path) -> Result<Measured> {
    let records = read(records)?;
    let asked = fs::read_to_string(quotes).with_context(|| quotes.display().to_string())?;
    let asked = quotations(&asked).collect::<Result<Vec<_>, _>>()?;
    let begin = Instant::now();
    let start = cpu_ms(begin);
    let number = asked.len();
    let tracer = Tracer::new(asked, Options::default());
    let looked = records.iter().map(|record| tracer.look(record)).collect();
    let taken = cpu_ms(begin);
    let rows = tracer.finish(looked);
    let rest_ms = cpu_ms(begin) - taken;
    let found = rows.iter().filter(|row| !row.found.is_empty()).count();
    let words = records.iter().map(|record| record.text.split_whitespace().count()).sum();
    let out = format!("{found} of {number} quotations found on {} records", records.len());
    Ok(Measured { number, words, taking_ms: taken - start, rest_ms, peak_kib: peak_kib(), out })
}

/// Measures in a process of its own: `arguments` are those of `avviso-eval bench tellings --once`.
fn once(arguments: &[&str]) -> Result<Measured> {
    let program = std::env::current_exe().context("this program's own path")?;
    let output = Command::new(program).args(["bench", "tellings", "--once"]).args(arguments).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr).trim_end());
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Does what a started process is asked for: `SHAPE NUMBER`, `link RECORDS`, `trace RECORDS QUOTES`.
///
/// # Errors
/// Words that mean nothing, files that cannot be read.
pub fn answer(words: &[String]) -> Result<Measured> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["link", records] => linked(Path::new(records)),
        ["trace", records, quotes] => traced(Path::new(records), Path::new(quotes)),
        [shape, number] => {
            let Some((_, shape)) = Shape::ALL.into_iter().find(|(name, _)| name == shape) else {
                bail!("{shape}: no such shape");
            };
            Ok(crowd(shape, number.parse()?))
        }
        _ => bail!("SHAPE NUMBER, link RECORDS or trace RECORDS QUOTES"),
    }
}

/// Measures crowds of `sizes`, the hostile ones of `hostile` pages, and a set where one is given.
///
/// # Errors
/// A process that cannot be started or fails.
pub fn run(sizes: &[usize], hostile: usize, set: Option<&(PathBuf, PathBuf)>) -> Result<String> {
    let mut out = String::new();
    writeln!(
        out,
        "{:<12} {:>8} {:>10} {:>10} {:>9} {:>9}  out{}",
        "what",
        "number",
        "words",
        "CPU ms",
        "MiB",
        "KB each",
        super::built()
    )?;
    let mut row = |name: &str, measured: &Measured| -> Result<()> {
        let Measured { number, words, taking_ms, rest_ms, peak_kib, out: told } = measured;
        #[expect(clippy::cast_precision_loss, reason = "for people, to a few digits")]
        let (mib, each) = match peak_kib {
            Some(kib) => (
                format!("{:.1}", *kib as f64 / 1024.0),
                format!("{:.1}", *kib as f64 * 1.024 / (*number).max(1) as f64),
            ),
            None => ("?".to_owned(), "?".to_owned()),
        };
        let cpu = taking_ms + rest_ms;
        Ok(writeln!(out, "{name:<12} {number:>8} {words:>10} {cpu:>10.1} {mib:>9} {each:>9}  {told}")?)
    };
    if let Some((records, quotes)) = set {
        let (records, quotes) = (records.to_string_lossy(), quotes.to_string_lossy());
        row("set, link", &once(&["link", &records])?)?;
        row("set, trace", &once(&["trace", &records, &quotes])?)?;
    }
    for size in sizes {
        row("mixed", &once(&["mixed", &size.to_string()])?)?;
    }
    if hostile > 0 {
        for shape in ["equal", "near", "collision"] {
            row(shape, &once(&[shape, &hostile.to_string()])?)?;
        }
    }
    Ok(out)
}
