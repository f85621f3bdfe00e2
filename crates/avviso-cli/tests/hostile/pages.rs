//! Generators of hostile pages, each with a size. What they are after is said at the tests.

/// A page: its file name, and its bytes.
pub(crate) type Made = (&'static str, Vec<u8>);

/// Words that every page holds somewhere, and that must not be lost.
pub(crate) const WORDS: &str = "The harbour of Elsmouth stays open, the mayor said.";

fn page(name: &'static str, text: String) -> Made {
    (name, text.into_bytes())
}

pub(crate) fn deep_divs(n: usize) -> Vec<Made> {
    vec![page("divs.html", format!("<html><body>{}<p>{WORDS}</p>", "<div>".repeat(n)))]
}

pub(crate) fn deep_lists(n: usize) -> Vec<Made> {
    vec![page("lists.html", format!("<html><body>{}<p>{WORDS}</p>", "<ul><li>".repeat(n)))]
}

pub(crate) fn formatting(n: usize) -> Vec<Made> {
    let mut text = "<html><body><p>".to_owned();
    for i in 0..n {
        text.push_str(&format!("<b {i}><i {i}>"));
    }
    text.push_str(WORDS);
    text.push_str(&"</b><p>a".repeat(n));
    vec![page("formatting.html", text)]
}

pub(crate) fn copied_attribute(n: usize) -> Vec<Made> {
    vec![page(
        "copied.html",
        format!("<html><body><p>{WORDS}</p><p><a href=\"{}\">{}", "A".repeat(n), "<p>a".repeat(n)),
    )]
}

pub(crate) fn deep_text(n: usize) -> Vec<Made> {
    let levels: String =
        (0..n).map(|i| format!("<div><p>Level {i} of the page speaks to its readers.</p>")).collect();
    vec![page("levels.html", format!("<html><body>{levels}"))]
}

pub(crate) fn many_attributes(n: usize) -> Vec<Made> {
    let attributes: String = (0..n).map(|i| format!(" a{i}=\"{i}\"")).collect();
    vec![page("attributes.html", format!("<html><body><div{attributes}><p>{WORDS}</p></div>"))]
}

pub(crate) fn long_attribute(n: usize) -> Vec<Made> {
    vec![page(
        "data.html",
        format!(
            "<html><body><p>{WORDS}</p><img src=\"data:image/png;base64,{}\"><p>{WORDS}</p>",
            "iVBORw0K".repeat(n)
        ),
    )]
}

pub(crate) fn long_text(n: usize) -> Vec<Made> {
    let words = "The mayor of Elsmouth walked along the quay and spoke to everybody there. ";
    vec![page("long.html", format!("<html><body><p>{}{WORDS}</p>", words.repeat(n)))]
}

pub(crate) fn unclosed(n: usize) -> Vec<Made> {
    let tails = [
        ("quotes.html", format!("<!{}", "\"".repeat(n))),
        ("comment.html", format!("<!-- {}", "lost words ".repeat(n))),
        ("cdata.html", format!("<![CDATA[ {}", "lost words ".repeat(n))),
        ("script.html", format!("<script> {}", "lost words ".repeat(n))),
        ("title.html", format!("<title> {}", "lost words ".repeat(n))),
        ("textarea.html", format!("<textarea> {}", "lost words ".repeat(n))),
        ("tag.html", format!("<div class=\"{}", "lost words ".repeat(n))),
    ];
    tails.map(|(name, tail)| page(name, format!("<html><body><p>{WORDS}</p>{tail}"))).into()
}

pub(crate) fn fragments(n: usize) -> Vec<Made> {
    let fragments = [
        ("a.html", "<!--!>"),
        ("b.html", "<!-->"),
        ("c.html", "</><!>"),
        ("d.html", "<?x?>"),
        ("e.html", "<a<b<c"),
        ("f.html", "&#x;&#"),
        ("g.html", "<p ='>"),
        ("h.html", "<![CDA"),
        ("i.html", "\u{feff}<\0>"),
    ];
    fragments.map(|(name, fragment)| page(name, fragment.repeat(n))).into()
}

pub(crate) fn misnested(n: usize) -> Vec<Made> {
    let tangle = "<table><ul><tr></ol><table>0<caption>";
    vec![page("misnested.html", format!("<html><body><p>{WORDS}</p>{}", tangle.repeat(n)))]
}

pub(crate) fn drawing(n: usize) -> Vec<Made> {
    let paths = "<path d=\"M0 0L1 1\"/>".repeat(n);
    vec![page("svg.html", format!("<html><body><svg>{paths}</svg><p>{WORDS}</p>"))]
}

pub(crate) fn templates(n: usize) -> Vec<Made> {
    vec![
        page(
            "template.html",
            format!("<html><body><p>{WORDS}</p>{}never shown", "<template><div>".repeat(n)),
        ),
        page("noscript.html", format!("<html><body>{}<p>{WORDS}</p>", "<noscript>".repeat(n))),
        page("frameset.html", format!("<html><body><p>{WORDS}</p>{}", "<frameset><frame>".repeat(n))),
    ]
}

pub(crate) fn references(n: usize) -> Vec<Made> {
    let run = "&amp;amp;&#x110000;&#0;&NotEqualTilde;&amp &copy &notit;&#xD800;&#128;&hellip &;&#;&#x;";
    vec![page("references.html", format!("<html><body><p>{WORDS} {}</p>", run.repeat(n)))]
}

pub(crate) fn charsets(n: usize) -> Vec<Made> {
    let every: Vec<u8> = (0..=255).collect();
    let with = |head: &[u8], body: &[u8]| {
        let mut bytes = head.to_vec();
        bytes.extend(std::iter::repeat_n(body, n).flatten());
        bytes
    };
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        ("lies.html", with(b"<meta charset=windows-1252><p>", "Ž\u{2014}œ words of the page. ".as_bytes())),
        ("utf16.html", with(b"<meta charset=utf-8>", &utf16("<p>Words of the page.</p>"))),
        ("bom.txt", with(b"\xef\xbb\xbf", "Words \u{feff}of the page.\n".as_bytes())),
        (
            "gb.html",
            with(b"<meta charset=gb18030><p>", b"Words \x81\x30\x81\x30 \xb1\xb1\xbe\xa9 of the page. "),
        ),
        (
            "overlong.txt",
            with(b"Words. ", b"of the page \xc0\xaf \xe0\x80\xaf \xed\xa0\x80 \xf4\x90\x80\x80 here. "),
        ),
        ("every.txt", with(b"Words of the page. ", &every)),
        ("jis.html", with(b"<meta charset=iso-2022-jp><p>", b"\x1b$B8l\x1b(B words of the page. ")),
    ]
}

