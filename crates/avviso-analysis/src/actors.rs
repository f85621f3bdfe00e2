//! Actors: mentions clustered and resolved at the page's date.

use avviso_text::Diagnostics;

use crate::layers::{Actors, Dating, Mentions, Sentences};
use crate::pass::{Context, Pass};

/// Clusters mentions to actors.
#[derive(Debug)]
pub(crate) struct ClusterActors;

impl Pass for ClusterActors {
    const NAME: &'static str = "actors";
    type Needs<'a> = (&'a Sentences, &'a Mentions, &'a Dating);
    type Gives = Actors;

    fn run(&self, context: Context<'_>, _: (&Sentences, &Mentions, &Dating), _: &mut Diagnostics) -> Actors {
        Actors {
            bylines: vec![None; context.facts.bylines.len()],
            lineage: vec![None; context.facts.lineage.len()],
            ..Actors::default()
        }
    }
}
