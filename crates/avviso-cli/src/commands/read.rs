//! `avviso read`: pages to records.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context;
use avviso::{Found, InputError, Inputs, Item, Limits, Reader, Record, in_order};
use avviso_record::Severity;

use crate::args::{Format, Read};
use crate::commands::Outcome;
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
    let limits = Limits { page_bytes: args.work.max_page_bytes, ..Limits::default() };
    let reader = Reader::new(args.clean.into(), limits);
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

/// Where the output goes: standard output, or a file that appears when all of it is written.
enum Sink {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// Something that is no regular file, like `/dev/null`: written as it is.
    Device(BufWriter<File>),
    File {
        to: PathBuf,
        part: PathBuf,
        file: BufWriter<File>,
    },
}

impl Sink {
    fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stdout(BufWriter::with_capacity(64 << 10, io::stdout().lock())));
        };
        let what = || format!("{}: cannot be written", avviso::input::display_name(path));
        // A link stays a link: what it points to is replaced.
        let to = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if fs::metadata(&to).is_ok_and(|meta| !meta.is_file()) {
            let file = File::options().write(true).open(&to).with_context(what)?;
            return Ok(Self::Device(BufWriter::new(file)));
        }
        let mut name = std::ffi::OsString::from(".");
        name.push(to.file_name().context("a file's name is expected").with_context(what)?);
        name.push(format!(".{}.part", std::process::id()));
        let part = to.with_file_name(name);
        let file = BufWriter::with_capacity(64 << 10, File::create(&part).with_context(what)?);
        Ok(Self::File { to, part, file })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            // Who reads along, reads whole records.
            Self::Stdout(out) => {
                out.write_all(bytes)?;
                if bytes.is_empty() { Ok(()) } else { out.flush() }
            }
            Self::Device(file) | Self::File { file, .. } => file.write_all(bytes),
        }
    }

    fn close(mut self) -> io::Result<()> {
        match &mut self {
            Self::Stdout(out) => out.flush(),
            Self::Device(file) => file.flush(),
            Self::File { to, part, file } => {
                file.flush()?;
                file.get_ref().sync_all()?;
                fs::rename(part, to)
            }
        }
    }
}

impl Drop for Sink {
    /// Takes away what was not finished; after `close` there is nothing of this name.
    fn drop(&mut self) {
        if let Self::File { part, .. } = self {
            let _ = fs::remove_file(part);
        }
    }
}
