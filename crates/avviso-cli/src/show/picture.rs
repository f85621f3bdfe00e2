//! A picture for people: what there is in short, then group by group who repeats whom and why, what is told on several
//! pages, and the doubts.

use std::collections::BTreeMap;
use std::fmt::Write;

use avviso_record::GroupId;
use avviso_record::picture::{
    Copy, CopyRelation, Direction, EditKind, Group, Header, Page, PageRef, Passage, Row, Saying,
};

use super::layout::{lines, shortened};
use super::visible::visible;
use super::{count, fact};
use crate::rules;

/// Sayings that are shown.
const SAYINGS: usize = 20;
/// Copies of one group that are shown.
const COPIES: usize = 60;

/// Draws the rows in lines of at most `columns`.
pub(crate) fn table(rows: &[Row], columns: usize) -> String {
    let mut sheet = Sheet { out: String::new(), columns };
    let pages: BTreeMap<&str, &Page> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Page(page) => Some((page.page.as_str(), page)),
            _ => None,
        })
        .collect();
    let passages: Vec<&Passage> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Passage(passage) => Some(passage),
            _ => None,
        })
        .collect();
    let mut copies: BTreeMap<Option<GroupId>, Vec<&Copy>> = BTreeMap::new();
    for row in rows {
        if let Row::Copy(copy) = row {
            let group = |it: &PageRef| pages.get(it.page.as_str()).map(|page| page.group);
            let same = (group(&copy.a) == group(&copy.b)).then(|| group(&copy.a)).flatten();
            copies.entry(same.filter(|_| copy.relation != CopyRelation::Quotation)).or_default().push(copy);
        }
    }
    for row in rows {
        if let Row::Picture(header) = row {
            sheet.line(0, &in_short(header));
        }
    }
    let mut alone: Vec<&str> = Vec::new();
    for row in rows {
        match row {
            Row::Group(group) if group.pages.len() > 1 => {
                let of_group = copies.get(&Some(group.id)).map_or(&[][..], Vec::as_slice);
                sheet.group(group, of_group, &pages, &passages);
            }
            Row::Group(group) => alone.extend(group.pages.iter().map(String::as_str)),
            _ => {}
        }
    }
    if !alone.is_empty() {
        sheet.line(0, "");
        let names: Vec<&str> =
            alone.iter().filter_map(|id| pages.get(id)).map(|page| page.source.as_str()).collect();
        sheet.line(
            0,
            &format!(
                "{}: {}",
                count(names.len(), "page without a copy", "pages without a copy"),
                names.join(", ")
            ),
        );
    }
    sheet.quotations(copies.get(&None).map_or(&[][..], Vec::as_slice));
    sheet.sayings(rows);
    for row in rows {
        if let Row::Diagnostic(doubt) = row {
            sheet.line(0, "");
            let about = shortened(&doubt.about.join(", "), sheet.columns.saturating_sub(12).max(12));
            sheet.line(0, &format!("doubt: {} ({about})", doubt.message));
        }
    }
    sheet.out
}

/// "6 pages, 3 copy groups, at most 2 origins; no copying found between the groups".
pub(crate) fn in_short(header: &Header) -> String {
    let mut out = format!(
        "{}, {}, at most {}",
        count(header.pages as usize, "page", "pages"),
        count(header.groups as usize, "copy group", "copy groups"),
        count(header.origins as usize, "origin", "origins"),
    );
    if header.groups > 1 {
        out.push_str("; no copying found between the groups");
    }
    out
}

struct Sheet {
    out: String,
    columns: usize,
}

impl Sheet {
    /// Writes a text, its further lines indented a little more than the first.
    fn line(&mut self, indent: usize, text: &str) {
        let room = self.columns.saturating_sub(indent + 4).max(12);
        for (number, line) in lines(&visible(text), room + 4, room).iter().enumerate() {
            let indent = if number == 0 { indent } else { indent + 4 };
            let _ = writeln!(self.out, "{:indent$}{}", "", line.trim_end());
        }
    }

    fn group(
        &mut self,
        group: &Group,
        copies: &[&Copy],
        pages: &BTreeMap<&str, &Page>,
        passages: &[&Passage],
    ) {
        self.line(0, "");
        let origin = match &group.origin {
            Some(origin) => format!("origin {} ({})", origin.name, origin.kind),
            None => "no origin named".to_owned(),
        };
        self.line(0, &format!("{}  {}, {origin}", group.id, count(group.pages.len(), "page", "pages")));
        for id in &group.pages {
            let Some(page) = pages.get(id.as_str()) else { continue };
            let date = page.published.as_ref().map_or_else(
                || "undated".to_owned(),
                |it| fact::date(it.from.as_ref(), it.to.as_ref(), it.precision),
            );
            let mut line =
                format!("{}  {}, {date}", page.source, page.outlet.as_deref().unwrap_or("outlet not known"));
            if group.first.as_ref() == Some(id) {
                line.push_str(", first");
            }
            if group.bridges.contains(id) {
                line.push_str(", holds the group together");
            }
            if !page.also_at.is_empty() {
                let _ = write!(line, "; the same bytes at {}", page.also_at.join(", "));
            }
            self.line(2, &line);
        }
        for copy in copies.iter().take(COPIES) {
            self.copy(copy, passages);
        }
        if copies.len() > COPIES {
            self.line(2, &format!("… {} more", count(copies.len() - COPIES, "copy", "copies")));
        }
    }

