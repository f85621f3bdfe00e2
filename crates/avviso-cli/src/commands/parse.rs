//! `avviso parse`: text to tokens, tags, heads, lemmas and names.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use avviso::input::display_name;
use avviso::{Weigh, in_order};
use avviso_language::{Pipeline, write};

use crate::args::{Parse, Parsed, jobs};
use crate::commands::Outcome;
use crate::commands::sink::Sink;
use crate::show;
use crate::show::visible::visible;

/// Texts are shorter than this.
const TEXT_BYTES: u64 = (1 << 31) - 1;

/// One file of the call, with its size.
struct Text {
    path: PathBuf,
    bytes: u64,
}

impl Weigh for Text {
    /// Tokens and output take some thirty times the text's room.
    fn weight(&self) -> u64 {
        self.bytes.saturating_mul(30)
    }
}

pub(crate) fn run(args: &Parse) -> anyhow::Result<Outcome> {
    let pipeline = match &args.model {
        None => Pipeline::english(),
        Some(path) => open_model(path)?,
    };
    let mut sink = Sink::open(None)?;
    let mut outcome = Outcome::Done;
    let texts = args
        .files
        .iter()
        .map(|path| Text { path: path.clone(), bytes: fs::metadata(path).map_or(0, |meta| meta.len()) });
    let work = |text: Text| -> anyhow::Result<String> {
        let name = display_name(&text.path);
        let content = read(&text.path).with_context(|| name.clone())?;
        let doc = pipeline.parse(&content);
        Ok(match args.format {
            Parsed::Conllu => write::conllu(&doc, &name),
            Parsed::Json => write::json(&doc, &name) + "\n",
            Parsed::Tree => {
                let heading = if args.files.len() > 1 { format!("== {name}\n") } else { String::new() };
                shown(&(heading + &write::tree(&doc)))
            }
        })
    };
    let each = |done: anyhow::Result<String>| {
        match done {
            Ok(output) => {
                if let Err(error) = sink.write(output.as_bytes()) {
                    return ControlFlow::Break(error);
                }
            }
            Err(error) => {
                outcome = Outcome::SomeFailed;
                show::error(&format!("{error:#}"));
            }
        }
        ControlFlow::Continue(())
    };
    let end = in_order(texts, jobs(args.jobs), work, each).context("threads cannot be started")?;
    if let ControlFlow::Break(error) = end {
        return Err(error).context("the output cannot be written");
    }
    sink.close().context("the output cannot be written")?;
    Ok(outcome)
}

/// Opens a model file.
fn open_model(path: &Path) -> anyhow::Result<Pipeline> {
    let name = || display_name(path);
    let bytes = read_file(path).with_context(name)?;
    Pipeline::from_bytes(&bytes).with_context(name)
}

/// Reads a file, or standard input for `-`; says what is wrong in words.
fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).context("cannot be read")?;
        return Ok(bytes);
    }
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("no such file"),
        _ => anyhow::Error::new(error).context("cannot be opened"),
    })?;
    let meta = file.metadata().context("cannot be read")?;
    ensure!(!meta.is_dir(), "a folder; name the files in it");
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or(0));
    // One byte more than a text may have: what is longer is refused, not cut.
    (&file).take(TEXT_BYTES + 1).read_to_end(&mut bytes).context("cannot be read")?;
    Ok(bytes)
}

/// The text of a file, as it stands.
fn read(path: &Path) -> anyhow::Result<String> {
    let bytes = read_file(path)?;
    ensure!(bytes.len() as u64 <= TEXT_BYTES, "more than {TEXT_BYTES} bytes: cut the text");
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        anyhow::anyhow!(
            "not UTF-8: byte {at} (the first is 0) is 0x{byte:02X}, which begins no character here; \
             pages in other encodings are for avviso read"
        )
    })
}

/// Lines that a terminal may show.
fn shown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match visible(line.trim_end_matches('\n')) {
            Cow::Borrowed(_) => out.push_str(line),
            Cow::Owned(line) => {
                out.push_str(&line);
                out.push('\n');
            }
        }
    }
    out
}
