//! Small pages, drawn as people read them: the regions of the text, then what was left out and why.

use std::fmt::Write as _;

use avviso_page::{Clean, read};
use avviso_text::{Limits, Page};

fn draw(html: &str) -> String {
    let page = Page::new("page.html", html.as_bytes().to_vec(), u32::MAX);
    let reading = read(&page, Clean::Auto, &Limits::default());
    let article = &reading.article;
    let mut out = String::new();
    let mut outer = 0;
    for region in article.regions() {
        let nested = region.span.start() < outer;
        outer = outer.max(region.span.end());
        let words = article.slice(region.span).replace('\n', "\n             | ");
        let kind = format!("{}{:?}", if nested { "  " } else { "" }, region.kind);
        let _ = writeln!(out, "{kind:<12} | {words}");
    }
    for left in article.discarded() {
        if let Some(words) = &left.words {
            let _ = writeln!(out, "- {:?}: {}", left.why, words.trim().replace('\n', " / "));
        }
    }
    for diagnostic in reading.diagnostics.list() {
        let _ = writeln!(out, "! {}", diagnostic.code.name());
    }
    out
}

#[test]
fn one_sentence_in_one_paragraph_is_an_article() {
    insta::assert_snapshot!(draw("<p>It rained.</p>"));
}

#[test]
fn a_news_page_loses_its_furniture() {
    insta::assert_snapshot!(draw(
        r#"<!DOCTYPE html><html><head><title>Ministers meet | The Harbour Post</title></head><body>
<nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Ministers meet</h1>
<p class="standfirst">Talks on the treaty were resumed after a year.</p>
<div class="byline">By Ann Lee</div>
<figure><img src="a.jpg"><figcaption>The hall in Geneva.</figcaption></figure>
<p>GENEVA &mdash; The ministers met on Monday, <a href="/x">the ministry said</a>. They spoke for three hours.</p>
<div class="share-buttons"><a href="/s">Facebook</a> <a href="/s">Twitter</a></div>
<p>Read also: <a href="/y">The treaty, explained</a></p>
<h2>What was said</h2>
<p>&ldquo;We shall&nbsp;go on,&rdquo; the chairman told reporters. He <span class="sr-only">opens in a new window</span>gave no date.</p>
<ul><li>The first point is trade.</li><li>The second is borders.</li></ul>
<blockquote class="twitter-tweet"><p>We met. We talked.</p>&mdash; Foreign Ministry (@ministry) <a href="/t">May 3, 2024</a></blockquote>
<script>track("article");</script>
<aside class="related"><h3>Related</h3><a href="/z">Another story about something else</a></aside>
</article>
<section class="comments"><h2>Comments</h2><p>A reader wrote that nothing of this was new to him at all.</p></section>
<footer><p>All rights reserved.</p></footer></body></html>"#
    ));
}

#[test]
fn line_breaks_divide_paragraphs() {
    insta::assert_snapshot!(draw(
        "<div id=text>The first paragraph of the story is told here, in a plain element.<br><br>\nThe second follows after two breaks,<br>with a third line.<br/><br/>The end.</div>"
    ));
}

#[test]
fn a_table_and_a_quoted_block_are_told_apart() {
    insta::assert_snapshot!(draw(
        "<article><p>The result of the vote in the chamber was published on Monday evening.</p><table><tr><th>Party<th>Seats<tr><td>Reds<td>12<tr><td>Blues<td>9</table><blockquote><p>We accept the result of this vote, whatever it may be.</p></blockquote><p>So the statement of the losing side, which was read out by its leader.</p></article>"
    ));
}

#[test]
fn a_page_without_words_says_so() {
    insta::assert_snapshot!(draw("<html><body><script>x</script><img src=a></body></html>"));
}

#[test]
fn text_around_dialogs_is_found() {
    let dialogs = "<div class=\"cookie-consent\" role=\"dialog\"><p>We use cookies and need your consent to go on, says this dialog.</p><button>Accept</button></div>".repeat(2000);
    let html = format!(
        "<body>{dialogs}<p>The minister resigned on Monday after the report was published.</p>{dialogs}</body>"
    );
    let drawn = draw(&html);
    let first = drawn.lines().next().unwrap_or_default();
    assert_eq!(first, "Paragraph    | The minister resigned on Monday after the report was published.");
    assert!(!drawn.lines().nth(1).unwrap_or_default().starts_with("Paragraph"));
}
