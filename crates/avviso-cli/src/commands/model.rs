//! `avviso model`: model files of spaCy packages.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, ensure};
use avviso::input::display_name;
use avviso_language::{Package, Pipeline};

use crate::args::Convert;
use crate::commands::Outcome;
use crate::commands::sink::Sink;
use crate::show::visible::visible;

/// A folder with more is no model's.
const FOLDER_BYTES: u64 = 1 << 30;

pub(crate) fn convert(args: &Convert) -> anyhow::Result<Outcome> {
    let name = || display_name(&args.package);
    let package = read(&args.package).with_context(name)?;
    let bytes = avviso_language::convert(&package).with_context(name)?;
    // What was made is opened before anybody else meets it.
    let pipeline = Pipeline::from_bytes(&bytes).with_context(name)?;
    let mut sink = Sink::open(Some(&args.output))?;
    sink.write(&bytes).and_then(|()| sink.close()).context("the output cannot be written")?;
    if args.output.as_os_str() != "-" {
        let line = format!(
            "{} {} ({}): {} bytes, from a package with SHA-256 {}",
            pipeline.name(),
            pipeline.version(),
            pipeline.licence(),
            bytes.len(),
            package.sha256()
        );
        writeln!(io::stdout(), "{}", visible(&line)).context("the output cannot be written")?;
    }
    Ok(Outcome::Done)
}

/// Reads a wheel or a folder.
fn read(path: &Path) -> anyhow::Result<Package> {
    if !path.is_dir() {
        let wheel = fs::read(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => anyhow::anyhow!("no such file or folder"),
            _ => anyhow::Error::new(error).context("cannot be read"),
        })?;
        return Ok(Package::from_wheel(&wheel)?);
    }
    let mut files = BTreeMap::new();
    let mut folders = vec![path.to_owned()];
    let mut total = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| display_name(&folder))? {
            let entry = entry?;
            let (below, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                folders.push(below);
            } else if kind.is_file() || fs::metadata(&below).is_ok_and(|meta| meta.is_file()) {
                total += fs::metadata(&below)?.len();
                ensure!(total <= FOLDER_BYTES, "more than 1 GiB of files: this is no model's folder");
                let name = below.strip_prefix(path).unwrap_or(&below).to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&below).with_context(|| display_name(&below))?);
            }
        }
    }
    Ok(Package::from_files(files)?)
}
