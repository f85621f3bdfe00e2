//! `avviso dossier`: pages or records to one HTML file.

use std::ops::ControlFlow;

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Limits, Record, in_order};
use avviso_dossier::{Options, Pile};
use avviso_record::Severity;

use crate::args::Dossier;
use crate::commands::sink::Sink;
use crate::commands::{Outcome, reader};
use crate::show;
use crate::show::progress::{Progress, Tally};

pub(crate) fn run(args: &Dossier) -> anyhow::Result<Outcome> {
    let limits = Limits { page_bytes: args.work.max_page_bytes, ..Limits::default() };
    let reader = reader(args.clean.into(), limits, args.work.model.as_deref())?;
    let mut sink = Sink::open(Some(&args.output))?;
    let inputs = Inputs::new(args.inputs.clone(), limits.page_bytes).without(&args.output);
    let mut progress = Progress::new(|| Inputs::total_bytes(&args.inputs));
    let mut tally = Tally::default();
    let (mut records, mut unread): (Vec<Record>, Vec<String>) = (Vec::new(), Vec::new());
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
                records.push(record);
            }
            Err(error) => {
                tally.failed += 1;
                progress.aside(|| show::error(&error.to_string()));
                unread.push(error.to_string());
            }
        }
        ControlFlow::<()>::Continue(())
    };
    let _ = in_order(inputs, args.work.jobs(), work, each).context("threads cannot be started")?;
    unread.sort();
    let options = Options { title: args.title.clone(), unread };
    let html =
        avviso_dossier::dossier(&Pile::new(records), &options).context("the dossier cannot be made")?;
    sink.write(html.as_bytes()).context("the dossier cannot be written")?;
    sink.close().context("the dossier cannot be written")?;
    progress.finish(&tally);
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}
