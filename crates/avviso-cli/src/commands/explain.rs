//! `avviso explain`: one fact, its words, its bytes and why it was concluded; or a layer under its text.

use std::io::{self, Write};

use anyhow::Context;
use avviso::input::PageIndex;
use avviso::{Inputs, Item, Page, Record};
use avviso_analysis::{Drawable, draw};

use crate::args::Explain;
use crate::commands::{Outcome, Usage, reader};
use crate::show;
use crate::show::explain::{FactName, facts, list};
use crate::show::visible::visible;
use crate::suggest::nearest;

/// Pages named in an error.
const NAMED: usize = 10;

/// What INPUT came to.
enum Target {
    Page(Box<Page>),
    Record(Box<Record>),
}

impl Target {
    fn id(&self) -> String {
        match self {
            Self::Page(page) => page.id(),
            Self::Record(record) => record.page.id.clone(),
        }
    }
}

pub(crate) fn run(args: &Explain) -> anyhow::Result<Outcome> {
    let words = args.fact.join(" ");
    let (page_id, fact) = match words.split_once('/') {
        Some((page, fact)) => (Some(page.trim()), fact.trim()),
        None if is_page_id(&words) => (Some(words.as_str()), ""),
        None => (None, words.trim()),
    };
    let layer = args.layer.as_deref().map(layer_named).transpose()?;
    if layer.is_some() && !fact.is_empty() {
        return Err(Usage(format!("either a fact ({fact}) or a layer, not both")).into());
    }
    let name = if fact.is_empty() { None } else { Some(FactName::parse(fact).map_err(Usage)?) };
    let (target, failed) = find(args, page_id)?;
    let limits = args.limits();
    let reader = reader(args.clean.into(), limits, args.model.as_deref())?;
    let (paint, columns) = (show::paint(), show::columns());

    let text = match (target, layer) {
        (Target::Page(page), Some(layer)) => {
            let inside = reader.read_inside(&page);
            let drawn = draw(&inside.reading.article, &inside.layers, layer, columns.min(80));
            // What is drawn is the page's text, line by line; nothing in it may reach the terminal as a command.
            drawn.lines().flat_map(|line| [visible(line), "\n".into()]).collect()
        }
        (Target::Record(_), Some(_)) => {
            return Err(Usage(
                "layers are drawn from pages, and this is a record: give the page itself".into(),
            )
            .into());
        }
        (Target::Page(page), None) => {
            let record = reader.read(&page);
            explained(&record, Some(page.bytes()), name.as_ref(), paint, columns)?
        }
        (Target::Record(record), None) => {
            let page = page_of(&record, args);
            explained(&record, page.as_ref().map(Page::bytes), name.as_ref(), paint, columns)?
        }
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("the output cannot be written")?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

fn explained(
    record: &Record,
    page: Option<&[u8]>,
    name: Option<&FactName>,
    paint: show::style::Paint,
    columns: usize,
) -> anyhow::Result<String> {
    let Some(name) = name else { return Ok(list(record, paint, columns)) };
    show::explain::fact(record, page, name, paint, columns).ok_or_else(|| {
        let all = facts(record);
        let hint = nearest(&name.to_string(), all.iter().map(|(name, _)| name.as_str()))
            .map(|near| format!("; did you mean {near}?"))
            .unwrap_or_default();
        Usage(format!("page {} has no fact {name}{hint}: without a fact, all are listed", record.page.id))
            .into()
    })
}

fn is_page_id(word: &str) -> bool {
    word.len() >= 5 && word.strip_prefix('p').is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The page or record that is meant; also says whether some input could not be read.
fn find(args: &Explain, page_id: Option<&str>) -> anyhow::Result<(Target, bool)> {
    let mut first: Option<Target> = None;
    let mut others: Vec<String> = Vec::new();
    let mut count = 0usize;
    let mut failed = false;
    for found in Inputs::new(vec![args.input.clone()], args.max_page_bytes) {
        let target = match found {
            Ok(found) => match found.item {
                Item::Page(page) => Target::Page(page),
                Item::Record(record) => Target::Record(record),
            },
            Err(error) => {
                failed = true;
                show::error(&error.to_string());
                continue;
            }
        };
        let id = target.id();
        match page_id {
            Some(wanted) if id.starts_with(wanted) => return Ok((target, failed)),
            None if first.is_none() => first = Some(target),
            Some(_) | None => {}
        }
        count += 1;
        if others.len() < NAMED && !others.contains(&id) {
            others.push(id);
        }
    }
    let input = avviso::input::display_name(&args.input);
    let more = if count > others.len() { ", …" } else { "" };
    let ids = || format!("{}{more}", others.join(", "));
    match (page_id, first) {
        (None, Some(first)) if count == 1 => Ok((first, failed)),
        (None, Some(_)) => Err(Usage(format!(
            "{input} has {count} pages: name the one you mean, PAGE-ID/FACT, of {}",
            ids()
        ))
        .into()),
        (Some(_), _) if count == 0 => anyhow::bail!("{input}: there is no page to explain"),
        (Some(wanted), _) => Err(Usage(format!("{input} has no page {wanted}: it has {}", ids())).into()),
        (None, None) => anyhow::bail!("{input}: there is no page to explain"),
    }
}

/// The page that a record speaks of, if it lies where the record says and has its hash. The record's word is taken
/// for a file to look at, and nothing else: what has another hash is not shown.
fn page_of(record: &Record, args: &Explain) -> Option<Page> {
    let file = record.page.source.split('#').next().unwrap_or_default();
    let near = args.input.parent().unwrap_or(std::path::Path::new(""));
    for path in [near.join(file), file.into()] {
        if path.is_file() {
            let (index, _) = PageIndex::new(vec![path]);
            if let Some(Ok(page)) = index.page(record)
                && page.sha256_hex() == record.page.sha256
            {
                return Some(page);
            }
        }
    }
    None
}

/// All layers that can be drawn, by name.
const LAYERS: [(&str, Drawable); 14] = [
    ("sentences", Drawable::Sentences),
    ("tokens", Drawable::Tokens),
    ("tags", Drawable::Tags),
    ("heads", Drawable::Heads),
    ("lemmas", Drawable::Lemmas),
    ("names", Drawable::Names),
    ("noun-chunks", Drawable::NounChunks),
    ("words", Drawable::Words),
    ("quotations", Drawable::Quotations),
    ("times", Drawable::Times),
    ("mentions", Drawable::Mentions),
    ("actors", Drawable::Actors),
    ("attributions", Drawable::Attributions),
    ("regions", Drawable::Regions),
];

fn layer_named(name: &str) -> Result<Drawable, Usage> {
    if let Some((_, layer)) = LAYERS.iter().find(|(known, _)| *known == name) {
        return Ok(*layer);
    }
    let names = LAYERS.map(|(name, _)| name);
    let hint = nearest(name, names).map(|near| format!("; did you mean {near}?")).unwrap_or_default();
    let names = names.join(", ");
    Err(Usage(format!("there is no layer {name:?}{hint} (there are {names})")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layer_has_a_name() {
        for (_, layer) in LAYERS {
            // A new layer does not compile until it is named above.
            match layer {
                Drawable::Sentences
                | Drawable::Tokens
                | Drawable::Tags
                | Drawable::Heads
                | Drawable::Lemmas
                | Drawable::Names
                | Drawable::NounChunks
                | Drawable::Words
                | Drawable::Quotations
                | Drawable::Times
                | Drawable::Mentions
                | Drawable::Actors
                | Drawable::Attributions
                | Drawable::Regions => {}
            }
        }
        assert_eq!(layer_named("words").unwrap(), Drawable::Words);
    }

    #[test]
    fn page_ids_are_told_from_facts() {
        assert!(is_page_id("p9f86d081884c7d65") && is_page_id("p9f86"));
        for fact in ["published", "q1", "p1", "", "pages"] {
            assert!(!is_page_id(fact), "{fact}");
        }
    }
}
