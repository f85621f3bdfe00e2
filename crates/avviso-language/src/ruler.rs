//! The attribute ruler: token patterns that set part of speech, morphology and lemma.
//!
//! All matches are found on the unchanged document, then applied in the order of the rules, so that later rules win.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use crate::doc::{Labels, TokenData};
use crate::error::ModelError;
use crate::lexeme::Lexemes;
use crate::model::manifest::{Rule, Test, TokenPattern};
use crate::pattern::{Pattern, Threads};
use crate::token::Pos;
use crate::tokeniser::Piece;

/// Regular expressions over lower-case words are numbered by the bits of a `u16`.
const MAX_REGEXES: usize = 16;

/// What is known of a lower-case word: its number among the words of the rules (0 for none), the expressions it matches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct RuledWord {
    pub(crate) word: u16,
    pub(crate) regexes: u16,
}

#[derive(Debug)]
pub(crate) struct Ruler {
    words: HashMap<String, u16, FxBuildHasher>,
    regexes: Vec<Pattern>,
    patterns: Vec<Compiled>,
    rules: Vec<Effect>,
    /// Patterns by the first token's lower-case word, tag or label; each pattern stands in one list.
    by_word: Vec<Vec<u16>>,
    by_tag: Vec<Vec<u16>>,
    by_dep: Vec<Vec<u16>>,
    by_space: Vec<u16>,
    others: Vec<u16>,
}

/// A pattern of one rule.
#[derive(Debug)]
struct Compiled {
    rule: u16,
    tokens: Vec<TokenTest>,
}

/// All that are there must hold; lists are indexed by number.
#[derive(Debug, Default)]
struct TokenTest {
    tags: Option<Vec<bool>>,
    deps: Option<Vec<bool>>,
    words: Option<Vec<bool>>,
    regexes: u16,
    is_space: Option<bool>,
}

/// What a rule sets, and at which token of its match.
#[derive(Debug)]
struct Effect {
    index: u32,
    pos: Option<Pos>,
    tag: Option<u16>,
    dep: Option<u16>,
    morph: Option<u16>,
    lemma: Option<String>,
}

/// Scratch space: matches as (token, rule), and the lemma rule of each token (`u16::MAX` for none).
#[derive(Debug, Default)]
pub(crate) struct RulerMemory {
    matches: Vec<(u32, u16)>,
    pub(crate) lemmas: Vec<u16>,
}

fn number(list: &mut Vec<String>, name: &str) -> u16 {
    let at = list.iter().position(|known| known == name).unwrap_or_else(|| {
        list.push(name.to_owned());
        list.len() - 1
    });
    at as u16
}

