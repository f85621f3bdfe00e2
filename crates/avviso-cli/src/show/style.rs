//! Colours and styles: a second voice, never the only one.

use anstyle::{AnsiColor, Style};

/// What is said.
pub(crate) const CONTENT: Style = AnsiColor::Cyan.on_default();
/// Who says it.
pub(crate) const SOURCE: Style = AnsiColor::Green.on_default().bold();
/// The words that say that something is said.
pub(crate) const CUE: Style = AnsiColor::Magenta.on_default();
/// What is in doubt.
pub(crate) const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
/// What went wrong.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// Titles and names.
pub(crate) const STRONG: Style = Style::new().bold();
/// What stands back.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Nothing.
pub(crate) const PLAIN: Style = Style::new();

/// Whether styles are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// No styles.
    Plain,
    /// Styles as terminals know them.
    Styled,
}

impl Paint {
    /// Writes `text` in a style.
    pub(crate) fn paint(self, out: &mut String, style: Style, text: &str) {
        match self {
            Self::Styled if style != PLAIN && !text.is_empty() => {
                out.push_str(&style.render().to_string());
                out.push_str(text);
                out.push_str(&style.render_reset().to_string());
            }
            Self::Styled | Self::Plain => out.push_str(text),
        }
    }
}
