//! From a spaCy v3 package to a model file.

mod arrays;
mod layers;
mod tables;

use serde_json::Value as Json;

use super::config::Config;
use super::file::{Writer, utf8};
use super::manifest::{Component, Encoder, Kind, Manifest, Meta, Steps};
use super::package::Package;
use crate::error::ModelError;
use crate::tokeniser::Tokeniser;

use layers::Layers;

/// Converts a spaCy v3 package into a model file for [`Pipeline::from_bytes`](crate::Pipeline::from_bytes).
///
/// The package must hold an English pipeline of `tok2vec`, `tagger`, `parser`, `attribute_ruler`, `lemmatizer` (rules) and
/// `ner`, or some of them, with `MultiHashEmbed` (and static vectors, if any) and a maxout window encoder. Disabled
/// components are left out. The result depends on the package's bytes alone.
///
/// # Errors
/// [`ModelError::Unsupported`] names what this library cannot run: another component, layer, or a regular expression
/// beyond literals, classes and bounded neighbour tests. [`ModelError::Missing`] and [`ModelError::Part`] are about the
/// package's files.
pub fn convert(package: &Package) -> Result<Vec<u8>, ModelError> {
    let config = Config::parse(utf8(package.need("config.cfg")?, "config.cfg")?);
    let meta = meta(package)?;
    if meta.lang != "en" {
        return Err(ModelError::unsupported(
            format!("language `{}`", meta.lang),
            format!(
                "only English rules are known; the package's components are {}",
                components(&config).join(", ")
            ),
        ));
    }
    let mut conversion = Conversion {
        package,
        config: &config,
        writer: Writer::default(),
        encoders: Vec::new(),
        shared: Vec::new(),
        vectors: None,
    };
    let mut parts = Vec::new();
    let mut foreign = Vec::new();
    for name in components(&config) {
        match conversion.component(&name) {
            Ok(Some(kind)) => parts.push(Component { name, kind }),
            Ok(None) => {}
            // All that cannot be run is named at once.
            Err(ModelError::Unsupported { what, why }) => foreign.push(format!("{what} ({why})")),
            Err(error) => return Err(error),
        }
    }
    if !foreign.is_empty() {
        return Err(ModelError::unsupported(
            format!("package {} {}", meta.name, meta.version),
            foreign.join("; "),
        ));
    }
    let mut tokeniser = tables::tokeniser(package)?;
    // What cannot be translated is named here, not when the model is opened.
    tokeniser.phrases = Tokeniser::find_phrases(&tokeniser)?;
    let norms = tables::norms(package, &mut conversion.writer)?;
    let vectors = conversion.vectors.take().map(|vectors| vectors.table);
    let manifest =
        Manifest { meta, tokeniser, norms, encoders: conversion.encoders, vectors, components: parts };
    conversion.writer.finish(&manifest)
}

/// The names of the pipeline's components, without the disabled ones.
fn components(config: &Config) -> Vec<String> {
    let disabled = config.list("nlp", "disabled");
    config.list("nlp", "pipeline").into_iter().filter(|name| !disabled.contains(name)).collect()
}

fn meta(package: &Package) -> Result<Meta, ModelError> {
    let json = json(package, "meta.json")?;
    let text = |key: &str| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    Ok(Meta {
        name: format!("{}_{}", text("lang"), text("name")),
        version: text("version"),
        lang: text("lang"),
        spacy_version: text("spacy_version"),
        licence: text("license"),
        author: text("author"),
        source_sha256: package.sha256().to_owned(),
    })
}

fn json(package: &Package, path: &str) -> Result<Json, ModelError> {
    serde_json::from_slice(package.need(path)?).map_err(|error| ModelError::part(path, error.to_string()))
}

struct Conversion<'p> {
    package: &'p Package,
    config: &'p Config,
    writer: Writer,
    encoders: Vec<Encoder>,
    /// Encoders that other components listen to, by component name.
    shared: Vec<(String, u32)>,
    vectors: Option<arrays::VectorTable>,
}

