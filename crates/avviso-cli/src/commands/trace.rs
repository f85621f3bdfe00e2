//! `avviso trace`: quotations looked for on pages or records.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Reader, Record, in_order};
use avviso_picture::trace::{Looked, Options, Quotation, Tracer, quotations};
use avviso_record::picture::{EditKind, Status, TraceStatus, Traced};
use avviso_record::{CharSpan, Severity, TextIndex};

use crate::args::{Rows, Trace};
use crate::commands::sink::Sink;
use crate::commands::{Outcome, Usage};
use crate::show;
use crate::show::progress::{Progress, Tally};
use crate::show::style::Paint;
use crate::show::trace::{Seen, Sights};

/// Code points of a page's own words that are shown on either side of a place.
const AROUND: u32 = 24;

/// What one input came to.
struct Done {
    looked: Looked,
    seen: Vec<((String, CharSpan), Seen)>,
    file: String,
    bytes: u64,
    undated: bool,
    doubts: usize,
}

pub(crate) fn run(args: &Trace) -> anyhow::Result<Outcome> {
    let mut failed = false;
    let (quotations, inputs) = asked(args, &mut failed)?;
    let limits = args.work.limits();
    let reader = Reader::new(args.clean.into(), limits);
    let tracer = Tracer::new(quotations, Options { min_similarity: args.min_similarity });
    let mut sink = Sink::open(args.output.as_deref())?;
    let mut found = Inputs::new(inputs.clone(), limits.page_bytes);
    if let Some(output) = &args.output {
        found = found.without(output);
    }
    let mut progress = Progress::new(|| Inputs::total_bytes(&inputs));
    let mut tally = Tally::default();
    let mut pages: Vec<Looked> = Vec::new();
    let mut sights = Sights::new();
    let for_people = args.format == Rows::Table;
    let work = |found: Result<Found, InputError>| {
        let Found { item, file, bytes, .. } = found?;
        let (record, raw) = match item {
            Item::Page(page) => (reader.read(&page), Some(page)),
            Item::Record(record) => (*record, None),
        };
        let looked = tracer.look(&record);
        let seen = if for_people {
            see(&record, raw.as_ref().map(|page| page.bytes()), &looked)
        } else {
            Vec::new()
        };
        let warnings = || record.diagnostics.iter().filter(|d| d.severity == Severity::Warning);
        Ok(Done {
            looked,
            seen,
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
                sights.extend(done.seen);
                pages.push(done.looked);
            }
            Err(error) => {
                tally.failed += 1;
                progress.aside(|| show::error(&error.to_string()));
            }
        }
        ControlFlow::<()>::Continue(())
    };
    let _ = in_order(found, args.work.jobs(), work, each).context("threads cannot be started")?;
    let count = pages.len();
    let rows = tracer.finish(pages);
    let mut out = Vec::new();
    match args.format {
        Rows::Jsonl => {
            for row in &rows {
                serde_json::to_writer(&mut out, row).expect("a row is JSON, and memory can be written to");
                out.push(b'\n');
            }
        }
        Rows::Table => {
            let paint = if args.output.is_none() { show::paint() } else { Paint::Plain };
            out = show::trace::rows(&rows, &sights, count, paint, show::columns()).into_bytes();
        }
    }
    sink.write(&out).context("the output cannot be written")?;
    sink.close().context("the output cannot be written")?;
    progress.finish(&tally);
    let holds = rows.iter().all(holds);
    Ok(if holds && !failed && tally.failed == 0 { Outcome::Done } else { Outcome::SomeFailed })
}

/// Says whether a quotation may stand as it is: verbatim, or every cut of it marked.
fn holds(row: &Traced) -> bool {
    match row.status {
        TraceStatus::Verbatim => true,
        TraceStatus::Cut => row.found.first().is_some_and(|best| {
            debug_assert_eq!(best.status, Status::Cut);
            best.edits.iter().all(|edit| edit.kind != EditKind::Cut || edit.marked == Some(true))
        }),
        TraceStatus::Altered | TraceStatus::Absent => false,
    }
}

