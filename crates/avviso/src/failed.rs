//! The record of a page on which the program itself failed.

use avviso_record::{
    ArticleInfo, Diagnostic, Discarded, Format, PageInfo, RawSpan, Record, Severity, Tool, Why,
};
use avviso_text::Page;

use crate::Reader;

/// A record that says of `page` only that it could not be read, and why.
pub(crate) fn record(page: &Page, reader: &Reader, message: &str) -> Record {
    let (head, total) = (page.bytes().len() as u32, page.total());
    let mut diagnostics = vec![
        warning(
            "internal-error",
            format!("Avviso failed on this page, which is a defect of the program: {message}"),
        ),
        warning("no-article", "nothing of this page was read".to_owned()),
        warning("undated", "nothing of this page was read".to_owned()),
    ];
    let mut discarded = Vec::new();
    let mut leave_out = |start, end, why| {
        if start < end {
            discarded.extend(RawSpan::new(start, end).ok().map(|raw| Discarded { raw, why, text: None }));
        }
    };
    leave_out(0, head, Why::Markup);
    leave_out(head, total, Why::Cut);
    if head < total {
        let mut cut =
            warning("cut-at-limit", format!("the page has {total} bytes; the first {head} were kept"));
        cut.raw = RawSpan::new(head, total).ok();
        diagnostics.push(cut);
    }
    Record {
        format: Format,
        tool: Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge: Some(reader.knowledge_digest()),
            model: None,
        },
        page: PageInfo {
            id: page.id(),
            source: page.source().to_owned(),
            url: page.url().map(str::to_owned),
            sha256: page.sha256_hex(),
            bytes: u64::from(total),
            media_type: "application/octet-stream".to_owned(),
            encoding: "utf-8".to_owned(),
        },
        text: String::new(),
        alignment: Vec::new(),
        regions: Vec::new(),
        discarded,
        article: ArticleInfo::default(),
        sentences: Vec::new(),
        actors: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        attributions: Vec::new(),
        events: Vec::new(),
        diagnostics,
        more: serde_json::Map::new(),
    }
}

fn warning(code: &str, message: String) -> Diagnostic {
    Diagnostic { code: code.to_owned(), severity: Severity::Warning, message, span: None, raw: None }
}
