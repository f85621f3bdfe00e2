//! Each rule by its examples: two sentences that it must catch and two that it must not.

use avviso_text::Limits;
use proptest::prelude::*;

use crate::Drawable;
use crate::layers::{Level, Stance};
use crate::testing::{attributed, drawn, layers_within};

/// Expects these lines: rule, source, cue, content; `> ` where the attribution stands inside another.
#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(attributed(text), expect);
}

/// Expects that a rule finds nothing in the text.
#[track_caller]
fn leaves(rule: &str, text: &str) {
    let found = attributed(text);
    let hit = found.lines().any(|line| line.trim_start_matches("> ").starts_with(&format!("{rule}:")));
    assert!(!hit, "{found}");
}

#[test]
fn verb_beside_quotation() {
    check(
        "“We will stay,” the harbour master said.",
        "verb-beside-quotation: the harbour master | said | “We will stay,”",
    );
    check(
        "“We will stay,” said Anna Holm, a spokeswoman for the port. “For now.”",
        "verb-beside-quotation: Anna Holm, a spokeswoman for the port | said | “We will stay,” + “For now.”",
    );
    check(
        "Holm told the agency on Monday: “We will stay as long as it takes.”",
        "verb-beside-quotation: Holm | told | “We will stay as long as it takes.”",
    );
    check(
        "''It is over,'' Ms. Holm said. ''We go home.''",
        "verb-beside-quotation: Ms. Holm | said | ''It is over,'' + ''We go home.''",
    );
    check(
        "“We have seen this before,” said Mr. Tobin. “They promise.\n\n“This time we will not pay.”",
        "verb-beside-quotation: Mr. Tobin | said | “We have seen this before,” + “They promise. + “This time we will not pay.”",
    );
    leaves("verb-beside-quotation", "The “One Shore, One Road” conference said nothing about the port.");
    leaves("verb-beside-quotation", "He left the “talks” and said no more.");
}

#[test]
fn quotations_of_two_speakers_stay_apart() {
    check(
        "“We go,” Holm said. “We stay,” Berg replied.",
        "verb-beside-quotation: Holm | said | “We go,”\nverb-beside-quotation: Berg | replied | “We stay,”",
    );
}

#[test]
fn said() {
    check("The envoy said that talks would resume.", "said-that: The envoy | said | that talks would resume");
    check(
        "Holm said the port would close on Friday.",
        "said-clause: Holm | said | the port would close on Friday",
    );
    check(
        "Oslo described the plan as “another stunt”, which will only heighten tensions.",
        "mixed: Oslo | described | the plan as “another stunt”",
    );
    check(
        "Bergen slammed the visit as “a provocation” and urged Oslo to “correct its mistakes”.",
        "mixed: Bergen | slammed | the visit as “a provocation”\nmixed: Bergen | urged | Oslo to “correct its mistakes”",
    );
    check("The union vowed to strike.", "said-to: The union | vowed | to strike");
    check(
        "The minister did not say whether it had gone.",
        "said-that: The minister | did not say | whether it had gone",
    );
    leaves("said-object", "The terms that Holm set on Sunday, in a statement, do not mention boats.");
    leaves("said-clause", "Say the border closes tomorrow: what then?");
    leaves("said-object", "Troops went on duty at dawn, and a report on the incident is due in May.");
    leaves("said-clause", "They were told the truth by nobody.");
}

#[test]
fn said_tail() {
    check(
        "Talks in Geneva ended without a statement, delegates from Seoul said.",
        "said-tail: delegates from Seoul | said | Talks in Geneva ended without a statement",
    );
    check(
        "The missile, the military said, flew 430 miles.",
        "said-middle: the military | said | The missile + flew 430 miles",
    );
    leaves("said-tail", "On Monday, he said.");
    leaves("said-tail", "According to the agency, the mayor replied.");
    leaves("said-tail", "After the long meeting in May, the envoys said that they would return.");
}

