//! `avviso link`: pages or records to a picture of who repeats whom.

use std::ops::ControlFlow;

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Limits, Reader, Record, in_order};
use avviso_picture::link::Linker;
use avviso_record::{Severity, Tool, picture};

use crate::args::{Link, PictureFormat};
use crate::commands::Outcome;
use crate::commands::sink::Sink;
use crate::show;
use crate::show::progress::{Progress, Tally};

pub(crate) fn run(args: &Link) -> anyhow::Result<Outcome> {
    let limits = Limits { page_bytes: args.work.max_page_bytes, ..Limits::default() };
    let reader = Reader::new(args.clean.into(), limits);
    let mut sink = Sink::open(args.output.as_deref())?;
    let mut inputs = Inputs::new(args.inputs.clone(), limits.page_bytes);
    if let Some(output) = &args.output {
        inputs = inputs.without(output);
    }
    let mut progress = Progress::new(|| Inputs::total_bytes(&args.inputs));
    let mut tally = Tally::default();
    let mut linker = Linker::new();
    let work = |found: Result<Found, InputError>| {
        let Found { item, file, bytes, .. } = found?;
        let record = match item {
            Item::Page(page) => reader.read(&page),
            Item::Record(record) => *record,
        };
        Ok((record, file, bytes))
    };
    let each = |done: Result<(Record, String, u64), InputError>| {
        match done {
            Ok((record, file, bytes)) => {
                let warnings = || record.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
                tally.pages += 1;
                tally.undated += usize::from(record.article.published.is_none());
                tally.doubts += warnings().filter(|d| d.code != "undated").count();
                progress.advance(bytes, &file);
                linker.add(&record);
            }
            Err(error) => {
                tally.failed += 1;
                progress.aside(|| show::error(&error.to_string()));
            }
        }
        ControlFlow::<()>::Continue(())
    };
    let _ = in_order(inputs, args.work.jobs(), work, each).context("threads cannot be started")?;
    let tool = Tool {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        knowledge: Some(reader.knowledge_digest()),
        model: None,
    };
    let rows = linker.picture(tool);
    let mut out = Vec::new();
    match args.format {
        PictureFormat::Jsonl => picture::write(&mut out, &rows).context("a picture cannot be written")?,
        PictureFormat::Table => {
            let columns = show::columns();
            out = show::picture::table(&rows, columns).into_bytes();
        }
    }
    sink.write(&out).context("the output cannot be written")?;
    sink.close().context("the output cannot be written")?;
    progress.finish(&tally);
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
