//! Through whose hands the page came: what its furniture says, and which outlets its text cites.

use avviso_text::Diagnostics;

use crate::attributions::Found;
use crate::layers::{Actors, Lineages};
use crate::pass::{Context, Pass};

/// Joins the page's own lineage and the outlets that the text cites.
#[derive(Debug)]
pub(crate) struct TraceLineage;

impl Pass for TraceLineage {
    const NAME: &'static str = "lineage";
    type Needs<'a> = (&'a Actors, &'a Found);
    type Gives = Lineages;

    fn run(&self, _: Context<'_>, _: (&Actors, &Found), _: &mut Diagnostics) -> Lineages {
        Lineages::default()
    }
}
