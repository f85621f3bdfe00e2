use avviso_record::picture::{EditKind, Found, TraceStatus, Traced};
use avviso_record::{Confidence, Record};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// A page of plain text, with its facts.
struct Page {
    name: &'static str,
    text: String,
    facts: Value,
}

fn page(name: &'static str, text: &str) -> Page {
    Page { name, text: text.to_owned(), facts: json!({}) }
}

impl Page {
    fn outlet(mut self, name: &str) -> Self {
        self.facts["outlet"] =
            json!({"name": name, "domain": null, "actor": null, "confidence": 1, "evidence": [why()]});
        self
    }

    fn day(mut self, day: &str) -> Self {
        self.facts["published"] =
            json!({"from": day, "to": day, "precision": "day", "confidence": 1, "evidence": [why()]});
        self
    }

    fn names(mut self, outlet: &str) -> Self {
        self.facts["lineage"] = json!([{"relation": "republished_from", "outlet": "a1", "url": null,
            "confidence": 1, "evidence": [why()]}]);
        self.facts["actor"] = json!(outlet);
        self
    }

    /// The page with an attribution: who says which words.
    fn says(mut self, speaker: &str, words: &str) -> Self {
        self.facts["actor"] = json!(speaker);
        self.facts["says"] = json!(words);
        self
    }

    fn record(&self) -> Record {
        let length = self.text.chars().count();
        let id = format!("p{:016x}", self.text.len() * 31 + usize::from(self.name.as_bytes()[0]));
        let fact = |name: &str| self.facts.get(name).cloned().unwrap_or(Value::Null);
        let actor = |name: Value| {
            json!({"id": "a1", "name": name, "kind": "outlet", "entity": null, "country": null, "sector": null,
                "office": null, "members": [], "mentions": [], "candidates": [], "confidence": 1, "evidence": [why()]})
        };
        let actors: Vec<Value> = self.facts.get("actor").cloned().map(actor).into_iter().collect();
        let attributions: Vec<Value> = self
            .facts
            .get("says")
            .map(|words| {
                let words = words.as_str().unwrap();
                let at = self.text[..self.text.find(words).unwrap()].chars().count();
                json!({"id": "q1", "mode": "direct", "level": "statement", "source": [], "cue": [],
                    "content": [[at, at + words.chars().count()]], "speakers": ["a1"], "addressees": [],
                    "within": null, "chain": [null, "a1"], "stance": "asserts", "venue": null, "medium": null,
                    "time": null, "key": "x", "confidence": 1, "evidence": [why()]})
            })
            .into_iter()
            .collect();
        serde_json::from_value(json!({
            "format": "avviso-record/1",
            "tool": {"version": "0", "knowledge": "", "model": null},
            "page": {"id": id, "source": self.name, "url": null, "sha256": "", "bytes": self.text.len(),
                "media_type": "text/plain", "encoding": "utf-8"},
            "text": self.text,
            "alignment": [{"text": [0, length], "raw": [0, self.text.len()], "kind": "copy"}],
            "regions": [], "discarded": [],
            "article": {"title": null, "bylines": [], "outlet": fact("outlet"), "published": fact("published"),
                "candidates": {}, "modified": null, "language": null, "genre": null,
                "lineage": self.facts.get("lineage").cloned().unwrap_or(json!([])), "complete": null},
            "sentences": [], "actors": actors, "times": [], "places": [], "attributions": attributions,
            "events": [], "diagnostics": [],
        }))
        .unwrap()
    }
}

fn why() -> Value {
    json!({"raw": [0, 1], "because": "test"})
}

fn quotation(words: &str) -> Quotation {
    Quotation { id: "1".into(), words: words.into(), speaker: None }
}

fn trace_all(quotations: Vec<Quotation>, pages: &[Page]) -> Vec<Traced> {
    let tracer = Tracer::new(quotations, Options::default());
    tracer.finish(pages.iter().map(|page| tracer.look(&page.record())).collect())
}

fn trace(words: &str, pages: &[Page]) -> Traced {
    trace_all(vec![quotation(words)], pages).remove(0)
}

fn kinds(found: &Found) -> Vec<EditKind> {
    found.edits.iter().map(|edit| edit.kind).collect()
}

