//! Figures of the library as it is built into this program: pages of a corpus read, records scored.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};
use avviso::{Clean, Inputs, Item, Limits, Page, Reader, Record};
use avviso_picture::link::Linker;
use avviso_picture::trace::{Options, Tracer, quotations};
use serde_json::Value;

use crate::gold::{self, Article};
use crate::laid::{self, Scratch};
use crate::records;
use crate::score::tellings::{self, Figures};
use crate::score::{Report, Tally};

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Who is said to have said what.
    Attribution,
    /// Who repeats whom, and traced quotations, on the development set.
    Tellings,
    /// Who repeats whom, on real articles whose pairs were read by eye.
    #[serde(rename = "tellings-real")]
    TellingsReal,
}

/// The development set of tellings: its seed, and its stories.
pub const SET: (u64, u32) = (11, 104);

/// Figures of one kind.
#[derive(Clone, Debug)]
pub enum Measured {
    /// Of attributions.
    Attribution(Report),
    /// Of tellings.
    Tellings(Figures),
}

impl Measured {
    /// Gives one number by its path, like `SC50.F1` or `link.pairs.f1`.
    pub fn number(&self, path: &str) -> Option<f64> {
        match self {
            Self::Attribution(report) => report.number(path),
            Self::Tellings(figures) => figures.number(path),
        }
    }
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

/// Measures the library; `data` is the file that a floor names, in the folder of data `folder`.
///
/// # Errors
/// Data that cannot be read, a record that breaks a law.
pub fn measure(kind: Kind, folder: &Path, data: &Path) -> Result<Measured> {
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
            Ok(Measured::Attribution(score(&gold, &records, true)?))
        }
        Kind::Tellings => {
            let set = Scratch::new("set")?;
            let (seed, stories) = SET;
            laid::tellings(folder, seed, stories, set.path())?;
            let records = read_folder(&set.path().join("pages"))?;
            let truth = tellings::read(&set.path().join("truth.jsonl"))?;
            let asked = fs::read_to_string(set.path().join("queries.jsonl"))?;
            let quotations = quotations(&asked).collect::<Result<Vec<_>, _>>()?;
            let tracer = Tracer::new(quotations, Options::default());
            let traced = tracer.finish(records.iter().map(|record| tracer.look(record)).collect());
            let traced = traced.iter().map(serde_json::to_value).collect::<Result<Vec<_>, _>>()?;
            let mut all = Figures::default();
            all.0.insert("link".into(), tellings::score_link(&truth, &link(&records)?)?);
            all.0.insert("trace".into(), tellings::score_trace(&truth, &traced, &set.path().join("pages"))?);
            Ok(Measured::Tellings(all))
        }
        Kind::TellingsReal => {
            let set = Scratch::new("real")?;
            laid::plain(folder, set.path())?;
            let records = read_folder(&set.path().join("pages"))?;
            let table = fs::read_to_string(data)?;
            let mut all = Figures::default();
            all.0.insert("real".into(), tellings::score_real(&table, &link(&records)?)?);
            Ok(Measured::Tellings(all))
        }
    }
}

/// Reads all pages below a folder, as `avviso read` does.
fn read_folder(folder: &Path) -> Result<Vec<Record>> {
    let reader = Reader::new(Clean::Auto, Limits::default());
    let mut records = Vec::new();
    for found in Inputs::new(vec![folder.to_owned()], reader.limits().page_bytes) {
        if let Item::Page(page) = found?.item {
            records.push(reader.read(&page));
        }
    }
    Ok(records)
}

/// Links records; the rows as a file holds them.
fn link(records: &[Record]) -> Result<Vec<Value>> {
    let mut linker = Linker::new();
    for record in records {
        linker.add(record);
    }
    let Some(first) = records.first() else { bail!("no page") };
    linker.picture(first.tool.clone()).iter().map(|row| Ok(serde_json::to_value(row)?)).collect()
}
