//! What people read: wrapped to the terminal, marked without colour alone, and with nothing of a page that a terminal
//! would obey.

pub(crate) mod bytes;
pub(crate) mod caret;
pub(crate) mod explain;
pub(crate) mod fact;
pub(crate) mod layout;
pub(crate) mod picture;
pub(crate) mod pretty;
pub(crate) mod progress;
pub(crate) mod style;
pub(crate) mod trace;
pub(crate) mod visible;

use std::io::Write;

use style::Paint;
use visible::visible;

/// Columns of text at most: longer lines are hard to read.
const WIDEST: usize = 100;
const NARROWEST: usize = 24;
const DEFAULT: usize = 80;

/// Columns to write for: `COLUMNS`, else the terminal's, else 80.
pub(crate) fn columns() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let terminal = || {
        let (width, _) = terminal_size::terminal_size_of(std::io::stdout())?;
        Some(usize::from(width.0))
    };
    set.or_else(terminal).unwrap_or(DEFAULT).clamp(NARROWEST, WIDEST)
}

/// Says what went wrong, on standard error.
pub(crate) fn error(message: &str) {
    told("error", style::ERROR, message);
}

/// Says what may be wrong, on standard error.
pub(crate) fn warning(message: &str) {
    told("warning", style::DOUBT, message);
}

fn told(word: &str, style: anstyle::Style, message: &str) {
    // When nobody hears, there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{style}{word}:{style:#} {}", visible(message));
}

/// How standard output is painted.
pub(crate) fn paint() -> Paint {
    match anstream::AutoStream::choice(&std::io::stdout()) {
        anstream::ColorChoice::Never => Paint::Plain,
        anstream::ColorChoice::Auto | anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi => {
            Paint::Styled
        }
    }
}

/// `1 page`, `2 pages`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
