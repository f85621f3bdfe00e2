//! Program code and style rules in a text: what a careless stripper left of `<script>` and `<style>`.
//!
//! Words are classed one by one as certain code, perhaps code, or prose; braces are matched across the whole page;
//! runs of code words become spans. Everything is decided by form, never by the name of an advertiser.

use std::ops::Range;

use avviso_text::{RuleId, Why};

use crate::plain::words::Word;

/// Style rules: at-rules and selectors with balanced braces.
pub(crate) const STYLE: RuleId = RuleId::new("plain.style");
/// Program code: statements, calls, objects.
pub(crate) const SCRIPT: RuleId = RuleId::new("plain.script");

/// How much a word looks like code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Written so in no sentence.
    Code,
    /// May stand in code and in prose.
    Perhaps,
    Prose,
}

/// A brace group with more prose than this between two signs of code is not believed: an opening brace without a
/// partner must not swallow the article.
const PROSE_INSIDE: usize = 24;
/// So many doubtful words may stand between two certain ones.
const BRIDGE: usize = 4;

/// Finds code in a text. Spans are word ranges (indexes into `words`), in order, not overlapping.
pub(crate) fn find(text: &str, words: &[Word]) -> Vec<(Range<usize>, Why, RuleId)> {
    let mut looks: Vec<Look> = words.iter().map(|w| look(w.of(text))).collect();
    if !looks.contains(&Look::Code) {
        return Vec::new();
    }
    let grouped = fill_groups(text, words, &mut looks);
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if looks[at] != Look::Code {
            at += 1;
            continue;
        }
        let first = reach_back(
            text,
            words,
            &looks,
            at,
            out.last().map_or(0, |(r, _, _): &(Range<usize>, _, _)| r.end),
        );
        let (end, certain) = reach_on(text, words, &looks, &grouped, at);
        at = end;
        if certain {
            for range in parts(text, words, first..end) {
                let why = sort(text, words, &range);
                let rule = if why == Why::Style { STYLE } else { SCRIPT };
                out.push((range, why, rule));
            }
        }
    }
    out
}

/// Classes one word by its form.
fn look(word: &str) -> Look {
    // Most words have none of these marks, and are judged by their letters alone.
    let inner = word.get(..word.len().saturating_sub(1)).unwrap_or_default();
    let odd = |b: u8| {
        matches!(
            b,
            b'{' | b'}'
                | b'/'
                | b'&'
                | b'|'
                | b'='
                | b'>'
                | b'<'
                | b':'
                | b'!'
                | b'('
                | b'['
                | b'@'
                | b'"'
                | b'\''
                | b';'
        )
    };
    if (inner.bytes().any(|b| odd(b) || b == b'.') || word.bytes().next_back().is_some_and(odd))
        && is_code(word)
    {
        return Look::Code;
    }
    if word.contains("://") {
        // An address: code only as part of code.
        return Look::Perhaps;
    }
    let bytes = word.as_bytes();
    if is_word_of_code(word) || bytes.iter().all(|b| !b.is_ascii_alphabetic() && b.is_ascii()) {
        return Look::Perhaps;
    }
    if word.ends_with([';', '(', '[', ']'])
        || word.starts_with(['(', '[', '!', '\'', '"'])
        || word.ends_with(['\'', '"', ','])
    {
        return Look::Perhaps;
    }
    let is_name = bytes.iter().all(|b| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'.' | b'-' | b':' | b'#' | b'/' | b')')
    });
    if is_name
        && bytes.first().is_some_and(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'#' | b'$' | b'_' | b':')
        })
    {
        return Look::Perhaps;
    }
    Look::Prose
}

