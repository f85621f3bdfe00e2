//! What the parser says of the words, as the rules ask for it: by word, with the reach of what hangs on it.
//!
//! A word of several tokens ("Jong-un", "didn't") is the one of them that hangs outside the word. The rules read the
//! words themselves first; the parser refuses what is no verb, finds the subject where the words do not show it, and says
//! where somebody's clause ends.

use std::ops::Range;

use avviso_language::Pos;
use avviso_text::Diagnostics;

use crate::language::{Dep, Tag};
use crate::layers::{Heads, Tags, Words};
use crate::pass::{Context, Layer, Pass};

/// How many heads are followed from one word.
const DEEPEST: usize = 64;

/// Dependencies by word. Words that were not parsed have none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grammar {
    pos: Vec<Pos>,
    tag: Vec<Tag>,
    dep: Vec<Dep>,
    head: Vec<u32>,
    /// First and last word of all that hangs on a word.
    reach: Vec<(u32, u32)>,
}

impl Layer for Grammar {
    const NAME: &'static str = "attributions.grammar";
}

/// Reads the dependencies by word.
#[derive(Debug)]
pub(crate) struct ReadGrammar;

impl Pass for ReadGrammar {
    const NAME: &'static str = "attributions.grammar";
    type Needs<'a> = (&'a Words, &'a Tags, &'a Heads);
    type Gives = Grammar;

    fn run(
        &self,
        _: Context<'_>,
        (words, tags, heads): (&Words, &Tags, &Heads),
        _: &mut Diagnostics,
    ) -> Grammar {
        let mut of_token: Vec<u32> = vec![0; heads.head.len()];
        for (word, tokens) in words.tokens.iter().enumerate() {
            for slot in of_token.get_mut(tokens.clone()).unwrap_or_default() {
                *slot = word as u32;
            }
        }
        let mut grammar = Grammar::default();
        for (word, tokens) in words.tokens.iter().enumerate() {
            if tokens.end > heads.head.len() || tokens.is_empty() {
                break;
            }
            let outside = |token: &usize| {
                heads
                    .head
                    .get(*token)
                    .is_some_and(|head| head.index() == *token || !tokens.contains(&head.index()))
            };
            let main = tokens.clone().find(outside).unwrap_or(tokens.start);
            let head = heads.head.get(main).map_or(main, |head| head.index());
            let head = of_token.get(head).copied().unwrap_or(word as u32);
            grammar.pos.push(tags.pos.get(main).copied().unwrap_or(Pos::None));
            grammar.tag.push(tags.tag.get(main).copied().unwrap_or_default());
            grammar.dep.push(heads.dep.get(main).copied().unwrap_or_default());
            grammar.head.push(head);
            grammar.reach.push((word as u32, word as u32));
        }
        for word in 0..grammar.head.len() {
            let mut at = word;
            for _ in 0..DEEPEST {
                let Some(up) = grammar.head.get(at).map(|head| *head as usize).filter(|up| *up != at) else {
                    break;
                };
                let Some(reach) = grammar.reach.get_mut(up) else { break };
                *reach = (reach.0.min(word as u32), reach.1.max(word as u32));
                at = up;
            }
        }
        grammar
    }
}

impl Grammar {
    /// The part of speech of a word, if it was parsed.
    pub(crate) fn pos(&self, word: usize) -> Option<Pos> {
        self.pos.get(word).copied().filter(|pos| *pos != Pos::None)
    }

    pub(crate) fn tag(&self, word: usize) -> Tag {
        self.tag.get(word).copied().unwrap_or_default()
    }

    pub(crate) fn dep(&self, word: usize) -> Dep {
        self.dep.get(word).copied().unwrap_or_default()
    }

    /// The word that a word hangs on; nothing for a root.
    pub(crate) fn head(&self, word: usize) -> Option<usize> {
        self.head.get(word).map(|head| *head as usize).filter(|head| *head != word)
    }

    /// All that hangs on a word, itself included.
    pub(crate) fn reach(&self, word: usize) -> Range<usize> {
        self.reach.get(word).map_or(word..word + 1, |(first, last)| *first as usize..*last as usize + 1)
    }

    /// What hangs on a word directly, inside a range.
    pub(crate) fn children(&self, word: usize, within: Range<usize>) -> impl Iterator<Item = usize> {
        within.filter(move |at| self.head(*at) == Some(word))
    }

    /// The subject of a verb: its own, else that of the verb which it is joined to or hangs on as an infinitive.
    pub(crate) fn subject(&self, verb: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut at = verb;
        for _ in 0..4 {
            let own = self
                .children(at, sentence.clone())
                .find(|child| matches!(self.dep(*child), Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj));
            if own.is_some() {
                return own;
            }
            if !matches!(self.dep(at), Dep::Conj | Dep::Xcomp | Dep::Advcl) {
                return None;
            }
            at = self.head(at)?;
        }
        None
    }
}