#[test]
fn said_by() {
    check(
        "The plan was roundly criticised by China and Russia as a stunt.",
        "said-by: China and Russia | was roundly criticised by | The plan + as a stunt",
    );
    check("The move has been condemned by Oslo.", "said-by: Oslo | has been condemned by | The move");
    leaves("said-by", "The plan was criticised by noon.");
    leaves("said-by", "They were told by nobody.");
    leaves("said-by", "It was proclaimed by the mayor.");
}

#[test]
fn said_unnamed() {
    check(
        "It is widely believed that the general will be replaced.",
        "said-unnamed:  | is widely believed | that the general will be replaced",
    );
    check(
        "The two sides are said to have agreed on a list of names.",
        "said-unnamed:  | are said | The two sides + to have agreed on a list of names",
    );
    leaves("said-unnamed", "The envoy was told to go home.");
    leaves("said-unnamed", "The plan was announced to the press on Monday.");
    leaves("said-unnamed", "It is said.");
}

#[test]
fn verbs_with_words_of_their_own() {
    check("Holm made it clear that it was over.", "said-that: Holm | made it clear | that it was over");
    check(
        "The mayor went on to accuse the port of fraud.",
        "said-object: The mayor | went on to accuse | the port of fraud",
    );
    check(
        "Holm has raised concerns about the port.",
        "said-object: Holm | has raised concerns | about the port",
    );
    check("This test underscores that the port is old.", "");
    check(
        "The regime has responded by threatening to strike, and by calling Holm a “madman.”",
        "said-to: The regime | threatening | to strike\nmixed: The regime | calling | Holm a “madman.”",
    );
}

#[test]
fn according_to() {
    check(
        "According to a report by the Ledger, the bridge is closed.",
        "according-to: a report by the Ledger | According to | the bridge is closed",
    );
    check(
        "The bridge has been closed, according to the mayor.",
        "according-to: the mayor | according to | The bridge has been closed",
    );
    leaves("according-to", "They were all paid according to need.");
    leaves("according-to", "The seats went out according to plan.");
}

#[test]
fn as_reported_by() {
    check(
        "As reported by the Courier, two boats were moved north.",
        "as-reported-by: the Courier | As reported by | two boats were moved north",
    );
    check(
        "The coast is under strain, as noted by the Turkish diplomat.",
        "as-reported-by: the Turkish diplomat | as noted by | The coast is under strain",
    );
    leaves("as-reported-by", "As reported earlier, two boats were moved north.");
    leaves("as-reported-by", "He was seen as guided by others.");
}

#[test]
fn noun_of_speech() {
    check(
        "# News\n\nHolm repeated his claim that the port was safe.",
        "said-object: Holm | repeated | his claim that the port was safe\n\
         > noun-of-speech: his | claim | that the port was safe",
    );
    check(
        "# News\n\nHolm’s call for new talks was not heard.",
        "noun-of-speech: Holm’s | call | for new talks",
    );
    leaves("noun-of-speech", "The claim that it was over is an old one.");
    leaves("noun-of-speech", "Holm’s report on the port is due in May.");
    leaves("noun-of-speech", "The demand for fish is high.");
}

#[test]
fn the_parser_knows_a_noun_from_a_verb() {
    check(
        "# News\n\nHolm spoke of investments intended to create jobs.",
        "said-object: Holm | spoke of | investments intended to create jobs",
    );
    check(
        "# News\n\nStation KALB, citing officials in the mayor’s office in Baton Rouge, said that the woman was safe.",
        "said-that: Station KALB | said | that the woman was safe",
    );
    check(
        "# News\n\nHolm’s letter said that the port “is open to all of us,” and the mayor described it as “a good paper”.",
        "mixed: Holm’s letter | said | that the port “is open to all of us,”\n\
         mixed: the mayor | described | it as “a good paper”",
    );
}

