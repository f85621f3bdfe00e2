//! The layers of one component's network: thinc's serialised tree, read by the kinds of its nodes.
//!
//! thinc writes four parallel lists in breadth-first order. Nodes of one kind keep their order among themselves, so the
//! layers are found by kind and place, never by counting all nodes.

use super::super::file::Writer;
use super::super::manifest::{Attribute, Embedding, Encoder, Linear, Maxout, Steps};
use super::super::msgpack::{self, Value};
use super::arrays::{Floats, VectorTable};
use crate::error::ModelError;

/// Kinds that carry no numbers, or numbers that are read here.
const KNOWN: [&str; 19] = [
    "extract_features",
    "list2ragged",
    "ragged2list",
    "list2array",
    "with_array",
    "with_ragged",
    "residual",
    "ints-getitem",
    "hashembed",
    "static_vectors",
    "maxout",
    "layernorm",
    "dropout",
    "expand_window",
    "tok2vec-listener",
    "softmax",
    "linear",
    "precomputable_affine",
    "parser_model",
];

struct Node {
    kind: String,
    params: Vec<(String, Floats)>,
    /// Numbers among the attributes.
    numbers: Vec<(String, u64)>,
    columns: Vec<String>,
}

impl Node {
    fn param(&self, name: &str, part: &str) -> Result<&Floats, ModelError> {
        let found = self.params.iter().find(|(key, _)| key == name);
        found
            .map(|(_, floats)| floats)
            .ok_or_else(|| ModelError::part(part, format!("layer `{}` has no `{name}`", self.kind)))
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.numbers.iter().find(|(key, _)| key == name).map(|&(_, number)| number)
    }
}

pub(super) struct Layers<'p> {
    part: &'p str,
    nodes: Vec<Node>,
}

impl<'p> Layers<'p> {
    pub(super) fn read(bytes: &[u8], part: &'p str) -> Result<Layers<'p>, ModelError> {
        let tree = msgpack::read(bytes, part)?;
        let list = |key: &str| {
            tree.get(key)
                .and_then(Value::as_array)
                .ok_or_else(|| ModelError::part(part, format!("no list `{key}`")))
        };
        let (names, params, attrs) = (list("nodes")?, list("params")?, list("attrs")?);
        if names.len() != params.len() || names.len() != attrs.len() {
            return Err(ModelError::part(part, "lists of nodes, parameters and attributes differ in length"));
        }
        let mut nodes = Vec::with_capacity(names.len());
        for ((name, params), attrs) in names.iter().zip(params).zip(attrs) {
            let name = name.get("name").and_then(Value::as_str).unwrap_or_default();
            // A compound (`a>>b`, `a|b`) is followed by its parts, and wrappers name what they hold in brackets.
            if name.contains(">>") || name.contains('|') {
                if name.starts_with("with_array") {
                    nodes.push(node("with_array", params, attrs, part)?);
                }
                continue;
            }
            let kind = name.split('(').next().unwrap_or_default();
            if !KNOWN.contains(&kind) {
                return Err(ModelError::unsupported(
                    format!("layer `{name}` of `{part}`"),
                    "not part of a CNN pipeline",
                ));
            }
            nodes.push(node(kind, params, attrs, part)?);
        }
        Ok(Layers { part, nodes })
    }

    pub(super) fn has(&self, kind: &str) -> bool {
        self.of(kind).next().is_some()
    }

    fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Node> + 'a {
        self.nodes.iter().filter(move |node| node.kind == kind)
    }

    fn wrong(&self, found: impl Into<String>) -> ModelError {
        ModelError::part(self.part, found)
    }

