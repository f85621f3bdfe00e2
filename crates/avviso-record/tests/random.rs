//! Random records: what is written is read back equal, keeps the schema, and never makes the laws panic.
#![expect(clippy::unwrap_used, reason = "a test says what holds by failing")]

use std::sync::LazyLock;

use avviso_record::{
    Actor, ActorId, ActorKind, ArticleInfo, At, Attribution, AttributionId, Byline, BylineKind, Candidate,
    Candidates, CharSpan, Complete, Confidence, Date, DateBelief, Diagnostic, Discarded, Event, EventId,
    EventTime, Evidence, Form, Format, Genre, GenreBelief, Incomplete, Language, Level, Lineage, Medium,
    Mention, Mode, Office, Outlet, PageInfo, Piece, PieceKind, Place, PlaceId, Precision, Quad, RawSpan,
    Record, Region, RegionKind, Relation, Severity, Stance, Status, Time, TimeId, TimexType, Title, Tool,
    Why, line, schema,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

static VALIDATOR: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&schema()).unwrap());

fn char_span() -> impl Strategy<Value = CharSpan> {
    (0_u32..60, 0_u32..20).prop_map(|(start, len)| CharSpan::new(start, start + len).unwrap())
}

fn raw_span() -> impl Strategy<Value = RawSpan> {
    (any::<u32>(), any::<u32>()).prop_map(|(a, b)| RawSpan::new(a.min(b), a.max(b)).unwrap())
}

fn spans() -> impl Strategy<Value = Vec<CharSpan>> {
    vec(char_span(), 0..3)
}

/// Words with every kind of character that JSON has to escape or keep.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![".*", "[a-z]{1,8}", "[“”\"\\\\\n\u{0}\u{2028}🦀é]{0,6}"]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    (0_u16..=10_000).prop_map(|count| Confidence::from_ten_thousandths(count).unwrap())
}

fn date() -> impl Strategy<Value = Date> {
    let time = prop_oneof![
        Just(String::new()),
        (0..24, 0..60).prop_map(|(hour, minute)| format!("T{hour:02}:{minute:02}Z")),
        (0..24, 0..60).prop_map(|(hour, second)| format!("T{hour:02}:00:{second:02}.5+05:30")),
    ];
    (0..10_000, 1..13, 1..29, time).prop_map(|(year, month, day, time)| {
        Date::parse(&format!("{year:04}-{month:02}-{day:02}{time}")).unwrap()
    })
}

fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let at = prop_oneof![char_span().prop_map(At::Text), raw_span().prop_map(At::Raw)];
    vec(
        (at, "[a-z.-]{1,9}", of(words())).prop_map(|(at, because, note)| Evidence { at, because, note }),
        1..3,
    )
}

fn country() -> impl Strategy<Value = Option<String>> {
    of("[A-Z]{3}")
}

fn entity() -> impl Strategy<Value = Option<String>> {
    of("Q[1-9][0-9]{0,6}")
}

fn actor_id() -> impl Strategy<Value = ActorId> {
    (0_usize..6).prop_map(ActorId::at)
}

fn actor_ids() -> impl Strategy<Value = Vec<ActorId>> {
    vec(actor_id(), 0..3)
}

prop_compose! {
    fn date_belief()(
        from in of(date()), to in of(date()), precision in select(Precision::ALL),
        confidence in confidence(), evidence in evidence(),
    ) -> DateBelief {
        DateBelief { from, to, precision, confidence, evidence }
    }
}

prop_compose! {
    fn title()(
        value in words(), span in of(char_span()), raw in of(raw_span()),
        confidence in confidence(), evidence in evidence(),
    ) -> Title {
        Title { value, span, raw, confidence, evidence }
    }
}

prop_compose! {
    fn byline()(
        name in words(), kind in select(BylineKind::ALL), actor in of(actor_id()),
        confidence in confidence(), evidence in evidence(),
    ) -> Byline {
        Byline { name, kind, actor, confidence, evidence }
    }
}

prop_compose! {
    fn outlet()(
        name in words(), domain in of("[a-z]{1,8}\\.org"), actor in of(actor_id()),
        confidence in confidence(), evidence in evidence(),
    ) -> Outlet {
        Outlet { name, domain, actor, confidence, evidence }
    }
}

prop_compose! {
    fn language()(value in "[a-z]{2}", confidence in confidence(), evidence in evidence()) -> Language {
        Language { value, confidence, evidence }
    }
}

prop_compose! {
    fn genre()(value in select(Genre::ALL), confidence in confidence(), evidence in evidence()) -> GenreBelief {
        GenreBelief { value, confidence, evidence }
    }
}

prop_compose! {
    fn lineage()(
        relation in select(Relation::ALL), outlet in of(actor_id()), url in of(words()),
        confidence in confidence(), evidence in evidence(),
    ) -> Lineage {
        Lineage { relation, outlet, url, confidence, evidence }
    }
}

