//! JSON Lines, other JSON that holds records, or a page: told apart by content.

use std::fmt;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;

use avviso_record::Record;
use avviso_record::line::{self, LineError};
use avviso_text::Page;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{Found, InputError, Item, LINE_BYTES, Place, page};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What an input turned out to be.
pub(crate) enum Opened {
    /// One page.
    One(Box<Found>),
    /// Several items.
    Lines(Box<Lines>),
}

/// The items of one input that has several.
pub(crate) struct Lines {
    name: String,
    path: PathBuf,
    page_bytes: u32,
    line: u64,
    offset: u64,
    from: From,
}

enum From {
    /// Lines; the first ones may be at hand already.
    Stream(Box<dyn BufRead>),
    /// Records of one JSON document, the next one last, and whether they stand in an array.
    Values(Vec<Value>),
    /// Nothing more: the end, or the reader failed.
    Ended,
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lines({} at line {})", self.name, self.line)
    }
}

/// The keys by which a line says what it is.
#[derive(Deserialize)]
struct Probe {
    format: Option<IgnoredAny>,
    html: Option<Value>,
    text: Option<Value>,
    url: Option<Value>,
    date: Option<Value>,
}

impl Probe {
    fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    fn is_telling(&self) -> bool {
        let string = |value: &Option<Value>| value.as_ref().is_some_and(Value::is_string);
        self.format.is_some() || string(&self.html) || string(&self.text)
    }
}

/// Looks at the beginning of an input and decides what it is.
pub(crate) fn open<R: Read + 'static>(
    mut from: BufReader<R>,
    name: String,
    path: PathBuf,
    page_bytes: u32,
) -> Result<Opened, InputError> {
    let failed = |at: usize, source| InputError::Read { path: name.clone(), at: at as u64, source };
    // The magic numbers are of at most ten bytes; the rest of these is white space before a first brace.
    let start = page::fill(&mut from, 4096).map_err(|error| failed(0, error))?;
    if let Some(kind) = compression(&start) {
        return Err(InputError::Compressed { path: name, kind });
    }
    if start.starts_with(b"WARC/") {
        return Err(InputError::Archive { path: name });
    }
    let first = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&start).trim_ascii_start().first();
    let mut known = start.clone();
    if matches!(first, Some(b'{' | b'[')) {
        let mut whole = Cursor::new(start).chain(from);
        known = Vec::new();
        let blank = read_line(&mut whole, &mut known, true).map_err(|error| failed(known.len(), error))?;
        let line = json_of(known.get(blank..).unwrap_or_default());
        let probe = Probe::read(line);
        // A second object behind the first makes lines of them, whatever the first one says.
        let next = whole.fill_buf().map_err(|error| failed(known.len(), error))?;
        let another = next.trim_ascii_start().first() == Some(&b'{');
        if probe.as_ref().is_some_and(|probe| probe.is_telling() || another) {
            return Ok(Opened::Lines(Box::new(Lines {
                name,
                path,
                page_bytes,
                line: 0,
                offset: 0,
                from: From::Stream(Box::new(Cursor::new(known).chain(whole))),
            })));
        }
        if known.len() <= LINE_BYTES {
            let rest =
                page::fill(&mut whole, LINE_BYTES - known.len()).map_err(|e| failed(known.len(), e))?;
            known.extend(rest);
            if let Some(values) = records(json_of(&known)) {
                return Ok(Opened::Lines(Box::new(Lines {
                    name,
                    path,
                    page_bytes,
                    line: 0,
                    offset: known.len() as u64,
                    from: From::Values(values),
                })));
            }
        }
        return one(Cursor::new(known).chain(whole), name, path, page_bytes);
    }
    one(Cursor::new(known).chain(from), name, path, page_bytes)
}

fn one(from: impl Read, name: String, path: PathBuf, page_bytes: u32) -> Result<Opened, InputError> {
    let page = page::read(from, &name, page_bytes)?;
    let bytes = u64::from(page.total());
    let (item, place) = (Item::Page(Box::new(page)), Place { path, offset: None });
    Ok(Opened::One(Box::new(Found { item, file: name, line: None, bytes, place })))
}

/// Reads one line that is not blank (blank ones before it too, if `skip`); gives how many bytes were blank. A line
/// over the limit is read up to one byte more than it.
fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>, skip: bool) -> std::io::Result<usize> {
    loop {
        let blank = line.len();
        let room = (LINE_BYTES + 1).saturating_sub(line.len());
        let count = from.by_ref().take(room as u64).read_until(b'\n', line)?;
        let is_blank = json_of(line.get(blank..).unwrap_or_default()).is_empty();
        if !skip || count == 0 || !is_blank {
            return Ok(blank);
        }
    }
}

/// The JSON of a line or file: without a byte order mark and white space at its ends.
fn json_of(line: &[u8]) -> &[u8] {
    line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line).trim_ascii()
}

/// The records of a JSON document: one, or an array of nothing else.
fn records(json: &[u8]) -> Option<Vec<Value>> {
    #[derive(Deserialize)]
    struct HasFormat {
        #[expect(dead_code, reason = "asked for whether it is there")]
        format: IgnoredAny,
    }
    if json.first() == Some(&b'[') {
        let probes: Vec<HasFormat> = serde_json::from_slice(json).ok()?;
        if probes.is_empty() {
            return None;
        }
        let mut values: Vec<Value> = serde_json::from_slice(json).ok()?;
        values.reverse();
        Some(values)
    } else {
        serde_json::from_slice::<HasFormat>(json).ok()?;
        Some(vec![serde_json::from_slice(json).ok()?])
    }
}

