//! One fact of a record in full: what it is, its words in context, its bytes, and why it was concluded.

use std::fmt;

use avviso_record::{
    At, CharSpan, Confidence, DateBelief, Evidence, Piece, PieceKind, RawSpan, Record, Severity, TextIndex,
};

use super::caret::{self, Part};
use super::fact::{chain, date, name_of, sureness, words};
use super::pretty::Sheet;
use super::style::{CONTENT, FAINT, PLAIN, Paint, STRONG};
use super::visible::visible;
use super::{bytes, layout};
use crate::rules;

/// Stretches of bytes that are shown.
const STRETCHES: usize = 8;

/// The name of a fact, as people write it: a letter or field, and a number where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactName {
    kind: Kind,
    number: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attribution,
    Actor,
    Time,
    Event,
    Place,
    Title,
    Byline,
    Outlet,
    Published,
    Modified,
    Language,
    Genre,
    Lineage,
    Complete,
}

/// Kinds by the words that name them, and whether there may be several.
const KINDS: [(&str, Kind, bool); 14] = [
    ("q", Kind::Attribution, true),
    ("a", Kind::Actor, true),
    ("t", Kind::Time, true),
    ("e", Kind::Event, true),
    ("l", Kind::Place, true),
    ("title", Kind::Title, false),
    ("byline", Kind::Byline, true),
    ("outlet", Kind::Outlet, false),
    ("published", Kind::Published, false),
    ("modified", Kind::Modified, false),
    ("language", Kind::Language, false),
    ("genre", Kind::Genre, false),
    ("lineage", Kind::Lineage, true),
    ("complete", Kind::Complete, false),
];

impl FactName {
    /// Reads `q1`, `published`, `lineage 2`, `byline` (the first).
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let lower = text.trim().to_lowercase();
        let word = lower.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = lower.get(word.len()..).unwrap_or_default();
        let word = word.trim_end_matches([' ', '.', '-']);
        // `bylines 1` is as good as `byline 1`.
        let found =
            KINDS.iter().find(|(name, _, _)| *name == word || (name.len() > 1 && word == format!("{name}s")));
        let Some((name, kind, several)) = found else {
            let hint = crate::suggest::nearest(
                word,
                KINDS.map(|(name, _, _)| name).into_iter().filter(|n| n.len() > 1),
            )
            .map(|near| format!("; did you mean {near}?"))
            .unwrap_or_default();
            return Err(format!(
                "{text:?} is no fact{hint} (expected an id, like q1, a3 or t2, or title, byline 1, outlet, published, \
                 modified, language, genre, lineage 1, complete)"
            ));
        };
        let number = match (digits.parse::<usize>(), several) {
            (Ok(number), true) if number > 0 => number,
            (Err(_), _) if digits.is_empty() && name.len() > 1 => 1,
            (Ok(1), false) => 1,
            _ => return Err(format!("{text:?} is no fact: expected {name} and a number from 1")),
        };
        Ok(Self { kind: *kind, number })
    }

    fn index(&self) -> usize {
        self.number - 1
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, several) = KINDS
            .iter()
            .find(|(_, kind, _)| *kind == self.kind)
            .map_or(("?", false), |(name, _, several)| (*name, *several));
        match (several, name.len()) {
            (true, 1) => write!(f, "{name}{}", self.number),
            (true, _) => write!(f, "{name} {}", self.number),
            (false, _) => f.write_str(name),
        }
    }
}

