//! Sentences and words by simple rules with exact offsets; the language core replaces this module.

pub(crate) mod cells;
mod sentences;
mod words;

use avviso_text::{Code, Diagnostics, Id};

use crate::attributions::cues::Cues;
use crate::layers::{Sentences, Words};
use crate::pass::{Context, Pass};

const LONG_SENTENCE: Code = Code::new("long-sentence");
const MANY_SENTENCES: Code = Code::new("many-sentences");

/// Cuts sentences; none crosses a cell's border.
#[derive(Debug)]
pub(crate) struct CutSentences<'c> {
    pub(crate) cues: &'c Cues,
}

impl Pass for CutSentences<'_> {
    const NAME: &'static str = "segments.sentences";
    type Needs<'a> = ();
    type Gives = Sentences;

    fn run(&self, context: Context<'_>, (): (), out: &mut Diagnostics) -> Sentences {
        let article = context.article;
        let limit = context.limits.sentence_words as usize;
        let mut sentences = Sentences::default();
        let mut long = None;
        let mut splits = 0;
        'cells: for cell in cells::cells(article) {
            let (ranges, split) = sentences::sentences(article.slice(cell.span), self.cues, limit);
            if split > 0 {
                long = long.or(Some(cell.span));
                splits += split;
            }
            for range in ranges {
                let start = cell.span.start();
                let Some(span) = article.span(start + range.start..start + range.end) else { continue };
                if sentences.span.len() >= context.limits.sentences as usize {
                    out.warn(
                        MANY_SENTENCES,
                        format!(
                            "the page has more than {} sentences; the text after this place was not analysed",
                            context.limits.sentences
                        ),
                        article.span(span.start()..article.text().len()).map(Into::into),
                    );
                    break 'cells;
                }
                sentences.span.push(span);
                sentences.block.push(cell.block);
            }
        }
        if let Some(cell) = long {
            let message = format!(
                "sentences of more than {limit} words were split {splits} times, here for the first time"
            );
            out.note(LONG_SENTENCE, message, Some(cell.into()));
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
        let mut found = Words::default();
        for (index, sentence) in sentences.span.iter().enumerate() {
            for word in words::words(context.article.slice(*sentence)) {
                if let Some(span) =
                    context.article.span(sentence.start() + word.start..sentence.start() + word.end)
                {
                    found.span.push(span);
                    found.sentence.push(Id::new(index));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
