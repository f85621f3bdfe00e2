//! What a model file holds besides its arrays: written as JSON after the header.

use serde::{Deserialize, Serialize};

/// A named array's place: element type by use, offset in bytes from the start of the array part, number of elements.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Array {
    pub(crate) at: u64,
    pub(crate) len: u64,
}

/// Where a model comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) lang: String,
    pub(crate) spacy_version: String,
    pub(crate) licence: String,
    pub(crate) author: String,
    /// SHA-256 of the wheel, or of the folder's files.
    pub(crate) source_sha256: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) meta: Meta,
    pub(crate) tokeniser: Tokeniser,
    pub(crate) norms: Strings,
    pub(crate) encoders: Vec<Encoder>,
    pub(crate) vectors: Option<Vectors>,
    pub(crate) components: Vec<Component>,
}

/// Text and norm of one token of an exception.
pub(crate) type ExceptionToken = (String, Option<String>);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Tokeniser {
    pub(crate) prefix: Option<String>,
    pub(crate) suffix: Option<String>,
    pub(crate) infix: Option<String>,
    pub(crate) url: Option<String>,
    /// Text and its tokens, each with an optional norm.
    pub(crate) exceptions: Vec<(String, Vec<ExceptionToken>)>,
    /// Exceptions that the affix rules would cut (or that hold a space), as the tokens that they are cut into.
    pub(crate) phrases: Vec<Vec<String>>,
}

/// A table from string id to string: ids ascending, `ends[i]` the end of string `i` in `text`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Strings {
    pub(crate) ids: Array,
    pub(crate) ends: Array,
    pub(crate) text: Array,
}

/// Row of the vectors for a string id: ids ascending.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Vectors {
    pub(crate) ids: Array,
    pub(crate) rows: Array,
    pub(crate) count: u32,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) enum Attribute {
    Orth,
    Lower,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Embedding {
    pub(crate) attribute: Attribute,
    pub(crate) seed: u32,
    pub(crate) rows: u32,
    pub(crate) table: Array,
}

/// Maxout (`w`: outputs x pieces x inputs, `b`: outputs x pieces) and layer normalisation.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Maxout {
    pub(crate) inputs: u32,
    pub(crate) pieces: u32,
    pub(crate) w: Array,
    pub(crate) b: Array,
    pub(crate) gain: Array,
    pub(crate) shift: Array,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Encoder {
    pub(crate) width: u32,
    pub(crate) embeddings: Vec<Embedding>,
    /// Static vectors, already multiplied by the layer's matrix: `Vectors::count` rows of `width`.
    pub(crate) projected: Option<Array>,
    pub(crate) mixer: Maxout,
    pub(crate) layers: Vec<Maxout>,
}

/// A linear layer: `w` outputs x inputs.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Linear {
    pub(crate) inputs: u32,
    pub(crate) outputs: u32,
    pub(crate) w: Array,
    pub(crate) b: Array,
}

/// The model of a transition system: `lower` is slots x hidden x pieces x projected inputs, `pad` slots x hidden x pieces.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Steps {
    pub(crate) encoder: u32,
    pub(crate) projection: Linear,
    pub(crate) slots: u32,
    pub(crate) hidden: u32,
    pub(crate) pieces: u32,
    pub(crate) lower: Array,
    pub(crate) lower_bias: Array,
    pub(crate) pad: Array,
    pub(crate) upper: Linear,
    /// Action and label of each class.
    pub(crate) moves: Vec<(u8, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Kind {
    Tagger { encoder: u32, labels: Vec<String>, layer: Linear },
    Parser(Steps),
    Names(Steps),
    Ruler { rules: Vec<Rule> },
    Lemmas { tables: Vec<LemmaTable> },
}

/// One rule of an attribute ruler: patterns of one or more tokens, and what they set at token `index` of a match.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) patterns: Vec<Vec<TokenPattern>>,
    pub(crate) index: u32,
    pub(crate) pos: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) dep: Option<String>,
    pub(crate) lemma: Option<String>,
    pub(crate) morph: Option<String>,
}

/// All tests must hold.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TokenPattern {
    pub(crate) tag: Vec<Test>,
    pub(crate) dep: Vec<Test>,
    pub(crate) lower: Vec<Test>,
    pub(crate) is_space: Option<bool>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Test {
    In(Vec<String>),
    NotIn(Vec<String>),
    Regex(String),
}

/// Lemma tables of one part of speech (lower case).
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LemmaTable {
    pub(crate) pos: String,
    pub(crate) rules: Vec<(String, String)>,
    /// Hashes of the forms of the index, ascending.
    pub(crate) index: Option<Array>,
    /// Exceptions: form to lemmas, which are joined by a zero byte.
    pub(crate) exceptions: Option<Strings>,
}
