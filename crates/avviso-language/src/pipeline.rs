//! A loaded model, ready to parse.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::doc::{Doc, ExtraLayer, IN_TEXT, Iob, Labels, TokenData, Word};
use crate::error::ModelError;
use crate::lemmas::{BaseForm, LemmaMemory, Lemmas, strings};
use crate::lexeme::{Lexemes, Vocabulary};
use crate::model::file::ModelFile;
use crate::model::manifest::{self, Kind, Manifest, Meta, Strings};
use crate::names::{Name, Names};
use crate::network::Packed;
use crate::network::encoder::{Encoder, EncoderMemory, copy_rows};
use crate::network::steps::{StepMemory, first_largest};
use crate::parser::{Parser, ParserMemory};
use crate::ruler::{RuledWord, Ruler, RulerMemory};
use crate::simd::{Level, Line, Simd};
use crate::table::StringTable;
use crate::token::Pos;
use crate::tokeniser::{ChunkMemory, Piece, Tokeniser};

/// Word types that are remembered between texts; beyond, the memory begins anew.
const MAX_TYPES: usize = 32_768;
const MAX_TYPE_BYTES: usize = 4 << 20;

/// A pipeline: tokeniser, tagger, parser, lemmatiser and name recogniser.
///
/// It can be shared between threads; each call takes its scratch memory from a pool. The result depends on model and
/// text alone: not on texts parsed before, threads, or the processor's vector width.
///
/// ```
/// # #[cfg(feature = "model-sm")] {
/// let pipeline = avviso_language::Pipeline::english();
/// let doc = pipeline.parse("Ada Lovelace wrote the first program in London.");
/// let names: Vec<_> = doc.entities().map(|name| (name.text(), name.label())).collect();
/// assert_eq!(names, [("Ada Lovelace", "PERSON"), ("first", "ORDINAL"), ("London", "GPE")]);
/// let verb = doc.token(2);
/// assert_eq!((verb.lemma(), verb.tag(), verb.dep()), ("write", "VBD", "ROOT"));
/// # }
/// ```
pub struct Pipeline {
    level: Level,
    meta: Meta,
    file: Arc<ModelFile>,
    tokeniser: Tokeniser,
    norms: Strings,
    encoders: Vec<Encoder>,
    tagger: Option<Tagger>,
    parser: Option<Parser>,
    ruler: Option<Ruler>,
    lemmas: Option<Lemmas>,
    names: Option<Names>,
    extras: Vec<Extra>,
    labels: Arc<Labels>,
    bases: Vec<BaseForm>,
    memories: Mutex<Vec<Memory>>,
}

#[derive(Debug)]
struct Tagger {
    encoder: usize,
    layer: Packed,
}

#[derive(Debug)]
enum Extra {
    Tagger(Tagger),
    Names(Box<Names>),
}

/// What a thread keeps between texts.
#[derive(Debug, Default)]
struct Memory {
    lexemes: Lexemes,
    chunks: ChunkMemory,
    pieces: Vec<Piece>,
    encoders: Vec<EncoderMemory>,
    logits: Vec<Line>,
    tags: Vec<u16>,
    parser: ParserMemory,
    steps: StepMemory,
    ruler: RulerMemory,
    lemmas: LemmaMemory,
    names: Vec<Name>,
    extras: Vec<ExtraMemory>,
    /// Number of each lexeme among the words of the text at hand.
    words: Vec<u32>,
}

#[derive(Debug, Default)]
struct ExtraMemory {
    tags: Vec<u16>,
    steps: StepMemory,
}

impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline")
            .field("model", &self.name())
            .field("version", &self.version())
            .finish_non_exhaustive()
    }
}

impl Vocabulary for Pipeline {
    fn norms(&self) -> StringTable<'_> {
        StringTable {
            ids: self.file.checked(self.norms.ids),
            ends: self.file.checked(self.norms.ends),
            text: self.file.checked(self.norms.text),
        }
    }

    fn exception_norm(&self, number: u32) -> &str {
        self.tokeniser.exception_norm(number)
    }

    fn phrases_from(&self, text: &str) -> u32 {
        self.tokeniser.phrases_from(text)
    }

    fn is_url(&self, text: &str) -> bool {
        self.tokeniser.is_url(text)
    }

    fn ruled_word(&self, lower: &str) -> RuledWord {
        self.ruler.as_ref().map_or_else(RuledWord::default, |ruler| ruler.word(lower))
    }
}

