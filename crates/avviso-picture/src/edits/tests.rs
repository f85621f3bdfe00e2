use avviso_record::picture::{EditKind, Status};
use proptest::prelude::*;

use super::*;

/// Draws the edits from a to b, in a line each: kind, words of a, words of b.
fn drawn(a: &str, b: &str) -> Vec<String> {
    let (a, b) = (Text::new(a), Text::new(b));
    compare(&a, 0..a.words().len(), &b, 0..b.words().len())
        .into_iter()
        .map(|edit| {
            let mark = match edit.marked {
                Some(true) => " marked",
                Some(false) | None => "",
            };
            format!("{}{mark}: {} / {}", edit.kind, &a.text()[edit.a], &b.text()[edit.b])
        })
        .collect()
}

fn check(a: &str, b: &str, expected: &[&str]) {
    assert_eq!(drawn(a, b), expected, "{a}\n{b}");
}

#[test]
fn negations() {
    check("We will not sign the treaty.", "We will sign the treaty.", &["negation: not / "]);
    check("We do sign such treaties.", "We don’t sign such treaties.", &["negation:  / n’t"]);
    check(
        "It is likely to hold this year.",
        "It is unlikely to hold this year.",
        &["negation: likely / unlikely"],
    );
    check(
        "It was legal at the time, he said.",
        "It was illegal at the time, he said.",
        &["negation: legal / illegal"],
    );
    // Denied twice over, or a long cut in which a not stands: no negation.
    check("It is not likely to hold.", "It is unlikely to hold.", &["word: not likely / unlikely"]);
    check(
        "We will, if they do not come to the talks, sign the treaty.",
        "We will sign the treaty.",
        &["cut: if they do not come to the talks / "],
    );
    check("The under secretary saw the line.", "The secretary saw the line.", &["cut: under / "]);
}

#[test]
fn numbers() {
    check("It cost 1,200 crowns a year.", "It cost 1,300 crowns a year.", &["number: 1,200 / 1,300"]);
    check("They met on Monday in the port.", "They met on Friday in the port.", &["number: Monday / Friday"]);
    check("It cost $5 million in all.", "It cost $5 billion in all.", &["number: $5 million / $5 billion"]);
    // The same value written otherwise.
    check("It cost 1,200 crowns a year.", "It cost 1200 crowns a year.", &["marks: 1,200 / 1200"]);
    check("Some five per cent of it.", "Some 5% of it.", &["marks: five / 5", "marks: per cent / %"]);
    // Without a figure on both sides none was changed for another.
    check(
        "They met three times in the port.",
        "They met several times in the port.",
        &["word: three / several"],
    );
}

#[test]
fn names() {
    check(
        "On Monday Mr. Holm told reporters that Mr. Berg had left.",
        "On Monday Mr. Lund told reporters that Mr. Berg had left.",
        &["name: Holm / Lund"],
    );
    check(
        "They came from Oslo’s port to see it.",
        "They came from Bergen’s port to see it.",
        &["name: Oslo’s / Bergen’s"],
    );
    check(
        "Holm won in the north.",
        "Lund won in the north. Then Lund left.",
        &["name: Holm / Lund", "added:  / Then Lund left"],
    );
    // The same name, longer; a form of address; a first word with its capital.
    check("It was Anna Holm who came.", "It was Ms. Holm who came.", &["word: Anna / Ms"]);
    check("Big crowds came to the port.", "Huge crowds came to the port.", &["word: Big / Huge"]);
}

#[test]
fn words_cuts_and_additions() {
    check("A big plan for the port.", "A large plan for the port.", &["word: big / large"]);
    check("The plan, he said, will hold.", "The plan will hold.", &["cut: he said / "]);
    check("The plan will hold, they say.", "The plan will … they say.", &["cut marked: hold / "]);
    check("The plan will [in time] hold.", "The plan will hold.", &["cut marked: in time / "]);
    check("The plan will hold.", "The plan will, of course, hold.", &["added:  / of course"]);
    // One function word between two differences joins them.
    check(
        "They saw the collapse of every mine there.",
        "They saw the opening of new pits there.",
        &["word: collapse of every mine / opening of new pits"],
    );
}

#[test]
fn order_is_told_as_one_edit() {
    check(
        "When the snow melts, we will go down to the port and open it again.",
        "We will go down to the port and open it again, when the snow melts.",
        &["order: When the snow melts / when the snow melts", "case: we / We"],
    );
    // What is cut and what is added are not the same words.
    check(
        "When the snow melts, we will go down to the port.",
        "We will go down to the port, if it is still there.",
        &["cut: When the snow melts / ", "case: we / We", "added:  / if it is still there"],
    );
}

#[test]
fn marks_and_capitals() {
    check("“We go,” he said — now.", "\"We go,\" he said - now.", &[]);
    check("We go, he said.", "We go he said.", &["marks: ,  /  "]);
    check("We GO now.", "We go now.", &["case: GO / go"]);
    check("They will re-elect him.", "They will reelect him.", &["marks: re-elect / reelect"]);
    assert_eq!(Status::of([EditKind::Marks, EditKind::Case]), Status::Verbatim);
    assert_eq!(Status::of([EditKind::Cut, EditKind::Word]), Status::Altered);
}

#[test]
fn long_stretches_are_aligned_at_landmarks() {
    let many: Vec<String> = (0..4000).map(|it| format!("w{}", it * 7919 % 4001)).collect();
    let mut other = many.clone();
    other[1000] = "changed".into();
    other.drain(2000..2010);
    let edits = drawn(&many.join(" "), &other.join(" "));
    assert_eq!(edits.len(), 2, "{edits:?}");
    assert!(edits[0].starts_with("word") && edits[1].starts_with("cut"), "{edits:?}");
}

/// Words of a small language, so that equal ones are frequent.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-d]{1,2}",
        Just("the".to_owned()),
        Just("not".to_owned()),
        Just("5".to_owned()),
        Just("Holm.".to_owned())
    ];
    proptest::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    /// Runs rise in both, and their words are equal; runs and edits of words together are both texts.
    #[test]
    fn every_word_is_told_once(a in any_text(), b in any_text()) {
        let (a, b) = (Text::new(&a), Text::new(&b));
        let (all_a, all_b) = (0..a.words().len(), 0..b.words().len());
        let runs = align(&a, all_a.clone(), &b, all_b.clone());
        let (mut at_a, mut at_b) = (0, 0);
        for run in &runs {
            prop_assert!(run.len > 0 && run.a >= at_a && run.b >= at_b);
            for step in 0..run.len {
                prop_assert!(a.same(a.words()[run.a + step], &b, b.words()[run.b + step]));
            }
            (at_a, at_b) = (run.a + run.len, run.b + run.len);
        }
        prop_assert!(at_a <= a.words().len() && at_b <= b.words().len());
        let equal: usize = runs.iter().map(|run| run.len).sum();
        let edits = edits(&a, all_a, &b, all_b, &runs);
        let told = |of: fn(&Edit) -> usize| -> usize {
            edits.iter().filter(|it| !matches!(it.kind, EditKind::Case)).map(of).sum::<usize>()
        };
        prop_assert!(equal + told(|it| it.words_a.len()) >= a.words().len());
        prop_assert!(equal + told(|it| it.words_b.len()) >= b.words().len());
    }

    /// A text is verbatim to itself.
    #[test]
    fn equal_texts_do_not_differ(a in any_text()) {
        let text = Text::new(&a);
        prop_assert_eq!(compare(&text, 0..text.words().len(), &text, 0..text.words().len()), vec![]);
    }
}
