//! Sentences and the actors in them: what each rule must catch and must not.

use proptest::prelude::*;

use super::tests_support::{draw_actors, read, read_shipped, read_with};

/// Reads a text dated 2019-03-08 and compares its actors, one a line.
#[track_caller]
fn check(text: &str, expect: &str) {
    use avviso_text::facts::DateKind;
    let page = read(text, |facts| {
        facts.dates = vec![super::tests_support::clue(DateKind::Published, "2019-03-08", "2019-03-08", 95)];
    });
    let drawn = draw_actors(&page);
    let lines =
        |text: &str| text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n");
    assert_eq!(lines(&drawn), lines(expect), "\n{text}\n{drawn}");
}

#[test]
fn probe() {
    let Ok(path) = std::env::var("AVVISO_PROBE") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let page = read_shipped(&text, |_| {});
    eprintln!("{}", draw_actors(&page));
    eprintln!("{:?}", page.dating);
    for time in &page.times.list {
        eprintln!("{} = {}", page.article.slice(time.value().span), time.value().value);
    }
    for d in page.diagnostics.list() {
        eprintln!("{} {}", d.code.name(), d.message);
    }
}

proptest! {
    #[test]
    fn mentions_are_legal_ordered_and_the_same_each_time(
        text in "(Kim |Ha-na|Russia|’s |US |the |North |Korea|, |and |said |Foreign |Minister |Holm|\\. |“|”|\n\n|Ada |its |leader |two |countries |\u{a0}|é|Dutch |[A-Za-z]{1,6} ){0,40}"
    ) {
        let page = read(&text, |_| {});
        let mut before = None;
        for mention in &page.mentions.list {
            prop_assert!(mention.span.contains(mention.head));
            prop_assert!(!mention.head.is_empty());
            prop_assert!(before.is_none_or(|b| b <= mention.span));
            before = Some(mention.span);
        }
        let mut first = None;
        for actor in &page.actors.list {
            let actor = actor.value();
            prop_assert!(!actor.name.is_empty());
            let own = actor.mentions.first().map(|m| m.0);
            if let (Some(a), Some(b)) = (first, own) {
                prop_assert!(a <= b);
            }
            first = own.or(first);
            for member in &actor.members {
                prop_assert!(member.index() < page.actors.list.len());
            }
        }
        let again = read(&text, |_| {});
        prop_assert_eq!(&page.mentions, &again.mentions);
        prop_assert_eq!(&page.actors, &again.actors);
    }
}
