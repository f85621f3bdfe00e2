//! Whom a source makes an actor, and whom not.

use avviso_text::Limits;

use crate::testing::layers_within;

/// Speakers of a text's attributions, a line each: `source: speakers` by name.
fn speakers(text: &str) -> String {
    let (article, layers) = layers_within(text, &Limits::default());
    let name = |id: &avviso_text::Id<crate::layers::Actor>| {
        let actor = layers.actors.list[id.index()].value();
        format!("{} ({:?})", actor.name, actor.kind)
    };
    layers
        .attributions
        .list
        .iter()
        .map(|fact| {
            let value = fact.value();
            let source = value.source.first().map_or("", |span| article.slice(*span));
            format!("{source}: {}", value.speakers.iter().map(name).collect::<Vec<_>>().join(", "))
        })
        .collect::<Vec<_>>()
        .join("\n")
}
