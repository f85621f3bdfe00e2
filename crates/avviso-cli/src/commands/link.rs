//! `avviso link`: pages or records to a picture of who repeats whom.

use std::ops::ControlFlow;

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, in_order};
use avviso_picture::link::{Linker, Prepared};
use avviso_record::{Severity, Tool, picture};

use crate::args::{Link, Rows};
use crate::commands::sink::Sink;
use crate::commands::{Outcome, reader};
use crate::show;
use crate::show::progress::{Progress, Tally};

/// What one input came to.
struct Done {
    page: Prepared,
    file: String,
    bytes: u64,
    undated: bool,
    doubts: usize,
}

pub(crate) fn run(args: &Link) -> anyhow::Result<Outcome> {
    let limits = args.work.limits();
    let reader = reader(args.clean.into(), limits, args.work.model.as_deref())?;
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
        let warnings = || record.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
        Ok(Done {
            page: Prepared::new(&record),
            file,
            bytes,
            undated: record.article.published.is_none(),
            doubts: warnings().filter(|d| d.code != "undated").count(),
        })
    };
    let each = |done: Result<Done, InputError>| {
        match done {
            Ok(done) => {
                tally.pages += 1;
                tally.undated += usize::from(done.undated);
                tally.doubts += done.doubts;
                progress.advance(done.bytes, &done.file);
                linker.take(done.page);
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
        model: Some(reader.model_digest().to_owned()),
    };
    let rows = linker.picture(tool);
    let mut out = Vec::new();
    match args.format {
        Rows::Jsonl => picture::write(&mut out, &rows).context("a picture cannot be written")?,
        Rows::Table => {
            let columns = show::columns();
            out = show::picture::table(&rows, columns).into_bytes();
        }
    }
    sink.write(&out).context("the output cannot be written")?;
    sink.close().context("the output cannot be written")?;
    progress.finish(&tally);
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
