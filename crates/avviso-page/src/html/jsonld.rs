//! A small tolerant reader of JSON-LD that knows where each value stands.
//!
//! It reads what pages write: line breaks inside strings, commas too many, comment marks around the block. Where the
//! syntax breaks it stops and keeps what it has. No recursion: nesting is a list of frames, bounded by the limits.

use avviso_text::{Code, Decoded, Limits, Span, Utf8};

use super::tree::{METADATA_LIMIT, fold};
use crate::metadata::{Item, Metadata};

/// Longest key that is kept.
const KEY_BYTES: usize = 100;
/// A block that is too large or too deep.
const JSON_LD_LIMIT: Code = Code::new("json-ld-limit");

/// An object or list that was opened.
struct Frame {
    parent: Option<usize>,
    /// Its key in the object around it; lists hand their key on.
    key: String,
    object: bool,
    type_name: Option<String>,
}

/// A value in an object.
struct Leaf {
    frame: usize,
    key: String,
    value: String,
    span: Span<Utf8>,
}

/// Reads a block; its values become items. Gives the number of objects so far, or why the block was passed over.
pub(crate) fn scan(
    decoded: &Decoded,
    inside: Span<Utf8>,
    limits: &Limits,
    objects: u32,
    metadata: &mut Metadata,
) -> Result<u32, (Code, String)> {
    if inside.len() > limits.json_ld_bytes as usize {
        let message = format!(
            "a JSON-LD block has {} bytes, {} are looked at; it was passed over",
            inside.len(),
            limits.json_ld_bytes
        );
        return Err((JSON_LD_LIMIT, message));
    }
    let (frames, leaves) =
        parse(decoded, inside, limits.json_ld_depth as usize).map_err(|why| (JSON_LD_LIMIT, why))?;
    let room = (limits.metadata_values as usize).saturating_sub(metadata.items.len());
    let over = leaves.len() > room;
    for leaf in leaves.into_iter().take(room) {
        let key = path(&frames, &leaf);
        metadata.items.push(Item {
            key,
            value: leaf.value,
            span: leaf.span,
            object: objects + 1 + leaf.frame as u32,
        });
    }
    if over {
        let message = format!(
            "this page's metadata has more than {} values; the rest was passed over",
            limits.metadata_values
        );
        return Err((METADATA_LIMIT, message));
    }
    Ok(objects + frames.len() as u32)
}

/// Whether an object of this type is told by its own name wherever it stands: a work or a page, not its parts.
fn is_work(type_name: &str) -> bool {
    ["Article", "Posting", "WebPage", "WebSite", "Report", "Review"]
        .iter()
        .any(|end| type_name.ends_with(end))
}

/// The key of a value: the type of the work that it belongs to, then the keys from there.
fn path(frames: &[Frame], leaf: &Leaf) -> String {
    let mut keys = vec![leaf.key.as_str()];
    let mut at = leaf.frame;
    let mut type_name = None;
    while let Some(frame) = frames.get(at) {
        if let Some(name) = &frame.type_name {
            // The innermost work; else the outermost object that says what it is.
            type_name = Some((name.as_str(), keys.len()));
            if is_work(name) {
                break;
            }
        }
        if frame.object && !frame.key.is_empty() {
            keys.push(&frame.key);
        }
        let Some(parent) = frame.parent else { break };
        at = parent;
    }
    let (name, depth) = type_name.unwrap_or(("", keys.len()));
    keys.truncate(depth);
    keys.reverse();
    format!("jsonld:{name}.{}", keys.join("."))
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Key,
    Value,
}

