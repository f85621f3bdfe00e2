//! Output that appears when all of it is written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Where the output goes: standard output, or a file that appears when all of it is written.
pub(crate) enum Sink {
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
    /// Opens standard output where no path (or `-`) is given.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
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

    /// Writes whole records; on standard output they are seen at once.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            // Who reads along, reads whole records.
            Self::Stdout(out) => {
                out.write_all(bytes)?;
                if bytes.is_empty() { Ok(()) } else { out.flush() }
            }
            Self::Device(file) | Self::File { file, .. } => file.write_all(bytes),
        }
    }

    /// Makes the output appear.
    pub(crate) fn close(mut self) -> io::Result<()> {
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
