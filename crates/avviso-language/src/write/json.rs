//! JSON: one line a document.

use crate::doc::Doc;

/// A document as one line of JSON, without the line's end.
///
/// `{"source", "tokens": [{"idx", "text", "ws", "tag", "pos", "morph", "lemma", "dep", "head", "ent_iob", "ent_type",
/// "sent_start"}]}`: `idx` counts code points, `ws` tells whether a space follows, `head` is the head's number in the
/// document (a root's is its own).
///
/// ```
/// # #[cfg(feature = "model-sm")] {
/// let doc = avviso_language::Pipeline::english().parse("Go.");
/// let line = avviso_language::write::json(&doc, "a.txt");
/// assert!(line.starts_with(r#"{"source":"a.txt","tokens":[{"idx":0,"text":"Go","ws":false,"tag":"VB","pos":"VERB","#));
/// # }
/// ```
pub fn json(doc: &Doc, source: &str) -> String {
    // Long enough for most, so that the text is not moved about.
    let mut out = String::with_capacity(64 + source.len() + 240 * doc.len());
    out.push_str("{\"source\":");
    string(source, &mut out);
    out.push_str(",\"tokens\":[");
    let (mut bytes, mut points) = (0, 0);
    for token in doc.tokens() {
        let start = token.range().start;
        points += doc.text()[bytes..start].chars().count();
        bytes = start;
        out.push_str(if token.index() == 0 { "{\"idx\":" } else { ",{\"idx\":" });
        number(points, &mut out);
        out.push_str(",\"text\":");
        string(token.text(), &mut out);
        out.push_str(if token.has_space() { ",\"ws\":true,\"tag\":" } else { ",\"ws\":false,\"tag\":" });
        string(token.tag(), &mut out);
        out.push_str(",\"pos\":\"");
        out.push_str(token.pos().as_str());
        out.push_str("\",\"morph\":");
        string(token.morph(), &mut out);
        out.push_str(",\"lemma\":");
        string(token.lemma(), &mut out);
        out.push_str(",\"dep\":");
        string(token.dep(), &mut out);
        out.push_str(",\"head\":");
        number(token.head().index(), &mut out);
        out.push_str(",\"ent_iob\":\"");
        out.push_str(token.iob().as_str());
        out.push_str("\",\"ent_type\":");
        string(token.entity_label(), &mut out);
        out.push_str(if token.is_sentence_start() {
            ",\"sent_start\":true}"
        } else {
            ",\"sent_start\":false}"
        });
    }
    out.push_str("]}");
    out
}

/// A string, escaped where JSON asks for it.
fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[done..at]);
        done = at + 1;
        let short = match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'\n' => 'n',
            b'\r' => 'r',
            b'\t' => 't',
            8 => 'b',
            12 => 'f',
            _ => {
                out.push_str("\\u00");
                out.extend(
                    [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)])),
                );
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push_str(&text[done..]);
    out.push('"');
}

fn number(mut value: usize, out: &mut String) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|&digit| char::from(digit)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn strings_and_numbers_are_jsons(text in any::<String>(), odd in "[\\x00-\\x7f]{0,8}", value in any::<usize>()) {
            for text in [text, odd] {
                let mut out = String::new();
                string(&text, &mut out);
                prop_assert_eq!(out, serde_json::to_string(&text).unwrap());
            }
            let mut out = String::new();
            number(value, &mut out);
            prop_assert_eq!(out, value.to_string());
        }
    }
}
