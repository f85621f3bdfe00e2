//! `avviso read`: pages to records.

use std::ops::ControlFlow;

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Reader, Record, in_order};
use avviso_record::Severity;

use crate::args::{Format, Read};
use crate::commands::sink::Sink;
use crate::commands::{Outcome, reader};
use crate::show;
use crate::show::progress::{Progress, Tally};
use crate::show::style::Paint;

/// What one input came to.
struct Done {
    file: String,
    bytes: u64,
    output: Vec<u8>,
    undated: bool,
    doubts: usize,
    /// Messages of `internal-error`.
    defects: Vec<String>,
}

pub(crate) fn run(args: &Read) -> anyhow::Result<Outcome> {
    let limits = args.work.limits();
    let reader = match args.work.model.as_deref() {
        None => Reader::ready(args.clean.into(), limits),
        model => reader(args.clean.into(), limits, model)?,
    };
    let mut sink = Sink::open(args.output.as_deref())?;
    let (paint, columns) = if args.output.is_none() {
        (show::paint(), show::columns())
    } else {
        (Paint::Plain, show::columns())
    };
    let mut inputs = Inputs::new(args.inputs.clone(), limits.page_bytes);
    if let Some(output) = &args.output {
        inputs = inputs.without(output);
    }
    let mut progress = Progress::new(|| Inputs::total_bytes(&args.inputs));
    let mut tally = Tally::default();

    let work = |found: Result<Found, InputError>| {
        let Found { item, file, bytes, .. } = found?;
        let record = match item {
            Item::Page(page) => reader.read(&page),
            Item::Record(record) => *record,
        };
        let output = shape(&record, args.format, paint, columns);
        let warnings = || record.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
        Ok(Done {
            file,
            bytes,
            output,
            undated: record.article.published.is_none(),
            doubts: warnings().filter(|d| d.code != "undated").count(),
            defects: warnings().filter(|d| d.code == "internal-error").map(|d| d.message.clone()).collect(),
        })
    };
    let each = |done: Result<Done, InputError>| {
        match done {
            Ok(done) => {
                let separator = match (args.format, tally.pages) {
                    (Format::Json, 0) => "[\n",
                    (Format::Json, _) => ",\n",
                    (Format::Jsonl | Format::Pretty, _) => "",
                };
                let written = progress.aside(|| {
                    sink.write(separator.as_bytes())?;
                    sink.write(&done.output)
                });
                if let Err(error) = written {
                    return ControlFlow::Break(error);
                }
                tally.pages += 1;
                tally.undated += usize::from(done.undated);
                tally.doubts += done.doubts;
                for defect in &done.defects {
                    progress.aside(|| show::warning(&format!("{}: {defect}", done.file)));
                }
                progress.advance(done.bytes, &done.file);
            }
            Err(error) => {
                tally.failed += 1;
                progress.aside(|| show::error(&error.to_string()));
            }
        }
        ControlFlow::Continue(())
    };
    let end = in_order(inputs, args.work.jobs(), work, each).context("threads cannot be started")?;
    if let ControlFlow::Break(error) = end {
        return Err(error).context("the output cannot be written");
    }
    if args.format == Format::Json {
        let close = if tally.pages == 0 { "[]\n" } else { "\n]\n" };
        sink.write(close.as_bytes()).context("the output cannot be written")?;
    }
    sink.close().context("the output cannot be written")?;
    progress.finish(&tally);
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// A record in the form that was asked for.
fn shape(record: &Record, format: Format, paint: Paint, columns: usize) -> Vec<u8> {
    let mut out = Vec::new();
    match format {
        Format::Jsonl => {
            avviso_record::line::write(&mut out, record).expect("memory can be written to");
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, record)
                .expect("a record is JSON, and memory can be written to");
        }
        Format::Pretty => out = show::pretty::record(record, paint, columns).into_bytes(),
    }
    out
}
