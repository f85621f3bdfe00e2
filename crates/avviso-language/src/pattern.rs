//! The regular expressions of a tokeniser, without backtracking.
//!
//! Python's patterns are translated into a program of character classes and neighbour tests (look-around of bounded
//! length) that runs in time linear in the text: all alternatives advance side by side, in order of preference. What
//! cannot be translated (back references, possessive or lazy repeats, unbounded look-around) is a named error.

mod class;
mod compile;
mod parse;
mod run;

use crate::error::ModelError;

use class::Class;
use compile::Program;
pub(crate) use run::Threads;

/// A pattern to be tried at one place of a text.
#[derive(Debug)]
pub(crate) struct Pattern {
    program: Program,
    /// Characters with which a match can begin (end, if it runs backwards).
    first: Class,
    /// A character without which nothing matches.
    needed: Option<char>,
}

impl Pattern {
    /// A pattern that is read forwards from a place.
    pub(crate) fn forward(source: &str, part: &str) -> Result<Pattern, ModelError> {
        Pattern::new(source, part, false)
    }

    /// A pattern whose every match ends at the end of the text, read backwards from there.
    pub(crate) fn backward(source: &str, part: &str) -> Result<Pattern, ModelError> {
        Pattern::new(source, part, true)
    }

    fn new(source: &str, part: &str, backwards: bool) -> Result<Pattern, ModelError> {
        let tree = parse::parse(source).map_err(|why| ModelError::unsupported(part, why))?;
        let program = compile::compile(&tree, backwards).map_err(|why| ModelError::unsupported(part, why))?;
        let first = program.first();
        let needed = (0x21..0x7f).map(char::from).find(|&c| tree.needs(c));
        Ok(Pattern { program, first, needed })
    }

    /// The end of the preferred match that begins at byte `at` (Python's `match`).
    pub(crate) fn match_at(&self, text: &str, at: usize, threads: &mut Threads) -> Option<usize> {
        if !text[at..].chars().next().is_some_and(|c| self.first.has(c)) {
            return None;
        }
        run::first_end(&self.program, text, at, threads)
    }

    /// Whether a match begins at byte 0; skips the work if a needed character is missing.
    pub(crate) fn matches(&self, text: &str, threads: &mut Threads) -> bool {
        self.needed.is_none_or(|c| text.contains(c)) && self.match_at(text, 0, threads).is_some()
    }

    /// The preferred match at the first place at or after `from` (Python's `search`), as a range of bytes.
    pub(crate) fn search(&self, text: &str, from: usize, threads: &mut Threads) -> Option<(usize, usize)> {
        let mut at = from;
        for c in text[from..].chars() {
            if self.first.has(c)
                && let Some(end) = run::first_end(&self.program, text, at, threads)
            {
                return Some((at, end));
            }
            at += c.len_utf8();
        }
        None
    }

    /// The leftmost start of a match that ends at the end of the text, for a backward pattern.
    pub(crate) fn longest_at_end(&self, text: &str, threads: &mut Threads) -> Option<usize> {
        if !text.chars().next_back().is_some_and(|c| self.first.has(c)) {
            return None;
        }
        run::last_end(&self.program, text, text.len(), threads)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forward(source: &str) -> Pattern {
        Pattern::forward(source, "test").unwrap()
    }

    fn end(source: &str, text: &str) -> Option<usize> {
        forward(source).match_at(text, 0, &mut Threads::default())
    }

    fn start(source: &str, text: &str) -> Option<usize> {
        Pattern::backward(source, "test").unwrap().longest_at_end(text, &mut Threads::default())
    }

    #[test]
    fn the_first_alternative_wins_forwards() {
        assert_eq!(end("^a|^ab", "abc"), Some(1));
        assert_eq!(end("^ab|^a", "abc"), Some(2));
        assert_eq!(end(r"^\.\.+|^\.", "....x"), Some(4));
        assert_eq!(end(r"^\+(?![0-9])", "+1"), None);
        assert_eq!(end(r"^\+(?![0-9])", "+a"), Some(1));
        assert_eq!(end("^[a-c]{2,3}", "abcd"), Some(3));
        assert_eq!(end("^[^a-c]x", "ax"), None);
    }

    #[test]
    fn the_leftmost_start_wins_backwards() {
        assert_eq!(start("(?<=[0-9])(?:km|m)$", "5km"), Some(1));
        assert_eq!(start("(?<=[0-9])(?:km|m)$", "5xm"), None);
        assert_eq!(start(r"\.\.+$|\.$", "end..."), Some(3));
        assert_eq!(start("(?<=[A-Z][A-Z])\\.$", "aU.S."), None);
        assert_eq!(start("(?<=[A-Z][A-Z])\\.$", "US."), Some(2));
    }

    #[test]
    fn a_search_looks_around() {
        let dot = forward(r"(?<=[a-z])\.(?=[A-Z])|\.\.+");
        let mut threads = Threads::default();
        assert_eq!(dot.search("a.b.C", 0, &mut threads), Some((3, 4)));
        assert_eq!(dot.search("a...B", 0, &mut threads), Some((1, 4)));
        assert_eq!(dot.search("A.B", 0, &mut threads), None);
    }

    #[test]
    fn a_needed_character_is_found() {
        assert_eq!(forward(r"^(?:[a-z]+\.)+(?:com|org)(?:/\S*)?$").needed, Some('.'));
        assert_eq!(forward("^a|^b").needed, None);
    }

    #[test]
    fn what_cannot_be_translated_is_named() {
        for (source, why) in [
            (r"(a)\1", "back reference"),
            ("a*?", "lazy"),
            ("(?<=a*)b", "unbounded"),
            ("(?P<x>a)", "group"),
            ("(?i)a", "flag"),
            ("[a", "class"),
            ("(a", "bracket"),
            ("a{5000}", "repeat"),
            (r"\bx", "escape"),
        ] {
            let error = Pattern::forward(source, "test").unwrap_err().to_string();
            assert!(error.contains(why), "{source}: {error}");
        }
        assert!(Pattern::forward(&"(".repeat(100_000), "test").is_err());
    }
}