/// Whether a word is written so in code alone.
fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.iter().any(|b| matches!(b, b'{' | b'}')) {
        return true;
    }
    if at_rule(word)
        || matches!(word, "=" | "==" | "===" | "!=" | "!==" | "&&" | "||" | "=>" | "+=" | "<!--" | "-->")
    {
        return true;
    }
    let has = |needle: &str| word.contains(needle);
    if has("/*")
        || has("*/")
        || has("&&")
        || has("||")
        || has("=>")
        || has("==")
        || has("<![CDATA[")
        || has("]]>")
    {
        return true;
    }
    if has("://") {
        return has("=\"") || has("\":") || word.ends_with("',") || word.ends_with("\",");
    }
    if word.ends_with(';')
        && bytes.iter().any(|b| matches!(b, b'(' | b')' | b'[' | b']' | b'=' | b'\'' | b'"'))
    {
        return true;
    }
    has("!important")
        || is_call(word)
        || is_key(word)
        || is_declaration(word)
        || is_member(word)
        || is_assignment(word)
}

/// `@media`, `@font-face`, `@import` …, alone or glued to a bracket.
fn at_rule(word: &str) -> bool {
    const RULES: [&str; 11] = [
        "@media",
        "@import",
        "@font-face",
        "@keyframes",
        "@-webkit-keyframes",
        "@supports",
        "@charset",
        "@page",
        "@layer",
        "@container",
        "@-ms-viewport",
    ];
    RULES.iter().any(|rule| {
        word.strip_prefix(rule).is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', '{', ' ']))
    })
}

fn is_ident(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$')
}

/// `name.part(…`, `name('…`, `name(function`, `$(…`: a call, not "word(s)".
fn is_call(word: &str) -> bool {
    let bytes = word.as_bytes();
    let mut from = 0;
    while let Some(open) = memchr::memchr(b'(', bytes.get(from..).unwrap_or_default()).map(|i| i + from) {
        let before = bytes[..open].iter().rev().take_while(|&&b| is_ident(b) || b == b'.').count();
        let name = &word[open - before..open];
        let after = word[open + 1..].chars().next();
        let named = !name.is_empty();
        let dotted =
            name.contains('.') && !name.ends_with('.') && name.bytes().any(|b| b.is_ascii_lowercase());
        let camel =
            name.as_bytes().windows(2).any(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase());
        let odd = name.contains(['_', '$']);
        let keyword = matches!(name, "function" | "catch" | "typeof" | "while" | "switch");
        let quoted = named
            && matches!(after, Some('\'' | '"'))
            && name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if named && (dotted || camel || odd || keyword || quoted) {
            return true;
        }
        if word[open + 1..].starts_with("function") {
            return true;
        }
        from = open + 1;
    }
    false
}

/// `"key":` of an object, glued to its value or not.
fn is_key(word: &str) -> bool {
    let Some(at) = word.find("\":") else { return false };
    let head = word[..at].trim_start_matches([',', '[']);
    head.starts_with('"')
        && head.len() > 1
        && head[1..].bytes().all(|b| is_ident(b) || matches!(b, b'@' | b'-' | b'.' | b':' | b'/'))
}

/// `display:none;`, `margin:0`: a property with its value, not "10:30" or "Note:".
fn is_declaration(word: &str) -> bool {
    let Some((name, value)) = word.split_once(':') else { return false };
    name.len() > 2
        && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && (value.ends_with(';') || value.ends_with("px") || value.starts_with("var("))
}

/// `window.x`, `document.cookie`, `this._x`: a member of an object that every browser has.
fn is_member(word: &str) -> bool {
    const ROOTS: [&str; 8] =
        ["window", "document", "self", "this", "navigator", "localStorage", "sessionStorage", "console"];
    let word = word.trim_start_matches(['(', '!', '[']);
    word.split_once('.').is_some_and(|(root, rest)| {
        ROOTS.contains(&root)
            && rest.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'$'))
    }) || word
        .split_once('[')
        .is_some_and(|(root, rest)| ROOTS.contains(&root) && rest.starts_with(['\'', '"']))
}

/// `a=b;`, `x['y']=1`, `n.geo=`: an assignment glued together.
fn is_assignment(word: &str) -> bool {
    let Some((name, value)) = word.split_once('=') else { return false };
    !name.is_empty()
        && name.bytes().all(|b| is_ident(b) || matches!(b, b'.' | b'[' | b']' | b'\'' | b'"' | b'-'))
        && name.bytes().any(|b| b.is_ascii_alphabetic() || b == b'_')
        && !word.starts_with(['?', '&'])
        && (value.is_empty()
            || value.starts_with(['"', '\'', '[', '(', '!'])
            || value.ends_with([';', ',', ')'])
            || name.contains(['.', '_', '[']))
}

