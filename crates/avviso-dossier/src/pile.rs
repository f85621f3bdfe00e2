//! The pile: all records in one fixed order, with an anchor for each page and each fact.

use std::collections::BTreeMap;

use avviso_record::{ActorId, Attribution, CharSpan, PieceKind, RawSpan, Record};

use crate::show::short;

/// Records in order of publication, then of page id and source, without repetitions; undated pages last.
#[derive(Debug)]
pub struct Pile {
    pages: Vec<Leaf>,
    places: BTreeMap<(String, String), usize>,
    by_id: BTreeMap<String, usize>,
}

/// One page of the pile.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub(crate) record: Record,
    /// Its number in the file, from 1.
    pub(crate) number: usize,
    /// The page's anchor, unique in the file.
    pub(crate) anchor: String,
    /// Byte position in `record.text` of each 64th code point.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl Leaf {
    /// Byte position of a code point of the text.
    pub(crate) fn byte(&self, position: u32) -> usize {
        let position = position as usize;
        let text = &self.record.text;
        let Some(&start) = self.marks.get(position / STRIDE) else { return text.len() };
        let rest = text.get(start..).unwrap_or_default();
        rest.char_indices().nth(position % STRIDE).map_or(text.len(), |(at, _)| start + at)
    }

    /// The words of a span.
    pub(crate) fn slice(&self, span: CharSpan) -> &str {
        self.record.text.get(self.byte(span.start())..self.byte(span.end())).unwrap_or_default()
    }

    /// The bytes that a span stands for: runs in order, touching ones joined. Positions inside a copied piece of a
    /// page that is not UTF-8 cannot be counted from the record alone; then the whole piece is given.
    pub(crate) fn bytes(&self, span: CharSpan) -> Vec<RawSpan> {
        let mut out: Vec<RawSpan> = Vec::new();
        let utf8 = self.record.page.encoding == "utf-8";
        let pieces = &self.record.alignment;
        let first = pieces.partition_point(|piece| piece.text.end() <= span.start());
        for piece in pieces.iter().skip(first).take_while(|piece| piece.text.start() < span.end()) {
            let raw = match piece.kind {
                PieceKind::Inserted => continue,
                PieceKind::Copy if utf8 => {
                    let from =
                        self.byte(span.start().max(piece.text.start())) - self.byte(piece.text.start());
                    let to = self.byte(span.end().min(piece.text.end())) - self.byte(piece.text.start());
                    RawSpan::new(piece.raw.start() + from as u32, piece.raw.start() + to as u32)
                }
                PieceKind::Copy | PieceKind::Decoded => Ok(piece.raw),
            };
            let Ok(raw) = raw else { continue };
            match out.last_mut() {
                Some(last) if last.end() == raw.start() => {
                    if let Ok(joined) = RawSpan::new(last.start(), raw.end()) {
                        *last = joined;
                    }
                }
                _ => out.push(raw),
            }
        }
        out
    }

    /// The name of an actor.
    pub(crate) fn actor(&self, id: ActorId) -> &str {
        self.record.actors.get(id.index()).map_or("?", |actor| actor.name.as_str())
    }

    /// Title, else the first words, else the source.
    pub(crate) fn name(&self) -> String {
        if let Some(title) = &self.record.article.title {
            return title.value.clone();
        }
        let first: String = self.record.text.split_whitespace().take(10).collect::<Vec<_>>().join(" ");
        if first.is_empty() { self.record.page.source.clone() } else { format!("{first} …") }
    }

    /// The outlet's name, if the page says so.
    pub(crate) fn outlet(&self) -> Option<&str> {
        self.record.article.outlet.as_ref().map(|outlet| outlet.name.as_str())
    }

    /// How the page is called in one short line: its outlet, else the first words of its name.
    pub(crate) fn short_name(&self) -> String {
        self.outlet().map_or_else(|| format!("“{}”", short(&self.name(), 32)), str::to_owned)
    }

    /// The page in a few words: its number and what it is called.
    pub(crate) fn label(&self) -> String {
        format!("page {}, {}", self.number, self.short_name())
    }

    /// The anchor of a fact.
    pub(crate) fn fact(&self, id: impl std::fmt::Display) -> String {
        format!("{}.{id}", self.anchor)
    }

    /// The language tag, if it is one that markup may hold.
    pub(crate) fn language(&self) -> Option<String> {
        let tag = &self.record.article.language.as_ref()?.value;
        let sound = !tag.is_empty()
            && tag.len() <= 20
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        sound.then(|| tag.clone())
    }

    /// The chain as names, from the page's outlet inwards; `None` for an outlet that the page does not name.
    pub(crate) fn chain(&self, attribution: &Attribution) -> Vec<Option<&str>> {
        attribution.chain.iter().map(|link| link.map(|id| self.actor(id))).collect()
    }
}

impl Pile {
    /// Orders records; a record of the same page from the same place is taken once.
    pub fn new(mut records: Vec<Record>) -> Self {
        records.sort_by(|a, b| (&a.page.id, &a.page.source).cmp(&(&b.page.id, &b.page.source)));
        records.dedup_by(|a, b| a.page.id == b.page.id && a.page.source == b.page.source);
        // A stable sort: pages of one time stay in order of id and source.
        records.sort_by_cached_key(published);
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        let pages: Vec<Leaf> = records
            .into_iter()
            .enumerate()
            .map(|(index, record)| {
                let count = seen.entry(record.page.id.clone()).or_insert(0);
                *count += 1;
                let anchor =
                    if *count == 1 { record.page.id.clone() } else { format!("{}-{count}", record.page.id) };
                let marks = record.text.char_indices().map(|(at, _)| at).step_by(STRIDE).collect();
                Leaf { record, number: index + 1, anchor, marks }
            })
            .collect();
        let (mut places, mut by_id) = (BTreeMap::new(), BTreeMap::new());
        for (at, leaf) in pages.iter().enumerate() {
            let page = &leaf.record.page;
            places.insert((page.id.clone(), page.source.clone()), at);
            by_id.entry(page.id.clone()).or_insert(at);
        }
        Self { pages, places, by_id }
    }

    /// The page that a picture names: of that id and source, else of that id.
    pub(crate) fn find(&self, id: &str, source: &str) -> Option<&Leaf> {
        let exact = self.places.get(&(id.to_owned(), source.to_owned()));
        self.pages.get(*exact.or_else(|| self.by_id.get(id))?)
    }

    /// The first page of an id.
    pub(crate) fn find_id(&self, id: &str) -> Option<&Leaf> {
        self.pages.get(*self.by_id.get(id)?)
    }

    /// The pages in order.
    pub(crate) fn pages(&self) -> &[Leaf] {
        &self.pages
    }

    /// The records in order.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.pages.iter().map(|leaf| &leaf.record)
    }

    /// Number of pages.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether there is no page.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }
}

/// Sorts pages by when they were published: the earliest moment, else the latest, undated ones last.
fn published(record: &Record) -> (bool, String, String) {
    let bounds = record.article.published.as_ref().map(|belief| (&belief.from, &belief.to));
    let text = |date: Option<&avviso_record::Date>| date.map_or("", |date| date.as_str()).to_owned();
    match bounds {
        Some((from, to)) if from.is_some() || to.is_some() => {
            (false, text(from.as_ref().or(to.as_ref())), text(to.as_ref()))
        }
        _ => (true, String::new(), String::new()),
    }
}
