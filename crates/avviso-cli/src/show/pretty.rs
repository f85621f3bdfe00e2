//! A record for a person: the text with who says what marked under it, the facts below, the doubts last.
//!
//! ```text
//!   “We will not sign this paper,” the Norwegian fisheries minister told the
//!   q2━━━━━━━━━━━━━━━━━━━━━━━━━━━  S2────────────────────────────── c2┄┄
//! ```
//!
//! What is said has a heavy line, who says it a light one, the words that say so a dotted one; each run begins with
//! a letter and its attribution's number.

use avviso_record::{
    Actor, ActorId, Attribution, DateBelief, Diagnostic, Evidence, Record, RegionKind, Relation, Severity,
};

use super::fact::{beliefs, chain, date, name_of, sureness, words};
use super::layout::{self, cells, padded, wrap};
use super::style::{CONTENT, CUE, DOUBT, FAINT, PLAIN, Paint, SOURCE, STRONG};
use super::visible::visible;
use crate::rules;

/// Blanks before every line.
const MARGIN: usize = 2;
/// Columns of the names of facts.
const KEYS: usize = 11;
/// Columns from which a name and what is known of it stand side by side.
const SIDE_BY_SIDE: usize = 36;
/// Doubts of one kind that are shown one by one.
const OF_ONE_KIND: usize = 3;
/// Characters of a statement that are shown again below the text.
const WORDS_SHOWN: usize = 180;

/// A page of output that grows line by line.
pub(crate) struct Sheet {
    out: String,
    paint: Paint,
    columns: usize,
}

/// The whole record.
pub(crate) fn record(record: &Record, paint: Paint, columns: usize) -> String {
    let mut sheet = Sheet::new(paint, columns);
    sheet.header(&record.page.source, &record.page.id);
    sheet.text(record);
    sheet.facts(record);
    sheet.statements(record);
    sheet.actors(record);
    sheet.doubts(record);
    sheet.line("");
    sheet.out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Content,
    Source,
    Cue,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    kind: Kind,
    number: usize,
    start: u32,
    end: u32,
}

impl Kind {
    fn letter(self) -> char {
        match self {
            Self::Content => 'q',
            Self::Source => 'S',
            Self::Cue => 'c',
        }
    }

    fn stroke(self) -> char {
        match self {
            Self::Content => '━',
            Self::Source => '─',
            Self::Cue => '┄',
        }
    }

    fn style(self) -> anstyle::Style {
        match self {
            Self::Content => CONTENT,
            Self::Source => SOURCE,
            Self::Cue => CUE,
        }
    }
}

impl Sheet {
    pub(crate) fn new(paint: Paint, columns: usize) -> Self {
        Self { out: String::new(), paint, columns }
    }

    pub(crate) fn into_text(self) -> String {
        self.out
    }

    /// Columns for words.
    pub(crate) fn measure(&self) -> usize {
        self.columns.saturating_sub(MARGIN + 1).clamp(10, 76)
    }

    /// One line, already safe to show.
    pub(crate) fn line(&mut self, text: &str) {
        self.styled(&[(PLAIN, text)]);
    }

