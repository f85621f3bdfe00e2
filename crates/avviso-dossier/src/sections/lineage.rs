//! Where the pages say they come from, in their own words.

use serde::Serialize;

use crate::sections::statements::{Because, because};
use crate::show::{Sure, short, sure};
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) relation: String,
    pub(crate) outlet: Option<String>,
    pub(crate) page: String,
    pub(crate) page_name: String,
    of: Option<String>,
    url: Option<String>,
    link: bool,
    sure: Sure,
    because: Vec<Because>,
}

pub(crate) fn rows(view: &View<'_>) -> Vec<Row> {
    let mut out = Vec::new();
    for leaf in view.pile.pages() {
        for link in &leaf.record.article.lineage {
            out.push(Row {
                relation: link.relation.as_str().replace('_', " "),
                outlet: link.outlet.map(|id| leaf.actor(id).to_owned()),
                page: leaf.anchor.clone(),
                page_name: format!("page {}, {}", leaf.number, short(&leaf.name(), 90)),
                of: leaf.outlet().map(str::to_owned),
                url: link.url.as_deref().map(str::to_owned),
                link: link.url.as_deref().is_some_and(is_web),
                sure: sure(link.confidence),
                because: because(leaf, &link.evidence),
            });
        }
    }
    out
}

/// Whether an address may be a link: http or https only, no control characters.
pub(crate) fn is_web(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !url.chars().any(|c| c.is_control() || c == ' ')
}
