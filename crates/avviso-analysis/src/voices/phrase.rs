//! The words of a source, taken apart: what stands before its head, the head, what describes it.

use avviso_text::{Article, Span, Text};

use super::nouns::{Kind, Noun, Voices};
use crate::layers::{ActorKind, Form};
use crate::mentions::lexicon::{NounClass, is_body_noun, is_courtesy, is_outlet_noun, is_particle, noun};

/// Words of a source that are looked at.
const LONGEST: usize = 40;

const PREPOSITIONS: &[&str] = &[
    "of",
    "for",
    "from",
    "in",
    "at",
    "with",
    "to",
    "on",
    "by",
    "against",
    "near",
    "behind",
    "inside",
    "under",
    "about",
    "over",
    "between",
    "including",
    "across",
    "within",
    "among",
    "outside",
    "around",
    "close",
    "familiar",
];

const RELATIVES: &[&str] = &["who", "which", "whose", "speaking", "citing", "quoting", "that"];

/// Words with which a source names nobody in particular.
const NOBODY: &[&str] = &[
    "no",
    "neither",
    "nobody",
    "none",
    "nothing",
    "everyone",
    "everybody",
    "each",
    "every",
    "any",
    "anyone",
    "few",
    "not",
    "whoever",
    "someone",
    "somebody",
];

/// What the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A name: Lina Hidalgo, the Coast Guard.
    Name,
    /// A name in capitals alone: BNP.
    Acronym,
    /// A noun of the table: police, the commission.
    Noun,
}

/// A source, taken apart.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a plain property of the words, and all combine")]
pub(super) struct Phrase {
    /// The words that become a mention.
    pub(super) span: Span<Text>,
    /// The last word of the head.
    pub(super) head: Span<Text>,
    /// The words that are the name.
    named: Span<Text>,
    pub(super) form: Form,
    pub(super) what: What,
    /// The words in lower case without article, by which it is met again.
    pub(super) key: String,
    /// Words of the name.
    pub(super) words: usize,
    /// "the …".
    pub(super) definite: bool,
    /// "a …", "some …".
    pub(super) indefinite: bool,
    pub(super) plural: bool,
    /// Whether the head is written with a capital.
    pub(super) capital: bool,
    /// Article and noun, nothing else.
    pub(super) bare: bool,
    /// The pronoun that says whose it is.
    pub(super) owner: Option<Span<Text>>,
    pub(super) noun: Option<Noun>,
    /// The noun of somebody's role.
    pub(super) role: Option<&'static str>,
    /// Whether a title stands before the name.
    pub(super) titled: bool,
    /// Whether what follows the name describes a person.
    pub(super) described: bool,
    /// What the name's last word makes it.
    pub(super) body: Option<ActorKind>,
}

#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Word<'_> {
    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    fn lower(&self) -> String {
        self.text.trim_end_matches('.').to_lowercase()
    }
}