impl Pipeline {
    /// The small English model that is embedded in this library.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    #[cfg(feature = "model-sm")]
    pub fn english() -> Pipeline {
        let (file, manifest) =
            ModelFile::open_embedded(crate::model_sm()).expect("a test opens the embedded model");
        Pipeline::new(file, manifest, Level::best()).expect("a test opens the embedded model")
    }

    /// Opens a model file that lives for ever, such as one from `include_bytes!`; it is read in place.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are no sound model file of this version.
    pub fn from_static(bytes: &'static [u8]) -> Result<Pipeline, ModelError> {
        let (file, manifest) = ModelFile::open_static(bytes)?;
        Pipeline::new(file, manifest, Level::best())
    }

    /// Opens a model file made by [`convert`](crate::convert); the bytes are copied once.
    ///
    /// # Errors
    /// [`ModelError`] if the bytes are no sound model file of this version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Pipeline, ModelError> {
        let (file, manifest) = ModelFile::open_bytes(bytes)?;
        Pipeline::new(file, manifest, Level::best())
    }

    /// As [`Pipeline::from_bytes`], with the vector instructions named; for tests and for counting instructions.
    ///
    /// # Errors
    /// Also [`ModelError::NoSimd`] if this processor lacks them.
    pub fn with_simd(bytes: &[u8], simd: Simd) -> Result<Pipeline, ModelError> {
        let level = Level::new(simd).ok_or(ModelError::NoSimd(simd))?;
        let (file, manifest) = ModelFile::open_bytes(bytes)?;
        Pipeline::new(file, manifest, level)
    }

    fn new(file: ModelFile, manifest: Manifest, level: Level) -> Result<Pipeline, ModelError> {
        let file = Arc::new(file);
        let empty = || vec![String::new()];
        let mut labels =
            Labels { tags: empty(), deps: empty(), morphs: empty(), names: empty(), extras: Vec::new() };
        strings(&file, &manifest.norms)?;
        let mut pipeline = Pipeline {
            level,
            tokeniser: Tokeniser::new(&manifest.tokeniser)?,
            norms: manifest.norms,
            encoders: Vec::new(),
            tagger: None,
            parser: None,
            ruler: None,
            lemmas: None,
            names: None,
            extras: Vec::new(),
            labels: Arc::default(),
            bases: Vec::new(),
            memories: Mutex::default(),
            meta: manifest.meta,
            file: Arc::clone(&file),
        };
        pipeline.load(
            &file,
            &manifest.encoders,
            manifest.vectors.as_ref(),
            manifest.components,
            &mut labels,
        )?;
        pipeline.set_labels(labels);
        Ok(pipeline)
    }

    fn set_labels(&mut self, labels: Labels) {
        self.bases = labels.morphs.iter().map(|morph| BaseForm::of(morph)).collect();
        self.labels = Arc::new(labels);
    }

    /// Takes the components of a file. A second tagger or recogniser gets a layer of its own.
    fn load(
        &mut self,
        file: &Arc<ModelFile>,
        encoders: &[manifest::Encoder],
        vectors: Option<&manifest::Vectors>,
        components: Vec<manifest::Component>,
        labels: &mut Labels,
    ) -> Result<(), ModelError> {
        let first = self.encoders.len();
        for encoder in encoders {
            self.encoders.push(Encoder::new(file, encoder, vectors, self.level)?);
        }
        for component in components {
            let name = component.name;
            let late = |what: &str| {
                ModelError::unsupported(format!("component `{name}`"), format!("{what} before it"))
            };
            match component.kind {
                Kind::Tagger { encoder, labels: tags, layer } => {
                    let encoder = first + encoder as usize;
                    let layer = Packed::read(file, &layer, "tagger")?;
                    if layer.outputs() != tags.len()
                        || tags.is_empty()
                        || layer.inputs() != self.width(encoder)?
                    {
                        return Err(ModelError::part(
                            "tagger",
                            format!("{} outputs for {} labels", layer.outputs(), tags.len()),
                        ));
                    }
                    let tagger = Tagger { encoder, layer };
                    if first > 0 || self.tagger.is_some() {
                        self.extras.push(Extra::Tagger(tagger));
                        labels.add_extra(name, tags)?;
                    } else {
                        labels.tags.extend(tags);
                        self.tagger = Some(tagger);
                    }
                }
                Kind::Names(steps) => {
                    let encoder = first + steps.encoder as usize;
                    let names = Names::new(file, &steps, encoder, self.width(encoder)?, self.level)?;
                    if first > 0 || self.names.is_some() {
                        labels.add_extra(name, names.labels().to_vec())?;
                        self.extras.push(Extra::Names(Box::new(names)));
                    } else {
                        labels.names.extend_from_slice(names.labels());
                        self.names = Some(names);
                    }
                }
                _ if first > 0 => {
                    return Err(ModelError::unsupported(
                        format!("component `{name}`"),
                        "only taggers and recognisers can be added",
                    ));
                }
                Kind::Parser(steps) => {
                    if self.parser.is_some() || self.ruler.is_some() || self.names.is_some() {
                        return Err(late("a parser, a ruler or a recogniser stands"));
                    }
                    let encoder = steps.encoder as usize;
                    let parser = Parser::new(file, &steps, encoder, self.width(encoder)?, self.level)?;
                    labels.deps.extend_from_slice(parser.labels());
                    self.parser = Some(parser);
                }
                Kind::Ruler { rules } => {
                    if self.ruler.is_some() || self.lemmas.is_some() {
                        return Err(late("a ruler or a lemmatiser stands"));
                    }
                    self.ruler = Some(Ruler::new(&rules, labels)?);
                }
                Kind::Lemmas { tables } => {
                    if self.lemmas.is_some() {
                        return Err(late("a lemmatiser stands"));
                    }
                    self.lemmas = Some(Lemmas::new(file, tables)?);
                }
            }
        }
        Ok(())
    }

    fn width(&self, encoder: usize) -> Result<usize, ModelError> {
        let found = self.encoders.get(encoder).map(Encoder::width);
        found.ok_or_else(|| ModelError::part("component", format!("no encoder {encoder}")))
    }

    /// Adds the taggers and recognisers of another model file beside those that are there.
    ///
    /// Their labels go to layers of their own, named after the components: [`Doc::extra_tags`],
    /// [`Doc::extra_entities`]. They read the tokens and norms of this pipeline, so they should have been trained with
    /// its tokeniser and vocabulary.
    ///
    /// # Errors
    /// [`ModelError::Unsupported`] if the file holds another kind of component or a name that is taken; then the
    /// pipeline is as before.
    pub fn add_components(&mut self, bytes: &[u8]) -> Result<(), ModelError> {
        let (file, manifest) = ModelFile::open_bytes(bytes)?;
        let mut labels = Labels::clone(&self.labels);
        let (encoders, extras) = (self.encoders.len(), self.extras.len());
        match self.load(
            &Arc::new(file),
            &manifest.encoders,
            manifest.vectors.as_ref(),
            manifest.components,
            &mut labels,
        ) {
            Ok(()) => {
                self.set_labels(labels);
                Ok(())
            }
            Err(error) => {
                self.encoders.truncate(encoders);
                self.extras.truncate(extras);
                Err(error)
            }
        }
    }

    /// Name of the model, such as `en_core_web_sm`.
    pub fn name(&self) -> &str {
        &self.meta.name
    }

    /// Version of the model.
    pub fn version(&self) -> &str {
        &self.meta.version
    }

    /// SHA-256 of the package that the model was converted from.
    pub fn source_sha256(&self) -> &str {
        &self.meta.source_sha256
    }

    /// Licence of the model, as its package names it.
    pub fn licence(&self) -> &str {
        &self.meta.licence
    }

    /// The vector instructions in use.
    pub fn simd(&self) -> Simd {
        self.level.simd()
    }

    /// Cuts a text into tokens, without tags, heads or names; each token is its own head.
    ///
    /// # Panics
    /// If the text has 2 GiB or more.
    pub fn tokenise(&self, text: &str) -> Doc {
        self.with_memory(|memory| {
            self.cut(text, memory);
            self.doc(text, memory, false)
        })
    }

    /// Parses a text: all components of the pipeline.
    ///
    /// # Panics
    /// If the text has 2 GiB or more.
    pub fn parse(&self, text: &str) -> Doc {
        self.with_memory(|memory| {
            self.cut(text, memory);
            self.encode(memory, |_, _, _| {});
            self.doc(text, memory, true)
        })
    }

    /// Parses a text and gives the vector of each token in its context too, one after the other: those of the pipeline's
    /// first encoder. For tests and experiments.
    ///
    /// # Panics
    /// If the text has 2 GiB or more.
    pub fn parse_with_vectors(&self, text: &str) -> (Doc, Vec<f32>) {
        self.with_memory(|memory| {
            self.cut(text, memory);
            let mut vectors = Vec::new();
            self.encode(memory, |encoder, _, rows| {
                if encoder == 0 {
                    copy_rows(rows, &mut vectors);
                }
            });
            (self.doc(text, memory, true), vectors)
        })
    }

    fn with_memory<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        let lock = || self.memories.lock().unwrap_or_else(PoisonError::into_inner);
        let mut memory = lock().pop().unwrap_or_default();
        if memory.lexemes.len() > MAX_TYPES
            || memory.lexemes.bytes() > MAX_TYPE_BYTES
            || memory.chunks.len() > 2 * MAX_TYPES
        {
            memory.forget();
        }
        let out = work(&mut memory);
        lock().push(memory);
        out
    }

    fn cut(&self, text: &str, memory: &mut Memory) {
        assert!(text.len() < IN_TEXT as usize, "a text of 2 GiB or more");
        self.tokeniser.tokenise(text, &mut memory.lexemes, &mut memory.chunks, self, &mut memory.pieces);
    }

    /// Runs the encoders; what they find goes to the components at once, segment by segment.
    fn encode(&self, memory: &mut Memory, mut each: impl FnMut(usize, usize, &[Line])) {
        let Memory { lexemes, pieces, encoders, logits, tags, parser, steps, extras, .. } = memory;
        let count = pieces.len();
        encoders.resize_with(self.encoders.len(), EncoderMemory::default);
        extras.resize_with(self.extras.len(), ExtraMemory::default);
        tags.clear();
        if let Some(part) = &self.parser {
            part.model.begin(count, &mut parser.steps);
        }
        if let Some(part) = &self.names {
            part.model.begin(count, steps);
        }
        for (extra, memory) in self.extras.iter().zip(extras.iter_mut()) {
            memory.tags.clear();
            if let Extra::Names(names) = extra {
                names.model.begin(count, &mut memory.steps);
            }
        }
        for (number, (encoder, encoder_memory)) in self.encoders.iter().zip(encoders.iter_mut()).enumerate() {
            let stride = encoder.lines();
            encoder.encode(pieces, lexemes, encoder_memory, |first, rows| {
                each(number, first, rows);
                if let Some(tagger) = self.tagger.as_ref().filter(|tagger| tagger.encoder == number) {
                    tagger.tag(self.level, rows, stride, logits, tags);
                }
                if let Some(part) = self.parser.as_ref().filter(|part| part.encoder == number) {
                    part.model.feed(first, rows, stride, &mut parser.steps);
                }
                if let Some(part) = self.names.as_ref().filter(|part| part.encoder == number) {
                    part.model.feed(first, rows, stride, steps);
                }
                for (extra, memory) in self.extras.iter().zip(extras.iter_mut()) {
                    match extra {
                        Extra::Tagger(tagger) if tagger.encoder == number => {
                            tagger.tag(self.level, rows, stride, logits, &mut memory.tags);
                        }
                        Extra::Names(names) if names.encoder == number => {
                            names.model.feed(first, rows, stride, &mut memory.steps);
                        }
                        Extra::Tagger(_) | Extra::Names(_) => {}
                    }
                }
            });
        }
    }

    /// Makes the document from what the encoders left in the memory.
    fn doc(&self, text: &str, memory: &mut Memory, analyse: bool) -> Doc {
        let mut doc = self.bare_doc(text, memory);
        if analyse && !doc.is_empty() {
            self.analyse(&mut doc, memory);
        }
        doc
    }

    /// Tokens and words, nothing else.
    fn bare_doc(&self, text: &str, memory: &mut Memory) -> Doc {
        let Memory { lexemes, pieces, words: numbers, .. } = memory;
        numbers.clear();
        numbers.resize(lexemes.len(), u32::MAX);
        let mut strings = String::new();
        let mut words = Vec::new();
        let mut tokens = Vec::with_capacity(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let number = &mut numbers[piece.lexeme as usize];
            if *number == u32::MAX {
                *number = words.len() as u32;
                let norm = lexemes.norm(piece.lexeme);
                let norm = if norm == lexemes.text(piece.lexeme) {
                    (piece.start | IN_TEXT, piece.start + piece.len)
                } else {
                    push(&mut strings, norm)
                };
                words.push(Word { norm, features: lexemes.get(piece.lexeme).features });
            }
            tokens.push(TokenData {
                start: piece.start,
                len: piece.len,
                word: *number,
                head: index as u32,
                lemma: (0, 0),
                tag: 0,
                dep: 0,
                morph: 0,
                name: 0,
                pos: Pos::None,
                iob: Iob::Outside,
                spaced: piece.spaced,
                sentence_start: index == 0,
            });
        }
        Doc {
            text: text.into(),
            strings,
            tokens,
            words,
            labels: Arc::clone(&self.labels),
            extras: Vec::new(),
            tree: OnceLock::new(),
        }
    }

    fn analyse(&self, doc: &mut Doc, memory: &mut Memory) {
        let Memory { lexemes, pieces, tags, parser, steps, ruler, lemmas, names, extras, .. } = memory;
        let count = pieces.len();
        let tokens = &mut doc.tokens;
        let is_space = |token: usize| lexemes.get(pieces[token].lexeme).features.is_space;
        for (token, &tag) in tokens.iter_mut().zip(tags.iter()) {
            token.tag = tag + 1;
        }
        if let Some(part) = &self.parser {
            part.parse(count, is_space, parser);
            for (index, token) in tokens.iter_mut().enumerate() {
                token.head = parser.heads[index];
                token.dep = parser.labels[index] + 1;
                token.sentence_start = parser.sentence_starts[index];
            }
        }
        ruler.lemmas.clear();
        if let Some(part) = &self.ruler {
            part.apply(pieces, lexemes, tokens, ruler);
        }
        for (index, token) in tokens.iter_mut().enumerate() {
            let rule = ruler.lemmas.get(index).copied().unwrap_or(u16::MAX);
            let lexeme = pieces[index].lexeme;
            let lemma = match (&self.ruler, &self.lemmas) {
                (Some(ruler), _) if rule != u16::MAX => ruler.lemma(rule),
                (_, Some(part)) => {
                    let base = self.bases[usize::from(token.morph)];
                    part.lemma(
                        &self.file,
                        lexeme,
                        lexemes.text(lexeme),
                        lexemes.lower(lexeme),
                        token.pos,
                        base,
                        lemmas,
                    )
                }
                _ => "",
            };
            token.lemma = if lemma == lexemes.text(lexeme) {
                (token.start | IN_TEXT, token.start + token.len)
            } else {
                push(&mut doc.strings, lemma)
            };
        }
        let starts: &[bool] = if self.parser.is_some() { &parser.sentence_starts } else { &[] };
        let start = |token: usize| starts.get(token).copied().unwrap_or(false);
        if let Some(part) = &self.names {
            part.find(count, start, is_space, steps, names);
            for name in names.iter() {
                for index in name.start..name.end {
                    let token = &mut tokens[index as usize];
                    token.name = name.label + 1;
                    token.iob = if index == name.start { Iob::Begin } else { Iob::Inside };
                }
            }
        }
        for (extra, memory) in self.extras.iter().zip(extras) {
            doc.extras.push(match extra {
                Extra::Tagger(_) => ExtraLayer::Tags(memory.tags.clone()),
                Extra::Names(part) => {
                    let mut found = Vec::new();
                    part.find(count, start, is_space, &mut memory.steps, &mut found);
                    ExtraLayer::Names(found)
                }
            });
        }
    }
}

