//! A page as linking needs it: its body and what it says of itself.

use avviso_record::{
    ActorId, AttributionId, BylineKind, CharSpan, Confidence, DateBelief, Evidence, Incomplete, Mode,
    RawSpan, Record, Relation,
};

use crate::words::Body;

/// Bytes of what was left out of a page that are kept to look for outlets' names in.
const LEFT_OUT_BYTES: usize = 2048;

/// The rule by which a page's outlet is read off its feed's footer.
const FEED_FOOTER: &str = "outlet.appeared-first-on";

/// A page.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The page's id.
    pub(crate) page: String,
    /// Where it was read first, in order of the sources.
    pub(crate) source: String,
    /// Other places of the same bytes.
    pub(crate) also_at: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<Outlet>,
    pub(crate) published: Option<DateBelief>,
    pub(crate) credits: Vec<Credit>,
    /// The reason why the page is believed to be an excerpt.
    pub(crate) excerpt: Option<Evidence>,
    /// Words of the page that are no part of the article, with their bytes.
    pub(crate) left_out: Vec<(RawSpan, String)>,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) body: Body,
}

/// The outlet whose page it is.
#[derive(Debug)]
pub(crate) struct Outlet {
    pub(crate) name: String,
    pub(crate) domain: Option<String>,
}

/// Somebody whom the page credits with its words, or cites.
#[derive(Debug)]
pub(crate) struct Credit {
    pub(crate) relation: Relation,
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) confidence: Confidence,
    pub(crate) evidence: Evidence,
}

/// An attribution whose words are the speaker's own, in whole or in part.
#[derive(Debug)]
pub(crate) struct Quote {
    pub(crate) id: AttributionId,
    pub(crate) content: Vec<CharSpan>,
    pub(crate) speakers: Vec<String>,
    pub(crate) chain: Vec<Option<String>>,
}

impl Leaf {
    /// Takes from a record what linking needs.
    pub(crate) fn new(record: &Record) -> Self {
        let name = |id: ActorId| record.actors.get(id.index()).map(|actor| actor.name.clone());
        let article = &record.article;
        let lineage = article.lineage.iter().filter_map(|it| {
            Some(Credit {
                relation: it.relation,
                name: it.outlet.and_then(name),
                url: it.url.clone(),
                confidence: it.confidence,
                evidence: it.evidence.first()?.clone(),
            })
        });
        let agencies = article.bylines.iter().filter(|it| it.kind == BylineKind::Agency).filter_map(|it| {
            Some(Credit {
                relation: Relation::WireCredit,
                name: Some(it.name.clone()),
                url: None,
                confidence: it.confidence,
                evidence: it.evidence.first()?.clone(),
            })
        });
        // "The post … appeared first on X" stands below X's own pages, and below every copy that a feed reader made.
        let (fed, outlet): (Vec<_>, Vec<_>) = article
            .outlet
            .iter()
            .partition(|it| it.evidence.iter().all(|evidence| evidence.because == FEED_FOOTER));
        let fed = fed.into_iter().filter_map(|it| {
            Some(Credit {
                relation: Relation::RepublishedFrom,
                name: Some(it.name.clone()),
                url: None,
                confidence: it.confidence,
                evidence: it.evidence.first()?.clone(),
            })
        });
        let mut left = LEFT_OUT_BYTES;
        let left_out = record.discarded.iter().filter_map(|it| {
            let words = it.text.as_deref()?;
            left = left.checked_sub(words.len())?;
            Some((it.raw, words.to_owned()))
        });
        let quotes = record.attributions.iter().filter(|it| it.mode != Mode::Indirect).map(|it| Quote {
            id: it.id,
            content: it.content.clone(),
            speakers: it.speakers.iter().filter_map(|&id| name(id)).collect(),
            chain: it.chain.iter().map(|link| link.and_then(name)).collect(),
        });
        Self {
            page: record.page.id.clone(),
            source: record.page.source.clone(),
            also_at: Vec::new(),
            title: article.title.as_ref().map(|title| title.value.clone()),
            outlet: outlet.first().map(|it| Outlet { name: it.name.clone(), domain: it.domain.clone() }),
            published: article.published.clone(),
            credits: lineage.chain(agencies).chain(fed).collect(),
            excerpt: article
                .complete
                .as_ref()
                .filter(|it| it.reason == Some(Incomplete::Excerpt))
                .and_then(|it| it.evidence.first().cloned()),
            left_out: left_out.collect(),
            quotes: quotes.collect(),
            body: Body::new(record),
        }
    }
}

impl Outlet {
    /// Gives what stands for the outlet: its domain, else its folded name.
    pub(crate) fn key(&self) -> String {
        self.domain.clone().unwrap_or_else(|| fold_name(&self.name))
    }
}

/// Folds the name of a place for comparison: its letters and figures alone, without a leading article; of a domain,
/// those of its own label, so that "The Tarn Courier" and "tarncourier.example" are one.
pub(crate) fn fold_name(name: &str) -> String {
    let name = name.trim();
    let is_domain = name.contains('.') && !name.contains(char::is_whitespace);
    let label = if is_domain {
        let host = name.split_once("//").map_or(name, |(_, rest)| rest).split('/').next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host).split('.').next().unwrap_or_default()
    } else {
        name
    };
    let folded: String = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    folded.strip_prefix("the").filter(|rest| rest.len() >= 3).map_or(folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_domains_of_one_place_fold_alike() {
        assert_eq!(fold_name("The Tarn Courier"), fold_name("tarncourier.example"));
        assert_eq!(fold_name("Tarn-Courier"), fold_name("https://www.tarncourier.example/a"));
        assert_ne!(fold_name("Tarn Courier"), fold_name("Tarn Observer"));
        assert_eq!(fold_name("The"), "the");
    }
}
