//! Who said what: found by layout and marks, then resolved to speakers and chains.

use avviso_text::{Diagnostics, Fact};

use crate::layers::{
    Actors, Attribution, Attributions, Lineages, Mentions, Quotations, Sentences, Times, Words,
};
use crate::pass::{Context, Layer, Pass};

/// Attributions as found: source, cue and content, without speakers, nesting and chain.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) list: Vec<Fact<Attribution>>,
}

impl Layer for Found {
    const NAME: &'static str = "attributions.found";
}

/// Finds source, cue and content.
#[derive(Debug)]
pub(crate) struct FindAttributions;

impl Pass for FindAttributions {
    const NAME: &'static str = "attributions.find";
    type Needs<'a> = (&'a Sentences, &'a Words, &'a Quotations, &'a Mentions, &'a Times);
    type Gives = Found;

    fn run(
        &self,
        _: Context<'_>,
        _: (&Sentences, &Words, &Quotations, &Mentions, &Times),
        _: &mut Diagnostics,
    ) -> Found {
        Found::default()
    }
}

/// Resolves speakers, nesting, chain and stance.
#[derive(Debug)]
pub(crate) struct ResolveAttributions;

impl Pass for ResolveAttributions {
    const NAME: &'static str = "attributions.resolve";
    type Needs<'a> = (&'a Sentences, &'a Mentions, &'a Actors, &'a Found, &'a Lineages);
    type Gives = Attributions;

    fn run(
        &self,
        _: Context<'_>,
        (_, _, _, found, _): (&Sentences, &Mentions, &Actors, &Found, &Lineages),
        _: &mut Diagnostics,
    ) -> Attributions {
        Attributions { list: found.list.clone() }
    }
}
