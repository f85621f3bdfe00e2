//! What the passes look things up in: TSV that a person edits, each row with its source.
//!
//! Tables stand in `knowledge/`; they are read at start and their digest goes into the record. A row marked
//! `unsourced` may rank candidates and never decides alone.

mod fold;
mod table;

use std::collections::BTreeMap;

use avviso_text::{Day, Id, Lookup};
use daachorse::DoubleArrayAhoCorasick;
use sha2::{Digest, Sha256};

pub(crate) use fold::{Folded, has_no_width};
pub use table::{Partial, TableError, Validity};

use crate::layers::{ActorKind, Form};

/// An entity of the knowledge base (the type that entity ids are of).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its stable name in the tables.
    pub key: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3 (historic: 3166-3).
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Wikidata id.
    pub wikidata: Option<String>,
    /// When it existed.
    pub valid: Validity,
    /// Registrable domain of an outlet.
    pub domain: Option<String>,
    /// Whether the row can be looked up.
    pub sourced: bool,
}

/// The index of an entity.
pub type EntityId = Id<Entity>;

/// One form by which an entity is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Whose.
    pub entity: EntityId,
    /// As written.
    pub form: String,
    /// Of what sort.
    pub kind: Form,
    /// Whether it counts only as written: "US" is not "us".
    pub exact: bool,
    /// When it was used.
    pub valid: Validity,
    /// Whether the row can be looked up.
    pub sourced: bool,
}

/// An office of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Its stable name in the tables.
    pub key: String,
    /// Whom it serves.
    pub entity: EntityId,
    /// Of what sort (`foreign_minister`).
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Folded forms of the title, the title itself among them.
    pub forms: Vec<String>,
}

/// The index of an office.
pub type OfficeId = Id<OfficeRow>;

/// Somebody's time in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: EntityId,
    /// Which office.
    pub office: OfficeId,
    /// When.
    pub valid: Validity,
    /// Whether the row can be looked up.
    pub sourced: bool,
}

/// An event whose days are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedEvent {
    /// Its stable name in the tables.
    pub key: String,
    /// What it is called.
    pub forms: Vec<String>,
    /// Of what sort (summit, test, conference, …; closure: something ended that pages offered).
    pub kind: String,
    /// When.
    pub valid: Validity,
    /// Whether the row can be looked up.
    pub sourced: bool,
}

/// The texts of the tables.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub(crate) entities: &'a str,
    pub(crate) names: &'a str,
    pub(crate) offices: &'a str,
    pub(crate) tenures: &'a str,
    pub(crate) dated_events: &'a str,
    pub(crate) given_names: &'a str,
}

const EMBEDDED: Tables<'static> = Tables {
    entities: include_str!("../knowledge/entities.tsv"),
    names: include_str!("../knowledge/names.tsv"),
    offices: include_str!("../knowledge/offices.tsv"),
    tenures: include_str!("../knowledge/tenures.tsv"),
    dated_events: include_str!("../knowledge/dated_events.tsv"),
    given_names: include_str!("../knowledge/given_names.tsv"),
};

/// Finds folded forms in folded text and says which rows they belong to.
struct Matcher {
    /// `None` when there is no form at all.
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    rows: Vec<Vec<u32>>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matcher({} forms)", self.rows.len())
    }
}

impl Matcher {
    fn new(forms: BTreeMap<String, Vec<u32>>) -> Self {
        let (keys, rows): (Vec<String>, Vec<Vec<u32>>) =
            forms.into_iter().filter(|(form, _)| !form.is_empty()).unzip();
        let values = keys.iter().enumerate().map(|(value, key)| (key, value as u32));
        // Only an empty list, an empty form or a doubled one is refused; the latter two cannot be here.
        Self { automaton: DoubleArrayAhoCorasick::with_values(values).ok(), rows }
    }

