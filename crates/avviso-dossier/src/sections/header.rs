//! The header: what this is, in numbers.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::sections::doubts;
use crate::show::{count, number};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Header {
    pub(crate) title: String,
    tiles: Vec<Tile>,
    range: String,
    digest: String,
    tools: String,
    left_out: Option<String>,
}

#[derive(Debug, Serialize)]
struct Tile {
    number: String,
    name: &'static str,
    to: &'static str,
}

pub(crate) fn rows(view: &View<'_>) -> Header {
    let pages = view.pile.pages();
    let speakers = view.speakers.iter().filter(|speaker| speaker.resolved).count();
    let outlets: BTreeSet<&str> = pages.iter().filter_map(|page| page.outlet()).collect();
    let said: usize = pages.iter().map(|page| page.record.attributions.len()).sum();
    let undated = pages.iter().filter(|page| page.record.article.published.is_none()).count();
    let doubted: usize = pages.iter().map(|page| doubts::of(page).count()).sum();
    let tile = |value: usize, name, to| Tile { number: number(value as u64), name, to };
    let mut days: Vec<&str> = Vec::new();
    for page in pages {
        if let Some(published) = &page.record.article.published {
            days.extend([&published.from, &published.to].into_iter().flatten().map(|date| date.day()));
        }
    }
    days.sort_unstable();
    let range = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => format!("published {first}"),
        (Some(first), Some(last)) => format!("published {first} to {last}"),
        _ => "no page is dated".to_owned(),
    };
    let mut digest = Sha256::new();
    for page in pages {
        digest.update(page.record.page.sha256.as_bytes());
        digest.update(b"\n");
    }
    let digest = digest.finalize().iter().fold(String::new(), |mut hex, byte| {
        for nibble in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        hex
    });
    let versions: BTreeSet<&str> = pages.iter().map(|page| page.record.tool.version.as_str()).collect();
    let listed = pages.iter().filter(|page| !view.shows(page)).count();
    Header {
        title: view
            .options
            .title
            .clone()
            .unwrap_or_else(|| format!("Dossier of {}", count(pages.len(), "page", "pages"))),
        tiles: vec![
            tile(pages.len(), "pages", "pages"),
            match view.picture.header {
                Some(header) => tile(header.origins as usize, "origins at most", "repeats"),
                None => tile(outlets.len(), "outlets named", "pages"),
            },
            tile(said, "statements", "statements"),
            tile(speakers, "speakers", "statements"),
            tile(undated, "undated", "dates"),
            tile(doubted, "doubts", "doubts"),
        ],
        range,
        digest,
        tools: versions.into_iter().collect::<Vec<_>>().join(", "),
        left_out: (listed > 0).then(|| {
            format!(
                "the words of {} without a statement are left out; they are listed",
                count(listed, "page", "pages")
            )
        }),
    }
}