/// A fact taken apart for showing.
#[derive(Default)]
struct Shown {
    /// What it is, in one line.
    what: String,
    /// Its fields: name and value.
    fields: Vec<(&'static str, String)>,
    /// Its words.
    parts: Vec<Part>,
    /// Its bytes outside the text.
    raw: Vec<(&'static str, RawSpan)>,
    confidence: Option<Confidence>,
    evidence: Vec<Evidence>,
}

/// Explains a fact; `None` where the record has none of this name.
pub(crate) fn fact(
    record: &Record,
    page: Option<&[u8]>,
    name: &FactName,
    paint: Paint,
    columns: usize,
) -> Option<String> {
    let shown = take_apart(record, name)?;
    let mut sheet = Sheet::new(paint, columns);
    let sure = shown
        .confidence
        .map(|c| format!("  {} ({})", sureness(c), f64::from(c.ten_thousandths()) / 10_000.0))
        .unwrap_or_default();
    let label = format!("{name}  ");
    let indent = layout::width(&label);
    let room = sheet.measure().saturating_sub(indent);
    let mut head = label;
    for line in layout::lines(&format!("{}{sure}", shown.what), room, room) {
        sheet.styled(&[(PLAIN, "  "), (CONTENT, &head), (STRONG, &line)]);
        head = " ".repeat(indent);
    }
    sheet.styled(&[(
        FAINT,
        &format!("  {}{}, page {}", " ".repeat(indent), visible(&record.page.source), record.page.id),
    )]);
    if !shown.parts.is_empty() {
        sheet.line("");
        caret::show(&mut sheet, record, &shown.parts);
    }
    if !shown.fields.is_empty() {
        sheet.line("");
        for (key, value) in &shown.fields {
            sheet.field(key, value, "");
        }
    }
    sheet.heading("Why");
    why(&mut sheet, record, &shown, name);
    sheet.heading("Bytes");
    raw_bytes(&mut sheet, record, page, &shown, columns);
    Some(sheet.into_text())
}

fn why(sheet: &mut Sheet, record: &Record, shown: &Shown, name: &FactName) {
    for evidence in &shown.evidence {
        let meaning = rules::meaning(&evidence.because);
        sheet.field_wide(&evidence.because, meaning.unwrap_or("a rule that this version does not know"));
        match evidence.at {
            At::Text(span) => {
                let words = words(record, &[span]).replace('\n', " ");
                let cut = layout::shortened(&words, sheet.measure().saturating_sub(8).min(60));
                sheet.styled(&[(PLAIN, "    at "), (FAINT, &format!("“{cut}”"))]);
            }
            At::Raw(raw) => {
                sheet
                    .styled(&[(PLAIN, "    at "), (FAINT, &format!("bytes {}..{}", raw.start(), raw.end()))]);
            }
        }
        if let Some(note) = &evidence.note {
            for line in layout::lines(note, sheet.measure() - 4, sheet.measure() - 4) {
                sheet.styled(&[(PLAIN, "    "), (FAINT, &line)]);
            }
        }
    }
    // What was not decided is explained by its diagnostic.
    let codes: &[&str] = match name.kind {
        Kind::Published => &["undated"],
        Kind::Attribution => &["speaker-unresolved"],
        _ => &[],
    };
    for diagnostic in &record.diagnostics {
        let here = diagnostic.span.is_none_or(|span| shown.parts.iter().any(|part| part.span == span));
        if codes.contains(&diagnostic.code.as_str()) && here {
            let sign = if diagnostic.severity == Severity::Warning { "!" } else { "·" };
            sheet.field_wide(&format!("{sign} {}", diagnostic.code), &diagnostic.message);
        }
    }
}

fn raw_bytes(sheet: &mut Sheet, record: &Record, page: Option<&[u8]>, shown: &Shown, columns: usize) {
    let mut stretches: Vec<(String, RawSpan)> = Vec::new();
    for part in &shown.parts {
        for raw in raw_of(record, part.span) {
            stretches.push((part.name.clone(), raw));
        }
    }
    stretches.extend(shown.raw.iter().map(|(name, raw)| ((*name).to_owned(), *raw)));
    if stretches.is_empty() {
        // A fact of nothing but reasons (a language, a genre): the bytes of its reasons.
        for evidence in &shown.evidence {
            match evidence.at {
                At::Raw(raw) => stretches.push(("reason".to_owned(), raw)),
                At::Text(span) => {
                    stretches.extend(raw_of(record, span).into_iter().map(|raw| ("reason".to_owned(), raw)));
                }
            }
        }
    }
    if stretches.is_empty() {
        sheet.styled(&[(FAINT, "  This stands on no bytes of its own.")]);
    }
    for (name, raw) in stretches.iter().take(STRETCHES) {
        let place = format!("{}..{}", raw.start(), raw.end());
        sheet.styled(&[(PLAIN, "  "), (PLAIN, name), (FAINT, &format!("  bytes {place}"))]);
        if let Some(bytes) = page.and_then(|page| page.get(raw.range())) {
            for line in bytes::dump(bytes, raw.start(), columns - 3) {
                sheet.styled(&[(PLAIN, "  "), (FAINT, &line)]);
            }
        }
    }
    if stretches.len() > STRETCHES {
        sheet.styled(&[(FAINT, &format!("  … and {} more", stretches.len() - STRETCHES))]);
    }
    if page.is_none() {
        sheet.styled(&[(FAINT, "  The page itself is not at hand: explain the page to see its bytes.")]);
    }
}

/// The bytes that a span of the text came from, touching stretches joined.
fn raw_of(record: &Record, span: CharSpan) -> Vec<RawSpan> {
    let index = TextIndex::new(&record.text);
    let mut out: Vec<RawSpan> = Vec::new();
    let first = record.alignment.partition_point(|piece| piece.text.end() <= span.start());
    for piece in record.alignment.iter().skip(first).take_while(|piece| piece.text.start() < span.end()) {
        let raw = match piece.kind {
            PieceKind::Inserted => continue,
            PieceKind::Decoded => piece.raw,
            PieceKind::Copy => within(&index, piece, span).unwrap_or(piece.raw),
        };
        match out.last_mut() {
            Some(last) if last.end() == raw.start() => {
                *last = RawSpan::new(last.start(), raw.end()).unwrap_or(*last);
            }
            _ => out.push(raw),
        }
    }
    out
}

/// The part of a copied piece's bytes that a span stands for: counted in UTF-8 where the piece is as long as its
/// UTF-8, else in characters of one width; `None` where neither fits.
fn within(index: &TextIndex<'_>, piece: &Piece, span: CharSpan) -> Option<RawSpan> {
    let start = span.start().max(piece.text.start());
    let end = span.end().min(piece.text.end());
    let (from, to) = (index.byte(start)?, index.byte(end)?);
    let (first, last) = (index.byte(piece.text.start())?, index.byte(piece.text.end())?);
    let place = |utf8: usize, chars: u32| {
        if last - first == piece.raw.len() as usize {
            return Some(piece.raw.start() + (utf8 - first) as u32);
        }
        let count = piece.text.len();
        (count > 0 && piece.raw.len().is_multiple_of(count))
            .then(|| piece.raw.start() + chars * (piece.raw.len() / count))
    };
    RawSpan::new(place(from, start - piece.text.start())?, place(to, end - piece.text.start())?).ok()
}

fn take_apart(record: &Record, name: &FactName) -> Option<Shown> {
    let article = &record.article;
    let part = |name: &str, span: CharSpan| Part { name: name.to_owned(), span };
    let mut shown = Shown::default();
    match name.kind {
        Kind::Attribution => {
            let it = record.attributions.get(name.index())?;
            shown.what = format!("who said what: {}", chain(record, it));
            shown.fields.push(("stance", format!("{} ({}, {})", it.stance, it.mode, it.level)));
            let names = |ids: &[avviso_record::ActorId]| {
                ids.iter().map(|&id| format!("{} ({id})", name_of(record, id))).collect::<Vec<_>>().join(", ")
            };
            if !it.speakers.is_empty() {
                shown.fields.push(("speakers", names(&it.speakers)));
            }
            if !it.addressees.is_empty() {
                shown.fields.push(("to", names(&it.addressees)));
            }
            shown.fields.extend(it.medium.map(|medium| ("medium", medium.to_string().replace('_', " "))));
            shown.fields.extend(it.time.map(|id| ("time", id.to_string())));
            shown.fields.extend(it.within.map(|id| ("inside", id.to_string())));
            for (role, spans) in [("source", &it.source), ("cue", &it.cue), ("content", &it.content)] {
                shown.parts.extend(spans.iter().map(|&span| part(role, span)));
            }
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Actor => {
            let it = record.actors.get(name.index())?;
            shown.what = format!("{} ({})", it.name, it.kind.to_string().replace('_', " "));
            shown.fields.extend(it.country.clone().map(|country| ("country", country)));
            shown.fields.extend(it.entity.clone().map(|entity| ("entity", entity)));
            shown.fields.extend(it.office.as_ref().map(|office| {
                let of = office.of.map(|of| format!(" of {}", name_of(record, of))).unwrap_or_default();
                ("office", format!("{}{of}", office.title))
            }));
            if !it.members.is_empty() {
                let members: Vec<&str> = it.members.iter().map(|&id| name_of(record, id)).collect();
                shown.fields.push(("members", members.join(", ")));
            }
            for candidate in &it.candidates {
                shown
                    .fields
                    .push(("or perhaps", format!("{}, {}", candidate.name, sureness(candidate.confidence))));
            }
            shown.parts.extend(it.mentions.iter().map(|mention| part(mention.form.as_str(), mention.span)));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Time => {
            let it = record.times.get(name.index())?;
            shown.what = format!("a time: {}", date(it.from.as_ref(), it.to.as_ref(), it.precision));
            shown.parts.push(part("expression", it.span));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Event => {
            let it = record.events.get(name.index())?;
            shown.what = format!("an event: {}", it.event_type);
            shown.parts.extend(it.trigger.iter().map(|&span| part("trigger", span)));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Place => {
            let it = record.places.get(name.index())?;
            shown.what = format!("a place: {}", it.name);
            shown.parts.push(part("place", it.span));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Title => {
            let it = article.title.as_ref()?;
            shown.what = format!("the title: {}", it.value);
            shown.parts.extend(it.span.map(|span| part("title", span)));
            shown.raw.extend(it.raw.map(|raw| ("title", raw)));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Byline => {
            let it = article.bylines.get(name.index())?;
            shown.what = format!("signed by {} ({})", it.name, it.kind);
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Outlet => {
            let it = article.outlet.as_ref()?;
            shown.what = format!("the outlet: {}", it.name);
            shown.fields.extend(it.domain.clone().map(|domain| ("domain", domain)));
            shown.fields.extend(it.actor.map(|actor| ("actor", actor.to_string())));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Published => {
            if let Some(it) = &article.published {
                belief(&mut shown, "published", it);
            } else {
                "when it was published is not decided".clone_into(&mut shown.what);
                for it in &article.candidates.published {
                    let when = date(it.from.as_ref(), it.to.as_ref(), it.precision);
                    shown.fields.push(("perhaps", format!("{when}, {}", sureness(it.confidence))));
                    shown.evidence.extend(it.evidence.iter().cloned());
                }
            }
        }
        Kind::Modified => belief(&mut shown, "last changed", article.modified.as_ref()?),
        Kind::Language => {
            let it = article.language.as_ref()?;
            shown.what = format!("written in {}", it.value);
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Genre => {
            let it = article.genre.as_ref()?;
            shown.what = format!("the kind of writing: {}", it.value.to_string().replace('_', " "));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Lineage => {
            let it = article.lineage.get(name.index())?;
            let outlet = it.outlet.map_or("an outlet that the page does not name", |id| name_of(record, id));
            shown.what = format!("{}: {outlet}", it.relation.to_string().replace('_', " "));
            shown.fields.extend(it.url.clone().map(|url| ("address", url)));
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
        Kind::Complete => {
            let it = article.complete.as_ref()?;
            shown.what = match it.reason {
                None => "the whole article is here".to_owned(),
                Some(reason) => format!("not the whole article: {reason}"),
            };
            shown.confidence = Some(it.confidence);
            shown.evidence.clone_from(&it.evidence);
        }
    }
    // A fact without words of its own is shown where its reasons stand.
    if shown.parts.is_empty() {
        let whole = record.text.chars().count() as u32;
        for evidence in &shown.evidence {
            if let At::Text(span) = evidence.at
                && span.len() < whole
            {
                shown.parts.push(part("reason", span));
            }
        }
    }
    Some(shown)
}

fn belief(shown: &mut Shown, what: &str, it: &DateBelief) {
    shown.what = format!("{what} {}", date(it.from.as_ref(), it.to.as_ref(), it.precision));
    shown.confidence = Some(it.confidence);
    shown.evidence.clone_from(&it.evidence);
}

/// All facts of a record: name, and what it is.
pub(crate) fn facts(record: &Record) -> Vec<(String, String)> {
    let article = &record.article;
    let counts = [
        (Kind::Title, usize::from(article.title.is_some())),
        (Kind::Byline, article.bylines.len()),
        (Kind::Outlet, usize::from(article.outlet.is_some())),
        (Kind::Published, 1),
        (Kind::Modified, usize::from(article.modified.is_some())),
        (Kind::Language, usize::from(article.language.is_some())),
        (Kind::Genre, usize::from(article.genre.is_some())),
        (Kind::Lineage, article.lineage.len()),
        (Kind::Complete, usize::from(article.complete.is_some())),
        (Kind::Attribution, record.attributions.len()),
        (Kind::Actor, record.actors.len()),
        (Kind::Time, record.times.len()),
        (Kind::Place, record.places.len()),
        (Kind::Event, record.events.len()),
    ];
    let mut out = Vec::new();
    for (kind, count) in counts {
        for number in 1..=count {
            let name = FactName { kind, number };
            if let Some(shown) = take_apart(record, &name) {
                let what = match kind {
                    Kind::Attribution => record.attributions.get(name.index()).map_or(shown.what, |it| {
                        format!("{}: {}", chain(record, it), words(record, &it.content).replace('\n', " "))
                    }),
                    _ => shown.what,
                };
                out.push((name.to_string(), what));
            }
        }
    }
    out
}

/// The list of facts, one a line.
pub(crate) fn list(record: &Record, paint: Paint, columns: usize) -> String {
    let mut sheet = Sheet::new(paint, columns);
    let facts = facts(record);
    let widest = facts.iter().map(|(name, _)| layout::width(name)).max().unwrap_or(0);
    for (name, what) in facts {
        let room = sheet.measure().saturating_sub(widest + 2).max(10);
        sheet.styled(&[
            (PLAIN, "  "),
            (CONTENT, &layout::padded(&name, widest + 2)),
            (PLAIN, &layout::shortened(&what, room)),
        ]);
    }
    sheet.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_named_as_people_name_them() {
        let name = |text| FactName::parse(text).map(|name| name.to_string());
        for (written, read) in [
            ("q1", "q1"),
            ("A3", "a3"),
            ("lineage 2", "lineage 2"),
            ("lineage", "lineage 1"),
            ("bylines.1", "byline 1"),
            ("byline2", "byline 2"),
            ("published", "published"),
        ] {
            assert_eq!(name(written).as_deref(), Ok(read));
        }
        for wrong in ["q", "q0", "x1", "", "title 2", "publishd", "q1x", "q99999999999999999999999"] {
            assert!(name(wrong).is_err(), "{wrong}");
        }
        assert!(name("publishd").unwrap_err().contains("did you mean published?"));
    }
}
