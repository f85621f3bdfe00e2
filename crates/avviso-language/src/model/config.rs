//! `config.cfg`: sections of JSON values.

use std::collections::BTreeMap;

use serde_json::Value;

/// Sections in dotted form; values that are not JSON (references such as `${a.b:c}`) are kept as strings.
#[derive(Debug)]
pub(crate) struct Config(BTreeMap<String, BTreeMap<String, Value>>);

impl Config {
    pub(crate) fn parse(text: &str) -> Config {
        let mut sections: BTreeMap<String, BTreeMap<String, Value>> = BTreeMap::new();
        let mut section = String::new();
        for line in text.lines() {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                name.clone_into(&mut section);
                sections.entry(section.clone()).or_default();
            } else if let Some((key, value)) = line.split_once('=') {
                let value = value.trim();
                let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
                sections.entry(section.clone()).or_default().insert(key.trim().to_owned(), value);
            }
        }
        Config(sections)
    }

    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&Value> {
        self.0.get(section)?.get(key)
    }

    pub(crate) fn text(&self, section: &str, key: &str) -> Option<&str> {
        self.get(section, key)?.as_str()
    }

    /// A list of strings; empty if absent.
    pub(crate) fn list(&self, section: &str, key: &str) -> Vec<String> {
        let items = self.get(section, key).and_then(Value::as_array);
        items.map_or_else(Vec::new, |items| {
            items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
        })
    }
}
