//! The part of Python's `re` syntax that tokeniser patterns use, into a tree.

use super::class::Class;
use crate::chars::perl_class;

/// Brackets nested deeper than this are refused, so that recursion over the tree stays shallow.
const MAX_DEPTH: usize = 64;
const MAX_REPEAT: u32 = 1000;

#[derive(Debug)]
pub(super) enum Tree {
    Class(Class),
    Concat(Vec<Tree>),
    Any(Vec<Tree>),
    Repeat { tree: Box<Tree>, min: u32, max: Option<u32> },
    Start,
    End,
    Look { behind: bool, negated: bool, tree: Box<Tree> },
}

impl Tree {
    /// Whether no match lacks the character.
    pub(super) fn needs(&self, c: char) -> bool {
        match self {
            Tree::Class(class) => class.only() == Some(c),
            Tree::Concat(parts) => parts.iter().any(|part| part.needs(c)),
            Tree::Any(parts) => !parts.is_empty() && parts.iter().all(|part| part.needs(c)),
            Tree::Repeat { tree, min, .. } => *min > 0 && tree.needs(c),
            Tree::Start | Tree::End | Tree::Look { .. } => false,
        }
    }

    /// Most characters that it can take; `None` if there is no bound.
    pub(super) fn longest(&self) -> Option<u32> {
        match self {
            Tree::Class(_) => Some(1),
            Tree::Concat(parts) => parts.iter().try_fold(0u32, |sum, part| sum.checked_add(part.longest()?)),
            Tree::Any(parts) => parts.iter().try_fold(0, |most, part| Some(part.longest()?.max(most))),
            Tree::Repeat { tree, max, .. } => tree.longest()?.checked_mul((*max)?),
            Tree::Start | Tree::End | Tree::Look { .. } => Some(0),
        }
    }
}

pub(super) fn parse(source: &str) -> Result<Tree, String> {
    let mut parser = Parser { rest: source.strip_prefix("(?u)").unwrap_or(source), depth: 0 };
    let tree = parser.alternatives()?;
    if parser.rest.is_empty() {
        Ok(tree)
    } else {
        Err(format!("a closing bracket too many before `{}`", parser.near()))
    }
}

struct Parser<'s> {
    rest: &'s str,
    depth: usize,
}

