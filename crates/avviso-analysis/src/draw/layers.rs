//! What each layer marks, and the facts below the drawing.

use std::fmt::Write;

use avviso_text::{Article, Span, Text};

use super::Drawable;
use super::canvas::Mark;
use crate::layers::{Attribution, Layers, Link, QuotationKind};

pub(super) fn marks(article: &Article, layers: &Layers, what: Drawable) -> Vec<Mark> {
    let plain = |span: Span<Text>, stroke: char, label: String| Mark { range: span.range(), stroke, label };
    match what {
        Drawable::Sentences => {
            layers.sentences.span.iter().enumerate().map(|(i, span)| plain(*span, '-', number(i))).collect()
        }
        Drawable::Tokens => alternate(&layers.tokens.span),
        Drawable::Names => layers
            .names
            .list
            .iter()
            .map(|name| plain(name.span, '-', name.kind.as_str().to_owned()))
            .collect(),
        Drawable::NounChunks => alternate(&super::grammar::noun_chunks(layers)),
        // These have drawings of their own.
        Drawable::Tags | Drawable::Lemmas | Drawable::Heads => Vec::new(),
        Drawable::Words => alternate(&layers.words.span),
        Drawable::Quotations => layers
            .quotations
            .list
            .iter()
            .map(|quotation| {
                let label = match quotation.kind {
                    QuotationKind::Speech => "S",
                    QuotationKind::Name => "N",
                    QuotationKind::Scare => "c",
                };
                plain(quotation.span, if quotation.closed { '~' } else { '>' }, label.to_owned())
            })
            .collect(),
        Drawable::Times => layers
            .times
            .list
            .iter()
            .enumerate()
            .map(|(i, time)| plain(time.value().span, '-', format!("t{}", i + 1)))
            .collect(),
        Drawable::Mentions => {
            layers.mentions.list.iter().map(|mention| plain(mention.span, '-', String::new())).collect()
        }
        Drawable::Actors => layers
            .actors
            .list
            .iter()
            .enumerate()
            .flat_map(|(i, actor)| {
                actor.value().mentions.iter().map(move |(span, _)| plain(*span, '-', format!("a{}", i + 1)))
            })
            .collect(),
        Drawable::Attributions => layers
            .attributions
            .list
            .iter()
            .enumerate()
            .flat_map(|(i, fact)| attribution_marks(i, fact.value()))
            .collect(),
        Drawable::Regions => article
            .regions()
            .iter()
            .map(|region| plain(region.span, '-', format!("{:?}", region.kind).to_lowercase()))
            .collect(),
    }
}

fn number(index: usize) -> String {
    (index + 1).to_string()
}

fn alternate(spans: &[Span<Text>]) -> Vec<Mark> {
    spans
        .iter()
        .enumerate()
        .map(|(i, span)| Mark {
            range: span.range(),
            stroke: if i % 2 == 0 { '-' } else { '=' },
            label: String::new(),
        })
        .collect()
}

/// Source `=`, cue `^`, content `~`, each with the attribution's number.
fn attribution_marks(index: usize, attribution: &Attribution) -> Vec<Mark> {
    let parts = [(&attribution.source, '='), (&attribution.cue, '^'), (&attribution.content, '~')];
    parts
        .into_iter()
        .flat_map(|(spans, stroke)| {
            spans.iter().map(move |span| Mark { range: span.range(), stroke, label: number(index) })
        })
        .collect()
}

pub(super) fn legend(article: &Article, layers: &Layers, what: Drawable) -> String {
    let mut out = String::new();
    let name = |id: avviso_text::Id<crate::layers::Actor>| {
        layers.actors.list.get(id.index()).map_or("?", |actor| actor.value().name.as_str())
    };
    match what {
        Drawable::Attributions => {
            for (index, fact) in layers.attributions.list.iter().enumerate() {
                let value = fact.value();
                let _ = write!(out, "{} {:?} {:?} {:?}", index + 1, value.mode, value.level, value.stance);
                if let Some(medium) = value.medium {
                    let _ = write!(out, " {medium:?}");
                }
                let chain: Vec<&str> = value
                    .chain
                    .iter()
                    .map(|link| match link {
                        Link::Unnamed => "(page)",
                        Link::Actor(id) => name(*id),
                    })
                    .collect();
                let _ = write!(out, ": {}", chain.join(" < "));
                if value.speakers.len() != 1 {
                    let speakers: Vec<&str> = value.speakers.iter().map(|id| name(*id)).collect();
                    let _ = write!(out, " [speakers: {}]", speakers.join(", "));
                }
                if !value.addressees.is_empty() {
                    let to: Vec<&str> = value.addressees.iter().map(|id| name(*id)).collect();
                    let _ = write!(out, " [to: {}]", to.join(", "));
                }
                if let Some(within) = value.within {
                    let _ = write!(out, " [within {}]", within.index() + 1);
                }
                let time = value.time.and_then(|id| layers.times.list.get(id.index()));
                if let Some(time) = time {
                    let _ = write!(out, " [{}]", time.value().value);
                }
                let percent = fact.confidence().ten_thousandths() / 100;
                let _ = writeln!(out, " ({}, {percent} %)", fact.evidence().first().because);
            }
        }
        Drawable::Actors => {
            for (index, fact) in layers.actors.list.iter().enumerate() {
                let value = fact.value();
                let _ = write!(out, "a{} {:?} {}", index + 1, value.kind, value.name);
                if let Some(country) = &value.country {
                    let _ = write!(out, " {country}");
                }
                if let Some(office) = &value.office {
                    let _ = write!(out, " [{}]", office.title);
                }
                let _ = writeln!(out, " ({})", fact.evidence().first().because);
            }
        }
        Drawable::Times => {
            for (index, fact) in layers.times.list.iter().enumerate() {
                let value = fact.value();
                let _ = writeln!(out, "t{} {} ({})", index + 1, value.value, fact.evidence().first().because);
            }
        }
        Drawable::Mentions => {
            for mention in &layers.mentions.list {
                let _ = writeln!(out, "{:?}: {}", mention.form, article.slice(mention.span));
            }
        }
        Drawable::Names => {
            for name in &layers.names.list {
                let _ = writeln!(out, "{}: {}", name.kind.as_str(), article.slice(name.span));
            }
        }
        Drawable::Sentences
        | Drawable::Tokens
        | Drawable::Tags
        | Drawable::Heads
        | Drawable::Lemmas
        | Drawable::NounChunks
        | Drawable::Words
        | Drawable::Quotations
        | Drawable::Regions => {}
    }
    out
}