#[test]
fn quoted_as_saying() {
    check(
        "The agency quoted a lawmaker as saying the test had failed.",
        "quoted-as-saying: The agency | quoted | a lawmaker + as saying the test had failed\n\
         > quoted-as-saying: a lawmaker | as saying | the test had failed",
    );
    check(
        "“We stay as long as we can,” Interfax quoted Holm as saying.",
        "quoted-as-saying: Interfax | quoted | “We stay as long as we can,” + Holm + as saying\n\
         > quoted-as-saying: Holm | as saying | “We stay as long as we can,”",
    );
    check(
        "Holm was quoted by the Courier as saying that it was over.",
        "quoted-as-saying: the Courier | was quoted by | Holm + as saying that it was over\n\
         > quoted-as-saying: Holm | as saying | that it was over",
    );
    check(
        "Holm was quoted as saying that it was over.",
        "quoted-as-saying: Holm | was quoted as saying | that it was over",
    );
    leaves("quoted-as-saying", "He quoted the Bible at length.");
    leaves("quoted-as-saying", "She was seen as saying too little.");
}

#[test]
fn a_view_is_told_with_as() {
    check(
        "Oslo has condemned the drills, viewing them as a direct threat to its security.",
        "said-object: Oslo | has condemned | the drills\nsaid-object: Oslo | viewing | them as a direct threat to its security",
    );
    leaves("said-object", "Holm saw him as he left.");
    leaves("said-object", "Holm saw the boat.");
}

#[test]
fn what_somebody_will_not_do_is_held_and_not_said() {
    for (text, level) in [
        ("Oslo refuses to sever its ties.", Level::Attitude),
        ("Holm declined to comment on it.", Level::Statement),
        ("Holm refused to say whether it was true.", Level::Statement),
    ] {
        let (_, layers) = layers_within(text, &Limits::default());
        let levels: Vec<Level> = layers.attributions.list.iter().map(|fact| fact.value().level).collect();
        assert_eq!(levels, [level], "{text}");
    }
}

#[test]
fn an_act_is_no_statement() {
    check("The mayor has not agreed to any inspection of the port.", "");
    check("If they can agree on how to crate it, they can agree on this.", "");
    check("After four years in the port, he continues to work.", "");
    check(
        "Anna Holm did not say whether the port would admit inspectors.",
        "said-that: Anna Holm | did not say | whether the port would admit inspectors",
    );
}

#[test]
fn the_agency_at_the_end() {
    check(
        "# News\n\nHe also said the vote was fixed by the palace, not by people, reports UNB.",
        "said-tail: UNB | reports | He also said the vote was fixed by the palace, not by people\n\
         > said-clause: He | also said | the vote was fixed by the palace, not by people",
    );
    check(
        "“We talk. Both sides are talking now,” Holm said on Thursday, according to Reuters.",
        "according-to: Reuters | according to | “We talk. Both sides are talking now,” Holm said on Thursday\n\
         > verb-beside-quotation: Holm | said | “We talk. Both sides are talking now,”",
    );
}

#[test]
fn the_whole_of_what_is_criticised() {
    check(
        "The attitude of the bloc, as embodied by its envoy, Nina Holm has been criticised by China and Russia as one that helps nobody.",
        "said-by: China and Russia | has been criticised by | The attitude of the bloc + as one that helps nobody",
    );
}

#[test]
fn embedded_post() {
    check(
        "> We are ready to meet. Cod does not wait!\n— Kari Nes (@karines) March 7, 2019",
        "embedded-post: Kari Nes | — | We are ready to meet. Cod does not wait!",
    );
    check(
        "# News\n\nThe envoy came back with nothing at all.\n\n— Harlan J. Pike (@pike) November 30, 2017",
        "embedded-post: Harlan J. Pike | — | The envoy came back with nothing at all.",
    );
    leaves("embedded-post", "| We are ready to meet any time.");
    leaves("embedded-post", "The office is closed.\n\n— 30 March");
}

#[test]
fn dash_byline() {
    check(
        "“Peace is a daily work for us all.” ― Anna Holm",
        "dash-byline: Anna Holm | ― | “Peace is a daily work for us all.”",
    );
    check(
        "“Peace is a daily work for us all.”\n\n— Anna Holm, governor",
        "dash-byline: Anna Holm, governor | — | “Peace is a daily work for us all.”",
    );
    leaves("dash-byline", "“No more of this” — and she left the room.");
    leaves("dash-byline", "The talks – the third round – failed.");
}

