//! Hostile pages: work grows with the page and no faster, and all visible text is kept or listed.

use avviso_text::{Decoded, Diagnostics, Limits, RegionKind};

use super::tree::{self, Tree};
use crate::blocks::{Block, Label};

fn tree(html: &str) -> (Tree, Diagnostics) {
    let decoded = Decoded::identity(html.to_owned(), "utf-8", 0);
    let mut out = Diagnostics::new();
    (tree::read(&decoded, &Limits::default(), &mut out), out)
}

fn blocks(html: &str) -> (Vec<(Label, String)>, crate::metadata::Metadata, Diagnostics) {
    let decoded = Decoded::identity(html.to_owned(), "utf-8", 0);
    let mut out = Diagnostics::new();
    let (blocks, metadata) = super::blocks(&decoded, &Limits::default(), &mut out);
    let words = |block: &Block| (block.label, block.words(decoded.text()));
    (blocks.iter().map(words).collect(), metadata, out)
}

fn codes(out: &Diagnostics) -> Vec<&'static str> {
    out.list().iter().map(|d| d.code.name()).collect()
}

/// Work for a page made of `n` pieces, per piece, must not grow with `n`.
fn linear(name: &str, page: impl Fn(usize) -> String) {
    let work = |n: usize| tree(&page(n)).0.work;
    let (small, large) = (work(4000), work(8000));
    assert!(large * 10 <= small * 22 + 100, "{name}: {small} steps for n, {large} for 2n");
}

#[test]
fn work_is_linear_in_hostile_pages() {
    linear("nested div", |n| format!("{}deep words{}", "<div>".repeat(n), "</div>".repeat(n)));
    linear("nested lists", |n| "<ul><li>".repeat(n) + "x");
    linear("formatting", |n| {
        (0..n)
            .map(|i| ["<b ", &i.to_string(), "><i ", &i.to_string(), ">"].concat())
            .collect::<Vec<_>>()
            .concat()
            + "x"
            + &"</b>".repeat(n)
    });
    linear("links and paragraphs", |n| format!("<p><a href=\"{}\">", "A".repeat(n)) + &"<p>a".repeat(n));
    linear("tables", |n| "<table><ul><tr></ol><table>0<caption>".repeat(n));
    linear("open paragraphs in spans", |n| "<span><p>x".repeat(n));
    linear("titles without an end", |n| "<title>x<textarea>".repeat(n));
    linear("end tags", |n| "<div>".repeat(600) + &"</p></span></td>".repeat(n));
    linear("self-closing paths", |n| format!("<svg>{}</svg><p>x", "<path d=m/>".repeat(n)));
    linear("references", |n| format!("<p>{}", "&amp;amp;&#x110000;&#0;&NotEqualTilde;&notit".repeat(n)));
    linear("quotation marks", |n| format!("<!{}", "\"".repeat(n)));
}

#[test]
fn text_below_the_limit_of_depth_is_kept() {
    let (tree, out) = tree(&format!("{}<p>deep words</p>", "<div>".repeat(100_000)));
    assert_eq!(tree.words, "deep words");
    assert_eq!(codes(&out), ["deep-nesting"]);
    let (flat, out) = self::tree(&format!("<svg>{}</svg><p>words", "<path/>".repeat(12_000)));
    assert_eq!(flat.words, "words");
    assert_eq!(codes(&out), [""; 0]);
}

#[test]
fn attributes_past_the_limit_are_named() {
    let many: Vec<String> = (0..100_000).map(|i| format!(" a{i}=1")).collect();
    let many = many.concat();
    let (tree, out) = tree(&format!("<p{many}>words</p>"));
    assert_eq!((tree.words.as_str(), codes(&out)), ("words", vec!["attribute-limit"]));
    let (tree, out) = self::tree(&format!("<p class=\"{}\">words</p>", "x".repeat(1 << 20)));
    assert_eq!((tree.words.as_str(), codes(&out)), ("words", vec!["attribute-limit"]));
    // A long address is not looked at, so nothing is cut.
    let (_, out) = self::tree(&format!("<p><img src=\"data:{}\">words</p>", "x".repeat(1 << 20)));
    assert_eq!(codes(&out), [""; 0]);
}

#[test]
fn markup_without_an_end_does_not_swallow_in_silence() {
    for html in
        ["<p>kept</p><!-- lost words", "<p>kept</p><script>lost words", "<p>kept</p><a href=\"lost words"]
    {
        let (blocks, _, out) = blocks(html);
        assert_eq!(codes(&out), ["unclosed-markup"], "{html}");
        assert!(
            blocks
                .iter()
                .any(|(label, words)| matches!(label, Label::Drop(_)) && words.contains("lost words")),
            "{blocks:?}"
        );
        assert!(
            blocks.iter().any(|(label, words)| matches!(label, Label::Keep(_)) && words == "kept"),
            "{blocks:?}"
        );
    }
    // These would swallow the rest in a browser; the words are read instead.
    for html in ["<title>x<p>kept words</p>", "<textarea><p>kept words</p>", "<iframe><p>kept words</p>"] {
        assert!(tree(html).0.words.contains("kept words"), "{html}");
    }
}