const SPEECH: &str = "The minister spoke in the port on Monday, before a small crowd.\n\
    “We will not sign this paper until all 40 boats are back in the harbour of Elsmouth, and until the fishermen have \
    been paid,” she said. Nobody asked a question.\n\
    Later, at dinner, somebody asked her about the winter. “The quays will stay open for everybody who brings herring \
    to this town,” she answered.\n";

fn check(words: &str, status: TraceStatus, wanted: &[EditKind]) -> Traced {
    let row = trace(words, &[page("a.txt", SPEECH)]);
    assert_eq!(row.status, status, "{words}");
    if let Some(best) = row.found.first() {
        assert_eq!(kinds(best), wanted, "{words}");
    }
    row
}

#[test]
fn words_as_they_stand_are_verbatim() {
    let row = check("We will not sign this paper until all 40 boats are back", TraceStatus::Verbatim, &[]);
    let best = &row.found[0];
    let text: String =
        SPEECH.chars().skip(best.span.start() as usize).take(best.span.len() as usize).collect();
    assert_eq!(text, "We will not sign this paper until all 40 boats are back");
    let raw = &SPEECH.as_bytes()[best.raw[0].start() as usize..best.raw[0].end() as usize];
    assert_eq!((raw, best.quoted, best.similarity), (text.as_bytes(), true, Confidence::FULL));
    // Marks, capitals, and a value written otherwise change nothing.
    check(
        "\"WE won't sign this paper — until all forty boats are back\"",
        TraceStatus::Verbatim,
        &[EditKind::Case, EditKind::Marks, EditKind::Marks, EditKind::Marks, EditKind::Marks],
    );
}

#[test]
fn what_was_left_out_is_a_cut() {
    let unmarked =
        "We will not sign this paper until all 40 boats are back, and until the fishermen have been paid";
    let row = check(unmarked, TraceStatus::Cut, &[EditKind::Cut]);
    assert_eq!(row.found[0].edits[0].marked, Some(false));
    let marked = unmarked.replace("back,", "back … ");
    let row = check(&marked, TraceStatus::Cut, &[EditKind::Cut]);
    assert_eq!(row.found[0].edits[0].marked, Some(true));
}

#[test]
fn what_was_changed_is_told_by_its_kind() {
    use EditKind::{Added, Name, Negation, Number, Order, Word};
    let altered = TraceStatus::Altered;
    check("We will sign this paper until all 40 boats are back in the harbour", altered, &[Negation]);
    check("We will not sign this paper until all 14 boats are back in the harbour", altered, &[Number]);
    check(
        "until all 40 boats are back in the harbour of Norhaven, and until the fishermen have been paid",
        altered,
        &[Name],
    );
    check("We will not sign this letter until all 40 boats are back in the harbour", altered, &[Word]);
    check(
        "We will not sign this shameful paper until all 40 boats are back in the harbour",
        altered,
        &[Added],
    );
    check(
        "and until the fishermen have been paid, until all 40 boats are back in the harbour of Elsmouth",
        altered,
        &[Order],
    );
}

#[test]
fn what_no_page_holds_is_absent() {
    // Half of the content words, and four of them, in one passage and in order.
    check(
        "The herring of this town will feed the children of the whole valley for years",
        TraceStatus::Absent,
        &[],
    );
    check("paid fishermen Elsmouth harbour boats paper sign", TraceStatus::Absent, &[]);
    // Few words have to stand whole.
    check("Nobody asked a question", TraceStatus::Verbatim, &[]);
    check("Nobody asked the question", TraceStatus::Absent, &[]);
    check("until all", TraceStatus::Verbatim, &[]);
    check("until none", TraceStatus::Absent, &[]);
    check("", TraceStatus::Absent, &[]);
    check("— … —", TraceStatus::Absent, &[]);
}

