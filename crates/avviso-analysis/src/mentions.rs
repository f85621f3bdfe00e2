//! Names and descriptions of actors.

use avviso_text::Diagnostics;

use crate::layers::{Mentions, Quotations, Sentences, Words};
use crate::pass::{Context, Pass};

/// Finds mentions.
#[derive(Debug)]
pub(crate) struct FindMentions;

impl Pass for FindMentions {
    const NAME: &'static str = "mentions";
    type Needs<'a> = (&'a Sentences, &'a Words, &'a Quotations);
    type Gives = Mentions;

    fn run(&self, _: Context<'_>, _: (&Sentences, &Words, &Quotations), _: &mut Diagnostics) -> Mentions {
        Mentions::default()
    }
}