    /// Every occurrence of every form, by end: start, end, rows.
    fn find<'t>(&'t self, folded: &'t str) -> impl Iterator<Item = (usize, usize, &'t [u32])> {
        self.automaton.iter().flat_map(move |automaton| {
            automaton.find_overlapping_iter(folded).filter_map(|found| {
                let rows = self.rows.get(found.value() as usize)?;
                Some((found.start(), found.end(), rows.as_slice()))
            })
        })
    }
}

/// All tables.
#[derive(Debug)]
pub struct Knowledge {
    /// The entities.
    pub entities: Vec<Entity>,
    /// Their names.
    pub names: Vec<Name>,
    /// The offices.
    pub offices: Vec<OfficeRow>,
    /// Who held them when.
    pub tenures: Vec<Tenure>,
    /// Events whose days are known.
    pub dated_events: Vec<DatedEvent>,
    digest: String,
    matcher: Matcher,
    events: Matcher,
    by_form: Lookup<String, Vec<u32>>,
    by_key: Lookup<String, EntityId>,
    by_domain: Lookup<String, EntityId>,
    given_names: Lookup<String, ()>,
    /// Indexes of tenures by person, then by office.
    tenures_of: Vec<Vec<u32>>,
    tenures_in: Vec<Vec<u32>>,
    offices_of: Vec<Vec<OfficeId>>,
}

impl Knowledge {
    /// The tables that ship with the program.
    ///
    /// # Panics
    /// Never: a test reads the same tables.
    pub fn embedded() -> Self {
        Self::parse(EMBEDDED).expect("the shipped tables parse: `shipped_tables_parse` reads them")
    }

    /// SHA-256 of the tables in hexadecimal.
    pub fn digest(&self) -> String {
        self.digest.clone()
    }

    /// The entity with this index.
    ///
    /// # Panics
    /// If the id is of another knowledge's table.
    pub fn entity(&self, id: EntityId) -> &Entity {
        self.entities.get(id.index()).expect("entity ids are minted from this table")
    }

    /// The entity with this stable name.
    pub fn by_key(&self, key: &str) -> Option<EntityId> {
        self.by_key.get(key).copied()
    }

    /// The outlet with this registrable domain.
    pub fn by_domain(&self, domain: &str) -> Option<EntityId> {
        self.by_domain.get(domain).copied()
    }

    /// The office with this index.
    ///
    /// # Panics
    /// If the id is of another knowledge's table.
    pub fn office(&self, id: OfficeId) -> &OfficeRow {
        self.offices.get(id.index()).expect("office ids are minted from this table")
    }

    /// The offices that serve an entity.
    pub fn offices_of(&self, entity: EntityId) -> &[OfficeId] {
        self.offices_of.get(entity.index()).map_or(&[], Vec::as_slice)
    }

    /// The tenures of a person.
    pub fn tenures_of(&self, person: EntityId) -> impl Iterator<Item = &Tenure> {
        self.tenures_of
            .get(person.index())
            .into_iter()
            .flatten()
            .filter_map(|&at| self.tenures.get(at as usize))
    }

    /// The tenures of an office.
    pub fn tenures_in(&self, office: OfficeId) -> impl Iterator<Item = &Tenure> {
        self.tenures_in
            .get(office.index())
            .into_iter()
            .flatten()
            .filter_map(|&at| self.tenures.get(at as usize))
    }

    /// Names with this folded form.
    pub(crate) fn names_of_form(&self, folded: &str) -> impl Iterator<Item = &Name> {
        self.by_form.get(folded).into_iter().flatten().filter_map(|&at| self.names.get(at as usize))
    }

    /// Whether this (folded) is a usual given name, or that of a person of the tables.
    pub(crate) fn is_given_name(&self, folded: &str) -> bool {
        self.given_names.contains(folded)
    }

