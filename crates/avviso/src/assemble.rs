//! Layers to record: the page, the text and where it came from. The layers of facts are carried over later.

use avviso_analysis::{Analyser, Layers};
use avviso_page::PageReading;
use avviso_record::{
    ArticleInfo, CharSpan, Diagnostic, Discarded, Format, PageInfo, Piece, PieceKind, RawSpan, Record,
    Region, RegionKind, Severity, Tool, Why,
};
use avviso_text::{At, Page, Raw, Span, Text};

/// Makes the record of one page.
pub(crate) fn record(page: &Page, reading: &PageReading, layers: &Layers, analyser: &Analyser) -> Record {
    let article = &reading.article;
    let mut points = vec![0u32; article.text().len() + 1];
    let mut count = 0;
    for (at, c) in article.text().char_indices() {
        for place in points.iter_mut().skip(at).take(c.len_utf8()) {
            *place = count;
        }
        count += 1;
    }
    if let Some(last) = points.last_mut() {
        *last = count;
    }
    let point = |at: usize| points.get(at).copied().unwrap_or(count);
    let text =
        |span: Span<Text>| CharSpan::new(point(span.start()), point(span.end())).expect("order is kept");
    let raw = |span: Span<Raw>| RawSpan::new(span.start() as u32, span.end() as u32).expect("order is kept");
    let mut diagnostics: Vec<Diagnostic> = reading
        .diagnostics
        .list()
        .iter()
        .chain(layers.diagnostics.list())
        .map(|d| Diagnostic {
            code: d.code.name().to_owned(),
            severity: match d.severity {
                avviso_text::Severity::Note => Severity::Note,
                avviso_text::Severity::Warning => Severity::Warning,
            },
            message: d.message.clone(),
            span: match d.at {
                Some(At::Text(span)) => Some(text(span)),
                Some(At::Raw(_)) | None => None,
            },
            raw: match d.at {
                Some(At::Raw(span)) => Some(raw(span)),
                Some(At::Text(_)) | None => None,
            },
        })
        .collect();
    if diagnostics.iter().all(|d| d.code != "undated") {
        diagnostics.push(Diagnostic {
            code: "undated".to_owned(),
            severity: Severity::Warning,
            message: "no date was looked for".to_owned(),
            span: None,
            raw: None,
        });
    }
    Record {
        format: Format,
        tool: Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge: Some(analyser.knowledge_digest()),
            model: None,
        },
        page: PageInfo {
            id: page.id(),
            source: page.source().to_owned(),
            url: page.url().map(str::to_owned),
            sha256: page.sha256_hex(),
            bytes: u64::from(page.total()),
            media_type: reading.media_type.to_owned(),
            encoding: reading.encoding.to_owned(),
        },
        text: article.text().to_owned(),
        alignment: article
            .pieces()
            .iter()
            .map(|piece| Piece {
                text: text(piece.text),
                raw: raw(piece.raw),
                kind: match piece.kind {
                    avviso_text::PieceKind::Copy => PieceKind::Copy,
                    avviso_text::PieceKind::Decoded => PieceKind::Decoded,
                    avviso_text::PieceKind::Inserted => PieceKind::Inserted,
                },
            })
            .collect(),
        regions: article
            .regions()
            .iter()
            .map(|region| Region { kind: region_kind(region.kind), span: text(region.span) })
            .collect(),
        discarded: article
            .discarded()
            .iter()
            .map(|d| Discarded { raw: raw(d.raw), why: why(d.why), text: d.words.clone() })
            .collect(),
        article: ArticleInfo::default(),
        sentences: layers.sentences.span.iter().copied().map(text).collect(),
        actors: Vec::new(),
        times: Vec::new(),
        places: Vec::new(),
        attributions: Vec::new(),
        events: Vec::new(),
        diagnostics,
        more: serde_json::Map::new(),
    }
}

fn region_kind(kind: avviso_text::RegionKind) -> RegionKind {
    use avviso_text::RegionKind as Inner;
    match kind {
        Inner::Title => RegionKind::Title,
        Inner::Heading => RegionKind::Heading,
        Inner::Standfirst => RegionKind::Standfirst,
        Inner::Byline => RegionKind::Byline,
        Inner::Dateline => RegionKind::Dateline,
        Inner::Paragraph => RegionKind::Paragraph,
        Inner::Quotation => RegionKind::Quotation,
        Inner::EmbeddedPost => RegionKind::EmbeddedPost,
        Inner::ListItem => RegionKind::ListItem,
        Inner::Table => RegionKind::Table,
        Inner::Note => RegionKind::Note,
        Inner::Caption => RegionKind::Caption,
        Inner::Footer => RegionKind::Footer,
    }
}

fn why(why: avviso_text::Why) -> Why {
    use avviso_text::Why as Inner;
    match why {
        Inner::Script => Why::Script,
        Inner::Style => Why::Style,
        Inner::Header => Why::Header,
        Inner::Advertisement => Why::Advertisement,
        Inner::CommentForm => Why::CommentForm,
        Inner::Comments => Why::Comments,
        Inner::ShareBar => Why::ShareBar,
        Inner::Navigation => Why::Navigation,
        Inner::Related => Why::Related,
        Inner::CookieNotice => Why::CookieNotice,
        Inner::Newsletter => Why::Newsletter,
        Inner::Appeal => Why::Appeal,
        Inner::Hidden => Why::Hidden,
        Inner::Cut => Why::Cut,
        Inner::Markup => Why::Markup,
        Inner::Other => Why::Other,
    }
}