    /// One line of styled parts, already safe to show.
    pub(crate) fn styled(&mut self, parts: &[(anstyle::Style, &str)]) {
        let start = self.out.len();
        for (style, text) in parts {
            self.paint.paint(&mut self.out, *style, text);
        }
        // No line ends in blanks, so that what is copied is what is seen.
        while self.out.len() > start && self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    /// A rule with the page's name left and its id right.
    fn header(&mut self, source: &str, id: &str) {
        let source = visible(source).into_owned();
        let room = (self.measure() + MARGIN).saturating_sub(layout::width(id) + 7);
        if layout::width(&source) <= room {
            let rule = "─".repeat(room - layout::width(&source) + 2);
            self.styled(&[(FAINT, "── "), (STRONG, &source), (FAINT, &format!(" {rule} {id}"))]);
        } else {
            for line in layout::lines(&source, self.columns - 3, self.columns - 3) {
                self.styled(&[(FAINT, "── "), (STRONG, &line)]);
            }
            self.styled(&[(FAINT, &format!("── {id}"))]);
        }
        self.line("");
    }

    /// A heading of a section below the text.
    pub(crate) fn heading(&mut self, words: &str) {
        self.line("");
        let rule = "─".repeat(self.measure().saturating_sub(layout::width(words) + 1));
        self.styled(&[(PLAIN, &" ".repeat(MARGIN)), (STRONG, words), (FAINT, &format!(" {rule}"))]);
    }

    /// The text, wrapped, with a line of marks under each line that has some.
    fn text(&mut self, record: &Record) {
        if record.text.is_empty() {
            self.styled(&[(FAINT, "  No article was found on this page.")]);
            return;
        }
        let marks = marks(record);
        let length = record.text.chars().count();
        let mut painted = vec![0u32; length];
        for (index, mark) in marks.iter().enumerate() {
            let range = mark.start as usize..(mark.end as usize).min(length);
            if let Some(places) = painted.get_mut(range) {
                places.fill(index as u32 + 1);
            }
        }
        let mut regions = Regions::new(record);
        let mut at = 0;
        let mut last = 0u32;
        let mut was_blank = false;
        for line in record.text.split('\n') {
            let shown = line.strip_suffix('\r').unwrap_or(line);
            let blank = shown.trim().is_empty();
            if !(blank && was_blank) {
                let region = regions.at(at, at + shown.chars().count() as u32);
                self.text_line(&cells(shown, at), region, &marks, &painted, &mut last);
            }
            was_blank = blank;
            at += line.chars().count() as u32 + 1;
        }
        if !marks.is_empty() {
            self.line("");
            self.legend();
        }
    }

    fn text_line(
        &mut self,
        cells: &[layout::Cell<'_>],
        region: Option<RegionKind>,
        marks: &[Mark],
        painted: &[u32],
        last: &mut u32,
    ) {
        let set_off = matches!(region, Some(RegionKind::Quotation | RegionKind::EmbeddedPost));
        let margin = if set_off { "  ┃ " } else { "  " };
        let base = match region {
            Some(RegionKind::Title | RegionKind::Heading) => STRONG,
            Some(
                RegionKind::Byline
                | RegionKind::Dateline
                | RegionKind::Caption
                | RegionKind::Note
                | RegionKind::Footer,
            ) => FAINT,
            _ => PLAIN,
        };
        let measure = self.measure().saturating_sub(layout::width(margin) - MARGIN);
        for range in wrap(cells, measure, measure) {
            let line = cells.get(range).unwrap_or_default();
            let mark_at = |cell: &layout::Cell<'_>| painted.get(cell.at as usize).copied().unwrap_or(0);
            let mark_of = |number: u32| (number as usize).checked_sub(1).and_then(|index| marks.get(index));
            let mut words = margin.to_owned();
            let mut under = margin.to_owned();
            let mut any = false;
            let mut rest = line;
            while let Some(first) = rest.first() {
                let number = mark_at(first);
                let count = rest.iter().take_while(|cell| mark_at(cell) == number).count();
                let (run, behind) = rest.split_at(count);
                rest = behind;
                let text: String = run.iter().map(|cell| cell.shown.as_ref()).collect();
                let width: usize = run.iter().map(|cell| cell.width).sum();
                let Some(mark) = mark_of(number) else {
                    self.paint.paint(&mut words, base, &text);
                    under.extend(std::iter::repeat_n(' ', width));
                    *last = if text.trim().is_empty() { *last } else { 0 };
                    continue;
                };
                // A gap between the parts of an inner statement: the outer one's line would only be noise there.
                if text.trim().is_empty() && *last != number {
                    words.push_str(&text);
                    under.extend(std::iter::repeat_n(' ', width));
                    continue;
                }
                any = true;
                let style = match mark.kind {
                    Kind::Content => base,
                    Kind::Source => STRONG,
                    Kind::Cue => base.italic(),
                };
                self.paint.paint(&mut words, style, &text);
                let label = if *last == number {
                    String::new()
                } else {
                    format!("{}{}", mark.kind.letter(), mark.number)
                };
                let stroke: String =
                    label.chars().chain(std::iter::repeat(mark.kind.stroke())).take(width).collect();
                self.paint.paint(&mut under, mark.kind.style(), &stroke);
                *last = number;
            }
            self.line(&words);
            if any {
                self.line(&under);
            }
        }
    }

    fn legend(&mut self) {
        let entries = [
            (CONTENT, "q━━", " what is said"),
            (SOURCE, "S──", " who says it"),
            (CUE, "c┄┄", " words that say so"),
        ];
        let width: usize =
            entries.iter().map(|(_, sign, words)| layout::width(sign) + layout::width(words) + 3).sum();
        if width <= self.measure() {
            let mut parts = vec![(PLAIN, "  ")];
            for (style, sign, words) in entries {
                parts.extend([(style, sign), (FAINT, words), (PLAIN, "   ")]);
            }
            self.styled(&parts);
        } else {
            for (style, sign, words) in entries {
                self.styled(&[(PLAIN, "  "), (style, sign), (FAINT, words)]);
            }
        }
    }

    /// One fact: its name, what it is, and fainter what stands behind it.
    pub(crate) fn field(&mut self, key: &str, value: &str, reason: &str) {
        let room = self.measure().saturating_sub(KEYS).max(10);
        let value = visible(value);
        let reason = visible(reason);
        let key = padded(key, KEYS);
        let margin = " ".repeat(MARGIN + KEYS);
        let mut head = format!("{}{key}", " ".repeat(MARGIN));
        // The reason follows on the line where it fits, else it stands below.
        if !reason.is_empty() && layout::width(&value) + layout::width(&reason) + 2 <= room {
            let gap = if value.is_empty() { "" } else { "  " };
            self.styled(&[(FAINT, &head), (PLAIN, &value), (FAINT, &format!("{gap}{reason}"))]);
            return;
        }
        for line in layout::lines(&value, room, room) {
            self.styled(&[(FAINT, &head), (PLAIN, &line)]);
            head.clone_from(&margin);
        }
        if !reason.is_empty() {
            for line in layout::lines(&reason, room, room) {
                self.styled(&[(FAINT, &margin), (FAINT, &line)]);
            }
        }
    }

    /// A name too long for the column of names, and what it means.
    pub(crate) fn field_wide(&mut self, name: &str, meaning: &str) {
        let name = visible(name);
        let room = self.measure();
        let text = format!("{name}: {meaning}");
        for (row, line) in layout::lines(&text, room, room.saturating_sub(4)).iter().enumerate() {
            match line.strip_prefix(name.as_ref()) {
                Some(rest) if row == 0 => self.styled(&[(PLAIN, "  "), (STRONG, &name), (PLAIN, rest)]),
                _ => self.styled(&[(PLAIN, if row == 0 { "  " } else { "    " }), (PLAIN, line)]),
            }
        }
    }

    fn facts(&mut self, record: &Record) {
        self.heading("The page");
        let article = &record.article;
        if let Some(title) = &article.title {
            let place = if title.span.is_none() { "stands only in the page's metadata" } else { "" };
            self.field("title", &title.value, place);
        }
        if let Some(outlet) = &article.outlet {
            let domain = outlet.domain.as_ref().filter(|domain| **domain != outlet.name);
            let value =
                domain.map_or_else(|| outlet.name.clone(), |domain| format!("{} ({domain})", outlet.name));
            self.field("outlet", &value, &because(outlet.confidence, &outlet.evidence));
        }
        if let Some(published) = &article.published {
            self.belief("published", published);
        } else {
            self.field("published", "undated", "");
            for candidate in article.candidates.published.iter().take(OF_ONE_KIND) {
                self.belief("perhaps", candidate);
            }
        }
        if let Some(modified) = &article.modified {
            self.belief("changed", modified);
        }
        if !article.bylines.is_empty() {
            let names: Vec<String> = article
                .bylines
                .iter()
                .map(|byline| match byline.kind {
                    avviso_record::BylineKind::Person => byline.name.clone(),
                    kind => format!("{} ({kind})", byline.name),
                })
                .collect();
            self.field("by", &names.join(", "), "");
        }
        for (index, link) in article.lineage.iter().enumerate() {
            let from = match (link.outlet, &link.url) {
                (Some(outlet), Some(url)) => format!("{}, {url}", name_of(record, outlet)),
                (Some(outlet), None) => name_of(record, outlet).to_owned(),
                (None, Some(url)) => url.clone(),
                (None, None) => "an outlet that the page does not name".to_owned(),
            };
            let how = match link.relation {
                Relation::RepublishedFrom => "republished from",
                Relation::ExcerptOf => "an excerpt of",
                Relation::Cites => "cites",
                Relation::WireCredit => "credits the agency",
                Relation::TranslatedFrom => "translated from",
            };
            self.field(if index == 0 { "lineage" } else { "" }, &format!("{how} {from}"), "");
        }
        let mut kind = Vec::new();
        kind.extend(article.genre.as_ref().map(|genre| genre.value.to_string().replace('_', " ")));
        kind.extend(article.language.as_ref().map(|language| format!("language {}", language.value)));
        if let Some(complete) = &article.complete
            && let Some(reason) = complete.reason
        {
            kind.push(format!("not complete ({reason})"));
        }
        if !kind.is_empty() {
            self.field("kind", &kind.join(", "), "");
        }
        let left_out = left_out(record);
        if !left_out.is_empty() {
            self.field("left out", &left_out, "");
        }
    }

    fn belief(&mut self, key: &str, belief: &DateBelief) {
        let reason = because(belief.confidence, &belief.evidence);
        self.field(key, &date(belief.from.as_ref(), belief.to.as_ref(), belief.precision), &reason);
    }

    fn statements(&mut self, record: &Record) {
        if record.attributions.is_empty() {
            return;
        }
        self.heading("Who said what");
        for attribution in &record.attributions {
            self.statement(record, attribution);
        }
    }

    fn statement(&mut self, record: &Record, attribution: &Attribution) {
        let id = attribution.id.to_string();
        let indent = 5.max(id.len() + 1);
        let room = self.measure().saturating_sub(indent).max(10);
        let mut head = padded(&id, indent);
        for line in layout::lines(&chain(record, attribution), room, room) {
            self.styled(&[(PLAIN, "  "), (CONTENT, &head), (STRONG, &line)]);
            head = " ".repeat(indent);
        }
        let words = words(record, &attribution.content);
        let mut short: String = words.chars().take(WORDS_SHOWN).collect();
        if short.len() < words.len() {
            short.truncate(short.trim_end().len());
            short.push_str(" …");
        }
        for line in layout::lines(&short.replace('\n', " "), room, room) {
            self.styled(&[(PLAIN, "  "), (PLAIN, &head), (PLAIN, &line)]);
        }
        for line in layout::lines(&beliefs(record, attribution), room, room) {
            self.styled(&[(PLAIN, "  "), (PLAIN, &head), (FAINT, &line)]);
        }
    }

    fn actors(&mut self, record: &Record) {
        if record.actors.is_empty() {
            return;
        }
        self.heading("Actors");
        let longest =
            record.actors.iter().map(|actor| layout::width(&visible(&actor.name))).max().unwrap_or(0);
        let names = longest.min(self.measure().saturating_sub(5) * 2 / 5).max(8);
        let ids = record.actors.last().map_or(3, |actor| actor.id.to_string().len()).max(3) + 1;
        for actor in &record.actors {
            let about = about(record, actor);
            if self.measure() < SIDE_BY_SIDE {
                let room = self.measure().saturating_sub(ids).max(10);
                let mut head = padded(&actor.id.to_string(), ids);
                for (style, text) in [(STRONG, actor.name.as_str()), (FAINT, about.as_str())] {
                    for line in layout::lines(text, room, room) {
                        self.styled(&[(PLAIN, "  "), (FAINT, &head), (style, &line)]);
                        head = " ".repeat(ids);
                    }
                }
                continue;
            }
            let room = self.measure().saturating_sub(ids + names + 2).max(10);
            let name = layout::lines(&actor.name, names, names);
            let about = layout::lines(&about, room, room);
            for row in 0..name.len().max(about.len()) {
                let id = if row == 0 { actor.id.to_string() } else { String::new() };
                let cell = |column: &[String]| column.get(row).cloned().unwrap_or_default();
                self.styled(&[
                    (PLAIN, "  "),
                    (FAINT, &padded(&id, ids)),
                    (STRONG, &padded(&cell(&name), names + 2)),
                    (FAINT, &cell(&about)),
                ]);
            }
        }
    }

    fn doubts(&mut self, record: &Record) {
        let mut warnings: Vec<&Diagnostic> = Vec::new();
        let mut notes: Vec<&Diagnostic> = Vec::new();
        for diagnostic in &record.diagnostics {
            match diagnostic.severity {
                Severity::Warning => warnings.push(diagnostic),
                Severity::Note => notes.push(diagnostic),
            }
        }
        if !warnings.is_empty() {
            self.heading("Doubts");
            self.diagnostics(record, &warnings, "!", DOUBT);
        }
        if !notes.is_empty() {
            self.heading("Notes");
            self.diagnostics(record, &notes, "·", FAINT);
        }
    }

    /// Diagnostics, those of one kind together, in the order in which the kinds are met.
    fn diagnostics(&mut self, record: &Record, list: &[&Diagnostic], sign: &str, style: anstyle::Style) {
        let mut codes: Vec<&str> = Vec::new();
        for diagnostic in list {
            if !codes.contains(&diagnostic.code.as_str()) {
                codes.push(&diagnostic.code);
            }
        }
        let room = self.measure().saturating_sub(2);
        for code in codes {
            let of_kind = || list.iter().filter(|diagnostic| diagnostic.code == code);
            let count = of_kind().count();
            for (index, diagnostic) in of_kind().take(OF_ONE_KIND).enumerate() {
                let place = diagnostic.span.map(|span| {
                    let words = words(record, &[span]);
                    format!(" at “{}”", layout::shortened(&words.replace('\n', " "), 40))
                });
                let more = if index + 1 == OF_ONE_KIND && count > OF_ONE_KIND {
                    format!(" (and {} more)", count - OF_ONE_KIND)
                } else {
                    String::new()
                };
                let text = format!("{code}: {}{}{more}", diagnostic.message, place.unwrap_or_default());
                for (row, line) in layout::lines(&text, room, room).iter().enumerate() {
                    let sign = if row == 0 { sign } else { " " };
                    self.styled(&[(PLAIN, "  "), (style, sign), (PLAIN, " "), (PLAIN, line)]);
                }
            }
        }
    }
}

/// How sure, and why in words.
fn because(confidence: avviso_record::Confidence, evidence: &[Evidence]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for evidence in evidence {
        let meaning = rules::meaning(&evidence.because).unwrap_or(&evidence.because);
        if !reasons.contains(&meaning) {
            reasons.push(meaning);
        }
    }
    format!("{}: {}", sureness(confidence), reasons.join("; "))
}

fn about(record: &Record, actor: &Actor) -> String {
    let mut parts = vec![actor.kind.to_string().replace('_', " ")];
    if let Some(office) = &actor.office {
        let of = office.of.map(|of| format!(" of {}", name_of(record, of))).unwrap_or_default();
        parts.push(format!("{}{of}", office.title));
    }
    if !actor.members.is_empty() {
        let members: Vec<&str> =
            actor.members.iter().map(|&member: &ActorId| name_of(record, member)).collect();
        parts.push(members.join(" and "));
    }
    parts.extend(actor.country.clone());
    parts.push(match actor.mentions.len() {
        0 => "named in metadata only".to_owned(),
        count => super::count(count, "mention", "mentions"),
    });
    parts.join(", ")
}

/// What was left out, in bytes by reason.
fn left_out(record: &Record) -> String {
    let mut parts = Vec::new();
    for why in avviso_record::Why::ALL {
        let bytes: u64 =
            record.discarded.iter().filter(|d| d.why == *why).map(|d| u64::from(d.raw.len())).sum();
        if bytes > 0 {
            parts.push((bytes, why.to_string().replace('_', " ")));
        }
    }
    parts.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    let parts: Vec<String> = parts.into_iter().map(|(bytes, why)| format!("{why} {bytes} B")).collect();
    parts.join(", ")
}

/// The marks of a text, those on top last: contents, the inner ones above the outer ones; then sources; then cues.
fn marks(record: &Record) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (index, attribution) in record.attributions.iter().enumerate() {
        let lists = [
            (Kind::Content, &attribution.content),
            (Kind::Source, &attribution.source),
            (Kind::Cue, &attribution.cue),
        ];
        for (kind, spans) in lists {
            marks.extend(spans.iter().map(|span| Mark {
                kind,
                number: index + 1,
                start: span.start(),
                end: span.end(),
            }));
        }
    }
    marks.sort_by_key(|mark| {
        let order = match mark.kind {
            Kind::Content => 0u8,
            Kind::Source => 1,
            Kind::Cue => 2,
        };
        (order, std::cmp::Reverse(mark.end.saturating_sub(mark.start)), mark.start)
    });
    marks
}

/// The region of each line of the text, asked for in order.
struct Regions<'r> {
    record: &'r Record,
    next: usize,
    open: Vec<avviso_record::Region>,
}

impl<'r> Regions<'r> {
    fn new(record: &'r Record) -> Self {
        Self { record, next: 0, open: Vec::new() }
    }

    /// The kind that a line is shown as: of the regions that hold all of it, the outermost that is set off, else the
    /// innermost.
    fn at(&mut self, start: u32, end: u32) -> Option<RegionKind> {
        while let Some(region) =
            self.record.regions.get(self.next).filter(|region| region.span.start() <= start)
        {
            self.open.push(*region);
            self.next += 1;
        }
        self.open.retain(|region| region.span.end() >= end);
        let set_off = |kind| matches!(kind, RegionKind::Quotation | RegionKind::EmbeddedPost);
        self.open.iter().find(|region| set_off(region.kind)).or(self.open.last()).map(|region| region.kind)
    }
}
