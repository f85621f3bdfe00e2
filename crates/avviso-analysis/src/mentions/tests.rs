//! Sentences and the actors in them: what each rule must catch and must not.

use proptest::prelude::*;

use super::tests_support::{draw_actors, read, read_with};

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
fn states_and_their_forms() {
    check(
        "Russia met US envoys. Pyongyang and the DPRK’s friends; NORTH KOREA and North KOrea.",
        "Russia [state RUS GOV]: Russia
         US envoys [group USA GOV]: ds:US envoys
         United States [state USA GOV]: ab:US
         North Korea [state PRK GOV]: me:Pyongyang | ab:the DPRK | NORTH KOREA | North KOrea",
    );
}

#[test]
fn persons_that_only_the_parse_tells() {
    check(
        "Late in the day Ngozi Okafor arrived at the port of the town. Okafor left at night.",
        "Ngozi Okafor [person]: Ngozi Okafor | Okafor",
    );
    check("The Cold War ended at Grand Central.", "");
}

#[test]
fn a_word_is_a_name_only_as_one() {
    check("Give us the dates. It told us so.", "");
    check("TELL US MORE", "");
    check(
        "ORLOV TO US:\n\nThe US spoke.",
        "Ivan Orlov [person RUS GOV]: ORLOV\nUnited States [state USA GOV]: ab:US | ab:The US",
    );
    check(
        "Michael Jordan came, and Jordan Peterson too.",
        "Michael Jordan [person]: Michael Jordan\nJordan Peterson [person]: Jordan Peterson",
    );
    check(
        "General Motors and the American Trade Bank fell.",
        "the American Trade Bank [organisation USA]: the American Trade Bank\nUnited States [state USA CVL]: de:American",
    );
    check("He flew to Jordan on Monday.", "Jordan [state JOR GOV]: Jordan");
    check("Russiagate and Russianness are words; so is antirussia.", "");
    check("the beacon on the hill; Beacon lights; a beacon said", "");
    check(
        "The Beacon said so. It told the Beacon.",
        "Beacon [outlet ISL MED]: The Beacon | pr:It | the Beacon",
    );
}

#[test]
fn places_and_events_do_not_act() {
    check("Talks in Oslo ended.", "");
    check("Talks with Oslo ended.", "Norway [state NOR GOV]: me:Oslo");
    check("In Oslo’s view it ended.", "Norway [state NOR GOV]: me:Oslo");
    check("the Cuban missile crisis and the Chinese civil war", "");
    check("It fell into the Sea of China.", "");
}

#[test]
fn roles_and_names() {
    check(
        "Norwegian Foreign Minister Ola Vik spoke. Vik smiled. The Norwegian diplomat left.",
        "Ola Vik [person NOR GOV] (foreign minister of Norway 2006-03-04..2020-01-01): Norwegian Foreign Minister Ola Vik | Vik | ds:The Norwegian diplomat
         Norway [state NOR GOV]: de:Norwegian | de:Norwegian",
    );
    check(
        "Norway’s foreign minister said no.",
        "Ola Vik [person NOR GOV] (foreign minister of Norway 2006-03-04..2020-01-01): ds:Norway’s foreign minister
         Norway [state NOR GOV]: Norway",
    );
    check(
        "The Norwegian fisheries minister told nobody.",
        "The Norwegian fisheries minister [person NOR GOV] (fisheries minister of Norway): ds:The Norwegian fisheries minister ?Lars Moe
         Norway [state NOR GOV]: de:Norwegian",
    );
    check(
        "Cuba met his Russian counterpart, Ivan Orlov, again.",
        "Cuba [state CUB GOV]: Cuba
         Ivan Orlov [person RUS GOV]: ds:his Russian counterpart | Ivan Orlov
         Russia [state RUS GOV]: de:Russian",
    );
    check(
        "The leader of Norway’s fishermen and a leading Norwegian paper agreed.",
        "Norway [state NOR GOV]: Norway | de:Norwegian",
    );
}

#[test]
fn persons_by_shape() {
    check("spokeswoman Anna Berg said. Berg smiled.", "Anna Berg [person GOV]: spokeswoman Anna Berg | Berg");
    check("It was nice.\n\n— Kari Nes (@karines) March 7, 2019", "Kari Nes [person]: Kari Nes");
    check(
        "Mr. Olsen met Pak Son-hui and Pak Son-Hui.",
        "Olsen [person]: Olsen\nPak Son-hui [person]: Pak Son-hui | Pak Son-Hui",
    );
    check("The Security Council, the Cold War and Monday Night.", "");
    check(
        "Per Olav Raimondo said. Later Per Olav Raimono said.",
        "Per Olav Raimondo [person]: Per Olav Raimondo | Per Olav Raimono",
    );
}

