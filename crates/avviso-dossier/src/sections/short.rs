//! In short: at most seven rows of names, chains and links; never a sentence of ours.

use serde::Serialize;

use crate::sections::lineage;
use crate::sections::statements::{Speaker, Statement};
use crate::show::{count, short};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    what: &'static str,
    items: Vec<Item>,
    /// How many more there are, and where.
    more: Option<(String, &'static str)>,
}

/// One link of a row.
#[derive(Debug, Serialize)]
struct Item {
    chain: Vec<Option<String>>,
    to: String,
    note: String,
}

/// Links in one row.
const ITEMS: usize = 3;

fn weight(statement: &Statement) -> (usize, usize) {
    (statement.chain.len(), statement.words.len())
}

fn row(what: &'static str, mut items: Vec<Item>, to: &'static str) -> Option<Row> {
    let rest = items.len().saturating_sub(ITEMS);
    items.truncate(ITEMS);
    let more = (rest > 0).then(|| (format!("{} more", crate::show::number(rest as u64)), to));
    (!items.is_empty()).then_some(Row { what, items, more })
}

pub(crate) fn rows(view: &View<'_>) -> Vec<Row> {
    let named: Vec<&Speaker> = view.speakers.iter().filter(|speaker| speaker.resolved).collect();
    // Who is quoted once is not "most quoted", unless nobody is quoted more.
    let most = named.iter().map(|s| s.statements.len()).max().unwrap_or(0);
    let quoted = named.iter().filter(|s| s.statements.len() > most.saturating_sub(1).min(1)).take(ITEMS);
    let quoted: Vec<Item> = quoted
        .map(|speaker| Item {
            chain: vec![Some(speaker.name.clone())],
            to: speaker.anchor.clone(),
            note: count(speaker.statements.len(), "statement", "statements"),
        })
        .collect();
    // Of chains of one length the one with most to say, then the first in the file's order.
    let longest =
        view.speakers.iter().flat_map(|speaker| &speaker.statements).fold(None::<&Statement>, |best, s| {
            match best {
                Some(best) if weight(best) >= weight(s) => Some(best),
                _ => Some(s),
            }
        });
    let chain = longest.filter(|s| s.chain.len() > 2).map(|s| Item {
        chain: s.chain.clone(),
        to: format!("s-{}", s.anchor),
        note: format!("“{}”", short(s.words.trim_start_matches(['“', '"', '‘']), 60)),
    });
    let mut from = lineage::rows(view);
    from.retain(|row| row.relation != "cites");
    // A page that says it twice is told once.
    from.dedup_by(|b, a| a.page == b.page && a.outlet == b.outlet);
    let from: Vec<Item> = from
        .into_iter()
        .map(|row| Item {
            chain: vec![
                Some(row.page_name),
                Some(row.outlet.unwrap_or_else(|| "outlet not named".to_owned())),
            ],
            to: "lineage".to_owned(),
            note: row.relation,
        })
        .collect();
    let pages = view.pile.pages().iter();
    let undated: Vec<Item> = pages
        .filter(|leaf| leaf.record.article.published.is_none())
        .map(|leaf| Item {
            chain: vec![Some(format!("page {}, {}", leaf.number, short(&leaf.name(), 70)))],
            to: leaf.anchor.clone(),
            note: String::new(),
        })
        .collect();
    let unknown = view.speakers.iter().find(|speaker| !speaker.resolved).map(|speaker| Item {
        chain: vec![Some(count(speaker.statements.len(), "statement", "statements"))],
        to: speaker.anchor.clone(),
        note: String::new(),
    });
    let repeats: Vec<Item> = view
        .picture
        .in_words()
        .map(|words| Item { chain: vec![Some(words)], to: "repeats".to_owned(), note: String::new() })
        .into_iter()
        .collect();
    let told = view
        .picture
        .sayings
        .iter()
        .max_by_key(|saying| (saying.tellings.len(), std::cmp::Reverse(saying.id)));
    let told = told.map(|saying| Item {
        chain: vec![saying.speaker.clone().or_else(|| Some("speaker not known".to_owned()))],
        to: format!("u-{}", saying.id),
        note: format!(
            "“{}”, {}",
            short(
                saying.words.trim_start_matches(['“', '"', '‘']).trim_end_matches(['”', '"', '’', ',']),
                70
            ),
            count(saying.tellings.len(), "telling", "tellings")
        ),
    });
    [
        row("who repeats whom", repeats, "repeats"),
        row("most told", told.into_iter().collect(), "sayings"),
        row("most quoted", quoted, "statements"),
        row("longest chain", chain.into_iter().collect(), "statements"),
        row("comes from elsewhere", from, "lineage"),
        row("undated", undated, "dates"),
        row("speaker not known", unknown.into_iter().collect(), "doubts"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
