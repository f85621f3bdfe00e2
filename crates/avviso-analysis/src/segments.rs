//! Sentences and words by simple rules with exact offsets; the language core replaces this module.

use avviso_text::{Diagnostics, Id};

use crate::layers::{Sentences, Words};
use crate::pass::{Context, Pass};

/// Cuts sentences; none crosses a block's border.
#[derive(Debug)]
pub(crate) struct CutSentences;

impl Pass for CutSentences {
    const NAME: &'static str = "segments.sentences";
    type Needs<'a> = ();
    type Gives = Sentences;

    fn run(&self, context: Context<'_>, (): (), _out: &mut Diagnostics) -> Sentences {
        let mut sentences = Sentences::default();
        for (index, block) in context.article.blocks().iter().enumerate() {
            sentences.span.push(block.span);
            sentences.block.push(Some(index));
        }
        sentences
    }
}

/// Cuts words.
#[derive(Debug)]
pub(crate) struct CutWords;

impl Pass for CutWords {
    const NAME: &'static str = "segments.words";
    type Needs<'a> = (&'a Sentences,);
    type Gives = Words;

    fn run(&self, context: Context<'_>, (sentences,): (&Sentences,), _out: &mut Diagnostics) -> Words {
        let mut words = Words::default();
        for (index, sentence) in sentences.span.iter().enumerate() {
            for word in context.article.slice(*sentence).split_whitespace() {
                let start = word.as_ptr() as usize - context.article.text().as_ptr() as usize;
                if let Some(span) = context.article.span(start..start + word.len()) {
                    words.span.push(span);
                    words.sentence.push(Id::new(index));
                }
            }
        }
        words
    }
}