/// Gives the quotations that are asked for, and where to look. A line that is no quotation is named, and `failed` set.
fn asked(args: &Trace, failed: &mut bool) -> anyhow::Result<(Vec<Quotation>, Vec<PathBuf>)> {
    let inputs = |words: &[std::ffi::OsString]| words.iter().map(PathBuf::from).collect::<Vec<_>>();
    let Some(file) = &args.file else {
        let (words, rest) = args.words_and_inputs.split_first().expect("clap asks for one");
        let Some(words) = words.to_str() else {
            return Err(Usage("the words of the quotation are not UTF-8".into()).into());
        };
        if rest.is_empty() {
            let hint = if Path::new(words).exists() {
                format!("{words:?} is a file or folder; the quotation stands before it")
            } else {
                "where to look for the quotation is missing".to_owned()
            };
            return Err(Usage(format!("{hint}: avviso trace WORDS INPUT…")).into());
        }
        let quotation = Quotation { id: "1".into(), words: words.to_owned(), speaker: args.speaker.clone() };
        return Ok((vec![quotation], inputs(rest)));
    };
    let is_stdin = |path: &Path| path.as_os_str() == "-";
    let inputs = inputs(&args.words_and_inputs);
    let name = avviso::input::display_name(file);
    let text = if is_stdin(file) {
        if inputs.iter().any(|path| is_stdin(path)) {
            return Err(Usage("quotations and pages cannot both come from standard input".into()).into());
        }
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("standard input: quotations are UTF-8")?;
        text
    } else {
        std::fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?
    };
    let mut all = Vec::new();
    for quotation in quotations(&text) {
        match quotation {
            Ok(quotation) => all.push(quotation),
            Err(error) => {
                *failed = true;
                show::error(&format!("{name}: {error}"));
            }
        }
    }
    if all.is_empty() && !*failed {
        show::warning(&format!("{name}: no quotation stands in it"));
    }
    Ok((all, inputs))
}

/// Keeps what a person is shown of each place: the line of the page, and the words around it.
fn see(record: &Record, raw: Option<&[u8]>, looked: &Looked) -> Vec<((String, CharSpan), Seen)> {
    let index = TextIndex::new(&record.text);
    let length = record.text.chars().count() as u32;
    let mut out = Vec::new();
    let mut lines: BTreeMap<u32, usize> = BTreeMap::new();
    for place in looked.places() {
        let cut = |from: u32, to: u32| {
            CharSpan::new(from, to.max(from)).ok().and_then(|span| index.slice(span)).unwrap_or_default()
        };
        let (start, end) = (place.span.start(), place.span.end());
        let from = start.saturating_sub(AROUND);
        // Whole words, and none of another line.
        let before = cut(from, start);
        let before = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        let before = if from > 0 && before.chars().count() as u32 == start - from {
            before.split_once(' ').map_or("", |(_, words)| words)
        } else {
            before
        };
        let to = end.saturating_add(AROUND).min(length);
        let behind = cut(end, to);
        let behind = behind.split_once('\n').map_or(behind, |(line, _)| line);
        let behind = if to < length && behind.chars().count() as u32 == to - end {
            behind.rsplit_once(' ').map_or("", |(words, _)| words)
        } else {
            behind
        };
        let line = raw.zip(place.raw.first()).map(|(bytes, span)| {
            let at = span.start();
            *lines.entry(at).or_insert_with(|| {
                let head = bytes.get(..at as usize).unwrap_or(bytes);
                head.split(|&byte| byte == b'\n').count()
            })
        });
        let seen = Seen {
            line,
            from: start - before.chars().count() as u32,
            words: [before, cut(start, end), behind].concat(),
        };
        out.push(((place.page.clone(), place.span), seen));
    }
    out
}
