//! The parse as the rules see it: by word instead of by token.

use std::ops::Range;

use avviso_language::Pos;

use crate::language::{Dep, Tag};
use crate::layers::{Heads, Tags, Words};

/// Heads, labels and tags of the words, as far as the page was parsed. Words are numbered as in the layer; a word of
/// several tokens stands for the one that hangs on another word.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    head: Vec<u32>,
    dep: Vec<Dep>,
    tag: Vec<Tag>,
    pos: Vec<Pos>,
    /// First and last word of each subtree.
    edges: Vec<(u32, u32)>,
    /// `children[ends[i - 1]..ends[i]]` are the dependants of word `i`, in order.
    children: Vec<u32>,
    ends: Vec<u32>,
}

impl Grammar {
    pub(crate) fn new(words: &Words, tags: &Tags, heads: &Heads) -> Self {
        let parsed = heads.head.len();
        let mut word_of: Vec<u32> = vec![u32::MAX; parsed];
        let count = words.tokens.partition_point(|tokens| tokens.end <= parsed);
        for (word, tokens) in words.tokens.iter().take(count).enumerate() {
            for slot in word_of.get_mut(tokens.clone()).unwrap_or_default() {
                *slot = (*slot).min(word as u32);
            }
        }
        let mut grammar = Self::default();
        for (word, tokens) in words.tokens.iter().take(count).enumerate() {
            let head = |token: usize| heads.head.get(token).map_or(token, |head| head.index());
            let main = tokens.clone().find(|token| !tokens.contains(&head(*token))).unwrap_or(tokens.start);
            let above = word_of.get(head(main)).copied().filter(|above| (*above as usize) < count);
            grammar.head.push(above.unwrap_or(word as u32));
            grammar.dep.push(heads.dep.get(main).copied().unwrap_or_default());
            grammar.tag.push(tags.tag.get(main).copied().unwrap_or_default());
            grammar.pos.push(tags.pos.get(main).copied().unwrap_or(Pos::None));
        }
        grammar.link();
        grammar
    }

    /// Finds children and edges: leaves first, each carries its edges up.
    fn link(&mut self) {
        let count = self.head.len();
        let mut open = vec![0u32; count];
        let arcs = || self.head.iter().enumerate().filter(|(word, head)| **head as usize != *word);
        for (_, head) in arcs() {
            if let Some(slot) = open.get_mut(*head as usize) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        self.ends = open
            .iter()
            .map(|children| {
                sum += children;
                sum - children
            })
            .collect();
        self.children = vec![0; sum as usize];
        for (word, head) in self.head.iter().enumerate().filter(|(word, head)| **head as usize != *word) {
            if let Some(end) = self.ends.get_mut(*head as usize) {
                if let Some(slot) = self.children.get_mut(*end as usize) {
                    *slot = word as u32;
                }
                *end += 1;
            }
        }
        self.edges = (0..count as u32).map(|word| (word, word)).collect();
        let mut todo: Vec<usize> =
            open.iter().enumerate().filter(|(_, children)| **children == 0).map(|(word, _)| word).collect();
        while let Some(word) = todo.pop() {
            let (Some(&head), Some(&(left, right))) = (self.head.get(word), self.edges.get(word)) else {
                continue;
            };
            let head = head as usize;
            if head == word {
                continue;
            }
            if let Some(edges) = self.edges.get_mut(head) {
                *edges = (edges.0.min(left), edges.1.max(right));
            }
            if let Some(children) = open.get_mut(head) {
                *children -= 1;
                if *children == 0 {
                    todo.push(head);
                }
            }
        }
    }

    /// How the word hangs on its head.
    pub(crate) fn dep(&self, word: usize) -> Dep {
        self.dep.get(word).copied().unwrap_or_default()
    }

    /// Its tag.
    pub(crate) fn tag(&self, word: usize) -> Tag {
        self.tag.get(word).copied().unwrap_or_default()
    }

    /// Its part of speech, if it was parsed.
    pub(crate) fn pos(&self, word: usize) -> Option<Pos> {
        self.pos.get(word).copied().filter(|pos| *pos != Pos::None)
    }

    /// Its head, if it is no root.
    pub(crate) fn head(&self, word: usize) -> Option<usize> {
        self.head.get(word).map(|head| *head as usize).filter(|head| *head != word)
    }

    /// What hangs on it, in order.
    pub(crate) fn children(&self, word: usize) -> impl DoubleEndedIterator<Item = usize> {
        let start = word.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(word).copied());
        let list = range.and_then(|(start, end)| self.children.get(start as usize..end as usize));
        list.unwrap_or_default().iter().map(|child| *child as usize)
    }

    /// The words from the first to the last of its subtree.
    pub(crate) fn subtree(&self, word: usize) -> Range<usize> {
        self.edges.get(word).map_or(word..word + 1, |(left, right)| *left as usize..*right as usize + 1)
    }
}

#[cfg(test)]
mod tests {
    use avviso_text::Limits;

    use super::*;
    use crate::testing::layers_within;

    #[test]
    fn words_hang_on_words() {
        let (article, layers) = layers_within("Kim Jong-un didn't meet the envoy.", &Limits::default());
        let grammar = Grammar::new(&layers.words, &layers.tags, &layers.heads);
        let word = |at: usize| article.slice(layers.words.span[at]);
        let verb = (0..7).find(|at| word(*at) == "meet").unwrap();
        assert!(grammar.tag(verb) == Tag::Vb && grammar.head(verb).is_none());
        assert_eq!(grammar.subtree(verb), 0..7);
        let found: Vec<_> = grammar.children(verb).map(|at| (word(at), grammar.dep(at))).collect();
        assert_eq!(
            found,
            [("Jong-un", Dep::Nsubj), ("didn't", Dep::Aux), ("envoy", Dep::Dobj), (".", Dep::Punct)]
        );
        assert_eq!(grammar.subtree(5), 4..6);
        assert_eq!((grammar.head(7), grammar.subtree(7)), (None, 7..8));
    }
}
