//! The same words on several pages: each saying under its longest telling, the others folded with what differs.

use avviso_record::picture::{Saying, Status, Telling};
use serde::Serialize;

use crate::differ::{Bit, bits};
use crate::picture::bytes;
use crate::pile::Leaf;
use crate::sections::repeats::Ref;
use crate::show::{count, short};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Sayings {
    rows: Vec<Row>,
    /// Sayings that are in the picture and not in this file.
    left_out: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    words: String,
    speaker: Option<String>,
    told: String,
    /// How the others stand to the longest: `altered 3, verbatim 1`.
    how: String,
    groups: String,
    earliest: Option<Ref>,
    tellings: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct Told {
    page: Ref,
    status: &'static str,
    longest: bool,
    chain: Vec<Option<String>>,
    words: Vec<Bit>,
    bytes: String,
    /// The statement's anchor and number.
    statement: Option<(String, usize)>,
}

const SAYINGS: usize = 200;
const TELLINGS: usize = 40;

pub(crate) fn rows(view: &View<'_>) -> Sayings {
    let mut sayings = view.picture.sayings.clone();
    // Altered ones first, then those that most pages tell.
    sayings.sort_by_key(|saying| {
        let changed = saying.tellings.iter().map(|telling| telling.status).max();
        (std::cmp::Reverse(changed), std::cmp::Reverse(saying.tellings.len()), saying.id)
    });
    Sayings {
        left_out: sayings.len().saturating_sub(SAYINGS),
        rows: sayings.into_iter().take(SAYINGS).map(|saying| row(view, saying)).collect(),
    }
}

fn row(view: &View<'_>, saying: &Saying) -> Row {
    let longest = saying
        .tellings
        .iter()
        .max_by_key(|telling| (telling.span.len(), std::cmp::Reverse(telling.span.start())));
    let mut pages: Vec<(&str, &str)> =
        saying.tellings.iter().map(|telling| (telling.page.as_str(), telling.source.as_str())).collect();
    pages.sort_unstable();
    pages.dedup();
    let mut tellings: Vec<Told> =
        saying.tellings.iter().filter_map(|t| told(view, t, longest)).take(TELLINGS).collect();
    tellings.sort_by_key(|telling| (!telling.longest, telling.page.number()));
    let others = |status: &str| tellings.iter().filter(|t| !t.longest && t.status == status).count();
    let how: Vec<String> = ["altered", "cut", "verbatim"]
        .iter()
        .filter(|status| others(status) > 0)
        .map(|status| format!("{status} {}", others(status)))
        .collect();
    Row {
        how: how.join(", "),
        id: saying.id.to_string(),
        words: short(&saying.words.split_whitespace().collect::<Vec<_>>().join(" "), 600),
        speaker: saying.speaker.clone(),
        told: format!("told on {}", count(pages.len(), "page", "pages")),
        groups: format!(
            "{}, at most {}",
            count(saying.groups as usize, "copy group", "copy groups"),
            count(saying.origins as usize, "origin", "origins")
        ),
        earliest: saying.earliest.as_deref().and_then(|id| view.pile.find_id(id)).map(Ref::of),
        tellings,
    }
}

fn told(view: &View<'_>, telling: &Telling, longest: Option<&Telling>) -> Option<Told> {
    let leaf: &Leaf = view.pile.find(&telling.page, &telling.source)?;
    let start = telling.span.start();
    let edits = telling
        .edits
        .iter()
        .map(|edit| (edit.b.start().saturating_sub(start)..edit.b.end().saturating_sub(start), edit.kind));
    let longest = longest
        .is_some_and(|it| (&it.page, &it.source, it.span) == (&telling.page, &telling.source, telling.span));
    Some(Told {
        page: Ref::of(leaf),
        status: match telling.status {
            Status::Verbatim => "verbatim",
            Status::Cut => "cut",
            Status::Altered => "altered",
        },
        longest,
        chain: telling.chain.clone(),
        words: bits(leaf.slice(telling.span), edits),
        bytes: bytes(&telling.raw),
        statement: telling
            .attribution
            .filter(|id| leaf.record.attributions.iter().any(|a| a.id == *id))
            .map(|id| (leaf.fact(id), view.number(leaf, id))),
    })
}