    /// Occurrences of names in folded text, borders of words not looked at: start, end, indexes of names.
    pub(crate) fn find_names<'t>(
        &'t self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, usize, &'t [u32])> {
        self.matcher.find(folded)
    }

    /// Occurrences of dated events in text folded by [`fold_event`]: start, end, indexes of events.
    pub(crate) fn find_events<'t>(
        &'t self,
        folded: &'t str,
    ) -> impl Iterator<Item = (usize, usize, &'t [u32])> {
        self.events.find(folded)
    }

    /// Reads the tables.
    ///
    /// # Errors
    /// The first row that is not as the tables' header says, with its line: wrong number of cells, an unknown kind,
    /// a date that there is not, a name or tenure of nobody, an id twice, a row without a source.
    pub(crate) fn parse(tables: Tables<'_>) -> Result<Self, TableError> {
        let mut hash = Sha256::new();
        let all = [
            tables.entities,
            tables.names,
            tables.offices,
            tables.tenures,
            tables.dated_events,
            tables.given_names,
        ];
        for table in all {
            hash.update((table.len() as u64).to_le_bytes());
            hash.update(table);
        }
        let mut digest = String::with_capacity(64);
        for byte in hash.finalize() {
            for nibble in [byte >> 4, byte & 15] {
                digest.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }

        let mut entities = Vec::new();
        let mut by_key = Lookup::new();
        let mut by_domain = Lookup::new();
        let columns = [
            "id",
            "kind",
            "name",
            "country",
            "sector",
            "wikidata",
            "valid_from",
            "valid_to",
            "domain",
            "source",
        ];
        for row in table::rows("entities", tables.entities, &columns)? {
            let id = Id::new(entities.len());
            let kind =
                actor_kind(row.cell(1)).ok_or_else(|| row.wrong(format!("no kind: {:?}", row.cell(1))))?;
            if by_key.insert(row.cell(0).to_owned(), id).is_some() {
                return Err(row.wrong(format!("id twice: {:?}", row.cell(0))));
            }
            for domain in row.cell(8).split('|').filter(|domain| !domain.is_empty()) {
                by_domain.get_or_insert_with(domain.to_owned(), || id);
            }
            entities.push(Entity {
                key: row.cell(0).to_owned(),
                kind,
                name: row.cell(2).to_owned(),
                country: row.given(3).map(str::to_owned),
                sector: row.given(4).map(str::to_owned),
                wikidata: row.given(5).map(str::to_owned),
                valid: Validity { from: row.date(6)?, to: row.date(7)? },
                domain: row.given(8).map(str::to_owned),
                sourced: row.sourced(9)?,
            });
        }
        let known = |row: &table::Row<'_>, column: usize| -> Result<EntityId, TableError> {
            by_key
                .get(row.cell(column))
                .copied()
                .ok_or_else(|| row.wrong(format!("no such entity: {:?}", row.cell(column))))
        };

        let mut names: Vec<Name> = Vec::new();
        let columns = ["entity", "form", "kind", "case", "valid_from", "valid_to", "source"];
        for row in table::rows("names", tables.names, &columns)? {
            let kind =
                name_kind(row.cell(2)).ok_or_else(|| row.wrong(format!("no kind: {:?}", row.cell(2))))?;
            let exact = match row.cell(3) {
                "exact" => true,
                "fold" => false,
                other => return Err(row.wrong(format!("case is exact or fold, not {other:?}"))),
            };
            if row.cell(1).is_empty() {
                return Err(row.wrong("an empty form"));
            }
            names.push(Name {
                entity: known(&row, 0)?,
                form: row.cell(1).to_owned(),
                kind,
                exact,
                valid: Validity { from: row.date(4)?, to: row.date(5)? },
                sourced: row.sourced(6)?,
            });
        }

        let mut offices: Vec<OfficeRow> = Vec::new();
        let mut office_by_key = Lookup::new();
        let mut offices_of = vec![Vec::new(); entities.len()];
        let columns = ["id", "entity", "kind", "title", "forms", "source"];
        for row in table::rows("offices", tables.offices, &columns)? {
            let id: OfficeId = Id::new(offices.len());
            row.sourced(5)?;
            if office_by_key.insert(row.cell(0).to_owned(), id).is_some() {
                return Err(row.wrong(format!("id twice: {:?}", row.cell(0))));
            }
            let entity = known(&row, 1)?;
            let mut forms: Vec<String> =
                row.cell(4).split('|').chain([row.cell(3)]).map(Folded::form).collect();
            forms.sort();
            forms.dedup();
            forms.retain(|form| !form.is_empty());
            if let Some(list) = offices_of.get_mut(entity.index()) {
                list.push(id);
            }
            offices.push(OfficeRow {
                key: row.cell(0).to_owned(),
                entity,
                kind: row.cell(2).to_owned(),
                title: row.cell(3).to_owned(),
                forms,
            });
        }

        let mut tenures: Vec<Tenure> = Vec::new();
        let mut tenures_of = vec![Vec::new(); entities.len()];
        let mut tenures_in = vec![Vec::new(); offices.len()];
        let columns = ["person", "office", "from", "to", "source"];
        for row in table::rows("tenures", tables.tenures, &columns)? {
            let person = known(&row, 0)?;
            let office: OfficeId = office_by_key
                .get(row.cell(1))
                .copied()
                .ok_or_else(|| row.wrong(format!("no such office: {:?}", row.cell(1))))?;
            let at = tenures.len() as u32;
            if let Some(list) = tenures_of.get_mut(person.index()) {
                list.push(at);
            }
            if let Some(list) = tenures_in.get_mut(office.index()) {
                list.push(at);
            }
            let valid = Validity { from: row.date(2)?, to: row.date(3)? };
            tenures.push(Tenure { person, office, valid, sourced: row.sourced(4)? });
        }

        let mut dated_events: Vec<DatedEvent> = Vec::new();
        let mut event_forms: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut event_keys = Lookup::new();
        let columns = ["id", "forms", "kind", "from", "to", "source"];
        for row in table::rows("dated_events", tables.dated_events, &columns)? {
            if event_keys.insert(row.cell(0).to_owned(), ()).is_some() {
                return Err(row.wrong(format!("id twice: {:?}", row.cell(0))));
            }
            // What has been closed is looked for as written in what pages offer ("Google+", not "Google").
            let told_of = row.cell(2) != "closure";
            for form in row.cell(1).split('|').filter(|_| told_of) {
                event_forms.entry(fold_event(form).0).or_default().push(dated_events.len() as u32);
            }
            dated_events.push(DatedEvent {
                key: row.cell(0).to_owned(),
                forms: row.cell(1).split('|').map(str::to_owned).collect(),
                kind: row.cell(2).to_owned(),
                valid: Validity { from: row.date(3)?, to: row.date(4)? },
                sourced: row.sourced(5)?,
            });
        }

        let mut forms: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut by_form: Lookup<String, Vec<u32>> = Lookup::new();
        let mut given_names = Lookup::new();
        for row in table::rows("given_names", tables.given_names, &["name", "source"])? {
            row.sourced(1)?;
            given_names.insert(Folded::form(row.cell(0)), ());
        }
        for (at, name) in names.iter().enumerate() {
            let folded = Folded::form(&name.form);
            let person = entities.get(name.entity.index()).is_some_and(|e| e.kind == ActorKind::Person);
            if person
                && let Some((given, _)) = folded.split_once(' ')
                && given.len() > 2
                && !name.form.contains('-')
            {
                given_names.insert(given.to_owned(), ());
            }
            by_form.get_or_insert_with(folded.clone(), Vec::new).push(at as u32);
            forms.entry(folded).or_default().push(at as u32);
        }
        Ok(Self {
            entities,
            names,
            offices,
            tenures,
            dated_events,
            digest,
            matcher: Matcher::new(forms),
            events: Matcher::new(event_forms),
            by_form,
            by_key,
            by_domain,
            given_names,
            tenures_of,
            tenures_in,
            offices_of,
        })
    }

    /// Tenures of an office that may hold on some day from `first` to `last`.
    pub fn holders(&self, office: OfficeId, first: Day, last: Day) -> impl Iterator<Item = &Tenure> {
        self.tenures_in(office).filter(move |tenure| tenure.valid.touches(first, last))
    }
}