impl Ruler {
    /// Compiles the rules; labels that they set are added to `labels`.
    pub(crate) fn new(rules: &[Rule], labels: &mut Labels) -> Result<Ruler, ModelError> {
        let mut ruler = Ruler {
            words: HashMap::default(),
            regexes: Vec::new(),
            patterns: Vec::new(),
            rules: Vec::new(),
            by_word: Vec::new(),
            by_tag: Vec::new(),
            by_dep: Vec::new(),
            by_space: Vec::new(),
            others: Vec::new(),
        };
        // First all numbers, so that the lists of the tests have their full length.
        for rule in rules {
            ruler.rules.push(Effect {
                index: rule.index,
                pos: rule.pos.as_deref().map(pos).transpose()?,
                tag: rule.tag.as_deref().map(|tag| number(&mut labels.tags, tag)),
                dep: rule.dep.as_deref().map(|dep| number(&mut labels.deps, dep)),
                morph: rule.morph.as_deref().map(|morph| number(&mut labels.morphs, morph)),
                lemma: rule.lemma.clone(),
            });
            for test in rule.patterns.iter().flatten().flat_map(|token| &token.lower) {
                if let Test::In(words) | Test::NotIn(words) = test {
                    for word in words {
                        let next = ruler.words.len() as u16 + 1;
                        ruler.words.entry(word.clone()).or_insert(next);
                    }
                }
            }
        }
        let mut regexes: Vec<String> = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            for pattern in &rule.patterns {
                if pattern.len() <= rule.index as usize {
                    return Err(ModelError::part(
                        "attribute ruler",
                        "a rule whose index lies beyond its pattern",
                    ));
                }
                let tokens: Result<Vec<TokenTest>, ModelError> =
                    pattern.iter().map(|token| ruler.test(token, labels, &mut regexes)).collect();
                ruler.patterns.push(Compiled { rule: at as u16, tokens: tokens? });
            }
        }
        ruler.index(labels);
        Ok(ruler)
    }

    fn test(
        &mut self,
        token: &TokenPattern,
        labels: &Labels,
        regexes: &mut Vec<String>,
    ) -> Result<TokenTest, ModelError> {
        let mut test = TokenTest { is_space: token.is_space, ..TokenTest::default() };
        let words = &self.words;
        test.tags =
            among(&token.tag, labels.tags.len(), |name| labels.tags.iter().position(|tag| tag == name))?;
        test.deps =
            among(&token.dep, labels.deps.len(), |name| labels.deps.iter().position(|dep| dep == name))?;
        let plain = token.lower.iter().filter(|test| !matches!(test, Test::Regex(_)));
        test.words = among(plain, words.len() + 1, |name| words.get(name).map(|&word| usize::from(word)))?;
        for regex in &token.lower {
            let Test::Regex(source) = regex else { continue };
            let at = if let Some(at) = regexes.iter().position(|known| known == source) {
                at
            } else {
                if regexes.len() == MAX_REGEXES {
                    return Err(ModelError::unsupported(
                        "attribute ruler",
                        format!("more than {MAX_REGEXES} expressions"),
                    ));
                }
                regexes.push(source.clone());
                self.regexes.push(Pattern::forward(source, "attribute ruler")?);
                regexes.len() - 1
            };
            test.regexes |= 1 << at;
        }
        Ok(test)
    }

    /// Puts each pattern in the shortest kind of list that its first token allows.
    fn index(&mut self, labels: &Labels) {
        self.by_word = vec![Vec::new(); self.words.len() + 1];
        self.by_tag = vec![Vec::new(); labels.tags.len()];
        self.by_dep = vec![Vec::new(); labels.deps.len()];
        let add = |lists: &mut Vec<Vec<u16>>, wanted: &[bool], pattern: u16| {
            for (list, _) in lists.iter_mut().zip(wanted).filter(|(_, wanted)| **wanted) {
                list.push(pattern);
            }
        };
        for (at, pattern) in self.patterns.iter().enumerate() {
            let Some(first) = pattern.tokens.first() else { continue };
            let at = at as u16;
            // A list that holds number 0 also holds what no rule names.
            match first {
                TokenTest { words: Some(words), .. } if !words[0] => add(&mut self.by_word, words, at),
                TokenTest { tags: Some(tags), .. } => add(&mut self.by_tag, tags, at),
                TokenTest { deps: Some(deps), .. } => add(&mut self.by_dep, deps, at),
                TokenTest { is_space: Some(true), .. } => self.by_space.push(at),
                _ => self.others.push(at),
            }
        }
    }

    /// What the rules know of a lower-case word.
    pub(crate) fn word(&self, lower: &str) -> RuledWord {
        let mut threads = Threads::default();
        let mut regexes = 0;
        for (at, regex) in self.regexes.iter().enumerate() {
            if regex.search(lower, 0, &mut threads).is_some() {
                regexes |= 1 << at;
            }
        }
        RuledWord { word: self.words.get(lower).copied().unwrap_or(0), regexes }
    }

    /// Applies the rules.
    pub(crate) fn apply(
        &self,
        pieces: &[Piece],
        lexemes: &Lexemes,
        tokens: &mut [TokenData],
        memory: &mut RulerMemory,
    ) {
        memory.matches.clear();
        memory.lemmas.clear();
        memory.lemmas.resize(tokens.len(), u16::MAX);
        for at in 0..tokens.len() {
            let lexeme = lexemes.get(pieces[at].lexeme);
            let mut attempt = |list: &[u16]| {
                for &number in list {
                    let pattern = &self.patterns[usize::from(number)];
                    let holds = pattern.tokens.len() <= tokens.len() - at
                        && pattern
                            .tokens
                            .iter()
                            .enumerate()
                            .all(|(k, test)| test.holds(&tokens[at + k], pieces[at + k].lexeme, lexemes));
                    if holds {
                        memory
                            .matches
                            .push((at as u32 + self.rules[usize::from(pattern.rule)].index, pattern.rule));
                    }
                }
            };
            attempt(&self.by_word[usize::from(lexeme.ruled.word)]);
            attempt(&self.by_tag[usize::from(tokens[at].tag)]);
            attempt(&self.by_dep[usize::from(tokens[at].dep)]);
            if lexeme.features.is_space {
                attempt(&self.by_space);
            }
            attempt(&self.others);
        }
        memory.matches.sort_unstable();
        for &(at, rule) in &memory.matches {
            let token = &mut tokens[at as usize];
            let effect = &self.rules[usize::from(rule)];
            token.pos = effect.pos.unwrap_or(token.pos);
            token.tag = effect.tag.unwrap_or(token.tag);
            token.dep = effect.dep.unwrap_or(token.dep);
            token.morph = effect.morph.unwrap_or(token.morph);
            if effect.lemma.is_some() {
                memory.lemmas[at as usize] = rule;
            }
        }
    }

    /// The lemma that a rule sets.
    pub(crate) fn lemma(&self, rule: u16) -> &str {
        self.rules.get(usize::from(rule)).and_then(|rule| rule.lemma.as_deref()).unwrap_or("")
    }
}

impl TokenTest {
    fn holds(&self, token: &TokenData, lexeme: u32, lexemes: &Lexemes) -> bool {
        let lexeme = lexemes.get(lexeme);
        let has = |list: &Option<Vec<bool>>, number: u16| {
            list.as_ref().is_none_or(|list| list[usize::from(number)])
        };
        has(&self.words, lexeme.ruled.word)
            && has(&self.tags, token.tag)
            && has(&self.deps, token.dep)
            && lexeme.ruled.regexes & self.regexes == self.regexes
            && self.is_space.is_none_or(|wanted| wanted == lexeme.features.is_space)
    }
}

/// The numbers that pass all tests, as a list of flags.
fn among<'t>(
    tests: impl IntoIterator<Item = &'t Test>,
    len: usize,
    number: impl Fn(&str) -> Option<usize>,
) -> Result<Option<Vec<bool>>, ModelError> {
    let mut flags: Option<Vec<bool>> = None;
    for test in tests {
        let (names, inside) = match test {
            Test::In(names) => (names, true),
            Test::NotIn(names) => (names, false),
            Test::Regex(_) => {
                return Err(ModelError::unsupported("attribute ruler", "an expression over tags or labels"));
            }
        };
        let mut list = vec![!inside; len];
        for at in names.iter().filter_map(|name| number(name)) {
            list[at] = inside;
        }
        flags = Some(match flags {
            Some(before) => before.iter().zip(&list).map(|(a, b)| *a && *b).collect(),
            None => list,
        });
    }
    Ok(flags)
}

fn pos(name: &str) -> Result<Pos, ModelError> {
    Pos::ALL
        .into_iter()
        .find(|pos| pos.as_str() == name)
        .ok_or_else(|| ModelError::part("attribute ruler", format!("part of speech `{name}`")))
}
