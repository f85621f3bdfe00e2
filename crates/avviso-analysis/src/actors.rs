//! Actors: mentions clustered by sieves and resolved at the page's date.
//!
//! Sieves in order: who the tables say (at the date of the sentence, else of the page), names by shape, surnames,
//! outlets and bodies, roles and organs by whose they are, papers, groups, pronouns. Each joins a mention to a
//! cluster or makes one; none takes one apart. What stays open is an actor with candidates and the diagnostic
//! `actor-unresolved`.

mod clusters;
mod facts;
mod finish;
mod groups;
mod names;
mod pronouns;
mod roles;
mod when;

use avviso_text::{Code, Diagnostics};

use crate::layers::{Dating, Mentions, Quotations, Sentences, Times};
use crate::pass::{Context, Pass};
use crate::voices::Clustered;
use clusters::Clusters;

const ACTOR_UNRESOLVED: Code = Code::new("actor-unresolved");

/// Clusters mentions to actors.
#[derive(Debug)]
pub(crate) struct ClusterActors;

impl Pass for ClusterActors {
    const NAME: &'static str = "actors";
    type Needs<'a> = (&'a Sentences, &'a Quotations, &'a Times, &'a Mentions, &'a Dating);
    type Gives = Clustered;

    fn run(
        &self,
        context: Context<'_>,
        (sentences, quotations, times, mentions, dating): (
            &Sentences,
            &Quotations,
            &Times,
            &Mentions,
            &Dating,
        ),
        out: &mut Diagnostics,
    ) -> Clustered {
        let mut clusters = Clusters::new(context, (sentences, quotations), times, mentions, dating);
        clusters.known_names();
        clusters.names_by_shape();
        clusters.surnames();
        clusters.outlets_and_bodies();
        let furniture = clusters.furniture();
        clusters.roles();
        clusters.papers();
        clusters.groups();
        clusters.pronouns();
        Clustered(clusters.finish(&furniture, out))
    }
}