#[test]
fn colon_headline() {
    check("# HOLM TO OSLO: Open the port", "colon-headline: HOLM | TO OSLO: | Open the port");
    check(
        "# Talks will resume in May, says Anna Holm",
        "colon-headline: Anna Holm | says | Talks will resume in May",
    );
    check(
        "# Border talks will resume in May – ministry",
        "colon-headline: ministry | – | Border talks will resume in May",
    );
    check("# Anna Holm: ‘We will not pay’", "colon-headline: Anna Holm | : | ‘We will not pay’");
    leaves("colon-headline", "# Video: the port at dawn");
    leaves("colon-headline", "# Regional Dynamics: A Brewing Storm");
    leaves("colon-headline", "# Anna Holm – the last interview");
    leaves("colon-headline", "# HOLM BLINKS: Oslo pulls out its boats");
}

#[test]
fn interview_turn() {
    check(
        "Q: Will you sign?\n\nKARADZE: We will sign when it is final.\n\nQ: And the prisoners?\n\nKARADZE: A separate question.",
        "interview-turn: Q | : | Will you sign?\ninterview-turn: KARADZE | : | We will sign when it is final.\n\
         interview-turn: Q | : | And the prisoners?\ninterview-turn: KARADZE | : | A separate question.",
    );
    leaves("interview-turn", "NOTE: the office is closed.\n\nIt opens in May.");
    leaves("interview-turn", "WARNING: ice on the road.\n\nUPDATE: the road is open.");
}

#[test]
fn lead_in() {
    check(
        "# News\n\nThe agency reports,\n\n“Oslo sees no sense in the plan, according to Anna Holm”.\n\nHolm further stated,\n\n“It is the easy way out.”",
        "lead-in: The agency | reports | “Oslo sees no sense in the plan, according to Anna Holm”\n\
         > according-to: Anna Holm | according to | Oslo sees no sense in the plan\n\
         lead-in: Holm | further stated | “It is the easy way out.”",
    );
    check(
        "# News\n\nIn a letter to the council, the mayor wrote:\n\n| The bridge is closed to us all.",
        "lead-in: the mayor | wrote | The bridge is closed to us all.",
    );
    leaves("lead-in", "# News\n\nThe mayor wrote a letter.\n\n“The bridge is closed,” it said.");
    leaves("lead-in", "# News\n\nThe mayor said that it was over.\n\nNobody believed it.");
}

#[test]
fn quotation_block() {
    check(
        "# News\n\nHolm criticised the plan as a stunt.\n\n“It helps nobody and it costs us all a great deal.”",
        "said-object: Holm | criticised | the plan as a stunt\n\
         quotation-block: Holm |  | “It helps nobody and it costs us all a great deal.”",
    );
    check(
        "# News\n\nCuba and its partner signed the text on Tuesday.\n\n“The parties are against all lists drawn up by third states.”",
        "quotation-block: Cuba and its partner |  | “The parties are against all lists drawn up by third states.”",
    );
    leaves(
        "quotation-block",
        "# News\n\nThe sun was out.\n\n“It helps nobody and it costs us all a great deal.”",
    );
    leaves("quotation-block", "# News\n\nHolm criticised the plan as a stunt.\n\n“World Tonight”");
}

#[test]
fn a_name_in_quotation_marks_attributes_nothing() {
    check("The so-called “people’s republic” has no seat, and its “ministers” were turned away.", "");
    check("Two delegates left the “One Shore, One Road” conference early to appear on “World Tonight”.", "");
    check("The post Oslo refuses to pay appeared first on The Skerry.", "");
}

#[test]
fn a_refusal_is_kept_with_its_stance() {
    for text in [
        "The minister did not say whether it had gone.",
        "A spokesman for the army declined to comment on it.",
    ] {
        let (_, layers) = layers_within(text, &Limits::default());
        let stances: Vec<Stance> = layers.attributions.list.iter().map(|fact| fact.value().stance).collect();
        assert_eq!(stances, [Stance::Declines], "{text}");
    }
}

