//! `avviso dossier`: pages or records, linked and perhaps asked for quotations, to one HTML file.

use std::ops::ControlFlow;

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Record, in_order};
use avviso_dossier::{Options, Pile};
use avviso_picture::link::Linker;
use avviso_picture::trace::{self, Quotation, Tracer, quotations};
use avviso_record::picture::Traced;
use avviso_record::{Severity, Tool};

use crate::args::Dossier;
use crate::commands::sink::Sink;
use crate::commands::{Outcome, reader};
use crate::show;
use crate::show::progress::{Progress, Tally};

pub(crate) fn run(args: &Dossier) -> anyhow::Result<Outcome> {
    let limits = args.work.limits();
    let reader = reader(args.clean.into(), limits, args.work.model.as_deref())?;
    let (asked, mut failed) = asked(args)?;
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
    failed |= tally.failed > 0;
    let pile = Pile::new(records);
    let mut linker = Linker::new();
    for record in pile.records() {
        linker.add(record);
    }
    let tool = Tool {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        knowledge: Some(reader.knowledge_digest()),
        model: Some(reader.model_digest().to_owned()),
    };
    let options = Options {
        title: args.title.clone(),
        unread,
        picture: linker.picture(tool),
        traced: traced(asked, &pile),
    };
    let html = avviso_dossier::dossier(&pile, &options).context("the dossier cannot be made")?;
    sink.write(html.as_bytes()).context("the dossier cannot be written")?;
    sink.close().context("the dossier cannot be written")?;
    progress.finish(&tally);
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

/// Gives the quotations that are to be looked for, and whether some line is none; each such line is named.
fn asked(args: &Dossier) -> anyhow::Result<(Vec<Quotation>, bool)> {
    let Some(file) = &args.trace else { return Ok((Vec::new(), false)) };
    let name = avviso::input::display_name(file);
    let text = std::fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    let (mut all, mut failed) = (Vec::new(), false);
    for quotation in quotations(&text) {
        match quotation {
            Ok(quotation) => all.push(quotation),
            Err(error) => {
                failed = true;
                show::error(&format!("{name}: {error}"));
            }
        }
    }
    Ok((all, failed))
}

/// Looks for the quotations on the pages.
fn traced(asked: Vec<Quotation>, pile: &Pile) -> Vec<Traced> {
    if asked.is_empty() {
        return Vec::new();
    }
    let tracer = Tracer::new(asked, trace::Options::default());
    let looked = pile.records().map(|record| tracer.look(record)).collect();
    tracer.finish(looked)
}
