//! Figures of the library as it is built into this program: pages of a corpus read, records scored.

use std::path::Path;

use anyhow::{Result, bail};
use avviso::{Clean, Limits, Page, Reader, Record};

use crate::gold::{self, Article};
use crate::records;
use crate::score::{Report, Tally};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Who is said to have said what.
    Attribution,
}

/// Reads the texts of gold as pages that need no cleaning, as `avviso read --clean none` does.
pub fn read_pages(gold: &[Article]) -> Vec<Record> {
    let reader = Reader::new(Clean::Verbatim, Limits::default());
    gold.iter()
        .filter_map(|article| {
            let text = article.text.as_ref()?;
            let name = format!("{}.txt", article.id);
            let page = Page::new(name, text.clone().into_bytes(), reader.limits().page_bytes);
            Some(reader.read(&page))
        })
        .collect()
}

/// Scores records against gold.
pub fn score(gold: &[Article], records: &[Record], nested: bool) -> Result<Report> {
    let mut tally = Tally::default();
    for (article, roles) in gold.iter().zip(records::by_article(gold, records)?) {
        tally.add(article, &roles);
    }
    Ok(Report::new(&tally, nested))
}

/// Measures the library on a gold file.
pub fn measure(kind: Kind, data: &Path) -> Result<Report> {
    match kind {
        Kind::Attribution => {
            let gold = gold::read(data)?;
            if gold.is_empty() {
                bail!("{}: no article", data.display());
            }
            let records = read_pages(&gold);
            for record in &records {
                records::lawful(record)?;
            }
            score(&gold, &records, true)
        }
    }
}