prop_compose! {
    fn complete()(
        value in any::<bool>(), reason in of(select(Incomplete::ALL)),
        confidence in confidence(), evidence in evidence(),
    ) -> Complete {
        Complete { value, reason, confidence, evidence }
    }
}

prop_compose! {
    fn candidates()(
        title in vec(title(), 0..2), bylines in vec(byline(), 0..2), outlet in vec(outlet(), 0..2),
        published in vec(date_belief(), 0..2), modified in vec(date_belief(), 0..2),
        language in vec(language(), 0..2), genre in vec(genre(), 0..2),
    ) -> Candidates {
        Candidates { title, bylines, outlet, published, modified, language, genre }
    }
}

prop_compose! {
    fn article()(
        title in of(title()), bylines in vec(byline(), 0..3), outlet in of(outlet()), published in of(date_belief()),
        candidates in candidates(), modified in of(date_belief()), language in of(language()), genre in of(genre()),
        lineage in vec(lineage(), 0..3), complete in of(complete()),
    ) -> ArticleInfo {
        ArticleInfo {
            title, bylines, outlet, published, candidates, modified, language, genre, lineage, complete,
        }
    }
}

prop_compose! {
    fn page()(
        digest in "[0-9a-f]{64}", source in words(), url in of(words()), bytes in any::<u64>(),
        media_type in "text/(plain|html)", encoding in select(vec!["utf-8", "shift_jis", "nonsense"]),
    ) -> PageInfo {
        PageInfo {
            id: format!("p{}", &digest[..16]), source, url, sha256: digest, bytes, media_type, encoding: encoding.into(),
        }
    }
}

prop_compose! {
    fn actor()(
        (id, name, kind, entity, country) in (actor_id(), words(), select(ActorKind::ALL), entity(), country()),
        sector in of("[A-Z]{3}"),
        office in of((words(), of(actor_id()), of(date()), of(date()))
            .prop_map(|(title, of, from, to)| Office { title, of, from, to })),
        members in actor_ids(),
        mentions in vec((char_span(), select(Form::ALL)).prop_map(|(span, form)| Mention { span, form }), 0..3),
        candidates in vec((words(), self::entity(), confidence(), evidence())
            .prop_map(|(name, entity, confidence, evidence)| Candidate { name, entity, confidence, evidence }), 0..2),
        confidence in confidence(), evidence in evidence(),
    ) -> Actor {
        Actor { id, name, kind, entity, country, sector, office, members, mentions, candidates, confidence, evidence }
    }
}

prop_compose! {
    fn time()(
        id in (0_usize..4).prop_map(TimeId::at), span in char_span(), timex_type in select(TimexType::ALL),
        value in of(words()), from in of(date()), to in of(date()), precision in select(Precision::ALL),
        confidence in confidence(), evidence in evidence(),
    ) -> Time {
        Time { id, span, timex_type, value, from, to, precision, confidence, evidence }
    }
}

prop_compose! {
    fn place()(
        id in (0_usize..4).prop_map(PlaceId::at), span in char_span(), name in words(), geonames in of(any::<u32>()),
        lat in of(-90.0..90.0), lon in of(-180.0..180.0), country in country(),
        confidence in confidence(), evidence in evidence(),
    ) -> Place {
        Place { id, span, name, geonames, lat, lon, country, confidence, evidence }
    }
}

prop_compose! {
    fn attribution()(
        (id, mode, level, stance) in
            (attribution_id(), select(Mode::ALL), select(Level::ALL), select(Stance::ALL)),
        (source, cue, content) in (spans(), spans(), vec(char_span(), 1..3)),
        (speakers, addressees) in (actor_ids(), actor_ids()),
        within in of(attribution_id()), chain in vec(of(actor_id()), 0..4),
        venue in of((0_usize..4).prop_map(PlaceId::at)), medium in of(select(Medium::ALL)),
        time in of((0_usize..4).prop_map(TimeId::at)), key in words(),
        confidence in confidence(), evidence in evidence(),
    ) -> Attribution {
        Attribution {
            id, mode, level, source, cue, content, speakers, addressees, within, chain, stance, venue, medium, time,
            key, confidence, evidence,
        }
    }
}

fn attribution_id() -> impl Strategy<Value = AttributionId> {
    (0_usize..4).prop_map(AttributionId::at)
}