pub(crate) fn dates_without_end(n: usize) -> Vec<Made> {
    vec![
        page("question.txt", format!("{WORDS}\n\n{}x", "?".repeat(n))),
        page("bracket.txt", format!("{WORDS}\n\n{}", "(".repeat(n))),
        page("digits.txt", format!("{WORDS}\n\n{}", "7".repeat(n))),
        page("dates.txt", format!("{WORDS}\n\n{}", "2017-11-".repeat(n))),
        page("months.txt", format!("{WORDS}\n\n{}", "November ".repeat(n))),
    ]
}

pub(crate) fn quotes(n: usize) -> Vec<Made> {
    vec![
        page("straight.txt", format!("{WORDS}\n\n{}", "\"".repeat(n))),
        page("mixed.txt", format!("{WORDS}\n\n{}", "\"'".repeat(n))),
        page("open.txt", format!("{WORDS}\n\n{}", "“He said so. ".repeat(n))),
        page("nested.txt", format!("{WORDS}\n\n{}he said{}", "“‘".repeat(n), "’”".repeat(n))),
    ]
}

pub(crate) fn sentences(n: usize) -> Vec<Made> {
    vec![
        page("endless.txt", format!("{WORDS}\n\n{}", "the mayor said and the minister said ".repeat(n))),
        page("letters.txt", format!("{WORDS}\n\n{}", "A. ".repeat(n))),
        page("newlines.txt", format!("{WORDS}{}end", "\n".repeat(n))),
    ]
}

pub(crate) fn names(n: usize) -> Vec<Made> {
    let distinct: String = (0..n)
        .map(|i| {
            let letter = |k: usize| char::from(b'a' + (i / k % 26) as u8);
            format!(
                "Mr. R{}{}{} Elsm{}{}{} spoke. ",
                letter(1),
                letter(26),
                letter(676),
                letter(1),
                letter(26),
                letter(676)
            )
        })
        .collect();
    vec![
        page("repeated.txt", format!("{WORDS}\n\n{}", "President Vladimir Putin spoke. ".repeat(n))),
        page("distinct.txt", format!("{WORDS}\n\n{distinct}")),
    ]
}