#[test]
fn surnames_and_dates() {
    check(
        "Kim Ha-na ruled first. Kim was old. Kim Du-ri came next; Kim is young.",
        "Kim Ha-na [person PRK GOV]: Kim Ha-na | Kim
         Kim Du-ri [person PRK GOV] (supreme leader of - 2001..): Kim Du-ri | Kim",
    );
    check(
        "Ada J. Holm and Holm came; Berta Holm, 43, stayed.",
        "Ada Holm [person NOR GOV]: Ada J. Holm | Holm\nBerta Holm [person]: Berta Holm",
    );
}

#[test]
fn states_of_the_past() {
    check(
        "Moscow agreed.\n\nIn 1962 Moscow agreed.\n\nMoscow left as the Soviet army did.\n\nPost-Soviet Moscow is new.",
        "Russia [state RUS GOV]: me:Moscow | me:Moscow
         Soviet Union [state SUN GOV]: me:Moscow | me:Moscow | de:Soviet | de:Soviet
         the Soviet army [organisation SUN MIL]: ds:the Soviet army",
    );
}

#[test]
fn organs_and_owners() {
    check(
        "Iceland denied that its coast guard fired. The Cuban Foreign Ministry and the ministry.",
        "Iceland [state ISL GOV]: Iceland | pr:its
         its coast guard [organisation ISL MIL]: ds:its coast guard
         The Cuban Foreign Ministry [government CUB GOV]: ds:The Cuban Foreign Ministry | ds:the ministry
         Cuba [state CUB GOV]: de:Cuban",
    );
    check("its coast guard fired", "");
}

#[test]
fn groups_and_papers() {
    check(
        "Cuba and North Korea met. The joint statement said no. The two countries left.",
        "Cuba and North Korea [group GOV] {Cuba + North Korea}: Cuba and North Korea | ds:The two countries
         Cuba [state CUB GOV]: Cuba
         North Korea [state PRK GOV]: North Korea
         The joint statement [document GOV] {Cuba + North Korea}: ds:The joint statement",
    );
    check("In a statement they agreed. The two sides of the coin, the two boats.", "");
    check(
        "Norway, Iceland and Cuba met Dutch traders.",
        "Norway, Iceland and Cuba [group GOV] {Norway + Iceland + Cuba}: Norway, Iceland and Cuba
         Norway [state NOR GOV]: Norway
         Iceland [state ISL GOV]: Iceland
         Cuba [state CUB GOV]: Cuba
         Netherlands [state NLD CVL]: de:Dutch",
    );
}

#[test]
fn rows_without_a_source_rank_only() {
    check("Hearsay Wire reported it.", "Hearsay Wire [outlet MED]: Hearsay Wire ?Hearsay Wire");
}

#[test]
fn limits_are_said() {
    let limits = avviso_text::Limits { mentions: 3, ..avviso_text::Limits::default() };
    let page = read_with("Russia, Cuba, Norway, Iceland.", |_| {}, &limits);
    assert_eq!(page.mentions.list.len(), 3);
    assert_eq!(page.diagnostics.list().iter().filter(|d| d.code.name() == "many-mentions").count(), 1);
    let limits = avviso_text::Limits { candidates: 1, ..avviso_text::Limits::default() };
    let page = read_with("Moscow agreed.", |_| {}, &limits);
    assert_eq!(page.diagnostics.list().iter().filter(|d| d.code.name() == "many-candidates").count(), 1);
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

/// The growth of a page's work: mentions, actors and their mentions, for an input and one ten times as long.
#[test]
fn hostile_pages_stay_linear_in_what_they_give() {
    for unit in [
        "Kim Ha-na ",
        "Russia and ",
        "the Norwegian minister, ",
        "Iceland’s its his ",
        "North Korea ",
        "Holm ",
        "“Cuba ”",
        "Mr. ",
    ] {
        let count = |times: usize| {
            let page = read(&unit.repeat(times), |_| {});
            let mentions: usize = page.actors.list.iter().map(|a| a.value().mentions.len()).sum();
            page.mentions.list.len() + page.actors.list.len() + mentions
        };
        let (small, large) = (count(60), count(600));
        assert!(large <= small * 11 + 50, "{unit}: {small} then {large}");
    }
}

#[test]
fn many_different_names_are_read() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for n in 0..3000_u32 {
        let letters: String = format!("{n:04}").bytes().map(|d| char::from(d - b'0' + b'a')).collect();
        let _ = write!(text, "Minister Ada Q{letters} said. ");
    }
    let page = read(&text, |_| {});
    assert_eq!(page.actors.list.len(), 3000);
}
