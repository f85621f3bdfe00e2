//! Whether the whole article is here.

use avviso_text::facts::Completeness;
use avviso_text::{Confidence, Evidence, Fact, RegionKind, RuleId, Span, Text, Why};

use crate::blocks::Label;
use crate::facts::handoff::{self, Meaning};
use crate::read::Seen;

const FOOTER: RuleId = RuleId::new("complete.footer-reached");
const CONTINUES: RuleId = RuleId::new("complete.continues-elsewhere");
const PAYWALL: RuleId = RuleId::new("complete.paywall");
const DOTS: RuleId = RuleId::new("complete.ends-in-dots");
const MID_SENTENCE: RuleId = RuleId::new("complete.ends-mid-sentence");
const AT_LIMIT: RuleId = RuleId::new("complete.cut-at-limit");
const CLOSED: RuleId = RuleId::new("complete.last-sentence-closed");
const DEFAULT: RuleId = RuleId::new("complete.default");

/// Words by which a page says that the rest is for those who pay.
const WALLS: [&str; 16] = [
    "subscribe to continue",
    "subscribe to read",
    "to continue reading, subscribe",
    "already a subscriber",
    "for subscribers only",
    "this article is for subscribers",
    "exclusive to subscribers",
    "log in to continue reading",
    "sign in to continue reading",
    "start your free trial",
    "bereits abonnent",
    "weiterlesen mit",
    "réservé aux abonnés",
    "réservé à nos abonnés",
    "contenido exclusivo para suscriptores",
    "contenuto riservato agli abbonati",
];

/// Finds whether the article is whole.
pub(crate) fn find(seen: &Seen<'_>) -> Fact<Completeness> {
    let article = seen.article;
    let regions = article.regions();
    let state = |value, sure, evidence| Fact::new(value, Confidence::percent(sure), evidence);
    if let Some(cut) = seen.page.cut() {
        return state(Completeness::Cut, 99, Evidence::at(cut, AT_LIMIT));
    }
    let mut footer: Option<Span<Text>> = None;
    for region in regions.iter().filter(|r| matches!(r.kind, RegionKind::Footer | RegionKind::Note)) {
        let Some(found) = handoff::read(article.slice(region.span)) else { continue };
        let start = region.span.start();
        match found.meaning {
            Meaning::Excerpt => {
                let place =
                    article.span(start + found.cue.start..start + found.cue.end).unwrap_or(region.span);
                return state(Completeness::Excerpt, 90, Evidence::at(place, CONTINUES));
            }
            Meaning::FirstHere => {
                let end = found.title.map_or(found.cue.end, |title| title.start);
                footer = article.span(start..start + end).map(|span| article.trim(span));
            }
            Meaning::Elsewhere | Meaning::FromAt | Meaning::Credit => {}
        }
    }
    for block in seen
        .blocks
        .iter()
        .filter(|b| matches!(b.label, Label::Drop(why) if why.has_words() && why != Why::Comments))
    {
        let words = seen.decoded.slice(block.span).to_lowercase();
        if words.len() < 4000 && WALLS.iter().any(|wall| words.contains(wall)) {
            return state(Completeness::Paywall, 70, Evidence::at(seen.decoded.raw(block.span), PAYWALL));
        }
    }
    if let Some(span) = footer {
        return state(Completeness::Complete, 80, Evidence::at(span, FOOTER));
    }
    let last = article.blocks().into_iter().rev().find(|b| b.kind.in_body());
    let Some(last) = last else {
        return state(Completeness::Complete, 50, Evidence::at(article.whole(), DEFAULT));
    };
    let line = article.slice(last.span);
    let words = line.split_whitespace().count();
    let end = line.trim_end();
    let tail = |len: usize| -> Span<Text> {
        let end = last.span.start() + line.trim_end().len();
        let mut start = end.saturating_sub(len).max(last.span.start());
        while start > last.span.start() && !article.text().is_char_boundary(start) {
            start -= 1;
        }
        article.span(start..end).unwrap_or(last.span)
    };
    // Behind the last full stop editors set their letters: "… fünf Festnahmen. / ab", "… said. (kn/ob)".
    let end = without_letters(end);
    let unquoted = end.trim_end_matches(['”', '"', '’', '»', ')', ']', '\'']);
    let announces =
        ["read more", "read more »", "continue reading", "weiterlesen", "lire la suite", "leer más"];
    let lower = end.to_lowercase();
    if end.ends_with("[…]")
        || end.ends_with("[...]")
        || ((end.ends_with('…') || end.ends_with("...")) && words >= 4)
        || announces.iter().any(|words| lower.ends_with(words))
    {
        return state(Completeness::Teaser, 65, Evidence::at(tail(16), DOTS));
    }
    if unquoted.ends_with(['.', '!', '?', '。', '！', '？', '…', '؟', '।']) {
        return state(Completeness::Complete, 65, Evidence::at(tail(1), CLOSED));
    }
    let small_end = end.chars().next_back().is_some_and(|c| c.is_lowercase() || matches!(c, ',' | '-' | '–'));
    if last.kind == RegionKind::Paragraph && words >= 12 && small_end {
        return state(Completeness::Cut, 55, Evidence::at(tail(24), MID_SENTENCE));
    }
    state(Completeness::Complete, 50, Evidence::at(article.whole(), DEFAULT))
}

/// A text without the letters of an editor behind its last full stop.
fn without_letters(text: &str) -> &str {
    const LONGEST: usize = 8;
    let Some(stop) = text.rfind(['.', '!', '?', '”', '"']) else { return text };
    let rest = text.get(stop..).unwrap_or_default();
    let letters = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches([')', ']']);
    let marked = rest.contains(['/', '(', '[']);
    let short = letters.len() <= LONGEST && letters.chars().all(|c| c.is_alphabetic() || c == '/');
    let width = rest.chars().next().map_or(0, char::len_utf8);
    if marked && short && !letters.is_empty() { text.get(..stop + width).unwrap_or(text) } else { text }
}

#[cfg(test)]
mod tests {
    use super::without_letters;

    #[test]
    fn an_editors_letters_are_no_half_sentence() {
        assert_eq!(without_letters("Es gab fünf Festnahmen. / ab"), "Es gab fünf Festnahmen.");
        assert_eq!(without_letters("“Cod waits.” (kn/ob)"), "“Cod waits.”");
        for text in ["The ports were closed. And the", "The ports (and the", "They met at 5 p.m. (local time"]
        {
            assert_eq!(without_letters(text), text);
        }
    }
}
