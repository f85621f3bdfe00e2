//! Layers to record: sort, number, convert to code points. Decides nothing.
//!
//! Facts are sorted by first span, the longer first, then by kind and rule, and numbered in that order, so that ids
//! depend on the page alone. Every struct is taken apart by name, so that a new field does not compile until it is
//! carried over.

mod layers;
mod order;
mod positions;
mod words;

use avviso_analysis::{Analyser, Layers};
use avviso_page::PageReading;
use avviso_record as record;
use avviso_text::facts::{Byline, Completeness, Outlet, PageFacts, Title};
use avviso_text::{Article, At, Confidence, Diagnostic, Evidence, Fact, Interval, Page, PieceKind, Resolved};

use order::Order;
use positions::Positions;

/// What this version does not read: said in every record, so that an empty list is not taken for a finding.
const NOT_READ: &str = "this version reads no places and no events, of times only explicit dates, and of reported \
                        speech what layout, quotation marks and words of speech show, few attitudes; elsewhere \
                        absence means nothing";

/// Makes the record of one page.
pub(crate) fn record(
    page: &Page,
    reading: &PageReading,
    layers: &Layers,
    analyser: &Analyser,
) -> record::Record {
    let PageReading { article, facts, diagnostics, media_type, encoding } = reading;
    let at = Positions::new(article.text());
    let order = Order::new(layers, &at);
    let convert = Convert { at: &at };
    let mut all: Vec<record::Diagnostic> =
        diagnostics.list().iter().chain(layers.diagnostics.list()).map(|d| convert.diagnostic(d)).collect();
    all.push(record::Diagnostic {
        code: "not-read".to_owned(),
        severity: record::Severity::Note,
        message: NOT_READ.to_owned(),
        span: None,
        raw: None,
    });
    record::Record {
        format: record::Format,
        tool: record::Tool {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            knowledge: Some(analyser.knowledge_digest()),
            // A page without words is not parsed.
            model: (!article.text().is_empty()).then(|| analyser.model().digest().to_owned()),
        },
        page: record::PageInfo {
            id: page.id(),
            source: page.source().to_owned(),
            url: page.url().map(str::to_owned),
            sha256: page.sha256_hex(),
            bytes: u64::from(page.total()),
            media_type: (*media_type).to_owned(),
            encoding: (*encoding).to_owned(),
        },
        text: article.text().to_owned(),
        alignment: convert.alignment(article),
        regions: article
            .regions()
            .iter()
            .map(|region| record::Region { kind: words::region(region.kind), span: at.span(region.span) })
            .collect(),
        discarded: article
            .discarded()
            .iter()
            .map(|left| record::Discarded {
                raw: positions::raw(left.raw),
                why: words::why(left.why),
                text: left.words.clone(),
            })
            .collect(),
        article: convert.article(article, facts, layers, &order),
        sentences: layers.sentences.span.iter().map(|span| at.span(*span)).collect(),
        actors: layers::actors(&convert, layers, &order),
        times: layers::times(&convert, layers, &order),
        places: Vec::new(),
        attributions: layers::attributions(&convert, article, layers, &order),
        events: Vec::new(),
        diagnostics: all,
        more: serde_json::Map::default(),
    }
}

/// Conversions that need the text's positions.
struct Convert<'a> {
    at: &'a Positions<'a>,
}