/// Words that code is made of and that prose has too.
fn is_word_of_code(word: &str) -> bool {
    matches!(
        word.trim_matches(['(', ')', ';', ',', '!']),
        "var"
            | "let"
            | "const"
            | "function"
            | "if"
            | "else"
            | "for"
            | "while"
            | "do"
            | "return"
            | "new"
            | "try"
            | "catch"
            | "typeof"
            | "in"
            | "of"
            | "instanceof"
            | "true"
            | "false"
            | "null"
            | "undefined"
            | "this"
            | "void"
            | "async"
            | "await"
            | "throw"
            | "switch"
            | "case"
            | "break"
            | "default"
            | "delete"
            | "//"
            | "+"
            | "-"
            | ">"
            | "<"
            | ">="
            | "<="
            | "?"
            | ":"
            | "*"
            | "/"
            | "and"
            | "screen"
            | "not"
            | "only"
    )
}

/// Matches braces across the page and makes every word of a believed group code. Says for each word whether it
/// stands in such a group.
fn fill_groups(text: &str, words: &[Word], looks: &mut [Look]) -> Vec<bool> {
    let mut grouped = vec![false; words.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        if looks[index] != Look::Code {
            continue;
        }
        for b in word.of(text).bytes() {
            match b {
                b'{' => open.push(index),
                b'}' => groups.extend(open.pop().map(|from| (from, index))),
                _ => {}
            }
        }
    }
    let prose = prose_runs(text, words, looks);
    // The outermost first; a group inside a believed one needs no look.
    groups.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut done = 0;
    for (from, to) in groups {
        let holds_prose = prose.get((from + PROSE_INSIDE).min(to)) != prose.get(to);
        if to >= done && !holds_prose {
            for index in from.max(done)..=to {
                looks[index] = Look::Code;
                grouped[index] = true;
            }
            done = to + 1;
        }
    }
    grouped
}

/// For each word, how many stretches of [`PROSE_INSIDE`] words of prose outside strings have ended up to it.
fn prose_runs(text: &str, words: &[Word], looks: &[Look]) -> Vec<u32> {
    let mut ended = Vec::with_capacity(words.len());
    let (mut count, mut prose) = (0u32, 0usize);
    // A string value that runs on over words: `"description": "The brain behind …"`. A string ends on its line.
    let (mut in_string, mut after_key) = (false, false);
    for (index, word) in words.iter().enumerate() {
        let form = word.of(text);
        if word.breaks > 0 {
            in_string = false;
        }
        if in_string {
            in_string = !closes_string(form);
        } else {
            let opens = after_key && form.starts_with('"') && !(form.len() > 1 && closes_string(form));
            in_string = opens || form.rfind("\":\"").is_some_and(|at| !closes_string(&form[at + 3..]));
        }
        after_key = form.ends_with("\":");
        prose = if looks[index] == Look::Code || in_string { 0 } else { prose + 1 };
        if prose > PROSE_INSIDE {
            count += 1;
            prose = 0;
        }
        ended.push(count);
    }
    ended
}

/// Whether a quotation mark in the word, not escaped, is followed by what follows a string in an object.
fn closes_string(word: &str) -> bool {
    word.match_indices('"').any(|(at, _)| {
        !word[..at].ends_with('\\')
            && (at > 0 || word.len() == 1 || word[at + 1..].starts_with([',', '}', ']']))
            && word[at + 1..].chars().next().is_none_or(|c| matches!(c, ',' | '}' | ']' | ';' | ')'))
    })
}

