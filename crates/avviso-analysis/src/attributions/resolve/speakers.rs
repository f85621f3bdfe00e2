//! Who a source is: actors by their mentions, pronouns by who spoke before.

use avviso_text::{Article, Id, Lookup, Span, Text};

use crate::layers::{Actor, ActorKind, Actors, Form};

/// How many mentions inside one source are looked at.
const MENTIONS: usize = 64;

/// Nouns of those who speak for the name after them.
const VOICES: &[&str] = &[
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "statement",
    "report",
    "reports",
    "letter",
    "article",
    "editorial",
    "release",
    "press service",
    "spokespeople",
    "communique",
    "interview",
    "story",
    "account",
];

/// All mentions of actors by place.
#[derive(Debug)]
pub(crate) struct Index<'a> {
    article: &'a Article,
    actors: &'a Actors,
    mentions: Vec<(Span<Text>, Form, Id<Actor>)>,
    /// Persons by last name in lower case; `None` where several share it.
    last_names: Lookup<String, Option<Id<Actor>>>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(article: &'a Article, actors: &'a Actors) -> Self {
        let mut mentions: Vec<(Span<Text>, Form, Id<Actor>)> = Vec::new();
        let mut last_names: Lookup<String, Option<Id<Actor>>> = Lookup::new();
        for (index, fact) in actors.list.iter().enumerate() {
            if let Some(last) = fact.value().name.split_whitespace().next_back()
                && fact.value().kind == ActorKind::Person
            {
                let only =
                    if last_names.contains(&last.to_lowercase()) { None } else { Some(Id::new(index)) };
                last_names.insert(last.to_lowercase(), only);
            }
            for (span, form) in &fact.value().mentions {
                mentions.push((*span, *form, Id::new(index)));
            }
        }
        mentions.sort_by_key(|(span, form, actor)| (*span, *form, *actor));
        Self { article, actors, mentions, last_names }
    }

    pub(crate) fn kind(&self, actor: Id<Actor>) -> Option<ActorKind> {
        self.actors.list.get(actor.index()).map(|fact| fact.value().kind)
    }

    /// The members of a group, or the actor itself.
    fn people(&self, actor: Id<Actor>) -> Vec<Id<Actor>> {
        match self.actors.list.get(actor.index()).map(avviso_text::Fact::value) {
            Some(group) if group.kind == ActorKind::Group && !group.members.is_empty() => {
                group.members.clone()
            }
            _ => vec![actor],
        }
    }

    /// The outermost mentions inside a span, in order.
    fn inside(&self, span: Span<Text>) -> Vec<(Span<Text>, Form, Id<Actor>)> {
        let first = self.mentions.partition_point(|(mention, _, _)| mention.start() < span.start());
        let mut out: Vec<(Span<Text>, Form, Id<Actor>)> = Vec::new();
        for mention in self.mentions.iter().skip(first).take(MENTIONS) {
            if mention.0.start() >= span.end() {
                break;
            }
            let nested = out.last().is_some_and(|(outer, _, _)| mention.0.start() < outer.end());
            if span.contains(mention.0) && !nested {
                out.push(*mention);
            }
        }
        out
    }

    /// The mention that ends last before a position, at most `reach` bytes away.
    fn ending_before(&self, position: usize, reach: usize) -> Option<Id<Actor>> {
        let end = self.mentions.partition_point(|(mention, _, _)| mention.start() < position);
        self.mentions
            .iter()
            .take(end)
            .rev()
            .take(MENTIONS)
            .filter(|(mention, _, _)| mention.end() <= position && mention.end() + reach >= position)
            .max_by_key(|(mention, _, _)| (mention.end(), mention.len()))
            .map(|(_, _, actor)| *actor)
    }

    /// Who these words name, if they name somebody: several for "Cuba and North Korea" and for a group.
    pub(crate) fn named(&self, span: Span<Text>) -> Vec<Id<Actor>> {
        let span = self.without_comma(span);
        let mentions = self.inside(span);
        let Some((first, _, only)) = mentions.first().copied() else {
            return self.around(span).map_or_else(|| self.shouted(span), |actor| self.people(actor));
        };
        if first == span {
            return self.people(only);
        }
        // Coordination that covers the source: "Cuba and North Korea".
        let covers = first.start() == span.start()
            && mentions.last().is_some_and(|(last, _, _)| last.end() == span.end());
        let joined = mentions.windows(2).all(|pair| {
            let [(left, _, _), (right, _, _)] = pair else { return false };
            let between =
                self.article.span(left.end()..right.start()).map_or("", |span| self.article.slice(span));
            matches!(between.trim(), "and" | "," | ", and" | "&" | "and the" | ", the")
        });
        let apposed = mentions.len() == 2
            && mentions.windows(2).all(|pair| {
                let [(left, _, _), (right, _, _)] = pair else { return false };
                self.article
                    .span(left.end()..right.start())
                    .is_some_and(|span| self.article.slice(span).trim() == ",")
            });
        if covers && joined && mentions.len() > 1 && !apposed {
            let mut all: Vec<Id<Actor>> = Vec::new();
            for actor in mentions.iter().flat_map(|(_, _, actor)| self.people(*actor)) {
                if !all.contains(&actor) {
                    all.push(actor);
                }
            }
            return all;
        }
        let after = |mention: Span<Text>| {
            self.article
                .span(mention.end()..span.end())
                .map_or("", |rest| self.article.slice(rest))
                .trim_start()
        };
        let before = |mention: Span<Text>| {
            self.article
                .span(span.start()..mention.start())
                .map_or("", |rest| self.article.slice(rest))
                .trim_end()
        };
        let owns = |mention: Span<Text>, form: Form| {
            let possessive = form == Form::Pronoun
                && matches!(
                    self.article.slice(mention).to_lowercase().as_str(),
                    "his" | "her" | "its" | "their"
                );
            after(mention).starts_with(['\'', '’']) || possessive
        };
        // A person named in it speaks: "Foreign Minister X of Y", "X, the mayor". Not "X allies", "X’s team". Of
        // several the last before the comma: what follows it describes.
        let comma = self.article.slice(span).find(',').map_or(span.end(), |at| span.start() + at);
        let speaks = |(mention, form, actor): &&(Span<Text>, Form, Id<Actor>)| {
            self.kind(*actor) == Some(ActorKind::Person)
                && !owns(*mention, *form)
                && !ends_in_preposition(before(*mention))
                && ends_name(after(*mention))
        };
        let person = mentions
            .iter()
            .filter(|(mention, _, _)| mention.end() <= comma)
            .rfind(speaks)
            .or_else(|| mentions.iter().find(speaks));
        if let Some((_, _, actor)) = person {
            return vec![*actor];
        }
        // The head: the mention that ends the phrase, with nothing but words that describe it before.
        let head = mentions.iter().rev().find(|(mention, _, _)| mention.end() == span.end());
        if let Some((mention, _, actor)) = head {
            let lead = before(*mention);
            if !ends_in_preposition(lead) || speaks_for(lead) {
                return self.people(*actor);
            }
        }
        // "Khrushchev’s letter": who wrote it speaks.
        if let Some((mention, form, actor)) = mentions.first()
            && owns(*mention, *form)
            && mentions.len() == 1
        {
            let paper = after(*mention).trim_start_matches(['\'', '’', 's', 'S', ' ']);
            if is_paper(paper.rsplit(' ').next().unwrap_or_default()) {
                return self.people(*actor);
            }
        }
        // "Iceland, with …", "the Post’s editors" not.
        if first.start() == span.start() && !mentions.first().is_some_and(|(at, form, _)| owns(*at, *form)) {
            let rest = after(first);
            if rest.starts_with([',', '(']) {
                return self.people(only);
            }
        }
        Vec::new()
    }

    /// The actor of a mention that holds these words as its end: a source that lost its article.
    fn around(&self, span: Span<Text>) -> Option<Id<Actor>> {
        let end = self.mentions.partition_point(|(mention, _, _)| mention.start() <= span.start());
        self.mentions
            .iter()
            .take(end)
            .rev()
            .take(MENTIONS)
            .find(|(mention, _, _)| mention.contains(span) && mention.end() == span.end())
            .map(|(_, _, actor)| *actor)
    }

    /// Whether a name or description of somebody holds these words.
    pub(crate) fn covers(&self, span: Span<Text>) -> bool {
        let end = self.mentions.partition_point(|(mention, _, _)| mention.start() <= span.start());
        self.mentions
            .iter()
            .take(end)
            .rev()
            .take(MENTIONS)
            .any(|(mention, form, _)| *form != Form::Pronoun && mention.contains(span))
    }

    /// The country of the first state or part of one that these words name: "Nigeria’s", "Swedish".
    pub(crate) fn state_of(&self, span: Option<Span<Text>>) -> Option<String> {
        self.inside(span?).into_iter().find_map(|(_, _, actor)| {
            let actor = self.actors.list.get(actor.index())?.value();
            matches!(actor.kind, ActorKind::State | ActorKind::Government).then(|| actor.country.clone())?
        })
    }

    /// Whether a person is named with one of these words right before.
    pub(crate) fn is_called(&self, actor: Id<Actor>, titles: &[&str]) -> bool {
        let mentions = self.actors.list.get(actor.index()).map(|fact| fact.value().mentions.as_slice());
        mentions.unwrap_or_default().iter().filter(|(_, form)| *form != Form::Pronoun).take(16).any(
            |(span, _)| {
                let words = self.article.slice(*span);
                let inside = words.split_whitespace().take(6).any(|word| titles.contains(&word));
                let before = self.article.text().get(..span.start()).unwrap_or_default().trim_end();
                let from = before.len().saturating_sub(16);
                let from =
                    (from..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
                let last = before
                    .get(from..)
                    .unwrap_or_default()
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default();
                inside || titles.contains(&last)
            },
        )
    }

    /// Persons named between two places, first to last, pronouns left out.
    pub(crate) fn persons_between(&self, from: usize, to: usize) -> Vec<(Span<Text>, Id<Actor>)> {
        let first = self.mentions.partition_point(|(mention, _, _)| mention.start() < from);
        self.mentions
            .iter()
            .skip(first)
            .take(MENTIONS)
            .take_while(|(mention, _, _)| mention.start() < to)
            .filter(|(mention, form, actor)| {
                *form != Form::Pronoun && mention.end() <= to && self.kind(*actor) == Some(ActorKind::Person)
            })
            .map(|(mention, _, actor)| (*mention, *actor))
            .collect()
    }

    /// A name in capitals ("LAVROV"): the one person whose last name it is.
    fn shouted(&self, span: Span<Text>) -> Vec<Id<Actor>> {
        let words = self.article.slice(span);
        let loud = words.chars().nth(2).is_some() && words.chars().all(|c| c.is_uppercase() || c == '-');
        if !loud {
            return Vec::new();
        }
        self.last_names
            .get(words.to_lowercase().as_str())
            .copied()
            .flatten()
            .map(|only| vec![only])
            .unwrap_or_default()
    }

    /// The antecedent of a relative pronoun: the mention right before it.
    pub(crate) fn antecedent(&self, pronoun: Span<Text>) -> Vec<Id<Actor>> {
        self.ending_before(pronoun.start(), 3).map(|actor| self.people(actor)).unwrap_or_default()
    }

    /// The last mention of a person that ends before a position and not further back than `reach` bytes.
    pub(crate) fn person_before(&self, position: usize, reach: usize) -> Option<Id<Actor>> {
        let end = self.mentions.partition_point(|(mention, _, _)| mention.start() < position);
        self.mentions
            .iter()
            .take(end)
            .rev()
            .take(MENTIONS)
            .take_while(|(mention, _, _)| mention.start() + reach >= position)
            .find(|(_, form, actor)| *form != Form::Pronoun && self.kind(*actor) == Some(ActorKind::Person))
            .map(|(_, _, actor)| *actor)
    }

    fn without_comma(&self, span: Span<Text>) -> Span<Text> {
        let words = self.article.slice(span);
        let trimmed = words.trim_end_matches([',', ' ']);
        // "Kang’s" accusation: whose it is.
        let trimmed = ["’s", "'s"].iter().find_map(|sign| trimmed.strip_suffix(sign)).unwrap_or(trimmed);
        self.article.span(span.start()..span.start() + trimmed.len()).unwrap_or(span)
    }
}