/// Text folded for events: letters and digits in words parted by one space, with the original position of each
/// word; marks of any kind do not count (“One Belt, One Road” conference). A word is found at its start.
pub(crate) fn fold_event(text: &str) -> (String, Vec<(u32, u32, u32)>) {
    let mut out = String::with_capacity(text.len());
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) if !has_no_width(c) => {
                if !out.is_empty() {
                    out.push(' ');
                }
                words.push((out.len() as u32, from as u32, at as u32));
                let word = text.get(from..at).unwrap_or_default();
                out.extend(word.chars().filter(|&c| !has_no_width(c)).flat_map(char::to_lowercase));
                start = None;
            }
            _ => {}
        }
    }
    (out, words)
}

fn actor_kind(word: &str) -> Option<ActorKind> {
    Some(match word {
        "state" => ActorKind::State,
        "government" | "ministry" | "legislature" | "court" | "military" => ActorKind::Government,
        "person" => ActorKind::Person,
        "organisation" | "igo" | "ngo" | "party" | "company" => ActorKind::Organisation,
        "armed_group" => ActorKind::ArmedGroup,
        "outlet" | "agency" => ActorKind::Outlet,
        "document" => ActorKind::Document,
        "group" => ActorKind::Group,
        "place_as_actor" | "place" => ActorKind::PlaceAsActor,
        _ => return None,
    })
}

