use encoding_rs::Encoding;
use proptest::prelude::*;

use super::*;

fn found(bytes: &[u8]) -> Found {
    decode(&Page::new("x", bytes.to_vec(), u32::MAX), Clean::Auto, &mut Diagnostics::new())
}

fn declared(bytes: &[u8], media_type: &str) -> Found {
    let page = Page::new("x", bytes.to_vec(), u32::MAX).with_declared_type(Some(media_type.to_owned()));
    decode(&page, Clean::Auto, &mut Diagnostics::new())
}

const ENCODINGS: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1251",
    "windows-1253",
    "koi8-u",
    "iso-8859-2",
    "iso-8859-8",
    "windows-874",
    "x-mac-cyrillic",
    "gbk",
    "gb18030",
    "big5",
    "euc-jp",
    "shift_jis",
    "euc-kr",
    "iso-2022-jp",
];

/// The law of widths, for bytes in an encoding.
fn check(bytes: &[u8], encoding: &'static Encoding) -> Result<(), TestCaseError> {
    let decoded = widths::decode(bytes, encoding, 0);
    let text = decoded.text();
    // What encoding_rs reads from the same bytes in one go.
    let (whole, _) = encoding.decode_without_bom_handling(bytes);
    prop_assert_eq!(text, &*whole);
    let Some(span) = decoded.span(0..text.len()) else { return Err(TestCaseError::fail("whole")) };
    let mut at = 0;
    for (stretch, exact) in decoded.stretches(span) {
        let raw = decoded.raw(stretch);
        prop_assert_eq!(raw.start(), at, "gap before {:?}", stretch);
        at = raw.end();
        if exact {
            let (alone, wrong) = encoding.decode_without_bom_handling(&bytes[raw.range()]);
            prop_assert!(!wrong);
            prop_assert_eq!(&*alone, decoded.slice(stretch));
        }
    }
    prop_assert!(at == bytes.len() || text.is_empty(), "{} of {} bytes answered for", at, bytes.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn widths_add_up_for_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..80), which in 0..ENCODINGS.len()) {
        check(&bytes, Encoding::for_label(ENCODINGS[which].as_bytes()).unwrap())?;
    }

    #[test]
    fn widths_add_up_for_near_text(
        bytes in proptest::collection::vec(
            prop_oneof![Just(0x1bu8), Just(b'$'), Just(b'B'), Just(b'('), Just(b'J'), Just(0x81), Just(0x30), Just(0x88), Just(0x62), Just(0x8f), 0x20u8..0x7f, 0x80u8..],
            0..60),
        which in 0..ENCODINGS.len(),
    ) {
        check(&bytes, Encoding::for_label(ENCODINGS[which].as_bytes()).unwrap())?;
    }

    #[test]
    fn texts_come_back(words in "[a-z äéßЖщ中文字符かな한글\u{1f600}ΑΩ]{0,40}", which in 0..ENCODINGS.len()) {
        let encoding = Encoding::for_label(ENCODINGS[which].as_bytes()).unwrap();
        let bytes: Vec<u8> = match ENCODINGS[which] {
            "utf-16le" => words.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => words.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(&words).0.into_owned(),
        };
        check(&bytes, encoding)?;
    }

    #[test]
    fn any_bytes_are_decoded_or_not_text(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let found = found(&bytes);
        prop_assert!(found.form != Form::NotText || found.decoded.text().is_empty());
    }
}

