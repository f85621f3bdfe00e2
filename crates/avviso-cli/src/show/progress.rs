//! How far a long run is: on a terminal only, and only after a second.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::count;

/// Nobody wants a bar for less.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, or nothing where nobody would see it.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
    shown: bool,
}

impl Progress {
    /// A bar for so many bytes; `None` where they cannot be known.
    pub(crate) fn new(total: impl FnOnce() -> Option<u64>) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let (bar, template) = match total() {
                Some(total) => (
                    ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden()),
                    "{bar:24} {bytes}/{total_bytes} {bytes_per_sec} {eta} left  {wide_msg}",
                ),
                None => (
                    ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
                    "{spinner} {bytes} {bytes_per_sec}  {wide_msg}",
                ),
            };
            bar.with_style(ProgressStyle::with_template(template).expect("the template is written above"))
        });
        Self { bar, start: Instant::now(), shown: false }
    }

    /// Says that so many bytes more are done, and of which file.
    pub(crate) fn advance(&mut self, bytes: u64, file: &str) {
        let Some(bar) = &self.bar else { return };
        bar.inc(bytes);
        if !self.shown && self.start.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            self.shown = true;
        }
        if self.shown {
            bar.set_message(super::visible::visible(file).into_owned());
        }
    }

    /// Does something with the terminal while the bar is out of the way.
    pub(crate) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.shown => bar.suspend(work),
            Some(_) | None => work(),
        }
    }

    /// Takes the bar away; writes the summary where somebody would see it.
    pub(crate) fn finish(self, tally: &Tally) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
            let _ = writeln!(anstream::stderr(), "{}", tally.summary());
        }
    }
}

/// What a run came to.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) pages: usize,
    pub(crate) undated: usize,
    pub(crate) doubts: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// `4 pages, 1 undated, 3 doubts`.
    pub(crate) fn summary(&self) -> String {
        let mut parts = vec![count(self.pages, "page", "pages")];
        if self.undated > 0 {
            parts.push(format!("{} undated", self.undated));
        }
        if self.doubts > 0 {
            parts.push(count(self.doubts, "doubt", "doubts"));
        }
        if self.failed > 0 {
            parts.push(format!("{} not read", self.failed));
        }
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_what_is_there() {
        assert_eq!(
            Tally { pages: 4, undated: 1, doubts: 3, failed: 0 }.summary(),
            "4 pages, 1 undated, 3 doubts"
        );
        assert_eq!(
            Tally { pages: 1, undated: 0, doubts: 1, failed: 2 }.summary(),
            "1 page, 1 doubt, 2 not read"
        );
        assert_eq!(Tally::default().summary(), "0 pages");
    }
}