#[test]
fn attributions_are_drawn_under_their_words() {
    insta::assert_snapshot!(drawn(
        "# Norway rejects new herring quotas\n\nNorway has rejected the quotas, Iceland’s foreign ministry said on \
         Thursday, and Oslo may close its ports to Dutch trawlers.\n\n“We will not sign this paper,” the Norwegian \
         fisheries minister told the agency NTB in Bergen. “It would end the 1996 agreement.”\n\nAs reported by the \
         Fishing Gazette, Iceland denied that its coast guard had fired on a Scottish boat.\n\n> We are ready to meet \
         any time. Cod does not wait!\n— Kari Nes (@karines) March 7, 2019",
        Drawable::Attributions
    ));
}

/// Work may grow no faster than the text: a text of twice the size takes no more than a few times as long. Counted
/// by the number of attributions and by finishing at all within the test's time.
#[test]
fn hostile_texts_end() {
    let he_said_she_said = "he said she said ".repeat(20_000);
    let nested = "“he said ”".repeat(5_000);
    let colons = "A: b: c: ".repeat(5_000);
    let turns = "Q: a\n\n".repeat(5_000);
    let according = "according to the according to ".repeat(5_000);
    for text in [he_said_she_said, nested, colons, turns, according] {
        // The rules read on where the parser does not.
        let limits = Limits { parsed_words: 10_000, ..Limits::default() };
        let (_, layers) = layers_within(&text, &limits);
        for fact in &layers.attributions.list {
            let mut depth = 0;
            let mut at = fact.value().within;
            while let Some(outer) = at {
                depth += 1;
                assert!(depth <= 8);
                at = layers.attributions.list[outer.index()].value().within;
            }
        }
    }
}

/// Whether each nested attribution lies, cue and words, in what its holder reports.
fn nests_lawfully(layers: &crate::Layers) -> Result<(), String> {
    for fact in &layers.attributions.list {
        let inner = fact.value();
        let Some(outer) = inner.within else { continue };
        let held = &layers.attributions.list[outer.index()].value().content;
        for span in inner.cue.iter().chain(&inner.content) {
            if !held.iter().any(|content| content.contains(*span)) {
                return Err(format!("{inner:?} does not lie in {held:?}"));
            }
        }
    }
    Ok(())
}

/// The cue of the second stands in what the first reports; what it reports goes on behind it.
#[test]
fn an_attribution_that_leaves_anothers_words_is_not_nested_in_it() {
    let text = "At a meeting on Friday, families of the drowned urged the young senator to apologise for his \
                remarks, reiterating calls that some of them said were unanswered and dismissed.";
    let (_, layers) = layers_within(text, &Limits::default());
    assert!(layers.attributions.list.len() > 1, "{:?}", layers.attributions.list);
    nests_lawfully(&layers).unwrap();
}

fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("said"),
        Just("“"),
        Just("”"),
        Just("\""),
        Just("''"),
        Just(","),
        Just("."),
        Just("Holm"),
        Just("the"),
        Just("mayor"),
        Just("according to"),
        Just("\n\n"),
        Just("that"),
        Just("he"),
        Just("—"),
        Just(":"),
        Just("("),
        Just(")"),
        Just("As reported by"),
        Just("told"),
        Just("and"),
        Just("’s"),
        Just("é"),
        Just("say"),
        Just("@x"),
        Just("calling for"),
        Just("who"),
        Just("which"),
        Just("Q:"),
    ];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_attribution_has_content_and_its_parts_do_not_overlap(text in words()) {
        let (_, layers) = layers_within(&text, &Limits::default());
        let lawful = nests_lawfully(&layers);
        prop_assert!(lawful.is_ok(), "{lawful:?}");
        for fact in &layers.attributions.list {
            let value = fact.value();
            prop_assert!(value.content.iter().any(|span| !span.is_empty()));
            for cue in &value.cue {
                prop_assert!(!value.content.iter().any(|span| span.overlaps(*cue)), "{value:?}");
                prop_assert!(!value.source.iter().any(|span| span.overlaps(*cue)), "{value:?}");
            }
            for pair in value.content.windows(2) {
                prop_assert!(pair[0].end() <= pair[1].start());
            }
        }
    }
}
