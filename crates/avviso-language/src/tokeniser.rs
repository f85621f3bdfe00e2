//! spaCy's tokeniser: exceptions, prefixes, suffixes, infixes, URLs.
//!
//! A text is cut at white space; each chunk is an exception, or its affixes are stripped from both sides until the rest
//! is an exception, a URL, or is cut at infixes. Then exceptions that affixes had hidden are sought over the tokens.
//! No text is lost: tokens and the single spaces between them spell the input.

use hashbrown::{HashMap, HashTable};
use rustc_hash::FxBuildHasher;

use crate::chars::is_space;
use crate::error::ModelError;
use crate::lexeme::{Lexemes, NO_NORM, Vocabulary, hash_text};
use crate::model::manifest;
use crate::pattern::{Pattern, Threads};

type Map<K, V> = HashMap<K, V, FxBuildHasher>;

/// Chunks longer than this are not remembered.
const MAX_CACHED: usize = 64;

/// One token as the tokeniser leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: u32,
    pub(crate) len: u32,
    pub(crate) lexeme: u32,
    /// A single space follows.
    pub(crate) spaced: bool,
}

#[derive(Debug)]
struct Exception {
    /// Length in bytes and number of the norm (or `NO_NORM`) of each token.
    tokens: Vec<(u32, u32)>,
}

#[derive(Debug)]
pub(crate) struct Tokeniser {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    url: Option<Pattern>,
    exceptions: Map<String, Exception>,
    longest_exception: usize,
    norms: Vec<String>,
    /// Phrases by their first token: number in `phrases`.
    first_tokens: Map<String, u32>,
    phrases: Vec<Vec<Vec<String>>>,
}

/// Part of a chunk: a plain token or a whole exception.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    exception: bool,
}

/// Chunks met so far and scratch space.
#[derive(Debug, Default)]
pub(crate) struct ChunkMemory {
    index: HashTable<Chunk>,
    text: String,
    /// Length and lexeme of each token.
    tokens: Vec<(u32, u32)>,
    threads: Threads,
    parts: Vec<Part>,
    suffixes: Vec<Part>,
    /// Ranges of tokens that spell a phrase.
    spans: Vec<(u32, u32)>,
    taken: Vec<u32>,
    swap: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Chunk {
    text: (u32, u32),
    tokens: (u32, u32),
}

impl ChunkMemory {
    pub(crate) fn clear(&mut self) {
        self.index.clear();
        self.text.clear();
        self.tokens.clear();
    }

    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }
}

impl Tokeniser {
    pub(crate) fn new(rules: &manifest::Tokeniser) -> Result<Tokeniser, ModelError> {
        let forward = |source: &Option<String>, part: &str| {
            source.as_deref().map(|source| Pattern::forward(source, part)).transpose()
        };
        let mut norms: Vec<String> = Vec::new();
        let mut norm_numbers: Map<&str, u32> = Map::default();
        let mut exceptions = Map::default();
        let mut longest_exception = 0;
        for (text, tokens) in &rules.exceptions {
            let mut numbered = Vec::with_capacity(tokens.len());
            for (orth, norm) in tokens {
                let norm = norm.as_deref().map_or(NO_NORM, |norm| {
                    *norm_numbers.entry(norm).or_insert_with(|| {
                        norms.push(norm.to_owned());
                        norms.len() as u32 - 1
                    })
                });
                numbered.push((orth.len() as u32, norm));
            }
            // The pieces are cut out of the text later, so they must spell it.
            if tokens.iter().map(|(orth, _)| orth.as_str()).collect::<String>() != *text {
                return Err(ModelError::part(
                    "tokeniser",
                    format!("the tokens of exception `{text}` do not spell it"),
                ));
            }
            longest_exception = longest_exception.max(text.len());
            exceptions.insert(text.clone(), Exception { tokens: numbered });
        }
        let mut first_tokens: Map<String, u32> = Map::default();
        let mut phrases: Vec<Vec<Vec<String>>> = Vec::new();
        for phrase in &rules.phrases {
            let Some(first) = phrase.first() else { continue };
            let number = *first_tokens.entry(first.clone()).or_insert_with(|| {
                phrases.push(Vec::new());
                phrases.len() as u32 - 1
            });
            phrases[number as usize].push(phrase.clone());
        }
        Ok(Tokeniser {
            prefix: forward(&rules.prefix, "prefix pattern")?,
            suffix: rules
                .suffix
                .as_deref()
                .map(|source| Pattern::backward(source, "suffix pattern"))
                .transpose()?,
            infix: forward(&rules.infix, "infix pattern")?,
            url: forward(&rules.url, "url pattern")?,
            exceptions,
            longest_exception,
            norms,
            first_tokens,
            phrases,
        })
    }

