//! What sort of text the article is, by layout and by what it calls itself; news, with little confidence, when
//! nothing speaks for another sort.

use avviso_text::facts::Genre;
use avviso_text::{Confidence, Evidence, Fact, RegionKind, RuleId};

use crate::read::Seen;

const NAMED: RuleId = RuleId::new("genre.named");
const TURNS: RuleId = RuleId::new("genre.turns");
const LIST: RuleId = RuleId::new("genre.list-items");
const POST: RuleId = RuleId::new("genre.only-post");
const RELEASE: RuleId = RuleId::new("genre.for-release");
const SECTION: RuleId = RuleId::new("genre.section");
const VERDICT: RuleId = RuleId::new("genre.headline-verdict");
const DEFAULT: RuleId = RuleId::new("genre.default");

/// Finds the genre.
pub(crate) fn find(seen: &Seen<'_>) -> Fact<Genre> {
    let article = seen.article;
    let blocks = article.blocks();
    let state = |genre, sure, evidence| Fact::new(genre, Confidence::percent(sure), evidence);
    if let Some(title) = blocks.iter().find(|b| b.kind == RegionKind::Title)
        && let Some(genre) = named(article.slice(title.span))
    {
        return state(genre, 85, Evidence::at(title.span, NAMED));
    }
    for item in &seen.metadata.items {
        let key = item.key.as_str();
        let genre = match key {
            _ if key.starts_with("jsonld:OpinionNewsArticle.") => Some(Genre::Opinion),
            _ if key.starts_with("jsonld:LiveBlogPosting.") => Some(Genre::Live),
            _ if key == "meta:article:section" || key.ends_with(".articleSection") => section(&item.value),
            _ => None,
        };
        if let Some(genre) = genre {
            return state(genre, 80, Evidence::at(seen.decoded.raw(item.span), SECTION));
        }
    }
    let body: Vec<_> = blocks.iter().filter(|b| b.kind.in_body()).collect();
    if let Some(release) = body.iter().take(4).find(|b| is_release(article.slice(b.span))) {
        return state(Genre::PressRelease, 85, Evidence::at(release.span, RELEASE));
    }
    if let [only] = body.as_slice()
        && only.kind == RegionKind::EmbeddedPost
    {
        return state(Genre::Post, 80, Evidence::at(only.span, POST));
    }
    let turns: Vec<_> = body.iter().filter(|b| turn(article.slice(b.span)).is_some()).collect();
    if turns.len() >= 4 && turns.len() * 2 >= body.len() {
        let mut evidence = Evidence::at(turns[0].span, TURNS);
        for turn in turns.iter().skip(1).take(3) {
            evidence = evidence.and(turn.span, TURNS);
        }
        let asked = turns
            .iter()
            .filter(|b| matches!(turn(article.slice(b.span)), Some("Q" | "A" | "F" | "R" | "P")))
            .count();
        let questions = turns.iter().filter(|b| article.slice(b.span).trim_end().ends_with('?')).count();
        let genre =
            if asked >= 4 || questions * 4 >= turns.len() { Genre::Interview } else { Genre::Transcript };
        return state(genre, 80, evidence);
    }
    let items = body.iter().filter(|b| b.kind == RegionKind::ListItem).count();
    if items >= 5 && items * 3 > body.len() * 2 {
        let first = body.iter().find(|b| b.kind == RegionKind::ListItem).map_or(article.whole(), |b| b.span);
        return state(Genre::List, 70, Evidence::at(first, LIST));
    }
    if let Some(title) = blocks.iter().find(|b| b.kind == RegionKind::Title)
        && is_verdict(article.slice(title.span))
    {
        return state(Genre::Opinion, 65, Evidence::at(title.span, VERDICT));
    }
    state(Genre::News, 60, Evidence::at(article.whole(), DEFAULT))
}

/// Whether a headline says, on nobody's word, what somebody should do.
///
/// Catches "The Minister Should Meet With the Fishers" and "Norway needs to get out of two treaties".
/// Leaves alone "Minister: Fishers must decide", "Minister says fishers should wait", "Fishers ‘should wait’" and "Cod on
/// why fishers should wait".
fn is_verdict(title: &str) -> bool {
    const TOLD: [&str; 26] = [
        "says",
        "say",
        "said",
        "tells",
        "tell",
        "told",
        "urges",
        "urge",
        "urged",
        "rules",
        "ruled",
        "asks",
        "asked",
        "warns",
        "warned",
        "insists",
        "claims",
        "argues",
        "wants",
        "finds",
        "poll",
        "report",
        "according",
        "orders",
        "ordered",
        "why",
    ];
    if title.contains([':', '‘', '“', '"', '«', '„']) || title.contains(" '") {
        return false;
    }
    let words: Vec<String> = title
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect();
    let verdict = words.iter().enumerate().any(|(at, word)| match word.as_str() {
        "should" | "must" | "shouldn't" | "shouldn’t" => at > 0,
        "needs" | "need" | "ought" => at > 0 && words.get(at + 1).is_some_and(|next| next == "to"),
        _ => false,
    });
    verdict && !words.iter().any(|word| TOLD.contains(&word.as_str()))
}