fn name_kind(word: &str) -> Option<Form> {
    Some(match word {
        "name" | "typo" => Form::Name,
        "abbreviation" => Form::Abbreviation,
        "nickname" => Form::Nickname,
        "demonym" => Form::Demonym,
        "metonym" => Form::Metonym,
        _ => return None,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn shipped_tables_parse() {
        let knowledge = Knowledge::parse(EMBEDDED).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(knowledge.digest().len(), 64);
    }

    #[test]
    fn a_bad_table_is_refused_with_its_line() {
        let say = |tables| Knowledge::parse(tables).unwrap_err().to_string();
        let good = crate::mentions::tests_support::TABLES;
        let entities = "id\tkind\tname\tcountry\tsector\twikidata\tvalid_from\tvalid_to\tdomain\tsource\n";
        let names = "entity\tform\tkind\tcase\tvalid_from\tvalid_to\tsource\n";
        let twice = format!("{entities}A\tstate\tA\t\t\t\t\t\t\tx\nA\tstate\tB\t\t\t\t\t\t\tx\n");
        assert_eq!(say(Tables { entities: &twice, ..good }), "entities.tsv: line 3: id twice: \"A\"");
        let kind = format!("{entities}A\tcity\tA\t\t\t\t\t\t\tx\n");
        assert_eq!(say(Tables { entities: &kind, ..good }), "entities.tsv: line 2: no kind: \"city\"");
        let nobody = format!("{names}NOBODY\tN\tname\tfold\t\t\tx\n");
        assert_eq!(say(Tables { names: &nobody, ..good }), "names.tsv: line 2: no such entity: \"NOBODY\"");
        let source = format!("{names}RUS\tN\tname\tfold\t\t\t\n");
        assert_eq!(
            say(Tables { names: &source, ..good }),
            "names.tsv: line 2: no source (say `unsourced` if there is none)"
        );
        let date = format!("{names}RUS\tN\tname\tfold\t2017-02-30\t\tx\n");
        assert!(say(Tables { names: &date, ..good }).starts_with("names.tsv: line 2: no date"));
    }

    #[test]
    fn what_was_closed_is_no_event_of_the_text() {
        let knowledge = Knowledge::parse(EMBEDDED).unwrap_or_else(|error| panic!("{error}"));
        let (folded, _) = fold_event("a Google account, Google plus others, Google+");
        assert_eq!(knowledge.find_events(&folded).count(), 0);
        assert!(knowledge.dated_events.iter().any(|event| event.kind == "closure"));
    }

    #[test]
    fn events_are_found_past_marks() {
        let (folded, words) = fold_event("the “One Belt, One Road” conference");
        assert_eq!(folded, "the one belt one road conference");
        assert_eq!(words.len(), 6);
    }
}