impl Convert<'_> {
    /// Neighbouring copies become one piece: the record's reader decodes the bytes and needs no equal widths.
    fn alignment(&self, article: &Article) -> Vec<record::Piece> {
        let mut out: Vec<record::Piece> = Vec::new();
        for piece in article.pieces() {
            let (text, raw) = (self.at.span(piece.text), positions::raw(piece.raw));
            let kind = match piece.kind {
                PieceKind::Copy => record::PieceKind::Copy,
                PieceKind::Decoded => record::PieceKind::Decoded,
                PieceKind::Inserted => record::PieceKind::Inserted,
            };
            if let Some(last) = out.last_mut()
                && kind == record::PieceKind::Copy
                && last.kind == kind
                && last.raw.end() == raw.start()
            {
                last.text = positions::chars(last.text.start(), text.end());
                last.raw = positions::raw_between(last.raw.start(), raw.end());
                continue;
            }
            out.push(record::Piece { text, raw, kind });
        }
        out
    }

    fn evidence(&self, evidence: &Evidence) -> Vec<record::Evidence> {
        evidence
            .reasons()
            .map(|reason| record::Evidence {
                at: match reason.at {
                    At::Text(span) => record::At::Text(self.at.span(span)),
                    At::Raw(span) => record::At::Raw(positions::raw(span)),
                },
                because: reason.because.name().to_owned(),
                note: reason.note.clone(),
            })
            .collect()
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> record::Diagnostic {
        let Diagnostic { code, severity, message, at } = diagnostic;
        let (span, raw) = match at {
            None => (None, None),
            Some(At::Text(span)) => (Some(self.at.span(*span)), None),
            Some(At::Raw(span)) => (None, Some(positions::raw(*span))),
        };
        record::Diagnostic {
            code: code.name().to_owned(),
            severity: words::severity(*severity),
            message: message.clone(),
            span,
            raw,
        }
    }

    fn date(&self, fact: &Fact<Interval>) -> record::DateBelief {
        let Interval { from, to, precision } = fact.value();
        record::DateBelief {
            from: from.map(words::stamp),
            to: to.map(words::stamp),
            precision: words::precision(*precision),
            confidence: confidence(fact.confidence()),
            evidence: self.evidence(fact.evidence()),
        }
    }

    fn article(
        &self,
        article: &Article,
        facts: &PageFacts,
        layers: &Layers,
        order: &Order,
    ) -> record::ArticleInfo {
        // Without words there is nothing that a belief about the words could rest on.
        let worded = !article.text().is_empty();
        let PageFacts { title, bylines, outlet, dates: _, language, genre, lineage: _, complete } = facts;
        let published = match &layers.dating.published {
            Resolved::One(fact) | Resolved::Ranked(fact, _) => Some(self.date(fact)),
            Resolved::Unknown(..) => None,
        };
        let candidates = record::Candidates {
            published: layers.dating.published.others().iter().map(|fact| self.date(fact)).collect(),
            ..record::Candidates::default()
        };
        record::ArticleInfo {
            title: title.as_ref().map(|fact| {
                let Title { value, span, raw } = fact.value();
                record::Title {
                    value: value.clone(),
                    span: span.map(|span| self.at.span(span)),
                    raw: raw.map(positions::raw),
                    confidence: confidence(fact.confidence()),
                    evidence: self.evidence(fact.evidence()),
                }
            }),
            bylines: bylines
                .iter()
                .enumerate()
                .map(|(index, fact)| {
                    let Byline { name, at: _, kind } = fact.value();
                    record::Byline {
                        name: name.clone(),
                        kind: words::byline(*kind),
                        actor: layers.actors.bylines.get(index).copied().flatten().map(|id| order.actor(id)),
                        confidence: confidence(fact.confidence()),
                        evidence: self.evidence(fact.evidence()),
                    }
                })
                .collect(),
            outlet: outlet.as_ref().and_then(|fact| {
                let Outlet { name, at: _, domain } = fact.value();
                Some(record::Outlet {
                    name: name.clone().or_else(|| domain.clone())?,
                    domain: domain.clone(),
                    actor: layers.actors.outlet.map(|id| order.actor(id)),
                    confidence: confidence(fact.confidence()),
                    evidence: self.evidence(fact.evidence()),
                })
            }),
            published,
            candidates,
            modified: layers.dating.modified.as_ref().map(|fact| self.date(fact)),
            language: worded.then(|| record::Language {
                value: language.value().clone(),
                confidence: confidence(language.confidence()),
                evidence: self.evidence(language.evidence()),
            }),
            genre: worded.then(|| record::GenreBelief {
                value: words::genre(*genre.value()),
                confidence: confidence(genre.confidence()),
                evidence: self.evidence(genre.evidence()),
            }),
            lineage: layers
                .lineage
                .list
                .iter()
                .map(|fact| {
                    let avviso_analysis::layers::Lineage { relation, outlet, url } = fact.value();
                    record::Lineage {
                        relation: words::relation(*relation),
                        outlet: outlet.map(|id| order.actor(id)),
                        url: url.clone(),
                        confidence: confidence(fact.confidence()),
                        evidence: self.evidence(fact.evidence()),
                    }
                })
                .collect(),
            complete: worded.then(|| {
                let reason = match complete.value() {
                    Completeness::Complete => None,
                    Completeness::Excerpt => Some(record::Incomplete::Excerpt),
                    Completeness::Paywall => Some(record::Incomplete::Paywall),
                    Completeness::Teaser => Some(record::Incomplete::Teaser),
                    Completeness::Cut => Some(record::Incomplete::Cut),
                };
                record::Complete {
                    value: reason.is_none(),
                    reason,
                    confidence: confidence(complete.confidence()),
                    evidence: self.evidence(complete.evidence()),
                }
            }),
        }
    }
}

fn confidence(confidence: Confidence) -> record::Confidence {
    record::Confidence::from_ten_thousandths(confidence.ten_thousandths())
        .expect("a confidence is at most 10000 by construction")
}
