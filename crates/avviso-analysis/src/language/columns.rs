//! The layers that are read off the parse as they are: tokens, tags, heads, lemmas, names.

use avviso_language::Iob;
use avviso_text::{Diagnostics, Id};

use super::{Dep, Parse};
use crate::layers::{Heads, Lemmas, Name, Names, Sentences, Tags, Tokens};
use crate::pass::{Context, Pass};

/// Reads the tokens off the parse, those that lie in a sentence.
#[derive(Debug)]
pub(crate) struct ReadTokens;

impl Pass for ReadTokens {
    const NAME: &'static str = "language.tokens";
    type Needs<'a> = (&'a Parse, &'a Sentences);
    type Gives = Tokens;

    fn run(&self, _: Context<'_>, (parse, sentences): (&Parse, &Sentences), _: &mut Diagnostics) -> Tokens {
        let mut tokens = Tokens::default();
        for (index, sentence) in sentences.span.iter().enumerate() {
            while let Some(span) =
                parse.span.get(tokens.span.len()).filter(|span| span.end() <= sentence.end())
            {
                tokens.span.push(*span);
                tokens.sentence.push(Id::new(index));
            }
        }
        tokens
    }
}

/// Reads tags and parts of speech off the parse.
#[derive(Debug)]
pub(crate) struct ReadTags;

impl Pass for ReadTags {
    const NAME: &'static str = "language.tags";
    type Needs<'a> = (&'a Parse, &'a Tokens);
    type Gives = Tags;

    fn run(&self, _: Context<'_>, (parse, tokens): (&Parse, &Tokens), _: &mut Diagnostics) -> Tags {
        let count = tokens.span.len();
        Tags {
            tag: parse.tag.iter().copied().take(count).collect(),
            pos: parse.pos.iter().copied().take(count).collect(),
        }
    }
}

/// Reads heads off the parse. What hangs on a word of another sentence is a root of its own.
#[derive(Debug)]
pub(crate) struct ReadHeads;

impl Pass for ReadHeads {
    const NAME: &'static str = "language.heads";
    type Needs<'a> = (&'a Parse, &'a Tokens);
    type Gives = Heads;

    fn run(&self, _: Context<'_>, (parse, tokens): (&Parse, &Tokens), _: &mut Diagnostics) -> Heads {
        let mut heads = Heads::default();
        let arcs = parse.head.iter().zip(&parse.dep).zip(&tokens.sentence);
        for (index, ((&head, &dep), sentence)) in arcs.enumerate() {
            let inside = tokens.sentence.get(head as usize) == Some(sentence);
            heads.head.push(Id::new(if inside { head as usize } else { index }));
            heads.dep.push(if inside { dep } else { Dep::Root });
        }
        heads
    }
}

/// Reads base forms off the parse.
#[derive(Debug)]
pub(crate) struct ReadLemmas;

impl Pass for ReadLemmas {
    const NAME: &'static str = "language.lemmas";
    type Needs<'a> = (&'a Parse, &'a Tokens);
    type Gives = Lemmas;

    fn run(&self, _: Context<'_>, (parse, tokens): (&Parse, &Tokens), _: &mut Diagnostics) -> Lemmas {
        let ends: Vec<u32> = parse.lemma_ends.iter().copied().take(tokens.span.len()).collect();
        let text = parse.lemmas.get(..ends.last().map_or(0, |end| *end as usize)).unwrap_or_default();
        Lemmas { text: text.to_owned(), ends }
    }
}

/// Reads names off the parse.
#[derive(Debug)]
pub(crate) struct ReadNames;

impl Pass for ReadNames {
    const NAME: &'static str = "language.names";
    type Needs<'a> = (&'a Parse, &'a Tokens);
    type Gives = Names;

    fn run(&self, _: Context<'_>, (parse, tokens): (&Parse, &Tokens), _: &mut Diagnostics) -> Names {
        let mut names = Names::default();
        let marked = parse.name.iter().zip(&tokens.span).zip(&tokens.sentence).enumerate();
        for (index, (((iob, kind), span), sentence)) in marked {
            match (iob, names.list.last_mut()) {
                (Iob::Begin, _) => names.list.push(Name {
                    span: *span,
                    kind: *kind,
                    tokens: index..index + 1,
                    sentence: *sentence,
                }),
                // A name does not go on in another sentence.
                (Iob::Inside, Some(name)) if name.tokens.end == index && name.sentence == *sentence => {
                    name.span = name.span.cover(*span);
                    name.tokens.end = index + 1;
                }
                (Iob::Inside | Iob::Outside, _) => {}
            }
        }
        names
    }
}
