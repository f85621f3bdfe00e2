//! The rule lemmatiser for English.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::chars::is_alpha;
use crate::error::ModelError;
use crate::hash::murmur2;
use crate::model::file::ModelFile;
use crate::model::manifest::{Array, LemmaTable, Strings};
use crate::table::{StringTable, find};
use crate::token::Pos;

#[derive(Debug)]
pub(crate) struct Lemmas {
    /// By part of speech.
    tables: Vec<Option<Table>>,
}

#[derive(Debug)]
struct Table {
    rules: Vec<(String, String)>,
    index: Option<Array>,
    exceptions: Option<Strings>,
}

/// Lemmas found so far, by lexeme, part of speech and base form.
#[derive(Debug, Default)]
pub(crate) struct LemmaMemory {
    known: HashMap<u64, (u32, u32), FxBuildHasher>,
    text: String,
}

impl LemmaMemory {
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.text.clear();
    }
}

/// Which parts of speech a set of morphological features makes a base form of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct BaseForm {
    noun: bool,
    verb: bool,
    any: bool,
}

impl BaseForm {
    pub(crate) fn of(morph: &str) -> BaseForm {
        let get = |name: &str| {
            morph
                .split('|')
                .filter_map(|pair| pair.split_once('='))
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        BaseForm {
            noun: get("Number") == Some("Sing"),
            verb: get("VerbForm") == Some("Fin") && get("Tense") == Some("Pres") && get("Number").is_none(),
            any: matches!(get("VerbForm"), Some("Inf" | "None")) || get("Degree") == Some("Pos"),
        }
    }

    fn holds(self, pos: Pos) -> bool {
        self.any || (pos == Pos::Noun && self.noun) || (pos == Pos::Verb && self.verb)
    }
}

pub(crate) fn strings<'f>(file: &'f ModelFile, strings: &Strings) -> Result<StringTable<'f>, ModelError> {
    let ids: &[u64] = file.array(strings.ids)?;
    let ends: &[u32] = file.array_of(strings.ends, ids.len(), "string table")?;
    Ok(StringTable { ids, ends, text: file.array(strings.text)? })
}

impl Lemmas {
    pub(crate) fn new(file: &ModelFile, tables: Vec<LemmaTable>) -> Result<Lemmas, ModelError> {
        let mut by_pos: Vec<Option<Table>> = Pos::ALL.iter().map(|_| None).collect();
        for table in tables {
            if let Some(index) = table.index {
                file.array::<u64>(index)?;
            }
            if let Some(exceptions) = &table.exceptions {
                strings(file, exceptions)?;
            }
            if let Some(at) = Pos::ALL.iter().position(|pos| pos.as_str().to_lowercase() == table.pos) {
                by_pos[at] =
                    Some(Table { rules: table.rules, index: table.index, exceptions: table.exceptions });
            }
        }
        Ok(Lemmas { tables: by_pos })
    }

    /// The lemma of a lexeme as a part of speech.
    #[allow(
        clippy::too_many_arguments,
        reason = "a lexeme's number, texts, and what the sentence makes of it"
    )]
    pub(crate) fn lemma<'m>(
        &self,
        file: &ModelFile,
        lexeme: u32,
        text: &str,
        lower: &str,
        pos: Pos,
        base: BaseForm,
        memory: &'m mut LemmaMemory,
    ) -> &'m str {
        let key = u64::from(lexeme) << 16 | (pos as u64) << 1 | u64::from(base.holds(pos));
        let (start, end) = *memory.known.entry(key).or_insert_with(|| {
            let start = memory.text.len() as u32;
            self.find(file, text, lower, pos, base, &mut memory.text);
            (start, memory.text.len() as u32)
        });
        &memory.text[start as usize..end as usize]
    }

    fn find(&self, file: &ModelFile, text: &str, lower: &str, pos: Pos, base: BaseForm, out: &mut String) {
        if matches!(pos, Pos::None | Pos::Space | Pos::Eol) || base.holds(pos) {
            out.push_str(lower);
            return;
        }
        let Some(table) = &self.tables[pos as usize] else {
            out.push_str(if pos == Pos::Propn { text } else { lower });
            return;
        };
        // The first exception in front, then forms of the index (the latest first), then forms that are no words.
        let exceptions = table.exceptions.as_ref().and_then(|table| strings(file, table).ok());
        let exception = exceptions.and_then(|table| table.get(murmur2(lower.as_bytes(), 1)));
        let index: &[u64] = table.index.map_or(&[], |index| file.checked(index));
        let mut indexed: Vec<String> = Vec::new();
        let mut odd = Vec::new();
        let mut unknown = None;
        for (old, new) in &table.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if find(index, murmur2(form.as_bytes(), 1)).is_some() {
                indexed.insert(0, form);
            } else if !form.chars().all(is_alpha) {
                odd.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        // An exception goes to the front unless the rules have found it; of several the last ends up first.
        let mut forms: Vec<String> = Vec::new();
        for form in indexed.into_iter().chain(odd) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        for form in exception.into_iter().flat_map(|all| all.split('\0')) {
            if !forms.iter().any(|known| known == form) {
                forms.insert(0, form.to_owned());
            }
        }
        out.push_str(forms.first().or(unknown.as_ref()).map_or(text, String::as_str));
    }
}
