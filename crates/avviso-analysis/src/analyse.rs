//! The whole pipeline on one screen, in reading order.

use std::fmt::Write;

use avviso_text::{Article, Limits, PageFacts};
use sha2::{Digest, Sha256};

use crate::actors::ClusterActors;
use crate::attributions::cues::{self, Cues};
use crate::attributions::{FindAttributions, Found, ResolveAttributions};
use crate::dating::DatePage;
use crate::knowledge::Knowledge;
use crate::language::{
    CutSentences, JoinWords, Model, ParseText, ReadHeads, ReadLemmas, ReadNames, ReadTags, ReadTokens,
};
use crate::layers::Layers;
use crate::lineage::TraceLineage;
use crate::mentions::FindMentions;
use crate::pass::{Context, Layer, Run, row};
use crate::quotations::FindQuotations;
use crate::times::FindTimes;
use crate::voices::{self, AddVoices, Voices};

/// All passes and the knowledge that they look things up in.
#[derive(Debug)]
pub struct Analyser {
    knowledge: Knowledge,
    cues: Cues,
    voices: Voices,
    model: Model,
}

impl Analyser {
    /// Reads the knowledge that ships with the program. Its language model is opened when a text is first parsed.
    pub fn new() -> Self {
        Self {
            knowledge: Knowledge::embedded(),
            cues: Cues::embedded(),
            voices: Voices::embedded(),
            model: Model::embedded(),
        }
    }

    /// The same with another language model.
    #[must_use]
    pub fn with_model(self, model: Model) -> Self {
        Self { model, ..self }
    }

    /// The language model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// SHA-256 of the knowledge, in hexadecimal, so that a record can be repeated.
    pub fn knowledge_digest(&self) -> String {
        let mut all = Sha256::new();
        all.update(self.knowledge.digest());
        all.update(cues::TABLE);
        all.update(voices::TABLE);
        all.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The knowledge.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Runs all passes over one article.
    pub fn analyse(&self, article: &Article, facts: &PageFacts, limits: &Limits) -> Layers {
        let mut run = Run::new(Context { article, facts, knowledge: &self.knowledge, limits });
        let parse = run.step(&ParseText { model: &self.model }, ());
        let sentences = run.step(&CutSentences { cues: &self.cues }, (&parse,));
        let tokens = run.step(&ReadTokens, (&parse, &sentences));
        let tags = run.step(&ReadTags, (&parse, &tokens));
        let heads = run.step(&ReadHeads, (&parse, &tokens));
        let lemmas = run.step(&ReadLemmas, (&parse, &tokens));
        let names = run.step(&ReadNames, (&parse, &tokens));
        drop(parse);
        let words = run.step(&JoinWords, (&tokens,));
        let quotations = run.step(&FindQuotations, (&sentences, &words));
        let times = run.step(&FindTimes, (&sentences, &words));
        let mentions = run.step(&FindMentions, (&sentences, &names));
        let dating = run.step(&DatePage, (&times, &mentions));
        let clustered = run.step(&ClusterActors, (&sentences, &quotations, &times, &mentions, &dating));
        let found: Found = run.step(
            &FindAttributions { cues: &self.cues },
            (&sentences, &words, &tags, &heads, &quotations, &mentions, &times),
        );
        let actors = run.step(&AddVoices { nouns: &self.voices }, (&clustered, &found));
        let lineage = run.step(&TraceLineage, (&actors, &found));
        let attributions = run.step(&ResolveAttributions, (&sentences, &mentions, &actors, &found, &lineage));
        let diagnostics = run.finish();
        Layers {
            sentences,
            tokens,
            tags,
            heads,
            lemmas,
            names,
            words,
            quotations,
            times,
            mentions,
            dating,
            actors,
            attributions,
            lineage,
            diagnostics,
        }
    }
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

/// Name, needs and gift of every pass, in order.
pub fn pass_table() -> Vec<(&'static str, &'static [&'static str], &'static str)> {
    vec![
        row::<ParseText<'_>>(),
        row::<CutSentences<'_>>(),
        row::<ReadTokens>(),
        row::<ReadTags>(),
        row::<ReadHeads>(),
        row::<ReadLemmas>(),
        row::<ReadNames>(),
        row::<JoinWords>(),
        row::<FindQuotations>(),
        row::<FindTimes>(),
        row::<FindMentions>(),
        row::<DatePage>(),
        row::<ClusterActors>(),
        row::<FindAttributions>(),
        row::<AddVoices>(),
        row::<TraceLineage>(),
        row::<ResolveAttributions>(),
    ]
}

const _: () = assert!(!<Found as Layer>::NAME.is_empty());
