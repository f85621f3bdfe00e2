//! Times a model on texts, from text to JSON written: `bench MODEL FILE.jsonl[.gz]... [--simd avx512|avx2|portable]
//! [--limit N] [--rounds N] [--interactive]`.
//!
//! Prints tokens per second of CPU time of one thread for each round. `training/bench_spacy.py` runs it beside spaCy.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a tool, not the library"
)]

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

use avviso_language::{Pipeline, Simd, write};

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let (mut simd, mut limit, mut rounds, mut interactive) = (None, usize::MAX, 1, false);
    let sink = "/dev/null";
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
            "--interactive" => interactive = true,
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
        if interactive {
            // The other side of a comparison says when it is our turn.
            std::io::stdin().read_line(&mut String::new())?;
        }
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let mut tokens = 0;
        let mut sink = std::fs::File::create(sink)?;
        for text in &texts {
            let doc = pipeline.parse(text);
            tokens += doc.len();
            let mut line = write::json(&doc, "text");
            line.push('\n');
            sink.write_all(line.as_bytes())?;
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