    /// The phrases of a set of rules: what [`manifest::Tokeniser::phrases`] holds.
    pub(crate) fn find_phrases(rules: &manifest::Tokeniser) -> Result<Vec<Vec<String>>, ModelError> {
        let tokeniser = Tokeniser::new(rules)?;
        let mut memory = ChunkMemory::default();
        let mut found = Vec::new();
        for (text, _) in &rules.exceptions {
            let ChunkMemory { threads, .. } = &mut memory;
            let touched = tokeniser.prefix_len(text, threads) > 0
                || tokeniser.suffix_len(text, threads) > 0
                || tokeniser.infix.as_ref().is_some_and(|infix| infix.search(text, 0, threads).is_some())
                || text.contains(' ');
            if touched {
                let mut tokens = Vec::new();
                each_chunk(text, |event| {
                    if let Event::Chunk(start, end) = event {
                        let chunk = &text[start..end];
                        tokeniser.split(chunk, false, &mut memory);
                        tokens.extend(memory.parts.iter().map(|part| chunk[part.start..part.end].to_owned()));
                    }
                });
                found.push(tokens);
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    pub(crate) fn exception_norm(&self, number: u32) -> &str {
        &self.norms[number as usize]
    }

    /// Whether the whole word is taken for an address of the web.
    pub(crate) fn is_url(&self, text: &str) -> bool {
        self.url.as_ref().is_some_and(|url| url.matches(text, &mut Threads::default()))
    }

    pub(crate) fn phrases_from(&self, text: &str) -> u32 {
        self.first_tokens.get(text).copied().unwrap_or(NO_NORM)
    }

    /// Cuts a text into tokens.
    pub(crate) fn tokenise(
        &self,
        text: &str,
        lexemes: &mut Lexemes,
        memory: &mut ChunkMemory,
        vocabulary: &impl Vocabulary,
        out: &mut Vec<Piece>,
    ) {
        out.clear();
        let mut phrases = false;
        each_chunk(text, |event| match event {
            Event::Chunk(start, end) => {
                phrases |= self.chunk(text, start, end, lexemes, memory, vocabulary, out);
            }
            Event::Space => {
                if let Some(last) = out.last_mut() {
                    last.spaced = true;
                }
            }
        });
        if phrases {
            self.join_phrases(text, lexemes, memory, vocabulary, out);
        }
    }

    /// Adds the tokens of one chunk; says whether a phrase may begin in it.
    #[allow(clippy::too_many_arguments, reason = "the parts of a session, borrowed apart")]
    fn chunk(
        &self,
        text: &str,
        start: usize,
        end: usize,
        lexemes: &mut Lexemes,
        memory: &mut ChunkMemory,
        vocabulary: &impl Vocabulary,
        out: &mut Vec<Piece>,
    ) -> bool {
        let chunk = &text[start..end];
        let hash = hash_text(chunk, 0);
        let known = memory
            .index
            .find(hash, |known| &memory.text[known.text.0 as usize..known.text.1 as usize] == chunk)
            .copied();
        let mut phrases = false;
        let mut at = start as u32;
        let mut push = |len: u32, lexeme: u32, lexemes: &Lexemes| {
            phrases |= lexemes.get(lexeme).phrases != NO_NORM;
            out.push(Piece { start: at, len, lexeme, spaced: false });
            at += len;
        };
        if let Some(known) = known {
            for &(len, lexeme) in &memory.tokens[known.tokens.0 as usize..known.tokens.1 as usize] {
                push(len, lexeme, lexemes);
            }
            return phrases;
        }
        self.split(chunk, true, memory);
        let first = memory.tokens.len() as u32;
        for part in &memory.parts {
            let piece = &chunk[part.start..part.end];
            if part.exception {
                let mut from = 0;
                for &(len, norm) in &self.exceptions[piece].tokens {
                    let lexeme = lexemes.intern(&piece[from..from + len as usize], norm, vocabulary);
                    from += len as usize;
                    memory.tokens.push((len, lexeme));
                }
            } else {
                memory.tokens.push((piece.len() as u32, lexemes.intern(piece, NO_NORM, vocabulary)));
            }
        }
        for &(len, lexeme) in &memory.tokens[first as usize..] {
            push(len, lexeme, lexemes);
        }
        if chunk.len() <= MAX_CACHED {
            let from = memory.text.len() as u32;
            memory.text.push_str(chunk);
            let entry =
                Chunk { text: (from, memory.text.len() as u32), tokens: (first, memory.tokens.len() as u32) };
            let ChunkMemory { index, text, .. } = memory;
            index.insert_unique(hash, entry, |known| {
                hash_text(&text[known.text.0 as usize..known.text.1 as usize], 0)
            });
        } else {
            memory.tokens.truncate(first as usize);
        }
        phrases
    }

    fn prefix_len(&self, text: &str, threads: &mut Threads) -> usize {
        self.prefix.as_ref().and_then(|prefix| prefix.match_at(text, 0, threads)).unwrap_or(0)
    }

    fn suffix_len(&self, text: &str, threads: &mut Threads) -> usize {
        self.suffix
            .as_ref()
            .and_then(|suffix| suffix.longest_at_end(text, threads))
            .map_or(0, |start| text.len() - start)
    }

    fn is_exception(&self, text: &str) -> bool {
        text.len() <= self.longest_exception && self.exceptions.contains_key(text)
    }

    /// Splits one chunk, a run of white space or of anything else, into `memory.parts`.
    fn split(&self, chunk: &str, exceptions: bool, memory: &mut ChunkMemory) {
        let ChunkMemory { parts, suffixes, threads, .. } = memory;
        let special = |text: &str| exceptions && self.is_exception(text);
        let plain = |start: usize, end: usize| Part { start, end, exception: false };
        parts.clear();
        suffixes.clear();
        let (mut start, mut end) = (0, chunk.len());
        let mut last = usize::MAX;
        while start < end && end - start != last {
            let rest = &chunk[start..end];
            if special(rest) {
                break;
            }
            last = end - start;
            let prefix = self.prefix_len(rest, threads);
            let inner = &rest[prefix..];
            if prefix > 0 && !inner.is_empty() && special(inner) {
                parts.push(plain(start, start + prefix));
                start += prefix;
                break;
            }
            // The suffix is sought after the prefix is cut, but cut from the text with its prefix.
            let suffix = self.suffix_len(inner, threads);
            let shorter = &rest[..rest.len() - suffix];
            if suffix > 0 && !shorter.is_empty() && special(shorter) {
                suffixes.push(plain(end - suffix, end));
                end -= suffix;
                break;
            }
            if prefix > 0 {
                parts.push(plain(start, start + prefix));
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push(plain(end - suffix, end));
                end -= suffix;
            }
        }
        if start < end {
            let rest = &chunk[start..end];
            if special(rest) {
                parts.push(Part { start, end, exception: true });
            } else if self.url.as_ref().is_some_and(|url| url.matches(rest, threads)) {
                parts.push(plain(start, end));
            } else {
                self.cut_at_infixes(rest, start, parts, threads);
            }
        }
        parts.extend(suffixes.iter().rev());
    }

    fn cut_at_infixes(&self, rest: &str, offset: usize, parts: &mut Vec<Part>, threads: &mut Threads) {
        let mut add = |start: usize, end: usize| {
            if start < end {
                parts.push(Part { start: offset + start, end: offset + end, exception: false });
            }
        };
        let mut done = 0;
        let mut from = 0;
        if let Some(infix) = &self.infix {
            while let Some((start, end)) = infix.search(rest, from, threads) {
                // An infix at the very start is no cut.
                if start > 0 {
                    add(done, start);
                    add(start, end);
                    done = end;
                }
                from = if end > start {
                    end
                } else {
                    end + rest[end..].chars().next().map_or(1, char::len_utf8)
                };
                if from > rest.len() {
                    break;
                }
            }
        }
        add(done, rest.len());
    }

    /// Seeks exceptions over finished tokens: longest first, then leftmost.
    fn join_phrases(
        &self,
        text: &str,
        lexemes: &mut Lexemes,
        memory: &mut ChunkMemory,
        vocabulary: &impl Vocabulary,
        out: &mut Vec<Piece>,
    ) {
        let ChunkMemory { spans, taken, swap, .. } = memory;
        spans.clear();
        for (at, piece) in out.iter().enumerate() {
            let number = lexemes.get(piece.lexeme).phrases;
            if number == NO_NORM {
                continue;
            }
            for phrase in &self.phrases[number as usize] {
                let Some(tokens) = out.get(at..at + phrase.len()) else { continue };
                if tokens.iter().zip(phrase).all(|(token, word)| lexemes.text(token.lexeme) == word) {
                    spans.push((at as u32, (at + phrase.len()) as u32));
                }
            }
        }
        spans.sort_unstable_by_key(|&(start, end)| (u32::MAX - (end - start), start));
        spans.dedup();
        taken.clear();
        taken.resize(out.len(), u32::MAX);
        // `taken[i]` is the span that holds token i; a chosen span is kept at its start.
        let mut chosen: Vec<(u32, u32)> = Vec::new();
        for &(start, end) in spans.iter() {
            if taken[start as usize] == u32::MAX && taken[end as usize - 1] == u32::MAX {
                chosen.push((start, end));
            }
            taken[start as usize..end as usize].fill(start);
        }
        chosen.sort_unstable();
        swap.clear();
        let mut at = 0;
        for (start, end) in chosen {
            swap.extend_from_slice(&out[at..start as usize]);
            at = end as usize;
            let pieces = &out[start as usize..end as usize];
            let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
            let range = first.start as usize..(last.start + last.len) as usize;
            if let Some(exception) = self.exceptions.get(&text[range.clone()]) {
                let mut from = range.start;
                for &(len, norm) in &exception.tokens {
                    let lexeme = lexemes.intern(&text[from..from + len as usize], norm, vocabulary);
                    swap.push(Piece { start: from as u32, len, lexeme, spaced: false });
                    from += len as usize;
                }
                if let Some(piece) = swap.last_mut() {
                    piece.spaced = last.spaced;
                }
            } else {
                swap.extend_from_slice(pieces);
            }
        }
        swap.extend_from_slice(&out[at..]);
        std::mem::swap(out, swap);
    }
}

enum Event {
    /// A run of white space or of anything else.
    Chunk(usize, usize),
    /// The token before is followed by a single space that belongs to it.
    Space,
}

/// Walks the chunks of a text. One plain space after a run belongs to the token before it.
fn each_chunk(text: &str, mut event: impl FnMut(Event)) {
    let mut start = 0;
    let mut in_space = None;
    for (at, c) in text.char_indices() {
        let space = is_space(c);
        let Some(before) = in_space else {
            in_space = Some(space);
            continue;
        };
        if space != before {
            if start < at {
                event(Event::Chunk(start, at));
            }
            if c == ' ' {
                event(Event::Space);
                start = at + 1;
            } else {
                start = at;
            }
            in_space = Some(space);
        }
    }
    if start < text.len() {
        event(Event::Chunk(start, text.len()));
    }
}