#[test]
fn two_places_stitched_together_are_two_parts() {
    let words = "We will not sign this paper until all 40 boats are back in the harbour of Elsmouth, \
        for everybody who brings herring to this town";
    let row = trace(words, &[page("a.txt", SPEECH)]);
    assert_eq!((row.status, row.found.len()), (TraceStatus::Altered, 2));
    let part = |found: &Found| -> String {
        let part = found.part.unwrap();
        words.chars().skip(part.start() as usize).take(part.len() as usize).collect()
    };
    assert!(part(&row.found[0]).starts_with("We will not") && part(&row.found[0]).ends_with("Elsmouth"));
    assert_eq!(part(&row.found[1]), "for everybody who brings herring to this town");
    let cut = row.found[0].edits.iter().find(|edit| edit.kind == EditKind::Cut).unwrap();
    assert!(cut.page.start() >= row.found[0].span.end());
    assert!(cut.page.end() <= row.found[1].span.start());
    // The rest stands on another page, which has too little of it to hold it.
    let pages =
        [page("a.txt", SPEECH), page("c.txt", "“The swings of the fair are a disgrace to grease,” he said.")];
    let row = trace(
        "We will not sign this paper until all 40 boats are back, the swings of the fair are a disgrace to grease",
        &pages,
    );
    let sources: Vec<(&str, bool)> =
        row.found.iter().map(|it| (it.source.as_str(), it.part.is_some())).collect();
    assert_eq!((row.status, sources), (TraceStatus::Altered, vec![("a.txt", true), ("c.txt", true)]));
    // Who said it stands between two halves of one quotation: that is no stitching.
    let text = "“We keep every quay in this old harbour,” the ministry said. “Nobody will be sent away before spring.”";
    let row = trace(
        "We keep every quay in this old harbour. Nobody will be sent away before spring.",
        &[page("b.txt", text)],
    );
    assert_eq!((row.status, row.found.len()), (TraceStatus::Cut, 1));
}

const OATH: &str = "“We keep every quay in this old harbour of ours,” the ministry said on Monday.";

#[test]
fn the_earliest_is_told_by_days_and_by_the_pages_own_word() {
    let words = "We keep every quay in this old harbour of ours";
    let first = |pages: &[Page]| trace(words, pages).earliest.map(|place| place.source);
    let copy = OATH.replace("Monday", "Monday evening");
    let a = || page("a.txt", OATH).outlet("The Elsmouth Sample");
    let b = || page("b.txt", &copy).outlet("Norhaven Post");
    assert_eq!(first(&[a()]).as_deref(), Some("a.txt"));
    assert_eq!(first(&[a().day("1998-05-04"), b().day("1998-05-05")]).as_deref(), Some("a.txt"));
    assert_eq!(first(&[a().day("1998-05-04"), b().day("1998-05-04")]), None);
    assert_eq!(first(&[a().day("1998-05-04"), b()]), None);
    assert_eq!(first(&[a(), b().names("Elsmouth Sample")]).as_deref(), Some("a.txt"));
    // A page's own word outranks days; words that contradict each other decide nothing.
    let own = [a().day("1998-05-06"), b().day("1998-05-05").names("Elsmouth Sample")];
    assert_eq!(first(&own).as_deref(), Some("a.txt"));
    let circle =
        [a().day("1998-05-04").names("Norhaven Post"), b().day("1998-05-05").names("Elsmouth Sample")];
    assert_eq!(first(&circle), None);
}

#[test]
fn who_changed_it_first_is_told_where_the_order_is_known() {
    let text = |number: &str, more: &str| {
        format!("“All {number} boats are back in the harbour of Elsmouth,” she said. {more}")
    };
    let pages = |days: [&str; 3]| {
        [
            page("a.txt", &text("40", "Good.")).day(days[0]),
            page("b.txt", &text("400", "Better.")).day(days[1]),
            page("c.txt", &text("400", "Better still.")).day(days[2]),
        ]
    };
    let changed = |days| {
        let row = trace("All 400 boats are back in the harbour of Elsmouth", &pages(days));
        assert_eq!(row.status, TraceStatus::Verbatim, "two pages have it so");
        (row.earliest.map(|it| it.source), row.changed_first.map(|it| it.source))
    };
    let some = |name: &str| Some(name.to_owned());
    assert_eq!(changed(["1998-05-04", "1998-05-06", "1998-05-05"]), (some("a.txt"), some("c.txt")));
    assert_eq!(changed(["1998-05-04", "1998-05-05", "1998-05-05"]), (some("a.txt"), None));
    // Nobody is told where the first is not known.
    assert_eq!(changed(["1998-05-05", "1998-05-05", "1998-05-06"]), (None, None));
}