#[test]
fn references_are_decoded_as_whatwg_says() {
    for (html, words) in [
        ("<p>Kim &amp; Xi", "Kim & Xi"),
        ("<p>&amp;amp;", "&amp;"),
        ("<p>&#x110000;&#0;&#xd800;", "\u{fffd}\u{fffd}\u{fffd}"),
        ("<p>&#128;&#x92;", "\u{20ac}\u{2019}"),
        ("<p>&NotEqualTilde;", "\u{2242}\u{338}"),
        ("<p>&notit; &ampx &eacute", "\u{ac}it; &x \u{e9}"),
        ("<p>a\0b", "a\u{fffd}b"),
        ("<p>a < b and <한글> c", "a < b and <한글> c"),
        ("<p>one\r\n two<br>three<br><br>four", "one two\nthree\nfour"),
        ("<p>E = mc<sup>2</sup></p><p>x", "E = mc2\nx"),
    ] {
        assert_eq!(tree(html).0.words, words, "{html}");
    }
}

#[test]
fn what_is_not_shown_is_listed_as_hidden() {
    for hidden in [
        "<span style=\"display:none\">secret words</span>",
        "<span hidden>secret words</span>",
        "<span style=\"font-size:0\">secret words</span>",
        "<template><p>secret words</p></template>",
        "<noscript><p>secret words</p></noscript>",
        "<div style=\"visibility: hidden\"><p>secret words</p></div>",
        "<svg><title>secret words</title></svg>",
        "<dialog><p>secret words</p></dialog>",
    ] {
        let html = format!("<p>The minister said on Monday that {hidden} the talks would go on.</p>");
        let decoded = Decoded::identity(html.clone(), "utf-8", 0);
        let (blocks, _) = super::blocks(&decoded, &Limits::default(), &mut Diagnostics::new());
        let kept: String =
            blocks.iter().filter(|b| matches!(b.label, Label::Keep(_))).map(|b| b.words(&html)).collect();
        assert!(!kept.contains("secret") && kept.contains("minister said"), "{hidden}: {kept}");
    }
    // Guards against flicker and streamed parts are shown by the page's own scripts.
    for shown in
        ["<body style=\"display:none\"><p>shown words</p>", "<div hidden id=\"S:1\"><p>shown words</p></div>"]
    {
        assert!(
            blocks(shown).0.iter().any(|(label, w)| matches!(label, Label::Keep(_)) && w == "shown words"),
            "{shown}"
        );
    }
}

#[test]
fn data_over_the_limit_and_too_much_metadata_are_named() {
    let data = format!("data:image/png;base64,{}", "A".repeat(70_000));
    let page = format!("<p>The minister said on Monday that {data} the talks would go on.</p>");
    let (found, _, out) = blocks(&page);
    assert!(codes(&out).contains(&"inline-data"), "{:?}", codes(&out));
    assert!(found.iter().all(|(_, words)| !words.contains("AAAA")));
    let json =
        format!("<p>They met.</p><script type=\"application/json\">\"{}\"</script>", "a".repeat(70_000));
    assert_eq!(codes(&blocks(&json).2), ["inline-data"]);
    let few = "<meta name=a content=b>".repeat(20_001);
    assert_eq!(codes(&blocks(&few).2), ["metadata-limit"]);
    assert!(codes(&blocks("<p>A small picture: data:image/png;base64,AAAA</p>").2).is_empty());
}

/// The regions that a page's lines become.
fn regions(html: &str) -> Vec<(RegionKind, String)> {
    let kept = |(label, words)| match label {
        Label::Keep(kind) => Some((kind, words)),
        Label::Bare | Label::Drop(_) => None,
    };
    blocks(html).0.into_iter().filter_map(kept).collect()
}

const STORY: &str = "<p>The two ministers met again on Thursday, and they spoke about the border for three hours at least, \
                     as people who were there said later that day.</p>";

#[test]
fn what_stands_around_the_headline_is_told_apart() {
    use RegionKind::{Byline, Caption, Dateline, Paragraph, Standfirst, Title};
    let html = format!(
        "<article><h1><span>Border</span><span>Ministers meet again</span></h1><h2>After a year of silence both sides \
         say that they are ready</h2><p>10.11.2025 17:59</p><p>AFP</p><div class=\"byline\">By Kari Nes</div><div \
         class=\"byline\">12:43, 20 Apr 2026</div><div class=\"byline\">Photo by Ola Berg/Getty Images</div><div \
         class=\"byline\"><a href=/a>Watch Kari Nes, Ola Berg Play Chess on Harbour Island</a></div>{STORY}</article>"
    );
    let found = regions(&html);
    let kinds: Vec<RegionKind> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [Title, Standfirst, Dateline, Byline, Byline, Dateline, Caption, Paragraph],
        "{found:?}"
    );
    assert_eq!(found[0].1, "Border Ministers meet again");
}

