//! Through whose hands the page came: what its furniture says, and which outlets its text cites.

use avviso_text::facts::Relation;
use avviso_text::{Diagnostics, Evidence, Fact, Id};

use crate::attributions::Found;
use crate::layers::{Actor, ActorKind, Actors, Lineage, Lineages};
use crate::pass::{Context, Pass};

/// Joins the page's own lineage and the outlets that the text cites.
#[derive(Debug)]
pub(crate) struct TraceLineage;

impl Pass for TraceLineage {
    const NAME: &'static str = "lineage";
    type Needs<'a> = (&'a Actors, &'a Found);
    type Gives = Lineages;

    fn run(&self, context: Context<'_>, (actors, found): (&Actors, &Found), _: &mut Diagnostics) -> Lineages {
        let mut lineages = Lineages::default();
        for (index, fact) in context.facts.lineage.iter().enumerate() {
            let (value, confidence, evidence) = fact.clone().into_parts();
            let lineage = Lineage {
                relation: value.relation,
                outlet: actors.lineage.get(index).copied().flatten(),
                url: value.url,
            };
            lineages.list.push(Fact::new(lineage, confidence, evidence));
        }
        let index = crate::attributions::index(context.article, actors);
        let mut cited: Vec<Id<Actor>> = lineages
            .list
            .iter()
            .filter(|fact| fact.value().relation == Relation::Cites)
            .filter_map(|fact| fact.value().outlet)
            .collect();
        for fact in &found.list {
            let attribution = fact.value();
            let Some(source) = attribution.source.first() else { continue };
            for actor in index.named(*source) {
                let outlet = index.kind(actor) == Some(ActorKind::Outlet);
                if !outlet || actors.outlet == Some(actor) || cited.contains(&actor) {
                    continue;
                }
                cited.push(actor);
                let place = attribution.cue.first().copied().map_or(*source, |cue| cue.cover(*source));
                let evidence = Evidence::at(place, fact.evidence().first().because);
                let lineage = Lineage { relation: Relation::Cites, outlet: Some(actor), url: None };
                lineages.list.push(Fact::new(lineage, fact.confidence(), evidence));
            }
        }
        lineages
    }
}
