//! `avviso check`: the laws on any record.

use std::io::{self, Write};
use std::ops::ControlFlow;

use anyhow::Context;
use avviso::input::PageIndex;
use avviso::{Found, InputError, Inputs, Item, in_order};
use avviso_record::laws::WITHOUT_PAGE;

use crate::args::Check;
use crate::commands::{Outcome, Usage};
use crate::show;
use crate::show::visible::visible;

/// What one record came to.
struct Checked {
    /// Lines of output.
    lines: Vec<String>,
    is_record: bool,
    had_page: bool,
    /// Why a page that was found could not be read.
    error: Option<InputError>,
}

pub(crate) fn run(args: &Check) -> anyhow::Result<Outcome> {
    if args.pages.iter().any(|path| path.as_os_str() == "-") {
        return Err(Usage(
            "--pages needs files, which can be read more than once; - is standard input".into(),
        )
        .into());
    }
    let (pages, errors) = PageIndex::new(args.pages.clone());
    let mut failed = !errors.is_empty();
    for error in errors {
        show::error(&error.to_string());
    }
    let jobs = args
        .jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut records, mut without_page, mut violations) = (0usize, 0usize, 0usize);
    let each = |checked: Result<Checked, InputError>| {
        match checked {
            Ok(checked) => {
                records += usize::from(checked.is_record);
                without_page += usize::from(checked.is_record && !checked.had_page);
                violations += checked.lines.len();
                if let Some(error) = checked.error {
                    failed = true;
                    show::error(&error.to_string());
                }
                for line in checked.lines {
                    if let Err(error) = writeln!(out, "{}", visible(&line)) {
                        return ControlFlow::Break(error);
                    }
                }
            }
            Err(error) => {
                failed = true;
                show::error(&error.to_string());
            }
        }
        ControlFlow::Continue(())
    };
    let inputs = Inputs::new(args.records.clone(), 0);
    let end =
        in_order(inputs, jobs, |found| check(found, &pages), each).context("threads cannot be started")?;
    if let ControlFlow::Break(error) = end {
        return Err(error).context("the output cannot be written");
    }
    let mut closing = vec![if violations == 0 {
        format!("{}, no law broken", show::count(records, "record", "records"))
    } else {
        format!(
            "{}, {}",
            show::count(records, "record", "records"),
            show::count(violations, "breach", "breaches")
        )
    }];
    if without_page > 0 {
        let why = if args.pages.is_empty() {
            "give the pages with --pages to test"
        } else {
            "their pages are not below --pages, so it was not tested"
        };
        closing.push(format!(
            "{}: {why}",
            show::count(without_page, "record without its page", "records without their pages")
        ));
        closing.extend(WITHOUT_PAGE.iter().map(|(law, part)| format!("  {law}: {part}")));
    }
    for line in closing {
        writeln!(out, "{line}").context("the output cannot be written")?;
    }
    out.flush().context("the output cannot be written")?;
    Ok(if violations > 0 || failed { Outcome::SomeFailed } else { Outcome::Done })
}

fn check(found: Result<Found, InputError>, pages: &PageIndex) -> Result<Checked, InputError> {
    let found = match found {
        Ok(found) => found,
        // A line that is no record breaks the contract; that it cannot be read is its breach.
        Err(InputError::Line { path, problem }) => {
            let lines = vec![format!("{path}: {problem}")];
            return Ok(Checked { lines, is_record: true, had_page: true, error: None });
        }
        Err(error) => return Err(error),
    };
    let place = match found.line {
        Some(line) => format!("{}:{line}", found.file),
        None => found.file.clone(),
    };
    let Item::Record(record) = found.item else {
        let lines = vec![format!("{place}: not a record: there is no field \"format\"")];
        return Ok(Checked { lines, is_record: false, had_page: false, error: None });
    };
    let (page, error) = match pages.page(&record) {
        Some(Ok(page)) => (Some(page), None),
        Some(Err(error)) => (None, Some(error)),
        None => (None, None),
    };
    let violations = record.check(page.as_ref().map(avviso::Page::bytes));
    let lines = violations.into_iter().map(|violation| format!("{place}: {violation}")).collect();
    Ok(Checked { lines, is_record: true, had_page: page.is_some(), error })
}