#[test]
fn what_stands_between_paragraphs_is_told_apart() {
    use RegionKind::{Heading, Paragraph, Title};
    let html = format!(
        "<article><p>https://harbour.example/news/ministers-meet.php</p><h1>Ministers meet</h1>{STORY}<div \
         class=\"subheadline\">What did they say of the border, and to whom did they say it?</div>{STORY}<h3>___</h3>{STORY}\
         </article>"
    );
    let kinds: Vec<RegionKind> = regions(&html).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Title, Paragraph, Heading, Paragraph, Paragraph]);
}

#[test]
fn a_sites_name_is_no_headline_and_a_list_above_the_headline_no_article() {
    let html = format!(
        "<title>Ministers meet again | Harbour News</title><meta property=\"og:site_name\" content=\"Harbour News\"><div><h1>\
         Harbour News</h1><ul><li>Cod can wait, say the fishers of Bergen, and so can herring, which nobody wants.</ul><h2>\
         Ministers meet again</h2>{STORY}{STORY}</div>"
    );
    let found = regions(&html);
    assert_eq!(found[0], (RegionKind::Title, "Ministers meet again".to_owned()));
    assert!(found.iter().skip(1).all(|(kind, _)| *kind == RegionKind::Paragraph), "{found:?}");
}

#[test]
fn the_pages_own_telling_is_a_witness() {
    let lead = "The two ministers met again on Thursday, and they spoke about the border for three hours at least, as people \
                who were there said later that day, and neither of them would say more to those who waited outside in the rain.";
    let linked = "They said so before, in the long letter of March that all the papers of the country have printed since";
    let end = "Nobody knows when they will meet again, or where, but both of them spoke of it as of a thing that is settled.";
    let bio = "Kari Nes writes about the sea and those who live from it, and has done so for longer than she cares to say.";
    let told = format!("{lead} {linked} {end}");
    let page = |json: &str| {
        format!(
            "<script type=\"application/ld+json\">{json}</script><article><h1>Ministers meet</h1><p>{lead}</p><p><a \
             href=/a>{linked}</a></p><p>{end}</p><p>{bio}</p></article>"
        )
    };
    let words =
        |json: &str| -> Vec<String> { regions(&page(json)).into_iter().map(|(_, words)| words).collect() };
    let json = format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{told}\"}}");
    assert_eq!(words(&json), ["Ministers meet", lead, linked, end]);
    assert_eq!(words("{}"), ["Ministers meet", lead, end, bio]);
    // A telling of something else is not heard.
    let other = json.replace(lead, &bio.repeat(5)).replace(end, &bio.repeat(5));
    assert_eq!(words(&other), ["Ministers meet", lead, end, bio]);
}

#[test]
fn hand_off_lines_are_kept_as_what_they_are() {
    use RegionKind::{Footer, Note};
    for (line, kind) in [
        ("<p>Source: Harbour News</p>", Some(Footer)),
        ("<p>(Via Harbour News)</p>", Some(Footer)),
        ("<p>The post Cod can wait appeared first on <a href=/>Harbour News</a>.</p>", Some(Footer)),
        ("<p>To continue reading: Cod can wait</p>", Some(Footer)),
        ("<p>The source: he would not say.</p>", None),
    ] {
        let found = regions(&format!("<article><h1>Cod can wait</h1>{STORY}{line}</article>"));
        assert_eq!(found.get(2).map(|f| f.0), kind.or(Some(RegionKind::Paragraph)), "{line}");
    }
    let above =
        format!("<article><h1>Cod can wait</h1><p>Originally appeared on Harbour News</p>{STORY}</article>");
    assert_eq!(regions(&above)[1].0, Note);
}

#[test]
fn metadata_has_keys_and_values() {
    let html = r#"<html lang="en-GB"><head><title>A &amp; B | Paper</title><meta property="og:title" content="A &amp; B">
        <link rel="canonical" href="https://example.org/a"><meta name="Author" content="Ann  Lee">
        <script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann Lee"}}</script>
        </head><body><h1>A <em>and</em> B</h1><time datetime="2024-05-03T10:00Z">3 May</time>
        <a rel="author" href="/x">Ann Lee</a><span itemprop="datePublished" content="2024-05-03">x</span>
        <div class="byline">By Ann Lee</div>"#;
    let (_, metadata, _) = blocks(html);
    let all: Vec<String> = metadata
        .items
        .iter()
        .map(|item| format!("{} = {} [{}]", item.key, item.value, &html[item.span.range()]))
        .collect();
    insta::assert_snapshot!(all.join("\n"));
}
