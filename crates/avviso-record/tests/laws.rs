//! Each law is broken once and more: the example record is changed in one place, and the law that this breaks is named.
#![expect(clippy::unwrap_used, reason = "a test says what holds by failing")]

use avviso_record::{Law, Record, line};
use serde_json::{Value, json};

const PAGE: &[u8] = include_bytes!("example/page.txt");
const RECORD: &str = include_str!("example/record.json");

fn example() -> Value {
    serde_json::from_str(RECORD).unwrap()
}

/// One change of the example: where, what to, and the law that it breaks.
type Breakage = (&'static str, Value, Law);

fn breakages() -> Vec<Breakage> {
    let long_words = "word ".repeat(101);
    vec![
        // Law 1: everything traces.
        ("/alignment/0/text", json!([0, 32]), Law::Traces),
        ("/alignment/0/text", json!([1, 33]), Law::Traces),
        ("/alignment/2/text", json!([34, 669]), Law::Traces),
        ("/alignment/2/text", json!([34, 671]), Law::Traces),
        ("/alignment/0/kind", json!("decoded"), Law::Traces),
        ("/alignment/0/kind", json!("inserted"), Law::Traces),
        ("/alignment/1/kind", json!("copy"), Law::Traces),
        ("/alignment/0/raw", json!([16, 49]), Law::Traces),
        ("/alignment/1/raw", json!([133, 134]), Law::Traces),
        ("/alignment/2/raw", json!([132, 900]), Law::Traces),
        ("/regions/8/span", json!([598, 671]), Law::Traces),
        ("/regions/8/span", json!([598, 598]), Law::Traces),
        ("/sentences/10", json!([598, 700]), Law::Traces),
        ("/actors/14/mentions/0/span", json!([659, 671]), Law::Traces),
        ("/times/3/span", json!([583, 700]), Law::Traces),
        ("/places/0/span", json!([310, 700]), Law::Traces),
        ("/attributions/4/content/0", json!([511, 700]), Law::Traces),
        ("/events/4/trigger/0", json!([483, 700]), Law::Traces),
        ("/article/genre/evidence/0/span", json!([0, 671]), Law::Traces),
        ("/article/published/evidence/0/raw", json!([850, 854]), Law::Traces),
        ("/diagnostics/0/span", json!([254, 671]), Law::Traces),
        ("/diagnostics/0/raw", json!([254, 854]), Law::Traces),
        // Law 1: every byte once.
        ("/discarded/0/raw", json!([0, 16]), Law::Covers),
        ("/discarded/0/raw", json!([0, 18]), Law::Covers),
        ("/discarded/2/raw", json!([782, 852]), Law::Covers),
        ("/discarded/1/raw", json!([50, 50]), Law::Covers),
        ("/alignment/0/raw", json!([17, 51]), Law::Covers),
        // Law 2: evidence.
        ("/article/title/evidence", json!([]), Law::Evidence),
        ("/article/outlet/evidence", json!([]), Law::Evidence),
        ("/article/lineage/1/evidence", json!([]), Law::Evidence),
        ("/article/complete/evidence", json!([]), Law::Evidence),
        ("/actors/0/evidence", json!([]), Law::Evidence),
        ("/actors/6/candidates/0/evidence", json!([]), Law::Evidence),
        ("/times/0/evidence", json!([]), Law::Evidence),
        ("/places/0/evidence", json!([]), Law::Evidence),
        ("/attributions/0/evidence", json!([]), Law::Evidence),
        ("/events/0/evidence", json!([]), Law::Evidence),
        ("/events/0/evidence/0/because", json!(" "), Law::Evidence),
        ("/events/0/evidence/0/span", json!([83, 83]), Law::Evidence),
        // Law 6: abstain aloud.
        ("/article/published", json!(null), Law::Abstains),
        ("/diagnostics/0/code", json!("undated"), Law::Abstains),
        ("/diagnostics/0/code", json!("no-article"), Law::Abstains),
        ("/diagnostics/0/code", json!("speaker-unresolved"), Law::Abstains),
        ("/diagnostics/0/message", json!(""), Law::Abstains),
        ("/attributions/0/speakers", json!([]), Law::Abstains),
        ("/article/complete/value", json!(false), Law::Abstains),
        ("/article/complete/reason", json!("excerpt"), Law::Abstains),
        // Law 8: words stay words.
        ("/article/title/value", json!("Norway rejects herring quotas"), Law::Words),
        ("/article/title/span", json!([0, 32]), Law::Words),
        ("/article/title/span", json!(null), Law::Words),
        ("/article/title/raw", json!([17, 50]), Law::Words),
        ("/article/outlet/name", json!(""), Law::Words),
        ("/attributions/0/content", json!([]), Law::Words),
        (
            "/article/bylines",
            json!([{"name": "Nes Kari", "kind": "person", "actor": null, "confidence": 0.5,
                    "evidence": [{"span": [561, 596], "because": "byline.dash"}]}]),
            Law::Words,
        ),
        // The page.
        ("/page/id", json!("p0000000000000000"), Law::Page),
        ("/page/sha256", json!("e65644d1170b2f18"), Law::Page),
        ("/page/bytes", json!(852), Law::Page),
        ("/page/source", json!(""), Law::Page),
        ("/page/encoding", json!("UTF-8"), Law::Codes),
        ("/page/encoding", json!("utf8"), Law::Codes),
        ("/page/media_type", json!("plain"), Law::Codes),
        // What was discarded.
        ("/discarded/0/text", json!(null), Law::Discarded),
        ("/discarded/0/text", json!("date 2019-03-08"), Law::Discarded),
        ("/discarded/1/text", json!(".ad_5c8262a1"), Law::Discarded),
        ("/discarded/2/text", json!(long_words), Law::Discarded),
        // Order.
        ("/regions/1/span", json!([73, 200]), Law::Order),
        ("/actors/0/mentions/0/span", json!([72, 77]), Law::Order),
        ("/attributions/1/content/0", json!([320, 321]), Law::Order),
        ("/events/0/mentions/0/0", json!([614, 622]), Law::Order),
        ("/times/0/span", json!([340, 345]), Law::Order),
        ("/actors/1/mentions/0/span", json!([92, 109]), Law::Order),
        (
            "/article/candidates",
            json!({"published": [
                {"from": "2019-03-07", "to": null, "precision": "interval", "confidence": 0.1,
                 "evidence": [{"span": [164, 172], "because": "date.weekday"}]},
                {"from": "2019-03-09", "to": null, "precision": "interval", "confidence": 0.3,
                 "evidence": [{"span": [164, 172], "because": "date.weekday"}]}]}),
            Law::Order,
        ),
        // Ids and references.
        ("/actors/3/id", json!("a5"), Law::Ids),
        ("/attributions/0/id", json!("q2"), Law::Ids),
        ("/events/0/id", json!("e9"), Law::Ids),
        ("/times/0/id", json!("t2"), Law::Ids),
        ("/places/0/id", json!("l2"), Law::Ids),
        ("/attributions/1/addressees/0", json!("a16"), Law::References),
        ("/attributions/1/venue", json!("l2"), Law::References),
        ("/attributions/0/time", json!("t5"), Law::References),
        ("/attributions/3/within", json!("q6"), Law::References),
        ("/actors/6/office/of", json!("a99"), Law::References),
        ("/actors/11/members", json!(["a1", "a12"]), Law::References),
        ("/article/lineage/0/outlet", json!("a16"), Law::References),
        ("/article/outlet/actor", json!("a16"), Law::References),
        ("/events/0/sources/0", json!("a16"), Law::References),
        ("/events/0/said_in", json!("q6"), Law::References),
        ("/events/4/time/expression", json!("t5"), Law::References),
        ("/events/4/place", json!("l2"), Law::References),
        // Nesting.
        ("/regions/7/span", json!([561, 597]), Law::Nesting),
        ("/sentences/1", json!([34, 73]), Law::Nesting),
        ("/attributions/3/within", json!("q1"), Law::Nesting),
        ("/attributions/3/within", json!("q4"), Law::Nesting),
        ("/attributions/2/within", json!("q4"), Law::Nesting),
        // Chains.
        ("/attributions/0/chain", json!(["a15", "a2"]), Law::Chain),
        ("/attributions/0/chain", json!([null, "a2", "a4"]), Law::Chain),
        ("/attributions/0/chain", json!([]), Law::Chain),
        ("/article/outlet/actor", json!(null), Law::Chain),
        // Dates.
        ("/article/published/to", json!("2019-03-07"), Law::Dates),
        ("/times/1/from", json!("1997-01-01"), Law::Dates),
        ("/events/0/time/to", json!("2019-03-06T23:00:00Z"), Law::Dates),
        // Codes.
        ("/actors/0/country", json!("NO"), Law::Codes),
        ("/actors/0/country", json!("nor"), Law::Codes),
        ("/actors/0/entity", json!("20"), Law::Codes),
        ("/actors/6/candidates/0/entity", json!("Q"), Law::Codes),
        ("/places/0/country", json!("Norway"), Law::Codes),
        ("/places/0/lat", json!(90.5), Law::Codes),
        ("/article/outlet/domain", json!("https://theskerry.example"), Law::Codes),
        ("/article/language/value", json!("English"), Law::Codes),
        ("/events/0/type", json!("reject"), Law::Codes),
        ("/events/0/cameo", json!("12x"), Law::Codes),
        ("/events/0/intensity", json!(-11), Law::Codes),
        // Keys.
        ("/attributions/0/key", json!("Norway has rejected the European Union s herring quotas"), Law::Key),
        ("/attributions/1/key", json!("we will not sign this paper"), Law::Key),
        ("/attributions/2/content/0", json!([390, 449]), Law::Key),
    ]
}

#[test]
fn each_breakage_is_found_by_its_law() {
    for (pointer, value, law) in breakages() {
        let mut broken = example();
        let field =
            broken.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is no field of the example"));
        assert_ne!(*field, value, "{pointer}: nothing is changed");
        *field = value.clone();
        let record: Record =
            serde_json::from_value(broken).unwrap_or_else(|error| panic!("{pointer}: {error}"));
        let found = record.check(Some(PAGE));
        assert!(found.iter().any(|it| it.law == law), "{pointer} = {value}: expected {law}, found {found:?}");
    }
}

#[test]
fn every_law_is_broken_by_some_breakage() {
    let broken: Vec<Law> = breakages().into_iter().map(|(.., law)| law).collect();
    for law in Law::ALL {
        assert!(broken.contains(law), "{law}");
    }
}

#[test]
fn what_one_value_shows_is_refused_when_it_is_read() {
    for (pointer, value, field) in [
        ("/format", json!("avviso-record/9"), "format"),
        ("/sentences/1", json!([70, 34]), "sentences[1]"),
        ("/sentences/1", json!([-1, 34]), "sentences[1][0]"),
        ("/actors/0/id", json!("b1"), "actors[0].id"),
        ("/attributions/0/speakers/0", json!("q4"), "attributions[0].speakers[0]"),
        ("/article/published/from", json!("2019-02-29"), "article.published.from"),
        ("/times/0/type", json!("Date"), "times[0].type"),
        ("/actors/0/confidence", json!(1.01), "actors[0].confidence"),
        ("/events/1/status", json!("maybe"), "events[1].status"),
        ("/article/title/evidence/0", json!({"because": "x"}), "article.title.evidence[0]"),
        (
            "/article/title/evidence/0",
            json!({"because": "x", "span": [0, 1], "raw": [0, 1]}),
            "article.title.evidence[0]",
        ),
        ("/text", json!(null), "text"),
    ] {
        let mut broken = example();
        *broken.pointer_mut(pointer).unwrap() = value;
        match line::parse(broken.to_string().as_bytes(), 1).unwrap_err() {
            line::LineError::Shape { field: found, .. } => assert_eq!(found, field),
            other => panic!("{pointer}: {other}"),
        }
    }
}

#[test]
fn the_page_tests_what_the_record_alone_cannot() {
    let mut other = PAGE.to_vec();
    other[20] = b'X';
    let record: Record = serde_json::from_value(example()).unwrap();
    let laws: Vec<Law> = record.check(Some(&other)).into_iter().map(|it| it.law).collect();
    assert_eq!(laws, [Law::Page, Law::Traces]);
    assert_eq!(record.check(Some(b"")).first().map(|it| it.path.as_str()), Some("page.bytes"));
}

#[test]
fn an_unresolved_speaker_is_said_at_its_cue_or_else_its_content() {
    let mut record = example();
    record["attributions"][0]["speakers"] = json!([]);
    record["attributions"][0]["chain"] = json!(["a15", "a2"]);
    let unresolved = |span: Value| json!({"code": "speaker-unresolved", "severity": "note", "message": "who?", "span": span, "raw": null});
    let check = |record: &Value| serde_json::from_value::<Record>(record.clone()).unwrap().check(Some(PAGE));
    record["diagnostics"][0] = unresolved(json!([156, 160]));
    assert_eq!(check(&record), []);
    record["diagnostics"].as_array_mut().unwrap().push(unresolved(json!([156, 160])));
    assert_eq!(check(&record).len(), 1, "said twice");
    record["diagnostics"] = json!([unresolved(json!([72, 127]))]);
    assert_eq!(check(&record).len(), 2, "at the content, though there is a cue");
    record["attributions"][0]["cue"] = json!([]);
    assert_eq!(check(&record), []);
}

/// Makes a record of a page in some encoding: pieces of (raw, kind, text), the rest of the page discarded.
fn minimal(page: &[u8], encoding: &str, pieces: &[([u32; 2], &str, &str)]) -> Record {
    use sha2::{Digest, Sha256};
    let digest: String =
        Sha256::digest(page).iter().flat_map(|byte| [byte >> 4, byte & 15]).map(hex_digit).collect();
    let (mut text, mut alignment, mut discarded, mut at, mut raw_end) = (String::new(), vec![], vec![], 0, 0);
    for (raw, kind, words) in pieces {
        if raw_end < raw[0] {
            discarded.push(json!({"raw": [raw_end, raw[0]], "why": "markup", "text": null}));
        }
        let end = at + words.chars().count();
        alignment.push(json!({"text": [at, end], "raw": raw, "kind": kind}));
        text.push_str(words);
        (at, raw_end) = (end, raw[1]);
    }
    if (raw_end as usize) < page.len() {
        discarded.push(json!({"raw": [raw_end, page.len()], "why": "markup", "text": null}));
    }
    let mut record = example();
    for list in ["regions", "sentences", "actors", "times", "places", "attributions", "events"] {
        record[list] = json!([]);
    }
    record["page"] = json!({"id": format!("p{}", &digest[..16]), "source": "page", "url": null, "sha256": digest,
        "bytes": page.len(), "media_type": "text/html", "encoding": encoding});
    record["article"] = json!({"title": null, "bylines": [], "outlet": null, "published": null, "candidates": {},
        "modified": null, "language": null, "genre": null, "lineage": [], "complete": null});
    record["diagnostics"] =
        json!([{"code": "undated", "severity": "warning", "message": "no date", "span": null, "raw": null}]);
    record["text"] = text.into();
    record["alignment"] = alignment.into();
    record["discarded"] = discarded.into();
    serde_json::from_value(record).unwrap()
}

fn hex_digit(half: u8) -> char {
    char::from_digit(u32::from(half), 16).unwrap()
}

#[test]
fn pieces_decode_by_themselves_in_any_encoding() {
    for (page, encoding, pieces) in [
        (b"<p>caf\xe9".as_slice(), "windows-1252", vec![([3, 7], "copy", "café")]),
        (b"\xef\xbb\xbfEl Ni\xc3\xb1o".as_slice(), "utf-8", vec![([3, 11], "copy", "El Niño")]),
        (b"\xff\xfeh\0i\0".as_slice(), "utf-16le", vec![([2, 6], "copy", "hi")]),
        (b"\x1b$B$3\x1b(B!".as_slice(), "iso-2022-jp", vec![([0, 8], "copy", "こ"), ([8, 9], "copy", "!")]),
        (
            b"a&nbsp;b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([1, 7], "decoded", "\u{a0}"), ([7, 8], "copy", "b")],
        ),
        (
            b"a \r\n b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([1, 5], "decoded", " "), ([5, 6], "copy", "b")],
        ),
        (b"\xff".as_slice(), "utf-8", vec![([0, 1], "decoded", "\u{fffd}")]),
        (
            b"a<br\n/> <BR>b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([1, 12], "decoded", "\n"), ([12, 13], "copy", "b")],
        ),
        (b"a<broad>b".as_slice(), "utf-8", vec![([0, 1], "copy", "a"), ([8, 9], "copy", "b")]),
        (b"&NotEqualTilde;".as_slice(), "utf-8", vec![([0, 15], "decoded", "≂̸")]),
        (
            b"<p>a<p>b".as_slice(),
            "utf-8",
            vec![([3, 4], "copy", "a"), ([7, 7], "inserted", "\n\n"), ([7, 8], "copy", "b")],
        ),
    ] {
        let record = minimal(page, encoding, &pieces);
        assert_eq!(record.check(Some(page)), [], "{encoding} {pieces:?}");
    }
    for (page, encoding, pieces) in [
        // The second byte alone is no character; a shifted state is not carried over.
        (b"\xc3\xb1".as_slice(), "utf-8", vec![([1, 2], "copy", "\u{fffd}")]),
        (
            b"\x1b$B$3$3\x1b(B".as_slice(),
            "iso-2022-jp",
            vec![([0, 5], "copy", "こ"), ([5, 10], "copy", "こ")],
        ),
        (b"caf\xe9".as_slice(), "utf-8", vec![([0, 4], "copy", "café")]),
        (b"yes".as_slice(), "utf-8", vec![([0, 3], "decoded", "no")]),
        (
            b"a<br>b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([5, 5], "inserted", "not "), ([5, 6], "copy", "b")],
        ),
        (
            b"a<broad>b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([1, 8], "decoded", " "), ([8, 9], "copy", "b")],
        ),
        (
            b"a<br b".as_slice(),
            "utf-8",
            vec![([0, 1], "copy", "a"), ([1, 5], "decoded", " "), ([5, 6], "copy", "b")],
        ),
        (b"   ".as_slice(), "utf-8", vec![([0, 3], "decoded", "   ")]),
    ] {
        let record = minimal(page, encoding, &pieces);
        let found = record.check(Some(page));
        assert!(!found.is_empty(), "{encoding} {pieces:?}");
        assert!(found.iter().all(|it| matches!(it.law, Law::Traces | Law::Words)), "{found:?}");
    }
}

#[test]
fn a_page_that_is_no_text_keeps_the_laws() {
    let page = b"%PDF-1.7 \x00\x01\x02";
    let mut record = serde_json::to_value(minimal(page, "windows-1252", &[])).unwrap();
    record["discarded"] = json!([{"raw": [0, page.len()], "why": "other", "text": null}]);
    let check = |record: &Value| serde_json::from_value::<Record>(record.clone()).unwrap().check(Some(page));
    let laws: Vec<Law> = check(&record).into_iter().map(|it| it.law).collect();
    assert_eq!(laws, [Law::Discarded, Law::Abstains]);
    let not_text =
        json!({"code": "not-text", "severity": "warning", "message": "a PDF", "span": null, "raw": null});
    record["diagnostics"].as_array_mut().unwrap().push(not_text);
    assert_eq!(check(&record), []);
}

#[test]
fn a_title_in_metadata_is_written_there() {
    let page = b"<title>News  of\nthe day</title>Words";
    let mut record = serde_json::to_value(minimal(page, "utf-8", &[([31, 36], "copy", "Words")])).unwrap();
    record["article"]["title"] = json!({"value": "News of the day", "span": null, "raw": [7, 23], "confidence": 1.0,
        "evidence": [{"raw": [7, 23], "because": "title.element"}]});
    let check = |record: &Value| serde_json::from_value::<Record>(record.clone()).unwrap().check(Some(page));
    assert_eq!(check(&record), []);
    record["article"]["title"]["value"] = json!("News of the week");
    assert_eq!(check(&record).into_iter().map(|it| it.law).collect::<Vec<_>>(), [Law::Words]);
}

/// A hostile record costs no more than its size: many facts that each claim the whole of a long text.
#[test]
fn many_long_claims_are_checked_quickly() {
    let page = "—".repeat(40_000);
    let end = u32::try_from(page.len()).unwrap();
    let mut record =
        serde_json::to_value(minimal(page.as_bytes(), "utf-8", &[([0, end], "copy", &page)])).unwrap();
    let (attribution, byline) = (
        json!({"id": "q1", "mode": "direct", "level": "statement", "source": [], "cue": [[0, 1]],
            "content": [[0, 40_000]], "speakers": [], "addressees": [], "within": "q1", "chain": [],
            "stance": "asserts", "venue": null, "medium": null, "time": null, "key": "", "confidence": 0.5,
            "evidence": [{"raw": [0, end], "because": "x"}]}),
        json!({"name": "A", "kind": "person", "actor": null, "confidence": 0.5,
            "evidence": [{"raw": [0, end], "because": "x"}, {"span": [0, 40_000], "because": "x"}]}),
    );
    record["attributions"] = vec![attribution; 20_000].into();
    record["article"]["bylines"] = vec![byline; 20_000].into();
    record["discarded"] = vec![json!({"raw": [0, end], "why": "other", "text": ""}); 20_000].into();
    let record: Record = serde_json::from_value(record).unwrap();
    // Quadratic work would be 10^10 steps here, and the test would not end.
    assert!(record.check(Some(page.as_bytes())).len() > 20_000);
}
