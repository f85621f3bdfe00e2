//! Pronouns, only where one reading stands out: he and she for the one person about, its for the subject just before.

use avviso_text::{Span, Text};

use super::clusters::Clusters;
use crate::layers::{ActorKind, Form, QuotationKind};

/// Words between a pronoun and the subject that it may go back to.
const REACH_WORDS: usize = 10;
/// Mentions that are looked at before a pronoun.
const BACK: usize = 12;
/// Quotations that are looked at before a mention: those that may hold it.
const QUOTATIONS: usize = 8;

impl Clusters<'_> {
    /// Finds pronouns sentence by sentence and joins those that are clear.
    pub(super) fn pronouns(&mut self) {
        let mut next = 0;
        for sentence in 0..self.sentences.span.len() {
            let Some(&span) = self.sentences.span.get(sentence) else { continue };
            let text = self.words(span);
            let mut quotes = 0_i32;
            let mut straight = false;
            let mut start: Option<usize> = None;
            for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                if c.is_alphanumeric() {
                    start.get_or_insert(at);
                    continue;
                }
                if let Some(from) = start.take() {
                    let word = text.get(from..at).unwrap_or_default();
                    let range = span.start() + from..span.start() + at;
                    while self.mentions.list.get(next).is_some_and(|m| m.span.start() < range.start) {
                        next += 1;
                    }
                    if quotes <= 0 && !straight && is_pronoun(word) {
                        self.pronoun(word, range, sentence, next, text.get(at..).unwrap_or_default());
                    }
                }
                match c {
                    '“' | '„' | '«' => quotes += 1,
                    '”' | '»' => quotes -= 1,
                    '"' => straight = !straight,
                    _ => {}
                }
            }
        }
    }

    fn pronoun(
        &mut self,
        word: &str,
        range: std::ops::Range<usize>,
        sentence: usize,
        next: usize,
        rest: &str,
    ) {
        let Some(span) = self.context.article.span(range) else { return };
        if self.list.iter().rev().take(1).any(|c| c.pronouns.contains(&span)) {
            return;
        }
        let lower = word.to_lowercase();
        let found = match lower.as_str() {
            "he" | "him" | "his" => self.person_about(sentence, next, false),
            "she" | "her" => self.person_about(sentence, next, true),
            "its" => self.subject_before(span, sentence, next),
            "it" if says_next(rest) => self.subject_of_sentence(sentence.checked_sub(1), next, false),
            "they" if says_next(rest) => self.subject_of_sentence(sentence.checked_sub(1), next, true),
            _ => None,
        };
        if let Some(cluster) = found {
            self.add_pronoun(cluster, span);
        }
    }

    fn add_pronoun(&mut self, cluster: usize, span: Span<Text>) {
        let pronouns = &mut self.cluster_mut(cluster).pronouns;
        if pronouns.last() != Some(&span) {
            pronouns.push(span);
        }
    }

    /// Whose an organ or role is by its pronoun; the pronoun becomes a mention when the pronouns are read.
    pub(super) fn owner_by_pronoun(&mut self, at: usize, pronoun: Span<Text>) -> Option<usize> {
        let sentence = self.mention(at).sentence?.index();
        match self.words(pronoun).to_lowercase().as_str() {
            "its" => self.subject_before(pronoun, sentence, at),
            "his" => self.person_about(sentence, at, false),
            "her" => self.person_about(sentence, at, true),
            _ => None,
        }
    }

    /// The one person whom a sentence, or else the sentence before, is about.
    fn person_about(&self, sentence: usize, next: usize, female: bool) -> Option<usize> {
        for back in 0..=1 {
            let wanted = sentence.checked_sub(back)?;
            // A new paragraph begins anew, unless it begins with the pronoun.
            let block = |s: usize| self.sentences.block.get(s).copied().flatten();
            if back == 1 && block(wanted) != block(sentence) {
                return None;
            }
            let mut persons: Vec<usize> = Vec::new();
            for before in (next.saturating_sub(BACK * (back + 1))..next).rev() {
                let mention = self.mention(before);
                match mention.sentence.map(avviso_text::Id::index) {
                    Some(at) if at > wanted => continue,
                    Some(at) if at == wanted => {}
                    _ => break,
                }
                // Outside a quotation nobody is meant who is named inside one.
                if let Some(cluster) = self.cluster_of(before)
                    && self.is_person(cluster)
                    && !self.is_quoted(mention.span)
                    && !persons.contains(&cluster)
                    && self.may_be(cluster, female)
                {
                    persons.push(cluster);
                }
            }
            match persons.as_slice() {
                [] => {}
                [only] => return Some(*only),
                _ => return None,
            }
        }
        None
    }

    /// Whether words stand inside a quotation of somebody's speech.
    fn is_quoted(&self, span: Span<Text>) -> bool {
        let list = &self.quotations.list;
        let at = list.partition_point(|quotation| quotation.span.start() <= span.start());
        list.iter()
            .take(at)
            .rev()
            .take(QUOTATIONS)
            .any(|quotation| quotation.kind == QuotationKind::Speech && quotation.span.contains(span))
    }

    /// Whether a person's roles leave room for the pronoun.
    fn may_be(&self, cluster: usize, female: bool) -> bool {
        let nouns = &self.cluster(cluster).nouns;
        let women = ["spokeswoman", "queen", "princess", "chairwoman", "congresswoman"];
        let men = [
            "spokesman",
            "king",
            "prince",
            "pope",
            "emperor",
            "congressman",
            "policeman",
            "businessman",
            "sultan",
            "emir",
        ];
        !nouns.iter().any(|noun| if female { men.contains(noun) } else { women.contains(noun) })
    }

    /// The state or body that stands as subject or possessor shortly before, in the same sentence.
    ///
    /// "Iceland denied that its coast guard"; not "the course of Iceland in its waters".
    fn subject_before(&self, pronoun: Span<Text>, sentence: usize, next: usize) -> Option<usize> {
        for before in (next.saturating_sub(BACK)..next).rev() {
            let mention = self.mention(before);
            if mention.sentence.map(avviso_text::Id::index) != Some(sentence) {
                return None;
            }
            if mention.span.end() > pronoun.start()
                || mention.form == Form::Demonym
                || self.detail(before).nested
            {
                continue;
            }
            let Some(cluster) = self.cluster_of(before) else { continue };
            if !self.is_body(cluster) {
                continue;
            }
            let between =
                self.context.article.text().get(mention.span.end()..pronoun.start()).unwrap_or_default();
            let far = between.split_whitespace().count() > REACH_WORDS;
            let possessive = between.starts_with(['’', '\'']);
            return (!far && !possessive && !self.after_preposition(mention.span)).then_some(cluster);
        }
        None
    }

    /// The first state or body (or group) of a sentence, if it stands as its subject.
    fn subject_of_sentence(&self, sentence: Option<usize>, next: usize, plural: bool) -> Option<usize> {
        let sentence = sentence?;
        let mut first: Option<usize> = None;
        for before in (next.saturating_sub(BACK * 2)..next).rev() {
            match self.mention(before).sentence.map(avviso_text::Id::index) {
                Some(at) if at > sentence => {}
                Some(at) if at == sentence => {
                    if !self.detail(before).nested && self.mention(before).form != Form::Demonym {
                        first = Some(before);
                    }
                }
                _ => break,
            }
        }
        let first = first?;
        let cluster = self.cluster_of(first)?;
        let group = self.cluster(cluster).kind == ActorKind::Group;
        let fits = if plural { group } else { self.is_body(cluster) };
        (fits && !self.after_preposition(self.mention(first).span)).then_some(cluster)
    }

    fn is_body(&self, cluster: usize) -> bool {
        match self.cluster(cluster).kind {
            ActorKind::State
            | ActorKind::Government
            | ActorKind::Organisation
            | ActorKind::ArmedGroup
            | ActorKind::Outlet
            | ActorKind::PlaceAsActor => true,
            ActorKind::Person | ActorKind::Document | ActorKind::Group => false,
        }
    }

    fn after_preposition(&self, span: Span<Text>) -> bool {
        let before = self.context.article.text().get(..span.start()).unwrap_or_default();
        let mut from = before.len().saturating_sub(40);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let word = before.get(from..).unwrap_or_default().split_whitespace().next_back().unwrap_or_default();
        matches!(
            word.to_lowercase().as_str(),
            "of" | "in"
                | "by"
                | "with"
                | "to"
                | "from"
                | "against"
                | "on"
                | "at"
                | "for"
                | "between"
                | "towards"
                | "toward"
                | "over"
                | "into"
                | "near"
                | "and"
        )
    }
}

fn is_pronoun(word: &str) -> bool {
    let known = |word: &str| matches!(word, "he" | "him" | "his" | "she" | "her" | "its" | "it" | "they");
    known(word) || (word.starts_with(['H', 'S', 'I', 'T']) && word.len() <= 4 && known(&word.to_lowercase()))
}

/// Whether a verb of saying follows.
fn says_next(rest: &str) -> bool {
    let mut words = rest.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let first = words.next().unwrap_or_default();
    let speaks = crate::mentions::lexicon::is_speech;
    speaks(first)
        || (matches!(first, "also" | "further" | "has" | "had" | "have" | "later")
            && words.next().is_some_and(speaks))
}
