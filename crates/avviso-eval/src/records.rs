//! Records and the gold articles that they are about.
//!
//! A record belongs to the gold article whose `id` is the file name of the record's `source`, as it stands or without
//! its last extension: `pages/x_2016.txt` and `x_2016` belong to `x_2016`. The folder does not matter. The record's
//! text must be gold's, character by character, since all spans count in it; so pages are read with `--clean none`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use avviso_record::{Record, line};

use crate::gold::{self, Article, Roles, outermost};

/// Reads the records of a file, and stops at the first that is none or that breaks a law.
pub fn read(path: &Path) -> Result<Vec<Record>> {
    line::read(gold::open(path)?)
        .map(|record| {
            let (number, record) = record.with_context(|| path.display().to_string())?;
            lawful(&record).with_context(|| format!("{}, line {number}", path.display()))?;
            Ok(record)
        })
        .collect()
}

/// Refuses a record that breaks a law: nothing is scored that a reader could not trust.
pub fn lawful(record: &Record) -> Result<()> {
    let violations = record.check(None);
    if let Some(first) = violations.first() {
        bail!("{} breaks {} laws, first: {first}", record.page.source, violations.len());
    }
    Ok(())
}

/// Gives the names of the gold article that a record with this source may belong to, the likelier first.
pub fn names(source: &str) -> impl Iterator<Item = &str> {
    let file = source.rsplit(['/', '\\']).next().unwrap_or(source);
    let stem = file.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty());
    [Some(file), stem].into_iter().flatten()
}

/// Gives for each gold article the outermost attributions of its record; none where there is no record.
///
/// # Errors
/// A record without a gold article, two records for one, a text that is not gold's.
pub fn by_article(gold: &[Article], records: &[Record]) -> Result<Vec<Vec<Roles>>> {
    let places: BTreeMap<&str, usize> = gold.iter().enumerate().map(|(i, it)| (it.id.as_str(), i)).collect();
    let mut found: Vec<Option<Vec<Roles>>> = vec![None; gold.len()];
    for record in records {
        let source = &record.page.source;
        let Some((place, article)) = names(source)
            .find_map(|name| places.get(name).and_then(|&place| Some((place, gold.get(place)?))))
        else {
            bail!(
                "{source}: no gold article has this name (a record belongs to the id that is its file's name)"
            );
        };
        if let Some(text) = &article.text
            && *text != record.text
        {
            let same = text.chars().zip(record.text.chars()).take_while(|(a, b)| a == b).count();
            bail!("{source}: the text is not gold's from character {same} on (read it with --clean none)");
        }
        let before = found.get_mut(place).and_then(|slot| slot.replace(outermost(record)));
        ensure!(before.is_none(), "{source}: a second record for {}", article.id);
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_the_name_of_its_file() {
        let all = |source| names(source).collect::<Vec<_>>();
        assert_eq!(all("a/b/x_2016-09-12_dr.-no.txt"), ["x_2016-09-12_dr.-no.txt", "x_2016-09-12_dr.-no"]);
        assert_eq!(all("x"), ["x"]);
        assert_eq!(all(".hidden"), [".hidden"]);
        assert_eq!(all("C:\\pages\\x.txt"), ["x.txt", "x"]);
    }

    fn record(source: &str, text: &str) -> Record {
        let mut record: Record =
            serde_json::from_str(include_str!("../../avviso-record/tests/example/record.json")).unwrap();
        source.clone_into(&mut record.page.source);
        text.clone_into(&mut record.text);
        record
    }

    fn gold(id: &str, text: &str) -> Article {
        Article { id: id.into(), text: Some(text.into()), attributions: vec![], discard: None }
    }

    #[test]
    fn records_meet_gold_by_name_and_text() {
        let gold = [gold("x", "One."), gold("y.v2", "Two.")];
        let found = by_article(&gold, &[record("in/y.v2.txt", "Two.")]).unwrap();
        // The inner one of the example's five is not told.
        assert_eq!((found[0].len(), found[1].len()), (0, 4));
        let error = |records: &[Record]| by_article(&gold, records).unwrap_err().to_string();
        assert!(error(&[record("z.txt", "One.")]).contains("no gold article"));
        assert!(error(&[record("x.txt", "On.")]).contains("from character 2 on"));
        assert!(error(&[record("x.txt", "One."), record("x", "One.")]).contains("a second record for x"));
    }
}