fn parse(decoded: &Decoded, inside: Span<Utf8>, depth: usize) -> Result<(Vec<Frame>, Vec<Leaf>), String> {
    let text = decoded.slice(inside);
    let bytes = text.as_bytes();
    let mut frames: Vec<Frame> = Vec::new();
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut key = String::new();
    let mut wanted = Wanted::Value;
    let Some(mut at) = bytes.iter().position(|b| matches!(b, b'{' | b'[')) else {
        return Ok((frames, leaves));
    };
    while let Some(&byte) = bytes.get(at) {
        let holder = open.last().copied();
        let in_object = holder.and_then(|i| frames.get(i)).is_some_and(|f| f.object);
        match byte {
            b'{' | b'[' => {
                if open.len() >= depth {
                    return Err(format!("a JSON-LD block nests deeper than {depth}; it was passed over"));
                }
                let name = if in_object {
                    std::mem::take(&mut key)
                } else {
                    holder.and_then(|i| frames.get(i)).map(|f| f.key.clone()).unwrap_or_default()
                };
                // A graph only gathers: what stands in it stands for itself.
                let name = if name == "@graph" { String::new() } else { name };
                let object = byte == b'{';
                frames.push(Frame { parent: holder, key: name, object, type_name: None });
                open.push(frames.len() - 1);
                wanted = if object { Wanted::Key } else { Wanted::Value };
                at += 1;
            }
            b'}' | b']' => {
                open.pop();
                at += 1;
                if open.is_empty() {
                    // Some pages write several objects in a row.
                    let Some(next) =
                        bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'{' | b'[')))
                    else {
                        break;
                    };
                    at += next;
                    wanted = Wanted::Value;
                } else {
                    let object = open.last().and_then(|i| frames.get(*i)).is_some_and(|f| f.object);
                    wanted = if object { Wanted::Key } else { Wanted::Value };
                }
            }
            b',' => {
                wanted = if in_object { Wanted::Key } else { Wanted::Value };
                at += 1;
            }
            b':' => {
                wanted = Wanted::Value;
                at += 1;
            }
            b'"' => {
                let start = at + 1;
                let Some(end) = string_end(bytes, start) else { break };
                let raw = text.get(start..end).unwrap_or_default();
                if in_object && wanted == Wanted::Key {
                    key = if raw.len() <= KEY_BYTES { unescape(raw) } else { String::new() };
                } else if let Some(holder) = holder {
                    let value = fold(&unescape(raw));
                    leaf(
                        &mut frames,
                        &mut leaves,
                        holder,
                        &key,
                        value,
                        decoded,
                        inside.start() + start..inside.start() + end,
                    );
                }
                at = end + 1;
            }
            b if b.is_ascii_alphanumeric() || b == b'-' => {
                let end = bytes
                    .get(at..)
                    .and_then(|rest| {
                        rest.iter()
                            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')))
                    })
                    .map_or(bytes.len(), |n| at + n);
                let word = text.get(at..end).unwrap_or_default();
                if let Some(holder) = holder.filter(|_| wanted == Wanted::Value && word != "null") {
                    leaf(
                        &mut frames,
                        &mut leaves,
                        holder,
                        &key,
                        word.to_owned(),
                        decoded,
                        inside.start() + at..inside.start() + end,
                    );
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    Ok((frames, leaves))
}

/// Keeps a value under its key; a list's values stand under the list's key in the object around it.
fn leaf(
    frames: &mut [Frame],
    leaves: &mut Vec<Leaf>,
    holder: usize,
    key: &str,
    value: String,
    decoded: &Decoded,
    range: std::ops::Range<usize>,
) {
    let (mut frame, mut name) = (holder, key.to_owned());
    while let Some(found) = frames.get(frame)
        && !found.object
    {
        name.clone_from(&found.key);
        let Some(parent) = found.parent else { break };
        frame = parent;
    }
    if name.is_empty() {
        return;
    }
    if name == "@type"
        && let Some(found) = frames.get_mut(frame)
        && found.type_name.is_none()
        && value.len() <= KEY_BYTES
    {
        found.type_name = Some(value.rsplit(['/', ':']).next().unwrap_or_default().to_owned());
    }
    if let Some(span) = decoded.span(range) {
        leaves.push(Leaf { frame, key: name, value, span });
    }
}

/// Where the string that starts here ends: its closing quotation mark.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// A string without its escapes; a lone surrogate becomes U+FFFD.
pub(crate) fn unescape(raw: &str) -> String {
    if !raw.contains('\\') {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    let mut high: Option<u16> = None;
    while let Some(at) = rest.find('\\') {
        let before = rest.get(..at).unwrap_or_default();
        if (!before.is_empty() || !rest.get(at + 1..).is_some_and(|r| r.starts_with('u')))
            && high.take().is_some()
        {
            out.push('\u{fffd}');
        }
        out.push_str(before);
        rest = rest.get(at + 1..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { break };
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' => out.push(' '),
            'u' => {
                let unit = rest.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok());
                let Some(unit) = unit else {
                    out.push('\u{fffd}');
                    continue;
                };
                rest = rest.get(4..).unwrap_or_default();
                match (high.take(), unit) {
                    (Some(first), 0xdc00..=0xdfff) => {
                        out.extend(char::decode_utf16([first, unit]).map(|c| c.unwrap_or('\u{fffd}')));
                    }
                    (before, 0xd800..=0xdbff) => {
                        if before.is_some() {
                            out.push('\u{fffd}');
                        }
                        high = Some(unit);
                    }
                    (before, _) => {
                        if before.is_some() {
                            out.push('\u{fffd}');
                        }
                        out.push(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}'));
                    }
                }
            }
            other => out.push(other),
        }
    }
    if high.is_some() {
        out.push('\u{fffd}');
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(json: &str) -> Vec<String> {
        let decoded = Decoded::identity(json.to_owned(), "utf-8", 0);
        let mut metadata = Metadata::default();
        scan(&decoded, decoded.span(0..json.len()).unwrap(), &Limits::default(), 0, &mut metadata).unwrap();
        metadata
            .items
            .iter()
            .map(|item| format!("{} = {} [{}]", item.key, item.value, decoded.slice(item.span)))
            .collect()
    }

    #[test]
    fn values_have_paths_and_places() {
        let json = r#"{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"A \"b\" \u00e9\ud83d\ude00",
            "author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bo"}],"n":3,"x":null,}]}"#;
        assert_eq!(
            items(json),
            [
                "jsonld:.@context = https://schema.org [https://schema.org]",
                "jsonld:NewsArticle.@type = NewsArticle [NewsArticle]",
                r#"jsonld:NewsArticle.headline = A "b" é😀 [A \"b\" \u00e9\ud83d\ude00]"#,
                "jsonld:NewsArticle.author.@type = Person [Person]",
                "jsonld:NewsArticle.author.name = Ann Lee [Ann Lee]",
                "jsonld:NewsArticle.author.name = Bo [Bo]",
                "jsonld:NewsArticle.n = 3 [3]",
            ]
        );
    }

    #[test]
    fn works_are_told_by_their_own_name() {
        let json = r#"{"mainEntity":{"headline":"x","@type":["Article","Thing"]},"@type":"WebPage"}"#;
        assert_eq!(items(json)[0], "jsonld:Article.headline = x [x]");
    }

    #[test]
    fn broken_blocks_give_what_they_have() {
        assert_eq!(items("<!-- {\"@type\":\"Article\",\"a\":\"1\",\"b\":\"2").len(), 2);
        assert!(items("]]}}::,,").is_empty());
        assert_eq!(items(r#"{"a":"x\ud800y\u12"}"#), ["jsonld:.a = x\u{fffd}y\u{fffd}12 [x\\ud800y\\u12]"]);
    }

    #[test]
    fn limits_are_named() {
        let deep = "[".repeat(100);
        let decoded = Decoded::identity(deep, "utf-8", 0);
        let span = decoded.span(0..100).unwrap();
        assert!(scan(&decoded, span, &Limits::default(), 0, &mut Metadata::default()).is_err());
        let small = Limits { json_ld_bytes: 10, ..Limits::default() };
        assert!(scan(&decoded, span, &small, 0, &mut Metadata::default()).is_err());
        let many = Decoded::identity(r#"{"@type":"Article","a":"1","b":"2"}"#.to_owned(), "utf-8", 0);
        let span = many.span(0..many.text().len()).unwrap();
        let few = Limits { metadata_values: 1, ..Limits::default() };
        let mut metadata = Metadata::default();
        assert_eq!(scan(&many, span, &few, 0, &mut metadata).unwrap_err().0.name(), "metadata-limit");
        assert_eq!(metadata.items.len(), 1);
    }
}