fn last_word(lead: &str) -> &str {
    lead.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default()
}

fn ends_in_preposition(lead: &str) -> bool {
    let last = if lead.ends_with("the") || lead.ends_with("The") {
        last_word(lead.get(..lead.len() - 3).unwrap_or_default().trim_end())
    } else {
        last_word(lead)
    };
    matches!(
        last,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "by"
            | "with"
            | "to"
            | "on"
            | "against"
            | "about"
            | "near"
            | "under"
            | "atop"
            | "behind"
            | "inside"
            | "outside"
            | "across"
            | "within"
            | "among"
            | "over"
    )
}

/// Whether a name is over where these words begin: at the end, at a mark, before "of Y" and "who".
fn ends_name(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default();
    rest.is_empty()
        || rest.starts_with([',', '(', '—', '–', '-'])
        || matches!(
            first,
            "of" | "from"
                | "in"
                | "at"
                | "for"
                | "who"
                | "and"
                | "with"
                | "himself"
                | "herself"
                | "Jr."
                | "Jr"
        )
}

/// Papers that speak with the voice of whose they are.
fn is_paper(noun: &str) -> bool {
    matches!(
        noun,
        "letter"
            | "statement"
            | "message"
            | "speech"
            | "address"
            | "report"
            | "memo"
            | "tweet"
            | "post"
            | "email"
            | "article"
            | "book"
            | "declaration"
            | "decree"
            | "affidavit"
            | "testimony"
            | "ruling"
            | "editorial"
    )
}

/// "a spokesman for", "a report by", "a statement from".
fn speaks_for(lead: &str) -> bool {
    VOICES.iter().any(|voice| {
        lead.rfind(voice).is_some_and(|at| {
            let rest = lead.get(at + voice.len()..).unwrap_or_default();
            rest.split_whitespace().count() <= 2
        })
    })
}
