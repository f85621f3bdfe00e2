//! Dependency trees drawn with lines.

use std::fmt::Write as _;

use crate::doc::Doc;
use crate::token::Token;

/// Tokens deeper than this are drawn at this depth, with their depth in front.
const MAX_DEPTH: usize = 40;

/// A document as trees for a terminal: one a sentence, dependants below their head.
///
/// ```
/// # #[cfg(feature = "model-sm")] {
/// let doc = avviso_language::Pipeline::english().parse("She saw old ships.");
/// assert_eq!(avviso_language::write::tree(&doc), "\
/// saw VERB ROOT
/// ├─ She PRON nsubj
/// ├─ ships NOUN dobj
/// │  └─ old ADJ amod
/// └─ . PUNCT punct
///
/// ");
/// # }
/// ```
pub fn tree(doc: &Doc) -> String {
    let mut out = String::new();
    // No recursion: a chain of heads may be as long as the text. Of each open token the flag says whether it was the
    // last of its siblings.
    let mut todo: Vec<(Token<'_>, usize, bool)> = Vec::new();
    let mut last: Vec<bool> = Vec::new();
    for sentence in doc.sentences() {
        todo.extend(sentence.tokens().filter(|token| token.is_root()).map(|root| (root, 0, true)).rev());
        while let Some((token, depth, is_last)) = todo.pop() {
            last.truncate(depth);
            last.push(is_last);
            draw(token, depth, &last, &mut out);
            let from = todo.len();
            todo.extend(token.children().map(|child| (child, depth + 1, false)).rev());
            if let Some(child) = todo.get_mut(from) {
                child.2 = true;
            }
        }
        out.push('\n');
    }
    out
}

fn draw(token: Token<'_>, depth: usize, last: &[bool], out: &mut String) {
    if depth > MAX_DEPTH {
        let _ = write!(out, "{}({depth}) ", "   ".repeat(MAX_DEPTH));
    } else if depth > 0 {
        for &done in &last[1..depth] {
            out.push_str(if done { "   " } else { "│  " });
        }
        out.push_str(if last[depth] { "└─ " } else { "├─ " });
    }
    for c in token.text().chars() {
        if c.is_control() || (c.is_whitespace() && c != ' ') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    for part in [token.pos().as_str(), token.dep(), token.entity_label()] {
        if !part.is_empty() {
            let _ = write!(out, " {part}");
        }
    }
    out.push('\n');
}
