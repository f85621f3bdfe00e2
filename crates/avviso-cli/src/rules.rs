//! What the names of rules mean, in one line each, for people who ask why.

/// Rule and meaning, tab between, in order of name.
const TABLE: &str = include_str!("rules.tsv");

/// What a rule concludes from.
pub(crate) fn meaning(rule: &str) -> Option<&'static str> {
    rows().find(|(name, _)| *name == rule).map(|(_, meaning)| meaning)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().skip(1).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    /// The names that the sources give to rules.
    fn named_in(folder: &Path, names: &mut BTreeSet<String>) {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                named_in(&path, names);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let source = std::fs::read_to_string(&path).unwrap();
                // Tests make up names of their own.
                let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
                for part in source.split("RuleId::new(").skip(1) {
                    let quoted = part.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
                    let name = quoted.map(|(name, _)| name.to_owned());
                    names.extend(name.filter(|name| !name.starts_with("test")));
                }
            }
        }
    }

    #[test]
    fn every_rule_has_a_meaning_and_every_meaning_a_rule() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let mut named = BTreeSet::new();
        for name in ["avviso-page", "avviso-analysis", "avviso-picture", "avviso"] {
            named_in(&crates.join(name).join("src"), &mut named);
        }
        let told: BTreeSet<String> = rows().map(|(name, _)| name.to_owned()).collect();
        assert_eq!(told.len(), rows().count(), "no rule twice");
        assert!(rows().map(|(name, _)| name).is_sorted(), "in order of name");
        let missing: Vec<_> = named.difference(&told).collect();
        let gone: Vec<_> = told.difference(&named).collect();
        assert!(
            missing.is_empty() && gone.is_empty(),
            "rules.tsv lacks {missing:?}, and has too many: {gone:?}"
        );
    }
}
