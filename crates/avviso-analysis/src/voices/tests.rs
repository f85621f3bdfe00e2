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

#[test]
fn who_has_no_name_is_an_actor_all_the_same() {
    assert_eq!(
        speakers(
            "The bridge is shut, police said. Police said it would stay shut. A resident told reporters that he had heard it fall."
        ),
        "police: police (Group)\nPolice: police (Group)\nA resident: A resident (Person)"
    );
    assert_eq!(
        speakers(
            "The National Guard said that it had saved 500 people. The report said that the dam had been old."
        ),
        "The National Guard: National Guard (Organisation)\nThe report: The report (Document)"
    );
}

#[test]
fn a_name_in_no_table_is_met_again() {
    assert_eq!(
        speakers(
            "Qrla Hidvik, judge of Harris County, said that the water was rising. Hidvik described it as “the worst since 1993”."
        ),
        "Qrla Hidvik, judge of Harris County,: Qrla Hidvik (Person)\nHidvik: Qrla Hidvik (Person)"
    );
    assert_eq!(
        speakers("Ministry spokesman Gao Feng said that talks would go on. Gao said that they were useful."),
        "Ministry spokesman Gao Feng: Gao Feng (Person)\nGao: Gao Feng (Person)"
    );
}

#[test]
fn a_part_of_a_name_leads_back_to_the_body() {
    assert_eq!(
        speakers(
            "Norway’s Election Commission said that it was ready. The commission said that it had 40 boats."
        ),
        "Norway’s Election Commission: Norway’s Election Commission (Organisation)\n\
         The commission: Norway’s Election Commission (Organisation)"
    );
}

#[test]
fn somebodys_people_are_not_that_person() {
    assert_eq!(
        speakers("Holm, the mayor, left. Donald Trump won. Trump allies said that it was over."),
        "Trump allies: Trump allies (Group)"
    );
}

#[test]
fn what_may_be_anything_stays_open() {
    for text in [
        "The telescope has confirmed the presence of water.",
        "Nobody said that it was over.",
        "Johanneshaven admitted that it was late.",
    ] {
        let found = speakers(text);
        assert!(found.is_empty() || found.ends_with(": "), "{found}");
    }
}

#[test]
fn he_is_the_one_of_the_sentence_before_not_of_the_quotation() {
    assert_eq!(
        speakers(
            "Nikita Khrushchev wrote that it was over. John Kennedy answered within hours. “I welcome this,” he wrote."
        ),
        "Nikita Khrushchev: Nikita Khrushchev (Person)\nhe: John F. Kennedy (Person)"
    );
    assert_eq!(
        speakers(
            "Lindsey Graham told reporters he was worried.\n\n“Donald Trump was up five points,” he said."
        ),
        "Lindsey Graham: Lindsey Graham (Person)\nhe: Lindsey Graham (Person)"
    );
}

#[test]
fn the_president_is_the_one_called_so_before() {
    assert_eq!(
        speakers(
            "Premier Nikita Khrushchev told President Kennedy on Sunday that it was over. The President said that he was glad."
        ),
        "Premier Nikita Khrushchev: Nikita Khrushchev (Person)\nThe President: John F. Kennedy (Person)"
    );
}

#[test]
fn the_governor_is_the_one_with_the_short_title() {
    assert_eq!(
        speakers(
            "Louisiana Gov. John Bel Edwards said that 20 people had been saved. “It goes on,” the governor said."
        ),
        "Louisiana Gov. John Bel Edwards: John Bel Edwards (Person)\nthe governor: John Bel Edwards (Person)"
    );
}

#[test]
fn a_report_is_whose_it_is() {
    assert_eq!(
        speakers("According to a report by the Independent, the bridge is shut."),
        "a report by the Independent: The Independent (Outlet)"
    );
    assert_eq!(
        speakers("In a statement Holm said that it was late. A survey found that the bridge is old."),
        "Holm: \nA survey: A survey (Document)"
    );
}

#[test]
fn an_actor_is_found_by_place() {
    let (article, layers) =
        layers_within("Norway’s foreign ministry said that Iceland was late.", &Limits::default());
    let places = layers.actors.places();
    let name = |words: &str| {
        let start = article.text().find(words).unwrap();
        let actor = places.at(article.span(start..start + words.len()).unwrap());
        actor.map(|id| layers.actors.list[id.index()].value().name.clone())
    };
    assert_eq!(name("Norway").as_deref(), Some("Norway"));
    assert_eq!(name("Norway’s foreign ministry").as_deref(), Some("Norway’s foreign ministry"));
    assert_eq!(name("that Iceland").as_deref(), Some("Iceland"));
    assert_eq!(name("was late"), None);
}