impl Parser<'_> {
    fn near(&self) -> String {
        self.rest.chars().take(20).collect()
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn skip(&mut self, text: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(text) else { return false };
        self.rest = rest;
        true
    }

    fn alternatives(&mut self) -> Result<Tree, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("brackets nested deeper than {MAX_DEPTH}"));
        }
        let mut all = vec![self.sequence()?];
        while self.skip("|") {
            all.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if all.len() == 1 { all.remove(0) } else { Tree::Any(all) })
    }

    fn sequence(&mut self) -> Result<Tree, String> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let atom = self.atom()?;
            parts.push(self.repeated(atom)?);
        }
        Ok(Tree::Concat(parts))
    }

    fn atom(&mut self) -> Result<Tree, String> {
        let Some(c) = self.next() else { return Err("nothing to match".to_owned()) };
        Ok(match c {
            '^' => Tree::Start,
            '$' => Tree::End,
            '.' => Tree::Class(Class::one('\n').negated()),
            '[' => Tree::Class(self.class()?),
            '(' => self.group()?,
            '\\' => Tree::Class(self.escape()?),
            '*' | '+' | '?' => return Err(format!("a repeat of nothing before `{}`", self.near())),
            other => Tree::Class(Class::one(other)),
        })
    }

    fn group(&mut self) -> Result<Tree, String> {
        let look = [("?<=", true, false), ("?<!", true, true), ("?=", false, false), ("?!", false, true)];
        for (mark, behind, negated) in look {
            if self.skip(mark) {
                let tree = self.alternatives()?;
                self.close()?;
                return Ok(Tree::Look { behind, negated, tree: Box::new(tree) });
            }
        }
        if !self.skip("?:") && self.peek() == Some('?') {
            let kind =
                if self.rest.starts_with("?P") { "a named group" } else { "a flag or group of another kind" };
            return Err(format!("{kind} at `({}`", self.near()));
        }
        let tree = self.alternatives()?;
        self.close()?;
        Ok(tree)
    }

    fn close(&mut self) -> Result<(), String> {
        if self.skip(")") { Ok(()) } else { Err("an open bracket without its end".to_owned()) }
    }

    fn repeated(&mut self, atom: Tree) -> Result<Tree, String> {
        let (min, max) = if self.skip("*") {
            (0, None)
        } else if self.skip("+") {
            (1, None)
        } else if self.skip("?") {
            (0, Some(1))
        } else if self.skip("{") {
            self.counts()?
        } else {
            return Ok(atom);
        };
        if let Some(c @ ('?' | '+' | '*' | '{')) = self.peek() {
            return Err(format!("a lazy, possessive or doubled repeat (`{c}`)"));
        }
        if matches!(atom, Tree::Start | Tree::End | Tree::Look { .. }) {
            return Err("a repeat of a place".to_owned());
        }
        if min.max(max.unwrap_or(0)) > MAX_REPEAT {
            return Err(format!("a repeat of more than {MAX_REPEAT}"));
        }
        Ok(Tree::Repeat { tree: Box::new(atom), min, max })
    }

    /// `n}`, `n,}`, `,m}` or `n,m}`, after the brace.
    fn counts(&mut self) -> Result<(u32, Option<u32>), String> {
        let Some((inner, rest)) = self.rest.split_once('}') else {
            return Err("a repeat without its end".to_owned());
        };
        let number = |text: &str| text.parse::<u32>().map_err(|_| format!("a repeat `{{{inner}}}`"));
        let counts = match inner.split_once(',') {
            None => (number(inner)?, Some(number(inner)?)),
            Some(("", most)) => (0, Some(number(most)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        self.rest = rest;
        if counts.1.is_some_and(|most| most < counts.0) {
            return Err(format!("a repeat `{{{inner}}}`"));
        }
        Ok(counts)
    }

    /// After a backslash, outside or inside a class.
    fn escape(&mut self) -> Result<Class, String> {
        let c = self.next().ok_or("a backslash at the end")?;
        let code = |parser: &mut Self, digits: usize| -> Result<Class, String> {
            let number = parser.rest.get(..digits).and_then(|text| u32::from_str_radix(text, 16).ok());
            let number = number
                .filter(|&number| number <= 0x0010_ffff)
                .ok_or_else(|| format!("an escape `\\{c}{}`", parser.near()))?;
            parser.rest = &parser.rest[digits..];
            Ok(Class::new(vec![(number, number)]))
        };
        match c {
            'u' => code(self, 4),
            'U' => code(self, 8),
            'x' => code(self, 2),
            'n' => Ok(Class::one('\n')),
            't' => Ok(Class::one('\t')),
            'r' => Ok(Class::one('\r')),
            'd' | 'w' | 's' => Ok(Class::new(perl_class(c).unwrap_or_default())),
            'D' | 'W' | 'S' => {
                Ok(Class::new(perl_class(c.to_ascii_lowercase()).unwrap_or_default()).negated())
            }
            '0'..='9' => Err("a back reference".to_owned()),
            c if c.is_ascii_alphabetic() => Err(format!("an escape `\\{c}`")),
            c => Ok(Class::one(c)),
        }
    }

    fn class(&mut self) -> Result<Class, String> {
        let negated = self.skip("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut first = true;
        loop {
            let Some(c) = self.next() else { return Err("a class without its end".to_owned()) };
            if c == ']' && !first {
                break;
            }
            first = false;
            let low = if c == '\\' { self.escape()? } else { Class::one(c) };
            // A hyphen makes a range unless it is the last sign of the class.
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                let end = self.next().ok_or("a class without its end")?;
                let high = if end == '\\' { self.escape()? } else { Class::one(end) };
                match (low.ranges(), high.ranges()) {
                    (&[(a, b)], &[(c, d)]) if a == b && c == d && a <= c => ranges.push((a, d)),
                    _ => return Err(format!("a range of a class before `{}`", self.near())),
                }
            } else {
                ranges.extend_from_slice(low.ranges());
            }
        }
        let class = Class::new(ranges);
        Ok(if negated { class.negated() } else { class })
    }
}
