//! Laws of reading, over any bytes and over token soup: every byte is handed over once, copies are exact, and
//! nothing panics.

use avviso_page::{Clean, PageReading, read};
use avviso_text::{Limits, Page, PieceKind};
use proptest::prelude::*;

fn check(page: &Page, reading: &PageReading) -> Result<(), TestCaseError> {
    let article = &reading.article;
    let mut at = 0;
    for piece in article.pieces() {
        prop_assert_eq!(piece.text.start(), at, "the alignment covers the text without gap");
        at = piece.text.end();
    }
    prop_assert_eq!(at, article.text().len());
    let mut covered = vec![0u8; page.bytes().len()];
    let raws = article.pieces().iter().map(|p| p.raw).chain(article.discarded().iter().map(|d| d.raw));
    for raw in raws {
        for byte in covered.iter_mut().take(raw.end()).skip(raw.start()) {
            *byte += 1;
        }
    }
    prop_assert!(covered.iter().all(|n| *n == 1), "each byte is handed over once: {:?}", covered);
    if reading.encoding == "utf-8" {
        for piece in article.pieces().iter().filter(|p| p.kind == PieceKind::Copy) {
            prop_assert_eq!(&page.bytes()[piece.raw.range()], article.slice(piece.text).as_bytes());
        }
    }
    let told = reading.diagnostics.list().iter().any(|d| ["no-article", "not-text"].contains(&d.code.name()));
    prop_assert!(!article.text().is_empty() || told);
    Ok(())
}

fn law(bytes: Vec<u8>, clean: Clean, limits: &Limits) -> Result<(), TestCaseError> {
    let page = Page::new("x", bytes, limits.page_bytes);
    check(&page, &read(&page, clean, limits))
}

/// Pieces of markup as pages write it, and as they do not.
fn soup() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<div class=\"share related\">",
            "<article>",
            "</article>",
            "<ul>",
            "<li>",
            "</li>",
            "</ul>",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<caption>",
            "<a href=x>",
            "</a>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<span hidden>",
            "</span>",
            "<span style='display:none'>",
            "<h1>",
            "</h1>",
            "<h2>",
            "</h2>",
            "<br>",
            "<br/>",
            "</br>",
            "<hr>",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            "<!--",
            "-->",
            "<!--!>",
            "<!DOCTYPE html>",
            "<![CDATA[",
            "]]>",
            "<svg>",
            "</svg>",
            "<path/>",
            "<template>",
            "</template>",
            "<noscript>",
            "</noscript>",
            "<iframe>",
            "<blockquote class='twitter-tweet'>",
            "</blockquote>",
            "<pre>",
            "</pre>",
            "<img src=x alt='a > b'>",
            "<figure>",
            "<figcaption>",
            "</figcaption>",
            "</figure>",
            "<select><option>",
            "</select>",
            "<plaintext>",
            "<script type='application/ld+json'>",
            "{\"@type\":\"NewsArticle\",\"headline\":\"x\\u00e9\"}",
            "<",
            ">",
            "</",
            "<a",
            "&amp;",
            "&nbsp;",
            "&#x110000;",
            "&#0;",
            "&NotEqualTilde;",
            "&ampx",
            "&notit;",
            "&#38",
            "&",
            "\0",
            "\r\n",
            "\r",
            "\n\n",
            " ",
            "\t",
            "\u{a0}",
            "\u{ad}",
            "\u{feff}",
            "<body>",
            "</body>",
            "</html>",
            "<frameset>",
            "<meta name=author content='A &amp; B'>",
            "<time datetime=2024-05-03>",
            "</time>",
            "<math>",
            "<mi>",
            "<html lang=de>",
        ])
        .prop_map(str::to_owned),
        "[a-zA-Z .,!?\"'äß中]{1,40}",
        Just(
            "The minister said on Monday that the talks would go on, and nobody there believed it. "
                .to_owned()
        ),
    ];
    proptest::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_reading(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        law(bytes.clone(), Clean::Auto, &Limits::default())?;
        law(bytes, Clean::Verbatim, &Limits::default())?;
    }

    #[test]
    fn token_soup_gives_a_reading(html in soup(), deep in 2u32..20) {
        let limits = Limits { open_elements: deep, attributes: 1, attribute_bytes: 8, ..Limits::default() };
        law(format!("<p>{html}").into_bytes(), Clean::Auto, &Limits::default())?;
        law(format!("<div>{html}").into_bytes(), Clean::Auto, &limits)?;
    }

    #[test]
    fn pages_in_other_encodings_trace(html in soup(), which in 0usize..4) {
        let words = format!("<p>{html}</p>");
        let in_encoding = |encoding: &'static encoding_rs::Encoding, label: &str| {
            [format!("<meta charset={label}>").into_bytes(), encoding.encode(&words).0.into_owned()].concat()
        };
        let bytes: Vec<u8> = match which {
            0 => [vec![0xff, 0xfe], words.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
            1 => in_encoding(encoding_rs::GB18030, "gb18030"),
            2 => in_encoding(encoding_rs::SHIFT_JIS, "shift_jis"),
            _ => in_encoding(encoding_rs::WINDOWS_1252, "windows-1252"),
        };
        law(bytes, Clean::Auto, &Limits::default())?;
    }

    #[test]
    fn a_page_cut_anywhere_gives_a_reading(html in soup(), cut in 0u32..400) {
        let limits = Limits { page_bytes: cut, ..Limits::default() };
        law(format!("<html><body>{html}").into_bytes(), Clean::Auto, &limits)?;
    }
}