#[test]
fn what_is_not_text_is_named() {
    let cases: &[(&[u8], &str)] = &[
        (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\x7fELF\x02\x01\x01", "application/x-elf"),
        (b"\0\0\0\x18ftypmp42\0\0", "video/mp4"),
        (b"PK\x03\x04\x14\0", "application/zip"),
        (b"\x1f\x8b\x08\0", "application/gzip"),
        (b"{\"a\": [1, 2]}\n", "application/json"),
        (b"\xef\xbb\xbf[]", "application/json"),
        (b"\x00\x01\x02\x03\x04\x05", "application/octet-stream"),
    ];
    for (bytes, media_type) in cases {
        let found = found(bytes);
        assert_eq!(found.form, Form::NotText, "{media_type}");
        assert_eq!(found.media_type, *media_type);
        assert_eq!(declared(bytes, "text/html").form, Form::NotText, "a declared type is a hint only");
    }
}

#[test]
fn encodings_are_found() {
    let russian = "Президент России заявил в понедельник, что переговоры будут продолжены.";
    let japanese = "首相は記者団に対し、交渉を続ける考えを示した。会談は来月も開かれる。";
    let german = "Die Außenminister erklärten am Montag, die Gespräche würden fortgesetzt.";
    let in_encoding = |words: &str, label: &str| {
        Encoding::for_label(label.as_bytes()).unwrap().encode(words).0.into_owned()
    };
    let wide = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = |mark: &[u8], words: Vec<u8>| [mark.to_vec(), words].concat();
    let meta = |label: &str, words: &str| {
        [format!("<html><head><meta charset=\"{label}\"></head><p>").into_bytes(), in_encoding(words, label)]
            .concat()
    };
    let cases: Vec<(Vec<u8>, &str, &str)> = vec![
        (german.as_bytes().to_vec(), "utf-8", german),
        (marked(b"\xef\xbb\xbf", german.as_bytes().to_vec()), "utf-8", german),
        (marked(b"\xff\xfe", wide(russian)), "utf-16le", russian),
        (wide("The ministers met on Monday and spoke of trade."), "utf-16le", "The ministers met"),
        (in_encoding(russian, "windows-1251"), "windows-1251", russian),
        (in_encoding(japanese, "shift_jis"), "shift_jis", japanese),
        (in_encoding(japanese, "iso-2022-jp"), "iso-2022-jp", japanese),
        (in_encoding(german, "windows-1252"), "windows-1252", german),
        (meta("koi8-r", russian), "koi8-r", russian),
        (meta("gb18030", "外交部发言人表示"), "gb18030", "外交部发言人表示"),
        // Lies: the meta says one thing, the bytes another.
        ([b"<meta charset=windows-1252><p>".to_vec(), german.as_bytes().to_vec()].concat(), "utf-8", german),
        (
            [b"<meta charset=utf-8><p>".to_vec(), in_encoding(german, "windows-1252")].concat(),
            "windows-1252",
            german,
        ),
        (
            [
                b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'><p>".to_vec(),
                in_encoding("Źródło mówiło", "iso-8859-2"),
            ]
            .concat(),
            "iso-8859-2",
            "Źródło",
        ),
        (b"<meta charset=utf-16><p>plain".to_vec(), "utf-8", "plain"),
    ];
    for (bytes, encoding, words) in cases {
        let found = found(&bytes);
        assert_eq!(found.decoded.encoding(), encoding, "{words}");
        assert!(found.decoded.text().contains(words), "{}", found.decoded.text());
    }
    let named = declared(&in_encoding("Ελλάδα και Κύπρος", "iso-8859-7"), "text/plain; charset=ISO-8859-7");
    assert_eq!((named.decoded.encoding(), named.form), ("iso-8859-7", Form::Plain));
}

#[test]
fn a_bad_byte_is_one_inexact_character() {
    let page = ["<meta charset=utf-8>Grüße aus Köln, na".as_bytes(), b"\xff\xc3 x"].concat();
    let found = found(&page);
    let text = found.decoded.text();
    assert_eq!(found.decoded.encoding(), "utf-8");
    let at = text.find('\u{fffd}').unwrap();
    let span = found.decoded.span(at..at + 3).unwrap();
    assert_eq!(found.decoded.raw(span).len(), 1);
    assert!(!found.decoded.stretches(span)[0].1);
}