    /// `MultiHashEmbed` and the maxout window encoder.
    pub(super) fn encoder(
        &self,
        vectors: Option<&VectorTable>,
        writer: &mut Writer,
    ) -> Result<Encoder, ModelError> {
        let columns = &self
            .of("extract_features")
            .next()
            .ok_or_else(|| self.wrong("no layer `extract_features`"))?
            .columns;
        let mut embeddings = Vec::new();
        let mut inputs = 0;
        let mut width = 0;
        for node in self.of("hashembed") {
            let table = node.param("E", self.part)?;
            let column = node.number("column").and_then(|column| columns.get(column as usize));
            let column = column.ok_or_else(|| self.wrong("an embedding without its column"))?;
            let seed = node.number("seed").ok_or_else(|| self.wrong("an embedding without its seed"))? as u32;
            let [rows, size] = table.shape[..] else {
                return Err(self.wrong("an embedding that is not a table"));
            };
            if rows == 0 || (width != 0 && size != width) {
                return Err(self.wrong(format!("embedding of shape {:?}", table.shape)));
            }
            width = size;
            inputs += size;
            embeddings.push(Embedding {
                attribute: attribute(column)?,
                seed,
                rows: rows as u32,
                table: writer.add(&table.data),
            });
        }
        let projected = match (self.of("static_vectors").next(), vectors) {
            (Some(node), Some(vectors)) => {
                let matrix = node.param("W", self.part)?;
                inputs += matrix.shape.first().copied().unwrap_or(0);
                Some(vectors.project(matrix, writer)?)
            }
            (Some(_), None) => return Err(self.wrong("static vectors without a vector table")),
            (None, _) => None,
        };
        if width == 0 || !width.is_multiple_of(16) {
            return Err(ModelError::unsupported(
                format!("encoder of `{}`", self.part),
                format!("width {width}, expected a multiple of 16"),
            ));
        }
        let maxouts: Vec<&Node> = self.of("maxout").collect();
        let norms: Vec<&Node> = self.of("layernorm").collect();
        if maxouts.len() != norms.len() || maxouts.is_empty() {
            return Err(self.wrong(format!(
                "{} maxout layers and {} normalisations",
                maxouts.len(),
                norms.len()
            )));
        }
        if self.of("expand_window").any(|node| node.number("window_size") != Some(1)) {
            return Err(ModelError::unsupported(
                format!("encoder of `{}`", self.part),
                "a window other than one token to each side",
            ));
        }
        let depth = maxouts.len() - 1;
        // The padding that thinc puts around a document must reach as far as the layers see.
        let pad = self.of("with_array").filter_map(|node| node.number("pad")).max().unwrap_or(0);
        if depth > 0 && pad < depth as u64 {
            return Err(ModelError::unsupported(
                format!("encoder of `{}`", self.part),
                format!("padding {pad} for {depth} layers"),
            ));
        }
        let mut layers = Vec::new();
        for (at, (maxout, norm)) in maxouts.iter().zip(&norms).enumerate() {
            let expected = if at == 0 { inputs } else { 3 * width };
            layers.push(self.maxout(maxout, norm, width, expected, writer)?);
        }
        let mixer = layers.remove(0);
        Ok(Encoder { width: width as u32, embeddings, projected, mixer, layers })
    }

    fn maxout(
        &self,
        maxout: &Node,
        norm: &Node,
        width: usize,
        inputs: usize,
        writer: &mut Writer,
    ) -> Result<Maxout, ModelError> {
        let (w, b) = (maxout.param("W", self.part)?, maxout.param("b", self.part)?);
        let (gain, shift) = (norm.param("G", self.part)?, norm.param("b", self.part)?);
        let pieces = w.shape.get(1).copied().unwrap_or(0);
        if w.shape != [width, pieces, inputs]
            || b.shape != [width, pieces]
            || gain.shape != [width]
            || shift.shape != [width]
        {
            return Err(
                self.wrong(format!("maxout of shape {:?}, expected {width} x pieces x {inputs}", w.shape))
            );
        }
        if !(1..=3).contains(&pieces) {
            return Err(ModelError::unsupported(
                format!("maxout of `{}`", self.part),
                format!("{pieces} pieces, expected 1 to 3"),
            ));
        }
        Ok(Maxout {
            inputs: inputs as u32,
            pieces: pieces as u32,
            w: writer.add(&w.data),
            b: writer.add(&b.data),
            gain: writer.add(&gain.data),
            shift: writer.add(&shift.data),
        })
    }

    fn linear(
        &self,
        node: &Node,
        inputs: usize,
        outputs: usize,
        writer: &mut Writer,
    ) -> Result<Linear, ModelError> {
        let (w, b) = (node.param("W", self.part)?, node.param("b", self.part)?);
        if w.shape != [outputs, inputs] || b.shape != [outputs] {
            return Err(
                self.wrong(format!("linear layer of shape {:?}, expected {outputs} x {inputs}", w.shape))
            );
        }
        Ok(Linear {
            inputs: inputs as u32,
            outputs: outputs as u32,
            w: writer.add(&w.data),
            b: writer.add(&b.data),
        })
    }

