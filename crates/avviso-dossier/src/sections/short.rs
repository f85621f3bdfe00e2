//! In short: at most seven rows, each a link; never a sentence of ours.

use serde::Serialize;

use crate::pile::Pile;
use crate::sections::{lineage, statements};
use crate::show::count;

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    what: &'static str,
    chain: Vec<Option<String>>,
    words: String,
    to: String,
}

const ROWS: usize = 7;

pub(crate) fn rows(pile: &Pile) -> Vec<Row> {
    let mut out = Vec::new();
    let speakers = statements::rows(pile);
    // Who is quoted once is not "most quoted", unless nobody is quoted more.
    let most = speakers.iter().filter(|s| s.resolved).map(|s| s.statements.len()).max().unwrap_or(0);
    for speaker in
        speakers.iter().filter(|s| s.resolved && s.statements.len() > most.saturating_sub(1).min(1)).take(3)
    {
        out.push(Row {
            what: "most quoted",
            chain: Vec::new(),
            words: format!(
                "{}: {}",
                speaker.name,
                count(speaker.statements.len(), "statement", "statements")
            ),
            to: format!("s-{}", speaker.statements.first().map_or("", |s| s.anchor.as_str())),
        });
    }
    let longest = speakers
        .iter()
        .flat_map(|speaker| &speaker.statements)
        .filter(|statement| statement.chain.len() > 2)
        // Of chains of one length the first in the pile's order.
        .fold(None::<&statements::Statement>, |best, s| match best {
            Some(best) if best.chain.len() >= s.chain.len() => Some(best),
            _ => Some(s),
        });
    if let Some(statement) = longest {
        out.push(Row {
            what: "longest chain",
            chain: statement.chain.clone(),
            words: String::new(),
            to: format!("s-{}", statement.anchor),
        });
    }
    for row in lineage::rows(pile).into_iter().filter(|row| row.relation != "cites").take(2) {
        out.push(Row {
            what: "says it comes from elsewhere",
            chain: vec![
                Some(row.page_name),
                Some(row.outlet.unwrap_or_else(|| "outlet not named".to_owned())),
            ],
            words: String::new(),
            to: "lineage".to_owned(),
        });
    }
    let undated = pile.pages().iter().filter(|leaf| leaf.record.article.published.is_none()).count();
    if undated > 0 {
        out.push(Row {
            what: "undated",
            chain: Vec::new(),
            words: count(undated, "page", "pages"),
            to: "dates".to_owned(),
        });
    }
    out.truncate(ROWS);
    out
}