/// Extends a run to the left over doubtful words of its own line: `var x =`, a selector before a brace.
fn reach_back(text: &str, words: &[Word], looks: &[Look], at: usize, floor: usize) -> usize {
    let mut first = at;
    // What a value is given to: "(queue = …", "total += …".
    if first > floor
        && words[first].breaks == 0
        && matches!(words[first].of(text), "=" | "+=" | "==" | "===" | "!=" | "!==" | "=>" | "||" | "&&")
        && looks[first - 1] == Look::Perhaps
    {
        first -= 1;
    }
    // "else", "var", "function" and selectors stand before the first certain word; prose words do not.
    while first > floor && words[first].breaks == 0 && at - first < BRIDGE {
        let before = words[first - 1].of(text);
        let fits = looks[first - 1] == Look::Perhaps
            && (is_word_of_code(before)
                && !matches!(
                    before,
                    "in" | "of" | "and" | "for" | "if" | "do" | "not" | "only" | "this" | "new"
                )
                || is_selector(before));
        if !fits {
            break;
        }
        first -= 1;
    }
    // The whole head of the line belongs to the code if it is nothing but doubtful words: `html body p.x {`.
    let mut head = first;
    while head > floor && words[head].breaks == 0 && looks[head - 1] == Look::Perhaps && first - head < 12 {
        head -= 1;
    }
    if head < first && (words[head].breaks > 0 || head == 0 || head == floor) { head } else { first }
}

/// A selector of a style sheet: `.name`, `#name`, `p.name`, `a:hover`, `>`.
fn is_selector(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    let bytes = word.as_bytes();
    bytes.len() > 1
        && bytes.iter().all(|b| {
            b.is_ascii_alphanumeric()
                || matches!(
                    b,
                    b'.' | b'#' | b'-' | b'_' | b':' | b'>' | b'[' | b']' | b'(' | b')' | b'*' | b'='
                )
        })
        && (bytes.first().is_some_and(|b| matches!(b, b'.' | b'#' | b'*' | b':'))
            && bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'-')))
}

/// Extends a run to the right. Says also whether the run is code for certain.
fn reach_on(text: &str, words: &[Word], looks: &[Look], grouped: &[bool], at: usize) -> (usize, bool) {
    let mut end = at;
    let (mut code, mut group, mut statement) = (0usize, false, false);
    let mut index = at;
    let mut gap = 0;
    while index < words.len() {
        match looks[index] {
            Look::Code => {
                let word = words[index].of(text);
                code += 1;
                group |= grouped[index];
                statement |= word.ends_with([';', ')', '{', '}']) || is_key(word) || word.contains("*/");
                end = index + 1;
                gap = 0;
            }
            Look::Perhaps if gap < BRIDGE => gap += 1,
            // A comment of the code: `// words …` to the end of the line.
            _ if comment_before(text, words, index) => end = index + 1,
            Look::Perhaps | Look::Prose => break,
        }
        index += 1;
    }
    // What is left of the last line, if doubtful throughout: `}, false);` was taken, `return true` is now.
    let mut tail = end;
    while tail < words.len() && words[tail].breaks == 0 && looks[tail] == Look::Perhaps && tail - end < BRIDGE
    {
        tail += 1;
    }
    let lone = words.get(tail).is_none_or(|w| w.breaks > 0);
    let whole_line = words.get(at).is_some_and(|w| w.breaks > 0 || at == 0);
    if lone && whole_line && tail > end {
        end = tail;
    }
    (end, group || (code >= 2 && statement) || (code == 1 && statement && whole_line && lone))
}

/// Whether a `//` stands before the word on its line, at the line's start.
fn comment_before(text: &str, words: &[Word], index: usize) -> bool {
    let mut at = index;
    while at > 0 && words[at].breaks == 0 && index - at < 24 {
        at -= 1;
    }
    words[at].of(text).starts_with("//") && words[at].breaks > 0
}

/// Cuts a stretch of code at line breaks outside braces: a style sheet may be followed by a program.
fn parts(text: &str, words: &[Word], range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut depth = 0i64;
    for index in range.clone() {
        if index > start && depth <= 0 && words[index].breaks > 0 {
            out.push(start..index);
            start = index;
        }
        for b in words[index].of(text).bytes() {
            depth += i64::from(b == b'{') - i64::from(b == b'}');
        }
    }
    out.push(start..range.end);
    out
}