/// What a headline calls its text: "Opinion: …", "Live: …", "Transcript: …", "Interview: …".
///
/// Catches "Opinion | Cod can wait" and "Herring crisis – live updates".
/// Leaves alone "Opinion polls favour the fishers" and "Fishers live on cod".
fn named(title: &str) -> Option<Genre> {
    const HEADS: [(&str, Genre); 17] = [
        ("opinion", Genre::Opinion),
        ("op-ed", Genre::Opinion),
        ("editorial", Genre::Opinion),
        ("commentary", Genre::Opinion),
        ("column", Genre::Opinion),
        ("kommentar", Genre::Opinion),
        ("meinung", Genre::Opinion),
        ("tribune", Genre::Opinion),
        ("opinión", Genre::Opinion),
        ("interview", Genre::Interview),
        ("q&a", Genre::Interview),
        ("entretien", Genre::Interview),
        ("transcript", Genre::Transcript),
        ("full text", Genre::Transcript),
        ("full transcript", Genre::Transcript),
        ("press release", Genre::PressRelease),
        ("live", Genre::Live),
    ];
    let lower = title.to_lowercase();
    for (head, genre) in HEADS {
        if let Some(rest) = lower.strip_prefix(head)
            && rest.trim_start().starts_with([':', '|', '–', '—'])
        {
            return Some(genre);
        }
    }
    let live = ["live updates", "live blog", "liveblog", "liveticker", "as it happened", "live-ticker"];
    live.iter().any(|words| lower.contains(words)).then_some(Genre::Live)
}

fn section(value: &str) -> Option<Genre> {
    let lower = value.to_lowercase();
    matches!(
        lower.trim(),
        "opinion"
            | "opinions"
            | "editorial"
            | "editorials"
            | "commentary"
            | "columns"
            | "op-ed"
            | "meinung"
            | "kommentar"
            | "kommentare"
            | "opinión"
            | "opinião"
            | "opinioni"
            | "tribune"
            | "debatt"
    )
    .then_some(Genre::Opinion)
}

/// "FOR IMMEDIATE RELEASE" and its like, on a line that starts so.
fn is_release(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    [
        "for immediate release",
        "press release",
        "pressemitteilung",
        "communiqué de presse",
        "comunicado de prensa",
    ]
    .iter()
    .any(|head| lower.starts_with(head))
        && line.split_whitespace().count() <= 12
}

/// Who speaks at the start of a paragraph: "Q:", "NES:", "Kari Nes:".
///
/// Catches "Q: Will cod wait?" and "MS NES: It will not."
/// Leaves alone "He said: cod waits." and "One thing is clear: cod waits."
fn turn(line: &str) -> Option<&str> {
    let (name, rest) = line.trim_start().split_once(':')?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let upper = name.chars().all(|c| !c.is_lowercase()) && name.chars().any(char::is_uppercase);
    let single = matches!(name, "Q" | "A" | "F" | "R" | "P");
    let named = (2..=4).contains(&words.len())
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    ((single || (upper && words.len() <= 5) || named) && rest.starts_with(char::is_whitespace))
        .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_name_genres() {
        assert_eq!(named("Opinion | Cod can wait"), Some(Genre::Opinion));
        assert_eq!(named("Herring crisis – live updates"), Some(Genre::Live));
        assert_eq!(named("Opinion polls favour the fishers"), None);
        assert_eq!(named("Fishers live on cod"), None);
    }

    #[test]
    fn a_headline_may_pass_a_verdict() {
        assert!(is_verdict("The Minister Should Meet With the Fishers, by Kari Nes"));
        assert!(is_verdict("Norway needs to get out of two treaties"));
        for title in [
            "Minister: Fishers must decide",
            "Minister says fishers should wait",
            "Fishers ‘should wait’",
            "Cod on why fishers should wait",
            "A must for fishers, says Oslo",
            "Fishers in need of cod",
        ] {
            assert!(!is_verdict(title), "{title}");
        }
    }

    #[test]
    fn turns_name_who_speaks() {
        assert_eq!(turn("Q: Will cod wait?"), Some("Q"));
        assert_eq!(turn("MS NES: It will not."), Some("MS NES"));
        assert_eq!(turn("He said: cod waits."), None);
        assert_eq!(turn("One thing is clear: cod waits."), None);
    }
}
