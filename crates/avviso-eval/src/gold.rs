//! Gold data: articles with their attributions, one JSON object a line, perhaps gzipped.
//!
//! The form is that of `score_attribution.py`: `{"id", "text", "attributions": [{"source", "cue", "content"}],
//! "discard"}`, spans in code points of `text`. Other keys are ignored.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use avviso_record::{Attribution, Record};
use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};

/// Half-open spans of code points.
pub type Spans = Vec<[u32; 2]>;

/// One attribution in the scorer's form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// The words that name the speaker.
    #[serde(default)]
    pub source: Spans,
    /// The words that say that something is said.
    #[serde(default)]
    pub cue: Spans,
    /// What is said.
    #[serde(default)]
    pub content: Spans,
}

impl From<&Attribution> for Roles {
    fn from(attribution: &Attribution) -> Self {
        let spans = |spans: &[avviso_record::CharSpan]| spans.iter().map(|&span| span.into()).collect();
        Self {
            source: spans(&attribution.source),
            cue: spans(&attribution.cue),
            content: spans(&attribution.content),
        }
    }
}

/// One article as people marked it.
#[derive(Clone, Debug, Deserialize)]
pub struct Article {
    /// The article's name within its corpus.
    pub id: String,
    /// The text; `None` where the corpus may not give it and every position counts.
    #[serde(default)]
    pub text: Option<String>,
    /// The attributions, in the file's order.
    pub attributions: Vec<Roles>,
    /// What people marked as no part of the article.
    #[serde(default)]
    pub discard: Option<Spans>,
}

/// What a system says of one article, in the scorer's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemArticle {
    /// The gold article that it is about.
    pub id: String,
    /// The outermost attributions, in the record's order.
    pub attributions: Vec<Roles>,
}

/// Gives the outermost attributions of a record: gold marks only these.
pub fn outermost(record: &Record) -> Vec<Roles> {
    record.attributions.iter().filter(|attribution| attribution.within.is_none()).map(Roles::from).collect()
}

/// Opens a file, unpacking it where its name ends in `.gz`.
pub fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("{}", path.display()))?;
    let reader: Box<dyn Read> = match path.extension() {
        Some(extension) if extension == "gz" => Box::new(MultiGzDecoder::new(file)),
        Some(_) | None => Box::new(file),
    };
    Ok(Box::new(BufReader::new(reader)))
}

/// Reads gold articles in the file's order; of two with one id the later stands, in the place of the first.
pub fn read(path: &Path) -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (i, line) in open(path)?.lines().enumerate() {
        let at = || format!("{}, line {}", path.display(), i + 1);
        let line = line.with_context(at)?;
        if line.trim().is_empty() {
            continue;
        }
        let article: Article = serde_json::from_str(&line).with_context(at)?;
        if let Some(&place) = places.get(&article.id) {
            articles[place] = article;
        } else {
            places.insert(article.id.clone(), articles.len());
            articles.push(article);
        }
    }
    Ok(articles)
}
