//! What is believed about the article as a whole: laws 6 and 8.

use super::Law;
use super::checker::Checker;
use super::page::excerpt;
use crate::article::{
    ArticleInfo, Byline, BylineKind, Candidates, Complete, GenreBelief, Language, Lineage, Outlet, Title,
};
use crate::evidence::{At, Evidence};
use crate::key::key;

impl Checker<'_> {
    pub(super) fn article(&mut self, article: &ArticleInfo, text: &str) {
        let ArticleInfo {
            title,
            bylines,
            outlet,
            published,
            candidates,
            modified,
            language,
            genre,
            lineage,
            complete,
        } = article;
        if let Some(title) = title {
            self.title(format_args!("article.title"), title);
        }
        for (i, byline) in bylines.iter().enumerate() {
            self.byline(format_args!("article.bylines[{i}]"), byline);
        }
        if let Some(outlet) = outlet {
            self.outlet(format_args!("article.outlet"), outlet);
        }
        if let Some(published) = published {
            self.date_belief(format_args!("article.published"), published);
        }
        if let Some(modified) = modified {
            self.date_belief(format_args!("article.modified"), modified);
        }
        self.candidates(candidates);
        if let Some(language) = language {
            self.language(format_args!("article.language"), language);
        }
        if let Some(GenreBelief { value: _, confidence: _, evidence }) = genre {
            self.evidence(format_args!("article.genre"), evidence);
        }
        for (i, entry) in lineage.iter().enumerate() {
            let path = format_args!("article.lineage[{i}]");
            let Lineage { relation: _, outlet, url: _, confidence: _, evidence } = entry;
            if let Some(id) = *outlet {
                self.actor(format_args!("{path}.outlet"), id);
            }
            self.evidence(path, evidence);
        }
        if let Some(Complete { value, reason, confidence: _, evidence }) = complete {
            self.expect(
                *value == reason.is_none(),
                Law::Abstains,
                format_args!("article.complete.reason"),
                format_args!("expected a reason exactly where the article is not complete"),
            );
            self.evidence(format_args!("article.complete"), evidence);
        }
        self.said(published.is_none(), &["undated"], "article.published", "the article has no date");
        self.said(text.is_empty(), &["no-article", "not-text"], "text", "the text is empty");
    }

    /// Tests that something is missing exactly where a diagnostic says so.
    fn said(&mut self, missing: bool, codes: &[&str], path: &str, what: &str) {
        let said = codes.iter().any(|code| self.has_diagnostic(code));
        let codes = codes.join(" or ");
        if missing && !said {
            self.breach(Law::Abstains, path, format_args!("{what}, and no diagnostic {codes} says so"));
        } else if said && !missing {
            self.breach(
                Law::Abstains,
                path,
                format_args!("a diagnostic {codes} stands beside what it says is missing"),
            );
        }
    }

    fn candidates(&mut self, candidates: &Candidates) {
        let Candidates { title, bylines, outlet, published, modified, language, genre } = candidates;
        self.ranked(format_args!("article.candidates.title"), title.iter().map(|it| it.confidence));
        for (i, title) in title.iter().enumerate() {
            self.title(format_args!("article.candidates.title[{i}]"), title);
        }
        self.ranked(format_args!("article.candidates.bylines"), bylines.iter().map(|it| it.confidence));
        for (i, byline) in bylines.iter().enumerate() {
            self.byline(format_args!("article.candidates.bylines[{i}]"), byline);
        }
        self.ranked(format_args!("article.candidates.outlet"), outlet.iter().map(|it| it.confidence));
        for (i, outlet) in outlet.iter().enumerate() {
            self.outlet(format_args!("article.candidates.outlet[{i}]"), outlet);
        }
        for (field, dates) in [("published", published), ("modified", modified)] {
            self.ranked(format_args!("article.candidates.{field}"), dates.iter().map(|it| it.confidence));
            for (i, date) in dates.iter().enumerate() {
                self.date_belief(format_args!("article.candidates.{field}[{i}]"), date);
            }
        }
        self.ranked(format_args!("article.candidates.language"), language.iter().map(|it| it.confidence));
        for (i, language) in language.iter().enumerate() {
            self.language(format_args!("article.candidates.language[{i}]"), language);
        }
        self.ranked(format_args!("article.candidates.genre"), genre.iter().map(|it| it.confidence));
        for (i, genre) in genre.iter().enumerate() {
            self.evidence(format_args!("article.candidates.genre[{i}]"), &genre.evidence);
        }
    }

    /// Tests that a title is a span of the text, or of the page's metadata.
    fn title(&mut self, path: std::fmt::Arguments<'_>, title: &Title) {
        let Title { value, span, raw, confidence: _, evidence } = title;
        self.expect(
            span.is_some() != raw.is_some(),
            Law::Words,
            path,
            format_args!("expected a span in the text, or else a raw span in metadata"),
        );
        if let Some(span) = *span
            && self.span(format_args!("{path}.span"), span)
        {
            let words = self.text.slice(span).unwrap_or_default();
            self.expect(
                words == value,
                Law::Words,
                format_args!("{path}.value"),
                format_args!("{} is not what stands at {span}: {}", excerpt(value), excerpt(words)),
            );
        }
        if let Some(raw) = *raw {
            self.raw(format_args!("{path}.raw"), raw);
            if let Some(words) = self.words_at(At::Raw(raw))
                && is_written_plainly(&words)
            {
                let same = words.split_whitespace().eq(value.split_whitespace());
                self.expect(
                    same,
                    Law::Words,
                    format_args!("{path}.value"),
                    format_args!("{} is not what stands at bytes {raw}: {}", excerpt(value), excerpt(&words)),
                );
            }
        }
        self.evidence(path, evidence);
    }

    /// Tests that a person who signs is named in the words of the page.
    fn byline(&mut self, path: std::fmt::Arguments<'_>, byline: &Byline) {
        let Byline { name, kind, actor, confidence: _, evidence } = byline;
        if let Some(id) = *actor {
            self.actor(format_args!("{path}.actor"), id);
        }
        self.evidence(path, evidence);
        // An agency or a desk may carry the knowledge base's name.
        let told = match kind {
            BylineKind::Person => self.tells(evidence, name),
            BylineKind::Agency | BylineKind::Desk => None,
        };
        self.expect(
            told != Some(false),
            Law::Words,
            format_args!("{path}.name"),
            format_args!("{} does not stand where its evidence is", excerpt(name)),
        );
    }

    /// Says whether some evidence holds the words of `name`; `None` where that cannot be told from here.
    fn tells(&mut self, evidence: &[Evidence], name: &str) -> Option<bool> {
        let wanted = format!(" {} ", key(name));
        let mut told = Some(false);
        for reason in evidence {
            let Some(words) = self.words_at(reason.at) else {
                told = None;
                continue;
            };
            if format!(" {} ", key(&words)).contains(&wanted) {
                return Some(true);
            }
            if !is_written_plainly(&words) {
                told = None;
            }
        }
        told
    }

    /// Gives the words at a place that is no longer than a title or a name may be; those in the page's bytes only
    /// where the page is given.
    fn words_at(&mut self, at: At) -> Option<String> {
        const LONGEST: u32 = 4096;
        match at {
            At::Text(span) if span.len() <= LONGEST => self.text.slice(span).map(str::to_owned),
            At::Raw(raw) if raw.len() <= LONGEST => self.decode(raw).map(|decoded| decoded.words),
            At::Text(_) | At::Raw(_) => None,
        }
    }

    fn outlet(&mut self, path: std::fmt::Arguments<'_>, outlet: &Outlet) {
        let Outlet { name, domain, actor, confidence: _, evidence } = outlet;
        self.expect(
            !name.is_empty(),
            Law::Words,
            format_args!("{path}.name"),
            format_args!("the name is empty"),
        );
        if let Some(domain) = domain {
            let odd = |c: char| c.is_whitespace() || c.is_uppercase() || matches!(c, '/' | ':' | '@');
            self.expect(
                domain.contains('.') && !domain.contains(odd),
                Law::Codes,
                format_args!("{path}.domain"),
                format_args!("{domain:?} is no domain in lower case"),
            );
        }
        if let Some(id) = *actor {
            self.actor(format_args!("{path}.actor"), id);
        }
        self.evidence(path, evidence);
    }

    fn language(&mut self, path: std::fmt::Arguments<'_>, language: &Language) {
        let Language { value, confidence: _, evidence } = language;
        let mut parts = value.split('-');
        let primary = parts.next().unwrap_or_default();
        let right = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        self.expect(
            right,
            Law::Codes,
            format_args!("{path}.value"),
            format_args!("{value:?} is no BCP 47 tag, like \"en\""),
        );
        self.evidence(path, evidence);
    }
}

/// Says whether no tag, reference or escape hides the words.
fn is_written_plainly(words: &str) -> bool {
    !words.contains(['<', '&', '\\', '%', '+'])
}
