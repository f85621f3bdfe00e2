//! Folders of a test's own, and the program run in them.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is gone when the test ends.
pub(crate) struct Scratch(PathBuf);

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scratch {
    /// An empty folder; `name` is the test's.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn write(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The program in this folder, with an environment that hides where the test runs.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_avviso"));
        command.args(args).current_dir(&self.0);
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Ran {
        self.command(args).stdin(Stdio::null()).output().unwrap().into()
    }

    /// Runs the program with `input` on its standard input.
    pub(crate) fn feed<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>, input: &[u8]) -> Ran {
        let mut command = self.command(args);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A thread would be needed for input larger than a pipe; what tests feed is small.
        assert!(input.len() < 60_000);
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap().into()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// Asserts that all went well and nobody had to be told anything.
    #[track_caller]
    pub(crate) fn well(self) -> Self {
        assert_eq!((self.status, self.stderr.as_str()), (Some(0), ""));
        self
    }

    /// The records of the output.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<avviso_record::Record> {
        avviso_record::line::read(self.stdout.as_bytes()).map(|line| line.unwrap().1).collect()
    }
}

/// A small invented page.
pub(crate) const PAGE: &str = "\
<!doctype html>
<html lang=\"en\">
<head><title>Harbour of Elsmouth stays open - The Elsmouth Sample</title>
<meta property=\"article:published_time\" content=\"1998-05-04T09:30:00Z\">
<meta property=\"og:site_name\" content=\"The Elsmouth Sample\"></head>
<body><nav><a href=\"/\">Home</a> <a href=\"/news\">News</a></nav>
<article><h1>Harbour of Elsmouth stays open</h1>
<p>The harbour of Elsmouth will stay open this winter, Norway&rsquo;s foreign ministry said on Monday.</p>
<p>&ldquo;We keep every quay,&rdquo; the ministry said. &ldquo;Nobody will be sent away.&rdquo;</p>
<p>According to the agency NTB, 40 boats lay in the harbour on 3 May 1998.</p>
</article>
<form id=\"commentform\"><p>Leave a reply</p><input name=\"email\"></form>
</body></html>
";

/// A small invented text.
pub(crate) const TEXT: &str = "\
Bridge of Norhaven closed

The bridge of Norhaven has been closed since Tuesday, the mayor said.

“It will open in June,” he added.
";
