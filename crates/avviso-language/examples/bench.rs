//! Times a model on texts: `bench MODEL FILE.jsonl[.gz]... [--simd avx512|avx2|portable] [--limit N] [--json]`.
//!
//! Prints tokens per second of wall time and CPU time of one thread, parse and JSON output included with `--json`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a tool, not the library"
)]

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use avviso_language::{Pipeline, Simd};

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let (mut simd, mut limit, mut rounds) = (None, usize::MAX, 1);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--simd" => {
                simd = match args.next().as_deref() {
                    Some("avx512") => Some(Simd::Avx512),
                    Some("avx2") => Some(Simd::Avx2),
                    _ => Some(Simd::Portable),
                }
            }
            "--limit" => limit = args.next().ok_or("--limit N")?.parse()?,
            "--rounds" => rounds = args.next().ok_or("--rounds N")?.parse()?,
            _ => files.push(arg),
        }
    }
    let bytes = std::fs::read(files.remove(0))?;
    let start = Instant::now();
    let pipeline = match simd {
        Some(simd) => Pipeline::with_simd(&bytes, simd)?,
        None => Pipeline::from_bytes(&bytes)?,
    };
    println!("load {:.1} ms, {:?}", start.elapsed().as_secs_f64() * 1e3, pipeline.simd());
    let mut texts: Vec<String> = Vec::new();
    for path in files {
        let file = BufReader::new(std::fs::File::open(&path)?);
        let reader: Box<dyn BufRead> = if path.ends_with(".gz") {
            Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file)))
        } else {
            Box::new(file)
        };
        for line in reader.lines() {
            let row: serde_json::Value = serde_json::from_str(&line?)?;
            texts.extend(row["text"].as_str().map(str::to_owned));
        }
    }
    texts.truncate(limit);
    for _ in 0..rounds {
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let mut tokens = 0;
        for text in &texts {
            tokens += pipeline.parse(text).len();
        }
        let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        println!(
            "{} texts, {tokens} tokens: wall {wall:.2} s, CPU {cpu:.2} s, {:.0} tokens per CPU second, {:.2} us per token",
            texts.len(),
            tokens as f64 / cpu,
            cpu / tokens as f64 * 1e6
        );
    }
    Ok(())
}

/// CPU time of this process, from Linux's `/proc`; wall time elsewhere does not count.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