    /// The output layer of a tagger.
    pub(super) fn softmax(
        &self,
        width: u32,
        labels: usize,
        writer: &mut Writer,
    ) -> Result<Linear, ModelError> {
        let node = self.of("softmax").next().ok_or_else(|| self.wrong("no layer `softmax`"))?;
        self.linear(node, width as usize, labels, writer)
    }

    /// The layers of a transition system.
    pub(super) fn steps(
        &self,
        encoder: u32,
        width: u32,
        slots: u32,
        moves: Vec<(u8, String)>,
        writer: &mut Writer,
    ) -> Result<Steps, ModelError> {
        let lower = self
            .of("precomputable_affine")
            .next()
            .ok_or_else(|| self.wrong("no layer `precomputable_affine`"))?;
        let (w, b, pad) =
            (lower.param("W", self.part)?, lower.param("b", self.part)?, lower.param("pad", self.part)?);
        let [found, hidden, pieces, inputs] = w.shape[..] else {
            return Err(self.wrong("a lower layer that is not slots x hidden x pieces x inputs"));
        };
        if found != slots as usize || b.shape != [hidden, pieces] || pad.shape != [1, found, hidden, pieces] {
            return Err(ModelError::unsupported(
                format!("transition system of `{}`", self.part),
                format!("lower layer of shape {:?} with {} state tokens, expected {slots}", w.shape, found),
            ));
        }
        if !hidden.is_multiple_of(16) || hidden > 128 || !(1..=3).contains(&pieces) || moves.len() > 512 {
            return Err(ModelError::unsupported(
                format!("transition system of `{}`", self.part),
                format!("{hidden} hidden units, {pieces} pieces, {} classes", moves.len()),
            ));
        }
        // The upper layer comes before the projection in the file; shapes tell them apart when they differ.
        let linear: Vec<&Node> = self.of("linear").collect();
        let [upper, projection] = linear[..] else {
            return Err(ModelError::unsupported(
                format!("transition system of `{}`", self.part),
                "no upper layer (`use_upper = false`)",
            ));
        };
        Ok(Steps {
            encoder,
            projection: self.linear(projection, width as usize, inputs, writer)?,
            slots,
            hidden: hidden as u32,
            pieces: pieces as u32,
            lower: writer.add(&w.data),
            lower_bias: writer.add(&b.data),
            pad: writer.add(&pad.data),
            upper: self.linear(upper, hidden, moves.len(), writer)?,
            moves,
        })
    }
}

fn node(kind: &str, params: &Value<'_>, attrs: &Value<'_>, part: &str) -> Result<Node, ModelError> {
    let mut node =
        Node { kind: kind.to_owned(), params: Vec::new(), numbers: Vec::new(), columns: Vec::new() };
    for (key, value) in params.as_map().unwrap_or_default() {
        if *value != Value::Nil {
            node.params.push((key.as_str().unwrap_or_default().to_owned(), Floats::read(value, part)?));
        }
    }
    for (key, value) in attrs.as_map().unwrap_or_default() {
        let Value::Bin(bytes) = value else { continue };
        let (key, value) = (key.as_str().unwrap_or_default(), msgpack::read(bytes, part)?);
        if key == "columns" {
            let columns = value.as_array().unwrap_or_default();
            node.columns = columns
                .iter()
                .map(|column| column.as_str().map_or_else(|| format!("{column:?}"), str::to_owned))
                .collect();
        } else if let Some(number) = value.as_u64() {
            node.numbers.push((key.to_owned(), number));
        }
    }
    Ok(node)
}

fn attribute(name: &str) -> Result<Attribute, ModelError> {
    Ok(match name {
        "ORTH" => Attribute::Orth,
        "LOWER" => Attribute::Lower,
        "NORM" => Attribute::Norm,
        "PREFIX" => Attribute::Prefix,
        "SUFFIX" => Attribute::Suffix,
        "SHAPE" => Attribute::Shape,
        "SPACY" => Attribute::Spacy,
        "IS_SPACE" => Attribute::IsSpace,
        other => {
            return Err(ModelError::unsupported(
                format!("embedding of `{other}`"),
                "not among ORTH, LOWER, NORM, PREFIX, SUFFIX, SHAPE, SPACY, IS_SPACE",
            ));
        }
    })
}
