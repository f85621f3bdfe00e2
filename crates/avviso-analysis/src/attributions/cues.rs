//! The verbs that attribute, read from `knowledge/cues.tsv`.

use avviso_text::Lookup;

use crate::layers::{Level, Stance};

/// The table as it ships; part of what the knowledge digest covers.
pub(crate) const TABLE: &str = include_str!("../../knowledge/cues.tsv");

/// The longest form that is looked up, in bytes.
const LONGEST: usize = 24;

/// What may stand with a verb as its content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "seven independent letters of a table")]
pub(crate) struct Takes {
    /// A quotation beside it.
    pub(crate) quotation: bool,
    /// A clause, with or without "that".
    pub(crate) clause: bool,
    /// A noun phrase.
    pub(crate) object: bool,
    /// A noun phrase that holds a quotation.
    pub(crate) quoted_object: bool,
    /// An infinitive.
    pub(crate) infinitive: bool,
    /// An addressee before the content.
    pub(crate) addressee: bool,
    /// Only with a name or a person as subject: "the test suggests" attributes nothing.
    pub(crate) person: bool,
}

/// The grammatical form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    /// say
    Base,
    /// says
    Present,
    /// said
    Past,
    /// said, written
    Participle,
    /// saying
    Gerund,
}

/// One verb of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) lemma: &'static str,
    pub(crate) particle: Option<&'static str>,
    pub(crate) takes: Takes,
    pub(crate) stance: Stance,
    pub(crate) level: Level,
}

/// One reading of a word form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    verb: u16,
    pub(crate) tense: Tense,
}

/// All verbs, by form.
#[derive(Debug)]
pub(crate) struct Cues {
    verbs: Vec<Verb>,
    forms: Lookup<&'static str, Vec<Reading>>,
}

impl Cues {
    /// Reads the table that ships with the program. A line that does not fit is a defect of the table; it is passed
    /// over (and a test finds it).
    pub(crate) fn embedded() -> Self {
        let mut cues = Self { verbs: Vec::new(), forms: Lookup::new() };
        for line in TABLE.lines() {
            if let Some((verb, lemma, forms)) = parse(line) {
                cues.push(verb, lemma, forms);
            }
        }
        cues
    }

    fn push(&mut self, verb: Verb, lemma: &'static str, forms: &'static str) {
        let id = self.verbs.len() as u16;
        self.verbs.push(verb);
        let tenses = [Tense::Present, Tense::Past, Tense::Participle, Tense::Gerund];
        let each =
            forms.split(',').zip(tenses).flat_map(|(part, tense)| part.split('|').map(move |f| (f, tense)));
        for (form, tense) in std::iter::once((lemma, Tense::Base)).chain(each) {
            self.forms.get_or_insert_with(form, Vec::new).push(Reading { verb: id, tense });
        }
    }

    /// The readings of a word in lower case.
    pub(crate) fn readings(&self, lower: &str) -> &[Reading] {
        if lower.len() > LONGEST {
            return &[];
        }
        self.forms.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The verb of a reading.
    pub(crate) fn verb(&self, reading: Reading) -> Option<&Verb> {
        self.verbs.get(usize::from(reading.verb))
    }

    /// Whether a word, as written, is a past or present form of a verb that stands beside quotations.
    pub(crate) fn stands_beside_quotation(&self, word: &str) -> bool {
        word.chars().next().is_some_and(char::is_lowercase)
            && self.readings(word).iter().any(|reading| {
                matches!(reading.tense, Tense::Present | Tense::Past)
                    && self.verb(*reading).is_some_and(|verb| verb.takes.quotation && verb.particle.is_none())
            })
    }
}

fn parse(line: &'static str) -> Option<(Verb, &'static str, &'static str)> {
    if line.starts_with('#') || line.starts_with("lemma\t") {
        return None;
    }
    let mut fields = line.split('\t');
    let lemma = fields.next()?;
    let particle = Some(fields.next()?).filter(|particle| *particle != "-");
    let forms = fields.next()?;
    let letters = fields.next()?;
    let takes = Takes {
        quotation: letters.contains('q'),
        clause: letters.contains('t'),
        object: letters.contains('o'),
        quoted_object: letters.contains('m'),
        infinitive: letters.contains('i'),
        addressee: letters.contains('a'),
        person: letters.contains('p'),
    };
    let stance = match fields.next()? {
        "asserts" => Stance::Asserts,
        "denies" => Stance::Denies,
        "demands" => Stance::Demands,
        "asks" => Stance::Asks,
        "threatens" => Stance::Threatens,
        "promises" => Stance::Promises,
        "believes" => Stance::Believes,
        "declines" => Stance::Declines,
        _ => return None,
    };
    let level = match fields.next()? {
        "statement" => Level::Statement,
        "attitude" => Level::Attitude,
        _ => return None,
    };
    fields.next().filter(|source| !source.is_empty())?;
    Some((Verb { lemma, particle, takes, stance, level }, lemma, forms))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_names_its_source() {
        let lines = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(Cues::embedded().verbs.len(), lines);
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert_eq!(fields.len(), 7, "{line}");
            assert_eq!(fields[2].split(',').count(), 4, "{line}");
            assert!(
                fields[2].split([',', '|']).all(|form| form.len() <= LONGEST && !form.is_empty()),
                "{line}"
            );
        }
    }

    #[test]
    fn forms_lead_to_their_verbs() {
        let cues = Cues::embedded();
        let tenses = |form: &str| cues.readings(form).iter().map(|r| r.tense).collect::<Vec<_>>();
        assert_eq!(tenses("denies"), [Tense::Present]);
        assert_eq!(tenses("said"), [Tense::Past, Tense::Participle]);
        assert!(cues.readings("herring").is_empty());
        assert!(cues.stands_beside_quotation("asked"));
        assert!(!cues.stands_beside_quotation("saying"));
    }
}
