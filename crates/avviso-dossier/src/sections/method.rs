//! Method: what the fields mean, which limits were hit, how to cite.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::show::date;
use crate::view::View;

#[derive(Debug, Serialize)]
pub(crate) struct Method {
    not_read: Vec<String>,
    tools: Vec<String>,
    cite: Vec<Cite>,
    unread: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Cite {
    text: String,
    sha256: String,
}

pub(crate) fn rows(view: &View<'_>) -> Method {
    let mut not_read = BTreeSet::new();
    let mut tools = BTreeSet::new();
    let mut cite = Vec::new();
    for leaf in view.pile.pages() {
        let record = &leaf.record;
        not_read
            .extend(record.diagnostics.iter().filter(|d| d.code == "not-read").map(|d| d.message.clone()));
        let tool = &record.tool;
        tools.insert(format!(
            "Avviso {}, knowledge {}, model {}",
            tool.version,
            tool.knowledge.as_deref().map_or_else(|| "none".to_owned(), str::to_owned),
            tool.model.as_deref().map_or_else(|| "none".to_owned(), str::to_owned),
        ));
        let mut parts = Vec::new();
        let names: Vec<String> = record.article.bylines.iter().map(|byline| byline.name.clone()).collect();
        if !names.is_empty() {
            parts.push(names.join(", "));
        }
        parts.push(format!("“{}”", leaf.name()));
        parts.extend(leaf.outlet().map(str::to_owned));
        parts.push(record.article.published.as_ref().map_or_else(|| "undated".to_owned(), date));
        parts.extend(record.page.url.as_deref().map(str::to_owned));
        cite.push(Cite { text: parts.join(", "), sha256: record.page.sha256.clone() });
    }
    Method {
        not_read: not_read.into_iter().collect(),
        tools: tools.into_iter().collect(),
        cite,
        unread: view.options.unread.clone(),
    }
}
