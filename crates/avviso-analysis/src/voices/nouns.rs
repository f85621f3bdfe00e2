//! Nouns of those who can be quoted without a name, read from `knowledge/voices.tsv`.

use avviso_text::Lookup;

/// The table as it ships; part of what the knowledge digest covers.
pub(crate) const TABLE: &str = include_str!("../../knowledge/voices.tsv");

/// The longest noun that is looked up, in bytes.
const LONGEST: usize = 24;

/// What a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Somebody.
    Person,
    /// A body, or several people.
    Group,
    /// Something written or recorded.
    Document,
    /// A newspaper, an agency.
    Outlet,
}

/// A noun as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) lemma: &'static str,
    pub(crate) kind: Kind,
    pub(crate) plural: bool,
}

/// The table by noun.
#[derive(Debug)]
pub(crate) struct Voices {
    nouns: Lookup<&'static str, (&'static str, Kind)>,
}

impl Voices {
    /// Reads the table that ships with the program. A line that does not fit is a defect of the table; it is passed
    /// over (and a test finds it).
    pub(crate) fn embedded() -> Self {
        let mut nouns = Lookup::new();
        for (noun, kind) in TABLE.lines().filter_map(parse) {
            nouns.insert(noun, (noun, kind));
        }
        Self { nouns }
    }

    /// The noun that a lower-case word is, singular or plural.
    pub(crate) fn find(&self, word: &str) -> Option<Noun> {
        if word.len() > LONGEST {
            return None;
        }
        let get = |word: &str, plural: bool| {
            self.nouns.get(word).map(|&(lemma, kind)| Noun { lemma, kind, plural })
        };
        // Written like singulars, meant as many.
        let many =
            matches!(word, "police" | "people" | "authorities" | "personnel" | "troops" | "media" | "staff");
        if let Some(noun) = get(word, many) {
            return Some(noun);
        }
        if let Some(stem) = word.strip_suffix("ies") {
            return get(&format!("{stem}y"), true);
        }
        if let Some(stem) = word.strip_suffix("men") {
            return get(&format!("{stem}man"), true);
        }
        if word == "children" {
            return get("child", true);
        }
        let plain = word.strip_suffix('s').and_then(|stem| get(stem, true));
        plain.or_else(|| word.strip_suffix("es").and_then(|stem| get(stem, true)))
    }
}

fn parse(line: &'static str) -> Option<(&'static str, Kind)> {
    if line.starts_with('#') || line.starts_with("noun\t") {
        return None;
    }
    let mut fields = line.split('\t');
    let noun = fields.next()?;
    let kind = match fields.next()? {
        "person" => Kind::Person,
        "group" => Kind::Group,
        "document" => Kind::Document,
        "outlet" => Kind::Outlet,
        _ => return None,
    };
    fields.next().filter(|source| !source.is_empty())?;
    Some((noun, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_names_its_source() {
        let lines: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1).collect();
        assert_eq!(lines.iter().filter(|line| parse(line).is_some()).count(), lines.len());
        assert!(lines.is_sorted(), "sorted by noun, so that a noun is found by eye");
        assert!(lines.windows(2).all(|pair| pair[0].split('\t').next() != pair[1].split('\t').next()));
    }

    #[test]
    fn singular_and_plural_lead_to_the_noun() {
        let voices = Voices::embedded();
        for (word, lemma, plural) in [
            ("residents", "resident", true),
            ("police", "police", true),
            ("agencies", "agency", true),
            ("witnesses", "witness", true),
            ("woman", "woman", false),
            ("women", "woman", true),
        ] {
            let noun = voices.find(word).unwrap();
            assert_eq!((noun.lemma, noun.plural), (lemma, plural));
        }
        assert_eq!(voices.find("telescope"), None);
    }
}
