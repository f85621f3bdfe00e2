//! Converts a spaCy wheel or model folder into a model file: `convert WHEEL-OR-FOLDER FILE`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a tool, not the library")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use avviso_language::{Package, Pipeline, convert};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(source), Some(target)) = (args.next(), args.next()) else {
        return Err("usage: convert WHEEL-OR-FOLDER FILE".into());
    };
    let source = Path::new(&source);
    let package = if source.is_dir() {
        let mut files = BTreeMap::new();
        collect(source, source, &mut files)?;
        Package::from_files(files)?
    } else {
        Package::from_wheel(&std::fs::read(source)?)?
    };
    let bytes = convert(&package)?;
    let pipeline = Pipeline::from_bytes(&bytes)?;
    std::fs::write(&target, &bytes)?;
    println!(
        "{} {}: {} bytes, source sha256 {}",
        pipeline.name(),
        pipeline.version(),
        bytes.len(),
        package.sha256()
    );
    Ok(())
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path)?);
        }
    }
    Ok(())
}