impl Tagger {
    /// Adds the best label of each row.
    fn tag(&self, level: Level, rows: &[Line], stride: usize, logits: &mut Vec<Line>, tags: &mut Vec<u16>) {
        let (count, lines) = (rows.len() / stride, self.layer.lines());
        logits.resize((count * lines).max(logits.len()), Line::ZERO);
        self.layer.apply(level, rows, stride, count, logits);
        tags.extend(
            logits.chunks_exact(lines).take(count).map(|row| first_largest(row, self.layer.outputs()) as u16),
        );
    }
}

impl Memory {
    fn forget(&mut self) {
        self.lexemes.clear();
        self.chunks.clear();
        self.lemmas.clear();
        self.encoders.iter_mut().for_each(EncoderMemory::clear);
    }
}

fn push(strings: &mut String, text: &str) -> (u32, u32) {
    let start = strings.len() as u32;
    strings.push_str(text);
    (start, strings.len() as u32)
}

#[cfg(all(test, feature = "model-sm"))]
mod tests {
    use super::*;
    use crate::model::file::checksum;

    /// A manifest that was changed on purpose, with the right checksum, is refused or runs; it never panics.
    #[test]
    fn changed_manifests_do_not_panic() {
        let model = crate::model_sm();
        let len = u32::from_le_bytes([model[12], model[13], model[14], model[15]]) as usize;
        let mut seed = 1u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let mut opened = 0;
        for _ in 0..60 {
            let mut other = model.to_vec();
            // Numbers (places, lengths, classes) are the interesting bytes.
            let digits: Vec<usize> = (64..64 + len).filter(|&at| other[at].is_ascii_digit()).collect();
            for _ in 0..3 {
                other[digits[random(digits.len())]] = b'0' + random(10) as u8;
            }
            let sum = checksum(&other[64..]).to_le_bytes();
            other[16..24].copy_from_slice(&sum);
            if let Ok(pipeline) = Pipeline::from_bytes(&other) {
                opened += 1;
                assert!(!pipeline.parse("The Board said U.S. ships couldn't sail on May 5.").is_empty());
            }
        }
        assert!(opened > 0);
    }
}