impl Conversion<'_> {
    fn component(&mut self, name: &str) -> Result<Option<Kind>, ModelError> {
        let factory = self.config.text(&format!("components.{name}"), "factory").unwrap_or(name);
        Ok(Some(match factory {
            "tok2vec" => {
                let encoder = self.own_encoder(name)?;
                self.shared.push((name.to_owned(), encoder));
                return Ok(None);
            }
            "tagger" => self.tagger(name)?,
            "parser" => Kind::Parser(self.steps(name, 8)?),
            "ner" => Kind::Names(self.steps(name, 3)?),
            "attribute_ruler" => Kind::Ruler { rules: tables::rules(self.package, name)? },
            "lemmatizer" => {
                let mode = self.config.text(&format!("components.{name}"), "mode").unwrap_or("lookup");
                if mode != "rule" {
                    return Err(ModelError::unsupported(
                        format!("component `{name}`"),
                        format!("lemmatizer mode `{mode}`, expected `rule`"),
                    ));
                }
                Kind::Lemmas { tables: tables::lemmas(self.package, name, &mut self.writer)? }
            }
            other => {
                return Err(ModelError::unsupported(
                    format!("component `{name}`"),
                    format!("no factory `{other}` here"),
                ));
            }
        }))
    }

    fn own_encoder(&mut self, name: &str) -> Result<u32, ModelError> {
        let path = format!("{name}/model");
        let package = self.package;
        let layers = Layers::read(package.need(&path)?, &path)?;
        if layers.has("static_vectors") && self.vectors.is_none() {
            let mode = package
                .file("vocab/vectors.cfg")
                .and_then(|bytes| serde_json::from_slice::<Json>(bytes).ok());
            let mode =
                mode.as_ref().and_then(|json| json.get("mode")).and_then(Json::as_str).unwrap_or("default");
            if mode != "default" {
                return Err(ModelError::unsupported("vectors", format!("mode `{mode}`, expected `default`")));
            }
            self.vectors = Some(arrays::VectorTable::read(package, &mut self.writer)?);
        }
        let encoder = layers.encoder(self.vectors.as_ref(), &mut self.writer)?;
        self.encoders.push(encoder);
        Ok(self.encoders.len() as u32 - 1)
    }

    /// The encoder that a component reads: its own, or the one that it listens to.
    fn encoder(&mut self, name: &str) -> Result<u32, ModelError> {
        let section = format!("components.{name}.model.tok2vec");
        let listens =
            self.config.text(&section, "@architectures").is_some_and(|text| text.contains("Tok2VecListener"));
        if !listens {
            return self.own_encoder(name);
        }
        let upstream = self.config.text(&section, "upstream").unwrap_or("*");
        let found = self.shared.iter().rev().find(|(shared, _)| upstream == "*" || shared == upstream);
        found.map(|&(_, encoder)| encoder).ok_or_else(|| {
            ModelError::unsupported(
                format!("component `{name}`"),
                format!("it listens to `{upstream}`, which is no tok2vec component before it"),
            )
        })
    }

    fn tagger(&mut self, name: &str) -> Result<Kind, ModelError> {
        let cfg = json(self.package, &format!("{name}/cfg"))?;
        let labels: Vec<String> = cfg
            .get("labels")
            .and_then(Json::as_array)
            .map(|labels| labels.iter().filter_map(|label| label.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        let encoder = self.encoder(name)?;
        let width = self.encoders[encoder as usize].width;
        let package = self.package;
        let path = format!("{name}/model");
        let layer =
            Layers::read(package.need(&path)?, &path)?.softmax(width, labels.len(), &mut self.writer)?;
        Ok(Kind::Tagger { encoder, labels, layer })
    }

    fn steps(&mut self, name: &str, slots: u32) -> Result<Steps, ModelError> {
        let cfg = json(self.package, &format!("{name}/cfg"))?;
        if let Some(beam) = cfg.get("beam_width").and_then(Json::as_u64).filter(|&beam| beam > 1) {
            return Err(ModelError::unsupported(
                format!("component `{name}`"),
                format!("beam width {beam}, expected 1"),
            ));
        }
        let moves = tables::moves(self.package.need(&format!("{name}/moves"))?, &format!("{name}/moves"))?;
        let encoder = self.encoder(name)?;
        let width = self.encoders[encoder as usize].width;
        let package = self.package;
        let path = format!("{name}/model");
        Layers::read(package.need(&path)?, &path)?.steps(encoder, width, slots, moves, &mut self.writer)
    }
}