prop_compose! {
    fn event()(
        (id, event_type, mode) in ((0_usize..4).prop_map(EventId::at), "[A-Z]{3,9}", of(words())),
        cameo in of("[0-9]{2,4}"), quad in select(Quad::ALL), intensity in of(-10.0..10.0), trigger in spans(),
        (sources, targets) in (actor_ids(), actor_ids()), status in select(Status::ALL), said_in in of(attribution_id()),
        time in of((of(date()), of(date()), select(Precision::ALL), of((0_usize..4).prop_map(TimeId::at)))
            .prop_map(|(from, to, precision, expression)| EventTime { from, to, precision, expression })),
        place in of((0_usize..4).prop_map(PlaceId::at)), mentions in vec(spans(), 0..3),
        (confidence, evidence) in (confidence(), evidence()),
    ) -> Event {
        Event {
            id, event_type, mode, cameo, quad, intensity, trigger, sources, targets, status, said_in, time, place,
            mentions, confidence, evidence,
        }
    }
}

prop_compose! {
    fn diagnostic()(
        code in "[a-z-]{1,12}|undated|speaker-unresolved|not-text", severity in select(Severity::ALL),
        message in words(), span in of(char_span()), raw in of(raw_span()),
    ) -> Diagnostic {
        Diagnostic { code, severity, message, span, raw }
    }
}

prop_compose! {
    fn record()(
        version in words(), knowledge in of(words()), model in of(words()), page in page(), text in words(),
        alignment in vec((char_span(), raw_span(), select(PieceKind::ALL))
            .prop_map(|(text, raw, kind)| Piece { text, raw, kind }), 0..4),
        regions in vec((select(RegionKind::ALL), char_span()).prop_map(|(kind, span)| Region { kind, span }), 0..4),
        discarded in vec((raw_span(), select(Why::ALL), of(words()))
            .prop_map(|(raw, why, text)| Discarded { raw, why, text }), 0..4),
        (article, sentences) in (article(), spans()),
        (actors, times, places) in (vec(actor(), 0..3), vec(time(), 0..3), vec(place(), 0..3)),
        (attributions, events, diagnostics) in
            (vec(attribution(), 0..3), vec(event(), 0..3), vec(diagnostic(), 0..3)),
        more in of(words()),
    ) -> Record {
        Record {
            format: Format, tool: Tool { version, knowledge, model }, page, text, alignment, regions, discarded,
            article, sentences, actors, times, places, attributions, events, diagnostics,
            more: more.into_iter().map(|words| ("later".to_owned(), words.into())).collect(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_and_keeps_the_schema(record in record()) {
        let mut written = Vec::new();
        line::write(&mut written, &record).unwrap();
        prop_assert_eq!(written.iter().position(|&byte| byte == b'\n'), Some(written.len() - 1));
        let read: Vec<(u64, Record)> = line::read(written.as_slice()).map(Result::unwrap).collect();
        prop_assert_eq!(&read, &[(1, record)]);
        let json: serde_json::Value = serde_json::from_slice(&written).unwrap();
        let errors: Vec<String> =
            VALIDATOR.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path)).collect();
        prop_assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn any_record_can_be_checked(record in record(), page in vec(any::<u8>(), 0..80)) {
        // Random bytes are no page of a random record; that is said, and nothing panics.
        prop_assert!(!record.check(Some(&page)).is_empty());
        let _: Vec<_> = record.check(None);
    }

    #[test]
    fn any_line_is_a_record_or_an_error(line in ".*") {
        prop_assert!(line::parse(line.as_bytes(), 1).is_err());
    }

    #[test]
    fn a_key_is_its_own_key(text in words()) {
        let key = avviso_record::key(&text);
        prop_assert_eq!(avviso_record::key(&key), key.clone());
        prop_assert!(!key.contains("  ") && key.trim() == key);
    }

    /// The check of a key walks the text in another way than the function that makes it: both agree.
    #[test]
    fn the_key_of_any_content_is_accepted(
        text in "([a-zÉ’ \u{ad}—]|İ|ß|e\u{301}){1,40}", cuts in (0_usize..40, 0_usize..40, 0_usize..40, 0_usize..40),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let mut cuts = [cuts.0, cuts.1, cuts.2, cuts.3].map(|cut| cut % (chars.len() + 1));
        cuts.sort_unstable();
        let [a, b, c, d] = cuts;
        let part = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
        let span = |start: usize, end: usize| {
            CharSpan::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap()).unwrap()
        };
        let mut record: Record = serde_json::from_str(include_str!("example/record.json")).unwrap();
        record.text.clone_from(&text);
        record.attributions.truncate(1);
        record.attributions[0].content = vec![span(a, b), span(c, d)];
        record.attributions[0].key = avviso_record::key(&format!("{} {}", part(a, b), part(c, d)));
        let key_is_wrong = |record: &Record| record.check(None).iter().any(|it| it.law == avviso_record::Law::Key);
        prop_assert!(!key_is_wrong(&record), "{:?}", record.attributions[0].key);
        record.attributions[0].key.push('x');
        prop_assert!(key_is_wrong(&record));
    }
}
