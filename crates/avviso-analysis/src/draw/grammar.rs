//! Grammar: a label under each token, trees under their sentence, base noun phrases.

use std::fmt::Write;
use std::ops::Range;

use avviso_language::Pos;
use avviso_text::{Article, Span, Text};

use crate::language::Dep;
use crate::layers::Layers;

/// Tokens deeper than this are drawn at this depth, with their depth in front.
const DEEPEST: usize = 16;

/// Tags under their tokens.
pub(super) fn tags(article: &Article, layers: &Layers, width: usize) -> String {
    interlinear(article, layers, width, |token| layers.tags.tag.get(token).map_or("", |tag| tag.as_str()))
}

/// Base forms under their tokens.
pub(super) fn lemmas(article: &Article, layers: &Layers, width: usize) -> String {
    interlinear(article, layers, width, |token| layers.lemmas.get(token))
}

/// The token ranges of the sentences.
fn sentences(layers: &Layers) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = vec![0..0; layers.sentences.span.len()];
    for (index, sentence) in layers.tokens.sentence.iter().enumerate() {
        if let Some(range) = out.get_mut(sentence.index()) {
            if range.start == range.end {
                range.start = index;
            }
            range.end = index + 1;
        }
    }
    out
}

/// What a token's text looks like on one line of a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || super::canvas::is_bidi(c) { '·' } else { c }).collect()
}

/// Sentence by sentence, tokens in columns and a label under each.
fn interlinear<'l>(
    article: &Article,
    layers: &'l Layers,
    width: usize,
    label: impl Fn(usize) -> &'l str,
) -> String {
    let mut out = String::new();
    for sentence in sentences(layers) {
        let (mut above, mut below) = (String::new(), String::new());
        let (mut column, mut flushed) = (0, true);
        let mut flush = |above: &mut String, below: &mut String| {
            for line in [&*above, &*below] {
                out.push_str(line.trim_end());
                out.push('\n');
            }
            above.clear();
            below.clear();
        };
        for token in sentence {
            let Some(span) = layers.tokens.span.get(token) else { break };
            let word: String = shown(article.slice(*span)).chars().take(width).collect();
            let label: String = shown(label(token)).chars().take(width).collect();
            let (over, under) = (word.chars().count(), label.chars().count());
            let cell = over.max(under);
            if column > 0 && column + 1 + cell > width {
                flush(&mut above, &mut below);
                column = 0;
            }
            for (line, text, length) in [(&mut above, &word, over), (&mut below, &label, under)] {
                if column > 0 {
                    line.push(' ');
                }
                line.push_str(text);
                line.extend(std::iter::repeat_n(' ', cell - length));
            }
            column += usize::from(column > 0) + cell;
            flushed = false;
        }
        if !flushed {
            flush(&mut above, &mut below);
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Each sentence with its trees below it: dependants below their head.
pub(super) fn trees(article: &Article, layers: &Layers, width: usize) -> String {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); layers.heads.head.len()];
    for (token, head) in layers.heads.head.iter().enumerate() {
        if let Some(list) = children.get_mut(head.index()).filter(|_| head.index() != token) {
            list.push(token);
        }
    }
    let mut out = String::new();
    for (sentence, span) in sentences(layers).into_iter().zip(&layers.sentences.span) {
        let words: Vec<&str> = article.slice(*span).split_whitespace().collect();
        out.push_str(&super::canvas::draw(&words.join(" "), &[], width));
        let root = |token: &usize| layers.heads.head.get(*token).is_some_and(|head| head.index() == *token);
        // No recursion: a chain of heads may be as long as the sentence.
        let mut todo: Vec<(usize, usize, bool)> =
            sentence.rev().filter(root).map(|token| (token, 0, true)).collect();
        let mut last: Vec<bool> = Vec::new();
        while let Some((token, depth, is_last)) = todo.pop() {
            last.truncate(depth);
            last.push(is_last);
            draw(article, layers, token, &last, &mut out);
            let from = todo.len();
            if let Some(list) = children.get(token) {
                todo.extend(list.iter().rev().map(|child| (*child, depth + 1, false)));
            }
            if let Some(child) = todo.get_mut(from) {
                child.2 = true;
            }
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// One line of a tree; `last` says of the token and those above it whether they are the last of their siblings.
fn draw(article: &Article, layers: &Layers, token: usize, last: &[bool], out: &mut String) {
    let depth = last.len() - 1;
    out.push_str("  ");
    if depth > DEEPEST {
        let _ = write!(out, "{}({depth}) ", "   ".repeat(DEEPEST));
    } else {
        for (level, done) in last.iter().enumerate().skip(1) {
            out.push_str(match (level == depth, done) {
                (true, true) => "└─ ",
                (true, false) => "├─ ",
                (false, true) => "   ",
                (false, false) => "│  ",
            });
        }
    }
    let text = layers.tokens.span.get(token).map_or_else(String::new, |span| shown(article.slice(*span)));
    let pos = layers.tags.pos.get(token).map_or("", |pos| pos.as_str());
    let dep = layers.heads.dep.get(token).map_or("", |dep| dep.as_str());
    let _ = writeln!(out, "{text} {pos} {dep}");
}

/// Base noun phrases, in order: a noun, name or pronoun that is an argument, with what stands before it in its
/// subtree. They do not nest.
pub(super) fn noun_chunks(layers: &Layers) -> Vec<Span<Text>> {
    let heads = &layers.heads;
    let count = heads.head.len();
    let head = |token: usize| heads.head.get(token).map_or(token, |head| head.index());
    let dep = |token: usize| heads.dep.get(token).copied().unwrap_or_default();
    // The leftmost token of each subtree: what hangs to the left carries its own edge up. Arcs may cross, so this is
    // done until nothing moves, and not for ever.
    let mut left: Vec<usize> = (0..count).collect();
    for _ in 0..8 {
        let mut moved = false;
        for token in (0..count).chain((0..count).rev()) {
            let (edge, above) = (left.get(token).copied().unwrap_or(token), head(token));
            if let Some(slot) = left.get_mut(above).filter(|slot| **slot > edge) {
                *slot = edge;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let argument = |dep: Dep| {
        matches!(
            dep,
            Dep::Oprd
                | Dep::Nsubj
                | Dep::Dobj
                | Dep::Nsubjpass
                | Dep::Pcomp
                | Dep::Pobj
                | Dep::Dative
                | Dep::Appos
                | Dep::Attr
                | Dep::Root
        )
    };
    let mut out = Vec::new();
    let mut free = 0;
    for token in 0..count {
        let noun = matches!(layers.tags.pos.get(token), Some(Pos::Noun | Pos::Propn | Pos::Pron));
        let start = left.get(token).copied().unwrap_or(token);
        if !noun || start < free {
            continue;
        }
        let mut of = token;
        while dep(of) == Dep::Conj && head(of) < of {
            of = head(of);
        }
        if argument(dep(of))
            && let (Some(first), Some(last)) = (layers.tokens.span.get(start), layers.tokens.span.get(token))
        {
            out.push(first.cover(*last));
            free = token + 1;
        }
    }
    out
}
