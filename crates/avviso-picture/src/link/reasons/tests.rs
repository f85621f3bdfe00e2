//! Each rule of direction, right and wrong.

use super::super::leaf::Leaf;
use super::super::tests::{Sheet, record};
use super::*;

/// The rules that say that a page with these lines comes from one of the Tarn Courier.
fn rules(lines: &str) -> Vec<String> {
    let text = format!("{lines}\nThe council met on Monday.");
    let copy =
        Leaf::new(&record(&Sheet { name: "copy", outlet: Some("Harbour Post"), day: None, text: &text }));
    let source = Leaf::new(&record(&Sheet {
        name: "source",
        outlet: Some("The Tarn Courier"),
        day: None,
        text: "The council met on Monday. It will meet again.",
    }));
    let shares = Shares { copy: (5, 100), source: (5, 100) };
    let mut rules: Vec<String> =
        reasons(&copy, &source, shares).into_iter().map(|reason| reason.evidence.because).collect();
    rules.dedup();
    rules
}

fn check(rule: &str, right: &[&str], wrong: &[&str]) {
    for line in right {
        assert_eq!(rules(line), [rule], "{line}");
    }
    for line in wrong {
        assert!(!rules(line).iter().any(|it| it == rule), "{line}: {:?}", rules(line));
    }
}

#[test]
fn a_credit_names_where_the_words_come_from() {
    check(
        "copy.lineage-names-outlet",
        &[
            "Originally appeared on The Tarn Courier",
            "This article was first published by The Tarn Courier and is republished here with permission.",
            "The post Herring quota cut appeared first on The Tarn Courier.",
            "Source: The Tarn Courier",
            "(Via Tarn Courier)",
            "OSLO (Tarn Courier) — The council met.",
            "From Anna Holm at The Tarn Courier:",
            "Read the full story at The Tarn Courier.",
            "Republished from the Tarn Courier",
            "By Tarn Courier",
        ],
        &[
            "The survey was published by The Tarn Courier.",
            "He was first seen on the steps of The Tarn Courier.",
            "The details were first reported by The Tarn Courier.",
            "The Tarn Courier has forty readers in the port.",
            "They came via Tarn Courier House to the port and went on.",
            "The Tarn Couriers ran by.",
        ],
    );
}

#[test]
fn a_citation_takes_something_from_the_outlet() {
    check(
        "copy.cites-outlet",
        &[
            "According to The Tarn Courier, the account draws on two officials.",
            "The Tarn Courier reported the remarks earlier.",
            "The details were first reported by The Tarn Courier.",
            "“We go,” he told the Tarn Courier.",
            "The Tarn Courier has the details:",
            "A Tarn Courier investigation found otherwise.",
        ],
        &[
            "He bought The Tarn Courier in 2012.",
            "The editors of The Tarn Courier met in the port.",
            "He waited beside The Tarn Courier and left.",
        ],
    );
}

#[test]
fn furniture_of_another_outlet_was_copied_along() {
    check(
        "copy.leftover",
        &[
            "Sign up for the The Tarn Courier morning newsletter",
            "Follow The Tarn Courier for more stories like this one",
            "Subscribe to Tarn Courier today for unlimited access",
            "The Tarn Courier is funded by its readers. Subscribe to the Tarn Courier for two coins a month.",
        ],
        &[
            "Voters signed up in hundreds, The Tarn Courier said.",
            "He subscribes to The Tarn Courier.",
            "Follow Harbour Post for more stories like this one",
        ],
    );
}

#[test]
fn a_page_that_stops_hands_off_to_the_one_that_goes_on() {
    let leaf = |name, text: &str| Leaf::new(&record(&Sheet { name, outlet: None, day: None, text }));
    let whole = leaf("whole", "The council met on Monday. It will meet again.");
    let given = |text: &str, shares: Shares| -> Vec<String> {
        reasons(&leaf("part", text), &whole, shares).into_iter().map(|it| it.evidence.because).collect()
    };
    let inside = Shares { copy: (50, 55), source: (50, 200) };
    assert_eq!(given("The council met.\nTo continue reading: Herring", inside), ["copy.hand-off"]);
    assert_eq!(given("The council met.\n[…] Read the rest at the other page", inside), ["copy.hand-off"]);
    // The same line below a page that has as much as the other, or more of its own; and a teaser.
    let whole_too = Shares { copy: (50, 200), source: (50, 55) };
    assert_eq!(given("The council met.\nTo continue reading: Herring", whole_too), [""; 0]);
    assert_eq!(given("The council met.\nRead more: five herring recipes", inside), [""; 0]);
}

#[test]
fn days_tell_which_was_first_only_where_they_differ_wholly() {
    let on = |name, from: &str, to: &str| {
        let mut record =
            record(&Sheet { name, outlet: None, day: Some("2019-03-01"), text: "The council met." });
        let published = record.article.published.as_mut().unwrap();
        published.from = Some(avviso_record::Date::parse(from).unwrap());
        published.to = Some(avviso_record::Date::parse(to).unwrap());
        Leaf::new(&record)
    };
    let first = on("a", "2019-03-01", "2019-03-01");
    assert!(is_before(&first, &on("b", "2019-03-02", "2019-03-02")));
    assert!(!is_before(&first, &on("b", "2019-03-01", "2019-03-01")));
    // A month in which the day lies, and hours of one day on two clocks.
    assert!(!is_before(&first, &on("b", "2019-03-01", "2019-03-31")));
    let hour = |name, time: &str| on(name, &format!("2019-03-01T{time}"), &format!("2019-03-01T{time}"));
    assert!(!is_before(&hour("a", "07:00"), &hour("b", "19:00")));
    assert!(is_before(&hour("a", "10:00+03:00"), &hour("b", "10:00Z")));
    assert!(!is_before(&hour("a", "10:00Z"), &hour("b", "10:00+03:00")));
}