#[test]
fn speakers_are_compared_by_their_names() {
    let agrees = |given: &str, page: Page| {
        let quotation =
            Quotation { speaker: Some(given.into()), ..quotation("We keep every quay in this old harbour") };
        let row = trace_all(vec![quotation], &[page]).remove(0);
        assert_eq!(row.speaker_as_given.as_deref(), Some(given));
        row.speaker_agrees
    };
    let held = || page("a.txt", OATH).says("Ann Lee", "We keep every quay in this old harbour of ours");
    assert_eq!(agrees("Ms. Lee", held()), Some(true));
    assert_eq!(agrees("Bob Ray", held()), Some(false));
    // Without an attribution: the names beside the words.
    let beside = |text: &str| page("a.txt", text);
    assert_eq!(
        agrees("Ann Lee", beside("“We keep every quay in this old harbour,” said Ann Lee.")),
        Some(true)
    );
    assert_eq!(
        agrees("Bob Ray", beside("“We keep every quay in this old harbour,” said Ann Lee.")),
        Some(false)
    );
    assert_eq!(agrees("Bob Ray", beside("“We keep every quay in this old harbour.”")), None);
    let row = trace_all(
        vec![Quotation {
            speaker: Some("Ann".into()),
            ..quotation("We keep every quay in this old harbour")
        }],
        &[held()],
    )
    .remove(0);
    assert_eq!(
        (row.found[0].speakers.clone(), row.found[0].chain.clone()),
        (vec!["Ann Lee".to_owned()], vec![None, Some("Ann Lee".to_owned())])
    );
}

#[test]
fn equal_bytes_count_once_and_the_order_of_pages_is_free() {
    let pages = || {
        [
            page("b.txt", OATH).day("1998-05-05"),
            page("a.txt", &OATH.replace("old", "new")).day("1998-05-04"),
            page("c.txt", &OATH.replace("every", "each")).day("1998-05-06"),
        ]
    };
    let words = "We keep every quay in this old harbour of ours";
    let row = trace(words, &pages());
    let sources: Vec<&str> = row.found.iter().map(|found| found.source.as_str()).collect();
    assert_eq!(sources, ["b.txt", "a.txt", "c.txt"], "by status, similarity, day");
    let mut turned = pages();
    turned.reverse();
    assert_eq!(trace(words, &turned), row);
    let again: Vec<Page> = pages().into_iter().chain([page("b.txt", OATH).day("1998-05-05")]).collect();
    assert_eq!(trace(words, &again), row);
}

#[test]
fn less_similar_places_are_not_told() {
    let quotations = || vec![quotation("We will not sign any letter until all 40 boats are back home")];
    let found = |least: u16| {
        let min_similarity = Confidence::from_ten_thousandths(least).unwrap();
        let tracer = Tracer::new(quotations(), Options { min_similarity });
        tracer.finish(vec![tracer.look(&page("a.txt", SPEECH).record())]).remove(0).found.len()
    };
    assert_eq!((found(0), found(5000), found(9500)), (1, 1, 0));
}

#[test]
fn hostile_repetition_stays_small() {
    let buffalo = "buffalo ".repeat(20_000);
    let row = trace(&buffalo, &[page("a.txt", &buffalo)]);
    assert!(row.found.len() <= 1);
    let many = "we will never go there again ".repeat(2_000);
    let row =
        trace("we will never go there again and never come back to this harbour", &[page("a.txt", &many)]);
    assert_eq!(row.status, TraceStatus::Absent, "four of nine words");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_run_of_a_page_is_verbatim(from in 0usize..40, len in 8usize..30) {
        let text = crate::words::Text::new(SPEECH);
        let words = text.words();
        let (from, to) = (from.min(words.len() - 8), (from + len).min(words.len()));
        let cut = &SPEECH[words[from].start as usize..words[to - 1].end() as usize];
        let row = trace(cut, &[page("a.txt", SPEECH)]);
        prop_assert_eq!(row.status, TraceStatus::Verbatim, "{}", cut);
        let span = row.found[0].span;
        let found: String = SPEECH.chars().skip(span.start() as usize).take(span.len() as usize).collect();
        prop_assert_eq!(found, cut);
    }

    #[test]
    fn nothing_panics_and_places_lie_inside(words in "[a-d“” .,…]{0,120}", text in "[a-d“”\n .,]{1,400}") {
        let row = trace(&words, &[page("a.txt", &text)]);
        for found in &row.found {
            prop_assert!(found.span.end() as usize <= text.chars().count());
            for edit in &found.edits {
                prop_assert!(edit.query.end() as usize <= words.chars().count());
                prop_assert!(edit.page.end() as usize <= text.chars().count());
            }
        }
    }
}