/// Style or program.
fn sort(text: &str, words: &[Word], range: &Range<usize>) -> Why {
    let (Some(first), Some(last)) = (words.get(range.start), words.get(range.end - 1)) else {
        return Why::Script;
    };
    let body = text.get(first.start()..last.end()).unwrap_or_default();
    let opening = words[range.clone()].iter().map(|w| w.of(text)).find(|w| w.contains('{'));
    let selector = first.of(text);
    let style = at_rule(selector)
        || (opening.is_some()
            && !body.starts_with(['{', '(', '!', '['])
            && !body.contains("function")
            && !body.contains("=>")
            && !body.contains("var ")
            && !body.contains(" = ")
            && !body.contains("\":")
            && !body.contains("&&")
            && body.contains(':')
            && (selector.starts_with(['.', '#', '*', ':', '@']) || !selector.contains('(')));
    if style { Why::Style } else { Why::Script }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::words::words;

    fn code(text: &str) -> Vec<(&str, Why)> {
        let words = words(text);
        find(text, &words)
            .into_iter()
            .map(|(r, why, _)| (&text[words[r.start].start()..words[r.end - 1].end()], why))
            .collect()
    }

    #[test]
    fn style_rules_are_found_inside_a_line() {
        let text =
            "It ended. @media(max-width: 9px) {.slot_1 {display:block !important;}} The minister left.";
        assert_eq!(
            code(text),
            [("@media(max-width: 9px) {.slot_1 {display:block !important;}}", Why::Style)]
        );
        assert_eq!(
            code("They met. .box {display:none} Then they left."),
            [(".box {display:none}", Why::Style)]
        );
    }

    #[test]
    fn statements_are_found_inside_a_line() {
        let text = "It ended. (ads = window.ads || []).push({}); Then they left.";
        assert_eq!(code(text), [("(ads = window.ads || []).push({});", Why::Script)]);
        let text = "So he said. var box = document.getElementById('p'); if (box) { box.style.display = 'none'; } He left.";
        assert_eq!(
            code(text),
            [(
                "var box = document.getElementById('p'); if (box) { box.style.display = 'none'; }",
                Why::Script
            )]
        );
        let text = "Why? !function(d,s,id){var js;d.b(js);}(document,'script','w'); Because.";
        assert_eq!(code(text), [("!function(d,s,id){var js;d.b(js);}(document,'script','w');", Why::Script)]);
        let text = "Yes. {\"@type\": \"WebPage\", \"id\": \"5e0\", \"lazy\": true, \"t\": \"15\"} The answer";
        assert_eq!(
            code(text),
            [("{\"@type\": \"WebPage\", \"id\": \"5e0\", \"lazy\": true, \"t\": \"15\"}", Why::Script)]
        );
    }

    #[test]
    fn a_program_after_a_style_sheet_is_a_program() {
        let text = "Yes.\n@media(max-width: 9px) {.slot_1 {display:block;}}\n\n(queue = window.queue || []).push({});\nNo.";
        assert_eq!(code(text).iter().map(|(_, why)| *why).collect::<Vec<_>>(), [Why::Style, Why::Script]);
    }

    #[test]
    fn code_over_many_lines_is_one_stretch() {
        let text = "Title\n\n(function () {\nvar s = document.createElement(\"script\");\ns.async = true;\n})();\n\nWords follow.";
        assert_eq!(code(text).len(), 1);
        assert!(code(text)[0].0.ends_with("})();"));
    }

    #[test]
    fn prose_with_odd_marks_is_not_code() {
        for text in [
            "The minister(s) said (in 2017) that e=mc2 is wrong; nobody agreed.",
            "“We [the two states] agree; and so on,” he said (twice).",
            "See https://example.org/path?a=b for more; he wrote to a@b.org at 10:30 and @media_watch replied.",
            "The set {1, 2} is small",
        ] {
            assert!(code(text).iter().all(|(found, _)| found.len() < 12), "{text}: {:?}", code(text));
        }
    }

    #[test]
    fn a_brace_without_partner_does_not_swallow_the_article() {
        let mut text = String::from("function x() {\n\n");
        for _ in 0..30 {
            text.push_str("The two ministers met again on Thursday and spoke about the border.\n\n");
        }
        text.push_str("}\n");
        assert!(code(&text).iter().all(|(found, _)| !found.contains("ministers")));
    }
}
