//! JSON: one line a document.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::doc::Doc;
use crate::token::Token;

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
///
/// # Panics
/// Never: strings, numbers and flags can always be written.
pub fn json(doc: &Doc, source: &str) -> String {
    serde_json::to_string(&Line { doc, source }).expect("strings, numbers and flags can be written")
}

struct Line<'d> {
    doc: &'d Doc,
    source: &'d str,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_struct("Line", 2)?;
        line.serialize_field("source", self.source)?;
        line.serialize_field("tokens", &Tokens(self.doc))?;
        line.end()
    }
}

struct Tokens<'d>(&'d Doc);

impl Serialize for Tokens<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.0.text();
        let (mut bytes, mut points) = (0, 0);
        serializer.collect_seq(self.0.tokens().map(|token| {
            let start = token.range().start;
            points += text[bytes..start].chars().count();
            bytes = start;
            Row { token, idx: points }
        }))
    }
}

struct Row<'d> {
    token: Token<'d>,
    idx: usize,
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let token = self.token;
        let mut row = serializer.serialize_struct("Row", 12)?;
        row.serialize_field("idx", &self.idx)?;
        row.serialize_field("text", token.text())?;
        row.serialize_field("ws", &token.has_space())?;
        row.serialize_field("tag", token.tag())?;
        row.serialize_field("pos", token.pos().as_str())?;
        row.serialize_field("morph", token.morph())?;
        row.serialize_field("lemma", token.lemma())?;
        row.serialize_field("dep", token.dep())?;
        row.serialize_field("head", &token.head().index())?;
        row.serialize_field("ent_iob", token.iob().as_str())?;
        row.serialize_field("ent_type", token.entity_label())?;
        row.serialize_field("sent_start", &token.is_sentence_start())?;
        row.end()
    }
}
