//! What a verb governs, read off the parse: its subject, and the clause that is its content.

use std::ops::Range;

use crate::attributions::classes::Class;
use crate::attributions::view::View;
use crate::language::{Dep, Tag};

/// From a verb up to the one whose subject it shares there are at most this many steps.
const STEPS: usize = 6;

/// A subject is at most this many words.
const LONGEST_SUBJECT: usize = 60;

/// A subject, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) words: Range<usize>,
    /// Whether it is that of a verb above ("slammed … and urged", "went on to accuse", "…, saying").
    pub(crate) shared: bool,
}

/// The subject of the verb at `head`, whose group starts at `start`; before it, or (of a verb above) at least before
/// that verb.
pub(crate) fn subject(view: &View<'_>, head: usize, start: usize) -> Option<Subject> {
    let grammar = &view.grammar;
    let mut verb = head;
    let mut shared = false;
    for _ in 0..STEPS {
        let subject = grammar
            .children(verb)
            .find(|child| *child < verb && matches!(grammar.dep(*child), Dep::Nsubj | Dep::Nsubjpass));
        if let Some(subject) = subject {
            let all = grammar.subtree(subject);
            let words = trimmed(view, all.start..all.end.min(if shared { verb } else { start }));
            return (words.contains(&subject) && words.len() <= LONGEST_SUBJECT)
                .then_some(Subject { words, shared });
        }
        let up = match grammar.dep(verb) {
            Dep::Conj | Dep::Xcomp | Dep::Aux | Dep::Prep => true,
            // "…, saying", "by saying".
            Dep::Advcl | Dep::Pcomp => grammar.tag(verb) == Tag::Vbg,
            _ => false,
        };
        verb = grammar.head(verb).filter(|_| up)?;
        shared = true;
    }
    None
}

/// Without marks and connectives at its ends.
fn trimmed(view: &View<'_>, words: Range<usize>) -> Range<usize> {
    let mut words = words;
    while words.start < words.end
        && (!view.is(words.start, Class::WORD.or(Class::OPENING).or(Class::QUOTE))
            || view.one_of(words.start, &["and", "but", "or"])
            || words.len() > 1 && view.one_of(words.start, &["that"]))
    {
        words.start += 1;
    }
    while words.start < words.end && !view.is(words.end - 1, Class::WORD.or(Class::CLOSING).or(Class::QUOTE))
    {
        words.end -= 1;
    }
    words
}

/// The clause that the verb at `head` governs, from the word `from` on.
pub(crate) fn clause(view: &View<'_>, head: usize, from: usize) -> Option<Range<usize>> {
    let grammar = &view.grammar;
    let child = grammar.children(head).find(|child| *child >= from && grammar.dep(*child) == Dep::Ccomp)?;
    let words = grammar.subtree(child);
    Some(words.start.max(from)..words.end)
}