pub(crate) fn invisible(n: usize) -> Vec<Made> {
    vec![
        page(
            "joiners.txt",
            format!("{WORDS}\n\n{}", "ad\u{200d}min co\u{ad}op \u{202e}turned\u{202c} a\u{a0}b ".repeat(n)),
        ),
        page("zalgo.txt", format!("{WORDS}\n\nHe said a{}.", "\u{301}".repeat(n))),
        page("homoglyph.txt", format!("{WORDS}\n\n{}", "Vl\u{430}dimir \u{420}utin spoke. ".repeat(n))),
    ]
}

pub(crate) fn controls(n: usize) -> Vec<Made> {
    let odd = "\0 \u{7f} \u{85} \u{9b}31m \u{fffe} \u{ffff} \u{2028} \u{2029} \u{1b}[2J words ";
    vec![
        page("controls.txt", format!("{WORDS}\n\n{}", odd.repeat(n))),
        page(
            "controls.html",
            format!(
                "<html><head><title>Harbour {odd}</title></head><body><h1>Harbour {odd}</h1><p>{WORDS} {}</p>",
                odd.repeat(n)
            ),
        ),
    ]
}

/// Words that a page hides; none of them may be read.
pub(crate) const HIDDEN: &str = "The secret minister said that everything is allowed.";

pub(crate) fn hidden(n: usize) -> Vec<Made> {
    let parts = [
        format!("<div style=\"display:none\"><p>{HIDDEN}</p></div>"),
        format!("<p style=\"font-size:0\">{HIDDEN}</p>"),
        format!("<p hidden>{HIDDEN}</p>"),
        format!("<p style=\"visibility: hidden\">{HIDDEN}</p>"),
        format!("<img alt=\"{HIDDEN}\">"),
        format!("<!-- {HIDDEN} -->"),
    ];
    vec![page(
        "hidden.html",
        format!("<html><body><article><p>{WORDS}</p>{}</article>", parts.concat().repeat(n)),
    )]
}

pub(crate) fn odd_dates(n: usize) -> Vec<Made> {
    let dates = [
        "1998-02-30",
        "0000-01-01",
        "9999-12-31",
        "19-11-12",
        "2560-05-01",
        "2998-01-01",
        "1998-05-04T10:00:00+99:00",
        "30 February 1998",
        "99/99/9999",
    ];
    let mut made: Vec<Made> = Vec::new();
    let names = ["a.html", "b.html", "c.html", "d.html", "e.html", "f.html", "g.html", "h.html", "i.html"];
    for (name, date) in names.into_iter().zip(dates) {
        let body = format!("It was on {date}. ").repeat(n);
        let head = format!("<meta property=\"article:published_time\" content=\"{date}\">");
        made.push(page(name, format!("<html><head>{head}</head><body><p>{WORDS}</p><p>{body}</p>")));
    }
    made
}

pub(crate) fn dialogs(n: usize) -> Vec<Made> {
    let dialog = "<div class=\"cookie-consent modal\"><p>We value your privacy. Accept all cookies to go on reading.</p>\
                  <button>Accept</button></div>";
    let half = dialog.repeat(n / 2);
    let article =
        format!("<article><h1>Harbour stays open</h1>{}</article>", format!("<p>{WORDS}</p>").repeat(9));
    vec![page("dialogs.html", format!("<html><body>{half}{article}{half}"))]
}

pub(crate) fn no_text(n: usize) -> Vec<Made> {
    let fill = |head: &[u8], body: &[u8]| {
        let mut bytes = head.to_vec();
        bytes.extend(std::iter::repeat_n(body, n).flatten());
        bytes
    };
    vec![
        ("json.html", fill(b"{\"a\": [1", b", 1")),
        ("pdf.html", fill(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"1 0 obj stream \x00\x9c\x81 endstream\n")),
        ("png.html", fill(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0\x01\xfe\xc3IDAT")),
        ("elf.html", fill(b"\x7fELF\x02\x01\x01\0\0\0\0\0", b"\0\x01\x02\x90\xeb<p>")),
        ("mp4.html", fill(b"\0\0\0\x20ftypisom\0\0\x02\0", b"\0\0\x10mdat\xff\xfb")),
    ]
}