impl Phrase {
    /// Takes a source apart; nothing where its words name nobody.
    pub(super) fn read(article: &Article, source: Span<Text>, nouns: &Voices) -> Option<Self> {
        let words = words(article.slice(source), source.start());
        let core_end = words
            .iter()
            .enumerate()
            .position(|(at, word)| {
                // "scientists using a telescope"
                let participle = word.text.len() > 4 && word.text.ends_with("ing") && !word.is_capital();
                !word.is_word() || at > 0 && (RELATIVES.contains(&word.text) || participle)
            })
            .unwrap_or(words.len());
        let core = words.get(..core_end)?;
        let head_end = core
            .iter()
            .enumerate()
            .position(|(at, word)| at > 0 && PREPOSITIONS.contains(&word.text))
            .unwrap_or(core_end);
        let part = core.get(..head_end)?;
        let (first, last) = (part.first()?, part.last()?);
        let opening = first.lower();
        if NOBODY.contains(&opening.as_str()) || possessive(last.text) {
            return None;
        }
        let (definite, indefinite) = (
            opening == "the",
            matches!(
                opening.as_str(),
                "a" | "an" | "another" | "one" | "some" | "several" | "many" | "two" | "three"
            ),
        );
        let owned = matches!(opening.as_str(), "its" | "his" | "her" | "their" | "our" | "my");
        let determined = definite
            || indefinite
            || owned
            || matches!(opening.as_str(), "this" | "these" | "those" | "both");
        let from = usize::from(determined);
        let body = part.get(from..).filter(|body| !body.is_empty())?;
        let span = |start: usize, end: usize| article.span(start..end);
        let key = |list: &[Word<'_>]| list.iter().map(Word::lower).collect::<Vec<_>>().join(" ");
        let head = span(last.start, last.end)?;
        let noun_here = nouns.find(&last.lower());
        let mut phrase = Self {
            span: span(first.start, core.last()?.end)?,
            head,
            named: head,
            form: Form::Description,
            what: What::Noun,
            key: key(core.get(from..)?),
            words: body.len(),
            definite,
            indefinite,
            plural: noun_here.is_some_and(|noun| noun.plural),
            capital: last.is_capital(),
            bare: body.len() == 1 && core_end == head_end,
            owner: if owned { span(first.start, first.end) } else { None },
            noun: noun_here,
            role: noun_here.filter(|noun| noun.kind == Kind::Person && !noun.plural).map(|noun| noun.lemma),
            titled: false,
            described: false,
            body: None,
        };
        // "Police said": the sentence's capital.
        let plain = !last.is_capital() || (body.len() == 1 && noun_here.is_some());
        if plain {
            return phrase.noun.is_some().then_some(phrase);
        }
        if let Some(noun) = noun_here.filter(|noun| noun.kind == Kind::Person) {
            // "the Attorney General", "State Health Commissioner": called by the office alone.
            phrase.noun = Some(noun);
            return Some(phrase);
        }
        phrase.read_name(article, part, from, nouns)?;
        let rest = words.get(core_end..).unwrap_or_default();
        phrase.described = phrase.what == What::Name && describes_person(rest, nouns);
        Some(phrase)
    }

    /// The name at the end of the head: a run of capitals, titles cut off its front.
    fn read_name(&mut self, article: &Article, part: &[Word<'_>], from: usize, nouns: &Voices) -> Option<()> {
        let mut start = part.len();
        while start > from
            && part.get(start - 1).is_some_and(|word| {
                !possessive(word.text)
                    && (word.is_capital() || (start < part.len() && is_particle(word.text)))
            })
        {
            start -= 1;
        }
        let mut role = None;
        for at in (from..part.len() - 1).rev() {
            let Some(word) = part.get(at) else { continue };
            let lower = word.lower();
            let title = nouns.find(lower.split('-').next().unwrap_or_default());
            if is_courtesy(&lower) && word.is_capital() {
                self.titled = true;
                start = start.max(at + 1);
                break;
            }
            if let Some(title) = title.filter(|title| title.kind == Kind::Person && !title.plural) {
                self.titled = true;
                role = Some(title.lemma);
                start = start.max(at + 1);
                break;
            }
        }
        let run = part.get(start..).filter(|run| !run.is_empty())?;
        let (first, last) = (run.first()?, run.last()?);
        let lower = last.lower();
        self.role = role;
        self.noun = None;
        self.words = run.len();
        self.key = run.iter().map(Word::lower).collect::<Vec<_>>().join(" ");
        self.named = article.span(first.start..last.end)?;
        self.span = article.span(part.first()?.start..last.end)?;
        let letters = last.text.chars().filter(|c| c.is_alphabetic()).count();
        let loud = run.len() == 1
            && (2..=6).contains(&letters)
            && last.text.chars().all(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '&' | '-' | '.'));
        if loud && !self.titled {
            self.what = What::Acronym;
            self.form = Form::Abbreviation;
            return Some(());
        }
        self.what = What::Name;
        self.form = Form::Name;
        if !self.titled && run.len() > 1 {
            self.body = match (noun(&lower).map(|noun| noun.class), nouns.find(&lower).map(|noun| noun.kind))
            {
                (Some(NounClass::Government), _) => Some(ActorKind::Government),
                (Some(NounClass::Organ | NounClass::Body), _) | (_, Some(Kind::Group)) => {
                    Some(ActorKind::Organisation)
                }
                (_, Some(Kind::Outlet)) => Some(ActorKind::Outlet),
                (_, Some(Kind::Document)) => Some(ActorKind::Document),
                (Some(NounClass::Person) | None, Some(Kind::Person) | None) => {
                    if is_body_noun(&lower) {
                        Some(ActorKind::Organisation)
                    } else if is_outlet_noun(&lower) {
                        Some(ActorKind::Outlet)
                    } else {
                        None
                    }
                }
            };
        }
        Some(())
    }

    /// Whether the noun names an outlet: the newspaper, the news agency.
    pub(super) fn is_outlet(&self) -> bool {
        let wire =
            ["news service", "news agency", "wire service", "news site", "news website", "news channel"];
        self.noun.is_some_and(|noun| noun.kind == Kind::Outlet)
            || wire.iter().any(|words| self.key.ends_with(words))
    }

    /// The words that name it, as the page has them.
    pub(super) fn name<'t>(&self, article: &'t Article) -> &'t str {
        match self.what {
            What::Name | What::Acronym => article.slice(self.named),
            What::Noun => article.slice(self.span),
        }
    }
}

/// ", judge of Harris County," / ", 43," / ", one of the commissioners who …": somebody.
fn describes_person(rest: &[Word<'_>], nouns: &Voices) -> bool {
    let mut inside = rest.iter();
    let opens = inside.next();
    match opens.map(|word| word.text) {
        Some("who") => return true,
        Some(",") => {}
        _ => return false,
    }
    let inside: Vec<&Word<'_>> = inside.take_while(|word| word.text != ",").take(12).collect();
    let age = inside.len() == 1
        && inside
            .first()
            .is_some_and(|word| word.text.len() == 2 && word.text.bytes().all(|b| b.is_ascii_digit()));
    let who = inside.first().is_some_and(|word| word.text == "who");
    let noun =
        inside.iter().take_while(|word| !matches!(word.text, "at" | "in" | "with" | "for")).any(|word| {
            let lower = word.lower();
            nouns.find(lower.split('-').next().unwrap_or_default()).is_some_and(|noun| {
                noun.kind == Kind::Person && (!noun.plural || inside.iter().any(|w| w.text == "one"))
            })
        });
    age || who || noun
}

fn possessive(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s") || word.ends_with(['\'', '’'])
}

/// Words and marks with their places; a stop belongs to an initial or a shortened title.
fn words(text: &str, offset: usize) -> Vec<Word<'_>> {
    let mut out: Vec<Word<'_>> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, next)) = rest.peek() {
                let inner = matches!(next, '-' | '\'' | '’' | '&' | '.' | '‑');
                let follows =
                    text.get(at + next.len_utf8()..).is_some_and(|t| t.starts_with(char::is_alphanumeric));
                let short = next == '.'
                    && end - start <= 4
                    && text.get(start..end).is_some_and(|w| w.starts_with(char::is_uppercase));
                let plural_owner = matches!(next, '\'' | '’');
                if !(next.is_alphanumeric() || (inner && follows) || short || plural_owner) {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
        }
        let Some(word) = text.get(start..end) else { break };
        out.push(Word { start: offset + start, end: offset + end, text: word });
        if out.len() >= LONGEST {
            break;
        }
    }
    out
}
