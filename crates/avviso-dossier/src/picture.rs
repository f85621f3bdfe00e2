//! The picture's rows by kind, for the sections that show them.

use std::collections::BTreeMap;

use avviso_record::picture::{About, Copy, Doubt, EditKind, Group, Header, Passage, Row, Saying};
use avviso_record::{AttributionId, PassageId, RawSpan};

use crate::show::span_of_time;

/// Rows by kind, in the picture's order.
#[derive(Debug, Default)]
pub(crate) struct Picture<'a> {
    pub(crate) header: Option<&'a Header>,
    pub(crate) passages: BTreeMap<PassageId, &'a Passage>,
    pub(crate) copies: Vec<&'a Copy>,
    pub(crate) groups: Vec<&'a Group>,
    pub(crate) sayings: Vec<&'a Saying>,
    pub(crate) doubts: Vec<&'a Doubt>,
    /// The saying that an attribution of a page tells.
    said: BTreeMap<(&'a str, &'a str, AttributionId), &'a Saying>,
}

impl<'a> Picture<'a> {
    pub(crate) fn new(rows: &'a [Row]) -> Self {
        let mut picture = Self::default();
        for row in rows {
            match row {
                Row::Picture(header) => picture.header = Some(header),
                Row::Page(_) => {}
                Row::Passage(passage) => {
                    picture.passages.insert(passage.id, passage);
                }
                Row::Copy(copy) => picture.copies.push(copy),
                Row::Group(group) => picture.groups.push(group),
                Row::Saying(saying) => {
                    for telling in &saying.tellings {
                        if let Some(id) = telling.attribution {
                            picture.said.insert((&telling.page, &telling.source, id), saying);
                        }
                    }
                    picture.sayings.push(saying);
                }
                Row::Diagnostic(doubt) => picture.doubts.push(doubt),
            }
        }
        picture
    }

    /// The saying that a statement tells, if other pages tell it too.
    pub(crate) fn saying(&self, page: &str, source: &str, id: AttributionId) -> Option<&'a Saying> {
        self.said.get(&(page, source, id)).copied()
    }

    /// The header in words: `6 pages, 3 copy groups, at most 2 origins; no copying found between the groups`.
    pub(crate) fn in_words(&self) -> Option<String> {
        let header = self.header?;
        let count = |number: u32, one, many| crate::show::count(number as usize, one, many);
        let mut words = format!(
            "{}, {}, at most {}",
            count(header.pages, "page", "pages"),
            count(header.groups, "copy group", "copy groups"),
            count(header.origins, "origin", "origins")
        );
        if header.groups > 1 {
            words.push_str("; no copying found between the groups");
        }
        Some(words)
    }
}

/// A belief about a time in words.
pub(crate) fn about(belief: &About) -> String {
    span_of_time(
        belief.from.as_ref().map(|d| d.as_str()),
        belief.to.as_ref().map(|d| d.as_str()),
        belief.precision,
    )
}

/// Ranges of bytes in words.
pub(crate) fn bytes(raw: &[RawSpan]) -> String {
    let shown: Vec<String> = raw.iter().take(4).map(|raw| format!("{}–{}", raw.start(), raw.end())).collect();
    let rest = if raw.len() > 4 { format!(", and {} more", raw.len() - 4) } else { String::new() };
    shown.join(", ") + &rest
}

/// The class of an edit's mark: what changes the sense, what changes the words, or nothing that is marked.
pub(crate) fn class(kind: EditKind) -> Option<&'static str> {
    match kind {
        EditKind::Negation | EditKind::Number | EditKind::Name => Some("grave"),
        EditKind::Word | EditKind::Added | EditKind::Cut | EditKind::Order => Some("edit"),
        EditKind::Marks | EditKind::Case => None,
    }
}