    fn copy(&mut self, copy: &Copy, passages: &[&Passage]) {
        let (from, arrow, to) = match copy.direction {
            Direction::AToB => (&copy.a, "→", &copy.b),
            Direction::BToA => (&copy.b, "→", &copy.a),
            Direction::Undecided => (&copy.a, "–", &copy.b),
        };
        self.line(2, &format!("{}  {} {arrow} {}", copy.id, from.source, to.source));
        let percent = |share: avviso_record::Confidence| (share.ten_thousandths() + 50) / 100;
        let shares = match copy.direction {
            Direction::AToB | Direction::Undecided => (copy.share_a, copy.share_b),
            Direction::BToA => (copy.share_b, copy.share_a),
        };
        let relation = copy.relation.as_str().replace('_', " ");
        let mut what = format!(
            "{relation}, {} % of the one and {} % of the other",
            percent(shares.0),
            percent(shares.1)
        );
        if copy.headline_changed {
            what.push_str(", another headline");
        }
        let mut kinds: BTreeMap<EditKind, usize> = BTreeMap::new();
        for id in &copy.passages {
            for edit in passages.get(id.index()).map_or(&[][..], |passage| passage.edits.as_slice()) {
                *kinds.entry(edit.kind).or_insert(0) += 1;
            }
        }
        let told: Vec<String> = kinds
            .iter()
            .filter(|(kind, _)| !matches!(kind, EditKind::Marks | EditKind::Case))
            .map(|(kind, number)| format!("{number} {kind}"))
            .collect();
        if !told.is_empty() {
            let _ = write!(what, "; differs: {}", told.join(", "));
        }
        self.line(6, &what);
        let mut reasons: Vec<&str> = copy
            .evidence
            .iter()
            .map(|it| it.evidence.because.as_str())
            .filter(|rule| *rule != "copy.shared-passage")
            .collect();
        reasons.dedup();
        let meanings: Vec<&str> = reasons.iter().map(|rule| rules::meaning(rule).unwrap_or(rule)).collect();
        if !meanings.is_empty() {
            self.line(6, &format!("because {}", meanings.join("; ")));
        }
    }

    fn quotations(&mut self, copies: &[&Copy]) {
        if copies.is_empty() {
            return;
        }
        self.line(0, "");
        self.line(
            0,
            &format!(
                "{} only quoted words:",
                count(copies.len(), "pair of pages shares", "pairs of pages share")
            ),
        );
        for copy in copies.iter().take(COPIES) {
            self.line(2, &format!("{} – {}", copy.a.source, copy.b.source));
        }
        if copies.len() > COPIES {
            self.line(2, &format!("… {} more", copies.len() - COPIES));
        }
    }

    fn sayings(&mut self, rows: &[Row]) {
        let mut sayings: Vec<&Saying> = rows
            .iter()
            .filter_map(|row| match row {
                Row::Saying(saying) => Some(saying),
                _ => None,
            })
            .collect();
        if sayings.is_empty() {
            return;
        }
        // What most groups tell stands first.
        sayings.sort_by_key(|saying| (std::cmp::Reverse((saying.groups, saying.tellings.len())), saying.id));
        self.line(0, "");
        self.line(0, &format!("{} told on several pages:", count(sayings.len(), "saying is", "sayings are")));
        for saying in sayings.iter().take(SAYINGS) {
            let words = shortened(&saying.words, (self.columns * 2).saturating_sub(20));
            let who = saying.speaker.as_deref().unwrap_or("speaker not known");
            self.line(2, &format!("{}  “{words}” ({who})", saying.id));
            let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
            for telling in &saying.tellings {
                *statuses.entry(telling.status.as_str()).or_insert(0) += 1;
            }
            let statuses: Vec<String> =
                statuses.iter().map(|(status, number)| format!("{number} {status}")).collect();
            self.line(
                6,
                &format!(
                    "{} in {}: {}",
                    count(saying.tellings.len(), "telling", "tellings"),
                    count(saying.groups as usize, "group", "groups"),
                    statuses.join(", ")
                ),
            );
        }
        if sayings.len() > SAYINGS {
            self.line(2, &format!("… {} more", sayings.len() - SAYINGS));
        }
    }
}