fn compression(start: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 5] = [
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"BZh9", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x04\x22\x4d\x18", "lz4"),
    ];
    MAGIC.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, kind)| *kind)
}

impl Lines {
    pub(crate) fn next(&mut self) -> Option<Result<Found, InputError>> {
        match &mut self.from {
            From::Ended => None,
            From::Values(values) => {
                let value = values.pop()?;
                self.line += 1;
                // The bytes of the document are counted once, with its first record.
                let bytes = std::mem::take(&mut self.offset);
                let record = serde_json::to_vec(&value)
                    .map_err(|error| self.problem(1, error.to_string()))
                    .and_then(|json| {
                        line::parse(&json, self.line)
                            .map_err(|problem| InputError::Line { path: self.name.clone(), problem })
                    });
                Some(record.map(|record| self.found(Item::Record(Box::new(record)), bytes)))
            }
            From::Stream(_) => self.next_line(),
        }
    }

    fn next_line(&mut self) -> Option<Result<Found, InputError>> {
        loop {
            let From::Stream(stream) = &mut self.from else { return None };
            let mut line = Vec::new();
            if let Err(source) = read_line(stream, &mut line, false) {
                self.from = From::Ended;
                let at = self.offset + line.len() as u64;
                return Some(Err(InputError::Read { path: self.name.clone(), at, source }));
            }
            if line.is_empty() {
                self.from = From::Ended;
                return None;
            }
            self.line += 1;
            let start = self.offset;
            self.offset += line.len() as u64;
            if line.len() > LINE_BYTES && !line.ends_with(b"\n") {
                return Some(self.pass_over());
            }
            let json = json_of(&line);
            if !json.is_empty() {
                return Some(self.item(json, start, line.len() as u64));
            }
        }
    }

    /// Reads one line again.
    pub(crate) fn again<R: Read + 'static>(
        from: BufReader<R>,
        name: String,
        path: PathBuf,
        offset: u64,
        page_bytes: u32,
    ) -> Option<Result<Found, InputError>> {
        let from = From::Stream(Box::new(from));
        Self { name, path, page_bytes, line: 0, offset, from }.next()
    }

    fn item(&self, json: &[u8], start: u64, bytes: u64) -> Result<Found, InputError> {
        let Some(probe) = Probe::read(json) else {
            // Broken JSON and JSON that is no object are told apart by reading it as a record, for its message.
            return match serde_json::from_slice::<IgnoredAny>(json) {
                Ok(_) => Ok(self.found(self.page(json.to_vec(), start), bytes)),
                Err(error) => {
                    let mut message = error.to_string();
                    if let Some(end) = message.rfind(" at line ") {
                        message.truncate(end);
                    }
                    Err(self.problem(error.column(), message))
                }
            };
        };
        if probe.format.is_some() {
            let record: Record = line::parse(json, self.line)
                .map_err(|problem| InputError::Line { path: self.name.clone(), problem })?;
            return Ok(self.found(Item::Record(Box::new(record)), bytes));
        }
        let (words, media_type) = match (probe.html, probe.text) {
            (Some(Value::String(html)), _) => (html, "text/html"),
            (_, Some(Value::String(text))) => (text, "text/plain"),
            _ => return Ok(self.found(self.page(json.to_vec(), start), bytes)),
        };
        let string = |value: Option<Value>| match value {
            Some(Value::String(string)) => Some(string),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
        };
        let page = Page::new(self.source(start), words.into_bytes(), self.page_bytes)
            .with_url(string(probe.url))
            .with_declared_date(string(probe.date))
            .with_declared_type(Some(format!("{media_type}; charset=utf-8")));
        Ok(self.found(Item::Page(Box::new(page)), bytes))
    }

    /// A line of some other JSON is a page of its own.
    fn page(&self, bytes: Vec<u8>, start: u64) -> Item {
        Item::Page(Box::new(
            Page::new(self.source(start), bytes, self.page_bytes)
                .with_declared_type(Some("application/json".to_owned())),
        ))
    }

    fn source(&self, start: u64) -> String {
        format!("{}#{start}", self.name)
    }

    fn found(&self, item: Item, bytes: u64) -> Found {
        let place = Place { path: self.path.clone(), offset: Some(self.offset - bytes.min(self.offset)) };
        Found { item, file: self.name.clone(), line: Some(self.line), bytes, place }
    }

    fn problem(&self, column: usize, message: String) -> InputError {
        InputError::Line {
            path: self.name.clone(),
            problem: LineError::Json { line: self.line, column, message },
        }
    }

    /// Reads over the rest of a line that is too long.
    fn pass_over(&mut self) -> Result<Found, InputError> {
        let error = InputError::LongLine { path: self.name.clone(), line: self.line, limit: LINE_BYTES };
        let From::Stream(stream) = &mut self.from else { return Err(error) };
        loop {
            match stream.fill_buf() {
                // Met again, and told, by the next reading.
                Err(_) | Ok([]) => return Err(error),
                Ok(buffer) => {
                    let (count, ends) = match buffer.iter().position(|&byte| byte == b'\n') {
                        Some(at) => (at + 1, true),
                        None => (buffer.len(), false),
                    };
                    stream.consume(count);
                    self.offset += count as u64;
                    if ends {
                        return Err(error);
                    }
                }
            }
        }
    }
}
