//! Records as JSON Lines: one record, one line.
//!
//! Readers and writers are given; nothing here opens a file. A line that is no record is an error that names the line
//! and the field; the lines behind it can still be read.

use std::io::{self, BufRead, Write};

use serde_json::error::Category;

use crate::record::Record;

/// What went wrong with a line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LineError {
    /// The line could not be read at all.
    #[error("line {line}: {source}")]
    Read {
        /// The line, from 1.
        line: u64,
        /// What the reader said.
        source: io::Error,
    },
    /// The line is not JSON.
    #[error("line {line}, column {column}: not JSON: {message}")]
    Json {
        /// The line, from 1.
        line: u64,
        /// The byte within the line, from 1.
        column: usize,
        /// What was found and expected.
        message: String,
    },
    /// The line is JSON and no record.
    #[error("line {line}: {}{message}", if field == "." { String::new() } else { format!("{field}: ") })]
    Shape {
        /// The line, from 1.
        line: u64,
        /// The field, like `attributions[2].content[0]`; `.` for the record itself.
        field: String,
        /// What was found and expected.
        message: String,
    },
}

/// Reads one record from its JSON; `line` is the number that errors name.
///
/// # Errors
/// [`LineError::Json`] and [`LineError::Shape`], the latter with the field's path.
pub fn parse(json: &[u8], line: u64) -> Result<Record, LineError> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let record = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let field = error.path().to_string();
        describe(error.inner(), line, field)
    })?;
    deserializer.end().map_err(|error| describe(&error, line, ".".to_owned()))?;
    Ok(record)
}

/// Tells broken JSON from a wrong shape, and takes `serde_json`'s own "at line 1 column 7" off the message.
fn describe(error: &serde_json::Error, line: u64, field: String) -> LineError {
    let mut message = error.to_string();
    if let Some(end) = message.rfind(" at line ") {
        message.truncate(end);
    }
    match error.classify() {
        Category::Data => LineError::Shape { line, field, message },
        Category::Syntax | Category::Eof | Category::Io => {
            LineError::Json { line, column: error.column(), message }
        }
    }
}

/// Reads the records of `reader` one by one, each with its line's number (from 1); empty lines are skipped.
///
/// After an error of the reader itself nothing more is read.
pub fn read<R: BufRead>(reader: R) -> Lines<R> {
    Lines { reader, line: 0, buffer: Vec::new(), broken: false }
}

/// The records of a reader; see [`read`].
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    line: u64,
    buffer: Vec<u8>,
    broken: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(u64, Record), LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.broken {
            self.line += 1;
            self.buffer.clear();
            match self.reader.read_until(b'\n', &mut self.buffer) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(source) => {
                    self.broken = true;
                    return Some(Err(LineError::Read { line: self.line, source }));
                }
            }
            let mut json = self.buffer.as_slice();
            if self.line == 1 {
                // Some editors put a byte order mark before the first line.
                json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
            }
            if !json.trim_ascii().is_empty() {
                return Some(parse(json, self.line).map(|record| (self.line, record)));
            }
        }
        None
    }
}

/// Writes `record` as one line.
///
/// # Errors
/// What the writer says.
pub fn write<W: Write>(mut writer: W, record: &Record) -> io::Result<()> {
    serde_json::to_writer(&mut writer, record)?;
    writer.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../tests/example/record.json");

    fn one_line() -> String {
        let value: serde_json::Value = serde_json::from_str(EXAMPLE).unwrap();
        value.to_string()
    }

    fn error(json: &str) -> String {
        parse(json.as_bytes(), 3).unwrap_err().to_string()
    }

    #[test]
    fn what_is_written_is_read() {
        let record = parse(EXAMPLE.as_bytes(), 1).unwrap();
        let mut lines = b"\xef\xbb\xbf".to_vec();
        write(&mut lines, &record).unwrap();
        lines.extend(b"\n  \r\n");
        write(&mut lines, &record).unwrap();
        let read: Vec<_> = read(lines.as_slice()).map(Result::unwrap).collect();
        assert_eq!(read, [(1, record.clone()), (4, record)]);
    }

    #[test]
    fn another_format_is_named() {
        let other = one_line().replace("avviso-record/1", "avviso-record/2");
        assert_eq!(
            error(&other),
            "line 3: format: format is \"avviso-record/2\", this version reads \"avviso-record/1\""
        );
    }

    #[test]
    fn a_wrong_field_is_named_by_its_path() {
        let reversed = one_line().replace("\"content\":[[390,454]]", "\"content\":[[454,390]]");
        assert_eq!(
            error(&reversed),
            "line 3: attributions[2].content[0]: span [454, 390] ends before it starts"
        );
        let word = one_line().replace("\"status\":\"negated\"", "\"status\":\"unsure\"");
        assert!(
            error(&word).starts_with("line 3: events[3].status: unknown variant `unsure`, expected one of")
        );
        assert!(error("{\"text\": \"a page\"}").starts_with("line 3: missing field `format`"));
        assert!(error("[1, 2]").starts_with("line 3: invalid"));
    }

    #[test]
    fn broken_json_is_no_wrong_shape() {
        assert_eq!(error("{\"format\": "), "line 3, column 11: not JSON: EOF while parsing a value");
        let twice = format!("{0}{0}", one_line());
        assert!(error(&twice).contains("not JSON: trailing characters"), "{}", error(&twice));
    }

    #[test]
    fn lines_behind_a_wrong_one_are_read() {
        let lines = format!("{{}}\n{}\nnonsense", one_line());
        let read: Vec<bool> = read(lines.as_bytes()).map(|line| line.is_ok()).collect();
        assert_eq!(read, [false, true, false]);
    }
}
