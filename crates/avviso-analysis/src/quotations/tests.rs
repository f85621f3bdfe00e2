//! The state machine by examples and laws.

use avviso_text::Limits;
use proptest::prelude::*;

use crate::layers::QuotationKind;
use crate::testing::layers_within;

/// Expects these stretches, a line each: kind (S, N, c), depth, words; `>` where it is not closed, `+` where it goes on
/// with the one before.
#[track_caller]
fn check(text: &str, expect: &str) {
    let (article, layers) = layers_within(text, &Limits::default());
    let found: Vec<String> = layers
        .quotations
        .list
        .iter()
        .map(|quotation| {
            let kind = match quotation.kind {
                QuotationKind::Speech => "S",
                QuotationKind::Name => "N",
                QuotationKind::Scare => "c",
            };
            let open = if quotation.closed { "" } else { ">" };
            let more = if quotation.continues.is_some() { "+" } else { "" };
            format!("{more}{kind}{} {}{open}", quotation.depth, article.slice(quotation.span))
        })
        .collect();
    assert_eq!(found.join("\n"), expect);
}

#[test]
fn marks_of_all_shapes() {
    check("“We stay here now,” he said.", "S0 “We stay here now,”");
    check("\"We stay here now,\" he said.", "S0 \"We stay here now,\"");
    check("''We stay here now,'' he said.", "S0 ''We stay here now,''");
    check("``We stay here now,'' he said.", "S0 ``We stay here now,''");
    check("Er sagt: „Wir bleiben jetzt hier.“ Gut.", "S0 „Wir bleiben jetzt hier.“");
    check("Il dit : « Nous restons ici ce soir. »", "S0 « Nous restons ici ce soir. »");
    check("Er sagt: »Wir bleiben jetzt hier.« Gut.", "S0 »Wir bleiben jetzt hier.«");
    check("‘We stay here now,’ he said.", "S0 ‘We stay here now,’");
    check("'We stay here now,' he said, 'don't we?'", "S0 'We stay here now,'\nS0 'don't we?'");
}

#[test]
fn closing_marks_that_open() {
    check("”Fear is no plan for us,” she said.", "S0 ”Fear is no plan for us,”");
    check("He said “we stay here now“ and left.", "S0 “we stay here now“");
}

#[test]
fn apostrophes_are_no_quotations() {
    check("The states’ rights, ’90s rock and Kim’s ‘90s hair: don’t ask.", "");
    check("It's the states' rights, isn't it?", "");
    check("A 6\" pipe and a 5'10\" man.", "");
}

#[test]
fn nested_quotations() {
    check(
        "“He told me, ‘We will never sign,’ and left,” she said.",
        "S0 “He told me, ‘We will never sign,’ and left,”\nS1 ‘We will never sign,’",
    );
    check(
        "\"He told me, 'We will never sign,' and left,\" she said.",
        "S0 \"He told me, 'We will never sign,' and left,\"\nS1 'We will never sign,'",
    );
}

#[test]
fn an_open_quotation_goes_on_only_where_the_next_paragraph_opens() {
    check(
        "“We have seen this before. They promise.\n\n“This time we will not pay.”",
        "S0 “We have seen this before. They promise.>\n+S0 “This time we will not pay.”",
    );
    check(
        "“We have seen this before. They promise.\n\nNobody answered.\n\n“This time we will not pay.”",
        "S0 “We have seen this before. They promise.>\nS0 “This time we will not pay.”",
    );
    check("He “was there. She said “we stay here now,” and left.", "S0 “we stay here now,”");
}

#[test]
fn names_and_words_at_arms_length() {
    check("He spoke at the “One Belt, One Road” conference.", "N0 “One Belt, One Road”");
    check("The so-called “people’s republic” has no seat.", "c0 “people’s republic”");
    check(
        "“[The two countries] reject these measures,” it said.",
        "S0 “[The two countries] reject these measures,”",
    );
}

#[test]
fn a_million_marks_are_read_in_one_go() {
    for mark in ["\"", "\"'", "“", "”", "''", "'", "« ", "“a ", "\"a ", "a' '"] {
        let text = mark.repeat(1_000_000 / mark.len());
        let found = super::machine::read(&text, 8);
        assert!(found.list.iter().all(|stretch| stretch.depth <= 9), "{mark}");
    }
}

#[test]
fn what_is_too_deep_is_said() {
    let text = format!("{}a{}", "“".repeat(40), "”".repeat(40));
    let (_, layers) = layers_within(&text, &Limits::default());
    assert!(layers.diagnostics.list().iter().any(|d| d.code.name() == "deep-quotation"));
    assert!(layers.quotations.list.iter().all(|quotation| quotation.depth <= 9));
}

proptest! {
    #[test]
    fn stretches_nest_and_lie_inside(text in "[a “”\"'‘’«»„.,\n]{0,80}") {
        let (article, layers) = layers_within(&text, &Limits::default());
        let mut open: Vec<avviso_text::Span<avviso_text::Text>> = Vec::new();
        for quotation in &layers.quotations.list {
            prop_assert!(article.whole().contains(quotation.span));
            prop_assert!(quotation.span.contains(quotation.inner));
            while open.last().is_some_and(|outer| outer.end() <= quotation.span.start()) {
                open.pop();
            }
            prop_assert!(open.last().is_none_or(|outer| outer.contains(quotation.span)));
            prop_assert_eq!(usize::from(quotation.depth), open.len());
            open.push(quotation.span);
        }
    }
}
