//! Sets that are laid from a corpus when they are needed: their texts may not lie in the repository.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// The tool that makes the set of tellings, from the folder of data.
pub const MAKE_TELLINGS: &str = "tools/make_tellings.py";

/// The articles that the development set is made from, from the folder of data.
pub const ARTICLES: [&str; 2] =
    ["corpora/polnear/polnear-train.jsonl.gz", "corpora/polnear/polnear-dev.jsonl.gz"];

/// What lies in a folder of data that laying a set of tellings needs and that is not there; `None` when all is there.
pub fn lacking(data: &Path) -> Option<String> {
    let file = [MAKE_TELLINGS].iter().chain(&ARTICLES).find(|name| !data.join(name).is_file());
    if let Some(name) = file {
        return Some(format!("{name} is not in AVVISO_DATA"));
    }
    let runs = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    (!runs).then(|| "python3, which lays the set, is not here".to_owned())
}

/// Lays a set of tellings: `pages/`, `queries.jsonl`, `truth.jsonl`. The same seed gives the same bytes. Gives what the
/// tool says.
///
/// # Errors
/// The tool is not there or fails.
pub fn tellings(data: &Path, seed: u64, stories: u32, output: &Path) -> Result<String> {
    run(
        data,
        output,
        &["--seed".into(), seed.to_string().into(), "--stories".into(), stories.to_string().into()],
    )
}

/// Lays every article of the corpus as it is, `pages/ID.txt`: for the table of real pairs.
///
/// # Errors
/// The tool is not there or fails.
pub fn plain(data: &Path, output: &Path) -> Result<String> {
    run(data, output, &["--plain".into()])
}

fn run(data: &Path, output: &Path, more: &[OsString]) -> Result<String> {
    let articles = ARTICLES.iter().map(|name| data.join(name));
    let done = Command::new("python3")
        .arg(data.join(MAKE_TELLINGS))
        .arg("--articles")
        .args(articles)
        .arg("--out")
        .arg(output)
        .args(more)
        .output()
        .context("python3 cannot be started")?;
    ensure!(done.status.success(), "{MAKE_TELLINGS}: {}", String::from_utf8_lossy(&done.stderr).trim_end());
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

/// A folder that is taken away at the end.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes an empty folder for one purpose of this process.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(purpose: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("avviso-eval-{purpose}-{}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
